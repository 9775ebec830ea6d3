//! The form of an e-mail template.

use shared::{
    delivery::template::{Source, TemplateKind},
    language::Language,
};

use crate::web::fields::Fields;

/// Names in the form.
pub const NAMES: &[&str] = &["version", "action", "subject", "body"];

/// Names in the form that sends a test.
pub const TEST_NAMES: &[&str] = &["id", "to"];

/// What a button of the form asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Keep this text.
    Save,
    /// Show what it makes, and keep nothing.
    Preview,
    /// Use the built-in text.
    Reset,
}

/// What the form holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplateForm {
    /// Version of the text that the form showed; none if it is no number.
    pub version: Option<i64>,
    /// The text, with line breaks as they are stored.
    pub source: Source,
}

/// Reads the form; none for a button that it does not have.
pub fn parse(fields: &Fields) -> Option<(Action, TemplateForm)> {
    let action = match fields.text("action") {
        "save" => Action::Save,
        "preview" => Action::Preview,
        "reset" => Action::Reset,
        _ => return None,
    };
    // Browsers send CRLF.
    let body = fields.text("body").replace("\r\n", "\n").replace('\r', "\n");
    let source = Source { subject: fields.text("subject").to_owned(), body };
    Some((action, TemplateForm { version: fields.text("version").parse().ok(), source }))
}

/// Which text an address names.
pub fn which(kind: &str, language: &str) -> Option<(TemplateKind, Language)> {
    let language = Language::ALL.into_iter().find(|known| known.tag() == language)?;
    Some((TemplateKind::parse(kind)?, language))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_breaks_are_those_that_are_stored() {
        let fields = Fields::parse(b"version=2&action=save&subject=+A+&body=a%0D%0Ab%0Dc%0A%0D%0A", NAMES).unwrap();
        let (action, form) = parse(&fields).unwrap();
        assert_eq!((action, form.version), (Action::Save, Some(2)));
        assert_eq!((form.source.subject.as_str(), form.source.body.as_str()), ("A", "a\nb\nc"));
        assert_eq!(parse(&Fields::parse(b"action=delete", NAMES).unwrap()), None);
    }

    #[test]
    fn only_what_exists_is_named() {
        assert_eq!(which("overdue_1", "nl"), Some((TemplateKind::Overdue1, Language::Nl)));
        for (kind, language) in [("overdue_4", "nl"), ("quote", "NL"), ("quote", ""), ("", "en")] {
            assert_eq!(which(kind, language), None);
        }
    }
}
