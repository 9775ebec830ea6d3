//! The files that belong to a document, below its paper: to be saved, never shown.

use maud::{Markup, html};
use shared::billing::{
    document::Content,
    wording::{Wording, fill},
};

/// Links to the files. They lie under the address of the document.
pub(crate) fn enclosures(content: &Content, words: &Wording, url: &str) -> Markup {
    html! {
        @if !content.attachments.is_empty() || content.sales_conditions.is_some() {
            section class="enclosures" {
                h2 { (words.attachments) }
                ul {
                    @for (place, file) in (1usize..).zip(&content.attachments) {
                        li { a href={ (url) "/attachments/" (place) } download { (file.file_name) } }
                    }
                    @if let Some(conditions) = &content.sales_conditions {
                        li {
                            a href={ (url) "/sales-conditions" } download { (words.sales_conditions) }
                            p { (fill(words.sales_conditions_follow, &[("pages", conditions.pages.to_string())])) }
                        }
                    }
                }
            }
        }
    }
}
