//! One invoice or quote, with everything around it.

use jiff::{civil::Date, tz::TimeZone};
use maud::{Markup, html};
use shared::billing::{
    document::Draft,
    quotation::{Answer, QuotationState},
    wording,
};

use super::{
    e_invoice_view::{BuyerKind, e_invoice},
    lines_view::paper,
    sent_view::{Timeline, sent_fact, timeline},
};
use crate::{
    admin::{
        credit_note::view,
        editor::attachments_view::document_card,
        payment::view::{PaymentsView, balance_chip, payments},
        quotation::prepayment_view,
    },
    store::{
        delivery::{EventRow, SentRow},
        document::{StoredDocument, detail::DocumentDetail},
        quotation::answer::AnsweredBy,
    },
    web::{
        admin_page::{Frame, page},
        figures::{day, moment, period},
        parts::{Crumb, Tone, chip, fact, head, notice, quotation_chip},
    },
    work::e_invoice::preflight::RuleFault,
};

/// One invoice or quote.
#[derive(Clone, Debug)]
pub struct DocumentView<'a> {
    /// The document.
    pub detail: &'a DocumentDetail,
    /// The customer's page of it.
    pub public_url: &'a str,
    /// Its PDF.
    pub pdf_url: &'a str,
    /// The tenant's zone.
    pub zone: &'a TimeZone,
    /// The day in that zone.
    pub today: Date,
    /// The payments of an invoice.
    pub payments: Option<PaymentsView<'a>>,
    /// The credit notes of an invoice.
    pub credit_notes: &'a [StoredDocument],
    /// The prepayment invoices of a quotation, and their credit notes.
    pub prepayments: &'a [StoredDocument],
    /// What happened to it on its way to the buyer, the last thing first.
    pub events: &'a [EventRow],
    /// How it was sent.
    pub sent: &'a SentRow,
    /// Whether the demo access point was given it.
    pub is_in_demo: bool,
    /// Whether a part of it can still be credited.
    pub may_credit: bool,
    /// The rules that the document breaks on its way to Peppol; none for a quotation, which never goes there.
    pub rule_faults: Option<&'a [RuleFault]>,
    /// What was just done.
    pub done: Option<&'a str>,
}

/// One invoice or quote.
pub fn document(frame: Frame<'_>, view: &DocumentView<'_>) -> Markup {
    let detail = view.detail;
    let state = detail.quotation_state(view.today);
    let draft = detail.stored.document.draft();
    let (kind, parent, sum): (_, Crumb<'_>, _) = match draft {
        Draft::Quotation(_) => ("Quote", ("Quotes", Some("/admin/quotes")), "Quote total"),
        Draft::Invoice(_) if detail.is_prepayment() => {
            ("Prepayment invoice", ("All invoices", Some("/admin/invoices")), "Due when issued")
        }
        Draft::Invoice(_) => ("Invoice", ("All invoices", Some("/admin/invoices")), "Due when issued"),
        Draft::CreditNote(_) => ("Credit note", ("Credit notes", Some("/admin/credit-notes")), "Amount credited"),
    };
    let title = format!("{kind} {}", detail.number());
    let buyer_kind =
        if draft.content().buyer.vat_identifier.is_some() { BuyerKind::Business } else { BuyerKind::Private };
    let beside = match (state, draft, &view.payments) {
        (Some(state), _, _) => quotation_chip(state),
        (None, Draft::Invoice(invoice), Some(payments)) => {
            balance_chip(payments.account.balance.state(invoice.due_date, view.today))
        }
        (None, _, _) => chip(Tone::Plain, "issued"),
    };
    let is_due = view.payments.is_some_and(|view| !view.account.balance.due().is_zero());
    let path = format!("/admin/documents/{}", detail.stored.id);
    let actions = html! {
        div.buttons {
            @if state.is_some_and(QuotationState::may_become_invoice) {
                a.button href={ (path) "/generate-invoice" } { "Generate invoice" }
                a.button.secondary href={ (path) "/prepayment" } { "Invoice a prepayment" }
            }
            @if state.is_some_and(QuotationState::may_be_answered) {
                a.button.secondary href={ (path) "/answer" } { "Record the answer" }
            }
            @if state.is_some_and(QuotationState::may_become_invoice) && draft.content().booking.is_none() {
                a.button.secondary href={ (path) "/withdraw" } { "Withdraw" }
            }
            @if is_due { a.button href={ (path) "/record-payment" } { "Record payment" } }
            a.button.secondary href={ (path) "/send" } { "Send" }
            @if view.may_credit { a.button.secondary href={ (path) "/credit-note" } { "Create credit note" } }
            a.button.secondary href=(view.pdf_url) rel="noreferrer" { "Download PDF" }
        }
    };
    page(
        frame,
        &title,
        false,
        &html! {
            (head(&[("Sales invoices", None), parent], &title, Some(&beside), Some(&actions)))
            @if let Some(done) = view.done { (notice(done)) }
            div.detail {
                div {
                    section.card aria-labelledby="paper" {
                        h2 #paper { "Lines and totals" }
                        (paper(draft.content(), sum))
                        @match draft {
                            Draft::Invoice(invoice) => { p.muted lang=(invoice.content.language.tag()) { (wording::payment_terms(invoice)) } }
                            Draft::CreditNote(note) => {
                                @for sentence in wording::correction(note) { p.muted lang=(note.content.language.tag()) { (sentence) } }
                            }
                            Draft::Quotation(_) => {}
                        }
                    }
                    @if let Some(faults) = view.rule_faults { (e_invoice(detail.stored.id.as_str(), buyer_kind, faults)) }
                }
                div {
                    @if let Some(account) = &view.payments { (payments(account)) }
                    (view::card(view.credit_notes))
                    (prepayment_view::card(view.prepayments))
                    (document_card(detail.stored.id.as_str(), &draft.content().attachments, draft.content().sales_conditions.as_ref()))
                    (timeline(&Timeline {
                        events: view.events,
                        number: &detail.number(),
                        created_at: &detail.created_at,
                        with_booking: detail.stored.with_booking,
                        zone: view.zone,
                        sent_e_invoice: view.is_in_demo.then(|| format!("{path}/sent-e-invoice")).as_deref(),
                    }))
                    (facts(view))
                    (buyer(view))
                }
            }
        },
    )
}

fn facts(view: &DocumentView<'_>) -> Markup {
    let detail = view.detail;
    let draft = detail.stored.document.draft();
    let content = draft.content();
    html! {
        section.card aria-labelledby="facts" {
            h2 #facts { "Facts" }
            dl.facts {
                (fact("Number", &html! {
                    (detail.number())
                    span.under {
                        "Assigned when it was issued, and never changed"
                        @match draft {
                            Draft::Quotation(_) => ". ",
                            Draft::Invoice(_) | Draft::CreditNote(_) => ": a series must stay continuous (Royal Decree no. 1, art. 5). ",
                        }
                        a href="/admin/settings/number-series" { "Number series" }
                    }
                }))
                (fact("Issue date", &html! { (day(draft.issue_date())) }))
                @match draft {
                    Draft::Invoice(invoice) => {
                        (fact("Due date", &html! { (day(invoice.due_date)) }))
                        @if let Some(communication) = detail.stored.document.structured_communication() {
                            (fact("Structured communication", &html! { span.mono { (communication) } }))
                        }
                    }
                    Draft::Quotation(quotation) => { (fact("Valid until", &html! { (day(quotation.valid_until)) })) }
                    Draft::CreditNote(note) => {
                        (fact("Reason", &html! { (note.reason) }))
                        (fact("Corrects invoice", &html! {
                            @match &detail.corrects {
                                Some(invoice) => { a href={ "/admin/documents/" (invoice.id) } { (invoice.number) } },
                                None => { (note.preceding.number) },
                            }
                            span.under { (day(note.preceding.issue_date)) }
                        }))
                    }
                }
                @if let Some(quotation) = &detail.quotation {
                    (fact("From quote", &html! { a href={ "/admin/documents/" (quotation.id) } { (quotation.number) } }))
                }
                @if let Some(invoice) = &detail.taken_off_by {
                    (fact("Taken off by", &html! {
                        a href={ "/admin/documents/" (invoice.id) } { (invoice.number) }
                        @if detail.is_taken_off { span.under { "Credit that invoice first if you want to give this one back." } }
                    }))
                }
                (answer(view))
                @if let Some(invoice) = &detail.invoice {
                    (fact("Became invoice", &html! { a href={ "/admin/documents/" (invoice.id) } { (invoice.number) } }))
                }
                @if let (Some(id), Some(booking)) = (&detail.stored.booking_id, &content.booking) {
                    (fact("Booking", &html! {
                        a href={ "/admin/bookings/" (id) } { (booking.reference) }
                        @if detail.booking_cancelled { " " (chip(Tone::Ended, "cancelled")) }
                        span.under { (period(&booking.local_starts_at, &booking.local_ends_at)) }
                    }))
                }
                (fact("Sent", &sent_fact(view.sent, detail.stored.with_booking, view.zone)))
                @if !matches!(draft, Draft::CreditNote(_)) { (fact("Payment terms", &html! { (content.payment_terms) })) }
                (fact("Source", &html! { @if detail.stored.with_booking { "Made with the booking" } @else { "Generated by an admin" } }))
                (fact("Created", &html! { (moment(&detail.created_at, view.zone)) }))
                @if let (Some(at), Some(state)) = (&detail.ended_at, detail.quotation_state(view.today))
                    && state != QuotationState::Declined {
                    (fact(if state == QuotationState::Converted { "Converted" } else { "Withdrawn" }, &html! { (moment(at, view.zone)) }))
                }
                (fact("SHA-256 of the PDF", &html! {
                    @match &detail.stored.pdf_sha256 {
                        Some(sha256) => { code { (sha256) } },
                        None => { span.muted { "Noted when the PDF is drawn, within a minute" } },
                    }
                }))
            }
            p.more { a href=(view.public_url) rel="noreferrer" { "The customer's page of this document" } }
            p.hint { "That link opens the document for everybody who has it, until " (day(detail.stored.link_expires_on)) "." }
            (issued(view))
        }
    }
}

/// What the customer said to a quote: who, when, and how it is known.
fn answer(view: &DocumentView<'_>) -> Markup {
    let Some(given) = &view.detail.answer else { return Markup::default() };
    let term = match given.answer {
        Answer::Accepted => "Accepted",
        Answer::Declined => "Declined",
    };
    html! {
        (fact(term, &html! {
            @if given.signature.name.is_empty() { "By the customer" } @else { (given.signature.name) }
            span.under {
                (moment(&given.answered_at, view.zone))
                @match given.answered_by {
                    AnsweredBy::Customer => ", by the link",
                    AnsweredBy::Admin => ", recorded here",
                }
            }
            @if !given.signature.remark.is_empty() { p.notes { (given.signature.remark) } }
        }))
    }
}

/// Why it cannot be changed, and what can be done instead.
fn issued(view: &DocumentView<'_>) -> Markup {
    let id = &view.detail.stored.id;
    let (why, again) = match view.detail.stored.document.draft() {
        Draft::Invoice(_) => (
            "An issued invoice is never changed. To correct it, make a credit note and a new invoice.",
            Some(("/admin/invoices/new", "New invoice like this one")),
        ),
        Draft::Quotation(_) => (
            "An issued quote is never changed. To offer something else, make a new one.",
            Some(("/admin/quotes/new", "New quote like this one")),
        ),
        Draft::CreditNote(_) => ("An issued credit note is never changed.", None),
    };
    html! {
        p.hint.more { (why) }
        @if let Some((path, words)) = again { p { a href={ (path) "?like=" (id) } { (words) } } }
    }
}

fn buyer(view: &DocumentView<'_>) -> Markup {
    let buyer = &view.detail.stored.document.draft().content().buyer;
    html! {
        section.card aria-labelledby="buyer" {
            h2 #buyer { "Buyer" }
            dl.facts {
                (fact("Name", &html! { (buyer.name) }))
                @if let Some(contact) = &buyer.contact { (fact("Contact", &html! { (contact) })) }
                @if let Some(vat) = &buyer.vat_identifier { (fact("VAT number", &html! { (vat) })) }
                @if let Some(address) = &buyer.address {
                    (fact("Address", &html! { (address.street) br; (address.postal_code) " " (address.city) br; (address.country) }))
                }
                (fact("E-mail", &html! { a href={ "mailto:" (buyer.email) } { (buyer.email) } }))
                @if let Some(phone) = &buyer.phone { (fact("Phone", &html! { (phone) })) }
            }
            @if let Some(contact) = &view.detail.stored.contact_id {
                p.more { a href={ "/admin/contacts/" (contact) } { "Open the contact" } }
            }
        }
    }
}
