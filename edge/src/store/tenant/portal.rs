//! Settings > Customer portal. Every change is guarded by the settings version that its form showed, and raises it.

use super::{cash_discount::decode_cash_discount, guard::guarded};
use crate::platform::database::{DatabaseError, Rows, Statement, Value, answer, only};
use serde::Deserialize;
use shared::{
    billing::{cash_discount::CashDiscount, party::Seller},
    id::TenantId,
    limits,
    tenant::{
        flags::{Flag, RepeatInvoicing},
        module::SalesInvoicing,
        terms::PaymentTerms,
    },
};

/// The stored settings of the customer portal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PortalSettings {
    /// Shown in every form and guarded by every change.
    pub version: i64,
    /// Whether documents are made at all.
    pub sales_invoicing: SalesInvoicing,
    /// "Allow customers to make repeat/recurring bookings".
    pub recurring_allowed: Flag,
    /// The recurring option, also while it is not in use.
    pub repeat_invoicing: RepeatInvoicing,
    /// Stored "Generate invoices automatically when the booking is created".
    pub auto_invoice: Flag,
    /// "Generate the invoice when the customer accepts the quote".
    pub convert_on_acceptance: Flag,
    /// Company default.
    pub payment_terms: PaymentTerms,
    /// Cash discount that an invoice may offer.
    pub cash_discount: Option<CashDiscount>,
    /// Its days, also while there is none.
    pub cash_discount_days: u32,
    /// Active services with terms of their own, by name.
    pub overrides: Vec<ServiceTerms>,
    /// Active services in all.
    pub services: usize,
    /// Sites that may embed the widget.
    pub origins: Vec<String>,
}

/// A service with terms of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceTerms {
    /// Name of the service.
    pub name: String,
    /// Its terms.
    pub terms: PaymentTerms,
}

impl PortalSettings {
    /// The recurring option where it is in use.
    pub fn repeat(&self) -> Option<RepeatInvoicing> {
        self.recurring_allowed.is_on().then_some(self.repeat_invoicing)
    }
}

/// Reads the cash discount alone, for [`decode_offer`].
pub fn find_cash_discount(tenant: &TenantId) -> Statement {
    Statement::new(include_str!("find_cash_discount.sql"), [tenant.as_str().into()])
}

/// Reads the answer of [`find_cash_discount`].
///
/// # Errors
/// [`DatabaseError::Defect`] if a stored value does not mean anything.
pub fn decode_offer(rows: &[Rows], place: usize) -> Result<Option<CashDiscount>, DatabaseError> {
    let row: OfferRow = only(rows, place)?;
    decode_cash_discount(&row.cash_discount_percentage, row.cash_discount_days)
}

#[derive(Deserialize)]
struct OfferRow {
    cash_discount_percentage: String,
    cash_discount_days: u32,
}

/// Reads the settings: three statements for [`decode`].
pub fn read(tenant: &TenantId) -> Vec<Statement> {
    let of_tenant = |sql| Statement::new(sql, [tenant.as_str().into()]);
    vec![
        of_tenant(include_str!("find_portal_settings.sql")),
        of_tenant(include_str!("list_service_terms.sql")),
        of_tenant(include_str!("list_origins.sql")),
    ]
}

#[derive(Deserialize)]
struct SettingsRow {
    settings_version: i64,
    sales_invoicing: i64,
    recurring_allowed: i64,
    repeat_invoicing: String,
    auto_invoice: i64,
    convert_on_acceptance: i64,
    payment_terms: String,
    payment_terms_value: String,
    cash_discount_percentage: String,
    cash_discount_days: u32,
}

#[derive(Deserialize)]
struct ServiceRow {
    name: String,
    payment_terms: Option<String>,
    payment_terms_value: String,
}

#[derive(Deserialize)]
struct OriginRow {
    origin: String,
}

/// Reads the answer of [`read`].
///
/// # Errors
/// [`DatabaseError::Defect`] if a stored value does not mean anything.
pub fn decode(rows: &[Rows]) -> Result<PortalSettings, DatabaseError> {
    let row: SettingsRow = only(rows, 0)?;
    let services = answer(rows, 1)?.all::<ServiceRow>()?;
    let overrides = services.iter().filter_map(|service| {
        let kind = service.payment_terms.as_deref()?;
        Some(terms(kind, &service.payment_terms_value).map(|terms| ServiceTerms { name: service.name.clone(), terms }))
    });
    Ok(PortalSettings {
        version: row.settings_version,
        sales_invoicing: SalesInvoicing::from_stored(row.sales_invoicing),
        recurring_allowed: Flag::from_stored(row.recurring_allowed),
        repeat_invoicing: RepeatInvoicing::parse(&row.repeat_invoicing)
            .ok_or_else(|| DatabaseError::Defect("repeat_invoicing".into()))?,
        auto_invoice: Flag::from_stored(row.auto_invoice),
        convert_on_acceptance: Flag::from_stored(row.convert_on_acceptance),
        payment_terms: terms(&row.payment_terms, &row.payment_terms_value)?,
        cash_discount: decode_cash_discount(&row.cash_discount_percentage, row.cash_discount_days)?,
        cash_discount_days: row.cash_discount_days,
        overrides: overrides.collect::<Result<_, _>>()?,
        services: services.len(),
        origins: answer(rows, 2)?.all::<OriginRow>()?.into_iter().map(|row| row.origin).collect(),
    })
}

fn terms(kind: &str, value: &str) -> Result<PaymentTerms, DatabaseError> {
    PaymentTerms::parse(kind, value).map_err(|_| DatabaseError::Defect(format!("stored payment terms: {kind}")))
}

/// One change of the settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// Flags & permissions.
    Flags {
        /// "Allow customers to make repeat/recurring bookings".
        recurring_allowed: Flag,
        /// The recurring option.
        repeat_invoicing: RepeatInvoicing,
        /// "Generate invoices automatically when the booking is created".
        auto_invoice: Flag,
        /// "Generate the invoice when the customer accepts the quote".
        convert_on_acceptance: Flag,
    },
    /// The company's payment terms.
    PaymentTerms(PaymentTerms),
    /// Who appears on documents from now on.
    CompanyDetails(Box<Seller>),
    /// The cash discount, or none any more.
    CashDiscount(Option<CashDiscount>),
    /// One more site that may embed the widget.
    AddOrigin(String),
    /// One site less.
    RemoveOrigin(String),
}

/// The statements of a change, see [`guarded`].
pub fn save(tenant: &TenantId, version: i64, change: &Change) -> Vec<Statement> {
    let id = || Value::from(tenant.as_str());
    let change = match change {
        Change::Flags { recurring_allowed, repeat_invoicing, auto_invoice, convert_on_acceptance } => Statement::new(
            include_str!("save_flags.sql"),
            [
                id(),
                recurring_allowed.stored().into(),
                repeat_invoicing.as_str().into(),
                auto_invoice.stored().into(),
                convert_on_acceptance.stored().into(),
            ],
        ),
        Change::PaymentTerms(terms) => {
            Statement::new(include_str!("save_payment_terms.sql"), [id(), terms.kind().into(), terms.value().into()])
        }
        Change::CompanyDetails(seller) => Statement::new(
            include_str!("save_company_details.sql"),
            [
                id(),
                seller.name.as_str().into(),
                seller.legal_form.as_str().into(),
                seller.registration.as_str().into(),
                seller.vat_identifier.as_str().into(),
                seller.address.street.as_str().into(),
                seller.address.postal_code.as_str().into(),
                seller.address.city.as_str().into(),
                seller.address.country.as_str().into(),
                seller.email.as_str().into(),
                seller.phone.as_str().into(),
                seller.iban.as_str().into(),
                seller.bic.as_deref().into(),
            ],
        ),
        Change::CashDiscount(discount) => Statement::new(
            include_str!("save_cash_discount.sql"),
            [
                id(),
                discount.map(|discount| discount.percentage.to_string()).unwrap_or_default().into(),
                discount.map(|discount| discount.days).into(),
            ],
        ),
        Change::AddOrigin(origin) => Statement::new(
            include_str!("add_origin.sql"),
            [id(), origin.as_str().into(), i64::try_from(limits::ORIGINS_MAX).unwrap_or(i64::MAX).into()],
        ),
        Change::RemoveOrigin(origin) => {
            Statement::new(include_str!("remove_origin.sql"), [id(), origin.as_str().into()])
        }
    };
    guarded(tenant, version, change)
}

/// Which statement of [`guarded`] is the change.
pub const CHANGE_STATEMENT: usize = 1;
