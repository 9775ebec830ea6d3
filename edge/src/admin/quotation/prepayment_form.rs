//! The form Invoice a prepayment.

use jiff::civil::Date;
use shared::{
    billing::prepayment::{Job, PrepaymentError},
    fault::Fault,
    money::{Amount, Percentage},
    tenant::terms::Deposit,
};

use crate::web::fields::Fields;

/// Names in the form.
pub const NAMES: &[&str] = &["id", "part", "percentage", "amount", "due_date"];

/// What the form holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PrepaymentForm {
    /// Handle that the prepayment invoice gets, made with the form.
    pub id: String,
    /// `percentage` or `amount`.
    pub part: String,
    /// Decimal.
    pub percentage: String,
    /// Decimal, with VAT.
    pub amount: String,
    /// `YYYY-MM-DD`.
    pub due_date: String,
}

impl PrepaymentForm {
    /// A form that asks for what the payment terms propose.
    pub fn preset(id: String, job: &Job<'_>, today: Date) -> Self {
        let (part, percentage, amount) = match job.proposed() {
            Some(Deposit::Percentage(share)) => ("percentage", share.to_string(), String::new()),
            Some(Deposit::Fixed(amount)) => ("amount", String::new(), amount.to_string()),
            None => ("percentage", String::new(), String::new()),
        };
        Self { id, part: part.to_owned(), percentage, amount, due_date: job.due_date(today).to_string() }
    }

    /// Reads the form.
    pub fn parse(fields: &Fields) -> Self {
        let text = |name| fields.text(name).to_owned();
        Self {
            id: text("id"),
            part: text("part"),
            percentage: text("percentage"),
            amount: text("amount"),
            due_date: text("due_date"),
        }
    }

    /// How much is asked for, and by when.
    ///
    /// # Errors
    /// The fields to mend.
    pub fn decide(&self) -> Result<(Deposit, Date), Vec<Fault>> {
        // A comma is the decimal sign of the country.
        let decimal = |text: &str| text.replace(',', ".");
        let part = match self.part.as_str() {
            "percentage" => Percentage::parse(&decimal(&self.percentage)).map(Deposit::Percentage).map_err(|_| {
                Fault::new("percentage", "percentage", "Enter a percentage above 0 and at most 100, such as 30.")
            }),
            "amount" => Amount::parse(&decimal(&self.amount)).map(Deposit::Fixed).map_err(|_| {
                let detail = "Enter the amount in digits with at most two decimals, such as 250.00.";
                Fault::new("amount", "amount", detail)
            }),
            _ => Err(Fault::new("part", "part-percentage", "Choose a percentage or an amount.")),
        };
        // jiff knows more spellings than a date field makes.
        let due_date = if self.due_date.len() == 10 { self.due_date.parse().ok() } else { None };
        let due_date = due_date.ok_or_else(|| {
            Fault::new("due_date", "due_date", "Enter the due date as year-month-day, such as 2026-12-01.")
        });
        match (part, due_date) {
            (Ok(part), Ok(due_date)) => Ok((part, due_date)),
            (part, due_date) => Err(part.err().into_iter().chain(due_date.err()).collect()),
        }
    }

    /// What the decision refused, at its field.
    pub fn fault(&self, error: &PrepaymentError) -> Fault {
        let field = if self.part == "amount" { "amount" } else { "percentage" };
        match error {
            PrepaymentError::DueBeforeIssue => Fault::new("due_date", "due_date", error.to_string()),
            _ => Fault::new("prepayment", field, error.to_string()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_is_understood_or_named() {
        let form = |text: &str| PrepaymentForm::parse(&Fields::parse(text.as_bytes(), NAMES).unwrap());
        let share = |text| Deposit::Percentage(Percentage::parse(text).unwrap());
        for (text, part) in [
            ("part=percentage&percentage=30&due_date=2026-12-01", share("30")),
            ("part=percentage&percentage=33%2C33&amount=nonsense&due_date=2026-12-01", share("33.33")),
            ("part=amount&amount=250%2C50&due_date=2026-12-01", Deposit::Fixed(Amount::parse("250.50").unwrap())),
        ] {
            assert_eq!(form(text).decide().unwrap().0, part, "{text}");
        }
        for (text, fields) in [
            ("", vec!["part-percentage", "due_date"]),
            ("part=percentage&percentage=101&due_date=2026-12-01", vec!["percentage"]),
            ("part=amount&amount=1e3&due_date=20261201", vec!["amount", "due_date"]),
            ("part=half&due_date=2026-12-01", vec!["part-percentage"]),
        ] {
            let faults = form(text).decide().unwrap_err();
            assert_eq!(faults.iter().map(|fault| fault.pointer.as_str()).collect::<Vec<_>>(), fields, "{text}");
        }
    }
}
