//! The paper of a document as semantic HTML: the parts, the order and the words of the PDF.

use maud::{Markup, html};
use shared::{
    billing::{
        document::{Content, Document, Draft},
        letterhead::{Letterhead, Logo},
        line::{Line, LineKind},
        party::{Address, Buyer, Seller},
        wording::{self, AllowanceRow, Wording, fill},
    },
    format,
    language::Language,
    money::Amount,
};

use super::rich_text::rich_text;
use crate::pdf::qr::{QUIET_ZONE, dark_runs, payment_code};

/// The paper. `asks` is whether it still says how to pay or how to accept, and `due` what of an invoice is still to be paid.
pub(crate) fn paper(document: &Document, asks: bool, due: Amount) -> Markup {
    sheet(document, asks, due, None)
}

/// The paper of a sample, whose header and footer lead to their fields in the editor at this address.
pub(crate) fn editable(document: &Document, due: Amount, editor: &str) -> Markup {
    sheet(document, true, due, Some(editor))
}

fn sheet(document: &Document, asks: bool, due: Amount, editor: Option<&str>) -> Markup {
    let draft = document.draft();
    let content = draft.content();
    let words = wording::wording(content.language);
    html! {
        article class="paper" {
            header class="letterhead" {
                (header(content, editor))
                h1 { (wording::heading(draft)) " " span class="number" { (document.number()) } }
            }
            div class="parties" {
                section {
                    h2 { (words.seller) }
                    (seller(&content.seller, words))
                }
                section {
                    h2 { (words.buyer) }
                    (buyer(&content.buyer, &content.seller.address.country, words))
                }
            }
            (facts(draft, content, words))
            (lines(content, words))
            div class="settlement" {
                div class="totals" {
                    (vat_breakdown(content, words))
                    (totals(draft, content))
                }
                @if asks { (request(document, due, words)) }
            }
            // The terms speak of the whole amount, so they end with the first payment.
            @if asks && due == content.totals.amount_due && let Draft::Invoice(invoice) = draft {
                section class="terms" {
                    h2 { (words.payment_terms) }
                    p { (wording::payment_terms(invoice)) }
                }
            }
            @if let Some(note) = &content.note {
                section class="note-to-buyer" { @for line in note.lines() { p { (line) } } }
            }
            @if !content.letterhead.footer.is_empty() || editor.is_some() {
                div class="own below" {
                    (change(editor, "footer"))
                    (rich_text(&content.letterhead.footer))
                }
            }
            (imprint(&content.seller, words))
        }
    }
}

/// The tenant's own header, or the seller's name where there is none.
pub fn own(content: &Content) -> Markup {
    header(content, None)
}

fn header(content: &Content, editor: Option<&str>) -> Markup {
    let Letterhead { header: text, logo, .. } = &content.letterhead;
    html! {
        @if text.is_empty() && logo.is_none() && editor.is_none() {
            p class="sender" { (content.seller.name) }
        } @else {
            div class="own" {
                (change(editor, "header"))
                @if text.is_empty() && logo.is_none() { p class="sender" { (content.seller.name) } }
                @if let Some(logo) = logo {
                    img class="logo" src=(logo_address(logo)) alt=(content.seller.name) width=(logo.width) height=(logo.height);
                }
                (rich_text(text))
            }
        }
    }
}

/// The way from the sample to a field of its editor.
fn change(editor: Option<&str>, part: &str) -> Markup {
    html! {
        @if let Some(editor) = editor {
            a class="change" lang="en" target="_parent" href={ (editor) "#" (part) } { "Click here to change the invoice " (part) }
        }
    }
}

/// Where a logo is served. The address holds the hash of the picture, so what is there never changes.
pub fn logo_address(logo: &Logo) -> String {
    format!("/assets/logos/{}.png", logo.sha256)
}

fn seller(seller: &Seller, words: &Wording) -> Markup {
    html! {
        address {
            strong { (seller.name) } br;
            (postal(&seller.address))
            @if !seller.vat_identifier.is_empty() { span class="grey" { (words.vat) " " (seller.vat_identifier) } br; }
            @if !seller.email.is_empty() { span class="grey" { (seller.email) } br; }
            @if !seller.phone.is_empty() { span class="grey" { (seller.phone) } }
        }
    }
}

fn buyer(buyer: &Buyer, home: &str, words: &Wording) -> Markup {
    html! {
        address {
            strong { (buyer.name) } br;
            @if let Some(name) = &buyer.contact { (fill(words.attention, &[("name", name.clone())])) br; }
            @match &buyer.address {
                Some(address) => {
                    (postal(address))
                    @if address.country != home { (address.country) br; }
                }
                None => { span class="grey" { (buyer.email) } br; }
            }
            @if let Some(identifier) = &buyer.vat_identifier { span class="grey" { (words.vat) " " (identifier) } }
        }
    }
}

fn postal(address: &Address) -> Markup {
    html! {
        @if !address.street.is_empty() { (address.street) br; }
        @if !address.city.is_empty() { (address.postal_code) " " (address.city) br; }
    }
}

fn facts(draft: &Draft, content: &Content, words: &Wording) -> Markup {
    let date = |date| format::date(date, content.language);
    html! {
        dl class="facts" {
            div { dt { (words.issue_date) } dd { (date(draft.issue_date())) } }
            @match draft {
                Draft::Invoice(invoice) => {
                    div { dt { (words.due_date) } dd { (date(invoice.due_date)) } }
                    @if let Some(number) = &invoice.quotation_number { div { dt { (words.quote) } dd { (number) } } }
                }
                Draft::Quotation(quotation) => { div { dt { (words.valid_until) } dd { (date(quotation.valid_until)) } } }
                Draft::CreditNote(note) => { div { dt { (words.invoice) } dd { (note.preceding.number) } } }
            }
            @if let Some(reference) = &content.buyer_reference { div { dt { (words.buyer_reference) } dd { (reference) } } }
            @if let Some(order) = &content.order_reference { div { dt { (words.order_reference) } dd { (order) } } }
            @if let Some(day) = content.delivery_date { div { dt { (words.delivery_date) } dd { (date(day)) } } }
            @if let Some(booking) = &content.booking {
                div { dt { (words.booking) } dd { (booking.reference) } }
                div {
                    dt { (words.appointment) }
                    dd { (format::period(&booking.local_starts_at, &booking.local_ends_at, content.language)) }
                }
            }
        }
    }
}

fn lines(content: &Content, words: &Wording) -> Markup {
    html! {
        table class="lines" {
            caption { (words.lines) }
            thead {
                tr {
                    th scope="col" { (words.description) }
                    th scope="col" class="figure wide" { (words.quantity) }
                    th scope="col" class="figure wide" { (words.unit_price) }
                    th scope="col" class="figure wide" { (words.vat) }
                    th scope="col" class="figure" { (fill(words.amount, &[("currency", content.currency.clone())])) }
                }
            }
            tbody {
                @for (place, line) in content.lines.iter().enumerate() {
                    (row(line, wording::exemption_under(&content.lines, place), content.language))
                }
                @for row in wording::allowance_rows(content) { (allowance(&row, content.language)) }
            }
        }
    }
}

/// One line. Where there is no room for all columns, `brief` says what the hidden ones said.
fn row(line: &Line, exemption: Option<&str>, language: Language) -> Markup {
    if line.kind == LineKind::Text {
        return html! { tr class="text" { td colspan="5" { (line.item_name) } } };
    }
    let quantity = wording::quantity(line, language);
    let unit_price = format::unit_price(line.net_price, language);
    let rate = wording::vat_rate(line.vat.category, line.vat.rate, language);
    html! {
        tr {
            th scope="row" {
                (line.item_name)
                @if !line.item_description.is_empty() { span class="note" { (line.item_description) } }
                @for item in &line.allowances { span class="note" { (wording::line_allowance(item, language)) } }
                span class="note brief" { (quantity) " × " (unit_price) " · " (rate) }
                @if let Some(reason) = exemption { span class="note" { (reason) } }
            }
            td class="figure wide" { (quantity) }
            td class="figure wide" { (unit_price) }
            td class="figure wide" { (rate) }
            td class="figure" { (format::amount(line.net_amount, language)) }
        }
    }
}

/// An allowance or charge of the document: it has no quantity and no price.
fn allowance(row: &AllowanceRow, language: Language) -> Markup {
    html! {
        tr {
            th scope="row" {
                (row.label)
                span class="note brief" { (row.vat_rate) }
                @if let Some(reason) = &row.exemption { span class="note" { (reason) } }
            }
            td class="figure wide" {}
            td class="figure wide" {}
            td class="figure wide" { (row.vat_rate) }
            td class="figure" { (format::amount(row.amount, language)) }
        }
    }
}

fn vat_breakdown(content: &Content, words: &Wording) -> Markup {
    let amount = |amount| format::amount(amount, content.language);
    html! {
        table class="breakdown" {
            caption { (words.vat_breakdown) }
            thead {
                tr {
                    th scope="col" { (words.vat_rate) }
                    th scope="col" class="figure" { (words.taxable_amount) }
                    th scope="col" class="figure" { (words.vat) }
                }
            }
            tbody {
                @for subtotal in &content.totals.vat_breakdown {
                    tr {
                        th scope="row" { (wording::vat_rate(subtotal.category, subtotal.rate, content.language)) }
                        td class="figure" { (amount(subtotal.taxable_amount)) }
                        td class="figure" { (amount(subtotal.tax_amount)) }
                    }
                }
            }
        }
    }
}

fn totals(draft: &Draft, content: &Content) -> Markup {
    let rows = wording::total_rows(draft);
    let last = rows.len().saturating_sub(1);
    html! {
        dl class="sums" {
            @for (place, row) in rows.iter().enumerate() {
                div class=[row.strong.then_some("strong")] {
                    dt { (row.label) }
                    dd {
                        // The currency stands once in the column: at the figure that counts.
                        @if place == last { (format::money(row.amount, &content.currency, content.language)) }
                        @else { (format::amount(row.amount, content.language)) }
                    }
                }
            }
        }
    }
}

fn request(document: &Document, due: Amount, words: &Wording) -> Markup {
    let content = document.draft().content();
    html! {
        @match document.draft() {
            Draft::Quotation(quotation) => {
                section class="request" {
                    h2 { (words.acceptance) }
                    @for sentence in wording::acceptance(quotation) { p { (sentence) } }
                }
            }
            Draft::Invoice(_) if due <= Amount::ZERO => {
                section class="request" {
                    h2 { (words.payment) }
                    p { (words.nothing_to_pay) }
                }
            }
            Draft::Invoice(_) => { (payment(document, content, due, words)) }
            Draft::CreditNote(note) => {
                section class="request" {
                    h2 { (words.credit_note) }
                    @for sentence in wording::correction(note) { p { (sentence) } }
                }
            }
        }
    }
}

fn payment(document: &Document, content: &Content, due: Amount, words: &Wording) -> Markup {
    let seller = &content.seller;
    html! {
        section class="request payment" {
            h2 { (words.payment) }
            (qr_code(document, content, due, words))
            dl {
                @if due != content.totals.amount_due {
                    dt { (words.amount_due) }
                    dd { (format::money(due, &content.currency, content.language)) }
                }
                @if !seller.iban.is_empty() { dt { "IBAN" } dd { (format::iban(&seller.iban)) } }
                @if let Some(bic) = &seller.bic { dt { "BIC" } dd { (bic) } }
                @if let Some(communication) = document.structured_communication() {
                    dt { (words.structured_communication) }
                    dd class="communication" { (communication) }
                }
            }
        }
    }
}

/// The code as lines of modules, with its quiet zone inside the picture.
fn qr_code(document: &Document, content: &Content, due: Amount, words: &Wording) -> Markup {
    let Some(code) = payment_code(document, due) else { return Markup::default() };
    let path: String =
        dark_runs(&code).map(|run| format!("M{} {}h{}v1h-{}z", run.column, run.row, run.length, run.length)).collect();
    let side = code.size().saturating_add(QUIET_ZONE.saturating_mul(2));
    let view = format!("-{QUIET_ZONE} -{QUIET_ZONE} {side} {side}");
    let amount = format::money(due, &content.currency, content.language);
    let says = fill(words.qr_alternative, &[("amount", amount), ("iban", format::iban(&content.seller.iban))]);
    html! {
        figure {
            svg viewBox=(view) role="img" aria-label=(says) shape-rendering="crispEdges" { path d=(path) {} }
            figcaption { (words.scan_to_pay) }
        }
    }
}

fn imprint(seller: &Seller, words: &Wording) -> Markup {
    let labelled = |label: &str, value: String| if value.is_empty() { value } else { format!("{label} {value}") };
    let lines = [
        vec![
            seller.name.clone(),
            seller.legal_form.clone(),
            labelled(words.registration, format::enterprise_number(&seller.registration)),
            labelled(words.vat, seller.vat_identifier.clone()),
        ],
        vec![seller.email.clone(), seller.phone.clone(), labelled("IBAN", format::iban(&seller.iban))],
    ];
    html! {
        footer class="imprint" {
            @for parts in lines {
                p { @for part in parts.iter().filter(|part| !part.trim().is_empty()) { span { (part) } } }
            }
        }
    }
}
