//! An access point of one's own that takes raw UBL, in the manner of phase4: `POST /sendas4/{sender}/{receiver}/{document type}/
//! {process}/{country}` with the header `X-Token`. It has no idempotency key and no list of what it sent.

use serde::Deserialize;
use shared::delivery::peppol::{PROCESS_ID, segment};

use super::{
    AccessPoint, Attempt, Sending, TestFault, answer,
    call::{Call, Outcome, json},
};
use crate::work::peppol::visit::Visit;

/// Country of the sender (C1): our tenants are Belgian.
const COUNTRY: &str = "BE";

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Report {
    #[serde(default)]
    overall_success: bool,
    as4_message_id: Option<String>,
    sbdh_instance_identifier: Option<String>,
    sending_exception: Option<Exception>,
}

#[derive(Deserialize)]
struct Exception {
    message: Option<String>,
}

fn token(access_point: &AccessPoint) -> (&'static str, String) {
    ("x-token", access_point.key.clone())
}

pub(crate) async fn send(access_point: &AccessPoint, attempt: &Attempt<'_>) -> Sending {
    // A machine that is down must not leave a document in doubt, so it is knocked at first.
    if let Err(fault) = reached(access_point).await {
        return Sending::Later { reason: fault.0, after: None };
    }
    if let Err(sending) = access_point.start(attempt, None).await {
        return sending;
    }
    let transmission = attempt.transmission;
    let (sender, receiver) = (transmission.sender.identifier(), transmission.receiver.identifier());
    let parts = [&*sender, &*receiver, transmission.document.identifier(), PROCESS_ID, COUNTRY].map(segment);
    let url = format!("{}/sendas4/{}", access_point.base_url, parts.join("/"));
    let call = Call::post(url, "application/xml", transmission.ubl.to_vec());
    let sending = match access_point.call(token(access_point), call).await {
        Outcome::Ok(response) => match json::<Report>(&response) {
            Some(report) => return reported(access_point, attempt, report).await,
            None => {
                return Sending::Unanswered {
                    reason: "The access point gave an answer that cannot be read.".to_owned(),
                };
            }
        },
        Outcome::Unanswered(reason) => return Sending::Unanswered { reason },
        Outcome::KeyRefused => access_point.key_refused().await,
        Outcome::Later(after) => access_point.busy(after),
        Outcome::Refused(response) => Sending::Rejected { reasons: answer::reasons(&response.body) },
    };
    access_point.not_sent(attempt, sending).await
}

/// Status 200 alone is no success.
async fn reported(access_point: &AccessPoint, attempt: &Attempt<'_>, report: Report) -> Sending {
    let id = report.sbdh_instance_identifier.clone().or_else(|| report.as4_message_id.clone());
    match (report.overall_success, id) {
        (true, Some(id)) => Sending::Accepted { id, message_id: report.as4_message_id },
        (true, None) => Sending::Accepted { id: attempt.idempotency_key.clone(), message_id: report.as4_message_id },
        (false, _) => {
            let told = report.sending_exception.and_then(|exception| exception.message);
            let reason =
                told.unwrap_or_else(|| "The access point could not transmit it and gave no reason.".to_owned());
            access_point.not_sent(attempt, Sending::Later { reason, after: None }).await
        }
    }
}

/// Whether something answers at the address of the tenant, and that the address is one that may be asked.
async fn reached(access_point: &AccessPoint) -> Result<(), TestFault> {
    let judged = Visit::new(&access_point.app).judged(&access_point.base_url).await;
    judged.map_err(|reason| TestFault(format!("The access point cannot be asked: {reason}.")))?;
    let call = Call::get(access_point.base_url.clone());
    match access_point.call(token(access_point), call).await {
        outcome @ (Outcome::Unanswered(_) | Outcome::Later(_)) => Err(access_point.test_fault(outcome)),
        // Whatever stands at the root: it answers.
        Outcome::Ok(_) | Outcome::KeyRefused | Outcome::Refused(_) => Ok(()),
    }
}

pub(crate) async fn test(access_point: &AccessPoint) -> Result<String, TestFault> {
    reached(access_point).await?;
    Ok("The access point answers. Whether it takes the token shows with the first document.".to_owned())
}
