//! A payment of an invoice as an admin records it. What is due is decided beside the database, where it is guarded once more.

use jiff::{ToSpan, civil::Date};

use crate::{billing::cash_discount::CashDiscountLeft, fault::Fault, limits, money::Amount};

/// How money came in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PaymentMethod {
    /// Credit transfer.
    BankTransfer,
    /// Notes and coins.
    Cash,
    /// Card at a terminal.
    Card,
    /// A payment page.
    Online,
    /// Anything else.
    Other,
}

impl PaymentMethod {
    /// All methods, in the order of the form.
    pub const ALL: [Self; 5] = [Self::BankTransfer, Self::Cash, Self::Card, Self::Online, Self::Other];

    /// Name in the form and in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::BankTransfer => "bank_transfer",
            Self::Cash => "cash",
            Self::Card => "card",
            Self::Online => "online",
            Self::Other => "other",
        }
    }

    /// The method of a name.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|method| method.as_str() == text)
    }
}

/// Money that came in for an invoice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payment {
    /// Day on which it came in.
    pub paid_on: Date,
    /// How much; above zero.
    pub amount: Amount,
    /// How.
    pub method: PaymentMethod,
    /// A bank's reference or a few words; may be empty.
    pub note: String,
    /// Cash discount that goes with it; see [`Self::taking`].
    pub cash_discount: Amount,
}

/// What was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed<'a> {
    /// `YYYY-MM-DD`.
    pub paid_on: &'a str,
    /// `12.50` or `12,50`.
    pub amount: &'a str,
    /// One of [`PaymentMethod::ALL`].
    pub method: &'a str,
    /// Anything short.
    pub note: &'a str,
}

/// What a payment is judged by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// Issue date of the invoice.
    pub issue_date: Date,
    /// The day in the tenant's zone.
    pub today: Date,
    /// What is still due.
    pub due: Amount,
}

impl Payment {
    /// The payment that was typed.
    ///
    /// # Errors
    /// Every field to mend, with a sentence that says how. `pointer` is the field's name.
    pub fn parse(typed: &Typed<'_>, bounds: Bounds) -> Result<Self, Vec<Fault>> {
        let paid_on = paid_on(typed.paid_on, bounds);
        let amount = amount(typed.amount, bounds.due);
        let method = PaymentMethod::parse(typed.method)
            .ok_or_else(|| Fault::new("payment_method", "method", "Choose how it was paid."));
        let note = note(typed.note);
        match (paid_on, amount, method, note) {
            (Ok(paid_on), Ok(amount), Ok(method), Ok(note)) => {
                Ok(Self { paid_on, amount, method, note, cash_discount: Amount::ZERO })
            }
            (paid_on, amount, method, note) => {
                Err([paid_on.err(), amount.err(), method.err(), note.err()].into_iter().flatten().collect())
            }
        }
    }
}

impl Payment {
    /// The same payment with the cash discount, if it takes it: it came in time, and with the discount it is exactly what
    /// was still `due`. Anything late or less leaves the discount out, and the rest due.
    #[must_use]
    pub fn taking(mut self, left: Option<CashDiscountLeft>, due: Amount) -> Self {
        let takes = |left: &CashDiscountLeft| self.paid_on <= left.pay_by && left.asks(due) == Some(self.amount);
        self.cash_discount = left.filter(takes).map_or(Amount::ZERO, |left| left.discount);
        self
    }
}

fn paid_on(text: &str, bounds: Bounds) -> Result<Date, Fault> {
    let fault = |detail: &str| Fault::new("paid_on", "paid_on", detail);
    // jiff knows more spellings than a date field makes.
    let date: Date = match text.trim() {
        text if text.len() == 10 => text.parse().ok(),
        _ => None,
    }
    .ok_or_else(|| fault("Enter the day as year-month-day, such as 2026-12-01."))?;
    let first = bounds.issue_date.saturating_sub(limits::PAYMENT_DAYS_BEFORE_INVOICE_MAX.days());
    if date > bounds.today {
        Err(fault("This day has not come yet. Record a payment when it is there."))
    } else if date < first {
        Err(fault("This day is more than a year before the invoice. Check the year."))
    } else {
        Ok(date)
    }
}

fn amount(text: &str, due: Amount) -> Result<Amount, Fault> {
    let fault = |detail: String| Fault::new("payment_amount", "amount", detail);
    // A comma is the decimal sign of the country; with a dot beside it, it would be a guess.
    let decimal = text.trim().replace(',', ".");
    match Amount::parse(&decimal) {
        Ok(amount) if amount <= Amount::ZERO => Err(fault("Enter an amount above zero, such as 65.00.".to_owned())),
        Ok(amount) if amount > due => {
            let detail = format!("Only {due} is still due. Enter {due} or less.");
            Err(Fault::new("payment_exceeds_due", "amount", detail))
        }
        Ok(amount) => Ok(amount),
        Err(_) => Err(fault("Enter the amount in digits with at most two decimals, such as 65.00.".to_owned())),
    }
}

fn note(text: &str) -> Result<String, Fault> {
    let text = text.trim();
    if text.chars().count() > limits::PAYMENT_NOTE_CHARS_MAX || text.chars().any(char::is_control) {
        let detail = format!("Write at most {} characters on one line.", limits::PAYMENT_NOTE_CHARS_MAX);
        return Err(Fault::new("payment_note", "note", detail));
    }
    Ok(text.to_owned())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const TYPED: Typed<'_> = Typed { paid_on: "2026-12-01", amount: "65.00", method: "bank_transfer", note: "" };

    fn parse(typed: &Typed<'_>) -> Result<Payment, Vec<&'static str>> {
        let due = Amount::parse("65.00").unwrap();
        let bounds = Bounds { issue_date: date(2026, 11, 30), today: date(2026, 12, 2), due };
        Payment::parse(typed, bounds).map_err(|faults| faults.into_iter().map(|fault| fault.code).collect())
    }

    #[test]
    fn what_an_admin_types_is_understood() {
        for (amount, cents) in [("65.00", 6_500), ("65", 6_500), (" 12,5 ", 1_250), ("0.01", 1)] {
            let payment = parse(&Typed { amount, note: " bank 17 ", ..TYPED }).unwrap();
            assert_eq!((payment.amount.cents(), payment.note.as_str()), (cents, "bank 17"), "{amount}");
        }
        for paid_on in ["2026-12-02", "2026-11-30", "2025-11-29"] {
            assert_eq!(parse(&Typed { paid_on, ..TYPED }).unwrap().paid_on.to_string(), paid_on);
        }
        for method in PaymentMethod::ALL {
            assert_eq!(parse(&Typed { method: method.as_str(), ..TYPED }).unwrap().method, method);
        }
    }

    #[test]
    fn the_cash_discount_is_taken_by_exactly_what_is_asked_in_time() {
        let pay_by = date(2026, 12, 2);
        // due, discount left, paid on, amount -> taken
        for (due, discount, paid_on, amount, taken) in [
            ("120.58", "2.00", "2026-12-02", "118.58", "2.00"),
            ("120.58", "2.00", "2026-11-30", "118.58", "2.00"),
            ("120.58", "2.00", "2026-12-03", "118.58", "0.00"),
            ("120.58", "2.00", "2026-12-02", "118.57", "0.00"),
            ("120.58", "2.00", "2026-12-02", "118.59", "0.00"),
            ("120.58", "2.00", "2026-12-02", "120.58", "0.00"),
            ("60.58", "2.00", "2026-12-02", "58.58", "2.00"),
            ("60.29", "1.00", "2026-12-02", "59.29", "1.00"),
            ("60.29", "0.00", "2026-12-02", "60.29", "0.00"),
        ] {
            let parsed = |text| Amount::parse(text).unwrap();
            let bounds = Bounds { issue_date: date(2026, 11, 30), today: date(2026, 12, 3), due: parsed(due) };
            let payment = Payment::parse(&Typed { paid_on, amount, ..TYPED }, bounds).unwrap();
            let left = CashDiscountLeft { discount: parsed(discount), pay_by };
            assert_eq!(payment.clone().taking(Some(left), parsed(due)).cash_discount, parsed(taken), "{due} {amount}");
            assert_eq!(payment.taking(None, parsed(due)).cash_discount, Amount::ZERO);
        }
    }

    #[test]
    fn what_cannot_be_is_named() {
        for amount in ["", "0", "-1", "65.001", "1e2", "1.000,00", "€65", "١"] {
            assert_eq!(parse(&Typed { amount, ..TYPED }), Err(vec!["payment_amount"]), "{amount}");
        }
        for amount in ["65.01", "999999999.99"] {
            assert_eq!(parse(&Typed { amount, ..TYPED }), Err(vec!["payment_exceeds_due"]), "{amount}");
        }
        for paid_on in ["", "2026-12-03", "2025-11-28", "0206-12-01", "2026-02-30", "20261201", "yesterday"] {
            assert_eq!(parse(&Typed { paid_on, ..TYPED }), Err(vec!["paid_on"]), "{paid_on}");
        }
        for note in ["a\nb", &"n".repeat(141)] {
            assert_eq!(parse(&Typed { note, ..TYPED }), Err(vec!["payment_note"]), "{note}");
        }
        assert_eq!(
            parse(&Typed { method: "bitcoin", ..Typed::default() }),
            Err(vec!["paid_on", "payment_amount", "payment_method"]),
            "all at once"
        );
    }
}
