//! New documents, drafts, and deleting one.

use axum::{
    extract::Path,
    response::{IntoResponse, Response},
};
use shared::{
    api::Code,
    billing::{document::Draft, editor::form::DocumentKind},
    id::DocumentId,
    limits,
};

use super::{
    Sheet, Told, issued, show,
    view::{DraftsView, delete_draft, drafts},
    workspace::Desk,
};
use crate::{
    admin::editor,
    app::{App, problem::Problem, random_id, session::Session},
    platform::database::{DatabaseError, Refused},
    store::{
        document::detail,
        draft::{self, Known, Stored},
    },
    web::{
        admin_page::Place,
        parts::Paging,
        request::{Asked, Posted, frame, refused, see_other},
        sales_invoicing::Invoicing,
    },
};

/// `GET /admin/invoices/new`: Add a sales invoice. Nothing is stored before the first press of a button.
///
/// # Errors
/// `not-found` for a document to copy that does not exist.
pub async fn get_new_invoice(app: App, Invoicing(session): Invoicing, asked: Asked) -> Result<Response, Problem> {
    new_document(&app, &session, &asked, DocumentKind::Invoice).await
}

/// `GET /admin/quotes/new`: the same for a quote.
///
/// # Errors
/// See [`get_new_invoice`].
pub async fn get_new_quote(app: App, Invoicing(session): Invoicing, asked: Asked) -> Result<Response, Problem> {
    new_document(&app, &session, &asked, DocumentKind::Quotation).await
}

async fn new_document(app: &App, session: &Session, asked: &Asked, kind: DocumentKind) -> Result<Response, Problem> {
    let fields = asked.fields(&["contact", "like"])?;
    let id = DocumentId::new(random_id(app));
    let (contact, like) = match fields.text("like") {
        "" => (fields.text("contact").to_owned(), None),
        like => {
            let found = app.read(detail::find(&session.tenant, like)).await?;
            let stored = found.ok_or_else(Problem::not_found)?.stored;
            (stored.contact_id.clone().unwrap_or_default(), Some(stored))
        }
    };
    let desk = Desk::read(app, session, &id, &contact).await?;
    let mut form = match like.as_ref().map(|stored| stored.document.draft()) {
        Some(Draft::CreditNote(_)) => return Err(Problem::not_found()),
        Some(draft) => desk.like(draft.content(), kind),
        None => desk.new_form(kind),
    };
    form.contact = desk.contact.as_ref().map(|contact| contact.id.to_string()).unwrap_or_default();
    let told = Told {
        done: like.map(|_| "Lines, discounts and contact are copied. Nothing is stored before you press a button."),
        ..Told::default()
    };
    let sheet = Sheet { id: &id, version: 0, form: &form, saved_at: None };
    Ok(show(session, &desk, &sheet, &told, true).into_response())
}

/// `GET /admin/drafts/{id}`: the editor of a stored draft. Once it is a document, the way leads there.
///
/// # Errors
/// `not-found`.
pub async fn get_draft(app: App, Invoicing(session): Invoicing, Path(id): Path<String>) -> Result<Response, Problem> {
    let id = DocumentId::parse(&id).map_err(|_| Problem::not_found())?;
    let desk = Desk::of_draft(&app, &session, &id).await?;
    match &desk.stored {
        Stored::Nothing => Err(Problem::not_found()),
        Stored::Issued => Ok(see_other(&issued(&id))),
        Stored::Draft { version, form, updated_at } => {
            let sheet = Sheet { id: &id, version: *version, form, saved_at: Some(updated_at) };
            Ok(show(&session, &desk, &sheet, &Told::default(), true).into_response())
        }
    }
}

/// `GET /admin/drafts`: what is being written.
///
/// # Errors
/// `validation` for a page that no link makes.
pub async fn get_drafts(app: App, Invoicing(session): Invoicing, asked: Asked) -> Result<Response, Problem> {
    let fields = asked.fields(&["page", "done"])?;
    let page = fields.text("page").parse::<u32>().unwrap_or(1).clamp(1, 10_000);
    let before = page.saturating_sub(1).saturating_mul(limits::PAGE_ROWS);
    let (found, counted) = app.read(draft::list(&session.tenant, limits::PAGE_ROWS, before)).await?;
    let view = DraftsView {
        rows: &found,
        currency: &session.currency,
        zone: &session.zone,
        paging: Paging { page, rows: counted.rows, page_rows: limits::PAGE_ROWS },
        done: (fields.text("done") == "deleted").then_some("The draft is deleted."),
    };
    Ok(drafts(frame(&session, Place::Invoices), &view).into_response())
}

/// `GET /admin/drafts/{id}/delete`: asks once more.
///
/// # Errors
/// `not-found`.
pub async fn get_delete_draft(
    app: App,
    Invoicing(session): Invoicing,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let id = DocumentId::parse(&id).map_err(|_| Problem::not_found())?;
    match read(&app, &session, &id).await? {
        Stored::Nothing => Ok(see_other("/admin/drafts")),
        Stored::Issued => Ok(see_other(&issued(&id))),
        Stored::Draft { version, form, .. } => {
            let page = delete_draft(frame(&session, editor::place(form.kind)), id.as_str(), version, form.kind);
            Ok(page.into_response())
        }
    }
}

async fn read(app: &App, session: &Session, id: &DocumentId) -> Result<Stored, Problem> {
    Ok(app.read(draft::find(&session.tenant, id)).await?)
}

/// `POST /admin/drafts/{id}/delete`. What is deleted already stays deleted; a draft that was changed meanwhile is shown first.
///
/// # Errors
/// `cross-site`, `not-found`.
pub async fn post_delete_draft(
    app: App,
    Invoicing(session): Invoicing,
    Path(id): Path<String>,
    posted: Posted,
) -> Result<Response, Problem> {
    const GONE: &str = "/admin/drafts?done=deleted";
    let id = DocumentId::parse(&id).map_err(|_| Problem::not_found())?;
    let version = posted.fields(&["version"])?.text("version").parse::<i64>().unwrap_or_default();
    let known = Known { tenant: &session.tenant, id: &id, version };
    match app.write(draft::discard(known)).await {
        Ok(()) => Ok(see_other(GONE)),
        Err(DatabaseError::Refused(Refused::DraftChanged)) => {
            let desk = Desk::of_draft(&app, &session, &id).await?;
            match &desk.stored {
                Stored::Nothing => Ok(see_other(GONE)),
                Stored::Issued => Ok(see_other(&issued(&id))),
                Stored::Draft { version, form, updated_at } => {
                    let sheet = Sheet { id: &id, version: *version, form, saved_at: Some(updated_at) };
                    let told = Told {
                        warning: Some(
                            "This draft was changed in another window, so it was not deleted. Here is what it says now.",
                        ),
                        ..Told::default()
                    };
                    Ok(refused(Code::StateConflict, show(&session, &desk, &sheet, &told, true)))
                }
            }
        }
        Err(error) => Err(error.into()),
    }
}
