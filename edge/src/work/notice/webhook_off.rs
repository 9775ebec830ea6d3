//! Tells the tenant that a webhook was switched off by what its receiver did. An admin who switches one off knows it.

use jiff::{Timestamp, tz::TimeZone};
use shared::{
    delivery::template::{Rendered, Span},
    format,
    id::WebhookId,
    language::Language,
    limits,
};

use super::{
    Letter,
    prepared::{self, Prepared},
};
use crate::{
    app::{App, problem::Problem},
    platform::mail::Mailbox,
    store::{
        notice::{self as store, Sender},
        webhook::endpoint::{self, DisabledBecause, StoredEndpoint},
    },
    work::outbox::Row,
};

/// What the name of such a notice begins with; the instant at which the webhook was switched off follows.
pub(crate) const PREFIX: &str = "webhook_off:";

/// Writes the mail, if the webhook is still off since then.
pub(crate) async fn prepare(app: &App, row: &Row, notice: &str, since: &str) -> Result<Prepared, Problem> {
    let id = WebhookId::parse(&row.subject).map_err(|_| Problem::defect("webhook off: id"))?;
    let since: Timestamp = since.parse().map_err(|_| Problem::defect("webhook off: instant"))?;
    let (sender, found) = app.read((store::sender(&row.tenant), endpoint::find(&row.tenant, id))).await?;
    let off = found.filter(|stored| stored.disabled.is_some_and(|(at, _)| at == since));
    let Some((stored, because)) = off.and_then(|stored| stored.disabled.map(|(_, because)| (stored, because))) else {
        return Ok(Prepared::Nothing);
    };
    // Without an address the dashboard is the only place that says it.
    if sender.email.is_empty() {
        return Ok(Prepared::Nothing);
    }
    let letter = letter(&stored, because, since, &sender);
    let to = Mailbox { name: Some(sender.name.clone()), address: sender.email.clone() };
    Ok(Prepared::Send(Box::new(prepared::mail(row, notice, &sender, to, letter, Vec::new(), Language::En))))
}

/// In English, as the dashboard is. Of the address only the host is named: the rest may be a secret.
fn letter(stored: &StoredEndpoint, because: DisabledBecause, since: Timestamp, sender: &Sender) -> Letter {
    let url = &stored.endpoint.url;
    let host = url.parse::<http::Uri>().ok().and_then(|uri| uri.host().map(str::to_owned));
    let mut webhook = host.unwrap_or_default();
    if !stored.endpoint.description.is_empty() {
        webhook = format!("{webhook} ({})", stored.endpoint.description);
    }
    let zone = TimeZone::get(&sender.time_zone).unwrap_or(TimeZone::UTC);
    let local = zone.to_datetime(since);
    let day = format::short_date(local.date(), Language::En);
    let why = match because {
        DisabledBecause::Gone => {
            "Its receiver answered \u{201c}410 Gone\u{201d}: it wants no more messages.".to_owned()
        }
        DisabledBecause::Failing | DisabledBecause::Admin => {
            format!("Nothing has reached it for {} days.", limits::WEBHOOK_FAILING_DAYS)
        }
    };
    let lines = [
        format!("Your webhook to {webhook} was switched off on {day} at {}.", local.strftime("%H:%M")),
        why,
        "Nothing is sent to it until you switch it on again, in the dashboard under Settings > Delivery > Webhooks. What it missed can be sent again there.".to_owned(),
    ];
    let paragraphs = lines.into_iter().map(|line| vec![vec![Span::Text(line)]]).collect();
    let rendered = Rendered { subject: "A webhook was switched off".to_owned(), paragraphs };
    Letter { text: rendered.text(), html: rendered.html(Language::En), subject: rendered.subject }
}
