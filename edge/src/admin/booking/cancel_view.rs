//! Cancelling a booking: the page that says what will happen before it does.

use jiff::civil::Date;
use maud::{Markup, html};
use shared::billing::{document::CreditNoteDraft, legal_particulars::Particular};

use crate::web::{
    admin_page::{Frame, page},
    figures::{money, period},
    parts::{Crumb, fact, head, told_by_mail, waits_reason},
};

/// An invoice of a booking that is about to be cancelled.
#[derive(Clone, Debug)]
pub struct InvoiceToCancel {
    /// Kind and number.
    pub name: String,
    /// The credit note of all that is left of it.
    pub credit: CreditOnCancel,
}

impl InvoiceToCancel {
    fn offered(&self) -> Option<&CreditNoteDraft> {
        match &self.credit {
            CreditOnCancel::Offered(note) => Some(note),
            CreditOnCancel::NothingLeft | CreditOnCancel::NotActive => None,
        }
    }
}

/// Whether a cancellation can bring a credit note.
#[derive(Clone, Debug)]
pub enum CreditOnCancel {
    /// It can; this is what it would say.
    Offered(Box<CreditNoteDraft>),
    /// The invoice is credited as a whole already.
    NothingLeft,
    /// Sales invoicing is not active.
    NotActive,
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
    /// Its invoices; the final one comes first.
    pub invoices: &'a [InvoiceToCancel],
    /// Handle that the first credit note would have.
    pub credit_id: &'a str,
    /// Number of the quote that would be withdrawn.
    pub open_quotation_number: Option<&'a str>,
    /// The day in the tenant's zone: what is past sets no time free.
    pub today: Date,
    /// Whether the customer is told by e-mail.
    pub tells: bool,
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
                        @for invoice in view.invoices {
                            li {
                                strong { (invoice.name) " stays as it is." }
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
                        li { (told_by_mail(view.tells)) " Their booking page says cancelled." }
                    }
                }
                @if view.missing.is_empty() && view.invoices.iter().any(|invoice| invoice.offered().is_some()) {
                    form.card method="post" action={ (back) "/cancel" } {
                        (offer(view))
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

fn offer(view: &CancelView<'_>) -> Markup {
    let credits: Vec<_> = view.invoices.iter().filter_map(|invoice| Some((invoice, invoice.offered()?))).collect();
    let label = if credits.len() > 1 { "Create the credit notes too" } else { "Create the credit note too" };
    html! {
        input type="hidden" name="id" value=(view.credit_id);
        fieldset.options {
            legend { @if credits.len() > 1 { "The invoices" } @else { "The invoice" } }
            div.option {
                input #credit type="checkbox" name="credit" value="on" checked aria-describedby="credit-hint";
                div {
                    label for="credit" { (label) }
                    div.hint #credit-hint {
                        @for (invoice, note) in &credits {
                            @let content = &note.content;
                            p {
                                @if credits.len() > 1 { (invoice.name) ": " }
                                (money(content.totals.amount_due, &content.currency)) " is credited, and the credit note says: "
                                q lang=(content.language.tag()) { (note.reason) }
                            }
                        }
                        p { "Without it the customer still owes the invoice; you can credit it later from its page." }
                    }
                }
            }
        }
    }
}
