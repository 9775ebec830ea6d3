//! When a service can start: the grid inside the working ranges, less what is busy.
//!
//! `offer_slots` answers what a customer may choose. `resources_offering` answers, when the choice comes back, who could take
//! it; it leaves busy times out because the database refuses an overlap in the write itself. Both walk the same candidates,
//! so a start is accepted exactly if it would be offered.
//!
//! All times inside are whole minutes of wall time or seconds of UTC in `i64`. Dates end at the year 9999 and lengths are
//! `u32` minutes, so no sum comes near the bounds of the type.

mod wall_clock;

#[cfg(test)]
mod collected;
#[cfg(test)]
mod reference;
#[cfg(test)]
mod tests;

use jiff::{Timestamp, civil::Date, tz::TimeZone};

use self::wall_clock::WallClock;
use super::schedule::{DAY_MINUTES, Schedule, WallRange, epoch_day, working_ranges};
use crate::id::{ResourceId, ServiceId};

/// How a service uses time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceTimes {
    /// The service; bookings of the same service, start and end share a session.
    pub service: ServiceId,
    /// Length of the core interval, in elapsed minutes. Zero offers nothing.
    pub duration_minutes: u32,
    /// Step of the grid of starts, in wall-clock minutes. Zero offers nothing.
    pub slot_interval_minutes: u32,
    /// Whether the grid is counted from the full hour at or before the opening instead of from the opening.
    pub align_to_hour: bool,
    /// Busy time before the core interval, in elapsed minutes.
    pub buffer_before_minutes: u32,
    /// Busy time after the core interval, in elapsed minutes.
    pub buffer_after_minutes: u32,
    /// The earliest start is this much elapsed time after now.
    pub minimum_notice_minutes: u32,
    /// The last date with a start is so many days after today, in the tenant's zone.
    pub booking_window_days: u32,
    /// Seats of one session on one resource.
    pub capacity: u32,
}

/// Time in which a resource is taken: a booking with its buffers, or an absence. UTC seconds, half-open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Busy {
    /// Start, buffer included.
    pub busy_from: i64,
    /// End, buffer included.
    pub busy_until: i64,
    /// The booked service.
    pub service: ServiceId,
    /// Start of the core interval.
    pub starts_at: i64,
    /// End of the core interval.
    pub ends_at: i64,
    /// Seats that are taken of the session.
    pub seats: u32,
}

/// One resource: its hours and what is busy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResourceCalendar {
    /// The resource.
    pub resource: ResourceId,
    /// Its own hours within the company's; `None` means the company's hours alone.
    pub schedule: Option<Schedule>,
    /// Busy intervals in any order; those outside of the queried dates have no effect.
    pub busy: Vec<Busy>,
}

/// Which starts are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SlotQuery {
    /// First tenant-local date of a start.
    pub from: Date,
    /// Last tenant-local date of a start, inclusive. The caller bounds the number of days.
    pub to: Date,
    /// Seats that must be left, at least 1.
    pub seats: u32,
}

/// A start that can be booked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfferedSlot {
    /// Start of the core interval.
    pub starts_at: Timestamp,
    /// End of the core interval, exclusive.
    pub ends_at: Timestamp,
    /// The resources that can take it, in the order given, each with the seats left on it.
    pub free: Vec<(ResourceId, u32)>,
}

impl OfferedSlot {
    /// Seats left over all resources.
    pub fn seats_left(&self) -> u32 {
        self.free.iter().fold(0, |sum, (_, seats)| sum.saturating_add(*seats))
    }
}

/// The starts that can be booked, ascending, each once.
pub fn offer_slots(
    query: &SlotQuery,
    service: &ServiceTimes,
    company: &Schedule,
    resources: &[ResourceCalendar],
    zone: &TimeZone,
    now: Timestamp,
) -> Vec<OfferedSlot> {
    if query.seats == 0 {
        return Vec::new();
    }
    let Some(grid) = Grid::new(service, zone, now, epoch_day(query.from), epoch_day(query.to)) else {
        return Vec::new();
    };
    // Most resources work the company's hours, so its starts are computed once.
    let company_starts = grid.starts(company, None);
    let mut free: Vec<(i64, &ResourceId, u32)> = Vec::with_capacity(company_starts.len());
    for calendar in resources {
        let own_starts = calendar.schedule.as_ref().map(|schedule| grid.starts(company, Some(schedule)));
        let starts = own_starts.as_ref().unwrap_or(&company_starts);
        let seats_left = seats_left(service, &calendar.busy, starts);
        let enough = seats_left.filter(|(_, seats)| *seats >= query.seats);
        free.extend(enough.map(|(start, seats)| (start, &calendar.resource, seats)));
    }
    // Stable, so resources keep their order; and made of sorted runs, which this sort only has to merge.
    free.sort_by_key(|(start, ..)| *start);
    free.chunk_by(|(a, ..), (b, ..)| a == b)
        .filter_map(|same_start| {
            let (start, ..) = *same_start.first()?;
            Some(OfferedSlot {
                starts_at: Timestamp::from_second(start).ok()?,
                ends_at: Timestamp::from_second(start + seconds(service.duration_minutes)).ok()?,
                free: same_start.iter().map(|(_, resource, seats)| ((*resource).clone(), *seats)).collect(),
            })
        })
        .collect()
}

/// The resources that would offer exactly this start if nothing were busy (the database decides what is busy). Empty: the
/// start is not offered.
pub fn resources_offering(
    starts_at: Timestamp,
    service: &ServiceTimes,
    company: &Schedule,
    resources: &[ResourceCalendar],
    zone: &TimeZone,
    now: Timestamp,
) -> Vec<ResourceId> {
    let day = epoch_day(zone.to_datetime(starts_at).date());
    let Some(grid) = Grid::new(service, zone, now, day, day) else { return Vec::new() };
    let on_grid = |starts: &[i64]| {
        starts.iter().any(|start| Timestamp::from_second(*start).is_ok_and(|instant| instant == starts_at))
    };
    let company_offers = on_grid(&grid.starts(company, None));
    let offering = resources.iter().filter(|calendar| match &calendar.schedule {
        Some(schedule) => on_grid(&grid.starts(company, Some(schedule))),
        None => company_offers,
    });
    offering.map(|calendar| calendar.resource.clone()).collect()
}

/// UTC seconds `(busy_from, busy_until)` of a booking that starts then, buffers included.
pub fn busy_interval(starts_at: Timestamp, service: &ServiceTimes) -> (i64, i64) {
    busy_interval_at(starts_at.as_second(), service)
}

fn busy_interval_at(start: i64, service: &ServiceTimes) -> (i64, i64) {
    let occupied_after_start = seconds(service.duration_minutes) + seconds(service.buffer_after_minutes);
    (start - seconds(service.buffer_before_minutes), start + occupied_after_start)
}

/// The candidates of one service on a range of days: everything that can be said before looking at busy times.
struct Grid<'a> {
    service: &'a ServiceTimes,
    clock: WallClock,
    first_day: i64,
    last_day: i64,
    /// First second at which a start has enough notice.
    earliest: i64,
}

impl<'a> Grid<'a> {
    /// `None` if nothing can be offered on these days.
    fn new(service: &'a ServiceTimes, zone: &TimeZone, now: Timestamp, first_day: i64, last_day: i64) -> Option<Self> {
        if service.duration_minutes == 0 || service.slot_interval_minutes == 0 || service.capacity == 0 {
            return None;
        }
        let today = epoch_day(zone.to_datetime(now).date());
        // One day of slack: where a clock goes back over midnight, yesterday's date comes again.
        let first_day = first_day.max(today - 1);
        let last_day = last_day.min(today + i64::from(service.booking_window_days));
        // Starts are whole seconds, so a fraction of a second in `now` moves the first possible one up, never down.
        let now_rounded_up = now.as_second() + i64::from(now.subsec_nanosecond() > 0);
        (first_day <= last_day).then(|| Self {
            service,
            clock: WallClock::new(zone, first_day, last_day + days_spanned(service)),
            first_day,
            last_day,
            earliest: now_rounded_up + seconds(service.minimum_notice_minutes),
        })
    }

    /// UTC seconds of every start that the hours allow, ascending.
    fn starts(&self, company: &Schedule, resource: Option<&Schedule>) -> Vec<i64> {
        let days = self.first_day..=self.last_day + days_spanned(self.service);
        let mut starts = Vec::new();
        for range in working_ranges(company, resource, days) {
            self.push_starts(range, &mut starts);
        }
        // Already in order but where a clock goes back: there, the order of wall times is not the order of instants.
        starts.sort_unstable();
        starts
    }

    /// The starts inside one working range. The grid begins anew at the opening on each date, which is 00:00 where the range
    /// goes on from the date before, so it does not depend on the queried dates.
    fn push_starts(&self, range: WallRange, starts: &mut Vec<i64>) {
        let interval = i64::from(self.service.slot_interval_minutes);
        let first_start = self.clock.resolve(range.opens * 60).max(self.earliest);
        let last_start = self.clock.resolve(range.closes * 60) - seconds(self.service.duration_minutes);
        let mut opening = range.opens;
        while opening < range.closes && opening.div_euclid(DAY_MINUTES) <= self.last_day {
            let midnight = (opening.div_euclid(DAY_MINUTES) + 1) * DAY_MINUTES;
            let closing = range.closes.min(midnight);
            let mut candidate = opening;
            if self.service.align_to_hour {
                let past_the_hour = opening.rem_euclid(60);
                let steps = (past_the_hour + interval - 1).div_euclid(interval);
                candidate = opening - past_the_hour + steps * interval;
            }
            while candidate < closing {
                let instants = self.clock.instants(candidate * 60);
                starts.extend(instants.filter(|instant| (first_start..=last_start).contains(instant)));
                candidate += interval;
            }
            opening = midnight;
        }
    }
}

/// How many days after its start a booking can still run, with a day to spare for a clock change.
fn days_spanned(service: &ServiceTimes) -> i64 {
    i64::from(service.duration_minutes) / DAY_MINUTES + 2
}

/// Each start with the seats left on a resource that is busy at these times; 0 where it is taken by something else.
fn seats_left(service: &ServiceTimes, busy: &[Busy], starts: &[i64]) -> impl Iterator<Item = (i64, u32)> {
    let mut by_start: Vec<&Busy> = busy.iter().collect();
    by_start.sort_by_key(|taken| taken.busy_from);
    let mut over = 0;
    starts.iter().map(move |start| {
        let (from, until) = busy_interval_at(*start, service);
        // Starts ascend, so what has ended before this one has ended before all that follow.
        over += by_start.iter().skip(over).take_while(|taken| taken.busy_until <= from).count();
        let session = (*start, *start + seconds(service.duration_minutes));
        let mut seats_taken: u32 = 0;
        for taken in by_start.iter().skip(over).take_while(|taken| taken.busy_from < until) {
            let same_session = (taken.starts_at, taken.ends_at) == session && taken.service == service.service;
            if same_session {
                seats_taken = seats_taken.saturating_add(taken.seats);
            } else if taken.busy_until > from {
                return (*start, 0);
            }
        }
        (*start, service.capacity.saturating_sub(seats_taken))
    })
}

fn seconds(minutes: u32) -> i64 {
    i64::from(minutes) * 60
}
