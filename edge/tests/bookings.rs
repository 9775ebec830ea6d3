//! The main job over the whole router: book, retry, collide, cancel; and what each costs in batches.

use crate::support::{BASE, Fault, SITE, TestApp, booking, id, request};
use serde_json::{Value as Json, json};

/// Tuesday 1 December 2026, 09:00 in Brussels: open, free, with both people.
const TUESDAY_9: &str = "2026-12-01T08:00:00Z";

fn path_of(url: &Json) -> String {
    url.as_str().unwrap().strip_prefix(BASE).unwrap().to_owned()
}

#[tokio::test]
async fn a_booking_answers_with_its_invoice() {
    let app = TestApp::new();
    let answer = app.book("demo", &id(1), &booking(TUESDAY_9)).await;
    assert_eq!(answer.status, 201, "{}", answer.text());
    assert_eq!(answer.header("access-control-allow-origin"), Some(SITE));
    assert_eq!(answer.header("vary"), Some("Origin"));
    let body = answer.json();
    let without_links = |mut document: Json| {
        for link in ["url", "pdf_url"] {
            assert!(document[link].as_str().unwrap().starts_with(&format!("{BASE}/d/")));
            document.as_object_mut().unwrap().remove(link);
        }
        document
    };
    let booked = &body["booking"];
    assert_eq!(
        (
            &booked["id"],
            &booked["status"],
            &booked["service"],
            &booked["starts_at"],
            &booked["ends_at"],
            &booked["time_zone"]
        ),
        (
            &json!(id(1)),
            &json!("confirmed"),
            &json!("Home cleaning"),
            &json!(TUESDAY_9),
            &json!("2026-12-01T10:00:00Z"),
            &json!("Europe/Brussels")
        )
    );
    assert_eq!(
        without_links(body["document"].clone()),
        json!({
            "kind": "invoice", "number": "INV-2026-0001", "issue_date": "2026-11-30", "due_date": "2026-12-01", "currency": "EUR",
            "total_without_vat": "53.72", "vat_total": "11.28", "total_with_vat": "65.00", "amount_due": "65.00"
        })
    );
    for link in [&body["document"]["url"], &body["document"]["pdf_url"], &body["manage_url"], &body["calendar_url"]] {
        assert_eq!(app.get(&path_of(link)).await.status, 200, "{link}");
    }
}

#[tokio::test]
async fn the_flag_decides_between_invoice_and_quote() {
    let app = TestApp::new();
    let kinds = [
        ("auto_invoice = 0", "quote", "QUO-2026-0001"),
        ("auto_invoice = 0, payment_terms = 'no_payment_card_on_file'", "quote", "QUO-2026-0002"),
        ("auto_invoice = 0, payment_terms = 'pay_later', payment_terms_value = '14'", "invoice", "INV-2026-0001"),
        (
            "auto_invoice = 0, payment_terms = 'no_payment', recurring_allowed = 1, repeat_invoicing = 'all_now'",
            "invoice",
            "INV-2026-0002",
        ),
        ("auto_invoice = 1, recurring_allowed = 1, repeat_invoicing = 'manual'", "quote", "QUO-2026-0003"),
    ];
    for (hour, (settings, kind, number)) in (0u32..).zip(kinds) {
        app.sql(&format!("UPDATE tenant SET {settings}, settings_version = settings_version + 1 WHERE id = 'demo'"));
        let body = app.book("demo", &id(hour), &booking(&format!("2026-12-0{}T08:00:00Z", hour + 1))).await.json();
        assert_eq!(
            (body["document"]["kind"].as_str(), body["document"]["number"].as_str()),
            (Some(kind), Some(number)),
            "{settings}"
        );
    }
}

#[tokio::test]
async fn a_service_may_override_the_terms() {
    let app = TestApp::new();
    app.sql("UPDATE tenant SET auto_invoice = 0 WHERE id = 'demo'");
    app.sql("UPDATE service SET payment_terms = 'deposit_percentage', payment_terms_value = '30' WHERE tenant_id = 'demo' AND id = 'window-cleaning'");
    let home = app.book("demo", &id(1), &booking(TUESDAY_9)).await.json();
    let mut window = booking("2026-12-01T13:00:00Z");
    window["service"] = "window-cleaning".into();
    let window = app.book("demo", &id(2), &window).await.json();
    assert_eq!((&home["document"]["kind"], &window["document"]["kind"]), (&json!("quote"), &json!("invoice")));
}

#[tokio::test]
async fn cold_costs_two_batches_warm_one_and_slots_one() {
    let app = TestApp::new();
    let slots = "/api/v1/demo/slots?service=home-cleaning&from=2026-12-01&to=2026-12-31";
    let mut costs = Vec::new();
    app.book("demo", &id(1), &booking(TUESDAY_9)).await;
    costs.push(("booking, cold", app.last_log()["d1_batches"].clone()));
    app.book("demo", &id(2), &booking("2026-12-02T08:00:00Z")).await;
    costs.push(("booking, warm", app.last_log()["d1_batches"].clone()));
    app.get(slots).await;
    costs.push(("slots, warm", app.last_log()["d1_batches"].clone()));
    app.ports.tenants.forget("demo");
    app.get(slots).await;
    costs.push(("slots, cold", app.last_log()["d1_batches"].clone()));
    app.get("/api/v1/demo").await;
    costs.push(("catalogue, warm", app.last_log()["d1_batches"].clone()));
    let expected =
        [("booking, cold", 2), ("booking, warm", 1), ("slots, warm", 1), ("slots, cold", 1), ("catalogue, warm", 0)];
    assert_eq!(costs, expected.map(|(what, batches)| (what, json!(batches))));
}

#[tokio::test]
async fn a_retry_gets_the_same_answer_and_another_body_a_conflict() {
    let app = TestApp::new();
    let first = app.book("demo", &id(1), &booking(TUESDAY_9)).await;
    let again = app.book("demo", &id(1), &booking(TUESDAY_9)).await;
    assert_eq!((again.status.as_u16(), again.header("idempotent-replayed")), (200, Some("true")));
    assert_eq!(again.bytes, first.bytes, "byte for byte");
    // Field order and white space are no difference; a value is.
    let mut other = booking(TUESDAY_9);
    other["notes"] = "Bring a ladder".into();
    assert_eq!(app.book("demo", &id(1), &other).await.problem(), (409, "booking-mismatch".into()));
    // The retry may come when the slot has long left the offer.
    app.clock.set("2026-12-03T08:00:00Z".parse().unwrap());
    assert_eq!(app.book("demo", &id(1), &booking(TUESDAY_9)).await.bytes, first.bytes);
    assert_eq!(app.count("SELECT count(*) FROM document").await, 1);
}

#[tokio::test]
async fn a_lost_answer_and_a_lost_request_book_once() {
    for plan in [
        vec![None, Some(Fault::LostAfter)],
        vec![None, Some(Fault::LostBefore)],
        vec![None, Some(Fault::LostBefore), Some(Fault::LostAfter), Some(Fault::LostBefore)],
        vec![Some(Fault::LostBefore), None, Some(Fault::LostAfter)],
    ] {
        let app = TestApp::new();
        app.inject(plan.clone());
        let answer = app.book("demo", &id(1), &booking(TUESDAY_9)).await;
        assert!(answer.status.is_success(), "{plan:?}: {}", answer.text());
        assert_eq!(answer.json()["document"]["number"], "INV-2026-0001");
        assert_eq!(app.count("SELECT count(*) FROM booking").await, 1);
        assert_eq!(app.count("SELECT next_number FROM number_series WHERE kind = 'invoice'").await, 2);
    }
}

#[tokio::test]
async fn a_database_that_stays_away_is_said_and_nothing_is_lost() {
    let app = TestApp::new();
    app.inject(std::iter::repeat_n(Some(Fault::LostBefore), 20));
    let answer = app.book("demo", &id(1), &booking(TUESDAY_9)).await;
    assert_eq!(answer.problem(), (503, "storage-unavailable".into()));
    assert!(answer.header("retry-after").is_some());
    app.inject([]);
    assert_eq!(app.book("demo", &id(1), &booking(TUESDAY_9)).await.status, 201);
}

#[tokio::test]
async fn two_people_take_two_bookings_and_the_third_finds_the_slot_taken() {
    let app = TestApp::new();
    let mut people = Vec::new();
    for n in 1..=2 {
        let answer = app.book("demo", &id(n), &booking(TUESDAY_9)).await.json();
        people.push(answer["booking"]["resource"].as_str().unwrap().to_owned());
    }
    people.sort();
    assert_eq!(people, ["Nora", "Tom"]);
    assert_eq!(app.book("demo", &id(3), &booking(TUESDAY_9)).await.problem(), (409, "slot-taken".into()));
    assert_eq!(
        app.count("SELECT next_number FROM number_series WHERE kind = 'invoice'").await,
        3,
        "a refused booking uses no number"
    );
    assert_eq!(app.count("SELECT (SELECT count(*) FROM booking) * 100 + (SELECT count(*) FROM outbox WHERE task = 'render_document') * 10 + (SELECT count(*) FROM busy)").await, 222);
}

/// The starts that Tom offers for home cleaning on 1 December.
async fn starts_of_tom(app: &TestApp) -> Vec<String> {
    let path = "/api/v1/demo/slots?service=home-cleaning&from=2026-12-01&to=2026-12-01&resource=tom";
    let slots = app.get(path).await.json();
    slots["slots"].as_array().unwrap().iter().map(|slot| slot["starts_at"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn slots_and_bookings_agree() {
    let app = TestApp::new();
    let before = starts_of_tom(&app).await;
    assert_eq!(before.first().map(String::as_str), Some("2026-12-01T07:00:00Z"));
    let mut body = booking(TUESDAY_9);
    body["resource"] = "tom".into();
    app.book("demo", &id(1), &body).await;
    // 09:00 to 11:00 with 30 minutes after it: 08:00 would reach in, 11:00 begins too early after.
    let after = starts_of_tom(&app).await;
    let gone: Vec<&String> = before.iter().filter(|slot| !after.contains(slot)).collect();
    assert_eq!(gone, ["2026-12-01T07:00:00Z", TUESDAY_9, "2026-12-01T09:00:00Z"].iter().collect::<Vec<_>>().as_slice());
    for (n, start) in (10u32..).zip(&gone) {
        body["starts_at"] = start.as_str().into();
        let problem = app.book("demo", &id(n), &body).await.problem();
        assert_eq!(problem, (409, "slot-taken".into()), "{start}");
    }
}

#[tokio::test]
async fn bad_input_is_named_and_stores_nothing() {
    let app = TestApp::new();
    let with = |change: fn(&mut Json)| {
        let mut body = booking(TUESDAY_9);
        change(&mut body);
        body
    };
    let rows = [
        (with(|b| b["price"] = "1.00".into()), 422, "validation", "/price"),
        (with(|b| b["customer"]["vip"] = true.into()), 422, "validation", "/customer/vip"),
        (with(|b| drop(b.as_object_mut().unwrap().remove("starts_at"))), 422, "validation", "/starts_at"),
        (with(|b| drop(b["customer"].as_object_mut().unwrap().remove("email"))), 422, "validation", "/customer/email"),
        (with(|b| b["seats"] = "1".into()), 422, "validation", "/seats"),
        (with(|b| b["seats"] = 1.5.into()), 422, "validation", "/seats"),
        (with(|b| b["seats"] = (-1).into()), 422, "validation", "/seats"),
        (with(|b| b["seats"] = 2.into()), 422, "validation", "/seats"),
        (with(|b| b["customer"]["email"] = "nobody".into()), 422, "validation", "/customer/email"),
        (with(|b| b["resource"] = "nobody".into()), 422, "validation", "/resource"),
        (with(|b| b["service"] = "gardening".into()), 404, "not-found", ""),
        (with(|b| b["starts_at"] = "2026-12-01T08:07:00Z".into()), 409, "slot-taken", ""),
        (with(|b| b["starts_at"] = "2026-11-30T09:00:00Z".into()), 409, "slot-taken", ""),
        (with(|b| b["starts_at"] = "2027-12-01T08:00:00Z".into()), 409, "slot-taken", ""),
    ];
    for (body, status, code, pointer) in rows {
        let answer = app.book("demo", &id(1), &body).await;
        assert_eq!(answer.problem(), (status, code.to_owned()), "{body}");
        assert_eq!(answer.json()["errors"][0]["pointer"].as_str().unwrap_or_default(), pointer, "{body}");
        assert_eq!(answer.header("content-type"), Some("application/problem+json"));
        assert_eq!(answer.header("access-control-allow-origin"), Some(SITE), "the widget can read it");
        assert_eq!(answer.json()["instance"].as_str(), answer.header("x-request-id"));
    }
    assert_eq!(app.count("SELECT count(*) FROM contact").await, 0);
    assert_eq!(
        app.book("demo", &id(1), &booking(TUESDAY_9)).await.status,
        201,
        "the id of a refused request can be used again"
    );
}

#[tokio::test]
async fn requests_that_are_not_bookings() {
    let app = TestApp::new();
    let put = |path: &str, content_type: &str, body: String| {
        app.send(request("PUT", path, &[("content-type", content_type), ("origin", SITE)], body.into()))
    };
    let path = format!("/api/v1/demo/bookings/{}", id(1));
    let json_type = "application/json";
    assert_eq!(put(&path, json_type, "{".into()).await.problem(), (400, "malformed".into()));
    assert_eq!(put(&path, json_type, format!("{}x", booking(TUESDAY_9))).await.problem(), (400, "malformed".into()));
    assert_eq!(
        put(&path, "text/plain", booking(TUESDAY_9).to_string()).await.problem(),
        (415, "unsupported-media-type".into())
    );
    assert_eq!(put(&path, json_type, " ".repeat(65 * 1024)).await.problem(), (413, "body-too-large".into()));
    let unknown = format!("/api/v1/nobody/bookings/{}", id(1));
    assert_eq!(put(&unknown, json_type, booking(TUESDAY_9).to_string()).await.problem(), (404, "not-found".into()));
    for bad in ["01936D5E-7C3A-7B1E-8F2A-000000000001", "00000000-0000-0000-0000-000000000000", "1"] {
        assert_eq!(app.book("demo", bad, &booking(TUESDAY_9)).await.problem(), (400, "malformed".into()), "{bad}");
    }
    let foreign = app
        .send(request(
            "PUT",
            &path,
            &[("content-type", json_type), ("origin", "https://evil.example")],
            booking(TUESDAY_9).to_string().into(),
        ))
        .await;
    assert_eq!(foreign.problem(), (403, "origin-not-allowed".into()));
    assert_eq!(foreign.header("access-control-allow-origin"), Some("*"), "why it is refused can be read by anybody");
    let post = app.send(request("POST", &path, &[("origin", SITE)], booking(TUESDAY_9).to_string().into())).await;
    assert_eq!(post.problem(), (405, "method-not-allowed".into()));
    assert!(post.header("allow").unwrap().contains("PUT"), "{:?}", post.header("allow"));
    assert_eq!(app.count("SELECT count(*) FROM booking").await, 0);
}

#[tokio::test]
async fn a_preflight_names_what_a_listed_site_may_do() {
    let app = TestApp::new();
    let preflight = |origin: &'static str| {
        let headers = [
            ("origin", origin),
            ("access-control-request-method", "PUT"),
            ("access-control-request-headers", "content-type"),
        ];
        app.send(request("OPTIONS", &format!("/api/v1/demo/bookings/{}", id(1)), &headers, axum::body::Body::empty()))
    };
    let listed = preflight(SITE).await;
    assert_eq!((listed.status.as_u16(), listed.header("access-control-allow-origin")), (204, Some(SITE)));
    assert_eq!(listed.header("access-control-allow-methods"), Some("GET, PUT"));
    assert_eq!(listed.header("access-control-allow-credentials"), None);
    let foreign = preflight("https://evil.example").await;
    assert_eq!((foreign.status.as_u16(), foreign.header("access-control-allow-origin")), (403, Some("*")));
}

#[tokio::test]
async fn settings_that_changed_meanwhile_count() {
    let app = TestApp::new();
    app.book("demo", &id(1), &booking(TUESDAY_9)).await; // this isolate knows the tenant now
    app.sql("UPDATE service SET price = 7000 WHERE tenant_id = 'demo' AND id = 'home-cleaning'");
    app.sql("UPDATE tenant SET settings_version = settings_version + 1 WHERE id = 'demo'");
    let body = app.book("demo", &id(2), &booking("2026-12-02T08:00:00Z")).await.json();
    assert_eq!(body["document"]["total_with_vat"], "70.00");
    assert_eq!(app.last_log()["d1_batches"], 3, "refused, read again, stored");
}

#[tokio::test]
async fn a_site_that_was_just_added_or_removed_counts_at_once() {
    let app = TestApp::new();
    let new_site = "https://new.example";
    let put = |n: u32, day: u32| {
        let headers = [("content-type", "application/json"), ("origin", new_site)];
        let body = booking(&format!("2026-12-0{day}T08:00:00Z")).to_string();
        app.send(request("PUT", &format!("/api/v1/demo/bookings/{}", id(n)), &headers, body.into()))
    };
    assert_eq!(put(1, 1).await.problem(), (403, "origin-not-allowed".into()));
    let raise = "UPDATE tenant SET settings_version = settings_version + 1 WHERE id = 'demo'";
    app.sql(&format!("INSERT INTO allowed_origin VALUES ('demo', '{new_site}'); {raise}"));
    assert_eq!(app.get_with("/api/v1/demo", &[("origin", new_site)]).await.status, 200);
    assert_eq!(put(1, 1).await.status, 201);
    app.sql(&format!("DELETE FROM allowed_origin WHERE origin = '{new_site}'; {raise}"));
    assert_eq!(put(2, 2).await.problem(), (403, "origin-not-allowed".into()));
}

#[tokio::test]
async fn tenants_never_see_each_other() {
    let app = TestApp::new();
    let ours = app.book("demo", &id(1), &booking(TUESDAY_9)).await.json();
    let theirs = app.book("other", &id(1), &booking(TUESDAY_9)).await.json();
    // Same id, same resources, same numbers: two worlds.
    assert_eq!(theirs["document"]["number"], "INV-2026-0001");
    assert_ne!(ours["document"]["url"], theirs["document"]["url"]);
    let page = app.get(&path_of(&theirs["document"]["url"])).await.text();
    assert!(page.contains("Andere Klus") && !page.contains("Helder"), "{page}");
    // One tenant's MAC on another tenant's selector opens nothing.
    for link in ["manage_url", "calendar_url"] {
        let (ours, theirs) = (path_of(&ours[link]), path_of(&theirs[link]));
        let (head, tail) = (theirs.split('.').next().unwrap(), ours.split_once('.').unwrap().1);
        assert_eq!(app.get(&format!("{head}.{tail}")).await.status, 404);
    }
}

#[tokio::test]
async fn links_that_were_never_given_out_are_not_found() {
    let app = TestApp::new();
    let body = app.book("demo", &id(1), &booking(TUESDAY_9)).await.json();
    let path = path_of(&body["document"]["url"]);
    let wrong_last = format!("{}{}", &path[..path.len() - 1], if path.ends_with('A') { "B" } else { "A" });
    let answers = [
        wrong_last,
        path[..path.len() - 1].to_owned(),
        format!("{path}A"),
        path.to_uppercase().replacen("/D/", "/d/", 1),
        format!("/d/{}", id(1)),
        "/d/INV-2026-0001".to_owned(),
        format!("/m/{}", id(1)),
    ];
    for path in answers {
        assert_eq!(app.get(&path).await.status, 404, "{path}");
    }
    app.sql("INSERT INTO document_link (tenant_id, document_id, version) SELECT tenant_id, id, 2 FROM document");
    assert_eq!(app.get(&path).await.status, 410, "revoked");
    let expired = app.book("demo", &id(2), &booking("2026-12-02T08:00:00Z")).await.json();
    app.clock.set("2028-01-01T08:00:00Z".parse().unwrap());
    assert_eq!(app.get(&path_of(&expired["document"]["url"])).await.status, 410, "expired");
    assert_eq!(app.get(&path_of(&expired["manage_url"])).await.status, 410, "expired");
}

#[tokio::test]
async fn a_customer_cancels_and_the_document_follows() {
    let app = TestApp::new();
    app.sql("UPDATE tenant SET auto_invoice = 0 WHERE id = 'demo'");
    let body = app.book("demo", &id(1), &booking(TUESDAY_9)).await.json();
    let manage = path_of(&body["manage_url"]);
    assert!(app.get(&manage).await.text().contains("QUO-2026-0001"));
    assert!(app.get(&format!("{manage}/cancel")).await.text().contains("the quote is withdrawn"));

    let cross_site = [("sec-fetch-site", "cross-site"), ("origin", "https://evil.example")];
    let refused = app.send(request("POST", &format!("{manage}/cancel"), &cross_site, axum::body::Body::empty())).await;
    assert_eq!(refused.status, 403);
    assert_eq!(app.count("SELECT count(*) FROM busy").await, 1);

    for _ in 0..2 {
        let answer = app.post_form(&format!("{manage}/cancel"), "", &[]).await;
        assert_eq!(
            (answer.status.as_u16(), answer.header("location")),
            (303, Some(manage.as_str())),
            "twice answers as once"
        );
    }
    assert!(app.get(&manage).await.text().contains("cancelled"));
    assert_eq!(app.rows("SELECT outcome FROM quotation_outcome").await, [json!({ "outcome": "withdrawn" })]);
    let calendar = app.get(&format!("{manage}/calendar.ics")).await.text();
    assert!(calendar.contains("METHOD:CANCEL\r\n") && calendar.contains("SEQUENCE:1\r\n"), "{calendar}");
    assert_eq!(app.book("demo", &id(2), &booking(TUESDAY_9)).await.status, 201, "the slot is free again");
    let replayed = app.book("demo", &id(1), &booking(TUESDAY_9)).await.json();
    assert_eq!(replayed["booking"]["status"], "cancelled", "a late retry is told the truth");
}

#[tokio::test]
async fn a_booking_that_has_begun_cannot_be_cancelled_by_link() {
    let app = TestApp::new();
    let body = app.book("demo", &id(1), &booking(TUESDAY_9)).await.json();
    app.clock.set("2026-12-01T08:00:00Z".parse().unwrap());
    let answer = app.post_form(&format!("{}/cancel", path_of(&body["manage_url"])), "", &[]).await;
    assert_eq!(answer.status, 409);
    assert_eq!(app.count("SELECT count(*) FROM busy").await, 1);
}

#[tokio::test]
async fn documents_are_private_pages() {
    let app = TestApp::new();
    let body = app.book("demo", &id(1), &booking(TUESDAY_9)).await.json();
    let page = app.get(&path_of(&body["document"]["url"])).await;
    for (name, value) in [
        ("referrer-policy", "no-referrer"),
        ("x-robots-tag", "noindex, nofollow, noarchive"),
        ("cache-control", "private, no-store"),
        ("x-content-type-options", "nosniff"),
        ("cross-origin-opener-policy", "same-origin"),
    ] {
        assert_eq!(page.header(name), Some(value));
    }
    assert!(page.header("content-security-policy").unwrap().contains("frame-ancestors 'none'"));
    assert!(page.text().contains("INV-2026-0001"));
    let pdf = app.get(&path_of(&body["document"]["pdf_url"])).await;
    assert_eq!((pdf.header("content-type"), &pdf.bytes[..5]), (Some("application/pdf"), b"%PDF-".as_slice()));
    assert_eq!(app.get(&path_of(&body["document"]["pdf_url"])).await.bytes, pdf.bytes, "kept");
}

#[tokio::test]
async fn issued_documents_refuse_every_change() {
    let app = TestApp::new();
    app.book("demo", &id(1), &booking(TUESDAY_9)).await;
    let columns = app.rows("SELECT name FROM pragma_table_info('document')").await;
    assert!(columns.len() > 15);
    let immutable =
        edge::platform::database::DatabaseError::Refused(edge::platform::database::Refused::DocumentIsImmutable);
    for column in columns {
        let column = column["name"].as_str().unwrap();
        let sql: &'static str = Box::leak(format!("UPDATE document SET {column} = {column}").into_boxed_str());
        let refused = edge::platform::database::Database::batch(
            &*app.database,
            vec![edge::platform::database::Statement::new(sql, [])],
        )
        .await;
        assert_eq!(refused.unwrap_err(), immutable, "{column}");
    }
    let delete = edge::platform::database::Statement::new("DELETE FROM document", []);
    let refused = edge::platform::database::Database::batch(&*app.database, vec![delete]).await;
    assert_eq!(refused.unwrap_err(), immutable);
}

#[tokio::test]
async fn the_log_names_routes_and_costs_but_nobody() {
    let app = TestApp::new();
    let body = app.book("demo", &id(1), &booking(TUESDAY_9)).await.json();
    app.get(&path_of(&body["document"]["url"])).await;
    let lines = app.log.0.lock().unwrap().join("\n");
    assert!(lines.contains("\"route\":\"/d/{token}\"") && lines.contains("\"tenant\":\"demo\""), "{lines}");
    let token = path_of(&body["document"]["url"]);
    for secret in ["Peeters", "an@example.com", token.strip_prefix("/d/").unwrap()] {
        assert!(!lines.contains(secret), "{secret}");
    }
}

#[tokio::test]
async fn the_sweep_draws_what_the_queue_lost() {
    let app = TestApp::new();
    app.book("demo", &id(1), &booking(TUESDAY_9)).await;
    let open = "SELECT count(*) FROM outbox WHERE task = 'render_document' AND done_at IS NULL";
    assert_eq!(app.count(open).await, 1);
    assert!(edge::work::outbox::sweep(&app.background()).await.unwrap() >= 1);
    assert_eq!(app.count(open).await, 0);
    assert_eq!(edge::work::outbox::sweep(&app.background()).await.unwrap(), 0, "what is done is done");
}

#[tokio::test]
async fn a_database_behind_this_version_is_not_ready() {
    let app = TestApp::new();
    app.sql("DELETE FROM d1_migrations WHERE name = (SELECT max(name) FROM d1_migrations)");
    let behind = app.get("/readyz").await;
    assert_eq!((behind.status.as_u16(), behind.header("retry-after")), (503, Some("5")));
    assert_eq!(app.get("/healthz").await.status, 200);
    app.sql("DROP TABLE d1_migrations");
    assert_eq!(app.get("/readyz").await.status, 503);
}

#[tokio::test]
async fn health_and_readiness() {
    let app = TestApp::new();
    assert_eq!(app.get("/healthz").await.json()["status"], "ok");
    assert_eq!(app.get("/readyz").await.json()["status"], "ready");
    assert_eq!(app.get("/nothing").await.status, 404);
    assert_eq!(app.get("/b/demo").await.status, 200);
    let nobody = app.get("/b/nobody").await;
    assert_eq!(nobody.status, 404);
    assert!(nobody.text().contains("Nobody takes bookings at this address.") && nobody.text().contains("cut off"));
    let accent = app.get("/assets/accent/0F5F57.css").await;
    assert_eq!(
        (accent.header("content-type"), accent.text().as_str()),
        (Some("text/css; charset=utf-8"), ":root{--accent:#0F5F57;--on-accent:#FFFFFF}\n")
    );
    assert_eq!(app.get("/assets/accent/red.css").await.status, 404);
}
