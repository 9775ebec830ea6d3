//! Document totals (BG-22): BR-CO-10 to BR-CO-17, exactly.

use serde::{Deserialize, Serialize};

use crate::{
    billing::{
        allowance::{AllowanceCharge, AllowanceKind},
        line::Line,
        vat::{VatSubtotal, vat_breakdown},
    },
    money::{Amount, MoneyError},
};

/// The totals of a document. HTML, PDF and every answer print these and compute nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Totals {
    /// Sum of line net amounts (BT-106).
    pub line_net_total: Amount,
    /// Sum of document allowances (BT-107).
    #[serde(default)]
    pub allowance_total: Amount,
    /// Sum of document charges (BT-108).
    #[serde(default)]
    pub charge_total: Amount,
    /// Total without VAT (BT-109).
    pub total_without_vat: Amount,
    /// Sum of the VAT of each subtotal (BT-110).
    pub vat_total: Amount,
    /// Total with VAT (BT-112).
    pub total_with_vat: Amount,
    /// Already paid (BT-113).
    pub paid_amount: Amount,
    /// Added so that the price the customer saw is what is paid (BT-114).
    pub rounding_amount: Amount,
    /// Amount due for payment (BT-115).
    pub amount_due: Amount,
    /// One subtotal per category and rate (BG-23).
    pub vat_breakdown: Vec<VatSubtotal>,
}

impl Totals {
    /// The totals of these lines, allowances and charges. `advertised` is the price with VAT that the customer saw,
    /// where there was one: what the cents of the rounded VAT miss becomes the rounding amount, never a bent line.
    ///
    /// # Errors
    /// [`MoneyError::OutOfRange`].
    pub fn of(
        lines: &[Line],
        allowances: &[AllowanceCharge],
        advertised: Option<Amount>,
        paid_amount: Amount,
    ) -> Result<Self, MoneyError> {
        let sum_of = |kind| Amount::sum(allowances.iter().filter(|item| item.kind == kind).map(|item| item.amount));
        let line_net_total = Amount::sum(lines.iter().map(|line| line.net_amount))?;
        let (allowance_total, charge_total) = (sum_of(AllowanceKind::Allowance)?, sum_of(AllowanceKind::Charge)?);
        let total_without_vat = line_net_total.minus(allowance_total)?.plus(charge_total)?;
        let vat_breakdown = vat_breakdown(lines, allowances)?;
        let vat_total = Amount::sum(vat_breakdown.iter().map(|subtotal| subtotal.tax_amount))?;
        let total_with_vat = total_without_vat.plus(vat_total)?;
        let rounding_amount = match advertised {
            Some(price) => price.minus(total_with_vat)?,
            None => Amount::ZERO,
        };
        let amount_due = total_with_vat.minus(paid_amount)?.plus(rounding_amount)?;
        Ok(Self {
            line_net_total,
            allowance_total,
            charge_total,
            total_without_vat,
            vat_total,
            total_with_vat,
            paid_amount,
            rounding_amount,
            amount_due,
            vat_breakdown,
        })
    }

    /// The same totals with another VAT at each rate and another rounding amount, for a document that is the difference of
    /// two others: a cent may stand between its VAT and the rate of its own base, and the sum of all is right.
    ///
    /// # Errors
    /// [`MoneyError::OutOfRange`].
    pub fn restated(
        mut self,
        tax: impl Fn(&VatSubtotal) -> Result<Amount, MoneyError>,
        rounding_amount: Amount,
    ) -> Result<Self, MoneyError> {
        for subtotal in &mut self.vat_breakdown {
            subtotal.tax_amount = tax(subtotal)?;
        }
        self.vat_total = Amount::sum(self.vat_breakdown.iter().map(|subtotal| subtotal.tax_amount))?;
        self.total_with_vat = self.total_without_vat.plus(self.vat_total)?;
        self.rounding_amount = rounding_amount;
        self.amount_due = self.total_with_vat.minus(self.paid_amount)?.plus(rounding_amount)?;
        Ok(self)
    }
}

#[cfg(test)]
#[allow(clippy::arithmetic_side_effects, reason = "references count in plain integers")]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;
    use crate::{
        billing::vat::{VatCategory, VatTreatment},
        money::{Percentage, Quantity, UnitPrice},
    };

    fn line(quantity: &str, price: &str, rate: &str) -> Line {
        let rate = Percentage::parse(rate).unwrap();
        let category = if rate == Percentage::ZERO { VatCategory::Z } else { VatCategory::S };
        let vat = VatTreatment { category, rate, exemption_reason: None, exemption_code: None };
        let (quantity, price) = (Quantity::parse(quantity).unwrap(), UnitPrice::parse(price).unwrap());
        Line::new("Item".into(), String::new(), quantity, "C62", price, vat).unwrap()
    }

    #[test]
    fn totals_to_the_cent() {
        // lines (quantity x price @ rate) | advertised -> without, vat, with, rounding, due
        for (lines, advertised, expected) in [
            (vec![("1", "12.50", "21")], None, ["12.50", "2.63", "15.13", "0.00", "15.13"]),
            (vec![("1", "1.12", "21"); 3], None, ["3.36", "0.71", "4.07", "0.00", "4.07"]),
            (vec![("1", "10.02", "21"); 3], None, ["30.06", "6.31", "36.37", "0.00", "36.37"]),
            (vec![("1", "20.6612", "21")], Some("25.00"), ["20.66", "4.34", "25.00", "0.00", "25.00"]),
            (vec![("1", "8.2645", "21")], Some("10.00"), ["8.26", "1.73", "9.99", "0.01", "10.00"]),
            (
                vec![("1", "100", "21"), ("2", "50", "6"), ("1", "5", "0")],
                None,
                ["205.00", "27.00", "232.00", "0.00", "232.00"],
            ),
        ] {
            let lines: Vec<Line> = lines.into_iter().map(|(q, p, r)| line(q, p, r)).collect();
            let totals = Totals::of(&lines, &[], advertised.map(|a| Amount::parse(a).unwrap()), Amount::ZERO).unwrap();
            let shown = [
                totals.total_without_vat,
                totals.vat_total,
                totals.total_with_vat,
                totals.rounding_amount,
                totals.amount_due,
            ];
            assert_eq!(shown.map(|amount| amount.to_string()), expected);
        }
    }

    /// Integer reference: price in 1/10000, quantity in whole units, VAT per rate in hundredths of a percent.
    fn reference(lines: &[(u32, i64, i64)]) -> (i64, i64) {
        let half_away = |n: i128, d: i128| (n.abs() + d / 2) / d * n.signum();
        let (mut net, mut per_rate) = (0i128, BTreeMap::<i64, i128>::new());
        for &(quantity, price, rate) in lines {
            let amount = half_away(i128::from(quantity) * i128::from(price), 100);
            net += amount;
            *per_rate.entry(rate).or_default() += amount;
        }
        let vat: i128 = per_rate.iter().map(|(rate, base)| half_away(base * i128::from(*rate), 10_000)).sum();
        (i64::try_from(net).unwrap(), i64::try_from(vat).unwrap())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]
        #[test]
        fn totals_equal_an_integer_reference(
            rows in prop::collection::vec((1u32..50, 0i64..5_000_000, prop::sample::select(vec![0i64, 600, 1_200, 2_100, 550])), 1..12)
        ) {
            let lines: Vec<Line> = rows.iter().map(|&(quantity, price, rate)| {
                let price = rust_decimal::Decimal::new(price, 4).to_string();
                let rate = rust_decimal::Decimal::new(rate, 2).to_string();
                line(&quantity.to_string(), &price, &rate)
            }).collect();
            let totals = Totals::of(&lines, &[], None, Amount::ZERO).unwrap();
            let (net, vat) = reference(&rows);
            prop_assert_eq!((totals.total_without_vat.cents(), totals.vat_total.cents()), (net, vat));
            prop_assert_eq!(totals.total_with_vat.cents(), net + vat);
            prop_assert_eq!(totals.amount_due, totals.total_with_vat);
        }

        #[test]
        fn a_price_with_vat_is_what_is_due(cents in 0i64..10_000_000, seats in 1u32..20, rate in prop::sample::select(vec!["0", "6", "12", "21"])) {
            let rate = Percentage::parse(rate).unwrap();
            let price = Amount::from_cents(cents).unwrap();
            let advertised = Amount::from_cents(cents * i64::from(seats)).unwrap();
            let vat = VatTreatment { category: VatCategory::S, rate, exemption_reason: None, exemption_code: None };
            let net = UnitPrice::from_price_with_vat(price, rate).unwrap();
            let line = Line::new("Item".into(), String::new(), Quantity::whole(seats), "C62", net, vat).unwrap();
            let totals = Totals::of(&[line], &[], Some(advertised), Amount::ZERO).unwrap();
            prop_assert_eq!(totals.amount_due, advertised);
            prop_assert!(totals.rounding_amount.cents().abs() <= 2);
        }
    }
}
