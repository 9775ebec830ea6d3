//! The lines and totals of a document, as its page and the confirm page show them. They print what was stored and
//! compute nothing.

use maud::{Markup, html};
use shared::{
    billing::{
        document::Content,
        line::{Line, LineKind},
        totals::Totals,
        wording,
    },
    language::Language,
};

use crate::web::figures::{amount, unit_price};

/// Lines and totals. `sum` names the last total: what is due, or what is offered.
pub fn paper(content: &Content, sum: &str) -> Markup {
    html! {
        div.table {
            table.cards.lines {
                caption.hidden { "Lines" }
                thead {
                    tr {
                        th scope="col" { "Item" }
                        th.number scope="col" { "Quantity" }
                        th.number scope="col" { "Unit price" }
                        th.number scope="col" { "VAT" }
                        th.number scope="col" { "Amount, " (content.currency) }
                    }
                }
                tbody {
                    @for line in &content.lines { (row(line, content)) }
                    @for row in wording::allowance_rows(content) {
                        tr {
                            td.key colspan="3" lang=(content.language.tag()) { (row.label) }
                            td.number data-label="VAT" { (row.vat_rate) }
                            td.number data-label={ "Amount, " (content.currency) } { (amount(row.amount)) }
                        }
                    }
                }
            }
        }
        (totals(&content.totals, &content.currency, sum))
    }
}

/// One line; a text says nothing but itself.
fn row(line: &Line, content: &Content) -> Markup {
    if line.kind == LineKind::Text {
        return html! { tr { td.key colspan="5" { (line.item_name) } } };
    }
    html! {
        tr {
            td.key {
                (line.item_name)
                @if !line.item_description.is_empty() { span.under { (line.item_description) } }
                @for item in &line.allowances { span.under { (wording::line_allowance(item, Language::En)) } }
            }
            td.number data-label="Quantity" { (wording::quantity(line, Language::En)) }
            td.number data-label="Unit price" { (unit_price(line.net_price)) }
            td.number data-label="VAT" { (line.vat.rate) "%" }
            td.number data-label={ "Amount, " (content.currency) } { (amount(line.net_amount)) }
        }
    }
}

/// The totals; `sum` names the last one.
pub fn totals(totals: &Totals, currency: &str, sum: &str) -> Markup {
    html! {
        dl.totals {
            @if !(totals.allowance_total.is_zero() && totals.charge_total.is_zero()) {
                div { dt { "Sum of lines" } dd { (amount(totals.line_net_total)) } }
            }
            @if !totals.allowance_total.is_zero() {
                div { dt { "Allowances" } dd { "-" (amount(totals.allowance_total)) } }
            }
            @if !totals.charge_total.is_zero() {
                div { dt { "Charges" } dd { (amount(totals.charge_total)) } }
            }
            div { dt { "Total without VAT" } dd { (amount(totals.total_without_vat)) } }
            @for subtotal in &totals.vat_breakdown {
                div { dt { "VAT " (subtotal.rate) "% on " (amount(subtotal.taxable_amount)) } dd { (amount(subtotal.tax_amount)) } }
            }
            div { dt { "Total with VAT" } dd { (amount(totals.total_with_vat)) } }
            @if !totals.paid_amount.is_zero() {
                div { dt { "Paid" } dd { (amount(totals.paid_amount)) } }
            }
            @if !totals.rounding_amount.is_zero() {
                div { dt { "Rounding" } dd { (amount(totals.rounding_amount)) } }
            }
            div.due { dt { (sum) ", " (currency) } dd { (amount(totals.amount_due)) } }
        }
    }
}
