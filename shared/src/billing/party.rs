//! Seller (BG-4) and buyer (BG-7) of a document.

use serde::{Deserialize, Serialize};

/// A postal address (BG-5, BG-8).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Address {
    /// Street and number (BT-35, BT-50).
    pub street: String,
    /// Postal code (BT-38, BT-53).
    pub postal_code: String,
    /// City (BT-37, BT-52).
    pub city: String,
    /// ISO 3166-1 alpha-2 code (BT-40, BT-55).
    pub country: String,
}

/// Who sells: everything Belgian law asks to print (KB nr. 1 art. 5, WVV art. 2:20, WER III.25).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seller {
    /// Registered name (BT-27).
    pub name: String,
    /// Company form and register, such as `BV, RPR Gent` (BT-33).
    pub legal_form: String,
    /// Enterprise number (BT-30).
    pub registration: String,
    /// VAT identifier (BT-31).
    pub vat_identifier: String,
    /// Seat.
    pub address: Address,
    /// Contact e-mail (BT-43).
    pub email: String,
    /// Contact phone (BT-42).
    pub phone: String,
    /// Account that is paid into (BT-84), without spaces.
    pub iban: String,
    /// Bank of the account (BT-86).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bic: Option<String>,
}

/// Who is invoiced.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Buyer {
    /// Company or person (BT-44).
    pub name: String,
    /// The person who booked, where a company is invoiced (BT-56).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<String>,
    /// VAT identifier (BT-48).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vat_identifier: Option<String>,
    /// Where the buyer lives or has its seat.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<Address>,
    /// E-mail (BT-58).
    pub email: String,
    /// Phone (BT-57).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
}

/// Whether ten digits are a Belgian enterprise number: the first is 0 or 1, the last two are 97 minus the rest modulo 97.
pub fn is_enterprise_number(digits: &str) -> bool {
    let Some((head, check)) = digits.split_at_checked(8) else { return false };
    if digits.len() != 10 || !digits.bytes().all(|b| b.is_ascii_digit()) || !digits.starts_with(['0', '1']) {
        return false;
    }
    match (head.parse::<u64>(), check.parse::<u64>()) {
        (Ok(head), Ok(check)) => head.checked_rem(97).and_then(|rest| 97u64.checked_sub(rest)) == Some(check),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn enterprise_numbers_check_themselves() {
        for (digits, holds) in [
            ("0202239951", true),
            ("0477472701", true),
            ("0202239952", false),
            ("2202239951", false),
            ("202239951", false),
            ("02022399510", false),
            ("0202.39951", false),
            ("", false),
            ("éééééé", false),
        ] {
            assert_eq!(is_enterprise_number(digits), holds, "{digits}");
        }
    }
}
