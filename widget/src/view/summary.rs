//! What was chosen so far: a column beside the step, or one line above it on a narrow card.

use super::icon::{self, icon};
use crate::{
    app::App,
    flow::{Flow, Step},
};
use leptos::prelude::*;
use shared::api::ServiceOffer;

/// Service, length, price and, once chosen, the time.
pub fn view(app: App) -> AnyView {
    (move || {
        let is_shown = matches!(app.step.get(), Step::Time | Step::Details);
        app.flow.with(|flow| flow.service().filter(|_| is_shown).map(|service| summary(app, flow, service)))
    })
    .into_any()
}

fn summary(app: App, flow: &Flow, service: &ServiceOffer) -> AnyView {
    let (duration, price, vat) = app.format(|format| {
        (format.duration(service.duration_minutes), format.price(&service.price), format.vat_label(&service.price))
    });
    // At the time step the times themselves show what is chosen.
    let slot = flow.slot().filter(|_| flow.step() == Step::Details);
    let when = slot.map(|slot| {
        let when = app.format(|format| format.interval(&slot.starts_at, &slot.ends_at));
        view! { <p class="when">{icon(icon::CALENDAR)}<span>{when}</span></p> }.into_any()
    });
    view! {
        <div class="summary">
            <p class="name">{service.name.clone()}</p>
            <p class="length">{icon(icon::CLOCK)}<span>{duration}</span></p>
            {when}
            <p class="price"><b>{price}</b>" "<span>{vat}</span></p>
        </div>
    }
    .into_any()
}
