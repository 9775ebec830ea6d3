//! Tenants that this isolate has read before. A stale one does no harm: each booking guards the settings version it was
//! decided from, and slots compare it.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use jiff::Timestamp;
use shared::tenant::settings::Tenant;

/// Isolates have 128 MB; a tenant takes a few kilobytes.
const TENANTS_MAX: usize = 500;

/// Tenants by slug, each with the time it was read.
#[derive(Default)]
pub struct TenantCache(Mutex<HashMap<String, (Timestamp, Arc<Tenant>)>>);

impl TenantCache {
    /// The tenant as it was last read, and when.
    pub fn get(&self, slug: &str) -> Option<(Timestamp, Arc<Tenant>)> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(slug).cloned()
    }

    /// Keeps a tenant that was just read.
    pub fn keep(&self, read_at: Timestamp, tenant: Arc<Tenant>) {
        let mut tenants = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if tenants.len() >= TENANTS_MAX {
            tenants.clear();
        }
        tenants.insert(tenant.slug.as_str().to_owned(), (read_at, tenant));
    }

    /// Drops a tenant whose settings have changed.
    pub fn forget(&self, slug: &str) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(slug);
    }
}
