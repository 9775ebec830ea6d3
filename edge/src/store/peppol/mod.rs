//! What is stored about Peppol: the access point of a tenant, what it was asked to send, and what lookups found out.

use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;
use shared::{
    delivery::{
        peppol::{Participant, Registration},
        resend::Outcome,
    },
    id::TenantId,
};

use crate::platform::{
    database::{DatabaseError, Query, Statement, Value},
    instant::instant,
};

/// Characters of a reason that are kept.
const DETAIL_CHARS_MAX: usize = 500;

/// The access point of a tenant, as it is stored.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct StoredAccessPoint {
    /// Name of the provider.
    pub provider: String,
    /// Id of the tenant's company at the provider.
    pub company_id: Option<String>,
    /// Address of an access point of one's own.
    pub base_url: Option<String>,
    /// Sealed key.
    pub sealed_key: Option<String>,
    /// Sealed secret.
    pub sealed_secret: Option<String>,
    /// Since when the access point does not take the key.
    pub key_refused_at: Option<String>,
    /// Raised by every change.
    pub version: i64,
}

/// The access point of a tenant.
pub fn find(tenant: &TenantId) -> Query<Option<StoredAccessPoint>> {
    Query::first::<StoredAccessPoint>(include_str!("find_access_point.sql"), [tenant.as_str().into()])
}

fn guard(tenant: &TenantId, version: i64) -> Statement {
    let values = [tenant.as_str().into(), version.into()];
    Statement::new(include_str!("guard_access_point_changed.sql"), values)
}

/// Keeps another access point than the one of this version, zero where there was none; aborted as `access_point_changed`
/// otherwise. Documents that wait are due at once. The version within `wanted` is not read.
pub fn save(tenant: &TenantId, wanted: &StoredAccessPoint, version: i64, now: Timestamp) -> Vec<Statement> {
    let text = |text: &Option<String>| Value::from(text.as_deref());
    let values = [
        tenant.as_str().into(),
        wanted.provider.as_str().into(),
        text(&wanted.company_id),
        text(&wanted.base_url),
        text(&wanted.sealed_key),
        text(&wanted.sealed_secret),
        instant(now).into(),
    ];
    let woken = [tenant.as_str().into(), instant(now).into()];
    vec![
        guard(tenant, version),
        Statement::new(include_str!("save_access_point.sql"), values),
        Statement::new(include_str!("wake_documents.sql"), woken),
    ]
}

/// Removes the access point of this version; aborted as `access_point_changed` otherwise.
pub fn remove(tenant: &TenantId, version: i64) -> Vec<Statement> {
    vec![guard(tenant, version), Statement::new(include_str!("remove_access_point.sql"), [tenant.as_str().into()])]
}

/// Notes whether the access point takes the key of this version.
pub fn note_key(tenant: &TenantId, version: i64, is_taken: bool, now: Timestamp) -> Statement {
    let (tenant, version) = (tenant.as_str().into(), version.into());
    if is_taken {
        Statement::new(include_str!("note_key_taken.sql"), [tenant, version])
    } else {
        Statement::new(include_str!("note_key_refused.sql"), [tenant, version, instant(now).into()])
    }
}

/// What an access point was asked to send: the latest sending of a document.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct AskedDocument {
    /// Which sending, from 1.
    pub sending: u32,
    /// Name of the provider.
    pub provider: String,
    /// Company there that it was asked for; empty where the provider has none.
    pub company_id: String,
    /// Id of the document there, where it is known.
    pub provider_id: Option<String>,
    /// Id of the message on the network.
    pub message_id: Option<String>,
    state: String,
    attempted_at: String,
}

impl AskedDocument {
    /// What is known of it.
    pub fn outcome(&self) -> Outcome {
        match self.state.as_str() {
            "accepted" => Outcome::Accepted,
            "not_sent" => Outcome::NotSent,
            _ => Outcome::Unknown,
        }
    }

    /// Whether nobody can say what became of it, so that a person has to look.
    pub fn is_lost(&self) -> bool {
        self.state == "lost"
    }

    /// How long ago the last attempt began.
    pub fn age(&self, now: Timestamp) -> SignedDuration {
        self.attempted_at.parse::<Timestamp>().map_or(SignedDuration::MAX, |attempted| now.duration_since(attempted))
    }
}

/// The latest sending of the document of this number.
pub fn asked(tenant: &TenantId, number: &str) -> Query<Option<AskedDocument>> {
    let values = [tenant.as_str().into(), number.into()];
    Query::first::<AskedDocument>(include_str!("find_access_point_document.sql"), values)
}

/// A request to send a document.
#[derive(Clone, Copy, Debug)]
pub struct Asking<'a> {
    /// Number of the document.
    pub number: &'a str,
    /// Which sending of it, from 1.
    pub sending: u32,
    /// Name of the provider.
    pub provider: &'a str,
    /// Company there; empty where the provider has none.
    pub company_id: &'a str,
    /// Id of the document there, where it is known.
    pub provider_id: Option<&'a str>,
    /// When.
    pub now: Timestamp,
}

impl Asking<'_> {
    fn values(&self, tenant: &TenantId) -> [Value; 7] {
        [
            tenant.as_str().into(),
            self.number.into(),
            self.sending.into(),
            self.provider.into(),
            self.company_id.into(),
            self.provider_id.into(),
            instant(self.now).into(),
        ]
    }
}

/// Notes that a request follows. Aborted as `access_point_document_is_final` where this sending has ended, and as
/// `access_point_document_sends_once` while another one has not.
pub fn start(tenant: &TenantId, asking: &Asking<'_>) -> Statement {
    Statement::new(include_str!("start_access_point_document.sql"), asking.values(tenant))
}

/// Notes that the access point has refused the document, for good.
pub fn refuse(tenant: &TenantId, asking: &Asking<'_>) -> Statement {
    Statement::new(include_str!("refuse_access_point_document.sql"), asking.values(tenant))
}

/// Notes that the access point has accepted the document.
pub fn accept(tenant: &TenantId, number: &str, sending: u32, id: &str, message_id: Option<&str>) -> Statement {
    let values = [tenant.as_str().into(), number.into(), sending.into(), id.into(), message_id.into()];
    Statement::new(include_str!("accept_access_point_document.sql"), values)
}

/// Notes that the access point has said that it did not send the document this time.
pub fn forget(tenant: &TenantId, number: &str, sending: u32) -> Statement {
    let values = [tenant.as_str().into(), number.into(), sending.into()];
    Statement::new(include_str!("forget_access_point_document.sql"), values)
}

/// Notes that nobody can say what became of a sending.
pub fn lose(tenant: &TenantId, number: &str, sending: u32) -> Statement {
    let values = [tenant.as_str().into(), number.into(), sending.into()];
    Statement::new(include_str!("lose_access_point_document.sql"), values)
}

/// Notes that a person has looked and did not find this sending at the access point; nothing while it is being tried.
pub fn not_there(tenant: &TenantId, document: &str, sending: u32) -> Statement {
    let values = [tenant.as_str().into(), document.into(), sending.into()];
    Statement::new(include_str!("note_not_there.sql"), values)
}

/// What a lookup found out, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Looked {
    /// Under which identifier.
    pub participant: Participant,
    /// The answer.
    pub registration: Registration,
    /// When.
    pub at: Timestamp,
}

#[derive(Deserialize)]
struct LookupRow {
    participant: String,
    answer: String,
    accepts_invoice: u8,
    accepts_credit_note: u8,
    detail: String,
    looked_up_at: String,
}

/// The last lookup of each of these participants.
///
/// # Errors
/// [`DatabaseError::Defect`] if the list cannot be written as JSON.
pub fn lookups(
    tenant: &TenantId,
    network: &str,
    participants: &[Participant],
) -> Result<Query<Vec<Looked>>, DatabaseError> {
    let participants: Vec<String> = participants.iter().map(ToString::to_string).collect();
    let list = serde_json::to_string(&participants).map_err(|error| DatabaseError::Defect(error.to_string()))?;
    let values = [tenant.as_str().into(), network.into(), list.into()];
    Ok(Query::all::<LookupRow>(include_str!("find_lookups.sql"), values).try_into_each())
}

impl TryFrom<LookupRow> for Looked {
    type Error = DatabaseError;

    fn try_from(row: LookupRow) -> Result<Self, DatabaseError> {
        let defect = |field: &str| DatabaseError::Defect(format!("peppol_lookup: {field}"));
        let registration = match row.answer.as_str() {
            "registered" => Registration::Registered {
                accepts_invoice: row.accepts_invoice == 1,
                accepts_credit_note: row.accepts_credit_note == 1,
                smp: row.detail,
            },
            "registered_without_invoice" => Registration::RegisteredWithoutInvoice,
            "not_registered" => Registration::NotRegistered,
            _ => Registration::Unknown(row.detail),
        };
        Ok(Self {
            participant: Participant::parse(&row.participant).map_err(|_| defect("participant"))?,
            registration,
            at: row.looked_up_at.parse().map_err(|_| defect("looked_up_at"))?,
        })
    }
}

/// Keeps what a lookup found out.
pub fn save_lookup(tenant: &TenantId, network: &str, looked: &Looked) -> Statement {
    let (answer, invoice, credit_note, detail) = match &looked.registration {
        Registration::Registered { accepts_invoice, accepts_credit_note, smp } => {
            ("registered", *accepts_invoice, *accepts_credit_note, smp.as_str())
        }
        Registration::RegisteredWithoutInvoice => ("registered_without_invoice", false, false, ""),
        Registration::NotRegistered => ("not_registered", false, false, ""),
        Registration::Unknown(reason) => ("unknown", false, false, reason.as_str()),
    };
    let values = [
        tenant.as_str().into(),
        network.into(),
        looked.participant.to_string().into(),
        answer.into(),
        u32::from(invoice).into(),
        u32::from(credit_note).into(),
        detail.chars().take(DETAIL_CHARS_MAX).collect::<String>().into(),
        instant(looked.at).into(),
    ];
    Statement::new(include_str!("save_lookup.sql"), values)
}
