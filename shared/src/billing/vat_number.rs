//! VAT numbers as people write them, and the one form that is printed: the widget, the pages, the API and the dashboard all ask
//! here. A slip of the pen is found before it stands on an invoice; whether a number exists is not known here.

use super::party::is_enterprise_number;
use crate::particulars::{is_country, plain};

/// Prefix and formats: `9` a digit, `A` a letter, `X` either, any other sign itself. Those of the European Union are as the
/// Commission's VIES publishes them; Belgium has check digits of its own.
const FORMATS: [(&str, &[&str]); 30] = [
    ("AT", &["U99999999"]),
    ("BG", &["999999999", "9999999999"]),
    ("CH", &["E999999999"]),
    ("CY", &["99999999A"]),
    ("CZ", &["99999999", "999999999", "9999999999"]),
    ("DE", &["999999999"]),
    ("DK", &["99999999"]),
    ("EE", &["999999999"]),
    ("EL", &["999999999"]),
    ("ES", &["X9999999X"]),
    ("FI", &["99999999"]),
    ("FR", &["XX999999999"]),
    ("GB", &["999999999", "999999999999", "GD999", "HA999"]),
    ("HR", &["99999999999"]),
    ("HU", &["99999999"]),
    ("IE", &["9999999A", "9999999AA", "9A99999A"]),
    ("IT", &["99999999999"]),
    ("LT", &["999999999", "999999999999"]),
    ("LU", &["99999999"]),
    ("LV", &["99999999999"]),
    ("MT", &["99999999"]),
    ("NL", &["999999999B99"]),
    ("NO", &["999999999", "999999999MVA"]),
    ("PL", &["9999999999"]),
    ("PT", &["999999999"]),
    ("RO", &["99", "999", "9999", "99999", "999999", "9999999", "99999999", "999999999", "9999999999"]),
    ("SE", &["999999999999"]),
    ("SI", &["99999999"]),
    ("SK", &["9999999999"]),
    // Northern Ireland, for goods.
    ("XI", &["999999999", "999999999999", "GD999", "HA999"]),
];

/// Words before a number that say what it is, in the languages of the neighbourhood.
const WORDS: [&str; 19] = [
    "BTW",
    "BTWNR",
    "BTWNUMMER",
    "TVA",
    "VAT",
    "VATIN",
    "KBO",
    "BCE",
    "ZDU",
    "ON",
    "RPR",
    "RPM",
    "UST",
    "USTID",
    "USTIDNR",
    "MWST",
    "IVA",
    "UID",
    "ONDERNEMINGSNUMMER",
];

/// Words that stand between such a word and the number.
const NUMBER_WORDS: [&str; 10] = ["NR", "N", "NUM", "NUMMER", "NUMBER", "NUMERO", "NUMÉRO", "ID", "IDNR", "IDENT"];

/// Words that people also write without a space before the number; none of them begins the number of any country.
const GLUED_WORDS: [&str; 14] =
    ["BTWNUMMER", "BTWNR", "BTW", "TVA", "VAT", "KBO", "BCE", "RPR", "RPM", "USTIDNR", "USTID", "MWST", "UST", "ON"];

/// Why a text is no VAT number.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum VatNumberError {
    /// The digits do not fit the country, or a Belgian number fails its own check; `example` is one that fits.
    #[error("Check the VAT number: one of this country looks like {example}.")]
    Format {
        /// A number of the right form.
        example: String,
    },
    /// It does not begin with the prefix of a country.
    #[error("Begin the VAT number with the two letters of its country, such as BE0202239951.")]
    Prefix,
    /// It belongs to another country than the address.
    #[error("This VAT number belongs to {number}, but the address to {address}. Mend the one that is wrong.")]
    Country {
        /// Country of the number (ISO 3166-1 alpha-2).
        number: String,
        /// Country of the address.
        address: String,
    },
}

impl VatNumberError {
    /// The stable code of the fault.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Format { .. } => "vat_number",
            Self::Prefix => "vat_prefix",
            Self::Country { .. } => "vat_country",
        }
    }
}

/// The canonical form of a VAT number or a Belgian enterprise number, however it is written: prefix in upper case, nothing between
/// the digits, Greece as `EL`. `country` is that of the address, where one is known: the number must fit it, and a number
/// without a prefix is read as one of that country, or as a Belgian one if its check digits say so.
///
/// # Errors
/// [`VatNumberError`].
pub fn parse(text: &str, country: Option<&str>) -> Result<String, VatNumberError> {
    let compact = without_words(text);
    let country = country.filter(|country| !country.is_empty());
    if compact.bytes().all(|byte| byte.is_ascii_digit()) {
        return without_prefix(&compact, country);
    }
    let (typed, rest) = compact.split_at_checked(2).ok_or(VatNumberError::Prefix)?;
    let prefix = match typed {
        // Greece and the United Kingdom have another prefix than people think.
        "GR" => "EL",
        "UK" => "GB",
        prefix => prefix,
    };
    let number = with_prefix(prefix, rest).or_else(|error| match country {
        // Some countries have letters in their numbers, which look like the prefix of another country.
        Some(country) if fits(prefix_of(country), &compact) => Ok(format!("{}{compact}", prefix_of(country))),
        _ => Err(error),
    })?;
    match country {
        Some(country) if !is_used_in(number.get(..2).unwrap_or_default(), country) => Err(VatNumberError::Country {
            number: country_of(number.get(..2).unwrap_or_default()).to_owned(),
            address: country.to_owned(),
        }),
        _ => Ok(number),
    }
}

/// A number that begins with the prefix of a country.
fn with_prefix(prefix: &str, rest: &str) -> Result<String, VatNumberError> {
    if prefix == "BE" {
        return belgian(rest).ok_or_else(|| wrong_format(prefix));
    }
    if let Some((_, formats)) = FORMATS.iter().find(|(known, _)| *known == prefix) {
        let rest = if prefix == "CH" { without_swiss_suffix(rest) } else { rest };
        let fits = formats.iter().any(|format| has_format(format, rest)) && has_digit_above_zero(rest);
        return if fits { Ok(format!("{prefix}{rest}")) } else { Err(wrong_format(prefix)) };
    }
    if !is_country(prefix) {
        return Err(VatNumberError::Prefix);
    }
    let has_shape = (2..=13).contains(&rest.len())
        && rest.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && has_digit_above_zero(rest);
    if has_shape { Ok(format!("{prefix}{rest}")) } else { Err(wrong_format(prefix)) }
}

/// Digits alone: a number of the address's country, or a Belgian one.
fn without_prefix(digits: &str, country: Option<&str>) -> Result<String, VatNumberError> {
    let prefix = country.map_or("BE", prefix_of);
    if prefix != "BE" && fits(prefix, digits) {
        return Ok(format!("{prefix}{digits}"));
    }
    match (belgian(digits), country) {
        (Some(number), None | Some("BE")) => Ok(number),
        (Some(_), Some(country)) => {
            Err(VatNumberError::Country { number: "BE".to_owned(), address: country.to_owned() })
        }
        (None, None) => Err(VatNumberError::Prefix),
        (None, Some(_)) => Err(wrong_format(prefix)),
    }
}

fn belgian(digits: &str) -> Option<String> {
    // Numbers had nine digits until 2005; a zero was put before each.
    let digits = if digits.len() == 9 { format!("0{digits}") } else { digits.to_owned() };
    (is_enterprise_number(&digits) && has_digit_above_zero(digits.get(..8).unwrap_or_default()))
        .then(|| format!("BE{digits}"))
}

/// Upper-case letters and digits alone, without the words before them.
fn without_words(text: &str) -> String {
    let upper = plain(text).to_uppercase();
    let tokens: Vec<&str> = upper
        .split(|character: char| !character.is_alphanumeric() || matches!(character, 'º' | 'ª'))
        .filter(|token| !token.is_empty())
        .collect();
    let leading = tokens.iter().take_while(|token| token.chars().all(char::is_alphabetic)).count();
    let mut words = tokens.iter().take(leading).enumerate().filter(|(_, token)| WORDS.contains(*token));
    let last_word = words.next_back().map(|(at, _)| at);
    let mut rest = tokens.iter().skip(last_word.map_or(0, |at| at.saturating_add(1))).copied().peekable();
    if let Some(word) = last_word.and_then(|at| tokens.get(at)) {
        let of_court = matches!(*word, "RPR" | "RPM");
        while rest
            .next_if(|token| {
                NUMBER_WORDS.contains(token)
                    // The court of a register has a town: RPR Gent.
                    || of_court && token.len() > 3 && token.chars().all(char::is_alphabetic)
            })
            .is_some()
        {}
        // Norway begins with the same two letters as "number" in many languages.
        let compact: String = rest.clone().skip(1).collect();
        let is_number_word = compact.starts_with(|c: char| c.is_ascii_uppercase()) || compact.len() == 10;
        if rest.peek() == Some(&"NO") && is_number_word {
            rest.next();
        }
    }
    let compact: String = rest.collect();
    GLUED_WORDS.iter().find_map(|word| compact.strip_prefix(word)).map_or_else(|| compact.clone(), str::to_owned)
}

/// Swiss numbers end with the name of the tax in one of the languages, or with that of the register.
fn without_swiss_suffix(rest: &str) -> &str {
    ["MWST", "TVA", "IVA", "HR"].iter().find_map(|suffix| rest.strip_suffix(suffix)).unwrap_or(rest)
}

fn fits(prefix: &str, rest: &str) -> bool {
    FORMATS
        .iter()
        .find(|(known, _)| *known == prefix)
        .is_some_and(|(_, formats)| formats.iter().any(|format| has_format(format, rest)) && has_digit_above_zero(rest))
}

fn has_format(format: &str, rest: &str) -> bool {
    format.len() == rest.len()
        && format.bytes().zip(rest.bytes()).all(|(wanted, found)| match wanted {
            b'9' => found.is_ascii_digit(),
            b'X' => found.is_ascii_digit() || found.is_ascii_uppercase(),
            b'A' => found.is_ascii_uppercase(),
            sign => found == sign,
        })
}

fn has_digit_above_zero(rest: &str) -> bool {
    rest.bytes().any(|byte| matches!(byte, b'1'..=b'9'))
}

fn wrong_format(prefix: &str) -> VatNumberError {
    let format = FORMATS.iter().find(|(known, _)| *known == prefix).and_then(|(_, formats)| formats.last());
    let example = match (prefix, format) {
        ("BE", _) => "BE0202239951".to_owned(),
        (_, Some(format)) => {
            let mut digits = "1234567890".chars().cycle();
            let sign = |sign| match sign {
                '9' => digits.next(),
                'X' | 'A' => Some('A'),
                sign => Some(sign),
            };
            prefix.chars().chain(format.chars().filter_map(sign)).collect()
        }
        (_, None) => format!("{prefix}123456789"),
    };
    VatNumberError::Format { example }
}

/// The prefix of numbers of a country.
fn prefix_of(country: &str) -> &str {
    match country {
        "GR" => "EL",
        "MC" | "GP" | "MQ" | "RE" => "FR",
        "AX" => "FI",
        "IM" => "GB",
        country => country,
    }
}

/// The country of a prefix.
fn country_of(prefix: &str) -> &str {
    match prefix {
        "EL" => "GR",
        "XI" => "GB",
        prefix => prefix,
    }
}

fn is_used_in(prefix: &str, country: &str) -> bool {
    prefix == prefix_of(country) || country_of(prefix) == country
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_become_canonical_however_they_are_written() {
        for (typed, country, canonical) in [
            ("BE0202239951", None, "BE0202239951"),
            ("be 0477.472.701", None, "BE0477472701"),
            ("BTW BE 0477.472.701", Some("BE"), "BE0477472701"),
            ("BTWBE0477472701", Some("BE"), "BE0477472701"),
            ("btw-nr. be0477472701", None, "BE0477472701"),
            ("TVA: BE 0477/472/701", Some("BE"), "BE0477472701"),
            ("N° de TVA BE 0477.472.701", Some("BE"), "BE0477472701"),
            ("Nº TVA 0477.472.701", Some("BE"), "BE0477472701"),
            ("VAT No. BE0477472701", None, "BE0477472701"),
            ("VAT no 0477472701", None, "BE0477472701"),
            ("KBO 0477.472.701", None, "BE0477472701"),
            ("BCE 0477472701", Some("BE"), "BE0477472701"),
            ("ON 0477.472.701", None, "BE0477472701"),
            ("ON0477472701", None, "BE0477472701"),
            ("RPR 0477.472.701", Some("BE"), "BE0477472701"),
            ("RPR Gent 0477.472.701", Some("BE"), "BE0477472701"),
            ("Ondernemingsnummer 0477.472.701", Some("BE"), "BE0477472701"),
            ("0202.239.951", Some("BE"), "BE0202239951"),
            ("0202.239.951", None, "BE0202239951"),
            ("202.239.951", Some("BE"), "BE0202239951"),
            ("BE 739484052", None, "BE0739484052"),
            ("\u{200b}BE\u{a0}0477\u{202f}472\u{2011}701\u{feff}", None, "BE0477472701"),
            ("ＢＥ０４７７４７２７０１", None, "BE0477472701"),
            ("USt-IdNr. DE 123456789", Some("DE"), "DE123456789"),
            ("USt-ID: DE123456789", None, "DE123456789"),
            ("123456789", Some("DE"), "DE123456789"),
            ("UID: ATU 12345678", Some("AT"), "ATU12345678"),
            ("nl 1234.56.789.b01", Some("NL"), "NL123456789B01"),
            ("123456789B01", Some("NL"), "NL123456789B01"),
            ("FR 40 303 265 045", Some("FR"), "FR40303265045"),
            ("40 303 265 045", Some("FR"), "FR40303265045"),
            ("FR40303265045", Some("MC"), "FR40303265045"),
            ("GR 123456789", Some("GR"), "EL123456789"),
            ("EL123456789", Some("GR"), "EL123456789"),
            ("123456789", Some("GR"), "EL123456789"),
            ("XI 123456789", Some("GB"), "XI123456789"),
            ("UK 123 4567 89", Some("GB"), "GB123456789"),
            ("CHE-123.456.789 MWST", Some("CH"), "CHE123456789"),
            ("NO 987 654 321 MVA", Some("NO"), "NO987654321MVA"),
            ("VAT NO 987 654 321", Some("NO"), "NO987654321"),
            ("B12345678", Some("ES"), "ESB12345678"),
            ("US123", None, "US123"),
            ("RO12", None, "RO12"),
        ] {
            assert_eq!(parse(typed, country).as_deref(), Ok(canonical), "{typed} {country:?}");
        }
    }

    #[test]
    fn what_is_no_number_is_refused_with_words_that_say_what_to_do() {
        let format = |example: &str| VatNumberError::Format { example: example.to_owned() };
        let other = |number: &str, address: &str| VatNumberError::Country {
            number: number.to_owned(),
            address: address.to_owned(),
        };
        for (typed, country, error) in [
            ("XX999", None, VatNumberError::Prefix),
            ("ZZ00000000", Some("BE"), VatNumberError::Prefix),
            ("EU123456789", None, VatNumberError::Prefix),
            ("XX", None, VatNumberError::Prefix),
            ("", None, VatNumberError::Prefix),
            ("É", None, VatNumberError::Prefix),
            ("123", None, VatNumberError::Prefix),
            ("BTW", Some("BE"), format("BE0202239951")),
            ("BE0202239952", None, format("BE0202239951")),
            ("BE2202239951", None, format("BE0202239951")),
            ("BE0000000097", None, format("BE0202239951")),
            ("0202.239.952", Some("BE"), format("BE0202239951")),
            ("NL123456789", None, format("NL123456789B01")),
            ("DE 12345678", None, format("DE123456789")),
            ("DE000000000", Some("DE"), format("DE123456789")),
            ("12345678", Some("DE"), format("DE123456789")),
            ("AT 123456789", None, format("ATU12345678")),
            ("CHE12345678", None, format("CHE123456789")),
            ("RO1", None, format("RO1234567890")),
            ("US000", None, format("US123456789")),
            ("BE0477472701é", None, format("BE0202239951")),
            ("BE0477472701", Some("NL"), other("BE", "NL")),
            ("0477.472.701", Some("US"), other("BE", "US")),
            ("EL123456789", Some("CY"), other("GR", "CY")),
            ("XI123456789", Some("IE"), other("GB", "IE")),
            ("NL123456789B01", Some("BE"), other("NL", "BE")),
        ] {
            let told = parse(typed, country).unwrap_err();
            assert_eq!(told, error, "{typed} {country:?}");
            assert!(told.to_string().ends_with('.'), "{told}");
        }
    }

    #[test]
    fn every_member_state_has_its_format_and_fits_its_own_country_only() {
        let numbers = [
            ("AT", "ATU12345678"),
            ("BE", "BE0202239951"),
            ("BG", "BG123456789"),
            ("CY", "CY12345678X"),
            ("CZ", "CZ1234567890"),
            ("DE", "DE123456789"),
            ("DK", "DK12345678"),
            ("EE", "EE123456789"),
            ("GR", "EL123456789"),
            ("ES", "ESX1234567X"),
            ("FI", "FI12345671"),
            ("FR", "FRXX303265045"),
            ("HR", "HR12345678901"),
            ("HU", "HU12345678"),
            ("IE", "IE1234567FA"),
            ("IT", "IT12345678901"),
            ("LT", "LT123456789012"),
            ("LU", "LU12345678"),
            ("LV", "LV12345678901"),
            ("MT", "MT12345678"),
            ("NL", "NL123456789B01"),
            ("PL", "PL1234567890"),
            ("PT", "PT123456789"),
            ("RO", "RO1234567890"),
            ("SE", "SE123456789001"),
            ("SI", "SI12345678"),
            ("SK", "SK1234567890"),
        ];
        assert_eq!(numbers.len(), 27);
        for (country, number) in numbers {
            let spaced: String = number.to_lowercase().chars().flat_map(|sign| [sign, ' ']).collect();
            assert_eq!(parse(&spaced, Some(country)).as_deref(), Ok(number), "{country}");
            assert_eq!(parse(&format!("{number}99999"), None).map_err(|error| error.code()), Err("vat_number"));
            for (other, _) in numbers.iter().filter(|(other, _)| *other != country) {
                assert_eq!(
                    parse(number, Some(other)).map_err(|error| error.code()),
                    Err("vat_country"),
                    "{number} {other}"
                );
            }
            // Without its prefix it is still one of that country, where that country is chosen.
            let bare = number.get(2..).unwrap();
            assert_eq!(parse(bare, Some(country)).as_deref(), Ok(number), "{country} {bare}");
        }
    }

    #[test]
    fn the_examples_are_numbers_themselves() {
        for (prefix, _) in FORMATS.iter().chain([("BE", &[][..])].iter()) {
            let VatNumberError::Format { example } = wrong_format(prefix) else { panic!("{prefix}") };
            assert_eq!(parse(&example, None), Ok(example), "{prefix}");
        }
    }
}
