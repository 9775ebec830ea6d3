//! The lines of the editor, with their discounts and charges.

use maud::{Markup, html};
use shared::{
    billing::editor::{
        JudgedLine,
        form::{AllowanceForm, Basis, LineForm, LineFormKind},
    },
    fault::Fault,
    language::Language,
    limits,
};

use super::{
    EditorView,
    icon::{DOWN, PERCENT, PLUS, REMOVE, REPEAT, UP, icon},
};
use crate::web::{
    figures::amount,
    parts::{fault_of, field_error},
};

/// Every line, and the buttons that add one.
pub(crate) fn lines(view: &EditorView<'_>) -> Markup {
    html! {
        div.editor-lines #lines role="group" aria-label="Lines" tabindex="-1" {
            (field_error(view.faults, "lines"))
            div.line-heads aria-hidden="true" {
                span { "Item" } span.number { "Quantity" } span { "Unit" } span.number { "Unit price" } span { "VAT" }
                span.number { "Amount, " (view.currency) }
            }
            @for (place, line) in view.form.lines.iter().enumerate() {
                (one(view, place, line))
            }
        }
        (adders(view))
    }
}

fn one(view: &EditorView<'_>, place: usize, line: &LineForm) -> Markup {
    let state = view.judged.lines.get(place).copied();
    let number = place.saturating_add(1);
    let title = if line.name.trim().is_empty() {
        format!("Line {number}")
    } else {
        format!("Line {number}: {}", line.name.trim())
    };
    let key = line.key;
    html! {
        div.editor-line.text[line.kind == LineFormKind::Text] #{ "line-" (key) } role="group" aria-label=(title) tabindex="-1" {
            input type="hidden" name="line" value=(key);
            input type="hidden" name={ "line-" (key) "-kind" } value=(line.kind.as_str());
            @match line.kind {
                LineFormKind::Item => (item(view, line, state)),
                LineFormKind::Text => (text(view, line)),
            }
            (tools(view, place, line, number))
            @for allowance in &line.allowances {
                input type="hidden" name={ "line-" (key) "-allowance" } value=(allowance.key);
                (allowance_row(view.faults, allowance, view.currency, None))
            }
        }
    }
}

fn item(view: &EditorView<'_>, line: &LineForm, state: Option<JudgedLine>) -> Markup {
    let faults = view.faults;
    let id = |field: &str| format!("line-{}-{field}", line.key);
    html! {
        div.cell.what {
            label for=(id("name")) { "Item" }
            (control(faults, &id("name"), &line.name, "text", limits::NAME_CHARS_MAX, "What is sold"))
        }
        div.cell.figure {
            label for=(id("quantity")) { "Quantity" }
            (control(faults, &id("quantity"), &line.quantity, "decimal", 12, ""))
        }
        div.cell {
            label for=(id("unit")) { "Unit" }
            select #(id("unit")) name=(id("unit")) {
                @for unit in shared::billing::unit::Unit::all() {
                    option value=(unit.code()) selected[unit.code() == line.unit] { (unit.name(Language::En)) }
                }
            }
        }
        div.cell.figure {
            label for=(id("price")) { "Unit price" span.hidden { " without VAT, " (view.currency) } }
            (control(faults, &id("price"), &line.price, "decimal", 16, "0.00"))
        }
        div.cell {
            label for=(id("vat")) { "VAT" }
            (vat_select(view, &id("vat"), &line.vat_code, None))
        }
        (line_amount(line.key, state))
        (errors(faults, line.key))
        div.cell.more {
            label.hidden for=(id("description")) { "Description" }
            textarea #(id("description")) name=(id("description")) rows="1" maxlength=(limits::LINE_DESCRIPTION_CHARS_MAX)
                placeholder="Description (optional)" { (line.description) }
        }
    }
}

fn text(view: &EditorView<'_>, line: &LineForm) -> Markup {
    let id = |field: &str| format!("line-{}-{field}", line.key);
    let written = [line.name.as_str(), line.description.as_str()];
    let written = written.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n");
    html! {
        div.cell.all {
            label for=(id("name")) { "Text without a price" }
            textarea #(id("name")) name=(id("name")) rows="1" maxlength=(limits::LINE_TEXT_CHARS_MAX)
                placeholder="Text that is printed between the lines" { (written) }
            (field_error(view.faults, &id("name")))
        }
    }
}

/// What is wrong with a line, under it: its fields are too narrow for a sentence.
fn errors(faults: &[Fault], key: u32) -> Markup {
    let own = format!("line-{key}-");
    let wrong: Vec<&Fault> = faults.iter().filter(|fault| fault.pointer.starts_with(&own)).collect();
    html! {
        @if !wrong.is_empty() {
            div.cell.errors { @for fault in wrong { p.error id={ (fault.pointer) "-error" } { (fault.detail) } } }
        }
    }
}

/// What to mend, with the number of the line before it.
pub(crate) fn with_line_numbers(view: &EditorView<'_>) -> Vec<Fault> {
    let number = |fault: &Fault| {
        let of = |key: u32| fault.pointer.starts_with(&format!("line-{key}-"));
        let holds = |line: &LineForm| {
            of(line.key)
                || line.allowances.iter().any(|item| fault.pointer.starts_with(&format!("allowance-{}-", item.key)))
        };
        view.form.lines.iter().position(holds).map(|place| place.saturating_add(1))
    };
    let numbered = |fault: &Fault| match number(fault) {
        Some(number) => Fault { detail: format!("Line {number}: {}", fault.detail), ..fault.clone() },
        None => fault.clone(),
    };
    view.faults.iter().map(numbered).collect()
}

/// What a line comes to. The page replaces it while somebody types.
pub(crate) fn line_amount(key: u32, state: Option<JudgedLine>) -> Markup {
    html! {
        div.cell.figure.line-sum #{ "line-" (key) "-amount" } {
            span.label { "Amount" }
            @match state {
                Some(JudgedLine { net_amount: Some(net), .. }) => output { (amount(net)) },
                Some(JudgedLine { is_incomplete: true, .. }) => output.muted title="This line does not count yet" { "incomplete" },
                _ => output.muted { "0.00" },
            }
        }
    }
}

fn tools(view: &EditorView<'_>, place: usize, line: &LineForm, number: usize) -> Markup {
    let key = line.key;
    let is_last = number == view.form.lines.len();
    // After a line is gone, the one that takes its place is looked at.
    let beside =
        view.form.lines.get(number).or_else(|| place.checked_sub(1).and_then(|above| view.form.lines.get(above)));
    let neighbour = beside.map_or_else(|| "lines".to_owned(), |line| format!("line-{}", line.key));
    let tool = |action: &str, path: &str, words: &str, focus: &str, disabled: bool| {
        html! {
            button.tool type="submit" name="action" value={ (action) ":" (key) } title=(words) aria-label={ (words) ", line " (number) }
                data-focus=(focus) disabled[disabled] { (icon(path)) }
        }
    };
    let own = format!("line-{key}");
    let next = format!("allowance-{}-value", view.form.next_key);
    html! {
        div.tools {
            (tool("up", UP, "Move up", &own, place == 0))
            (tool("down", DOWN, "Move down", &own, is_last))
            (tool("repeat", REPEAT, "Repeat", &format!("line-{}", view.form.next_key), false))
            @if line.kind == LineFormKind::Item {
                (tool("discount", PERCENT, "Add a discount", &next, false))
                (tool("charge", PLUS, "Add a charge", &next, false))
            }
            (tool("remove", REMOVE, "Remove", &neighbour, false))
        }
    }
}

/// One discount or charge. `vat` is the select of its VAT code, on the level of the document.
pub(crate) fn allowance_row(
    faults: &[Fault],
    allowance: &AllowanceForm,
    currency: &str,
    vat: Option<&Markup>,
) -> Markup {
    let key = allowance.key;
    let id = |field: &str| format!("allowance-{key}-{field}");
    let (word, side) = if allowance.is_charge { ("Charge", "charge") } else { ("Discount", "allowance") };
    html! {
        div.editor-allowance #{ "allowance-" (key) } role="group" aria-label=(word) tabindex="-1" {
            input type="hidden" name=(id("side")) value=(side);
            span.kind { (word) }
            div.cell.reason {
                label.hidden for=(id("reason")) { "Reason" }
                (input(faults, &id("reason"), &allowance.reason, "text", limits::ALLOWANCE_REASON_CHARS_MAX, &format!("Reason, such as {}", if allowance.is_charge { "transport" } else { "loyalty" })))
            }
            div.cell.figure.value {
                label.hidden for=(id("value")) { "How much" }
                (input(faults, &id("value"), &allowance.value, "decimal", 12, "0"))
            }
            div.cell.basis {
                label.hidden for=(id("basis")) { "Per cent or amount" }
                select #(id("basis")) name=(id("basis")) {
                    @for (basis, word) in [(Basis::Percentage, "%"), (Basis::Amount, currency)] {
                        option value=(basis.as_str()) selected[basis == allowance.basis] { (word) }
                    }
                }
            }
            @if let Some(vat) = vat { (vat) }
            button.tool type="submit" name="action" value={ "remove-allowance:" (key) } title="Remove" aria-label={ "Remove this " (word.to_lowercase()) }
                data-focus="lines" { (icon(REMOVE)) }
        }
    }
}

/// A select of VAT codes; `all` names the choice of none.
pub(crate) fn vat_select(view: &EditorView<'_>, id: &str, chosen: &str, all: Option<&str>) -> Markup {
    let is_wrong = fault_of(view.faults, id).is_some();
    let is_known = view.vat_codes.iter().any(|(code, _)| code == chosen);
    html! {
        select id=(id) name=(id) aria-invalid=[is_wrong.then_some("true")] aria-describedby=[is_wrong.then(|| format!("{id}-error"))] {
            @if let Some(all) = all { option value="" { (all) } }
            @if !is_known && (all.is_none() || !chosen.is_empty()) { option value=(chosen) selected { (if chosen.is_empty() { "Choose" } else { chosen }) } }
            @for (code, label) in view.vat_codes { option value=(code) selected[code == chosen] { (label) } }
        }
    }
}

fn adders(view: &EditorView<'_>) -> Markup {
    let next = format!("line-{}-name", view.form.next_key);
    html! {
        div.adders {
            button.secondary type="submit" name="action" value="add-line" data-focus=(next) { (icon(PLUS)) "Add a line" }
            button.secondary type="submit" name="action" value="add-text" data-focus=(next) { (icon(PLUS)) "Add a text" }
            div.joined.item {
                label.hidden for="item" { "Item: code or description" }
                input #item name="item" list="items" autocomplete="off" placeholder="Item: code or description" maxlength="120";
                datalist #items {
                    @for (value, hint) in view.items { option value=(value) { (hint) } }
                }
                button.secondary type="submit" name="action" value="add-item" data-focus={ "line-" (view.form.next_key) "-quantity" } { "Add item" }
                button.quiet type="submit" name="action" value="open:items" { "Browse items" }
            }
        }
        (field_error(view.faults, "item"))
    }
}

/// A field with its fault under it.
pub(crate) fn input(
    faults: &[Fault],
    id: &str,
    value: &str,
    mode: &str,
    chars_max: usize,
    placeholder: &str,
) -> Markup {
    html! {
        (control(faults, id, value, mode, chars_max, placeholder))
        (field_error(faults, id))
    }
}

/// A field; its fault stands elsewhere. `mode` is `text` or `decimal`.
fn control(faults: &[Fault], id: &str, value: &str, mode: &str, chars_max: usize, placeholder: &str) -> Markup {
    let is_wrong = fault_of(faults, id).is_some();
    html! {
        input id=(id) name=(id) value=(value) inputmode=(mode) maxlength=(chars_max) autocomplete="off" placeholder=[(!placeholder.is_empty()).then_some(placeholder)]
            aria-invalid=[is_wrong.then_some("true")] aria-describedby=[is_wrong.then(|| format!("{id}-error"))];
    }
}
