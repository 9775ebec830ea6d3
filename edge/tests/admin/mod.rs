//! An admin of the dashboard, for tests: signed in, over https, with two tenants.
#![allow(dead_code, reason = "each test file uses its own part")]

use std::sync::Arc;

use axum::body::Body;
use edge::platform::{
    database::{BatchAnswer, BoxFuture, Database, DatabaseError, Statement},
    digest::sha256,
};

use crate::support::{Answer, Faulty, TestApp, booking, id, request};

/// Lets every other request go first before each batch, so that all have read before one writes.
pub struct Interleaved(pub Arc<Faulty>);

impl Database for Interleaved {
    fn batch(&self, statements: Vec<Statement>) -> BoxFuture<'_, Result<BatchAnswer, DatabaseError>> {
        Box::pin(async move {
            tokio::task::yield_now().await;
            self.0.batch(statements).await
        })
    }
}

/// Tuesday 1 December 2026, 09:00 in Brussels.
pub const TUESDAY_9: &str = "2026-12-01T08:00:00Z";
/// The content type of a form.
pub const FORM: &str = "application/x-www-form-urlencoded";

/// A test app reached over https, with a key per tenant.
pub fn app() -> TestApp {
    let mut app = TestApp::new();
    app.ports.public_url = Some("https://book.test".to_owned());
    for tenant in ["demo", "other"] {
        let hash = sha256(format!("bsk_{tenant}"));
        app.sql(&format!(
            "INSERT INTO admin_key (tenant_id, key_hash, label, created_at) VALUES ('{tenant}', '{hash}', 'test', '2026-11-01T00:00:00Z')"
        ));
    }
    app
}

pub async fn try_sign_in(app: &TestApp, key: &str, address: &str) -> Answer {
    app.post_form("/admin/login", &format!("key={key}"), &[("cf-connecting-ip", address)]).await
}

/// Signs in and answers the cookie.
pub async fn sign_in(app: &TestApp, tenant: &str) -> String {
    let answer = try_sign_in(app, &format!("bsk_{tenant}"), "203.0.113.1").await;
    assert_eq!((answer.status.as_u16(), answer.header("location")), (303, Some("/admin")), "{}", answer.text());
    let cookie = answer.header("set-cookie").unwrap();
    cookie.split(';').next().unwrap().to_owned()
}

/// An admin of one tenant.
pub struct Admin<'a> {
    pub app: &'a TestApp,
    pub cookie: String,
}

impl<'a> Admin<'a> {
    pub async fn of(app: &'a TestApp, tenant: &str) -> Self {
        Self { app, cookie: sign_in(app, tenant).await }
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.app.get_with(path, &[("cookie", &self.cookie)]).await
    }

    pub async fn page(&self, path: &str) -> String {
        let answer = self.get(path).await;
        assert_eq!(answer.status, 200, "{path}: {}", answer.text());
        answer.text()
    }

    pub async fn post(&self, path: &str, form: &str) -> Answer {
        self.app.post_form(path, form, &[("cookie", &self.cookie)]).await
    }

    /// POST of a form with files: each with the name of its field, its own name and its content.
    pub async fn post_files(&self, path: &str, texts: &[(&str, &str)], files: &[(&str, &str, &[u8])]) -> Answer {
        let mut body = Vec::new();
        for (name, text) in texts {
            body.extend_from_slice(
                format!("--part\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{text}\r\n").as_bytes(),
            );
        }
        for (field, name, content) in files {
            let head =
                format!("--part\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\n\r\n");
            body.extend_from_slice(&[head.as_bytes(), content, b"\r\n"].concat());
        }
        body.extend_from_slice(b"--part--\r\n");
        let headers = [
            ("cookie", self.cookie.as_str()),
            ("sec-fetch-site", "same-origin"),
            ("content-type", "multipart/form-data; boundary=part"),
        ];
        self.app.send(request("POST", path, &headers, Body::from(body))).await
    }

    /// The settings version that a form shows.
    pub async fn version(&self) -> i64 {
        self.app.count("SELECT settings_version FROM tenant WHERE id = 'demo'").await
    }
}

pub fn to(answer: &Answer) -> (u16, &str) {
    (answer.status.as_u16(), answer.header("location").unwrap_or_default())
}

pub async fn quote(app: &TestApp, n: u32, starts_at: &str) -> String {
    app.sql("UPDATE tenant SET auto_invoice = 0, settings_version = settings_version + 1 WHERE id = 'demo'");
    let answer = app.book("demo", &id(n), &booking(starts_at)).await;
    assert_eq!(answer.json()["document"]["kind"], "quote", "{}", answer.text());
    id(n)
}

/// Every address of the dashboard that shows or changes something of a tenant.
pub fn routes(booking: &str, document: &str) -> Vec<(&'static str, String)> {
    let mut routes = vec![("POST", "/admin/logout".to_owned())];
    for path in [
        "/admin",
        "/admin/bookings",
        "/admin/invoices",
        "/admin/invoices/new",
        "/admin/quotes/new",
        "/admin/drafts",
        "/admin/invoices.csv",
        "/admin/invoices.zip",
        "/admin/credit-notes",
        "/admin/quotes",
        "/admin/contacts",
        "/admin/contacts/new",
        "/admin/settings/flags",
        "/admin/settings/payment-terms",
        "/admin/settings/allowed-origins",
        "/admin/settings/cash-discount",
        "/admin/settings/company-details",
        "/admin/settings/layout",
        "/admin/settings/layout/preview",
        "/admin/settings/layout/reset",
        "/admin/settings/sales-conditions",
        "/admin/settings/embed",
        "/admin/settings/sending",
        "/admin/settings/failed-work",
    ] {
        routes.push(("GET", path.to_owned()));
    }
    for path in [
        "/admin/settings/flags",
        "/admin/settings/payment-terms",
        "/admin/settings/allowed-origins",
        "/admin/settings/cash-discount",
        "/admin/settings/company-details",
        "/admin/settings/layout",
        "/admin/settings/layout/preview",
        "/admin/settings/layout/reset",
        "/admin/settings/sales-conditions",
        "/admin/settings/sending",
        "/admin/settings/failed-work",
    ] {
        routes.push(("POST", path.to_owned()));
    }
    let (item, code) = ("/admin/items/01936d5e-7c3a-7b1e-8f2a-0000000000a1", "/admin/settings/vat-codes/21/1996-01-01");
    for path in ["/admin/items/add", item, "/admin/settings/vat-codes/add", code] {
        routes.push(("GET", path.to_owned()));
        routes.push(("POST", path.to_owned()));
    }
    for path in ["/admin/settings/reminders", "/admin/settings/email-templates/invoice/fr"] {
        routes.push(("GET", path.to_owned()));
        routes.push(("POST", path.to_owned()));
    }
    routes.push(("GET", "/admin/settings/email-templates".to_owned()));
    routes.push(("POST", "/admin/settings/email-templates/invoice/fr/test".to_owned()));
    routes.push(("GET", "/admin/items".to_owned()));
    routes.push(("GET", "/admin/settings/vat-codes".to_owned()));
    routes.push(("POST", format!("{item}/archive")));
    routes.push(("POST", format!("{code}/remove")));
    routes.push(("GET", format!("/admin/bookings/{booking}")));
    routes.push(("GET", format!("/admin/documents/{document}")));
    routes.push(("GET", format!("/admin/documents/{document}/ubl")));
    routes.push(("GET", format!("/admin/documents/{document}/e-invoice")));
    routes.push(("GET", format!("/admin/documents/{document}/attachments/1")));
    routes.push(("GET", format!("/admin/documents/{document}/sales-conditions")));
    for method in ["GET", "POST"] {
        routes.push((method, format!("/admin/documents/{document}/credit-note")));
        routes.push((method, format!("/admin/documents/{document}/record-payment")));
        for action in ["send", "generate-invoice", "prepayment", "answer", "withdraw"] {
            routes.push((method, format!("/admin/documents/{document}/{action}")));
        }
    }
    routes.push(("GET", format!("/admin/drafts/{document}")));
    routes.push(("GET", format!("/admin/drafts/{document}/preview")));
    routes.push(("GET", format!("/admin/drafts/{document}/pdf")));
    for beside in ["contact", "items"] {
        routes.push(("GET", format!("/admin/drafts/{document}/{beside}")));
        routes.push(("POST", format!("/admin/drafts/{document}/{beside}")));
    }
    for (method, rest) in [("GET", "attachments"), ("POST", "attachments"), ("POST", "attachments/0/remove")] {
        routes.push((method, format!("/admin/drafts/{document}/{rest}")));
    }
    // A webhook's id has the form of a booking's.
    let (hooks, hook) = ("/admin/settings/webhooks", format!("/admin/settings/webhooks/{booking}"));
    for path in [
        hooks.to_owned(),
        format!("{hooks}/add"),
        hook.clone(),
        format!("{hook}/messages/msg_a"),
        format!("{hook}/edit"),
    ] {
        routes.push(("GET", path));
    }
    for path in [
        format!("{hooks}/add"),
        format!("{hook}/edit"),
        format!("{hook}/secret"),
        format!("{hook}/state"),
        format!("{hook}/test"),
    ] {
        routes.push(("POST", path));
    }
    routes.push(("POST", format!("{hook}/messages/msg_a/redeliver")));
    for action in ["generate-invoice", "move", "cancel"] {
        routes.push(("GET", format!("/admin/bookings/{booking}/{action}")));
        routes.push(("POST", format!("/admin/bookings/{booking}/{action}")));
    }
    routes
}
