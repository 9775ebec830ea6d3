//! The head of the card: whose it is, how far one is, and the way back.

use super::{
    each,
    icon::{self, icon},
};
use crate::{
    app::App,
    flow::{Flow, Step},
    messages::fill,
};
use leptos::prelude::*;

/// Tenant, "Step 2 of 4", the way back, and the list of steps.
pub fn view(app: App) -> AnyView {
    let tenant = app.setup.with_value(|setup| setup.catalogue.tenant.name.clone());
    let back = move || app.flow.with(Flow::can_go_back).then(|| back_button(app));
    view! {
        <header class="head">
            {back}
            <p class="tenant">{tenant}</p>
            <p class="count">{move || app.flow.with(|flow| count(app, flow))}</p>
        </header>
        {move || app.flow.with(|flow| progress(app, flow))}
    }
    .into_any()
}

fn back_button(app: App) -> AnyView {
    let go_back = move |_| {
        if !app.sending.get_untracked() {
            app.notice.set(None);
            app.flow.update(Flow::go_back);
        }
    };
    view! {
        <button type="button" class="back" part="button" on:click=go_back>
            {icon(icon::BACK)}
            {app.messages.back}
        </button>
    }
    .into_any()
}

/// "Step 2 of 4"; nothing on the result.
fn count(app: App, flow: &Flow) -> Option<String> {
    let (n, total) = ((flow.position()? + 1).to_string(), flow.steps().len().to_string());
    Some(fill(app.messages.progress, &[("n", &n), ("total", &total)]))
}

fn progress(app: App, flow: &Flow) -> Option<AnyView> {
    let position = flow.position()?;
    let steps = each(flow.steps().iter().enumerate(), |(index, step)| {
        let class = if index <= position { "done" } else { "" };
        let current = (index == position).then_some("step");
        view! { <li class=class aria-current=current><span class="vh">{name_of(app, *step)}</span></li> }.into_any()
    });
    Some(view! { <ol class="progress" aria-label=app.messages.progress_label>{steps}</ol> }.into_any())
}

const fn name_of(app: App, step: Step) -> &'static str {
    let messages = app.messages;
    match step {
        Step::Service => messages.step_service,
        Step::Time => messages.step_time,
        Step::Details => messages.step_details,
        Step::Review => messages.step_review,
        Step::Result => messages.result_heading,
    }
}
