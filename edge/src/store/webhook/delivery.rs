//! What became of the messages to a webhook: the log that an admin reads, and what an attempt reads and writes.

use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;
use shared::{
    id::{TenantId, WebhookId},
    limits,
};

use crate::platform::{
    database::{Counted, Query, Statement, rows_before},
    instant::instant,
};

/// Where a message on its way to one webhook stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeliveryState {
    /// It is sent soon, or tried again later.
    Waiting,
    /// The receiver has it.
    Delivered,
    /// Every attempt failed.
    Failed,
    /// It was not sent, because the webhook is off.
    Cancelled,
}

impl DeliveryState {
    fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Delivered => "delivered",
            Self::Failed => "failed",
            Self::Cancelled => "cancelled",
        }
    }
}

/// A row of the log.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct DeliveryRow {
    /// Id of the message: the same at every attempt.
    pub message_id: String,
    /// Type of the event.
    #[serde(rename = "type")]
    pub event: String,
    /// What is sent.
    pub payload: String,
    /// Where it stands.
    pub state: DeliveryState,
    /// Attempts so far.
    pub attempts: u32,
    /// Status code of the last answer; none where there was none.
    pub status: Option<u16>,
    /// The beginning of the last answer, or why there was none.
    pub answer: Option<String>,
    /// When it was tried last.
    pub attempted_at: Option<Timestamp>,
    /// When it is tried next.
    pub next_at: Option<Timestamp>,
    /// When it happened.
    pub created_at: Timestamp,
}

/// One page of the log, the newest first.
pub fn page(tenant: &TenantId, endpoint: WebhookId, page: u32) -> Query<Vec<DeliveryRow>> {
    Query::all::<DeliveryRow>(
        include_str!("list_deliveries.sql"),
        [tenant.as_str().into(), endpoint.to_string().into(), limits::PAGE_ROWS.into(), rows_before(page).into()],
    )
}

/// How many rows the log has.
pub fn count(tenant: &TenantId, endpoint: WebhookId) -> Query<Counted> {
    Query::one::<Counted>(include_str!("count_deliveries.sql"), [tenant.as_str().into(), endpoint.to_string().into()])
}

/// One row of the log.
pub fn find(tenant: &TenantId, endpoint: WebhookId, message: &str) -> Query<Option<DeliveryRow>> {
    Query::first::<DeliveryRow>(
        include_str!("find_delivery.sql"),
        [tenant.as_str().into(), endpoint.to_string().into(), message.into()],
    )
}

/// Sends a message again, under its id and with a fresh set of attempts. Nothing for one that is under way.
pub fn redeliver(tenant: &TenantId, endpoint: WebhookId, message: &str, now: Timestamp) -> [Statement; 2] {
    let (tenant, endpoint) = (tenant.as_str(), endpoint.to_string());
    [
        Statement::new(
            include_str!("redeliver_work.sql"),
            [tenant.into(), endpoint.as_str().into(), message.into(), instant(now).into()],
        ),
        Statement::new(include_str!("redeliver.sql"), [tenant.into(), endpoint.into(), message.into()]),
    ]
}

/// What an attempt needs.
#[derive(Clone, Debug, Deserialize)]
pub struct CallRow {
    /// Where to.
    pub url: String,
    /// Sealed.
    pub secret: String,
    /// Sealed.
    pub previous_secret: Option<String>,
    /// Until when the previous secret signs.
    pub previous_until: Option<Timestamp>,
    /// Set where the webhook is off.
    pub disabled_at: Option<Timestamp>,
    /// The very bytes.
    pub payload: String,
}

/// What an attempt needs; none where the webhook is deleted.
pub fn call(tenant: &TenantId, endpoint: &str, message: &str) -> Query<Option<CallRow>> {
    Query::first::<CallRow>(include_str!("find_call.sql"), [tenant.as_str().into(), endpoint.into(), message.into()])
}

/// What an attempt came to.
#[derive(Clone, Debug)]
pub struct Attempt<'a> {
    /// Whose.
    pub tenant: &'a TenantId,
    /// Which webhook.
    pub endpoint: &'a str,
    /// Which message.
    pub message: &'a str,
    /// Where it stands now.
    pub state: DeliveryState,
    /// Status code of the answer.
    pub status: Option<u16>,
    /// The beginning of the answer, or why there was none.
    pub answer: &'a str,
    /// When.
    pub at: Timestamp,
}

/// Keeps what an attempt came to.
pub fn record(attempt: &Attempt<'_>) -> Statement {
    let answer: String = attempt.answer.chars().take(limits::WEBHOOK_ANSWER_CHARS_MAX).collect();
    Statement::new(
        include_str!("record_attempt.sql"),
        [
            attempt.tenant.as_str().into(),
            attempt.endpoint.into(),
            attempt.message.into(),
            attempt.state.as_str().into(),
            attempt.status.map(u32::from).into(),
            answer.into(),
            instant(attempt.at).into(),
        ],
    )
}

/// It was not sent, because the webhook is off.
pub fn cancel(tenant: &TenantId, endpoint: &str, message: &str) -> Statement {
    Statement::new(include_str!("cancel_delivery.sql"), [tenant.as_str().into(), endpoint.into(), message.into()])
}

/// Forgets what is older than [`limits::WEBHOOK_LOG_DAYS`].
pub fn forget(tenant: &TenantId, endpoint: &str, now: Timestamp) -> [Statement; 2] {
    let days = SignedDuration::from_hours(limits::WEBHOOK_LOG_DAYS.saturating_mul(24));
    let before = instant(now.saturating_sub(days).unwrap_or(now));
    [
        Statement::new(
            include_str!("forget_deliveries.sql"),
            [tenant.as_str().into(), endpoint.into(), before.as_str().into()],
        ),
        Statement::new(include_str!("forget_messages.sql"), [tenant.as_str().into(), before.into()]),
    ]
}
