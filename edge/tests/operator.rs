//! The operator's page: behind its own key, over all tenants, with one switch.

use edge::app::operator::OperatorKey;
use serde_json::json;

use crate::{
    admin::{self, Admin, TUESDAY_9, app, to},
    support::{self, Answer, TestApp, booking, id},
};

const KEY: &str = "bso_0123456789abcdefghijklmnopqrstuvwxyzABCDEFG";

fn with_operator() -> TestApp {
    let mut app = app();
    app.ports.operator.key = OperatorKey::parse(KEY);
    app
}

async fn try_sign_in(app: &TestApp, key: &str, address: &str) -> Answer {
    app.post_form("/operator/login", &format!("key={key}"), &[("cf-connecting-ip", address)]).await
}

async fn sign_in(app: &TestApp) -> String {
    let answer = try_sign_in(app, KEY, "203.0.113.9").await;
    assert_eq!(to(&answer), (303, "/operator"), "{}", answer.text());
    let cookie = answer.header("set-cookie").unwrap();
    assert!(cookie.starts_with("__Secure-operator=") && cookie.contains("; Path=/operator; "), "{cookie}");
    assert!(cookie.contains("; HttpOnly; SameSite=Lax; Secure"), "{cookie}");
    cookie.split(';').next().unwrap().to_owned()
}

async fn switch(app: &TestApp, cookie: &str, slug: &str, to: &str) -> Answer {
    let path = format!("/operator/tenants/{slug}/sales-invoicing");
    app.post_form(&path, &format!("sales_invoicing={to}"), &[("cookie", cookie)]).await
}

#[tokio::test]
async fn without_a_key_there_is_no_operators_page() {
    let app = app();
    for path in ["/operator", "/operator/login"] {
        assert_eq!(app.get(path).await.status, 404, "{path}");
    }
    for path in ["/operator/login", "/operator/logout", "/operator/tenants/demo/sales-invoicing"] {
        assert_eq!(app.post_form(path, "key=", &[]).await.status, 404, "{path}");
    }
}

#[tokio::test]
async fn only_the_key_opens_it_and_no_admin_does() {
    let app = with_operator();
    assert_eq!(to(&app.get("/operator").await), (303, "/operator/login"));
    for key in ["", "bsk_demo", &KEY[1..]] {
        let answer = try_sign_in(&app, key, "203.0.113.9").await;
        assert_eq!((answer.status.as_u16(), answer.header("set-cookie")), (422, None), "{key}");
        assert!(key.is_empty() || !answer.text().contains(key), "a typed key is not shown again");
    }
    let admin = Admin::of(&app, "demo").await;
    assert_eq!(to(&admin.get("/operator").await), (303, "/operator/login"));
    let as_operator = admin.cookie.replace("__Host-session", "__Secure-operator");
    assert_eq!(to(&app.get_with("/operator", &[("cookie", &as_operator)]).await), (303, "/operator/login"));
    let forged = switch(&app, &as_operator, "demo", "off").await;
    assert_eq!(to(&forged), (303, "/operator/login"));

    let cookie = sign_in(&app).await;
    let as_admin = cookie.replace("__Secure-operator", "__Host-session");
    assert_eq!(app.get_with("/admin", &[("cookie", &as_admin)]).await.status, 303, "the operator is nobody's admin");
    let page = app.get_with("/operator", &[("cookie", &cookie)]).await;
    assert_eq!(page.status, 200);
    for text in ["Helder Schoonmaak", "Andere Klus", "2 tenants, 2 with sales invoicing", "never"] {
        assert!(page.text().contains(text), "{text}");
    }
}

#[tokio::test]
async fn ten_wrong_keys_of_any_kind_and_the_address_waits() {
    let app = with_operator();
    for n in 0..10 {
        let answer = if n % 2 == 0 {
            try_sign_in(&app, "wrong", "203.0.113.9").await
        } else {
            admin::try_sign_in(&app, "wrong", "203.0.113.9").await
        };
        assert_eq!(answer.status, 422, "{n}");
    }
    assert_eq!(try_sign_in(&app, "wrong", "203.0.113.9").await.status, 429);
    let right = try_sign_in(&app, KEY, "203.0.113.9").await;
    assert_eq!((right.status.as_u16(), right.header("set-cookie")), (429, None), "not even the right one");
    assert_eq!(try_sign_in(&app, KEY, "203.0.113.10").await.status, 303);
}

#[tokio::test]
async fn a_switch_works_from_the_next_booking_on_and_only_there() {
    let app = with_operator();
    assert_eq!(app.book("demo", &id(1), &booking(TUESDAY_9)).await.json()["document"]["kind"], "invoice");
    let cookie = sign_in(&app).await;
    let version = app.count("SELECT settings_version FROM tenant WHERE id = 'demo'").await;
    for _ in 0..2 {
        let answer = switch(&app, &cookie, "demo", "off").await;
        assert_eq!(to(&answer), (303, "/operator?deactivated=demo"));
    }
    assert_eq!(
        app.count("SELECT settings_version FROM tenant WHERE id = 'demo'").await,
        version + 1,
        "sent twice, switched once"
    );
    let since = app.rows("SELECT sales_invoicing_since AS since FROM tenant ORDER BY id").await;
    assert_eq!(since, [json!({ "since": support::NOW }), json!({ "since": "" })]);
    let page = app.get_with("/operator?deactivated=demo", &[("cookie", &cookie)]).await.text();
    assert!(page.contains("2 tenants, 1 with sales invoicing") && page.contains("Mon 30 November 2026, 08:00"));
    let booked = app.book("demo", &id(2), &booking("2026-12-02T08:00:00Z")).await.json();
    assert_eq!(booked["document"], json!(null));
    assert_eq!(app.book("other", &id(2), &booking(TUESDAY_9)).await.json()["document"]["kind"], "invoice");

    assert_eq!(to(&switch(&app, &cookie, "demo", "on").await), (303, "/operator?activated=demo"));
    let booked = app.book("demo", &id(3), &booking("2026-12-03T08:00:00Z")).await.json();
    assert_eq!(booked["document"]["number"], "INV-2026-0002");
}

#[tokio::test]
async fn bad_input_and_other_sites_switch_nothing() {
    let app = with_operator();
    let cookie = sign_in(&app).await;
    assert_eq!(switch(&app, &cookie, "demo", "maybe").await.status, 422);
    assert_eq!(switch(&app, &cookie, "nobody", "off").await.status, 404);
    assert_eq!(switch(&app, &cookie, "%27;--", "off").await.status, 404);
    let headers = [("cookie", cookie.as_str()), ("sec-fetch-site", "cross-site"), ("content-type", admin::FORM)];
    let body = axum::body::Body::from("sales_invoicing=off");
    let request = support::request("POST", "/operator/tenants/demo/sales-invoicing", &headers, body);
    assert_eq!(app.send(request).await.status, 403);
    assert_eq!(app.count("SELECT sum(sales_invoicing) FROM tenant").await, 2);
    let searched = app.get_with("/operator?q=klus", &[("cookie", &cookie)]).await.text();
    assert!(searched.contains("Andere Klus") && !searched.contains("Helder Schoonmaak"));
}

#[tokio::test]
async fn a_session_ends_by_signing_out_by_time_and_with_its_key() {
    let mut app = with_operator();
    let cookie = sign_in(&app).await;
    let status =
        async |app: &TestApp, cookie: &str| app.get_with("/operator", &[("cookie", cookie)]).await.status.as_u16();
    assert_eq!(status(&app, &cookie).await, 200);
    app.clock.set("2026-11-30T16:00:01Z".parse().unwrap());
    assert_eq!(status(&app, &cookie).await, 303, "eight hours without use");

    let cookie = sign_in(&app).await;
    app.ports.operator.key = OperatorKey::parse(&KEY.replace("bso_", "new_"));
    assert_eq!(status(&app, &cookie).await, 303, "another key");
    app.ports.operator.key = OperatorKey::parse(KEY);
    assert_eq!(status(&app, &cookie).await, 200);
    let answer = app.post_form("/operator/logout", "", &[("cookie", &cookie)]).await;
    assert_eq!(to(&answer), (303, "/operator/login"));
    assert_eq!(status(&app, &cookie).await, 303);
}
