//! The details step: one form in the shadow root, so that the browser can fill it in.

use super::{
    each, field, heading,
    icon::{self, icon},
};
use crate::{
    app::{App, Mistake},
    draft::{Draft, Field},
    flow::Flow,
    submit::fault_text,
};
use leptos::{
    ev::{MouseEvent, SubmitEvent},
    prelude::*,
};
use shared::api::Price;

/// The form's id, by which the button in the foot belongs to it.
const FORM: &str = "details";

/// Who books, and for whom the invoice is.
pub fn view(app: App) -> AnyView {
    let messages = app.messages;
    let is_company = move || app.draft.with(|draft| draft.is_company);
    let company = move || is_company().then(|| company_fields(app));
    view! {
        {problems(app)}
        {heading(messages.details_heading)}
        <form class="form" id=FORM novalidate=true on:submit=|event: SubmitEvent| event.prevent_default()>
            {field::view(app, Field::Name)}
            {field::view(app, Field::Email)}
            {field::view(app, Field::Phone)}
            <label class="check">
                <input
                    type="checkbox"
                    name="for-company"
                    prop:checked=is_company
                    on:change:target=move |event| app.draft.update(|draft| draft.is_company = event.target().checked())
                />
                <span>{messages.company_switch}</span>
            </label>
            {company}
            {field::view(app, Field::Notes)}
        </form>
    }
    .into_any()
}

/// What it costs and the button that goes on. Its click is what counts: a frame in a sandbox submits no form.
pub fn foot(app: App) -> AnyView {
    let check = move |event: MouseEvent| {
        event.prevent_default();
        proceed(app);
    };
    let total = app.flow.with_untracked(|flow| flow.service().map(|service| total(app, &service.price)));
    view! {
        <div class="foot">
            {total}
            <button type="submit" form=FORM class="primary" part="button primary" on:click=check>{app.messages.proceed}</button>
        </div>
    }
    .into_any()
}

fn total(app: App, price: &Price) -> AnyView {
    let (amount, vat) = app.format(|format| (format.price(price), format.vat_label(price)));
    view! { <p class="total"><span class="label">{vat}</span>" "<span class="amount">{amount}</span></p> }.into_any()
}

fn proceed(app: App) {
    let faults = app.draft.with_untracked(|draft| draft.faults());
    let mistakes: Vec<Mistake> = faults
        .into_iter()
        .map(|(field, fault)| Mistake { field: Some(field), text: fault_text(app, field, fault) })
        .collect();
    let is_accepted = mistakes.is_empty();
    app.mistakes.set(mistakes);
    if is_accepted {
        app.draft.update(Draft::tidy);
        app.flow.update(Flow::finish_details);
    } else {
        app.focus(".problems");
    }
}

fn company_fields(app: App) -> AnyView {
    let messages = app.messages;
    view! {
        <div class="group">
            {field::view(app, Field::CompanyName)}
            {field::view(app, Field::VatNumber)}
            <fieldset>
                <legend>{messages.address}<span class="optional">" "{messages.optional}</span></legend>
                <div class="post">
                    {each([Field::Street, Field::PostalCode, Field::City, Field::Country], |part| field::view(app, part))}
                </div>
            </fieldset>
        </div>
    }
    .into_any()
}

/// The error summary, above the heading; each line leads to its field.
fn problems(app: App) -> AnyView {
    let line = move |mistake: Mistake| {
        let Some(field) = mistake.field else {
            return view! { <li>{mistake.text}</li> }.into_any();
        };
        let href = ["#", field.id()].concat();
        // An address inside the shadow root is not reached by the browser's own jump.
        let jump = move |event: MouseEvent| {
            event.prevent_default();
            app.focus(&["#", field.id()].concat());
        };
        view! { <li><a href=href on:click=jump>{mistake.text}</a></li> }.into_any()
    };
    (move || {
        let mistakes = app.mistakes.get();
        (!mistakes.is_empty()).then(|| {
            view! {
                <div class="problems" tabindex="-1">
                    <div role="alert">
                        <h2>{icon(icon::WARNING)}{app.messages.problem_heading}</h2>
                        <ul role="list">{each(mistakes, line)}</ul>
                    </div>
                </div>
            }
            .into_any()
        })
    })
    .into_any()
}
