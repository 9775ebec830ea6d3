//! Moving a booking: which other times it can take, and by whom it is then done. It keeps its service, its length and its
//! seats; who does it stays the same where that is possible.

#[cfg(test)]
mod tests;

use jiff::{Timestamp, ToSpan, civil::Date};

use super::slots::{Busy, OfferedSlot, ServiceTimes, SlotQuery, busy_interval, offer_slots, resources_offering};
use crate::{
    id::{ResourceId, ServiceId},
    tenant::settings::{Service, Tenant},
};

/// How long before its start a customer may still move or cancel a booking, in minutes: until it starts.
pub const CUSTOMER_NOTICE_MINUTES: u32 = 0;

/// Until when a customer may move or cancel a booking that starts then.
pub fn customers_may_change_until(starts_at: Timestamp) -> Timestamp {
    starts_at.saturating_sub(i64::from(CUSTOMER_NOTICE_MINUTES).minutes()).unwrap_or(starts_at)
}

/// Days ahead that an admin may move a booking to, whatever customers may book.
const ADMIN_WINDOW_DAYS: u32 = 730;

/// What a confirmed booking holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// The service.
    pub service: ServiceId,
    /// Who does it.
    pub resource: ResourceId,
    /// Seats.
    pub seats: u32,
    /// Start.
    pub starts_at: Timestamp,
    /// End, exclusive.
    pub ends_at: Timestamp,
    /// Busy from here, in UTC seconds, buffers included.
    pub busy_from: i64,
    /// Busy until here, exclusive.
    pub busy_until: i64,
}

/// Who moves it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MovedBy {
    /// The customer, by the manage link: under the rules of a new booking.
    Customer,
    /// An admin: notice and booking window are rules for customers.
    Admin,
}

impl MovedBy {
    /// As it is stored.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Customer => "customer",
            Self::Admin => "admin",
        }
    }
}

/// Where a booking goes. The database takes the first of the candidates that is free.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Move {
    /// Start.
    pub starts_at: Timestamp,
    /// End, exclusive.
    pub ends_at: Timestamp,
    /// Wall time of the start.
    pub local_starts_at: String,
    /// Wall time of the end.
    pub local_ends_at: String,
    /// Who could do it, the present one first; never empty.
    pub candidates: Vec<ResourceId>,
    /// Busy from here, in UTC seconds, buffers included.
    pub busy_from: i64,
    /// Busy until here, exclusive.
    pub busy_until: i64,
    /// Seats of one session.
    pub capacity: u32,
}

/// Why a booking cannot be moved, or not there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MoveError {
    /// For customers it has begun, for an admin it has ended.
    TooLate,
    /// The service is offered no more.
    ServiceGone,
    /// This start is not offered.
    NotOffered,
}

impl Held {
    /// The service with the length of this booking, under the rules for who moves it.
    fn times(&self, service: &Service, by: MovedBy) -> ServiceTimes {
        let minutes = self.ends_at.duration_since(self.starts_at).as_mins();
        let own =
            ServiceTimes { duration_minutes: u32::try_from(minutes).unwrap_or_default(), ..service.times.clone() };
        match by {
            MovedBy::Customer => own,
            MovedBy::Admin => ServiceTimes { minimum_notice_minutes: 0, booking_window_days: ADMIN_WINDOW_DAYS, ..own },
        }
    }

    /// The service, while the booking can be moved.
    ///
    /// # Errors
    /// [`MoveError::TooLate`], [`MoveError::ServiceGone`].
    pub fn movable<'a>(&self, tenant: &'a Tenant, by: MovedBy, now: Timestamp) -> Result<&'a Service, MoveError> {
        let until = match by {
            MovedBy::Customer => customers_may_change_until(self.starts_at),
            MovedBy::Admin => self.ends_at,
        };
        if now >= until {
            return Err(MoveError::TooLate);
        }
        tenant.services.iter().find(|service| service.id == self.service).ok_or(MoveError::ServiceGone)
    }

    /// The other times between two days that it can take. `busy` is what is busy around them, this booking included.
    ///
    /// # Errors
    /// [`MoveError::TooLate`], [`MoveError::ServiceGone`].
    pub fn offers(
        &self,
        tenant: &Tenant,
        (from, to): (Date, Date),
        mut busy: Vec<(ResourceId, Busy)>,
        by: MovedBy,
        now: Timestamp,
    ) -> Result<Vec<OfferedSlot>, MoveError> {
        let service = self.movable(tenant, by, now)?;
        let times = self.times(service, by);
        // Its own time is free for it. Bookings of one session can look the same, so only one of them goes.
        if let Some(own) = busy.iter().position(|(resource, interval)| *resource == self.resource && self.is(interval))
        {
            busy.swap_remove(own);
        }
        let calendars = tenant.calendars(service, None, |id| {
            busy.iter().filter(|(resource, _)| resource == id).map(|(_, interval)| interval.clone()).collect()
        });
        let query = SlotQuery { from, to, seats: self.seats };
        let mut offered = offer_slots(&query, &times, &tenant.opening_hours, &calendars, &tenant.zone, now);
        offered.retain(|slot| slot.starts_at != self.starts_at);
        Ok(offered)
    }

    fn is(&self, busy: &Busy) -> bool {
        let held = (self.busy_from, self.busy_until, self.starts_at.as_second(), self.ends_at.as_second(), self.seats);
        busy.service == self.service
            && held == (busy.busy_from, busy.busy_until, busy.starts_at, busy.ends_at, busy.seats)
    }

    /// Decides on a move to this start. What is busy there the database decides.
    ///
    /// # Errors
    /// [`MoveError`].
    pub fn move_to(
        &self,
        tenant: &Tenant,
        starts_at: Timestamp,
        by: MovedBy,
        now: Timestamp,
    ) -> Result<Move, MoveError> {
        let service = self.movable(tenant, by, now)?;
        let times = self.times(service, by);
        let calendars = tenant.calendars(service, None, |_| Vec::new());
        let mut candidates =
            resources_offering(starts_at, &times, &tenant.opening_hours, &calendars, &tenant.zone, now);
        if candidates.is_empty() || starts_at == self.starts_at || self.seats > times.capacity {
            return Err(MoveError::NotOffered);
        }
        // Stable: the others keep the tenant's order.
        candidates.sort_by_key(|resource| *resource != self.resource);
        let length = self.ends_at.duration_since(self.starts_at);
        let ends_at = starts_at.checked_add(length).map_err(|_| MoveError::NotOffered)?;
        let (busy_from, busy_until) = busy_interval(starts_at, &times);
        Ok(Move {
            starts_at,
            ends_at,
            local_starts_at: tenant.wall_time_of(starts_at),
            local_ends_at: tenant.wall_time_of(ends_at),
            candidates,
            busy_from,
            busy_until,
            capacity: times.capacity,
        })
    }
}
