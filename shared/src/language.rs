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
    fn a_language_without_text_prints_the_first_that_is_written() {
        let texts = Texts { fr: "remise".into(), de: "Nachlass".into(), ..Texts::default() };
        assert_eq!(Language::ALL.map(|language| texts.get(language)), ["remise", "remise", "remise", "Nachlass"]);
        assert_eq!((texts.own(Language::Nl), texts.is_empty()), ("", false));
        assert_eq!((Texts::default().get(Language::En), Texts::default().is_empty()), ("", true));
    }
}
