//! Use cases: what spans several stores.

pub mod availability;
pub mod book;
pub mod delivery;
pub mod e_invoice;
pub mod file;
pub mod follow_up;
pub mod notice;
pub mod outbox;
pub mod peppol;
pub mod quotation;
pub mod reschedule;
pub mod tenant;
pub mod webhook;
