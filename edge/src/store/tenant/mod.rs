//! One tenant. Each of its tables has one row type (`row`), decoded once into a [`StoredTenant`], of which three views are made:
//! what a booking is decided from ([`load`]), the settings of the dashboard ([`portal`]), and who issues documents ([`issuer`]).

pub mod cache;
pub mod guard;
pub mod issuer;
pub mod layout;
pub mod portal;
mod row;
pub mod sales_conditions;

use jiff::{Timestamp, ToSpan, tz::TimeZone};
use serde::Deserialize;
use shared::{
    billing::{cash_discount::CashDiscount, letterhead::Letterhead, party::Seller},
    booking::slots::Busy,
    id::{ResourceId, ServiceId, Slug, TenantId},
    tenant::{
        flags::{Flag, RepeatInvoicing},
        module::SalesInvoicing,
        settings::{Resource, Service, Tenant, TenantConditions},
        terms::PaymentTerms,
    },
};

use self::row::{HoursRow, OriginRow, OverrideRow, ResourceRow, ServiceRow, TenantRow, meaningless, schedule_of};
use crate::platform::database::{DatabaseError, IntoQuery, Query};

/// A tenant as it is stored: its own row, its letterhead and its sales conditions.
#[derive(Clone, Debug)]
pub struct StoredTenant {
    /// Key of every row.
    pub id: TenantId,
    /// Name in URLs.
    pub slug: Slug,
    /// Trading name.
    pub name: String,
    /// Raised by every change of settings.
    pub settings_version: i64,
    /// IANA name of the zone.
    pub time_zone: String,
    /// BCP 47 tag.
    pub locale: String,
    /// ISO 4217 code.
    pub currency: String,
    /// Accent colour as `#RRGGBB`.
    pub accent: String,
    /// Who appears on documents.
    pub seller: Seller,
    /// What stands above and below documents.
    pub letterhead: Letterhead,
    /// A PDF whose pages may follow those of a document.
    pub sales_conditions: Option<TenantConditions>,
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
    /// Days that a quote is valid.
    pub quote_validity_days: u32,
    /// Cash discount that an invoice may offer.
    pub cash_discount: Option<CashDiscount>,
    /// Its days, also while there is none.
    pub cash_discount_days: u32,
}

impl StoredTenant {
    /// Whether an acceptance makes the invoice, which needs the module.
    pub fn converts_on_acceptance(&self) -> bool {
        self.convert_on_acceptance.is_on() && self.sales_invoicing.is_active()
    }

    /// The recurring option where it is in use.
    fn repeat(&self) -> Option<RepeatInvoicing> {
        self.recurring_allowed.is_on().then_some(self.repeat_invoicing)
    }
}

/// A tenant by its key, such as that of a session.
pub fn by_id(tenant: &TenantId) -> Query<StoredTenant> {
    Query::one::<TenantRow>(include_str!("tenant_by_id.sql"), [tenant.as_str().into()]).try_map(TenantRow::decode)
}

fn by_slug(slug: &Slug) -> Query<Option<StoredTenant>> {
    let row = Query::first::<TenantRow>(include_str!("tenant_by_slug.sql"), [slug.as_str().into()]);
    row.try_map(|row| row.map(TenantRow::decode).transpose())
}

fn origins(slug: &Slug) -> Query<Vec<String>> {
    let rows = Query::all::<OriginRow>(include_str!("origins.sql"), [slug.as_str().into()]);
    rows.map(|rows| rows.into_iter().map(|row| row.origin).collect())
}

fn services(slug: &Slug) -> Query<Vec<Service>> {
    let rows = Query::all::<ServiceRow>(include_str!("services.sql"), [slug.as_str().into()]);
    rows.try_map(|rows| rows.into_iter().map(ServiceRow::decode).collect())
}

/// A tenant's whole configuration, which a booking is decided from; none if there is no such tenant.
pub fn load(slug: &Slug, now: Timestamp) -> Query<Option<Tenant>> {
    // Overrides of past dates no longer matter anywhere on Earth two days later.
    let since = now.checked_sub(48.hours()).unwrap_or(now).to_zoned(TimeZone::UTC).date().to_string();
    let rows = (
        by_slug(slug),
        origins(slug),
        services(slug),
        Query::all::<ResourceRow>(include_str!("resources.sql"), [slug.as_str().into()]),
        Query::all::<HoursRow>(include_str!("opening_hours.sql"), [slug.as_str().into()]),
        Query::all::<OverrideRow>(include_str!("date_overrides.sql"), [slug.as_str().into(), since.into()]),
    );
    rows.into_query().try_map(|(tenant, origins, services, resources, hours, overrides)| {
        let Some(tenant) = tenant else { return Ok(None) };
        let (services, resources) = offer(services, resources, &hours, &overrides)?;
        Ok(Some(Tenant {
            repeat: tenant.repeat(),
            zone: TimeZone::get(&tenant.time_zone).map_err(|_| meaningless("time_zone", &tenant.time_zone))?,
            opening_hours: schedule_of("", &hours, &overrides)?,
            services,
            resources,
            allowed_origins: origins,
            id: tenant.id,
            slug: tenant.slug,
            name: tenant.name,
            settings_version: tenant.settings_version,
            time_zone: tenant.time_zone,
            locale: tenant.locale,
            currency: tenant.currency,
            accent: tenant.accent,
            seller: tenant.seller,
            sales_invoicing: tenant.sales_invoicing,
            letterhead: tenant.letterhead,
            auto_invoice: tenant.auto_invoice,
            payment_terms: tenant.payment_terms,
            quote_validity_days: tenant.quote_validity_days,
            cash_discount: tenant.cash_discount,
            sales_conditions: tenant.sales_conditions,
        }))
    })
}

/// The services with the resources that perform them, and the resources with their own hours.
fn offer(
    mut services: Vec<Service>,
    rows: Vec<ResourceRow>,
    hours: &[HoursRow],
    overrides: &[OverrideRow],
) -> Result<(Vec<Service>, Vec<Resource>), DatabaseError> {
    let mut resources = Vec::new();
    for row in rows {
        let (id, performed) = (ResourceId::new(row.id.as_str()), row.services()?);
        for service in services.iter_mut().filter(|service| performed.iter().any(|id| id == service.id.as_str())) {
            service.resources.push(id.clone());
        }
        let own = schedule_of(&row.id, hours, overrides)?;
        let hours = (!own.weekly.is_empty() || !own.overrides.is_empty()).then_some(own);
        resources.push(Resource { id, name: row.name, hours });
    }
    Ok((services, resources))
}

/// The present settings version, to compare a cached tenant with; none if the tenant is gone.
pub fn settings_version(slug: &Slug) -> Query<Option<i64>> {
    #[derive(Deserialize)]
    struct VersionRow {
        settings_version: i64,
    }
    let row = Query::first::<VersionRow>(include_str!("settings_version.sql"), [slug.as_str().into()]);
    row.map(|row| row.map(|row| row.settings_version))
}

/// The busy intervals of a tenant's resources between two instants.
pub fn busy_between(slug: &Slug, from: Timestamp, until: Timestamp) -> Query<Vec<(ResourceId, Busy)>> {
    #[derive(Deserialize)]
    struct BusyRow {
        resource_id: String,
        service_id: String,
        starts_at: i64,
        ends_at: i64,
        busy_from: i64,
        busy_until: i64,
        seats: u32,
    }
    let values = [slug.as_str().into(), from.as_second().into(), until.as_second().into()];
    Query::all::<BusyRow>(include_str!("busy_between.sql"), values).map(|rows| {
        let busy = |row: BusyRow| Busy {
            busy_from: row.busy_from,
            busy_until: row.busy_until,
            service: ServiceId::new(row.service_id),
            starts_at: row.starts_at,
            ends_at: row.ends_at,
            seats: row.seats,
        };
        rows.into_iter().map(|mut row| (ResourceId::new(std::mem::take(&mut row.resource_id)), busy(row))).collect()
    })
}
