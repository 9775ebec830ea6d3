//! Moves of bookings: what one is decided from, the batch that does it, and the moves that were.

use jiff::Timestamp;
use serde::Deserialize;
use shared::{
    booking::moving::{Held, Move, MovedBy},
    id::{BookingId, ResourceId, ServiceId, TenantId},
    tenant::settings::Tenant,
};

use crate::{
    platform::{
        database::{DatabaseError, Query, Statement},
        instant::instant,
    },
    store::{
        tenant::guard,
        write::{Happened, Write, WriteContext},
    },
};

/// A booking as a move sees it.
#[derive(Clone, Debug, Deserialize)]
pub struct BookingToMove {
    /// Reference for people.
    pub reference: String,
    status: String,
    service_id: String,
    /// Name of the service.
    pub service_name: String,
    resource_id: String,
    /// Who does it.
    pub resource_name: String,
    seats: u32,
    /// UTC instant.
    pub starts_at: String,
    ends_at: String,
    /// Wall time of the start.
    pub local_starts_at: String,
    /// Wall time of the end.
    pub local_ends_at: String,
    /// SEQUENCE of its calendar file: a page that shows another one shows another state.
    pub sequence: u32,
    /// Who booked.
    pub customer_name: String,
    busy_from: Option<i64>,
    busy_until: Option<i64>,
    /// Invoices of it, which keep the time that they name.
    pub invoices: u32,
}

impl BookingToMove {
    /// Whether it was cancelled.
    pub fn is_cancelled(&self) -> bool {
        self.status == "cancelled"
    }

    /// What it holds.
    ///
    /// # Errors
    /// [`DatabaseError::Defect`] if it is confirmed and holds nothing.
    pub fn held(&self) -> Result<Held, DatabaseError> {
        let defect = || DatabaseError::Defect("booking to move".into());
        let instant = |text: &str| text.parse::<Timestamp>().map_err(|_| defect());
        let (busy_from, busy_until) = self.busy_from.zip(self.busy_until).ok_or_else(defect)?;
        Ok(Held {
            service: ServiceId::new(self.service_id.as_str()),
            resource: ResourceId::new(self.resource_id.as_str()),
            seats: self.seats,
            starts_at: instant(&self.starts_at)?,
            ends_at: instant(&self.ends_at)?,
            busy_from,
            busy_until,
        })
    }
}

/// What a move is decided from.
pub fn find(tenant: &TenantId, id: BookingId) -> Query<Option<BookingToMove>> {
    let values = [tenant.as_str().into(), id.to_string().into()];
    Query::first::<BookingToMove>(include_str!("booking_to_move.sql"), values)
}

/// A move that was.
#[derive(Clone, Debug, Deserialize)]
pub struct PastMove {
    /// Wall time of the start before it.
    pub from_local_starts_at: String,
    /// Wall time of the end before it.
    pub from_local_ends_at: String,
    /// Who would have done it.
    pub from_resource_name: String,
    /// Wall time of the start since then.
    pub local_starts_at: String,
    /// Wall time of the end since then.
    pub local_ends_at: String,
    /// UTC instant.
    pub moved_at: String,
    /// `customer` or `admin`.
    pub moved_by: String,
}

/// The moves of a booking in order.
pub fn of_booking(tenant: &TenantId, id: BookingId) -> Query<Vec<PastMove>> {
    let values = [tenant.as_str().into(), id.to_string().into()];
    Query::all::<PastMove>(include_str!("moves_of_booking.sql"), values)
}

/// What a decision to move knew of a booking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Known {
    /// SEQUENCE of its calendar file.
    pub sequence: u32,
    /// Invoices of it.
    pub invoices: u32,
}

/// Moves a booking that still has this sequence and so many invoices: or nothing happens.
///
/// The batch aborts as `settings_changed`, as `booking_invoiced`, or as `slot_taken` if no candidate is free or the booking is
/// another one by now.
///
/// # Errors
/// [`DatabaseError::Defect`] if the candidates cannot be written as JSON.
pub fn place(
    context: &WriteContext<'_>,
    tenant: &Tenant,
    booking: BookingId,
    Known { sequence, invoices }: Known,
    to: &Move,
    by: MovedBy,
) -> Result<Write, DatabaseError> {
    let (tenant_id, id) = (tenant.id.as_str(), booking.to_string());
    let candidates: Vec<&str> = to.candidates.iter().map(|resource| resource.as_str()).collect();
    let candidates =
        serde_json::to_string(&candidates).map_err(|error| DatabaseError::Defect(format!("move: {error}")))?;
    let (starts_at, ends_at) = (to.starts_at.as_second(), to.ends_at.as_second());
    let write = Write::new([
        guard::unchanged(&tenant.id, tenant.settings_version),
        Statement::new(
            include_str!("guard_booking_invoiced.sql"),
            [tenant_id.into(), id.as_str().into(), invoices.into()],
        ),
        Statement::new(
            include_str!("insert_booking_move.sql"),
            [
                tenant_id.into(),
                id.as_str().into(),
                sequence.into(),
                instant(to.starts_at).into(),
                to.local_starts_at.as_str().into(),
                to.local_ends_at.as_str().into(),
                instant(context.now).into(),
                by.as_str().into(),
            ],
        ),
        Statement::new(include_str!("delete_busy.sql"), [tenant_id.into(), id.as_str().into()]),
        Statement::new(
            include_str!("move_booking.sql"),
            [
                tenant_id.into(),
                id.as_str().into(),
                sequence.into(),
                instant(to.starts_at).into(),
                instant(to.ends_at).into(),
                tenant.time_zone.as_str().into(),
                to.local_starts_at.as_str().into(),
                to.local_ends_at.as_str().into(),
                candidates.into(),
                to.busy_from.into(),
                to.busy_until.into(),
                starts_at.into(),
                ends_at.into(),
                to.capacity.into(),
            ],
        ),
        Statement::new(include_str!("guard_slot_taken.sql"), []),
        Statement::new(
            include_str!("insert_busy.sql"),
            [
                tenant_id.into(),
                id.into(),
                starts_at.into(),
                ends_at.into(),
                to.busy_from.into(),
                to.busy_until.into(),
                to.capacity.into(),
            ],
        ),
    ]);
    Ok(write.happens(Happened::BookingRescheduled { booking }))
}
