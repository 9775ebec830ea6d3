//! VAT codes: the tenant's own rows, read over the built-in ones and saved under the guard of the settings version.

use jiff::civil::Date;
use serde::Deserialize;
use shared::{
    billing::{
        vat::VatCategory,
        vat_code::{VatCode, VatCodes},
    },
    id::TenantId,
    language::{Language, Texts},
    money::Percentage,
};

use super::tenant::guard::{guarded, guarded_query};
use crate::platform::database::{Batch, Counted, DatabaseError, Handle, Query, Statement, Value};

/// The tenant's VAT codes: the table with the built-in codes under the tenant's own.
pub fn read(tenant: &TenantId) -> Query<VatCodes> {
    Query::all::<VatCodeRow>(include_str!("vat_codes.sql"), [tenant.as_str().into()])
        .try_map(|rows| rows.into_iter().map(vat_code).collect::<Result<_, _>>())
        .map(VatCodes::with)
}

#[derive(Deserialize)]
struct VatCodeRow {
    code: String,
    valid_from: Date,
    valid_to: Option<Date>,
    category: String,
    rate: String,
    exemption_code: Option<String>,
    label_nl: String,
    label_fr: String,
    label_en: String,
    label_de: String,
    sentence_nl: String,
    sentence_fr: String,
    sentence_en: String,
    sentence_de: String,
}

fn vat_code(row: VatCodeRow) -> Result<VatCode, DatabaseError> {
    let meaningless = |what: &str| DatabaseError::Defect(format!("VAT code {}: {what}", row.code));
    Ok(VatCode {
        category: VatCategory::parse(&row.category).ok_or_else(|| meaningless("category"))?,
        rate: Percentage::parse(&row.rate).map_err(|_| meaningless("rate"))?,
        code: row.code,
        label: Texts { nl: row.label_nl, fr: row.label_fr, en: row.label_en, de: row.label_de },
        exemption_code: row.exemption_code,
        sentence: Texts { nl: row.sentence_nl, fr: row.sentence_fr, en: row.sentence_en, de: row.sentence_de },
        valid_from: row.valid_from,
        valid_to: row.valid_to,
    })
}

/// Saves a row, new or changed. What a code is (category, rate, VATEX code) is set once; a stored row keeps its own. A
/// settings version that is no longer the present one aborts the batch as `settings_changed`.
pub fn save(tenant: &TenantId, version: i64, code: &VatCode) -> Batch {
    let label = |language| Value::from(code.label.own(language));
    let sentence = |language| Value::from(code.sentence.own(language));
    let [nl, fr, en, de] = Language::ALL;
    let values = [
        tenant.as_str().into(),
        code.code.as_str().into(),
        code.valid_from.to_string().into(),
        code.valid_to.map(|date| date.to_string()).into(),
        code.category.code().into(),
        code.rate.to_string().into(),
        code.exemption_code.as_deref().into(),
        label(nl),
        label(fr),
        label(en),
        label(de),
        sentence(nl),
        sentence(fr),
        sentence(en),
        sentence(de),
    ];
    guarded(tenant, version, Statement::new(include_str!("save_vat_code.sql"), values))
}

/// Which rows may go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Remove {
    /// A change of a built-in code, which comes back.
    Change,
    /// A code of the tenant's own, where no item uses it.
    Unused,
}

/// Removes a row, and answers whether there was one to remove. A settings version that is no longer the present one aborts the batch as `settings_changed`.
pub fn remove(tenant: &TenantId, version: i64, code: &str, valid_from: Date, which: Remove) -> (Batch, Handle<bool>) {
    let only_unused = i64::from(which == Remove::Unused);
    let values = [tenant.as_str().into(), code.into(), valid_from.to_string().into(), only_unused.into()];
    guarded_query(tenant, version, Query::any(include_str!("remove_vat_code.sql"), values))
}

/// How many items use a code.
pub fn uses(tenant: &TenantId, code: &str) -> Query<Counted> {
    Query::one::<Counted>(include_str!("vat_code_uses.sql"), [tenant.as_str().into(), code.into()])
}
