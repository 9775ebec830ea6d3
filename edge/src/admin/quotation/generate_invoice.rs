//! Generating the invoice of a quote: from its booking and from its own page, the same way.

use axum::{
    extract::Path,
    response::{IntoResponse, Response},
};
use jiff::civil::Date;
use maud::Markup;
use shared::{
    api::Code,
    billing::quotation::QuotationState,
    id::{BookingId, DocumentId},
};

use super::generate_invoice_view::{Back, GenerateInvoiceView, generate_invoice};
use crate::{
    admin::settings::cash_discount::Discounted,
    app::{App, problem::Problem, random_id, session::Session},
    attempt::decide_again,
    web::{
        request::{Posted, frame, refused, see_other},
        sales_invoicing::Invoicing,
    },
    work::quotation::{self, By, Found, Quoted},
};

/// To the page of a document.
pub(crate) fn to_document(id: &DocumentId) -> Response {
    see_other(&format!("/admin/documents/{id}"))
}

/// What is said of a booking that never had a quote.
const WITHOUT_DOCUMENT: &str =
    "This booking was made while sales invoicing was not active, so it has no quote that could become an invoice.";

/// Why a quotation that has ended otherwise becomes no invoice.
pub(crate) fn ended(state: QuotationState) -> Problem {
    let detail = match state {
        QuotationState::Declined => "The customer declined this quote, so it cannot become an invoice.",
        _ => "This quote was withdrawn, so it cannot become an invoice.",
    };
    Problem::new(Code::StateConflict, detail)
}

/// A quotation that has not ended, or the answer to give instead.
pub(crate) async fn open(
    app: &App,
    session: &Session,
    by: By<'_>,
    today: Date,
) -> Result<Result<Box<Quoted>, Response>, Problem> {
    let found = quotation::read(app, &session.tenant, by, today).await?;
    let quoted = match found {
        Some(Found::Quotation(quoted)) => quoted,
        Some(Found::Invoiced(invoice)) => return Ok(Err(to_document(&invoice))),
        Some(Found::WithoutDocument) => return Err(Problem::new(Code::StateConflict, WITHOUT_DOCUMENT)),
        None => return Err(Problem::not_found()),
    };
    match (quoted.state(today), quoted.invoice()) {
        (state, _) if state.may_become_invoice() => Ok(Ok(quoted)),
        (QuotationState::Converted, Some(invoice)) => Ok(Err(to_document(invoice))),
        (state, _) => Err(ended(state)),
    }
}

/// The invoice with the tenant's cash discount; none where there is none to give.
fn discounted(quoted: &Quoted) -> Result<Option<Discounted>, Problem> {
    let Some(discount) = quoted.cash_discount else { return Ok(None) };
    let invoice = quoted.final_invoice(Some(discount)).map_err(Problem::defect)?;
    Discounted::of(invoice, discount).map_err(Problem::defect)
}

fn page(
    session: &Session,
    quoted: &Quoted,
    back: &Back,
    today: Date,
    conflict: Option<&str>,
) -> Result<Markup, Problem> {
    let defect = |error: shared::money::MoneyError| Problem::defect(error.to_string());
    let discounted = discounted(quoted)?;
    let view = GenerateInvoiceView {
        missing: &quoted.present.issuer.missing(),
        back,
        quotation_number: &quoted.detail.number(),
        state: quoted.state(today),
        invoice: &quoted.final_invoice(None).map_err(defect)?,
        discounted: discounted.as_ref(),
        conflict,
    };
    Ok(generate_invoice(frame(session, back.place), &view))
}

async fn show(app: &App, session: &Session, by: By<'_>) -> Result<Response, Problem> {
    let today = session.date_of(app.now());
    match open(app, session, by, today).await? {
        Ok(quoted) => Ok(page(session, &quoted, &Back::of(by, &quoted), today, None)?.into_response()),
        Err(answer) => Ok(answer),
    }
}

/// What the page says if the box was checked for a discount that is not the present one.
const DISCOUNT_CHANGED: &str =
    "The cash discount was changed meanwhile, so nothing was issued. Below is what would be issued now.";
/// What it says if there is none to give.
const NO_DISCOUNT: &str = "There is no cash discount for this invoice, so nothing was issued.";

async fn generate(app: &App, session: &Session, by: By<'_>, posted: &Posted) -> Result<Response, Problem> {
    let fields = posted.fields(&["cash_discount"])?;
    let generated = decide_again(|_| async {
        let context = app.write_context(&session.tenant);
        let today = session.date_of(context.now);
        let quoted = match open(app, session, by, today).await? {
            Ok(quoted) => quoted,
            Err(answer) => return Ok(answer),
        };
        let not_issued =
            |code, reason| Ok(refused(code, page(session, &quoted, &Back::of(by, &quoted), today, reason)?));
        if !quoted.present.issuer.missing().is_empty() {
            return not_issued(Code::StateConflict, None);
        }
        let invoice = match (fields.text("cash_discount"), discounted(&quoted)?) {
            ("", _) => quoted.final_invoice(None).map_err(Problem::defect)?,
            (key, Some(discounted)) if key == discounted.key() => discounted.invoice,
            (_, Some(_)) => return not_issued(Code::SettingsChanged, Some(DISCOUNT_CHANGED)),
            (_, None) => return not_issued(Code::Validation, Some(NO_DISCOUNT)),
        };
        let id = DocumentId::new(random_id(app));
        let statements = quoted.convert(invoice, &id, context)?;
        // Where another window was faster or the settings changed, the next look finds the invoice, or makes it anew.
        app.write(statements).await?;
        app.follow(&session.tenant);
        Ok(see_other(&format!("/admin/documents/{id}?done=generated")))
    });
    generated.await?.ok_or_else(|| {
        Problem::new(Code::SettingsChanged, "The settings are being changed right now. Generate the invoice again.")
    })
}

fn booking(id: &str) -> Result<By<'static>, Problem> {
    BookingId::parse(id).map(By::Booking).map_err(|_| Problem::not_found())
}

/// `GET /admin/bookings/{id}/generate-invoice`: what it would be, before the number is assigned.
///
/// # Errors
/// `not-found`, `state-conflict`.
pub async fn get_of_booking(
    app: App,
    Invoicing(session): Invoicing,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    show(&app, &session, booking(&id)?).await
}

/// `POST /admin/bookings/{id}/generate-invoice`: the quotation becomes its invoice. A second time answers with the same
/// invoice; whoever comes second in a race finds it by the guard.
///
/// # Errors
/// `not-found`, `state-conflict`, `cross-site`; a cash discount that is not the present one is answered with the page and 409,
/// one where there is none with 422.
pub async fn post_of_booking(
    app: App,
    Invoicing(session): Invoicing,
    Path(id): Path<String>,
    posted: Posted,
) -> Result<Response, Problem> {
    generate(&app, &session, booking(&id)?, &posted).await
}

/// `GET /admin/documents/{id}/generate-invoice`: the same from the quote's page.
///
/// # Errors
/// `not-found`, also for a document that is no quotation; `state-conflict`.
pub async fn get_of_document(
    app: App,
    Invoicing(session): Invoicing,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    show(&app, &session, By::Document(&id)).await
}

/// `POST /admin/documents/{id}/generate-invoice`: the same from the quote's page.
///
/// # Errors
/// See [`post_of_booking`].
pub async fn post_of_document(
    app: App,
    Invoicing(session): Invoicing,
    Path(id): Path<String>,
    posted: Posted,
) -> Result<Response, Problem> {
    generate(&app, &session, By::Document(&id), &posted).await
}
