//! `GET /api/v1/{tenant}/slots`: when a service can start.

use serde::{Deserialize, Serialize};

/// Offered starts in ascending order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SlotList {
    /// The tenant's IANA time zone, for labels.
    pub time_zone: String,
    /// Offered slots; each start occurs once.
    pub slots: Vec<Slot>,
    /// Civil dates of the tenant on which the service would be offered, had not somebody else booked or nobody been away.
    pub full: Vec<String>,
}

/// One offered start.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Slot {
    /// RFC 3339 UTC instant of the start.
    pub starts_at: String,
    /// RFC 3339 UTC instant of the end (exclusive).
    pub ends_at: String,
    /// Seats that can still be booked, over all resources; at least 1.
    pub seats_left: u32,
}
