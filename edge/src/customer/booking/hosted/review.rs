//! The page with everything once more, and that of the stored booking.

use maud::{Markup, html};
use shared::{
    api::{BookingAnswer, DocumentKind},
    billing::{document::Draft, totals::Totals, wording::payment_terms},
    booking::{
        offer::{Offer, Paper},
        plan::BookingPlan,
    },
    format,
    money::Amount,
    tenant::settings::Service,
};

use super::{
    countries::name_of,
    form::Field,
    view::{Frame, Trouble},
    wording::{HostedWording, fill},
};
use crate::{customer::booking::wording::Wording, web::fields::query};

/// Everything once more, and the button that books.
pub fn review(
    frame: Frame<'_>,
    service: &Service,
    plan: &BookingPlan,
    offer: &Offer,
    trouble: Option<Trouble>,
) -> Markup {
    let (words, language) = (frame.words(), frame.language());
    let customer = &plan.request.customer;
    let lines = [Some(&customer.name), Some(&customer.email), customer.phone.as_ref()];
    let message = match trouble {
        Some(Trouble::Mismatch) => Some(words.mismatch),
        Some(Trouble::OfferChanged) => Some(words.offer_changed),
        Some(Trouble::Busy) => Some(words.busy),
        Some(Trouble::Taken | Trouble::ServiceGone) | None => None,
    };
    let when = format::period(&plan.booked.local_starts_at, &plan.booked.local_ends_at, language);
    let body = html! {
        h1 { (words.review_title) }
        @if let Some(message) = message { div.note.bad role="alert" { p { (message) } } }
        dl.facts {
            dt { (Wording::of(language).service) } dd { (service.name) ", " (frame.length(service.times.duration_minutes)) }
            dt { (Wording::of(language).when) } dd { (when) " (" (frame.tenant.time_zone) ")" }
            @if let Some(resource) = plan.request.resource.as_ref().and_then(|id| frame.tenant.resource(id)) {
                dt { (Wording::of(language).with) } dd { (resource.name) }
            }
            dt { (words.details) } dd { @for line in lines.into_iter().flatten() { div { (line) } } }
            @if let Some(company) = &customer.company {
                dt { (words.invoice_to) }
                dd {
                    div { (company.name) }
                    @if let Some(number) = &company.vat_identifier { div { (number) } }
                    @if let Some(address) = &customer.address {
                        div { (address.street) } div { (address.postal_code) " " (address.city) } div { (name_of(&address.country, language)) }
                    }
                }
            }
            @if let Some(notes) = &plan.request.notes { dt { (words.notes) } dd.notes { (notes) } }
        }
        section {
            h2 { (words.price) }
            table { tbody { (sums(frame, &offer.totals)) (asked(frame, plan, offer)) } }
        }
        section {
            h2 { (words.get_title) }
            (what_you_get(frame, plan))
            p { b { (words.cancel_title) ". " } (words.cancel_until_start) }
        }
        form #book method="post" action=(frame.path()) {
            (frame.kept(&Field::ALL))
            input type="hidden" name="agreed" value=(agreement(offer, plan));
            @if let Some(terms) = frame.tenant.terms_url("") {
                p { (words.terms_before) " " a href=(terms) { (words.terms) } "." }
            }
            div.actions {
                button name="step" value="book" { (confirm(words, plan, offer)) }
                button.second name="step" value="details" { (words.back) }
            }
        }
    };
    frame.page(words.review_title, trouble.is_some(), &html! {}, &body)
}

/// What a review says that the booking agrees to, in one text: it travels with the form, and the booking is made only if it still
/// holds.
pub fn agreement(offer: &Offer, plan: &BookingPlan) -> String {
    let due = match &plan.document {
        Some(Draft::Invoice(invoice)) => format!("invoice {}", invoice.due_date),
        Some(Draft::Quotation(quotation)) => format!("quote {}", quotation.valid_until),
        Some(Draft::CreditNote(_)) | None => "none".to_owned(),
    };
    let conditions = plan.document.as_ref().and_then(|draft| draft.content().sales_conditions.as_ref());
    let conditions = conditions.map_or("", |conditions| conditions.sha256.get(..8).unwrap_or_default());
    // What a form sends arrives without the space around it.
    format!("{} {} {due} {conditions}", offer.totals.total_without_vat, offer.totals.amount_due).trim_end().to_owned()
}

fn sums(frame: Frame<'_>, totals: &Totals) -> Markup {
    let (words, language) = (frame.words(), frame.language());
    html! {
        tr { td { (words.net) } td { (frame.money(totals.total_without_vat)) } }
        @for part in &totals.vat_breakdown {
            @let (rate, base) = (format::percentage(part.rate, language), frame.money(part.taxable_amount));
            tr { td { (fill(words.vat_line, &[("rate", &rate), ("base", &base)])) } td { (frame.money(part.tax_amount)) } }
        }
        tr.sum { td { (words.total) } td { (frame.money(totals.total_with_vat)) } }
    }
}

/// What is to be paid when.
fn asked(frame: Frame<'_>, plan: &BookingPlan, offer: &Offer) -> Markup {
    let (Some(Draft::Invoice(invoice)), Some(Paper::Invoice { due_at_booking, .. })) = (&plan.document, offer.paper)
    else {
        return html! {};
    };
    let words = frame.words();
    let due = offer.totals.amount_due;
    let date = format::date(invoice.due_date, frame.language());
    let rest = due.minus(due_at_booking).unwrap_or(Amount::ZERO);
    html! {
        @if due_at_booking > Amount::ZERO {
            tr { td { (words.due_now) } td { (frame.money(due_at_booking)) } }
            @if rest > Amount::ZERO { tr { td { (fill(words.due_rest, &[("date", &date)])) } td { (frame.money(rest)) } } }
        } @else {
            tr { td { (fill(words.due_until, &[("date", &date)])) } td { (frame.money(due)) } }
        }
    }
}

fn what_you_get(frame: Frame<'_>, plan: &BookingPlan) -> Markup {
    let (words, email) = (frame.words(), plan.request.customer.email.as_str());
    html! {
        @match &plan.document {
            Some(Draft::Invoice(invoice)) => {
                @let is_company = plan.request.customer.company.is_some();
                p { (fill(if is_company { words.get_invoice_company } else { words.get_invoice }, &[("email", email)])) }
                p { (payment_terms(invoice)) }
            }
            Some(Draft::Quotation(quotation)) => {
                p { (fill(words.get_quote, &[("email", email), ("date", &format::date(quotation.valid_until, frame.language()))])) }
            }
            Some(Draft::CreditNote(_)) | None => p { (fill(words.get_nothing, &[("email", email)])) },
        }
    }
}

/// The words on the last button name what the booking obliges to (Directive 2011/83/EU, art. 8(2)).
fn confirm(words: &'static HostedWording, plan: &BookingPlan, offer: &Offer) -> &'static str {
    let is_company = plan.request.customer.company.is_some();
    match &plan.document {
        _ if offer.totals.amount_due <= Amount::ZERO => words.confirm_free,
        _ if is_company => words.confirm_company,
        Some(Draft::Quotation(_)) => words.confirm_quote,
        Some(Draft::Invoice(_) | Draft::CreditNote(_)) | None => words.confirm_pay,
    }
}

/// The stored booking and its document.
pub fn result(frame: Frame<'_>, answer: &BookingAnswer) -> Markup {
    let (words, language) = (frame.words(), frame.language());
    let when = |text: &str| text.parse().map_or_else(|_| text.to_owned(), |at| frame.tenant.wall_time_of(at));
    let (starts_at, ends_at) = (when(&answer.booking.starts_at), when(&answer.booking.ends_at));
    let when = format::period(&starts_at, &ends_at, language);
    let date = |text: &String| text.parse().map_or_else(|_| text.clone(), |day| format::date(day, language));
    let money = |text: &str| Amount::parse(text).map_or_else(|_| text.to_owned(), |amount| frame.money(amount));
    let body = html! {
        div {
            h1 { (words.booked) }
            p { (answer.booking.service) }
            p { (fill(words.see_you, &[("when", &when)])) " " (fill(words.reference, &[("reference", &answer.booking.reference)])) }
        }
        @if let Some(document) = &answer.document {
            @let is_invoice = document.kind == DocumentKind::Invoice;
            section.paper {
                h2 { (fill(if is_invoice { words.invoice } else { words.quote }, &[("number", &document.number)])) }
                dl.facts {
                    dt { (words.total) } dd { b { (money(&document.total_with_vat)) } }
                    @if let Some(due) = &document.due_date { dt { (fill(words.due_until, &[("date", &date(due))])) } dd { (money(&document.amount_due)) } }
                    @if let Some(until) = &document.valid_until { dt { (words.valid_until) } dd { (date(until)) } }
                }
                div.actions {
                    a.button href=(document.url) { (if is_invoice { words.view_invoice } else { words.view_quote }) }
                    a.button.second href=(document.pdf_url) { (words.download_pdf) }
                }
            }
        }
        div.actions {
            a.link href=(answer.calendar_url) { (words.calendar_file) }
            a.link href=(answer.manage_url) { (words.manage) }
            a.link href=(format!("{}{}", frame.path(), query(&[("lang", language.tag())]))) { (words.book_another) }
        }
    };
    frame.page(words.booked, false, &html! {}, &body)
}
