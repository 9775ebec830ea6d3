//! Every change of settings is guarded by the version that its form showed, and raises it; whatever is decided from settings is
//! guarded by the version it was decided from.

use shared::id::TenantId;

use crate::platform::database::{Batch, Handle, IntoQuery, Statement};

/// Aborts the batch as `settings_changed` if the settings have another version by now, or if the tenant is gone.
pub fn unchanged(tenant: &TenantId, version: i64) -> Statement {
    Statement::new(include_str!("guard_settings_changed.sql"), [tenant.as_str().into(), version.into()])
}

fn raise(tenant: &TenantId) -> Statement {
    Statement::new(include_str!("raise_settings_version.sql"), [tenant.as_str().into()])
}

/// A change between its guard and the new version: together or not at all.
pub fn guarded(tenant: &TenantId, version: i64, change: Statement) -> Batch {
    Batch::from(vec![unchanged(tenant, version), change, raise(tenant)])
}

/// [`guarded`] for a change that answers something.
pub fn guarded_query<Q: IntoQuery>(tenant: &TenantId, version: i64, change: Q) -> (Batch, Handle<Q::Answer>) {
    let mut batch = Batch::from(unchanged(tenant, version));
    let answer = batch.add(change);
    batch.run(raise(tenant));
    (batch, answer)
}
