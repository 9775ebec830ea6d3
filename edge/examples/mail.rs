//! Sends one mail by SMTP, natively: for the tests with real servers, and to try a server out.
//!
//! `SMTP_URL=smtp://127.0.0.1:1025 MAIL_FROM=noreply@book.example cargo run -p edge --example mail -- --to an@site.example`,
//! with `--name`, `--subject`, `--reply-to`, `--id` and `--attach FILE` (any number), and `--seconds N` for a step. It prints one line of
//! JSON: `{"outcome":"sent"}`, or `refused`, `later`, `unknown` or `not_configured` with its reason.

use std::{collections::HashMap, error::Error, path::Path, sync::Arc, time::Duration};

use edge::{
    mail::{server::Server, smtp::Limits, tcp::Tcp, transport::Submission},
    platform::{
        database::BoxFuture,
        mail::{Mail, MailError, Mailbox, Part},
        ports::{Clock, Mailer},
    },
};
use serde_json::json;
use shared::language::Language;

struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "a native program has a clock; the Worker's is another port")]
    fn now(&self) -> jiff::Timestamp {
        jiff::Timestamp::now()
    }

    fn pause(&self, duration: Duration) -> BoxFuture<'_, ()> {
        Box::pin(tokio::time::sleep(duration))
    }
}

fn arguments() -> HashMap<String, Vec<String>> {
    let mut found: HashMap<String, Vec<String>> = HashMap::new();
    let mut arguments = std::env::args().skip(1);
    while let (Some(name), Some(value)) = (arguments.next(), arguments.next()) {
        found.entry(name).or_default().push(value);
    }
    found
}

fn part(path: &str) -> Result<Part, Box<dyn Error>> {
    let name = Path::new(path).file_name().and_then(|name| name.to_str()).unwrap_or(path).to_owned();
    let content_type = match name.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "pdf" => "application/pdf",
        "xml" => "application/xml",
        "ics" => "text/calendar; method=PUBLISH",
        _ => "application/octet-stream",
    };
    Ok(Part { name, content_type: content_type.to_owned(), bytes: std::fs::read(path)? })
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let arguments = arguments();
    let one = |name: &str| arguments.get(name).and_then(|values| values.first()).cloned();
    let seconds = one("--seconds").map_or(Ok(10), |text| text.parse::<u64>())?;
    let step = Duration::from_secs(seconds);
    let parts = arguments.get("--attach").into_iter().flatten().map(|path| part(path));
    let mail = Mail {
        message_id: one("--id").unwrap_or_else(|| "example".to_owned()),
        from_name: one("--name").unwrap_or_else(|| "Bookslip".to_owned()),
        reply_to: one("--reply-to").map(|address| Mailbox { name: None, address }),
        to: Mailbox { name: one("--to-name"), address: one("--to").ok_or("--to is missing")? },
        subject: one("--subject").unwrap_or_else(|| "A mail by Bookslip".to_owned()),
        text: "Hello,\n\n.\n..this line begins with dots\nBye\n".to_owned(),
        html: "<p>Hello, this is <b>é</b>.</p>".to_owned(),
        parts: parts.collect::<Result<_, _>>()?,
        language: Language::En,
    };
    let submission = Submission {
        server: Server::parse(&std::env::var("SMTP_URL")?, "")?,
        from: std::env::var("MAIL_FROM")?,
        sockets: Arc::new(Tcp),
        clock: Arc::new(SystemClock),
        limits: Limits { step, verdict: step, whole: step * 6 },
    };
    let outcome = match submission.send(&mail).await {
        Ok(()) => json!({ "outcome": "sent" }),
        Err(MailError::Refused { code, reason }) => json!({ "outcome": "refused", "code": code, "reason": reason }),
        Err(MailError::Later { reason }) => json!({ "outcome": "later", "reason": reason }),
        Err(MailError::Unknown { reason }) => json!({ "outcome": "unknown", "reason": reason }),
        Err(MailError::NotConfigured) => json!({ "outcome": "not_configured" }),
    };
    println!("{outcome}");
    Ok(())
}
