//! A tenant's configuration: six statements that travel in one batch, decoded into [`Tenant`].

pub mod cache;
pub mod cash_discount;
pub mod guard;
pub mod issuer;
pub mod letterhead;
pub mod portal;
pub mod sales_conditions;

use self::{
    cash_discount::{decode_cash_discount, meaningless},
    issuer::SellerRow,
};
use crate::platform::database::{DatabaseError, Rows, Statement};
use jiff::{Timestamp, ToSpan, civil::Weekday, tz::TimeZone};
use serde::Deserialize;
use shared::{
    billing::vat::{VatCategory, VatTreatment},
    booking::{
        schedule::{DateOverride, MinuteOfDay, Schedule, WeeklyHours},
        slots::{Busy, ServiceTimes},
    },
    id::{ResourceId, ServiceId, Slug, TenantId},
    money::{Amount, Percentage},
    tenant::{
        flags::{Flag, RepeatInvoicing},
        module::SalesInvoicing,
        settings::{Resource, Service, Tenant},
        terms::PaymentTerms,
    },
};

/// Reads a tenant's whole configuration.
pub fn load(slug: &Slug, now: Timestamp) -> Vec<Statement> {
    // Overrides of past dates no longer matter anywhere on Earth two days later.
    let since = now.checked_sub(48.hours()).unwrap_or(now).to_zoned(TimeZone::UTC).date().to_string();
    let by_slug = |sql| Statement::new(sql, [slug.as_str().into()]);
    vec![
        by_slug(include_str!("tenant_by_slug.sql")),
        by_slug(include_str!("allowed_origins.sql")),
        by_slug(include_str!("services.sql")),
        by_slug(include_str!("resources.sql")),
        by_slug(include_str!("opening_hours.sql")),
        Statement::new(include_str!("date_overrides.sql"), [slug.as_str().into(), since.into()]),
    ]
}

/// The present settings version, to compare a cached tenant with.
pub fn settings_version(slug: &Slug) -> Statement {
    Statement::new(include_str!("settings_version.sql"), [slug.as_str().into()])
}

/// Reads the answer of [`settings_version`]; none if the tenant is gone.
///
/// # Errors
/// [`DatabaseError::Defect`].
pub fn decode_settings_version(rows: &Rows) -> Result<Option<i64>, DatabaseError> {
    #[derive(Deserialize)]
    struct Row {
        settings_version: i64,
    }
    Ok(rows.first::<Row>()?.map(|row| row.settings_version))
}

/// The busy intervals of a tenant's resources between two instants.
pub fn busy_between(slug: &Slug, from: Timestamp, until: Timestamp) -> Statement {
    let values = [slug.as_str().into(), from.as_second().into(), until.as_second().into()];
    Statement::new(include_str!("busy_between.sql"), values)
}

/// Reads the answer of [`busy_between`].
///
/// # Errors
/// [`DatabaseError::Defect`].
pub fn decode_busy(rows: &Rows) -> Result<Vec<(ResourceId, Busy)>, DatabaseError> {
    #[derive(Deserialize)]
    struct Row {
        resource_id: String,
        service_id: String,
        starts_at: i64,
        ends_at: i64,
        busy_from: i64,
        busy_until: i64,
        seats: u32,
    }
    let rows = rows.all::<Row>()?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let busy = Busy {
                busy_from: row.busy_from,
                busy_until: row.busy_until,
                service: ServiceId::new(row.service_id),
                starts_at: row.starts_at,
                ends_at: row.ends_at,
                seats: row.seats,
            };
            (ResourceId::new(row.resource_id), busy)
        })
        .collect())
}

#[derive(Deserialize)]
struct TenantRow {
    tenant_id: String,
    slug: String,
    name: String,
    settings_version: i64,
    time_zone: String,
    locale: String,
    currency: String,
    accent: String,
    #[serde(flatten)]
    seller: SellerRow,
    letterhead: Option<String>,
    recurring_allowed: i64,
    repeat_invoicing: String,
    auto_invoice: i64,
    payment_terms: String,
    payment_terms_value: String,
    quote_validity_days: u32,
    cash_discount_percentage: String,
    cash_discount_days: u32,
    sales_invoicing: i64,
    conditions_sha256: Option<String>,
    conditions_file_name: Option<String>,
    conditions_pages: Option<u32>,
    conditions_is_default: Option<i64>,
}

#[derive(Deserialize)]
struct OriginRow {
    origin: String,
}

#[derive(Deserialize)]
struct ServiceRow {
    id: String,
    slug: String,
    name: String,
    description: String,
    duration_minutes: u32,
    slot_interval_minutes: u32,
    align_to_hour: i64,
    buffer_before_minutes: u32,
    buffer_after_minutes: u32,
    minimum_notice_minutes: u32,
    booking_window_days: u32,
    capacity: u32,
    price: i64,
    vat_included: i64,
    vat_category: String,
    vat_rate: String,
    vat_exemption_reason: Option<String>,
    payment_terms: Option<String>,
    payment_terms_value: String,
}

#[derive(Deserialize)]
struct ResourceRow {
    id: String,
    name: String,
    services: String,
}

#[derive(Deserialize)]
struct HoursRow {
    resource_id: String,
    weekday: i8,
    opens: String,
    closes: String,
}

#[derive(Deserialize)]
struct OverrideRow {
    resource_id: String,
    date: String,
    opens: String,
    closes: String,
}

/// Reads the answer of [`load`]; none if there is no such tenant.
///
/// # Errors
/// [`DatabaseError::Defect`] if a stored value does not mean anything: the schema should have refused it.
pub fn decode(rows: &[Rows]) -> Result<Option<Tenant>, DatabaseError> {
    let [tenant, origins, services, resources, hours, overrides] = rows else {
        return Err(DatabaseError::Defect("tenant: wrong number of answers".into()));
    };
    let Some(row) = tenant.first::<TenantRow>()? else { return Ok(None) };
    let hours = hours.all::<HoursRow>()?;
    let overrides = overrides.all::<OverrideRow>()?;
    let resource_rows = resources.all::<ResourceRow>()?;
    let mut performs = Vec::new();
    for resource in &resource_rows {
        let services: Vec<String> =
            serde_json::from_str(&resource.services).map_err(|error| meaningless("services", &error.to_string()))?;
        performs.push((ResourceId::new(&*resource.id), services));
    }
    let services = services
        .all::<ServiceRow>()?
        .into_iter()
        .map(|service| decode_service(service, &performs))
        .collect::<Result<Vec<_>, _>>()?;
    let resources = resource_rows
        .into_iter()
        .map(|resource| {
            let own = schedule_of(&resource.id, &hours, &overrides)?;
            let hours = (!own.weekly.is_empty() || !own.overrides.is_empty()).then_some(own);
            Ok(Resource { id: ResourceId::new(resource.id), name: resource.name, hours })
        })
        .collect::<Result<Vec<_>, DatabaseError>>()?;
    let zone = TimeZone::get(&row.time_zone).map_err(|_| meaningless("time_zone", &row.time_zone))?;
    let repeat = match Flag::from_stored(row.recurring_allowed) {
        Flag::On => Some(
            RepeatInvoicing::parse(&row.repeat_invoicing)
                .ok_or_else(|| meaningless("repeat_invoicing", &row.repeat_invoicing))?,
        ),
        Flag::Off => None,
    };
    Ok(Some(Tenant {
        id: TenantId::new(row.tenant_id),
        slug: Slug::parse(&row.slug).map_err(|_| meaningless("slug", &row.slug))?,
        letterhead: letterhead::decode(row.letterhead.as_deref())?,
        seller: row.seller.into(),
        name: row.name,
        settings_version: row.settings_version,
        time_zone: row.time_zone,
        zone,
        locale: row.locale,
        currency: row.currency,
        accent: row.accent,
        sales_invoicing: SalesInvoicing::from_stored(row.sales_invoicing),
        repeat,
        auto_invoice: Flag::from_stored(row.auto_invoice),
        payment_terms: terms(&row.payment_terms, &row.payment_terms_value)?,
        quote_validity_days: row.quote_validity_days,
        cash_discount: decode_cash_discount(&row.cash_discount_percentage, row.cash_discount_days)?,
        sales_conditions: sales_conditions::of_columns(
            row.conditions_sha256,
            row.conditions_file_name,
            row.conditions_pages,
            row.conditions_is_default,
        ),
        opening_hours: schedule_of("", &hours, &overrides)?,
        services,
        resources,
        allowed_origins: origins.all::<OriginRow>()?.into_iter().map(|row| row.origin).collect(),
    }))
}

fn terms(kind: &str, value: &str) -> Result<PaymentTerms, DatabaseError> {
    PaymentTerms::parse(kind, value).map_err(|_| meaningless("payment_terms", kind))
}

fn decode_service(row: ServiceRow, performs: &[(ResourceId, Vec<String>)]) -> Result<Service, DatabaseError> {
    let id = ServiceId::new(row.id);
    let resources = performs
        .iter()
        .filter(|(_, services)| services.iter().any(|s| s == id.as_str()))
        .map(|(resource, _)| resource.clone())
        .collect();
    Ok(Service {
        slug: Slug::parse(&row.slug).map_err(|_| meaningless("slug", &row.slug))?,
        name: row.name,
        description: row.description,
        times: ServiceTimes {
            service: id.clone(),
            duration_minutes: row.duration_minutes,
            slot_interval_minutes: row.slot_interval_minutes,
            align_to_hour: Flag::from_stored(row.align_to_hour).is_on(),
            buffer_before_minutes: row.buffer_before_minutes,
            buffer_after_minutes: row.buffer_after_minutes,
            minimum_notice_minutes: row.minimum_notice_minutes,
            booking_window_days: row.booking_window_days,
            capacity: row.capacity,
        },
        price: Amount::from_cents(row.price).map_err(|_| meaningless("price", &row.price.to_string()))?,
        vat_included: Flag::from_stored(row.vat_included).is_on(),
        vat: VatTreatment {
            category: VatCategory::parse(&row.vat_category)
                .ok_or_else(|| meaningless("vat_category", &row.vat_category))?,
            rate: Percentage::parse(&row.vat_rate).map_err(|_| meaningless("vat_rate", &row.vat_rate))?,
            exemption_reason: row.vat_exemption_reason,
            exemption_code: None,
        },
        payment_terms: row.payment_terms.map(|kind| terms(&kind, &row.payment_terms_value)).transpose()?,
        resources,
        id,
    })
}

fn schedule_of(resource: &str, hours: &[HoursRow], overrides: &[OverrideRow]) -> Result<Schedule, DatabaseError> {
    let minute = |text: &str| MinuteOfDay::parse(text).map_err(|_| meaningless("hour", text));
    let weekly = hours
        .iter()
        .filter(|row| row.resource_id == resource)
        .map(|row| {
            let weekday = Weekday::from_monday_one_offset(row.weekday)
                .map_err(|_| meaningless("weekday", &row.weekday.to_string()))?;
            Ok(WeeklyHours { weekday, opens: minute(&row.opens)?, closes: minute(&row.closes)? })
        })
        .collect::<Result<Vec<_>, DatabaseError>>()?;
    let overrides = overrides
        .iter()
        .filter(|row| row.resource_id == resource)
        .map(|row| {
            let date = row.date.parse().map_err(|_| meaningless("date", &row.date))?;
            Ok(DateOverride { date, opens: minute(&row.opens)?, closes: minute(&row.closes)? })
        })
        .collect::<Result<Vec<_>, DatabaseError>>()?;
    Ok(Schedule { weekly, overrides })
}
