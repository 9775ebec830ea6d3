//! Wire types to and from JavaScript values. The browser's own `JSON` parses and prints; this names the fields. Every read
//! may fail, because the server's data is never trusted to have a shape.

use crate::client::Refusal;
use js_sys::{Array, Object, Reflect};
use serde::{
    Deserialize,
    de::{IntoDeserializer, value::Error},
};
use shared::api::{
    BookingAnswer, BookingOffer, BookingSummary, Catalogue, Code, DocumentKind, DocumentSummary, DueRule,
    OfferedDocument, Portal, Price, ProblemItem, PutBooking, ServiceOffer, Slot, SlotList, TenantSummary,
};
use wasm_bindgen::JsValue;

/// A field of an object; undefined when there is none.
pub fn field(value: &JsValue, key: &str) -> JsValue {
    Reflect::get(value, &JsValue::from_str(key)).unwrap_or(JsValue::UNDEFINED)
}

/// A text field.
pub fn text(value: &JsValue, key: &str) -> Option<String> {
    field(value, key).as_string()
}

fn number(value: &JsValue, key: &str) -> Option<u32> {
    // A float to integer cast saturates; the fields read here are small counts.
    field(value, key).as_f64().map(|number| number as u32)
}

/// A list whose items are all readable.
pub fn list<T>(value: &JsValue, key: &str, read: impl Fn(&JsValue) -> Option<T>) -> Option<Vec<T>> {
    let items = field(value, key);
    // `Array::from` throws for a field that is not there, such as the `errors` of most problems.
    Array::is_array(&items).then(|| Array::from(&items).iter().map(|item| read(&item)).collect())?
}

/// The catalogue that the loader fetched.
pub fn catalogue(value: &JsValue) -> Option<Catalogue> {
    let (tenant, portal) = (field(value, "tenant"), field(value, "portal"));
    Some(Catalogue {
        tenant: TenantSummary {
            slug: text(&tenant, "slug")?,
            name: text(&tenant, "name")?,
            time_zone: text(&tenant, "time_zone")?,
            locale: text(&tenant, "locale")?,
            currency: text(&tenant, "currency")?,
            accent: text(&tenant, "accent").unwrap_or_default(),
            phone: text(&tenant, "phone"),
            country: text(&tenant, "country").unwrap_or_default(),
        },
        services: list(value, "services", service)?,
        portal: Portal {
            recurring_allowed: field(&portal, "recurring_allowed").as_bool().unwrap_or_default(),
            sales_invoicing: field(&portal, "sales_invoicing").as_bool().unwrap_or(true),
            change_notice_minutes: number(&portal, "change_notice_minutes").unwrap_or_default(),
            terms_url: text(&portal, "terms_url"),
        },
    })
}

fn service(value: &JsValue) -> Option<ServiceOffer> {
    let price = field(value, "price");
    Some(ServiceOffer {
        slug: text(value, "slug")?,
        name: text(value, "name")?,
        description: text(value, "description").unwrap_or_default(),
        duration_minutes: number(value, "duration_minutes")?,
        price: Price {
            amount: text(&price, "amount")?,
            currency: text(&price, "currency")?,
            vat_rate: text(&price, "vat_rate")?,
            vat_included: field(&price, "vat_included").as_bool()?,
        },
        offer: offer(&field(value, "offer"))?,
    })
}

/// What a booking agrees to: nothing is booked that could not be shown before.
fn offer(value: &JsValue) -> Option<BookingOffer> {
    let document = field(value, "document");
    Some(BookingOffer {
        document: if document.is_null() { None } else { Some(offered_document(&document)?) },
        total_without_vat: text(value, "total_without_vat")?,
        vat_total: text(value, "vat_total")?,
        total_with_vat: text(value, "total_with_vat")?,
    })
}

fn offered_document(value: &JsValue) -> Option<OfferedDocument> {
    Some(OfferedDocument {
        kind: document_kind(value)?,
        amount_due: text(value, "amount_due")?,
        due_at_booking: text(value, "due_at_booking")?,
        due: text(value, "due").map(|rule| if rule == "date" { DueRule::Date } else { DueRule::ServiceDay }),
        due_date: text(value, "due_date"),
        valid_until: text(value, "valid_until"),
    })
}

fn document_kind(value: &JsValue) -> Option<DocumentKind> {
    Some(if text(value, "kind")? == "invoice" { DocumentKind::Invoice } else { DocumentKind::Quote })
}

/// The free starts of a month.
pub fn slot_list(value: &JsValue) -> Option<SlotList> {
    Some(SlotList {
        time_zone: text(value, "time_zone")?,
        slots: list(value, "slots", |slot| {
            Some(Slot {
                starts_at: text(slot, "starts_at")?,
                ends_at: text(slot, "ends_at")?,
                seats_left: number(slot, "seats_left")?,
            })
        })?,
        full: list(value, "full", JsValue::as_string).unwrap_or_default(),
    })
}

/// The stored booking with its document.
pub fn booking_answer(value: &JsValue) -> Option<BookingAnswer> {
    let (booking, document) = (field(value, "booking"), field(value, "document"));
    Some(BookingAnswer {
        booking: BookingSummary {
            id: text(&booking, "id")?,
            reference: text(&booking, "reference")?,
            status: text(&booking, "status")?,
            service: text(&booking, "service")?,
            resource: text(&booking, "resource")?,
            starts_at: text(&booking, "starts_at")?,
            ends_at: text(&booking, "ends_at")?,
            time_zone: text(&booking, "time_zone")?,
        },
        document: if document.is_null() { None } else { Some(document_summary(&document)?) },
        manage_url: text(value, "manage_url")?,
        calendar_url: text(value, "calendar_url")?,
    })
}

fn document_summary(document: &JsValue) -> Option<DocumentSummary> {
    Some(DocumentSummary {
        kind: document_kind(document)?,
        number: text(document, "number")?,
        issue_date: text(document, "issue_date")?,
        due_date: text(document, "due_date"),
        valid_until: text(document, "valid_until"),
        currency: text(document, "currency")?,
        total_without_vat: text(document, "total_without_vat")?,
        vat_total: text(document, "vat_total")?,
        total_with_vat: text(document, "total_with_vat")?,
        amount_due: text(document, "amount_due")?,
        url: text(document, "url")?,
        pdf_url: text(document, "pdf_url")?,
    })
}

/// A problem; none when the answer is not one.
pub fn refusal(value: &JsValue) -> Option<Refusal> {
    let name = text(value, "code")?;
    let items = list(value, "errors", |item| {
        Some(ProblemItem {
            pointer: text(item, "pointer")?,
            code: text(item, "code").unwrap_or_default(),
            detail: text(item, "detail").unwrap_or_default(),
        })
    });
    let code = Code::deserialize(IntoDeserializer::<Error>::into_deserializer(name.as_str())).ok()?;
    Some(Refusal { code, name, items: items.unwrap_or_default() })
}

/// An object that is built field by field.
pub struct Json(Object);

impl Json {
    /// Without fields.
    pub fn object() -> Self {
        Self(Object::new())
    }

    /// With one more field.
    pub fn with(self, key: &str, value: impl Into<JsValue>) -> Self {
        // Setting a field of a plain object cannot fail.
        let _ = Reflect::set(&self.0, &JsValue::from_str(key), &value.into());
        self
    }

    /// With a field that says that there is nothing.
    pub fn with_null(self, key: &str) -> Self {
        self.with(key, JsValue::NULL)
    }

    /// With a text, unless there is none.
    pub fn text(self, key: &str, value: Option<&str>) -> Self {
        match value {
            Some(value) => self.with(key, value),
            None => self,
        }
    }
}

impl From<Json> for JsValue {
    fn from(json: Json) -> Self {
        json.0.into()
    }
}

/// The body of `PUT /api/v1/{tenant}/bookings/{uuid}`.
pub fn put_booking(request: &PutBooking) -> JsValue {
    let person = &request.customer;
    let mut customer = Json::object()
        .with("name", person.name.as_str())
        .with("email", person.email.as_str())
        .text("phone", person.phone.as_deref());
    if let Some(company) = &person.company {
        let fields =
            Json::object().with("name", company.name.as_str()).text("vat_number", company.vat_number.as_deref());
        customer = customer.with("company", fields);
    }
    if let Some(address) = &person.address {
        let fields = Json::object()
            .with("street", address.street.as_str())
            .with("postal_code", address.postal_code.as_str())
            .with("city", address.city.as_str())
            .with("country", address.country.as_str());
        customer = customer.with("address", fields);
    }
    Json::object()
        .with("service", request.service.as_str())
        .with("starts_at", request.starts_at.as_str())
        .text("resource", request.resource.as_deref())
        .with("customer", customer)
        .text("notes", request.notes.as_deref())
        .text("locale", request.locale.as_deref())
        .into()
}
