//! Who receives on Peppol: an identifier of the list ISO 6523, such as a Belgian enterprise number.

use std::fmt;

use crate::ubl::endpoint;

/// Scheme of every participant identifier.
pub const PARTICIPANT_SCHEME: &str = "iso6523-actorid-upis";
/// Scheme of Belgian VAT numbers, with which some Belgian companies are registered.
const BELGIAN_VAT: &str = "9925";
/// Policy for use of identifiers, version 4.
const VALUE_CHARS_MAX: usize = 135;

/// A participant of the network. Identifiers are compared without regard to case, so they are kept in lower case.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Participant {
    scheme: String,
    value: String,
}

/// The text is no participant identifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a Peppol identifier is a scheme of four digits, a colon and a number, such as 0208:0477472701")]
pub struct InvalidParticipant;

impl Participant {
    /// The participant of a text such as `0208:0477472701`.
    ///
    /// # Errors
    /// [`InvalidParticipant`].
    pub fn parse(text: &str) -> Result<Self, InvalidParticipant> {
        let (scheme, value) = text.trim().split_once(':').ok_or(InvalidParticipant)?;
        let of_identifier = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~' | b':');
        let scheme_fits = scheme.len() == 4 && scheme.bytes().all(|byte| byte.is_ascii_digit());
        let value_fits = (1..=VALUE_CHARS_MAX).contains(&value.len()) && value.bytes().all(of_identifier);
        if !scheme_fits || !value_fits {
            return Err(InvalidParticipant);
        }
        Ok(Self { scheme: scheme.to_owned(), value: value.to_ascii_lowercase() })
    }

    /// Under which identifiers the party with this VAT identifier may be registered, the most likely one first: a Belgian
    /// company with its enterprise number, then with its VAT number.
    pub fn of_vat_identifier(vat_identifier: &str) -> Vec<Self> {
        let Some((scheme, value)) = endpoint::of_vat_identifier(vat_identifier) else { return Vec::new() };
        let as_vat = (scheme == endpoint::ENTERPRISE_NUMBER).then(|| format!("{BELGIAN_VAT}:BE{value}"));
        let texts = [Some(format!("{scheme}:{value}")), as_vat];
        texts.into_iter().flatten().filter_map(|text| Self::parse(&text).ok()).collect()
    }

    /// The participant with this Belgian enterprise number, however it is written: how a seller's documents name it (BT-34).
    pub fn of_enterprise_number(text: &str) -> Option<Self> {
        let number = endpoint::enterprise_number(text)?;
        Self::parse(&format!("{}:{number}", endpoint::ENTERPRISE_NUMBER)).ok()
    }

    /// Four digits of the list ISO 6523, such as `0208`.
    pub fn scheme(&self) -> &str {
        &self.scheme
    }

    /// The number within the scheme, in lower case.
    pub fn value(&self) -> &str {
        &self.value
    }

    /// With the scheme of participant identifiers, as an SMP and an access point are asked.
    pub fn identifier(&self) -> String {
        format!("{PARTICIPANT_SCHEME}::{self}")
    }
}

impl fmt::Display for Participant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.scheme, self.value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_are_read() {
        for (text, read) in [
            ("0208:0477472701", Some("0208:0477472701")),
            (" 9925:BE0477472701 ", Some("9925:be0477472701")),
            ("0088:54 10", None),
            ("208:0477472701", None),
            ("02o8:0477472701", None),
            ("0208:", None),
            ("0208", None),
            ("0208:04774\u{0}72701", None),
            ("0208:../../admin", None),
            ("0208:é", None),
            ("", None),
        ] {
            assert_eq!(Participant::parse(text).ok().map(|found| found.to_string()).as_deref(), read, "{text:?}");
        }
        let seller = Participant::of_enterprise_number("0202.239.951").unwrap();
        assert_eq!(seller.to_string(), "0208:0202239951");
        assert_eq!(Participant::of_enterprise_number("0202.239.952"), None);
        assert!(Participant::parse(&format!("0088:{}", "1".repeat(135))).is_ok());
        assert!(Participant::parse(&format!("0088:{}", "1".repeat(136))).is_err());
    }

    #[test]
    fn a_vat_number_says_where_to_look() {
        for (vat_identifier, candidates) in [
            ("BE0477472701", &["0208:0477472701", "9925:be0477472701"][..]),
            ("DE123456789", &["9930:de123456789"]),
            ("FI12345671", &[]),
            ("", &[]),
        ] {
            let found: Vec<_> =
                Participant::of_vat_identifier(vat_identifier).iter().map(ToString::to_string).collect();
            assert_eq!(found, candidates, "{vat_identifier}");
        }
    }
}
