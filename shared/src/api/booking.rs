//! `PUT /api/v1/{tenant}/bookings/{uuid}`: the request and the answer.

use serde::{Deserialize, Serialize};

/// What a customer sends. Unknown fields are refused, so no price, total, number or status can be sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PutBooking {
    /// Slug of the service.
    pub service: String,
    /// RFC 3339 instant of an offered slot.
    pub starts_at: String,
    /// Wanted resource; none means "anyone".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resource: Option<String>,
    /// Number of seats; none means 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seats: Option<u32>,
    /// Who books.
    pub customer: CustomerFields,
    /// A message to the tenant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notes: Option<String>,
    /// BCP 47 language of the answer's documents; none means the tenant's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub locale: Option<String>,
}

/// The person who books.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CustomerFields {
    /// Full name.
    pub name: String,
    /// E-mail address.
    pub email: String,
    /// Phone number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// Present when the booking is invoiced to a company.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub company: Option<CompanyFields>,
    /// Invoice address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<AddressFields>,
}

/// The company that is invoiced.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CompanyFields {
    /// Company name.
    pub name: String,
    /// VAT identifier with country prefix, such as `BE0202239951`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vat_number: Option<String>,
}

/// A postal address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AddressFields {
    /// Street and number.
    pub street: String,
    /// Postal code.
    pub postal_code: String,
    /// City.
    pub city: String,
    /// ISO 3166-1 alpha-2 code.
    pub country: String,
}

/// What a booking answers: itself, its document and its links.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BookingAnswer {
    /// The stored booking.
    pub booking: BookingSummary,
    /// Its invoice or its quote; null where the tenant makes no documents.
    pub document: Option<DocumentSummary>,
    /// Capability link to show and cancel the booking.
    pub manage_url: String,
    /// Capability link to the `.ics` file.
    pub calendar_url: String,
}

/// The stored booking.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BookingSummary {
    /// UUIDv7 made by the client.
    pub id: String,
    /// Short reference for people, such as `B-7K2MQX`.
    pub reference: String,
    /// `confirmed` or `cancelled`.
    pub status: String,
    /// Name of the service.
    pub service: String,
    /// Name of the resource.
    pub resource: String,
    /// RFC 3339 UTC instant.
    pub starts_at: String,
    /// RFC 3339 UTC instant, exclusive.
    pub ends_at: String,
    /// The tenant's IANA time zone.
    pub time_zone: String,
}

/// Which document a booking answered with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DocumentKind {
    /// A sales invoice.
    Invoice,
    /// A quotation; "quote" on screen.
    Quote,
}

/// The document of a booking.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentSummary {
    /// Invoice or quote.
    pub kind: DocumentKind,
    /// Number, such as `INV-2026-0001`.
    pub number: String,
    /// Civil date of issue in the tenant's zone.
    pub issue_date: String,
    /// Due date of an invoice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_date: Option<String>,
    /// Last day of a quote's validity.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_until: Option<String>,
    /// ISO 4217 code.
    pub currency: String,
    /// Total without VAT (BT-109).
    pub total_without_vat: String,
    /// Total VAT (BT-110).
    pub vat_total: String,
    /// Total with VAT (BT-112).
    pub total_with_vat: String,
    /// Amount due for payment (BT-115).
    pub amount_due: String,
    /// Capability link to the document page.
    pub url: String,
    /// Capability link to the PDF.
    pub pdf_url: String,
}
