//! What was chosen so far: a column beside the step, or a line or two above it on a narrow card.

use super::each;
use crate::{
    app::App,
    flow::{Flow, Step},
};
use leptos::prelude::*;
use shared::api::ServiceOffer;

/// Whether a step is shown beside the slip.
pub const fn is_beside(step: Step) -> bool {
    matches!(step, Step::Time | Step::Details)
}

/// Service, length, price and, once chosen, the time.
pub fn view(app: App) -> AnyView {
    (move || {
        let is_shown = is_beside(app.step.get());
        app.flow.with(|flow| flow.service().filter(|_| is_shown).map(|service| slip(app, flow, service)))
    })
    .into_any()
}

fn slip(app: App, flow: &Flow, service: &ServiceOffer) -> AnyView {
    let (duration, price, vat) = app.format(|format| {
        (format.duration(service.duration_minutes), format.price(&service.price), format.vat_label(&service.price))
    });
    // At the time step the times themselves show what is chosen.
    let slot = flow.slot().filter(|_| flow.step() == Step::Details);
    let (day, times) =
        slot.map(|slot| app.format(|format| format.interval(&slot.starts_at, &slot.ends_at))).unwrap_or_default();
    let facts = [("", day), ("nw", times), ("", duration)].into_iter().filter(|(_, fact)| !fact.is_empty());
    let facts = each(facts, |(class, fact)| view! { <li class=class>{fact}</li> }.into_any());
    view! {
        <div class="slip" role="group" aria-label=app.messages.your_booking>
            <p class="title" aria-hidden="true">{app.messages.your_booking}</p>
            <p class="what">{service.name.clone()}</p>
            <ul class="facts" role="list">{facts}</ul>
            <p class="sum"><span class="money">{price}</span>" "<span class="vat">{vat}</span></p>
        </div>
    }
    .into_any()
}
