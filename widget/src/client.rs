//! The widget's talk with the API: two requests, and the id that makes the second one safe to repeat.

use crate::{
    attempt::{Attempt, booking_id},
    browser, json,
};
use js_sys::{Date, encode_uri_component};
use shared::api::{BookingAnswer, Code, ProblemItem, PutBooking, SlotList};
use wasm_bindgen::JsValue;

/// Why there is no answer.
#[derive(Clone, Debug)]
pub enum Failure {
    /// No answer came, or not one of ours: whether the request took effect is unknown.
    Unreached,
    /// The server answered with a problem.
    Refused(Refusal),
}

/// What a problem says to a client.
#[derive(Clone, Debug)]
pub struct Refusal {
    /// Stable code.
    pub code: Code,
    /// The code as it travels.
    pub name: String,
    /// The refused fields.
    pub items: Vec<ProblemItem>,
}

/// Where a tenant's API is.
#[derive(Clone, Debug)]
pub struct Client {
    base: String,
    tenant: String,
}

impl Client {
    /// A client of a tenant below the API's base address, which ends with a slash.
    pub fn new(api: &str, tenant: String) -> Self {
        let mut base = String::from(api);
        base.push_str("api/v1/");
        push_escaped(&mut base, &tenant);
        Self { base, tenant }
    }

    /// The free starts of a service between two civil dates, both included.
    pub async fn slots(
        &self,
        service: &str,
        resource: Option<&str>,
        from: &str,
        to: &str,
    ) -> Result<SlotList, Failure> {
        let mut url = self.base.clone();
        let query =
            [("/slots?service=", Some(service)), ("&from=", Some(from)), ("&to=", Some(to)), ("&resource=", resource)];
        for (key, value) in query {
            if let Some(value) = value {
                url.push_str(key);
                push_escaped(&mut url, value);
            }
        }
        let body = send("GET", &url, &JsValue::UNDEFINED).await?;
        json::slot_list(&body).ok_or(Failure::Unreached)
    }

    /// Books. The same id with the same request is answered alike, however often it is sent.
    pub async fn put_booking(&self, id: &str, request: &PutBooking) -> Result<BookingAnswer, Failure> {
        let mut url = self.base.clone();
        url.push_str("/bookings/");
        url.push_str(id);
        let body = send("PUT", &url, &json::put_booking(request)).await?;
        json::booking_answer(&body).ok_or(Failure::Unreached)
    }

    /// The attempt of this tab that was never answered, if there is one.
    pub fn recall_attempt(&self) -> Option<Attempt> {
        Attempt::parse(&browser::recall(&self.key()))
    }

    /// Stores the attempt; this comes before it is sent.
    pub fn remember_attempt(&self, attempt: &Attempt) {
        browser::remember(&self.key(), &attempt.text());
    }

    /// The attempt was answered for good.
    pub fn forget_attempt(&self) {
        browser::remember(&self.key(), "");
    }

    fn key(&self) -> String {
        ["bookslip", &self.tenant].join(":")
    }
}

/// A new id for a booking.
pub fn fresh_id() -> String {
    let random = browser::random_bytes(10).try_into().unwrap_or_default();
    // Milliseconds since 1970 are a whole number far below 2^53.
    booking_id(Date::now() as u64, random)
}

async fn send(method: &str, url: &str, body: &JsValue) -> Result<JsValue, Failure> {
    let answer = browser::request(method, url, body).await.map_err(|_| Failure::Unreached)?;
    let status = json::field(&answer, "status").as_f64().unwrap_or_default();
    let body = json::field(&answer, "body");
    if (200.0..300.0).contains(&status) {
        return Ok(body);
    }
    Err(json::refusal(&body).map_or(Failure::Unreached, Failure::Refused))
}

fn push_escaped(url: &mut String, text: &str) {
    url.push_str(&String::from(encode_uri_component(text)));
}
