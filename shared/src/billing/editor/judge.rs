//! The document that a form makes, and what is still wrong with it.

use jiff::{ToSpan, civil::Date};

use crate::{
    billing::{
        allowance::AllowanceCharge,
        attachment::{Attachment, SalesConditions},
        contact::Contact,
        document::{Content, Draft, InvoiceDraft, InvoiceType, QuotationDraft},
        editor::{
            form::{DocumentForm, DocumentKind, LineForm},
            lines::{Reading, allowance_field, is_sold, keep, line_field, paragraphs, text},
        },
        issuer::Issuer,
        letterhead::Letterhead,
        line::Line,
        party::Buyer,
        totals::Totals,
        vat::VatTreatment,
        vat_code::{
            VatCodes,
            check::{Sale, check_document},
        },
        wording,
    },
    fault::Fault,
    language::Language,
    limits,
    money::{Amount, MoneyError},
    tenant::{settings::Tenant, terms::PaymentTerms},
};

/// What a form is judged by.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The tenant's settings.
    pub tenant: &'a Tenant,
    /// Who issues it.
    pub issuer: &'a Issuer,
    /// The day in the tenant's zone, which is the issue date.
    pub today: Date,
    /// The chosen contact, where there is one.
    pub contact: Option<&'a Contact>,
    /// The tenant's VAT table.
    pub vat_codes: &'a VatCodes,
    /// Files of this document.
    pub attachments: &'a [Attachment],
    /// The tenant's terms of sale, where there are any.
    pub sales_conditions: Option<&'a SalesConditions>,
}

/// A form, judged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judged {
    /// The document of what is right so far; none if an amount is larger than any document holds.
    pub draft: Option<Draft>,
    /// What is missing or wrong, in the order of the page. `pointer` is the id of the field. The code `required` means that something is
    /// still to be filled in; any other code means that what was typed is wrong.
    pub faults: Vec<Fault>,
    /// What each line comes to, in the order of the form.
    pub lines: Vec<JudgedLine>,
    /// The cash discount that the document offers, if it can offer one.
    pub cash_discount: Option<OfferedDiscount>,
    /// Due date, or last day of a quotation, where the field is left alone.
    pub usual_date: Date,
}

/// One line, judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct JudgedLine {
    /// Its key.
    pub key: u32,
    /// Net amount (BT-131); none while it is incomplete or wrong, and for a text.
    pub net_amount: Option<Amount>,
    /// Whether something was typed that does not count yet.
    pub is_incomplete: bool,
}

/// The tenant's cash discount on this document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfferedDiscount {
    /// The sentence, in the language of the document.
    pub sentence: String,
    /// What is taken off.
    pub discount: Amount,
    /// What is due.
    pub amount_due: Amount,
    /// What is due in time.
    pub due_in_time: Amount,
}

impl Judged {
    /// The document, if nothing is missing or wrong.
    ///
    /// # Errors
    /// What to mend.
    pub fn into_draft(self) -> Result<Draft, Vec<Fault>> {
        match self.draft {
            Some(draft) if self.faults.is_empty() => Ok(draft),
            _ => Err(self.faults),
        }
    }
}

/// Reads a form. What is right counts; what is incomplete or wrong counts as nothing and is named.
pub fn judge(form: &DocumentForm, context: &Context<'_>) -> Judged {
    let mut faults = Vec::new();
    if context.contact.is_none() {
        faults.push(Fault::new("required", "contact", "Select a contact: who the document is for."));
    }
    let language = language(form, context);
    let delivery_date = keep(&mut faults, date(&form.delivery_date, "delivery-date", context.today)).flatten();
    let reading = Reading { vat_codes: context.vat_codes, tax_point: delivery_date.unwrap_or(context.today), language };
    let (lines, judged) = read_lines(form, &reading, &mut faults);
    let allowances = read_allowances(form, &reading, &lines, &mut faults);
    let usual_date = usual_date(form.kind, context);
    let until = last_date(form, context.today, usual_date, &mut faults);
    let reference = limits::REFERENCE_CHARS_MAX;
    let mut written = |typed: &str, at: &str| {
        let written = text(&mut faults, typed, at.to_owned(), reference, None);
        (!written.is_empty()).then_some(written)
    };
    let buyer_reference = written(&form.buyer_reference, "buyer-reference");
    let order_reference = written(&form.order_reference, "order-reference");
    let note = note(form, &reading, &mut faults);
    check_vat_codes(form, context, &reading, delivery_date, &mut faults);
    let totals = Totals::of(&lines, &allowances, None, Amount::ZERO);
    let content = totals.map(|totals| Content {
        currency: context.tenant.currency.clone(),
        language,
        accent: context.issuer.accent.clone(),
        seller: context.issuer.seller.clone(),
        buyer: context.contact.map_or_else(nobody, Contact::buyer),
        lines,
        allowances,
        totals,
        payment_terms: PaymentTerms::PayLater { days: payment_days(context.tenant) },
        booking: None,
        buyer_reference,
        order_reference,
        delivery_date,
        note: (!note.is_empty()).then_some(note),
        letterhead: Letterhead::default(),
        attachments: context.attachments.to_vec(),
        sales_conditions: context.sales_conditions.filter(|_| form.sales_conditions).cloned(),
    });
    let made = content.and_then(|mut content| {
        context.issuer.sign(&mut content);
        make(form, context, content, until)
    });
    let (draft, cash_discount) = match made {
        Ok((draft, discount)) => (Some(draft), discount),
        Err(_) => {
            faults.push(Fault::new("out_of_range", "lines", "These amounts are too large for one document."));
            (None, None)
        }
    };
    if draft.as_ref().is_some_and(|draft| draft.content().totals.amount_due.is_negative()) {
        let detail = match form.kind {
            DocumentKind::Invoice => {
                "An invoice is not below zero: to give something back, make a credit note of the invoice that charged it."
            }
            DocumentKind::Quotation => "A quote is not below zero, because it becomes an invoice.",
        };
        faults.push(Fault::new("negative", "lines", detail));
    }
    Judged { draft, faults, lines: judged, cash_discount, usual_date }
}

/// The document, and the cash discount that it would offer or offers.
fn make(
    form: &DocumentForm,
    context: &Context<'_>,
    content: Content,
    until: Date,
) -> Result<(Draft, Option<OfferedDiscount>), MoneyError> {
    if form.kind == DocumentKind::Quotation {
        let draft = QuotationDraft { content, issue_date: context.today, valid_until: until };
        return Ok((Draft::Quotation(draft), None));
    }
    let plain = InvoiceDraft {
        content,
        issue_date: context.today,
        due_date: until,
        invoice_type: InvoiceType::Commercial,
        prepayments: Vec::new(),
        quotation_number: None,
        cash_discount: None,
    };
    let Some(discount) = context.tenant.cash_discount else { return Ok((Draft::Invoice(plain), None)) };
    let with = plain.clone().with_cash_discount(discount)?;
    let offered = match (&with.cash_discount, wording::cash_discount_offer(&with)) {
        (Some(offer), Some(sentence)) => {
            let amount_due = with.content.totals.amount_due;
            let due_in_time = amount_due.minus(offer.discount)?;
            Some(OfferedDiscount { sentence, discount: offer.discount, amount_due, due_in_time })
        }
        _ => None,
    };
    Ok((Draft::Invoice(if form.cash_discount { with } else { plain }), offered))
}

/// What was typed, and the declarations that VAT codes ask for: a document has one note (PEPPOL-EN16931-R002).
fn note(form: &DocumentForm, reading: &Reading<'_>, faults: &mut Vec<Fault>) -> String {
    let mut note = paragraphs(faults, &form.note, "note".to_owned(), limits::NOTES_CHARS_MAX);
    for (code, _) in chosen_codes(form) {
        let code = reading.vat_codes.on(code, reading.tax_point);
        if let Some(sentence) = code.and_then(|code| code.note(reading.language))
            && !note.contains(sentence)
        {
            if !note.is_empty() {
                note.push('\n');
            }
            note.push_str(sentence);
        }
    }
    note
}

/// The VAT codes of lines, allowances and charges, each with its field. An allowance without one stands on the codes of the lines.
fn chosen_codes(form: &DocumentForm) -> impl Iterator<Item = (&str, String)> {
    let sold = form.lines.iter().filter(|line| is_sold(line) && !line.is_blank());
    let lines = sold.map(|line| (line.vat_code.as_str(), line_field(line.key, "vat")));
    let own = form.allowances.iter().filter(|typed| !typed.is_blank() && !typed.vat_code.is_empty());
    lines.chain(own.map(|typed| (typed.vat_code.as_str(), allowance_field(typed.key, "vat"))))
}

/// Whether the VAT codes go together, with the buyer and the delivery date.
fn check_vat_codes(
    form: &DocumentForm,
    context: &Context<'_>,
    reading: &Reading<'_>,
    delivery_date: Option<Date>,
    faults: &mut Vec<Fault>,
) {
    // Without a contact every code that needs one would be refused for that reason alone.
    let Some(contact) = context.contact else { return };
    let sale = Sale {
        tax_point: reading.tax_point,
        seller_country: &context.issuer.seller.address.country,
        buyer_vat_identifier: contact.vat_identifier.as_deref(),
        buyer_country: contact.address.as_ref().map(|address| address.country.as_str()),
        delivery_date,
    };
    let known = chosen_codes(form).filter(|(code, _)| reading.vat_codes.on(code, reading.tax_point).is_some());
    let (codes, fields): (Vec<&str>, Vec<String>) = known.unzip();
    for fault in check_document(reading.vat_codes, codes.into_iter().enumerate(), &sale) {
        if let Some(field) = fields.get(fault.line) {
            faults.push(fault.at(field.as_str()));
        }
    }
}

/// The lines that count, and what is said of every line. Blank lines are left out.
fn read_lines(form: &DocumentForm, reading: &Reading<'_>, faults: &mut Vec<Fault>) -> (Vec<Line>, Vec<JudgedLine>) {
    let sold: Vec<Option<Result<Line, Vec<Fault>>>> =
        form.lines.iter().map(|line| (is_sold(line) && !line.is_blank()).then(|| reading.item_line(line))).collect();
    let treatments: Vec<Option<&VatTreatment>> =
        sold.iter().map(|line| line.as_ref().and_then(|line| line.as_ref().ok()).map(|line| &line.vat)).collect();
    if form.lines.iter().all(|line| line.is_blank() || !is_sold(line)) {
        let at = form.lines.iter().find(|line| is_sold(line)).map_or_else(|| "lines".to_owned(), first_field);
        faults.push(Fault::new("required", at, "Add a line with what is sold and its price."));
    }
    let (mut lines, mut judged) = (Vec::new(), Vec::new());
    for (place, typed) in form.lines.iter().enumerate() {
        let read = match sold.get(place).and_then(Option::as_ref) {
            Some(line) => Some(line.clone()),
            None if typed.is_blank() || is_sold(typed) => None,
            None => beside(&treatments, place).map(|vat| reading.text_line(typed, vat)),
        };
        let mut state = JudgedLine { key: typed.key, net_amount: None, is_incomplete: false };
        match read {
            Some(Ok(line)) => {
                state.net_amount = is_sold(typed).then_some(line.net_amount);
                lines.push(line);
            }
            Some(Err(wrong)) => {
                state.is_incomplete = true;
                faults.extend(wrong);
            }
            None => {}
        }
        judged.push(state);
    }
    (lines, judged)
}

fn first_field(line: &LineForm) -> String {
    line_field(line.key, "name")
}

/// The treatment of the nearest line that is sold, the one above first.
fn beside<'t>(treatments: &[Option<&'t VatTreatment>], place: usize) -> Option<&'t VatTreatment> {
    let above = treatments.iter().take(place).rev().flatten().next();
    above.or_else(|| treatments.iter().skip(place).flatten().next()).copied()
}

fn read_allowances(
    form: &DocumentForm,
    reading: &Reading<'_>,
    lines: &[Line],
    faults: &mut Vec<Fault>,
) -> Vec<AllowanceCharge> {
    let mut items = Vec::new();
    for typed in form.allowances.iter().filter(|typed| !typed.is_blank()) {
        match reading.on_document(typed, lines) {
            Ok(more) => items.extend(more),
            Err(fault) => faults.push(fault),
        }
    }
    items
}

/// As chosen, else the contact's, else the tenant's.
fn language(form: &DocumentForm, context: &Context<'_>) -> Language {
    let of_contact = || context.contact.map(|contact| contact.language);
    Language::of_tag(&form.language).or_else(of_contact).unwrap_or_else(|| context.tenant.language())
}

/// Days in which an invoice is to be paid. Terms other than days speak of a booking, and there is none here.
fn payment_days(tenant: &Tenant) -> u32 {
    match tenant.payment_terms {
        PaymentTerms::PayLater { days } => days,
        _ => STATUTORY_PAYMENT_DAYS,
    }
}

/// Until when, where the field is left alone.
fn usual_date(kind: DocumentKind, context: &Context<'_>) -> Date {
    let days = match kind {
        DocumentKind::Invoice => payment_days(context.tenant),
        DocumentKind::Quotation => context.tenant.quote_validity_days,
    };
    context.today.saturating_add(i64::from(days).days())
}

/// The due date, or the last day of a quotation.
fn last_date(form: &DocumentForm, today: Date, usual: Date, faults: &mut Vec<Fault>) -> Date {
    let (typed, at) = match form.kind {
        DocumentKind::Invoice => (&form.due_date, "due-date"),
        DocumentKind::Quotation => (&form.valid_until, "valid-until"),
    };
    let chosen = keep(faults, date(typed, at, today)).flatten();
    match (chosen, form.kind) {
        (Some(day), DocumentKind::Invoice) if day < today => {
            faults.push(Fault::new("due_date", at, "The due date is before the issue date. Choose today or later."));
            usual
        }
        (Some(day), DocumentKind::Quotation) if day < today => {
            faults.push(Fault::new("valid_until", at, "The quote would be expired already. Choose today or later."));
            usual
        }
        (chosen, _) => chosen.unwrap_or(usual),
    }
}

fn date(typed: &str, at: &str, today: Date) -> Result<Option<Date>, Fault> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(None);
    }
    // jiff knows more spellings than a date field makes.
    let parsed: Option<Date> = if typed.len() == 10 { typed.parse().ok() } else { None };
    match parsed {
        Some(day)
            if (today.saturating_sub(EDITOR_DAYS.days())..=today.saturating_add(EDITOR_DAYS.days())).contains(&day) =>
        {
            Ok(Some(day))
        }
        Some(_) => Err(Fault::new("date", at, "This day is more than two years away. Check the year.")),
        None => Err(Fault::new("date", at, "Enter the day as year-month-day, such as 2026-12-01.")),
    }
}

/// Where nothing is agreed, a business pays within 30 days (law of 2 August 2002, art. 4).
const STATUTORY_PAYMENT_DAYS: u32 = 30;
/// Days of a document lie within two years of today; further is a slip of the pen.
const EDITOR_DAYS: i32 = 731;

fn nobody() -> Buyer {
    Buyer { name: String::new(), contact: None, vat_identifier: None, address: None, email: String::new(), phone: None }
}

#[cfg(test)]
#[allow(clippy::arithmetic_side_effects, reason = "references count in plain integers")]
mod tests;
