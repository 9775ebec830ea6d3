//! `GET /api/v1/{tenant}`: what can be booked.

use serde::{Deserialize, Serialize};

/// The tenant and the services a customer can book.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Catalogue {
    /// Who offers the services.
    pub tenant: TenantSummary,
    /// Active services in the tenant's order.
    pub services: Vec<ServiceOffer>,
    /// What the portal allows.
    pub portal: Portal,
}

/// The tenant as customers see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TenantSummary {
    /// Name in URLs.
    pub slug: String,
    /// Trading name.
    pub name: String,
    /// IANA time zone in which services take place.
    pub time_zone: String,
    /// BCP 47 default language, such as `en-BE`.
    pub locale: String,
    /// ISO 4217 code of every amount.
    pub currency: String,
}

/// One bookable service.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServiceOffer {
    /// Name in URLs and in requests.
    pub slug: String,
    /// Name on screen.
    pub name: String,
    /// Description on screen; may be empty.
    pub description: String,
    /// Length of the core interval in minutes.
    pub duration_minutes: u32,
    /// Price of one booking of one seat.
    pub price: Price,
}

/// A price and how VAT relates to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Price {
    /// Decimal amount, such as `60.00`.
    pub amount: String,
    /// ISO 4217 code.
    pub currency: String,
    /// VAT rate in percent, such as `21`.
    pub vat_rate: String,
    /// Whether `amount` contains VAT.
    pub vat_included: bool,
}

/// What the tenant's customer portal allows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Portal {
    /// "Allow customers to make repeat/recurring bookings".
    pub recurring_allowed: bool,
    /// Whether a booking answers with an invoice or a quote: "sales invoicing" is active.
    pub sales_invoicing: bool,
}
