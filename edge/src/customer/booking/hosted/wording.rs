//! The words of the booking pages in four languages. A sentence with `{names}` is filled by [`fill`].

mod de;
mod en;
mod fr;
mod nl;

use shared::language::Language;

/// Texts of the booking pages.
#[derive(Debug)]
pub struct HostedWording {
    pub choose_service: &'static str,
    pub nothing_to_book: &'static str,
    pub service_gone: &'static str,
    pub vat_included: &'static str,
    pub vat_excluded: &'static str,
    pub free: &'static str,
    pub minutes: &'static str,
    pub hours: &'static str,
    pub proceed: &'static str,
    pub proceed_review: &'static str,
    pub back: &'static str,
    pub language: &'static str,
    pub time_title: &'static str,
    pub change: &'static str,
    pub choose_time: &'static str,
    pub times_one: &'static str,
    pub times_other: &'static str,
    pub later_days: &'static str,
    pub another_day: &'static str,
    pub show_times: &'static str,
    pub none_free: &'static str,
    pub zone: &'static str,
    pub details: &'static str,
    pub name: &'static str,
    pub email: &'static str,
    pub email_hint: &'static str,
    pub phone: &'static str,
    pub phone_hint: &'static str,
    pub optional: &'static str,
    pub for_company: &'static str,
    pub company_name: &'static str,
    pub vat_number: &'static str,
    pub street: &'static str,
    pub postal_code: &'static str,
    pub city: &'static str,
    pub country: &'static str,
    pub notes: &'static str,
    pub notes_hint: &'static str,
    pub problem: &'static str,
    pub error: &'static str,
    pub time_missing: &'static str,
    pub name_missing: &'static str,
    pub email_missing: &'static str,
    pub email_invalid: &'static str,
    pub phone_invalid: &'static str,
    pub company_name_missing: &'static str,
    pub vat_wrong: &'static str,
    pub vat_prefix: &'static str,
    pub vat_country: &'static str,
    pub street_missing: &'static str,
    pub postal_code_missing: &'static str,
    pub city_missing: &'static str,
    pub country_unknown: &'static str,
    pub answer_invalid: &'static str,
    pub taken_title: &'static str,
    pub taken_text: &'static str,
    pub review_title: &'static str,
    pub invoice_to: &'static str,
    pub price: &'static str,
    pub net: &'static str,
    pub vat_line: &'static str,
    pub total: &'static str,
    pub due_now: &'static str,
    pub due_until: &'static str,
    pub due_rest: &'static str,
    pub get_title: &'static str,
    pub get_invoice: &'static str,
    pub get_invoice_company: &'static str,
    pub get_quote: &'static str,
    pub get_nothing: &'static str,
    pub cancel_title: &'static str,
    pub cancel_until_start: &'static str,
    pub terms_before: &'static str,
    pub terms: &'static str,
    pub confirm_pay: &'static str,
    pub confirm_quote: &'static str,
    pub confirm_company: &'static str,
    pub confirm_free: &'static str,
    pub mismatch: &'static str,
    pub offer_changed: &'static str,
    pub busy: &'static str,
    pub booked: &'static str,
    pub see_you: &'static str,
    pub reference: &'static str,
    pub invoice: &'static str,
    pub quote: &'static str,
    pub valid_until: &'static str,
    pub view_invoice: &'static str,
    pub view_quote: &'static str,
    pub download_pdf: &'static str,
    pub calendar_file: &'static str,
    pub manage: &'static str,
    pub book_another: &'static str,
}

impl HostedWording {
    /// The texts of a language.
    pub fn of(language: Language) -> &'static Self {
        match language {
            Language::Nl => &nl::WORDS,
            Language::Fr => &fr::WORDS,
            Language::En => &en::WORDS,
            Language::De => &de::WORDS,
        }
    }
}

/// Puts values into a sentence: each `{name}` becomes its value.
pub fn fill(sentence: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(sentence.len());
    let mut rest = sentence;
    while let Some((before, (name, after))) =
        rest.split_once('{').and_then(|(before, after)| Some((before, after.split_once('}')?)))
    {
        filled.push_str(before);
        filled.push_str(values.iter().find(|(key, _)| *key == name).map_or("", |(_, value)| value));
        rest = after;
    }
    filled.push_str(rest);
    filled
}

#[cfg(test)]
mod tests {
    use super::*;

    fn placeholders(sentence: &str) -> Vec<&str> {
        let mut found: Vec<&str> =
            sentence.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name).collect();
        found.sort_unstable();
        found
    }

    /// Keys and texts, as `Debug` lists them.
    fn texts(words: &HostedWording) -> Vec<String> {
        format!("{words:#?}").lines().map(str::to_owned).collect()
    }

    #[test]
    fn every_language_has_the_same_placeholders() {
        let english = texts(&en::WORDS);
        for language in Language::ALL {
            let own = texts(HostedWording::of(language));
            assert_eq!(own.len(), english.len());
            for (own, english) in own.iter().zip(&english) {
                assert_eq!(placeholders(own), placeholders(english), "{language:?}: {own}");
                assert!(!own.ends_with("\"\","), "{language:?}: {own}");
            }
        }
    }

    #[test]
    fn sentences_are_filled_once() {
        assert_eq!(fill("{a} and {b}{c}.", &[("a", "{b}"), ("b", "2")]), "{b} and 2.");
        assert_eq!(fill("{open", &[("open", "x")]), "{open");
    }
}
