//! Peppol: whether a buyer is there ([`lookup()`]), and the access point that a tenant sends through ([`access_point`]).

pub mod access_point;
pub mod lookup;
mod visit;

pub use self::lookup::{Found, last_lookup, look_up_again, lookup, lookup_any};
