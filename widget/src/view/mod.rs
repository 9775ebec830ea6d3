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
mod slip;
mod slots;
mod time;

use crate::{
    app::{App, FOCUS},
    flow::Step,
    json::Json,
    messages::fill,
};
use icon::icon;
use leptos::prelude::*;

/// The whole widget; a service that was tapped before it was there is chosen at once.
pub fn widget(app: App, tapped: Option<String>) -> impl IntoView {
    follow_steps(app);
    follow_network(app);
    Effect::new(move |_| {
        if let Some(slug) = &tapped {
            service::choose(app, slug);
        }
    });
    let (label, direction) = app.setup.with_value(|setup| {
        (fill(app.messages.widget_label, &[("tenant", &setup.catalogue.tenant.name)]), setup.direction.clone())
    });
    let step = move || match app.step.get() {
        Step::Service => service::view(app),
        Step::Time => time::view(app),
        Step::Details => details::view(app),
        Step::Review => review::view(app),
        Step::Result => result::view(app),
    };
    let foot = move || (app.step.get() == Step::Details).then(|| details::foot(app));
    let offline = move || {
        let draw = || {
            view! { <p class="banner" role="alert">{icon(icon::OFFLINE)}<span>{app.messages.offline}</span></p> }
                .into_any()
        };
        (!app.online.get()).then(draw)
    };
    view! {
        <section
            class="card"
            part="panel"
            aria-label=label
            lang=app.format(|format| format.language.code())
            dir=direction
        >
            {head::view(app)}
            {offline}
            <div class="body" class:with-slip=move || slip::is_beside(app.step.get())>
                {slip::view(app)}
                <div class="main">{step}</div>
                {foot}
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

/// Why something did not succeed, above the heading, with the number to call.
fn notice(app: App) -> AnyView {
    (move || app.notice.get().map(|text| alert(app, &text, None))).into_any()
}

/// What went wrong and, where there is more to say, why.
fn alert(app: App, title: &str, cause: Option<&'static str>) -> AnyView {
    let cause = cause.map(|cause| view! { <p>{cause}</p> }.into_any());
    view! {
        <div class="note bad" role="alert" tabindex="-1">
            <p class="note-head">{icon(icon::WARNING)}<span>{title.to_owned()}</span></p>
            {cause}
            {call(app)}
        </div>
    }
    .into_any()
}

/// The tenant's phone number, where something did not work.
fn call(app: App) -> Option<AnyView> {
    let phone = app.phone()?;
    let href = ["tel:", &phone.replace(' ', "")].concat();
    let text = fill(app.messages.questions_call, &[("phone", &phone)]);
    Some(view! { <p><a class="link" part="link" href=href>{text}</a></p> }.into_any())
}

/// Every change of step moves the focus and tells the host page; the first step only tells.
fn follow_steps(app: App) {
    Effect::new(move |before: Option<Step>| {
        let step = app.step.get();
        app.emit("step", Json::object().with("step", step.code()));
        if before.is_some_and(|before| before != step) {
            app.focus(FOCUS);
        }
        step
    });
}

fn follow_network(app: App) {
    let back = move |_| {
        app.online.set(true);
        app.say(app.messages.online_again);
    };
    let online = window_event_listener(leptos::ev::online, back);
    let offline = window_event_listener(leptos::ev::offline, move |_| app.online.set(false));
    on_cleanup(move || {
        online.remove();
        offline.remove();
    });
}
