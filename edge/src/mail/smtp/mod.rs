//! A small SMTP submission client (RFC 5321, 6409), for one message to one reader over one connection.
//!
//! Why not a crate: `lettre` and `mail-send` bring their own tokio sockets and TLS, which a Worker has not. `async-smtp`
//! takes any stream, but reads lines without a bound, and its `send` cannot say whether the connection broke before or
//! after the end of the message, on which it depends whether the mail may be sent again.
//!
//! A reply 4yz and everything that breaks before the message has ended is [`MailError::Later`]; 5yz to sender, reader or
//! message is [`MailError::Refused`]; anything but a reply after the message has ended is [`MailError::Unknown`]. A
//! permanent reply before a mail was named, such as a wrong password, says nothing about the mail: it is later, too.

mod reply;

use std::time::Duration;

use base64::{Engine, engine::general_purpose::STANDARD as BASE64};
use jiff::Timestamp;

use self::reply::{Extensions, Reply};
use super::{
    server::{Credentials, Security, Server},
    stream::{Sockets, Stream, Tls},
};
use crate::platform::{mail::MailError, ports::Clock};

/// Most bytes that a server may say over one connection.
const RECEIVED_BYTES_MAX: usize = 64 * 1024;

/// How long a server may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// One step: connecting, one reply.
    pub step: Duration,
    /// The reply to the whole message. It is the one worth waiting for: giving up makes the outcome unknown.
    pub verdict: Duration,
    /// Everything together.
    pub whole: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self { step: Duration::from_secs(10), verdict: Duration::from_secs(30), whole: Duration::from_secs(60) }
    }
}

/// From whom, to whom, and what.
#[derive(Clone, Copy, Debug)]
pub struct Envelope<'a> {
    /// Address that bounces go to.
    pub from: &'a str,
    /// Address of the reader.
    pub to: &'a str,
    /// Name by which the client greets: a domain of ours.
    pub hello: &'a str,
    /// The message, in lines that end with CR LF.
    pub message: &'a [u8],
}

/// Hands a message over.
///
/// # Errors
/// [`MailError`], by the rules of this module.
pub async fn submit(
    sockets: &dyn Sockets,
    clock: &dyn Clock,
    limits: Limits,
    server: &Server,
    envelope: &Envelope<'_>,
) -> Result<(), MailError> {
    // Inside commands these would start a command of their own.
    if [envelope.from, envelope.to, envelope.hello].iter().any(|it| it.contains(|c: char| c.is_control() || c == '>')) {
        return Err(MailError::Refused { code: None, reason: "an address holds a line break".to_owned() });
    }
    let tls = if server.security == Security::Immediate { Tls::Now } else { Tls::Later };
    let stream = sockets
        .connect(&server.host, server.port, tls, limits.step)
        .await
        .map_err(|error| later(format!("the mail server cannot be reached: {error}")))?;
    let mut session =
        Session { stream: Some(stream), heard: Vec::new(), received: 0, started: clock.now(), clock, limits };
    let outcome = session.converse(server, envelope).await;
    session.end(outcome.is_ok()).await;
    outcome
}

struct Session<'a> {
    /// None only after TLS has failed.
    stream: Option<Box<dyn Stream>>,
    /// What the server said and nobody has read yet.
    heard: Vec<u8>,
    received: usize,
    started: Timestamp,
    clock: &'a dyn Clock,
    limits: Limits,
}

impl Session<'_> {
    async fn converse(&mut self, server: &Server, envelope: &Envelope<'_>) -> Result<(), MailError> {
        let greeting = self.reply(self.limits.step).await.map_err(later)?;
        ready(&greeting, "does not take mail now")?;
        let mut extensions = self.hello(envelope.hello).await?;
        if server.security != Security::Immediate && extensions.starttls {
            self.start_tls().await?;
            // What was promised without TLS counts for nothing (RFC 3207, section 4.2).
            extensions = self.hello(envelope.hello).await?;
        } else if server.security == Security::StartTls {
            return Err(later("the mail server offers no STARTTLS, and nothing is sent without TLS".to_owned()));
        }
        if let Some(credentials) = &server.credentials {
            self.sign_in(credentials, &extensions).await?;
        }
        self.mail(envelope, &extensions).await
    }

    async fn hello(&mut self, name: &str) -> Result<Extensions, MailError> {
        let reply = self.command(&format!("EHLO {name}")).await?;
        ready(&reply, "refused the greeting")?;
        Ok(Extensions::of(&reply))
    }

    async fn start_tls(&mut self) -> Result<(), MailError> {
        let reply = self.command("STARTTLS").await?;
        ready(&reply, "refused STARTTLS")?;
        if !self.heard.is_empty() {
            // Somebody between the server and us wants it to count as said under TLS (CVE-2011-0411).
            return Err(later("the mail server went on without TLS after STARTTLS".to_owned()));
        }
        let within = self.time_left(self.limits.step).map_err(later)?;
        let stream = self.stream.take().ok_or_else(|| later("the connection has ended".to_owned()))?;
        let stream = stream.start_tls(within).await;
        self.stream = Some(stream.map_err(|error| later(format!("TLS with the mail server failed: {error}")))?);
        Ok(())
    }

    async fn sign_in(&mut self, credentials: &Credentials, extensions: &Extensions) -> Result<(), MailError> {
        let Credentials { user, password } = credentials;
        let reply = if extensions.auth_plain {
            self.command(&format!("AUTH PLAIN {}", BASE64.encode(format!("\0{user}\0{password}")))).await?
        } else if extensions.auth_login {
            let mut reply = self.command("AUTH LOGIN").await?;
            for secret in [user, password] {
                if reply.code == 334 {
                    reply = self.command(&BASE64.encode(secret)).await?;
                }
            }
            reply
        } else {
            return Err(later("the mail server offers neither AUTH PLAIN nor AUTH LOGIN".to_owned()));
        };
        ready(&reply, "refused our name or password")
    }

    async fn mail(&mut self, envelope: &Envelope<'_>, extensions: &Extensions) -> Result<(), MailError> {
        let message = dot_stuffed(envelope.message);
        if extensions.size_max.is_some_and(|size_max| message.len() > size_max) {
            let reason = format!("the mail has {} bytes, more than the mail server takes", message.len());
            return Err(MailError::Refused { code: None, reason });
        }
        let mut parameters = String::new();
        if extensions.size {
            parameters.push_str(&format!(" SIZE={}", message.len()));
        }
        if extensions.eight_bit_mime && !message.is_ascii() {
            parameters.push_str(" BODY=8BITMIME");
        }
        if ![envelope.from, envelope.to].iter().all(|address| address.is_ascii()) {
            if !extensions.smtp_utf8 {
                let reason = "the mail server takes no addresses with letters beyond ASCII (SMTPUTF8)".to_owned();
                return Err(MailError::Refused { code: None, reason });
            }
            parameters.push_str(" SMTPUTF8");
        }
        let reply = self.command(&format!("MAIL FROM:<{}>{parameters}", envelope.from)).await?;
        // 530, 534, 535 and 538 ask for another way to sign in (RFC 4954), which is not this mail's fault.
        if matches!(reply.code, 530..=538) {
            ready(&reply, "wants another sign-in")?
        } else {
            taken(&reply, "the sender")?
        }
        taken(&self.command(&format!("RCPT TO:<{}>", envelope.to)).await?, "the recipient")?;
        let reply = self.command("DATA").await?;
        if reply.code != 354 {
            taken(&reply, "the mail")?;
            return Err(later(format!("the mail server answered DATA with {}", reply.summary())));
        }
        self.say(&message).await.map_err(later)?;
        // From here on the server may have the mail, whatever we hear.
        self.say(b".\r\n").await.map_err(unknown)?;
        taken(&self.reply(self.limits.verdict).await.map_err(unknown)?, "the mail")
    }

    async fn command(&mut self, line: &str) -> Result<Reply, MailError> {
        // A reply that arrived before its command answers something else.
        if !self.heard.is_empty() {
            return Err(later("the mail server spoke out of turn".to_owned()));
        }
        self.say(format!("{line}\r\n").as_bytes()).await.map_err(later)?;
        self.reply(self.limits.step).await.map_err(later)
    }

    async fn say(&mut self, bytes: &[u8]) -> Result<(), String> {
        let within = self.time_left(self.limits.step)?;
        let stream = self.stream.as_mut().ok_or("the connection has ended")?;
        stream.write(bytes, within).await.map_err(|error| format!("the connection to the mail server broke: {error}"))
    }

    async fn reply(&mut self, within: Duration) -> Result<Reply, String> {
        loop {
            if let Some(reply) = Reply::take(&mut self.heard).map_err(|fault| fault.to_string())? {
                return Ok(reply);
            }
            let within = self.time_left(within)?;
            let stream = self.stream.as_mut().ok_or("the connection has ended")?;
            let bytes = stream.read(within).await.map_err(|error| match error.kind() {
                std::io::ErrorKind::TimedOut => "the mail server does not answer".to_owned(),
                _ => format!("the connection to the mail server broke: {error}"),
            })?;
            self.received = self.received.saturating_add(bytes.len());
            if bytes.is_empty() {
                return Err("the mail server ended the connection".to_owned());
            }
            if self.received > RECEIVED_BYTES_MAX {
                return Err("the mail server talks without end".to_owned());
            }
            self.heard.extend(bytes);
        }
    }

    fn time_left(&self, step: Duration) -> Result<Duration, String> {
        let used = Duration::try_from(self.clock.now().duration_since(self.started)).unwrap_or_default();
        match self.limits.whole.checked_sub(used) {
            Some(left) if !left.is_zero() => Ok(left.min(step)),
            _ => Err(format!("the mail server took longer than {} seconds", self.limits.whole.as_secs())),
        }
    }

    async fn end(mut self, is_polite: bool) {
        if is_polite {
            // The mail is handed over; what becomes of the farewell changes nothing.
            let _ = self.say(b"QUIT\r\n").await;
        }
        if let Some(stream) = self.stream.take() {
            stream.close().await;
        }
    }
}

fn later(reason: String) -> MailError {
    MailError::Later { reason }
}

fn unknown(reason: String) -> MailError {
    MailError::Unknown { reason: format!("{reason} after the whole mail was sent") }
}

/// What a reply means before a mail is named: nothing that could be said of the mail.
fn ready(reply: &Reply, what: &str) -> Result<(), MailError> {
    match reply.code {
        200..300 => Ok(()),
        _ => Err(later(format!("the mail server {what}: {}", reply.summary()))),
    }
}

/// What a reply means for a mail.
fn taken(reply: &Reply, what: &str) -> Result<(), MailError> {
    let reason = || format!("the mail server refused {what}: {}", reply.summary());
    match reply.code {
        200..300 => Ok(()),
        500..600 => Err(MailError::Refused { code: Some(reply.code), reason: reason() }),
        _ => Err(later(reason())),
    }
}

/// A line that begins with a dot gets another one (RFC 5321, section 4.5.2), and the last line ends.
fn dot_stuffed(message: &[u8]) -> Vec<u8> {
    let mut stuffed = Vec::with_capacity(message.len().saturating_add(64));
    for line in message.split_inclusive(|byte| *byte == b'\n') {
        if line.first() == Some(&b'.') {
            stuffed.push(b'.');
        }
        stuffed.extend_from_slice(line);
    }
    if !stuffed.ends_with(b"\r\n") {
        stuffed.extend_from_slice(b"\r\n");
    }
    stuffed
}

#[cfg(test)]
mod tests;
