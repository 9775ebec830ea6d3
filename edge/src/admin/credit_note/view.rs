//! Create credit note: what of an invoice is credited, and why. And the card of an invoice's credit notes.

use maud::{Markup, html};
use shared::{
    billing::{
        document::{Draft, InvoiceDraft},
        legal_particulars::Particular,
        line::Line,
    },
    fault::Fault,
    limits,
    money::Quantity,
};

use super::form::{CreditNoteForm, quantity_name};
use crate::{
    store::document::StoredDocument,
    web::{
        admin_page::{Frame, page},
        figures::{amount, money, short_day, unit_price},
        parts::{Crumb, error_summary, fact, fault_of, field_error, head, waits, warning},
    },
};

/// Create credit note.
#[derive(Clone, Debug)]
pub struct CreateView<'a> {
    /// What must be filled in first.
    pub missing: &'a [Particular],
    /// Handle of the invoice.
    pub invoice_id: &'a str,
    /// Its number.
    pub number: &'a str,
    /// The invoice.
    pub invoice: &'a InvoiceDraft,
    /// What is left of each line.
    pub left: &'a [Quantity],
    /// What the form holds.
    pub form: &'a CreditNoteForm,
    /// What was refused.
    pub faults: &'a [Fault],
    /// Why nothing was credited, where no field is at fault.
    pub conflict: Option<&'a str>,
}

/// Create credit note.
pub fn create_credit_note(frame: Frame<'_>, view: &CreateView<'_>) -> Markup {
    let back = format!("/admin/documents/{}", view.invoice_id);
    let title = format!("Invoice {}", view.number);
    let crumbs: [Crumb<'_>; 2] = [("All invoices", Some("/admin/invoices")), (&title, Some(&back))];
    let content = &view.invoice.content;
    page(
        frame,
        "Create credit note",
        !view.faults.is_empty() || view.conflict.is_some() || !view.missing.is_empty(),
        &html! {
            (head(&crumbs, "Create credit note", None, None))
            (waits(view.missing))
            @if let Some(conflict) = view.conflict { (warning(conflict)) }
            (error_summary(view.faults))
            form method="post" action={ (back) "/credit-note" } {
                input type="hidden" name="id" value=(view.form.id);
                section.card aria-labelledby="lines" {
                    h2 #lines { "What is credited" }
                    dl.facts.row {
                        (fact("Number", &html! { span.muted { "Assigned when you save" } }))
                        (fact("Corrects invoice", &html! { (view.number) }))
                        (fact("Buyer", &html! { (content.buyer.name) }))
                        (fact("Invoiced", &html! { (money(content.totals.amount_due, &content.currency)) }))
                    }
                    p.hint { "Everything that is left stands in the form already. For a part of it, lower a quantity; 0 leaves a line out." }
                    (lines(view))
                }
                section.card aria-labelledby="why" {
                    h2 #why { "Why" }
                    (reason(view))
                    p { "The credit note gets its number when you save, and cannot be changed then. The invoice stays as it is." }
                    div.buttons {
                        @if view.missing.is_empty() { button type="submit" { "Create credit note" } }
                        a.button.secondary href=(back) { "Back to the invoice" }
                    }
                }
            }
        },
    )
}

fn lines(view: &CreateView<'_>) -> Markup {
    let content = &view.invoice.content;
    let net = format!("Amount, {}", content.currency);
    html! {
        div.table {
            table.cards.lines {
                caption.hidden { "Lines of the invoice" }
                thead {
                    tr {
                        th scope="col" { "Item" }
                        th.number scope="col" { "Unit price" }
                        th.number scope="col" { "VAT" }
                        th.number scope="col" { (net) }
                        th.number scope="col" { "Left" }
                        th.number scope="col" { "Credit" }
                    }
                }
                tbody {
                    @for (place, (line, left)) in content.lines.iter().zip(view.left).enumerate() {
                        tr {
                            td.key {
                                (line.item_name)
                                @if !line.item_description.is_empty() { span.under { (line.item_description) } }
                            }
                            td.number data-label="Unit price" { (unit_price(line.net_price)) }
                            td.number data-label="VAT" { (line.vat.rate) "%" }
                            td.number data-label=(net) { (amount(line.net_amount)) }
                            td.number data-label="Left" { (left) " of " (line.quantity) }
                            td.number data-label="Credit" { (quantity(view, place, line, *left)) }
                        }
                    }
                }
            }
        }
    }
}

fn quantity(view: &CreateView<'_>, place: usize, line: &Line, left: Quantity) -> Markup {
    let name = quantity_name(place);
    let is_wrong = fault_of(view.faults, &name).is_some();
    let typed = view.form.quantities.get(place).map(String::as_str).unwrap_or_default();
    html! {
        @if left.is_zero() && !is_wrong {
            input type="hidden" name=(name) value="0";
            span.muted { "credited" }
        } @else {
            (field_error(view.faults, &name))
            input id=(name) name=(name) value=(typed) inputmode="decimal" size="6" maxlength="12" autocomplete="off"
                aria-label={ "Quantity of " (line.item_name) " to credit" }
                aria-invalid=[is_wrong.then_some("true")] aria-describedby=[is_wrong.then(|| format!("{name}-error"))];
        }
    }
}

fn reason(view: &CreateView<'_>) -> Markup {
    let is_wrong = fault_of(view.faults, "reason").is_some();
    let described = if is_wrong { "reason-hint reason-error" } else { "reason-hint" };
    html! {
        div.field {
            label for="reason" { "Reason" }
            p.hint #reason-hint { "The customer reads it on the credit note, so write it in the language of the invoice: " (view.invoice.content.language.tag()) "." }
            (field_error(view.faults, "reason"))
            input #reason name="reason" value=(view.form.reason) maxlength=(limits::CREDIT_REASON_CHARS_MAX) required autocomplete="off"
                aria-invalid=[is_wrong.then_some("true")] aria-describedby=(described);
        }
    }
}

/// The credit notes on the page of their invoice.
pub fn card(notes: &[StoredDocument]) -> Markup {
    html! {
        @if !notes.is_empty() {
            section.card aria-labelledby="credit-notes" {
                h2 #credit-notes { "Credit notes" }
                ul.rows {
                    @for note in notes {
                        @if let Draft::CreditNote(draft) = note.document.draft() {
                            li {
                                span {
                                    a href={ "/admin/documents/" (note.id) } { (note.document.number()) }
                                    span.under { (short_day(draft.issue_date)) " · " (draft.reason) }
                                }
                                span { (money(draft.content.totals.amount_due, &draft.content.currency)) }
                            }
                        }
                    }
                }
            }
        }
    }
}
