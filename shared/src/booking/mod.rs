//! What can be booked, when, at what price; and the plan that a booking request becomes.

pub mod calendar_file;
pub mod moving;
pub mod offer;
pub mod plan;
pub mod price;
pub mod request;
pub mod schedule;
pub mod slots;
