//! The names of all countries in the four languages (Unicode CLDR; `scripts/country-names.mjs` writes them).

use shared::{language::Language, particulars::is_country, search::fold};

/// Codes and names, in the alphabetical order of the language.
pub fn countries(language: Language) -> impl Iterator<Item = (&'static str, &'static str)> {
    let text = match language {
        Language::Nl => include_str!("countries/nl.txt"),
        Language::Fr => include_str!("countries/fr.txt"),
        Language::En => include_str!("countries/en.txt"),
        Language::De => include_str!("countries/de.txt"),
    };
    text.lines().filter_map(|line| line.split_once(' '))
}

/// The name of a country; its code where it has none.
pub fn name_of(code: &str, language: Language) -> &str {
    countries(language).find(|(known, _)| *known == code).map_or(code, |(_, name)| name)
}

/// The code of a country that somebody wrote: its name in one of the languages, or its code.
pub fn code_of(text: &str) -> Option<&'static str> {
    let wanted = fold(text.trim());
    let code = text.trim().to_ascii_uppercase();
    let all = || Language::ALL.into_iter().flat_map(countries);
    if is_country(&code) {
        return all().find(|(known, _)| *known == code).map(|(known, _)| known);
    }
    all().find(|(_, name)| fold(name) == wanted).map(|(known, _)| known)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_country_has_one_name_in_each_language() {
        for language in Language::ALL {
            let (mut codes, mut names): (Vec<_>, Vec<_>) = countries(language).unzip();
            codes.sort_unstable();
            names.sort_unstable();
            assert_eq!(codes.len(), 249, "{language:?}");
            assert!(codes.iter().all(|code| is_country(code)), "{language:?}");
            codes.dedup();
            names.dedup();
            assert_eq!((codes.len(), names.len()), (249, 249), "{language:?}");
        }
    }

    #[test]
    fn countries_are_found_by_name_and_by_code() {
        for (text, code) in [
            ("BE", Some("BE")),
            ("be", Some("BE")),
            ("België", Some("BE")),
            ("belgie", Some("BE")),
            ("Belgique", Some("BE")),
            (" belgium ", Some("BE")),
            ("Vereinigte Staaten", Some("US")),
            ("Griekenland", Some("GR")),
            ("EL", None),
            ("Atlantis", None),
            ("", None),
        ] {
            assert_eq!(code_of(text), code, "{text}");
        }
        assert_eq!((name_of("DE", Language::Fr), name_of("ZZ", Language::Fr)), ("Allemagne", "ZZ"));
    }

    #[test]
    fn a_name_of_one_language_is_no_other_country_in_another() {
        for language in Language::ALL {
            for (code, name) in countries(language) {
                assert_eq!(code_of(name), Some(code), "{name}");
            }
        }
    }
}
