//! Settings > Sales conditions. Every change raises the settings version, because bookings take them into their documents.

use serde::Deserialize;
use shared::{billing::attachment::SalesConditions, id::TenantId, tenant::settings::TenantConditions};

use crate::platform::database::{DatabaseError, Rows, Statement, Value, only};

/// The stored sales conditions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    /// Shown in the form and guarded by every change.
    pub version: i64,
    /// The PDF, if there is one.
    pub conditions: Option<TenantConditions>,
    /// Its size in bytes.
    pub size: u64,
}

/// Reads them: one statement for [`decode`].
pub fn find(tenant: &TenantId) -> Statement {
    Statement::new(include_str!("find_sales_conditions.sql"), [tenant.as_str().into()])
}

/// The conditions of a row that may be missing.
pub fn of_columns(
    sha256: Option<String>,
    file_name: Option<String>,
    pages: Option<u32>,
    is_default: Option<i64>,
) -> Option<TenantConditions> {
    let conditions = SalesConditions { sha256: sha256?, file_name: file_name?, pages: pages? };
    Some(TenantConditions { conditions, on_new_documents: is_default == Some(1) })
}

/// Reads the answer of [`find`].
///
/// # Errors
/// [`DatabaseError::Defect`].
pub fn decode(rows: &[Rows], place: usize) -> Result<Stored, DatabaseError> {
    #[derive(Deserialize)]
    struct Row {
        settings_version: i64,
        size: Option<u64>,
        sha256: Option<String>,
        file_name: Option<String>,
        pages: Option<u32>,
        is_default: Option<i64>,
    }
    let row: Row = only(rows, place)?;
    Ok(Stored {
        version: row.settings_version,
        size: row.size.unwrap_or_default(),
        conditions: of_columns(row.sha256, row.file_name, row.pages, row.is_default),
    })
}

/// Guard, change, new version: together or not at all. A version that is no longer the present one aborts the batch as
/// `settings_changed`.
pub fn save(tenant: &TenantId, version: i64, conditions: Option<&TenantConditions>) -> Vec<Statement> {
    let id = || Value::from(tenant.as_str());
    let change = match conditions {
        Some(TenantConditions { conditions, on_new_documents }) => Statement::new(
            include_str!("save_sales_conditions.sql"),
            [
                id(),
                conditions.sha256.as_str().into(),
                conditions.file_name.as_str().into(),
                conditions.pages.into(),
                i64::from(*on_new_documents).into(),
            ],
        ),
        None => Statement::new(include_str!("remove_sales_conditions.sql"), [id()]),
    };
    vec![
        Statement::new(include_str!("../booking/guard_settings_changed.sql"), [id(), version.into()]),
        change,
        Statement::new(include_str!("raise_settings_version.sql"), [id()]),
    ]
}
