//! Who issues documents now: read in the batch that reads what is to be issued, and guarded in the batch that issues it.

use shared::{billing::issuer::Issuer, id::TenantId, language::Language, tenant::settings::TenantConditions};

use super::{StoredTenant, by_id, guard};
use crate::platform::database::{Query, Statement};

/// The issuer, and the settings that it was read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PresentIssuer {
    /// Who issues.
    pub issuer: Issuer,
    /// Default language of documents.
    pub language: Language,
    /// Guarded by what is issued.
    pub settings_version: i64,
}

impl PresentIssuer {
    /// Aborts the batch as `settings_changed` if the settings are no longer those that this was read from.
    pub fn guard(&self, tenant: &TenantId) -> Statement {
        guard::unchanged(tenant, self.settings_version)
    }
}

impl From<StoredTenant> for PresentIssuer {
    fn from(tenant: StoredTenant) -> Self {
        let conditions = tenant.sales_conditions.as_ref().and_then(TenantConditions::of_new_document).cloned();
        Self {
            language: Language::of_tag(&tenant.locale).unwrap_or(Language::En),
            settings_version: tenant.settings_version,
            issuer: Issuer {
                seller: tenant.seller,
                accent: tenant.accent,
                letterhead: tenant.letterhead,
                sales_conditions: conditions,
            },
        }
    }
}

/// Who issues this tenant's documents.
pub fn find(tenant: &TenantId) -> Query<PresentIssuer> {
    by_id(tenant).map(PresentIssuer::from)
}
