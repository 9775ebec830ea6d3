//! The layout of a tenant: header, footer and logo of the documents that are made from now on.

use shared::{billing::letterhead::Letterhead, id::TenantId};

use super::guard::guarded;
use crate::platform::database::{Batch, DatabaseError, Statement};

/// Keeps a letterhead instead of the present one; the empty one is the standard layout. A version that is no longer the present
/// one aborts the batch as `settings_changed`.
///
/// # Errors
/// [`DatabaseError::Defect`] if it cannot be written as JSON.
pub fn save(tenant: &TenantId, version: i64, letterhead: &Letterhead) -> Result<Batch, DatabaseError> {
    let change = if letterhead.is_empty() {
        Statement::new(include_str!("reset_layout.sql"), [tenant.as_str().into()])
    } else {
        let content =
            serde_json::to_string(letterhead).map_err(|error| DatabaseError::Defect(format!("letterhead: {error}")))?;
        Statement::new(include_str!("save_layout.sql"), [tenant.as_str().into(), content.into()])
    };
    Ok(guarded(tenant, version, change))
}
