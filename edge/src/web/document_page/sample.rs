//! The sample beside the editor of the layout: the paper alone, whose header and footer lead to their fields.

use maud::{Markup, html};
use shared::{billing::document::Document, fault::Fault};

use super::paper;
use crate::web::customer_page;

/// What the sample shows.
#[derive(Clone, Copy, Debug)]
pub struct SampleView<'a> {
    /// The sample.
    pub document: &'a Document,
    /// The tenant's colour as `#RRGGBB`.
    pub accent: &'a str,
    /// Address of the editor.
    pub editor: &'a str,
    /// What keeps the text from being shown.
    pub faults: &'a [Fault],
}

/// The sample as a page that stands inside its editor. What belongs to the editor is in the dashboard's language.
pub fn sample_page(view: &SampleView<'_>) -> Markup {
    let content = view.document.draft().content();
    let body = html! {
        main class="sample" aria-label="Sample" {
            @if !view.faults.is_empty() {
                section class="checks" lang="en" {
                    h2 { "The sample shows what is stored" }
                    ul { @for fault in view.faults { li { (fault.detail) } } }
                }
            }
            (paper::editable(view.document, content.totals.amount_due, view.editor))
        }
    };
    customer_page::document(content.language, "Sample", view.accent, body)
}
