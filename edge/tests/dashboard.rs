//! The dashboard over the whole router: sign-in, what each page shows, what each form does, and never another tenant.

mod support;

use std::{sync::Arc, time::Duration};

use axum::body::Body;
use edge::{
    auth::sha256,
    db::{BatchAnswer, BoxFuture, Database, DatabaseError, Statement},
};
use serde_json::json;
use support::{Answer, Faulty, TestApp, booking, id, request};

const TUESDAY_9: &str = "2026-12-01T08:00:00Z";
const FORM: &str = "application/x-www-form-urlencoded";

/// A test app reached over https, with a key per tenant.
fn app() -> TestApp {
    let mut app = TestApp::new();
    app.ports.public_url = Some("https://book.test".to_owned());
    for tenant in ["demo", "other"] {
        let hash = sha256(&format!("bsk_{tenant}"));
        app.sql(&format!(
            "INSERT INTO admin_key (tenant_id, key_hash, label, created_at) VALUES ('{tenant}', '{hash}', 'test', '2026-11-01T00:00:00Z')"
        ));
    }
    app
}

async fn try_sign_in(app: &TestApp, key: &str, address: &str) -> Answer {
    app.post_form("/admin/login", &format!("key={key}"), &[("cf-connecting-ip", address)]).await
}

/// Signs in and answers the cookie.
async fn sign_in(app: &TestApp, tenant: &str) -> String {
    let answer = try_sign_in(app, &format!("bsk_{tenant}"), "203.0.113.1").await;
    assert_eq!((answer.status.as_u16(), answer.header("location")), (303, Some("/admin")), "{}", answer.text());
    let cookie = answer.header("set-cookie").unwrap();
    cookie.split(';').next().unwrap().to_owned()
}

/// An admin of one tenant.
struct Admin<'a> {
    app: &'a TestApp,
    cookie: String,
}

impl<'a> Admin<'a> {
    async fn of(app: &'a TestApp, tenant: &str) -> Self {
        Self { app, cookie: sign_in(app, tenant).await }
    }

    async fn get(&self, path: &str) -> Answer {
        self.app.get_with(path, &[("cookie", &self.cookie)]).await
    }

    async fn page(&self, path: &str) -> String {
        let answer = self.get(path).await;
        assert_eq!(answer.status, 200, "{path}: {}", answer.text());
        answer.text()
    }

    async fn post(&self, path: &str, form: &str) -> Answer {
        self.app.post_form(path, form, &[("cookie", &self.cookie)]).await
    }

    /// The settings version that a form shows.
    async fn version(&self) -> i64 {
        self.app.count("SELECT settings_version FROM tenant WHERE id = 'demo'").await
    }
}

fn to(answer: &Answer) -> (u16, &str) {
    (answer.status.as_u16(), answer.header("location").unwrap_or_default())
}

async fn quote(app: &TestApp, n: u32, starts_at: &str) -> String {
    app.sql("UPDATE tenant SET auto_invoice = 0, settings_version = settings_version + 1 WHERE id = 'demo'");
    let answer = app.book("demo", &id(n), &booking(starts_at)).await;
    assert_eq!(answer.json()["document"]["kind"], "quote", "{}", answer.text());
    id(n)
}

/// Every address of the dashboard that shows or changes something of a tenant.
fn routes(booking: &str, document: &str) -> Vec<(&'static str, String)> {
    let mut routes = vec![("POST", "/admin/logout".to_owned())];
    for path in [
        "/admin",
        "/admin/bookings",
        "/admin/invoices",
        "/admin/quotes",
        "/admin/settings/flags",
        "/admin/settings/payment-terms",
        "/admin/settings/allowed-origins",
        "/admin/settings/embed",
    ] {
        routes.push(("GET", path.to_owned()));
    }
    for path in ["/admin/settings/flags", "/admin/settings/payment-terms", "/admin/settings/allowed-origins"] {
        routes.push(("POST", path.to_owned()));
    }
    routes.push(("GET", format!("/admin/bookings/{booking}")));
    routes.push(("GET", format!("/admin/documents/{document}")));
    for action in ["generate-invoice", "cancel"] {
        routes.push(("GET", format!("/admin/bookings/{booking}/{action}")));
        routes.push(("POST", format!("/admin/bookings/{booking}/{action}")));
    }
    routes
}

#[tokio::test]
async fn without_a_session_every_page_leads_to_sign_in() {
    let app = app();
    let old = Admin::of(&app, "demo").await;
    old.post("/admin/logout", "").await;
    for (method, path) in routes(&id(1), "doc") {
        for cookie in ["", "__Host-session=AAAA", old.cookie.as_str()] {
            let headers = [("cookie", cookie), ("sec-fetch-site", "same-origin"), ("content-type", FORM)];
            let answer = app.send(request(method, &path, &headers, Body::empty())).await;
            assert_eq!(answer.status, 303, "{method} {path}");
            let location = answer.header("location").unwrap();
            assert!(location.starts_with("/admin/login"), "{location}");
        }
    }
    let answer = app.get("/admin/bookings?span=past").await;
    assert_eq!(to(&answer), (303, "/admin/login?next=%2Fadmin%2Fbookings%3Fspan%3Dpast"));
}

#[tokio::test]
async fn a_right_key_opens_a_session_that_ends() {
    let app = app();
    let answer = try_sign_in(&app, "bsk_demo", "203.0.113.1").await;
    let cookie = answer.header("set-cookie").unwrap();
    assert!(cookie.starts_with("__Host-session=") && !cookie.contains("Domain"), "{cookie}");
    for part in ["Secure", "HttpOnly", "SameSite=Lax", "Path=/"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    let token = cookie.split(['=', ';']).nth(1).unwrap();
    let stored = app.rows("SELECT token_hash FROM session").await;
    assert_eq!(stored, [json!({ "token_hash": sha256(token) })]);

    let admin = Admin::of(&app, "demo").await;
    let start: jiff::Timestamp = support::NOW.parse().unwrap();
    let at = |hours: u64| app.clock.set(start + Duration::from_secs(hours * 3600));
    for hours in [7, 14, 21] {
        at(hours);
        assert_eq!(admin.get("/admin").await.status, 200, "used every seven hours, it lives at {hours}");
    }
    at(25);
    assert_eq!(admin.get("/admin").await.status, 303, "a day is the most");
    at(26);
    let idle = Admin::of(&app, "demo").await;
    at(35);
    assert_eq!(idle.get("/admin").await.status, 303, "nine idle hours end it");
}

#[tokio::test]
async fn ten_wrong_keys_in_a_minute_are_the_most() {
    let app = app();
    for attempt in 1..=10 {
        let answer = try_sign_in(&app, "bsk_wrong", "203.0.113.9").await;
        assert_eq!(answer.status, 422, "attempt {attempt}");
        assert!(answer.text().contains("This key is not valid"));
    }
    let answer = try_sign_in(&app, "bsk_wrong", "203.0.113.9").await;
    assert_eq!((answer.status.as_u16(), answer.header("retry-after")), (429, Some("60")));
    assert_eq!(try_sign_in(&app, "bsk_demo", "203.0.113.9").await.status, 429, "the right key waits too");
    assert_eq!(try_sign_in(&app, "bsk_demo", "203.0.113.10").await.status, 303, "another address does not");
    let start: jiff::Timestamp = support::NOW.parse().unwrap();
    app.clock.set(start + Duration::from_secs(60));
    assert_eq!(try_sign_in(&app, "bsk_demo", "203.0.113.9").await.status, 303, "after a minute it may");
    for row in app.rows("SELECT address_hash FROM sign_in_attempt").await {
        assert!(!row.to_string().contains("203.0.113"), "{row}");
    }
}

#[tokio::test]
async fn sign_in_returns_to_the_page_that_was_asked_for() {
    let app = app();
    for (next, location) in [
        ("%2Fadmin%2Fquotes%3Fstate%3Dopen", "/admin/quotes?state=open"),
        ("https%3A%2F%2Fevil.example%2Fadmin", "/admin"),
        ("%2F%2Fevil.example", "/admin"),
    ] {
        let answer = app.post_form("/admin/login", &format!("key=bsk_demo&next={next}"), &[]).await;
        assert_eq!(to(&answer), (303, location));
    }
}

#[tokio::test]
async fn a_form_of_another_site_is_refused_and_changes_nothing() {
    let app = app();
    let admin = Admin::of(&app, "demo").await;
    let quoted = quote(&app, 1, TUESDAY_9).await;
    let rows = "SELECT (SELECT count(*) FROM document) + (SELECT count(*) FROM session) + (SELECT settings_version FROM tenant WHERE id = 'demo')";
    let before = app.count(rows).await;
    let sites: [&[(&str, &str)]; 6] = [
        &[("sec-fetch-site", "cross-site")],
        &[("sec-fetch-site", "same-site")],
        &[("sec-fetch-site", "cross-site"), ("origin", "http://book.test")],
        &[("origin", "https://evil.example")],
        &[("origin", "null")],
        &[],
    ];
    for (method, path) in routes(&quoted, "doc").into_iter().filter(|(method, _)| *method == "POST") {
        for site in sites {
            let own = [("cookie", admin.cookie.as_str()), ("content-type", FORM)];
            let headers: Vec<_> = own.iter().chain(site).copied().collect();
            let answer = app.send(request(method, &path, &headers, Body::from("version=1"))).await;
            assert_eq!(answer.status, 403, "{path} {site:?}");
        }
    }
    assert_eq!(app.count(rows).await, before);
    let headers = [("content-type", FORM), ("origin", "https://book.test")];
    let answer = app.send(request("POST", "/admin/login", &headers, Body::from("key=bsk_demo"))).await;
    assert_eq!(answer.status, 303, "an older browser names our own host as origin");
}

#[tokio::test]
async fn another_tenants_things_do_not_exist() {
    let app = app();
    let theirs = quote(&app, 1, TUESDAY_9).await;
    let document = app.rows("SELECT id FROM document").await[0]["id"].as_str().unwrap().to_owned();
    let stranger = Admin::of(&app, "other").await;
    let tables = [
        "SELECT count(*) FROM document",
        "SELECT count(*) FROM quotation_outcome",
        "SELECT count(*) FROM booking WHERE status = 'cancelled'",
        "SELECT settings_version FROM tenant WHERE id = 'demo'",
        "SELECT count(*) FROM allowed_origin WHERE tenant_id = 'demo'",
    ];
    let mut before = Vec::new();
    for table in tables {
        before.push(app.count(table).await);
    }
    for (method, path) in routes(&theirs, &document) {
        let answer = if method == "GET" {
            stranger.get(&path).await
        } else if path.contains("logout") {
            continue;
        } else if path.contains("settings") {
            stranger.post(&path, "version=1&action=remove&origin=https%3A%2F%2Fwww.site.example").await
        } else {
            stranger.post(&path, "").await
        };
        let names_theirs = path.contains(&theirs) || path.contains(&document);
        assert_eq!(answer.status == 404, names_theirs, "{method} {path}: {}", answer.status);
        for word in ["An Peeters", "QUO-2026-0001", "Helder", &theirs, &document] {
            assert!(!answer.text().contains(word), "{method} {path} shows {word}");
        }
    }
    for (table, count) in tables.iter().zip(before) {
        assert_eq!(app.count(table).await, count, "{table}");
    }
}

#[tokio::test]
async fn a_booking_and_its_invoice_are_found() {
    let app = app();
    let mut body = booking(TUESDAY_9);
    body["customer"]["name"] = json!("<script>alert(1)</script> & Co");
    body["notes"] = json!("Ring \"twice\"");
    let answer = app.book("demo", &id(1), &body).await.json();
    let admin = Admin::of(&app, "demo").await;

    let list = admin.page("/admin/bookings").await;
    for text in ["&lt;script&gt;alert(1)&lt;/script&gt; &amp; Co", "Tue 1 December 2026, 09:00–11:00", "INV-2026-0001", "confirmed"] {
        assert!(list.contains(text), "{text}");
    }
    assert!(!list.contains("<script>alert"));

    let detail = admin.page(&format!("/admin/bookings/{}", id(1))).await;
    for text in ["Ring &quot;twice&quot;", "an@example.com", "INV-2026-0001", "Cancel booking"] {
        assert!(detail.contains(text), "{text}");
    }
    assert!(!detail.contains("Generate invoice"), "an invoice needs none");

    let document = app.rows("SELECT id FROM document").await[0]["id"].as_str().unwrap().to_owned();
    let page = admin.page(&format!("/admin/documents/{document}")).await;
    let path = |link: &serde_json::Value| link.as_str().unwrap().to_owned();
    for text in ["53.72", "11.28", "65.00", &path(&answer["document"]["url"]), &path(&answer["document"]["pdf_url"]), "+++"] {
        assert!(page.contains(text), "{text}");
    }
    let invoices = admin.page("/admin/invoices").await;
    assert!(invoices.contains("INV-2026-0001") && invoices.contains("65.00"));
}

#[tokio::test]
async fn a_quote_becomes_one_invoice() {
    let app = app();
    let booked = quote(&app, 1, TUESDAY_9).await;
    let admin = Admin::of(&app, "demo").await;
    assert!(admin.page(&format!("/admin/bookings/{booked}")).await.contains("Generate invoice"));

    let path = format!("/admin/bookings/{booked}/generate-invoice");
    let confirm = admin.page(&path).await;
    for text in ["The number is assigned when you save", "QUO-2026-0001", "Home cleaning", "65.00", "No payment"] {
        assert!(confirm.contains(text), "{text}");
    }
    let first = admin.post(&path, "").await;
    let (status, location) = to(&first);
    assert_eq!(status, 303);
    let invoice = location.strip_suffix("?done=generated").unwrap().to_owned();
    let page = admin.page(location).await;
    for text in ["Invoice INV-2026-0001", "The invoice is generated", "QUO-2026-0001", "Generated by an admin"] {
        assert!(page.contains(text), "{text}");
    }
    for again in [admin.post(&path, "").await, admin.get(&path).await] {
        assert_eq!(to(&again), (303, invoice.as_str()), "a second time leads to the same invoice");
    }
    assert_eq!(app.count("SELECT count(*) FROM document WHERE kind = 'invoice'").await, 1);
    assert_eq!(app.count("SELECT next_number FROM number_series WHERE kind = 'invoice'").await, 2);
    assert_eq!(app.count("SELECT count(*) FROM outbox").await, 2, "a PDF for each");
    let quotes = admin.page("/admin/quotes").await;
    assert!(quotes.contains("converted") && quotes.contains("INV-2026-0001"));
}

/// Lets every other request go first before each batch, so that all have read before one writes.
struct Interleaved(Arc<Faulty>);

impl Database for Interleaved {
    fn batch(&self, statements: Vec<Statement>) -> BoxFuture<'_, Result<BatchAnswer, DatabaseError>> {
        Box::pin(async move {
            tokio::task::yield_now().await;
            self.0.batch(statements).await
        })
    }
}

#[tokio::test]
async fn twenty_conversions_at_once_take_one_number() {
    let mut app = app();
    let booked = quote(&app, 1, TUESDAY_9).await;
    let cookie = sign_in(&app, "demo").await;
    app.ports.database = Arc::new(Interleaved(app.database.clone()));
    let path = format!("/admin/bookings/{booked}/generate-invoice");
    let racing: Vec<_> = (0..20)
        .map(|_| {
            let headers = [("cookie", cookie.as_str()), ("sec-fetch-site", "same-origin"), ("content-type", FORM)];
            let (ports, request) = (app.ports.clone(), request("POST", &path, &headers, Body::empty()));
            tokio::spawn(async move {
                let response = edge::router::handle(&ports, request).await;
                response.headers()["location"].to_str().unwrap().to_owned()
            })
        })
        .collect();
    let mut locations = Vec::new();
    for answer in racing {
        locations.push(answer.await.unwrap());
    }
    let generated = locations.iter().filter(|location| location.ends_with("?done=generated")).count();
    assert_eq!(generated, 1, "one of them made it, the others found it: {locations:?}");
    locations.sort_by_key(String::len);
    locations.iter_mut().for_each(|location| *location = location.split('?').next().unwrap().to_owned());
    locations.dedup();
    assert_eq!(locations.len(), 1, "{locations:?}");
    assert_eq!(app.count("SELECT next_number FROM number_series WHERE kind = 'invoice'").await, 2);
}

#[tokio::test]
async fn a_conversion_whose_answer_is_lost_happened_once() {
    use support::Fault::{LostAfter, LostBefore};
    for (fault, batches) in [(LostBefore, 2), (LostAfter, 2)] {
        let app = app();
        let booked = quote(&app, 1, TUESDAY_9).await;
        let admin = Admin::of(&app, "demo").await;
        let mut plan = vec![None; batches];
        plan.push(Some(fault));
        app.inject(plan);
        let answer = admin.post(&format!("/admin/bookings/{booked}/generate-invoice"), "").await;
        assert_eq!(answer.status, 303, "{fault:?}");
        assert_eq!(app.count("SELECT count(*) FROM document WHERE kind = 'invoice'").await, 1, "{fault:?}");
    }
}

#[tokio::test]
async fn cancelling_withdraws_a_quote_and_leaves_an_invoice() {
    let app = app();
    app.book("demo", &id(2), &booking("2026-12-02T08:00:00Z")).await;
    let quoted = quote(&app, 1, TUESDAY_9).await;
    let admin = Admin::of(&app, "demo").await;

    let confirm = admin.page(&format!("/admin/bookings/{quoted}/cancel")).await;
    assert!(confirm.contains("Quote QUO-2026-0001 is withdrawn"), "{confirm}");
    let answer = admin.post(&format!("/admin/bookings/{quoted}/cancel"), "").await;
    assert_eq!(to(&answer), (303, format!("/admin/bookings/{quoted}?done=cancelled").as_str()));
    let again = admin.post(&format!("/admin/bookings/{quoted}/cancel"), "").await;
    assert_eq!(to(&again), (303, format!("/admin/bookings/{quoted}").as_str()));
    let page = admin.page(&format!("/admin/bookings/{quoted}")).await;
    assert!(page.contains("withdrawn") && page.contains("Cancelled here") && !page.contains("Generate invoice"));
    assert_eq!(admin.post(&format!("/admin/bookings/{quoted}/generate-invoice"), "").await.status, 409);
    assert_eq!(app.count("SELECT count(*) FROM document WHERE kind = 'invoice'").await, 1, "the other booking's");

    let invoiced = id(2);
    let confirm = admin.page(&format!("/admin/bookings/{invoiced}/cancel")).await;
    assert!(confirm.contains("stays as it is") && confirm.contains("has no credit notes yet"), "{confirm}");
    assert_eq!(admin.post(&format!("/admin/bookings/{invoiced}/cancel"), "").await.status, 303);
    assert_eq!(app.count("SELECT count(*) FROM busy").await, 0, "both slots are free");
    assert_eq!(app.count("SELECT count(*) FROM document WHERE kind = 'invoice'").await, 1);
    assert_eq!(app.book("demo", &id(3), &booking(TUESDAY_9)).await.status, 201);
}

#[tokio::test]
async fn lists_filter_search_and_page() {
    let app = app();
    for day in 1..=9 {
        let mut body = booking(&format!("2026-12-{:02}T08:00:00Z", day + 6));
        if day == 6 || day == 7 {
            continue; // closed
        }
        body["customer"]["name"] = json!(format!("Customer {day} 100%_off"));
        let answer = app.book("demo", &id(day), &body).await;
        assert!([201, 409].contains(&answer.status.as_u16()), "{}", answer.text());
    }
    let admin = Admin::of(&app, "demo").await;
    let booked = app.count("SELECT count(*) FROM booking").await;
    assert!(booked > 4);
    let rows = |page: &str| page.matches("class=\"open\"").count() as i64;
    for (query, expected) in [
        ("", booked),
        ("?span=past", 0),
        ("?span=all", booked),
        ("?status=cancelled", 0),
        ("?status=confirmed", booked),
        ("?from=2026-12-08&to=2026-12-09", 2),
        ("?q=customer+1", 1),
        ("?q=AN%40EXAMPLE.com", booked),
        ("?q=inv-2026-0002", 1),
        ("?q=100%25_", booked),
        ("?q=%25%25", 0),
        ("?q=%27+OR+1%3D1", 0),
        ("?page=2", 0),
    ] {
        let page = admin.page(&format!("/admin/bookings{query}")).await;
        assert_eq!(rows(&page), expected, "{query}");
    }
    let page = admin.page("/admin/invoices?q=0003").await;
    assert_eq!(rows(&page), 1);
    for query in ["?page=0", "?page=1e6", "?status=x", "?limit=1000000", "?from=x", "?tenant_id=other"] {
        assert_eq!(admin.get(&format!("/admin/bookings{query}")).await.status, 422, "{query}");
    }
}

#[tokio::test]
async fn long_lists_have_pages_and_one_sum() {
    let app = app();
    // A quote per booking, so thirty of each; their content is not read by lists.
    app.sql(
        "INSERT INTO contact (tenant_id, id, email, name, created_at) VALUES ('demo', 'c', 'c@example.com', 'C', '2020-01-01T00:00:00Z');
         CREATE TEMP TABLE n AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 30) SELECT i FROM n;
         INSERT INTO booking (tenant_id, id, request_hash, reference, status, contact_id, service_id, service_name, resource_id, resource_name, seats,
           starts_at, ends_at, time_zone, local_starts_at, local_ends_at, language, customer, customer_name, created_at)
         SELECT 'demo', printf('01936d5e-7c3a-7b1e-8f2a-%012d', i), printf('%064d', i), 'B-' || i, 'confirmed', 'c', 'home-cleaning', 'Home cleaning',
           'nora', 'Nora', 1, printf('2020-01-%02dT08:00:00Z', i), printf('2020-01-%02dT10:00:00Z', i), 'Europe/Brussels',
           printf('2020-01-%02dT09:00', i), printf('2020-01-%02dT11:00', i), 'en', '{}', 'C', '2020-01-01T00:00:00Z' FROM n;
         INSERT INTO document (tenant_id, id, kind, year, sequence, number, booking_id, issue_date, valid_until, buyer_name, currency,
           total_without_vat, vat_total, total_with_vat, amount_due, content, source, created_at, link_expires_on)
         SELECT 'demo', printf('quotation-for-paging-%d', i), 'quotation', 2020, i, printf('QUO-2020-%04d', i),
           printf('01936d5e-7c3a-7b1e-8f2a-%012d', i), '2020-01-01', '2020-01-31', 'Buyer', 'EUR', 100000, 21000, 121000, 121000, '{}', 'booking',
           '2020-01-01T00:00:00Z', '2020-03-01' FROM n;",
    );
    let admin = Admin::of(&app, "demo").await;
    let rows = |page: &str| page.matches("class=\"open\"").count();
    for list in ["/admin/bookings?span=past", "/admin/quotes?state=expired"] {
        let (first, second) = (admin.page(list).await, admin.page(&format!("{list}&page=2")).await);
        assert_eq!((rows(&first), rows(&second)), (25, 5), "{list}");
        assert!(first.contains("Page 1 of 2") && first.contains("rel=\"next\"") && !first.contains("rel=\"prev\""));
        assert!(second.contains("Page 2 of 2") && second.contains("rel=\"prev\"") && !second.contains("rel=\"next\""));
        assert_eq!(rows(&admin.page(&format!("{list}&page=3")).await), 0, "{list}");
    }
    let page = admin.page("/admin/quotes?page=2").await;
    assert!(page.contains("36,300.00"), "the sum is of all pages");
    assert_eq!(rows(&admin.page("/admin/quotes?state=open").await), 0);
}

#[tokio::test]
async fn the_flag_is_saved_locked_or_hidden() {
    let app = app();
    let admin = Admin::of(&app, "demo").await;
    let path = "/admin/settings/flags";
    let flag = "Generate invoices automatically when the booking is created";
    assert!(admin.page(path).await.contains(flag));

    let version = admin.version().await;
    let answer = admin.post(path, &format!("version={version}&auto_invoice=off")).await;
    assert_eq!(to(&answer), (303, "/admin/settings/flags?done=saved"));
    assert_eq!(app.count("SELECT auto_invoice FROM tenant WHERE id = 'demo'").await, 0);
    assert_eq!(admin.version().await, version + 1);
    assert_eq!(app.book("demo", &id(1), &booking(TUESDAY_9)).await.json()["document"]["kind"], "quote");

    let stale = admin.post(path, &format!("version={version}&auto_invoice=on")).await;
    assert_eq!(stale.status, 409);
    assert!(stale.text().contains("changed in another window"), "{}", stale.text());
    assert_eq!(app.count("SELECT auto_invoice FROM tenant WHERE id = 'demo'").await, 0);

    // Terms that ask for money: locked on, and a hand-made "off" is refused.
    let version = admin.version().await;
    let answer = admin.post("/admin/settings/payment-terms", &format!("version={version}&kind=pay_later&pay_later=14")).await;
    assert_eq!(to(&answer), (303, "/admin/settings/payment-terms?done=saved"));
    let page = admin.page(path).await;
    assert!(page.contains("locked on") && page.contains("Pay later (14 days)"), "{page}");
    let version = admin.version().await;
    let refused = admin.post(path, &format!("version={version}&auto_invoice=off")).await;
    assert_eq!(refused.status, 422);
    assert!(refused.text().contains("an invoice is always generated"), "{}", refused.text());
    assert_eq!(admin.version().await, version, "nothing was saved");
    assert_eq!(app.book("demo", &id(2), &booking("2026-12-02T08:00:00Z")).await.json()["document"]["kind"], "invoice");

    // Repeat bookings: hidden, and the option decides.
    app.sql("UPDATE tenant SET recurring_allowed = 1, settings_version = settings_version + 1 WHERE id = 'demo'");
    let page = admin.page(path).await;
    assert!(page.contains("is hidden") && !page.contains("name=\"auto_invoice\""), "{page}");
    let version = admin.version().await;
    for form in ["auto_invoice=on", "auto_invoice=off"] {
        assert_eq!(admin.post(path, &format!("version={version}&{form}")).await.status, 422, "{form}");
    }
    let answer = admin.post(path, &format!("version={version}&recurring_allowed=off&repeat_invoicing=manual")).await;
    assert_eq!(answer.status, 303);
    let version = admin.version().await;
    assert_eq!(admin.post(path, &format!("version={version}&recurring_allowed=on")).await.status, 422, "not available yet");
}

#[tokio::test]
async fn payment_terms_keep_what_was_typed() {
    let app = app();
    let admin = Admin::of(&app, "demo").await;
    let path = "/admin/settings/payment-terms";
    let page = admin.page(path).await;
    for kind in ["no_payment", "no_payment_card_on_file", "deposit_fixed", "deposit_percentage", "full_payment", "pre_authorization", "pay_later"] {
        assert!(page.contains(&format!("value=\"{kind}\"")), "{kind}");
    }
    let version = admin.version().await;
    let refused = admin.post(path, &format!("version={version}&kind=deposit_fixed&deposit_fixed=abc&pay_later=14")).await;
    assert_eq!(refused.status, 422);
    for text in ["There is a problem", "href=\"#deposit_fixed\"", "value=\"abc\"", "value=\"14\"", "Error: Payment terms"] {
        assert!(refused.text().contains(text), "{text}");
    }
    assert_eq!(admin.post(path, "version=99&kind=full_payment").await.status, 409);
    let answer = admin.post(path, &format!("version={version}&kind=deposit_percentage&deposit_percentage=30")).await;
    assert_eq!(answer.status, 303);
    assert_eq!(app.count("SELECT payment_terms = 'deposit_percentage' AND payment_terms_value = '30' FROM tenant WHERE id = 'demo'").await, 1);
}

#[tokio::test]
async fn sites_are_added_in_their_canonical_form_and_removed() {
    let app = app();
    let admin = Admin::of(&app, "demo").await;
    let path = "/admin/settings/allowed-origins";
    let version = admin.version().await;
    let answer = admin.post(path, &format!("version={version}&action=add&origin=HTTPS%3A%2F%2FShop.Example%3A443%2F")).await;
    assert_eq!(to(&answer), (303, "/admin/settings/allowed-origins?done=added"));
    assert_eq!(app.count("SELECT count(*) FROM allowed_origin WHERE tenant_id = 'demo' AND origin = 'https://shop.example'").await, 1);
    let api = app.get_with("/api/v1/demo", &[("origin", "https://shop.example")]).await;
    assert_eq!(api.header("access-control-allow-origin"), Some("https://shop.example"), "it counts at once");

    let version = admin.version().await;
    for typed in ["https%3A%2F%2Fshop.example", "shop.example", "https%3A%2F%2Fshop.example%2Fpath", "http%3A%2F%2Fshop.example", ""] {
        let answer = admin.post(path, &format!("version={version}&action=add&origin={typed}")).await;
        assert_eq!(answer.status, 422, "{typed}");
        assert!(answer.text().contains("There is a problem"));
    }
    let answer = admin.post(path, &format!("version={version}&action=remove&origin=https%3A%2F%2Fshop.example")).await;
    assert_eq!(answer.status, 303);
    assert_eq!(app.get_with("/api/v1/demo", &[("origin", "https://shop.example")]).await.status, 403);
    assert!(admin.page("/admin/settings/embed").await.contains("&lt;booking-widget tenant=&quot;demo&quot;&gt;"));
}

#[tokio::test]
async fn today_shows_what_is_next_and_what_waits() {
    let app = app();
    let admin = Admin::of(&app, "demo").await;
    assert!(admin.page("/admin").await.contains("No bookings yet"));
    quote(&app, 1, TUESDAY_9).await;
    let page = admin.page("/admin").await;
    for text in ["Next bookings", "An Peeters", "Quotes waiting for an invoice", "QUO-2026-0001", "Mon 30 November 2026"] {
        assert!(page.contains(text), "{text}");
    }
}

#[tokio::test]
async fn every_answer_has_the_policy_of_the_dashboard() {
    let app = app();
    let admin = Admin::of(&app, "demo").await;
    let booked = quote(&app, 1, TUESDAY_9).await;
    for (_, path) in routes(&booked, "doc").into_iter().filter(|(method, _)| *method == "GET") {
        let answer = admin.get(&path).await;
        assert!(answer.header("content-security-policy").unwrap().contains("default-src 'none'"), "{path}");
        assert!(answer.header("content-security-policy").unwrap().contains("frame-ancestors 'none'"), "{path}");
        assert_eq!(answer.header("cache-control"), Some("private, no-store"), "{path}");
        assert!(!answer.text().contains("style="), "{path}: inline styles are forbidden");
        assert!(answer.status == 404 || answer.text().contains("lang=\"en\""), "{path}");
    }
}

#[tokio::test]
async fn changes_happen_by_post_only_and_forms_are_bounded() {
    let app = app();
    let admin = Admin::of(&app, "demo").await;
    assert_eq!(admin.get("/admin/logout").await.status, 405);
    assert_eq!(admin.get("/admin").await.status, 200, "still signed in");
    let path = "/admin/settings/flags";
    assert_eq!(admin.post(path, &format!("version=1&auto_invoice={}", "x".repeat(70_000))).await.status, 413);
    assert_eq!(admin.post(path, "version=1&tenant_id=other").await.status, 422);
    let headers = [("cookie", admin.cookie.as_str()), ("sec-fetch-site", "same-origin"), ("content-type", "text/plain")];
    assert_eq!(app.send(request("POST", path, &headers, Body::from("version=1"))).await.status, 415);
}
