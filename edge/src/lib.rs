//! Bookslip's Worker: HTTP, D1, R2, queue, documents and the dashboard.
//!
//! Decisions live in `shared`. Here a request is parsed, facts are read, one batch is written and an answer is made.
//! Everything but `entry` and the adapters below `db` and `files` compiles natively, so a plain `cargo test` runs
//! the whole router over SQLite.
#![forbid(unsafe_code)]
#![deny(clippy::float_arithmetic)]

pub mod admin;
pub mod api;
pub mod app;
pub mod attempt;
pub mod customer;
#[cfg(target_arch = "wasm32")]
mod entry;
pub mod mail;
#[cfg(not(target_arch = "wasm32"))]
pub mod native;
pub mod operator;
pub mod pdf;
pub mod platform;
pub mod router;
pub mod store;
pub mod web;
pub mod work;
