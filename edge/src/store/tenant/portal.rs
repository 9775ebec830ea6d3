//! Settings > Customer portal. Every change is guarded by the settings version that its form showed, and raises it.

use shared::{
    billing::{cash_discount::CashDiscount, party::Seller},
    id::{Slug, TenantId},
    limits,
    tenant::{
        flags::{Flag, RepeatInvoicing},
        module::SalesInvoicing,
        settings::Service,
        terms::PaymentTerms,
    },
};

use super::{StoredTenant, by_slug, guard::guarded, origins, services};
use crate::platform::database::{Batch, DatabaseError, IntoQuery, Query, Statement, Value};

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
    fn of(tenant: StoredTenant, services: Vec<Service>, origins: Vec<String>) -> Self {
        Self {
            version: tenant.settings_version,
            sales_invoicing: tenant.sales_invoicing,
            recurring_allowed: tenant.recurring_allowed,
            repeat_invoicing: tenant.repeat_invoicing,
            auto_invoice: tenant.auto_invoice,
            convert_on_acceptance: tenant.convert_on_acceptance,
            payment_terms: tenant.payment_terms,
            cash_discount: tenant.cash_discount,
            cash_discount_days: tenant.cash_discount_days,
            services: services.len(),
            overrides: services
                .into_iter()
                .filter_map(|service| service.payment_terms.map(|terms| ServiceTerms { name: service.name, terms }))
                .collect(),
            origins,
        }
    }

    /// The recurring option where it is in use.
    pub fn repeat(&self) -> Option<RepeatInvoicing> {
        self.recurring_allowed.is_on().then_some(self.repeat_invoicing)
    }
}

/// The settings of a tenant, by the slug of the session.
pub fn find(slug: &Slug) -> Query<PortalSettings> {
    (by_slug(slug), services(slug), origins(slug)).into_query().try_map(|(tenant, services, origins)| {
        let tenant = tenant.ok_or_else(|| DatabaseError::Defect("the tenant is gone".into()))?;
        Ok(PortalSettings::of(tenant, services, origins))
    })
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

/// Guard, change, new version: together or not at all. A version that is no longer the present one aborts the batch as
/// `settings_changed`.
pub fn save(tenant: &TenantId, version: i64, change: &Change) -> Batch {
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
