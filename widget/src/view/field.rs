//! One field of the form: label, hint, control, and the error under it.

use super::{
    each,
    icon::{self, icon},
};
use crate::{app::App, browser, draft::Field};
use leptos::prelude::*;

/// A field with its label; the control depends on the field.
pub fn view(app: App, field: Field) -> AnyView {
    let id = field.id();
    let mistake = Memo::new(move |_| {
        app.mistakes.with(|mistakes| {
            let of_field = mistakes.iter().find(|mistake| mistake.field == Some(field));
            of_field.map(|mistake| mistake.text.clone())
        })
    });
    let (label, hint_text) = words(app, field);
    let (hint_id, error_id) = ([id, "-hint"].concat(), [id, "-error"].concat());
    // The error's place is always there, empty while all is well.
    let described_by = match hint_text {
        Some(_) => [&hint_id, " ", &error_id].concat(),
        None => error_id.clone(),
    };
    let optional = || view! { <span class="optional">" "{app.messages.optional}</span> }.into_any();
    let hint = |hint| view! { <p class="hint" id=hint_id>{hint}</p> }.into_any();
    let is_half = matches!(field, Field::PostalCode | Field::City);
    let error = |text| (icon(icon::WARNING), text).into_any();
    view! {
        <div class="field" class:half=is_half class:wrong=move || mistake.with(Option::is_some)>
            <label for=id>{label}{field.is_optional().then(optional)}</label>
            {hint_text.map(hint)}
            {control(app, field, mistake, described_by)}
            <p class="error" id=error_id>{move || mistake.get().map(error)}</p>
        </div>
    }
    .into_any()
}

fn control(app: App, field: Field, mistake: Memo<Option<String>>, described_by: String) -> AnyView {
    let id = field.id();
    let value = move || app.draft.with(|draft| draft.get(field).to_owned());
    let invalid = move || mistake.with(Option::is_some).then_some("true");
    let keep = move |answer: String| {
        app.draft.update(|draft| draft.set(field, answer));
        // A sentence about an answer that is being mended would only be in the way.
        if mistake.with_untracked(Option::is_some) {
            let is_other = |mistake: &crate::app::Mistake| mistake.field != Some(field);
            app.mistakes.update(|mistakes| mistakes.retain(is_other));
        }
    };
    match field {
        Field::Notes => view! {
            <textarea
                id=id
                name=id
                part="input"
                rows="3"
                autocomplete=field.autocomplete()
                aria-invalid=invalid
                aria-describedby=described_by
                prop:value=value
                on:input:target=move |event| keep(event.target().value())
            ></textarea>
        }
        .into_any(),
        Field::Country => view! {
            <select
                id=id
                name=id
                part="input"
                autocomplete=field.autocomplete()
                aria-invalid=invalid
                aria-describedby=described_by
                on:change:target=move |event| keep(event.target().value())
            >
                {countries(app)}
            </select>
        }
        .into_any(),
        _ => view! {
            <input
                id=id
                name=id
                part="input"
                type=kind_of(field)
                autocomplete=field.autocomplete()
                aria-required=(!field.is_optional()).then_some("true")
                aria-invalid=invalid
                aria-describedby=described_by
                prop:value=value
                on:input:target=move |event| keep(event.target().value())
            />
        }
        .into_any(),
    }
}

const fn kind_of(field: Field) -> &'static str {
    match field {
        Field::Email => "email",
        Field::Phone => "tel",
        _ => "text",
    }
}

fn countries(app: App) -> Vec<AnyView> {
    let codes_and_names = app.format(|format| browser::countries(&format.locale));
    let chosen = app.draft.with_untracked(|draft| draft.get(Field::Country).to_owned());
    each(codes_and_names.chunks_exact(2), |row| {
        let mut row = row.iter().cloned();
        let (code, name) = (row.next(), row.next());
        let is_chosen = code.as_ref() == Some(&chosen);
        view! { <option value=code selected=is_chosen>{name}</option> }.into_any()
    })
}

/// Label and hint.
fn words(app: App, field: Field) -> (&'static str, Option<&'static str>) {
    let messages = app.messages;
    match field {
        Field::Name => (messages.name, None),
        Field::Email => (messages.email, Some(messages.email_hint)),
        Field::Phone => (messages.phone, Some(messages.phone_hint)),
        Field::CompanyName => (messages.company_name, None),
        Field::VatNumber => (messages.vat_number, Some(messages.vat_number_hint)),
        Field::Street => (messages.street, None),
        Field::PostalCode => (messages.postal_code, None),
        Field::City => (messages.city, None),
        Field::Country => (messages.country, None),
        Field::Notes => (messages.notes, Some(messages.notes_hint)),
    }
}
