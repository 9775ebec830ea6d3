//! Pages that say what will happen before it does: generating an invoice, cancelling a booking.

use jiff::civil::Date;
use maud::{Markup, html};
use shared::billing::{
    document::{CreditNoteDraft, InvoiceDraft},
    legal_particulars::Particular,
    wording,
};

use super::{
    figures::{day, money, period},
    layout::{Frame, page},
    paper::paper,
    parts::{Crumb, fact, head, waits, waits_reason, warning},
};
use crate::{dashboard::cash_discount::Discounted, store::dashboard::documents::QuotationState};

/// Generate invoice, before it happens.
#[derive(Clone, Debug)]
pub struct GenerateInvoiceView<'a> {
    /// What must be filled in first.
    pub missing: &'a [Particular],
    /// Booking id.
    pub booking_id: &'a str,
    /// Its reference.
    pub booking_reference: &'a str,
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
    let back = format!("/admin/bookings/{}", view.booking_id);
    let crumbs: [Crumb<'_>; 2] = [("Bookings", Some("/admin/bookings")), (view.booking_reference, Some(&back))];
    page(
        frame,
        "Generate invoice",
        view.conflict.is_some() || !view.missing.is_empty(),
        &html! {
            (head(&crumbs, "Generate invoice", None, None))
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
                    p { strong { "Payment terms: " (content.payment_terms) "." } " On the invoice: " q lang=(content.language.tag()) { (wording::payment_terms(view.invoice)) } }
                }
                @if view.missing.is_empty() {
                    form.card method="post" action={ (back) "/generate-invoice" } {
                        @if let Some(discounted) = view.discounted { (cash_discount(view.invoice, discounted)) }
                        p { "The number is assigned when you save. From then on the invoice cannot be changed; a correction is a document of its own." }
                        div.buttons {
                            button type="submit" { "Generate invoice" }
                            a.button.secondary href=(back) { "Back to the booking" }
                        }
                    }
                } @else {
                    div.buttons { a.button.secondary href=(back) { "Back to the booking" } }
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

/// The invoice of a booking that is about to be cancelled.
#[derive(Clone, Debug)]
pub struct InvoiceToCancel<'a> {
    /// Its number.
    pub number: &'a str,
    /// The credit note of all that is left of it.
    pub credit: CreditOnCancel<'a>,
}

/// Whether a cancellation can bring a credit note.
#[derive(Clone, Debug)]
pub enum CreditOnCancel<'a> {
    /// It can.
    Offered(CreditToOffer<'a>),
    /// The invoice is credited as a whole already.
    NothingLeft,
    /// Sales invoicing is not active.
    NotActive,
}

/// The credit note that goes with a cancellation.
#[derive(Clone, Debug)]
pub struct CreditToOffer<'a> {
    /// Handle that it would have.
    pub id: &'a str,
    /// What it would say.
    pub note: &'a CreditNoteDraft,
}

/// Cancel booking, before it happens.
#[derive(Clone, Debug)]
pub struct CancelView<'a> {
    /// What must be filled in before a credit note can be issued.
    pub missing: &'a [Particular],
    /// Booking id.
    pub booking_id: &'a str,
    /// Its reference.
    pub booking_reference: &'a str,
    /// Who booked.
    pub customer_name: &'a str,
    /// What was booked.
    pub service_name: &'a str,
    /// Wall time of the start.
    pub local_starts_at: &'a str,
    /// Wall time of the end.
    pub local_ends_at: &'a str,
    /// The invoice, if there is one.
    pub invoice: Option<InvoiceToCancel<'a>>,
    /// Number of the quote that would be withdrawn.
    pub open_quotation_number: Option<&'a str>,
    /// The day in the tenant's zone: what is past sets no time free.
    pub today: Date,
}

/// Cancel booking, before it happens.
pub fn cancel(frame: Frame<'_>, view: &CancelView<'_>) -> Markup {
    let back = format!("/admin/bookings/{}", view.booking_id);
    let crumbs: [Crumb<'_>; 2] = [("Bookings", Some("/admin/bookings")), (view.booking_reference, Some(&back))];
    let is_past =
        view.local_ends_at.get(..10).and_then(|date| date.parse::<Date>().ok()).is_some_and(|date| date < view.today);
    page(
        frame,
        "Cancel booking",
        false,
        &html! {
            (head(&crumbs, "Cancel booking", None, None))
            div.narrow {
                section.card {
                    dl.facts.row {
                        (fact("Customer", &html! { (view.customer_name) }))
                        (fact("Service", &html! { (view.service_name) }))
                        (fact("When", &html! { (period(view.local_starts_at, view.local_ends_at)) }))
                    }
                    h2 { "What happens" }
                    ul.plain {
                        @if is_past {
                            li { "The booking is marked as cancelled. Its time is past." }
                        } @else {
                            li { "The time is free again at once, and others can book it." }
                        }
                        @if let Some(number) = view.open_quotation_number {
                            li { "Quote " (number) " is withdrawn. It can no longer become an invoice." }
                        }
                        @if let Some(invoice) = &view.invoice {
                            li {
                                strong { "Invoice " (invoice.number) " stays as it is." }
                                @match invoice.credit {
                                    CreditOnCancel::Offered(_) if !view.missing.is_empty() => {
                                        " Credit it later from its page: a credit note needs all company details, and " (waits_reason(view.missing))
                                    }
                                    CreditOnCancel::Offered(_) => { " An issued invoice is never changed: a credit note corrects it." }
                                    CreditOnCancel::NothingLeft => { " It is credited as a whole already." }
                                    CreditOnCancel::NotActive => { " Sales invoicing is not active, so no credit note can be made." }
                                }
                            }
                        }
                        li { "The customer is not told by e-mail; call or write. Their booking page says cancelled." }
                    }
                }
                @if let Some(InvoiceToCancel { credit: CreditOnCancel::Offered(credit), .. }) = &view.invoice
                    && view.missing.is_empty() {
                    form.card method="post" action={ (back) "/cancel" } {
                        (offer(credit))
                        (cancel_buttons(&back))
                    }
                } @else {
                    form method="post" action={ (back) "/cancel" } { (cancel_buttons(&back)) }
                }
            }
        },
    )
}

fn cancel_buttons(back: &str) -> Markup {
    html! {
        p.more { "This cannot be undone." }
        div.buttons {
            button.danger type="submit" { "Cancel booking" }
            a.button.secondary href=(back) { "Keep the booking" }
        }
    }
}

fn offer(credit: &CreditToOffer<'_>) -> Markup {
    let content = &credit.note.content;
    html! {
        input type="hidden" name="id" value=(credit.id);
        fieldset.options {
            legend { "The invoice" }
            div.option {
                input #credit type="checkbox" name="credit" value="on" checked aria-describedby="credit-hint";
                div {
                    label for="credit" { "Create the credit note too" }
                    p.hint #credit-hint {
                        (money(content.totals.amount_due, &content.currency)) " is credited, and the credit note says: "
                        q lang=(content.language.tag()) { (credit.note.reason) }
                        " Without it the customer still owes the invoice; you can credit it later from its page."
                    }
                }
            }
        }
    }
}
