//! Settings > Sales conditions. Every change raises the settings version, because bookings take them into their documents.

use serde::Deserialize;
use shared::{id::TenantId, tenant::settings::TenantConditions};

use super::{guard::guarded, row::SalesConditionsRow};
use crate::platform::database::{Batch, Query, Statement};

/// The stored sales conditions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredConditions {
    /// Shown in the form and guarded by every change.
    pub version: i64,
    /// The PDF, if there is one.
    pub conditions: Option<TenantConditions>,
    /// Its size in bytes.
    pub size: u64,
}

/// The conditions with the size of their file.
pub fn find(tenant: &TenantId) -> Query<StoredConditions> {
    #[derive(Deserialize)]
    struct ConditionsWithFile {
        settings_version: i64,
        size: Option<u64>,
        #[serde(flatten)]
        conditions: SalesConditionsRow,
    }
    let row = Query::one::<ConditionsWithFile>(include_str!("find_sales_conditions.sql"), [tenant.as_str().into()]);
    row.map(|row| StoredConditions {
        version: row.settings_version,
        size: row.size.unwrap_or_default(),
        conditions: row.conditions.decode(),
    })
}

/// Guard, change, new version: together or not at all. A version that is no longer the present one aborts the batch as
/// `settings_changed`.
pub fn save(tenant: &TenantId, version: i64, conditions: Option<&TenantConditions>) -> Batch {
    let change = match conditions {
        Some(TenantConditions { conditions, on_new_documents }) => Statement::new(
            include_str!("save_sales_conditions.sql"),
            [
                tenant.as_str().into(),
                conditions.sha256.as_str().into(),
                conditions.file_name.as_str().into(),
                conditions.pages.into(),
                i64::from(*on_new_documents).into(),
            ],
        ),
        None => Statement::new(include_str!("remove_sales_conditions.sql"), [tenant.as_str().into()]),
    };
    guarded(tenant, version, change)
}
