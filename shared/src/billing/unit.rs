//! Units of measure: the part of UNECE Recommendation 20 that a small business sells in, with names to show and print.

use serde::{Deserialize, Serialize};

use crate::language::Language;

/// A unit of measure (BT-130).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "&'static str")]
pub struct Unit(&'static Row);

/// Code, and the names in Dutch, French, English and German.
#[derive(Debug, PartialEq, Eq, Hash)]
struct Row(&'static str, [&'static str; 4]);

/// The most used first; the rest by what they measure. `XBX` is the box of Recommendation 21.
static UNITS: [Row; 22] = [
    Row("C62", ["eenheid", "unité", "unit", "Einheit"]),
    Row("H87", ["stuk", "pièce", "piece", "Stück"]),
    Row("HUR", ["uur", "heure", "hour", "Stunde"]),
    Row("MIN", ["minuut", "minute", "minute", "Minute"]),
    Row("DAY", ["dag", "jour", "day", "Tag"]),
    Row("WEE", ["week", "semaine", "week", "Woche"]),
    Row("MON", ["maand", "mois", "month", "Monat"]),
    Row("ANN", ["jaar", "année", "year", "Jahr"]),
    Row("KMT", ["km", "km", "km", "km"]),
    Row("MTR", ["m", "m", "m", "m"]),
    Row("MTK", ["m²", "m²", "m²", "m²"]),
    Row("MTQ", ["m³", "m³", "m³", "m³"]),
    Row("LTR", ["liter", "litre", "litre", "Liter"]),
    Row("KGM", ["kg", "kg", "kg", "kg"]),
    Row("LS", ["forfait", "forfait", "lump sum", "Pauschale"]),
    Row("E48", ["dienst", "service", "service", "Leistung"]),
    Row("EA", ["per stuk", "chacun", "each", "je Stück"]),
    Row("IE", ["persoon", "personne", "person", "Person"]),
    Row("PR", ["paar", "paire", "pair", "Paar"]),
    Row("SET", ["set", "jeu", "set", "Satz"]),
    Row("XBX", ["doos", "boîte", "box", "Karton"]),
    Row("ZZ", ["volgens afspraak", "selon accord", "as agreed", "nach Absprache"]),
];

impl Unit {
    /// One of something: `C62`.
    pub fn one() -> Self {
        let [first, ..] = &UNITS;
        Self(first)
    }

    /// Every unit, in the order of a list to choose from.
    pub fn all() -> impl Iterator<Item = Self> {
        UNITS.iter().map(Self)
    }

    /// The unit of a code; none for a code that the product does not offer.
    pub fn parse(code: &str) -> Option<Self> {
        UNITS.iter().find(|row| row.0 == code).map(Self)
    }

    /// UNECE Rec 20 code.
    pub fn code(self) -> &'static str {
        self.0.0
    }

    /// Name of one unit, in lower case where the language has it.
    pub fn name(self, language: Language) -> &'static str {
        let [nl, fr, en, de] = self.0.1;
        match language {
            Language::Nl => nl,
            Language::Fr => fr,
            Language::En => en,
            Language::De => de,
        }
    }
}

impl From<Unit> for &'static str {
    fn from(unit: Unit) -> Self {
        unit.code()
    }
}

impl TryFrom<String> for Unit {
    type Error = String;

    fn try_from(code: String) -> Result<Self, String> {
        Self::parse(&code).ok_or_else(|| format!("no such unit: {code}"))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_unit_has_its_own_code_and_names() {
        let codes: BTreeSet<&str> = Unit::all().map(Unit::code).collect();
        assert_eq!(codes.len(), UNITS.len());
        for language in Language::ALL {
            let names: BTreeSet<&str> = Unit::all().map(|unit| unit.name(language)).collect();
            assert_eq!(names.len(), UNITS.len(), "{language:?}");
            assert!(!names.contains(""));
        }
    }

    #[test]
    fn units_travel_as_codes() {
        for unit in Unit::all() {
            assert_eq!(Unit::parse(unit.code()), Some(unit));
            let json = serde_json::to_string(&unit).unwrap();
            assert_eq!(json, format!("\"{}\"", unit.code()));
            assert_eq!(serde_json::from_str::<Unit>(&json).unwrap(), unit);
        }
        for bad in ["", "c62", "HOUR", "XYZ"] {
            assert_eq!(Unit::parse(bad), None, "{bad}");
            assert!(serde_json::from_str::<Unit>(&format!("\"{bad}\"")).is_err());
        }
        assert_eq!(Unit::one().code(), "C62");
    }
}
