//! Settings > Delivery > Failed work.

use jiff::tz::TimeZone;
use maud::{Markup, html};
use shared::delivery::task::Task;

use crate::{
    store::outbox::failed::FailedRow,
    web::{
        admin_page::{Frame, page},
        figures::{count, short_moment},
        parts::{Crumb, Paging, head, notice, pager},
    },
};

const CRUMBS: [Crumb<'static>; 2] = [("Settings", None), ("Delivery", None)];
const PATH: &str = "/admin/settings/failed-work";

/// Work that came to no end.
#[derive(Clone, Debug)]
pub struct FailedWorkView<'a> {
    /// Rows of this page.
    pub rows: &'a [FailedRow],
    /// The tenant's zone.
    pub zone: &'a TimeZone,
    /// Which page of how many.
    pub paging: Paging,
    /// What was just done.
    pub done: Option<&'a str>,
}

/// Work that came to no end.
pub fn failed_work(frame: Frame<'_>, view: &FailedWorkView<'_>) -> Markup {
    page(
        frame,
        "Failed work",
        false,
        &html! {
            (head(&CRUMBS, "Failed work", None, None))
            @if let Some(done) = view.done { (notice(done)) }
            p.muted.above { "What could not be sent after every attempt, with the reason. Mend the cause, then try it again; or dismiss it, and it stays undone." }
            @if view.rows.is_empty() {
                div.card.empty { p { "Nothing failed." } }
            } @else {
                (table(view))
            }
            (pager(view.paging, |page| if page > 1 { format!("{PATH}?page={page}") } else { PATH.to_owned() }))
        },
    )
}

/// What was to be done, in words.
fn title(task: &str) -> &'static str {
    match Task::parse(task) {
        Some(Task::RenderDocument) => "Draw the PDF",
        Some(Task::SendDocument) => "Send the document",
        Some(Task::FollowDelivery) => "Follow the delivery",
        Some(Task::SendNotice) => "Send a notice",
        Some(Task::CallWebhook) => "Call a webhook",
        None => "Work",
    }
}

fn table(view: &FailedWorkView<'_>) -> Markup {
    html! {
        div.table {
            table.cards {
                thead {
                    tr {
                        th scope="col" { "What" }
                        th scope="col" { "Reason" }
                        th scope="col" { "Since" }
                        th scope="col" { "Action" }
                    }
                }
                tbody { @for row in view.rows { (failed(view, row)) } }
            }
        }
    }
}

fn failed(view: &FailedWorkView<'_>, row: &FailedRow) -> Markup {
    let about = row.document_number.as_deref().or(row.booking_reference.as_deref()).unwrap_or_default();
    html! {
        tr {
            td.key {
                strong { (title(&row.task)) }
                span.under {
                    @match (&row.document_id, &row.booking_id) {
                        (Some(document), _) => { a.inner href={ "/admin/documents/" (document) } { (about) } }
                        (None, Some(booking)) => { "Booking " a.inner.tight href={ "/admin/bookings/" (booking) } { (about) } }
                        (None, None) => {}
                    }
                }
            }
            td.prose data-label="Reason" {
                span { (row.last_error.as_deref().unwrap_or("No reason is known.")) span.under { (count(row.attempts.into(), "attempt", "attempts")) } }
            }
            td.tight data-label="Since" { (short_moment(&row.dead_at, view.zone)) }
            td.tight.last {
                form.buttons.inline method="post" action=(PATH) {
                    input type="hidden" name="id" value=(row.id);
                    button.secondary type="submit" name="action" value="retry" { "Try again" span.hidden { " " (title(&row.task)) " " (about) } }
                    button.quiet type="submit" name="action" value="dismiss" { "Dismiss" span.hidden { " " (title(&row.task)) " " (about) } }
                }
            }
        }
    }
}
