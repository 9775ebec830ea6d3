//! What is true without a network: booking, the rule "invoice or quote", money and documents.
//!
//! Every function here is pure. The clock, ids and the time zone are arguments; there is no storage, no randomness and
//! no `async`, so each decision is tested natively in milliseconds. `edge` parses, calls, stores and answers; `widget` shows.
#![forbid(unsafe_code)]
#![deny(clippy::float_arithmetic)]

pub mod api;
pub mod billing;
pub mod booking;
pub mod delivery;
pub mod fault;
pub mod format;
pub mod id;
pub mod language;
pub mod limits;
pub mod money;
pub mod particulars;
pub mod search;
pub mod tenant;
pub mod ubl;
