//! Settings > Invoice settings > VAT codes: the table.

use jiff::civil::Date;
use maud::{Markup, html};
use shared::{
    billing::{
        vat::VatCategory,
        vat_code::{Entry, Origin, VatCode, VatCodes},
    },
    language::Language,
};

use crate::web::{
    admin_page::{Frame, page},
    figures::short_day,
    parts::{Crumb, Tone, chip, head, notice},
};

const CRUMBS: [Crumb<'static>; 2] = [("Settings", None), ("Invoice settings", None)];

/// All VAT codes.
#[derive(Clone, Debug)]
pub struct VatCodesView<'a> {
    /// The table.
    pub codes: &'a VatCodes,
    /// The day in the tenant's zone.
    pub today: Date,
    /// What was just done.
    pub done: Option<&'a str>,
}

/// What kind of VAT a category is.
pub fn kind(category: VatCategory) -> &'static str {
    match category {
        VatCategory::S => "VAT at a rate",
        VatCategory::Z => "Zero rate",
        VatCategory::E => "Exempt",
        VatCategory::AE => "Reverse charge",
        VatCategory::K => "Goods within the EU",
        VatCategory::G => "Export",
        VatCategory::O => "Outside the scope of VAT",
    }
}

/// Every category, in the order of a list to choose from.
pub const CATEGORIES: [VatCategory; 7] =
    [VatCategory::S, VatCategory::Z, VatCategory::E, VatCategory::AE, VatCategory::K, VatCategory::G, VatCategory::O];

/// Where a code is edited.
pub fn address(code: &VatCode) -> String {
    format!("/admin/settings/vat-codes/{}/{}", code.code, code.valid_from)
}

/// Where a row comes from, in one word.
pub fn origin_chip(origin: Origin) -> Markup {
    match origin {
        Origin::Belgian => chip(Tone::Plain, "Belgian"),
        Origin::Changed => chip(Tone::Waiting, "changed"),
        Origin::Own => chip(Tone::Good, "your own"),
    }
}

/// All VAT codes.
pub fn vat_codes(frame: Frame<'_>, view: &VatCodesView<'_>) -> Markup {
    let actions = html! { div.buttons { a.button href="/admin/settings/vat-codes/add" { "Add VAT code" } } };
    page(
        frame,
        "VAT codes",
        false,
        &html! {
            (head(&CRUMBS, "VAT codes", None, Some(&actions)))
            @if let Some(done) = view.done { (notice(done)) }
            p.hint.lead { "Lines and items take their VAT from these codes, on the day of the sale. The Belgian codes are built in; you can change their labels and sentences, end them and add your own. Issued documents keep what a code said." }
            div.table {
                table.cards {
                    thead {
                        tr {
                            th scope="col" { "Code" }
                            th scope="col" { "Label" }
                            th scope="col" { "Kind" }
                            th.number scope="col" { "Rate" }
                            th scope="col" { "Valid" }
                            th scope="col" { "Origin" }
                        }
                    }
                    tbody { @for entry in view.codes.entries() { (row(entry, view)) } }
                }
            }
        },
    )
}

fn row(entry: &Entry, view: &VatCodesView<'_>) -> Markup {
    let code = &entry.code;
    let counts = view.codes.on(&code.code, view.today).is_some_and(|on| on.valid_from == code.valid_from);
    html! {
        tr {
            td.key.tight { a.open href=(address(code)) { (code.code) } }
            td.key { (code.label.get(Language::En)) }
            td data-label="Kind" { (kind(code.category)) }
            td.number data-label="Rate" { (rate(code)) }
            td data-label="Valid" {
                span {
                    (validity(code))
                    @if !counts { " " (chip(Tone::Ended, if code.valid_from > view.today { "not yet" } else { "ended" })) }
                }
            }
            td.tight data-label="Origin" { span { (origin_chip(entry.origin)) } }
        }
    }
}

/// The rate; a dash where there is none.
pub fn rate(code: &VatCode) -> String {
    if code.category == VatCategory::O { "–".to_owned() } else { format!("{}%", code.rate) }
}

fn validity(code: &VatCode) -> String {
    match code.valid_to {
        None => format!("from {}", short_day(code.valid_from)),
        Some(to) => format!("{} – {}", short_day(code.valid_from), short_day(to)),
    }
}
