//! Notices: planned in the batch of what causes them, taken back with it, and noted once they were sent.

use jiff::{
    Timestamp,
    civil::{Date, Time},
};
use serde::Deserialize;
use shared::{
    delivery::notice::{NoticeSettings, QuietHours},
    id::{BookingId, DocumentId, TenantId},
    limits,
};

use super::write::WriteContext;
use crate::platform::{
    database::{Batch, Handle, Query, Statement, Value},
    instant::instant,
};

fn values(context: &WriteContext<'_>, subject: &str) -> [Value; 4] {
    [context.tenant.as_str().into(), subject.into(), context.base_url.into(), instant(context.now).into()]
}

fn now(context: &WriteContext<'_>, booking: BookingId, notice: &str) -> Statement {
    let values = values(context, &booking.to_string()).into_iter().chain([notice.into()]);
    Statement::new(include_str!("plan.sql"), values)
}

fn reminders(context: &WriteContext<'_>, booking: BookingId) -> Statement {
    Statement::new(include_str!("plan_reminders.sql"), values(context, &booking.to_string()))
}

fn without_reminders(context: &WriteContext<'_>, booking: BookingId) -> Statement {
    let values = [context.tenant.as_str().into(), booking.to_string().into()];
    Statement::new(include_str!("unplan_reminders.sql"), values)
}

/// A booking was made: its confirmation now, its reminders in time.
pub fn of_new_booking(context: &WriteContext<'_>, booking: BookingId) -> Vec<Statement> {
    vec![now(context, booking, "confirmation"), reminders(context, booking)]
}

/// A booking was cancelled: the reminders go, the customer is told.
pub fn of_cancelled_booking(context: &WriteContext<'_>, booking: BookingId) -> Vec<Statement> {
    vec![without_reminders(context, booking), now(context, booking, "cancelled")]
}

/// A booking was moved, and its SEQUENCE raised: the reminders follow the new time, the customer is told.
pub fn of_moved_booking(context: &WriteContext<'_>, booking: BookingId) -> Vec<Statement> {
    vec![without_reminders(context, booking), reminders(context, booking), now(context, booking, "rescheduled")]
}

/// A document was issued: the overdue notices of an invoice, nothing for any other.
pub fn of_document(context: &WriteContext<'_>, document: &DocumentId) -> Statement {
    Statement::new(include_str!("plan_overdue.sql"), values(context, document.as_str()))
}

/// A payment of an invoice was undone: the overdue notices come back that were dropped because it was paid, on the next morning at
/// the earliest. What went out stays out, and so does what failed.
pub fn of_unpaid_invoice(context: &WriteContext<'_>, invoice: &DocumentId) -> Statement {
    Statement::new(include_str!("replan_overdue.sql"), values(context, invoice.as_str()))
}

/// Aborts the batch as `lease_lost` where something of the invoice is due again, so that the work is done anew.
pub fn guard_settled(tenant: &TenantId, document: &DocumentId) -> Statement {
    Statement::new(include_str!("guard_settled.sql"), [tenant.as_str().into(), document.as_str().into()])
}

/// Settings as they are stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredSettings {
    /// What is sent.
    pub settings: NoticeSettings,
    /// Version, 0 where nothing was ever saved.
    pub version: i64,
}

/// The present settings.
pub fn settings(tenant: &TenantId) -> Query<StoredSettings> {
    Query::one::<SettingsRow>(include_str!("settings.sql"), [tenant.as_str().into()]).map(Into::into)
}

#[derive(Deserialize)]
struct SettingsRow {
    version: i64,
    confirmations: i64,
    changes: i64,
    reminder_1: Option<u32>,
    reminder_2: Option<u32>,
    overdue_1: Option<u32>,
    overdue_2: Option<u32>,
    overdue_3: Option<u32>,
    quiet_from: Option<Time>,
    quiet_until: Option<Time>,
}

impl From<SettingsRow> for StoredSettings {
    fn from(row: SettingsRow) -> Self {
        let quiet_hours = row.quiet_from.zip(row.quiet_until).map(|(from, until)| QuietHours { from, until });
        let settings = NoticeSettings {
            confirmations: row.confirmations == 1,
            changes: row.changes == 1,
            reminders: [row.reminder_1, row.reminder_2],
            overdue: [row.overdue_1, row.overdue_2, row.overdue_3],
            quiet_hours,
        };
        Self { settings, version: row.version }
    }
}

/// Saves settings over those of this version, and plans what is still to come anew. Answers whether they still had that version;
/// else planning anew is planning as before.
pub fn save_settings(context: &WriteContext<'_>, settings: &NoticeSettings, version: i64) -> (Batch, Handle<bool>) {
    let tenant = context.tenant.as_str();
    let [first, second] = settings.reminders;
    let [one, two, three] = settings.overdue;
    let clock = |time: Time| Value::from(time.strftime("%H:%M").to_string());
    let flag = |on: bool| Value::from(i64::from(on));
    let save = [
        tenant.into(),
        flag(settings.confirmations),
        flag(settings.changes),
        first.into(),
        second.into(),
        one.into(),
        two.into(),
        three.into(),
        settings.quiet_hours.map(|quiet| clock(quiet.from)).into(),
        settings.quiet_hours.map(|quiet| clock(quiet.until)).into(),
        version.into(),
    ];
    let anew = || [tenant.into(), context.base_url.into(), instant(context.now).into()];
    let mut batch = Batch::new();
    let is_saved = batch.add(Query::any(include_str!("save_settings.sql"), save));
    batch.run(Statement::new(include_str!("unplan_all.sql"), [tenant.into(), instant(context.now).into()]));
    batch.run(Statement::new(include_str!("plan_all_reminders.sql"), anew()));
    batch.run(Statement::new(include_str!("plan_all_overdue.sql"), anew()));
    (batch, is_saved)
}

/// Who writes: the tenant as its customers know it.
#[derive(Clone, Debug, Deserialize)]
pub struct Sender {
    /// Name in URLs.
    pub slug: String,
    /// Trading name.
    pub name: String,
    /// IANA zone.
    pub time_zone: String,
    /// BCP 47 tag.
    pub locale: String,
    /// Street line.
    pub street: String,
    /// Postal code.
    pub postal_code: String,
    /// City.
    pub city: String,
    /// Contact e-mail; may be empty.
    pub email: String,
    /// Contact phone; may be empty.
    pub phone: String,
}

/// Who writes.
pub fn sender(tenant: &TenantId) -> Query<Sender> {
    Query::one::<Sender>(include_str!("sender.sql"), [tenant.as_str().into()])
}

/// Where the contact of a document is reached now; none where there is no such document.
pub fn recipient(tenant: &TenantId, document: &DocumentId) -> Query<Option<Recipient>> {
    let values = [tenant.as_str().into(), document.as_str().into()];
    Query::first::<Recipient>(include_str!("recipient.sql"), values)
}

/// The address of a contact, and the booking that the document is for.
#[derive(Clone, Debug, Deserialize)]
pub struct Recipient {
    /// E-mail; none where the contact has none, or where there is no contact.
    pub email: Option<String>,
    /// Status of the booking; none where the document is for none.
    pub booking_status: Option<String>,
    /// Civil day of the booking, where it was moved.
    pub moved_to: Option<Date>,
}

/// Whether this notice was sent.
pub fn was_sent(tenant: &TenantId, subject: &str, notice: &str) -> Query<bool> {
    let values = [tenant.as_str().into(), subject.into(), notice.into()];
    Query::any(include_str!("find_sent.sql"), values)
}

/// Notes that a notice was sent.
pub fn note_sent(tenant: &TenantId, subject: &str, notice: &str, recipient: &str, at: Timestamp) -> Statement {
    let values = [tenant.as_str().into(), subject.into(), notice.into(), recipient.into(), instant(at).into()];
    Statement::new(include_str!("note_sent.sql"), values)
}

/// What became of a notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum NoticeState {
    /// It was sent.
    Sent,
    /// It is still to be sent.
    Planned,
    /// Nobody tries it again.
    Failed,
}

/// A notice of a booking, as the dashboard tells.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct NoticeRow {
    /// What became of it.
    pub state: NoticeState,
    /// Text of a [`shared::delivery::notice::Notice`].
    pub notice: String,
    /// UTC instant at which it was sent, is due, or failed.
    pub at: String,
    /// To whom it was sent, or what went wrong; may be empty.
    pub detail: String,
}

/// The notices of a booking.
pub fn of_booking(tenant: &TenantId, booking: BookingId) -> Query<Vec<NoticeRow>> {
    let values = [tenant.as_str().into(), booking.to_string().into()];
    Query::all::<NoticeRow>(include_str!("of_subject.sql"), values)
}

/// Asks for a test e-mail; `form` is the id that the form came with, so that sending it twice is sending it once. Answers
/// whether it will be sent: not where there were too many within the last hour.
pub fn test(context: &WriteContext<'_>, form: &str, details: &str) -> Query<bool> {
    let hour_ago = context.now.saturating_sub(jiff::SignedDuration::from_hours(1)).unwrap_or(context.now);
    Query::any(
        include_str!("insert_test.sql"),
        [
            context.tenant.as_str().into(),
            form.into(),
            details.into(),
            context.base_url.into(),
            instant(context.now).into(),
            instant(hour_ago).into(),
            limits::TEST_MAILS_PER_HOUR.into(),
        ],
    )
}
