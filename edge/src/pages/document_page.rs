//! The document as a page.

use maud::{Markup, html};
use shared::billing::document::Document;

/// What the page shows.
pub struct DocumentView<'a> {
    /// Document.
    pub document: &'a Document,
    /// Colour.
    pub accent: &'a str,
    /// Status.
    pub status: DocumentStatus,
    /// PDF.
    pub pdf_url: String,
    /// Invoice of a converted quote.
    pub invoice_url: Option<String>,
    /// Today.
    pub today: jiff::civil::Date,
}

/// Status.
pub enum DocumentStatus {
    /// Open.
    Open,
    /// Converted.
    Converted,
    /// Withdrawn.
    Withdrawn,
    /// Expired.
    Expired,
    /// Cancelled.
    BookingCancelled,
}

/// Page.
pub fn document_page(view: &DocumentView<'_>) -> Markup {
    html! { (view.document.number()) }
}
