//! Mail over Cloudflare's `send_email` binding. It gets the same bytes as an SMTP server would.

use std::sync::Arc;

use worker::{EmailMessage, SendEmail, send::SendFuture};

use super::mime;
use crate::platform::{
    database::BoxFuture,
    mail::{Mail, MailError},
    ports::{Clock, Mailer},
};

/// The binding EMAIL.
pub struct Binding {
    /// The binding.
    pub email: SendEmail,
    /// The address that mail leaves from; its domain is one that Cloudflare sends for.
    pub from: String,
    /// Present time.
    pub clock: Arc<dyn Clock>,
}

impl Mailer for Binding {
    fn send<'a>(&'a self, mail: &'a Mail) -> BoxFuture<'a, Result<(), MailError>> {
        Box::pin(SendFuture::new(async move {
            let bytes = mime::compose(mail, &self.from, self.clock.now())?;
            let raw = String::from_utf8_lossy(&bytes);
            let message = EmailMessage::new(&self.from, &mail.to.address, &raw).map_err(|it| meaning(it.into()))?;
            self.email.send(&message).await.map(|_| ()).map_err(|it| meaning(it.into()))
        }))
    }
}

/// A reader who may not be written to stays one; every other failure may be about the moment or the set-up, and a bounded
/// number of attempts follows.
fn meaning(error: worker::Error) -> MailError {
    let (said, is_permanent) = match error {
        worker::Error::EmailRecipientSuppressed(said) | worker::Error::EmailRecipientNotAllowed(said) => (said, true),
        other => (other.to_string(), false),
    };
    let said: String = said.chars().filter(|c| !c.is_control()).take(300).collect();
    let reason = format!("Cloudflare did not take the mail: {said}");
    if is_permanent { MailError::Refused { code: None, reason } } else { MailError::Later { reason } }
}
