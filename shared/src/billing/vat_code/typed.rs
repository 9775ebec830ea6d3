//! A VAT code as it is typed, parsed with every fault named.

use jiff::civil::Date;

use super::{SentenceRule, VatCode, exemption, sentence_rule};
use crate::{
    billing::vat::VatCategory,
    fault::Fault,
    id::Slug,
    language::{Language, Texts},
    limits,
    money::Percentage,
};

/// What a form says of a code. Faults name its fields: `code`, `category`, `rate`, `exemption_code`, `label_nl`,
/// `sentence_nl`, `valid_from`, `valid_to`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TypedVatCode {
    /// Name.
    pub code: String,
    /// UNCL5305 code.
    pub category: String,
    /// Decimal with a point or a comma; may be empty where the category has no rate.
    pub rate: String,
    /// VATEX code; may be empty.
    pub exemption_code: String,
    /// Label per language.
    pub label: Texts,
    /// Sentence per language.
    pub sentence: Texts,
    /// `YYYY-MM-DD`.
    pub valid_from: String,
    /// `YYYY-MM-DD`, or empty.
    pub valid_to: String,
}

impl TypedVatCode {
    /// The form that shows a code.
    pub fn of(code: &VatCode) -> Self {
        Self {
            code: code.code.clone(),
            category: code.category.code().to_owned(),
            rate: code.rate.to_string(),
            exemption_code: code.exemption_code.clone().unwrap_or_default(),
            label: code.label.clone(),
            sentence: code.sentence.clone(),
            valid_from: code.valid_from.to_string(),
            valid_to: code.valid_to.map(|date| date.to_string()).unwrap_or_default(),
        }
    }

    /// The code that is meant.
    ///
    /// # Errors
    /// Every field to mend.
    pub fn parse(&self) -> Result<VatCode, Vec<Fault>> {
        let mut faults = Vec::new();
        let code = keep(&mut faults, self.name());
        let category = keep(&mut faults, self.parse_category());
        let rate = category.and_then(|category| keep(&mut faults, self.parse_rate(category)));
        let exemption_code = category.and_then(|category| keep(&mut faults, self.parse_exemption(category)));
        let label = texts(&mut faults, &self.label, "label", limits::VAT_LABEL_CHARS_MAX);
        if label.is_empty() {
            faults.push(Fault::new("required", "label_nl", "Give the code a label in at least one language."));
        }
        let sentence = texts(&mut faults, &self.sentence, "sentence", limits::VAT_SENTENCE_CHARS_MAX);
        if let Some(fault) = category.and_then(|category| sentence_fault(category, &sentence)) {
            faults.push(fault);
        }
        let valid_from = keep(&mut faults, date(&self.valid_from, "valid_from"));
        let valid_to = match self.valid_to.trim() {
            "" => Some(None),
            text => keep(&mut faults, date(text, "valid_to")).map(Some),
        };
        if let (Some(from), Some(Some(to))) = (valid_from, valid_to)
            && to < from
        {
            faults.push(Fault::new("valid_to", "valid_to", "The last day cannot be before the first."));
        }
        match (code, category, rate, exemption_code, valid_from, valid_to) {
            (Some(code), Some(category), Some(rate), Some(exemption_code), Some(valid_from), Some(valid_to))
                if faults.is_empty() =>
            {
                Ok(VatCode { code, label, category, rate, exemption_code, sentence, valid_from, valid_to })
            }
            _ => Err(faults),
        }
    }

    fn name(&self) -> Result<String, Fault> {
        let code = self.code.trim().to_lowercase();
        if code.is_empty() {
            return Err(Fault::new("required", "code", "Give the code a name, such as 21 or export."));
        }
        match Slug::parse(&code) {
            Ok(_) if code.len() <= limits::CODE_CHARS_MAX => Ok(code),
            _ => {
                let max = limits::CODE_CHARS_MAX;
                let detail = format!("Use at most {max} letters, digits and inner hyphens, such as 21 or eu-goods.");
                Err(Fault::new("code", "code", detail))
            }
        }
    }

    fn parse_category(&self) -> Result<VatCategory, Fault> {
        VatCategory::parse(&self.category)
            .ok_or_else(|| Fault::new("category", "category", "Choose what kind of VAT this is."))
    }

    fn parse_rate(&self, category: VatCategory) -> Result<Percentage, Fault> {
        let text = self.rate.trim().replace(',', ".");
        let rate = if text.is_empty() { Some(Percentage::ZERO) } else { Percentage::parse(&text).ok() };
        match (rate, category) {
            (Some(rate), VatCategory::S) if !rate.is_zero() => Ok(rate),
            (_, VatCategory::S) => {
                Err(Fault::new("rate", "rate", "Enter the rate as a percentage above 0 and at most 100, such as 21."))
            }
            (Some(rate), _) if rate.is_zero() => Ok(rate),
            _ => Err(Fault::new(
                "rate",
                "rate",
                "Only taxed sales have a rate. Leave it empty, or choose “VAT at a rate”.",
            )),
        }
    }

    fn parse_exemption(&self, category: VatCategory) -> Result<Option<String>, Fault> {
        let text = self.exemption_code.trim().to_uppercase();
        let fault = |detail: String| Err(Fault::new("exemption_code", "exemption_code", detail));
        match text.as_str() {
            "" => Ok(exemption::usual(category).map(str::to_owned)),
            code if !exemption::EXEMPTION_CODES.contains(&code) => {
                fault("Choose a VATEX code of the list, such as VATEX-EU-132-1C, or leave it empty.".to_owned())
            }
            _ if matches!(category, VatCategory::S | VatCategory::Z) => {
                fault("Sales with VAT and at the zero rate have no VATEX code. Leave it empty.".to_owned())
            }
            code if !exemption::fits(code, category) => {
                fault(format!("{code} belongs to another kind of VAT than the one chosen."))
            }
            _ => Ok(Some(text)),
        }
    }
}

fn sentence_fault(category: VatCategory, sentence: &Texts) -> Option<Fault> {
    match (sentence_rule(category), sentence.is_empty()) {
        (SentenceRule::Required, true) => Some(Fault::new(
            "required",
            "sentence_nl",
            "Without VAT the invoice must say why. Write the sentence in at least one language.",
        )),
        (SentenceRule::Forbidden, false) => {
            let first = Language::ALL.into_iter().find(|language| !sentence.own(*language).is_empty())?;
            let detail = "At the zero rate no reason may be given (BR-Z-10). Leave the sentences empty.";
            Some(Fault::new("sentence", format!("sentence_{}", first.tag()), detail))
        }
        _ => None,
    }
}

/// Trimmed texts of one line each, with the faults of those that are not.
fn texts(faults: &mut Vec<Fault>, typed: &Texts, field: &str, chars_max: usize) -> Texts {
    Texts::of(|language| {
        let text = typed.own(language).split_whitespace().collect::<Vec<_>>().join(" ");
        let pointer = format!("{field}_{}", language.tag());
        if text.chars().any(char::is_control) {
            faults.push(Fault::new("text", pointer, "Remove control characters."));
        } else if text.chars().count() > chars_max {
            faults.push(Fault::new("too_long", pointer, format!("Use at most {chars_max} characters.")));
        }
        text
    })
}

fn date(text: &str, field: &'static str) -> Result<Date, Fault> {
    let known = |date: &Date| (1970..=2199).contains(&date.year());
    match text.trim().parse::<Date>() {
        Ok(date) if text.trim().len() == 10 && known(&date) => Ok(date),
        _ => Err(Fault::new("date", field, "Enter a date as year-month-day, such as 2026-03-01.")),
    }
}

fn keep<T>(faults: &mut Vec<Fault>, parsed: Result<T, Fault>) -> Option<T> {
    parsed.map_err(|fault| faults.push(fault)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::billing::vat_code::belgian::defaults;

    fn typed() -> TypedVatCode {
        TypedVatCode {
            code: "Art-Gallery".into(),
            category: "S".into(),
            rate: "6,0".into(),
            label: Texts { en: " Art  gallery ".into(), ..Texts::default() },
            valid_from: "2026-01-01".into(),
            ..TypedVatCode::default()
        }
    }

    #[test]
    fn what_is_typed_becomes_a_code() {
        let code = typed().parse().unwrap();
        assert_eq!((code.code.as_str(), code.rate.to_string().as_str()), ("art-gallery", "6"));
        assert_eq!((code.label.own(Language::En), code.valid_to), ("Art gallery", None));
        let exempt = TypedVatCode {
            category: "K".into(),
            rate: String::new(),
            sentence: Texts { nl: "Vrijgesteld".into(), ..Texts::default() },
            ..typed()
        };
        assert_eq!(
            exempt.parse().unwrap().exemption_code.as_deref(),
            Some("VATEX-EU-IC"),
            "the usual one is filled in"
        );
    }

    #[test]
    fn each_fault_names_its_field() {
        type Change = fn(&mut TypedVatCode);
        let rows: [(Change, &[&str]); 20] = [
            (|t| t.code = " ".into(), &["code"]),
            (|t| t.code = "a b".into(), &["code"]),
            (|t| t.code = "a".repeat(21), &["code"]),
            (|t| t.code = "café".into(), &["code"]),
            (|t| t.category = "X".into(), &["category"]),
            (|t| t.rate = String::new(), &["rate"]),
            (|t| t.rate = "0".into(), &["rate"]),
            (|t| t.rate = "101".into(), &["rate"]),
            (|t| t.rate = "six".into(), &["rate"]),
            (|t| (t.category, t.sentence.nl) = ("E".into(), "x".into()), &["rate"]),
            (|t| (t.category, t.rate) = ("E".into(), "0".into()), &["sentence_nl"]),
            (|t| (t.category, t.rate, t.sentence.fr) = ("Z".into(), "0".into(), "x".into()), &["sentence_fr"]),
            (|t| t.exemption_code = "VATEX-EU-132-1C".into(), &["exemption_code"]),
            (|t| t.exemption_code = "VATEX".into(), &["exemption_code"]),
            (
                |t| {
                    (t.category, t.rate, t.exemption_code) = ("AE".into(), String::new(), "VATEX-EU-G".into());
                    t.sentence.en = "Reverse charge".into();
                },
                &["exemption_code"],
            ),
            (|t| t.label.en.clear(), &["label_nl"]),
            (|t| t.label.de = "x".repeat(81), &["label_de"]),
            (|t| t.sentence.nl = "\u{0}".into(), &["sentence_nl"]),
            (|t| t.valid_from = "soon".into(), &["valid_from"]),
            (|t| t.valid_to = "2025-12-31".into(), &["valid_to"]),
        ];
        for (change, fields) in rows {
            let mut typed = typed();
            change(&mut typed);
            let found: Vec<String> = typed.parse().unwrap_err().into_iter().map(|fault| fault.pointer).collect();
            assert_eq!(found, fields, "{typed:?}");
        }
    }

    #[test]
    fn all_faults_are_told_at_once() {
        let faults = TypedVatCode::default().parse().unwrap_err();
        let fields: Vec<&str> = faults.iter().map(|fault| fault.pointer.as_str()).collect();
        assert_eq!(fields, ["code", "category", "label_nl", "valid_from"]);
    }

    #[test]
    fn every_built_in_code_survives_its_own_form() {
        for code in defaults() {
            assert_eq!(TypedVatCode::of(&code).parse(), Ok(code.clone()), "{}", code.code);
            for language in Language::ALL {
                assert!(!code.label.own(language).is_empty(), "{} has a label in {language:?}", code.code);
                let has_sentence = !code.sentence.own(language).is_empty();
                assert_eq!(has_sentence, !code.sentence.is_empty(), "{} in {language:?}", code.code);
            }
        }
        assert_eq!(defaults().len(), 16);
    }
}
