//! The document editor: one form that is a draft of the paper. Every button sends all of it, so nothing typed is lost.

mod choose;
mod header;
mod icon;
mod lines;
mod totals;

pub use self::{
    choose::{ContactChoice, DraftsView, ItemsView, choose_contact, choose_item, delete_draft, drafts, item_name},
    totals::fragment,
};
use maud::{Markup, html};
use shared::{
    billing::{
        attachment::{Attachment, SalesConditions},
        cash_discount::CashDiscount,
        contact::Contact,
        editor::{
            Judged,
            form::{DocumentForm, DocumentKind, LineForm, LineFormKind},
        },
        legal_particulars::Particular,
        party::Seller,
    },
    fault::Fault,
};

use crate::web::{
    admin_page::{Frame, page},
    parts::{Crumb, Tone, chip, error_summary, notice, waits, warning},
};

/// What the editor shows.
#[derive(Clone, Copy, Debug)]
pub struct EditorView<'a> {
    /// Handle of the draft.
    pub id: &'a str,
    /// Version of the draft; 0 while it is not stored.
    pub version: i64,
    /// Version of the settings.
    pub settings_version: i64,
    /// What was typed.
    pub form: &'a DocumentForm,
    /// What it makes.
    pub judged: &'a Judged,
    /// What to mend now: what is wrong, and after Save what is missing too.
    pub faults: &'a [Fault],
    /// Whether [`Self::faults`] were answered to Save.
    pub was_refused: bool,
    /// The chosen contact.
    pub contact: Option<&'a Contact>,
    /// VAT codes of the day with their labels.
    pub vat_codes: &'a [(String, String)],
    /// What the field of items proposes, with a hint each.
    pub items: &'a [(String, String)],
    /// ISO 4217 code.
    pub currency: &'a str,
    /// Who sells.
    pub seller: &'a Seller,
    /// The tenant's cash discount.
    pub cash_discount: Option<CashDiscount>,
    /// The tenant's terms of sale.
    pub sales_conditions: Option<&'a SalesConditions>,
    /// Files of this document.
    pub attachments: &'a [Attachment],
    /// The particulars without which it cannot be issued.
    pub missing: &'a [Particular],
    /// When it was saved.
    pub saved: Saved<'a>,
    /// Another window saved other values.
    pub conflict: Option<Conflict>,
    /// What the step before this page did.
    pub done: Option<&'a str>,
    /// Why nothing was given a number, where no field is at fault.
    pub warning: Option<&'a str>,
}

/// When the draft was saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Saved<'a> {
    /// Nothing is stored yet.
    Never,
    /// At this time of the day.
    At(&'a str),
    /// What stands on the page is not what is stored.
    Not,
}

/// What another window did to the draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Conflict {
    /// It saved this version.
    Changed(i64),
    /// It deleted the draft.
    Deleted,
}

/// The editor.
pub fn editor(frame: Frame<'_>, view: &EditorView<'_>) -> Markup {
    let title = title(view.form.kind);
    page(
        frame,
        title,
        view.was_refused || view.conflict.is_some(),
        &html! {
            form.editor #editor method="post" action={ "/admin/drafts/" (view.id) } data-editor novalidate {
                // Enter in a field presses the first button of a form: it keeps the draft and never issues.
                button.hidden type="submit" name="action" value="keep" tabindex="-1" aria-hidden="true" { "Keep the draft" }
                input type="hidden" name="kind" value=(view.form.kind.as_str());
                input type="hidden" name="next" value=(view.form.next_key);
                input type="hidden" name="contact" value=(view.form.contact);
                (totals::versions(view))
                (bar(view, title))
                div.problem #save-problem role="alert" hidden {}
                (conflict(view))
                @if let Some(done) = view.done { (notice(done)) }
                @if let Some(text) = view.warning { (warning(text)) }
                @if view.was_refused { (error_summary(&lines::with_line_numbers(view))) }
                (waits(view.missing))
                section.card.sheet aria-label="The document" {
                    (header::head(view))
                    (lines::lines(view))
                    (totals::settlement(view))
                }
                (header::more(view))
                (bottom(view))
            }
            script type="module" src="/assets/editor.js" {}
        },
    )
}

/// What the page is called.
pub fn title(kind: DocumentKind) -> &'static str {
    match kind {
        DocumentKind::Invoice => "New sales invoice",
        DocumentKind::Quotation => "New quote",
    }
}

fn bar(view: &EditorView<'_>, title: &str) -> Markup {
    let crumbs: [Crumb<'_>; 2] = match view.form.kind {
        DocumentKind::Invoice => [("Overview", Some("/admin/invoices")), ("Drafts", Some("/admin/drafts"))],
        DocumentKind::Quotation => [("Quotes", Some("/admin/quotes")), ("Drafts", Some("/admin/drafts"))],
    };
    html! {
        nav.crumbs aria-label="Breadcrumb" {
            ol { @for (text, href) in crumbs { li { a href=[href] { (text) } } } }
        }
        div.editor-bar {
            div.title {
                h1 { (title) }
                (chip(Tone::Waiting, "draft"))
                (totals::saved(view))
            }
            div.buttons {
                (totals::due(view))
                button.secondary type="submit" name="action" value="open:preview" { "Preview" }
                button.secondary type="submit" name="action" value="issue" { "Save" }
                button type="submit" name="action" value="issue-and-send" { "Save and send" }
            }
            // Where they are seen wherever the page is scrolled to.
            div.problem #save-problem role="alert" hidden {}
            (conflict(view))
        }
    }
}

/// What another window did, and both ways out of it.
fn conflict(view: &EditorView<'_>) -> Markup {
    html! {
        div #conflict {
            @match view.conflict {
                None => {}
                Some(conflict) => {
                    div.notice.warning role="alert" {
                        @let version = match conflict { Conflict::Changed(version) => version, Conflict::Deleted => 0 };
                        p {
                            @match conflict {
                                Conflict::Changed(_) => "This draft was changed in another window. What stands here is not saved; nothing of either is lost.",
                                Conflict::Deleted => "This draft was deleted in another window. What stands here is not saved.",
                            }
                        }
                        div.buttons {
                            button type="submit" name="action" value={ "overwrite:" (version) } { "Keep what stands here" }
                            @match conflict {
                                Conflict::Changed(_) => a.button.secondary href={ "/admin/drafts/" (view.id) } { "Open what the other window saved" },
                                Conflict::Deleted => a.button.secondary href="/admin/drafts" { "Leave it deleted" },
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Deleting and changing the kind stand apart from what is done every day.
fn bottom(view: &EditorView<'_>) -> Markup {
    let (other, words) = match view.form.kind {
        DocumentKind::Invoice => (DocumentKind::Quotation, "Make it a quote instead"),
        DocumentKind::Quotation => (DocumentKind::Invoice, "Make it an invoice instead"),
    };
    html! {
        div.buttons.editor-foot {
            button.quiet type="submit" name="action" value={ "become:" (other.as_str()) } data-reload { (words) }
            button.quiet.danger type="submit" name="action" value="open:delete" { "Delete this draft" }
        }
    }
}

fn is_item(line: &LineForm) -> bool {
    line.kind == LineFormKind::Item
}
