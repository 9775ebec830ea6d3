//! Settings > Delivery > Webhooks: who is told what happens.

use maud::{Markup, html};
use shared::limits;

use crate::{
    store::webhook::endpoint::{DisabledBecause, StoredEndpoint},
    web::{
        admin_page::{Frame, page},
        figures::count,
        parts::{Crumb, Tone, chip, head, notice},
    },
};

/// Where webhooks are.
pub const PATH: &str = "/admin/settings/webhooks";
/// The way to the list.
pub const CRUMBS: [Crumb<'static>; 2] = [("Settings", None), ("Delivery", None)];

/// Whether a webhook is on, in one word.
pub fn state_chip(stored: &StoredEndpoint) -> Markup {
    match stored.disabled {
        Some((_, DisabledBecause::Admin)) => chip(Tone::Ended, "off"),
        Some((_, DisabledBecause::Gone)) => chip(Tone::Ended, "off: gone"),
        Some((_, DisabledBecause::Failing)) => chip(Tone::Waiting, "off: failing"),
        None if stored.failing_since.is_some() => chip(Tone::Waiting, "failing"),
        None => chip(Tone::Good, "on"),
    }
}

/// Every webhook.
pub fn webhooks(frame: Frame<'_>, stored: &[StoredEndpoint], done: Option<&str>) -> Markup {
    let is_full = u32::try_from(stored.len()).is_ok_and(|rows| rows >= limits::WEBHOOKS_MAX);
    let actions = html! { div.buttons { a.button href={ (PATH) "/add" } { "Add webhook" } } };
    page(
        frame,
        "Webhooks",
        false,
        &html! {
            (head(&CRUMBS, "Webhooks", None, (!is_full).then_some(&actions)))
            @if let Some(done) = done { (notice(done)) }
            p.hint.lead { "A webhook tells your own system at once what happens here: we send a signed message to its address, by the Standard Webhooks specification. A message names what happened with its ids, and holds nothing about your customer." }
            @if let Some(text) = were_switched_off(stored) { div.notice.warning { p { (text) } } }
            @if stored.is_empty() {
                div.card.empty {
                    p { "No webhook yet." }
                    p { a href={ (PATH) "/add" } { "Add webhook" } }
                }
            } @else {
                (table(stored))
            }
            @if is_full { p.hint { "You have " (limits::WEBHOOKS_MAX) " webhooks, which is as many as there can be. Delete one to add another." } }
        },
    )
}

/// What is said of webhooks that are off by what their receivers did.
fn were_switched_off(stored: &[StoredEndpoint]) -> Option<String> {
    let is_off = |one: &&StoredEndpoint| one.disabled.is_some_and(|(_, because)| because != DisabledBecause::Admin);
    let (verb, rows) = match stored.iter().filter(is_off).count() {
        0 => return None,
        1 => ("was", 1),
        rows => ("were", rows),
    };
    let webhooks = count(u64::try_from(rows).unwrap_or(u64::MAX), "webhook", "webhooks");
    Some(format!(
        "{webhooks} {verb} switched off, because the receiver is gone or did not answer for days. Nothing is sent there."
    ))
}

fn table(stored: &[StoredEndpoint]) -> Markup {
    html! {
        div.table {
            table.cards {
                thead { tr { th scope="col" { "Address" } th scope="col" { "Events" } th scope="col" { "State" } } }
                tbody {
                    @for one in stored {
                        tr {
                            td.key {
                                a.open href={ (PATH) "/" (one.id) } { span.mono { (one.endpoint.url) } }
                                @if !one.endpoint.description.is_empty() { span.under { (one.endpoint.description) } }
                            }
                            td data-label="Events" { (one.endpoint.events.len()) }
                            td.tight data-label="State" { span { (state_chip(one)) } }
                        }
                    }
                }
            }
        }
    }
}
