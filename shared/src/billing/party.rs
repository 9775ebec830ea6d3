//! Seller (BG-4) and buyer (BG-7) of a document.

use serde::{Deserialize, Serialize};

use super::vat_format;

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

/// The canonical form of a VAT identifier: prefix in upper case, no spaces or dots, Greece as `EL`. Belgian ones have their
/// check digits verified, those of other member states their format, all others only their shape (two letters, then 2 to 13
/// letters and digits).
pub fn parse_vat_identifier(text: &str) -> Option<String> {
    let compact: String =
        text.chars().filter(|c| !matches!(c, ' ' | '.' | '-')).collect::<String>().to_ascii_uppercase();
    let (prefix, rest) = compact.split_at_checked(2)?;
    if !prefix.bytes().all(|b| b.is_ascii_uppercase()) || !rest.bytes().all(|b| b.is_ascii_alphanumeric()) {
        return None;
    }
    if prefix == "BE" {
        let digits = if rest.len() == 9 { format!("0{rest}") } else { rest.to_owned() };
        return is_enterprise_number(&digits).then(|| format!("BE{digits}"));
    }
    // Greece has another prefix than country code, and people know the country code.
    let prefix = if prefix == "GR" { "EL" } else { prefix };
    let has_shape = (2..=13).contains(&rest.len()) && rest.bytes().any(|b| b.is_ascii_digit());
    vat_format::fits(prefix, rest).unwrap_or(has_shape).then(|| format!("{prefix}{rest}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn vat_identifiers_are_checked_and_made_canonical() {
        for (typed, canonical) in [
            ("BE0202239951", Some("BE0202239951")),
            ("be 0477.472.701", Some("BE0477472701")),
            ("BE 739484052", Some("BE0739484052")),
            ("BE0202239952", None),
            ("BE2202239951", None),
            ("0202239951", None),
            ("NL123456789B01", Some("NL123456789B01")),
            ("FR 40 303 265 045", Some("FR40303265045")),
            ("NL123456789", None),
            ("nl 1234.56.789.b01", Some("NL123456789B01")),
            ("DE 12345678", None),
            ("ATU12345678", Some("ATU12345678")),
            ("AT 123456789", None),
            ("ESX1234567X", Some("ESX1234567X")),
            ("IE1234567FA", Some("IE1234567FA")),
            ("GR 123456789", Some("EL123456789")),
            ("RO12", Some("RO12")),
            ("RO1", None),
            ("CHE123456789", Some("CHE123456789")),
            ("GB123456789", Some("GB123456789")),
            ("US123", Some("US123")),
            ("XX", None),
            ("", None),
            ("É", None),
        ] {
            assert_eq!(parse_vat_identifier(typed).as_deref(), canonical, "{typed}");
        }
    }
}
