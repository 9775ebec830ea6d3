//! The booking widget of Bookslip: a Leptos application in an open shadow root on somebody else's page.
//!
//! It decides nothing about money or policy: it shows what the API answers and sends what the customer chose. The parts
//! without a browser ([`flow`], [`calendar`], [`agenda`], [`cause`], [`draft`], [`attempt`], [`messages`]) run in native tests; `app`
//! and `view` draw; `mount`, `client`, `json` and `browser` touch the page and the network.

pub mod agenda;
pub mod attempt;
pub mod calendar;
pub mod cause;
pub mod draft;
pub mod flow;
pub mod messages;

mod app;
mod browser;
mod client;
mod format;
mod json;
mod mount;
mod submit;
mod times;
mod view;

pub use mount::{Handle, mount, start};
