//! Every sentence of the widget in the languages it speaks. A language is one constant, so a missing key does not
//! compile; the tests below compare the placeholders, which are written `{name}`.

mod de;
mod en;
mod fr;
mod nl;

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

    /// Its catalogue of sentences.
    #[must_use]
    pub const fn messages(self) -> &'static Messages {
        match self {
            Self::En => &en::MESSAGES,
            Self::Nl => &nl::MESSAGES,
            Self::Fr => &fr::MESSAGES,
            Self::De => &de::MESSAGES,
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

/// Declares the catalogue's fields once, for the type and for the tests.
macro_rules! messages {
    ($($(#[$doc:meta])* $key:ident,)*) => {
        /// The sentences of one language, named by where they stand.
        #[derive(Debug)]
        pub struct Messages {
            $($(#[$doc])* pub $key: &'static str,)*
        }

        #[cfg(test)]
        impl Messages {
            fn all(&self) -> Vec<(&'static str, &'static str)> {
                vec![$((stringify!($key), self.$key),)*]
            }
        }
    };
}

messages! {
    /// Name of the whole widget for assistive technology: `{tenant}`.
    widget_label,
    /// "Step 1 of 4": `{n}`, `{total}`.
    progress,
    /// Name of the list of steps.
    progress_label,
    /// Goes to the step before.
    back,
    /// Name of the service step.
    step_service,
    /// Name of the time step.
    step_time,
    /// Name of the details step.
    step_details,
    /// Name of the review step.
    step_review,
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
    /// Sends the request again.
    retry,
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
    /// Heading of the result.
    result_heading,
    /// Reference of the booking: `{reference}`.
    reference,
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
    /// Downloads the `.ics` file.
    add_to_calendar,
    /// Opens the manage page.
    manage,
    /// Starts again.
    book_another,
    /// Says that a link opens a new tab.
    new_tab,
}

#[cfg(test)]
mod tests {
    use super::{Language, fill};

    const ALL: [Language; 4] = [Language::En, Language::Nl, Language::Fr, Language::De];

    fn placeholders(sentence: &str) -> Vec<&str> {
        let mut found: Vec<&str> =
            sentence.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(key, _)| key).collect();
        found.sort_unstable();
        found
    }

    #[test]
    fn every_language_has_every_sentence_with_the_same_placeholders() {
        let english = Language::En.messages().all();
        for language in ALL {
            for ((key, text), (_, original)) in language.messages().all().into_iter().zip(&english) {
                assert!(!text.trim().is_empty(), "{}: {key} is empty", language.code());
                assert_eq!(placeholders(text), placeholders(original), "{}: {key}", language.code());
            }
        }
    }

    #[test]
    fn a_translation_is_not_a_copy() {
        let english = Language::En.messages().all();
        for language in [Language::Nl, Language::Fr, Language::De] {
            let same = language.messages().all().into_iter().zip(&english).filter(|((_, a), (_, b))| a == b).count();
            assert!(same < 8, "{} sentences of {} equal the English ones", same, language.code());
        }
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
