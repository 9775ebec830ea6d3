//! Settings > Invoice settings > Cash discount.

use maud::{Markup, html};
use shared::{
    billing::cash_discount::{CashDiscount, CashDiscountExample},
    fault::Fault,
    limits,
    money::Amount,
};

use super::form::CashDiscountForm;
use crate::web::{
    admin_page::{Frame, page},
    figures::{amount, count},
    parts::{Crumb, error_summary, fault_of, field_error, head, notice, warning},
};

const CRUMBS: [Crumb<'static>; 2] = [("Settings", None), ("Invoice settings", None)];

/// Cash discount.
#[derive(Clone, Debug)]
pub struct CashDiscountView<'a> {
    /// Version of the stored settings.
    pub version: i64,
    /// What the form holds: what is stored, or what was typed.
    pub form: &'a CashDiscountForm,
    /// What a discount does to an invoice, and whether it is the one in the form.
    pub example: Example,
    /// What was refused.
    pub faults: &'a [Fault],
    /// What was just done.
    pub done: Option<&'a str>,
    /// Why nothing was saved, where no field is at fault.
    pub conflict: Option<&'a str>,
}

/// An invoice of 100.00 without VAT with and without a discount.
#[derive(Clone, Copy, Debug)]
pub struct Example {
    /// The discount.
    pub discount: CashDiscount,
    /// With the discount.
    pub with: CashDiscountExample,
    /// Amount due without it.
    pub without: Amount,
}

/// Cash discount.
pub fn cash_discount(frame: Frame<'_>, view: &CashDiscountView<'_>) -> Markup {
    page(
        frame,
        "Cash discount",
        !view.faults.is_empty() || view.conflict.is_some(),
        &html! {
            (head(&CRUMBS, "Cash discount", None, None))
            @if let Some(done) = view.done { (notice(done)) }
            @if let Some(conflict) = view.conflict { (warning(conflict)) }
            (error_summary(view.faults))
            div.narrow {
                form.card method="post" action="/admin/settings/cash-discount" {
                    input type="hidden" name="version" value=(view.version);
                    fieldset.options {
                        legend { "Set discount" }
                        p.hint { "The percentage discount for cash, and the period within which this discount applies. When you generate an invoice you can check the box “cash discount”." }
                        (field(view, "percentage", "Percentage discount for cash", "%", "decimal", &view.form.percentage))
                        (field(view, "days", "Discount applies within", "days", "numeric", &view.form.days))
                    }
                    div.buttons { button type="submit" { "Save cash discount" } }
                }
                (example(&view.example))
            }
        },
    )
}

fn field(view: &CashDiscountView<'_>, name: &str, label: &str, unit: &str, mode: &str, value: &str) -> Markup {
    let is_wrong = fault_of(view.faults, name).is_some();
    let hint = format!("{name}-hint");
    let described = if is_wrong { format!("{name}-error {hint}") } else { hint.clone() };
    html! {
        div.field {
            label for=(name) { (label) span.hidden { ", in " (unit) } }
            (field_error(view.faults, name))
            div.joined.short {
                input id=(name) name=(name) value=(value) inputmode=(mode) size="8" maxlength="12" autocomplete="off"
                    aria-invalid=[is_wrong.then_some("true")] aria-describedby=(described);
                span.unit aria-hidden="true" { (unit) }
            }
            p.hint id=(hint) {
                @if name == "percentage" { "Above 0 and below 100. Leave it empty for no cash discount." }
                @else { "1 to " (limits::CASH_DISCOUNT_DAYS_MAX) " days from the issue date." }
            }
        }
    }
}

fn example(example: &Example) -> Markup {
    let Example { discount, with, without } = example;
    let days = count(discount.days.into(), "day", "days");
    html! {
        section.card aria-labelledby="example" {
            h2 #example { "What it does to an invoice" }
            p {
                "100.00 at 21% VAT with " (discount.percentage) "% within " (days) ": "
                strong { "Invoice " (amount(with.due)) "; paid in time " (amount(with.in_time)) }
                "."
            }
            dl.totals {
                div { dt { "Without VAT" } dd { "100.00" } }
                div { dt { "VAT on the reduced base" } dd { (amount(with.vat)) } }
                div.due { dt { "Amount due" } dd { (amount(with.due)) } }
                div { dt { "Paid in time" } dd { (amount(with.in_time)) } }
                div { dt { "Without cash discount" } dd { (amount(*without)) } }
            }
            p.hint { "VAT is charged on the reduced base whether or not the customer pays in time (Belgian VAT Code, article 28, 1°). The discount itself is not taken off the amount due: the customer takes it off when paying in time." }
        }
    }
}
