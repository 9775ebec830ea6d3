//! The other ports: files, fonts, clock, randomness, background jobs, outgoing requests, mail and the log. Each has its Worker
//! implementation in `entry` and its native one in `native`.

use std::time::Duration;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{
    database::BoxFuture,
    mail::{Mail, MailError},
};

/// Stored files, by key.
pub trait Files: Send + Sync {
    /// The bytes of a file; none if there is none.
    fn get<'a>(&'a self, key: &'a str) -> BoxFuture<'a, Result<Option<Vec<u8>>, FilesError>>;
    /// Stores a file, replacing one of the same key.
    fn put<'a>(&'a self, key: &'a str, bytes: Vec<u8>, content_type: &'a str) -> BoxFuture<'a, Result<(), FilesError>>;
}

/// The file store did not answer; the text is for the log only.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("files: {0}")]
pub struct FilesError(pub String);

/// The family that documents are printed in. The Worker carries no fonts: they are static assets beside it.
pub trait Fonts: Send + Sync {
    /// The font files, read once.
    fn read(&self) -> BoxFuture<'_, Result<FontFiles, FilesError>>;
}

/// The two weights of the family, as TrueType. The same bytes each time: a PDF drawn again has the bytes of the first.
#[derive(Clone, Copy, Debug)]
pub struct FontFiles {
    /// Weight 400.
    pub regular: &'static [u8],
    /// Weight 600.
    pub semi_bold: &'static [u8],
}

/// The present time.
pub trait Clock: Send + Sync {
    /// Now.
    fn now(&self) -> Timestamp;
    /// Waits before a retry.
    fn pause(&self, duration: Duration) -> BoxFuture<'_, ()>;
}

/// Cryptographically secure random bytes.
pub trait Randomness: Send + Sync {
    /// Fills the buffer.
    fn fill(&self, bytes: &mut [u8]);
}

/// Work that follows a committed batch: this tenant has some that is due.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Job {
    /// Whose.
    pub tenant_id: String,
}

/// The queue. Handing a job over may fail silently: the outbox row and the sweep are the guarantee.
pub trait Jobs: Send + Sync {
    /// Hands a job over after the answer; never waits.
    fn enqueue(&self, job: Job);
}

/// Outgoing HTTP. Redirects are answers like others: nobody follows them unseen.
pub trait Http: Send + Sync {
    /// Sends one request.
    fn send<'a>(&'a self, request: OutgoingRequest) -> BoxFuture<'a, Result<IncomingResponse, HttpError>>;
}

/// A request to a peer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutgoingRequest {
    /// Method.
    pub method: http::Method,
    /// Absolute address, judged before: the port does not ask whether it is public.
    pub url: String,
    /// Names and values.
    pub headers: Vec<(String, String)>,
    /// Body; empty where there is none.
    pub body: Vec<u8>,
    /// How long the whole exchange may take.
    pub timeout: Duration,
    /// How many bytes of the answer's body are read at the most.
    pub limit: usize,
}

/// The answer of a peer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IncomingResponse {
    /// Status code.
    pub status: u16,
    /// Headers.
    pub headers: http::HeaderMap,
    /// The whole body.
    pub body: Vec<u8>,
}

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HttpError {
    /// No answer in time, or none at all. The request may have arrived.
    #[error("no answer: {0}")]
    Unanswered(String),
    /// The body is longer than what is read.
    #[error("the answer is too large")]
    TooLarge,
}

/// The way out for mail.
pub trait Mailer: Send + Sync {
    /// Sends a mail, once.
    fn send<'a>(&'a self, mail: &'a Mail) -> BoxFuture<'a, Result<(), MailError>>;
}

/// Where log lines go.
pub trait Log: Send + Sync {
    /// One line of JSON.
    fn line(&self, line: &str);
}
