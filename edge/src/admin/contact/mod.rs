//! Sales invoices > Contacts: the list, one contact, adding and changing one.

pub mod form;
pub mod form_view;
pub mod list_view;
pub(crate) mod merge;
pub mod merge_view;
pub mod view;

use axum::{
    extract::Path,
    response::{IntoResponse, Response},
};
use maud::Markup;
use shared::{
    api::Code, billing::contact::Contact, delivery::peppol::Participant, fault::Fault, id::ContactId, limits,
};

use self::{
    form::{self as contact_form, ContactFilter, ContactForm},
    form_view::{FormView, Purpose, contact_form as form_page},
    list_view::{ContactsView, contacts},
    view::{ContactView, contact as contact_page},
};
use super::editor::take_contact;
use crate::{
    app::{App, problem::Problem, random_id, session::Session},
    platform::database::{DatabaseError, Refused},
    store::contact::{self as store, StoredContact, list as detail},
    web::{
        admin_page::Place,
        parts::Paging,
        request::{Asked, Posted, frame, refused, see_other},
    },
    work::peppol,
};

/// `GET /admin/contacts`.
///
/// # Errors
/// `validation` for a filter that no link or form makes.
pub async fn get_contacts(app: App, session: Session, asked: Asked) -> Result<Response, Problem> {
    let filter = ContactFilter::parse(&asked.fields(ContactFilter::NAMES)?)?;
    let (found, counted) = app.read(filter.wanted.page(&session.tenant, filter.page)?).await?;
    let paging = Paging { page: filter.page, rows: counted.rows, page_rows: limits::PAGE_ROWS };
    let view = ContactsView { filter: &filter, rows: &found, paging };
    Ok(contacts(frame(&session, Place::Contacts), &view).into_response())
}

fn path(id: &ContactId) -> String {
    format!("/admin/contacts/{id}")
}

fn done_text(done: &str) -> Option<&'static str> {
    match done {
        "added" => Some("The contact is added."),
        "saved" => Some("Saved. New documents use these particulars; issued ones keep theirs."),
        "merged" => Some("The two contacts are one now. Issued documents did not change."),
        "looked-up" => Some("Looked up."),
        "merged-before" => Some("The contact that you opened was merged into this one. Nothing was saved."),
        _ => None,
    }
}

/// `GET /admin/contacts/{id}`. A merged contact leads to the one that it became.
///
/// # Errors
/// `not-found`.
pub async fn get_contact(
    app: App,
    session: Session,
    Path(id): Path<String>,
    asked: Asked,
) -> Result<Response, Problem> {
    let done = asked.done()?;
    let id = ContactId::new(id);
    let found = app.read(detail::read(&session.tenant, &id)).await?.ok_or_else(Problem::not_found)?;
    if found.stored.contact.id != id {
        return Ok(see_other(&path(&found.stored.contact.id)));
    }
    let peppol = peppol::last_lookup(&app, &session.tenant, &participants(&found.stored.contact)).await?;
    let view = ContactView {
        detail: &found,
        peppol: peppol.as_ref(),
        currency: &session.currency,
        zone: &session.zone,
        today: session.date_of(app.now()),
        may_invoice: session.sales_invoicing.is_active(),
        done: done_text(&done),
    };
    Ok(contact_page(frame(&session, Place::Contacts), &view).into_response())
}

/// Under which identifiers a contact may be on Peppol.
fn participants(contact: &Contact) -> Vec<Participant> {
    contact.vat_identifier.as_deref().map(Participant::of_vat_identifier).unwrap_or_default()
}

/// `POST /admin/contacts/{id}/peppol`: looks the contact up, whatever was found out before.
///
/// # Errors
/// `not-found`, `cross-site`.
pub async fn post_look_up(app: App, session: Session, Path(id): Path<String>) -> Result<Response, Problem> {
    let stored = find(&app, &session, &ContactId::new(id)).await?.ok_or_else(Problem::not_found)?;
    let contact = stored.contact;
    peppol::look_up_again(&app, &session.tenant, &participants(&contact), app.now()).await?;
    Ok(see_other(&format!("{}?done=looked-up#peppol", path(&contact.id))))
}

/// What a form of a contact shows beside its fields.
#[derive(Default)]
struct Told<'a> {
    faults: &'a [Fault],
    /// The contact that has the e-mail address already.
    taken: Option<&'a Contact>,
    conflict: Option<&'a str>,
    /// What is stored by now, where another window was faster.
    stored: Option<&'a Contact>,
}

fn page(session: &Session, purpose: Purpose, form: &ContactForm, told: &Told<'_>) -> Markup {
    let Told { faults, taken, conflict, stored } = *told;
    form_page(frame(session, Place::Contacts), &FormView { purpose, form, faults, taken, conflict, stored })
}

/// `GET /admin/contacts/new`; with `draft`, for the document that is being written.
///
/// # Errors
/// `validation` for another field in the address.
pub async fn get_add_contact(app: App, session: Session, asked: Asked) -> Result<Response, Problem> {
    let fields = asked.fields(&["draft"])?;
    let id = ContactId::new(random_id(&app));
    let form = ContactForm::preset(&id, fields.text("draft"), session.language);
    Ok(page(&session, Purpose::Add, &form, &Told::default()).into_response())
}

/// `POST /admin/contacts/new`. The same form sent again answers as the first time.
///
/// # Errors
/// `cross-site`; fields to mend are answered with the form and 422, a form that was sent before with other values with 409.
pub async fn post_add_contact(app: App, session: Session, posted: Posted) -> Result<Response, Problem> {
    let form = ContactForm::parse(&posted.fields(contact_form::NAMES)?);
    let id = ContactId::parse(&form.id).map_err(|_| {
        Problem::validation(vec![Fault::new("id", "/id", "Open the form again: the id that it came with is missing.")])
    })?;
    let contact = match form.decide(id) {
        Ok(contact) => contact,
        Err(faults) => {
            let told = Told { faults: &faults, ..Told::default() };
            return Ok(refused(Code::Validation, page(&session, Purpose::Add, &form, &told)));
        }
    };
    match app.write(store::add(&session.tenant, &contact, app.now())).await {
        Ok(()) => added(&app, &session, &form, &contact).await,
        // The echo of our own earlier success, or an address that another contact has.
        Err(DatabaseError::Duplicate(_)) => not_added(&app, &session, form, &contact).await,
        Err(error) => Err(error.into()),
    }
}

/// To the contact's page, or with it back to the draft that it was added for.
async fn added(app: &App, session: &Session, form: &ContactForm, contact: &Contact) -> Result<Response, Problem> {
    let page = || see_other(&format!("{}?done=added", path(&contact.id)));
    let Some(draft) = form.draft().filter(|_| session.sales_invoicing.is_active()) else { return Ok(page()) };
    match take_contact(app, session, &draft, &contact.id).await {
        // The draft was deleted meanwhile; the contact is there all the same.
        Err(problem) if problem.code == Code::NotFound => Ok(page()),
        taken => taken,
    }
}

async fn not_added(app: &App, session: &Session, form: ContactForm, contact: &Contact) -> Result<Response, Problem> {
    const SENT_BEFORE: &str = "This form was sent before with other values, and that contact is stored. Nothing was added now: check the list of contacts before you send this one.";
    let earlier = find(app, session, &contact.id).await?;
    if let Some(stored) = &earlier {
        if stored.contact == *contact {
            return added(app, session, &form, contact).await;
        }
        let form = ContactForm { id: random_id(app), ..form };
        let told = Told { conflict: Some(SENT_BEFORE), stored: Some(&stored.contact), ..Told::default() };
        return Ok(refused(Code::StateConflict, page(session, Purpose::Add, &form, &told)));
    }
    email_taken(app, session, Purpose::Add, &form, contact).await
}

async fn find(app: &App, session: &Session, id: &ContactId) -> Result<Option<StoredContact>, Problem> {
    Ok(app.read(store::by_id(&session.tenant, id.as_str())).await?)
}

/// The form again, with a link to the contact that has the e-mail address.
async fn email_taken(
    app: &App,
    session: &Session,
    purpose: Purpose,
    form: &ContactForm,
    contact: &Contact,
) -> Result<Response, Problem> {
    let email = contact.email.as_deref().unwrap_or_default();
    let found = app.read(store::by_email(&session.tenant, email)).await?;
    let taken = found.as_ref().map(|stored| &stored.contact);
    let detail = match taken {
        Some(other) => {
            format!("{} has this e-mail address already. Open that contact, or enter another address.", other.name)
        }
        None => "Another contact had this e-mail address a moment ago. Send the form again.".to_owned(),
    };
    let faults = [Fault::new("email_taken", "email", detail)];
    let told = Told { faults: &faults, taken, ..Told::default() };
    Ok(refused(Code::Validation, page(session, purpose, form, &told)))
}

/// `GET /admin/contacts/{id}/edit`.
///
/// # Errors
/// `not-found`.
pub async fn get_edit_contact(app: App, session: Session, Path(id): Path<String>) -> Result<Response, Problem> {
    let id = ContactId::new(id);
    let stored = find(&app, &session, &id).await?.ok_or_else(Problem::not_found)?;
    if stored.contact.id != id {
        return Ok(see_other(&format!("{}/edit", path(&stored.contact.id))));
    }
    let form = ContactForm::of(&stored.contact, stored.version);
    Ok(page(&session, Purpose::Edit, &form, &Told::default()).into_response())
}

/// `POST /admin/contacts/{id}/edit`. A form that says what is stored already is its own echo.
///
/// # Errors
/// `not-found`, `cross-site`; fields to mend are answered with the form and 422, a change meanwhile with 409.
pub async fn post_edit_contact(
    app: App,
    session: Session,
    Path(id): Path<String>,
    posted: Posted,
) -> Result<Response, Problem> {
    let id = ContactId::new(id);
    let form = ContactForm { id: id.to_string(), ..ContactForm::parse(&posted.fields(contact_form::NAMES)?) };
    let stored = find(&app, &session, &id).await?.ok_or_else(Problem::not_found)?;
    if stored.contact.id != id {
        return Ok(see_other(&format!("{}?done=merged-before", path(&stored.contact.id))));
    }
    let contact = match form.decide(id) {
        Ok(contact) => contact,
        Err(faults) => {
            let told = Told { faults: &faults, ..Told::default() };
            return Ok(refused(Code::Validation, page(&session, Purpose::Edit, &form, &told)));
        }
    };
    let saved = || see_other(&format!("{}?done=saved", path(&contact.id)));
    if stored.contact == contact {
        return Ok(saved());
    }
    let Some(version) = form.version else { return Ok(changed(&session, form, &stored)) };
    match app.write(store::save(&session.tenant, &contact, version)).await {
        Ok(()) => Ok(saved()),
        Err(DatabaseError::Duplicate(_)) => email_taken(&app, &session, Purpose::Edit, &form, &contact).await,
        Err(DatabaseError::Refused(Refused::ContactChanged)) => {
            let stored = find(&app, &session, &contact.id).await?.ok_or_else(Problem::not_found)?;
            if stored.contact == contact {
                Ok(saved())
            } else if stored.contact.id == contact.id {
                Ok(changed(&session, form, &stored))
            } else {
                Ok(see_other(&format!("{}?done=merged-before", path(&stored.contact.id))))
            }
        }
        Err(error) => Err(error.into()),
    }
}

/// The form again with what was typed, under the version that is stored now: sending it once more is a decision.
fn changed(session: &Session, form: ContactForm, stored: &StoredContact) -> Response {
    const CHANGED: &str = "This contact was changed in another window or by somebody else, so nothing was saved. Compare what is stored now with what you typed; if you save again, what you typed replaces it.";
    let form = ContactForm { version: Some(stored.version), ..form };
    let told = Told { conflict: Some(CHANGED), stored: Some(&stored.contact), ..Told::default() };
    refused(Code::StateConflict, page(session, Purpose::Edit, &form, &told))
}
