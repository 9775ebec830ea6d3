//! Outgoing requests: over the Worker's `fetch`, and only to where they may go.

#[cfg(target_arch = "wasm32")]
pub mod fetch;
pub mod resolve;
