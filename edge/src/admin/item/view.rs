//! One item: the form that adds or changes it.

use jiff::civil::Date;
use maud::{Markup, html};
use shared::{
    billing::{item::TypedItem, unit::Unit, vat_code::VatCodes},
    fault::Fault,
    language::Language,
    limits,
};

use crate::web::{
    admin_page::{Frame, page},
    inputs::{Input, choice, line, lines},
    parts::{Crumb, Tone, chip, error_summary, head, warning},
};

/// Which item the form is for.
#[derive(Clone, Copy, Debug)]
pub enum Which<'a> {
    /// A new one, under this id.
    New(&'a str),
    /// A stored one.
    Stored {
        /// Its id.
        id: &'a str,
        /// The version that the form shows.
        version: i64,
        /// Whether it is archived.
        is_archived: bool,
    },
}

/// One item.
#[derive(Clone, Debug)]
pub struct ItemView<'a> {
    /// Which.
    pub which: Which<'a>,
    /// What the form holds.
    pub form: &'a TypedItem,
    /// The tenant's VAT codes.
    pub codes: &'a VatCodes,
    /// The day whose VAT codes are offered.
    pub today: Date,
    /// ISO 4217 code.
    pub currency: &'a str,
    /// What was refused.
    pub faults: &'a [Fault],
    /// Why nothing was saved, where no field is at fault.
    pub conflict: Option<&'a str>,
}

/// One item.
pub fn item(frame: Frame<'_>, view: &ItemView<'_>) -> Markup {
    let crumbs: [Crumb<'_>; 2] = [("Sales invoices", None), ("Items", Some("/admin/items"))];
    let (title, action) = match view.which {
        Which::New(_) => ("Add item", "/admin/items/add".to_owned()),
        Which::Stored { id, .. } => ("Edit item", format!("/admin/items/{id}")),
    };
    let archived = matches!(view.which, Which::Stored { is_archived: true, .. });
    let beside = archived.then(|| chip(Tone::Ended, "archived"));
    page(
        frame,
        title,
        !view.faults.is_empty() || view.conflict.is_some(),
        &html! {
            (head(&crumbs, title, beside.as_ref(), None))
            @if let Some(conflict) = view.conflict { (warning(conflict)) }
            (error_summary(view.faults))
            div.narrow {
                form.card method="post" action=(action) novalidate {
                    @match view.which {
                        Which::New(id) => input type="hidden" name="id" value=(id);,
                        Which::Stored { version, .. } => input type="hidden" name="version" value=(version);,
                    }
                    (what(view))
                    (price(view))
                    div.buttons {
                        button type="submit" { @if matches!(view.which, Which::New(_)) { "Add item" } @else { "Save item" } }
                        a.button.secondary href="/admin/items" { "Back to the items" }
                    }
                }
                @if let Which::Stored { id, is_archived, .. } = view.which { (archive(id, is_archived)) }
            }
        },
    )
}

fn what(view: &ItemView<'_>) -> Markup {
    let description = Input {
        name: "description",
        label: "Description",
        value: &view.form.description,
        hint: "What the line of the invoice says.",
        max: limits::NAME_CHARS_MAX,
        ..Input::default()
    };
    let code = Input {
        name: "code",
        label: "Code (optional)",
        value: &view.form.code,
        hint: "Your own short name, to find the item by.",
        max: limits::CODE_CHARS_MAX,
        ..Input::default()
    };
    let text = Input {
        name: "text",
        label: "Text (optional)",
        value: &view.form.text,
        hint: "Printed under the description.",
        max: limits::ITEM_TEXT_CHARS_MAX,
        ..Input::default()
    };
    html! {
        (line(&description, view.faults))
        (line(&code, view.faults))
        (lines(&text, view.faults))
    }
}

fn price(view: &ItemView<'_>) -> Markup {
    let price = Input {
        name: "price",
        label: "Price without VAT (optional)",
        value: &view.form.price,
        hint: "Of one unit, with at most four decimals. Without a price this is a text item.",
        max: 20,
        unit: view.currency,
        mode: "decimal",
        ..Input::default()
    };
    let unit = Input { name: "unit", label: "Unit", value: &view.form.unit, ..Input::default() };
    let units: Vec<(String, String)> =
        Unit::all().map(|unit| (unit.code().to_owned(), unit.name(Language::En).to_owned())).collect();
    let vat = Input { name: "vat_code", label: "VAT code", value: &view.form.vat_code, ..Input::default() };
    html! {
        fieldset.group {
            legend { "Price" }
            (line(&price, view.faults))
            div.pairs {
                (choice(&unit, &units, view.faults))
                (choice(&vat, &offered(view), view.faults))
            }
        }
    }
}

/// The codes to choose from today, and the item's own where it is not among them.
fn offered(view: &ItemView<'_>) -> Vec<(String, String)> {
    let mut options: Vec<(String, String)> = view
        .codes
        .valid_on(view.today)
        .map(|code| (code.code.clone(), code.label.get(Language::En).to_owned()))
        .collect();
    let own = &view.form.vat_code;
    if !own.is_empty() && view.codes.knows(own) && !options.iter().any(|(code, _)| code == own) {
        options.push((own.clone(), format!("{own} (not valid today)")));
    }
    options
}

fn archive(id: &str, is_archived: bool) -> Markup {
    html! {
        form.card method="post" action={ "/admin/items/" (id) "/archive" } {
            @if is_archived {
                input type="hidden" name="action" value="restore";
                p { "This item is archived: lists to choose from do not show it." }
                div.buttons { button.secondary type="submit" { "Use item again" } }
            } @else {
                input type="hidden" name="action" value="archive";
                p { "An archived item is no longer offered. Documents and drafts keep what they took from it, and you can use it again at any time." }
                div.buttons { button.danger type="submit" { "Archive item" } }
            }
        }
    }
}
