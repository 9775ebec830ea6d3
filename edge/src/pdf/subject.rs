//! What a PDF is drawn from.

use shared::billing::document::Content;
use shared::billing::document::Document;
use shared::billing::wording::Wording;
use shared::language::Language;

/// What is printed, with everything that its parts look up again and again.
pub(crate) struct Subject<'a> {
    pub(crate) document: &'a Document,
    pub(crate) content: &'a Content,
    pub(crate) words: &'static Wording,
    pub(crate) language: Language,
}
