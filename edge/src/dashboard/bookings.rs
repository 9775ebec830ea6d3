//! Bookings: the list, one of them, generating its invoice, cancelling it.

use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use jiff::{Timestamp, civil::Date};
use maud::Markup;
use shared::{
    api::Code,
    billing::{
        cash_discount::CashDiscount,
        credit_note::{CreditError, Creditable},
        document::{CreditNoteDraft, Draft, InvoiceDraft, QuotationDraft},
        issuer::Issuer,
        number::SeriesKind,
        wording,
    },
    fault::Fault,
    id::{BookingId, DocumentId},
    limits,
};

use super::{
    answer::{Asked, Posted, frame, refused, see_other},
    cash_discount::Discounted,
    form::filter::{BookingFilter, Span},
    invoicing::Invoicing,
    view::{
        booking::{BookingView, booking},
        bookings::{BookingsView, bookings},
        confirm::{
            CancelView, CreditOnCancel, CreditToOffer, GenerateInvoiceView, InvoiceToCancel, cancel, generate_invoice,
        },
        layout::Place,
        parts::{Paging, waits_text},
    },
};
use crate::{
    api::bookings::random_id,
    app::App,
    auth::Session,
    db::{DatabaseError, Statement},
    links::Grant,
    problem::Problem,
    store::{
        booking::{self as store, CancelledBy, instant},
        credit_note::{self, Credit},
        dashboard::{
            Counted, answer,
            bookings::{self, BookingDetail, Direction, Wanted},
            documents::{self, DocumentDetail, QuotationState},
            only, settings,
        },
        document,
        issuer::{self, PresentIssuer},
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
    /// It has no quote, or its quote was withdrawn.
    NotQuoted,
}

/// A quotation that may become an invoice.
struct OpenQuotation<'a> {
    detail: &'a DocumentDetail,
    quotation: &'a QuotationDraft,
    state: QuotationState,
    issuer: &'a Issuer,
}

impl OpenQuotation<'_> {
    /// The invoice as it would be issued on a day.
    fn invoice(&self, today: Date) -> InvoiceDraft {
        self.quotation.clone().into_invoice(self.detail.stored.document.number(), today, self.issuer)
    }
}

/// A booking of the session's tenant, with its documents.
struct Found {
    id: BookingId,
    booking: BookingDetail,
    documents: Vec<DocumentDetail>,
    cash_discount: Option<CashDiscount>,
    present: PresentIssuer,
    last_invoice: Option<Date>,
    last_credit_note: Option<Date>,
}

impl Found {
    async fn read(app: &App, session: &Session, id: &str) -> Result<Self, Problem> {
        let id = BookingId::parse(id).map_err(|_| Problem::not_found())?;
        let tenant = &session.tenant;
        let today = session.date_of(app.now());
        let statements = vec![
            bookings::find(tenant, id),
            documents::of_booking(tenant, id),
            settings::find_cash_discount(tenant),
            issuer::find(tenant),
            document::last_issued(tenant, SeriesKind::Invoice, today),
            document::last_issued(tenant, SeriesKind::CreditNote, today),
        ];
        let rows = app.batch(statements).await?;
        let failed = |error| app.failed(error);
        let booking = answer(&rows, 0).and_then(|rows| rows.first()).map_err(failed)?.ok_or_else(Problem::not_found)?;
        let documents = answer(&rows, 1).and_then(documents::decode).map_err(failed)?;
        let cash_discount = settings::decode_offer(&rows, 2).map_err(failed)?;
        let present = answer(&rows, 3).and_then(issuer::decode).map_err(failed)?;
        let last = |place| answer(&rows, place).and_then(document::decode_last_issued).map_err(failed);
        let (last_invoice, last_credit_note) = (last(4)?, last(5)?);
        Ok(Self { id, booking, documents, cash_discount, present, last_invoice, last_credit_note })
    }

    /// The day on which an invoice would be issued: dates ascend with numbers, also when a clock goes back.
    fn invoice_day(&self, today: Date) -> Date {
        self.last_invoice.map_or(today, |last| last.max(today))
    }

    /// The day on which a credit note would be issued.
    fn credit_note_day(&self, today: Date) -> Date {
        self.last_credit_note.map_or(today, |last| last.max(today))
    }

    fn invoice(&self) -> Option<&DocumentDetail> {
        self.documents.iter().find(|detail| matches!(detail.stored.document.draft(), Draft::Invoice(_)))
    }

    /// The invoice of a quotation with the tenant's cash discount; none where there is none to give.
    fn discounted(&self, app: &App, open: &OpenQuotation<'_>, today: Date) -> Result<Option<Discounted>, Problem> {
        let Some(discount) = self.cash_discount else { return Ok(None) };
        Discounted::of(open.invoice(self.invoice_day(today)), discount).map_err(|error| app.defect(&error.to_string()))
    }

    fn stage(&self, today: Date) -> Stage<'_> {
        if let Some(invoice) = self.invoice() {
            return Stage::Invoiced(invoice);
        }
        let open = self.documents.iter().find_map(|detail| match detail.stored.document.draft() {
            Draft::Quotation(quotation) => {
                let state = detail.quotation_state(today).filter(|state| state.may_become_invoice())?;
                Some(OpenQuotation { detail, quotation, state, issuer: &self.present.issuer })
            }
            Draft::Invoice(_) | Draft::CreditNote(_) => None,
        });
        open.map_or(Stage::NotQuoted, Stage::Quoted)
    }

    /// The credit notes of the invoice.
    fn credit_notes(&self) -> Vec<&CreditNoteDraft> {
        credit_note::drafts(self.documents.iter().map(|detail| &detail.stored))
    }

    /// The credit note of what is left of the invoice, with its reason; none where there is no invoice or nothing is left.
    fn credit(&self, app: &App, today: Date) -> Result<Option<CreditNoteDraft>, Problem> {
        let Some(stored) = self.invoice().map(|detail| &detail.stored) else { return Ok(None) };
        let Draft::Invoice(invoice) = stored.document.draft() else { return Ok(None) };
        let defect = |error: CreditError| app.defect(&error.to_string());
        let creditable = Creditable::of(invoice, stored.document.number(), self.credit_notes()).map_err(defect)?;
        if creditable.is_exhausted() {
            return Ok(None);
        }
        let day = self.credit_note_day(today);
        let mut note = creditable.credit_rest(&wording::cancelled(&invoice.content), day).map_err(defect)?;
        self.present.issuer.sign(&mut note.content);
        Ok(Some(note))
    }

    /// Adds the credit note of what is left to a batch, and says whether there is one.
    fn add_credit(
        &self,
        app: &App,
        statements: &mut Vec<Statement>,
        id: &DocumentId,
        today: Date,
        now: Timestamp,
    ) -> Result<bool, Problem> {
        let (Some(invoice), Some(note)) = (self.invoice(), self.credit(app, today)?) else { return Ok(false) };
        let known = self.credit_notes().len();
        let credit = Credit { invoice: &invoice.stored, known, id, note, now };
        statements.push(self.present.guard(&invoice.stored.tenant));
        statements.extend(credit_note::issue(credit).map_err(|error| app.failed(error))?);
        Ok(true)
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
            "cancelled-credited" => {
                Some("The booking is cancelled and its time is free again. The invoice is credited.")
            }
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
fn not_quoted(found: &Found) -> Problem {
    let detail = if found.documents.is_empty() {
        "This booking was made while sales invoicing was not active, so it has no quote that could become an invoice."
    } else {
        "This quote was withdrawn with its booking, so it cannot become an invoice."
    };
    Problem::new(Code::StateConflict, detail)
}

/// `GET /admin/bookings/{id}/generate-invoice`: what it would be, before the number is assigned.
///
/// # Errors
/// `not-found`, `state-conflict`.
pub async fn get_generate_invoice(
    State(app): State<App>,
    Invoicing(session): Invoicing,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let found = Found::read(&app, &session, &id).await?;
    let today = session.date_of(app.now());
    let open = match found.stage(today) {
        Stage::Quoted(open) => open,
        Stage::Invoiced(invoice) => return Ok(to_invoice(invoice)),
        Stage::NotQuoted => return Err(not_quoted(&found)),
    };
    let discounted = found.discounted(&app, &open, today)?;
    Ok(generate_invoice_page(&session, &found, &open, today, discounted.as_ref(), None).into_response())
}

fn generate_invoice_page(
    session: &Session,
    found: &Found,
    open: &OpenQuotation<'_>,
    today: Date,
    discounted: Option<&Discounted>,
    conflict: Option<&str>,
) -> Markup {
    let view = GenerateInvoiceView {
        missing: &open.issuer.missing(),
        booking_id: &found.booking.id,
        booking_reference: &found.booking.reference,
        quotation_number: &open.detail.number(),
        state: open.state,
        invoice: &open.invoice(found.invoice_day(today)),
        discounted,
        conflict,
    };
    generate_invoice(frame(session, Place::Bookings), &view)
}

/// What the page says if the box was checked for a discount that is not the present one.
const DISCOUNT_CHANGED: &str =
    "The cash discount was changed meanwhile, so nothing was issued. Below is what would be issued now.";
/// What it says if there is none to give.
const NO_DISCOUNT: &str = "There is no cash discount for this invoice, so nothing was issued.";

/// `POST /admin/bookings/{id}/generate-invoice`: the quotation becomes its invoice. A second time answers with the same
/// invoice; whoever comes second in a race finds it by the guard.
///
/// # Errors
/// `not-found`, `state-conflict`, `cross-site`; a cash discount that is not the present one is answered with the page and 409,
/// one where there is none with 422.
pub async fn post_generate_invoice(
    State(app): State<App>,
    Invoicing(session): Invoicing,
    Path(id): Path<String>,
    posted: Posted,
) -> Result<Response, Problem> {
    let fields = posted.fields(&["cash_discount"])?;
    for _ in 0..ATTEMPTS {
        let found = Found::read(&app, &session, &id).await?;
        let now = app.now();
        let today = session.date_of(now);
        let open = match found.stage(today) {
            Stage::Quoted(open) => open,
            Stage::Invoiced(invoice) => return Ok(to_invoice(invoice)),
            Stage::NotQuoted => return Err(not_quoted(&found)),
        };
        let discounted = found.discounted(&app, &open, today)?;
        let not_issued = |code, reason| {
            refused(code, generate_invoice_page(&session, &found, &open, today, discounted.as_ref(), reason))
        };
        if !open.issuer.missing().is_empty() {
            return Ok(not_issued(Code::StateConflict, None));
        }
        let invoice = match (fields.text("cash_discount"), &discounted) {
            ("", _) => open.invoice(found.invoice_day(today)),
            (key, Some(discounted)) if key == discounted.key() => discounted.invoice.clone(),
            (_, Some(_)) => return Ok(not_issued(Code::SettingsChanged, Some(DISCOUNT_CHANGED))),
            (_, None) => return Ok(not_issued(Code::Validation, Some(NO_DISCOUNT))),
        };
        let invoice_id = DocumentId::new(random_id(&app));
        let mut statements = vec![found.present.guard(&session.tenant)];
        let convert = documents::convert(&open.detail.stored, Some(found.id), invoice, &invoice_id, now);
        statements.extend(convert.map_err(|error| app.failed(error))?);
        match app.try_batch(statements).await {
            Ok(_) => {
                app.ports().jobs.enqueue(document::job(&session.tenant, &invoice_id));
                return Ok(see_other(&format!("/admin/documents/{invoice_id}?done=generated")));
            }
            // Another window was faster, the settings changed, or another clock is ahead of ours: the next look finds the
            // invoice, or makes it anew.
            Err(error) if document::is_outdated(&error) || error.is_broken("quote_already_converted") => {}
            Err(error) => return Err(app.failed(error)),
        }
    }
    Err(Problem::new(Code::SettingsChanged, "The settings are being changed right now. Generate the invoice again."))
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
    let (note, note_id) = (found.credit(&app, today)?, random_id(&app));
    let invoice = invoice_number.as_deref().map(|number| InvoiceToCancel {
        number,
        credit: match &note {
            Some(_) if !session.sales_invoicing.is_active() => CreditOnCancel::NotActive,
            Some(note) => CreditOnCancel::Offered(CreditToOffer { id: &note_id, note }),
            None => CreditOnCancel::NothingLeft,
        },
    });
    let open_quotation_number = match found.stage(today) {
        Stage::Quoted(open) => Some(open.detail.number()),
        Stage::Invoiced(_) | Stage::NotQuoted => None,
    };
    let booking = &found.booking;
    let view = CancelView {
        missing: &found.present.issuer.missing(),
        booking_id: &booking.id,
        booking_reference: &booking.reference,
        customer_name: &booking.customer_name,
        service_name: &booking.service_name,
        local_starts_at: &booking.local_starts_at,
        local_ends_at: &booking.local_ends_at,
        invoice,
        open_quotation_number: open_quotation_number.as_deref(),
        today,
    };
    Ok(cancel(frame(&session, Place::Bookings), &view).into_response())
}

/// `POST /admin/bookings/{id}/cancel`: cancels, and credits what is left of the invoice in the same batch if that is wanted.
/// Cancelling twice answers as once.
///
/// # Errors
/// `not-found`, `cross-site`, `validation` for a credit note without the id that the form brings.
pub async fn post_cancel(
    State(app): State<App>,
    session: Session,
    Path(id): Path<String>,
    posted: Posted,
) -> Result<Response, Problem> {
    let fields = posted.fields(&["credit", "id"])?;
    let credit_id = match fields.text("credit") {
        "on" => Some(DocumentId::parse(fields.text("id")).map_err(|_| no_credit_id())?),
        _ => None,
    };
    for _ in 0..ATTEMPTS {
        let found = Found::read(&app, &session, &id).await?;
        if found.booking.is_cancelled() {
            return Ok(see_other(&found.path()));
        }
        let now = app.now();
        let mut statements = store::cancel(&session.tenant, found.id, CancelledBy::Admin, now);
        let missing = found.present.issuer.missing();
        let credited = match &credit_id {
            Some(_) if !missing.is_empty() && found.credit(&app, session.date_of(now))?.is_some() => {
                let detail = format!("Nothing was cancelled. {}", waits_text(&missing));
                return Err(Problem::new(Code::StateConflict, detail));
            }
            Some(id) => found.add_credit(&app, &mut statements, id, session.date_of(now), now)?,
            None => false,
        };
        let done = if credited { "cancelled-credited" } else { "cancelled" };
        match (app.try_batch(statements).await, &credit_id) {
            (Ok(_), Some(id)) if credited => {
                app.ports().jobs.enqueue(document::job(&session.tenant, id));
                return Ok(see_other(&format!("{}?done={done}", found.path())));
            }
            (Ok(_), _) => return Ok(see_other(&format!("{}?done={done}", found.path()))),
            (Err(error), _) if error.is_broken("booking_already_cancelled") => return Ok(see_other(&found.path())),
            // The invoice was credited meanwhile, so there is less to credit or nothing; the seller is another one now; or
            // another clock is ahead of ours.
            (Err(error), _) if document::is_outdated(&error) || error.is_broken("credited_meanwhile") => {}
            (Err(DatabaseError::Duplicate(_)), _) => return Err(no_credit_id()),
            (Err(error), _) => return Err(app.failed(error)),
        }
    }
    Err(Problem::new(Code::StateConflict, "The invoice is being credited right now. Cancel the booking again."))
}

/// How often a conversion or a cancellation is decided anew because of what others did meanwhile.
const ATTEMPTS: usize = 4;

fn no_credit_id() -> Problem {
    let detail = "Open the form again: the id of the credit note that it came with is missing or used.";
    Problem::validation(vec![Fault::new("id", "/id", detail)])
}
