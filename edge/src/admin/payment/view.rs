//! Payments: the card on an invoice's page, and the form Record payment.

use jiff::civil::Date;
use maud::{Markup, html};
use shared::{
    billing::{balance::BalanceState, payment::PaymentMethod},
    fault::Fault,
    limits,
};

use super::form::PaymentForm;
use crate::{
    store::payment::{Account, PaymentRow},
    web::{
        admin_page::{Frame, page},
        figures::{amount, cents, money, short_day},
        parts::{Crumb, Tone, chip, error_summary, fact, fault_of, field_error, head, warning},
    },
};

/// The state of an invoice.
pub fn balance_chip(state: BalanceState) -> Markup {
    let tone = match state {
        BalanceState::Open | BalanceState::PartlyPaid => Tone::Plain,
        BalanceState::Overdue => Tone::Waiting,
        BalanceState::Paid => Tone::Good,
        BalanceState::Credited => Tone::Ended,
    };
    chip(tone, &state_title(state).to_lowercase())
}

/// The state of an invoice as the name of a tab or in an export.
pub fn state_title(state: BalanceState) -> &'static str {
    match state {
        BalanceState::Open => "Open",
        BalanceState::PartlyPaid => "Partly paid",
        BalanceState::Paid => "Paid",
        BalanceState::Overdue => "Overdue",
        BalanceState::Credited => "Credited",
    }
}

fn method_title(method: PaymentMethod) -> &'static str {
    match method {
        PaymentMethod::BankTransfer => "Bank transfer",
        PaymentMethod::Cash => "Cash",
        PaymentMethod::Card => "Card",
        PaymentMethod::Online => "Online",
        PaymentMethod::Other => "Other",
    }
}

/// The payments of an invoice and what is left.
#[derive(Clone, Copy, Debug)]
pub struct PaymentsView<'a> {
    /// The invoice.
    pub document_id: &'a str,
    /// ISO 4217 code.
    pub currency: &'a str,
    /// Its account.
    pub account: Account,
    /// Oldest first.
    pub payments: &'a [PaymentRow],
}

/// The card on the invoice's page.
pub fn payments(view: &PaymentsView<'_>) -> Markup {
    let balance = view.account.balance;
    html! {
        section.card aria-labelledby="payments" {
            h2 #payments { "Payments" }
            @if view.payments.is_empty() { p.empty { "No payment is recorded." } } @else {
                ul.rows.spread {
                    @for payment in view.payments { (row(view, payment)) }
                }
            }
            dl.totals {
                div { dt { "As issued" } dd { (amount(balance.total)) } }
                @if !balance.credited.is_zero() { div { dt { "Credited" } dd { "−" (amount(balance.credited)) } } }
                div { dt { "Paid" } dd { @if !balance.paid.is_zero() { "−" } (amount(balance.paid)) } }
                @if !balance.cash_discount.is_zero() { div { dt { "Cash discount" } dd { "−" (amount(balance.cash_discount)) } } }
                div.due { dt { "Due, " (view.currency) } dd { (amount(balance.due())) } }
            }
            @if !balance.cash_discount.is_zero() {
                p.hint { "Paid with cash discount. No credit note is needed: the VAT was charged on the reduced base." }
            } @else if let Some(left) = view.account.discount_left && let Some(asked) = left.asks(balance.due()) {
                p.hint { "With cash discount: " (money(asked, view.currency)) " until " (short_day(left.pay_by)) "." }
            }
            @if !balance.surplus().is_zero() {
                p.hint { (money(balance.surplus(), view.currency)) " more came in than is due. Give it back to the customer." }
            }
        }
    }
}

fn row(view: &PaymentsView<'_>, payment: &PaymentRow) -> Markup {
    let method = payment.method().map_or("Other", method_title);
    html! {
        li {
            div {
                @if payment.reversed_at.is_some() {
                    s { (cents(payment.amount)) " " (view.currency) } " " (chip(Tone::Ended, "undone"))
                } @else {
                    strong { (cents(payment.amount)) " " (view.currency) }
                }
                span.under {
                    (short_day(payment.paid_on)) " · " (method)
                    @if payment.cash_discount > 0 { " · with cash discount of " (cents(payment.cash_discount)) }
                    @if !payment.note.is_empty() { " · " (payment.note) }
                }
            }
            @if payment.reversed_at.is_none() {
                form method="post" action={ "/admin/documents/" (view.document_id) "/payments/" (payment.id) "/undo" } {
                    button.quiet.danger type="submit" { "Undo" span.hidden { " the payment of " (cents(payment.amount)) " on " (short_day(payment.paid_on)) } }
                }
            }
        }
    }
}

/// Record payment.
#[derive(Clone, Copy, Debug)]
pub struct RecordView<'a> {
    /// The invoice.
    pub document_id: &'a str,
    /// Its number.
    pub number: &'a str,
    /// Who pays.
    pub buyer_name: &'a str,
    /// ISO 4217 code.
    pub currency: &'a str,
    /// Its account.
    pub account: Account,
    /// The day in the tenant's zone.
    pub today: Date,
    /// What the form holds.
    pub form: &'a PaymentForm,
    /// What was refused.
    pub faults: &'a [Fault],
    /// Why nothing was recorded, where no field is at fault.
    pub conflict: Option<&'a str>,
}

/// Record payment.
pub fn record_payment(frame: Frame<'_>, view: &RecordView<'_>) -> Markup {
    let back = format!("/admin/documents/{}", view.document_id);
    let title = format!("Invoice {}", view.number);
    let due = view.account.balance.due();
    let in_time = view.account.discount_left.and_then(|left| Some((left, left.asks(due)?)));
    let crumbs: [Crumb<'_>; 2] = [("All invoices", Some("/admin/invoices")), (&title, Some(&back))];
    page(
        frame,
        "Record payment",
        !view.faults.is_empty() || view.conflict.is_some(),
        &html! {
            (head(&crumbs, "Record payment", None, None))
            @if let Some(conflict) = view.conflict { (warning(conflict)) }
            (error_summary(view.faults))
            div.narrow {
                form.card method="post" action={ (back) "/record-payment" } {
                    input type="hidden" name="id" value=(view.form.id);
                    dl.facts.row {
                        (fact("Invoice", &html! { (view.number) }))
                        (fact("Buyer", &html! { (view.buyer_name) }))
                        (fact("Still due", &html! { strong { (money(due, view.currency)) } }))
                        @if let Some((left, asked)) = in_time {
                            (fact("With cash discount", &html! {
                                strong { (money(asked, view.currency)) }
                                span.under { "until " (short_day(left.pay_by)) }
                            }))
                        }
                    }
                    @if in_time.is_some_and(|(left, _)| view.today <= left.pay_by) {
                        p.hint { "Exactly the amount with cash discount, paid in time, settles the invoice. Any other amount, or a later day, leaves the rest due." }
                    }
                    (amount_field(view))
                    (input(view, "paid_on", "Paid on", "date", &view.form.paid_on, None))
                    (method_field(view))
                    (input(view, "note", "Note", "text", &view.form.note, Some("Optional, such as the number of the bank statement. The customer does not see it.")))
                    div.buttons {
                        button type="submit" { "Record payment" }
                        a.button.secondary href=(back) { "Back to the invoice" }
                    }
                }
            }
        },
    )
}

fn amount_field(view: &RecordView<'_>) -> Markup {
    let is_wrong = fault_of(view.faults, "amount").is_some();
    html! {
        div.field {
            label for="amount" { "Amount" span.hidden { ", in " (view.currency) } }
            (field_error(view.faults, "amount"))
            div.joined {
                input #amount name="amount" value=(view.form.amount) inputmode="decimal" maxlength="14" autocomplete="off" required
                    aria-invalid=[is_wrong.then_some("true")] aria-describedby=[is_wrong.then_some("amount-error")];
                span.unit aria-hidden="true" { (view.currency) }
            }
        }
    }
}

fn method_field(view: &RecordView<'_>) -> Markup {
    html! {
        div.field {
            label for="method" { "Method" }
            (field_error(view.faults, "method"))
            select #method name="method" {
                @for method in PaymentMethod::ALL {
                    option value=(method.as_str()) selected[method.as_str() == view.form.method] { (method_title(method)) }
                }
            }
        }
    }
}

fn input(view: &RecordView<'_>, name: &str, label: &str, kind: &str, value: &str, hint: Option<&str>) -> Markup {
    let error = fault_of(view.faults, name).map(|_| format!("{name}-error"));
    let described: Vec<String> = hint.map(|_| format!("{name}-hint")).into_iter().chain(error.clone()).collect();
    html! {
        div.field {
            label for=(name) { (label) }
            @if let Some(hint) = hint { p.hint id={ (name) "-hint" } { (hint) } }
            (field_error(view.faults, name))
            input id=(name) name=(name) type=(kind) value=(value) autocomplete="off" required[kind == "date"]
                maxlength=[(kind == "text").then_some(limits::PAYMENT_NOTE_CHARS_MAX)]
                aria-invalid=[error.is_some().then_some("true")] aria-describedby=[(!described.is_empty()).then(|| described.join(" "))];
        }
    }
}
