//! What becomes of a quotation: the answer that the customer gives, the ways in which it ends, and its state on a day.
//!
//! An acceptance is an answer, not an end: an accepted quotation still becomes an invoice, or is withdrawn with its booking.
//! It ends once: converted, declined or withdrawn. That both happen once is the database's guard.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{fault::Fault, limits};

/// How a quotation ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It became an invoice.
    Converted,
    /// The customer does not want it.
    Declined,
    /// It was taken back, such as with its booking.
    Withdrawn,
}

/// What the customer says to a quotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// It is agreed.
    Accepted,
    /// It is not wanted.
    Declined,
}

impl Answer {
    /// Name in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Declined => "declined",
        }
    }
}

/// Where a quotation stands on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuotationState {
    /// It waits for an answer, and may become an invoice.
    Open,
    /// It is agreed, and becomes an invoice; it no longer expires.
    Accepted,
    /// Its validity is over without an answer; the admin may still generate the invoice.
    Expired,
    /// It is an invoice now.
    Converted,
    /// The customer does not want it.
    Declined,
    /// It was taken back, such as with its booking.
    Withdrawn,
}

impl QuotationState {
    /// All states, in the order of the filter.
    pub const ALL: [Self; 6] =
        [Self::Open, Self::Accepted, Self::Expired, Self::Converted, Self::Declined, Self::Withdrawn];

    /// The state of a quotation on a day. An end counts first, then the answer, then its last day.
    pub fn of(outcome: Option<Outcome>, answer: Option<Answer>, valid_until: Date, today: Date) -> Self {
        match (outcome, answer) {
            (Some(Outcome::Converted), _) => Self::Converted,
            (Some(Outcome::Withdrawn), _) => Self::Withdrawn,
            (Some(Outcome::Declined), _) | (None, Some(Answer::Declined)) => Self::Declined,
            (None, Some(Answer::Accepted)) => Self::Accepted,
            (None, None) if valid_until < today => Self::Expired,
            (None, None) => Self::Open,
        }
    }

    /// Name in addresses and in the statement.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Accepted => "accepted",
            Self::Expired => "expired",
            Self::Converted => "converted",
            Self::Declined => "declined",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// Whether it has not ended: invoices can be made of it.
    pub fn may_become_invoice(self) -> bool {
        matches!(self, Self::Open | Self::Accepted | Self::Expired)
    }

    /// Whether the customer may answer by the link: until its last day, once.
    pub fn may_be_answered_by_link(self) -> bool {
        self == Self::Open
    }

    /// Whether an admin may record the customer's answer: also late, because it may have come in time by phone.
    pub fn may_be_answered(self) -> bool {
        matches!(self, Self::Open | Self::Expired)
    }
}

/// Who gave an answer, and in which words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    /// Name as it was typed; may be empty where it declines.
    pub name: String,
    /// A remark with an acceptance, the reason of a refusal; may be empty.
    pub remark: String,
}

impl Signature {
    /// Reads what was typed. Who accepts gives a name; who declines need not.
    ///
    /// # Errors
    /// Every field to mend, `name` or `remark`. The sentences are for admins; a customer reads the code's sentence in the
    /// quotation's language.
    pub fn parse(answer: Answer, name: &str, remark: &str) -> Result<Self, Vec<Fault>> {
        let (name, remark) = (name.trim(), remark.trim().replace("\r\n", "\n"));
        let mut faults = Vec::new();
        if name.is_empty() && answer == Answer::Accepted {
            faults.push(Fault::new("required", "name", "Enter the name of the person who accepts."));
        } else if name.chars().count() > limits::NAME_CHARS_MAX || name.chars().any(char::is_control) {
            let detail = format!("Enter a name of at most {} characters, on one line.", limits::NAME_CHARS_MAX);
            faults.push(Fault::new("name", "name", detail));
        }
        let prints = |c: char| c == '\n' || !c.is_control();
        if remark.chars().count() > limits::QUOTE_REMARK_CHARS_MAX || !remark.chars().all(prints) {
            let detail = format!("Use at most {} characters.", limits::QUOTE_REMARK_CHARS_MAX);
            faults.push(Fault::new("remark", "remark", detail));
        }
        if faults.is_empty() { Ok(Self { name: name.to_owned(), remark }) } else { Err(faults) }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn the_state_follows_from_end_answer_and_day() {
        let last = date(2026, 12, 31);
        let (in_time, late) = (last, date(2027, 1, 1));
        let (accepted, declined) = (Some(Answer::Accepted), Some(Answer::Declined));
        for (outcome, answer, today, state) in [
            (None, None, in_time, QuotationState::Open),
            (None, None, late, QuotationState::Expired),
            (None, accepted, in_time, QuotationState::Accepted),
            (None, accepted, late, QuotationState::Accepted),
            (None, declined, in_time, QuotationState::Declined),
            (Some(Outcome::Declined), declined, late, QuotationState::Declined),
            (Some(Outcome::Converted), None, late, QuotationState::Converted),
            (Some(Outcome::Converted), accepted, in_time, QuotationState::Converted),
            (Some(Outcome::Withdrawn), None, in_time, QuotationState::Withdrawn),
            (Some(Outcome::Withdrawn), accepted, late, QuotationState::Withdrawn),
        ] {
            assert_eq!(QuotationState::of(outcome, answer, last, today), state, "{outcome:?} {answer:?} {today}");
        }
    }

    #[test]
    fn what_is_possible_in_each_state() {
        for (state, invoice, by_link, by_admin) in [
            (QuotationState::Open, true, true, true),
            (QuotationState::Accepted, true, false, false),
            (QuotationState::Expired, true, false, true),
            (QuotationState::Converted, false, false, false),
            (QuotationState::Declined, false, false, false),
            (QuotationState::Withdrawn, false, false, false),
        ] {
            let possible = (state.may_become_invoice(), state.may_be_answered_by_link(), state.may_be_answered());
            assert_eq!(possible, (invoice, by_link, by_admin), "{state:?}");
        }
    }

    #[test]
    fn who_accepts_gives_a_name() {
        let long = "x".repeat(limits::NAME_CHARS_MAX + 1);
        let novel = "é".repeat(limits::QUOTE_REMARK_CHARS_MAX + 1);
        for (answer, name, remark, faults) in [
            (Answer::Accepted, " An Peeters ", "", vec![]),
            (Answer::Accepted, "An", "Please ring\r\nthe bell", vec![]),
            (Answer::Accepted, "  ", "", vec!["required"]),
            (Answer::Accepted, "An\nPeeters", "", vec!["name"]),
            (Answer::Accepted, long.as_str(), novel.as_str(), vec!["name", "remark"]),
            (Answer::Accepted, "An", "bell\u{7}", vec!["remark"]),
            (Answer::Declined, "", "", vec![]),
            (Answer::Declined, "", "Too dear", vec![]),
        ] {
            let found = match Signature::parse(answer, name, remark) {
                Ok(_) => Vec::new(),
                Err(faults) => faults.iter().map(|fault| fault.code).collect(),
            };
            assert_eq!(found, faults, "{answer:?} {name:?} {remark:?}");
        }
        let signed = Signature::parse(Answer::Accepted, " An ", "a\r\nb ").unwrap();
        assert_eq!((signed.name.as_str(), signed.remark.as_str()), ("An", "a\nb"));
    }
}
