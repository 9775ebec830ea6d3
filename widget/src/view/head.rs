//! The head of the card: whose it is, how far one is, the way back and the way out.

use super::{
    each,
    icon::{self, arrow, icon},
};
use crate::{
    app::App,
    browser,
    flow::{Flow, Step},
    messages::fill,
};
use leptos::prelude::*;

/// The way back, tenant, "Step 2 of 4", the way out of a dialog, and the list of steps.
pub fn view(app: App) -> AnyView {
    let (tenant, is_dialog) = app.setup.with_value(|setup| (setup.catalogue.tenant.name.clone(), setup.is_dialog));
    let back = move || app.flow.with(Flow::can_go_back).then(|| back_button(app));
    view! {
        <header class="head">
            {back}
            <p class="tenant">{tenant}</p>
            <p class="count">{move || app.flow.with(|flow| count(app, flow))}</p>
            {is_dialog.then(|| close_button(app))}
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
        <button type="button" class="icon-button" part="button icon-button" aria-label=app.messages.back on:click=go_back>
            {arrow(icon::BACK)}
        </button>
    }
    .into_any()
}

fn close_button(app: App) -> AnyView {
    let close = move |_| app.setup.with_value(|setup| browser::close(&setup.host));
    view! {
        <button type="button" class="icon-button" part="button icon-button" aria-label=app.messages.close on:click=close>
            {icon(icon::CROSS)}
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
    Some(view! { <ol class="progress" role="list" aria-label=app.messages.progress_label>{steps}</ol> }.into_any())
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
