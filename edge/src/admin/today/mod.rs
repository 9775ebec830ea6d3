//! Today.

pub mod view;

use axum::response::{IntoResponse, Response};
use jiff::ToSpan;

use self::view::{TodayView, today};
use crate::{
    app::{App, problem::Problem, session::Session},
    platform::instant::instant,
    store::{
        tenant::issuer,
        today::{Days, read},
    },
    web::{admin_page::Place, request::frame},
};

/// After this time a task of the outbox is late: the sweep runs every minute.
const LATE_MINUTES: i64 = 15;

/// `GET /admin`.
///
/// # Errors
/// A [`Problem`] that is ours.
pub async fn get_today(app: App, session: Session) -> Result<Response, Problem> {
    let now = app.now();
    let day = session.date_of(now);
    let start_in = |days: i64| instant(session.start_of(day.saturating_add(days.days())));
    let days = Days {
        now: instant(now),
        today_from: start_in(0),
        tomorrow_from: start_in(1),
        next_week_from: start_in(7),
        month_from: day.first_of_month(),
        today: day,
        late_before: instant(now.checked_sub(LATE_MINUTES.minutes()).unwrap_or(now)),
    };
    let ((next, waiting, counts), present) =
        app.read((read(&session.tenant, &days), issuer::find(&session.tenant))).await?;
    let missing = present.issuer.missing();
    let view = TodayView {
        today: day,
        currency: &session.currency,
        counts,
        missing: &missing,
        next: &next,
        waiting: &waiting,
    };
    Ok(today(frame(&session, Place::Today), &view).into_response())
}
