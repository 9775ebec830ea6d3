//! Moving a booking, for an admin: the day, its free times, the move.

use axum::{
    extract::Path,
    response::{IntoResponse, Response},
};
use jiff::{Timestamp, civil::Date};
use shared::{
    api::Code,
    booking::moving::{MoveError, MovedBy},
    fault::Fault,
    id::BookingId,
};

use super::reschedule_view::{MoveView, move_booking};
use crate::{
    app::{App, problem::Problem, session::Session},
    store::{document::detail, notice},
    web::{
        admin_page::Place,
        request::{Asked, Posted, frame, refused, see_other},
    },
    work::reschedule::{self, Movable, Outcome},
};

/// `GET /admin/bookings/{id}/move`: the free times of a day.
///
/// # Errors
/// `not-found`, `state-conflict` for a booking that cannot be moved.
pub async fn get_move(app: App, session: Session, Path(id): Path<String>, asked: Asked) -> Result<Response, Problem> {
    let fields = asked.fields(&["day"])?;
    let booking = BookingId::parse(&id).map_err(|_| Problem::not_found())?;
    let found = Movable::read(&app, &session.tenant, session.slug.as_str(), booking).await?;
    if found.booking.is_cancelled() {
        return Ok(see_other(&format!("/admin/bookings/{id}")));
    }
    let typed = fields.text("day");
    let day = typed.parse::<Date>().ok();
    let faults =
        if typed.is_empty() || day.is_some() { Vec::new() } else { vec![Fault::new("date", "day", "Choose a day.")] };
    page(&app, &session, (booking, &found), day, faults).await
}

/// `POST /admin/bookings/{id}/move`: moves it. The same form twice moves once.
///
/// # Errors
/// `not-found`, `cross-site`, `state-conflict`.
pub async fn post_move(
    app: App,
    session: Session,
    Path(id): Path<String>,
    posted: Posted,
) -> Result<Response, Problem> {
    let fields = posted.fields(&["starts_at", "sequence", "invoices", "day"])?;
    let booking = BookingId::parse(&id).map_err(|_| Problem::not_found())?;
    let day = fields.text("day").parse::<Date>().ok();
    let number = |name: &str| fields.text(name).parse::<u32>();
    let fault = match (fields.text("starts_at").parse::<Timestamp>(), number("sequence"), number("invoices")) {
        (Ok(starts_at), Ok(sequence), Ok(invoices)) => {
            let shown = (sequence, Some(invoices));
            let of = (&session.tenant, session.slug.as_str(), booking);
            match reschedule::move_booking(&app, of, starts_at, shown, MovedBy::Admin).await? {
                Outcome::Moved => return Ok(see_other(&format!("/admin/bookings/{id}?done=moved"))),
                Outcome::Cancelled => return Ok(see_other(&format!("/admin/bookings/{id}"))),
                Outcome::Impossible(error) => return Err(impossible(error)),
                Outcome::Taken => "That time is no longer free. Choose another one.",
                Outcome::Invoiced => {
                    "An invoice was made of this booking meanwhile, and it names the old time. Read what happens, and choose again if the booking is to be moved."
                }
                Outcome::Changed => {
                    "The booking was moved meanwhile. This is where it is now; move it again if need be."
                }
            }
        }
        _ => "Choose a time.",
    };
    let found = Movable::read(&app, &session.tenant, session.slug.as_str(), booking).await?;
    page(&app, &session, (booking, &found), day, vec![Fault::new("starts_at", "times", fault)]).await
}

async fn page(
    app: &App,
    session: &Session,
    (id, found): (BookingId, &Movable),
    day: Option<Date>,
    faults: Vec<Fault>,
) -> Result<Response, Problem> {
    let now = app.now();
    let day = day.unwrap_or_else(|| found.day(now));
    let times = found.times(app, day, MovedBy::Admin).await?.map_err(impossible)?;
    let tenant = &session.tenant;
    let (documents, notices) = app.read((detail::of_booking(tenant, id), notice::settings(tenant))).await?;
    let view = MoveView {
        id,
        booking: &found.booking,
        tenant: &found.tenant,
        times: &times,
        documents: &documents,
        today: session.date_of(now),
        tells: notices.settings.changes,
        faults: &faults,
    };
    let page = move_booking(frame(session, Place::Bookings), &view);
    Ok(if faults.is_empty() { page.into_response() } else { refused(Code::Validation, page) })
}

fn impossible(error: MoveError) -> Problem {
    let detail = match error {
        MoveError::TooLate => "The booking has taken place, so it cannot be moved.",
        MoveError::ServiceGone => "The service is offered no more, so there are no times to choose from.",
        MoveError::NotOffered => "The service is not offered at that time.",
    };
    Problem::new(Code::StateConflict, detail)
}
