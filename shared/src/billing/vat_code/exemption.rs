//! VATEX codes (BT-121): the list of the European Commission, and the category that some of them dictate.

use crate::billing::vat::VatCategory;

/// The codes of the European list that EN 16931 knows (BR-CL-22), without those of single countries.
pub const EXEMPTION_CODES: [&str; 62] = [
    "VATEX-EU-79-C",
    "VATEX-EU-132",
    "VATEX-EU-132-1A",
    "VATEX-EU-132-1B",
    "VATEX-EU-132-1C",
    "VATEX-EU-132-1D",
    "VATEX-EU-132-1E",
    "VATEX-EU-132-1F",
    "VATEX-EU-132-1G",
    "VATEX-EU-132-1H",
    "VATEX-EU-132-1I",
    "VATEX-EU-132-1J",
    "VATEX-EU-132-1K",
    "VATEX-EU-132-1L",
    "VATEX-EU-132-1M",
    "VATEX-EU-132-1N",
    "VATEX-EU-132-1O",
    "VATEX-EU-132-1P",
    "VATEX-EU-132-1Q",
    "VATEX-EU-135-1",
    "VATEX-EU-143",
    "VATEX-EU-143-1A",
    "VATEX-EU-143-1B",
    "VATEX-EU-143-1C",
    "VATEX-EU-143-1D",
    "VATEX-EU-143-1E",
    "VATEX-EU-143-1F",
    "VATEX-EU-143-1FA",
    "VATEX-EU-143-1G",
    "VATEX-EU-143-1H",
    "VATEX-EU-143-1I",
    "VATEX-EU-143-1J",
    "VATEX-EU-143-1K",
    "VATEX-EU-143-1L",
    "VATEX-EU-144",
    "VATEX-EU-146-1E",
    "VATEX-EU-148",
    "VATEX-EU-148-A",
    "VATEX-EU-148-B",
    "VATEX-EU-148-C",
    "VATEX-EU-148-D",
    "VATEX-EU-148-E",
    "VATEX-EU-148-F",
    "VATEX-EU-148-G",
    "VATEX-EU-151",
    "VATEX-EU-151-1A",
    "VATEX-EU-151-1AA",
    "VATEX-EU-151-1B",
    "VATEX-EU-151-1C",
    "VATEX-EU-151-1D",
    "VATEX-EU-151-1E",
    "VATEX-EU-153",
    "VATEX-EU-159",
    "VATEX-EU-309",
    "VATEX-EU-AE",
    "VATEX-EU-D",
    "VATEX-EU-F",
    "VATEX-EU-G",
    "VATEX-EU-I",
    "VATEX-EU-IC",
    "VATEX-EU-J",
    "VATEX-EU-O",
];

/// Whether a code may stand in a category. Some codes dictate theirs (PEPPOL-EN16931-P0104 to P0111), and taxed or
/// zero-rated goods have none (BR-S-10, BR-Z-10). The others name an exemption of the VAT Directive, so they belong to E;
/// article 146 is the export.
pub fn fits(code: &str, category: VatCategory) -> bool {
    let only = match code {
        "VATEX-EU-G" | "VATEX-EU-146-1E" => VatCategory::G,
        "VATEX-EU-O" => VatCategory::O,
        "VATEX-EU-IC" => VatCategory::K,
        "VATEX-EU-AE" => VatCategory::AE,
        _ => VatCategory::E,
    };
    only == category
}

/// The code that a category always has; none where it depends on the ground.
pub fn usual(category: VatCategory) -> Option<&'static str> {
    match category {
        VatCategory::AE => Some("VATEX-EU-AE"),
        VatCategory::K => Some("VATEX-EU-IC"),
        VatCategory::G => Some("VATEX-EU-G"),
        VatCategory::O => Some("VATEX-EU-O"),
        VatCategory::S | VatCategory::Z | VatCategory::E => None,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn codes_dictate_their_category() {
        for (code, category) in [
            ("VATEX-EU-G", VatCategory::G),
            ("VATEX-EU-O", VatCategory::O),
            ("VATEX-EU-IC", VatCategory::K),
            ("VATEX-EU-AE", VatCategory::AE),
            ("VATEX-EU-D", VatCategory::E),
            ("VATEX-EU-F", VatCategory::E),
            ("VATEX-EU-I", VatCategory::E),
            ("VATEX-EU-J", VatCategory::E),
            ("VATEX-EU-132-1C", VatCategory::E),
        ] {
            for other in ["S", "Z", "E", "AE", "K", "G", "O"].into_iter().filter_map(VatCategory::parse) {
                assert_eq!(fits(code, other), other == category, "{code} in {other:?}");
            }
        }
        for category in ["AE", "K", "G", "O"].into_iter().filter_map(VatCategory::parse) {
            assert!(usual(category).is_some_and(|code| EXEMPTION_CODES.contains(&code) && fits(code, category)));
        }
    }

    #[test]
    fn no_code_stands_twice() {
        assert_eq!(EXEMPTION_CODES.iter().collect::<BTreeSet<_>>().len(), EXEMPTION_CODES.len());
    }
}
