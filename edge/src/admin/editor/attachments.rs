//! Attachments: files of an invoice or a quote that is being written, and downloads of those that are issued.

use axum::{
    extract::Path,
    response::{IntoResponse, Response},
};
use shared::{
    api::Code,
    billing::{attachment::Attachment, editor::form::DocumentKind, file_name::file_name, file_type::FileType},
    fault::Fault,
    id::DocumentId,
    limits,
};

use super::attachments_view::{AttachmentsView, attachments as page};
use crate::{
    app::{App, problem::Problem, session::Session},
    platform::database::{DatabaseError, Refused},
    store::{
        document::{StoredDocument, detail},
        draft::{self, Stored},
        file,
    },
    web::{
        admin_page::Place,
        download,
        request::{Asked, Posted, frame, refused, see_other},
        sales_invoicing::Invoicing,
        upload::{Upload, UploadedFile},
    },
    work::file::uploaded,
};

/// Name of the form's field.
const FIELD: &str = "files";

/// The draft of an address; a handle is what the editor made.
fn draft_of(id: &str) -> Result<DocumentId, Problem> {
    DocumentId::parse(id).map_err(|_| Problem::not_found())
}

/// A draft with its files, or where its document is by now.
enum Found {
    Draft { kind: DocumentKind, attachments: Vec<Attachment> },
    Issued(Response),
}

async fn read(app: &App, session: &Session, draft: &DocumentId) -> Result<Found, Problem> {
    let (stored, attachments) =
        app.read((draft::find(&session.tenant, draft), file::of_draft(&session.tenant, draft))).await?;
    match stored {
        Stored::Nothing => Err(Problem::not_found()),
        Stored::Draft { form, .. } => Ok(Found::Draft { kind: form.kind, attachments }),
        Stored::Issued => Ok(Found::Issued(see_other(&format!("/admin/documents/{draft}")))),
    }
}

fn place_of(kind: DocumentKind) -> Place {
    match kind {
        DocumentKind::Invoice => Place::AddInvoice,
        DocumentKind::Quotation => Place::Quotes,
    }
}

/// `GET /admin/drafts/{id}/attachments`: the files of a draft, to add and remove.
///
/// # Errors
/// `not-found` for what is no handle.
pub async fn get_attachments(
    app: App,
    Invoicing(session): Invoicing,
    Path(draft): Path<String>,
    asked: Asked,
) -> Result<Response, Problem> {
    let done = match asked.done()?.as_str() {
        "added" => Some("Added."),
        "removed" => Some("Removed."),
        _ => None,
    };
    let draft = draft_of(&draft)?;
    let (kind, attachments) = match read(&app, &session, &draft).await? {
        Found::Draft { kind, attachments } => (kind, attachments),
        Found::Issued(elsewhere) => return Ok(elsewhere),
    };
    let view = AttachmentsView { draft: draft.as_str(), kind, attachments: &attachments, faults: &[], done };
    Ok(page(frame(&session, place_of(kind)), &view).into_response())
}

/// `POST /admin/drafts/{id}/attachments`: adds files. What can be added is; what cannot is named. The same file sent
/// twice is added once.
///
/// # Errors
/// `cross-site`; files that cannot be added are answered with the page and 422.
pub async fn post_attachments(
    app: App,
    Invoicing(session): Invoicing,
    Path(draft): Path<String>,
    upload: Upload,
) -> Result<Response, Problem> {
    let draft = draft_of(&draft)?;
    let (_, files) = upload.parts(&[], &[FIELD])?;
    if let Found::Issued(elsewhere) = read(&app, &session, &draft).await? {
        return Ok(elsewhere);
    }
    let mut faults = Vec::new();
    if files.is_empty() {
        faults.push(Fault::new("required", FIELD, "Select one file or more, and add them then."));
    }
    for sent in files {
        if let Err(fault) = add(&app, &session, &draft, sent).await? {
            faults.push(fault);
        }
    }
    if faults.is_empty() {
        return Ok(see_other(&format!("/admin/drafts/{draft}/attachments?done=added")));
    }
    let (kind, attachments) = match read(&app, &session, &draft).await? {
        Found::Draft { kind, attachments } => (kind, attachments),
        Found::Issued(elsewhere) => return Ok(elsewhere),
    };
    let view = AttachmentsView { draft: draft.as_str(), kind, attachments: &attachments, faults: &faults, done: None };
    Ok(refused(Code::Validation, page(frame(&session, place_of(kind)), &view)))
}

/// Stores one file and attaches it; or says why not.
async fn add(
    app: &App,
    session: &Session,
    draft: &DocumentId,
    sent: UploadedFile,
) -> Result<Result<(), Fault>, Problem> {
    let named = |name: &str, detail: &str| Fault::new("attachment", FIELD, format!("{name}: {detail}"));
    let shown: String = sent.name.chars().filter(|c| !c.is_control()).take(limits::FILE_NAME_CHARS_MAX).collect();
    let bytes = match sent.content() {
        Ok(bytes) => bytes,
        Err(fault) => return Ok(Err(named(&shown, &fault.detail))),
    };
    let file_type = match FileType::of(bytes) {
        Ok(file_type) => file_type,
        Err(error) => return Ok(Err(named(&shown, &error.to_string()))),
    };
    let tenant = &session.tenant;
    let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    let attachment = Attachment {
        sha256: uploaded::keep(app, tenant, bytes, file_type.media_type()).await?,
        file_name: file_name(&sent.name, file_type),
        media_type: file_type.media_type().to_owned(),
        size,
    };
    let statements = [
        file::insert(tenant, &attachment.sha256, &attachment.media_type, size, app.now()),
        file::attach(tenant, draft, &attachment),
    ];
    let detail = match app.write(statements).await {
        Ok(()) => return Ok(Ok(())),
        // The page that follows leads to the document.
        Err(DatabaseError::Refused(Refused::DraftAlreadyIssued)) => {
            "The document is issued by now, and takes no more attachments.".to_owned()
        }
        Err(DatabaseError::Refused(Refused::AttachmentsTooMany)) => {
            format!("A document has at most {} attachments. Remove one first.", limits::ATTACHMENTS_MAX)
        }
        Err(DatabaseError::Refused(Refused::AttachmentsTooLarge)) => {
            "All attachments together have at most 10 MB. Remove one first, or choose a smaller file.".to_owned()
        }
        Err(error) => return Err(error.into()),
    };
    Ok(Err(named(&attachment.file_name, &detail)))
}

/// `POST /admin/drafts/{id}/attachments/{sha256}/remove`: takes a file off. Doing it twice changes nothing.
///
/// # Errors
/// `cross-site`, `not-found` for what is no handle.
pub async fn post_remove(
    app: App,
    Invoicing(session): Invoicing,
    Path((draft, sha256)): Path<(String, String)>,
    posted: Posted,
) -> Result<Response, Problem> {
    posted.fields(&[])?;
    let draft = draft_of(&draft)?;
    if let Found::Issued(elsewhere) = read(&app, &session, &draft).await? {
        return Ok(elsewhere);
    }
    app.write(file::detach(&session.tenant, &draft, &sha256)).await?;
    Ok(see_other(&format!("/admin/drafts/{draft}/attachments?done=removed")))
}

/// `GET /admin/documents/{id}/attachments/{place}`: a file of a document, counted from 1.
///
/// # Errors
/// `not-found`.
pub async fn get_attachment(
    app: App,
    session: Session,
    Path((id, place)): Path<(String, String)>,
) -> Result<Response, Problem> {
    download::attachment(&app, &issued(&app, &session, &id).await?, &place).await
}

/// `GET /admin/documents/{id}/sales-conditions`: the sales conditions of a document.
///
/// # Errors
/// `not-found`.
pub async fn get_document_conditions(app: App, session: Session, Path(id): Path<String>) -> Result<Response, Problem> {
    download::sales_conditions(&app, &issued(&app, &session, &id).await?).await
}

async fn issued(app: &App, session: &Session, id: &str) -> Result<StoredDocument, Problem> {
    let found = app.read(detail::find(&session.tenant, id)).await?;
    found.map(|detail| detail.stored).ok_or_else(Problem::not_found)
}
