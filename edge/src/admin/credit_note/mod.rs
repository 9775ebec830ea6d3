//! Credit notes: the list, and making one of an invoice. A form sent twice credits once, because the handle comes with it.

pub mod form;
pub mod list_view;
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
        credit_note::{CreditError, Creditable},
        document::{Draft, InvoiceDraft},
        number::SeriesKind,
    },
    fault::Fault,
    id::DocumentId,
    limits,
    money::Quantity,
};

use self::{
    form::{self as credit_note_form, CreditNoteForm},
    list_view::{CreditNotesView, credit_notes},
    view::{CreateView, create_credit_note},
};
use crate::{
    app::{App, problem::Problem, random_id, session::Session},
    attempt::decide_again,
    platform::database::DatabaseError,
    store::{
        credit_note::{self, Credit, list},
        document::{
            self, StoredDocument,
            detail::{self, DocumentDetail},
        },
        tenant::issuer::{self, PresentIssuer},
    },
    web::{
        admin_page::Place,
        filter::DocumentFilter,
        parts::Paging,
        request::{Asked, Posted, frame, refused, see_other},
        sales_invoicing::{Invoicing, activation_page},
    },
    work::follow_up::with_consequences,
};

/// `GET /admin/credit-notes`: Sales invoices > Credit notes.
///
/// # Errors
/// `validation` for a filter that no link or form makes.
pub async fn get_credit_notes(app: App, session: Session, asked: Asked) -> Result<Response, Problem> {
    let filter = DocumentFilter::parse(&asked.fields(DocumentFilter::CREDIT_NOTE_NAMES)?)?;
    let (found, sums) = app.read(list::list(&session.tenant, &filter.search, filter.sent, filter.page)).await?;
    if found.is_empty() && !filter.is_narrowed() && !session.sales_invoicing.is_active() {
        return Ok(activation_page(&app, &session, Place::CreditNotes).into_response());
    }
    let paging = Paging { page: filter.page, rows: sums.rows, page_rows: limits::PAGE_ROWS };
    let view = CreditNotesView {
        filter: &filter,
        rows: &found,
        sums,
        currency: &session.currency,
        zone: &session.zone,
        paging,
    };
    Ok(credit_notes(frame(&session, Place::CreditNotes), &view).into_response())
}

/// An invoice of the session's tenant with its credit notes.
struct Found {
    detail: DocumentDetail,
    notes: Vec<StoredDocument>,
    present: PresentIssuer,
    /// The earliest day on which a credit note can be issued.
    day: Date,
}

impl Found {
    async fn read(app: &App, session: &Session, id: &str) -> Result<Self, Problem> {
        let (tenant, today) = (&session.tenant, session.date_of(app.now()));
        let (detail, notes, present, last) = app
            .read((
                detail::find(tenant, id),
                credit_note::of_invoice(tenant, id),
                issuer::find(tenant),
                document::last_issued(tenant, SeriesKind::CreditNote, today),
            ))
            .await?;
        let day = last.map_or(today, |last| last.max(today));
        Ok(Self { detail: detail.ok_or_else(Problem::not_found)?, notes, present, day })
    }

    /// Only an invoice can be credited.
    fn invoice(&self) -> Result<&InvoiceDraft, Problem> {
        match self.detail.stored.document.draft() {
            Draft::Invoice(invoice) => Ok(invoice),
            Draft::Quotation(_) | Draft::CreditNote(_) => Err(Problem::not_found()),
        }
    }

    fn creditable(&self) -> Result<Creditable<'_>, Problem> {
        let number = self.detail.stored.document.number();
        let notes = credit_note::drafts(&self.notes);
        Creditable::of(self.invoice()?, number, notes).map_err(Problem::defect)
    }

    fn left(&self) -> Result<Vec<Quantity>, Problem> {
        self.creditable()?.left().map_err(Problem::defect)
    }

    /// What a final invoice took off is given back with that one first.
    fn taken_off(&self) -> Option<Problem> {
        let by = self.detail.taken_off_by.as_ref().filter(|_| self.detail.is_taken_off)?;
        let detail = format!(
            "Invoice {} took this prepayment invoice off. Credit that invoice first; then what is left of this one can be credited.",
            by.number
        );
        Some(Problem::new(Code::StateConflict, detail))
    }

    /// The form, which has a quantity for each line of the invoice.
    fn form(&self, posted: &Posted) -> Result<CreditNoteForm, Problem> {
        let lines = self.invoice()?.content.lines.len();
        let names = CreditNoteForm::names(lines);
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        Ok(CreditNoteForm::parse(&posted.fields(&names)?, lines))
    }

    fn path(&self) -> String {
        format!("/admin/documents/{}", self.detail.stored.id)
    }

    fn page(
        &self,
        session: &Session,
        form: &CreditNoteForm,
        faults: &[Fault],
        conflict: Option<&str>,
    ) -> Result<Markup, Problem> {
        let view = CreateView {
            missing: &self.present.issuer.missing(),
            invoice_id: self.detail.stored.id.as_str(),
            number: &self.detail.number(),
            invoice: self.invoice()?,
            left: &self.left()?,
            form,
            faults,
            conflict,
        };
        Ok(create_credit_note(frame(session, Place::Invoices), &view))
    }
}

/// `GET /admin/documents/{id}/credit-note`: the form, with everything that is left.
///
/// # Errors
/// `not-found`, also for a document that is no invoice.
pub async fn get_create_credit_note(
    app: App,
    Invoicing(session): Invoicing,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let found = Found::read(&app, &session, &id).await?;
    if let Some(taken_off) = found.taken_off() {
        return Err(taken_off);
    }
    if found.creditable()?.is_exhausted() {
        return Ok(see_other(&found.path()));
    }
    let form = CreditNoteForm::preset(random_id(&app), &found.left()?);
    Ok(found.page(&session, &form, &[], None)?.into_response())
}

fn made(note: &DocumentId) -> Response {
    see_other(&format!("/admin/documents/{note}?done=credited"))
}

/// `POST /admin/documents/{id}/credit-note`: credits. The same form sent again answers with the same credit note.
///
/// # Errors
/// `not-found`, `cross-site`; fields to mend are answered with the form and 422, what others did meanwhile with 409.
pub async fn post_create_credit_note(
    app: App,
    Invoicing(session): Invoicing,
    Path(invoice): Path<String>,
    posted: Posted,
) -> Result<Response, Problem> {
    let issued = decide_again(|_| async {
        let found = Found::read(&app, &session, &invoice).await?;
        let form = found.form(&posted)?;
        let id = DocumentId::parse(&form.id).map_err(|_| no_id())?;
        if let Some(earlier) = found.notes.iter().find(|note| note.id == id) {
            return Ok(match credit_note::drafts([earlier]).first() {
                Some(note) if form.made(note) => made(&id),
                _ => sent_before(&app, &session, &found, &form)?,
            });
        }
        if let Some(taken_off) = found.taken_off() {
            return Err(taken_off.into());
        }
        let chosen = match form.chosen() {
            Ok(chosen) => chosen,
            Err(faults) => return Ok(refused(Code::Validation, found.page(&session, &form, &faults, None)?)),
        };
        if !found.present.issuer.missing().is_empty() {
            return Ok(refused(Code::StateConflict, found.page(&session, &form, &[], None)?));
        }
        let context = app.write_context(&session.tenant);
        let mut note = match found.creditable()?.credit(&chosen, &form.reason, found.day) {
            Ok(note) => note,
            Err(error) => return Ok(not_possible(&session, &found, &form, &error)?),
        };
        found.present.issuer.sign(&mut note.content);
        let credit = Credit { invoice: &found.detail.stored, known: found.notes.len(), id: &id, note, context };
        let mut statements = vec![found.present.guard(&session.tenant)];
        statements.extend(with_consequences(&context, credit_note::issue(credit)?));
        match app.write(statements).await {
            Ok(()) => {
                app.follow(&session.tenant);
                Ok(made(&id))
            }
            // The handle names another document.
            Err(DatabaseError::Duplicate(_)) => Ok(sent_before(&app, &session, &found, &form)?),
            Err(error) => Err(error.into()),
        }
    });
    if let Some(answer) = issued.await? {
        return Ok(answer);
    }
    const BUSY: &str = "Others are crediting this invoice right now. Look at what is left, and send it again.";
    let found = Found::read(&app, &session, &invoice).await?;
    Ok(refused(Code::StateConflict, found.page(&session, &found.form(&posted)?, &[], Some(BUSY))?))
}

fn no_id() -> Problem {
    Problem::validation(vec![Fault::new("id", "/id", "Open the form again: the id that it came with is missing.")])
}

/// The form was sent before with something else in it: it is shown again under a new handle.
fn sent_before(app: &App, session: &Session, found: &Found, form: &CreditNoteForm) -> Result<Response, Problem> {
    const TEXT: &str = "This form was sent before with other values, and that credit note is made. Nothing was credited now: check the credit notes of the invoice before you send this one.";
    let form = CreditNoteForm { id: random_id(app), ..form.clone() };
    Ok(refused(Code::StateConflict, found.page(session, &form, &[], Some(TEXT))?))
}

/// What the decision refused: a field to mend, unless nothing is left to credit.
fn not_possible(
    session: &Session,
    found: &Found,
    form: &CreditNoteForm,
    error: &CreditError,
) -> Result<Response, Problem> {
    if let CreditError::Money(_) | CreditError::ForeignCreditNote = error {
        return Err(Problem::defect(error.to_string()));
    }
    if found.creditable()?.is_exhausted() {
        const TEXT: &str = "This invoice is credited as a whole already. Nothing was credited now.";
        return Ok(refused(Code::StateConflict, found.page(session, form, &[], Some(TEXT))?));
    }
    let fault = credit_note_form::fault(error);
    Ok(refused(Code::Validation, found.page(session, form, &[fault], None)?))
}
