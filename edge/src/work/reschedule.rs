//! Moving a booking: which times it can take, and the move itself. The booking's page in the dashboard and the customer's own page
//! both come through here.

use std::sync::Arc;

use jiff::{Timestamp, ToSpan, civil::Date};
use shared::{
    booking::{
        moving::{Held, MoveError, MovedBy},
        slots::OfferedSlot,
    },
    id::{BookingId, Slug, TenantId},
    tenant::settings::Tenant,
};

use super::{follow_up::with_consequences, tenant::fresh_tenant};
use crate::{
    app::{App, problem::Problem},
    attempt::{Failed, decide_again},
    platform::{
        database::{DatabaseError, Refused},
        instant::instant,
    },
    store::{
        booking::reschedule::{self, BookingToMove, Known},
        tenant,
    },
};

/// Days that are looked through for a free time.
const DAYS_AHEAD: i64 = 14;

/// A booking with the configuration that decides where it can go.
pub struct Movable {
    /// The tenant, as it is stored now.
    pub tenant: Arc<Tenant>,
    /// The booking.
    pub booking: BookingToMove,
    id: BookingId,
}

/// The free times of a day.
pub struct Times {
    /// The day.
    pub day: Date,
    /// Its free times.
    pub slots: Vec<OfferedSlot>,
    /// Where the day has none: the next day that has one, within two weeks.
    pub next: Option<Date>,
}

/// What became of a move.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The booking takes place then, by this request or by an earlier one of the same form.
    Moved,
    /// The time is not free any more.
    Taken,
    /// The booking is not the one that the form showed: it was moved meanwhile.
    Changed,
    /// It was invoiced since the form was shown, and the invoice keeps the old time.
    Invoiced,
    /// It was cancelled.
    Cancelled,
    /// It cannot be moved at all.
    Impossible(MoveError),
}

impl Movable {
    /// Reads a booking of a tenant.
    ///
    /// # Errors
    /// `not-found`.
    pub async fn read(app: &App, tenant: &TenantId, slug: &str, id: BookingId) -> Result<Self, Problem> {
        let slug = Slug::parse(slug).map_err(|_| Problem::not_found())?;
        let booking = app.read(reschedule::find(tenant, id)).await?.ok_or_else(Problem::not_found)?;
        Ok(Self { tenant: fresh_tenant(app, &slug).await?, booking, id })
    }

    fn held(&self) -> Result<Held, Problem> {
        self.booking.held().map_err(Problem::from)
    }

    /// The day that a page shows if none is asked for: the one of the booking, or today if that is past.
    pub fn day(&self, now: Timestamp) -> Date {
        let today = self.tenant.date_of(now);
        let own = self.booking.local_starts_at.get(..10).and_then(|text| text.parse::<Date>().ok());
        own.map_or(today, |own| own.max(today))
    }

    /// The free times of a day.
    ///
    /// # Errors
    /// A [`Problem`] of ours; inside, what makes a move impossible.
    pub async fn times(&self, app: &App, day: Date, by: MovedBy) -> Result<Result<Times, MoveError>, Problem> {
        let last = day.checked_add(DAYS_AHEAD.days()).unwrap_or(day);
        // A civil date is at most 14 hours away from UTC, and intervals that reach in from the days around count, too.
        let midnight = |date: Date, hours: i64| {
            let utc = date.to_zoned(jiff::tz::TimeZone::UTC).map_or(Timestamp::UNIX_EPOCH, |zoned| zoned.timestamp());
            utc.checked_add(hours.hours()).unwrap_or(utc)
        };
        let busy = tenant::busy_between(&self.tenant.slug, midnight(day, -48), midnight(last, 96));
        let busy = app.read(busy).await?;
        let offered = self.held()?.offers(&self.tenant, (day, last), busy, by, app.now());
        Ok(offered.map(|offered| {
            let (slots, later): (Vec<_>, Vec<_>) =
                offered.into_iter().partition(|slot| self.tenant.date_of(slot.starts_at) == day);
            let next = later.first().map(|slot| self.tenant.date_of(slot.starts_at)).filter(|_| slots.is_empty());
            Times { day, slots, next }
        }))
    }
}

/// Moves a booking to this start, if it still is the one that the form showed. The same form twice moves once. A form that told of
/// the booking's invoices says how many it showed.
///
/// # Errors
/// `not-found`, or a [`Problem`] of ours.
pub async fn move_booking(
    app: &App,
    of: (&TenantId, &str, BookingId),
    starts_at: Timestamp,
    (sequence, invoices): (u32, Option<u32>),
    by: MovedBy,
) -> Result<Outcome, Problem> {
    let (tenant, slug, id) = of;
    let moved = decide_again(|failure| async move {
        let found = Movable::read(app, tenant, slug, id).await?;
        if found.booking.is_cancelled() {
            return Ok(Outcome::Cancelled);
        }
        if found.booking.starts_at == instant(starts_at) {
            return Ok(Outcome::Moved);
        }
        if found.booking.sequence != sequence {
            return Ok(Outcome::Changed);
        }
        let known = Known { sequence, invoices: found.booking.invoices };
        if invoices.is_some_and(|shown| shown != known.invoices) {
            return Ok(Outcome::Invoiced);
        }
        // Somebody has it. Had this been the echo of our own move, the booking would start there.
        if failure == Some(DatabaseError::Refused(Refused::SlotTaken)) {
            return Ok(Outcome::Taken);
        }
        let to = match found.held()?.move_to(&found.tenant, starts_at, by, app.now()) {
            Ok(to) => to,
            Err(MoveError::NotOffered) => return Ok(Outcome::Taken),
            Err(error) => return Ok(Outcome::Impossible(error)),
        };
        let context = app.write_context(tenant);
        let write = reschedule::place(&context, &found.tenant, found.id, known, &to, by)?;
        match app.write(with_consequences(&context, write)).await {
            Ok(()) => {
                app.follow(tenant);
                Ok(Outcome::Moved)
            }
            Err(error @ DatabaseError::Refused(Refused::SlotTaken)) => Err(Failed::Outdated(error)),
            Err(error) => Err(error.into()),
        }
    });
    Ok(moved.await?.unwrap_or(Outcome::Changed))
}
