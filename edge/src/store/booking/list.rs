//! Bookings as lists and details show them.

use crate::platform::database::{Counted, DatabaseError, Query, rows_before};
use jiff::Timestamp;
use serde::Deserialize;
use shared::{
    billing::{
        party::Address,
        quotation::{Answer, Outcome},
    },
    delivery::notice::BookingFacts,
    id::{BookingId, TenantId},
    limits,
};

/// In which order a list runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// The earliest first: what comes next.
    Forward,
    /// The latest first: what has been.
    Backward,
}

/// Which bookings a list shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// First instant.
    pub from: String,
    /// Instant after the last.
    pub until: String,
    /// `confirmed`, `cancelled`, or empty for both.
    pub status: String,
    /// Text in customer, e-mail, reference, service, resource or document number; may be empty.
    pub search: String,
    /// Order.
    pub direction: Direction,
    /// Page, from 1.
    pub page: u32,
}

/// A booking in a list.
#[derive(Clone, Debug, Deserialize)]
pub struct BookingRow {
    /// UUIDv7.
    pub id: String,
    /// Reference for people.
    pub reference: String,
    /// `confirmed` or `cancelled`.
    pub status: String,
    /// Service at booking time.
    pub service_name: String,
    /// Resource at booking time.
    pub resource_name: String,
    /// Seats.
    pub seats: u32,
    /// Who booked.
    pub customer_name: String,
    /// Wall time of the start.
    pub local_starts_at: String,
    /// Wall time of the end.
    pub local_ends_at: String,
    /// Its invoice.
    pub invoice_id: Option<String>,
    /// Number of the invoice.
    pub invoice_number: Option<String>,
    /// Its quotation.
    pub quotation_id: Option<String>,
    /// Number of the quotation.
    pub quotation_number: Option<String>,
    /// Last day of the quotation.
    pub valid_until: Option<String>,
    /// How the quotation ended.
    pub quotation_outcome: Option<Outcome>,
    /// What the customer said to it.
    pub quotation_answer: Option<Answer>,
}

/// One page of bookings, and how many there are in all.
pub fn list(tenant: &TenantId, wanted: &Wanted) -> (Query<Vec<BookingRow>>, Query<Counted>) {
    let filter = [
        tenant.as_str().into(),
        wanted.from.as_str().into(),
        wanted.until.as_str().into(),
        wanted.status.as_str().into(),
        wanted.search.as_str().into(),
    ];
    let page = [limits::PAGE_ROWS.into(), rows_before(wanted.page).into()];
    let page = filter.clone().into_iter().chain(page);
    let rows = match wanted.direction {
        Direction::Forward => Query::all::<BookingRow>(include_str!("list_bookings_forward.sql"), page),
        Direction::Backward => Query::all::<BookingRow>(include_str!("list_bookings_backward.sql"), page),
    };
    (rows, Query::one::<Counted>(include_str!("count_bookings.sql"), filter))
}

/// A booking with all that its page shows.
#[derive(Clone, Debug, Deserialize)]
pub struct BookingDetail {
    /// UUIDv7.
    pub id: String,
    /// Reference for people.
    pub reference: String,
    /// `confirmed` or `cancelled`.
    pub status: String,
    /// Service at booking time.
    pub service_name: String,
    /// Resource at booking time.
    pub resource_name: String,
    /// Seats.
    pub seats: u32,
    /// UTC instant of the start.
    pub starts_at: Timestamp,
    /// UTC instant of the end.
    pub ends_at: String,
    /// SEQUENCE, raised by every change.
    pub sequence: u32,
    /// IANA zone of the wall times.
    pub time_zone: String,
    /// Wall time of the start.
    pub local_starts_at: String,
    /// Wall time of the end.
    pub local_ends_at: String,
    /// Language of the customer's pages.
    pub language: String,
    /// Who booked, as JSON; see [`BookingDetail::customer`].
    #[serde(rename = "customer")]
    customer_json: String,
    /// Name of who booked.
    pub customer_name: String,
    /// Message of the customer.
    pub notes: Option<String>,
    /// UTC instant.
    pub created_at: String,
    /// UTC instant.
    pub cancelled_at: Option<String>,
    /// `customer` or `admin`.
    pub cancelled_by: Option<String>,
    /// Present version of its links.
    pub link_version: i64,
    /// The end that it had when it was made, once it was moved.
    pub first_ends_at: Option<String>,
    /// The contact that the customer is, or became.
    pub contact_id: String,
}

/// Who booked, as typed.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct StoredCustomer {
    /// Full name.
    pub name: String,
    /// E-mail address.
    pub email: String,
    /// Phone number.
    pub phone: Option<String>,
    /// Company that is invoiced.
    pub company: Option<String>,
    /// Its VAT identifier.
    pub vat_identifier: Option<String>,
    /// Invoice address.
    pub address: Option<Address>,
}

impl BookingDetail {
    /// Whether it was cancelled.
    pub fn is_cancelled(&self) -> bool {
        self.status == "cancelled"
    }

    /// What decides about its notices.
    pub fn facts(&self) -> BookingFacts {
        BookingFacts { is_cancelled: self.is_cancelled(), sequence: self.sequence, starts_at: self.starts_at }
    }

    /// Who booked.
    ///
    /// # Errors
    /// [`DatabaseError::Defect`] if the stored JSON has another shape.
    pub fn customer(&self) -> Result<StoredCustomer, DatabaseError> {
        serde_json::from_str(&self.customer_json).map_err(|error| DatabaseError::Defect(format!("customer: {error}")))
    }
}

/// One booking.
pub fn find(tenant: &TenantId, id: BookingId) -> Query<Option<BookingDetail>> {
    let values = [tenant.as_str().into(), id.to_string().into()];
    Query::first::<BookingDetail>(include_str!("find_booking.sql"), values)
}
