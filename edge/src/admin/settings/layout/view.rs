//! Settings > Invoice settings > Layout: header, footer and logo beside a sample of the invoice.

use maud::{Markup, html};
use shared::{billing::letterhead::Logo, fault::Fault, limits};

use super::form::LetterheadForm;
use crate::web::{
    admin_page::{Frame, page},
    document_page::logo_address,
    parts::{Crumb, error_summary, fault_of, field_error, head, notice, warning},
};

/// Where the layout is.
pub const LAYOUT: &str = "/admin/settings/layout";

const CRUMBS: [Crumb<'static>; 2] = [("Settings", None), ("Invoice settings", None)];

/// Layout.
#[derive(Clone, Debug)]
pub struct LetterheadView<'a> {
    /// Version of the settings that the form shows.
    pub version: i64,
    /// What the form holds: what is stored, or what was typed.
    pub form: &'a LetterheadForm,
    /// The stored logo.
    pub logo: Option<&'a Logo>,
    /// Whether nothing is stored: documents have the standard layout.
    pub is_standard: bool,
    /// What was refused.
    pub faults: &'a [Fault],
    /// What was just done.
    pub done: Option<&'a str>,
    /// Why nothing was saved, where no field is at fault.
    pub conflict: Option<&'a str>,
}

/// Layout.
pub fn letterhead(frame: Frame<'_>, view: &LetterheadView<'_>) -> Markup {
    let actions = html! { @if !view.is_standard { a.button.secondary href={ (LAYOUT) "/reset" } { "Reset layout" } } };
    page(
        frame,
        "Layout",
        !view.faults.is_empty() || view.conflict.is_some(),
        &html! {
            (head(&CRUMBS, "Layout", None, Some(&actions)))
            @if let Some(done) = view.done { (notice(done)) }
            @if let Some(conflict) = view.conflict { (warning(conflict)) }
            (error_summary(view.faults))
            div.designer {
                form.card method="post" action=(LAYOUT) enctype="multipart/form-data" data-preview={ (LAYOUT) "/preview" } {
                    input type="hidden" name="version" value=(view.version);
                    p.hint { "What stands here is on every new invoice, quote and credit note, on the page and in the PDF. Issued documents keep the layout of their day." }
                    (logo(view))
                    (text(view, "header", "Invoice header", &view.form.header,
                        "At the top left, below the logo. Without it your company name stands there."))
                    (text(view, "footer", "Invoice footer", &view.form.footer,
                        "At the foot of every page, above your company details. A friendly word goes well here, such as: “Thank you for your trust. Please pay by the due date.”"))
                    (help())
                    div.buttons {
                        button type="submit" { "Save layout" }
                        button.secondary type="submit" formaction={ (LAYOUT) "/preview" } formtarget="sample" data-plain { "Show in sample" }
                    }
                }
                section.sample aria-labelledby="sample-title" {
                    h2 #sample-title { "Sample" }
                    div.sample-sheet { iframe name="sample" title="Sample invoice with this layout" src={ (LAYOUT) "/preview" } {} }
                }
            }
            script type="module" src="/assets/letterhead.js" {}
        },
    )
}

fn logo(view: &LetterheadView<'_>) -> Markup {
    let is_wrong = fault_of(view.faults, "logo").is_some();
    let described = if is_wrong { "logo-error logo-hint" } else { "logo-hint" };
    html! {
        fieldset.group {
            legend { "Logo" }
            div {
                @if let Some(logo) = view.logo {
                    p.logo { img src=(logo_address(logo)) alt="Your logo" width=(logo.width) height=(logo.height); }
                    div.tick {
                        input #remove_logo type="checkbox" name="remove_logo" value="on" checked[view.form.removes_logo];
                        label for="remove_logo" { "Remove the logo" }
                    }
                }
                div.field {
                    label for="logo" { @if view.logo.is_some() { "Replace it by" } @else { "Picture" } }
                    (field_error(view.faults, "logo"))
                    input #logo type="file" name="logo" accept="image/png,image/jpeg" aria-invalid=[is_wrong.then_some("true")] aria-describedby=(described);
                    p.hint #logo-hint { "PNG or JPEG, 512 KB at the most. It is printed at most 60 mm wide and 20 mm high, on white." }
                }
            }
        }
    }
}

/// The buttons above a text: what they insert, what they are called, and what they show.
const TOOLS: [(&str, &str, &str); 7] = [
    ("bold", "Bold", "B"),
    ("italic", "Italic", "I"),
    ("link", "Link", "Link"),
    ("bullet", "Bullets: a list with bullets", "Bullets"),
    ("number", "Numbers: a list with numbers", "Numbers"),
    ("center", "Center the paragraph", "Center"),
    ("right", "Right: the paragraph at the right", "Right"),
];

fn text(view: &LetterheadView<'_>, name: &str, label: &str, value: &str, hint: &str) -> Markup {
    let is_wrong = fault_of(view.faults, name).is_some();
    let described = if is_wrong { format!("{name}-error {name}-hint") } else { format!("{name}-hint") };
    html! {
        div.field.rich {
            label for=(name) { (label) }
            p.hint id={ (name) "-hint" } { (hint) }
            (field_error(view.faults, name))
            div.markup-tools role="group" aria-label={ "Format the " (label.to_lowercase()) } hidden data-tools=(name) {
                @for (markup, says, shows) in TOOLS {
                    button.secondary type="button" data-markup=(markup) aria-label=(says) title=(says) { (shows) }
                }
            }
            textarea id=(name) name=(name) rows="7" maxlength=(limits::RICH_TEXT_CHARS_MAX) autocomplete="off" spellcheck="true"
                aria-invalid=[is_wrong.then_some("true")] aria-describedby=(described) { "\n" (value) }
        }
    }
}

/// What can be typed; the buttons type the same.
fn help() -> Markup {
    const ROWS: [(&str, &str); 7] = [
        ("**bold**", "bold"),
        ("*italic*", "italic"),
        ("[our site](https://www.example.com)", "a link; also to an e-mail address or a phone number: mailto:, tel:"),
        ("- one", "a bulleted list, one line for each item"),
        ("1. one", "a numbered list"),
        ("-><- text", "a paragraph in the middle"),
        ("-> text", "a paragraph at the right"),
    ];
    html! {
        details.help {
            summary { "How to format a text" }
            dl {
                @for (typed, means) in ROWS { div { dt { code { (typed) } } dd { (means) } } }
            }
            p.hint { "An empty line begins a new paragraph. A backslash before a character prints the character itself: " code { "\\*" } "." }
        }
    }
}

/// Reset layout, before it happens.
pub fn reset(frame: Frame<'_>, version: i64, conflict: Option<&str>) -> Markup {
    let crumbs: [Crumb<'_>; 3] = [("Settings", None), ("Invoice settings", None), ("Layout", Some(LAYOUT))];
    page(
        frame,
        "Reset layout",
        conflict.is_some(),
        &html! {
            (head(&crumbs, "Reset layout", None, None))
            @if let Some(conflict) = conflict { (warning(conflict)) }
            div.narrow {
                form.card method="post" action={ (LAYOUT) "/reset" } {
                    input type="hidden" name="version" value=(version);
                    p { "Header, footer and logo are removed, and new documents have the standard layout with your company name. Issued documents keep what they show." }
                    div.buttons {
                        button.danger type="submit" { "Reset layout" }
                        a.button.secondary href=(LAYOUT) { "Keep the layout" }
                    }
                }
            }
        },
    )
}
