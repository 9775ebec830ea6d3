//! Sending by the tenant's access point.

use jiff::SignedDuration;
use shared::{
    billing::number::SeriesKind,
    delivery::{
        event::EventKind,
        peppol::{DocumentType, Participant},
        sent::Channel,
    },
};

use super::{BY_PEPPOL, attempt::Errand, follow};
use crate::{
    app::problem::Problem,
    store::delivery::{self, DeliveryRow, Way},
    work::{
        outbox::outcome::Outcome,
        peppol::access_point::{self, AccessPoint, Sending, Transmission},
    },
};

/// How long after it was taken the access point is first asked what became of it.
const FIRST_LOOK: SignedDuration = SignedDuration::from_mins(1);

/// Sends a document, or asks what became of an earlier attempt.
pub(crate) async fn send(
    errand: &Errand<'_>,
    access_point: &AccessPoint,
    receiver: Participant,
    text: &str,
) -> Result<Outcome, Problem> {
    let (app, dossier) = (errand.app, errand.dossier);
    let seller = &dossier.draft().content().seller;
    let Some(sender) = Participant::of_enterprise_number(&seller.registration) else {
        let reason = "Your business has no enterprise number to send from. Enter it at the company details.";
        return Ok(Outcome::Dead { reason: reason.to_owned(), record: vec![errand.event(EventKind::Failed, reason)] });
    };
    let (key, recipient) = (errand.key(Channel::Peppol), receiver.to_string());
    let way = Way { recipient: &recipient, is_compliant: true, provider: access_point.name() };
    app.write(delivery::begin(&key, &way, app.now())).await?;
    let number = dossier.stored.document.number().to_string();
    let transmission = Transmission {
        ubl: text.as_bytes(),
        sender,
        receiver,
        document: match dossier.kind() {
            SeriesKind::CreditNote => DocumentType::CreditNote,
            SeriesKind::Invoice | SeriesKind::Quotation => DocumentType::Invoice,
        },
        number: &number,
    };
    let sending = access_point.send(&transmission).await;
    Ok(outcome(errand, &recipient, access_point.name(), sending))
}

/// What becomes of a document that was begun by an access point which the tenant has removed since: what that may have sent
/// goes by no other way, unless a person asks for it. None where nothing can have been sent.
pub(crate) async fn left_behind(errand: &Errand<'_>, begun: &DeliveryRow) -> Result<Option<Outcome>, Problem> {
    let number = errand.dossier.stored.document.number().to_string();
    let sending = access_point::left_behind(errand.app, &errand.row.tenant, &number).await?;
    Ok(sending.map(|sending| outcome(errand, &begun.recipient, &begun.provider, sending)))
}

/// What is stored of an answer.
fn outcome(errand: &Errand<'_>, recipient: &str, whom: &str, sending: Sending) -> Outcome {
    let (key, now) = (errand.key(Channel::Peppol), errand.app.now());
    match sending {
        Sending::Accepted { id, message_id } => {
            let message = message_id.map(|id| format!(", message {id}")).unwrap_or_default();
            let detail = format!("{BY_PEPPOL} {recipient}, through {whom}: {id}{message}");
            let due_at = now.saturating_add(FIRST_LOOK).unwrap_or(now);
            Outcome::Done(vec![
                delivery::sent(&key, &id, now),
                errand.event(EventKind::Sent, &detail),
                follow::begin(&errand.context(), &errand.row.subject, due_at),
            ])
        }
        Sending::Rejected { reasons } => {
            let reason = format!("{whom} refused it: {}", reasons.join(" "));
            errand.ended(Channel::Peppol, EventKind::Refused, reason)
        }
        Sending::InDoubt { reason } => errand.ended(Channel::Peppol, EventKind::Failed, reason),
        Sending::Later { reason, after } => {
            let reason = format!("{whom}: {reason}");
            errand.later(Channel::Peppol, delivery::not_yet(&key, &reason), reason, after)
        }
        Sending::Unanswered { reason } => {
            let reason = format!(
                "{whom} did not answer ({reason}), so it may have been sent. It is asked before anything is sent again."
            );
            errand.later(Channel::Peppol, delivery::not_yet(&key, &reason), reason, None)
        }
    }
}
