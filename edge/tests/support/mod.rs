//! The whole router over SQLite in memory, with two tenants and a scripted clock.
#![allow(dead_code, reason = "each test file uses its own part")]

pub mod network;
pub mod pdf;
pub mod receiver;
pub mod recommand;

use std::sync::{Arc, Mutex};

use axum::{body::Body, response::Response};
use edge::{
    app::{App, Ports},
    native::{self, MemoryLog, ScriptedClock},
    platform::{
        database::{BatchAnswer, BoxFuture, Database, DatabaseError, Statement, Value},
        sqlite::Sqlite,
    },
    router,
};
use http::{HeaderMap, Request, StatusCode};
use serde_json::{Value as Json, json};

/// Monday 30 November 2026, 09:00 in Brussels.
pub const NOW: &str = "2026-11-30T08:00:00Z";
/// A site that both tenants allow.
pub const SITE: &str = "https://www.site.example";
/// Where the router is reached.
pub const BASE: &str = "http://book.test";
/// Where links lead to when it is reached over https.
pub const SECURE_BASE: &str = "https://book.test";

const LINK_KEY: &str = "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWY";

/// A fault to inject into the next batches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The batch never reaches the database.
    LostBefore,
    /// The batch is stored, but its answer is lost.
    LostAfter,
}

/// The database with faults.
pub struct Faulty {
    inner: Sqlite,
    /// Faults of the next batches, in order; none means that a batch goes through.
    pub plan: Mutex<Vec<Option<Fault>>>,
}

impl Database for Faulty {
    fn batch(&self, statements: Vec<Statement>) -> BoxFuture<'_, Result<BatchAnswer, DatabaseError>> {
        Box::pin(async move {
            let fault = {
                let mut plan = self.plan.lock().unwrap();
                if plan.is_empty() { None } else { plan.remove(0) }
            };
            match fault {
                Some(Fault::LostBefore) => Err(DatabaseError::Unavailable),
                Some(Fault::LostAfter) => {
                    self.inner.batch(statements).await?;
                    Err(DatabaseError::Unavailable)
                }
                None => self.inner.batch(statements).await,
            }
        })
    }
}

/// The product, natively.
pub struct TestApp {
    pub ports: Ports,
    pub clock: Arc<ScriptedClock>,
    pub log: Arc<MemoryLog>,
    pub database: Arc<Faulty>,
}

/// An answer, read to its end.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub bytes: Vec<u8>,
}

impl Answer {
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    pub fn json(&self) -> Json {
        serde_json::from_slice(&self.bytes).unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }

    /// Status and problem code, to compare in one line.
    pub fn problem(&self) -> (u16, String) {
        (self.status.as_u16(), self.json()["code"].as_str().unwrap_or_default().to_owned())
    }
}

impl TestApp {
    /// Two tenants, `demo` and `other`, with the same services and the same ids.
    pub fn new() -> Self {
        let sqlite = Sqlite::in_memory().unwrap();
        let demo = include_str!("../../demo/demo_tenant.sql");
        sqlite.execute_script(demo).unwrap();
        let other = demo.replace("'demo'", "'other'").replace("Helder Schoonmaak", "Andere Klus");
        sqlite.execute_script(&other).unwrap();
        for tenant in ["demo", "other"] {
            sqlite
                .execute_script(&format!(
                    "INSERT INTO allowed_origin (tenant_id, origin) VALUES ('{tenant}', '{SITE}')"
                ))
                .unwrap();
        }
        let database = Arc::new(Faulty { inner: sqlite, plan: Mutex::default() });
        let clock = Arc::new(ScriptedClock::at(NOW.parse().unwrap()));
        let log = Arc::new(MemoryLog::default());
        let ports = native::ports(database.clone(), clock.clone(), log.clone(), LINK_KEY).unwrap();
        Self { ports, clock, log, database }
    }

    /// What the queue's consumer and the sweep work with.
    pub fn background(&self) -> App {
        App::new(self.ports.clone(), String::new())
    }

    /// Sets the plan of faults of the next batches.
    pub fn inject(&self, plan: impl IntoIterator<Item = Option<Fault>>) {
        *self.database.plan.lock().unwrap() = plan.into_iter().collect();
    }

    /// Runs SQL beside the router, such as a change of settings by somebody else.
    pub fn sql(&self, sql: &str) {
        self.database.inner.execute_script(sql).unwrap();
    }

    /// What the schema says to SQL that it refuses.
    pub fn refusal(&self, sql: &str) -> String {
        self.database.inner.execute_script(sql).unwrap_err().to_string()
    }

    /// Rows of a query.
    pub async fn rows(&self, sql: &'static str) -> Vec<Json> {
        self.rows_with(sql, []).await
    }

    /// Rows of a query with values.
    pub async fn rows_with(&self, sql: &'static str, values: impl IntoIterator<Item = Value>) -> Vec<Json> {
        self.database.inner.batch(vec![Statement::new(sql, values)]).await.unwrap().rows.remove(0).0
    }

    /// The single number that a query answers.
    pub async fn count(&self, sql: &'static str) -> i64 {
        self.rows(sql).await[0].as_object().unwrap().values().next().unwrap().as_i64().unwrap()
    }

    /// Sends a request.
    pub async fn send(&self, request: Request<Body>) -> Answer {
        let response: Response = router::handle(&self.ports, request).await;
        let (parts, body) = response.into_parts();
        let bytes = axum::body::to_bytes(body, usize::MAX).await.unwrap().to_vec();
        Answer { status: parts.status, headers: parts.headers, bytes }
    }

    /// GET of a path or of an absolute address below [`BASE`].
    pub async fn get(&self, path: &str) -> Answer {
        self.get_with(path, &[]).await
    }

    /// GET with headers.
    pub async fn get_with(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        self.send(request("GET", path, headers, Body::empty())).await
    }

    /// POST of a form from our own page.
    pub async fn post_form(&self, path: &str, form: &str, headers: &[(&str, &str)]) -> Answer {
        let own = [("content-type", "application/x-www-form-urlencoded"), ("sec-fetch-site", "same-origin")];
        let headers: Vec<(&str, &str)> = own.iter().chain(headers).copied().collect();
        self.send(request("POST", path, &headers, Body::from(form.to_owned()))).await
    }

    /// PUT of a booking from the allowed site.
    pub async fn book(&self, tenant: &str, id: &str, body: &Json) -> Answer {
        let headers = [("content-type", "application/json"), ("origin", SITE)];
        self.send(request("PUT", &format!("/api/v1/{tenant}/bookings/{id}"), &headers, Body::from(body.to_string())))
            .await
    }

    /// The last log line.
    pub fn last_log(&self) -> Json {
        serde_json::from_str(self.log.0.lock().unwrap().last().unwrap()).unwrap()
    }
}

/// A request to a path or to an absolute address below [`BASE`].
pub fn request(method: &str, path: &str, headers: &[(&str, &str)], body: Body) -> Request<Body> {
    let path = path.strip_prefix(BASE).or_else(|| path.strip_prefix(SECURE_BASE)).unwrap_or(path);
    let mut builder = Request::builder().method(method).uri(format!("{BASE}{path}")).header("host", "book.test");
    for (name, value) in headers {
        builder = builder.header(*name, *value);
    }
    builder.body(body).unwrap()
}

/// The id of the n-th booking.
pub fn id(n: u32) -> String {
    format!("01936d5e-7c3a-7b1e-8f2a-{n:012x}")
}

/// A booking of home cleaning by a private person.
pub fn booking(starts_at: &str) -> Json {
    json!({
        "service": "home-cleaning",
        "starts_at": starts_at,
        "customer": { "name": "An Peeters", "email": "an@example.com" }
    })
}
