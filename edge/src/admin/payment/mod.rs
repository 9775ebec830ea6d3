//! Payments of an invoice: recording one, and undoing a mistake. A form sent twice records once, because its id comes with it.

pub mod form;
pub mod view;

use axum::{
    extract::Path,
    response::{IntoResponse, Response},
};
use jiff::civil::Date;
use maud::Markup;
use shared::{
    api::Code,
    billing::{
        document::{Draft, InvoiceDraft},
        payment::{Bounds, Payment},
    },
    fault::Fault,
    id::PaymentId,
};

use self::{
    form::{self as payment_form, PaymentForm},
    view::{RecordView, record_payment},
};
use crate::{
    app::{App, problem::Problem, session::Session},
    platform::database::{DatabaseError, Refused},
    store::{
        document::detail::{self, DocumentDetail},
        payment::{self, Account},
    },
    web::{
        admin_page::Place,
        request::{Posted, frame, refused, see_other},
    },
    work::follow_up::with_consequences,
};

/// An invoice of the session's tenant with its account.
struct Found {
    detail: DocumentDetail,
    account: Account,
}

impl Found {
    /// Reads both. A document that is no invoice has no account, so it is not found here.
    async fn read(app: &App, session: &Session, id: &str) -> Result<Self, Problem> {
        let tenant = &session.tenant;
        match app.read((detail::find(tenant, id), payment::account(tenant, id))).await? {
            (Some(detail), Some(account)) => Ok(Self { detail, account }),
            _ => Err(Problem::not_found()),
        }
    }

    fn invoice(&self) -> Result<&InvoiceDraft, Problem> {
        match self.detail.stored.document.draft() {
            Draft::Invoice(invoice) => Ok(invoice),
            Draft::Quotation(_) | Draft::CreditNote(_) => Err(Problem::not_found()),
        }
    }

    fn path(&self) -> String {
        format!("/admin/documents/{}", self.detail.stored.id)
    }

    fn page(
        &self,
        session: &Session,
        today: Date,
        form: &PaymentForm,
        faults: &[Fault],
        conflict: Option<&str>,
    ) -> Result<Markup, Problem> {
        let content = &self.invoice()?.content;
        let view = RecordView {
            document_id: self.detail.stored.id.as_str(),
            number: &self.detail.number(),
            buyer_name: &content.buyer.name,
            currency: &content.currency,
            account: self.account,
            today,
            form,
            faults,
            conflict,
        };
        Ok(record_payment(frame(session, Place::Invoices), &view))
    }
}

fn fresh_id(app: &App) -> PaymentId {
    PaymentId::of(u64::try_from(app.now().as_millisecond()).unwrap_or_default(), app.random_bytes())
}

/// `GET /admin/documents/{id}/record-payment`: the form, with what is due.
///
/// # Errors
/// `not-found`, also for a document that is no invoice.
pub async fn get_record_payment(app: App, session: Session, Path(id): Path<String>) -> Result<Response, Problem> {
    let found = Found::read(&app, &session, &id).await?;
    if found.account.balance.due().is_zero() {
        return Ok(see_other(&found.path()));
    }
    let today = session.date_of(app.now());
    let form = PaymentForm::preset(fresh_id(&app), found.account.asked(today), today);
    Ok(found.page(&session, today, &form, &[], None)?.into_response())
}

/// `POST /admin/documents/{id}/record-payment`: records. The same form sent again answers as the first time.
///
/// # Errors
/// `not-found`, `cross-site`; fields to mend are answered with the form and 422, a payment meanwhile with 409.
pub async fn post_record_payment(
    app: App,
    session: Session,
    Path(document): Path<String>,
    posted: Posted,
) -> Result<Response, Problem> {
    let form = PaymentForm::parse(&posted.fields(payment_form::NAMES)?);
    let found = Found::read(&app, &session, &document).await?;
    let id = PaymentId::parse(&form.id).map_err(|_| {
        Problem::validation(vec![Fault::new("id", "/id", "Open the form again: the id that it came with is missing.")])
    })?;
    let now = app.now();
    let (issue_date, today) = (found.invoice()?.issue_date, session.date_of(now));
    // What is due may be less because of this very form, so the amount is judged by the whole invoice first.
    let judged = |due| form.decide(Bounds { issue_date, today, due });
    let Account { balance, discount_left } = found.account;
    let payment = match judged(balance.total) {
        Ok(payment) => payment.taking(discount_left, balance.due()),
        Err(_) => {
            let faults = judged(balance.due()).err().unwrap_or_default();
            return Ok(refused(Code::Validation, found.page(&session, today, &form, &faults, None)?));
        }
    };
    let recorded = || see_other(&format!("{}?done=paid", found.path()));
    let context = app.write_context(&session.tenant);
    let write = payment::record(&session.tenant, id, &document, &payment, context.now);
    match app.write(with_consequences(&context, write)).await {
        Ok(()) => {
            app.follow(&session.tenant);
            Ok(recorded())
        }
        // Each refusal may be the echo of our own earlier success.
        Err(error) if may_be_an_echo(&error) => match app.read(payment::find(&session.tenant, id)).await? {
            Some(row) if row.records(&document, &payment) => Ok(recorded()),
            Some(_) => conflict(&app, &session, &found, form),
            None => exceeds(&app, &session, &document, &form, &payment).await,
        },
        Err(error) => Err(error.into()),
    }
}

fn may_be_an_echo(error: &DatabaseError) -> bool {
    matches!(
        error,
        DatabaseError::Duplicate(_)
            | DatabaseError::Refused(Refused::PaymentExceedsDue | Refused::CashDiscountNotEarned)
    )
}

/// The form was sent before with something else in it: it is shown again under a new id.
fn conflict(app: &App, session: &Session, found: &Found, form: PaymentForm) -> Result<Response, Problem> {
    const TEXT: &str = "This form was sent before with other values, and that payment is recorded. Nothing was recorded now: check the payments of the invoice before you send this one.";
    let form = PaymentForm { id: fresh_id(app).to_string(), ..form };
    let today = session.date_of(app.now());
    Ok(refused(Code::StateConflict, found.page(session, today, &form, &[], Some(TEXT))?))
}

/// More than is due, perhaps only since the form was opened.
async fn exceeds(
    app: &App,
    session: &Session,
    document: &str,
    form: &PaymentForm,
    payment: &Payment,
) -> Result<Response, Problem> {
    let found = Found::read(app, session, document).await?;
    let due = found.account.balance.due();
    let detail = if due.is_zero() {
        "Nothing is due any more: this invoice is paid or credited.".to_owned()
    } else if payment.amount <= due {
        format!("Something else was recorded meanwhile: {due} is due now. Check the payments of the invoice.")
    } else {
        format!("Only {due} is still due, not {}. Check the payments of the invoice.", payment.amount)
    };
    let fault = Fault::new("payment_exceeds_due", "amount", detail);
    Ok(refused(Code::StateConflict, found.page(session, session.date_of(app.now()), form, &[fault], None)?))
}

/// `POST /admin/documents/{id}/payments/{payment}/undo`: the payment was a mistake. Undoing twice answers as once.
///
/// # Errors
/// `not-found`, `cross-site`.
pub async fn post_undo_payment(
    app: App,
    session: Session,
    Path((document, payment)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let id = PaymentId::parse(&payment).map_err(|_| Problem::not_found())?;
    let tenant = &session.tenant;
    let context = app.write_context(tenant);
    let mut batch = with_consequences(&context, payment::reverse(tenant, id, &document, context.now));
    let found = batch.add(payment::find(tenant, id));
    match app.run(batch).await?.take(found)? {
        Some(row) if row.document_id == document => Ok(see_other(&format!("/admin/documents/{document}?done=undone"))),
        _ => Err(Problem::not_found()),
    }
}
