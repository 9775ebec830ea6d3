//! The pages beside the editor: they change one thing of the stored draft, whatever version it has, and lead back.

use axum::{
    extract::Path,
    response::{IntoResponse, Response},
};
use shared::{
    billing::{
        document::{Document, Draft},
        editor::{form::DocumentForm, judge, steps::Step},
        number::DocumentNumber,
        wording::wording,
    },
    fault::Fault,
    id::{ContactId, DocumentId},
};

use super::{
    being_saved, issued, place, save,
    view::{ContactChoice, ItemsView, choose_contact, choose_item},
    workspace::{Desk, copy_of},
};
use crate::{
    app::{App, problem::Problem, session::Session},
    attempt::decide_again,
    store::{
        contact,
        draft::{Known, Stored},
    },
    web::{
        document_page::{PreviewView, preview_page},
        download::shown_pdf,
        request::{Asked, Posted, frame, see_other},
        sales_invoicing::Invoicing,
    },
    work::{e_invoice::preflight::preflight, file::draw},
};

/// How many contacts are offered at once.
const CONTACTS_SHOWN: usize = 25;

/// The draft of an address, or where else to go.
enum Found {
    Draft(Box<Desk>, Box<DocumentForm>),
    Elsewhere(Response),
}

async fn found(app: &App, session: &Session, id: &DocumentId) -> Result<Found, Problem> {
    let desk = Desk::of_draft(app, session, id).await?;
    match &desk.stored {
        Stored::Nothing => Err(Problem::not_found()),
        Stored::Issued => Ok(Found::Elsewhere(see_other(&issued(id)))),
        Stored::Draft { form, .. } => {
            let form = form.clone();
            Ok(Found::Draft(Box::new(desk), form))
        }
    }
}

/// Changes the stored draft, whatever version it has by now. Answers the page to go to.
async fn change(
    app: &App,
    session: &Session,
    id: &DocumentId,
    change: impl Fn(&Desk, &mut DocumentForm) -> Result<String, Problem>,
) -> Result<Response, Problem> {
    let changed = decide_again(|_| async {
        let (desk, mut form) = match found(app, session, id).await? {
            Found::Draft(desk, form) => (desk, form),
            Found::Elsewhere(response) => return Ok(response),
        };
        let Stored::Draft { version, .. } = &desk.stored else { return Err(Problem::not_found().into()) };
        let known = Known { tenant: &session.tenant, id, version: *version };
        let to = change(&desk, &mut form)?;
        let judged = judge(&form, &desk.context());
        save(app, known, &form, &judged, &desk.stored).await?;
        Ok(see_other(&to))
    });
    changed.await?.ok_or_else(being_saved)
}

/// `GET /admin/drafts/{id}/contact`: select a contact.
///
/// # Errors
/// `not-found`.
pub async fn get_choose_contact(
    app: App,
    Invoicing(session): Invoicing,
    Path(id): Path<String>,
    asked: Asked,
) -> Result<Response, Problem> {
    let fields = asked.fields(&["q"])?;
    let id = DocumentId::parse(&id).map_err(|_| Problem::not_found())?;
    let form = match found(&app, &session, &id).await? {
        Found::Draft(_, form) => form,
        Found::Elsewhere(response) => return Ok(response),
    };
    let wanted = u32::try_from(CONTACTS_SHOWN).unwrap_or(u32::MAX).saturating_add(1);
    let contacts = app.read(contact::search(&session.tenant, fields.text("q"), wanted)?).await?;
    let has_more = contacts.len() > CONTACTS_SHOWN;
    let contacts: Vec<_> = contacts.into_iter().take(CONTACTS_SHOWN).map(|stored| stored.contact).collect();
    let view = ContactChoice { id: id.as_str(), kind: form.kind, search: fields.text("q"), found: &contacts, has_more };
    Ok(choose_contact(frame(&session, place(form.kind)), &view).into_response())
}

/// `POST /admin/drafts/{id}/contact`: takes the contact.
///
/// # Errors
/// `not-found`, also for a contact of another tenant; `cross-site`.
pub async fn post_choose_contact(
    app: App,
    Invoicing(session): Invoicing,
    Path(id): Path<String>,
    posted: Posted,
) -> Result<Response, Problem> {
    let fields = posted.fields(&["contact"])?;
    let id = DocumentId::parse(&id).map_err(|_| Problem::not_found())?;
    let found = app.read(contact::by_id(&session.tenant, fields.text("contact"))).await?;
    let chosen = found.ok_or_else(Problem::not_found)?.contact.id;
    take_contact(&app, &session, &id, &chosen).await
}

/// Gives a draft its contact, and leads back to it. Doing it twice changes nothing.
///
/// # Errors
/// `not-found` if there is no such draft.
pub async fn take_contact(
    app: &App,
    session: &Session,
    id: &DocumentId,
    contact: &ContactId,
) -> Result<Response, Problem> {
    change(app, session, id, |_, form| {
        form.contact = contact.to_string();
        Ok(format!("/admin/drafts/{id}#buyer"))
    })
    .await
}

/// `GET /admin/drafts/{id}/items`: add items.
///
/// # Errors
/// `not-found`.
pub async fn get_choose_item(
    app: App,
    Invoicing(session): Invoicing,
    Path(id): Path<String>,
    asked: Asked,
) -> Result<Response, Problem> {
    let fields = asked.fields(&["q", "added"])?;
    let id = DocumentId::parse(&id).map_err(|_| Problem::not_found())?;
    let (desk, form) = match found(&app, &session, &id).await? {
        Found::Draft(desk, form) => (desk, form),
        Found::Elsewhere(response) => return Ok(response),
    };
    let search = fields.text("q");
    let items = desk.items_found(search);
    let added = fields.sent("added").and_then(|item| desk.items.iter().find(|known| known.id.to_string() == item));
    let view = ItemsView {
        id: id.as_str(),
        kind: form.kind,
        search,
        found: &items,
        currency: &desk.tenant.currency,
        lines: form.lines.iter().filter(|line| !line.is_blank()).count(),
        next: form.next_key,
        added: added.map(|item| item.description.as_str()),
    };
    Ok(choose_item(frame(&session, place(form.kind)), &view).into_response())
}

/// `POST /admin/drafts/{id}/items`: adds a line, and stays for the next one.
///
/// # Errors
/// `not-found`, `cross-site`; `validation` where no more lines fit.
pub async fn post_choose_item(
    app: App,
    Invoicing(session): Invoicing,
    Path(id): Path<String>,
    posted: Posted,
) -> Result<Response, Problem> {
    let fields = posted.fields(&["item", "q", "next"])?;
    let id = DocumentId::parse(&id).map_err(|_| Problem::not_found())?;
    let (wanted, search) = (fields.text("item"), fields.text("q"));
    let next: u32 = fields.text("next").parse().unwrap_or_default();
    change(&app, &session, &id, |desk, form| {
        let item = desk.items.iter().find(|item| item.id.to_string() == wanted).ok_or_else(Problem::not_found)?;
        // The page says which key the line gets: a form sent twice adds once.
        let is_echo = form.lines.iter().any(|line| line.key == next && line.name == item.description);
        if !is_echo {
            let step = Step::AddItem(copy_of(item));
            form.take(step, desk.usual_vat_code())
                .map_err(|error| Problem::validation(vec![Fault::new("lines", "/item", error.to_string())]))?;
        }
        let query = crate::web::fields::query(&[("q", search), ("added", wanted)]);
        Ok(format!("/admin/drafts/{id}/items{query}"))
    })
    .await
}

/// `GET /admin/drafts/{id}/preview`: the paper as the customer will see it, and what would keep it from being saved or sent.
///
/// # Errors
/// `not-found`.
pub async fn get_preview(app: App, Invoicing(session): Invoicing, Path(id): Path<String>) -> Result<Response, Problem> {
    let id = DocumentId::parse(&id).map_err(|_| Problem::not_found())?;
    let (desk, form) = match found(&app, &session, &id).await? {
        Found::Draft(desk, form) => (desk, form),
        Found::Elsewhere(response) => return Ok(response),
    };
    let judged = judge(&form, &desk.context());
    let Some(draft) = judged.draft else {
        return Err(Problem::validation(judged.faults));
    };
    let is_invoice = matches!(draft, Draft::Invoice(_));
    let document = without_number(draft);
    let rule_faults = (judged.faults.is_empty() && is_invoice).then(|| preflight(&document)).flatten();
    let back = format!("/admin/drafts/{id}");
    let view = PreviewView {
        document: &document,
        accent: &desk.tenant.accent,
        back: &back,
        faults: &judged.faults,
        rule_faults: rule_faults.as_deref(),
    };
    Ok(preview_page(&view).into_response())
}

/// The document with words in the place of its number.
fn without_number(draft: Draft) -> Document {
    let words = wording(draft.content().language);
    draft.issued(DocumentNumber::not_given(words.draft))
}

/// `GET /admin/drafts/{id}/pdf`: the draft as PDF, with "draft" across every page. It is drawn each time and never kept.
///
/// # Errors
/// `not-found`; `validation` for amounts that no document holds; see [`draw`].
pub async fn get_draft_pdf(
    app: App,
    Invoicing(session): Invoicing,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let id = DocumentId::parse(&id).map_err(|_| Problem::not_found())?;
    let (desk, form) = match found(&app, &session, &id).await? {
        Found::Draft(desk, form) => (desk, form),
        Found::Elsewhere(response) => return Ok(response),
    };
    let judged = judge(&form, &desk.context());
    let Some(draft) = judged.draft else {
        return Err(Problem::validation(judged.faults));
    };
    let bytes = draw(&app, &session.tenant, &without_number(draft)).await?;
    Ok(shown_pdf(bytes, "draft"))
}
