//! What follows a booking or a document: what goes out, where it may go to, by which channel, and when it is tried again.

pub mod channel;
pub mod event;
pub mod follow;
pub mod notice;
pub mod peppol;
pub mod resend;
pub mod retry;
pub mod sent;
pub mod target;
pub mod task;
pub mod template;
pub mod webhook;
