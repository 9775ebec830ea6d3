//! What the page Today shows: who comes next, what waits, and whether anything is wrong.

use jiff::civil::Date;
use serde::Deserialize;
use shared::{billing::quotation::Answer, id::TenantId};

use crate::platform::database::Query;

/// Rows of each list on the page.
const ROWS: u32 = 6;

/// The instants and dates that the counts are taken between.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Days {
    /// Now.
    pub now: String,
    /// Start of today in the tenant's zone.
    pub today_from: String,
    /// Start of tomorrow.
    pub tomorrow_from: String,
    /// Start of the day in a week.
    pub next_week_from: String,
    /// First day of the month.
    pub month_from: Date,
    /// Today: an invoice is overdue from the day after its due date.
    pub today: Date,
    /// Tasks of the outbox from before this instant are late.
    pub late_before: String,
}

/// A booking that comes next.
#[derive(Clone, Debug, Deserialize)]
pub struct NextBooking {
    /// UUIDv7.
    pub id: String,
    /// Reference for people.
    pub reference: String,
    /// Service.
    pub service_name: String,
    /// Resource.
    pub resource_name: String,
    /// Who booked.
    pub customer_name: String,
    /// Wall time of the start.
    pub local_starts_at: String,
    /// Wall time of the end.
    pub local_ends_at: String,
}

/// A quotation that waits for its invoice.
#[derive(Clone, Debug, Deserialize)]
pub struct WaitingQuotation {
    /// Handle.
    pub id: String,
    /// Number.
    pub number: String,
    /// Last day on which it may be accepted.
    pub valid_until: Date,
    /// Who gets it.
    pub buyer_name: String,
    /// Total with VAT in cents.
    pub total_with_vat: i64,
    /// What was booked; none where an admin wrote the quote.
    pub service_name: Option<String>,
    /// Wall time of the start.
    pub local_starts_at: Option<String>,
    /// Wall time of the end.
    pub local_ends_at: Option<String>,
    /// What the customer said to it.
    pub answer: Option<Answer>,
}

/// The figures of the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct TodayCounts {
    /// Bookings that start today.
    pub bookings_today: u64,
    /// Bookings from today on, for seven days.
    pub bookings_in_week: u64,
    /// 1 if there has ever been a booking.
    pub has_bookings: u64,
    /// Quotations without an invoice.
    pub quotations_waiting: u64,
    /// Invoices of this month.
    pub invoices_in_month: u64,
    /// Their total with VAT in cents.
    pub invoiced_in_month: i64,
    /// Invoices that are still to be paid after their due date.
    pub invoices_overdue: u64,
    /// What is due of them in cents.
    pub overdue: i64,
    /// Sites that may embed the widget.
    pub origins: u64,
    /// Tasks that should have been done by now.
    pub late_tasks: u64,
    /// Tasks that failed for good.
    pub failed_tasks: u64,
}

/// What comes next, what waits, and the figures.
pub fn read(
    tenant: &TenantId,
    days: &Days,
) -> (Query<Vec<NextBooking>>, Query<Vec<WaitingQuotation>>, Query<TodayCounts>) {
    let tenant = tenant.as_str();
    (
        Query::all::<NextBooking>(
            include_str!("list_next_bookings.sql"),
            [tenant.into(), days.now.as_str().into(), ROWS.into()],
        ),
        Query::all::<WaitingQuotation>(include_str!("list_waiting_quotations.sql"), [tenant.into(), ROWS.into()]),
        Query::one::<TodayCounts>(
            include_str!("count_today.sql"),
            [
                tenant.into(),
                days.today_from.as_str().into(),
                days.tomorrow_from.as_str().into(),
                days.next_week_from.as_str().into(),
                days.month_from.to_string().into(),
                days.late_before.as_str().into(),
                days.today.to_string().into(),
            ],
        ),
    )
}
