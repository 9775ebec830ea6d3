//! Generating an invoice of a quote: the page that says what will be issued before it is.

use maud::{Markup, html};
use shared::billing::{document::InvoiceDraft, legal_particulars::Particular, quotation::QuotationState, wording};

use crate::{
    admin::{document::lines_view::paper, settings::cash_discount::Discounted},
    web::{
        admin_page::{Frame, Place, page},
        figures::{day, money, period},
        parts::{Crumb, fact, head, waits, warning},
    },
    work::quotation::{By, Quoted},
};

/// The page from which an invoice is made: that of the booking or that of the quote.
#[derive(Clone, Debug)]
pub struct Back {
    /// Where it stands in the navigation.
    pub place: Place,
    /// Its address.
    pub path: String,
    /// The words of the link to it.
    pub text: &'static str,
    title: String,
}

impl Back {
    /// Where a quotation was looked for.
    pub fn of(by: By<'_>, quoted: &Quoted) -> Self {
        let detail = &quoted.detail;
        match by {
            By::Booking(id) => Self {
                place: Place::Bookings,
                path: format!("/admin/bookings/{id}"),
                text: "Back to the booking",
                title: detail.booking_reference.clone().unwrap_or_default(),
            },
            By::Document(_) => Self {
                place: Place::Quotes,
                path: format!("/admin/documents/{}", detail.stored.id),
                text: "Back to the quote",
                title: format!("Quote {}", detail.number()),
            },
        }
    }

    /// The way to it.
    pub fn crumbs(&self) -> [Crumb<'_>; 2] {
        let list = match self.place {
            Place::Bookings => ("Bookings", Some("/admin/bookings")),
            _ => ("Quotes", Some("/admin/quotes")),
        };
        [list, (&self.title, Some(&self.path))]
    }
}

/// Generate invoice, before it happens.
#[derive(Clone, Debug)]
pub struct GenerateInvoiceView<'a> {
    /// What must be filled in first.
    pub missing: &'a [Particular],
    /// The page before this one.
    pub back: &'a Back,
    /// Number of the quote.
    pub quotation_number: &'a str,
    /// State of the quote.
    pub state: QuotationState,
    /// The invoice as it would be issued today.
    pub invoice: &'a InvoiceDraft,
    /// The same with the tenant's cash discount; none where there is none to give.
    pub discounted: Option<&'a Discounted>,
    /// Why nothing was issued.
    pub conflict: Option<&'a str>,
}

/// Generate invoice, before it happens.
pub fn generate_invoice(frame: Frame<'_>, view: &GenerateInvoiceView<'_>) -> Markup {
    let content = &view.invoice.content;
    let Back { path, text, .. } = view.back;
    page(
        frame,
        "Generate invoice",
        view.conflict.is_some() || !view.missing.is_empty(),
        &html! {
            (head(&view.back.crumbs(), "Generate invoice", None, None))
            (waits(view.missing))
            @if let Some(conflict) = view.conflict { (warning(conflict)) }
            @if view.state == QuotationState::Expired {
                (warning("The validity of this quote is over. You can still invoice it; agree it with the customer first."))
            }
            div.narrow {
                section.card aria-labelledby="invoice" {
                    h2 #invoice { "Invoice from quote " (view.quotation_number) }
                    dl.facts.row {
                        (fact("Number", &html! { span.muted { "Assigned when you save" } }))
                        (fact("Issue date", &html! { (day(view.invoice.issue_date)) }))
                        (fact("Due date", &html! { (day(view.invoice.due_date)) }))
                        (fact("Buyer", &html! { (content.buyer.name) @if let Some(vat) = &content.buyer.vat_identifier { span.under { "VAT " (vat) } } }))
                        @if let Some(booking) = &content.booking {
                            (fact("Booked", &html! { (period(&booking.local_starts_at, &booking.local_ends_at)) }))
                        }
                    }
                    (paper(content, "Amount due"))
                    @if !view.invoice.prepayments.is_empty() {
                        p.hint { "The prepayment invoices are taken off, so that VAT is charged once." }
                    }
                    p { strong { "Payment terms: " (content.payment_terms) "." } " On the invoice: " q lang=(content.language.tag()) { (wording::payment_terms(view.invoice)) } }
                }
                @if view.missing.is_empty() {
                    form.card method="post" action={ (path) "/generate-invoice" } {
                        @if let Some(discounted) = view.discounted { (cash_discount(view.invoice, discounted)) }
                        p { "The number is assigned when you save. From then on the invoice cannot be changed; a correction is a document of its own." }
                        div.buttons {
                            button type="submit" { "Generate invoice" }
                            a.button.secondary href=(path) { (text) }
                        }
                    }
                } @else {
                    div.buttons { a.button.secondary href=(path) { (text) } }
                }
            }
        },
    )
}

fn cash_discount(invoice: &InvoiceDraft, discounted: &Discounted) -> Markup {
    let content = &discounted.invoice.content;
    let due = |draft: &InvoiceDraft| money(draft.content.totals.amount_due, &content.currency);
    html! {
        fieldset.options {
            legend { "Less to pay for who pays in time" }
            div.option {
                input #cash_discount type="checkbox" name="cash_discount" value=(discounted.key()) aria-describedby="cash-discount-hint";
                div {
                    label for="cash_discount" { "Cash discount" }
                    p.hint #cash-discount-hint {
                        "The invoice then says: "
                        q lang=(content.language.tag()) { (wording::cash_discount_offer(&discounted.invoice).unwrap_or_default()) }
                        " VAT is charged on the reduced base, whether or not the customer pays in time."
                    }
                    dl.totals {
                        div { dt { "VAT" } dd { (money(content.totals.vat_total, &content.currency)) } }
                        div.due { dt { "Amount due then" } dd { (due(&discounted.invoice)) } }
                        div { dt { "Paid in time" } dd { (money(discounted.in_time, &content.currency)) } }
                        div { dt { "Amount due without it" } dd { (due(invoice)) } }
                    }
                }
            }
        }
    }
}
