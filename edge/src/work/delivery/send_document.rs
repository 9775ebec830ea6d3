//! The task `send_document`: sends a document once, whatever happens between two steps of it.
//!
//! That it is about to be sent is stored before anything leaves; a later run finds that and stays with the way that was begun,
//! unless it is known that nothing left. An access point is asked about an earlier attempt before it gets a second one.

use super::{
    Dossier, Plan,
    attempt::{Errand, webhook_key},
    by_email, by_peppol, plan,
};
use crate::{
    app::{App, problem::Problem},
    platform::database::Statement,
    store::{
        delivery::{self, DeliveryState, Key, ORIGINAL},
        webhook,
        write::WriteContext,
    },
    work::{
        e_invoice,
        outbox::{Row, outcome::Outcome},
        peppol::{Found, access_point},
    },
};
use serde::Deserialize;
use shared::{
    delivery::{
        channel::{Choice, WhyBlocked},
        event::EventKind,
        peppol::{Participant, Registration},
        retry::wait_after,
        sent::Channel,
    },
    id::DocumentId,
};

/// What was asked for.
#[derive(Debug, Default, Deserialize)]
struct Order {
    #[serde(default)]
    channel: Option<String>,
    #[serde(default)]
    purpose: Option<String>,
}

/// Sends the document of a row.
///
/// # Errors
/// A [`Problem`] of ours; the row is tried again.
pub async fn perform(app: &App, row: &Row) -> Result<Outcome, Problem> {
    let order: Order =
        serde_json::from_str(&row.details).map_err(|error| Problem::defect(format!("order: {error}")))?;
    let purpose = order.purpose.as_deref().unwrap_or(ORIGINAL);
    let Some(dossier) = Dossier::read(app, &row.tenant, &row.subject).await? else {
        return Ok(Outcome::Dead { reason: "There is no such document.".to_owned(), record: Vec::new() });
    };
    let mut same = dossier.deliveries.iter().filter(|delivery| delivery.purpose == purpose);
    if same.clone().any(|delivery| delivery.state.was_taken()) {
        return Ok(Outcome::Done(Vec::new()));
    }
    let errand = Errand { app, row, dossier: &dossier, purpose };
    if let Some(on_peppol) = same.find(|delivery| delivery.channel == Channel::Peppol.as_str()) {
        let access_point = access_point::of_tenant(app, &row.tenant).await?;
        match (access_point, on_peppol.state, Participant::parse(&on_peppol.recipient)) {
            (Some(access_point), DeliveryState::Sending, Ok(receiver)) => {
                let text = e_invoice::with_files(app, &dossier.stored).await?;
                return by_peppol::send(&errand, &access_point, receiver, &text).await;
            }
            (None, ..) => {
                if let Some(outcome) = by_peppol::left_behind(&errand, on_peppol).await? {
                    return Ok(outcome);
                }
            }
            _ => {}
        }
    }
    let asked = order.channel.as_deref().and_then(Channel::parse);
    let plan = plan(app, &dossier, purpose, asked).await?;
    let looked_up: Vec<Statement> = plan
        .found
        .iter()
        .map(|found| delivery::looked_up(&row.tenant, &row.subject, app.now(), &sentence(found)))
        .collect();
    match (&plan.choice, &plan) {
        (Choice::Peppol { receiver }, Plan { access_point: Some(access_point), e_invoice: Some(text), .. }) => {
            app.write(looked_up).await?;
            by_peppol::send(&errand, access_point, receiver.clone(), text).await
        }
        (Choice::Peppol { .. }, _) => Err(Problem::defect("a document for Peppol without access point")),
        (Choice::Email { address, is_compliant, why }, _) => {
            if !looked_up.is_empty() {
                app.write(looked_up).await?;
            }
            by_email::send(&errand, address, *is_compliant, *why).await
        }
        (Choice::Retry { reason }, _) => {
            let reason = format!("Whether the buyer is on Peppol is not known: {reason}");
            let mut record = vec![errand.event(EventKind::Retried, &reason)];
            if wait_after(row.attempts, None).is_none() {
                record.push(errand.failed(Channel::Peppol, &reason));
            }
            Ok(Outcome::Later { reason, after: None, record })
        }
        (Choice::Blocked(why), plan) => {
            let rules: Vec<String> =
                plan.faults.iter().map(|fault| format!("{} ({})", fault.text, fault.rule)).collect();
            let reason = [why.sentence().to_owned(), rules.join(" ")].join(" ").trim().to_owned();
            let mut record = looked_up;
            record.push(errand.event(EventKind::Failed, &reason));
            let channel = if *why == WhyBlocked::BreaksRules { Channel::Peppol } else { Channel::Email };
            record.push(errand.failed(channel, &reason));
            Ok(Outcome::Dead { reason, record })
        }
    }
}

/// Ends the timeline of a document whose sending is tried no more, and tells webhooks. What was begun stays begun: the access point may have it.
///
/// # Errors
/// A [`Problem`] of ours: the database did not answer.
pub async fn given_up(app: &App, row: &Row, reason: &str) -> Result<Vec<Statement>, Problem> {
    // What was asked for may be the very thing that cannot be read.
    let order: Order = serde_json::from_str(&row.details).unwrap_or_default();
    let purpose = order.purpose.as_deref().unwrap_or(ORIGINAL);
    let known = app.read(delivery::of_document(&row.tenant, &row.subject)).await?;
    let mut same = known.iter().filter(|delivery| delivery.purpose == purpose);
    if same.clone().any(|delivery| delivery.state.was_taken()) {
        return Ok(Vec::new());
    }
    let begun = same.find(|delivery| delivery.state == DeliveryState::Sending);
    let channel = begun.map(|begun| begun.channel.as_str()).or(order.channel.as_deref()).and_then(Channel::parse);
    let channel = channel.unwrap_or(Channel::Email);
    let context = WriteContext { tenant: &row.tenant, base_url: &row.base_url, now: app.now() };
    let key = Key { tenant: &row.tenant, document: &row.subject, channel, purpose };
    let id = DocumentId::new(row.subject.as_str());
    Ok(vec![
        delivery::not_yet(&key, reason),
        delivery::event(&row.tenant, &row.subject, context.now, EventKind::Failed, reason),
        webhook::document_failed(&context, &id, &webhook_key(channel, purpose), channel.as_str(), reason),
    ])
}

/// What a lookup found, for the timeline.
pub fn sentence(found: &Found) -> String {
    let whom = &found.participant;
    match &found.registration {
        Registration::Registered { accepts_invoice, accepts_credit_note, .. } => {
            let what = match (accepts_invoice, accepts_credit_note) {
                (true, true) => "invoices and credit notes",
                (true, false) => "invoices",
                (false, _) => "credit notes",
            };
            format!("{whom} is registered and receives {what}.")
        }
        Registration::RegisteredWithoutInvoice => {
            format!("{whom} is registered, but receives neither invoices nor credit notes.")
        }
        Registration::NotRegistered => format!("{whom} is not registered."),
        Registration::Unknown(reason) => format!("{whom}: nobody could say. {reason}"),
    }
}
