//! The tables of a tenant, one row type each. Every statement that reads such a row reads all its columns.

use jiff::civil::Weekday;
use serde::Deserialize;
use shared::{
    billing::{
        attachment::SalesConditions,
        cash_discount::CashDiscount,
        letterhead::Letterhead,
        party::{Address, Seller},
        vat::{VatCategory, VatTreatment},
    },
    booking::{
        schedule::{DateOverride, MinuteOfDay, Schedule, WeeklyHours},
        slots::ServiceTimes,
    },
    id::{ServiceId, Slug, TenantId},
    money::{Amount, Percentage},
    tenant::{
        flags::{Flag, RepeatInvoicing},
        module::SalesInvoicing,
        settings::{Service, TenantConditions},
        terms::PaymentTerms,
    },
};

use super::StoredTenant;
use crate::platform::database::DatabaseError;

pub(super) fn meaningless(what: &str, value: &str) -> DatabaseError {
    DatabaseError::Defect(format!("stored {what} means nothing: {value}"))
}

fn terms(kind: &str, value: &str) -> Result<PaymentTerms, DatabaseError> {
    PaymentTerms::parse(kind, value).map_err(|_| meaningless("payment_terms", kind))
}

/// A row of `tenant`, with those of `letterhead` and `sales_conditions` that belong to it.
#[derive(Deserialize)]
pub(super) struct TenantRow {
    tenant_id: String,
    slug: String,
    name: String,
    settings_version: i64,
    time_zone: String,
    locale: String,
    currency: String,
    accent: String,
    #[serde(flatten)]
    seller: SellerColumns,
    sales_invoicing: i64,
    recurring_allowed: i64,
    repeat_invoicing: String,
    auto_invoice: i64,
    convert_on_acceptance: i64,
    payment_terms: String,
    payment_terms_value: String,
    quote_validity_days: u32,
    cash_discount_percentage: String,
    cash_discount_days: u32,
    letterhead: Option<String>,
    #[serde(flatten)]
    sales_conditions: SalesConditionsRow,
}

#[derive(Deserialize)]
struct SellerColumns {
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

impl From<SellerColumns> for Seller {
    fn from(row: SellerColumns) -> Self {
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

impl TenantRow {
    /// What the row means; a value that means nothing should have been refused by the schema.
    pub(super) fn decode(self) -> Result<StoredTenant, DatabaseError> {
        Ok(StoredTenant {
            id: TenantId::new(self.tenant_id),
            slug: Slug::parse(&self.slug).map_err(|_| meaningless("slug", &self.slug))?,
            name: self.name,
            settings_version: self.settings_version,
            time_zone: self.time_zone,
            locale: self.locale,
            currency: self.currency,
            accent: self.accent,
            seller: self.seller.into(),
            letterhead: letterhead(self.letterhead.as_deref())?,
            sales_conditions: self.sales_conditions.decode(),
            sales_invoicing: SalesInvoicing::from_stored(self.sales_invoicing),
            recurring_allowed: Flag::from_stored(self.recurring_allowed),
            repeat_invoicing: RepeatInvoicing::parse(&self.repeat_invoicing)
                .ok_or_else(|| meaningless("repeat_invoicing", &self.repeat_invoicing))?,
            auto_invoice: Flag::from_stored(self.auto_invoice),
            convert_on_acceptance: Flag::from_stored(self.convert_on_acceptance),
            payment_terms: terms(&self.payment_terms, &self.payment_terms_value)?,
            quote_validity_days: self.quote_validity_days,
            cash_discount: cash_discount(&self.cash_discount_percentage, self.cash_discount_days)?,
            cash_discount_days: self.cash_discount_days,
        })
    }
}

/// The empty letterhead where none is stored.
fn letterhead(stored: Option<&str>) -> Result<Letterhead, DatabaseError> {
    let Some(json) = stored else { return Ok(Letterhead::default()) };
    serde_json::from_str(json).map_err(|error| DatabaseError::Defect(format!("letterhead: {error}")))
}

/// No cash discount where the percentage is empty.
fn cash_discount(percentage: &str, days: u32) -> Result<Option<CashDiscount>, DatabaseError> {
    if percentage.is_empty() {
        return Ok(None);
    }
    let percentage = Percentage::parse(percentage).map_err(|_| meaningless("cash_discount_percentage", percentage))?;
    Ok(Some(CashDiscount { percentage, days }))
}

/// A row of `sales_conditions`; all NULL where the tenant has none.
#[derive(Deserialize)]
pub(super) struct SalesConditionsRow {
    sha256: Option<String>,
    file_name: Option<String>,
    pages: Option<u32>,
    is_default: Option<i64>,
}

impl SalesConditionsRow {
    pub(super) fn decode(self) -> Option<TenantConditions> {
        let conditions = SalesConditions { sha256: self.sha256?, file_name: self.file_name?, pages: self.pages? };
        Some(TenantConditions { conditions, on_new_documents: self.is_default == Some(1) })
    }
}

/// A row of `allowed_origin`.
#[derive(Deserialize)]
pub(super) struct OriginRow {
    pub(super) origin: String,
}

/// A row of `service`.
#[derive(Deserialize)]
pub(super) struct ServiceRow {
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

impl ServiceRow {
    /// The service, without the resources that perform it.
    pub(super) fn decode(self) -> Result<Service, DatabaseError> {
        let id = ServiceId::new(self.id);
        Ok(Service {
            slug: Slug::parse(&self.slug).map_err(|_| meaningless("slug", &self.slug))?,
            name: self.name,
            description: self.description,
            times: ServiceTimes {
                service: id.clone(),
                duration_minutes: self.duration_minutes,
                slot_interval_minutes: self.slot_interval_minutes,
                align_to_hour: Flag::from_stored(self.align_to_hour).is_on(),
                buffer_before_minutes: self.buffer_before_minutes,
                buffer_after_minutes: self.buffer_after_minutes,
                minimum_notice_minutes: self.minimum_notice_minutes,
                booking_window_days: self.booking_window_days,
                capacity: self.capacity,
            },
            price: Amount::from_cents(self.price).map_err(|_| meaningless("price", &self.price.to_string()))?,
            vat_included: Flag::from_stored(self.vat_included).is_on(),
            vat: VatTreatment {
                category: VatCategory::parse(&self.vat_category)
                    .ok_or_else(|| meaningless("vat_category", &self.vat_category))?,
                rate: Percentage::parse(&self.vat_rate).map_err(|_| meaningless("vat_rate", &self.vat_rate))?,
                exemption_reason: self.vat_exemption_reason,
                exemption_code: None,
            },
            payment_terms: self.payment_terms.map(|kind| terms(&kind, &self.payment_terms_value)).transpose()?,
            resources: Vec::new(),
            id,
        })
    }
}

/// A row of `resource`.
#[derive(Deserialize)]
pub(super) struct ResourceRow {
    pub(super) id: String,
    pub(super) name: String,
    services: String,
}

impl ResourceRow {
    /// The services that it performs.
    pub(super) fn services(&self) -> Result<Vec<String>, DatabaseError> {
        serde_json::from_str(&self.services).map_err(|error| meaningless("services", &error.to_string()))
    }
}

/// A row of `opening_hours`.
#[derive(Deserialize)]
pub(super) struct HoursRow {
    resource_id: String,
    weekday: i8,
    opens: String,
    closes: String,
}

/// A row of `date_override`.
#[derive(Deserialize)]
pub(super) struct OverrideRow {
    resource_id: String,
    date: String,
    opens: String,
    closes: String,
}

fn minute(text: &str) -> Result<MinuteOfDay, DatabaseError> {
    MinuteOfDay::parse(text).map_err(|_| meaningless("hour", text))
}

/// The hours of a resource, or of the company, whose `resource_id` is empty.
pub(super) fn schedule_of(
    resource: &str,
    hours: &[HoursRow],
    overrides: &[OverrideRow],
) -> Result<Schedule, DatabaseError> {
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
