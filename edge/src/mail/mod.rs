//! E-mail: what a mail is, and the way out of the house.
//!
//! Whoever writes to a customer makes a [`Mail`] and calls [`send`]. How it travels is the operator's choice: an SMTP
//! server, or Cloudflare's `send_email` binding. The answer tells three failures apart, because only one of them may be
//! repeated without care: [`MailError`].

pub mod mime;
#[cfg(target_arch = "wasm32")]
pub mod send_email;
pub mod server;
pub mod smtp;
#[cfg(target_arch = "wasm32")]
pub mod socket;
pub mod stream;
#[cfg(not(target_arch = "wasm32"))]
pub mod tcp;
pub mod transport;

use crate::{
    app::App,
    platform::mail::{Mail, MailError},
};

/// Sends a mail over the transport that the operator has set up.
///
/// # Errors
/// [`MailError`]: refused for good, not taken this time, unknown, or nothing set up.
pub async fn send(app: &App, mail: &Mail) -> Result<(), MailError> {
    app.ports().mail.send(mail).await
}
