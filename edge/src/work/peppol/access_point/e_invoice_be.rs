//! e-invoice.be. A document is created first and sent then; its id is kept between the two, so an attempt that comes after a lost
//! answer goes on with the same document.

use serde::Deserialize;
use sha2::{Digest, Sha256};
use shared::delivery::peppol::{DocumentType, Participant, Registration, segment};

use super::{
    AccessPoint, Attempt, Sending, State, TestFault, answer,
    call::{Call, Outcome, json},
};
use crate::{platform::ports::IncomingResponse, store::peppol::AskedDocument, work::peppol::access_point};

#[derive(Deserialize)]
struct Document {
    id: String,
    #[serde(default)]
    state: String,
}

#[derive(Deserialize)]
struct Validated {
    #[serde(default)]
    is_valid: bool,
    #[serde(default)]
    supported_document_types: Vec<String>,
}

fn bearer(access_point: &AccessPoint) -> (&'static str, String) {
    ("authorization", format!("Bearer {}", access_point.key))
}

pub(crate) async fn send(access_point: &AccessPoint, attempt: &Attempt<'_>, earlier: Option<AskedDocument>) -> Sending {
    let transmission = attempt.transmission;
    let created = match earlier.and_then(|earlier| earlier.provider_id) {
        Some(id) => continued(access_point, attempt, id).await,
        None => create(access_point, attempt).await,
    };
    let id = match created {
        Ok(id) => id,
        Err(sending) => return sending,
    };
    let (sender, receiver) = (&transmission.sender, &transmission.receiver);
    let query = [
        ("sender_peppol_scheme", sender.scheme()),
        ("sender_peppol_id", sender.value()),
        ("receiver_peppol_scheme", receiver.scheme()),
        ("receiver_peppol_id", receiver.value()),
    ];
    let query: Vec<String> = query.iter().map(|(name, value)| format!("{name}={}", segment(value))).collect();
    let url = format!("{}/send?{}", address(access_point, &id), query.join("&"));
    match access_point.call(bearer(access_point), Call::post(url, "application/json", Vec::new())).await {
        Outcome::Ok(response) => match json::<Document>(&response) {
            Some(Document { state, .. }) if state == "FAILED" => Sending::Rejected { reasons: failure(&response) },
            Some(document) => Sending::Accepted { id: document.id, message_id: None },
            None => Sending::Unanswered { reason: "e-invoice.be gave an answer that cannot be read.".to_owned() },
        },
        Outcome::KeyRefused => access_point.key_refused().await,
        Outcome::Later(after) => access_point.busy(after),
        Outcome::Refused(response) => Sending::Rejected { reasons: answer::reasons(&response.body) },
        Outcome::Unanswered(reason) => Sending::Unanswered { reason },
    }
}

fn address(access_point: &AccessPoint, id: &str) -> String {
    format!("{}/api/documents/{}", access_point.base_url, segment(id))
}

/// An earlier attempt has created the document: it may have been sent as well. Error: what is known without sending it.
async fn continued(access_point: &AccessPoint, attempt: &Attempt<'_>, id: String) -> Result<String, Sending> {
    let outcome = access_point.call(bearer(access_point), Call::get(address(access_point, &id))).await;
    let stopped = match outcome {
        Outcome::Ok(response) => match json::<Document>(&response) {
            Some(document) if matches!(document.state.as_str(), "TRANSIT" | "SENT" | "RECEIVED") => {
                Sending::Accepted { id: document.id, message_id: None }
            }
            Some(document) => return Ok(document.id),
            None => Sending::Unanswered { reason: "e-invoice.be gave an answer that cannot be read.".to_owned() },
        },
        Outcome::KeyRefused => access_point.key_refused().await,
        Outcome::Later(after) => access_point.busy(after),
        // Another account, or somebody has deleted it: what became of it is not known.
        Outcome::Refused(response) if response.status == 404 => {
            access_point::in_doubt(
                &access_point.app,
                &access_point.tenant,
                attempt.transmission.number,
                attempt.sending,
                access_point.name(),
            )
            .await
        }
        Outcome::Refused(response) => Sending::Later { reason: answer::reasons(&response.body).join(" "), after: None },
        Outcome::Unanswered(reason) => Sending::Unanswered { reason },
    };
    Err(stopped)
}

/// Creates the document and keeps its id before it is sent. A document that was created and forgotten is a draft there for ever.
/// Error: why it was not created.
async fn create(access_point: &AccessPoint, attempt: &Attempt<'_>) -> Result<String, Sending> {
    let url = format!("{}/api/documents/ubl", access_point.base_url);
    let (content_type, body) = multipart(attempt.transmission.ubl);
    let call = Call::post(url, &content_type, body);
    let stopped = match access_point.call(bearer(access_point), call).await {
        Outcome::Ok(response) => match json::<Document>(&response) {
            Some(document) => {
                access_point.start(attempt, Some(&document.id)).await?;
                return Ok(document.id);
            }
            None => {
                Sending::Later { reason: "e-invoice.be gave an answer that cannot be read.".to_owned(), after: None }
            }
        },
        Outcome::KeyRefused => access_point.key_refused().await,
        Outcome::Later(after) => access_point.busy(after),
        Outcome::Refused(response) => Sending::Rejected { reasons: answer::reasons(&response.body) },
        // What was created and not sent has reached nobody.
        Outcome::Unanswered(reason) => Sending::Later { reason, after: None },
    };
    Err(stopped)
}

/// The form that is uploaded. The boundary is the digest of the document, which no document contains.
fn multipart(ubl: &[u8]) -> (String, Vec<u8>) {
    let boundary: String = Sha256::digest(ubl).iter().map(|byte| format!("{byte:02x}")).collect();
    let head = format!(
        "--{boundary}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"document.xml\"\r\nContent-Type: \
         application/xml\r\n\r\n"
    );
    let body = [head.as_bytes(), ubl, format!("\r\n--{boundary}--\r\n").as_bytes()].concat();
    (format!("multipart/form-data; boundary={boundary}"), body)
}

fn failure(response: &IncomingResponse) -> Vec<String> {
    answer::reasons(&response.body)
}

pub(crate) async fn status(access_point: &AccessPoint, id: &str) -> State {
    match access_point.call(bearer(access_point), Call::get(address(access_point, id))).await {
        Outcome::Ok(response) => match json::<Document>(&response) {
            Some(document) if matches!(document.state.as_str(), "SENT" | "RECEIVED") => State::Delivered,
            Some(document) if document.state == "FAILED" => State::Failed { reason: failure(&response).join(" ") },
            _ => State::Underway,
        },
        _ => State::Underway,
    }
}

/// A yes that names our document types; the network confirms everything else.
pub(crate) async fn lookup(access_point: &AccessPoint, participant: &Participant) -> Option<Registration> {
    let query = segment(&participant.to_string());
    let url = format!("{}/api/validate/peppol-id?peppol_id={query}", access_point.base_url);
    let Outcome::Ok(response) = access_point.call(bearer(access_point), Call::get(url)).await else { return None };
    let validated: Validated = json(&response).filter(|validated: &Validated| validated.is_valid)?;
    let supported =
        |document: &DocumentType| validated.supported_document_types.iter().any(|found| found == document.identifier());
    let found: Vec<_> = DocumentType::ALL.into_iter().filter(supported).collect();
    (!found.is_empty()).then(|| Registration::of_document_types(&found, &access_point.base_url))
}

pub(crate) async fn test(access_point: &AccessPoint) -> Result<String, TestFault> {
    let url = format!("{}/api/me/", access_point.base_url);
    match access_point.call(bearer(access_point), Call::get(url)).await {
        Outcome::Ok(_) => Ok("e-invoice.be takes the key.".to_owned()),
        outcome => Err(access_point.test_fault(outcome)),
    }
}
