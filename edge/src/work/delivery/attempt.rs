//! One attempt to send a document.

use super::Dossier;
use crate::{
    app::App,
    platform::database::Statement,
    store::{
        delivery::{self, Key},
        webhook,
        write::WriteContext,
    },
    work::outbox::{Row, outcome::Outcome},
};
use jiff::SignedDuration;
use shared::delivery::event::EventKind;
use shared::delivery::retry::wait_after;
use shared::delivery::sent::Channel;

/// A document on its way, with the row that asked for it.
pub(crate) struct Errand<'a> {
    pub app: &'a App,
    pub row: &'a Row,
    pub dossier: &'a Dossier,
    pub purpose: &'a str,
}

impl Errand<'_> {
    pub fn key(&self, channel: Channel) -> Key<'_> {
        Key { tenant: &self.row.tenant, document: &self.row.subject, channel, purpose: self.purpose }
    }

    pub fn event(&self, kind: EventKind, detail: &str) -> Statement {
        delivery::event(&self.row.tenant, &self.row.subject, self.app.now(), kind, detail)
    }

    pub fn context(&self) -> WriteContext<'_> {
        WriteContext { tenant: &self.row.tenant, base_url: &self.row.base_url, now: self.app.now() }
    }

    /// It was not taken, and trying the same again does not help.
    pub fn ended(&self, channel: Channel, kind: EventKind, reason: String) -> Outcome {
        let mut record = vec![delivery::refused(&self.key(channel), &reason), self.event(kind, &reason)];
        record.push(self.failed(channel, &reason));
        Outcome::Dead { reason, record }
    }

    /// It did not get through this time; `stands` says where that leaves its delivery.
    pub fn later(&self, channel: Channel, stands: Statement, reason: String, after: Option<SignedDuration>) -> Outcome {
        let mut record = vec![stands, self.event(EventKind::Retried, &reason)];
        if wait_after(self.row.attempts, after).is_none() {
            record.push(self.failed(channel, &reason));
        }
        Outcome::Later { reason, after, record }
    }

    /// Tells webhooks that it reached its buyer, as far as is known.
    pub fn delivered(&self, channel: Channel) -> Statement {
        let id = &self.dossier.stored.id;
        webhook::document_delivered(&self.context(), id, &webhook_key(channel, self.purpose), channel.as_str())
    }

    /// Tells webhooks that it is tried no more.
    pub(crate) fn failed(&self, channel: Channel, reason: &str) -> Statement {
        let id = &self.dossier.stored.id;
        webhook::document_failed(&self.context(), id, &webhook_key(channel, self.purpose), channel.as_str(), reason)
    }
}

/// What tells the events of one delivery from those of others.
pub(crate) fn webhook_key(channel: Channel, purpose: &str) -> String {
    format!("{}-{purpose}", channel.as_str())
}
