//! A document before it is issued: the same paper as on its page, without a number, and what to mend above it.

use maud::{Markup, html};
use shared::{
    billing::document::{Document, Draft},
    fault::Fault,
};

use super::paper;
use crate::{web::customer_page, work::e_invoice::preflight::RuleFault};

/// What the preview shows.
#[derive(Clone, Copy, Debug)]
pub struct PreviewView<'a> {
    /// The document, with words in the place of its number.
    pub document: &'a Document,
    /// The tenant's colour as `#RRGGBB`.
    pub accent: &'a str,
    /// Address of the editor.
    pub back: &'a str,
    /// What keeps it from being saved.
    pub faults: &'a [Fault],
    /// What Peppol would refuse; none for a quotation and for what cannot be saved yet.
    pub rule_faults: Option<&'a [RuleFault]>,
}

/// The preview. What is said about the document is in the dashboard's language, the paper in its own.
pub fn preview_page(view: &PreviewView<'_>) -> Markup {
    let draft = view.document.draft();
    let content = draft.content();
    let title = format!("Preview · {}", content.seller.name);
    let body = html! {
        main {
            div class="bar" lang="en" {
                div class="standing" {
                    p class="chip warning" { "Draft" }
                    p { (sentence(view)) }
                }
                p class="actions" {
                    a class="button" href=(view.back) { "Back to the draft" }
                    a class="button secondary" href={ (view.back) "/pdf" } { "Draft as PDF" }
                }
            }
            (checks(view))
            (paper::paper(view.document, true, content.totals.amount_due))
        }
    };
    customer_page::document(content.language, &title, view.accent, body)
}

fn sentence(view: &PreviewView<'_>) -> String {
    let what = match view.document.draft() {
        Draft::Quotation(_) => "This quote",
        Draft::Invoice(_) | Draft::CreditNote(_) => "This invoice",
    };
    match (view.faults, view.rule_faults) {
        ([], Some([])) => format!("{what} is complete, and ready for Peppol. It gets its number when you save it."),
        ([], _) => format!("{what} is complete. It gets its number when you save it."),
        _ => format!("{what} lacks something before it can be saved."),
    }
}

fn checks(view: &PreviewView<'_>) -> Markup {
    let rules = view.rule_faults.unwrap_or_default();
    html! {
        @if !view.faults.is_empty() {
            section class="checks" lang="en" {
                h2 { "Before you save" }
                ul { @for fault in view.faults { li { a href={ (view.back) "#" (fault.pointer) } { (fault.detail) } } } }
            }
        }
        @if !rules.is_empty() {
            section class="checks" lang="en" {
                h2 { "Not ready for Peppol" }
                p { "It can be saved, and given by link. To send it over Peppol, mend this first:" }
                ul { @for fault in rules { li { (fault.text) " " span class="muted" { "(" (fault.rule) ")" } } } }
            }
        }
    }
}
