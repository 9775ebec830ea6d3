//! The four languages of customers and documents, and the words that documents share.

use serde::{Deserialize, Serialize};

/// A language the product speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// English.
    En,
    /// Dutch.
    Nl,
    /// French.
    Fr,
    /// German.
    De,
}

impl Language {
    /// Every language, in the order in which forms ask for texts.
    pub const ALL: [Self; 4] = [Self::Nl, Self::Fr, Self::En, Self::De];

    /// The language of a BCP 47 tag such as `nl-BE`; none if the product does not speak it.
    pub fn of_tag(tag: &str) -> Option<Self> {
        match tag.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase().as_str() {
            "en" => Some(Self::En),
            "nl" => Some(Self::Nl),
            "fr" => Some(Self::Fr),
            "de" => Some(Self::De),
            _ => None,
        }
    }

    /// The language that an Accept-Language header (RFC 9110 section 12.5.4) wants most, among those that the product speaks; the
    /// first of equals.
    pub fn preferred(accept_language: &str) -> Option<Self> {
        let wanted = accept_language.split(',').filter_map(|range| {
            let mut parts = range.split(';').map(str::trim);
            let language = Self::of_tag(parts.next()?)?;
            let quality = parts.find_map(|part| part.strip_prefix("q=")).unwrap_or("1");
            // Without zeros at the end, the digits of two qualities compare as their numbers do.
            let quality = if quality.contains('.') { quality.trim_end_matches('0') } else { quality };
            let quality = quality.trim_end_matches('.');
            (quality != "0" && !quality.is_empty()).then_some((quality, language))
        });
        wanted.reduce(|best, next| if next.0 > best.0 { next } else { best }).map(|(_, language)| language)
    }

    /// BCP 47 tag for `lang` attributes.
    pub fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Nl => "nl",
            Self::Fr => "fr",
            Self::De => "de",
        }
    }
}

/// One text per language, as a tenant writes it: a language may be left empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Texts {
    /// Dutch.
    pub nl: String,
    /// French.
    pub fr: String,
    /// English.
    pub en: String,
    /// German.
    pub de: String,
}

impl Texts {
    /// What is written in this language alone; may be empty.
    pub fn own(&self, language: Language) -> &str {
        match language {
            Language::Nl => &self.nl,
            Language::Fr => &self.fr,
            Language::En => &self.en,
            Language::De => &self.de,
        }
    }

    /// The text to print in this language: its own, or the first that is written where it has none.
    pub fn get(&self, language: Language) -> &str {
        let written = |language: &Language| !self.own(*language).is_empty();
        let found = std::iter::once(language).chain(Language::ALL).find(written);
        found.map_or("", |language| self.own(language))
    }

    /// Whether nothing is written in any language.
    pub fn is_empty(&self) -> bool {
        Language::ALL.iter().all(|language| self.own(*language).is_empty())
    }

    /// The texts that a function gives for each language.
    pub fn of(mut text: impl FnMut(Language) -> String) -> Self {
        Self { nl: text(Language::Nl), fr: text(Language::Fr), en: text(Language::En), de: text(Language::De) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_browser_says_which_language_is_wanted() {
        for (header, expected) in [
            ("nl-BE,nl;q=0.9,en;q=0.8", Some(Language::Nl)),
            ("es,fr;q=0.5,de;q=0.85", Some(Language::De)),
            ("en;q=0.80, fr;q=0.8", Some(Language::En)),
            ("en;q=0.8, fr;q=1.000, de", Some(Language::Fr)),
            ("FR-ca", Some(Language::Fr)),
            ("nl;q=0, de;q=0.001", Some(Language::De)),
            ("nl;q=0.000", None),
            ("es, *", None),
            ("", None),
            (";;,q=,", None),
        ] {
            assert_eq!(Language::preferred(header), expected, "{header}");
        }
    }

    #[test]
    fn a_language_without_text_prints_the_first_that_is_written() {
        let texts = Texts { fr: "remise".into(), de: "Nachlass".into(), ..Texts::default() };
        assert_eq!(Language::ALL.map(|language| texts.get(language)), ["remise", "remise", "remise", "Nachlass"]);
        assert_eq!((texts.own(Language::Nl), texts.is_empty()), ("", false));
        assert_eq!((Texts::default().get(Language::En), Texts::default().is_empty()), ("", true));
    }
}
