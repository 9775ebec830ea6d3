//! `/b/{tenant}`: the booking pages, for sites that cannot run the widget, for readers without scripts, and for links in mails.
//!
//! Service, then day, time and details, then review, then result: four requests at most, with plain forms. What is chosen lives in
//! the address, what is typed travels in the form. The booking is decided, stored and answered as the API does it.

mod countries;
mod details;
mod form;
mod review;
mod view;
mod wording;

use std::{collections::BTreeMap, sync::Arc};

use axum::{
    extract::{Path, RawQuery},
    response::{IntoResponse, Response},
};
use http::{HeaderMap, HeaderValue, StatusCode, header};
use jiff::{Timestamp, ToSpan, civil::Date};
use maud::{Markup, PreEscaped, html};
use shared::{
    api::{Code, ProblemItem},
    booking::{
        offer::Offer,
        plan::{BookSlotError, BookingPlan},
        request::BookingRequest,
        slots::{Busy, OfferedSlot, SlotQuery, offer_slots},
    },
    fault::Fault,
    id::{BookingId, ResourceId, Slug},
    language::Language,
    limits,
    tenant::settings::{Service, Tenant, TenantConditions},
};

use self::{
    form::{Field, Form, NAMES, QUERY},
    view::{Came, Frame, Times, Trouble},
};
use crate::{
    app::{App, problem::Problem},
    web::{download, fields::Fields, request::Posted},
    work::{
        availability,
        book::{Booked, book, find_booked, fingerprint},
        tenant::fresh_tenant,
    },
};

/// Times on one page: as many as a reader compares, and as fit into its 10 KB.
const TIMES_MAX: usize = 40;

/// Days on one page.
const DAYS_MAX: usize = 10;

/// `GET /b/{tenant}`: the services, or, with a service, the days and times with the details to fill in.
///
/// # Errors
/// `not-found`.
pub async fn get_hosted(
    app: App,
    Path(slug): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let slug = slug_in_path(&app, &slug)?;
    let pairs: Vec<(String, String)> =
        serde_urlencoded::from_str(query.as_deref().unwrap_or_default()).unwrap_or_default();
    let known = pairs.into_iter().filter(|(name, _)| QUERY.contains(&name.as_str())).collect();
    let fields = Fields::of(known, QUERY)?;
    let tenant = fresh_tenant(&app, &slug).await.map_err(for_customers)?;
    let mut form = Form::read(&fields, language_of(&headers, &tenant));
    let asked = !form.service.is_empty();
    // A question with one possible answer is not asked.
    if let ([only], false) = (tenant.services.as_slice(), asked) {
        only.slug.as_str().clone_into(&mut form.service);
    }
    let service = Slug::parse(&form.service).ok().and_then(|service| tenant.service(&service));
    let Some(service) = service else {
        form.service.clear();
        let trouble = asked.then_some(Trouble::ServiceGone);
        let page =
            view::services(Frame { tenant: &tenant, form: &form, came: Came::Address }, trouble, &json_ld(&tenant));
        return Ok(answer(&tenant, Came::Address, StatusCode::OK, page));
    };
    keep_resource(&mut form, service);
    form.id = new_id(&app).to_string();
    country_of_tenant(&mut form, &tenant);
    let at = Step { app: &app, tenant: &tenant, form: &form, came: Came::Address };
    at.details(service, &[], None).await
}

/// `POST /b/{tenant}`: what the forms send.
///
/// # Errors
/// `not-found`, `unsupported-media-type`, `body-too-large`, `validation` for a field that no form has.
pub async fn post_hosted(
    app: App,
    Path(slug): Path<String>,
    headers: HeaderMap,
    posted: Posted,
) -> Result<Response, Problem> {
    let slug = slug_in_path(&app, &slug)?;
    let fields = posted.fields(NAMES)?;
    let tenant = fresh_tenant(&app, &slug).await.map_err(for_customers)?;
    let mut form = Form::read(&fields, language_of(&headers, &tenant));
    let service = Slug::parse(&form.service).ok().and_then(|service| tenant.service(&service));
    let Some(service) = service else {
        form.service.clear();
        let frame = Frame { tenant: &tenant, form: &form, came: Came::Form };
        let page = view::services(frame, Some(Trouble::ServiceGone), &html! {});
        return Ok(answer(&tenant, Came::Form, StatusCode::CONFLICT, page));
    };
    keep_resource(&mut form, service);
    if form.booking_id().is_none() {
        form.id = new_id(&app).to_string();
    }
    // Enter in any field presses the first button, which shows times: whoever has not asked for another day goes on.
    let is_other_day = fields.text("day") != fields.text("shown");
    let step = match fields.text("step") {
        "times" if !is_other_day => "review",
        _ if fields.sent("from").is_some() => "times",
        step => step,
    };
    if step == "details" {
        form.from = day_of(&tenant, &form);
    }
    let at = Step { app: &app, tenant: &tenant, form: &form, came: Came::Form };
    match step {
        "review" => at.review(service, None).await,
        "book" => at.book(service).await,
        _ => at.details(service, &[], None).await,
    }
}

/// `GET /b/{tenant}/sales-conditions`: what a booking is subject to, to be read before it.
///
/// # Errors
/// `not-found` where there are none.
pub async fn get_sales_conditions(app: App, Path(slug): Path<String>) -> Result<Response, Problem> {
    let slug = slug_in_path(&app, &slug)?;
    let tenant = fresh_tenant(&app, &slug).await.map_err(for_customers)?;
    let conditions = tenant.sales_conditions.as_ref().and_then(TenantConditions::of_new_document);
    let conditions = conditions.ok_or_else(Problem::not_found)?;
    download::file(&app, &tenant.id, &conditions.sha256, "application/pdf", &conditions.file_name).await
}

/// A page of one booking on its way.
#[derive(Clone, Copy)]
struct Step<'a> {
    app: &'a App,
    tenant: &'a Arc<Tenant>,
    form: &'a Form,
    came: Came,
}

impl Step<'_> {
    fn frame(&self) -> Frame<'_> {
        Frame { tenant: self.tenant, form: self.form, came: self.came }
    }

    fn answer(&self, status: StatusCode, page: Markup) -> Response {
        answer(self.tenant, self.came, status, page)
    }

    /// Days, times and details.
    async fn details(
        &self,
        service: &Service,
        faults: &[Fault],
        trouble: Option<Trouble>,
    ) -> Result<Response, Problem> {
        let times = self.times(service).await?;
        let status = match trouble {
            Some(_) => StatusCode::CONFLICT,
            None if !faults.is_empty() => StatusCode::UNPROCESSABLE_ENTITY,
            None => StatusCode::OK,
        };
        // Search engines find the only service here, as nothing else is asked before.
        let head = match (self.came, self.tenant.services.as_slice()) {
            (Came::Address, [_]) => json_ld(self.tenant),
            _ => html! {},
        };
        Ok(self.answer(status, details::details(self.frame(), service, &times, (faults, trouble), &head)))
    }

    /// The days with free times from the day that was asked for.
    async fn times(&self, service: &Service) -> Result<Times, Problem> {
        let today = self.tenant.date_of(self.app.now());
        let from = self.form.from.unwrap_or(today).max(today);
        let to = from.saturating_add((limits::SLOT_DAYS_MAX - 1).days());
        let last = today.saturating_add(i64::from(service.times.booking_window_days).days());
        let mut days: BTreeMap<Date, Vec<OfferedSlot>> = BTreeMap::new();
        for slot in self.offered(service, from, to).await? {
            days.entry(self.tenant.date_of(slot.starts_at)).or_default().push(slot);
        }
        let mut shown = Vec::new();
        let mut count = 0_usize;
        let mut later = Some(to.saturating_add(1.day())).filter(|next| *next <= last);
        for (day, slots) in days {
            if count >= TIMES_MAX || shown.len() >= DAYS_MAX {
                later = Some(day);
                break;
            }
            count = count.saturating_add(slots.len());
            shown.push((day, slots));
        }
        Ok(Times { from, to: to.min(last), days: shown, later })
    }

    async fn offered(&self, service: &Service, from: Date, to: Date) -> Result<Vec<OfferedSlot>, Problem> {
        let (tenant, busy) = availability::read(self.app, &self.tenant.slug, from, to).await?;
        let mut by_resource: BTreeMap<ResourceId, Vec<Busy>> = BTreeMap::new();
        for (resource, interval) in busy {
            by_resource.entry(resource).or_default().push(interval);
        }
        let wanted = Some(ResourceId::new(&*self.form.resource)).filter(|id| service.resources.contains(id));
        let calendars = tenant.calendars(service, wanted.as_ref(), |id| by_resource.remove(id).unwrap_or_default());
        let query = SlotQuery { from, to, seats: 1 };
        Ok(offer_slots(&query, &service.times, &tenant.opening_hours, &calendars, &tenant.zone, self.app.now()))
    }

    /// Everything once more, if it can be booked as it is.
    async fn review(&self, service: &Service, trouble: Option<Trouble>) -> Result<Response, Problem> {
        let request = match self.request() {
            Ok(request) => request,
            Err(faults) => return self.details(service, &faults, None).await,
        };
        let day = self.tenant.date_of(request.starts_at);
        let is_free = self.offered(service, day, day).await?.iter().any(|slot| slot.starts_at == request.starts_at);
        if !is_free {
            return self.taken(service).await;
        }
        match self.plan(request) {
            Ok(plan) => self.show_review(service, &plan, trouble),
            Err(BookSlotError::Invalid(faults)) => self.details(service, &faults, None).await,
            Err(BookSlotError::NotOffered | BookSlotError::UnknownService) => self.taken(service).await,
            Err(BookSlotError::Money(error)) => Err(Problem::defect(format!("price: {error}"))),
        }
    }

    fn show_review(
        &self,
        service: &Service,
        plan: &BookingPlan,
        trouble: Option<Trouble>,
    ) -> Result<Response, Problem> {
        let offer = Offer::of(self.tenant, service, plan.request.seats, self.tenant.date_of(self.app.now()));
        let offer = offer.map_err(|error| Problem::defect(format!("price: {error}")))?;
        let status = match trouble {
            None => StatusCode::OK,
            Some(Trouble::Busy) => StatusCode::SERVICE_UNAVAILABLE,
            Some(_) => StatusCode::CONFLICT,
        };
        Ok(self.answer(status, review::review(self.frame(), service, plan, &offer, trouble)))
    }

    /// The times again, from the day of the one that is gone.
    async fn taken(&self, service: &Service) -> Result<Response, Problem> {
        let form = Form { from: day_of(self.tenant, self.form), ..self.form.clone() };
        Step { form: &form, ..*self }.details(service, &[], Some(Trouble::Taken)).await
    }

    fn request(&self) -> Result<BookingRequest, Vec<Fault>> {
        let id = self.form.booking_id().unwrap_or_else(|| new_id(self.app));
        BookingRequest::parse(id, &self.form.request())
    }

    fn plan(&self, request: BookingRequest) -> Result<BookingPlan, BookSlotError> {
        BookingPlan::decide(request, self.tenant, self.app.now(), String::new())
    }

    /// What the booking would agree to under these settings.
    fn agreement(&self, tenant: &Tenant, request: &BookingRequest) -> Option<String> {
        let plan = BookingPlan::decide(request.clone(), tenant, self.app.now(), String::new()).ok()?;
        let service = tenant.service(&request.service)?;
        let offer = Offer::of(tenant, service, request.seats, tenant.date_of(self.app.now())).ok()?;
        Some(review::agreement(&offer, &plan))
    }

    /// Books, if it still agrees to what the review said.
    async fn book(&self, service: &Service) -> Result<Response, Problem> {
        let request = match self.request() {
            Ok(request) => request,
            Err(faults) => return self.details(service, &faults, None).await,
        };
        let hash = fingerprint(&self.form.request())?;
        // A start that has left the offer agrees to nothing: booking says what became of it.
        let still_agreed = |tenant: &Tenant| match self.agreement(tenant, &request) {
            Some(now) if now != self.form.agreed => Err(Problem::new(Code::SettingsChanged, "The offer has changed.")),
            _ => Ok(()),
        };
        let booked = match still_agreed(self.tenant) {
            Ok(()) => book(self.app, self.tenant, &request, &hash, still_agreed).await,
            // It may have been booked before the offer changed, by a form that was sent twice.
            Err(problem) => match find_booked(self.app, &self.tenant.id, request.id, &hash).await {
                Ok(Some(answer)) => Ok(Booked::Before(answer)),
                Ok(None) => Err(problem),
                Err(refusal) => Err(refusal),
            },
        };
        let shown = |status, answered| {
            let at = Step { came: Came::Booking, ..*self };
            Ok(at.answer(status, review::result(at.frame(), answered)))
        };
        let problem = match booked {
            Ok(Booked::Now(answered)) => return shown(StatusCode::CREATED, &answered),
            Ok(Booked::Before(answered)) => return shown(StatusCode::OK, &answered),
            Err(problem) => problem,
        };
        match problem.code {
            Code::SlotTaken | Code::NotFound => self.taken(service).await,
            Code::Validation => {
                let told = |item: ProblemItem| Fault::new("refused", item.pointer, item.detail);
                let faults: Vec<Fault> = problem.errors.into_iter().map(told).collect();
                self.details(service, &faults, None).await
            }
            Code::BookingMismatch => {
                let form = Form { id: new_id(self.app).to_string(), ..self.form.clone() };
                Step { form: &form, ..*self }.review(service, Some(Trouble::Mismatch)).await
            }
            Code::SettingsChanged => self.changed(&request.service).await,
            Code::StorageUnavailable => {
                // The database does not answer, so the review is made of what is known without it.
                match self.plan(request) {
                    Ok(plan) => self.show_review(service, &plan, Some(Trouble::Busy)),
                    Err(_) => Err(problem),
                }
            }
            _ => Err(problem),
        }
    }

    /// The review under the settings that are stored now.
    async fn changed(&self, service: &Slug) -> Result<Response, Problem> {
        let tenant = fresh_tenant(self.app, &self.tenant.slug).await?;
        let at = Step { tenant: &tenant, ..*self };
        match tenant.service(service) {
            Some(service) => at.review(service, Some(Trouble::OfferChanged)).await,
            None => {
                let page = view::services(at.frame(), Some(Trouble::ServiceGone), &html! {});
                Ok(at.answer(StatusCode::CONFLICT, page))
            }
        }
    }
}

fn slug_in_path(app: &App, slug: &str) -> Result<Slug, Problem> {
    let slug = Slug::parse(slug).map_err(|_| Problem::not_found())?;
    app.note_tenant(slug.as_str());
    Ok(slug)
}

/// What the reader's browser asks for, else what the tenant speaks.
fn language_of(headers: &HeaderMap, tenant: &Tenant) -> Language {
    let wanted = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    wanted.and_then(Language::preferred).unwrap_or_else(|| tenant.language())
}

/// A person or room that does not offer the service is nobody's choice.
fn keep_resource(form: &mut Form, service: &Service) {
    if !service.resources.iter().any(|resource| resource.as_str() == form.resource) {
        form.resource.clear();
    }
}

fn country_of_tenant(form: &mut Form, tenant: &Tenant) {
    let country = countries::name_of(&tenant.seller.address.country, form.language);
    form.set(Field::Country, country.to_owned());
}

/// The day of the chosen start.
fn day_of(tenant: &Tenant, form: &Form) -> Option<Date> {
    form.get(Field::Start).parse::<Timestamp>().ok().map(|start| tenant.date_of(start))
}

fn new_id(app: &App) -> BookingId {
    BookingId::of(u64::try_from(app.now().as_millisecond()).unwrap_or_default(), app.random_bytes())
}

fn answer(tenant: &Tenant, came: Came, status: StatusCode, page: Markup) -> Response {
    let mut response = (status, page).into_response();
    let mut ancestors = String::from("'self'");
    for origin in &tenant.allowed_origins {
        ancestors.push(' ');
        ancestors.push_str(origin);
    }
    // Only a page that the widget may take the place of runs scripts.
    let scripts = match came {
        Came::Address => "script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; ",
        Came::Form | Came::Booking => "",
    };
    let policy = format!(
        "default-src 'none'; {scripts}style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors {ancestors}"
    );
    let headers = response.headers_mut();
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    if came == Came::Address {
        headers.insert("x-robots-tag", HeaderValue::from_static("all"));
    }
    response
}

/// An unknown tenant in the words of whoever wants to book.
fn for_customers(problem: Problem) -> Problem {
    match problem.code {
        Code::NotFound => Problem::new(Code::NotFound, "Nobody takes bookings at this address."),
        _ => problem,
    }
}

/// schema.org facts for search engines. `<` is written `\u003c`, so no text can end the script element.
fn json_ld(tenant: &Tenant) -> Markup {
    let offers: Vec<serde_json::Value> = tenant
        .services
        .iter()
        .map(|service| {
            serde_json::json!({
                "@type": "Offer",
                "price": service.price.to_string(),
                "priceCurrency": tenant.currency,
                "itemOffered": { "@type": "Service", "name": service.name, "description": service.description }
            })
        })
        .collect();
    let address = &tenant.seller.address;
    let facts = serde_json::json!({
        "@context": "https://schema.org",
        "@type": "LocalBusiness",
        "name": tenant.name,
        "telephone": tenant.seller.phone,
        "address": {
            "@type": "PostalAddress",
            "streetAddress": address.street,
            "postalCode": address.postal_code,
            "addressLocality": address.city,
            "addressCountry": address.country
        },
        "makesOffer": offers
    });
    html! { script type="application/ld+json" { (PreEscaped(facts.to_string().replace('<', "\\u003c"))) } }
}
