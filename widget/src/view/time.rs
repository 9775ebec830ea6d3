//! The step in which day and time are chosen: the month beside the times of the chosen day.

use super::{heading, month, notice, slots};
use crate::{app::App, browser, messages::fill, times};
use leptos::prelude::*;

/// Month and times, and in which zone they are.
pub fn view(app: App) -> AnyView {
    let month = app.month.get_untracked();
    if app.day.get_untracked().is_none() {
        times::show_next_available(app, month);
    } else {
        times::browse_month(app, month);
    }
    view! {
        {notice(app)}
        {heading(app.messages.time_heading)}
        <div class="time">
            {month::view(app)}
            {slots::view(app)}
        </div>
        <p class="zone">{zone_text(app)}</p>
    }
    .into_any()
}

/// Names the zone, and warns a viewer whose clock shows something else.
fn zone_text(app: App) -> String {
    app.format(|format| {
        let zone = browser::zone_name(&format.locale, &format.zone);
        let viewer = browser::other_zone(&format.zone);
        if viewer.is_empty() {
            return fill(app.messages.zone, &[("zone", &zone)]);
        }
        let viewer = browser::zone_name(&format.locale, &viewer);
        fill(app.messages.zone_differs, &[("zone", &zone), ("viewer", &viewer)])
    })
}
