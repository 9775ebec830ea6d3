//! One message to one webhook: what is sent, what came back, and sending it again.

use jiff::tz::TimeZone;
use maud::{Markup, html};

use super::{
    list_view::PATH,
    view::{answered, at, delivery_chip},
};
use crate::{
    store::webhook::{
        delivery::{DeliveryRow, DeliveryState},
        endpoint::StoredEndpoint,
    },
    web::{
        admin_page::{Frame, page},
        parts::{Crumb, fact, head, notice},
    },
};

/// One message.
#[derive(Clone, Debug)]
pub struct MessageView<'a> {
    /// To whom.
    pub stored: &'a StoredEndpoint,
    /// The message and what became of it.
    pub row: &'a DeliveryRow,
    /// The tenant's zone.
    pub zone: &'a TimeZone,
    /// What was just done.
    pub done: Option<&'a str>,
}

/// One message.
pub fn webhook_message(frame: Frame<'_>, view: &MessageView<'_>) -> Markup {
    let own = format!("{PATH}/{}", view.stored.id);
    let crumbs: [Crumb<'_>; 3] = [("Delivery", None), ("Webhooks", Some(PATH)), ("Webhook", Some(&own))];
    let row = view.row;
    page(
        frame,
        &row.event,
        false,
        &html! {
            (head(&crumbs, &row.event, Some(&delivery_chip(row.state)), None))
            @if let Some(done) = view.done { (notice(done)) }
            section.card aria-labelledby="became" {
                h2 #became { "What became of it" }
                dl.facts {
                    (fact("To", &html! { span.mono { (view.stored.endpoint.url) } }))
                    (fact("Id", &html! { span.mono { (row.message_id) } }))
                    (fact("Happened", &html! { (at(row.created_at, view.zone)) }))
                    (fact("Attempts", &html! { (row.attempts) }))
                    @if let Some(last) = row.attempted_at { (fact("Last attempt", &html! { (at(last, view.zone)) ": " (answered(row)) })) }
                    @if row.state == DeliveryState::Waiting { @if let Some(next) = row.next_at { (fact("Next attempt", &html! { (at(next, view.zone)) })) } }
                    @if let Some(text) = row.answer.as_deref().filter(|text| !text.is_empty()) {
                        (fact(if row.status.is_some() { "What it answered" } else { "Why there is no answer" }, &html! { span.notes.mono { (text) } }))
                    }
                }
                (again(view, &own))
            }
            section.card aria-labelledby="payload" {
                h2 #payload { "The message" }
                p.hint { "Exactly these bytes are sent, at every attempt." }
                p.notes.mono.more { (row.payload) }
            }
        },
    )
}

fn again(view: &MessageView<'_>, own: &str) -> Markup {
    html! {
        @if view.row.state == DeliveryState::Waiting {
            p.hint.next { "It is on its way: a message that is not taken is tried again for three days, less and less often." }
        } @else if view.stored.disabled.is_some() {
            p.hint.next { "The webhook is off. Switch it on to send this message again." }
        } @else {
            form method="post" action={ (own) "/messages/" (view.row.message_id) "/redeliver" } {
                p.hint.next { "It goes out again under the same id, so that a receiver which has it already takes it as one." }
                div.buttons.more { button.secondary type="submit" { "Send again" } }
            }
        }
    }
}
