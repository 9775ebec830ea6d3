#![allow(clippy::arithmetic_side_effects, reason = "references count in plain integers")]

use std::collections::BTreeMap;

use jiff::civil::date;
use proptest::prelude::*;

use super::*;
use crate::{
    billing::{
        allowance::{AllowanceCharge, AllowanceKind},
        credit_note::Creditable,
        document::Content,
        letterhead::Letterhead,
        party::{Address, Buyer, Seller},
        vat::VatCategory,
    },
    language::Language,
    money::Percentage,
};

const TODAY: Date = date(2026, 12, 3);
const DUE: Date = date(2026, 12, 17);

fn vat(rate: &str) -> VatTreatment {
    let rate = Percentage::parse(rate).unwrap();
    let is_exempt = rate == Percentage::ZERO;
    let category = if is_exempt { VatCategory::E } else { VatCategory::S };
    VatTreatment { category, rate, exemption_reason: is_exempt.then(|| "Exempt".to_owned()), exemption_code: None }
}

fn line(quantity: &str, price: &str, rate: &str) -> Line {
    let (quantity, price) = (Quantity::parse(quantity).unwrap(), UnitPrice::parse(price).unwrap());
    Line::new("Item".into(), String::new(), quantity, ONE, price, vat(rate)).unwrap()
}

fn seller() -> Seller {
    Seller {
        name: "Seller".into(),
        legal_form: String::new(),
        registration: String::new(),
        vat_identifier: String::new(),
        address: Address::default(),
        email: String::new(),
        phone: String::new(),
        iban: String::new(),
        bic: None,
    }
}

fn issuer() -> Issuer {
    Issuer { seller: seller(), accent: "#0F5F57".into(), letterhead: Letterhead::default(), sales_conditions: None }
}

fn quotation(lines: Vec<Line>, allowances: Vec<AllowanceCharge>, advertised: Option<&str>) -> QuotationDraft {
    let advertised = advertised.map(|price| Amount::parse(price).unwrap());
    let content = Content {
        currency: "EUR".into(),
        language: Language::En,
        accent: "#0F5F57".into(),
        seller: seller(),
        buyer: Buyer {
            name: "Buyer".into(),
            contact: None,
            vat_identifier: None,
            address: None,
            email: "b@example.com".into(),
            phone: None,
        },
        totals: Totals::of(&lines, &allowances, advertised, Amount::ZERO).unwrap(),
        lines,
        allowances,
        payment_terms: PaymentTerms::Deposit { deposit: Deposit::Percentage(Percentage::parse("30").unwrap()) },
        booking: None,
        buyer_reference: None,
        order_reference: None,
        delivery_date: None,
        note: Some("For the whole job".into()),
        letterhead: Letterhead::default(),
        attachments: Vec::new(),
        sales_conditions: None,
    };
    QuotationDraft { content, issue_date: date(2026, 12, 1), valid_until: date(2026, 12, 31) }
}

fn quote_number() -> DocumentNumber {
    DocumentNumber::from_database("QUO-2026-0003".into(), 2026, 3)
}

fn number(n: u32) -> DocumentNumber {
    DocumentNumber::from_database(format!("INV-2026-{n:04}"), 2026, n)
}

fn fixed(text: &str) -> Deposit {
    Deposit::Fixed(Amount::parse(text).unwrap())
}

/// Prepayment invoices with their credit notes, as they would be stored.
#[derive(Default)]
struct Stored(Vec<(DocumentNumber, InvoiceDraft, Vec<CreditNoteDraft>)>);

impl Stored {
    fn job<'a>(&self, quotation: &'a QuotationDraft, number: &'a DocumentNumber) -> Job<'a> {
        let invoices = self.0.iter().map(|(number, invoice, notes)| PrepaymentInvoice {
            number,
            invoice,
            credit_notes: notes.iter().collect(),
        });
        Job::of(quotation, number, invoices).unwrap()
    }

    fn ask(&mut self, quotation: &QuotationDraft, part: Deposit) -> Result<InvoiceDraft, PrepaymentError> {
        let quote = quote_number();
        let invoice = self.job(quotation, &quote).prepayment(part, TODAY, DUE, &issuer())?;
        self.0.push((number(u32::try_from(self.0.len()).unwrap() + 1), invoice.clone(), Vec::new()));
        Ok(invoice)
    }

    /// Credits so much of every line of one of them, where so much is left.
    fn credit(&mut self, place: usize, quantity: &str) {
        let Some((number, invoice, notes)) = self.0.get_mut(place) else { return };
        let creditable = Creditable::of(invoice, number, notes.iter()).unwrap();
        let share = Quantity::parse(quantity).unwrap();
        let chosen: Vec<Quantity> = creditable.left().unwrap().into_iter().map(|left| signed(share, left)).collect();
        if let Ok(note) = creditable.credit(&chosen, "Agreed", TODAY) {
            notes.push(note);
        }
    }

    fn totals(&self) -> impl Iterator<Item = (i64, &Totals)> {
        self.0.iter().flat_map(|(_, invoice, notes)| {
            let notes = notes.iter().map(|note| (-1, &note.content.totals));
            std::iter::once((1, &invoice.content.totals)).chain(notes)
        })
    }
}

/// The quantity with the sign of what is left, and no more than that.
fn signed(share: Quantity, left: Quantity) -> Quantity {
    let share = if left < Quantity::ZERO { Quantity::ZERO.minus(share).unwrap() } else { share };
    if share.is_within(left) { share } else { left }
}

type Rates = BTreeMap<(VatCategory, Percentage), (i64, i64)>;

/// Base and VAT per rate and the amount due, in cents, over documents that count for or against.
fn sums<'t>(documents: impl IntoIterator<Item = (i64, &'t Totals)>) -> (Rates, i64) {
    let (mut rates, mut due) = (Rates::new(), 0);
    for (sign, totals) in documents {
        due += sign * totals.amount_due.cents();
        for subtotal in &totals.vat_breakdown {
            let sum = rates.entry((subtotal.category, subtotal.rate)).or_default();
            sum.0 += sign * subtotal.taxable_amount.cents();
            sum.1 += sign * subtotal.tax_amount.cents();
        }
        let vat: i64 = totals.vat_breakdown.iter().map(|subtotal| subtotal.tax_amount.cents()).sum();
        assert_eq!(totals.vat_total.cents(), vat, "BR-CO-14");
        assert_eq!(totals.total_with_vat.cents(), totals.total_without_vat.cents() + vat, "BR-CO-15");
        assert_eq!(
            totals.amount_due.cents(),
            totals.total_with_vat.cents() + totals.rounding_amount.cents(),
            "BR-CO-16"
        );
    }
    rates.retain(|_, sum| *sum != (0, 0));
    (rates, due)
}

#[test]
fn a_prepayment_and_the_final_invoice_are_the_quote() {
    let quote = quotation(vec![line("1", "1000", "21"), line("2", "50", "6")], Vec::new(), None);
    let mut stored = Stored::default();
    let prepayment = stored.ask(&quote, Deposit::Percentage(Percentage::parse("30").unwrap())).unwrap();
    let lines: Vec<String> = prepayment
        .content
        .lines
        .iter()
        .map(|line| format!("{} | {} | {} × {}", line.item_name, line.item_description, line.quantity, line.net_price))
        .collect();
    assert_eq!(
        lines,
        [
            "Prepayment on quote QUO-2026-0003 of 1 December 2026 | 30% of €1,316.00 | 1 × 300.00",
            "Prepayment on quote QUO-2026-0003 of 1 December 2026 | 30% of €1,316.00 | 1 × 30.00",
        ]
    );
    assert_eq!(prepayment.content.totals.amount_due.to_string(), "394.80");
    assert_eq!((prepayment.invoice_type, prepayment.due_date), (InvoiceType::Prepayment, DUE));
    assert_eq!(prepayment.content.note, quote.content.note, "a declaration stands where its rate is charged");

    let quote_number = quote_number();
    let job = stored.job(&quote, &quote_number);
    assert_eq!(
        (job.prepaid().unwrap().to_string(), job.left().unwrap().to_string()),
        ("394.80".into(), "921.20".into())
    );
    let last = job.final_invoice(TODAY, &issuer(), None).unwrap();
    let taken: Vec<String> = last
        .content
        .lines
        .iter()
        .skip(2)
        .map(|line| format!("{} | {} × {} = {}", line.item_name, line.quantity, line.net_price, line.net_amount))
        .collect();
    assert_eq!(
        taken,
        [
            "Prepayment invoice INV-2026-0001 of 3 December 2026 | -1 × 300.00 = -300.00",
            "Prepayment invoice INV-2026-0001 of 3 December 2026 | -1 × 30.00 = -30.00",
        ]
    );
    assert_eq!(last.prepayments, [Preceding { number: "INV-2026-0001".into(), issue_date: TODAY }]);
    assert_eq!(last.content.totals.amount_due.to_string(), "921.20");
    assert_eq!(last.content.totals.vat_total.to_string(), "151.20");
    assert_eq!(wording::payment_terms(&last), "Please pay €921.20 by 3 December 2026.");
}

#[test]
fn what_is_asked_is_due_to_the_cent() {
    // 10.00 with VAT is 8.26 + 1.73 + 0.01 of rounding; a third of it has no cents that meet either.
    let quote = quotation(vec![line("1", "8.2645", "21")], Vec::new(), Some("10.00"));
    let mut stored = Stored::default();
    for amount in ["3.33", "3.33", "3.34"] {
        assert_eq!(stored.ask(&quote, fixed(amount)).unwrap().content.totals.amount_due.to_string(), amount);
    }
    let quote_number = quote_number();
    let last = stored.job(&quote, &quote_number).final_invoice(TODAY, &issuer(), None).unwrap();
    assert_eq!((last.content.totals.amount_due, last.prepayments.len()), (Amount::ZERO, 3));
    let all = stored.totals().chain([(1, &last.content.totals)]);
    assert_eq!(sums(all), sums([(1, &quote.content.totals)]));
}

#[test]
fn what_cannot_be_asked() {
    let quote = quotation(vec![line("1", "100", "21")], Vec::new(), None);
    let mut stored = Stored::default();
    let left = |text: &str| PrepaymentError::ExceedsQuotation { left: Amount::parse(text).unwrap() };
    assert_eq!(stored.ask(&quote, fixed("121.01")).unwrap_err(), left("121.00"));
    assert_eq!(stored.ask(&quote, fixed("0")).unwrap_err(), PrepaymentError::Nothing);
    assert_eq!(stored.ask(&quote, fixed("-5")).unwrap_err(), PrepaymentError::Nothing);
    let quote_number = quote_number();
    let job = stored.job(&quote, &quote_number);
    assert_eq!(job.proposed(), Some(Deposit::Percentage(Percentage::parse("30").unwrap())));
    let late = job.prepayment(fixed("1"), TODAY, date(2026, 12, 2), &issuer());
    assert_eq!(late.unwrap_err(), PrepaymentError::DueBeforeIssue);
    stored.ask(&quote, fixed("100")).unwrap();
    assert_eq!(stored.job(&quote, &quote_number).proposed(), None, "the deposit was asked for");
    assert_eq!(stored.ask(&quote, fixed("21.01")).unwrap_err(), left("21.00"));
    assert_eq!(stored.ask(&quote, Deposit::Percentage(Percentage::parse("20").unwrap())).unwrap_err(), left("21.00"));
    stored.credit(0, "1");
    assert_eq!(stored.job(&quote, &quote_number).left().unwrap().to_string(), "121.00");
    assert_eq!(stored.job(&quote, &quote_number).taken_off().count(), 0, "what is credited is not taken off");
    for _ in 1..limits::PREPAYMENTS_MAX {
        stored.ask(&quote, fixed("0.01")).unwrap();
    }
    assert_eq!(stored.ask(&quote, fixed("0.01")).unwrap_err(), PrepaymentError::TooMany);
}

#[test]
fn a_cash_discount_is_on_what_is_left_and_vat_on_the_reduced_base_of_the_job() {
    let quote = quotation(vec![line("1", "100", "21")], Vec::new(), None);
    let mut stored = Stored::default();
    stored.ask(&quote, fixed("60.50")).unwrap();
    let quote_number = quote_number();
    let discount = CashDiscount { percentage: Percentage::parse("2").unwrap(), days: 8 };
    let last = stored.job(&quote, &quote_number).final_invoice(TODAY, &issuer(), Some(discount)).unwrap();
    // 2 % of the 50.00 that are left; VAT on 99.00 is 20.79, of which 10.50 was charged.
    assert_eq!(last.cash_discount.as_ref().unwrap().discount.to_string(), "1.00");
    assert_eq!(
        (last.content.totals.vat_total.to_string(), last.content.totals.amount_due.to_string()),
        ("10.29".into(), "60.29".into())
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn over_the_whole_job_vat_is_charged_once(
        rows in prop::collection::vec((1i64..400_000, prop::sample::select(vec!["0", "6", "12", "21"]), 1u32..5), 1..6),
        off in prop::option::of(1i64..2_000),
        steps in prop::collection::vec((0u8..3, 1i64..40_000, 0usize..4), 0..7),
        percent in prop::option::of(1i64..400),
        credited in prop::sample::select(vec!["", "0.5", "1"]),
    ) {
        let mut lines: Vec<Line> = rows.iter().map(|(price, rate, quantity)| {
            line(&quantity.to_string(), &rust_decimal::Decimal::new(*price, 4).to_string(), rate)
        }).collect();
        lines.push(line("1", "25", "21"));
        let allowances = off.map(|cents| AllowanceCharge {
            kind: AllowanceKind::Allowance, reason: "Discount".into(), reason_code: "95".into(), percentage: None, base_amount: None,
            amount: Amount::from_cents(cents).unwrap(), vat: vat("21"),
        });
        let quote = quotation(lines, allowances.into_iter().collect(), None);
        let quote_number = quote_number();
        let mut stored = Stored::default();
        for (kind, amount, place) in steps {
            match kind {
                0 => stored.credit(place, if amount % 2 == 0 { "1" } else { "0.37" }),
                1 => { let _ = stored.ask(&quote, Deposit::Percentage(Percentage::parse(&rust_decimal::Decimal::new(amount % 10_000, 2).to_string()).unwrap())); }
                _ => { let _ = stored.ask(&quote, Deposit::Fixed(Amount::from_cents(amount).unwrap())); }
            }
        }
        for (_, invoice, _) in &stored.0 {
            for subtotal in &invoice.content.totals.vat_breakdown {
                let missed = subtotal.tax_amount.cents() - subtotal.rate.of(subtotal.taxable_amount).unwrap().cents();
                prop_assert!(missed.abs() <= 1 || !stored.0.iter().all(|(_, _, notes)| notes.is_empty()), "a cent at most: {missed}");
            }
        }
        let discount = percent.map(|percent| CashDiscount { percentage: Percentage::parse(&rust_decimal::Decimal::new(percent, 1).to_string()).unwrap(), days: 8 });
        let job = stored.job(&quote, &quote_number);
        prop_assert!(job.left().unwrap() >= Amount::ZERO);
        let last = job.final_invoice(TODAY, &issuer(), discount).unwrap();
        let whole = Totals::of(&quote.content.lines, &last.content.allowances, None, Amount::ZERO).unwrap();
        let (rates, due) = sums(stored.totals().chain([(1, &last.content.totals)]));
        let (expected, expected_due) = sums([(1, &whole)]);
        prop_assert_eq!(&rates, &expected);
        prop_assert_eq!(due, expected_due);
        if last.cash_discount.is_none() {
            prop_assert_eq!((rates, due), sums([(1, &quote.content.totals)]));
        }

        // The final invoice itself is given back in parts, and never for more than it says.
        let final_number = number(99);
        let mut notes: Vec<CreditNoteDraft> = Vec::new();
        for quantity in [credited, "1000"] {
            let creditable = Creditable::of(&last, &final_number, notes.iter()).unwrap();
            let share = Quantity::parse(if quantity.is_empty() { "0" } else { quantity }).unwrap();
            let chosen: Vec<Quantity> = creditable.left().unwrap().into_iter().map(|left| signed(share, left)).collect();
            if let Ok(note) = creditable.credit(&chosen, "Agreed", TODAY) {
                notes.push(note);
            }
        }
        let given_back = sums(notes.iter().map(|note| (1, &note.content.totals)));
        if last.content.totals.amount_due > Amount::ZERO && given_back.1 == last.content.totals.amount_due.cents() {
            prop_assert_eq!(given_back, sums([(1, &last.content.totals)]));
        }
        prop_assert!(notes.iter().map(|note| note.content.totals.total_with_vat.cents()).sum::<i64>() <= last.content.totals.total_with_vat.cents().max(0));
        prop_assert!(notes.iter().map(|note| note.content.totals.vat_total.cents()).sum::<i64>() <= last.content.totals.vat_total.cents().max(0));
    }
}
