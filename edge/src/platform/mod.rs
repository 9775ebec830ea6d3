//! Outgoing requests: over the Worker's `fetch`, and only to where they may go.

#[cfg(target_arch = "wasm32")]
pub mod assets;
#[cfg(target_arch = "wasm32")]
pub mod d1;
pub mod database;
pub mod digest;
#[cfg(target_arch = "wasm32")]
pub mod fetch;
pub mod instant;
pub mod mail;
pub mod ports;
#[cfg(target_arch = "wasm32")]
pub mod r2;
#[cfg(not(target_arch = "wasm32"))]
pub mod sqlite;
#[cfg(target_arch = "wasm32")]
pub(crate) mod timer;
