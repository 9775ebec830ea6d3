//! The built-in text of every kind, in the customer's language. A tenant may replace each of them.

mod de;
mod en;
mod fr;
mod nl;

use super::{Source, TemplateKind};
use crate::language::Language;

/// The built-in text of a kind.
pub fn default_text(kind: TemplateKind, language: Language) -> Source {
    let (subject, body) = match language {
        Language::En => en::text(kind),
        Language::Nl => nl::text(kind),
        Language::Fr => fr::text(kind),
        Language::De => de::text(kind),
    };
    Source { subject: subject.to_owned(), body: body.to_owned() }
}
