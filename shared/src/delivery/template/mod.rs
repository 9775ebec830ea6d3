//! Texts of e-mails, as a tenant writes them: a subject and a body with `{{placeholders}}`, and nothing else.
//!
//! There is no logic in a template, so nothing can be computed, called or looked up by it: [`Template::parse`] refuses every
//! placeholder that its kind does not have, and [`Template::render`] cannot fail. A line whose placeholders are all
//! empty is left out, so that one text fits a booking with and without a document.

mod defaults;
mod kind;
mod placeholder;
mod render;
mod sample;
#[cfg(test)]
mod tests;

pub use self::{
    defaults::default_text,
    kind::TemplateKind,
    placeholder::{Placeholder, Values, greeted_name},
    render::{Line, Paragraph, Rendered, Span, labelled},
    sample::sample,
};

use crate::{fault::Fault, limits};

/// A text between placeholders, or a placeholder.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    Text(String),
    Placeholder(Placeholder),
}

/// What a tenant writes: the source of a template.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Source {
    /// The subject, one line.
    pub subject: String,
    /// The body; an empty line begins a paragraph.
    pub body: String,
}

/// A subject and a body that were understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    subject: Vec<Piece>,
    body: Vec<Vec<Piece>>,
}

impl Template {
    /// Understands a text. Links are not for the subject: notifications on locked screens show it.
    ///
    /// # Errors
    /// Every fault, at `subject` or `body`: `required`, `text`, `too_long`, `placeholder` (one that the kind does not have, named
    /// with those that it has) or `braces` (one that is not closed or not opened).
    pub fn parse(kind: TemplateKind, source: &Source) -> Result<Self, Vec<Fault>> {
        let mut faults = Vec::new();
        let subject = source.subject.trim();
        check(subject, "subject", limits::TEMPLATE_SUBJECT_CHARS_MAX, |_| false, &mut faults);
        let in_subject: Vec<Placeholder> = kind.placeholders().iter().copied().filter(|p| !p.is_link()).collect();
        let subject = pieces(subject, "subject", &in_subject, &mut faults);
        check(&source.body, "body", limits::TEMPLATE_BODY_CHARS_MAX, |c| "\r\n\t".contains(c), &mut faults);
        let body =
            source.body.trim().lines().map(|line| pieces(line, "body", kind.placeholders(), &mut faults)).collect();
        if faults.is_empty() { Ok(Self { subject, body }) } else { Err(faults) }
    }

    /// The built-in text of a kind in a language.
    pub fn default_of(kind: TemplateKind, language: crate::language::Language) -> Self {
        // A test parses every built-in text; none of them has a fault.
        Self::parse(kind, &default_text(kind, language)).unwrap_or(Self { subject: Vec::new(), body: Vec::new() })
    }
}

fn check(text: &str, pointer: &str, max: usize, allowed: impl Fn(char) -> bool, faults: &mut Vec<Fault>) {
    if text.trim().is_empty() {
        faults.push(Fault::new("required", pointer, format!("Write the {pointer} of the e-mail.")));
    } else if text.chars().any(|c| c.is_control() && !allowed(c)) {
        let detail = format!("Remove line breaks and control characters from the {pointer}.");
        faults.push(Fault::new("text", pointer, detail));
    } else if text.chars().count() > max {
        faults.push(Fault::new("too_long", pointer, format!("Use at most {max} characters in the {pointer}.")));
    }
}

/// Splits one line; faults are noted and what they are about is left out.
fn pieces(line: &str, pointer: &str, known: &[Placeholder], faults: &mut Vec<Fault>) -> Vec<Piece> {
    let mut found = Vec::new();
    let mut rest = line;
    while let Some((before, after)) = rest.split_once("{{") {
        push_text(&mut found, before, pointer, faults);
        let Some((name, behind)) = after.split_once("}}") else {
            let start: String = after.chars().take(30).collect();
            let detail = format!("Close the placeholder that begins with {{{{{start} by }}}} on the same line.");
            faults.push(Fault::new("braces", pointer, detail));
            return found;
        };
        match known.iter().find(|placeholder| placeholder.name() == name.trim()) {
            Some(placeholder) => found.push(Piece::Placeholder(*placeholder)),
            None => faults.push(unknown(name.trim(), pointer, known)),
        }
        rest = behind;
    }
    push_text(&mut found, rest, pointer, faults);
    found
}

fn push_text(found: &mut Vec<Piece>, text: &str, pointer: &str, faults: &mut Vec<Fault>) {
    if text.contains("}}") {
        let detail = "Write {{ before the name of the placeholder that ends with }}.";
        faults.push(Fault::new("braces", pointer, detail));
    } else if !text.is_empty() {
        found.push(Piece::Text(text.to_owned()));
    }
}

fn unknown(name: &str, pointer: &str, known: &[Placeholder]) -> Fault {
    let name: String = name.chars().take(40).collect();
    let known: Vec<String> = known.iter().map(|placeholder| format!("{{{{{}}}}}", placeholder.name())).collect();
    let detail =
        format!("The {pointer} has no placeholder {{{{{name}}}}}. Those that exist here: {}.", known.join(", "));
    Fault::new("placeholder", pointer, detail)
}
