//! The review step: everything once more, what happens next, and the button that books.

use super::{
    each, heading,
    icon::{self, icon},
    notice, state,
};
use crate::{app::App, browser, draft::Field, flow::Step, messages::fill, submit::submit};
use leptos::prelude::*;

/// The booking as it will be sent.
pub fn view(app: App) -> AnyView {
    let messages = app.messages;
    let (service, slot) = app.flow.with_untracked(|flow| (flow.service().cloned(), flow.slot().cloned()));
    let (Some(service), Some(slot)) = (service, slot) else {
        return heading(messages.review_heading);
    };
    let (duration, price, vat, (day, times)) = app.format(|format| {
        (
            format.duration(service.duration_minutes),
            format.price(&service.price),
            format.vat_label(&service.price),
            format.interval(&slot.starts_at, &slot.ends_at),
        )
    });
    let draft = app.draft.get_untracked();
    let lines = |fields: &[Field]| -> Vec<String> {
        fields.iter().map(|field| draft.get(*field).trim().to_owned()).filter(|line| !line.is_empty()).collect()
    };
    let invoice_to = draft.is_company.then(|| {
        let town = lines(&[Field::PostalCode, Field::City]).join(" ");
        let mut company = lines(&[Field::CompanyName, Field::VatNumber, Field::Street]);
        if !town.is_empty() {
            let code = draft.get(Field::Country);
            let names = app.format(|format| browser::countries(&format.locale));
            let country = names.chunks_exact(2).find(|row| row.first().is_some_and(|known| known == code));
            let country = country.and_then(|row| row.last()).cloned().unwrap_or_else(|| code.to_owned());
            company.extend([town, country]);
        }
        row(app, messages.invoice_to, company, Some(Step::Details))
    });
    let notes = Some(lines(&[Field::Notes])).filter(|notes| !notes.is_empty());
    let answers_with_document = app.setup.with_value(|setup| setup.catalogue.portal.sales_invoicing);
    let next_text = if answers_with_document { messages.next_text } else { messages.next_text_without_document };
    let label = move || {
        if app.sending.get() { messages.confirming } else { messages.confirm }
    };
    view! {
        {notice(app)}
        {heading(messages.review_heading)}
        <dl class="facts-list">
            {row(app, messages.service, vec![service.name, duration], Some(Step::Service))}
            {row(app, messages.when, vec![day, times], Some(Step::Time))}
            {row(app, messages.your_details, lines(&[Field::Name, Field::Email, Field::Phone]), Some(Step::Details))}
            {invoice_to}
            {notes.map(|notes| row(app, messages.notes, notes, Some(Step::Details)))}
        </dl>
        <h3 class="section-title">{messages.next_heading}</h3>
        <ul class="gets-list" role="list">
            <li>{icon(icon::DOCUMENT)}<p>{next_text}</p></li>
        </ul>
        <div class="last">
            <p class="grand">
                <span>{messages.price}</span>
                <span><span class="amount">{price}</span>" "<span class="vat">{vat}</span></span>
            </p>
            // The label stays the button's width: both labels lie in the same place.
            <button
                type="button"
                class="primary"
                part="button primary"
                class:busy=move || app.sending.get()
                aria-disabled=move || state(app.sending.get())
                on:click=move |_| submit(app)
            >
                {label}
            </button>
        </div>
    }
    .into_any()
}

fn row(app: App, title: &'static str, lines: Vec<String>, step: Option<Step>) -> AnyView {
    let change = step.filter(|step| app.flow.with_untracked(|flow| flow.can_change(*step))).map(|step| {
        let go = move |_| {
            if !app.sending.get_untracked() {
                app.notice.set(None);
                app.flow.update(|flow| flow.change(step));
            }
        };
        let label = fill(app.messages.change_what, &[("what", title)]);
        view! { <button type="button" class="link small" part="button link" aria-label=label on:click=go>{app.messages.change}</button> }
    });
    view! {
        <div class="row">
            <dt>{title}</dt>
            <dd>{each(lines.into_iter().filter(|line| !line.is_empty()), |line| view! { <p>{line}</p> }.into_any())}</dd>
            <dd class="action">{change}</dd>
        </div>
    }
    .into_any()
}
