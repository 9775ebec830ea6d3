//! Bookings: the list, one of them, generating its invoice, cancelling it.

use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use jiff::{Timestamp, civil::Date};
use shared::{
    api::Code,
    billing::document::{Draft, InvoiceDraft, QuotationDraft},
    id::{BookingId, DocumentId},
    limits,
};

use super::{
    answer::{Asked, frame, see_other},
    form::filter::{BookingFilter, Span},
    view::{
        booking::{BookingView, booking},
        bookings::{BookingsView, bookings},
        confirm::{CancelView, GenerateInvoiceView, cancel, generate_invoice},
        layout::Place,
        parts::Paging,
    },
};
use crate::{
    api::bookings::random_id,
    app::App,
    auth::Session,
    links::Grant,
    problem::Problem,
    store::{
        booking::{self as store, CancelledBy, instant},
        dashboard::{
            Counted, answer,
            bookings::{self, BookingDetail, Direction, Wanted},
            documents::{self, DocumentDetail, QuotationState},
            only,
        },
        document,
    },
};

/// `GET /admin/bookings`.
///
/// # Errors
/// `validation` for a filter that no link or form makes.
pub async fn get_bookings(State(app): State<App>, session: Session, asked: Asked) -> Result<Response, Problem> {
    let filter = BookingFilter::parse(&asked.fields(BookingFilter::NAMES)?)?;
    let today = session.date_of(app.now());
    let rows = app.batch(bookings::list(&session.tenant, &wanted(&session, &filter, app.now()))).await?;
    let failed = |error| app.failed(error);
    let found = answer(&rows, 0).and_then(|rows| rows.all()).map_err(failed)?;
    let counted: Counted = only(&rows, 1).map_err(failed)?;
    let paging = Paging { page: filter.page, rows: counted.rows, page_rows: limits::PAGE_ROWS };
    let view = BookingsView { filter: &filter, rows: &found, paging, today };
    Ok(bookings(frame(&session, Place::Bookings), &view).into_response())
}

/// The instants between which a filter looks: its days in the tenant's zone, within its part of the time line.
fn wanted(session: &Session, filter: &BookingFilter, now: Timestamp) -> Wanted {
    let today = session.start_of(session.date_of(now));
    let first = filter.from.map(|day| session.start_of(day));
    let last = filter.to.and_then(|day| day.tomorrow().ok()).map(|day| session.start_of(day));
    let (from, until) = match filter.span {
        Span::Upcoming => (Some(first.map_or(today, |first| first.max(today))), last),
        Span::Past => (first, Some(last.map_or(today, |last| last.min(today)))),
        Span::All => (first, last),
    };
    Wanted {
        from: from.map(instant).unwrap_or_default(), // every stored instant sorts after the empty text
        until: until.map_or_else(|| "9999-12-31T23:59:59Z".to_owned(), instant),
        status: filter.status.clone(),
        search: filter.search.clone(),
        direction: if filter.span == Span::Upcoming { Direction::Forward } else { Direction::Backward },
        page: filter.page,
    }
}

/// How far a booking is on the way from quote to invoice.
enum Stage<'a> {
    /// Its quote may become an invoice.
    Quoted(OpenQuotation<'a>),
    /// It has its invoice.
    Invoiced(&'a DocumentDetail),
    /// Its quote was withdrawn.
    Withdrawn,
}

/// A quotation that may become an invoice.
struct OpenQuotation<'a> {
    detail: &'a DocumentDetail,
    quotation: &'a QuotationDraft,
    state: QuotationState,
}

impl OpenQuotation<'_> {
    /// The invoice as it would be issued on a day.
    fn invoice(&self, today: Date) -> InvoiceDraft {
        self.quotation.clone().into_invoice(self.detail.stored.document.number(), today)
    }
}

/// A booking of the session's tenant, with its documents.
struct Found {
    id: BookingId,
    booking: BookingDetail,
    documents: Vec<DocumentDetail>,
}

impl Found {
    async fn read(app: &App, session: &Session, id: &str) -> Result<Self, Problem> {
        let id = BookingId::parse(id).map_err(|_| Problem::not_found())?;
        let tenant = &session.tenant;
        let rows = app.batch(vec![bookings::find(tenant, id), documents::of_booking(tenant, id)]).await?;
        let failed = |error| app.failed(error);
        let booking = answer(&rows, 0).and_then(|rows| rows.first()).map_err(failed)?.ok_or_else(Problem::not_found)?;
        let documents = answer(&rows, 1).and_then(documents::decode).map_err(failed)?;
        Ok(Self { id, booking, documents })
    }

    fn invoice(&self) -> Option<&DocumentDetail> {
        self.documents.iter().find(|detail| matches!(detail.stored.document.draft(), Draft::Invoice(_)))
    }

    fn stage(&self, today: Date) -> Stage<'_> {
        if let Some(invoice) = self.invoice() {
            return Stage::Invoiced(invoice);
        }
        let open = self.documents.iter().find_map(|detail| match detail.stored.document.draft() {
            Draft::Quotation(quotation) => {
                let state = detail.quotation_state(today).filter(|state| state.may_become_invoice())?;
                Some(OpenQuotation { detail, quotation, state })
            }
            Draft::Invoice(_) | Draft::CreditNote(_) => None,
        });
        open.map_or(Stage::Withdrawn, Stage::Quoted)
    }

    fn path(&self) -> String {
        format!("/admin/bookings/{}", self.id)
    }
}

/// `GET /admin/bookings/{id}`.
///
/// # Errors
/// `not-found`.
pub async fn get_booking(
    State(app): State<App>,
    session: Session,
    Path(id): Path<String>,
    asked: Asked,
) -> Result<Response, Problem> {
    let done = asked.done()?;
    let found = Found::read(&app, &session, &id).await?;
    let customer = found.booking.customer().map_err(|error| app.failed(error))?;
    let ends_at: Timestamp = found.booking.ends_at.parse().map_err(|_| app.defect("stored ends_at"))?;
    let grant = Grant {
        tenant: &session.tenant,
        version: found.booking.link_version,
        expires_on: store::link_expires_on(ends_at),
    };
    let manage_url = app.links().manage(found.id, grant);
    let view = BookingView {
        booking: &found.booking,
        customer: &customer,
        documents: &found.documents,
        manage_url: Some(&manage_url),
        zone: &session.zone,
        today: session.date_of(app.now()),
        done: match done.as_str() {
            "cancelled" => Some("The booking is cancelled and its time is free again."),
            _ => None,
        },
    };
    Ok(booking(frame(&session, Place::Bookings), &view).into_response())
}

fn to_invoice(detail: &DocumentDetail) -> Response {
    see_other(&format!("/admin/documents/{}", detail.stored.id))
}

/// Why there will be no invoice.
fn withdrawn() -> Problem {
    Problem::new(Code::StateConflict, "This quote was withdrawn with its booking, so it cannot become an invoice.")
}

/// `GET /admin/bookings/{id}/generate-invoice`: what it would be, before the number is assigned.
///
/// # Errors
/// `not-found`, `state-conflict`.
pub async fn get_generate_invoice(
    State(app): State<App>,
    session: Session,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let found = Found::read(&app, &session, &id).await?;
    let today = session.date_of(app.now());
    let open = match found.stage(today) {
        Stage::Quoted(open) => open,
        Stage::Invoiced(invoice) => return Ok(to_invoice(invoice)),
        Stage::Withdrawn => return Err(withdrawn()),
    };
    let view = GenerateInvoiceView {
        booking_id: &found.booking.id,
        booking_reference: &found.booking.reference,
        quotation_number: &open.detail.number(),
        state: open.state,
        invoice: &open.invoice(today),
    };
    Ok(generate_invoice(frame(&session, Place::Bookings), &view).into_response())
}

/// `POST /admin/bookings/{id}/generate-invoice`: the quotation becomes its invoice. A second time answers with the same
/// invoice; whoever comes second in a race finds it by the guard.
///
/// # Errors
/// `not-found`, `state-conflict`, `cross-site`.
pub async fn post_generate_invoice(
    State(app): State<App>,
    session: Session,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let found = Found::read(&app, &session, &id).await?;
    let now = app.now();
    let today = session.date_of(now);
    let open = match found.stage(today) {
        Stage::Quoted(open) => open,
        Stage::Invoiced(invoice) => return Ok(to_invoice(invoice)),
        Stage::Withdrawn => return Err(withdrawn()),
    };
    let invoice_id = DocumentId::new(random_id(&app));
    let statements = documents::convert(&open.detail.stored, found.id, open.invoice(today), &invoice_id, now)
        .map_err(|error| app.failed(error))?;
    match app.try_batch(statements).await {
        Ok(_) => {
            app.ports().jobs.enqueue(document::job(&session.tenant, &invoice_id));
            Ok(see_other(&format!("/admin/documents/{invoice_id}?done=generated")))
        }
        Err(error) if error.is_broken("quote_already_converted") => {
            match Found::read(&app, &session, &id).await?.stage(today) {
                Stage::Invoiced(invoice) => Ok(to_invoice(invoice)),
                Stage::Withdrawn => Err(withdrawn()),
                Stage::Quoted(_) => Err(app.defect("the guard refused an open quotation")),
            }
        }
        Err(error) => Err(app.failed(error)),
    }
}

/// `GET /admin/bookings/{id}/cancel`: what will happen.
///
/// # Errors
/// `not-found`.
pub async fn get_cancel(State(app): State<App>, session: Session, Path(id): Path<String>) -> Result<Response, Problem> {
    let found = Found::read(&app, &session, &id).await?;
    if found.booking.is_cancelled() {
        return Ok(see_other(&found.path()));
    }
    let today = session.date_of(app.now());
    let invoice_number = found.invoice().map(DocumentDetail::number);
    let open_quotation_number = match found.stage(today) {
        Stage::Quoted(open) => Some(open.detail.number()),
        Stage::Invoiced(_) | Stage::Withdrawn => None,
    };
    let booking = &found.booking;
    let view = CancelView {
        booking_id: &booking.id,
        booking_reference: &booking.reference,
        customer_name: &booking.customer_name,
        service_name: &booking.service_name,
        local_starts_at: &booking.local_starts_at,
        local_ends_at: &booking.local_ends_at,
        invoice_number: invoice_number.as_deref(),
        open_quotation_number: open_quotation_number.as_deref(),
        today,
    };
    Ok(cancel(frame(&session, Place::Bookings), &view).into_response())
}

/// `POST /admin/bookings/{id}/cancel`: cancels. Cancelling twice answers as once.
///
/// # Errors
/// `not-found`, `cross-site`.
pub async fn post_cancel(
    State(app): State<App>,
    session: Session,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let found = Found::read(&app, &session, &id).await?;
    if found.booking.is_cancelled() {
        return Ok(see_other(&found.path()));
    }
    match app.try_batch(store::cancel(&session.tenant, found.id, CancelledBy::Admin, app.now())).await {
        Ok(_) => Ok(see_other(&format!("{}?done=cancelled", found.path()))),
        Err(error) if error.is_broken("booking_already_cancelled") => Ok(see_other(&found.path())),
        Err(error) => Err(app.failed(error)),
    }
}
