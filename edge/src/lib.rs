//! Bookslip's Worker: HTTP, D1, R2, queue, documents and the dashboard.
//!
//! Decisions live in `shared`. Here a request is parsed, facts are read, one batch is written and an answer is made.
//! Everything but `entry` and the adapters below `db` and `files` compiles natively, so a plain `cargo test` runs
//! the whole router over SQLite.
#![forbid(unsafe_code)]
#![deny(clippy::float_arithmetic)]

pub mod api;
pub mod app;
pub mod attempt;
pub mod auth;
pub mod conversion;
pub mod dashboard;
pub mod db;
pub mod delivery;
#[cfg(target_arch = "wasm32")]
mod entry;
pub mod files;
pub mod links;
pub mod logo;
pub mod mail;
pub mod moving;
#[cfg(not(target_arch = "wasm32"))]
pub mod native;
pub mod notices;
pub mod operator;
pub mod origin;
pub mod outbound;
pub mod outbox;
pub mod pages;
pub mod pdf;
pub mod peppol;
pub mod ports;
pub mod preflight;
pub mod problem;
pub mod router;
pub mod sealed;
pub mod store;
#[cfg(target_arch = "wasm32")]
mod timer;
pub mod webhooks;
pub mod work;
