//! Cash discount ("korting contant", "escompte"): less to pay for who pays in time.
//!
//! VAT Code art. 28, 1°: the discount is never part of the taxable base, whether or not the customer pays in time. So the
//! document carries one allowance per VAT rate and, because it still asks for the whole amount, one exempt charge of the
//! same sum (Belgian Peppol Authority, einvoice.belgium.be).

use jiff::{ToSpan, civil::Date};
use serde::{Deserialize, Serialize};

use crate::{
    billing::{
        allowance::{AllowanceCharge, AllowanceKind},
        document::Content,
        line::Line,
        totals::Totals,
        vat::{VatCategory, VatTreatment, vat_breakdown},
        wording::wording,
    },
    language::Language,
    limits,
    money::{Amount, MoneyError, Percentage, Quantity, UnitPrice},
};

/// UNCL5189: special agreement, the code for a cash discount (66 is "New outlet discount").
const ALLOWANCE_CODE: &str = "64";
/// UNCL7161: mutually defined.
const CHARGE_CODE: &str = "ZZZ";

/// The tenant's offer: so many percent off within so many days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CashDiscount {
    /// Above 0, below 100.
    pub percentage: Percentage,
    /// Days from the issue date.
    pub days: u32,
}

/// Why two texts are no cash discount.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CashDiscountError {
    /// Not a percentage above 0 and below 100 with at most two decimals.
    #[error("not a percentage above 0 and below 100")]
    Percentage,
    /// Not a whole number of days from 1 to [`limits::CASH_DISCOUNT_DAYS_MAX`].
    #[error("not a number of days")]
    Days,
}

/// What an invoice of 100.00 without VAT at 21 % comes to with a cash discount.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CashDiscountExample {
    /// VAT, on the reduced base.
    pub vat: Amount,
    /// Amount due.
    pub due: Amount,
    /// What is to be paid in time.
    pub in_time: Amount,
}

/// What an invoice says about its cash discount.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CashDiscountOffer {
    /// The percentage.
    pub percentage: Percentage,
    /// Last day on which it may be taken off.
    pub pay_by: Date,
    /// What is taken off.
    pub discount: Amount,
}

/// What of the cash discount of an invoice can still be taken off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CashDiscountLeft {
    /// How much: what was offered without what credit notes gave back of it. Above zero.
    pub discount: Amount,
    /// Last day on which it may be taken off.
    pub pay_by: Date,
}

impl CashDiscountLeft {
    /// What is to be paid in time where this much is due; none where the discount is all of it or more.
    pub fn asks(self, due: Amount) -> Option<Amount> {
        due.minus(self.discount).ok().filter(|asked| *asked > Amount::ZERO)
    }
}

/// What the cash discount of a document comes to: offered by an invoice, given back by a credit note; zero where there is none.
///
/// # Errors
/// [`MoneyError::OutOfRange`].
pub fn cash_discount_of(content: &Content) -> Result<Amount, MoneyError> {
    let reason = wording(content.language).cash_discount;
    let is_charge = |item: &&AllowanceCharge| {
        item.kind == AllowanceKind::Charge
            && (item.reason_code.as_str(), item.reason.as_str()) == (CHARGE_CODE, reason)
            && item.vat.category == VatCategory::E
    };
    Amount::sum(content.allowances.iter().filter(is_charge).map(|item| item.amount))
}

/// Whether an allowance or charge of a document in this language is a part of its cash discount.
pub fn is_part_of_cash_discount(item: &AllowanceCharge, language: Language) -> bool {
    matches!(item.reason_code.as_str(), ALLOWANCE_CODE | CHARGE_CODE) && item.reason == wording(language).cash_discount
}

impl CashDiscount {
    /// Parses `2.5` and `8`.
    ///
    /// # Errors
    /// [`CashDiscountError`].
    pub fn parse(percentage: &str, days: &str) -> Result<Self, CashDiscountError> {
        let percentage = Percentage::parse(percentage)
            .ok()
            .filter(|percentage| *percentage > Percentage::ZERO && *percentage < Percentage::HUNDRED)
            .ok_or(CashDiscountError::Percentage)?;
        let days = days
            .bytes()
            .all(|byte| byte.is_ascii_digit())
            .then(|| days.parse().ok())
            .flatten()
            .filter(|days| (1..=limits::CASH_DISCOUNT_DAYS_MAX).contains(days))
            .ok_or(CashDiscountError::Days)?;
        Ok(Self { percentage, days })
    }

    /// What it does to an invoice of 100.00 without VAT at 21 %.
    ///
    /// # Errors
    /// Never for what [`Self::parse`] makes.
    pub fn example(self) -> Result<CashDiscountExample, MoneyError> {
        let vat = VatTreatment {
            category: VatCategory::S,
            rate: Percentage::parse("21")?,
            exemption_reason: None,
            exemption_code: None,
        };
        let price = UnitPrice::parse("100")?;
        let lines = [Line::new(String::new(), String::new(), Quantity::whole(1), "C62", price, vat)?];
        let (items, discount) = match self.on(&lines, &[], Date::ZERO, "")? {
            Some((items, offer)) => (items, offer.discount),
            None => (Vec::new(), Amount::ZERO),
        };
        let totals = Totals::of(&lines, &items, None, Amount::ZERO)?;
        let in_time = totals.amount_due.minus(discount)?;
        Ok(CashDiscountExample { vat: totals.vat_total, due: totals.amount_due, in_time })
    }

    /// The allowances and the charge for these lines with the allowances and charges that the document has already, and the
    /// offer; nothing where no line bears VAT.
    ///
    /// `reason` is printed beside each of them, such as "Korting contant". Lines at 0 % and with reverse charge need no
    /// allowance: there is no VAT to correct.
    ///
    /// # Errors
    /// [`MoneyError::OutOfRange`].
    pub fn on(
        self,
        lines: &[Line],
        allowances: &[AllowanceCharge],
        issue_date: Date,
        reason: &str,
    ) -> Result<Option<(Vec<AllowanceCharge>, CashDiscountOffer)>, MoneyError> {
        let mut items = Vec::new();
        for subtotal in vat_breakdown(lines, allowances)?.iter().filter(|subtotal| subtotal.category == VatCategory::S)
        {
            let (rate, base) = (subtotal.rate, subtotal.taxable_amount);
            let amount = self.percentage.of(base)?;
            if amount > Amount::ZERO {
                items.push(AllowanceCharge {
                    kind: AllowanceKind::Allowance,
                    reason: reason.to_owned(),
                    reason_code: ALLOWANCE_CODE.to_owned(),
                    percentage: Some(self.percentage),
                    base_amount: Some(base),
                    amount,
                    vat: VatTreatment { category: VatCategory::S, rate, exemption_reason: None, exemption_code: None },
                });
            }
        }
        if items.is_empty() {
            return Ok(None);
        }
        let discount = Amount::sum(items.iter().map(|item| item.amount))?;
        items.push(AllowanceCharge {
            kind: AllowanceKind::Charge,
            reason: reason.to_owned(),
            reason_code: CHARGE_CODE.to_owned(),
            percentage: None,
            base_amount: None,
            amount: discount,
            vat: VatTreatment {
                category: VatCategory::E,
                rate: Percentage::ZERO,
                exemption_reason: Some(reason.to_owned()),
                exemption_code: None,
            },
        });
        let pay_by = issue_date.saturating_add(i64::from(self.days).days());
        Ok(Some((items, CashDiscountOffer { percentage: self.percentage, pay_by, discount })))
    }
}

#[cfg(test)]
#[allow(clippy::arithmetic_side_effects, reason = "references count in plain integers")]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    fn line(price: &str, category: VatCategory, rate: &str) -> Line {
        let exemption_reason = (category == VatCategory::E).then(|| "Vrijgesteld".to_owned());
        let vat =
            VatTreatment { category, rate: Percentage::parse(rate).unwrap(), exemption_reason, exemption_code: None };
        let price = UnitPrice::parse(price).unwrap();
        Line::new("Item".into(), String::new(), Quantity::whole(1), "C62", price, vat).unwrap()
    }

    fn two_percent() -> CashDiscount {
        CashDiscount { percentage: Percentage::parse("2").unwrap(), days: 8 }
    }

    #[test]
    fn vat_is_charged_on_the_reduced_base_and_the_whole_amount_is_due() {
        use VatCategory::{AE, E, S};
        // lines | without VAT, VAT, due, due in time
        for (lines, expected) in [
            (vec![line("100", S, "21")], ["100.00", "20.58", "120.58", "118.58"]),
            (vec![line("100", S, "21"), line("50", S, "6")], ["150.00", "23.52", "173.52", "170.52"]),
            (vec![line("100", S, "21"), line("40", E, "0")], ["140.00", "20.58", "160.58", "158.58"]),
            (vec![line("100", S, "21"), line("40", AE, "0")], ["140.00", "20.58", "160.58", "158.58"]),
        ] {
            let (items, offer) = two_percent().on(&lines, &[], date(2026, 12, 1), "Korting contant").unwrap().unwrap();
            let totals = Totals::of(&lines, &items, None, Amount::ZERO).unwrap();
            let in_time = totals.amount_due.minus(offer.discount).unwrap();
            let shown = [totals.total_without_vat, totals.vat_total, totals.amount_due, in_time];
            assert_eq!(shown.map(|amount| amount.to_string()), expected);
            assert_eq!(offer.pay_by, date(2026, 12, 9));
            assert_eq!(totals.vat_breakdown.iter().filter(|row| row.category == E).count(), 1, "one merged exempt row");
        }
    }

    #[test]
    fn a_percentage_and_a_period_are_parsed() {
        use CashDiscountError::{Days, Percentage};
        for (percentage, days, expected) in [
            ("2", "8", Ok("2 8")),
            ("2.50", "60", Ok("2.5 60")),
            ("0.01", "1", Ok("0.01 1")),
            ("99.99", "08", Ok("99.99 8")),
            ("0", "8", Err(Percentage)),
            ("100", "8", Err(Percentage)),
            ("-2", "8", Err(Percentage)),
            ("2,5", "8", Err(Percentage)),
            ("2.555", "8", Err(Percentage)),
            ("", "8", Err(Percentage)),
            ("2", "", Err(Days)),
            ("2", "0", Err(Days)),
            ("2", "61", Err(Days)),
            ("2", "+8", Err(Days)),
            ("2", "8.5", Err(Days)),
            ("2", "99999999999", Err(Days)),
        ] {
            let parsed = CashDiscount::parse(percentage, days).map(|it| format!("{} {}", it.percentage, it.days));
            assert_eq!(parsed.as_deref().map_err(|error| *error), expected, "{percentage} {days}");
        }
    }

    #[test]
    fn the_example_is_the_one_of_the_authority() {
        for (percentage, expected) in [("2", ["20.58", "120.58", "118.58"]), ("2.5", ["20.48", "120.48", "117.98"])] {
            let CashDiscountExample { vat, due, in_time } =
                CashDiscount::parse(percentage, "8").unwrap().example().unwrap();
            assert_eq!([vat, due, in_time].map(|amount| amount.to_string()), expected);
        }
    }

    #[test]
    fn without_vat_there_is_nothing_to_correct() {
        for lines in [vec![], vec![line("100", VatCategory::AE, "0")], vec![line("0.10", VatCategory::S, "21")]] {
            assert_eq!(two_percent().on(&lines, &[], date(2026, 12, 1), "Escompte").unwrap(), None);
        }
    }

    #[test]
    fn what_the_document_takes_off_already_is_not_discounted_again() {
        let lines = [line("100", VatCategory::S, "21")];
        let off = AllowanceCharge {
            kind: AllowanceKind::Allowance,
            reason: "Loyalty".into(),
            reason_code: "95".into(),
            percentage: None,
            base_amount: None,
            amount: Amount::parse("10").unwrap(),
            vat: lines[0].vat.clone(),
        };
        let discount = CashDiscount { percentage: Percentage::parse("2").unwrap(), days: 8 };
        let (items, offer) = discount.on(&lines, &[off], date(2026, 12, 1), "x").unwrap().unwrap();
        assert_eq!(
            (offer.discount.to_string(), items[0].base_amount.unwrap().to_string()),
            ("1.80".into(), "90.00".into())
        );
    }

    proptest! {
        #[test]
        fn the_total_without_vat_stays_and_the_vat_equals_an_integer_reference(
            rows in prop::collection::vec((1i64..1_000_000, prop::sample::select(vec![600i64, 1_200, 2_100])), 1..8),
            percent in 1i64..=50,
        ) {
            let half_away = |n: i64, d: i64| (n + d / 2) / d;
            let lines: Vec<Line> = rows.iter().map(|(cents, rate)| {
                let price = Amount::from_cents(*cents).unwrap().to_string();
                line(&price, VatCategory::S, &(rate / 100).to_string())
            }).collect();
            let discount = CashDiscount { percentage: Percentage::parse(&percent.to_string()).unwrap(), days: 8 };
            let items = discount.on(&lines, &[], date(2026, 12, 1), "x").unwrap().map(|(items, _)| items).unwrap_or_default();
            let totals = Totals::of(&lines, &items, None, Amount::ZERO).unwrap();
            let mut bases = std::collections::BTreeMap::<i64, i64>::new();
            for (cents, rate) in &rows {
                *bases.entry(*rate).or_default() += cents;
            }
            let vat: i64 = bases.iter().map(|(rate, base)| half_away((base - half_away(base * percent, 100)) * rate, 10_000)).sum();
            prop_assert_eq!(totals.vat_total.cents(), vat);
            prop_assert_eq!(totals.total_without_vat, totals.line_net_total);
        }
    }
}
