//! Every word and sentence that a document carries, in its own language.
//!
//! Paper, page and mail read the same text from here. A sentence with `{names}` is filled by a function of this module, so
//! no caller puts sentences together.

mod de;
mod en;
mod fr;
mod nl;
mod words;

use jiff::civil::Date;

use crate::{
    billing::{
        allowance::{AllowanceCharge, AllowanceKind},
        cash_discount::is_part_of_cash_discount,
        document::{Content, CreditNoteDraft, Document, Draft, InvoiceDraft, InvoiceType, QuotationDraft},
        line::{Line, LineAllowance},
        party::Seller,
        unit::Unit,
        vat::VatCategory,
    },
    format,
    language::Language,
    money::{Amount, Percentage},
    tenant::terms::PaymentTerms,
};

pub use self::words::{Wording, wording};

/// Kind and number: `Invoice INV-2026-0001`.
pub fn title(document: &Document) -> String {
    format!("{} {}", heading(document.draft()), document.number())
}

/// The kind of a document: `Invoice`.
pub fn heading(draft: &Draft) -> &'static str {
    let words = wording(draft.content().language);
    match draft {
        Draft::Invoice(invoice) if invoice.invoice_type == InvoiceType::Prepayment => words.prepayment_invoice,
        Draft::Invoice(_) => words.invoice,
        Draft::Quotation(_) => words.quote,
        Draft::CreditNote(_) => words.credit_note,
    }
}

/// What the lines of a prepayment invoice ask for: `Prepayment on quote QUO-2026-0001 of 3 March 2026`.
pub fn prepayment_on(language: Language, number: &str, date: Date) -> String {
    let values = [("number", number.to_owned()), ("date", format::date(date, language))];
    fill(wording(language).prepayment_on, &values)
}

/// How much of a quotation that is: `30% of €1,210.00`.
pub fn prepayment_share(content: &Content, share: Percentage) -> String {
    let amount = format::money(content.totals.amount_due, &content.currency, content.language);
    let values = [("percentage", format::percentage(share, content.language)), ("amount", amount)];
    fill(wording(content.language).prepayment_share, &values)
}

/// What the lines of a final invoice take off: `Prepayment invoice INV-2026-0007 of 3 March 2026`.
pub fn prepayment_taken_off(language: Language, number: &str, date: Date) -> String {
    let values = [("number", number.to_owned()), ("date", format::date(date, language))];
    fill(wording(language).prepayment_taken_off, &values)
}

/// Payment terms (BT-20) of an invoice: what is due when, and what a cash discount offers.
pub fn payment_terms(invoice: &InvoiceDraft) -> String {
    let due = amount_due_when(invoice);
    match cash_discount_offer(invoice) {
        Some(offer) => format!("{due} {offer}"),
        None => due,
    }
}

/// The cash discount in one sentence; none if the invoice offers none.
pub fn cash_discount_offer(invoice: &InvoiceDraft) -> Option<String> {
    let offer = invoice.cash_discount.as_ref()?;
    let content = &invoice.content;
    let money = |amount| format::money(amount, &content.currency, content.language);
    let in_time = content.totals.amount_due.minus(offer.discount).ok()?;
    let values = [
        ("percentage", format::percentage(offer.percentage, content.language)),
        ("discount", money(offer.discount)),
        ("date", format::date(offer.pay_by, content.language)),
        ("amount", money(in_time)),
    ];
    Some(fill(wording(content.language).cash_discount_offer, &values))
}

fn amount_due_when(invoice: &InvoiceDraft) -> String {
    let content = &invoice.content;
    let words = wording(content.language);
    let due = content.totals.amount_due;
    if due <= Amount::ZERO {
        return words.nothing_to_pay.to_owned();
    }
    let money = |amount| format::money(amount, &content.currency, content.language);
    let by = format::date(invoice.due_date, content.language);
    let asked = [("amount", money(due)), ("date", by.clone())];
    if invoice.invoice_type == InvoiceType::Prepayment || !invoice.prepayments.is_empty() {
        // The terms of the booking speak of the whole job; this is a part of it.
        return fill(words.terms_pay_later, &asked);
    }
    match &content.payment_terms {
        PaymentTerms::NoPayment => fill(words.terms_no_payment, &asked),
        PaymentTerms::NoPaymentCardOnFile => fill(words.terms_card_on_file, &asked),
        PaymentTerms::FullPayment => fill(words.terms_full_payment, &asked),
        PaymentTerms::PreAuthorization => fill(words.terms_pre_authorization, &asked),
        PaymentTerms::PayLater { .. } => fill(words.terms_pay_later, &asked),
        PaymentTerms::Deposit { deposit } => {
            let parts = deposit.on(due).and_then(|part| Ok((part, due.minus(part)?)));
            match parts {
                Ok((part, balance)) if balance > Amount::ZERO => {
                    fill(words.terms_deposit, &[("deposit", money(part)), ("balance", money(balance)), ("date", by)])
                }
                _ => fill(words.terms_full_payment, &asked),
            }
        }
    }
}

/// Until when a quotation is valid, how to accept it, and that nothing is paid for it.
pub fn acceptance(quotation: &QuotationDraft) -> Vec<String> {
    let content = &quotation.content;
    let words = wording(content.language);
    let mut sentences =
        vec![fill(words.quote_validity, &[("date", format::date(quotation.valid_until, content.language))])];
    sentences.push(fill(words.quote_acceptance, &[("button", words.accept_quote.to_owned())]));
    if let Some(contact) = contact(&content.seller, words) {
        sentences.push(fill(words.quote_questions, &[("contact", contact)]));
    }
    sentences.push(words.quote_no_payment.to_owned());
    sentences
}

/// Which invoice a credit note corrects and why, and what the buyer does with its VAT.
pub fn correction(note: &CreditNoteDraft) -> [String; 3] {
    let content = &note.content;
    let words = wording(content.language);
    let date = format::date(note.preceding.issue_date, content.language);
    [
        fill(words.corrects, &[("number", note.preceding.number.clone()), ("date", date)]),
        fill(words.credit_reason, &[("reason", note.reason.clone())]),
        words.credit_vat.to_owned(),
    ]
}

/// The reason of a credit note for a cancelled booking.
pub fn cancelled(content: &Content) -> String {
    fill(wording(content.language).credit_cancelled, &[("reference", content.buyer_reference().to_owned())])
}

/// How to reach the seller: `info@example.be or +32 9 123 45 67`; none if it gave neither. A phone number stays on its line.
pub fn contact(seller: &Seller, words: &Wording) -> Option<String> {
    let phone = seller.phone.trim().replace(' ', "\u{a0}");
    match (seller.email.trim(), phone.as_str()) {
        ("", "") => None,
        (email, "") => Some(email.to_owned()),
        ("", _) => Some(phone),
        (email, _) => Some(fill(words.either, &[("first", email.to_owned()), ("second", phone)])),
    }
}

/// One allowance or charge of the document as it is listed under the lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AllowanceRow {
    /// Its reason, and what it is a share of: `Cash discount (2% × 100.00)`.
    pub label: String,
    /// Its VAT rate as printed.
    pub vat_rate: String,
    /// How much; below zero for an allowance.
    pub amount: Amount,
    /// The exemption sentence (BT-120) to print under it, where no line says it.
    pub exemption: Option<String>,
}

/// An allowance or charge of a line in words, to stand under it: `Discount (10% × 120.00): −12.00`.
pub fn line_allowance(item: &LineAllowance, language: Language) -> String {
    let label = allowance_label(&item.reason, item.percentage, item.base_amount, language);
    format!("{label}: {}", format::amount(signed(item.kind, item.amount), language))
}

fn allowance_label(reason: &str, percentage: Option<Percentage>, base: Option<Amount>, language: Language) -> String {
    match (percentage, base) {
        (Some(percentage), Some(base)) => {
            let (share, base) = (format::percentage(percentage, language), format::amount(base, language));
            format!("{reason} ({share} × {base})")
        }
        _ => reason.to_owned(),
    }
}

/// Below zero for an allowance.
fn signed(kind: AllowanceKind, amount: Amount) -> Amount {
    match kind {
        AllowanceKind::Allowance => Amount::ZERO.minus(amount).unwrap_or_default(),
        AllowanceKind::Charge => amount,
    }
}

/// The allowances and charges of a document, in its order.
pub fn allowance_rows(content: &Content) -> Vec<AllowanceRow> {
    let language = content.language;
    // The exempt charge of a cash discount says itself what it is.
    let exemption = |item: &AllowanceCharge| {
        let reason = item.vat.exemption_reason.as_ref().filter(|_| !is_part_of_cash_discount(item, language))?;
        let is_said = content.lines.iter().any(|line| line.vat.exemption_reason.as_ref() == Some(reason));
        (!is_said).then(|| reason.clone())
    };
    let rows = content.allowances.iter().map(|item| AllowanceRow {
        exemption: exemption(item),
        label: allowance_label(&item.reason, item.percentage, item.base_amount, language),
        vat_rate: vat_rate(item.vat.category, item.vat.rate, language),
        amount: signed(item.kind, item.amount),
    });
    rows.collect()
}

/// One row of the totals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TotalRow {
    /// What it is.
    pub label: &'static str,
    /// How much.
    pub amount: Amount,
    /// Whether it stands out: the total with VAT and what is due.
    pub strong: bool,
}

/// The totals under the VAT breakdown, in the order of BR-CO-13 to BR-CO-16, without those that say nothing.
pub fn total_rows(draft: &Draft) -> Vec<TotalRow> {
    let words = wording(draft.content().language);
    let totals = &draft.content().totals;
    let row = |label, amount| TotalRow { label, amount, strong: false };
    let strong = |label, amount| TotalRow { label, amount, strong: true };
    let mut rows = Vec::new();
    if !(totals.allowance_total.is_zero() && totals.charge_total.is_zero()) {
        rows.push(row(words.line_net_total, totals.line_net_total));
    }
    if !totals.allowance_total.is_zero() {
        rows.push(row(words.allowance_total, Amount::ZERO.minus(totals.allowance_total).unwrap_or_default()));
    }
    if !totals.charge_total.is_zero() {
        rows.push(row(words.charge_total, totals.charge_total));
    }
    rows.extend([
        row(words.total_without_vat, totals.total_without_vat),
        row(words.vat, totals.vat_total),
        strong(words.total_with_vat, totals.total_with_vat),
    ]);
    if !totals.paid_amount.is_zero() {
        rows.push(row(words.paid_amount, totals.paid_amount));
    }
    if !totals.rounding_amount.is_zero() {
        rows.push(row(words.rounding_amount, totals.rounding_amount));
    }
    match draft {
        Draft::Invoice(_) => rows.push(strong(words.amount_due, totals.amount_due)),
        Draft::CreditNote(_) => rows.push(strong(words.amount_credited, totals.amount_due)),
        Draft::Quotation(_) if totals.amount_due != totals.total_with_vat => {
            rows.push(strong(words.quote_total, totals.amount_due));
        }
        Draft::Quotation(_) => {}
    }
    rows
}

/// A quantity with its unit: `2`, `1.5 h`. Pieces have no unit on paper.
pub fn quantity(line: &Line, language: Language) -> String {
    let number = format::quantity(line.quantity, language);
    let unit = match line.unit_code.as_str() {
        "C62" | "EA" | "H87" => return number,
        "HUR" => "h",
        "MIN" => "min",
        code => Unit::parse(code).map_or(code, |unit| unit.name(language)),
    };
    format!("{number}\u{a0}{unit}")
}

/// A rate as a column shows it: `21%`, and with its category where that is another than the standard one: `0% AE`.
pub fn vat_rate(category: VatCategory, rate: Percentage, language: Language) -> String {
    let percentage = format::percentage(rate, language);
    match category {
        VatCategory::S => percentage,
        other => format!("{percentage}\u{a0}{}", other.code()),
    }
}

/// The exemption sentence (BT-120) to print under the line at `place`: below the last of those that share it.
pub fn exemption_under(lines: &[Line], place: usize) -> Option<&str> {
    let reason = |place: usize| lines.get(place).and_then(|line| line.vat.exemption_reason.as_deref());
    reason(place).filter(|own| reason(place.saturating_add(1)) != Some(*own))
}

/// Whether an invoice still asks for money after its due date.
pub fn is_overdue(invoice: &InvoiceDraft, today: Date) -> bool {
    invoice.content.totals.amount_due > Amount::ZERO && today > invoice.due_date
}

/// A template with its names replaced in one pass, so that a value with braces stays what it is.
pub fn fill(template: &str, values: &[(&str, String)]) -> String {
    let mut text = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, from_name)) = rest.split_once('{') {
        text.push_str(before);
        let Some((name, after)) = from_name.split_once('}') else {
            rest = from_name;
            continue;
        };
        if let Some((_, value)) = values.iter().find(|(known, _)| *known == name) {
            text.push_str(value);
        }
        rest = after;
    }
    text.push_str(rest);
    text
}

#[cfg(test)]
mod tests;
