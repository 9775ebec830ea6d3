//! A notice, ready to be sent.

use super::Letter;
use crate::{
    platform::{
        database::Statement,
        mail::{Mail, Mailbox, Part},
    },
    store::notice::Sender,
    work::outbox::Row,
};
use jiff::Timestamp;
use shared::language::Language;

/// What is to be done with a notice that is due.
pub(crate) enum Prepared {
    /// Send this.
    Send(Box<Mail>),
    /// Not yet.
    Wait(Timestamp),
    /// Never, and nobody misses it: it was sent, or its reason is gone.
    Nothing,
    /// Never, if this guard still passes when that is stored: its reason is gone, and may come back.
    NothingWhile(Statement),
    /// Never, and somebody has to know why.
    Impossible(String),
}

/// The e-mail around a letter.
pub(crate) fn mail(
    row: &Row,
    notice: &str,
    sender: &Sender,
    to: Mailbox,
    letter: Letter,
    parts: Vec<Part>,
    language: Language,
) -> Mail {
    let reply_to = Some(sender.email.clone()).filter(|email| !email.is_empty());
    Mail {
        // Always the same for the same notice; two tenants may have a booking of the same id.
        message_id: format!("{}.{}.{}", notice.replace(':', "-"), row.subject, row.tenant),
        from_name: sender.name.clone(),
        reply_to: reply_to.map(|address| Mailbox { name: Some(sender.name.clone()), address }),
        to,
        subject: letter.subject,
        text: letter.text,
        html: letter.html,
        parts,
        language,
    }
}
