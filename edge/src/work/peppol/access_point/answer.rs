//! What the answers of access points mean, where they mean the same everywhere.

use jiff::{SignedDuration, Timestamp, fmt::rfc2822};
use serde_json::Value;

use crate::platform::ports::IncomingResponse;

/// Nobody is made to wait longer than this.
const WAIT_MAX: SignedDuration = SignedDuration::from_hours(24);
/// How many reasons are kept, and how long each may be.
const REASONS_MAX: usize = 20;
const REASON_CHARS_MAX: usize = 500;

/// `Retry-After` (RFC 9110 10.2.3): seconds or a date.
pub(crate) fn retry_after(response: &IncomingResponse, now: Timestamp) -> Option<SignedDuration> {
    let text = response.headers.get(http::header::RETRY_AFTER)?.to_str().ok()?.trim();
    let after = match text.parse() {
        Ok(seconds) => SignedDuration::from_secs(seconds),
        Err(_) => rfc2822::parse(text).ok()?.timestamp().duration_since(now),
    };
    Some(after.clamp(SignedDuration::ZERO, WAIT_MAX))
}

/// Every sentence that an answer says, wherever it stands: `errors` of a field, `detail`, `message`, `issues`.
pub(crate) fn reasons(body: &[u8]) -> Vec<String> {
    let mut found = Vec::new();
    if let Ok(value) = serde_json::from_slice(body) {
        collect(&value, "", &mut found, 0);
    }
    if found.is_empty() {
        found.push("The access point gave no reason.".to_owned());
    }
    found
}

/// Names whose text is a reason, and those that lead to one.
const TEXTS: [&str; 4] = ["message", "detail", "msg", "error"];
const GROUPS: [&str; 4] = ["errors", "issues", "detail", "error"];

fn collect(value: &Value, name: &str, found: &mut Vec<String>, depth: u8) {
    if found.len() >= REASONS_MAX || depth > 8 {
        return;
    }
    match value {
        Value::String(text) => {
            let text: String =
                text.chars().filter(|character| !character.is_control()).take(REASON_CHARS_MAX).collect();
            let is_root = matches!(name, "" | "root") || TEXTS.contains(&name) || GROUPS.contains(&name);
            let reason = if is_root { text } else { format!("{name}: {text}") };
            if !reason.trim().is_empty() && !found.contains(&reason) {
                found.push(reason);
            }
        }
        Value::Array(values) => values.iter().for_each(|value| collect(value, name, found, depth.saturating_add(1))),
        Value::Object(fields) => {
            let is_group = depth > 0 && GROUPS.contains(&name);
            let told = fields.keys().any(|key| TEXTS.contains(&key.as_str()));
            for (key, value) in fields {
                let is_reason = TEXTS.contains(&key.as_str()) || GROUPS.contains(&key.as_str());
                // A map of fields, each with its sentences; an object with a message says nothing else of use.
                if is_reason || (is_group && !told) {
                    collect(value, key, found, depth.saturating_add(1));
                }
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use http::{HeaderMap, HeaderValue};

    use super::*;

    #[test]
    fn reasons_are_found_in_every_form() {
        for (body, found) in [
            (r#"{"success":false,"errors":{"root":["No such company"]}}"#, &["No such company"][..]),
            (
                r#"{"success":false,"errors":{"cbc:ID":["BR-02: An invoice shall have a number","x"],"root":[]}}"#,
                &["cbc:ID: BR-02: An invoice shall have a number", "cbc:ID: x"],
            ),
            (r#"{"detail":"Not authenticated"}"#, &["Not authenticated"]),
            (r#"{"detail":[{"loc":["query","x"],"msg":"field required","type":"missing"}]}"#, &["field required"]),
            (r#"{"is_valid":false,"issues":[{"message":"BR-CO-15","rule_id":"r"}]}"#, &["BR-CO-15"]),
            (
                r#"{"sendingException":{"message":"hidden"},"overallSuccess":false}"#,
                &["The access point gave no reason."],
            ),
            ("<html>Bad gateway</html>", &["The access point gave no reason."]),
            ("", &["The access point gave no reason."]),
            (r#"{"message":"a\u0000b\nc"}"#, &["abc"]),
        ] {
            assert_eq!(reasons(body.as_bytes()), found, "{body}");
        }
        let many = format!(
            "{{\"errors\":{{\"root\":[{}]}}}}",
            (0..50).map(|n| format!("\"{n}\"")).collect::<Vec<_>>().join(",")
        );
        assert_eq!(reasons(many.as_bytes()).len(), REASONS_MAX);
        let long = format!("{{\"message\":\"{}\"}}", "x".repeat(10_000));
        assert_eq!(reasons(long.as_bytes())[0].len(), REASON_CHARS_MAX);
    }

    #[test]
    fn retry_after_is_seconds_or_a_date() {
        let now: Timestamp = "2026-11-22T03:00:00Z".parse().unwrap();
        for (value, after) in [
            ("120", Some(120)),
            ("Sun, 22 Nov 2026 03:02:00 GMT", Some(120)),
            ("Sun, 22 Nov 2026 02:00:00 GMT", Some(0)),
            ("-5", Some(0)),
            ("99999999", Some(86_400)),
            ("soon", None),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(http::header::RETRY_AFTER, HeaderValue::from_static(value));
            let response = IncomingResponse { status: 429, headers, body: Vec::new() };
            assert_eq!(retry_after(&response, now).map(|after| after.as_secs()), after, "{value}");
        }
    }
}
