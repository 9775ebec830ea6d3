//! The built-in e-mails as a customer reads them: every kind with the values of a sample, one file per language below
//! `tests/golden/letters`, and one letter as HTML.
//!
//! After a change that is meant, `UPDATE_GOLDEN=1 cargo test -p shared --test letters` writes the files again.
#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]

use std::{env, fs, path::PathBuf};

use shared::{
    delivery::template::{Rendered, Template, TemplateKind, sample},
    language::Language,
};

fn letter(kind: TemplateKind, language: Language) -> Rendered {
    Template::default_of(kind, language).render(&sample(kind, language, "https://book.example"))
}

fn compare(file: &str, written: &str) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../tests/golden/letters").join(file);
    if env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(&path, written).unwrap();
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    assert!(written == kept, "{file} is another file; UPDATE_GOLDEN=1 writes it again\n{written}");
}

#[test]
fn every_letter_is_its_golden_text() {
    for language in Language::ALL {
        let mut all = String::new();
        for kind in TemplateKind::ALL {
            let letter = letter(kind, language);
            all.push_str(&format!("=== {}: {}\n\n{}\n", kind.as_str(), letter.subject, letter.text()));
        }
        compare(&format!("{}.txt", language.tag()), &all);
    }
}

#[test]
fn a_letter_is_its_golden_html() {
    let letter = letter(TemplateKind::BookingConfirmation, Language::Fr);
    compare("booking_confirmation.fr.html", &letter.html(Language::Fr));
}
