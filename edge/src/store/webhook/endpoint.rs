//! Who is told: a tenant's webhooks, added, changed, given a new secret, switched off and on, deleted.

use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;
use shared::{
    delivery::webhook::event::EventType,
    id::{TenantId, WebhookId},
    limits,
};

use crate::platform::{
    database::{DatabaseError, Query, Statement},
    instant::instant,
};

/// What an admin decides of a webhook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Endpoint {
    /// Address, judged before it is kept.
    pub url: String,
    /// What it is for; may be empty.
    pub description: String,
    /// What it is told of; at least one.
    pub events: Vec<EventType>,
}

impl Endpoint {
    fn events_json(&self) -> String {
        let names: Vec<&str> = self.events.iter().map(|event| event.as_str()).collect();
        serde_json::json!(names).to_string()
    }
}

/// Why a webhook is off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DisabledBecause {
    /// An admin switched it off.
    Admin,
    /// Its receiver answered 410 Gone.
    Gone,
    /// For days nothing has succeeded.
    Failing,
}

impl DisabledBecause {
    fn as_str(self) -> &'static str {
        match self {
            Self::Admin => "admin",
            Self::Gone => "gone",
            Self::Failing => "failing",
        }
    }
}

/// A stored webhook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredEndpoint {
    /// Which.
    pub id: WebhookId,
    /// What was decided of it.
    pub endpoint: Endpoint,
    /// Its secret, sealed.
    pub secret: String,
    /// When the secret was made.
    pub secret_set_at: Timestamp,
    /// Until when the secret before it still signs.
    pub previous_until: Option<Timestamp>,
    /// Since when it is off, and why.
    pub disabled: Option<(Timestamp, DisabledBecause)>,
    /// The first failure after which nothing has succeeded.
    pub failing_since: Option<Timestamp>,
    /// Shown in its forms and guarded by every change.
    pub version: i64,
}

#[derive(Deserialize)]
struct EndpointRow {
    id: String,
    url: String,
    description: String,
    events: String,
    secret: String,
    secret_set_at: Timestamp,
    previous_until: Option<Timestamp>,
    disabled_at: Option<Timestamp>,
    disabled_because: Option<DisabledBecause>,
    failing_since: Option<Timestamp>,
    version: i64,
}

/// Every webhook of a tenant.
pub fn list(tenant: &TenantId) -> Query<Vec<StoredEndpoint>> {
    Query::all::<EndpointRow>(include_str!("list_endpoints.sql"), [tenant.as_str().into()]).try_into_each()
}

/// One webhook.
pub fn find(tenant: &TenantId, id: WebhookId) -> Query<Option<StoredEndpoint>> {
    let values = [tenant.as_str().into(), id.to_string().into()];
    Query::first::<EndpointRow>(include_str!("find_endpoint.sql"), values).try_into_each()
}

impl TryFrom<EndpointRow> for StoredEndpoint {
    type Error = DatabaseError;

    fn try_from(row: EndpointRow) -> Result<Self, DatabaseError> {
        let meaningless = |what: &str| DatabaseError::Defect(format!("webhook {}: {what}", row.id));
        let names: Vec<String> = serde_json::from_str(&row.events).map_err(|_| meaningless("events"))?;
        let events: Option<Vec<EventType>> = names.iter().map(|name| EventType::parse(name)).collect();
        Ok(Self {
            id: WebhookId::parse(&row.id).map_err(|_| meaningless("id"))?,
            endpoint: Endpoint {
                events: events.ok_or_else(|| meaningless("event"))?,
                url: row.url,
                description: row.description,
            },
            secret: row.secret,
            secret_set_at: row.secret_set_at,
            previous_until: row.previous_until,
            disabled: row.disabled_at.zip(row.disabled_because),
            failing_since: row.failing_since,
            version: row.version,
        })
    }
}

/// Adds a webhook with its sealed secret. Answers whether it was added: not if its id is known, or if the tenant has
/// [`limits::WEBHOOKS_MAX`] already.
pub fn insert(tenant: &TenantId, id: WebhookId, endpoint: &Endpoint, secret: &str, now: Timestamp) -> Query<bool> {
    Query::any(
        include_str!("insert_endpoint.sql"),
        [
            tenant.as_str().into(),
            id.to_string().into(),
            endpoint.url.as_str().into(),
            endpoint.description.as_str().into(),
            endpoint.events_json().into(),
            secret.into(),
            instant(now).into(),
            limits::WEBHOOKS_MAX.into(),
        ],
    )
}

/// Changes a webhook of this version. Answers whether it still had that one.
pub fn update(tenant: &TenantId, id: WebhookId, endpoint: &Endpoint, version: i64) -> Query<bool> {
    Query::any(
        include_str!("update_endpoint.sql"),
        [
            tenant.as_str().into(),
            id.to_string().into(),
            endpoint.url.as_str().into(),
            endpoint.description.as_str().into(),
            endpoint.events_json().into(),
            version.into(),
        ],
    )
}

/// Gives a webhook of this version a new sealed secret; the one that it has still signs for
/// [`limits::WEBHOOK_ROTATION_HOURS`]. Answers whether it still had that version.
pub fn rotate(tenant: &TenantId, id: WebhookId, secret: &str, version: i64, now: Timestamp) -> Query<bool> {
    let until = now.saturating_add(SignedDuration::from_hours(limits::WEBHOOK_ROTATION_HOURS)).unwrap_or(now);
    Query::any(
        include_str!("rotate_secret.sql"),
        [
            tenant.as_str().into(),
            id.to_string().into(),
            secret.into(),
            instant(now).into(),
            instant(until).into(),
            version.into(),
        ],
    )
}

/// Switches a webhook off. What waits for it is not sent unless it is switched on in time.
pub fn disable(tenant: &TenantId, id: &str, because: DisabledBecause, now: Timestamp) -> Statement {
    Statement::new(
        include_str!("disable_endpoint.sql"),
        [tenant.as_str().into(), id.into(), instant(now).into(), because.as_str().into()],
    )
}

/// Switches a webhook on.
pub fn enable(tenant: &TenantId, id: WebhookId) -> Statement {
    Statement::new(include_str!("enable_endpoint.sql"), [tenant.as_str().into(), id.to_string().into()])
}

/// Deletes a webhook with what waits for it and what is known of it. Doing it twice does it once.
pub fn delete(tenant: &TenantId, id: WebhookId) -> [Statement; 3] {
    [
        include_str!("delete_endpoint_work.sql"),
        include_str!("delete_endpoint_deliveries.sql"),
        include_str!("delete_endpoint.sql"),
    ]
    .map(|sql| Statement::new(sql, [tenant.as_str().into(), id.to_string().into()]))
}

/// Something succeeded.
pub fn answered(tenant: &TenantId, id: &str) -> Statement {
    Statement::new(include_str!("endpoint_answered.sql"), [tenant.as_str().into(), id.into()])
}

/// Something failed. Where nothing has succeeded for [`limits::WEBHOOK_FAILING_DAYS`], the webhook is switched off.
pub fn failed(tenant: &TenantId, id: &str, now: Timestamp) -> Statement {
    let days = SignedDuration::from_hours(limits::WEBHOOK_FAILING_DAYS.saturating_mul(24));
    let limit = now.saturating_sub(days).unwrap_or(now);
    Statement::new(
        include_str!("endpoint_failed.sql"),
        [tenant.as_str().into(), id.into(), instant(now).into(), instant(limit).into()],
    )
}
