//! Uploaded files, the files of a draft, and the PDF of a document as it was drawn first.

use jiff::Timestamp;
use serde::Deserialize;
use shared::{
    billing::attachment::Attachment,
    id::{DocumentId, TenantId},
};

use crate::platform::{
    database::{Batch, Handle, Query, Statement},
    instant::instant,
};

/// Notes a file whose bytes are stored. Doing it twice changes nothing.
pub fn insert(tenant: &TenantId, sha256: &str, media_type: &str, size: u64, now: Timestamp) -> Statement {
    Statement::new(
        include_str!("insert_file.sql"),
        [
            tenant.as_str().into(),
            sha256.into(),
            media_type.into(),
            i64::try_from(size).unwrap_or(i64::MAX).into(),
            instant(now).into(),
        ],
    )
}

/// Attaches a noted file to a draft. Refused as `draft_already_issued`, `attachments_too_many` or `attachments_too_large`.
pub fn attach(tenant: &TenantId, draft: &DocumentId, attachment: &Attachment) -> Statement {
    let values = [
        tenant.as_str().into(),
        draft.as_str().into(),
        attachment.sha256.as_str().into(),
        attachment.file_name.as_str().into(),
    ];
    Statement::new(include_str!("attach_file.sql"), values)
}

/// Takes a file off a draft.
pub fn detach(tenant: &TenantId, draft: &DocumentId, sha256: &str) -> Statement {
    Statement::new(include_str!("detach_file.sql"), [tenant.as_str().into(), draft.as_str().into(), sha256.into()])
}

/// Takes every file off a draft, in the batch that deletes or issues it.
pub fn detach_all(tenant: &TenantId, draft: &DocumentId) -> Statement {
    Statement::new(include_str!("delete_draft_attachments.sql"), [tenant.as_str().into(), draft.as_str().into()])
}

/// The files of a draft, in the order in which they were attached.
pub fn of_draft(tenant: &TenantId, draft: &DocumentId) -> Query<Vec<Attachment>> {
    let values = [tenant.as_str().into(), draft.as_str().into()];
    Query::all::<Attachment>(include_str!("attachments_of_draft.sql"), values)
}

/// Aborts a batch as `attachments_changed` if the draft has other files than these.
pub fn guard_unchanged(tenant: &TenantId, draft: &DocumentId, known: &[Attachment]) -> Statement {
    let hashes: Vec<&str> = known.iter().map(|attachment| attachment.sha256.as_str()).collect();
    Statement::new(
        include_str!("guard_attachments_changed.sql"),
        [tenant.as_str().into(), draft.as_str().into(), serde_json::Value::from(hashes).to_string().into()],
    )
}

/// The PDF of a document as it was drawn first.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct DrawnFile {
    /// SHA-256 of its bytes, in hex.
    pub sha256: String,
    /// Size in bytes.
    pub size: u64,
    /// When it was drawn.
    pub created_at: String,
}

/// Notes the PDF of a document; one that was noted before stays. Answers what counts.
pub fn note_drawn(
    tenant: &TenantId,
    document: &DocumentId,
    sha256: &str,
    size: usize,
    now: Timestamp,
) -> (Batch, Handle<Option<DrawnFile>>) {
    let mut batch = Batch::from(Statement::new(
        include_str!("insert_document_file.sql"),
        [
            tenant.as_str().into(),
            document.as_str().into(),
            sha256.into(),
            i64::try_from(size).unwrap_or(i64::MAX).into(),
            instant(now).into(),
        ],
    ));
    let first = batch.add(drawn(tenant, document.as_str()));
    (batch, first)
}

/// The PDF of a document as it was drawn first, if it was.
pub fn drawn(tenant: &TenantId, document: &str) -> Query<Option<DrawnFile>> {
    Query::first::<DrawnFile>(include_str!("document_file.sql"), [tenant.as_str().into(), document.into()])
}
