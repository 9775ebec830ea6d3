//! Amounts, unit prices and percentages as decimals, and the only rounding in the product.
//!
//! Rounding is half away from zero to cents, as finance.belgium.be prescribes for VAT; `round_dp` alone would be
//! banker's rounding and wrong (2.625 must become 2.63).
#![deny(clippy::arithmetic_side_effects)]

use std::fmt;

use rust_decimal::{Decimal, RoundingStrategy};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::limits;

/// Why a text or a computation is not money.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    /// Not plain ASCII digits with at most the allowed decimals after a dot.
    #[error("not a decimal number")]
    Syntax,
    /// Beyond the bound of the type.
    #[error("out of range")]
    OutOfRange,
}

/// An amount of money with two decimals, at most 999,999,999.99 either way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Amount(Decimal);

impl Amount {
    /// 0.00
    pub const ZERO: Self = Self(Decimal::ZERO);

    /// The amount of so many cents.
    ///
    /// # Errors
    /// [`MoneyError::OutOfRange`] beyond [`limits::AMOUNT_CENTS_MAX`].
    pub fn from_cents(cents: i64) -> Result<Self, MoneyError> {
        if cents.unsigned_abs() > limits::AMOUNT_CENTS_MAX.unsigned_abs() {
            return Err(MoneyError::OutOfRange);
        }
        Ok(Self(Decimal::new(cents, 2)))
    }

    /// The amount in cents, as the database stores it.
    pub fn cents(self) -> i64 {
        let mut scaled = self.0;
        scaled.rescale(2);
        i64::try_from(scaled.mantissa()).unwrap_or(i64::MAX) // the bound of the type is far below
    }

    /// Parses `12`, `12.5`, `12.50` or `-12.50`: ASCII digits, at most two decimals.
    ///
    /// # Errors
    /// [`MoneyError`] for exponents, separators, other digits, more decimals or a value out of range.
    pub fn parse(text: &str) -> Result<Self, MoneyError> {
        Self::within(parse_decimal(text, 2)?)
    }

    /// The sum of both.
    ///
    /// # Errors
    /// [`MoneyError::OutOfRange`].
    pub fn plus(self, other: Self) -> Result<Self, MoneyError> {
        Self::within(self.0.checked_add(other.0).ok_or(MoneyError::OutOfRange)?)
    }

    /// The difference.
    ///
    /// # Errors
    /// [`MoneyError::OutOfRange`].
    pub fn minus(self, other: Self) -> Result<Self, MoneyError> {
        Self::within(self.0.checked_sub(other.0).ok_or(MoneyError::OutOfRange)?)
    }

    /// The sum of all.
    ///
    /// # Errors
    /// [`MoneyError::OutOfRange`].
    pub fn sum(amounts: impl IntoIterator<Item = Self>) -> Result<Self, MoneyError> {
        amounts.into_iter().try_fold(Self::ZERO, Self::plus)
    }

    /// As much of the amount as `part` is of `whole`, rounded to cents; nothing of it where the whole is zero.
    ///
    /// # Errors
    /// [`MoneyError::OutOfRange`].
    pub fn share(self, part: Self, whole: Self) -> Result<Self, MoneyError> {
        if whole.is_zero() {
            return Ok(Self::ZERO);
        }
        let share = self.0.checked_mul(part.0).and_then(|product| product.checked_div(whole.0));
        Self::rounded(share.ok_or(MoneyError::OutOfRange)?)
    }

    /// As much of the amount as `part` is of `whole`, rounded to cents; nothing of it where the whole is zero.
    ///
    /// # Errors
    /// [`MoneyError::OutOfRange`].
    pub fn portion(self, part: Quantity, whole: Quantity) -> Result<Self, MoneyError> {
        self.share(Self(part.0), Self(whole.0))
    }

    /// Whether the amount is below zero.
    pub fn is_negative(self) -> bool {
        self.0 < Decimal::ZERO
    }

    /// Whether the amount is zero.
    pub fn is_zero(self) -> bool {
        self.0.is_zero()
    }

    fn rounded(value: Decimal) -> Result<Self, MoneyError> {
        Self::within(value.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero))
    }

    fn within(mut value: Decimal) -> Result<Self, MoneyError> {
        value.rescale(2);
        if value.abs() > Decimal::new(limits::AMOUNT_CENTS_MAX, 2) {
            return Err(MoneyError::OutOfRange);
        }
        Ok(Self(if value.is_zero() { Decimal::ZERO } else { value }))
    }
}

impl fmt::Display for Amount {
    /// Always two decimals: `60.00`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut value = self.0;
        value.rescale(2);
        value.fmt(f)
    }
}

/// Price of one unit without VAT, at most four decimals (BT-146).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnitPrice(Decimal);

impl UnitPrice {
    /// Nothing.
    pub const ZERO: Self = Self(Decimal::ZERO);

    /// Parses a price of at most four decimals.
    ///
    /// # Errors
    /// [`MoneyError`].
    pub fn parse(text: &str) -> Result<Self, MoneyError> {
        let value = parse_decimal(text, 4)?;
        Amount::rounded(value)?;
        Ok(Self(value.normalize()))
    }

    /// A price that does not contain VAT.
    pub fn without_vat(price: Amount) -> Self {
        Self(price.0)
    }

    /// The price without VAT of a price that contains it: 25.00 at 21 % is 20.6612.
    ///
    /// # Errors
    /// [`MoneyError::OutOfRange`].
    pub fn from_price_with_vat(price: Amount, rate: Percentage) -> Result<Self, MoneyError> {
        let hundred = Decimal::ONE_HUNDRED;
        let divisor = hundred.checked_add(rate.0).ok_or(MoneyError::OutOfRange)?;
        let net = price.0.checked_mul(hundred).and_then(|p| p.checked_div(divisor)).ok_or(MoneyError::OutOfRange)?;
        Ok(Self(net.round_dp_with_strategy(4, RoundingStrategy::MidpointAwayFromZero).normalize()))
    }

    /// Line net amount (BT-131): quantity times price, rounded to cents.
    ///
    /// # Errors
    /// [`MoneyError::OutOfRange`].
    pub fn times(self, quantity: Quantity) -> Result<Amount, MoneyError> {
        Amount::rounded(self.0.checked_mul(quantity.0).ok_or(MoneyError::OutOfRange)?)
    }
}

impl fmt::Display for UnitPrice {
    /// At least two decimals, at most four: `60.00`, `20.6612`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut value = self.0.normalize();
        if value.scale() < 2 {
            value.rescale(2);
        }
        value.fmt(f)
    }
}

/// How many units (BT-129), at most four decimals.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Quantity(Decimal);

impl Quantity {
    /// None.
    pub const ZERO: Self = Self(Decimal::ZERO);

    /// The sum of both.
    ///
    /// # Errors
    /// [`MoneyError::OutOfRange`].
    pub fn plus(self, other: Self) -> Result<Self, MoneyError> {
        Self::within(self.0.checked_add(other.0).ok_or(MoneyError::OutOfRange)?)
    }

    /// The difference.
    ///
    /// # Errors
    /// [`MoneyError::OutOfRange`].
    pub fn minus(self, other: Self) -> Result<Self, MoneyError> {
        Self::within(self.0.checked_sub(other.0).ok_or(MoneyError::OutOfRange)?)
    }

    /// Whether it is none.
    pub fn is_zero(self) -> bool {
        self.0.is_zero()
    }

    /// Whether it lies between none and this one, either end included; both may be below zero.
    pub fn is_within(self, bound: Self) -> bool {
        self.0 >= bound.0.min(Decimal::ZERO) && self.0 <= bound.0.max(Decimal::ZERO)
    }

    fn within(value: Decimal) -> Result<Self, MoneyError> {
        Amount::rounded(value)?;
        Ok(Self(value.normalize()))
    }

    /// A whole number of units.
    pub fn whole(units: u32) -> Self {
        Self(Decimal::from(units))
    }

    /// Parses a quantity of at most four decimals.
    ///
    /// # Errors
    /// [`MoneyError`].
    pub fn parse(text: &str) -> Result<Self, MoneyError> {
        Self::within(parse_decimal(text, 4)?)
    }
}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.normalize().fmt(f)
    }
}

/// A rate from 0 to 100 percent with at most two decimals.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Percentage(Decimal);

impl Percentage {
    /// 0 %
    pub const ZERO: Self = Self(Decimal::ZERO);
    /// 100 %
    pub const HUNDRED: Self = Self(Decimal::ONE_HUNDRED);

    /// A whole rate; more than 100 is 100.
    pub fn whole(percent: u8) -> Self {
        Self(Decimal::from(percent.min(100)))
    }

    /// Whether it is 0 %.
    pub fn is_zero(self) -> bool {
        self.0.is_zero()
    }

    /// Parses `21`, `6`, `5.5`.
    ///
    /// # Errors
    /// [`MoneyError`] for anything outside 0 to 100 or with more than two decimals.
    pub fn parse(text: &str) -> Result<Self, MoneyError> {
        let value = parse_decimal(text, 2)?;
        if value < Decimal::ZERO || value > Decimal::ONE_HUNDRED {
            return Err(MoneyError::OutOfRange);
        }
        Ok(Self(value.normalize()))
    }

    /// This share of the amount, rounded to cents.
    ///
    /// # Errors
    /// [`MoneyError::OutOfRange`].
    pub fn of(self, amount: Amount) -> Result<Amount, MoneyError> {
        let product = amount.0.checked_mul(self.0).and_then(|p| p.checked_div(Decimal::ONE_HUNDRED));
        Amount::rounded(product.ok_or(MoneyError::OutOfRange)?)
    }
}

impl fmt::Display for Percentage {
    /// Without trailing zeros: `21`, `5.5`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.normalize().fmt(f)
    }
}

fn parse_decimal(text: &str, decimals_max: usize) -> Result<Decimal, MoneyError> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    if !all_digits(whole) || !all_digits(fraction) || fraction.len() > decimals_max || whole.len() > 15 {
        return Err(MoneyError::Syntax);
    }
    Decimal::from_str_exact(text).map_err(|_| MoneyError::OutOfRange)
}

macro_rules! serde_as_text {
    ($($name:ident),*) => {$(
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }
        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
                Self::parse(&text).map_err(serde::de::Error::custom)
            }
        }
    )*};
}
serde_as_text!(Amount, UnitPrice, Quantity, Percentage);

#[cfg(test)]
#[allow(clippy::arithmetic_side_effects, reason = "references count in plain integers")]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn amount(text: &str) -> Amount {
        Amount::parse(text).unwrap()
    }

    #[test]
    fn rounds_half_away_from_zero() {
        for (base, rate, vat) in [
            ("12.50", "21", "2.63"),
            ("-12.50", "21", "-2.63"),
            ("3.36", "21", "0.71"),
            ("30.06", "21", "6.31"),
            ("98.00", "21", "20.58"),
            ("0.00", "21", "0.00"),
            ("100.00", "5.5", "5.50"),
        ] {
            assert_eq!(Percentage::parse(rate).unwrap().of(amount(base)).unwrap(), amount(vat), "{base} at {rate}");
        }
    }

    #[test]
    fn a_price_with_vat_gives_four_decimals_without() {
        let rate = Percentage::parse("21").unwrap();
        for (with, without) in [("25.00", "20.6612"), ("10.00", "8.2645"), ("121.00", "100.00"), ("0.00", "0.00")] {
            assert_eq!(UnitPrice::from_price_with_vat(amount(with), rate).unwrap().to_string(), without);
        }
    }

    #[test]
    fn only_plain_decimals_are_money() {
        for (text, shown) in
            [("12", "12.00"), ("12.5", "12.50"), ("-0", "0.00"), ("0012.30", "12.30"), ("-1.05", "-1.05")]
        {
            assert_eq!(amount(text).to_string(), shown);
        }
        for bad in
            ["", "-", ".5", "5.", "1e3", "1,00", "١٢", " 1", "+1", "0.005", "1_000", "12345678901234567890", "NaN"]
        {
            assert!(Amount::parse(bad).is_err(), "{bad}");
        }
        assert_eq!(Amount::parse("1000000000.00"), Err(MoneyError::OutOfRange));
        assert_eq!(Percentage::parse("100.01"), Err(MoneyError::OutOfRange));
        assert_eq!(Percentage::parse("-1"), Err(MoneyError::OutOfRange));
    }

    proptest! {
        #[test]
        fn cents_survive(cents in -limits::AMOUNT_CENTS_MAX..=limits::AMOUNT_CENTS_MAX) {
            let amount = Amount::from_cents(cents).unwrap();
            prop_assert_eq!(amount.cents(), cents);
            prop_assert_eq!(Amount::parse(&amount.to_string()).unwrap(), amount);
        }

        #[test]
        fn a_share_equals_integer_arithmetic(cents in -10_000_000i64..10_000_000, rate in 0i64..=10_000) {
            let share = Percentage(Decimal::new(rate, 2)).of(Amount::from_cents(cents).unwrap()).unwrap().cents();
            let (product, half) = (i128::from(cents) * i128::from(rate), 5_000i128);
            let expected = (product.abs() + half) / 10_000 * product.signum();
            prop_assert_eq!(i128::from(share), expected);
        }
    }
}
