//! Settings > Invoice settings > Sales conditions.

use maud::{Markup, html};
use shared::{fault::Fault, limits, tenant::settings::TenantConditions};

use crate::{
    admin::editor::attachments_view::size,
    store::tenant::sales_conditions::StoredConditions,
    web::{
        admin_page::{Frame, page},
        figures::count,
        parts::{Crumb, error_summary, fact, fault_of, field_error, head, notice, warning},
    },
};

const CRUMBS: [Crumb<'static>; 2] = [("Settings", None), ("Invoice settings", None)];
const ACTION: &str = "/admin/settings/sales-conditions";

/// Sales conditions.
#[derive(Clone, Copy, Debug)]
pub struct ConditionsView<'a> {
    /// Version of the stored settings.
    pub version: i64,
    /// The stored PDF.
    pub stored: Option<&'a TenantConditions>,
    /// Its size in bytes.
    pub size: u64,
    /// Whether the box is checked.
    pub on_new_documents: bool,
    /// What was refused.
    pub faults: &'a [Fault],
    /// What was just done.
    pub done: Option<&'a str>,
    /// Why nothing was saved, where no field is at fault.
    pub conflict: Option<&'a str>,
}

impl<'a> ConditionsView<'a> {
    /// The page of what is stored. Whoever has no conditions yet uploads them to have them added.
    pub fn of(stored: &'a StoredConditions) -> Self {
        Self {
            version: stored.version,
            stored: stored.conditions.as_ref(),
            size: stored.size,
            on_new_documents: stored.conditions.as_ref().is_none_or(|conditions| conditions.on_new_documents),
            faults: &[],
            done: None,
            conflict: None,
        }
    }
}

/// Sales conditions.
pub fn sales_conditions(frame: Frame<'_>, view: &ConditionsView<'_>) -> Markup {
    page(
        frame,
        "Sales conditions",
        !view.faults.is_empty() || view.conflict.is_some(),
        &html! {
            (head(&CRUMBS, "Sales conditions", None, None))
            @if let Some(done) = view.done { (notice(done)) }
            @if let Some(conflict) = view.conflict { (warning(conflict)) }
            (error_summary(view.faults))
            div.narrow {
                @if let Some(stored) = view.stored { (present(view, stored)) }
                (form(view))
            }
        },
    )
}

fn present(view: &ConditionsView<'_>, stored: &TenantConditions) -> Markup {
    let conditions = &stored.conditions;
    html! {
        section.card aria-labelledby="present" {
            h2 #present { "Your sales conditions" }
            dl.facts.row {
                (fact("File", &html! { a href={ (ACTION) "/file" } { (conditions.file_name) } }))
                (fact("Pages", &html! { (count(conditions.pages.into(), "page", "pages")) ", " (size(view.size)) }))
                (fact("Added to the PDF", &html! { @if stored.on_new_documents { "of every new invoice and quote" } @else { "where you check the box in the editor" } }))
            }
            p.hint { "SHA-256 " code { (conditions.sha256) } }
            form.buttons method="post" enctype="multipart/form-data" action=(ACTION) {
                input type="hidden" name="version" value=(view.version);
                input type="hidden" name="action" value="remove";
                button.danger type="submit" { "Remove the sales conditions" }
            }
        }
    }
}

fn form(view: &ConditionsView<'_>) -> Markup {
    let is_wrong = fault_of(view.faults, "file").is_some();
    html! {
        form.card method="post" enctype="multipart/form-data" action=(ACTION) {
            input type="hidden" name="version" value=(view.version);
            input type="hidden" name="action" value="save";
            fieldset.options {
                legend { @if view.stored.is_some() { "Change them" } @else { "Add sales conditions" } }
                p.hint { "A PDF with the terms of sale, as an attachment that forms one whole with the invoice: its pages follow those of the invoice in the same PDF." }
                div.field {
                    label for="file" { "Select file" }
                    (field_error(view.faults, "file"))
                    input #file name="file" type="file" accept=".pdf,application/pdf" required[view.stored.is_none()] aria-invalid=[is_wrong.then_some("true")]
                        aria-describedby=(if is_wrong { "file-error file-hint" } else { "file-hint" });
                    p.hint id="file-hint" {
                        "A PDF of at most " (limits::CONDITIONS_PAGES_MAX) " pages and 2 MB, without password, scripts or forms."
                        @if view.stored.is_some() { " Select none to keep the one you have." }
                    }
                }
                div.option {
                    input #add name="add" type="checkbox" value="on" checked[view.on_new_documents] aria-describedby="add-hint";
                    div {
                        label for="add" { "Add the attachment to the PDF" }
                        p.hint id="add-hint" { "Checked: every new invoice and quote takes these pages, also those that a booking makes. In the editor you can decide otherwise each time. Such a PDF is a plain PDF; without the pages it is PDF/A-3b, which lasts longer in an archive." }
                    }
                }
            }
            div.buttons { button type="submit" { "Save sales conditions" } }
        }
    }
}
