//! The result: the booking is stored, and this is its document.

use super::{
    each,
    icon::{self, icon},
};
use crate::{app::App, messages::fill};
use leptos::prelude::*;
use shared::api::{BookingAnswer, DocumentKind, DocumentSummary};

/// The tick, the booking, the document card, and what can be done with them.
pub fn view(app: App) -> AnyView {
    let Some(answer) = app.answer.get_untracked() else {
        return ().into_any();
    };
    let messages = app.messages;
    let BookingAnswer { booking, document, manage_url, calendar_url } = answer;
    let when = app.format(|format| format.interval(&booking.starts_at, &booking.ends_at));
    let reference = fill(messages.reference, &[("reference", &booking.reference)]);
    view! {
        <div class="booked">
            <span class="tick">{icon(icon::TICK)}</span>
            <div>
                <h2 tabindex="-1">{messages.result_heading}</h2>
                <p>{booking.service}</p>
                <p>{when}</p>
                <p class="reference">{reference}</p>
            </div>
        </div>
        {document.map(|document| document_card(app, document))}
        <ul class="actions" role="list">
            <li>{link(app, icon::CALENDAR, messages.add_to_calendar, calendar_url, false)}</li>
            <li>{link(app, icon::EDIT, messages.manage, manage_url, true)}</li>
        </ul>
        <button type="button" class="secondary" part="button" on:click=move |_| app.start_again()>{messages.book_another}</button>
    }
    .into_any()
}

fn document_card(app: App, document: DocumentSummary) -> AnyView {
    let messages = app.messages;
    let (kind, view_label) = match document.kind {
        DocumentKind::Invoice => (messages.invoice, messages.view_invoice),
        DocumentKind::Quote => (messages.quote, messages.view_quote),
    };
    let money = |amount: &str| app.format(|format| format.money(&document.currency, amount));
    let date = |date: &Option<String>| date.as_ref().map(|date| app.format(|format| format.date(date)));
    let rows = [
        Some(("", messages.total_without_vat, money(&document.total_without_vat))),
        Some(("", messages.vat, money(&document.vat_total))),
        Some(("sum", messages.total, money(&document.total_with_vat))),
        // A quote asks for no money.
        (document.kind == DocumentKind::Invoice).then(|| ("", messages.amount_due, money(&document.amount_due))),
        date(&document.due_date).map(|date| ("", messages.due_date, date)),
        date(&document.valid_until).map(|date| ("", messages.valid_until, date)),
    ];
    let rows = each(rows.into_iter().flatten(), |(class, title, value)| {
        view! { <div class=class><dt>{title}</dt><dd>{value}</dd></div> }.into_any()
    });
    let quote_text =
        (document.kind == DocumentKind::Quote).then(|| view! { <p class="text">{messages.quote_text}</p> }.into_any());
    view! {
        <div class="document">
            <h3>{icon(icon::DOCUMENT)}{kind}" "<span class="number">{document.number}</span></h3>
            <dl>{rows}</dl>
            {quote_text}
            <div class="buttons">
                <a class="primary" part="button" href=document.url target="_blank" rel="noopener">
                    {view_label}
                    <span class="vh">" "{messages.new_tab}</span>
                </a>
                <a class="secondary" part="button" href=document.pdf_url target="_blank" rel="noopener">
                    {icon(icon::DOWNLOAD)}
                    {messages.download_pdf}
                    <span class="vh">" "{messages.new_tab}</span>
                </a>
            </div>
        </div>
    }
    .into_any()
}

fn link(app: App, path: &'static str, label: &'static str, href: String, is_new_tab: bool) -> AnyView {
    let hint = is_new_tab.then(|| view! { <span class="vh">" "{app.messages.new_tab}</span> }.into_any());
    view! {
        <a class="link" href=href target=is_new_tab.then_some("_blank") rel="noopener">
            {icon(path)}
            {label}
            {hint}
        </a>
    }
    .into_any()
}
