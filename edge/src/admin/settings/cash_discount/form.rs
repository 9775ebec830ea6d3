//! The form Cash discount: a percentage, empty for none, and a period.

use shared::{
    billing::cash_discount::{CashDiscount, CashDiscountError},
    fault::Fault,
    limits,
};

use crate::web::fields::Fields;

/// Names in the form.
pub const NAMES: &[&str] = &["version", "percentage", "days"];

/// What the form holds: what is stored, or what was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CashDiscountForm {
    /// Version of the settings that the form showed; none if it is no number.
    pub version: Option<i64>,
    /// Percentage; empty for no cash discount.
    pub percentage: String,
    /// Days from the issue date.
    pub days: String,
}

impl CashDiscountForm {
    /// Reads the form.
    pub fn parse(fields: &Fields) -> Self {
        Self {
            version: fields.text("version").parse().ok(),
            percentage: fields.text("percentage").to_owned(),
            days: fields.text("days").to_owned(),
        }
    }

    /// The form of what is stored. The period is kept while there is no discount.
    pub fn of(discount: Option<CashDiscount>, days: u32, version: i64) -> Self {
        let percentage = discount.map(|discount| discount.percentage.to_string()).unwrap_or_default();
        Self { version: Some(version), percentage, days: days.to_string() }
    }

    /// The chosen discount, or none.
    ///
    /// # Errors
    /// The field to mend, with a sentence that says how.
    pub fn decide(&self) -> Result<Option<CashDiscount>, Fault> {
        if self.percentage.is_empty() {
            return Ok(None);
        }
        CashDiscount::parse(&self.percentage, &self.days).map(Some).map_err(|error| match error {
            CashDiscountError::Percentage => Fault::new(
                "percentage",
                "percentage",
                "Enter the discount as a percentage above 0 and below 100, such as 2 or 2.5, or leave it empty for none.",
            ),
            CashDiscountError::Days => Fault::new(
                "days",
                "days",
                format!(
                    "Enter the period as a whole number of days from 1 to {}, such as 8.",
                    limits::CASH_DISCOUNT_DAYS_MAX
                ),
            ),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_percentage_is_no_discount() {
        for (form, expected) in [
            ("percentage=2&days=8", Ok("2 8")),
            ("percentage=+2.50+&days=+14+", Ok("2.5 14")),
            ("percentage=&days=abc", Ok("none")),
            ("percentage=two&days=8", Err("percentage")),
            ("percentage=2", Err("days")),
        ] {
            let form = CashDiscountForm::parse(&Fields::parse(form.as_bytes(), NAMES).unwrap());
            let decided = form.decide().map(|chosen| {
                chosen.map_or_else(|| "none".to_owned(), |chosen| format!("{} {}", chosen.percentage, chosen.days))
            });
            assert_eq!(decided.as_deref().map_err(|fault| fault.pointer.as_str()), expected);
        }
    }

    #[test]
    fn what_is_stored_fills_the_form() {
        let discount = CashDiscount::parse("2.5", "14").unwrap();
        let form = CashDiscountForm::of(Some(discount), 14, 1);
        assert_eq!(form.decide(), Ok(Some(discount)));
        let form = CashDiscountForm::of(None, 14, 1);
        assert_eq!((form.days.as_str(), form.decide()), ("14", Ok(None)));
    }
}
