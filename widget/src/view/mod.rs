//! What the customer sees. Each step is a file; this one frames them and moves the focus between them.
//!
//! No element below the root of a `view!` may be entirely static: Leptos would build it through `innerHTML`, which a host
//! page with Trusted Types forbids. The widget's build refuses such a view.

mod details;
mod field;
mod head;
mod icon;
mod month;
mod result;
mod review;
mod service;
mod slots;
mod summary;
mod time;

use crate::{
    app::{App, FOCUS},
    flow::Step,
    json::Json,
    messages::fill,
};
use icon::icon;
use leptos::prelude::*;

/// The whole widget.
pub fn widget(app: App) -> impl IntoView {
    follow_steps(app);
    follow_network(app);
    let label =
        app.setup.with_value(|setup| fill(app.messages.widget_label, &[("tenant", &setup.catalogue.tenant.name)]));
    let step = move || match app.step.get() {
        Step::Service => service::view(app),
        Step::Time => time::view(app),
        Step::Details => details::view(app),
        Step::Review => review::view(app),
        Step::Result => result::view(app),
    };
    let offline = move || {
        let draw =
            || view! { <p class="banner" role="status">{icon(icon::WARNING)}{app.messages.offline}</p> }.into_any();
        (!app.online.get()).then(draw)
    };
    view! {
        <section class="card" part="panel" aria-label=label lang=app.format(|format| format.language.code())>
            {head::view(app)}
            {offline}
            <div class="body" class:with-summary=move || matches!(app.step.get(), Step::Time | Step::Details)>
                {summary::view(app)}
                <div class="step">{step}</div>
            </div>
            <p class="vh" role="status">{app.announcement}</p>
        </section>
    }
}

/// Draws each item. One type of list and of item for all steps keeps the download small.
fn each<T>(items: impl IntoIterator<Item = T>, draw: impl FnMut(T) -> AnyView) -> Vec<AnyView> {
    items.into_iter().map(draw).collect()
}

/// The value of an ARIA state.
const fn state(holds: bool) -> &'static str {
    if holds { "true" } else { "false" }
}

/// The heading of a step, which takes the focus when the step begins.
fn heading(text: &'static str) -> AnyView {
    view! { <h2 tabindex="-1">{text}</h2> }.into_any()
}

/// Why something did not succeed, above the heading.
fn notice(app: App) -> AnyView {
    let draw = |text: String| {
        view! { <div class="notice" role="alert" tabindex="-1">{icon(icon::WARNING)}<p>{text}</p></div> }.into_any()
    };
    (move || app.notice.get().map(draw)).into_any()
}

/// Every change of step moves the focus and tells the host page; the first step only tells.
fn follow_steps(app: App) {
    Effect::new(move |before: Option<Step>| {
        let step = app.step.get();
        app.emit("booking:step", Json::object().with("step", step.code()));
        if before.is_some_and(|before| before != step) {
            app.focus(FOCUS);
        }
        step
    });
}

fn follow_network(app: App) {
    let online = window_event_listener(leptos::ev::online, move |_| app.online.set(true));
    let offline = window_event_listener(leptos::ev::offline, move |_| app.online.set(false));
    on_cleanup(move || {
        online.remove();
        offline.remove();
    });
}
