//! The forms of a VAT code: one to add it with all that it is, one to change what may change later.

use shared::{
    billing::vat_code::typed::TypedVatCode,
    language::{Language, Texts},
};

use crate::web::fields::Fields;

/// Names in the form that adds a code.
pub const ADD_NAMES: &[&str] = &[
    "version",
    "code",
    "category",
    "rate",
    "exemption_code",
    "label_nl",
    "label_fr",
    "label_en",
    "label_de",
    "sentence_nl",
    "sentence_fr",
    "sentence_en",
    "sentence_de",
    "valid_from",
    "valid_to",
];

/// Names in the form that changes a code.
pub const EDIT_NAMES: &[&str] = &[
    "version",
    "label_nl",
    "label_fr",
    "label_en",
    "label_de",
    "sentence_nl",
    "sentence_fr",
    "sentence_en",
    "sentence_de",
    "valid_to",
];

/// The version of the settings that the form showed; none if it is no number.
pub fn version(fields: &Fields) -> Option<i64> {
    fields.text("version").parse().ok()
}

/// What the form that adds a code holds.
pub fn added(fields: &Fields) -> TypedVatCode {
    let text = |name| fields.text(name).to_owned();
    let new = TypedVatCode {
        code: text("code"),
        category: text("category"),
        rate: text("rate"),
        exemption_code: text("exemption_code"),
        valid_from: text("valid_from"),
        ..TypedVatCode::default()
    };
    changed(new, fields)
}

/// A code with what the form that changes it holds. A field that was not sent is empty: the form of a code at the zero rate
/// has no sentences.
pub fn changed(code: TypedVatCode, fields: &Fields) -> TypedVatCode {
    TypedVatCode {
        label: texts(fields, "label"),
        sentence: texts(fields, "sentence"),
        valid_to: fields.text("valid_to").to_owned(),
        ..code
    }
}

fn texts(fields: &Fields, name: &str) -> Texts {
    Texts::of(|language: Language| fields.text(&format!("{name}_{}", language.tag())).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_keeps_what_a_code_is() {
        let form = b"version=3&label_en=+Cleaning+&sentence_fr=x&valid_to=2027-12-31";
        let fields = Fields::parse(form, EDIT_NAMES).unwrap();
        let stored = TypedVatCode { code: "21".into(), rate: "21".into(), ..TypedVatCode::default() };
        let changed = changed(stored, &fields);
        assert_eq!((changed.code.as_str(), changed.rate.as_str(), version(&fields)), ("21", "21", Some(3)));
        assert_eq!((changed.label.en.as_str(), changed.label.nl.as_str()), ("Cleaning", ""));
        assert_eq!((changed.sentence.fr.as_str(), changed.valid_to.as_str()), ("x", "2027-12-31"));
        assert!(Fields::parse(b"rate=6", EDIT_NAMES).is_err(), "the rate of a code is set once");
    }
}
