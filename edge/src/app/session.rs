//! Who is signed in.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use shared::id::{Slug, TenantId};
use shared::language::Language;
use shared::tenant::module::SalesInvoicing;
use shared::tenant::role::AdminRole;

/// A signed-in admin. As a parameter of a handler it sends everybody else to the sign-in page.
#[derive(Clone, Debug)]
pub struct Session {
    /// The tenant that the admin works for; every statement takes it from here.
    pub tenant: TenantId,
    /// Name of the tenant in URLs.
    pub slug: Slug,
    /// Trading name.
    pub name: String,
    /// ISO 4217 code.
    pub currency: String,
    /// The language of the tenant's locale.
    pub language: Language,
    /// The tenant's zone.
    pub zone: TimeZone,
    /// Whether the tenant's documents are made at all.
    pub sales_invoicing: SalesInvoicing,
    /// What the admin may do.
    pub role: AdminRole,
    /// SHA-256 of the cookie, to end the session.
    pub token_hash: String,
}

impl Session {
    /// The civil date in the tenant's zone.
    pub fn date_of(&self, instant: Timestamp) -> Date {
        self.zone.to_datetime(instant).date()
    }

    /// The instant at which a day begins in the tenant's zone.
    pub fn start_of(&self, day: Date) -> Timestamp {
        day.to_zoned(self.zone.clone()).map_or(Timestamp::MAX, |start| start.timestamp())
    }
}
