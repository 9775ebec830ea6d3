//! Who issues documents now: read in the batch that reads what is to be issued, and guarded in the batch that issues it.

use serde::Deserialize;
use shared::{
    billing::{
        issuer::Issuer,
        party::{Address, Seller},
    },
    id::TenantId,
    language::Language,
    tenant::settings::TenantConditions,
};

use super::{letterhead, sales_conditions};
use crate::platform::database::{DatabaseError, Rows, Statement};

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
        let values = [tenant.as_str().into(), self.settings_version.into()];
        Statement::new(include_str!("../booking/guard_settings_changed.sql"), values)
    }
}

/// The seller as the columns of `tenant` hold it.
#[derive(Deserialize)]
pub struct SellerRow {
    legal_name: String,
    legal_form: String,
    registration: String,
    vat_identifier: String,
    street: String,
    postal_code: String,
    city: String,
    country: String,
    email: String,
    phone: String,
    iban: String,
    bic: Option<String>,
}

impl From<SellerRow> for Seller {
    fn from(row: SellerRow) -> Self {
        Self {
            name: row.legal_name,
            legal_form: row.legal_form,
            registration: row.registration,
            vat_identifier: row.vat_identifier,
            address: Address { street: row.street, postal_code: row.postal_code, city: row.city, country: row.country },
            email: row.email,
            phone: row.phone,
            iban: row.iban,
            bic: row.bic,
        }
    }
}

/// Reads the issuer, for [`decode`].
pub fn find(tenant: &TenantId) -> Statement {
    Statement::new(include_str!("issuer.sql"), [tenant.as_str().into()])
}

/// Reads the answer of [`find`].
///
/// # Errors
/// [`DatabaseError::Defect`].
pub fn decode(rows: &Rows) -> Result<PresentIssuer, DatabaseError> {
    #[derive(Deserialize)]
    struct Row {
        settings_version: i64,
        locale: String,
        accent: String,
        letterhead: Option<String>,
        conditions_sha256: Option<String>,
        conditions_file_name: Option<String>,
        conditions_pages: Option<u32>,
        conditions_is_default: Option<i64>,
        #[serde(flatten)]
        seller: SellerRow,
    }
    let row: Row = rows.first()?.ok_or_else(|| DatabaseError::Defect("the tenant is gone".into()))?;
    let conditions = sales_conditions::of_columns(
        row.conditions_sha256,
        row.conditions_file_name,
        row.conditions_pages,
        row.conditions_is_default,
    );
    let issuer = Issuer {
        seller: row.seller.into(),
        accent: row.accent,
        letterhead: letterhead::decode(row.letterhead.as_deref())?,
        sales_conditions: conditions.as_ref().and_then(TenantConditions::of_new_document).cloned(),
    };
    let language = Language::of_tag(&row.locale).unwrap_or(Language::En);
    Ok(PresentIssuer { language, issuer, settings_version: row.settings_version })
}
