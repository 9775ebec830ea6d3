//! Labelled inputs with their hint and their fault.

use maud::{Markup, html};
use shared::fault::Fault;

use super::parts::{fault_of, field_error};

/// What a field asks for. Its name is its id, too.
#[derive(Clone, Copy, Debug, Default)]
pub struct Input<'a> {
    /// Name and id.
    pub name: &'a str,
    /// Label.
    pub label: &'a str,
    /// What is typed or stored.
    pub value: &'a str,
    /// Under the field; may be empty.
    pub hint: &'a str,
    /// Most characters.
    pub max: usize,
    /// Unit beside the field, such as `%`; may be empty.
    pub unit: &'a str,
    /// Keyboard of phones: `text`, `decimal`.
    pub mode: &'a str,
    /// Language of the text, where it is not English.
    pub lang: Option<&'a str>,
    /// Lines that a field of several shows; 0 for two.
    pub rows: usize,
}

/// What a field is described by: its fault and its hint, where it has them.
pub fn described(name: &str, hint: &str, faults: &[Fault]) -> Option<String> {
    let parts: Vec<String> = [(fault_of(faults, name).is_some(), "error"), (!hint.is_empty(), "hint")]
        .into_iter()
        .filter(|(is_there, _)| *is_there)
        .map(|(_, what)| format!("{name}-{what}"))
        .collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}

fn surround(name: &str, label: &Markup, hint: &str, faults: &[Fault], control: &Markup) -> Markup {
    html! {
        div.field {
            label for=(name) { (label) }
            (field_error(faults, name))
            (control)
            @if !hint.is_empty() { p.hint id={ (name) "-hint" } { (hint) } }
        }
    }
}

fn label(input: &Input<'_>) -> Markup {
    html! { (input.label) @if !input.unit.is_empty() { span.hidden { ", in " (input.unit) } } }
}

/// A field of one line.
pub fn line(input: &Input<'_>, faults: &[Fault]) -> Markup {
    let name = input.name;
    let invalid = fault_of(faults, name).map(|_| "true");
    let mode = if input.mode.is_empty() { "text" } else { input.mode };
    let field = html! {
        input id=(name) name=(name) value=(input.value) maxlength=(input.max) inputmode=(mode) autocomplete="off" lang=[input.lang]
            aria-invalid=[invalid] aria-describedby=[described(name, input.hint, faults)];
    };
    let control = if input.unit.is_empty() {
        field
    } else {
        html! { div.joined.short { (field) span.unit aria-hidden="true" { (input.unit) } } }
    };
    surround(name, &label(input), input.hint, faults, &control)
}

/// A field of several lines.
pub fn lines(input: &Input<'_>, faults: &[Fault]) -> Markup {
    let name = input.name;
    let invalid = fault_of(faults, name).map(|_| "true");
    let control = html! {
        // The line break is the one that browsers drop at the start of a text area.
        textarea id=(name) name=(name) rows=(input.rows.max(2)) maxlength=(input.max) lang=[input.lang]
            aria-invalid=[invalid] aria-describedby=[described(name, input.hint, faults)] { "\n" (input.value) }
    };
    surround(name, &label(input), input.hint, faults, &control)
}

/// A date.
pub fn day(input: &Input<'_>, faults: &[Fault]) -> Markup {
    let name = input.name;
    let invalid = fault_of(faults, name).map(|_| "true");
    let control = html! {
        div.joined.short {
            input.date id=(name) name=(name) type="date" value=(input.value)
                aria-invalid=[invalid] aria-describedby=[described(name, input.hint, faults)];
        }
    };
    surround(name, &label(input), input.hint, faults, &control)
}

/// A time of the day.
pub fn clock(input: &Input<'_>, faults: &[Fault]) -> Markup {
    let name = input.name;
    let invalid = fault_of(faults, name).map(|_| "true");
    let control = html! {
        div.joined.short {
            input.date id=(name) name=(name) type="time" value=(input.value)
                aria-invalid=[invalid] aria-describedby=[described(name, input.hint, faults)];
        }
    };
    surround(name, &label(input), input.hint, faults, &control)
}

/// A list to choose from: value and text of each option. The value of the input is the chosen one.
pub fn choice(input: &Input<'_>, options: &[(String, String)], faults: &[Fault]) -> Markup {
    let name = input.name;
    let invalid = fault_of(faults, name).map(|_| "true");
    let control = html! {
        select id=(name) name=(name) aria-invalid=[invalid] aria-describedby=[described(name, input.hint, faults)] {
            @for (value, text) in options { option value=(value) selected[value == input.value] { (text) } }
        }
    };
    surround(name, &label(input), input.hint, faults, &control)
}
