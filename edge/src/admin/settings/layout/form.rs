//! The form Layout: header and footer as they are typed, and what becomes of the logo.

use shared::{
    billing::rich_text::{MarkupError, RichText},
    fault::Fault,
};

use crate::web::fields::Fields;

/// Names of the texts in the form.
pub const TEXTS: &[&str] = &["version", "header", "footer", "remove_logo"];
/// Names of the files in the form.
pub const FILES: &[&str] = &["logo"];

/// What the form holds: what is stored, or what was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LetterheadForm {
    /// Version of the settings that the form showed; none if it is no number.
    pub version: Option<i64>,
    /// Header, as typed.
    pub header: String,
    /// Footer, as typed.
    pub footer: String,
    /// Whether the logo is to go.
    pub removes_logo: bool,
}

impl LetterheadForm {
    /// Reads the form.
    pub fn parse(fields: &Fields) -> Self {
        Self {
            version: fields.text("version").parse().ok(),
            header: fields.text("header").to_owned(),
            footer: fields.text("footer").to_owned(),
            removes_logo: fields.text("remove_logo") == "on",
        }
    }

    /// Header and footer.
    ///
    /// # Errors
    /// Each field to mend, with a sentence that says how.
    pub fn texts(&self) -> Result<(RichText, RichText), Vec<Fault>> {
        match (read("header", &self.header), read("footer", &self.footer)) {
            (Ok(header), Ok(footer)) => Ok((header, footer)),
            (header, footer) => Err([header.err(), footer.err()].into_iter().flatten().collect()),
        }
    }
}

fn read(field: &'static str, typed: &str) -> Result<RichText, Fault> {
    RichText::parse(typed).map_err(|error| {
        let name = if field == "header" { "Header" } else { "Footer" };
        let code = match error {
            MarkupError::TooLong | MarkupError::TooManyLines => "too_long",
            MarkupError::Link(_) => "link",
        };
        Fault::new(code, field, format!("{name}: {error}."))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_texts_are_judged_at_once() {
        let form = LetterheadForm {
            header: "[x](javascript:alert)".into(),
            footer: "x".repeat(1_001),
            ..LetterheadForm::default()
        };
        let faults = form.texts().unwrap_err();
        let shown: Vec<_> =
            faults.iter().map(|fault| (fault.code, fault.pointer.as_str(), fault.detail.as_str())).collect();
        assert_eq!(
            shown,
            [
                (
                    "link",
                    "header",
                    "Header: the link “javascript:alert” must start with https://, http://, mailto: or tel:."
                ),
                ("too_long", "footer", "Footer: use at most 1000 characters."),
            ]
        );
        assert!(LetterheadForm { header: "**Hi**".into(), ..LetterheadForm::default() }.texts().is_ok());
    }
}
