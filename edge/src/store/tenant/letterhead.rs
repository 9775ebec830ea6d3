//! The letterhead of a tenant: header, footer and logo of the documents that are made from now on.

use shared::{billing::letterhead::Letterhead, id::TenantId};

use super::guard::guarded;
use crate::platform::database::{DatabaseError, Statement};

/// A stored letterhead; the empty one where none is stored.
///
/// # Errors
/// [`DatabaseError::Defect`].
pub fn decode(stored: Option<&str>) -> Result<Letterhead, DatabaseError> {
    stored.map_or_else(|| Ok(Letterhead::default()), |json| serde_json::from_str(json).map_err(defect))
}

/// Keeps a letterhead instead of the present one; the empty one is the standard layout. A version that is no longer the present
/// one aborts the batch as `settings_changed`.
///
/// # Errors
/// [`DatabaseError::Defect`] if it cannot be written as JSON.
pub fn save(tenant: &TenantId, version: i64, letterhead: &Letterhead) -> Result<Vec<Statement>, DatabaseError> {
    let change = if letterhead.is_empty() {
        Statement::new(include_str!("reset_letterhead.sql"), [tenant.as_str().into()])
    } else {
        let content = serde_json::to_string(letterhead).map_err(defect)?;
        Statement::new(include_str!("save_letterhead.sql"), [tenant.as_str().into(), content.into()])
    };
    Ok(guarded(tenant, version, change))
}

fn defect(error: serde_json::Error) -> DatabaseError {
    DatabaseError::Defect(format!("letterhead: {error}"))
}
