//! A tenant's configuration, parsed once at the border: who sells, what can be booked, when, and on which terms.

use jiff::{Timestamp, tz::TimeZone};

use crate::{
    api,
    billing::{
        attachment::SalesConditions, cash_discount::CashDiscount, issuer::Issuer, letterhead::Letterhead,
        party::Seller, vat::VatTreatment,
    },
    booking::{
        moving::CUSTOMER_NOTICE_MINUTES,
        offer::Offer,
        schedule::Schedule,
        slots::{Busy, ResourceCalendar, ServiceTimes},
    },
    id::{ResourceId, ServiceId, Slug, TenantId},
    language::Language,
    money::Amount,
    tenant::{
        flags::{Flag, RepeatInvoicing},
        module::SalesInvoicing,
        policy::{DocumentOnBooking, InvoicingPolicy, policy},
        terms::PaymentTerms,
    },
};

/// One tenant with everything that a booking is decided from. Every change of it raises `settings_version`.
#[derive(Clone, Debug)]
pub struct Tenant {
    /// Key of every row.
    pub id: TenantId,
    /// Name in URLs.
    pub slug: Slug,
    /// Trading name.
    pub name: String,
    /// Guarded by every booking: a decision from an older version is rolled back.
    pub settings_version: i64,
    /// IANA name of the zone.
    pub time_zone: String,
    /// The zone itself, from the edge's zone database.
    pub zone: TimeZone,
    /// BCP 47 tag.
    pub locale: String,
    /// ISO 4217 code.
    pub currency: String,
    /// Accent colour as `#RRGGBB`.
    pub accent: String,
    /// Who appears on documents.
    pub seller: Seller,
    /// Whether documents are made at all.
    pub sales_invoicing: SalesInvoicing,
    /// What stands above and below documents.
    pub letterhead: Letterhead,
    /// The recurring option, where customers may repeat bookings.
    pub repeat: Option<RepeatInvoicing>,
    /// Stored "Generate invoices automatically when the booking is created"; see [`policy`] for its effect.
    pub auto_invoice: Flag,
    /// Company default; a service may override it.
    pub payment_terms: PaymentTerms,
    /// Days that a quote is valid.
    pub quote_validity_days: u32,
    /// Offered on invoices for which the admin asks it.
    pub cash_discount: Option<CashDiscount>,
    /// A PDF whose pages may follow those of a document.
    pub sales_conditions: Option<TenantConditions>,
    /// Opening hours of the company, the outer bound of every resource's hours.
    pub opening_hours: Schedule,
    /// Active services in the tenant's order.
    pub services: Vec<Service>,
    /// Active resources in the tenant's order.
    pub resources: Vec<Resource>,
    /// Sites that may embed the widget, as exact origins.
    pub allowed_origins: Vec<String>,
}

/// The tenant's sales conditions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TenantConditions {
    /// The PDF.
    pub conditions: SalesConditions,
    /// Whether new documents take them without being asked.
    pub on_new_documents: bool,
}

impl TenantConditions {
    /// What a new document takes without being asked.
    pub fn of_new_document(&self) -> Option<&SalesConditions> {
        self.on_new_documents.then_some(&self.conditions)
    }
}

/// Something that can be booked.
#[derive(Clone, Debug)]
pub struct Service {
    /// Key.
    pub id: ServiceId,
    /// Name in URLs and requests.
    pub slug: Slug,
    /// Name on screen and on documents.
    pub name: String,
    /// Description on screen.
    pub description: String,
    /// Length, grid, buffers, notice, window, capacity.
    pub times: ServiceTimes,
    /// Price of one seat.
    pub price: Amount,
    /// Whether the price contains VAT.
    pub vat_included: bool,
    /// How it is taxed.
    pub vat: VatTreatment,
    /// Overrides the company's terms.
    pub payment_terms: Option<PaymentTerms>,
    /// Who can perform it.
    pub resources: Vec<ResourceId>,
}

/// A staff member or a room.
#[derive(Clone, Debug)]
pub struct Resource {
    /// Key.
    pub id: ResourceId,
    /// Name on screen.
    pub name: String,
    /// Own hours inside the company's; none means the company's.
    pub hours: Option<Schedule>,
}

impl Tenant {
    /// The active service of this slug.
    pub fn service(&self, slug: &Slug) -> Option<&Service> {
        self.services.iter().find(|service| service.slug == *slug)
    }

    /// The active resource of this id.
    pub fn resource(&self, id: &ResourceId) -> Option<&Resource> {
        self.resources.iter().find(|resource| resource.id == *id)
    }

    /// Payment terms in effect for a service.
    pub fn terms_for<'a>(&'a self, service: &'a Service) -> &'a PaymentTerms {
        service.payment_terms.as_ref().unwrap_or(&self.payment_terms)
    }

    /// Invoice, quote or no document for a service.
    pub fn policy_for(&self, service: &Service) -> InvoicingPolicy {
        policy(self.sales_invoicing, self.repeat, self.terms_for(service), self.auto_invoice)
    }

    /// Who issues this tenant's documents now.
    pub fn issuer(&self) -> Issuer {
        Issuer {
            seller: self.seller.clone(),
            accent: self.accent.clone(),
            letterhead: self.letterhead.clone(),
            sales_conditions: self.sales_conditions.as_ref().and_then(TenantConditions::of_new_document).cloned(),
        }
    }

    /// Which document a booking of a service answers with, if any: the policy's, where the seller may invoice at all.
    pub fn document_for(&self, service: &Service) -> Option<DocumentOnBooking> {
        let missing = self.issuer().missing();
        self.policy_for(service).document().map(|document| document.lawful(&missing))
    }

    /// Calendars of the resources that can perform a service, narrowed to `wanted` if one is named.
    ///
    /// `busy` gives the busy intervals of a resource; give none where the database will decide what is busy.
    pub fn calendars(
        &self,
        service: &Service,
        wanted: Option<&ResourceId>,
        mut busy: impl FnMut(&ResourceId) -> Vec<Busy>,
    ) -> Vec<ResourceCalendar> {
        self.resources
            .iter()
            .filter(|resource| service.resources.contains(&resource.id))
            .filter(|resource| wanted.is_none_or(|id| *id == resource.id))
            .map(|resource| ResourceCalendar {
                resource: resource.id.clone(),
                schedule: resource.hours.clone(),
                busy: busy(&resource.id),
            })
            .collect()
    }

    /// Default language of documents and pages.
    pub fn language(&self) -> Language {
        Language::of_tag(&self.locale).unwrap_or(Language::En)
    }

    /// The civil date in the tenant's zone.
    pub fn date_of(&self, instant: Timestamp) -> jiff::civil::Date {
        self.zone.to_datetime(instant).date()
    }

    /// The wall time in the tenant's zone as `YYYY-MM-DDTHH:MM`.
    pub fn wall_time_of(&self, instant: Timestamp) -> String {
        self.zone.to_datetime(instant).strftime("%Y-%m-%dT%H:%M").to_string()
    }

    /// What customers see of a service that is booked today; none for one whose price is out of range, which cannot be booked.
    fn offer(&self, service: &Service, now: Timestamp) -> Option<api::ServiceOffer> {
        let offer = Offer::of(self, service, 1, self.date_of(now)).ok()?;
        Some(api::ServiceOffer {
            slug: service.slug.as_str().to_owned(),
            name: service.name.clone(),
            description: service.description.clone(),
            duration_minutes: service.times.duration_minutes,
            price: api::Price {
                amount: service.price.to_string(),
                currency: self.currency.clone(),
                vat_rate: service.vat.rate.to_string(),
                vat_included: service.vat_included,
            },
            offer: offer.summary(),
        })
    }

    /// Where the sales conditions of a booking's document can be read before it is booked; none where it takes none.
    pub fn terms_url(&self, base_url: &str) -> Option<String> {
        let conditions = self.sales_conditions.as_ref().and_then(TenantConditions::of_new_document);
        conditions.map(|_| format!("{base_url}/b/{}/sales-conditions", self.slug.as_str()))
    }

    /// What customers see. `base_url` is where the product is reached, without a slash at the end.
    pub fn catalogue(&self, now: Timestamp, base_url: &str) -> api::Catalogue {
        api::Catalogue {
            tenant: api::TenantSummary {
                slug: self.slug.as_str().to_owned(),
                name: self.name.clone(),
                time_zone: self.time_zone.clone(),
                locale: self.locale.clone(),
                currency: self.currency.clone(),
                accent: self.accent.clone(),
                phone: Some(self.seller.phone.clone()).filter(|phone| !phone.is_empty()),
                country: self.seller.address.country.clone(),
            },
            services: self.services.iter().filter_map(|service| self.offer(service, now)).collect(),
            portal: api::Portal {
                recurring_allowed: self.repeat.is_some(),
                sales_invoicing: self.sales_invoicing.is_active(),
                change_notice_minutes: CUSTOMER_NOTICE_MINUTES,
                terms_url: self.terms_url(base_url),
            },
        }
    }
}
