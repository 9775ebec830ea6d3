//! The form Payment terms: one kind of seven, and the value of those that have one.

use shared::{
    fault::Fault,
    limits,
    tenant::terms::{PaymentTerms, TermsError},
};

use crate::web::fields::Fields;

/// Names in the form.
pub const NAMES: &[&str] = &["version", "kind", "deposit_fixed", "deposit_percentage", "pay_later"];

/// What the form asks for; the values of kinds that were not chosen are kept for showing the form again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TermsForm {
    /// Version of the settings that the form showed; none if it is no number.
    pub version: Option<i64>,
    /// One of `PaymentTerms::KINDS`, or anything.
    pub kind: String,
    /// Amount of a fixed deposit.
    pub deposit_fixed: String,
    /// Share of a deposit in percent.
    pub deposit_percentage: String,
    /// Days of pay later.
    pub pay_later: String,
}

impl TermsForm {
    /// Reads the form.
    pub fn parse(fields: &Fields) -> Self {
        Self {
            version: fields.text("version").parse().ok(),
            kind: fields.text("kind").to_owned(),
            deposit_fixed: fields.text("deposit_fixed").to_owned(),
            deposit_percentage: fields.text("deposit_percentage").to_owned(),
            pay_later: fields.text("pay_later").to_owned(),
        }
    }

    /// The form of stored terms.
    pub fn of(terms: &PaymentTerms, version: i64) -> Self {
        let mut form = Self { version: Some(version), kind: terms.kind().to_owned(), ..Self::default() };
        match terms.kind() {
            "deposit_fixed" => form.deposit_fixed = terms.value(),
            "deposit_percentage" => form.deposit_percentage = terms.value(),
            "pay_later" => form.pay_later = terms.value(),
            _ => {}
        }
        form
    }

    /// The typed value of a kind.
    pub fn value(&self, kind: &str) -> &str {
        match kind {
            "deposit_fixed" => &self.deposit_fixed,
            "deposit_percentage" => &self.deposit_percentage,
            "pay_later" => &self.pay_later,
            _ => "",
        }
    }

    /// The chosen terms.
    ///
    /// # Errors
    /// The field to mend, with a sentence that says how.
    pub fn decide(&self) -> Result<PaymentTerms, Fault> {
        PaymentTerms::parse(&self.kind, self.value(&self.kind)).map_err(|error| match error {
            TermsError::UnknownKind => Fault::new("unknown_kind", "kind-no_payment", "Choose the payment terms."),
            TermsError::Value => match self.kind.as_str() {
                "deposit_fixed" => {
                    Fault::new("value", "deposit_fixed", "Enter the deposit as an amount above zero, such as 20.00.")
                }
                "deposit_percentage" => Fault::new(
                    "value",
                    "deposit_percentage",
                    "Enter the deposit as a percentage from 0.01 to 100, such as 30.",
                ),
                _ => Fault::new(
                    "value",
                    "pay_later",
                    format!("Enter the days as a whole number from 0 to {}, such as 14.", limits::PAY_LATER_DAYS_MAX),
                ),
            },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_value_of_the_chosen_kind_counts() {
        for (form, expected) in [
            ("kind=no_payment&pay_later=abc", Ok("no_payment ")),
            ("kind=deposit_fixed&deposit_fixed=+20+&pay_later=14", Ok("deposit_fixed 20.00")),
            ("kind=deposit_percentage&deposit_percentage=33.33", Ok("deposit_percentage 33.33")),
            ("kind=pay_later&pay_later=0", Ok("pay_later 0")),
            ("kind=pay_later", Err("pay_later")),
            ("kind=pay_later&pay_later=366", Err("pay_later")),
            ("kind=deposit_fixed&deposit_fixed=1,50", Err("deposit_fixed")),
            ("kind=deposit_percentage&deposit_percentage=0", Err("deposit_percentage")),
            ("kind=cash", Err("kind-no_payment")),
            ("", Err("kind-no_payment")),
        ] {
            let form = TermsForm::parse(&Fields::parse(form.as_bytes(), NAMES).unwrap());
            let decided = form.decide().map(|terms| format!("{} {}", terms.kind(), terms.value()));
            let decided = decided.as_deref().map_err(|fault| fault.pointer.as_str());
            assert_eq!(decided, expected);
        }
    }

    #[test]
    fn stored_terms_fill_the_form() {
        for (kind, value) in
            [("no_payment", ""), ("deposit_fixed", "20.00"), ("deposit_percentage", "30"), ("pay_later", "14")]
        {
            let terms = PaymentTerms::parse(kind, value).unwrap();
            let form = TermsForm::of(&terms, 1);
            assert_eq!((form.value(kind), form.decide()), (value, Ok(terms)));
        }
    }
}
