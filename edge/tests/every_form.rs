//! Every form of the dashboard, taken from its routes, so that none is left out: what a form of another site, nobody and
//! another tenant can do with it.

use axum::body::Body;

use crate::{
    admin::{Admin, FORM, TUESDAY_9, app, quote},
    support::{TestApp, booking, id, request},
};

const WEDNESDAY_9: &str = "2026-12-02T08:00:00Z";
const HOOK: &str = "01936d5e-7c3a-7b1e-8f2a-00000000aa01";
const PAYMENT: &str = "01936d5e-7c3a-7b1e-9f2a-000000000001";
const DRAFT: &str = "AbCdEfGhIjKlMnOpQrStUv";

/// The patterns of the routes that take a form.
fn patterns() -> Vec<&'static str> {
    let routes = include_str!("../src/admin/mod.rs").split(".route(").skip(1);
    let with_post = routes.filter(|route| route.split(".layer").next().unwrap().contains("post("));
    let found: Vec<&str> = with_post.map(|route| route.split('"').nth(1).unwrap()).collect();
    assert!(found.len() > 50 && found.iter().all(|path| path.starts_with("/admin/")), "{found:?}");
    found
}

/// What belongs to `demo`, by the name that it has in a pattern.
struct Things {
    booking: String,
    documents: Vec<String>,
    contact: String,
    message: String,
    dead: String,
}

async fn text(app: &TestApp, sql: &'static str) -> String {
    app.rows(sql).await[0]["id"].as_str().unwrap().to_owned()
}

async fn things(app: &TestApp) -> Things {
    let admin = Admin::of(app, "demo").await;
    let hook = format!("id={HOOK}&url=https%3A%2F%2Fhooks.example.com%2Fin&description=&booking.created=on");
    assert_eq!(admin.post("/admin/settings/webhooks/add", &hook).await.status, 303);
    assert_eq!(app.book("demo", &id(1), &booking(TUESDAY_9)).await.status, 201);
    let invoice = text(app, "SELECT id FROM document WHERE kind = 'invoice'").await;
    let payment = format!("id={PAYMENT}&amount=10&paid_on=2026-11-30&method=cash&note=");
    assert_eq!(admin.post(&format!("/admin/documents/{invoice}/record-payment"), &payment).await.status, 303);
    quote(app, 2, WEDNESDAY_9).await;
    let draft = "version=0&kind=invoice&action=autosave&note=Ours";
    let saved = admin.post(&format!("/admin/drafts/{DRAFT}"), draft).await;
    assert!(saved.status == 200 || saved.status == 303, "{}", saved.text());
    app.sql("UPDATE outbox SET dead_at = '2026-11-30T08:00:00Z', last_error = 'Ours' WHERE task = 'render_document'");
    Things {
        booking: id(1),
        documents: vec![invoice, text(app, "SELECT id FROM document WHERE kind = 'quotation'").await],
        contact: text(app, "SELECT id FROM contact WHERE tenant_id = 'demo' AND email = 'an@example.com'").await,
        message: text(app, "SELECT id FROM webhook_message").await,
        dead: text(app, "SELECT id FROM outbox WHERE dead_at IS NOT NULL").await,
    }
}

/// The addresses of a pattern with everything of `demo` in its places.
fn paths(pattern: &str, things: &Things) -> Vec<String> {
    let ids: Vec<&str> = match pattern.split('/').nth(2).unwrap() {
        "bookings" => vec![&things.booking],
        "documents" => things.documents.iter().map(String::as_str).collect(),
        "drafts" => vec![DRAFT],
        "contacts" => vec![&things.contact],
        _ => vec![HOOK],
    };
    let filled = |id: &&str| {
        let of_demo = [
            ("{id}", *id),
            ("{payment}", PAYMENT),
            ("{other}", &things.contact),
            ("{message}", &things.message),
            ("{sha256}", "00"),
            ("{code}", "21"),
            ("{from}", "1996-01-01"),
            ("{kind}", "invoice"),
            ("{year}", "2026"),
            ("{language}", "fr"),
        ];
        let path = of_demo.iter().fold(pattern.to_owned(), |path, (name, value)| path.replace(name, value));
        assert!(!path.contains('{'), "{path}");
        path
    };
    ids.iter().map(filled).collect()
}

/// Forms that would do something to what is theirs.
fn forms(things: &Things) -> Vec<String> {
    let with_id = |id: &str, rest: &str| format!("id={id}{rest}");
    let mut forms: Vec<String> = [
        "",
        "version=1",
        "action=disable",
        "purpose=original",
        "purpose=resend-1&channel=email",
        "credit=on&id=AAAAAAAAAAAAAAAAAAAAAA",
        "id=AAAAAAAAAAAAAAAAAAAAAA",
        "answer=declined&name=&remark=",
        "starts_at=2026-12-03T08%3A00%3A00Z&sequence=0&day=2026-12-03",
        "test=01936d5e-7c3a-7b1e-8f2a-00000000aa09",
        "version=1&kind=invoice&action=save&note=Theirs",
        "version=1&url=https%3A%2F%2Fevil.example.com%2Fin&booking.created=on",
        "version=1&provider=demo",
    ]
    .map(str::to_owned)
    .into();
    forms.push(with_id(&things.dead, "&action=dismiss"));
    forms.push(with_id(&things.dead, "&action=retry"));
    forms.push(with_id("01936d5e-7c3a-7b1e-9f2a-000000000002", "&amount=1&paid_on=2026-11-30&method=cash&note="));
    forms
}

/// Every row of a tenant in every table, but for its sessions.
async fn everything_of(app: &TestApp, tenant: &str) -> Vec<String> {
    let tables = app
        .rows(
            "SELECT m.name AS id FROM sqlite_master AS m JOIN pragma_table_info(m.name) AS c ON c.name = 'tenant_id' \
             WHERE m.type = 'table' AND m.name NOT LIKE '%session%' ORDER BY m.name",
        )
        .await;
    let mut found = Vec::new();
    for table in tables {
        let table = table["id"].as_str().unwrap();
        // A statement lives as long as the program; there are few tables.
        let sql: &'static str = format!("SELECT * FROM {table} WHERE tenant_id = ?1").leak();
        found.extend(app.rows_with(sql, [tenant.into()]).await.into_iter().map(|row| format!("{table} {row}")));
    }
    assert!(found.len() > 30, "{}", found.len());
    found.sort();
    found
}

#[tokio::test]
async fn no_form_of_a_stranger_touches_what_is_not_theirs() {
    let app = app();
    let things = things(&app).await;
    let before = everything_of(&app, "demo").await;
    let stranger = Admin::of(&app, "other").await;
    for pattern in patterns() {
        if pattern.ends_with("/logout") || pattern.ends_with("/login") {
            continue;
        }
        for path in paths(pattern, &things) {
            let there = stranger.get(&path).await;
            let mut answers = vec![(String::new(), there)];
            for form in forms(&things) {
                let answer = stranger.post(&path, &form).await;
                answers.push((form, answer));
            }
            for (form, answer) in answers {
                assert!(answer.status.as_u16() < 500, "{path} {form}: {}", answer.status);
                for word in ["An Peeters", "an@example.com", "Ours", "hooks.example.com"] {
                    assert!(!answer.text().contains(word), "{path} {form} shows {word}");
                }
            }
        }
    }
    let after = everything_of(&app, "demo").await;
    let changed: Vec<&String> = after.iter().filter(|row| !before.contains(row)).collect();
    assert!(changed.is_empty() && after.len() == before.len(), "{changed:?}");
}

#[tokio::test]
async fn no_form_of_another_site_and_no_form_of_nobody_does_anything() {
    let app = app();
    let things = things(&app).await;
    let admin = Admin::of(&app, "demo").await;
    let before = everything_of(&app, "demo").await;
    for path in patterns().into_iter().flat_map(|pattern| paths(pattern, &things)) {
        for form in ["", "version=1", "action=disable"] {
            let headers =
                [("cookie", admin.cookie.as_str()), ("content-type", FORM), ("origin", "https://evil.example")];
            let answer = app.send(request("POST", &path, &headers, Body::from(form))).await;
            assert_eq!(answer.status, 403, "{path} {form}");
            assert_eq!(app.last_log()["d1_batches"], 0, "{path}: refused before anybody looks");
            if !path.ends_with("/login") {
                let answer = app.post_form(&path, form, &[]).await;
                let to_login = answer.header("location").is_some_and(|to| to.starts_with("/admin/login"));
                assert!(answer.status == 303 && to_login, "{path} {form}: {}", answer.status);
            }
        }
    }
    assert_eq!(everything_of(&app, "demo").await, before);
}
