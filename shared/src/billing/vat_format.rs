//! The formats of VAT identifiers in the European Union, as the Commission's VIES publishes them: a slip of the pen is found
//! before the invoice is refused. Whether a number exists is not known here.

/// Prefix and formats: `9` a digit, `A` a letter, `X` either, any other sign itself. Belgium has check digits of its own.
const FORMATS: [(&str, &[&str]); 27] = [
    ("AT", &["U99999999"]),
    ("BG", &["999999999", "9999999999"]),
    ("CY", &["99999999A"]),
    ("CZ", &["99999999", "999999999", "9999999999"]),
    ("DE", &["999999999"]),
    ("DK", &["99999999"]),
    ("EE", &["999999999"]),
    ("EL", &["999999999"]),
    ("ES", &["X9999999X"]),
    ("FI", &["99999999"]),
    ("FR", &["XX999999999"]),
    ("HR", &["99999999999"]),
    ("HU", &["99999999"]),
    ("IE", &["9999999A", "9999999AA", "9A99999A"]),
    ("IT", &["99999999999"]),
    ("LT", &["999999999", "999999999999"]),
    ("LU", &["99999999"]),
    ("LV", &["99999999999"]),
    ("MT", &["99999999"]),
    ("NL", &["999999999B99"]),
    ("PL", &["9999999999"]),
    ("PT", &["999999999"]),
    ("RO", &["99", "999", "9999", "99999", "999999", "9999999", "99999999", "999999999", "9999999999"]),
    ("SE", &["999999999999"]),
    ("SI", &["99999999"]),
    ("SK", &["9999999999"]),
    // Northern Ireland, for goods.
    ("XI", &["999999999", "999999999999"]),
];

/// Whether what follows a prefix has a format of that member state; none where the prefix is of no member state.
pub(super) fn fits(prefix: &str, rest: &str) -> Option<bool> {
    let (_, formats) = FORMATS.iter().find(|(known, _)| *known == prefix)?;
    Some(formats.iter().any(|format| {
        format.len() == rest.len()
            && format.bytes().zip(rest.bytes()).all(|(wanted, found)| match wanted {
                b'9' => found.is_ascii_digit(),
                b'X' => found.is_ascii_alphanumeric(),
                b'A' => found.is_ascii_uppercase(),
                sign => found == sign,
            })
    }))
}
