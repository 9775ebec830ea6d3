//! Named texts of a posted form or a query, with only the names that the form has.

use shared::{api::Code, fault::Fault};

use crate::app::problem::Problem;

/// The fields of a form or a query.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fields(Vec<(String, String)>);

impl Fields {
    /// Parses `application/x-www-form-urlencoded`. A name that the form does not have is refused: a form never sends it.
    ///
    /// # Errors
    /// `malformed`, or `validation` for an unknown name.
    pub fn parse(bytes: &[u8], names: &[&str]) -> Result<Self, Problem> {
        let fields: Vec<(String, String)> = serde_urlencoded::from_bytes(bytes)
            .map_err(|_| Problem::new(Code::Malformed, "The form could not be read. Go back and send it again."))?;
        Self::of(fields, names)
    }

    /// Fields that were read, if they have only these names.
    ///
    /// # Errors
    /// `validation` for an unknown name.
    pub fn of(fields: Vec<(String, String)>, names: &[&str]) -> Result<Self, Problem> {
        match fields.iter().find(|(name, _)| !names.contains(&name.as_str())) {
            Some(_) => Err(Self::unknown()),
            None => Ok(Self(fields)),
        }
    }

    /// What a name that the form does not have is answered with.
    pub fn unknown() -> Problem {
        Problem::validation(vec![Fault::new("unknown_field", "", "The form has a field that does not exist.")])
    }

    /// The text of a field without the space around it. The last one counts, so that a checkbox can follow a hidden
    /// field that says "off"; a missing field is empty.
    pub fn text(&self, name: &str) -> &str {
        self.sent(name).unwrap_or_default()
    }

    /// The text of a field, if it was sent at all.
    pub fn sent(&self, name: &str) -> Option<&str> {
        self.0.iter().rev().find(|(found, _)| found == name).map(|(_, text)| text.trim())
    }
}

/// A query string of the fields that are not empty, with its question mark; empty if none is.
pub fn query(fields: &[(&str, &str)]) -> String {
    let filled: Vec<_> = fields.iter().filter(|(_, text)| !text.is_empty()).collect();
    match serde_urlencoded::to_string(&filled) {
        Ok(text) if !text.is_empty() => format!("?{text}"),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_of_a_name_counts() {
        let fields = Fields::parse(b"flag=off&flag=on&name=+An+Peeters%20", &["flag", "name"]).unwrap();
        assert_eq!((fields.text("flag"), fields.text("name"), fields.sent("other")), ("on", "An Peeters", None));
    }

    #[test]
    fn a_name_that_the_form_lacks_is_refused() {
        let problem = Fields::parse(b"version=1&tenant_id=t2", &["version"]).unwrap_err();
        assert_eq!(problem.code, Code::Validation);
    }

    #[test]
    fn queries_leave_empty_fields_out() {
        assert_eq!(query(&[("q", "a & b"), ("state", ""), ("page", "2")]), "?q=a+%26+b&page=2");
        assert_eq!(query(&[("q", "")]), "");
    }
}
