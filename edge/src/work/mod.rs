//! Use cases: what spans several stores.

pub mod follow_up;
