//! The task `follow_delivery`: asks the access point what became of a document that it took, until it arrived or did not.

use jiff::Timestamp;
use shared::delivery::{event::EventKind, follow::next_look, sent::Channel, task::Task};

use super::{Dossier, attempt::webhook_key};
use crate::{
    app::{App, problem::Problem},
    platform::database::Statement,
    store::{
        delivery::{self, DeliveryState, ORIGINAL},
        outbox::{self, NewRow},
        webhook,
        write::WriteContext,
    },
    work::{
        outbox::{Row, outcome::Outcome},
        peppol::access_point::{self, State},
    },
};

/// Has a document followed.
pub(crate) fn begin(context: &WriteContext<'_>, document: &str, due_at: Timestamp) -> Statement {
    let id = format!("follow_delivery:{document}");
    outbox::insert(context, &NewRow { id: &id, task: Task::FollowDelivery, subject: document, details: "{}", due_at })
}

/// Asks once.
///
/// # Errors
/// A [`Problem`] of ours; the row is tried again.
pub async fn perform(app: &App, row: &Row) -> Result<Outcome, Problem> {
    let (tenant, document) = (&row.tenant, row.subject.as_str());
    let Some(dossier) = Dossier::read(app, tenant, document).await? else { return Ok(Outcome::Done(Vec::new())) };
    let found = dossier.deliveries.iter().find(|delivery| delivery.is(Channel::Peppol, ORIGINAL));
    let Some(taken) = found.filter(|delivery| delivery.state == DeliveryState::Sent) else {
        return Ok(Outcome::Done(Vec::new()));
    };
    let access_point = access_point::of_tenant(app, tenant).await?;
    let Some(access_point) = access_point.filter(|access_point| access_point.name() == taken.provider) else {
        let reason = format!(
            "{} took it and is no longer your access point, so nobody can say whether it arrived.",
            taken.provider
        );
        return Ok(Outcome::Dead { reason, record: Vec::new() });
    };
    let state = access_point.status(&taken.provider_id).await;
    let now = app.now();
    let context = WriteContext { tenant, base_url: &row.base_url, now };
    let (channel, key) = (Channel::Peppol.as_str(), webhook_key(Channel::Peppol, ORIGINAL));
    let event = |kind, detail: &str| delivery::event(tenant, document, now, kind, detail);
    Ok(match state {
        State::Delivered => {
            let detail = format!("{} says that it arrived.", taken.provider);
            Outcome::Done(vec![
                delivery::arrived(tenant, document, Ok(())),
                event(EventKind::Delivered, &detail),
                webhook::document_delivered(&context, &dossier.stored.id, &key, channel),
            ])
        }
        State::Failed { reason } => {
            let reason = format!("{}: {reason}", taken.provider);
            Outcome::Done(vec![
                delivery::arrived(tenant, document, Err(&reason)),
                event(EventKind::Failed, &reason),
                webhook::document_failed(&context, &dossier.stored.id, &key, channel, &reason),
            ])
        }
        State::Underway => {
            let sent_at = taken.sent_at.as_deref().and_then(|at| at.parse().ok()).unwrap_or(row.created_at);
            match next_look(now.duration_since(sent_at)) {
                Some(wait) => {
                    Outcome::Wait { until: now.saturating_add(wait).unwrap_or(now), reason: None, record: Vec::new() }
                }
                None => Outcome::Done(Vec::new()),
            }
        }
    })
}
