//! Cancelling a booking, and crediting what is left of its invoices in the same batch.

use axum::{
    extract::Path,
    response::{IntoResponse, Response},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use jiff::civil::Date;
use sha2::{Digest, Sha256};
use shared::{
    api::Code,
    billing::{
        credit_note::{CreditError, Creditable},
        document::{CreditNoteDraft, Draft},
        number::SeriesKind,
        wording,
    },
    fault::Fault,
    id::{BookingId, DocumentId},
};

use super::cancel_view::{CancelView, CreditOnCancel, InvoiceToCancel, cancel};
use crate::{
    app::{App, problem::Problem, random_id, session::Session},
    attempt::decide_again,
    platform::database::{Batch, DatabaseError},
    store::{
        booking::{
            self as store, CancelledBy,
            list::{self, BookingDetail},
        },
        credit_note::{self, Credit},
        document::{
            self,
            detail::{self, DocumentDetail},
        },
        notice,
        tenant::issuer::{self, PresentIssuer},
        write::WriteContext,
    },
    web::{
        admin_page::Place,
        parts::waits_text,
        request::{Posted, frame, see_other},
    },
    work::follow_up::with_consequences,
};

/// A booking of the session's tenant, with its documents and who would sign a credit note.
struct Found {
    id: BookingId,
    booking: BookingDetail,
    documents: Vec<DocumentDetail>,
    present: PresentIssuer,
    /// The earliest day on which a credit note can be issued.
    day: Date,
    /// Whether the customer is told by e-mail.
    tells: bool,
}

/// What is left of an invoice.
struct Left<'a> {
    invoice: &'a DocumentDetail,
    known: usize,
    note: CreditNoteDraft,
}

impl Found {
    async fn read(app: &App, session: &Session, id: &str) -> Result<Self, Problem> {
        let id = BookingId::parse(id).map_err(|_| Problem::not_found())?;
        let (tenant, today) = (&session.tenant, session.date_of(app.now()));
        let (booking, documents, present, last, notices) = app
            .read((
                list::find(tenant, id),
                detail::of_booking(tenant, id),
                issuer::find(tenant),
                document::last_issued(tenant, SeriesKind::CreditNote, today),
                notice::settings(tenant),
            ))
            .await?;
        Ok(Self {
            id,
            booking: booking.ok_or_else(Problem::not_found)?,
            documents,
            present,
            // Dates ascend with numbers, also when a clock goes back.
            day: last.map_or(today, |last| last.max(today)),
            tells: notices.settings.changes,
        })
    }

    /// Its invoices; the final one comes first, because it took the prepayment invoices off.
    fn invoices(&self) -> impl Iterator<Item = &DocumentDetail> {
        self.documents.iter().filter(|detail| matches!(detail.stored.document.draft(), Draft::Invoice(_)))
    }

    /// The credit note of what is left of an invoice, with its reason; none where nothing is left.
    fn left<'a>(&self, detail: &'a DocumentDetail) -> Result<Option<Left<'a>>, Problem> {
        let Draft::Invoice(invoice) = detail.stored.document.draft() else { return Ok(None) };
        let number = detail.stored.document.number();
        let mut notes = credit_note::drafts(self.documents.iter().map(|detail| &detail.stored));
        notes.retain(|note| note.preceding.number == number.to_string());
        let known = notes.len();
        let defect = |error: CreditError| Problem::defect(error.to_string());
        let creditable = Creditable::of(invoice, number, notes).map_err(defect)?;
        if creditable.is_exhausted() {
            return Ok(None);
        }
        match creditable.credit_rest(&wording::cancelled(&invoice.content), self.day) {
            Ok(mut note) => {
                self.present.issuer.sign(&mut note.content);
                Ok(Some(Left { invoice: detail, known, note }))
            }
            // A final invoice whose prepayments paid for everything asks for nothing.
            Err(CreditError::NothingChosen) => Ok(None),
            Err(error) => Err(defect(error)),
        }
    }

    /// What is left of each of its invoices.
    fn all_left(&self) -> Result<Vec<Left<'_>>, Problem> {
        self.invoices().filter_map(|detail| self.left(detail).transpose()).collect()
    }

    /// Adds the credit notes of what is left to a batch, and answers their handles.
    fn add_credits(
        &self,
        batch: &mut Batch,
        id: &DocumentId,
        context: WriteContext<'_>,
    ) -> Result<Vec<DocumentId>, Problem> {
        let mut ids = Vec::new();
        for left in self.all_left()? {
            let invoice = &left.invoice.stored;
            let id = if ids.is_empty() { id.clone() } else { next_id(id, &invoice.id) };
            if ids.is_empty() {
                batch.run(self.present.guard(&invoice.tenant));
            }
            let credit = Credit { invoice, known: left.known, id: &id, note: left.note, context };
            batch.extend(with_consequences(&context, credit_note::issue(credit)?));
            ids.push(id);
        }
        Ok(ids)
    }

    fn path(&self) -> String {
        format!("/admin/bookings/{}", self.id)
    }
}

/// The handle of the credit note of another invoice: the form brings one, and the same form makes the same ones.
fn next_id(id: &DocumentId, invoice: &DocumentId) -> DocumentId {
    let digest = Sha256::digest(format!("{id}/{invoice}"));
    DocumentId::new(URL_SAFE_NO_PAD.encode(digest.get(..16).unwrap_or_default()))
}

/// `GET /admin/bookings/{id}/cancel`: what will happen.
///
/// # Errors
/// `not-found`.
pub async fn get_cancel(app: App, session: Session, Path(id): Path<String>) -> Result<Response, Problem> {
    let found = Found::read(&app, &session, &id).await?;
    if found.booking.is_cancelled() {
        return Ok(see_other(&found.path()));
    }
    let today = session.date_of(app.now());
    let mut invoices = Vec::new();
    for detail in found.invoices() {
        let credit = match found.left(detail)? {
            Some(_) if !session.sales_invoicing.is_active() => CreditOnCancel::NotActive,
            Some(left) => CreditOnCancel::Offered(Box::new(left.note)),
            None => CreditOnCancel::NothingLeft,
        };
        let invoice_name = if detail.is_prepayment() { "Prepayment invoice" } else { "Invoice" };
        invoices.push(InvoiceToCancel { name: format!("{invoice_name} {}", detail.number()), credit });
    }
    let is_open =
        |detail: &&DocumentDetail| detail.quotation_state(today).is_some_and(|state| state.may_become_invoice());
    let open_quotation_number = found.documents.iter().find(is_open).map(DocumentDetail::number);
    let booking = &found.booking;
    let view = CancelView {
        missing: &found.present.issuer.missing(),
        booking_id: &booking.id,
        booking_reference: &booking.reference,
        customer_name: &booking.customer_name,
        service_name: &booking.service_name,
        local_starts_at: &booking.local_starts_at,
        local_ends_at: &booking.local_ends_at,
        invoices: &invoices,
        tells: found.tells,
        credit_id: &random_id(&app),
        open_quotation_number: open_quotation_number.as_deref(),
        today,
    };
    Ok(cancel(frame(&session, Place::Bookings), &view).into_response())
}

/// `POST /admin/bookings/{id}/cancel`: cancels, and credits what is left of the invoices in the same batch if that is wanted.
/// Cancelling twice answers as once.
///
/// # Errors
/// `not-found`, `cross-site`, `validation` for a credit note without the id that the form brings.
pub async fn post_cancel(
    app: App,
    session: Session,
    Path(id): Path<String>,
    posted: Posted,
) -> Result<Response, Problem> {
    let fields = posted.fields(&["credit", "id"])?;
    let credit_id = match fields.text("credit") {
        "on" => Some(DocumentId::parse(fields.text("id")).map_err(|_| no_credit_id())?),
        _ => None,
    };
    let cancelled = decide_again(|_| async {
        let found = Found::read(&app, &session, &id).await?;
        if found.booking.is_cancelled() {
            return Ok(see_other(&found.path()));
        }
        let context = app.write_context(&session.tenant);
        let mut batch = with_consequences(&context, store::cancel(&context, found.id, CancelledBy::Admin));
        let missing = found.present.issuer.missing();
        let credited = match &credit_id {
            Some(_) if !missing.is_empty() && !found.all_left()?.is_empty() => {
                let detail = format!("Nothing was cancelled. {}", waits_text(&missing));
                return Err(Problem::new(Code::StateConflict, detail).into());
            }
            Some(id) => found.add_credits(&mut batch, id, context)?,
            None => Vec::new(),
        };
        match app.write(batch).await {
            Ok(()) => {
                app.follow(&session.tenant);
                let done = if credited.is_empty() { "cancelled" } else { "cancelled-credited" };
                Ok(see_other(&format!("{}?done={done}", found.path())))
            }
            Err(DatabaseError::Duplicate(_)) => Err(no_credit_id().into()),
            // Somebody cancelled it; the invoice was credited meanwhile, so there is less to credit or nothing; the seller is
            // another one now; or another clock is ahead of ours.
            Err(error) => Err(error.into()),
        }
    });
    cancelled.await?.ok_or_else(|| {
        Problem::new(Code::StateConflict, "The invoice is being credited right now. Cancel the booking again.")
    })
}

fn no_credit_id() -> Problem {
    let detail = "Open the form again: the id of the credit note that it came with is missing or used.";
    Problem::validation(vec![Fault::new("id", "/id", detail)])
}
