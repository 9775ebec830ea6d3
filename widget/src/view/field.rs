//! One field of the form: label, hint, control, and the error under it.

use super::icon::{self, icon};
use crate::{
    app::{App, Mistake},
    browser,
    draft::Field,
};
use leptos::prelude::*;

/// A field with its label; the control depends on the field.
pub fn view(app: App, field: Field) -> AnyView {
    let id = field.id();
    let mistake = Memo::new(move |_| {
        app.mistakes.with(|mistakes| {
            mistakes
                .iter()
                .find(|mistake| mistake.field == Some(field))
                .map(|it| it.text.clone())
        })
    });
    let (label, hint) = words(app, field);
    let optional = field
        .is_optional()
        .then(|| view! { <span class="optional">" "{app.messages.optional}</span> });
    let hint_id = [id, "-hint"].concat();
    let error_id = [id, "-error"].concat();
    let described_by = {
        let (hint_id, error_id) = (hint.map(|_| hint_id.clone()), error_id.clone());
        move || {
            let ids: Vec<String> = hint_id
                .clone()
                .into_iter()
                .chain(mistake.get().map(|_| error_id.clone()))
                .collect();
            (!ids.is_empty()).then(|| ids.join(" "))
        }
    };
    let error = move || {
        let id = error_id.clone();
        mistake.get().map(
            |text| view! { <p class="error" id=id>{icon(icon::WARNING)}<span>{text}</span></p> },
        )
    };
    view! {
        <div class="field" class:wrong=move || mistake.get().is_some() data-field=id>
            <label for=id>{label}{optional}</label>
            {hint.map(|hint| view! { <p class="hint" id=hint_id>{hint}</p> })}
            {control(app, field, Signal::derive(move || mistake.get().is_some()), Signal::derive(described_by))}
            {error}
        </div>
    }
    .into_any()
}

fn control(
    app: App,
    field: Field,
    is_wrong: Signal<bool>,
    described_by: Signal<Option<String>>,
) -> AnyView {
    let id = field.id();
    let value = move || app.draft.with(|draft| draft.get(field).to_owned());
    let keep = move |answer: String| {
        app.draft.update(|draft| draft.set(field, answer));
        // A sentence about an answer that is being mended would only be in the way; the summary stays until the next check.
        if is_wrong.get_untracked() {
            app.mistakes.update(|mistakes: &mut Vec<Mistake>| {
                mistakes.retain(|mistake| mistake.field != Some(field))
            });
        }
    };
    let invalid = move || is_wrong.get().then_some("true");
    match field {
        Field::Notes => view! {
            <textarea
                id=id name=id part="input" rows="3" autocomplete=field.autocomplete()
                aria-invalid=invalid aria-describedby=move || described_by.get()
                prop:value=value on:input:target=move |event| keep(event.target().value())
            ></textarea>
        }
        .into_any(),
        Field::Country => {
            let codes = app.format(|format| browser::countries(&format.locale));
            let options = codes.chunks_exact(2).filter_map(|row| match row {
                [code, name] => {
                    let code = code.clone();
                    let is_chosen = app.draft.with_untracked(|draft| draft.get(field) == code);
                    Some(view! { <option value=code selected=is_chosen>{name.clone()}</option> })
                }
                _ => None,
            });
            view! {
                <select
                    id=id name=id part="input" autocomplete=field.autocomplete()
                    aria-invalid=invalid aria-describedby=move || described_by.get()
                    on:change:target=move |event| keep(event.target().value())
                >
                    {options.collect_view()}
                </select>
            }
            .into_any()
        }
        _ => {
            let kind = match field {
                Field::Email => "email",
                Field::Phone => "tel",
                _ => "text",
            };
            view! {
                <input
                    id=id name=id type=kind part="input" autocomplete=field.autocomplete()
                    aria-invalid=invalid aria-describedby=move || described_by.get()
                    aria-required=(!field.is_optional()).then_some("true")
                    prop:value=value on:input:target=move |event| keep(event.target().value())
                />
            }
            .into_any()
        }
    }
}

/// Label and hint.
pub fn words(app: App, field: Field) -> (&'static str, Option<&'static str>) {
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
