//! The head of the card: whose it is, how far one is, and the way back.

use super::icon::{self, icon};
use crate::{app::App, flow::Step, messages::fill};
use leptos::prelude::*;

/// Tenant, "Step 2 of 4", the way back, and the list of steps.
pub fn view(app: App) -> AnyView {
    let messages = app.messages;
    let tenant = app
        .setup
        .with_value(|setup| setup.catalogue.tenant.name.clone());
    let back = move || {
        let can_go_back = app.flow.with(|flow| flow.can_go_back());
        can_go_back.then(|| {
            let go_back = move |_| {
                if !app.sending.get_untracked() {
                    app.notice.set(None);
                    app.flow.update(|flow| flow.go_back());
                }
            };
            view! {
                <button type="button" class="back" part="button" on:click=go_back>
                    {icon(icon::BACK)}
                    {messages.back}
                </button>
            }
        })
    };
    let count = move || {
        app.flow.with(|flow| {
            flow.position().map(|position| {
                let (n, total) = ((position + 1).to_string(), flow.steps().len().to_string());
                fill(messages.progress, &[("n", &n), ("total", &total)])
            })
        })
    };
    let progress = move || {
        app.flow.with(|flow| {
            flow.position().map(|position| {
                let steps = flow.steps().iter().enumerate().map(|(index, step)| {
                    let current = (index == position).then_some("step");
                    view! {
                        <li class:done={index <= position} aria-current=current>
                            <span class="vh">{name_of(app, *step)}</span>
                        </li>
                    }
                });
                view! { <ol class="progress" aria-label=messages.progress_label>{steps.collect_view()}</ol> }
            })
        })
    };
    view! {
        <header class="head">
            {back}
            <p class="tenant">{tenant}</p>
            <p class="count">{count}</p>
        </header>
        {progress}
    }
    .into_any()
}

fn name_of(app: App, step: Step) -> &'static str {
    let messages = app.messages;
    match step {
        Step::Service => messages.step_service,
        Step::Time => messages.step_time,
        Step::Details => messages.step_details,
        Step::Review => messages.step_review,
        Step::Result => messages.result_heading,
    }
}
