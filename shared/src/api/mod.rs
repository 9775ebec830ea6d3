//! Wire types of the public API, shared by widget and edge. No logic: amounts are decimal strings, instants are
//! RFC 3339 in UTC, civil dates are `YYYY-MM-DD`. Parsing into typed values happens in [`crate::booking::request`].

mod booking;
mod catalogue;
mod problem;
mod slots;

pub use booking::{
    AddressFields, BookingAnswer, BookingSummary, CompanyFields, CustomerFields, DocumentKind, DocumentSummary,
    PutBooking,
};
pub use catalogue::{BookingOffer, Catalogue, DueRule, OfferedDocument, Portal, Price, ServiceOffer, TenantSummary};
pub use problem::{Code, Problem, ProblemItem};
pub use slots::{Slot, SlotList};
