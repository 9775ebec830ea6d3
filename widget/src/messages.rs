//! Every sentence of the widget. The sentences of one language travel with it, as a list in the order of the fields below;
//! they are kept in `widget/words/`. The tests compare keys and placeholders, which are written `{name}`.

use std::cell::RefCell;

/// A language that the widget speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
    /// The language of a BCP 47 tag; English where the widget does not speak it.
    #[must_use]
    pub fn of(tag: &str) -> Self {
        let primary = tag.split(['-', '_']).next().unwrap_or_default();
        [("nl", Self::Nl), ("fr", Self::Fr), ("de", Self::De)]
            .into_iter()
            .find(|(code, _)| primary.eq_ignore_ascii_case(code))
            .map_or(Self::En, |(_, language)| language)
    }

    /// Its BCP 47 code, for the `lang` attribute.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Nl => "nl",
            Self::Fr => "fr",
            Self::De => "de",
        }
    }

    /// Chooses the singular or the plural form: 1 is singular, in French 0 as well.
    #[must_use]
    pub const fn plural(self, count: usize, one: &'static str, other: &'static str) -> &'static str {
        match (self, count) {
            (_, 1) | (Self::Fr, 0) => one,
            _ => other,
        }
    }
}

/// Puts values into a sentence: `fill("{n} times", &[("n", "3")])` is "3 times".
#[must_use]
pub fn fill(sentence: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(sentence.len() + 16);
    let mut rest = sentence;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let Some((key, tail)) = after.split_once('}') else {
            rest = after;
            break;
        };
        if let Some((_, value)) = values.iter().find(|(name, _)| *name == key) {
            filled.push_str(value);
        }
        rest = tail;
    }
    filled.push_str(rest);
    filled
}

thread_local! {
    /// One instance serves every widget of a page, and each language is kept once for all of them.
    static KNOWN: RefCell<Vec<(Language, &'static Messages)>> = const { RefCell::new(Vec::new()) };
}

impl Messages {
    /// The sentences of a language, kept for the life of the page; none if there are fewer than are needed.
    #[must_use]
    pub fn keep(language: Language, sentences: Vec<String>) -> Option<&'static Self> {
        KNOWN.with_borrow_mut(|known| {
            if let Some((_, messages)) = known.iter().find(|(other, _)| *other == language) {
                return Some(*messages);
            }
            let messages: &'static Self = Box::leak(Box::new(Self::read(sentences)?));
            known.push((language, messages));
            Some(messages)
        })
    }
}

/// Declares the fields once, for the type, for reading and for the tests.
macro_rules! messages {
    ($($(#[$doc:meta])* $key:ident,)*) => {
        /// The sentences of one language, named by where they stand.
        #[derive(Debug)]
        pub struct Messages {
            $($(#[$doc])* pub $key: &'static str,)*
        }

        impl Messages {
            fn read(sentences: Vec<String>) -> Option<Self> {
                let mut rest = sentences.into_iter().map(|sentence| &*sentence.leak());
                Some(Self { $($key: rest.next()?,)* })
            }

            #[cfg(test)]
            const KEYS: &[&str] = &[$(stringify!($key),)*];
        }
    };
}

messages! {
    /// Name of the whole widget for assistive technology: `{tenant}`.
    widget_label,
    /// The button that opens the dialog.
    book_online,
    /// "Step 1 of 4": `{n}`, `{total}`.
    progress,
    /// Name of the list of steps.
    progress_label,
    /// Goes to the step before.
    back,
    /// Closes the dialog.
    close,
    /// Name of the service step.
    step_service,
    /// Name of the time step.
    step_time,
    /// Name of the details step.
    step_details,
    /// Name of the review step.
    step_review,
    /// Heading of what was chosen.
    your_booking,
    /// Heading of the service step.
    service_heading,
    /// No service can be booked.
    service_empty,
    /// Price label: VAT is inside.
    vat_included,
    /// Price label: VAT comes on top.
    vat_excluded,
    /// Longer price label: `{rate}`.
    vat_included_rate,
    /// Longer price label: `{rate}`.
    vat_excluded_rate,
    /// Heading of the time step.
    time_heading,
    /// Goes to the month before.
    month_previous,
    /// Goes to the month after.
    month_next,
    /// Name of a day: `{day}`, `{n}`.
    day_one,
    /// Name of a day: `{day}`, `{n}`.
    day_other,
    /// Name of a day without times: `{day}`.
    day_none,
    /// Name of a day that is over: `{day}`.
    day_past,
    /// Name of a day on which everything is taken: `{day}`.
    day_full,
    /// What the dot under a day means.
    legend_free,
    /// What a struck day means.
    legend_full,
    /// Slots before noon.
    part_morning,
    /// Slots from noon.
    part_afternoon,
    /// Slots from six o'clock in the evening.
    part_evening,
    /// Announcement: `{n}`, `{day}`.
    times_one,
    /// Announcement: `{n}`, `{day}`.
    times_other,
    /// No free time in the month: `{month}`.
    month_empty,
    /// Searches the following months.
    next_available,
    /// Nothing free in the following months either.
    none_available,
    /// Times are being fetched.
    loading_times,
    /// Which zone the times are in: `{zone}`.
    zone,
    /// Hint where the viewer's zone differs: `{zone}`, `{viewer}`.
    zone_differs,
    /// Times could not be fetched.
    times_failed,
    /// Why: no connection.
    cause_offline,
    /// Why: too many requests.
    cause_busy,
    /// Why: the server failed.
    cause_ours,
    /// The chosen service is no longer offered.
    service_gone,
    /// The person or room that the page names does not offer the service.
    resource_gone,
    /// Sends the request again.
    retry,
    /// A way out: `{phone}`.
    questions_call,
    /// The chosen time is gone.
    slot_taken,
    /// The chosen time can no longer be booked.
    slot_refused,
    /// Heading of the details step.
    details_heading,
    /// Label.
    name,
    /// Label.
    email,
    /// Hint of the e-mail field.
    email_hint,
    /// Label.
    phone,
    /// Hint of the phone field: why it is asked.
    phone_hint,
    /// Written after the label of a field that may stay empty.
    optional,
    /// The company switch.
    company_switch,
    /// Label.
    company_name,
    /// Label.
    vat_number,
    /// Hint of the VAT number.
    vat_number_hint,
    /// Legend of the address fields.
    address,
    /// Label.
    street,
    /// Label.
    postal_code,
    /// Label.
    city,
    /// Label.
    country,
    /// Label.
    notes,
    /// Hint of the notes.
    notes_hint,
    /// Goes to the review step.
    proceed,
    /// Heading of the error summary.
    problem_heading,
    /// Empty field.
    name_missing,
    /// Empty field.
    email_missing,
    /// Refused value.
    email_invalid,
    /// Refused value.
    phone_invalid,
    /// Empty field.
    company_name_missing,
    /// Refused value.
    vat_number_invalid,
    /// Part of the address is missing.
    street_missing,
    /// Part of the address is missing.
    postal_code_missing,
    /// Part of the address is missing.
    city_missing,
    /// Refused value: `{field}`.
    field_invalid,
    /// Heading of the review step.
    review_heading,
    /// Row.
    service,
    /// Row.
    when,
    /// Row.
    your_details,
    /// Row.
    invoice_to,
    /// Row.
    price,
    /// Changes an answer.
    change,
    /// Name of a change button: `{what}`.
    change_what,
    /// Heading of what happens after the confirmation.
    next_heading,
    /// What happens after the confirmation.
    next_text,
    /// What happens next where no document is made.
    next_text_without_document,
    /// The button that books.
    confirm,
    /// Its label while the answer is awaited.
    confirming,
    /// The network failed during the booking.
    submit_unreached,
    /// The server could not do it for now.
    submit_busy,
    /// The server refused for a reason that the customer cannot mend: `{code}`.
    submit_refused,
    /// The id was used with other details: `{service}`, `{time}`.
    submit_mismatch,
    /// No connection.
    offline,
    /// The connection is back.
    online_again,
    /// Heading of the result.
    result_heading,
    /// Reference of the booking: `{reference}`.
    reference,
    /// Copies what stands before it.
    copy,
    /// It was copied.
    copied,
    /// Kind of document.
    invoice,
    /// Kind of document.
    quote,
    /// Row.
    total_without_vat,
    /// Row.
    vat,
    /// Row.
    total,
    /// Row.
    amount_due,
    /// Row.
    due_date,
    /// Row.
    valid_until,
    /// What a quote is.
    quote_text,
    /// Opens the document.
    view_invoice,
    /// Opens the document.
    view_quote,
    /// Downloads the document.
    download_pdf,
    /// Heading of the ways into a calendar.
    calendar,
    /// Downloads the `.ics` file.
    add_to_calendar,
    /// Opens the manage page.
    manage,
    /// Starts again.
    book_another,
    /// Says that a link opens a new tab.
    new_tab,
    /// Nothing can be booked on this page.
    not_here,
    /// What the owner does about it: `{origin}`.
    owner_origin,
    /// What the owner does about it: `{tenant}`.
    owner_tenant,
}

#[cfg(test)]
mod tests {
    use super::{Language, Messages, fill};
    use std::collections::BTreeMap;

    const ALL: [(Language, &str); 4] = [
        (Language::En, include_str!("../words/en.json")),
        (Language::Nl, include_str!("../words/nl.json")),
        (Language::Fr, include_str!("../words/fr.json")),
        (Language::De, include_str!("../words/de.json")),
    ];

    /// Keys and sentences in the order of the file: one to a line.
    fn words(file: &str) -> Vec<(String, String)> {
        let lines = file.lines().filter(|line| line.contains(':')).map(|line| line.trim_end_matches(','));
        let pair = |line| serde_json::from_str::<BTreeMap<String, String>>(&format!("{{{line}}}")).unwrap();
        lines.flat_map(pair).collect()
    }

    fn placeholders(sentence: &str) -> Vec<&str> {
        let mut found: Vec<&str> =
            sentence.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(key, _)| key).collect();
        found.sort_unstable();
        found
    }

    #[test]
    fn every_language_has_every_sentence_in_order_with_the_same_placeholders() {
        let english = words(ALL[0].1);
        for (language, file) in ALL {
            let words = words(file);
            let keys: Vec<_> = words.iter().map(|(key, _)| key.as_str()).collect();
            assert_eq!(keys, Messages::KEYS, "{}", language.code());
            for ((key, text), (_, original)) in words.iter().zip(&english) {
                assert!(!text.trim().is_empty(), "{}: {key} is empty", language.code());
                assert_eq!(placeholders(text), placeholders(original), "{}: {key}", language.code());
            }
        }
    }

    #[test]
    fn a_translation_is_not_a_copy() {
        let english = words(ALL[0].1);
        for (language, file) in &ALL[1..] {
            let same = words(file).iter().zip(&english).filter(|(a, b)| a.1 == b.1).count();
            assert!(same < 8, "{} sentences of {} equal the English ones", same, language.code());
        }
    }

    #[test]
    fn sentences_are_kept_once_and_must_all_be_there() {
        let sentences: Vec<String> = words(ALL[3].1).into_iter().map(|(_, sentence)| sentence).collect();
        assert!(Messages::keep(Language::De, sentences[1..].to_vec()).is_none());
        let kept = Messages::keep(Language::De, sentences.clone()).unwrap();
        assert_eq!(kept.widget_label, sentences[0]);
        assert!(std::ptr::eq(kept, Messages::keep(Language::De, Vec::new()).unwrap()));
    }

    #[test]
    fn language_of_a_tag() {
        let table = [
            ("en-BE", Language::En),
            ("nl", Language::Nl),
            ("NL-be", Language::Nl),
            ("fr_CA", Language::Fr),
            ("de-AT", Language::De),
            ("it", Language::En),
            ("", Language::En),
        ];
        for (tag, language) in table {
            assert_eq!(Language::of(tag), language, "{tag}");
        }
    }

    #[test]
    fn plural_forms() {
        let table = [
            (Language::En, 0, "other"),
            (Language::En, 1, "one"),
            (Language::Nl, 2, "other"),
            (Language::Fr, 0, "one"),
            (Language::Fr, 1, "one"),
            (Language::Fr, 2, "other"),
            (Language::De, 21, "other"),
        ];
        for (language, count, form) in table {
            assert_eq!(language.plural(count, "one", "other"), form, "{} {count}", language.code());
        }
    }

    #[test]
    fn filling_sentences() {
        let table = [
            ("{n} times on {day}", "3 times on Tuesday"),
            ("no placeholder", "no placeholder"),
            ("{unknown}!", "!"),
            ("{day", "day"),
            ("", ""),
        ];
        for (sentence, filled) in table {
            assert_eq!(fill(sentence, &[("n", "3"), ("day", "Tuesday")]), filled, "{sentence}");
        }
    }

    /// A value that looks like a placeholder stays text.
    #[test]
    fn values_are_not_filled_again() {
        assert_eq!(fill("{a}-{b}", &[("a", "{b}"), ("b", "x")]), "{b}-x");
    }
}
