//! What a person or a company is known by, as typed: name, e-mail address, phone number, VAT number, address. One set of rules
//! for the booking form and for every form of the dashboard. `pointer` names the field, so that the fault leads to it.

use crate::{
    billing::{party::Address, vat_number as vat},
    fault::Fault,
    limits,
};

/// Notes a fault, and goes on with the fields that are left.
pub fn or_fault<T>(faults: &mut Vec<Fault>, parsed: Result<T, Fault>) -> Option<T> {
    parsed.map_err(|fault| faults.push(fault)).ok()
}

/// The text of an optional field without the space around it; none if nothing was typed.
pub fn filled(text: Option<&str>) -> Option<&str> {
    text.map(str::trim).filter(|text| !text.is_empty())
}

/// A text without what is only seen by machines: zero-width signs and marks of direction are taken out, wide Latin signs and
/// the many spaces and hyphens that programs put in become plain ones.
pub fn plain(text: &str) -> String {
    text.chars()
        .filter(|sign| !matches!(sign, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}'))
        .map(|sign| match sign {
            '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => ' ',
            '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
            // The wide forms stand in the order of ASCII.
            '\u{ff01}'..='\u{ff5e}' => {
                u32::from(sign).checked_sub(0xfee0).and_then(char::from_u32).unwrap_or(sign)
            }
            sign => sign,
        })
        .collect()
}

/// One line of text: trimmed, not empty, without control characters, within its bound.
///
/// # Errors
/// `required`, `text` or `too_long`.
pub fn line(text: &str, pointer: &str, chars_max: usize) -> Result<String, Fault> {
    let text = text.trim();
    if text.is_empty() {
        Err(Fault::new("required", pointer, "Fill in this field."))
    } else if text.chars().any(char::is_control) {
        Err(Fault::new("text", pointer, "Remove line breaks and control characters."))
    } else if text.chars().count() > chars_max {
        Err(Fault::new("too_long", pointer, format!("Use at most {chars_max} characters.")))
    } else {
        Ok(text.to_owned())
    }
}

/// An address that mail can be sent to: one `@`, a local part, a domain with a dot, nothing that needs quoting.
///
/// # Errors
/// `email`, or a fault of [`line()`].
pub fn email(text: &str, pointer: &str) -> Result<String, Fault> {
    let text = line(&plain(text), pointer, limits::EMAIL_BYTES_MAX)?;
    let valid = text.split_once('@').is_some_and(|(local, domain)| {
        let label = |l: &str| {
            !l.is_empty()
                && l.len() <= 63
                && !l.starts_with('-')
                && !l.ends_with('-')
                && l.chars().all(|c| c.is_alphanumeric() || c == '-')
        };
        (1..=64).contains(&local.len())
            && !local.starts_with('.')
            && !local.ends_with('.')
            && !local.contains("..")
            && local.chars().all(|c| c.is_alphanumeric() || "!#$%&'*+/=?^_`{|}~.-".contains(c))
            && domain.contains('.')
            && domain.split('.').all(label)
    });
    if valid && text.len() <= limits::EMAIL_BYTES_MAX {
        Ok(text)
    } else {
        Err(Fault::new("email", pointer, "Enter an e-mail address, such as name@example.com."))
    }
}

/// A phone number as people write it: 6 to 15 digits (E.164) and the signs between them.
///
/// # Errors
/// `phone`.
pub fn phone(text: &str, pointer: &str) -> Result<String, Fault> {
    let text = plain(text);
    let text = text.trim();
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let allowed = text.chars().all(|c| c.is_ascii_digit() || " +()-./".contains(c));
    if allowed && (6..=15).contains(&digits) && text.chars().count() <= limits::PHONE_CHARS_MAX {
        Ok(text.to_owned())
    } else {
        Err(Fault::new("phone", pointer, "Enter a phone number, such as +32 470 12 34 56."))
    }
}

/// A VAT number in its canonical form, which fits the country of the address where one is known; see [`vat::parse`].
///
/// # Errors
/// `vat_number`, `vat_prefix` or `vat_country`.
pub fn vat_number(text: &str, country: Option<&str>, pointer: &str) -> Result<String, Fault> {
    vat::parse(text, country).map_err(|error| Fault::new(error.code(), pointer, error.to_string()))
}

/// Every country of ISO 3166-1 alpha-2, which is what an invoice may name (BR-CL-14).
const COUNTRIES: &str = "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT \
                         BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH \
                         ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT \
                         HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS \
                         LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI \
                         NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG \
                         SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG \
                         UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW";

/// Whether a text is the code of a country: two letters in upper case, of ISO 3166-1.
pub fn is_country(code: &str) -> bool {
    code.len() == 2 && COUNTRIES.split(' ').any(|known| known == code)
}

/// An address as typed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TypedAddress<'a> {
    /// Street and number.
    pub street: &'a str,
    /// Postal code.
    pub postal_code: &'a str,
    /// City.
    pub city: &'a str,
    /// ISO 3166-1 alpha-2 code, in any case.
    pub country: &'a str,
}

impl TypedAddress<'_> {
    /// Whether nothing was typed: a form comes with a country, so a country alone is nothing.
    pub fn is_empty(self) -> bool {
        [self.street, self.postal_code, self.city].into_iter().all(|text| text.trim().is_empty())
    }

    /// The code of the country, if it is one and belongs to an address.
    pub fn known_country(self) -> Option<String> {
        let code = self.country.trim().to_ascii_uppercase();
        (!self.is_empty() && is_country(&code)).then_some(code)
    }
}

/// A whole address. `pointer` makes the pointer of `street`, `postal_code`, `city` and `country`.
///
/// # Errors
/// The fault of every field, in their order.
pub fn address(typed: TypedAddress<'_>, pointer: impl Fn(&str) -> String) -> Result<Address, Vec<Fault>> {
    let mut faults = Vec::new();
    let max = limits::ADDRESS_LINE_CHARS_MAX;
    let street = or_fault(&mut faults, line(typed.street, &pointer("street"), max));
    let postal_code =
        or_fault(&mut faults, line(typed.postal_code, &pointer("postal_code"), limits::POSTAL_CODE_CHARS_MAX));
    let city = or_fault(&mut faults, line(typed.city, &pointer("city"), max));
    let country = typed.country.trim().to_ascii_uppercase();
    if !is_country(&country) {
        faults.push(Fault::new("country", pointer("country"), "Give the country as two letters, such as BE."));
    }
    match (street, postal_code, city) {
        (Some(street), Some(postal_code), Some(city)) if faults.is_empty() => {
            Ok(Address { street, postal_code, city, country })
        }
        _ => Err(faults),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn countries_are_those_of_the_standard() {
        assert_eq!(COUNTRIES.split(' ').count(), 249);
        assert!(COUNTRIES.split(' ').is_sorted() && COUNTRIES.split(' ').all(|code| code.len() == 2));
        for (code, known) in [("BE", true), ("GR", true), ("EL", false), ("be", false), ("ZZ", false), ("", false)] {
            assert_eq!(is_country(code), known, "{code}");
        }
    }

    #[test]
    fn addresses_and_numbers_lose_what_only_machines_see() {
        assert_eq!(email("\u{feff}an@example.com\u{200b}", "").as_deref(), Ok("an@example.com"));
        assert_eq!(email("ａｎ＠example.com", "").as_deref(), Ok("an@example.com"));
        for (typed, kept) in [
            ("\u{202a}+32\u{a0}470\u{2011}12 34 56\u{202c}", Some("+32 470-12 34 56")),
            ("０４７０ １２ ３４ ５６", Some("0470 12 34 56")),
            ("12345", None),
            ("1234567890123456", None),
            ("call me", None),
        ] {
            assert_eq!(phone(typed, "").ok().as_deref(), kept, "{typed}");
        }
    }

    #[test]
    fn an_address_names_each_of_its_faults() {
        let typed = TypedAddress { street: "", postal_code: "12345678901234", city: "Gent", country: "Belgium" };
        let faults = address(typed, |field| format!("/at/{field}")).unwrap_err();
        let found: Vec<_> = faults.iter().map(|fault| (fault.code, fault.pointer.as_str())).collect();
        assert_eq!(found, [("required", "/at/street"), ("too_long", "/at/postal_code"), ("country", "/at/country")]);
    }
}
