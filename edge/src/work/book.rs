//! The main job: decide, store in one batch, answer. The API and the pages without a script book here, and nowhere else.

use std::sync::Arc;

use jiff::civil::Date;
use sha2::{Digest, Sha256};
use shared::{
    api::{BookingAnswer, BookingSummary, Code, DocumentKind, DocumentSummary, PutBooking},
    billing::document::{Document, Draft},
    booking::{
        plan::{BookSlotError, BookingPlan},
        request::BookingRequest,
    },
    id::{BookingId, ContactId, DocumentId, TenantId},
    tenant::settings::Tenant,
};

use crate::{
    app::{App, problem::Problem, random_id},
    attempt::{Failed, decide_again},
    platform::{
        database::{DatabaseError, Refused},
        digest::hex,
        instant::instant,
    },
    store::{
        booking::{self, NewIds, StoredBooking},
        document::{self, StoredDocument},
        link_grant::Grant,
    },
    work::{
        follow_up::with_consequences,
        tenant::{fresh_tenant, known_tenant},
    },
};

/// A booking that is stored.
#[derive(Debug)]
pub enum Booked {
    /// By this request.
    Now(BookingAnswer),
    /// By an earlier request with the same id and the same content.
    Before(BookingAnswer),
}

/// Books under the settings that this isolate knows, or, where somebody has changed them since, under those that are stored now:
/// `check` says whether they still let the caller in. A request with a known id is answered as it was the first time.
///
/// # Errors
/// `not-found`, `validation`, `slot-taken`, `booking-mismatch`, `settings-changed`, what `check` says, or a problem of ours.
pub async fn book(
    app: &App,
    known: &Arc<Tenant>,
    request: &BookingRequest,
    request_hash: &str,
    check: impl Fn(&Tenant) -> Result<(), Problem>,
) -> Result<Booked, Problem> {
    let id = request.id;
    let ids = &NewIds { contact: ContactId::new(random_id(app)), document: DocumentId::new(random_id(app)) };
    let (check, reference) = (&check, &reference_of(&known.id, id));
    let placed = decide_again(|failure| async move {
        // Somebody changed the settings since this isolate read them: decide again from what is stored now.
        let tenant = match failure {
            None => Arc::clone(known),
            Some(DatabaseError::Refused(Refused::SettingsChanged)) => {
                let fresh = fresh_tenant(app, &known.slug).await?;
                check(&fresh)?;
                fresh
            }
            Some(_) => known_tenant(app, &known.slug).await?,
        };
        let context = app.write_context(&tenant.id);
        let mut plan = match BookingPlan::decide(request.clone(), &tenant, context.now, reference.clone()) {
            Ok(plan) => plan,
            // A retry may arrive after the slot has left the offer; its booking is stored all the same.
            Err(refusal) => {
                return match find_booked(app, &tenant.id, id, request_hash).await? {
                    Some(answer) => Ok(Booked::Before(answer)),
                    None => Err(not_planned(refusal).into()),
                };
            }
        };
        if failure == Some(DatabaseError::Refused(Refused::IssueDateBeforeLast)) {
            // Another clock is ahead of this one.
            let last = last_issued(app, &tenant, plan.document.as_ref()).await?;
            plan = plan.issued_no_earlier_than(last);
        }
        let (write, placed) = booking::place(&plan, &tenant, request_hash, ids, context)?;
        match app.run(with_consequences(&context, write)).await {
            Ok(mut answers) => {
                app.follow(&tenant.id);
                let resource_name = answers.take(placed.resource_name)?;
                let number = placed.number.map(|number| answers.take(number)).transpose()?;
                let document = plan.document.clone().zip(number).map(|(draft, number)| draft.issued(number));
                let answer = answer_placed(app, &plan, &tenant, &ids.document, document.as_ref(), resource_name);
                Ok(Booked::Now(answer))
            }
            Err(error @ DatabaseError::Refused(Refused::SettingsChanged | Refused::IssueDateBeforeLast)) => {
                Err(Failed::Outdated(error))
            }
            // The batch may have failed on this booking's own rows, after an answer that got lost: look before refusing.
            Err(error) => match find_booked(app, &tenant.id, id, request_hash).await? {
                Some(answer) => Ok(Booked::Before(answer)),
                None if error == DatabaseError::Refused(Refused::SlotTaken) => Err(slot_taken().into()),
                None => Err(Problem::from(error).into()),
            },
        }
    });
    placed.await?.ok_or_else(|| {
        app.tenants().forget(known.slug.as_str());
        Problem::new(Code::SettingsChanged, "The settings are being changed. Send the same request again.")
    })
}

fn slot_taken() -> Problem {
    Problem::new(Code::SlotTaken, "This time is no longer free. Choose another one; nothing was booked.")
}

fn not_planned(refusal: BookSlotError) -> Problem {
    match refusal {
        BookSlotError::UnknownService => Problem::new(Code::NotFound, "No service has this name."),
        BookSlotError::Invalid(faults) => Problem::validation(faults),
        BookSlotError::NotOffered => slot_taken(),
        BookSlotError::Money(error) => Problem::defect(format!("price: {error}")),
    }
}

/// The date of the last document in the series that a draft would continue.
async fn last_issued(app: &App, tenant: &Tenant, draft: Option<&Draft>) -> Result<Date, DatabaseError> {
    let missing = || DatabaseError::Defect("the series has no last document".into());
    let draft = draft.ok_or_else(missing)?;
    app.read(document::last_issued(&tenant.id, draft.series(), draft.issue_date())).await?.ok_or_else(missing)
}

/// The answer for a booking that is stored already; none if there is none.
///
/// # Errors
/// `booking-mismatch` where the id belongs to other content; else a problem of ours.
pub async fn find_booked(
    app: &App,
    tenant: &TenantId,
    id: BookingId,
    request_hash: &str,
) -> Result<Option<BookingAnswer>, Problem> {
    let (stored, documents) = app.read((booking::by_id(tenant, id), document::of_booking(tenant, id))).await?;
    let Some(stored) = stored else { return Ok(None) };
    if stored.request_hash != request_hash {
        let detail = "This id belongs to another booking. Make a new id for a new booking.";
        return Err(Problem::new(Code::BookingMismatch, detail));
    }
    let first = documents.iter().find(|document| document.with_booking);
    Ok(Some(answer_stored(app, &stored, first, tenant, id)?))
}

fn answer_placed(
    app: &App,
    plan: &BookingPlan,
    tenant: &Tenant,
    document_id: &DocumentId,
    document: Option<&Document>,
    resource_name: String,
) -> BookingAnswer {
    let summary = BookingSummary {
        id: plan.request.id.to_string(),
        reference: plan.booked.reference.clone(),
        status: "confirmed".to_owned(),
        service: plan.service_name.clone(),
        resource: resource_name,
        starts_at: instant(plan.request.starts_at),
        ends_at: instant(plan.booked.ends_at),
        time_zone: tenant.time_zone.clone(),
    };
    let booking_grant =
        Grant { tenant: &tenant.id, version: 1, expires_on: booking::link_expires_on(plan.booked.ends_at) };
    let document_grant = |draft| Grant { tenant: &tenant.id, version: 1, expires_on: document::link_expires_on(draft) };
    BookingAnswer {
        booking: summary,
        document: document.map(|document| summarise(app, document_id, document, document_grant(document.draft()))),
        manage_url: app.links().manage(plan.request.id, booking_grant),
        calendar_url: app.links().calendar(plan.request.id, booking_grant),
    }
}

fn answer_stored(
    app: &App,
    stored: &StoredBooking,
    first: Option<&StoredDocument>,
    tenant: &TenantId,
    id: BookingId,
) -> Result<BookingAnswer, DatabaseError> {
    let grant = stored.grant(tenant)?;
    Ok(BookingAnswer {
        booking: BookingSummary {
            id: stored.id.clone(),
            reference: stored.reference.clone(),
            status: stored.status.clone(),
            service: stored.service_name.clone(),
            resource: stored.resource_name.clone(),
            starts_at: stored.starts_at.clone(),
            ends_at: stored.ends_at.clone(),
            time_zone: stored.time_zone.clone(),
        },
        document: first.map(|first| summarise(app, &first.id, &first.document, first.grant())),
        manage_url: app.links().manage(id, grant),
        calendar_url: app.links().calendar(id, grant),
    })
}

fn summarise(app: &App, id: &DocumentId, document: &Document, grant: Grant<'_>) -> DocumentSummary {
    let draft = document.draft();
    let (content, totals) = (draft.content(), &draft.content().totals);
    let (kind, due_date, valid_until) = match draft {
        Draft::Invoice(invoice) => (DocumentKind::Invoice, Some(invoice.due_date.to_string()), None),
        Draft::Quotation(quotation) => (DocumentKind::Quote, None, Some(quotation.valid_until.to_string())),
        // A booking never answers with a credit note: its first document is the one that came with it.
        Draft::CreditNote(_) => (DocumentKind::Invoice, None, None),
    };
    DocumentSummary {
        kind,
        number: document.number().to_string(),
        issue_date: draft.issue_date().to_string(),
        due_date,
        valid_until,
        currency: content.currency.clone(),
        total_without_vat: totals.total_without_vat.to_string(),
        vat_total: totals.vat_total.to_string(),
        total_with_vat: totals.total_with_vat.to_string(),
        amount_due: totals.amount_due.to_string(),
        url: app.links().document(id, grant),
        pdf_url: app.links().document_pdf(id, grant),
    }
}

/// SHA-256 of the request written again in a fixed order, so that white space and field order do not make another booking.
///
/// # Errors
/// `internal`.
pub fn fingerprint(wire: &PutBooking) -> Result<String, Problem> {
    let text = serde_json::to_vec(wire).map_err(|error| Problem::defect(format!("fingerprint: {error}")))?;
    Ok(hex(&Sha256::digest(text)))
}

/// A short name for people, the same for every retry: 8 characters without look-alikes, from tenant and booking.
fn reference_of(tenant: &TenantId, id: BookingId) -> String {
    const ALPHABET: &[u8; 32] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
    let digest = Sha256::digest(format!("{tenant}/{id}"));
    let letters = digest.iter().take(8).filter_map(|byte| ALPHABET.get(usize::from(byte % 32)));
    format!("B-{}", letters.map(|letter| char::from(*letter)).collect::<String>())
}
