//! Outgoing requests from the Worker.

pub mod fetch;
