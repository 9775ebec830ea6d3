//! `GET /api/v1/{tenant}`: what can be booked.

use serde::{Deserialize, Serialize};

use super::DocumentKind;

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
    /// The tenant's colour, such as `#0F5F57`.
    pub accent: String,
    /// Where customers can call.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// Where the tenant has its seat (ISO 3166-1 alpha-2): the first guess for a customer's invoice address.
    pub country: String,
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
    /// What a booking of one seat agrees to, if it is made today.
    pub offer: BookingOffer,
}

/// What a booking agrees to before it is made: the booking itself answers nothing else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BookingOffer {
    /// The document it answers with; null where the tenant makes no documents.
    pub document: Option<OfferedDocument>,
    /// Total without VAT (BT-109).
    pub total_without_vat: String,
    /// Total VAT (BT-110).
    pub vat_total: String,
    /// Total with VAT (BT-112).
    pub total_with_vat: String,
}

/// A document that a booking would answer with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfferedDocument {
    /// Invoice or quote.
    pub kind: DocumentKind,
    /// Amount due for payment (BT-115).
    pub amount_due: String,
    /// The part of it that is asked at booking.
    pub due_at_booking: String,
    /// When an invoice is due.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<DueRule>,
    /// Due date of an invoice, where it does not depend on the day of the service.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_date: Option<String>,
    /// Last day of a quote's validity.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_until: Option<String>,
}

/// When an invoice is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DueRule {
    /// On the day of the service, in the tenant's zone.
    ServiceDay,
    /// On `due_date`.
    Date,
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
    /// How long before its start a customer may still move or cancel a booking, in minutes.
    pub change_notice_minutes: u32,
    /// The sales conditions that come with each document, where the tenant has them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub terms_url: Option<String>,
}
