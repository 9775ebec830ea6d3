//! The result: the booking is stored, and this is its document.

use super::{
    each,
    icon::{self, icon},
};
use crate::{app::App, browser, messages::fill};
use js_sys::encode_uri_component;
use leptos::{prelude::*, task::spawn_local};
use shared::api::{BookingAnswer, DocumentKind, DocumentSummary};

/// The tick, the booking, the document card, and what can be done with them.
pub fn view(app: App) -> AnyView {
    let Some(answer) = app.answer.get_untracked() else {
        return ().into_any();
    };
    let messages = app.messages;
    let BookingAnswer { booking, document, manage_url, calendar_url } = answer;
    let (day, times) = app.format(|format| format.interval(&booking.starts_at, &booking.ends_at));
    let reference = fill(messages.reference, &[("reference", &booking.reference)]);
    let place = app.setup.with_value(|setup| setup.catalogue.tenant.name.clone());
    let title = [booking.service.as_str(), ", ", &place].concat();
    let calendars = calendar_links(&title, &reference, &booking.starts_at, &booking.ends_at);
    let calendars = each(calendars, |(name, href)| view! { <li>{link(app, name, href, true)}</li> }.into_any());
    view! {
        <div class="booked">
            <span class="tick">{icon(icon::TICK)}</span>
            <div>
                <h2 tabindex="-1">{messages.result_heading}</h2>
                <p>{booking.service}</p>
                <p>{day}" "<span class="nw">{times}</span></p>
                <p class="muted small">{reference}" "{copy_button(app, booking.reference)}</p>
            </div>
        </div>
        {document.map(|document| document_card(app, document))}
        <div class="calendar">
            <h3>{messages.calendar}</h3>
            <ul class="actions" role="list">
                <li>{link(app, messages.add_to_calendar, calendar_url, false)}</li>
                {calendars}
            </ul>
        </div>
        <ul class="actions" role="list">
            <li>{link(app, messages.manage, manage_url, true)}</li>
            <li>
                <button type="button" class="link" part="button link" on:click=move |_| app.start_again()>{messages.book_another}</button>
            </li>
        </ul>
    }
    .into_any()
}

/// Addresses that offer the booking to the two calendars that most people have. Nothing is sent before one is followed.
fn calendar_links(title: &str, details: &str, starts_at: &str, ends_at: &str) -> [(&'static str, String); 2] {
    let compact = |instant: &str| instant.replace(['-', ':'], "");
    let escaped = |text: &str| String::from(encode_uri_component(text));
    let (text, note) = (escaped(title), escaped(details));
    let google = [
        "https://calendar.google.com/calendar/render?action=TEMPLATE&text=",
        &text,
        "&details=",
        &note,
        "&dates=",
        &compact(starts_at),
        "/",
        &compact(ends_at),
    ];
    let outlook = [
        "https://outlook.live.com/calendar/0/deeplink/compose?rru=addevent&subject=",
        &text,
        "&body=",
        &note,
        "&startdt=",
        &escaped(starts_at),
        "&enddt=",
        &escaped(ends_at),
    ];
    [("Google", google.concat()), ("Outlook", outlook.concat())]
}

/// Copies a reference; where the page forbids it, it can still be read and marked.
fn copy_button(app: App, text: String) -> AnyView {
    let is_copied = RwSignal::new(false);
    let label = move || if is_copied.get() { app.messages.copied } else { app.messages.copy };
    let name = [app.messages.copy, ": ", &text].concat();
    let copy = move |_| {
        let text = text.clone();
        spawn_local(async move {
            if browser::copy(&text).await.is_truthy() && is_copied.try_set(true).is_none() {
                app.say(app.messages.copied);
            }
        });
    };
    view! { <button type="button" class="link small" part="button link" aria-label=name on:click=copy>{label}</button> }
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
    let quote_text = (document.kind == DocumentKind::Quote)
        .then(|| view! { <p class="muted small">{messages.quote_text}</p> }.into_any());
    view! {
        <div class="paper">
            <h3><span>{kind}" "<span class="number">{document.number}</span></span></h3>
            <dl>{rows}</dl>
            {quote_text}
            <div class="buttons">
                <a class="primary" part="button primary" href=document.url target="_blank" rel="noopener">
                    {view_label}
                    <span class="vh">" "{messages.new_tab}</span>
                </a>
                <a class="secondary" part="button secondary" href=document.pdf_url target="_blank" rel="noopener">
                    {messages.download_pdf}
                    <span class="vh">" "{messages.new_tab}</span>
                </a>
            </div>
        </div>
    }
    .into_any()
}

fn link(app: App, label: &'static str, href: String, is_new_tab: bool) -> AnyView {
    let hint = is_new_tab.then(|| view! { <span class="vh">" "{app.messages.new_tab}</span> }.into_any());
    view! {
        <a class="link" part="link" href=href target=is_new_tab.then_some("_blank") rel="noopener">
            {label}
            {hint}
        </a>
    }
    .into_any()
}
