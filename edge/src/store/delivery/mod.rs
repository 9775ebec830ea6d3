//! How documents go to their buyers: each delivery, the timeline of a document, and which documents are sent by themselves.

use jiff::Timestamp;
use serde::Deserialize;
use shared::{
    billing::{contact::ContactKind, number::SeriesKind},
    delivery::{
        event::EventKind,
        sent::{Channel, SentBy},
    },
    id::{DocumentId, TenantId},
};

use super::{document::source::Source, outbox::failed, write::WriteContext};
use crate::platform::{
    database::{Query, Statement, Value},
    instant::instant,
};

/// The longest text of an event or a reason, in characters.
const TEXT_CHARS_MAX: usize = 500;
/// The longest name that an access point gives to a document, in characters.
const PROVIDER_ID_CHARS_MAX: usize = 200;
/// Events that a timeline shows.
const EVENTS: u32 = 100;
/// The purpose of what is sent for the first time.
pub const ORIGINAL: &str = "original";

fn clipped(text: &str) -> String {
    text.chars().take(TEXT_CHARS_MAX).collect()
}

/// One delivery of a document: it is shown once, however often it was tried.
#[derive(Clone, Copy, Debug)]
pub struct Key<'a> {
    /// Whose.
    pub tenant: &'a TenantId,
    /// Of which document.
    pub document: &'a str,
    /// By which channel.
    pub channel: Channel,
    /// [`ORIGINAL`], or `resend-1` and so on.
    pub purpose: &'a str,
}

impl Key<'_> {
    fn values(&self) -> [Value; 4] {
        [self.tenant.as_str().into(), self.document.into(), self.channel.as_str().into(), self.purpose.into()]
    }

    fn with(&self, values: impl IntoIterator<Item = Value>) -> Vec<Value> {
        self.values().into_iter().chain(values).collect()
    }
}

/// To whom, and by whom.
#[derive(Clone, Copy, Debug)]
pub struct Way<'a> {
    /// Address on Peppol, or e-mail address.
    pub recipient: &'a str,
    /// Whether the law takes this channel for this document.
    pub is_compliant: bool,
    /// Name of the access point; empty for e-mail.
    pub provider: &'a str,
}

/// Says that a document is about to be sent, before it is. What was sent before stays sent.
pub fn begin(key: &Key<'_>, way: &Way<'_>, now: Timestamp) -> Vec<Statement> {
    let begun = [way.recipient.into(), i64::from(way.is_compliant).into(), way.provider.into(), instant(now).into()];
    vec![
        Statement::new(include_str!("begin.sql"), key.with(begun)),
        Statement::new(include_str!("begin_again.sql"), key.with([way.recipient.into(), way.provider.into()])),
    ]
}

/// It was taken; `provider_id` is what the access point calls it.
pub fn sent(key: &Key<'_>, provider_id: &str, now: Timestamp) -> Statement {
    let provider_id: String = provider_id.chars().take(PROVIDER_ID_CHARS_MAX).collect();
    Statement::new(include_str!("sent.sql"), key.with([provider_id.into(), instant(now).into()]))
}

/// It was not taken this time, as far as is known: it stays with its way.
pub fn not_yet(key: &Key<'_>, reason: &str) -> Statement {
    Statement::new(
        include_str!("not_yet.sql"),
        key.with([DeliveryState::Sending.as_str().into(), clipped(reason).into()]),
    )
}

/// It was refused, or is known not to have left.
pub fn refused(key: &Key<'_>, reason: &str) -> Statement {
    Statement::new(
        include_str!("not_yet.sql"),
        key.with([DeliveryState::Refused.as_str().into(), clipped(reason).into()]),
    )
}

/// What became of a document that an access point took: it arrived, or it did not and here is why.
pub fn arrived(tenant: &TenantId, document: &str, outcome: Result<(), &str>) -> Statement {
    let (state, reason) = match outcome {
        Ok(()) => (DeliveryState::Delivered, String::new()),
        Err(reason) => (DeliveryState::Failed, clipped(reason)),
    };
    let values = [tenant.as_str().into(), document.into(), state.as_str().into(), reason.into()];
    Statement::new(include_str!("arrived.sql"), values)
}

/// Where a delivery stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeliveryState {
    /// It is about to be sent, or it is not known whether it was.
    Sending,
    /// It was taken.
    Sent,
    /// It reached the access point of the buyer.
    Delivered,
    /// It was not taken.
    Refused,
    /// It was taken and did not arrive.
    Failed,
}

impl DeliveryState {
    fn as_str(self) -> &'static str {
        match self {
            Self::Sending => "sending",
            Self::Sent => "sent",
            Self::Delivered => "delivered",
            Self::Refused => "refused",
            Self::Failed => "failed",
        }
    }

    /// Whether it was taken, whatever came after.
    pub fn was_taken(self) -> bool {
        matches!(self, Self::Sent | Self::Delivered | Self::Failed)
    }
}

/// A stored delivery.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct DeliveryRow {
    /// `peppol` or `email`.
    pub channel: String,
    /// [`ORIGINAL`], or `resend-1` and so on.
    pub purpose: String,
    /// Where it stands.
    pub state: DeliveryState,
    /// To whom.
    pub recipient: String,
    /// 1 where the law takes this channel for this document.
    pub is_compliant: u8,
    /// Name of the access point; empty for e-mail.
    pub provider: String,
    /// What it calls the document; empty before it took it.
    pub provider_id: String,
    /// Why it was not taken, or did not arrive; empty where nothing went wrong.
    pub reason: String,
    /// When it was begun.
    pub created_at: String,
    /// When it was taken.
    pub sent_at: Option<String>,
}

impl DeliveryRow {
    /// Whether it is this one.
    pub fn is(&self, channel: Channel, purpose: &str) -> bool {
        self.channel == channel.as_str() && self.purpose == purpose
    }
}

/// What was sent of a document, or tried, oldest first.
pub fn of_document(tenant: &TenantId, document: &str) -> Query<Vec<DeliveryRow>> {
    Query::all::<DeliveryRow>(include_str!("of_document.sql"), [tenant.as_str().into(), document.into()])
}

/// What happened to a document, told once. The detail is a text for the admin; it may be empty.
pub fn event(tenant: &TenantId, document: &str, at: Timestamp, kind: EventKind, detail: &str) -> Statement {
    let values =
        [tenant.as_str().into(), document.into(), instant(at).into(), kind.as_str().into(), clipped(detail).into()];
    Statement::new(include_str!("record_event.sql"), values)
}

/// What a lookup found, told where it is not the last thing that was told.
pub fn looked_up(tenant: &TenantId, document: &str, at: Timestamp, detail: &str) -> Statement {
    let values = [tenant.as_str().into(), document.into(), instant(at).into(), clipped(detail).into()];
    Statement::new(include_str!("record_lookup.sql"), values)
}

/// A person opened the link of a document; told once a day.
pub fn opened(tenant: &TenantId, document: &DocumentId, at: Timestamp) -> Statement {
    let at = instant(at);
    let day: String = at.chars().take(10).collect();
    let values = [tenant.as_str().into(), document.as_str().into(), at.into(), day.into()];
    Statement::new(include_str!("record_opening.sql"), values)
}

/// Something that happened to a document.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct EventRow {
    /// UTC instant.
    pub at: String,
    /// Name of an [`EventKind`].
    pub kind: String,
    /// For the admin; may be empty.
    pub detail: String,
}

/// The latest events of a document, the last one first.
pub fn events(tenant: &TenantId, document: &str) -> Query<Vec<EventRow>> {
    Query::all::<EventRow>(include_str!("events.sql"), [tenant.as_str().into(), document.into(), EVENTS.into()])
}

/// How a document was sent, as lists show it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct SentRow {
    /// Name of a [`SentBy`].
    pub sent_by: String,
    /// Where the delivery stands, if there is one.
    #[serde(rename = "delivery_state")]
    pub state: Option<DeliveryState>,
    /// UTC instant.
    pub sent_at: Option<String>,
    /// 1 unless the law does not take this channel for this document.
    pub is_compliant: u8,
    /// Why it is not there yet; empty where nothing went wrong.
    #[serde(rename = "delivery_reason")]
    pub reason: String,
}

impl SentRow {
    /// How it was sent.
    pub fn by(&self) -> SentBy {
        SentBy::parse(&self.sent_by).unwrap_or(SentBy::NotSent)
    }
}

/// How a document was sent; none where there is no such document.
pub fn status(tenant: &TenantId, document: &str) -> Query<Option<SentRow>> {
    Query::first::<SentRow>(include_str!("find_status.sql"), [tenant.as_str().into(), document.into()])
}

/// The contact of a document as it is today.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct BuyerContact {
    /// Name of a [`ContactKind`].
    pub kind: String,
    /// Where mail goes.
    pub email: Option<String>,
}

impl BuyerContact {
    /// Company or person.
    pub fn kind(&self) -> Option<ContactKind> {
        ContactKind::parse(&self.kind)
    }
}

/// The contact of a document, if it has one.
pub fn buyer_contact(tenant: &TenantId, document: &str) -> Query<Option<BuyerContact>> {
    let values = [tenant.as_str().into(), document.into()];
    Query::first::<BuyerContact>(include_str!("find_buyer_contact.sql"), values)
}

/// The row of the outbox that sends a document, by its purpose.
pub fn outbox_id(document: &str, purpose: &str) -> String {
    if purpose == ORIGINAL {
        format!("send_document:{document}")
    } else {
        format!("send_document:{document}:{purpose}")
    }
}

/// Sends a new document by itself, where the tenant wants it so.
pub fn send_automatically(
    context: &WriteContext<'_>,
    document: &DocumentId,
    kind: SeriesKind,
    source: Source,
) -> Statement {
    Statement::new(
        include_str!("plan_automatic.sql"),
        [
            context.tenant.as_str().into(),
            document.as_str().into(),
            kind.as_str().into(),
            source.as_str().into(),
            context.base_url.into(),
            instant(context.now).into(),
        ],
    )
}

/// Sends a document because somebody asked for it; `channel` is what they asked for, if anything. A first sending that came to
/// no end does not stay among what failed.
pub fn send_as_asked(
    context: &WriteContext<'_>,
    document: &str,
    channel: Option<Channel>,
    purpose: &str,
) -> Vec<Statement> {
    let (details, detail) = match channel {
        Some(channel) => (
            serde_json::json!({ "channel": channel.as_str(), "purpose": purpose }),
            format!("By {}", if channel == Channel::Email { "e-mail" } else { channel.title() }),
        ),
        None => (serde_json::json!({ "purpose": purpose }), String::new()),
    };
    let (tenant, id, now) = (context.tenant.as_str(), outbox_id(document, purpose), instant(context.now));
    let asked = Statement::new(
        include_str!("record_asked.sql"),
        [tenant.into(), document.into(), now.as_str().into(), detail.into(), id.as_str().into()],
    );
    let plan = Statement::new(
        include_str!("plan_asked.sql"),
        [tenant.into(), id.into(), document.into(), details.to_string().into(), context.base_url.into(), now.into()],
    );
    let mut statements = vec![asked, plan];
    if purpose != ORIGINAL {
        statements.push(failed::dismiss(context.tenant, &outbox_id(document, ORIGINAL)));
    }
    statements
}

/// Which documents are sent by themselves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Automatic(Vec<(SeriesKind, Source)>);

/// What can be sent by itself, in the order of the form.
pub const AUTOMATIC: [(SeriesKind, Source); 5] = [
    (SeriesKind::Invoice, Source::Booking),
    (SeriesKind::Quotation, Source::Booking),
    (SeriesKind::Invoice, Source::Manual),
    (SeriesKind::Quotation, Source::Manual),
    (SeriesKind::CreditNote, Source::Manual),
];

impl Automatic {
    /// Those for which `is_on` says so.
    pub fn of(is_on: impl Fn(SeriesKind, Source) -> bool) -> Self {
        Self(AUTOMATIC.into_iter().filter(|(kind, source)| is_on(*kind, *source)).collect())
    }

    /// Whether documents of a kind and a source are sent by themselves.
    pub fn has(&self, kind: SeriesKind, source: Source) -> bool {
        self.0.contains(&(kind, source))
    }
}

/// The stored setting. What was never set is on for documents of bookings and off for all others.
pub fn settings(tenant: &TenantId) -> Query<Automatic> {
    Query::all::<SettingRow>(include_str!("settings.sql"), [tenant.as_str().into()]).map(|rows| {
        Automatic::of(|kind, source| {
            match rows.iter().find(|row| row.kind == kind.as_str() && row.source == source.as_str()) {
                Some(row) => row.is_automatic == 1,
                None => source == Source::Booking,
            }
        })
    })
}

#[derive(Deserialize)]
struct SettingRow {
    kind: String,
    source: String,
    is_automatic: u8,
}

/// Stores the setting. It concerns documents that are made from now on.
pub fn save_settings(tenant: &TenantId, automatic: &Automatic) -> Vec<Statement> {
    AUTOMATIC
        .into_iter()
        .map(|(kind, source)| {
            let is_on = i64::from(automatic.has(kind, source));
            let values = [tenant.as_str().into(), kind.as_str().into(), source.as_str().into(), is_on.into()];
            Statement::new(include_str!("save_setting.sql"), values)
        })
        .collect()
}
