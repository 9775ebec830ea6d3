//! Invoice a prepayment: how much of a quote is invoiced in advance. And the card of a quote's prepayment invoices.

use maud::{Markup, html};
use shared::{
    billing::{document::Draft, legal_particulars::Particular},
    fault::Fault,
    money::Amount,
};

use super::prepayment_form::PrepaymentForm;
use crate::{
    store::document::StoredDocument,
    web::{
        admin_page::{Frame, page},
        figures::{money, short_day},
        parts::{Crumb, error_summary, fact, fault_of, field_error, head, waits, warning},
    },
};

/// Invoice a prepayment.
#[derive(Clone, Debug)]
pub struct PrepaymentView<'a> {
    /// What must be filled in first.
    pub missing: &'a [Particular],
    /// Handle of the quote.
    pub quotation_id: &'a str,
    /// Its number.
    pub quotation_number: &'a str,
    /// Who is invoiced.
    pub buyer_name: &'a str,
    /// ISO 4217 code.
    pub currency: &'a str,
    /// What the quote comes to.
    pub total: Amount,
    /// What was invoiced in advance and not credited.
    pub prepaid: Amount,
    /// What can still be invoiced.
    pub left: Amount,
    /// What the form holds.
    pub form: &'a PrepaymentForm,
    /// What was refused.
    pub faults: &'a [Fault],
    /// Why nothing was issued, where no field is at fault.
    pub conflict: Option<&'a str>,
}

/// Invoice a prepayment.
pub fn prepayment(frame: Frame<'_>, view: &PrepaymentView<'_>) -> Markup {
    let back = format!("/admin/documents/{}", view.quotation_id);
    let title = format!("Quote {}", view.quotation_number);
    let crumbs: [Crumb<'_>; 2] = [("Quotes", Some("/admin/quotes")), (&title, Some(&back))];
    page(
        frame,
        "Invoice a prepayment",
        !view.faults.is_empty() || view.conflict.is_some() || !view.missing.is_empty(),
        &html! {
            (head(&crumbs, "Invoice a prepayment", None, None))
            (waits(view.missing))
            @if let Some(conflict) = view.conflict { (warning(conflict)) }
            (error_summary(view.faults))
            div.narrow {
                form.card method="post" action={ (back) "/prepayment" } {
                    input type="hidden" name="id" value=(view.form.id);
                    dl.facts.row {
                        (fact("Quote", &html! { (view.quotation_number) }))
                        (fact("Buyer", &html! { (view.buyer_name) }))
                        (fact("Quote total", &html! { (money(view.total, view.currency)) }))
                        @if !view.prepaid.is_zero() {
                            (fact("Invoiced in advance", &html! { (money(view.prepaid, view.currency)) }))
                        }
                        (fact("Can still be invoiced", &html! { strong { (money(view.left, view.currency)) } }))
                    }
                    fieldset.options {
                        legend { "How much" }
                        (field_error(view.faults, "part-percentage"))
                        (option(view, "percentage", "A percentage of the quote", "Percentage", "%", &view.form.percentage))
                        (option(view, "amount", "An amount with VAT", "Amount with VAT", view.currency, &view.form.amount))
                    }
                    (due_date(view))
                    p { "The prepayment invoice has one line for each VAT rate of the quote. The invoice of the quote takes it off later, so that VAT is charged once. Its number is assigned when you save; from then on it cannot be changed." }
                    div.buttons {
                        @if view.missing.is_empty() { button type="submit" { "Save prepayment invoice" } }
                        a.button.secondary href=(back) { "Back to the quote" }
                    }
                }
            }
        },
    )
}

fn option(view: &PrepaymentView<'_>, part: &str, title: &str, label: &str, unit: &str, value: &str) -> Markup {
    let is_wrong = fault_of(view.faults, part).is_some();
    html! {
        div.option {
            input type="radio" name="part" id={ "part-" (part) } value=(part) checked[view.form.part == part];
            div {
                label for={ "part-" (part) } { (title) }
                (field_error(view.faults, part))
                div.joined {
                    input id=(part) name=(part) value=(value) inputmode="decimal" maxlength="14" autocomplete="off" aria-label=(label)
                        aria-invalid=[is_wrong.then_some("true")] aria-describedby=[is_wrong.then(|| format!("{part}-error"))];
                    span.unit aria-hidden="true" { (unit) }
                }
            }
        }
    }
}

fn due_date(view: &PrepaymentView<'_>) -> Markup {
    let is_wrong = fault_of(view.faults, "due_date").is_some();
    html! {
        div.field {
            label for="due_date" { "Due date" }
            (field_error(view.faults, "due_date"))
            input #due_date name="due_date" type="date" value=(view.form.due_date) required
                aria-invalid=[is_wrong.then_some("true")] aria-describedby=[is_wrong.then_some("due_date-error")];
        }
    }
}

/// The prepayment invoices of a quote; nothing where there is none.
pub fn card(prepayments: &[StoredDocument]) -> Markup {
    let invoices = prepayments.iter().filter_map(|stored| match stored.document.draft() {
        Draft::Invoice(invoice) => Some((stored, invoice)),
        Draft::Quotation(_) | Draft::CreditNote(_) => None,
    });
    let invoices: Vec<_> = invoices.collect();
    html! {
        @if !invoices.is_empty() {
            section.card aria-labelledby="prepayments" {
                h2 #prepayments { "Prepayment invoices" }
                ul.rows.spread {
                    @for (stored, invoice) in invoices {
                        @let content = &invoice.content;
                        li {
                            div {
                                a href={ "/admin/documents/" (stored.id) } { (stored.document.number()) }
                                span.under { (short_day(invoice.issue_date)) ", due " (short_day(invoice.due_date)) }
                            }
                            span { (money(content.totals.amount_due, &content.currency)) }
                        }
                    }
                }
            }
        }
    }
}
