//! The widget's talk with the API: two requests, and the id that makes the second one safe to repeat.

use crate::{
    attempt::{Attempt, booking_id},
    browser,
    cause::Cause,
    json,
};
use gloo_net::http::{Method, RequestBuilder};
use js_sys::{Date, JSON, Promise, encode_uri_component};
use shared::api::{BookingAnswer, Code, ProblemItem, PutBooking, SlotList};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, RequestCredentials};

/// Milliseconds after which an answer is no longer waited for.
const PATIENCE: u32 = 20_000;

/// Why there is no answer.
#[derive(Clone, Debug)]
pub enum Failure {
    /// No answer came, or not one of ours: whether the request took effect is unknown.
    Unreached(Cause),
    /// The server answered with a problem.
    Refused(Refusal),
}

impl Failure {
    /// Who can do something about it.
    pub const fn cause(&self) -> Cause {
        match self {
            Self::Unreached(cause) => *cause,
            Self::Refused(refusal) => Cause::of_problem(refusal.code),
        }
    }
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
        let body = send(Method::GET, &url, None).await?;
        json::slot_list(&body).ok_or(Failure::Unreached(Cause::Ours))
    }

    /// Books. The same id with the same request is answered alike, however often it is sent.
    pub async fn put_booking(&self, id: &str, request: &PutBooking) -> Result<BookingAnswer, Failure> {
        let mut url = self.base.clone();
        url.push_str("/bookings/");
        url.push_str(id);
        let body = send(Method::PUT, &url, Some(&json::put_booking(request))).await?;
        json::booking_answer(&body).ok_or(Failure::Unreached(Cause::Ours))
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

/// The times that the loader asked for while the widget was still on its way.
///
/// # Errors
/// As those of [`Client::slots`].
pub async fn early_slots(answer: Promise) -> Result<SlotList, Failure> {
    let answer = JsFuture::from(answer).await.map_err(|_| Failure::Unreached(Cause::Connection))?;
    // The status is a small whole number.
    let status = json::field(&answer, "status").as_f64().unwrap_or_default() as u16;
    let body = judge(status, json::field(&answer, "body"))?;
    json::slot_list(&body).ok_or(Failure::Unreached(Cause::Ours))
}

async fn send(method: Method, url: &str, body: Option<&JsValue>) -> Result<JsValue, Failure> {
    let unreached = |_| Failure::Unreached(Cause::Connection);
    let signal = AbortSignal::timeout_with_u32(PATIENCE);
    let request =
        RequestBuilder::new(url).method(method).credentials(RequestCredentials::Omit).abort_signal(Some(&signal));
    let request = match body.and_then(|body| JSON::stringify(body).ok()) {
        Some(text) => request.header("content-type", "application/json").body(text),
        None => request.build(),
    };
    let answer = request.map_err(unreached)?.send().await.map_err(unreached)?;
    let text = answer.text().await.map_err(unreached)?;
    judge(answer.status(), JSON::parse(&text).unwrap_or(JsValue::NULL))
}

/// The body of a good answer; a body that is not JSON is null.
fn judge(status: u16, body: JsValue) -> Result<JsValue, Failure> {
    match status {
        200..300 => Ok(body),
        _ => Err(json::refusal(&body).map_or(Failure::Unreached(Cause::of_status(status)), Failure::Refused)),
    }
}

fn push_escaped(url: &mut String, text: &str) {
    url.push_str(&String::from(encode_uri_component(text)));
}
