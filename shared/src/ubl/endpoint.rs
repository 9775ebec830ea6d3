//! Electronic addresses of Peppol: which scheme of the EAS list a party's number belongs to.

use crate::billing::party::is_enterprise_number;

/// Scheme of the Belgian Crossroads Bank for Enterprises, in the EAS and the ICD list.
pub(crate) const ENTERPRISE_NUMBER: &str = "0208";

/// Schemes of VAT identifiers, by their prefix, which is part of the identifier. Denmark, Finland and Sweden use other
/// numbers.
const VAT_SCHEMES: [(&str, &str); 22] = [
    ("AT", "9914"),
    ("BG", "9926"),
    ("CY", "9928"),
    ("CZ", "9929"),
    ("DE", "9930"),
    ("EE", "9931"),
    ("EL", "9933"),
    ("ES", "9920"),
    ("FR", "9957"),
    ("HR", "9934"),
    ("HU", "9910"),
    ("IE", "9935"),
    ("IT", "0211"),
    ("LT", "9937"),
    ("LU", "9938"),
    ("LV", "9939"),
    ("MT", "9943"),
    ("NL", "9944"),
    ("PL", "9945"),
    ("PT", "9946"),
    ("RO", "9947"),
    ("SI", "9949"),
];

/// The digits of an enterprise number, however it is written.
pub(crate) fn enterprise_number(text: &str) -> Option<String> {
    let digits: String = text.chars().filter(|character| !matches!(character, '.' | ' ')).collect();
    is_enterprise_number(&digits).then_some(digits)
}

/// Scheme and identifier of the party with this VAT identifier, where Peppol knows one (BT-34, BT-49).
pub(crate) fn of_vat_identifier(vat_identifier: &str) -> Option<(&'static str, String)> {
    let (prefix, rest) = vat_identifier.split_at_checked(2)?;
    if prefix == "BE" {
        return enterprise_number(rest).map(|number| (ENTERPRISE_NUMBER, number));
    }
    let (_, scheme) = VAT_SCHEMES.iter().find(|(country, _)| *country == prefix)?;
    Some((scheme, vat_identifier.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_parties() {
        for (vat_identifier, address) in [
            ("BE0477472701", Some(("0208", "0477472701"))),
            ("BE0477472702", None),
            ("DE123456789", Some(("9930", "DE123456789"))),
            ("FR40303265045", Some(("9957", "FR40303265045"))),
            ("EL123456789", Some(("9933", "EL123456789"))),
            ("FI12345671", None),
            ("US123", None),
            ("B", None),
            ("", None),
            ("éé", None),
        ] {
            let found = of_vat_identifier(vat_identifier);
            assert_eq!(found.as_ref().map(|(scheme, id)| (*scheme, id.as_str())), address, "{vat_identifier}");
        }
        assert_eq!(enterprise_number("0202.239.951").as_deref(), Some("0202239951"));
    }
}
