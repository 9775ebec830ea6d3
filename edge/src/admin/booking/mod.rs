//! Bookings: the list, and one of them.

pub(crate) mod cancel;
pub mod cancel_view;
pub mod list_view;
pub mod mails_view;
pub(crate) mod reschedule;
pub mod reschedule_view;
pub mod view;

use axum::{
    extract::Path,
    response::{IntoResponse, Response},
};
use jiff::Timestamp;
use shared::{id::BookingId, limits};

use self::{
    list_view::{BookingsView, bookings},
    mails_view::BookingMails,
    view::{BookingView, booking},
};
use crate::{
    app::{App, problem::Problem, session::Session},
    platform::instant::instant,
    store::{
        booking::{
            self as store,
            list::{self, Direction, Wanted},
            reschedule as booking_reschedule,
        },
        document::detail,
        notice,
    },
    web::{
        admin_page::Place,
        filter::{BookingFilter, Span},
        parts::Paging,
        request::{Asked, frame},
    },
};

/// `GET /admin/bookings`.
///
/// # Errors
/// `validation` for a filter that no link or form makes.
pub async fn get_bookings(app: App, session: Session, asked: Asked) -> Result<Response, Problem> {
    let filter = BookingFilter::parse(&asked.fields(BookingFilter::NAMES)?)?;
    let today = session.date_of(app.now());
    let (found, counted) = app.read(list::list(&session.tenant, &wanted(&session, &filter, app.now()))).await?;
    let paging = Paging { page: filter.page, rows: counted.rows, page_rows: limits::PAGE_ROWS };
    let view = BookingsView { filter: &filter, rows: &found, paging, today };
    Ok(bookings(frame(&session, Place::Bookings), &view).into_response())
}

/// The instants between which a filter looks: its days in the tenant's zone, within its part of the time line.
fn wanted(session: &Session, filter: &BookingFilter, now: Timestamp) -> Wanted {
    let today = session.start_of(session.date_of(now));
    let first = filter.from.map(|day| session.start_of(day));
    let last = filter.to.and_then(|day| day.tomorrow().ok()).map(|day| session.start_of(day));
    let (from, until) = match filter.span {
        Span::Upcoming => (Some(first.map_or(today, |first| first.max(today))), last),
        Span::Past => (first, Some(last.map_or(today, |last| last.min(today)))),
        Span::All => (first, last),
    };
    Wanted {
        from: from.map(instant).unwrap_or_default(), // every stored instant sorts after the empty text
        until: until.map_or_else(|| "9999-12-31T23:59:59Z".to_owned(), instant),
        status: filter.status.clone(),
        search: filter.search.clone(),
        direction: if filter.span == Span::Upcoming { Direction::Forward } else { Direction::Backward },
        page: filter.page,
    }
}

/// `GET /admin/bookings/{id}`.
///
/// # Errors
/// `not-found`.
pub async fn get_booking(
    app: App,
    session: Session,
    Path(id): Path<String>,
    asked: Asked,
) -> Result<Response, Problem> {
    let done = asked.done()?;
    let id = BookingId::parse(&id).map_err(|_| Problem::not_found())?;
    let tenant = &session.tenant;
    let (found, documents, moves, mails, notices) = app
        .read((
            list::find(tenant, id),
            detail::of_booking(tenant, id),
            booking_reschedule::of_booking(tenant, id),
            notice::of_booking(tenant, id),
            notice::settings(tenant),
        ))
        .await?;
    let found = found.ok_or_else(Problem::not_found)?;
    let customer = found.customer()?;
    let grant = store::link_grant(&session.tenant, found.link_version, &found.ends_at, found.first_ends_at.as_deref())?;
    let manage_url = app.links().manage(id, grant);
    let view = BookingView {
        booking: &found,
        customer: &customer,
        documents: &documents,
        moves: &moves,
        mails: BookingMails {
            rows: &mails,
            facts: found.facts(),
            settings: &notices.settings,
            zone: &session.zone,
            now: app.now(),
        },
        manage_url: Some(&manage_url),
        zone: &session.zone,
        today: session.date_of(app.now()),
        done: match done.as_str() {
            "cancelled-credited" => {
                Some("The booking is cancelled and its time is free again. The invoice is credited.")
            }
            "moved" => Some("The booking is moved. Its old time is free again."),
            "cancelled" => Some("The booking is cancelled and its time is free again."),
            _ => None,
        },
    };
    Ok(booking(frame(&session, Place::Bookings), &view).into_response())
}
