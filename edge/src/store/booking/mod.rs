//! Bookings: placing one with its document in one batch, reading it back for a replay, cancelling it.

pub mod list;
pub mod reschedule;

use super::{
    contact,
    document::{self, Issue, source::Source},
    link_grant::Grant,
    tenant::guard,
    write::{Happened, Write, WriteContext},
};
use crate::platform::{
    database::{DatabaseError, Handle, Query, Statement},
    instant::instant,
};
use jiff::{Timestamp, ToSpan, civil::Date, tz::TimeZone};
use serde::{Deserialize, Serialize};
use shared::{
    billing::{document::BookedService, number::DocumentNumber, party::Address},
    booking::{plan::BookingPlan, request::Customer},
    id::{BookingId, ContactId, DocumentId, TenantId},
    limits,
    tenant::settings::Tenant,
};

/// The last civil date on which a booking's manage link works.
pub fn link_expires_on(ends_at: Timestamp) -> Date {
    ends_at.to_zoned(TimeZone::UTC).date().saturating_add(limits::MANAGE_LINK_DAYS.days())
}

/// The customer as the booking keeps it.
#[derive(Serialize)]
struct CustomerJson<'a> {
    name: &'a str,
    email: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    phone: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    company: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    vat_identifier: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    address: Option<&'a Address>,
}

impl<'a> From<&'a Customer> for CustomerJson<'a> {
    fn from(customer: &'a Customer) -> Self {
        let company = customer.company.as_ref();
        Self {
            name: &customer.name,
            email: &customer.email,
            phone: customer.phone.as_deref(),
            company: company.map(|company| company.name.as_str()),
            vat_identifier: company.and_then(|company| company.vat_identifier.as_deref()),
            address: customer.address.as_ref(),
        }
    }
}

/// Ids made for a new booking.
pub struct NewIds {
    /// Contact, used if the e-mail address is new.
    pub contact: ContactId,
    /// Document.
    pub document: DocumentId,
}

/// Where the answer to [`place`] is.
pub struct Placed {
    /// Name of the resource.
    pub resource_name: Handle<String>,
    /// Number of the document; none where none is made.
    pub number: Option<Handle<DocumentNumber>>,
}

#[derive(Deserialize)]
struct PlacedRow {
    resource_name: String,
}

/// Guard, contact, booking, busy interval and, where a document is made, number and document: together or not at all.
///
/// # Errors
/// [`DatabaseError::Defect`] if something cannot be written as JSON.
pub fn place(
    plan: &BookingPlan,
    tenant: &Tenant,
    request_hash: &str,
    ids: &NewIds,
    context: WriteContext<'_>,
) -> Result<(Write, Placed), DatabaseError> {
    let request = &plan.request;
    let id = request.id.to_string();
    let tenant_id = tenant.id.as_str();
    let candidates: Vec<&str> = plan.candidates.iter().map(|resource| resource.as_str()).collect();
    let json = |error: serde_json::Error| DatabaseError::Defect(format!("booking: {error}"));
    let customer = serde_json::to_string(&CustomerJson::from(&request.customer)).map_err(json)?;
    let candidates = serde_json::to_string(&candidates).map_err(json)?;
    let (starts_at, ends_at) = (request.starts_at.as_second(), plan.booked.ends_at.as_second());
    let mut write = Write::new([
        guard::unchanged(&tenant.id, tenant.settings_version),
        contact::keep_new(&tenant.id, &request.customer.contact(ids.contact.clone(), plan.language), context.now),
    ]);
    let resource_name = write.add(
        Query::one::<PlacedRow>(
            include_str!("insert_booking.sql"),
            [
                tenant_id.into(),
                id.as_str().into(),
                request_hash.into(),
                plan.booked.reference.as_str().into(),
                request.customer.email.as_str().into(),
                plan.service.as_str().into(),
                plan.service_name.as_str().into(),
                request.seats.into(),
                instant(request.starts_at).into(),
                instant(plan.booked.ends_at).into(),
                tenant.time_zone.as_str().into(),
                plan.booked.local_starts_at.as_str().into(),
                plan.booked.local_ends_at.as_str().into(),
                plan.language.tag().into(),
                customer.into(),
                request.customer.name.as_str().into(),
                request.notes.as_deref().into(),
                instant(context.now).into(),
                candidates.into(),
                plan.busy_from.into(),
                plan.busy_until.into(),
                starts_at.into(),
                ends_at.into(),
                plan.capacity.into(),
            ],
        )
        .map(|row| row.resource_name),
    );
    write.push(Statement::new(include_str!("guard_slot_taken.sql"), []));
    write.push(Statement::new(
        include_str!("insert_busy.sql"),
        [
            tenant_id.into(),
            id.into(),
            starts_at.into(),
            ends_at.into(),
            plan.busy_from.into(),
            plan.busy_until.into(),
            plan.capacity.into(),
        ],
    ));
    let document = plan.document.as_ref().map(|draft| Issue {
        context,
        id: &ids.document,
        booking: Some(request.id),
        contact: None,
        quotation: None,
        corrects: None,
        draft,
        source: Source::Booking,
    });
    let number = document.map(|document| document::issue(&mut write, &document)).transpose()?;
    write.note(Happened::BookingPlaced { booking: request.id });
    Ok((write, Placed { resource_name, number }))
}

/// A stored booking.
#[derive(Clone, Debug, Deserialize)]
pub struct StoredBooking {
    /// Whose.
    pub tenant_id: String,
    /// UUIDv7.
    pub id: String,
    /// SHA-256 of the request, to tell a retry from another booking.
    pub request_hash: String,
    /// Reference for people.
    pub reference: String,
    /// `confirmed` or `cancelled`.
    pub status: String,
    /// Name of the service at booking time.
    pub service_name: String,
    /// Name of the resource at booking time.
    pub resource_name: String,
    /// UTC instant.
    pub starts_at: String,
    /// UTC instant, exclusive.
    pub ends_at: String,
    /// IANA zone.
    pub time_zone: String,
    /// Wall time of the start.
    pub local_starts_at: String,
    /// Wall time of the end.
    pub local_ends_at: String,
    /// Language of its pages.
    pub language: String,
    /// SEQUENCE of its calendar file.
    pub sequence: u32,
    /// When it was made.
    pub created_at: String,
    /// When it was cancelled.
    pub cancelled_at: Option<String>,
    /// The end that it had when it was made, once it was moved: its links are signed with it.
    #[serde(default)]
    pub first_ends_at: Option<String>,
    /// When it was moved last.
    #[serde(default)]
    pub moved_at: Option<String>,
    /// Present version of its links.
    pub link_version: i64,
}

/// A stored instant.
fn parsed(name: &str, text: &str) -> Result<Timestamp, DatabaseError> {
    text.parse().map_err(|_| DatabaseError::Defect(name.to_owned()))
}

/// What the links of a booking are signed with: the end that it had when it was made, so that they survive a move.
///
/// # Errors
/// [`DatabaseError::Defect`] if a stored end is no instant.
pub fn link_grant<'a>(
    tenant: &'a TenantId,
    version: i64,
    ends_at: &str,
    first_ends_at: Option<&str>,
) -> Result<Grant<'a>, DatabaseError> {
    let signed = parsed("ends_at", first_ends_at.unwrap_or(ends_at))?;
    Ok(Grant { tenant, version, expires_on: link_expires_on(signed) })
}

impl StoredBooking {
    /// Whether it was cancelled.
    pub fn is_cancelled(&self) -> bool {
        self.status == "cancelled"
    }

    /// What its links are signed with.
    ///
    /// # Errors
    /// [`DatabaseError::Defect`] if the stored end is no instant.
    pub fn grant<'a>(&self, tenant: &'a TenantId) -> Result<Grant<'a>, DatabaseError> {
        link_grant(tenant, self.link_version, &self.ends_at, self.first_ends_at.as_deref())
    }

    /// The last civil date on which its links work.
    ///
    /// # Errors
    /// [`DatabaseError::Defect`] if the stored end is no instant.
    pub fn links_work_until(&self) -> Result<Date, DatabaseError> {
        parsed("ends_at", &self.ends_at).map(link_expires_on)
    }
}

/// A booking by its id.
pub fn by_id(tenant: &TenantId, id: BookingId) -> Query<Option<StoredBooking>> {
    let values = [tenant.as_str().into(), id.to_string().into()];
    Query::first::<StoredBooking>(include_str!("booking_by_id.sql"), values)
}

/// What the manage page shows beside the booking.
#[derive(Clone, Debug, Deserialize)]
pub struct ManagedBy {
    /// Name in URLs.
    pub tenant_slug: String,
    /// Trading name.
    pub tenant_name: String,
    /// Colour.
    pub accent: String,
    /// Contact e-mail.
    pub tenant_email: String,
    /// Contact phone.
    pub tenant_phone: String,
}

/// A booking and its tenant, for the manage page.
pub fn for_manage(tenant: &TenantId, id: BookingId) -> Query<Option<(StoredBooking, ManagedBy)>> {
    let values = [tenant.as_str().into(), id.to_string().into()];
    Query::first::<ManagedRow>(include_str!("booking_for_manage.sql"), values)
        .map(|row| row.map(|row| (row.booking, row.by)))
}

#[derive(Deserialize)]
struct ManagedRow {
    #[serde(flatten)]
    booking: StoredBooking,
    #[serde(flatten)]
    by: ManagedBy,
}

/// A booking and its customer as JSON, for a mail about it.
pub fn for_notice(tenant: &TenantId, id: BookingId) -> Query<Option<(StoredBooking, String)>> {
    let values = [tenant.as_str().into(), id.to_string().into()];
    Query::first::<NoticedRow>(include_str!("booking_by_id.sql"), values)
        .map(|row| row.map(|row| (row.booking, row.customer)))
}

#[derive(Deserialize)]
struct NoticedRow {
    #[serde(flatten)]
    booking: StoredBooking,
    customer: String,
}

/// The booking of a document as it stands now.
#[derive(Clone, Debug, Deserialize)]
pub struct BookedNow {
    id: String,
    sequence: u32,
    /// When it takes place.
    #[serde(flatten)]
    pub service: BookedService,
}

impl BookedNow {
    /// Aborts a batch as `booking_moved` if the booking was moved or cancelled since it was read.
    pub fn guard(&self, tenant: &TenantId) -> Statement {
        Statement::new(
            include_str!("guard_booking_moved.sql"),
            [tenant.as_str().into(), self.id.as_str().into(), self.sequence.into()],
        )
    }
}

/// The booking of a document, by the id of either; none where there is no booking.
pub fn booked_service(tenant: &TenantId, id: &str) -> Query<Option<BookedNow>> {
    Query::first::<BookedNow>(include_str!("booked_service.sql"), [tenant.as_str().into(), id.into()])
}

/// Who cancels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CancelledBy {
    /// The customer, by the manage link.
    Customer,
    /// An admin.
    Admin,
}

/// Cancels a booking, frees its slot and withdraws its open quotation. An issued invoice stays as it is.
///
/// A booking that is cancelled already aborts the batch as `booking_already_cancelled`.
pub fn cancel(context: &WriteContext<'_>, booking: BookingId, by: CancelledBy) -> Write {
    let (tenant, id, now) = (context.tenant.as_str(), booking.to_string(), instant(context.now));
    let by = match by {
        CancelledBy::Customer => "customer",
        CancelledBy::Admin => "admin",
    };
    Write::new([
        Statement::new(
            include_str!("cancel_booking.sql"),
            [tenant.into(), id.as_str().into(), now.as_str().into(), by.into()],
        ),
        Statement::new(include_str!("guard_booking_cancelled.sql"), []),
        Statement::new(include_str!("delete_busy.sql"), [tenant.into(), id.as_str().into()]),
        Statement::new(include_str!("withdraw_quotation.sql"), [tenant.into(), id.into(), now.into()]),
    ])
    .happens(Happened::BookingCancelled { booking })
}
