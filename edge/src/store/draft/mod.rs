//! Documents that are being written: kept under the handle that the document will have, each save guarded by its version.

use jiff::Timestamp;
use serde::Deserialize;
use shared::{
    billing::{document::Draft, editor::form::DocumentForm},
    id::{ContactId, DocumentId, TenantId},
};

use super::{
    contact,
    document::{self, Issue, source::Source},
    file,
    tenant::guard as settings,
    write::{Write, WriteContext},
};
use crate::platform::{
    database::{Counted, DatabaseError, Query, Statement, Value},
    instant::instant,
};

/// Which draft, as a form showed it.
#[derive(Clone, Copy, Debug)]
pub struct Known<'a> {
    /// Whose.
    pub tenant: &'a TenantId,
    /// Handle of the draft and of the document that it becomes.
    pub id: &'a DocumentId,
    /// Version that was shown; 0 while it is not stored.
    pub version: i64,
}

/// What is stored of a handle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stored {
    /// Nothing: it is new, or it was deleted.
    Nothing,
    /// It is being written.
    Draft {
        /// Raised by every save.
        version: i64,
        /// What was typed.
        form: Box<DocumentForm>,
        /// Instant of the last save.
        updated_at: String,
    },
    /// It is a document.
    Issued,
}

/// A row of the list.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct DraftRow {
    /// Handle.
    pub id: String,
    /// `invoice` or `quotation`.
    pub kind: String,
    /// What it comes to so far, in cents.
    pub total: i64,
    /// Instant of the last save.
    pub updated_at: String,
    /// Whom it is for, where that is chosen.
    pub contact_name: Option<String>,
}

fn guard(known: Known<'_>) -> Statement {
    let values = [known.tenant.as_str().into(), known.id.as_str().into(), known.version.into()];
    Statement::new(include_str!("guard_draft_changed.sql"), values)
}

fn delete(known: Known<'_>) -> Statement {
    Statement::new(include_str!("delete_draft.sql"), [known.tenant.as_str().into(), known.id.as_str().into()])
}

/// What is stored of a handle.
pub fn find(tenant: &TenantId, id: &DocumentId) -> Query<Stored> {
    Query::one::<StoredRow>(include_str!("find_draft.sql"), [tenant.as_str().into(), id.as_str().into()])
        .try_map(TryInto::try_into)
}

#[derive(Deserialize)]
struct StoredRow {
    version: Option<i64>,
    form: Option<String>,
    updated_at: Option<String>,
    is_issued: i64,
}

impl TryFrom<StoredRow> for Stored {
    type Error = DatabaseError;

    fn try_from(row: StoredRow) -> Result<Self, DatabaseError> {
        match row {
            StoredRow { is_issued: 1.., .. } => Ok(Self::Issued),
            StoredRow { version: Some(version), form: Some(form), updated_at: Some(updated_at), .. } => {
                let form =
                    serde_json::from_str(&form).map_err(|error| DatabaseError::Defect(format!("draft: {error}")))?;
                Ok(Self::Draft { version, form: Box::new(form), updated_at })
            }
            StoredRow { .. } => Ok(Self::Nothing),
        }
    }
}

/// Saves what was typed. A draft of another version aborts the batch as `draft_changed`, one that is issued as `draft_already_issued`.
///
/// # Errors
/// [`DatabaseError::Defect`] if the form cannot be written as JSON.
pub fn save(
    known: Known<'_>,
    form: &DocumentForm,
    total: i64,
    now: Timestamp,
) -> Result<Vec<Statement>, DatabaseError> {
    let json = serde_json::to_string(form).map_err(|error| DatabaseError::Defect(format!("draft: {error}")))?;
    let contact = (!form.contact.is_empty()).then_some(form.contact.as_str());
    let values: [Value; 7] = [
        known.tenant.as_str().into(),
        known.id.as_str().into(),
        form.kind.as_str().into(),
        contact.into(),
        json.into(),
        total.into(),
        instant(now).into(),
    ];
    Ok(vec![guard(known), Statement::new(include_str!("save_draft.sql"), values)])
}

/// Deletes a draft of this version.
pub fn discard(known: Known<'_>) -> Vec<Statement> {
    vec![guard(known), delete(known), file::detach_all(known.tenant, known.id)]
}

/// What becomes of a draft.
#[derive(Clone, Debug)]
pub struct Become<'a> {
    /// The draft.
    pub known: Known<'a>,
    /// Version of the settings that the document was decided from.
    pub settings_version: i64,
    /// The contact that it is for, and its version that the document was decided from.
    pub contact: (&'a ContactId, i64),
    /// The document without its number.
    pub draft: &'a Draft,
    /// Whose, and when.
    pub context: WriteContext<'a>,
}

/// Guards, the end of the draft, and number and document, together or not at all.
///
/// # Errors
/// [`DatabaseError::Defect`] if the document cannot be written as JSON.
pub fn issue(issue: &Become<'_>) -> Result<Write, DatabaseError> {
    let Known { tenant, id, .. } = issue.known;
    let (contact, contact_version) = issue.contact;
    let mut write = Write::new([
        guard(issue.known),
        settings::unchanged(tenant, issue.settings_version),
        contact::guard(tenant, contact, contact_version),
        // The document holds the files that the decision knew.
        file::guard_unchanged(tenant, id, &issue.draft.content().attachments),
        delete(issue.known),
        file::detach_all(tenant, id),
    ]);
    let document = Issue {
        context: issue.context,
        id,
        booking: None,
        contact: Some(contact.as_str()),
        quotation: None,
        corrects: None,
        draft: issue.draft,
        source: Source::Manual,
    };
    let _ = document::issue(&mut write, &document)?; // nobody needs the number
    Ok(write)
}

/// A page of the drafts, and how many there are.
pub fn list(tenant: &TenantId, rows: u32, before: u32) -> (Query<Vec<DraftRow>>, Query<Counted>) {
    let page = [tenant.as_str().into(), rows.into(), before.into()];
    (
        Query::all::<DraftRow>(include_str!("list_drafts.sql"), page),
        Query::one::<Counted>(include_str!("count_drafts.sql"), [tenant.as_str().into()]),
    )
}
