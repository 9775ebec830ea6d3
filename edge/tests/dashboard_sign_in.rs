//! Signing in, sessions, forms of other sites, and the tenant of a session.

use std::time::Duration;

use crate::admin::{Admin, FORM, TUESDAY_9, app, quote, routes, to, try_sign_in};
use crate::support::{id, request};
use axum::body::Body;
use edge::platform::digest::sha256;
use serde_json::json;

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
    let start: jiff::Timestamp = crate::support::NOW.parse().unwrap();
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
    let start: jiff::Timestamp = crate::support::NOW.parse().unwrap();
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
        } else if path.ends_with("/attachments") {
            stranger.post_files(&path, &[], &[("files", "a.csv", b"a;b\n")]).await
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
async fn every_answer_has_the_policy_of_the_dashboard() {
    let app = app();
    let admin = Admin::of(&app, "demo").await;
    let booked = quote(&app, 1, TUESDAY_9).await;
    for (_, path) in routes(&booked, "doc").into_iter().filter(|(method, _)| *method == "GET") {
        let answer = admin.get(&path).await;
        assert!(answer.header("content-security-policy").unwrap().contains("default-src 'none'"), "{path}");
        // The sample of the layout stands inside its editor; nothing else is ever framed.
        let framed_by = if path.ends_with("/layout/preview") { "'self'" } else { "'none'" };
        let ancestors = format!("frame-ancestors {framed_by}");
        assert!(answer.header("content-security-policy").unwrap().contains(&ancestors), "{path}");
        assert_eq!(answer.header("cache-control"), Some("private, no-store"), "{path}");
        assert!(!answer.text().contains("style="), "{path}: inline styles are forbidden");
        let is_file = answer.header("content-disposition").is_some_and(|value| value.starts_with("attachment"));
        let leads_on = answer.status.is_redirection() || answer.status == 404;
        assert!(leads_on || is_file || answer.text().contains("lang=\"en\""), "{path}");
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
    let headers =
        [("cookie", admin.cookie.as_str()), ("sec-fetch-site", "same-origin"), ("content-type", "text/plain")];
    assert_eq!(app.send(request("POST", path, &headers, Body::from("version=1"))).await.status, 415);
}
