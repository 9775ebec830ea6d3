//! The guard of a tenant's settings.

use crate::platform::database::{Statement, Value};
use shared::id::TenantId;

/// A change of settings between its guard and the new version: together or not at all. A version that is no longer the
/// present one aborts the batch as `settings_changed`. The change is the statement at [`CHANGE_STATEMENT`].
pub fn guarded(tenant: &TenantId, version: i64, change: Statement) -> Vec<Statement> {
    let id = || Value::from(tenant.as_str());
    vec![
        Statement::new(include_str!("../booking/guard_settings_changed.sql"), [id(), version.into()]),
        change,
        Statement::new(include_str!("raise_settings_version.sql"), [id()]),
    ]
}
