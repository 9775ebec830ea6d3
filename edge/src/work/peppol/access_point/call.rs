//! One request to an access point, and what its status means.

use std::time::Duration;

use jiff::SignedDuration;
use serde::de::DeserializeOwned;

use super::{AccessPoint, Sending, TestFault, answer};
use crate::{
    platform::ports::{IncomingResponse, OutgoingRequest},
    store::peppol as store,
};

/// An access point that transmits before it answers needs this long.
const TIMEOUT: Duration = Duration::from_secs(30);
/// Lists of documents are the longest answers.
const ANSWER_BYTES_MAX: usize = 1024 * 1024;
/// After a refused key somebody has to enter another one, which takes a while.
const KEY_REFUSED_WAIT: SignedDuration = SignedDuration::from_hours(1);

/// A request before it has the access point's headers.
pub(crate) struct Call {
    pub(crate) method: http::Method,
    pub(crate) url: String,
    pub(crate) content_type: Option<String>,
    pub(crate) body: Vec<u8>,
}

impl Call {
    pub(crate) fn get(url: String) -> Self {
        Self { method: http::Method::GET, url, content_type: None, body: Vec::new() }
    }

    pub(crate) fn post(url: String, content_type: &str, body: Vec<u8>) -> Self {
        Self { method: http::Method::POST, url, content_type: Some(content_type.to_owned()), body }
    }
}

/// What a status says before the body is looked at.
pub(crate) enum Outcome {
    /// 2xx.
    Ok(IncomingResponse),
    /// 401 or 403: the key was refused, which is noted for the settings.
    KeyRefused,
    /// 429, or 503: not now.
    Later(Option<SignedDuration>),
    /// Any other 4xx.
    Refused(IncomingResponse),
    /// Another 5xx, an answer that is too large, or none: it may have been done.
    Unanswered(String),
}

impl AccessPoint {
    /// Sends a request with this header of authentication.
    pub(crate) async fn call(&self, (name, value): (&str, String), call: Call) -> Outcome {
        let mut headers = vec![(name.to_owned(), value), ("accept".to_owned(), "application/json".to_owned())];
        headers.extend(call.content_type.map(|content_type| ("content-type".to_owned(), content_type)));
        let request = OutgoingRequest {
            method: call.method,
            url: call.url,
            headers,
            body: call.body,
            timeout: TIMEOUT,
            limit: ANSWER_BYTES_MAX,
        };
        let response = match self.app.ports().http.send(request).await {
            Ok(response) => response,
            Err(error) => return Outcome::Unanswered(format!("{}: {error}.", self.name())),
        };
        let is_refused = matches!(response.status, 401 | 403);
        if is_refused || response.status < 300 {
            // Only a hint for the settings: losing it changes nothing.
            let note = store::note_key(&self.tenant, self.version, !is_refused, self.app.now());
            let _ = self.app.write(note).await;
        }
        match response.status {
            200..=299 => Outcome::Ok(response),
            401 | 403 => Outcome::KeyRefused,
            429 | 503 => Outcome::Later(answer::retry_after(&response, self.app.now())),
            300..=499 => Outcome::Refused(response),
            status => Outcome::Unanswered(format!("{} answered with status {status}.", self.name())),
        }
    }

    /// The key was refused: a clear state, and no next attempt before somebody can have entered another key. Whoever has done that
    /// while the request was under way is not made to wait.
    pub(crate) async fn key_refused(&self) -> Sending {
        let present = self.app.read(store::find(&self.tenant)).await.ok().flatten();
        let is_changed = present.is_some_and(|present| present.version != self.version);
        let reason = format!(
            "{} refused the key. Enter another one under Settings, Delivery, Peppol access point.",
            self.name()
        );
        Sending::Later { reason, after: (!is_changed).then_some(KEY_REFUSED_WAIT) }
    }

    /// The access point asks to come back later.
    pub(crate) fn busy(&self, after: Option<SignedDuration>) -> Sending {
        Sending::Later { reason: format!("{} asks to try again later.", self.name()), after }
    }

    /// A test of the connection that did not end well.
    pub(crate) fn test_fault(&self, outcome: Outcome) -> TestFault {
        let name = self.name();
        TestFault(match outcome {
            Outcome::Ok(_) => format!("{name} gave an answer that cannot be read."),
            Outcome::KeyRefused => format!("{name} answers, but refuses the key. Enter another one."),
            Outcome::Later(_) => format!("{name} answers, but has too much to do. Try again later."),
            Outcome::Refused(response) => {
                let reasons = answer::reasons(&response.body).join(" ");
                format!("{name} answers with status {}: {reasons}", response.status)
            }
            Outcome::Unanswered(reason) => format!("{reason} Check the address, and try again later."),
        })
    }
}

/// The body as JSON; unknown fields are ignored.
pub(crate) fn json<T: DeserializeOwned>(response: &IncomingResponse) -> Option<T> {
    serde_json::from_slice(&response.body).ok()
}
