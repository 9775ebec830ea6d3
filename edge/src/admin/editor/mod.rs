//! Add a sales invoice, or a quote: the editor and what its buttons do.
//!
//! Every press posts the whole form. It is saved under the version that the page showed, so two windows never overwrite each other in silence;
//! a form that says what is stored already is its own echo. Save puts the guards, the end of the draft and the document into one batch.

pub(crate) mod attachments;
pub mod attachments_view;
mod choose;
mod drafts;
pub mod form;
pub mod view;
mod workspace;

pub use self::{
    choose::{
        get_choose_contact, get_choose_item, get_draft_pdf, get_preview, post_choose_contact, post_choose_item,
        take_contact,
    },
    drafts::{get_delete_draft, get_draft, get_drafts, get_new_invoice, get_new_quote, post_delete_draft},
};
use self::{
    form::{Action, Beside, EditorPost},
    view::{Conflict, EditorView, Saved, editor, fragment},
    workspace::Desk,
};
use crate::{
    app::{App, problem::Problem, session::Session},
    attempt::{Failed, decide_again},
    platform::database::{DatabaseError, Refused},
    store::{
        delivery,
        draft::{self, Become, Known, Stored},
    },
    web::{
        admin_page::Place,
        request::{frame, refused, see_other},
        sales_invoicing::Invoicing,
    },
    work::follow_up::with_consequences,
};
use axum::{
    body::Body,
    extract::{FromRequest, Path, Request},
    response::{IntoResponse, Response},
};
use http::header;
use shared::{
    api::Code,
    billing::editor::{
        Judged,
        form::{DocumentForm, DocumentKind},
        judge,
        steps::Step,
    },
    fault::Fault,
    id::DocumentId,
    limits,
};

/// A posted editor: larger than other forms.
#[derive(Debug)]
pub struct PostedEditor(EditorPost);

impl<S: Send + Sync> FromRequest<S> for PostedEditor {
    type Rejection = Problem;

    async fn from_request(request: Request<Body>, _state: &S) -> Result<Self, Problem> {
        let content_type = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
        let essence = content_type.unwrap_or_default().split(';').next().unwrap_or_default().trim();
        if !essence.eq_ignore_ascii_case("application/x-www-form-urlencoded") {
            let detail = "Send the form as application/x-www-form-urlencoded.";
            return Err(Problem::new(Code::UnsupportedMediaType, detail));
        }
        let bytes = axum::body::to_bytes(request.into_body(), limits::EDITOR_FORM_BYTES_MAX).await;
        let bytes = bytes.map_err(|_| {
            Problem::new(Code::BodyTooLarge, "The document is too large: go back, and shorten its descriptions.")
        })?;
        EditorPost::parse(&bytes).map(Self)
    }
}

/// What the page shows beside the form.
#[derive(Clone, Debug, Default)]
struct Told {
    faults: Vec<Fault>,
    was_refused: bool,
    conflict: Option<Conflict>,
    done: Option<&'static str>,
    warning: Option<&'static str>,
}

/// The draft as it is stored, or as it is being saved.
#[derive(Clone, Debug)]
struct Sheet<'a> {
    id: &'a DocumentId,
    version: i64,
    form: &'a DocumentForm,
    /// Instant of the last save; none while nothing is stored.
    saved_at: Option<&'a str>,
}

fn place(kind: DocumentKind) -> Place {
    match kind {
        DocumentKind::Invoice => Place::AddInvoice,
        DocumentKind::Quotation => Place::Quotes,
    }
}

/// Shows the editor, or the parts of it that change while somebody types.
fn show(session: &Session, desk: &Desk, sheet: &Sheet<'_>, told: &Told, whole: bool) -> maud::Markup {
    let judged = judge(sheet.form, &desk.context());
    let wrong = judged.faults.iter().filter(|fault| fault.code != "required").cloned();
    let mut faults: Vec<Fault> = if told.was_refused { judged.faults.clone() } else { wrong.collect() };
    faults.extend(told.faults.iter().cloned());
    let clock = sheet.saved_at.map(|instant| desk.clock(instant));
    let view = EditorView {
        id: sheet.id.as_str(),
        version: sheet.version,
        settings_version: desk.tenant.settings_version,
        form: sheet.form,
        judged: &judged,
        faults: &faults,
        was_refused: told.was_refused,
        contact: desk.contact.as_ref(),
        vat_codes: &desk.vat_labels(),
        items: &desk.item_labels(),
        currency: &desk.tenant.currency,
        seller: &desk.tenant.seller,
        cash_discount: desk.tenant.cash_discount,
        sales_conditions: desk.sales_conditions(),
        attachments: &desk.attachments,
        missing: &desk.missing(sheet.form.kind),
        saved: match (&told.conflict, &clock) {
            (Some(_), _) => Saved::Not,
            (None, Some(time)) => Saved::At(time),
            (None, None) => Saved::Never,
        },
        conflict: told.conflict,
        done: told.done,
        warning: told.warning,
    };
    if whole { editor(frame(session, place(sheet.form.kind)), &view) } else { fragment(&view) }
}

/// `POST /admin/drafts/{id}`: whatever button was pressed in the editor.
///
/// # Errors
/// `not-found`, `cross-site`, `validation` for what no editor sends. Fields to mend are answered with the editor and 422, what another window
/// did with 409.
pub async fn post_draft(
    app: App,
    Invoicing(session): Invoicing,
    Path(id): Path<String>,
    PostedEditor(post): PostedEditor,
) -> Result<Response, Problem> {
    let id = DocumentId::parse(&id).map_err(|_| Problem::not_found())?;
    let posted = decide_again(|_| async {
        let desk = Desk::read(&app, &session, &id, &post.form.contact).await?;
        if desk.stored == Stored::Issued {
            return Ok(see_other(&issued(&id)));
        }
        let mut form = post.form.clone();
        form.contact = desk.contact.as_ref().map(|contact| contact.id.to_string()).unwrap_or_default();
        let before = form.clone();
        let (focus, fault) = take(&mut form, &post.action, &desk);
        let Some(version) = known_version(&desk.stored, &post, &before, &form) else {
            return Ok(conflicting(&session, &desk, &id, &post, &before));
        };
        let judged = judge(&form, &desk.context());
        if let Action::Issue { send } = post.action {
            let known = Known { tenant: &session.tenant, id: &id, version };
            match issue(&app, &desk, known, &form, judged.clone(), (post.settings_version, send)).await? {
                Issuing::Done => {
                    let done = if send { "sending" } else { "issued" };
                    return Ok(see_other(&format!("{}?done={done}", issued(&id))));
                }
                Issuing::Refused(mut told) => {
                    // What was typed is kept, whatever stands against the document.
                    let (version, saved_at) = save(&app, known, &form, &judged, &desk.stored).await?;
                    told.was_refused = true;
                    let sheet = Sheet { id: &id, version, form: &form, saved_at: Some(&saved_at) };
                    let code = if told.warning.is_some() { Code::SettingsChanged } else { Code::Validation };
                    return Ok(refused(code, show(&session, &desk, &sheet, &told, true)));
                }
            }
        }
        let known = Known { tenant: &session.tenant, id: &id, version };
        let (version, saved_at) = save(&app, known, &form, &judged, &desk.stored).await?;
        let sheet = Sheet { id: &id, version, form: &form, saved_at: Some(&saved_at) };
        if post.action == Action::Autosave {
            return Ok(show(&session, &desk, &sheet, &Told::default(), false).into_response());
        }
        if let Some(fault) = fault {
            let told = Told { faults: vec![fault], ..Told::default() };
            return Ok(refused(Code::Validation, show(&session, &desk, &sheet, &told, true)));
        }
        Ok(see_other(&next(&id, &form.contact, &post.action, focus)))
    });
    posted.await?.ok_or_else(being_saved)
}

/// Others were faster each time.
fn being_saved() -> Problem {
    Problem::new(Code::StateConflict, "Others are saving this draft right now. Go back, and press the button again.")
}

fn issued(id: &DocumentId) -> String {
    format!("/admin/documents/{id}")
}

/// Takes the step that was asked for. Answers where to look next, and why the step was not possible.
fn take(form: &mut DocumentForm, action: &Action, desk: &Desk) -> (Option<String>, Option<Fault>) {
    let step = match action {
        Action::Step(step) => step.clone(),
        Action::AddItem(typed) => match desk.item_copy(typed) {
            Ok(copy) => Step::AddItem(copy),
            Err(fault) => return (None, Some(fault)),
        },
        _ => return (None, None),
    };
    let anchor = match &step {
        Step::AddLineAllowance { .. } | Step::AddAllowance { .. } => "allowance",
        _ => "line",
    };
    match form.take(step, desk.usual_vat_code()) {
        Ok(Some(key)) => (Some(format!("{anchor}-{key}")), None),
        Ok(None) => (Some("lines".to_owned()), None),
        Err(error) => (None, Some(Fault::new("step", "lines", error.to_string()))),
    }
}

/// The version to save under: the one that the page showed, or the stored one where that says the same. None: another window said something else.
fn known_version(stored: &Stored, post: &EditorPost, before: &DocumentForm, after: &DocumentForm) -> Option<i64> {
    let shown = match post.action {
        Action::Overwrite(version) => version,
        _ => post.version,
    };
    match stored {
        Stored::Issued => None,
        Stored::Nothing => (shown == 0).then_some(0),
        Stored::Draft { version, form, .. } => {
            let is_same = **form == *before || **form == *after;
            (*version == shown || is_same).then_some(*version)
        }
    }
}

/// Saves, and answers the version and the instant. Nothing is written where the same is stored already.
async fn save(
    app: &App,
    known: Known<'_>,
    form: &DocumentForm,
    judged: &Judged,
    stored: &Stored,
) -> Result<(i64, String), Failed> {
    if let Stored::Draft { version, form: same, updated_at } = stored
        && **same == *form
    {
        return Ok((*version, updated_at.clone()));
    }
    let now = app.now();
    let total = judged.draft.as_ref().map_or(0, |draft| draft.content().totals.amount_due.cents());
    app.write(draft::save(known, form, total, now)?).await?;
    Ok((known.version.saturating_add(1), now.to_string()))
}

fn conflicting(session: &Session, desk: &Desk, id: &DocumentId, post: &EditorPost, form: &DocumentForm) -> Response {
    let conflict = match &desk.stored {
        Stored::Draft { version, .. } => Conflict::Changed(*version),
        Stored::Nothing | Stored::Issued => Conflict::Deleted,
    };
    let sheet = Sheet { id, version: post.version, form, saved_at: None };
    let told = Told { conflict: Some(conflict), ..Told::default() };
    refused(Code::StateConflict, show(session, desk, &sheet, &told, post.action != Action::Autosave))
}

/// What came of Save.
enum Issuing {
    /// The document has its number.
    Done,
    /// What stands against it.
    Refused(Told),
}

async fn issue(
    app: &App,
    desk: &Desk,
    known: Known<'_>,
    form: &DocumentForm,
    judged: Judged,
    (settings_version, send): (i64, bool),
) -> Result<Issuing, Failed> {
    const CHANGED: &str = "The settings were changed since this page was opened, so nothing was given a number yet. Look at it once more, and save it again.";
    const EARLIER: &str = "The last document of this series has a later date than today, so this one would break the order of its numbers. Nothing was given a number yet: save it again on that day or later.";
    let (Ok(document), Some(contact)) = (judged.into_draft(), &desk.contact) else {
        return Ok(Issuing::Refused(Told::default()));
    };
    if !desk.missing(form.kind).is_empty() {
        return Ok(Issuing::Refused(Told::default()));
    }
    if settings_version != desk.tenant.settings_version {
        return Ok(Issuing::Refused(Told { warning: Some(CHANGED), ..Told::default() }));
    }
    let context = app.write_context(known.tenant);
    let contact = (&contact.id, desk.contact_version);
    let become_document = Become { known, settings_version, contact, draft: &document, context };
    let mut statements = with_consequences(&context, draft::issue(&become_document)?);
    if send {
        statements.extend(delivery::send_as_asked(&context, known.id.as_str(), None, delivery::ORIGINAL));
    }
    match app.write(statements).await {
        Ok(()) => {
            app.follow(known.tenant);
            Ok(Issuing::Done)
        }
        Err(DatabaseError::Refused(Refused::SettingsChanged)) => {
            Ok(Issuing::Refused(Told { warning: Some(CHANGED), ..Told::default() }))
        }
        Err(DatabaseError::Refused(Refused::IssueDateBeforeLast)) => {
            Ok(Issuing::Refused(Told { warning: Some(EARLIER), ..Told::default() }))
        }
        // The handle is a document already.
        Err(error @ DatabaseError::Duplicate(_)) => Err(Failed::Outdated(error)),
        // Another window, or the echo of our own earlier success, is looked at anew.
        Err(error) => Err(error.into()),
    }
}

/// Where an action leads.
fn next(id: &DocumentId, contact: &str, action: &Action, focus: Option<String>) -> String {
    let own = format!("/admin/drafts/{id}");
    match action {
        Action::Open(Beside::Contact) => format!("{own}/contact"),
        Action::Open(Beside::MendContact) if !contact.is_empty() => format!("/admin/contacts/{contact}/edit"),
        Action::Open(Beside::Items) => format!("{own}/items"),
        Action::Open(Beside::Preview) => format!("{own}/preview"),
        Action::Open(Beside::Attachments) => format!("{own}/attachments"),
        Action::Open(Beside::Delete) => format!("{own}/delete"),
        Action::Open(Beside::Layout) => "/admin/settings/layout".to_owned(),
        _ => match focus {
            Some(anchor) => format!("{own}#{anchor}"),
            None => own,
        },
    }
}
