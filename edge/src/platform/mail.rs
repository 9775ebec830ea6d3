//! A mail as it is handed to the way out.

use shared::language::Language;
/// A person or place that has mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mailbox {
    /// Name as shown beside the address.
    pub name: Option<String>,
    /// `local@domain`, RFC 5321.
    pub address: String,
}

/// A file that travels with a mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// File name as the reader sees it.
    pub name: String,
    /// Media type, for example `application/pdf` or `text/calendar; method=PUBLISH`.
    pub content_type: String,
    /// The file.
    pub bytes: Vec<u8>,
}

/// One transactional mail to one reader.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mail {
    /// Left side of the Message-ID. The same mail has the same one each time it is sent, so that a mailbox which receives
    /// it twice can tell.
    pub message_id: String,
    /// Name of the sender; the address is the installation's own (`MAIL_FROM`).
    pub from_name: String,
    /// Who reads the answers: the tenant.
    pub reply_to: Option<Mailbox>,
    /// The reader.
    pub to: Mailbox,
    /// Subject, one line.
    pub subject: String,
    /// The text without markup.
    pub text: String,
    /// The same as HTML.
    pub html: String,
    /// Files that travel along.
    pub parts: Vec<Part>,
    /// Language of the text.
    pub language: Language,
}

/// Why a mail did not go out for certain.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MailError {
    /// It will never be taken like this: a permanent reply (5yz), or a mail that cannot be written.
    #[error("refused: {reason}")]
    Refused {
        /// Reply code of the server, where one answered.
        code: Option<u16>,
        /// What the server said, for the admin.
        reason: String,
    },
    /// It was not taken this time, and trying again is safe.
    #[error("later: {reason}")]
    Later {
        /// What the server said or what broke, for the admin.
        reason: String,
    },
    /// It was sent whole and nobody answered, so it may have arrived: sending again may show it twice.
    #[error("unknown: {reason}")]
    Unknown {
        /// What broke, for the admin.
        reason: String,
    },
    /// The operator has set up no way for mail. It stays and goes out once there is one.
    #[error("no e-mail transport is set up: give SMTP_URL or bind EMAIL, and MAIL_FROM")]
    NotConfigured,
}

impl MailError {
    /// What the dashboard says of a mail to this address.
    pub fn reason(&self, address: &str) -> String {
        match self {
            Self::Refused { reason, .. } => format!("The mail to {address} was refused: {reason}"),
            Self::Later { reason } => format!("The mail to {address} was not taken this time: {reason}"),
            Self::Unknown { reason } => {
                format!("The mail to {address} was sent, and no answer says whether it arrived: {reason}")
            }
            Self::NotConfigured => format!("The mail to {address} waits: {self}"),
        }
    }
}
