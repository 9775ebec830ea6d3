//! What the document comes to, and the parts of the page that follow while somebody types.

use maud::{Markup, html};
use shared::billing::{document::Draft, editor::form::DocumentKind};

use super::{
    EditorView, Saved,
    lines::{allowance_row, line_amount, vat_select},
};
use crate::{
    admin::{document::lines_view, editor::view},
    web::{figures::money, parts::field_error},
};

/// Discounts and charges on the whole document, the cash discount, and the totals.
pub(crate) fn settlement(view: &EditorView<'_>) -> Markup {
    html! {
        div.settlement {
            div.adjustments {
                @for allowance in &view.form.allowances {
                    input type="hidden" name="allowance" value=(allowance.key);
                    @let id = format!("allowance-{}-vat", allowance.key);
                    @let vat = html! {
                        div.cell.vat {
                            label.hidden for=(id) { "On which lines" }
                            (vat_select(view, &id, &allowance.vat_code, Some("on all lines")))
                            (field_error(view.faults, &id))
                        }
                    };
                    (allowance_row(view.faults, allowance, view.currency, Some(&vat)))
                }
                div.adders {
                    @let next = format!("allowance-{}-value", view.form.next_key);
                    button.quiet type="submit" name="action" value="add-discount" data-focus=(next) { "Add a discount on everything" }
                    button.quiet type="submit" name="action" value="add-charge" data-focus=(next) { "Add a charge" }
                }
                @if view.form.kind == DocumentKind::Invoice { (cash_discount(view)) }
            }
            (totals(view))
        }
    }
}

fn cash_discount(view: &EditorView<'_>) -> Markup {
    html! {
        @match view.cash_discount {
            None => p.hint { "No cash discount is set. " a href="/admin/settings/cash-discount" target="_blank" { "Set one" span.hidden { " (in a new tab)" } } " to offer it here." },
            Some(discount) => {
                div.check {
                    input #cash-discount type="checkbox" name="cash-discount" checked[view.form.cash_discount] aria-describedby="cash-discount-text";
                    div {
                        label for="cash-discount" { "Cash discount" }
                        span.muted { " " (discount.percentage) "% within " (discount.days) " days" }
                        (cash_discount_text(view))
                    }
                }
            }
        }
    }
}

/// The sentence that the document prints, with its amounts as they are now.
fn cash_discount_text(view: &EditorView<'_>) -> Markup {
    html! {
        p.hint #cash-discount-text {
            @if let Some(offered) = &view.judged.cash_discount {
                @if view.form.cash_discount {
                    @let language = view.judged.draft.as_ref().map(|draft| draft.content().language.tag());
                    span lang=[language] { (offered.sentence) }
                } @else {
                    "Would take off " (money(offered.discount, view.currency)) ": " (money(offered.due_in_time, view.currency))
                    " in time, " (money(offered.amount_due, view.currency)) " later. VAT is on the reduced amount."
                }
            } @else { "Only lines with VAT can have one." }
        }
    }
}

fn totals(view: &EditorView<'_>) -> Markup {
    let sum = if view.form.kind == DocumentKind::Invoice { "Amount due" } else { "Amount offered" };
    html! {
        div.sums #totals {
            @match &view.judged.draft {
                Some(draft) => (lines_view::totals(&draft.content().totals, view.currency, sum)),
                None => p.muted { "These amounts are too large for one document." },
            }
        }
    }
}

/// When it was saved last. The page replaces it while somebody types.
pub(crate) fn saved(view: &EditorView<'_>) -> Markup {
    html! {
        p.saved #saved role="status" {
            @match view.saved {
                Saved::Never => "Not saved yet",
                Saved::At(time) => { "Saved as a draft at " time { (time) } }
                Saved::Not => "Not saved",
            }
        }
    }
}

/// The hidden fields that guard the draft.
pub(crate) fn versions(view: &EditorView<'_>) -> Markup {
    html! {
        div #versions hidden {
            input type="hidden" name="version" value=(view.version);
            input type="hidden" name="settings-version" value=(view.settings_version);
        }
    }
}

/// What is due, beside the button that saves.
pub(crate) fn due(view: &EditorView<'_>) -> Markup {
    html! {
        p.bar-due #bar-due {
            @if let Some(draft) = &view.judged.draft {
                span.muted { (match draft { Draft::Quotation(_) => "Offered ", _ => "Due " }) }
                strong { (money(draft.content().totals.amount_due, view.currency)) }
            }
        }
    }
}

/// Everything that changes while somebody types: each part takes the place of the one with its id.
pub fn fragment(view: &EditorView<'_>) -> Markup {
    html! {
        (versions(view))
        (saved(view))
        (due(view))
        (view::conflict(view))
        @for (place, line) in view.form.lines.iter().enumerate() {
            @if view::is_item(line) { (line_amount(line.key, view.judged.lines.get(place).copied())) }
        }
        (totals(view))
        @if view.cash_discount.is_some() && view.form.kind == DocumentKind::Invoice { (cash_discount_text(view)) }
    }
}
