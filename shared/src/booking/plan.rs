//! The decision on a booking request: is the start offered, who could do it, what does it cost, invoice or quote?

use jiff::{Timestamp, ToSpan, civil::Date};

use crate::{
    billing::document::{BookedService, Content, Draft, InvoiceDraft, InvoiceType, QuotationDraft},
    booking::{
        offer::{Offer, Paper},
        request::BookingRequest,
        slots::{busy_interval, resources_offering},
    },
    fault::Fault,
    id::{ResourceId, ServiceId},
    language::Language,
    money::MoneyError,
    tenant::settings::Tenant,
};

/// Everything that one batch stores for a booking. The database chooses the first free resource of `candidates`,
/// refuses the booking if none is, and gives the document its number.
#[derive(Clone, Debug)]
pub struct BookingPlan {
    /// What was asked.
    pub request: BookingRequest,
    /// What is booked, as the document and the answer name it.
    pub booked: BookedService,
    /// The service.
    pub service: ServiceId,
    /// Its name at booking time.
    pub service_name: String,
    /// Resources that offer this start, in the tenant's order; never empty.
    pub candidates: Vec<ResourceId>,
    /// Busy from here, in UTC seconds, buffers included.
    pub busy_from: i64,
    /// Busy until here, exclusive.
    pub busy_until: i64,
    /// Seats of one session.
    pub capacity: u32,
    /// Language of its pages and of its document.
    pub language: Language,
    /// The document without its number; none where no document is made.
    pub document: Option<Draft>,
}

/// Why a request cannot be booked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BookSlotError {
    /// No active service has this slug.
    UnknownService,
    /// Fields do not fit the service.
    Invalid(Vec<Fault>),
    /// This start is not (or no longer) offered.
    NotOffered,
    /// The price of so many seats is out of range.
    Money(MoneyError),
}

impl BookingPlan {
    /// Decides. `reference` is the booking's short name for people.
    ///
    /// # Errors
    /// [`BookSlotError`].
    pub fn decide(
        request: BookingRequest,
        tenant: &Tenant,
        now: Timestamp,
        reference: String,
    ) -> Result<Self, BookSlotError> {
        let service = tenant.service(&request.service).ok_or(BookSlotError::UnknownService)?;
        if let Some(wanted) = &request.resource
            && !(service.resources.contains(wanted) && tenant.resource(wanted).is_some())
        {
            let fault = Fault::new("resource", "/resource", "Choose somebody who offers this service.");
            return Err(BookSlotError::Invalid(vec![fault]));
        }
        if request.seats > service.times.capacity {
            let detail = format!("At most {} can be booked at once.", service.times.capacity);
            return Err(BookSlotError::Invalid(vec![Fault::new("seats", "/seats", detail)]));
        }
        let calendars = tenant.calendars(service, request.resource.as_ref(), |_| Vec::new());
        let candidates =
            resources_offering(request.starts_at, &service.times, &tenant.opening_hours, &calendars, &tenant.zone, now);
        if candidates.is_empty() {
            return Err(BookSlotError::NotOffered);
        }
        let ends_at = request
            .starts_at
            .checked_add(i64::from(service.times.duration_minutes).minutes())
            .map_err(|_| BookSlotError::NotOffered)?;
        let (busy_from, busy_until) = busy_interval(request.starts_at, &service.times);
        let issue_date = tenant.date_of(now);
        let Offer { lines, totals, paper } =
            Offer::of(tenant, service, request.seats, issue_date).map_err(BookSlotError::Money)?;
        let payment_terms = tenant.terms_for(service).clone();
        let booked = BookedService {
            reference,
            starts_at: request.starts_at,
            ends_at,
            local_starts_at: tenant.wall_time_of(request.starts_at),
            local_ends_at: tenant.wall_time_of(ends_at),
            time_zone: tenant.time_zone.clone(),
        };
        let language = request.language.unwrap_or_else(|| tenant.language());
        let content = Content {
            currency: tenant.currency.clone(),
            language,
            accent: tenant.accent.clone(),
            seller: tenant.seller.clone(),
            buyer: request.customer.buyer(),
            lines,
            allowances: Vec::new(),
            totals,
            payment_terms,
            booking: Some(booked.clone()),
            buyer_reference: None,
            order_reference: None,
            delivery_date: None,
            note: None,
            letterhead: tenant.letterhead.clone(),
            attachments: Vec::new(),
            sales_conditions: tenant.issuer().sales_conditions,
        };
        let document = match paper {
            None => None,
            Some(Paper::Invoice { .. }) => {
                let due_date = content.payment_terms.due_date(issue_date, tenant.date_of(request.starts_at));
                Some(Draft::Invoice(InvoiceDraft {
                    content,
                    issue_date,
                    due_date,
                    invoice_type: InvoiceType::Commercial,
                    prepayments: Vec::new(),
                    quotation_number: None,
                    cash_discount: None,
                }))
            }
            Some(Paper::Quote { valid_until }) => {
                Some(Draft::Quotation(QuotationDraft { content, issue_date, valid_until }))
            }
        };
        Ok(Self {
            booked,
            service: service.id.clone(),
            service_name: service.name.clone(),
            candidates,
            busy_from,
            busy_until,
            capacity: service.times.capacity,
            language,
            document,
            request,
        })
    }

    /// The same plan with its document issued on `day` if it would be issued before it: the dates of a series ascend, also
    /// when a clock goes back. Due date and validity count from the later day.
    #[must_use]
    pub fn issued_no_earlier_than(mut self, day: Date) -> Self {
        match &mut self.document {
            Some(Draft::Invoice(invoice)) if invoice.issue_date < day => {
                let service_date = self.booked.date().unwrap_or(day);
                invoice.due_date = invoice.content.payment_terms.due_date(day, service_date);
                invoice.issue_date = day;
            }
            Some(Draft::Quotation(quotation)) if quotation.issue_date < day => {
                let later = day.duration_since(quotation.issue_date);
                quotation.valid_until = quotation.valid_until.saturating_add(later);
                quotation.issue_date = day;
            }
            Some(Draft::Invoice(_) | Draft::Quotation(_) | Draft::CreditNote(_)) | None => {}
        }
        self
    }
}
