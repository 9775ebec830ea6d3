//! Settings > Delivery > Reminders: what customers get by themselves, and when.

use maud::{Markup, html};
use shared::{fault::Fault, limits};

use super::form::{NoticeForm, OVERDUE, REMINDERS};
use crate::{
    admin::settings::email_template::list_view::{CRUMBS, TEMPLATES},
    web::{
        admin_page::{Frame, page},
        inputs::{Input, choice, clock, line},
        parts::{error_summary, head, notice, warning},
    },
};

/// Reminders.
#[derive(Clone, Debug)]
pub struct NoticesView<'a> {
    /// Version of the stored settings.
    pub version: i64,
    /// What the form holds: what is stored, or what was typed.
    pub form: &'a NoticeForm,
    /// IANA zone of the quiet hours.
    pub time_zone: &'a str,
    /// What was refused.
    pub faults: &'a [Fault],
    /// What was just done.
    pub done: Option<&'a str>,
    /// Why nothing was saved, where no field is at fault.
    pub conflict: Option<&'a str>,
}

/// Reminders.
pub fn notices(frame: Frame<'_>, view: &NoticesView<'_>) -> Markup {
    page(
        frame,
        "Reminders",
        !view.faults.is_empty() || view.conflict.is_some(),
        &html! {
            (head(&CRUMBS, "Reminders", None, None))
            @if let Some(done) = view.done { (notice(done)) }
            @if let Some(conflict) = view.conflict { (warning(conflict)) }
            (error_summary(view.faults))
            div.narrow {
                p.lead { "These e-mails go out by themselves, each once. Their texts are under " a href=(TEMPLATES) { "E-mail templates" } "." }
                form.card.sections method="post" action="/admin/settings/reminders" novalidate {
                    input type="hidden" name="version" value=(view.version);
                    (bookings(view))
                    (overdue(view))
                    (quiet(view))
                    div.buttons { button type="submit" { "Save reminders" } }
                }
            }
        },
    )
}

fn bookings(view: &NoticesView<'_>) -> Markup {
    let [first, second] = &view.form.reminders;
    let reminder = |name, label, value: &str| {
        let input = Input { name, label, value, ..Input::default() };
        choice(&input, &times(value), view.faults)
    };
    html! {
        fieldset.options {
            legend { "Bookings" }
            (checkbox("confirmations", "Confirm every booking by e-mail", "At once, with the link to change or cancel it, the invoice or quote, and a calendar file.", view.form.confirmations))
            (checkbox("changes", "Tell the customer when a booking is moved or cancelled", "At once, with a calendar file that moves it or takes it out.", view.form.changes))
            div.pairs.after {
                (reminder("reminder_1", "First reminder", first))
                (reminder("reminder_2", "Second reminder", second))
            }
        }
    }
}

fn checkbox(name: &str, label: &str, hint: &str, is_checked: bool) -> Markup {
    html! {
        div.option {
            input id=(name) name=(name) type="checkbox" value="on" checked[is_checked] aria-describedby={ (name) "-hint" };
            div {
                label for=(name) { (label) }
                p.hint id={ (name) "-hint" } { (hint) }
            }
        }
    }
}

/// The times to choose from, and the present one where it is none of them.
fn times(present: &str) -> Vec<(String, String)> {
    let stored = present.parse::<u32>().ok().filter(|minutes| !REMINDERS.contains(minutes));
    let known = REMINDERS.into_iter().chain(stored).map(|minutes| (minutes.to_string(), before(minutes)));
    std::iter::once((String::new(), "None".to_owned())).chain(known).collect()
}

/// How long before the start: `1 day before`.
pub fn before(minutes: u32) -> String {
    let (number, unit) = match minutes {
        m if m.is_multiple_of(10_080) => (m / 10_080, "week"),
        m if m.is_multiple_of(1_440) => (m / 1_440, "day"),
        m if m.is_multiple_of(60) => (m / 60, "hour"),
        m => (m, "minute"),
    };
    format!("{number} {unit}{} before", if number == 1 { "" } else { "s" })
}

fn overdue(view: &NoticesView<'_>) -> Markup {
    let labels = ["First notice", "Second notice", "Third notice"];
    html! {
        fieldset.options {
            legend { "Overdue invoices" }
            p.hint { "Days after the due date. A notice is sent only while something is still to be paid, so record payments when they come in. Leave a field empty to send none." }
            div.pairs.after {
                @for ((name, label), value) in OVERDUE.into_iter().zip(labels).zip(&view.form.overdue) {
                    (line(&Input { name, label, value, max: limits::OVERDUE_DAYS_MAX.to_string().len(), unit: "days", mode: "numeric", ..Input::default() }, view.faults))
                }
            }
        }
    }
}

fn quiet(view: &NoticesView<'_>) -> Markup {
    let time = |name, label, value: &str| clock(&Input { name, label, value, ..Input::default() }, view.faults);
    html! {
        fieldset.options {
            legend { "Quiet hours" }
            p.hint { "Reminders and overdue notices wait until they end; a reminder that would come after the booking has begun is not sent. Confirmations and changes go out at once. Time zone: " (view.time_zone) ". Leave both empty for none." }
            div.pairs.after {
                (time("quiet_from", "From", &view.form.quiet_from))
                (time("quiet_until", "Until", &view.form.quiet_until))
            }
        }
    }
}
