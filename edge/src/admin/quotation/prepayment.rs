//! Prepayment invoices of a quote. A form sent twice makes one, because its handle comes with it.

use axum::{
    extract::Path,
    response::{IntoResponse, Response},
};
use jiff::civil::Date;
use maud::Markup;
use shared::{
    api::Code,
    billing::prepayment::{Job, PrepaymentError},
    fault::Fault,
    id::DocumentId,
    money::{Amount, MoneyError},
    tenant::terms::Deposit,
};

use super::{
    generate_invoice::open,
    prepayment_form::{self as form, PrepaymentForm},
    prepayment_view::{PrepaymentView, prepayment},
};
use crate::{
    app::{App, problem::Problem, random_id, session::Session},
    attempt::decide_again,
    platform::database::DatabaseError,
    web::{
        admin_page::Place,
        request::{Posted, frame, refused, see_other},
        sales_invoicing::Invoicing,
    },
    work::quotation::{By, Quoted},
};

/// What the page shows beside the form.
#[derive(Clone, Copy, Debug, Default)]
struct Told<'a> {
    faults: &'a [Fault],
    conflict: Option<&'a str>,
}

fn job<'q>(quoted: &'q Quoted) -> Result<Job<'q>, Problem> {
    quoted.job().map_err(Problem::defect)
}

fn page(session: &Session, quoted: &Quoted, form: &PrepaymentForm, told: Told<'_>) -> Result<Markup, Problem> {
    let defect = |error: MoneyError| Problem::defect(error.to_string());
    let job = job(quoted)?;
    let view = PrepaymentView {
        missing: &quoted.present.issuer.missing(),
        quotation_id: quoted.detail.stored.id.as_str(),
        quotation_number: &quoted.detail.number(),
        buyer_name: &quoted.draft.content.buyer.name,
        currency: &quoted.draft.content.currency,
        total: job.total(),
        prepaid: job.prepaid().map_err(defect)?,
        left: job.left().map_err(defect)?,
        form,
        faults: told.faults,
        conflict: told.conflict,
    };
    Ok(prepayment(frame(session, Place::Quotes), &view))
}

/// `GET /admin/documents/{id}/prepayment`: the form, with what the payment terms propose.
///
/// # Errors
/// `not-found`, also for a document that is no quotation; `state-conflict` after its end.
pub async fn get_prepayment(
    app: App,
    Invoicing(session): Invoicing,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let today = session.date_of(app.now());
    let quoted = match open(&app, &session, By::Document(&id), today).await? {
        Ok(quoted) => quoted,
        Err(answer) => return Ok(answer),
    };
    let form = PrepaymentForm::preset(random_id(&app), &job(&quoted)?, today);
    Ok(page(&session, &quoted, &form, Told::default())?.into_response())
}

/// `POST /admin/documents/{id}/prepayment`: issues the prepayment invoice. The same form sent again answers with the same one.
///
/// # Errors
/// `not-found`, `cross-site`, `state-conflict` after the quotation's end; fields to mend are answered with the form and 422,
/// what others did meanwhile with 409.
pub async fn post_prepayment(
    app: App,
    Invoicing(session): Invoicing,
    Path(quotation): Path<String>,
    posted: Posted,
) -> Result<Response, Problem> {
    let form = PrepaymentForm::parse(&posted.fields(form::NAMES)?);
    let issued = decide_again(|_| async {
        let context = app.write_context(&session.tenant);
        let today = session.date_of(context.now);
        let quoted = match open(&app, &session, By::Document(&quotation), today).await? {
            Ok(quoted) => quoted,
            Err(answer) => return Ok(answer),
        };
        let id = DocumentId::parse(&form.id).map_err(|_| no_id())?;
        let shown = |code, told| Ok(refused(code, page(&session, &quoted, &form, told)?));
        let (part, due_date) = match form.decide() {
            Ok(decided) => decided,
            Err(faults) => return shown(Code::Validation, Told { faults: &faults, conflict: None }),
        };
        if let Some(is_same) = earlier(&quoted, &id, part, due_date)? {
            return Ok(if is_same { made(&id) } else { sent_before(&app, &session, &quoted, &form)? });
        }
        if !quoted.present.issuer.missing().is_empty() {
            return shown(Code::StateConflict, Told::default());
        }
        let invoice = match job(&quoted)?.prepayment(part, quoted.day, due_date, &quoted.present.issuer) {
            Ok(invoice) => invoice,
            Err(PrepaymentError::Money(error)) => return Err(Problem::defect(error).into()),
            Err(error) => {
                return shown(Code::Validation, Told { faults: &[form.fault(&error)], conflict: None });
            }
        };
        let statements = quoted.prepay(invoice, &id, context)?;
        match app.write(statements).await {
            Ok(()) => {
                app.follow(&session.tenant);
                Ok(made(&id))
            }
            // The handle names another document.
            Err(DatabaseError::Duplicate(_)) => Ok(sent_before(&app, &session, &quoted, &form)?),
            Err(error) => Err(error.into()),
        }
    });
    issued.await?.ok_or_else(|| {
        Problem::new(
            Code::StateConflict,
            "Others are invoicing this quote right now. Look at what is left, and send it again.",
        )
    })
}

fn no_id() -> Problem {
    Problem::validation(vec![Fault::new("id", "/id", "Open the form again: the id that it came with is missing.")])
}

fn made(id: &DocumentId) -> Response {
    see_other(&format!("/admin/documents/{id}?done=prepayment"))
}

/// Whether the prepayment invoice of this handle exists and asks for the same; none if there is none.
fn earlier(quoted: &Quoted, id: &DocumentId, part: Deposit, due_date: Date) -> Result<Option<bool>, Problem> {
    let Some((_, invoice)) = quoted.prepayments().find(|(stored, _)| stored.id == *id) else { return Ok(None) };
    let amount: Result<Amount, MoneyError> = match part {
        Deposit::Fixed(amount) => Ok(amount),
        Deposit::Percentage(share) => share.of(quoted.draft.content.totals.amount_due),
    };
    let amount = amount.map_err(Problem::defect)?;
    Ok(Some((invoice.content.totals.amount_due, invoice.due_date) == (amount, due_date)))
}

/// The form was sent before with something else in it: it is shown again under a new handle.
fn sent_before(app: &App, session: &Session, quoted: &Quoted, form: &PrepaymentForm) -> Result<Response, Problem> {
    const TEXT: &str = "This form was sent before with other values, and that prepayment invoice is made. Nothing was issued now: look at the quote before you send this one.";
    let form = PrepaymentForm { id: random_id(app), ..form.clone() };
    Ok(refused(Code::StateConflict, page(session, quoted, &form, Told { faults: &[], conflict: Some(TEXT) })?))
}
