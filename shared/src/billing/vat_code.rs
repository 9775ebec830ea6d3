//! VAT codes: what an item or a line is taxed by, as data with validity dates.
//!
//! The Belgian codes are built in ([`belgian`]); a tenant's own rows replace or extend them by code and first day. A
//! document takes what a code says on its date and keeps it, so a later change of a code alters no issued document.

pub mod belgian;
pub mod check;
pub mod exemption;
pub mod typed;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{
    billing::vat::{VatCategory, VatTreatment},
    language::{Language, Texts},
    money::Percentage,
};

/// What a code means from its first day to its last.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VatCode {
    /// Name of the code: lower-case letters, digits and inner hyphens, such as `21` or `co-contractor`.
    pub code: String,
    /// What a list to choose from shows.
    pub label: Texts,
    /// Category (BT-151).
    pub category: VatCategory,
    /// Rate in percent (BT-152): above zero in category S, zero in every other.
    pub rate: Percentage,
    /// VATEX code (BT-121).
    pub exemption_code: Option<String>,
    /// Sentence that the document must print; empty where the category has none.
    pub sentence: Texts,
    /// First day.
    pub valid_from: Date,
    /// Last day; none while no end is known.
    pub valid_to: Option<Date>,
}

/// What a category asks of the sentence of a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SentenceRule {
    /// The document says why there is no VAT (BR-E-10, BR-AE-10, BR-IC-10, BR-G-10, BR-O-10).
    Required,
    /// The VAT breakdown must not give a reason (BR-S-10); a declaration of the buyer goes into the note (BT-22).
    InNote,
    /// A reason is forbidden (BR-Z-10), and nothing is declared.
    Forbidden,
}

/// What a category asks of the sentence of its codes.
pub fn sentence_rule(category: VatCategory) -> SentenceRule {
    match category {
        VatCategory::S => SentenceRule::InNote,
        VatCategory::Z => SentenceRule::Forbidden,
        VatCategory::E | VatCategory::AE | VatCategory::K | VatCategory::G | VatCategory::O => SentenceRule::Required,
    }
}

impl VatCode {
    /// How a line with this code is taxed, with the reason in the language of its document.
    pub fn treatment(&self, language: Language) -> VatTreatment {
        let reason = (sentence_rule(self.category) == SentenceRule::Required && !self.sentence.is_empty())
            .then(|| self.sentence.get(language).to_owned());
        VatTreatment {
            category: self.category,
            rate: self.rate,
            exemption_reason: reason,
            exemption_code: self.exemption_code.clone(),
        }
    }

    /// The sentence that belongs into the note of the document (BT-22), because the VAT breakdown may not carry it: the
    /// buyer's declaration for 6 % on renovation works.
    pub fn note(&self, language: Language) -> Option<&str> {
        let in_note = sentence_rule(self.category) == SentenceRule::InNote && !self.sentence.is_empty();
        in_note.then(|| self.sentence.get(language))
    }

    /// Whether the code counts on a day.
    pub fn is_valid_on(&self, date: Date) -> bool {
        self.valid_from <= date && self.valid_to.is_none_or(|last| date <= last)
    }
}

/// Where a row of the table comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Built in.
    Belgian,
    /// Built in, and changed by the tenant.
    Changed,
    /// The tenant's own.
    Own,
}

/// A row of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The code in one period.
    pub code: VatCode,
    /// Where it comes from.
    pub origin: Origin,
}

/// The VAT codes of a tenant: the Belgian ones in their own order, then the tenant's own by name; each by first day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VatCodes(Vec<Entry>);

impl VatCodes {
    /// The Belgian codes under the tenant's own rows: a row of the same code and first day takes the place of the built-in.
    pub fn with(own: Vec<VatCode>) -> Self {
        let built_in = belgian::defaults();
        let place = |code: &str| built_in.iter().position(|other| other.code == code).unwrap_or(usize::MAX);
        let is_built_in = |own: &VatCode| built_in.iter().any(|other| is_same_row(other, own));
        let mut rows: Vec<Entry> = built_in
            .iter()
            .filter(|code| !own.iter().any(|other| is_same_row(other, code)))
            .map(|code| Entry { code: code.clone(), origin: Origin::Belgian })
            .collect();
        rows.extend(own.into_iter().map(|code| {
            let origin = if is_built_in(&code) { Origin::Changed } else { Origin::Own };
            Entry { code, origin }
        }));
        rows.sort_by(|a, b| {
            (place(&a.code.code), &a.code.code, a.code.valid_from).cmp(&(
                place(&b.code.code),
                &b.code.code,
                b.code.valid_from,
            ))
        });
        Self(rows)
    }

    /// Every row.
    pub fn entries(&self) -> &[Entry] {
        &self.0
    }

    /// The row of a code that begins on a day.
    pub fn entry(&self, code: &str, valid_from: Date) -> Option<&Entry> {
        self.0.iter().find(|entry| entry.code.code == code && entry.code.valid_from == valid_from)
    }

    /// Whether there is a code of this name, in any period.
    pub fn knows(&self, code: &str) -> bool {
        self.0.iter().any(|entry| entry.code.code == code)
    }

    /// What a code means on a day: its latest period that has begun, unless that has ended.
    pub fn on(&self, code: &str, date: Date) -> Option<&VatCode> {
        let begun = self.0.iter().filter(|entry| entry.code.code == code && entry.code.valid_from <= date);
        begun.map(|entry| &entry.code).max_by_key(|code| code.valid_from).filter(|code| code.is_valid_on(date))
    }

    /// The code of the day that says the same as a document in this language did: on its lines with this treatment, or in its
    /// note. Codes of one rate differ in their sentence alone, so where none says it and several could be meant there is none:
    /// a question is better than a wrong sentence.
    pub fn like(&self, vat: &VatTreatment, language: Language, note: &str, date: Date) -> Option<&VatCode> {
        let alike = || {
            self.valid_on(date).filter(|code| {
                (code.category, code.rate) == (vat.category, vat.rate) && code.exemption_code == vat.exemption_code
            })
        };
        let is_said = |code: &&VatCode| match (&vat.exemption_reason, code.note(language)) {
            (None, Some(declared)) => note.contains(declared),
            (reason, None) => reason.is_some() && code.treatment(language).exemption_reason == *reason,
            (Some(_), Some(_)) => false,
        };
        let is_silent = |code: &&VatCode| code.sentence.is_empty();
        let only = || alike().next().filter(|_| alike().nth(1).is_none());
        alike().find(is_said).or_else(|| alike().find(is_silent)).or_else(only)
    }

    /// The codes to choose from on a day.
    pub fn valid_on(&self, date: Date) -> impl Iterator<Item = &VatCode> {
        let counts =
            move |code: &&VatCode| self.on(&code.code, date).is_some_and(|on| on.valid_from == code.valid_from);
        self.0.iter().map(|entry| &entry.code).filter(counts)
    }
}

fn is_same_row(one: &VatCode, other: &VatCode) -> bool {
    one.code == other.code && one.valid_from == other.valid_from
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_document_like_another_one_says_the_same() {
        let day = date(2026, 12, 1);
        let table = VatCodes::with(Vec::new());
        let of = |code: &str, language| table.on(code, day).unwrap().treatment(language);
        let declared = table.on("6-renovation", day).unwrap().note(Language::Fr).unwrap();
        for code in [
            "21",
            "6",
            "12",
            "0",
            "co-contractor",
            "eu-services",
            "eu-goods",
            "export",
            "exempt",
            "small-enterprise",
            "out-of-scope",
        ] {
            for language in Language::ALL {
                let found = table.like(&of(code, language), language, "", day).map(|code| code.code.as_str());
                assert_eq!(found, Some(code), "{language:?}");
            }
        }
        let noted =
            |note: &str| table.like(&of("6", Language::Fr), Language::Fr, note, day).map(|code| code.code.as_str());
        assert_eq!(
            (noted(declared), noted(&format!("Merci !\n{declared}")), noted("Merci !")),
            (Some("6-renovation"), Some("6-renovation"), Some("6"))
        );
        // The sentence of today is another one: the only code is meant, of two neither.
        let changed = |code| VatTreatment { exemption_reason: Some("As it was".into()), ..of(code, Language::Nl) };
        let like = |code| table.like(&changed(code), Language::Nl, "", day).map(|code| code.code.as_str());
        assert_eq!((like("export"), like("exempt"), like("co-contractor")), (Some("export"), None, None));
    }

    fn own(code: &str, valid_from: Date, rate: u8) -> VatCode {
        VatCode {
            code: code.into(),
            label: Texts::of(|_| code.to_owned()),
            category: VatCategory::S,
            rate: Percentage::whole(rate),
            exemption_code: None,
            sentence: Texts::default(),
            valid_from,
            valid_to: None,
        }
    }

    #[test]
    fn a_code_means_what_it_meant_on_the_day() {
        let codes = VatCodes::with(Vec::new());
        for (code, day, rate) in [
            ("hotel", date(2026, 2, 28), Some("6")),
            ("hotel", date(2026, 3, 1), Some("12")),
            ("21", date(2026, 3, 1), Some("21")),
            ("21", date(1990, 1, 1), None),
            ("22", date(2026, 3, 1), None),
        ] {
            let found = codes.on(code, day).map(|code| code.rate.to_string());
            assert_eq!(found.as_deref(), rate, "{code} on {day}");
        }
    }

    #[test]
    fn rows_of_the_tenant_replace_and_extend_the_built_in_ones() {
        let built_in = VatCodes::with(Vec::new());
        let first = built_in.on("21", date(2026, 1, 1)).unwrap().clone();
        let changed = VatCode { label: Texts::of(|_| "Standard".into()), ..first.clone() };
        let next = own("21", date(2030, 1, 1), 22);
        let codes = VatCodes::with(vec![own("zoo", date(2026, 1, 1), 6), next, changed]);
        assert_eq!(codes.entries().len(), built_in.entries().len() + 2);
        let origins: Vec<_> = codes
            .entries()
            .iter()
            .filter(|entry| entry.code.code == "21")
            .map(|entry| (entry.code.valid_from.year(), entry.origin, entry.code.label.own(Language::En)))
            .collect();
        assert_eq!(origins, [(first.valid_from.year(), Origin::Changed, "Standard"), (2030, Origin::Own, "21")]);
        assert_eq!(codes.entries().last().map(|entry| entry.code.code.as_str()), Some("zoo"));
        for (day, rate) in [(date(2029, 12, 31), "21"), (date(2030, 1, 1), "22")] {
            assert_eq!(codes.on("21", day).unwrap().rate.to_string(), rate, "{day}");
            let offered = codes.valid_on(day).filter(|code| code.code == "21").count();
            assert_eq!(offered, 1, "a list never shows a code twice");
        }
    }

    #[test]
    fn an_ended_code_is_not_offered() {
        let mut codes: Vec<VatCode> = vec![own("zoo", date(2026, 1, 1), 6)];
        codes[0].valid_to = Some(date(2026, 6, 30));
        let codes = VatCodes::with(codes);
        assert!(codes.on("zoo", date(2026, 6, 30)).is_some());
        assert!(codes.on("zoo", date(2026, 7, 1)).is_none());
        assert!(codes.valid_on(date(2026, 7, 1)).all(|code| code.code != "zoo"));
        assert!(codes.knows("zoo"));
    }

    #[test]
    fn the_sentence_prints_where_the_category_wants_it() {
        let day = date(2026, 12, 1);
        let codes = VatCodes::with(Vec::new());
        let of = |code: &str| codes.on(code, day).unwrap();
        let reverse_charge = of("co-contractor");
        let treatment = reverse_charge.treatment(Language::Fr);
        assert!(treatment.exemption_reason.unwrap().starts_with("Autoliquidation"));
        assert_eq!(treatment.exemption_code.as_deref(), Some("VATEX-EU-AE"));
        assert_eq!(reverse_charge.note(Language::Fr), None);
        let renovation = of("6-renovation");
        assert_eq!(renovation.treatment(Language::Nl).exemption_reason, None, "BR-S-10");
        assert!(renovation.note(Language::Nl).unwrap().starts_with("Btw-tarief"));
        let zero = of("0");
        assert_eq!((zero.treatment(Language::Nl).exemption_reason, zero.note(Language::Nl)), (None, None));
    }
}
