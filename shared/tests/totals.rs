//! Document totals of 100,000 random invoices against integers that know nothing of decimals: BR-CO-10 to BR-CO-17 and the
//! sums per category and rate, to the cent. The official rules tolerate a euro here; this does not tolerate a cent.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops where it fails")]

use std::collections::BTreeMap;

use proptest::prelude::*;
use shared::{
    billing::{
        allowance::{AllowanceCharge, AllowanceKind},
        line::{Line, LineAllowance},
        totals::Totals,
        vat::{VatCategory, VatTreatment},
    },
    booking::{price::price_of, slots::ServiceTimes},
    id::{ServiceId, Slug},
    money::{Amount, Percentage, Quantity, UnitPrice},
    tenant::settings::Service,
};

/// Category and rate in hundredths of a percent, as a Belgian tenant may mix them on one document.
const TREATMENTS: [(VatCategory, i64); 10] = [
    (VatCategory::S, 2_100),
    (VatCategory::S, 1_200),
    (VatCategory::S, 600),
    (VatCategory::S, 550),
    (VatCategory::S, 1_975),
    (VatCategory::Z, 0),
    (VatCategory::E, 0),
    (VatCategory::AE, 0),
    (VatCategory::K, 0),
    (VatCategory::G, 0),
];

/// A line in whole numbers: quantity and price in ten-thousandths.
#[derive(Clone, Debug)]
struct PlainLine {
    /// Whether it only says something.
    is_text: bool,
    quantity: i64,
    price: i64,
    /// Allowances and charges of the line: whether it is a charge, and cents.
    items: Vec<(bool, i64)>,
    treatment: usize,
}

/// An allowance or a charge of the document, in cents.
#[derive(Clone, Debug)]
struct PlainItem {
    charge: bool,
    cents: i64,
    treatment: usize,
}

#[derive(Clone, Debug)]
struct PlainInvoice {
    lines: Vec<PlainLine>,
    items: Vec<PlainItem>,
    paid: i64,
    /// What the customer saw minus what the lines come to.
    missing: Option<i64>,
}

fn half_away(numerator: i128, denominator: i128) -> i128 {
    (numerator.abs() + denominator / 2) / denominator * numerator.signum()
}

/// The figures of an invoice in cents, from integers alone.
#[derive(Debug, Default, PartialEq, Eq)]
struct Figures {
    line_net_total: i128,
    allowance_total: i128,
    charge_total: i128,
    total_without_vat: i128,
    vat_total: i128,
    total_with_vat: i128,
    rounding_amount: i128,
    amount_due: i128,
    /// Taxable amount and VAT per category and rate.
    breakdown: BTreeMap<(VatCategory, i64), (i128, i128)>,
}

impl PlainInvoice {
    fn figures(&self) -> Figures {
        let mut figures = Figures::default();
        for line in &self.lines {
            let net = line.net();
            figures.line_net_total += net; // BR-CO-10
            figures.breakdown.entry(TREATMENTS[line.treatment]).or_default().0 += net;
        }
        for item in &self.items {
            let cents = i128::from(item.cents);
            let (sum, signed) = match item.charge {
                true => (&mut figures.charge_total, cents),      // BR-CO-12
                false => (&mut figures.allowance_total, -cents), // BR-CO-11
            };
            *sum += cents;
            figures.breakdown.entry(TREATMENTS[item.treatment]).or_default().0 += signed;
        }
        figures.total_without_vat = figures.line_net_total - figures.allowance_total + figures.charge_total; // BR-CO-13
        for ((_, rate), (base, vat)) in &mut figures.breakdown {
            *vat = half_away(*base * i128::from(*rate), 10_000); // BR-CO-17
            figures.vat_total += *vat; // BR-CO-14
        }
        figures.total_with_vat = figures.total_without_vat + figures.vat_total; // BR-CO-15
        figures.rounding_amount = self.missing.unwrap_or_default().into();
        figures.amount_due = figures.total_with_vat - i128::from(self.paid) + figures.rounding_amount; // BR-CO-16
        figures
    }

    fn totals(&self, advertised: Option<i128>) -> Totals {
        let lines: Vec<Line> = self.lines.iter().map(PlainLine::line).collect();
        let items: Vec<AllowanceCharge> = self.items.iter().map(PlainItem::allowance).collect();
        let advertised = advertised.map(|cents| Amount::from_cents(cents.try_into().unwrap()).unwrap());
        Totals::of(&lines, &items, advertised, Amount::from_cents(self.paid).unwrap()).unwrap()
    }
}

impl PlainLine {
    fn net(&self) -> i128 {
        if self.is_text {
            return 0;
        }
        let gross = half_away(i128::from(self.quantity) * i128::from(self.price), 1_000_000);
        self.items.iter().fold(gross, |net, (charge, cents)| net + i128::from(if *charge { *cents } else { -*cents }))
    }

    fn line(&self) -> Line {
        if self.is_text {
            return Line::text("Text".into(), &treatment(self.treatment));
        }
        let quantity = Quantity::parse(&decimal(self.quantity, 4)).unwrap();
        let price = UnitPrice::parse(&decimal(self.price, 4)).unwrap();
        let line = Line::new("Item".into(), String::new(), quantity, "C62", price, treatment(self.treatment)).unwrap();
        let items = self.items.iter().map(|(charge, cents)| LineAllowance {
            kind: kind(*charge),
            reason: "Reason".into(),
            reason_code: if *charge { "ZZZ" } else { "95" }.into(),
            percentage: None,
            base_amount: None,
            amount: Amount::from_cents(*cents).unwrap(),
        });
        line.with_allowances(items.collect()).unwrap()
    }
}

impl PlainItem {
    fn allowance(&self) -> AllowanceCharge {
        AllowanceCharge {
            kind: kind(self.charge),
            reason: "Reason".into(),
            reason_code: if self.charge { "ZZZ" } else { "95" }.into(),
            percentage: None,
            base_amount: None,
            amount: Amount::from_cents(self.cents).unwrap(),
            vat: treatment(self.treatment),
        }
    }
}

fn kind(charge: bool) -> AllowanceKind {
    if charge { AllowanceKind::Charge } else { AllowanceKind::Allowance }
}

/// A whole number of units of the last decimal as a decimal: 206612 with four is 20.6612.
fn decimal(units: i64, decimals: u32) -> String {
    let one = 10i64.pow(decimals);
    let sign = if units < 0 { "-" } else { "" };
    let (whole, rest) = (units.abs() / one, units.abs() % one);
    format!("{sign}{whole}.{rest:0width$}", width = decimals as usize)
}

fn treatment(place: usize) -> VatTreatment {
    let (category, rate) = TREATMENTS[place];
    let exemption_reason = (rate == 0 && category != VatCategory::Z).then(|| "Reason".to_owned());
    VatTreatment {
        category,
        rate: Percentage::parse(&decimal(rate, 2)).unwrap(),
        exemption_reason,
        exemption_code: None,
    }
}

/// A service at a price with VAT.
fn service(cents: i64, vat: VatTreatment) -> Service {
    Service {
        id: ServiceId::new("visit"),
        slug: Slug::parse("visit").unwrap(),
        name: "Visit".into(),
        description: String::new(),
        times: ServiceTimes {
            service: ServiceId::new("visit"),
            duration_minutes: 60,
            slot_interval_minutes: 60,
            align_to_hour: false,
            buffer_before_minutes: 0,
            buffer_after_minutes: 0,
            minimum_notice_minutes: 0,
            booking_window_days: 90,
            capacity: 100,
        },
        price: Amount::from_cents(cents).unwrap(),
        vat_included: true,
        vat,
        payment_terms: None,
        resources: Vec::new(),
    }
}

fn cents(amount: Amount) -> i128 {
    amount.cents().into()
}

fn figures_of(totals: &Totals) -> Figures {
    let rate = |rate: Percentage| Amount::parse(&rate.to_string()).unwrap().cents();
    Figures {
        line_net_total: cents(totals.line_net_total),
        allowance_total: cents(totals.allowance_total),
        charge_total: cents(totals.charge_total),
        total_without_vat: cents(totals.total_without_vat),
        vat_total: cents(totals.vat_total),
        total_with_vat: cents(totals.total_with_vat),
        rounding_amount: cents(totals.rounding_amount),
        amount_due: cents(totals.amount_due),
        breakdown: totals
            .vat_breakdown
            .iter()
            .map(|row| ((row.category, rate(row.rate)), (cents(row.taxable_amount), cents(row.tax_amount))))
            .collect(),
    }
}

fn invoices() -> impl Strategy<Value = PlainInvoice> {
    let place = 0..TREATMENTS.len();
    // Halves of a cent are where rounding shows, so quantities and prices often end in them.
    let quantity = prop_oneof![1i64..2_000_000, (1i64..200).prop_map(|n| n * 10_000), -200_000i64..0];
    let price = prop_oneof![0i64..500_000_000, (0i64..500_000).prop_map(|n| n * 50)];
    let items = prop_oneof![3 => Just(Vec::new()), 1 => prop::collection::vec((any::<bool>(), 0i64..100_000), 1..3)];
    let line = (prop::bool::weighted(0.1), quantity, price, items, place.clone()).prop_map(
        |(is_text, quantity, price, items, treatment)| PlainLine { is_text, quantity, price, items, treatment },
    );
    let item = (any::<bool>(), 0i64..1_000_000, place).prop_map(|(charge, cents, treatment)| PlainItem {
        charge,
        cents,
        treatment,
    });
    let missing = prop_oneof![Just(None), (-3i64..=3).prop_map(Some)];
    (prop::collection::vec(line, 1..8), prop::collection::vec(item, 0..4), 0i64..2_000_000, missing)
        .prop_map(|(lines, items, paid, missing)| PlainInvoice { lines, items, paid, missing })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_hundred_thousand_invoices_equal_integers_to_the_cent(invoice in invoices()) {
        let expected = invoice.figures();
        let advertised = invoice.missing.map(|missing| expected.total_with_vat + i128::from(missing));
        let totals = invoice.totals(advertised);
        prop_assert_eq!(cents(totals.paid_amount), i128::from(invoice.paid));
        prop_assert_eq!(totals.vat_breakdown.len(), expected.breakdown.len(), "one row per category and rate");
        prop_assert_eq!(figures_of(&totals), expected);
    }

    /// Whatever the price, the seats and the rate: what the customer saw is what is due, and the lines stay as they are.
    #[test]
    fn a_price_with_vat_is_what_the_customer_pays(cents in 0i64..10_000_000, seats in 1u32..=100, place in 0..TREATMENTS.len()) {
        let service = service(cents, treatment(place));
        let (lines, totals) = price_of(&service, seats).unwrap();
        prop_assert_eq!(self::cents(totals.amount_due), i128::from(cents) * i128::from(seats));
        prop_assert_eq!(self::cents(totals.line_net_total), self::cents(lines[0].net_amount));
        // Four decimals of a unit price miss at most half a ten-thousandth for each seat, and each rounding half a cent.
        prop_assert!(totals.rounding_amount.cents().abs() <= 2, "{}", totals.rounding_amount);
        let vat = half_away(self::cents(totals.total_without_vat) * i128::from(TREATMENTS[place].1), 10_000);
        prop_assert_eq!(self::cents(totals.vat_total), vat);
    }
}
