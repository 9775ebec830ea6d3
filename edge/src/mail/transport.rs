//! Which way mail leaves: chosen once, from what the operator has set up.

use std::sync::Arc;

use super::{
    mime,
    server::Server,
    smtp::{self, Envelope, Limits},
    stream::Sockets,
};
use crate::platform::{
    database::BoxFuture,
    mail::{Mail, MailError},
    ports::{Clock, Mailer},
};

/// What the operator has set up. An empty text counts as none.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// SMTP_URL, a secret.
    pub smtp_url: Option<String>,
    /// MAIL_FROM: the address that mail leaves from, such as `noreply@site.example`.
    pub mail_from: Option<String>,
    /// OUTBOUND_ALLOW: `host:port` pairs, separated by commas, that may be spoken to without TLS.
    pub outbound_allow: String,
}

/// Chooses the way out: the SMTP server if there is one, else the other way, else none.
pub fn choose(
    settings: &Settings,
    sockets: Arc<dyn Sockets>,
    clock: Arc<dyn Clock>,
    otherwise: impl FnOnce(String) -> Option<Arc<dyn Mailer>>,
) -> Arc<dyn Mailer> {
    let given = |text: &Option<String>| text.clone().map(|it| it.trim().to_owned()).filter(|it| !it.is_empty());
    let Some(from) = given(&settings.mail_from) else { return Arc::new(NoTransport(None)) };
    let Some(url) = given(&settings.smtp_url) else {
        return otherwise(from).unwrap_or_else(|| Arc::new(NoTransport(None)));
    };
    match Server::parse(&url, &settings.outbound_allow) {
        Ok(server) => Arc::new(Submission { server, from, sockets, clock, limits: Limits::default() }),
        Err(fault) => Arc::new(NoTransport(Some(fault.to_string()))),
    }
}

/// Mail over an SMTP server.
pub struct Submission {
    /// The server.
    pub server: Server,
    /// The address that mail leaves from.
    pub from: String,
    /// Connections.
    pub sockets: Arc<dyn Sockets>,
    /// Present time.
    pub clock: Arc<dyn Clock>,
    /// How long the server may take.
    pub limits: Limits,
}

impl Mailer for Submission {
    fn send<'a>(&'a self, mail: &'a Mail) -> BoxFuture<'a, Result<(), MailError>> {
        Box::pin(async move {
            let message = mime::compose(mail, &self.from, self.clock.now())?;
            let hello = mime::domain_of(&self.from)?;
            let envelope = Envelope { from: &self.from, to: &mail.to.address, hello, message: &message };
            smtp::submit(self.sockets.as_ref(), self.clock.as_ref(), self.limits, &self.server, &envelope).await
        })
    }
}

/// No way out; with what is wrong about the one that is set up.
struct NoTransport(Option<String>);

impl Mailer for NoTransport {
    fn send<'a>(&'a self, _mail: &'a Mail) -> BoxFuture<'a, Result<(), MailError>> {
        Box::pin(
            async move { Err(self.0.clone().map_or(MailError::NotConfigured, |reason| MailError::Later { reason })) },
        )
    }
}
