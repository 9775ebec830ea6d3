//! Payment terms: what a customer owes at booking, and when an invoice is due.

use std::fmt;

use jiff::{ToSpan, civil::Date};
use serde::{Deserialize, Serialize};

use crate::{
    limits,
    money::{Amount, MoneyError, Percentage},
};

/// What is asked of the customer at booking.
///
/// A service may override the company's terms; the flag is always judged with the terms in effect for the booking.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum PaymentTerms {
    /// Nothing is asked: free services, inspections, payment on site.
    NoPayment,
    /// A card is collected, nothing is charged.
    NoPaymentCardOnFile,
    /// A part is paid at booking, the balance on the day of the service.
    Deposit {
        /// How large the part is.
        deposit: Deposit,
    },
    /// The whole amount is paid at booking.
    FullPayment,
    /// The amount is held on the card and taken after the service.
    PreAuthorization,
    /// The invoice is due this many days after its issue.
    PayLater {
        /// 0 to [`limits::PAY_LATER_DAYS_MAX`].
        days: u32,
    },
}

/// The part paid at booking.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "value", rename_all = "snake_case")]
pub enum Deposit {
    /// A fixed amount, at most the total.
    Fixed(Amount),
    /// A share of the total with VAT.
    Percentage(Percentage),
}

impl Deposit {
    /// The deposit on a total: never more than the total itself.
    ///
    /// # Errors
    /// [`MoneyError::OutOfRange`].
    pub fn on(self, total_with_vat: Amount) -> Result<Amount, MoneyError> {
        match self {
            Self::Fixed(amount) => Ok(amount.min(total_with_vat)),
            Self::Percentage(share) => share.of(total_with_vat),
        }
    }
}

/// The stored form of payment terms: a kind and, where the kind needs one, a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TermsError {
    /// No such kind.
    #[error("unknown payment terms")]
    UnknownKind,
    /// The value does not fit the kind.
    #[error("the value does not fit the payment terms")]
    Value,
}

impl PaymentTerms {
    /// The kinds in the order of the settings page.
    pub const KINDS: [&'static str; 7] = [
        "no_payment",
        "no_payment_card_on_file",
        "deposit_fixed",
        "deposit_percentage",
        "full_payment",
        "pre_authorization",
        "pay_later",
    ];

    /// Reads the stored form: one of [`Self::KINDS`] and its value (amount, percent or days).
    ///
    /// # Errors
    /// [`TermsError`].
    pub fn parse(kind: &str, value: &str) -> Result<Self, TermsError> {
        match (kind, value.trim()) {
            ("no_payment", _) => Ok(Self::NoPayment),
            ("no_payment_card_on_file", _) => Ok(Self::NoPaymentCardOnFile),
            ("deposit_fixed", value) => {
                let amount = Amount::parse(value).map_err(|_| TermsError::Value)?;
                if amount > Amount::ZERO {
                    Ok(Self::Deposit { deposit: Deposit::Fixed(amount) })
                } else {
                    Err(TermsError::Value)
                }
            }
            ("deposit_percentage", value) => {
                let share = Percentage::parse(value).map_err(|_| TermsError::Value)?;
                if share > Percentage::ZERO {
                    Ok(Self::Deposit { deposit: Deposit::Percentage(share) })
                } else {
                    Err(TermsError::Value)
                }
            }
            ("full_payment", _) => Ok(Self::FullPayment),
            ("pre_authorization", _) => Ok(Self::PreAuthorization),
            ("pay_later", value) => match value.parse::<u32>() {
                Ok(days) if days <= limits::PAY_LATER_DAYS_MAX && value.bytes().all(|b| b.is_ascii_digit()) => {
                    Ok(Self::PayLater { days })
                }
                _ => Err(TermsError::Value),
            },
            _ => Err(TermsError::UnknownKind),
        }
    }

    /// The stored kind, one of [`Self::KINDS`].
    pub fn kind(&self) -> &'static str {
        match self {
            Self::NoPayment => "no_payment",
            Self::NoPaymentCardOnFile => "no_payment_card_on_file",
            Self::Deposit { deposit: Deposit::Fixed(_) } => "deposit_fixed",
            Self::Deposit { deposit: Deposit::Percentage(_) } => "deposit_percentage",
            Self::FullPayment => "full_payment",
            Self::PreAuthorization => "pre_authorization",
            Self::PayLater { .. } => "pay_later",
        }
    }

    /// The stored value: amount, percent or days; empty where the kind has none.
    pub fn value(&self) -> String {
        match self {
            Self::Deposit { deposit: Deposit::Fixed(amount) } => amount.to_string(),
            Self::Deposit { deposit: Deposit::Percentage(share) } => share.to_string(),
            Self::PayLater { days } => days.to_string(),
            Self::NoPayment | Self::NoPaymentCardOnFile | Self::FullPayment | Self::PreAuthorization => String::new(),
        }
    }

    /// When an invoice issued on `issue_date` is due, before it is known when the service takes place.
    ///
    /// What is paid on site or after the service is due on its day.
    pub fn due(&self, issue_date: Date) -> Due {
        match self {
            Self::NoPayment | Self::NoPaymentCardOnFile | Self::Deposit { .. } | Self::PreAuthorization => {
                Due::OnServiceDay
            }
            Self::FullPayment => Due::On(issue_date),
            Self::PayLater { days } => Due::On(issue_date.saturating_add(i64::from(*days).days())),
        }
    }

    /// Due date (BT-9) of an invoice issued on `issue_date` for a service that takes place on `service_date`; never before the
    /// invoice exists.
    pub fn due_date(&self, issue_date: Date, service_date: Date) -> Date {
        match self.due(issue_date) {
            Due::OnServiceDay => service_date.max(issue_date),
            Due::On(date) => date,
        }
    }

    /// What is asked at booking, of an invoice over this amount due.
    ///
    /// # Errors
    /// [`MoneyError::OutOfRange`].
    pub fn due_at_booking(&self, amount_due: Amount) -> Result<Amount, MoneyError> {
        match self {
            Self::Deposit { deposit } => deposit.on(amount_due),
            Self::FullPayment => Ok(amount_due),
            Self::NoPayment | Self::NoPaymentCardOnFile | Self::PreAuthorization | Self::PayLater { .. } => {
                Ok(Amount::ZERO)
            }
        }
    }
}

/// When an invoice is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Due {
    /// On the day of the service.
    OnServiceDay,
    /// On this date.
    On(Date),
}

impl fmt::Display for PaymentTerms {
    /// The name on the settings page.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoPayment => f.write_str("No payment"),
            Self::NoPaymentCardOnFile => f.write_str("No payment (card on file)"),
            Self::Deposit { deposit: Deposit::Fixed(amount) } => write!(f, "Deposit of {amount}"),
            Self::Deposit { deposit: Deposit::Percentage(share) } => write!(f, "Deposit of {share} %"),
            Self::FullPayment => f.write_str("Full payment"),
            Self::PreAuthorization => f.write_str("Pre-authorization"),
            Self::PayLater { days } => write!(f, "Pay later ({days} days)"),
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn the_stored_form_survives() {
        for (kind, value) in [
            ("no_payment", ""),
            ("no_payment_card_on_file", ""),
            ("deposit_fixed", "20.00"),
            ("deposit_percentage", "30"),
            ("full_payment", ""),
            ("pre_authorization", ""),
            ("pay_later", "14"),
        ] {
            let terms = PaymentTerms::parse(kind, value).unwrap();
            assert_eq!((terms.kind(), terms.value().as_str()), (kind, value));
        }
    }

    #[test]
    fn values_that_do_not_fit_are_refused() {
        for (kind, value) in [
            ("deposit_fixed", "0"),
            ("deposit_fixed", "-5"),
            ("deposit_fixed", ""),
            ("deposit_percentage", "0"),
            ("deposit_percentage", "101"),
            ("pay_later", ""),
            ("pay_later", "-1"),
            ("pay_later", "+3"),
            ("pay_later", "366"),
            ("pay_later", "1.5"),
        ] {
            assert_eq!(PaymentTerms::parse(kind, value), Err(TermsError::Value), "{kind} {value}");
        }
        assert_eq!(PaymentTerms::parse("cash", ""), Err(TermsError::UnknownKind));
    }

    #[test]
    fn due_dates_follow_the_terms() {
        let (issued, service) = (date(2026, 12, 1), date(2026, 12, 24));
        for (kind, value, service, due) in [
            ("no_payment", "", service, service),
            ("no_payment", "", date(2026, 11, 3), issued),
            ("full_payment", "", service, issued),
            ("deposit_fixed", "10", service, service),
            ("pay_later", "0", service, issued),
            ("pay_later", "14", service, date(2026, 12, 15)),
            ("pay_later", "31", service, date(2027, 1, 1)),
        ] {
            assert_eq!(PaymentTerms::parse(kind, value).unwrap().due_date(issued, service), due, "{kind} {value}");
        }
    }

    #[test]
    fn what_is_asked_at_booking_follows_the_terms() {
        let total = Amount::parse("60.00").unwrap();
        for (kind, value, asked) in [
            ("no_payment", "", "0.00"),
            ("no_payment_card_on_file", "", "0.00"),
            ("deposit_fixed", "80", "60.00"),
            ("deposit_percentage", "30", "18.00"),
            ("full_payment", "", "60.00"),
            ("pre_authorization", "", "0.00"),
            ("pay_later", "14", "0.00"),
        ] {
            let terms = PaymentTerms::parse(kind, value).unwrap();
            assert_eq!(terms.due_at_booking(total).unwrap().to_string(), asked, "{kind}");
        }
    }

    #[test]
    fn a_deposit_is_never_more_than_the_total() {
        let total = Amount::parse("60.00").unwrap();
        for (kind, value, deposit) in [
            ("deposit_fixed", "20", "20.00"),
            ("deposit_fixed", "80", "60.00"),
            ("deposit_percentage", "33.33", "20.00"),
        ] {
            let Ok(PaymentTerms::Deposit { deposit: rule }) = PaymentTerms::parse(kind, value) else {
                panic!("{kind}")
            };
            assert_eq!(rule.on(total).unwrap().to_string(), deposit);
        }
    }
}
