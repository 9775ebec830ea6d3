//! Recommand. It has no idempotency key and records a document only after it was transmitted, so after a lost answer its list of
//! documents is asked first, and not before a transmission can have ended.

use base64::{Engine, engine::general_purpose::STANDARD};
use jiff::SignedDuration;
use serde::Deserialize;
use serde_json::json as object;
use shared::delivery::peppol::{DocumentType, Participant, Registration, segment};

use super::{
    AccessPoint, Attempt, Sending, State, TestFault, Transmission, answer,
    call::{Call, Outcome, json},
};
use crate::store::peppol::AskedDocument;

/// After this long a transmission has ended, and its document is in the list.
const TRANSMITTED: SignedDuration = SignedDuration::from_mins(2);
const JSON: &str = "application/json";

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Sent {
    #[serde(default)]
    sent_over_peppol: bool,
    id: String,
    peppol_message_id: Option<String>,
}

#[derive(Deserialize)]
struct Listed {
    documents: Vec<Document>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Document {
    id: String,
    company_id: String,
    receiver_id: Option<String>,
    #[serde(rename = "type")]
    kind: String,
    parsed: Option<Parsed>,
    #[serde(default)]
    sent_over_peppol: bool,
    peppol_message_id: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Parsed {
    invoice_number: Option<String>,
    credit_note_number: Option<String>,
}

#[derive(Deserialize)]
struct Single {
    document: Document,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Verified {
    #[serde(default)]
    is_valid: bool,
    #[serde(default)]
    smp_url: String,
    #[serde(default)]
    supported_documents: Vec<Supported>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Supported {
    doc_type_id: String,
}

fn basic(access_point: &AccessPoint) -> (&'static str, String) {
    let pair = STANDARD.encode(format!("{}:{}", access_point.key, access_point.secret));
    ("authorization", format!("Basic {pair}"))
}

pub(crate) async fn send(access_point: &AccessPoint, attempt: &Attempt<'_>, earlier: Option<AskedDocument>) -> Sending {
    let transmission = attempt.transmission;
    if let Some(earlier) = earlier
        && let Some(sending) = what_became(access_point, transmission, &earlier).await
    {
        return sending;
    }
    if let Err(sending) = access_point.start(attempt, None).await {
        return sending;
    }
    // Without `email`: mails are ours, with our templates and our log.
    let body = object!({
        "recipient": transmission.receiver.to_string(),
        "documentType": "xml",
        "document": String::from_utf8_lossy(transmission.ubl),
        "doctypeId": transmission.document.identifier(),
        "processId": shared::delivery::peppol::PROCESS_ID,
    });
    let url = format!("{}/{}/send", access_point.base_url, segment(&access_point.company_id));
    let call = Call::post(url, JSON, body.to_string().into_bytes());
    let sending = match access_point.call(basic(access_point), call).await {
        Outcome::Ok(response) => match json::<Sent>(&response) {
            Some(sent) if sent.sent_over_peppol => {
                return Sending::Accepted { id: sent.id, message_id: sent.peppol_message_id };
            }
            Some(_) => Sending::Later { reason: "Recommand did not send it over Peppol.".to_owned(), after: None },
            None => {
                return Sending::Unanswered { reason: "Recommand gave an answer that cannot be read.".to_owned() };
            }
        },
        Outcome::Unanswered(reason) => return Sending::Unanswered { reason },
        Outcome::KeyRefused => access_point.key_refused().await,
        Outcome::Later(after) => access_point.busy(after),
        Outcome::Refused(response) => {
            let reasons = answer::reasons(&response.body);
            // 422 says that the transmission failed, which may pass; any other refusal is about the document or the account.
            if response.status == 422 {
                Sending::Later { reason: reasons.join(" "), after: None }
            } else {
                Sending::Rejected { reasons }
            }
        }
    };
    access_point.not_sent(attempt, sending).await
}

/// What became of an earlier attempt; none where it did not transmit anything, so that this one may.
async fn what_became(
    access_point: &AccessPoint,
    transmission: &Transmission<'_>,
    earlier: &AskedDocument,
) -> Option<Sending> {
    let url = format!(
        "{}/documents?direction=outgoing&companyId={}&search={}&limit=200&excludeAttachments=true",
        access_point.base_url,
        segment(&access_point.company_id),
        segment(transmission.number)
    );
    let listed = match access_point.call(basic(access_point), Call::get(url)).await {
        Outcome::Ok(response) => json::<Listed>(&response),
        Outcome::KeyRefused => return Some(access_point.key_refused().await),
        Outcome::Later(after) => return Some(access_point.busy(after)),
        Outcome::Refused(_) => None,
        Outcome::Unanswered(reason) => return Some(Sending::Unanswered { reason }),
    };
    let Some(listed) = listed else {
        let reason = "Recommand does not say whether the earlier attempt arrived.".to_owned();
        return Some(Sending::Unanswered { reason });
    };
    let found = listed.documents.into_iter().find(|document| is_ours(document, access_point, transmission));
    if let Some(document) = found {
        return Some(Sending::Accepted { id: document.id, message_id: document.peppol_message_id });
    }
    let left = TRANSMITTED.checked_sub(earlier.age(access_point.app.now())).filter(|left| left.is_positive())?;
    let reason = "Recommand may still be transmitting the earlier attempt.".to_owned();
    Some(Sending::Later { reason, after: Some(left) })
}

fn is_ours(document: &Document, access_point: &AccessPoint, transmission: &Transmission<'_>) -> bool {
    let Some(parsed) = &document.parsed else { return false };
    let (kind, number) = match transmission.document {
        DocumentType::Invoice => ("invoice", &parsed.invoice_number),
        DocumentType::CreditNote => ("creditNote", &parsed.credit_note_number),
    };
    let receiver = transmission.receiver.to_string();
    document.sent_over_peppol
        && document.company_id == access_point.company_id
        && document.kind == kind
        && number.as_deref() == Some(transmission.number)
        && document.receiver_id.as_ref().is_some_and(|found| found.eq_ignore_ascii_case(&receiver))
}

pub(crate) async fn status(access_point: &AccessPoint, id: &str) -> State {
    let url = format!("{}/documents/{}", access_point.base_url, segment(id));
    match access_point.call(basic(access_point), Call::get(url)).await {
        // A document is recorded after the buyer's access point has acknowledged it.
        Outcome::Ok(response) => match json::<Single>(&response) {
            Some(Single { document }) if document.sent_over_peppol => State::Delivered,
            _ => State::Underway,
        },
        _ => State::Underway,
    }
}

/// Only a yes counts: Recommand says no to every failure.
pub(crate) async fn lookup(access_point: &AccessPoint, participant: &Participant) -> Option<Registration> {
    let body = object!({ "peppolAddress": participant.to_string() }).to_string().into_bytes();
    let call = Call::post(format!("{}/verify", access_point.base_url), JSON, body);
    let Outcome::Ok(response) = access_point.call(basic(access_point), call).await else { return None };
    let verified: Verified = json(&response).filter(|verified: &Verified| verified.is_valid)?;
    let supported = |document: &DocumentType| {
        verified.supported_documents.iter().any(|found| found.doc_type_id == document.identifier())
    };
    let found: Vec<_> = DocumentType::ALL.into_iter().filter(supported).collect();
    (!found.is_empty()).then(|| Registration::of_document_types(&found, &verified.smp_url))
}

pub(crate) async fn test(access_point: &AccessPoint) -> Result<String, TestFault> {
    let url = format!("{}/companies/{}", access_point.base_url, segment(&access_point.company_id));
    match access_point.call(basic(access_point), Call::get(url)).await {
        Outcome::Ok(_) => Ok("Recommand takes the key and knows the company.".to_owned()),
        Outcome::Refused(response) if response.status == 404 => {
            Err(TestFault("Recommand takes the key, but does not know this company id. Check it.".to_owned()))
        }
        outcome => Err(access_point.test_fault(outcome)),
    }
}
