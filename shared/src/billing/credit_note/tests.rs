#![allow(clippy::arithmetic_side_effects, reason = "references count in plain integers")]

use std::collections::BTreeMap;

use jiff::civil::date;
use proptest::prelude::*;

use super::*;
use crate::billing::{document::InvoiceType, letterhead::Letterhead};
use crate::{
    billing::{
        allowance::AllowanceKind,
        cash_discount::{CashDiscount, cash_discount_of},
        document::BookedService,
        party::{Address, Buyer, Seller},
        vat::{VatCategory, VatTreatment},
    },
    language::Language,
    money::{Percentage, UnitPrice},
    tenant::terms::PaymentTerms,
};

const TODAY: Date = date(2026, 12, 3);

fn vat(rate: &str) -> VatTreatment {
    let rate = Percentage::parse(rate).unwrap();
    let category = if rate == Percentage::ZERO { VatCategory::E } else { VatCategory::S };
    let exemption_reason = (rate == Percentage::ZERO).then(|| "Exempt".to_owned());
    VatTreatment { category, rate, exemption_reason, exemption_code: None }
}

fn line(quantity: &str, price: &str, rate: &str) -> Line {
    let (quantity, price) = (Quantity::parse(quantity).unwrap(), UnitPrice::parse(price).unwrap());
    Line::new("Item".into(), String::new(), quantity, "C62", price, vat(rate)).unwrap()
}

fn allowance(kind: AllowanceKind, amount: &str, rate: &str) -> AllowanceCharge {
    AllowanceCharge {
        kind,
        reason: "Discount".into(),
        reason_code: "95".into(),
        percentage: Some(Percentage::parse("2").unwrap()),
        base_amount: Some(Amount::parse("100").unwrap()),
        amount: Amount::parse(amount).unwrap(),
        vat: vat(rate),
    }
}

fn invoice(lines: Vec<Line>, allowances: Vec<AllowanceCharge>, advertised: Option<&str>) -> InvoiceDraft {
    let address =
        Address { street: String::new(), postal_code: String::new(), city: String::new(), country: "BE".into() };
    let advertised = advertised.map(|price| Amount::parse(price).unwrap());
    let content = Content {
        currency: "EUR".into(),
        language: Language::En,
        accent: "#0F5F57".into(),
        seller: Seller {
            name: "Seller".into(),
            legal_form: String::new(),
            registration: String::new(),
            vat_identifier: String::new(),
            address,
            email: String::new(),
            phone: String::new(),
            iban: String::new(),
            bic: None,
        },
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
        payment_terms: PaymentTerms::NoPayment,
        booking: Some(BookedService {
            reference: "B-1".into(),
            starts_at: "2026-12-24T08:00:00Z".parse().unwrap(),
            ends_at: "2026-12-24T11:00:00Z".parse().unwrap(),
            local_starts_at: "2026-12-24T09:00".into(),
            local_ends_at: "2026-12-24T12:00".into(),
            time_zone: "Europe/Brussels".into(),
        }),
        buyer_reference: None,
        order_reference: None,
        delivery_date: None,
        note: None,
        letterhead: Letterhead::default(),
        attachments: Vec::new(),
        sales_conditions: None,
    };
    InvoiceDraft {
        content,
        issue_date: date(2026, 12, 1),
        due_date: date(2026, 12, 24),
        invoice_type: InvoiceType::Commercial,
        prepayments: Vec::new(),
        quotation_number: None,
        cash_discount: None,
    }
}

fn line_discount(line: &Line, percent: &str) -> LineAllowance {
    let percentage = Percentage::parse(percent).unwrap();
    LineAllowance {
        kind: AllowanceKind::Allowance,
        reason: "Discount".into(),
        reason_code: "95".into(),
        percentage: Some(percentage),
        base_amount: Some(line.net_amount),
        amount: percentage.of(line.net_amount).unwrap(),
    }
}

fn line_charge(cents: i64) -> LineAllowance {
    LineAllowance {
        kind: AllowanceKind::Charge,
        reason: "Travel".into(),
        reason_code: "FC".into(),
        percentage: None,
        base_amount: None,
        amount: Amount::from_cents(cents).unwrap(),
    }
}

fn number() -> DocumentNumber {
    DocumentNumber::from_database("INV-2026-0017".into(), 2026, 17)
}

fn quantities(texts: &[&str]) -> Vec<Quantity> {
    texts.iter().map(|text| Quantity::parse(text).unwrap()).collect()
}

/// The cent that each of three equal credits carries, and that they add up.
#[test]
fn three_credits_of_one_piece_make_the_invoice() {
    let (invoice, number) = (invoice(vec![line("3", "1.12", "21")], vec![], None), number());
    assert_eq!(invoice.content.totals.total_with_vat.to_string(), "4.07");
    let mut notes: Vec<CreditNoteDraft> = Vec::new();
    for (vat, total) in [("0.24", "1.36"), ("0.23", "1.35"), ("0.24", "1.36")] {
        let creditable = Creditable::of(&invoice, &number, &notes).unwrap();
        assert!(!creditable.is_exhausted());
        let note = creditable.credit(&quantities(&["1"]), "Broken", TODAY).unwrap();
        let totals = &note.content.totals;
        assert_eq!((totals.vat_total.to_string().as_str(), totals.amount_due.to_string().as_str()), (vat, total));
        assert_eq!(note.preceding, Preceding { number: "INV-2026-0017".into(), issue_date: date(2026, 12, 1) });
        notes.push(note);
    }
    let creditable = Creditable::of(&invoice, &number, &notes).unwrap();
    assert!(creditable.is_exhausted());
    assert_eq!(creditable.credit_rest("Again", TODAY), Err(CreditError::NothingChosen));
}

#[test]
fn a_whole_credit_is_the_invoice_again() {
    let discounted = vec![
        allowance(AllowanceKind::Allowance, "2.00", "21"),
        allowance(AllowanceKind::Allowance, "1.20", "6"),
        allowance(AllowanceKind::Charge, "3.20", "0"),
    ];
    for (lines, allowances, advertised) in [
        (vec![line("1", "53.7190", "21")], vec![], Some("65.00")),
        (vec![line("1", "20.6612", "21"), line("1", "8.2645", "21")], vec![], Some("35.01")),
        (vec![line("2.5", "40", "21"), line("1", "60", "6"), line("1", "0", "0")], discounted, None),
        (vec![line("1", "100", "21"), line("-1", "10", "21")], vec![], None),
        (vec![line("1", "0", "21")], vec![allowance(AllowanceKind::Charge, "50", "21")], None),
    ] {
        let (invoice, number) = (invoice(lines, allowances, advertised), number());
        let creditable = Creditable::of(&invoice, &number, []).unwrap();
        assert!(!creditable.is_exhausted());
        let note = creditable.credit_rest(" Cancelled ", TODAY).unwrap();
        assert!(Creditable::of(&invoice, &number, [&note]).unwrap().is_exhausted());
        assert_eq!(note.content, invoice.content);
        assert_eq!((note.reason.as_str(), note.issue_date), ("Cancelled", TODAY));
        assert_eq!(note.invoice_lines, (0..invoice.content.lines.len()).collect::<Vec<_>>());
    }
}

/// Half of a line gives back half of its discount, and the credit note's own line still adds up.
#[test]
fn a_discount_of_a_line_goes_with_the_line() {
    let whole = line("3", "10.01", "21");
    let discounted = whole.clone().with_allowances(vec![line_discount(&whole, "10"), line_charge(100)]).unwrap();
    assert_eq!(discounted.net_amount.to_string(), "28.03");
    let (invoice, number) = (invoice(vec![discounted], vec![], None), number());
    let mut notes: Vec<CreditNoteDraft> = Vec::new();
    for (quantity, net, allowances) in [("1", "9.34", ["1.00", "0.33"]), ("2", "18.69", ["2.00", "0.67"])] {
        let creditable = Creditable::of(&invoice, &number, &notes).unwrap();
        let note = creditable.credit(&quantities(&[quantity]), "r", TODAY).unwrap();
        let line = &note.content.lines[0];
        assert_eq!(line.net_amount.to_string(), net);
        assert_eq!(line.allowances.iter().map(|item| item.amount.to_string()).collect::<Vec<_>>(), allowances);
        notes.push(note);
    }
}

#[test]
fn what_is_not_possible_is_refused() {
    let invoice = invoice(vec![line("2", "10", "21"), line("1", "0", "21"), line("-1", "5", "21")], vec![], None);
    let number = number();
    let creditable = Creditable::of(&invoice, &number, []).unwrap();
    let too_long = "x".repeat(201);
    let more = |line, left: &str| CreditError::MoreThanIsLeft { line, left: Quantity::parse(left).unwrap() };
    for (chosen, reason, error) in [
        (["1", "0", "0"], "", CreditError::ReasonMissing),
        (["1", "0", "0"], " \t ", CreditError::ReasonMissing),
        (["1", "0", "0"], "a\u{0}b", CreditError::ReasonRefused),
        (["1", "0", "0"], &too_long, CreditError::ReasonRefused),
        (["0", "0", "0"], "r", CreditError::NothingChosen),
        (["0", "1", "0"], "r", CreditError::NothingChosen),
        (["0", "0", "-1"], "r", CreditError::NothingChosen),
        (["2.0001", "0", "0"], "r", more(0, "2")),
        (["-1", "0", "0"], "r", more(0, "2")),
        (["1", "2", "0"], "r", more(1, "1")),
        (["1", "0", "1"], "r", more(2, "-1")),
        (["2", "1", "0"], "r", CreditError::ExceedsInvoice),
    ] {
        assert_eq!(creditable.credit(&quantities(&chosen), reason, TODAY), Err(error), "{chosen:?} {reason}");
    }
    let other = Creditable::of(&invoice, &number, []).unwrap().credit_rest("r", TODAY).unwrap();
    let foreign = DocumentNumber::from_database("INV-2026-0018".into(), 2026, 18);
    assert_eq!(Creditable::of(&invoice, &foreign, [&other]).map(drop), Err(CreditError::ForeignCreditNote));
}

#[test]
fn a_part_of_a_discount_goes_with_a_part_of_its_lines() {
    let allowances =
        vec![allowance(AllowanceKind::Allowance, "2.00", "21"), allowance(AllowanceKind::Charge, "2.00", "0")];
    let (invoice, number) = (invoice(vec![line("2", "50", "21")], allowances, None), number());
    let creditable = Creditable::of(&invoice, &number, []).unwrap();
    let note = creditable.credit(&quantities(&["1"]), "Half", TODAY).unwrap();
    let totals = &note.content.totals;
    assert_eq!(
        note.content.allowances.iter().map(|item| item.amount.to_string()).collect::<Vec<_>>(),
        ["1.00", "1.00"]
    );
    assert!(note.content.allowances.iter().all(|item| item.percentage.is_none() && item.base_amount.is_none()));
    assert_eq!((totals.total_without_vat.to_string(), totals.vat_total.to_string()), ("50.00".into(), "10.29".into()));
    assert_eq!(totals.vat_breakdown.len(), 2);
}

/// What is asked for a line is what is given back for it, also where the discount is on lines that are not credited: an exempt
/// line never brought one, and the exempt charge goes where its allowances go.
#[test]
fn a_cash_discount_goes_with_the_lines_that_brought_it() {
    let discount = CashDiscount::parse("2", "8").unwrap();
    let other = |category| {
        let line = line("1", "100", "0");
        Line { vat: VatTreatment { category, ..line.vat.clone() }, ..line }
    };
    for (second, expected) in [
        (line("1", "100", "6"), [["100.00", "20.58", "2.00"], ["100.00", "5.88", "2.00"]]),
        (other(VatCategory::E), [["100.00", "20.58", "2.00"], ["100.00", "0.00", "0.00"]]),
        (other(VatCategory::AE), [["100.00", "20.58", "2.00"], ["100.00", "0.00", "0.00"]]),
    ] {
        let invoice = invoice(vec![line("1", "100", "21"), second], vec![], None).with_cash_discount(discount).unwrap();
        let number = number();
        let mut notes: Vec<CreditNoteDraft> = Vec::new();
        for (chosen, expected) in [["1", "0"], ["0", "1"]].into_iter().zip(expected) {
            let creditable = Creditable::of(&invoice, &number, &notes).unwrap();
            let note = creditable.credit(&quantities(&chosen), "r", TODAY).unwrap();
            let totals = &note.content.totals;
            let given_back = cash_discount_of(&note.content).unwrap();
            let found = [totals.total_without_vat, totals.vat_total, given_back].map(|amount| amount.to_string());
            assert_eq!(found, expected, "{:?}", note.content.allowances);
            notes.push(note);
        }
    }
}

/// Sums per line, then per category and rate: taxable amount and VAT in cents.
type Sums = (Vec<i64>, BTreeMap<(VatCategory, Percentage), (i64, i64)>);

fn add(sums: &mut Sums, content: &Content, places: &[usize]) {
    for (place, line) in places.iter().zip(&content.lines) {
        sums.0[*place] += line.net_amount.cents();
    }
    for subtotal in &content.totals.vat_breakdown {
        let sum = sums.1.entry((subtotal.category, subtotal.rate)).or_default();
        *sum = (sum.0 + subtotal.taxable_amount.cents(), sum.1 + subtotal.tax_amount.cents());
    }
}

proptest! {
    #[test]
    fn credit_notes_add_up_to_their_invoice_and_never_to_more(
        lines in prop::collection::vec(
            (1u32..9, 1i64..2_000_000, prop::sample::select(vec!["21", "12", "6", "0"]), prop::option::of(0u32..=100), prop::option::of(0i64..3_000)),
            1..6,
        ),
        steps in prop::collection::vec(prop::collection::vec(0u32..4, 6), 0..6),
        advertised in prop::option::of(-1i64..=1),
        discount in prop::option::of(1u32..=50),
    ) {
        let lines: Vec<Line> = lines.iter().map(|(quantity, price, rate, discount, charge)| {
            let line = line(&quantity.to_string(), &format!("{}.{:04}", price / 10_000, price % 10_000), rate);
            let discount = discount.map(|percent| line_discount(&line, &percent.to_string()));
            let charge = charge.map(line_charge);
            line.with_allowances(discount.into_iter().chain(charge).collect()).unwrap()
        }).collect();
        let plain = Totals::of(&lines, &[], None, Amount::ZERO).unwrap().total_with_vat;
        let advertised = advertised.map(|cents| plain.plus(Amount::from_cents(cents).unwrap()).unwrap().to_string());
        let (mut invoice, number) = (invoice(lines, vec![], advertised.as_deref()), number());
        if let Some(percent) = discount {
            invoice = invoice.with_cash_discount(CashDiscount::parse(&percent.to_string(), "8").unwrap()).unwrap();
        }
        let of_invoice = &invoice.content;
        let places: Vec<usize> = (0..of_invoice.lines.len()).collect();
        let mut whole: Sums = (vec![0; places.len()], BTreeMap::new());
        add(&mut whole, of_invoice, &places);

        let mut notes: Vec<CreditNoteDraft> = Vec::new();
        let mut sums: Sums = (vec![0; places.len()], BTreeMap::new());
        let mut given = 0;
        for step in steps.iter().map(Some).chain([None]) {
            let creditable = Creditable::of(&invoice, &number, &notes).unwrap();
            let left = creditable.left().unwrap();
            let note = match step {
                Some(step) => {
                    let chosen: Vec<Quantity> =
                        left.iter().zip(step).map(|(left, wanted)| Quantity::whole(*wanted).min(*left)).collect();
                    creditable.credit(&chosen, "r", TODAY)
                }
                None => creditable.credit_rest("r", TODAY),
            };
            let note = match note {
                Ok(note) => note,
                Err(error) => {
                    prop_assert_eq!(error, CreditError::NothingChosen);
                    continue;
                }
            };
            for line in &note.content.lines {
                let parts = LineAllowance::apply(&line.allowances, line.net_price.times(line.quantity).unwrap()).unwrap();
                let missed = parts.minus(line.net_amount).unwrap().cents().abs();
                prop_assert!(missed <= if line.allowances.is_empty() { 1 } else { 0 }, "{:?}", line);
            }
            let totals = &note.content.totals;
            prop_assert_eq!(totals.total_with_vat, totals.total_without_vat.plus(totals.vat_total).unwrap());
            // A cash discount lowers the VAT and nothing else.
            prop_assert_eq!(totals.total_without_vat, totals.line_net_total);
            prop_assert_eq!(cash_discount_of(&note.content).unwrap(), totals.allowance_total);
            for subtotal in &totals.vat_breakdown {
                let exact = subtotal.rate.of(subtotal.taxable_amount).unwrap().cents();
                prop_assert!((exact - subtotal.tax_amount.cents()).abs() <= 1);
            }
            add(&mut sums, &note.content, &note.invoice_lines);
            given += totals.amount_due.cents();
            prop_assert!(given <= of_invoice.totals.amount_due.cents());
            prop_assert!(sums.0.iter().zip(&whole.0).all(|(sum, bound)| sum <= bound));
            prop_assert!(sums.1.iter().all(|(rate, sum)| sum.0 <= whole.1[rate].0 && sum.1 <= whole.1[rate].1));
            notes.push(note);
        }
        if Creditable::of(&invoice, &number, &notes).unwrap().is_exhausted() && given > 0 {
            prop_assert_eq!(given, of_invoice.totals.amount_due.cents());
            sums.1.retain(|_, sum| *sum != (0, 0));
            whole.1.retain(|_, sum| *sum != (0, 0));
            prop_assert_eq!(sums, whole);
        }
    }
}
