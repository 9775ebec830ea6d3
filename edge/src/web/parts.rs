//! Pieces that pages share: heads, chips, errors, pagers.

use super::sales_invoicing_view::ACTIVATION;
use maud::{Markup, html};
use shared::{
    billing::{
        legal_particulars::{Particular, sentence},
        quotation::QuotationState,
    },
    fault::Fault,
};

/// The colour of a chip; its word says the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Nothing to do.
    Plain,
    /// As wanted.
    Good,
    /// Waits for somebody.
    Waiting,
    /// Ended.
    Ended,
}

/// A status in one word.
pub fn chip(tone: Tone, word: &str) -> Markup {
    let class = match tone {
        Tone::Plain => "chip",
        Tone::Good => "chip good",
        Tone::Waiting => "chip waiting",
        Tone::Ended => "chip ended",
    };
    html! { span class=(class) { (word) } }
}

/// The status of a booking.
pub fn booking_chip(status: &str) -> Markup {
    match status {
        "confirmed" => chip(Tone::Good, "confirmed"),
        "cancelled" => chip(Tone::Ended, "cancelled"),
        other => chip(Tone::Plain, other),
    }
}

/// The state of a quote.
pub fn quotation_chip(state: QuotationState) -> Markup {
    let tone = match state {
        QuotationState::Open => Tone::Waiting,
        QuotationState::Accepted | QuotationState::Converted => Tone::Good,
        QuotationState::Declined | QuotationState::Expired | QuotationState::Withdrawn => Tone::Ended,
    };
    chip(tone, state.as_str())
}

/// One step of the way to a page.
pub type Crumb<'a> = (&'a str, Option<&'a str>);

/// The head of a page: the way to it, its title, and what can be done. The last crumb is the page's parent.
pub fn head(crumbs: &[Crumb<'_>], title: &str, beside: Option<&Markup>, actions: Option<&Markup>) -> Markup {
    html! {
        @if !crumbs.is_empty() {
            nav.crumbs aria-label="Breadcrumb" {
                ol {
                    @for (text, href) in crumbs {
                        li { @if let Some(href) = href { a href=(href) { (text) } } @else { (text) } }
                    }
                }
            }
        }
        div.head {
            div.title {
                h1 { (title) }
                @if let Some(beside) = beside { (beside) }
            }
            @if let Some(actions) = actions { (actions) }
        }
    }
}

/// What was refused, each item linking to its field. `Fault::pointer` is the field's id.
pub fn error_summary(faults: &[Fault]) -> Markup {
    html! {
        @if !faults.is_empty() {
            div.summary {
                div role="alert" {
                    h2 { "There is a problem" }
                    ul {
                        @for fault in faults { li { a href={ "#" (fault.pointer) } { (fault.detail) } } }
                    }
                }
            }
        }
    }
}

/// The message of a field, if it was refused.
pub fn field_error(faults: &[Fault], field: &str) -> Markup {
    html! {
        @if let Some(fault) = fault_of(faults, field) {
            p.error id={ (field) "-error" } { (fault.detail) }
        }
    }
}

/// The fault of a field.
pub fn fault_of<'a>(faults: &'a [Fault], field: &str) -> Option<&'a Fault> {
    faults.iter().find(|fault| fault.pointer == field)
}

/// A notice above the content. It is announced, because it tells the outcome of what was just done.
pub fn notice(text: &str) -> Markup {
    html! { div.notice role="status" { p { (text) } } }
}

/// A warning above the content, announced at once.
pub fn warning(text: &str) -> Markup {
    html! { div.notice.warning role="alert" { p { (text) } } }
}

/// Where the company details are.
pub const COMPANY_DETAILS: &str = "/admin/settings/company-details";

/// Why no invoice can be issued, as text.
pub fn waits_text(missing: &[Particular]) -> String {
    format!("No invoice and no credit note can be issued: {}. Fill in the company details first.", sentence(missing))
}

/// What is missing, with the way to its field.
pub fn waits_reason(missing: &[Particular]) -> Markup {
    let field = missing.first().map(|particular| particular.field()).unwrap_or_default();
    html! {
        strong { (sentence(missing)) } ". "
        a href={ (COMPANY_DETAILS) "#" (field) } { "Fill in the company details" } "."
    }
}

/// Why no invoice can be issued; nothing where one can.
pub fn waits(missing: &[Particular]) -> Markup {
    html! {
        @if !missing.is_empty() {
            div.notice.warning role="alert" { p { "No invoice and no credit note can be issued: " (waits_reason(missing)) } }
        }
    }
}

/// Where a list stands: which page of how many rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Paging {
    /// This page, from 1.
    pub page: u32,
    /// Rows of all pages.
    pub rows: u64,
    /// Rows of a page.
    pub page_rows: u32,
}

impl Paging {
    fn pages(self) -> u64 {
        self.rows.div_ceil(u64::from(self.page_rows.max(1))).max(1)
    }
}

/// Links to the pages beside this one. `href` makes the address of a page.
pub fn pager(paging: Paging, href: impl Fn(u64) -> String) -> Markup {
    let (page, pages) = (u64::from(paging.page), paging.pages());
    html! {
        @if pages > 1 {
            nav.pager aria-label="Pages" {
                @if page > 1 { a.button.secondary rel="prev" href=(href(page.saturating_sub(1).min(pages))) { "Previous" } }
                span { "Page " (page) " of " (pages) }
                @if page < pages { a.button.secondary rel="next" href=(href(page.saturating_add(1))) { "Next" } }
            }
        }
    }
}

/// A term and its description in a list of facts.
pub fn fact(term: &str, description: &Markup) -> Markup {
    html! { div { dt { (term) } dd { (description) } } }
}

/// What a customer hears of a change to a booking, by the setting "changes" of the reminders.
pub fn told_by_mail(tells: bool) -> &'static str {
    if tells { "The customer is told by e-mail." } else { "The customer is not told by e-mail; call or write." }
}

/// The notice on pages that show documents, while no new one is made.
pub fn inactive_notice() -> Markup {
    html! {
        div.notice.warning {
            p { strong { "Sales invoicing is not active." } " Bookings work, and no new document is made. " a href=(ACTIVATION) { "How to activate it" } }
        }
    }
}
