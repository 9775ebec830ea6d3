//! One webhook: where it stands, its secret, what can be done with it, and the log of its deliveries.

use jiff::{SignedDuration, Timestamp, tz::TimeZone};
use maud::{Markup, html};
use shared::limits;

use super::list_view::{PATH, state_chip};
use crate::{
    admin::settings::portal::embed_view::copyable,
    platform::instant::instant,
    store::webhook::{
        delivery::{DeliveryRow, DeliveryState},
        endpoint::{DisabledBecause, StoredEndpoint},
    },
    web::{
        admin_page::{Frame, page},
        figures::{count, moment, short_moment},
        parts::{Crumb, Paging, Tone, chip, fact, head, notice, pager, warning},
    },
};

/// One webhook.
#[derive(Clone, Debug)]
pub struct WebhookView<'a> {
    /// What is stored.
    pub stored: &'a StoredEndpoint,
    /// Its secret, as long as it can be read.
    pub secret: Option<&'a str>,
    /// Id of the next test.
    pub test: &'a str,
    /// Rows of this page of the log.
    pub deliveries: &'a [DeliveryRow],
    /// Which page of how many.
    pub paging: Paging,
    /// Now.
    pub now: Timestamp,
    /// The tenant's zone.
    pub zone: &'a TimeZone,
    /// What was just done.
    pub done: Option<&'a str>,
    /// Why nothing was done.
    pub conflict: Option<&'a str>,
}

/// When a delivery stands, in one word.
pub fn delivery_chip(state: DeliveryState) -> Markup {
    match state {
        DeliveryState::Waiting => chip(Tone::Waiting, "waiting"),
        DeliveryState::Delivered => chip(Tone::Good, "delivered"),
        DeliveryState::Failed => chip(Tone::Ended, "failed"),
        DeliveryState::Cancelled => chip(Tone::Ended, "not sent"),
    }
}

/// An instant as the dashboard writes it.
pub fn at(instant_of: Timestamp, zone: &TimeZone) -> String {
    moment(&instant(instant_of), zone)
}

/// One webhook.
pub fn webhook(frame: Frame<'_>, view: &WebhookView<'_>) -> Markup {
    let crumbs: [Crumb<'_>; 3] = [("Settings", None), ("Delivery", None), ("Webhooks", Some(PATH))];
    let own = format!("{PATH}/{}", view.stored.id);
    let actions = html! { div.buttons { a.button.secondary href={ (own) "/edit" } { "Edit" } } };
    page(
        frame,
        "Webhook",
        view.conflict.is_some(),
        &html! {
            (head(&crumbs, "Webhook", Some(&state_chip(view.stored)), Some(&actions)))
            @if let Some(conflict) = view.conflict { (warning(conflict)) }
            @if let Some(done) = view.done { (notice(done)) }
            (why_off(view))
            section.card aria-labelledby="facts" {
                h2 #facts { "What it is told, and where" }
                dl.facts {
                    (fact("Address", &html! { span.mono { (view.stored.endpoint.url) } }))
                    @if !view.stored.endpoint.description.is_empty() { (fact("Description", &html! { (view.stored.endpoint.description) })) }
                    (fact("Events", &html! {
                        @for (place, event) in view.stored.endpoint.events.iter().enumerate() { @if place > 0 { ", " } span.mono { (event.as_str()) } }
                    }))
                }
                (state_buttons(view, &own))
            }
            (secret(view, &own))
            (log(view, &own))
            (delete(&own))
        },
    )
}

fn why_off(view: &WebhookView<'_>) -> Markup {
    let text = match view.stored.disabled {
        Some((since, DisabledBecause::Admin)) => {
            format!("This webhook is off since {}. Nothing is sent to it.", at(since, view.zone))
        }
        Some((since, DisabledBecause::Gone)) => format!(
            "Its receiver answered \u{201c}410 Gone\u{201d} on {}, so this webhook is off. Switch it on once the receiver is back.",
            at(since, view.zone)
        ),
        Some((since, DisabledBecause::Failing)) => format!(
            "Nothing has reached it for {} days, so it was switched off at {}. Switch it on once the receiver works again, and send again what failed.",
            limits::WEBHOOK_FAILING_DAYS,
            at(since, view.zone)
        ),
        None => match view.stored.failing_since {
            Some(since) => format!(
                "Nothing has reached it since {}. If that goes on for {} days, it is switched off.",
                at(since, view.zone),
                limits::WEBHOOK_FAILING_DAYS
            ),
            None => return html! {},
        },
    };
    html! { div.notice.warning { p { (text) } } }
}

fn state_buttons(view: &WebhookView<'_>, own: &str) -> Markup {
    html! {
        div.buttons {
            @if view.stored.disabled.is_none() {
                form method="post" action={ (own) "/test" } {
                    input type="hidden" name="test" value=(view.test);
                    button.secondary type="submit" { "Send a test" }
                }
                form method="post" action={ (own) "/state" } {
                    input type="hidden" name="action" value="disable";
                    button.secondary type="submit" { "Switch off" }
                }
            } @else {
                form method="post" action={ (own) "/state" } {
                    input type="hidden" name="action" value="enable";
                    button type="submit" { "Switch on" }
                }
            }
        }
    }
}

/// Until when a secret can be read.
pub fn readable_until(secret_set_at: Timestamp) -> Timestamp {
    secret_set_at.saturating_add(SignedDuration::from_mins(limits::WEBHOOK_SECRET_MINUTES)).unwrap_or(secret_set_at)
}

fn secret(view: &WebhookView<'_>, own: &str) -> Markup {
    let previous = view.stored.previous_until.filter(|until| view.now < *until);
    html! {
        section.card aria-labelledby="secret-title" {
            h2 #secret-title { "Signing secret" }
            @if let Some(secret) = view.secret {
                (copyable("secret", "Copy it into your receiver now", secret, 1))
                p.hint.next { "It is shown until " (at(readable_until(view.stored.secret_set_at), view.zone)) " and never again." }
            } @else {
                p { "Made at " (at(view.stored.secret_set_at, view.zone)) ". It is not shown any more; if it is lost, make a new one." }
            }
            p.hint.next { "Your receiver checks with it that a message comes from here, and that nobody changed it. Libraries for Standard Webhooks do that for you." }
            @if let Some(until) = previous {
                p.hint.next { "The secret before it still signs every message, too, until " (at(until, view.zone)) "." }
            } @else {
                form.more method="post" action={ (own) "/secret" } {
                    input type="hidden" name="version" value=(view.stored.version);
                    p.hint { "With a new secret the present one stays valid for " (limits::WEBHOOK_ROTATION_HOURS) " hours, so that no message is lost while you change it." }
                    div.buttons.more { button.secondary type="submit" { "Make a new secret" } }
                }
            }
        }
    }
}

fn log(view: &WebhookView<'_>, own: &str) -> Markup {
    html! {
        section.card aria-labelledby="log" {
            h2 #log { "Deliveries" }
            @if view.deliveries.is_empty() {
                p.empty { "Nothing yet. The next event of its kind, or a test, appears here." }
            } @else {
                p.muted { (count(view.paging.rows, "message", "messages")) " in the last " (limits::WEBHOOK_LOG_DAYS) " days" }
                div.table {
                    table.cards {
                        thead { tr {
                            th scope="col" { "Event" }
                            th scope="col" { "Happened" }
                            th scope="col" { "State" }
                            th.number scope="col" { "Attempts" }
                            th scope="col" { "Last answer" }
                        } }
                        tbody { @for row in view.deliveries { (delivery(row, view.zone, own)) } }
                    }
                }
                (pager(view.paging, |page| format!("{own}?page={page}")))
            }
        }
    }
}

fn delivery(row: &DeliveryRow, zone: &TimeZone, own: &str) -> Markup {
    html! {
        tr {
            td.key { a.open href={ (own) "/messages/" (row.message_id) } { span.mono { (row.event) } } }
            td.tight data-label="Happened" { (short_moment(&instant(row.created_at), zone)) }
            td.tight data-label="State" { span { (delivery_chip(row.state)) } }
            td.number data-label="Attempts" { (row.attempts) }
            td data-label="Last answer" { (answered(row)) }
        }
    }
}

/// What the last attempt came to, in a few words.
pub fn answered(row: &DeliveryRow) -> String {
    match (row.status, row.attempts) {
        (Some(status), _) => format!("status {status}"),
        (None, 0) => "none yet".to_owned(),
        (None, _) => "no answer".to_owned(),
    }
}

fn delete(own: &str) -> Markup {
    html! {
        details.card {
            summary { "Delete this webhook" }
            form method="post" action={ (own) "/delete" } {
                p.more { "Nothing is sent to it any more, what waits for it is dropped, and its log is gone. To stop for a while, switch it off instead." }
                div.buttons.more { button.danger type="submit" { "Delete webhook" } }
            }
        }
    }
}
