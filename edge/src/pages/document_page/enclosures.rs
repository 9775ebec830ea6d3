//! The files that belong to a document, below its paper: to be saved, never shown.

use maud::{Markup, html};
use shared::billing::{
    document::Content,
    wording::{Wording, fill},
};

/// Links to the files. They lie beside the PDF.
pub(super) fn enclosures(content: &Content, words: &Wording, pdf_url: &str) -> Markup {
    let folder = pdf_url.rsplit_once('/').map_or("", |(folder, _)| folder);
    html! {
        @if !content.attachments.is_empty() || content.sales_conditions.is_some() {
            section class="enclosures" {
                h2 { (words.attachments) }
                ul {
                    @for (place, file) in (1usize..).zip(&content.attachments) {
                        li { a href={ (folder) "/attachments/" (place) } download { (file.file_name) } }
                    }
                    @if let Some(conditions) = &content.sales_conditions {
                        li {
                            a href={ (folder) "/sales-conditions" } download { (words.sales_conditions) }
                            p { (fill(words.sales_conditions_follow, &[("pages", conditions.pages.to_string())])) }
                        }
                    }
                }
            }
        }
    }
}
