//! What became of an invoice: how much of it is credited, paid and still due, and in which state that leaves it.

use jiff::civil::Date;

use crate::money::{Amount, MoneyError};

/// The account of one invoice. None of its amounts is below zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Balance {
    /// Amount due (BT-115) when it was issued.
    pub total: Amount,
    /// Sum of its credit notes.
    pub credited: Amount,
    /// Sum of its payments, without those that were a mistake.
    pub paid: Amount,
    /// Cash discount that the customer took by paying in time. It settles as much as a payment does.
    pub cash_discount: Amount,
}

/// Where an invoice stands on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BalanceState {
    /// Nothing came in yet, and it is not late.
    Open,
    /// A part came in, and the rest is not late.
    PartlyPaid,
    /// Nothing is due.
    Paid,
    /// Something is due, and its day is over.
    Overdue,
    /// It is given back as a whole.
    Credited,
}

impl BalanceState {
    /// All states, in the order of the filter.
    pub const ALL: [Self; 5] = [Self::Open, Self::PartlyPaid, Self::Overdue, Self::Paid, Self::Credited];

    /// Name in addresses and in the statement.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::PartlyPaid => "partly_paid",
            Self::Paid => "paid",
            Self::Overdue => "overdue",
            Self::Credited => "credited",
        }
    }
}

impl Balance {
    /// An account in cents, as the database adds it up.
    ///
    /// # Errors
    /// [`MoneyError::OutOfRange`].
    pub fn from_cents(total: i64, credited: i64, paid: i64, cash_discount: i64) -> Result<Self, MoneyError> {
        Ok(Self {
            total: Amount::from_cents(total)?,
            credited: Amount::from_cents(credited)?,
            paid: Amount::from_cents(paid)?,
            cash_discount: Amount::from_cents(cash_discount)?,
        })
    }

    /// An invoice to which nothing has happened.
    pub fn untouched(total: Amount) -> Self {
        Self { total, credited: Amount::ZERO, paid: Amount::ZERO, cash_discount: Amount::ZERO }
    }

    /// What is still to be paid; never below zero.
    pub fn due(self) -> Amount {
        Amount::from_cents(self.difference().max(0)).unwrap_or_default() // between zero and the total
    }

    /// What came in beyond what is due, such as by a credit note after the payment: to be given back.
    pub fn surplus(self) -> Amount {
        Amount::from_cents(self.difference().min(0).saturating_neg()).unwrap_or(self.paid)
    }

    fn difference(self) -> i64 {
        let settled = self.paid.cents().saturating_add(self.cash_discount.cents());
        self.total.cents().saturating_sub(self.credited.cents()).saturating_sub(settled)
    }

    /// The state on a day.
    pub fn state(self, due_date: Date, today: Date) -> BalanceState {
        if self.credited > Amount::ZERO && self.credited >= self.total {
            BalanceState::Credited
        } else if self.due() <= Amount::ZERO {
            BalanceState::Paid
        } else if due_date < today {
            BalanceState::Overdue
        } else if self.paid > Amount::ZERO {
            BalanceState::PartlyPaid
        } else {
            BalanceState::Open
        }
    }

    /// Whether a part of it, and only a part, is given back.
    pub fn is_partly_credited(self) -> bool {
        self.credited > Amount::ZERO && self.credited < self.total
    }
}

#[cfg(test)]
#[allow(clippy::arithmetic_side_effects, reason = "references count in plain integers")]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_state_follows_from_the_account_and_the_day() {
        let last = date(2026, 12, 14);
        // total, credited, paid, cash discount taken | day -> state, due, surplus
        for (account, today, state, due, surplus) in [
            ((6_500, 0, 0, 0), date(2026, 12, 14), BalanceState::Open, "65.00", "0.00"),
            ((6_500, 0, 0, 0), date(2026, 12, 15), BalanceState::Overdue, "65.00", "0.00"),
            ((6_500, 0, 2_000, 0), date(2026, 12, 14), BalanceState::PartlyPaid, "45.00", "0.00"),
            ((6_500, 0, 2_000, 0), date(2026, 12, 15), BalanceState::Overdue, "45.00", "0.00"),
            ((6_500, 0, 6_500, 0), date(2027, 1, 1), BalanceState::Paid, "0.00", "0.00"),
            ((6_500, 2_500, 0, 0), date(2026, 12, 1), BalanceState::Open, "40.00", "0.00"),
            ((6_500, 2_500, 4_000, 0), date(2027, 1, 1), BalanceState::Paid, "0.00", "0.00"),
            ((6_500, 2_500, 6_500, 0), date(2027, 1, 1), BalanceState::Paid, "0.00", "25.00"),
            ((6_500, 6_500, 0, 0), date(2027, 1, 1), BalanceState::Credited, "0.00", "0.00"),
            ((6_500, 6_500, 6_500, 0), date(2027, 1, 1), BalanceState::Credited, "0.00", "65.00"),
            ((0, 0, 0, 0), date(2027, 1, 1), BalanceState::Paid, "0.00", "0.00"),
            ((12_058, 0, 11_858, 200), date(2027, 1, 1), BalanceState::Paid, "0.00", "0.00"),
            ((12_058, 6_029, 5_929, 100), date(2027, 1, 1), BalanceState::Paid, "0.00", "0.00"),
            ((12_058, 6_029, 11_858, 100), date(2027, 1, 1), BalanceState::Paid, "0.00", "59.29"),
            ((12_058, 12_058, 11_858, 0), date(2027, 1, 1), BalanceState::Credited, "0.00", "118.58"),
        ] {
            let (total, credited, paid, cash_discount) = account;
            let balance = Balance::from_cents(total, credited, paid, cash_discount).unwrap();
            assert_eq!(balance.state(last, today), state, "{account:?} on {today}");
            assert_eq!((balance.due().to_string().as_str(), balance.surplus().to_string().as_str()), (due, surplus));
        }
    }

    proptest! {
        #[test]
        fn due_and_surplus_equal_an_integer_reference(total in 0i64..10_000_000, shares in (0i64..=100, 0i64..=200), late in any::<bool>()) {
            let (credited, paid) = (total * shares.0 / 100, total * shares.1 / 100);
            let balance = Balance::from_cents(total, credited, paid, 0).unwrap();
            let rest = total - credited - paid;
            prop_assert_eq!((balance.due().cents(), balance.surplus().cents()), (rest.max(0), (-rest).max(0)));
            let last = date(2026, 12, 14);
            let state = balance.state(last, if late { date(2026, 12, 15) } else { last });
            let expected = match (credited > 0 && credited >= total, rest <= 0, late, paid > 0) {
                (true, _, _, _) => BalanceState::Credited,
                (_, true, _, _) => BalanceState::Paid,
                (_, _, true, _) => BalanceState::Overdue,
                (_, _, _, true) => BalanceState::PartlyPaid,
                _ => BalanceState::Open,
            };
            prop_assert_eq!(state, expected);
            prop_assert_eq!(balance.is_partly_credited(), credited > 0 && credited < total);
        }
    }
}
