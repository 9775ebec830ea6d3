//! Settings > Invoice settings > Number series.

use maud::{Markup, html};
use shared::{
    billing::{
        number::SeriesKind,
        series::{Series, SeriesLock, SeriesStart, number_text},
    },
    fault::Fault,
    limits,
    tenant::role::AdminRole,
};

use crate::web::{
    admin_page::{Frame, page},
    figures::day,
    parts::{Crumb, error_summary, fault_of, field_error, head, notice, warning},
};

const CRUMBS: [Crumb<'static>; 2] = [("Settings", None), ("Invoice settings", None)];

/// The series of this year and the next.
#[derive(Clone, Debug)]
pub struct SeriesListView<'a> {
    /// By year, then kind.
    pub series: &'a [Series],
    /// Of who looks.
    pub role: AdminRole,
    /// What was just done.
    pub done: Option<&'a str>,
    /// Why nothing was done.
    pub conflict: Option<&'a str>,
}

/// The series of this year and the next.
pub fn number_series(frame: Frame<'_>, view: &SeriesListView<'_>) -> Markup {
    page(
        frame,
        "Number series",
        view.conflict.is_some(),
        &html! {
            (head(&CRUMBS, "Number series", None, None))
            @if let Some(done) = view.done { (notice(done)) }
            @if let Some(conflict) = view.conflict { (warning(conflict)) }
            p.hint.lead {
                "A number is assigned when a document is issued, the next one of its series. Before the first document of a year a file manager can set the prefix and the first number, once."
            }
            div.table {
                table.cards {
                    thead {
                        tr {
                            th scope="col" { "Series" }
                            th scope="col" { "Next number" }
                            th scope="col" { "Prefix and first number" }
                        }
                    }
                    tbody { @for series in view.series { (row(series, view.role)) } }
                }
            }
            p.hint { "A new year goes on with the prefix of the year before, and begins at 1." }
        },
    )
}

fn title(kind: SeriesKind) -> &'static str {
    match kind {
        SeriesKind::Invoice => "Invoices",
        SeriesKind::Quotation => "Quotes",
        SeriesKind::CreditNote => "Credit notes",
    }
}

fn singular(kind: SeriesKind) -> &'static str {
    match kind {
        SeriesKind::Invoice => "invoice",
        SeriesKind::Quotation => "quote",
        SeriesKind::CreditNote => "credit note",
    }
}

fn row(series: &Series, role: AdminRole) -> Markup {
    let name = format!("{}, {}", title(series.kind), series.year);
    html! {
        tr {
            td.key.tight { (name) }
            td.tight data-label="Next number" { span.mono { (series.next_number()) } }
            td data-label="Prefix and first number" {
                @match series.lock(role) {
                    None => a.inner href={ "/admin/settings/number-series/" (series.kind.as_str()) "/" (series.year) } aria-label={ "Set " (name) } { "Set" },
                    Some(lock) => span.muted { (reason(&lock)) },
                }
            }
        }
    }
}

/// Why a series cannot be set.
fn reason(lock: &SeriesLock) -> String {
    match lock {
        SeriesLock::InUse { number, issue_date } => format!(
            "In use since {number} of {}; a series must stay continuous (Royal Decree no. 1, art. 5).",
            day(*issue_date)
        ),
        SeriesLock::SetBefore(on) => format!("Set on {}; it can be set only once.", day(*on)),
        SeriesLock::NotFileManager => "Only a file manager can set it.".to_owned(),
    }
}

/// The form of one series, and what would be set.
#[derive(Clone, Debug)]
pub struct SetSeriesView<'a> {
    /// The series as it would begin by itself.
    pub series: &'a Series,
    /// What the form holds.
    pub prefix: &'a str,
    /// What the form holds.
    pub first_number: &'a str,
    /// What would be set, where the form was filled in well.
    pub chosen: Option<&'a SeriesStart>,
    /// What was refused.
    pub faults: &'a [Fault],
}

/// The form of one series, and what would be set.
pub fn set_series(frame: Frame<'_>, view: &SetSeriesView<'_>) -> Markup {
    let series = view.series;
    let heading = format!("{} of {}", title(series.kind), series.year);
    let crumbs: [Crumb<'_>; 3] = [CRUMBS[0], CRUMBS[1], ("Number series", Some("/admin/settings/number-series"))];
    let action = format!("/admin/settings/number-series/{}/{}", series.kind.as_str(), series.year);
    page(
        frame,
        &heading,
        !view.faults.is_empty(),
        &html! {
            (head(&crumbs, &heading, None, None))
            (error_summary(view.faults))
            div.narrow {
                @if let Some(start) = view.chosen { (confirm(&action, series, start)) }
                form.card method="get" action=(action) {
                    h2 { "Prefix and first number" }
                    (field(view, "prefix", "Prefix", "text", view.prefix,
                        &format!("1 to {} letters A to Z, digits, and hyphens between them.", limits::SERIES_PREFIX_CHARS_MAX)))
                    (field(view, "first_number", "First number", "numeric", view.first_number,
                        "1, or one more than the last number of this year in the program that you used before."))
                    div.buttons {
                        @if view.chosen.is_some() { button.secondary type="submit" { "Show the first number" } }
                        @else { button type="submit" { "Show the first number" } }
                        a.button.secondary href="/admin/settings/number-series" { "Back to the list" }
                    }
                }
            }
        },
    )
}

fn confirm(action: &str, series: &Series, start: &SeriesStart) -> Markup {
    let number = |sequence| number_text(&start.prefix, series.year, sequence);
    html! {
        form.card.text method="post" action=(action) {
            h2 { "This is set once" }
            input type="hidden" name="prefix" value=(start.prefix);
            input type="hidden" name="first_number" value=(start.first);
            p {
                "The first " (singular(series.kind)) " of " (series.year) " gets the number "
                strong.mono { (number(start.first)) } ", the next one " span.mono { (number(start.first.saturating_add(1))) } "."
            }
            p { "It cannot be changed afterwards, also not before the first document." }
            div.buttons { button type="submit" { "Set " (number(start.first)) } }
        }
    }
}

fn field(view: &SetSeriesView<'_>, name: &str, label: &str, mode: &str, value: &str, hint: &str) -> Markup {
    let is_wrong = fault_of(view.faults, name).is_some();
    let hint_id = format!("{name}-hint");
    let described = if is_wrong { format!("{name}-error {hint_id}") } else { hint_id.clone() };
    html! {
        div.field {
            label for=(name) { (label) }
            (field_error(view.faults, name))
            div.joined.short {
                input id=(name) name=(name) value=(value) inputmode=(mode) size="12" maxlength="12" autocomplete="off" autocapitalize="characters"
                    spellcheck="false" required aria-invalid=[is_wrong.then_some("true")] aria-describedby=(described);
            }
            p.hint id=(hint_id) { (hint) }
        }
    }
}
