//! What was chosen so far: a column beside the step, or one line above it on a narrow card.

use super::icon::{self, icon};
use crate::{app::App, flow::Step};
use leptos::prelude::*;

/// Service, length, price and, once chosen, the time.
pub fn view(app: App) -> impl IntoView {
    move || {
        let is_shown = matches!(app.step.get(), Step::Time | Step::Details);
        let (service, slot) = app
            .flow
            .with(|flow| (flow.service().cloned(), flow.slot().cloned()));
        service.filter(|_| is_shown).map(|service| {
            let (duration, price, vat) = app.format(|format| {
                (
                    format.duration(service.duration_minutes),
                    format.price(&service.price),
                    format.vat_label(&service.price),
                )
            });
            let when = slot
                .filter(|_| app.step.get() == Step::Details)
                .map(|slot| {
                    let when = app.format(|format| format.interval(&slot.starts_at, &slot.ends_at));
                    view! { <p class="when">{icon(icon::CALENDAR)}<span>{when}</span></p> }
                });
            view! {
                <div class="summary">
                    <p class="name">{service.name}</p>
                    <p class="length">{icon(icon::CLOCK)}<span>{duration}</span></p>
                    {when}
                    <p class="price"><b>{price}</b>" "<span>{vat}</span></p>
                </div>
            }
        })
    }
}
