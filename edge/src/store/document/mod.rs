//! Documents: taking the next number and storing the document in one batch, and reading stored ones.

pub mod detail;
pub mod source;

use self::source::Source;
use super::{
    link_grant::Grant,
    payment::BalanceRow,
    quotation::answer::{AnswerRow, GivenAnswer},
    write::{Happened, Write, WriteContext},
};
use crate::platform::{
    database::{DatabaseError, Handle, Query, Statement},
    instant::instant,
};
use jiff::{ToSpan, civil::Date};
use serde::Deserialize;
use shared::{
    billing::{
        balance::Balance,
        cash_discount::cash_discount_of,
        document::{Document, Draft},
        legal_particulars::missing,
        number::{DocumentNumber, SeriesKind},
        quotation::Outcome,
    },
    id::{BookingId, DocumentId, TenantId},
    limits,
};

/// What is stored with a document besides its draft.
#[derive(Clone, Debug)]
pub struct Issue<'a> {
    /// Whose, and when.
    pub context: WriteContext<'a>,
    /// Handle of the new document: 128 random bits or more.
    pub id: &'a DocumentId,
    /// The booking it is for; none where an admin wrote the document.
    pub booking: Option<BookingId>,
    /// The contact it is for, where it is not the one who booked.
    pub contact: Option<&'a str>,
    /// The quotation that becomes this invoice.
    pub quotation: Option<&'a DocumentId>,
    /// The invoice that this credit note corrects.
    pub corrects: Option<&'a DocumentId>,
    /// The document without its number.
    pub draft: &'a Draft,
    /// Where it comes from.
    pub source: Source,
}

/// The last civil date on which links to a document work.
pub fn link_expires_on(draft: &Draft) -> Date {
    match draft {
        Draft::Quotation(quotation) => quotation.valid_until.saturating_add(limits::QUOTE_LINK_DAYS.days()),
        Draft::Invoice(invoice) => invoice.due_date.saturating_add(limits::INVOICE_LINK_DAYS.days()),
        Draft::CreditNote(note) => note.issue_date.saturating_add(limits::INVOICE_LINK_DAYS.days()),
    }
}

/// Adds number and document to the write that causes them. Answers where the number will be.
///
/// # Errors
/// [`DatabaseError::Defect`] if the draft cannot be written as JSON, or is an invoice or a credit note without all particulars
/// of its seller.
pub fn issue(write: &mut Write, issue: &Issue<'_>) -> Result<Handle<DocumentNumber>, DatabaseError> {
    let draft = issue.draft;
    // The callers answer what is missing in words; a document that the law refuses is not stored, whoever forgets to ask.
    if !matches!(draft, Draft::Quotation(_)) && !missing(&draft.content().seller).is_empty() {
        return Err(DatabaseError::Defect("document: particulars of the seller are missing".into()));
    }
    let (tenant, id) = (issue.context.tenant.as_str(), issue.id.as_str());
    let content = serde_json::to_string(draft).map_err(|error| DatabaseError::Defect(format!("document: {error}")))?;
    let (due_date, valid_until) = match draft {
        Draft::Quotation(quotation) => (None, Some(quotation.valid_until.to_string())),
        Draft::Invoice(invoice) => (Some(invoice.due_date.to_string()), None),
        Draft::CreditNote(_) => (None, None),
    };
    let (series, totals) = (draft.series(), &draft.content().totals);
    let year = i64::from(draft.issue_date().year());
    let created_at = instant(issue.context.now);
    let cash_discount =
        cash_discount_of(draft.content()).map_err(|error| DatabaseError::Defect(format!("cash discount: {error}")))?;
    let pay_by = match draft {
        Draft::Invoice(invoice) => invoice.cash_discount.as_ref().map(|offer| offer.pay_by.to_string()),
        Draft::Quotation(_) | Draft::CreditNote(_) => None,
    };
    write.push(Statement::new(
        include_str!("next_number.sql"),
        [tenant.into(), series.as_str().into(), year.into(), series.prefix().into()],
    ));
    let number = write.add(
        Query::one::<NumberRow>(
            include_str!("insert_document.sql"),
            [
                tenant.into(),
                id.into(),
                series.as_str().into(),
                year.into(),
                issue.booking.map(|booking| booking.to_string()).into(),
                issue.quotation.map(DocumentId::as_str).into(),
                draft.issue_date().to_string().into(),
                due_date.into(),
                valid_until.into(),
                draft.content().buyer.name.as_str().into(),
                draft.content().currency.as_str().into(),
                totals.total_without_vat.cents().into(),
                totals.vat_total.cents().into(),
                totals.total_with_vat.cents().into(),
                totals.amount_due.cents().into(),
                content.into(),
                issue.source.as_str().into(),
                created_at.as_str().into(),
                link_expires_on(draft).to_string().into(),
                issue.corrects.map(DocumentId::as_str).into(),
                issue.contact.into(),
                draft.type_code().into(),
                cash_discount.cents().into(),
                pay_by.into(),
            ],
        )
        .map(|row| DocumentNumber::from_database(row.number, row.year, row.sequence)),
    );
    write.note(Happened::DocumentIssued { document: issue.id.clone(), kind: series, source: issue.source });
    Ok(number)
}

#[derive(Deserialize)]
struct NumberRow {
    number: String,
    year: u16,
    sequence: u32,
}

/// The date of the last document of a kind in the series of a day's year; none where the series has no document yet.
pub fn last_issued(tenant: &TenantId, series: SeriesKind, day: Date) -> Query<Option<Date>> {
    let values = [tenant.as_str().into(), series.as_str().into(), i64::from(day.year()).into()];
    Query::first::<LastIssuedRow>(include_str!("last_issued.sql"), values).map(|row| row.map(|row| row.issue_date))
}

#[derive(Deserialize)]
struct LastIssuedRow {
    issue_date: Date,
}

/// A stored document.
#[derive(Clone, Debug)]
pub struct StoredDocument {
    /// Whose.
    pub tenant: TenantId,
    /// Handle.
    pub id: DocumentId,
    /// The booking it is for.
    pub booking_id: Option<String>,
    /// The contact it is for.
    pub contact_id: Option<String>,
    /// Number and content.
    pub document: Document,
    /// Whether it was made with its booking.
    pub with_booking: bool,
    /// How the quotation ended.
    pub outcome: Option<Outcome>,
    /// The invoice that the quotation became.
    pub invoice_id: Option<DocumentId>,
    /// Present version of its links.
    pub link_version: i64,
    /// Last day of its links.
    pub link_expires_on: Date,
    /// SHA-256 of its PDF in hex, once that was drawn; none also where it was not asked for.
    pub pdf_sha256: Option<String>,
}

impl StoredDocument {
    /// What its links are signed with.
    pub fn grant(&self) -> Grant<'_> {
        Grant { tenant: &self.tenant, version: self.link_version, expires_on: self.link_expires_on }
    }
}

/// A document as every statement selects it that answers whole ones.
#[derive(Deserialize)]
pub struct DocumentRow {
    tenant_id: String,
    id: String,
    year: u16,
    sequence: u32,
    number: String,
    booking_id: Option<String>,
    contact_id: Option<String>,
    content: String,
    source: String,
    link_expires_on: String,
    link_version: i64,
    outcome: Option<Outcome>,
    invoice_id: Option<String>,
    /// Only where the statement tells it.
    #[serde(default)]
    pdf_sha256: Option<String>,
}

impl TryFrom<DocumentRow> for StoredDocument {
    type Error = DatabaseError;

    fn try_from(row: DocumentRow) -> Result<Self, DatabaseError> {
        let draft: Draft =
            serde_json::from_str(&row.content).map_err(|error| DatabaseError::Defect(format!("document: {error}")))?;
        Ok(Self {
            tenant: TenantId::new(row.tenant_id),
            id: DocumentId::new(row.id),
            booking_id: row.booking_id,
            contact_id: row.contact_id,
            document: draft.issued(DocumentNumber::from_database(row.number, row.year, row.sequence)),
            with_booking: row.source == "booking",
            outcome: row.outcome,
            invoice_id: row.invoice_id.map(DocumentId::new),
            link_version: row.link_version,
            link_expires_on: row
                .link_expires_on
                .parse()
                .map_err(|_| DatabaseError::Defect("link_expires_on".into()))?,
            pdf_sha256: row.pdf_sha256,
        })
    }
}

/// The documents of a booking, oldest first.
pub fn of_booking(tenant: &TenantId, booking: BookingId) -> Query<Vec<StoredDocument>> {
    Query::all::<DocumentRow>(
        include_str!("documents_of_booking.sql"),
        [tenant.as_str().into(), booking.to_string().into()],
    )
    .try_into_each()
}

/// Documents by their ids, by number.
pub fn by_ids(tenant: &TenantId, ids: &[&str]) -> Query<Vec<StoredDocument>> {
    Query::all::<DocumentRow>(
        include_str!("documents_by_ids.sql"),
        [tenant.as_str().into(), serde_json::Value::from(ids).to_string().into()],
    )
    .try_into_each()
}

/// A document with what its public page shows beside it.
#[derive(Clone, Debug)]
pub struct PublicDocument {
    /// The document.
    pub stored: StoredDocument,
    /// Version and last day of the links to the invoice that the quotation became.
    pub invoice_link: Option<(i64, Date)>,
    /// What of an invoice is credited and paid; any other document is untouched.
    pub balance: Balance,
    /// What the customer said to a quotation.
    pub answer: Option<GivenAnswer>,
    /// Day, in UTC, on which a person opened it last.
    pub opened_on: Option<String>,
    /// Whether the booking was cancelled.
    pub booking_cancelled: bool,
    /// The tenant's colour.
    pub accent: String,
    /// The tenant's zone, for today's date.
    pub time_zone: String,
}

/// A document by its public handle.
pub fn by_handle(handle: &str) -> Query<Option<PublicDocument>> {
    Query::first::<PublicRow>(include_str!("document_by_handle.sql"), [handle.into()]).try_into_each()
}

#[derive(Deserialize)]
struct PublicRow {
    #[serde(flatten)]
    document: DocumentRow,
    invoice_link_expires_on: Option<String>,
    invoice_link_version: Option<i64>,
    amount_due: i64,
    credited: i64,
    paid: i64,
    cash_discount: i64,
    opened_on: Option<String>,
    booking_status: Option<String>,
    accent: String,
    time_zone: String,
    #[serde(flatten)]
    answer: AnswerRow,
}

impl TryFrom<PublicRow> for PublicDocument {
    type Error = DatabaseError;

    fn try_from(row: PublicRow) -> Result<Self, DatabaseError> {
        let invoice_link = match row.invoice_link_expires_on {
            Some(date) => Some((
                row.invoice_link_version.unwrap_or(1),
                date.parse().map_err(|_| DatabaseError::Defect("link_expires_on".into()))?,
            )),
            None => None,
        };
        let balance = BalanceRow {
            total: row.amount_due,
            credited: row.credited,
            paid: row.paid,
            cash_discount: row.cash_discount,
        };
        Ok(Self {
            stored: row.document.try_into()?,
            invoice_link,
            balance: balance.decode()?,
            answer: row.answer.given(),
            opened_on: row.opened_on,
            booking_cancelled: row.booking_status.as_deref() == Some("cancelled"),
            accent: row.accent,
            time_zone: row.time_zone,
        })
    }
}
