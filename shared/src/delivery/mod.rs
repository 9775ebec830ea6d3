//! What follows a booking or a document: what goes out, by which channel, and when it is tried again.

pub mod notice;
pub mod peppol;
pub mod retry;
pub mod target;
pub mod task;
pub mod template;
pub mod webhook;
