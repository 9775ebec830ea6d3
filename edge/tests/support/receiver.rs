//! A tenant's webhooks, and who receives what they tell.

use std::sync::{Arc, Mutex};

use base64::{Engine, engine::general_purpose::STANDARD};
use edge::{
    native::ScriptedHttp,
    platform::ports::{HttpError, IncomingResponse, OutgoingRequest},
    work::outbox::run_tenant,
};
use hmac::{Hmac, KeyInit, Mac};
use http::{HeaderMap, HeaderValue};
use jiff::SignedDuration;
use serde_json::Value as Json;
use sha2::Sha256;
use shared::id::TenantId;

use super::{Answer, TestApp};
use crate::admin::{Admin, app, to};
/// The id of the first webhook of every test.
pub const HOOK: &str = "01936d5e-7c3a-7b1e-8f2a-00000000aa01";
pub const URL: &str = "https://hooks.example.com/in";
pub const PATH: &str = "/admin/settings/webhooks";

/// What the receiver does next; the last one goes on for ever.
#[derive(Clone, Debug)]
pub enum Does {
    Answers(u16, &'static str),
    AsksToWait(u16, &'static str),
    Hangs,
    NeverEnds,
}

/// A resolver and a receiver.
pub struct World {
    pub app: TestApp,
    plan: Arc<Mutex<Vec<Does>>>,
    pub address: Arc<Mutex<[u8; 4]>>,
    pub http: Arc<ScriptedHttp>,
}

impl World {
    pub fn new() -> Self {
        let plan = Arc::new(Mutex::new(vec![Does::Answers(204, "")]));
        let address = Arc::new(Mutex::new([93, 184, 216, 34]));
        let (next, leads_to) = (plan.clone(), address.clone());
        let http = Arc::new(ScriptedHttp::new(move |request| {
            if request.url.ends_with("/dns-query") {
                return Ok(response(200, &dns_answer(&request.body, *leads_to.lock().unwrap()), HeaderMap::new()));
            }
            let does = {
                let mut plan = next.lock().unwrap();
                if plan.len() > 1 { plan.remove(0) } else { plan[0].clone() }
            };
            match does {
                Does::Answers(status, text) => Ok(response(status, text.as_bytes(), HeaderMap::new())),
                Does::AsksToWait(status, wait) => {
                    let headers = HeaderMap::from_iter([(http::header::RETRY_AFTER, HeaderValue::from_static(wait))]);
                    Ok(response(status, b"", headers))
                }
                Does::Hangs => Err(HttpError::Unanswered("nothing within 10 s".to_owned())),
                Does::NeverEnds => Err(HttpError::TooLarge),
            }
        }));
        let mut app = app();
        app.ports.http = http.clone();
        Self { app, plan, address, http }
    }

    pub fn receiver(&self, plan: impl IntoIterator<Item = Does>) {
        *self.plan.lock().unwrap() = plan.into_iter().collect();
    }

    /// Does what is due for `demo`.
    pub async fn work(&self) {
        run_tenant(&self.app.background(), &TenantId::new("demo")).await.unwrap();
    }

    pub fn wait(&self, span: SignedDuration) {
        self.app.clock.set(self.app.background().now() + span);
    }

    /// What the receiver got.
    pub fn calls(&self) -> Vec<OutgoingRequest> {
        self.http.sent.lock().unwrap().iter().filter(|sent| !sent.url.ends_with("/dns-query")).cloned().collect()
    }

    pub async fn states(&self) -> Vec<Json> {
        let sql = "SELECT state, attempts, status, answer FROM webhook_delivery WHERE tenant_id = 'demo' ORDER BY created_at, message_id";
        self.app.rows(sql).await
    }
}

fn response(status: u16, body: &[u8], headers: HeaderMap) -> IncomingResponse {
    IncomingResponse { status, headers, body: body.to_vec() }
}

/// The answer to a question for an IPv4 address; none of any other kind.
fn dns_answer(question: &[u8], address: [u8; 4]) -> Vec<u8> {
    let is_a = question[question.len() - 4..] == [0, 1, 0, 1];
    let mut answer = question.to_vec();
    answer[2] |= 0x80;
    answer[7] = u8::from(is_a);
    if is_a {
        answer.extend([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4]);
        answer.extend(address);
    }
    answer
}

pub fn form(hook: &str, url: &str, events: &[&str]) -> String {
    let checked: String = events.iter().map(|event| format!("&{event}=on")).collect();
    format!("id={hook}&url={url}&description=CRM{checked}")
}

pub async fn add(admin: &Admin<'_>, hook: &str, events: &[&str]) -> Answer {
    let answer = admin.post(&format!("{PATH}/add"), &form(hook, URL, events)).await;
    assert_eq!(to(&answer), (303, format!("{PATH}/{hook}?done=added").as_str()), "{}", answer.text());
    answer
}

/// The secret on a webhook's page.
pub async fn secret(admin: &Admin<'_>, hook: &str) -> Option<String> {
    let page = admin.page(&format!("{PATH}/{hook}")).await;
    page.split("whsec_").nth(1).map(|rest| rest.split('<').next().unwrap().to_owned())
}

pub fn header<'a>(call: &'a OutgoingRequest, name: &str) -> &'a str {
    &call.headers.iter().find(|(known, _)| known == name).unwrap().1
}

/// Whether one of the signatures of a call is by this secret, checked without the code under test.
pub fn is_signed_by(call: &OutgoingRequest, secret: &str) -> bool {
    let mut mac = Hmac::<Sha256>::new_from_slice(&STANDARD.decode(secret).unwrap()).unwrap();
    mac.update(header(call, "webhook-id").as_bytes());
    mac.update(b".");
    mac.update(header(call, "webhook-timestamp").as_bytes());
    mac.update(b".");
    mac.update(&call.body);
    let expected = format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes()));
    header(call, "webhook-signature").split(' ').any(|signature| signature == expected)
}

pub fn payload(call: &OutgoingRequest) -> Json {
    serde_json::from_slice(&call.body).unwrap()
}
