//! Webhooks: told in the batch in which it happened, signed, tried again by the plan, and only to public hosts.

use std::sync::{Arc, Mutex};

use edge::{
    native::ScriptedHttp,
    platform::{
        database::BoxFuture,
        mail::{Mail, MailError},
        ports::Mailer,
    },
    store::{webhook, write::WriteContext},
    work::outbox::sweep,
};
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value as Json, json};
use shared::id::{DocumentId, TenantId};

use crate::{
    admin::{Admin, TUESDAY_9, quote, to},
    support::{
        BASE, Fault, NOW, TestApp, booking, id,
        receiver::{Does, HOOK, PATH, URL, World, add, header, is_signed_by, payload, secret},
    },
};

#[tokio::test]
async fn a_booking_is_told_once_and_signed() {
    let world = World::new();
    let admin = Admin::of(&world.app, "demo").await;
    add(&admin, HOOK, &["booking.created"]).await;
    let secret = secret(&admin, HOOK).await.unwrap();
    world.app.book("demo", &id(1), &booking(TUESDAY_9)).await;
    world.app.book("demo", &id(1), &booking(TUESDAY_9)).await;
    world.app.book("other", &id(1), &booking(TUESDAY_9)).await;
    world.work().await;
    sweep(&world.app.background()).await.unwrap();
    let calls = world.calls();
    assert_eq!(calls.len(), 1);
    let call = &calls[0];
    assert_eq!(
        (call.method.as_str(), call.url.as_str(), header(call, "content-type")),
        ("POST", URL, "application/json")
    );
    assert_eq!((call.timeout.as_secs(), call.limit), (10, 65_536));
    assert!(is_signed_by(call, &secret));
    assert_eq!(header(call, "webhook-timestamp"), NOW.parse::<Timestamp>().unwrap().as_second().to_string());
    assert_eq!(header(call, "webhook-id"), format!("msg_booking_created_demo_{}_0", id(1)));
    let told = payload(call);
    let reference = told["data"]["reference"].clone();
    assert_eq!(
        told,
        json!({ "type": "booking.created", "timestamp": NOW, "version": 1, "business": "demo", "data": {
            "id": id(1), "reference": reference, "status": "confirmed", "sequence": 0, "service": "home-cleaning", "seats": 1,
            "starts_at": TUESDAY_9, "ends_at": told["data"]["ends_at"], "time_zone": "Europe/Brussels",
            "url": format!("https://book.test/admin/bookings/{}", id(1)),
        }})
    );
    assert_eq!(world.states().await, [json!({"state": "delivered", "attempts": 1, "status": 204, "answer": ""})]);
}

/// Types of all messages of `demo`, with what each is about.
async fn told(app: &TestApp) -> Vec<String> {
    let rows = app.rows("SELECT type FROM webhook_message WHERE tenant_id = 'demo' ORDER BY rowid").await;
    rows.iter().map(|row| row["type"].as_str().unwrap().to_owned()).collect()
}

const ALL: [&str; 10] = [
    "booking.created",
    "booking.changed",
    "booking.cancelled",
    "quote.created",
    "quote.accepted",
    "quote.converted",
    "invoice.issued",
    "invoice.paid",
    "document.delivered",
    "document.failed",
];

#[tokio::test]
async fn every_write_tells_what_happened() {
    let world = World::new();
    let app = &world.app;
    let admin = Admin::of(app, "demo").await;
    add(&admin, HOOK, &ALL).await;
    app.book("demo", &id(1), &booking("2026-12-02T08:00:00Z")).await;
    assert_eq!(told(app).await, ["invoice.issued", "booking.created"]);
    let invoice = app.rows("SELECT id, number FROM document WHERE tenant_id = 'demo'").await[0].clone();
    let path = format!("/admin/documents/{}/record-payment", invoice["id"].as_str().unwrap());
    for (n, amount, after) in [(1, "20", 2), (2, "45", 3)] {
        let payment =
            format!("id=01936d5e-7c3a-7b1e-9f2a-00000000000{n}&amount={amount}&paid_on=2026-11-30&method=cash&note=");
        let answer = admin.post(&path, &payment).await;
        assert_eq!(answer.status, 303, "{}", answer.text());
        assert_eq!(told(app).await.len(), after, "a part is not the whole");
    }
    assert_eq!(told(app).await[2], "invoice.paid");
    // Undone and paid again: it was told before.
    admin.post(&path.replace("record-payment", "payments/01936d5e-7c3a-7b1e-9f2a-000000000002/undo"), "").await;
    admin.post(&path, "id=01936d5e-7c3a-7b1e-9f2a-000000000003&amount=45&paid_on=2026-11-30&method=cash&note=").await;
    assert_eq!(told(app).await.len(), 3);

    let quoted = quote(app, 2, TUESDAY_9).await;
    let quotation =
        app.rows("SELECT id FROM document WHERE kind = 'quotation'").await[0]["id"].as_str().unwrap().to_owned();
    admin.post(&format!("/admin/documents/{quotation}/answer"), "answer=accepted&name=An+Peeters&remark=").await;
    admin.post(&format!("/admin/bookings/{quoted}/generate-invoice"), "").await;
    assert_eq!(
        told(app).await[3..],
        ["quote.created", "booking.created", "quote.accepted", "invoice.issued", "quote.converted"]
    );
    let answer = admin.post(&format!("/admin/bookings/{quoted}/cancel"), "").await;
    assert!(told(app).await.contains(&"booking.cancelled".to_owned()), "{}", answer.text());

    world.work().await;
    sweep(&app.background()).await.unwrap();
    let calls = world.calls();
    assert_eq!(calls.len(), told(app).await.len());
    let of = |event: &str| {
        payload(
            calls
                .iter()
                .find(|call| {
                    let told = payload(call);
                    told["type"] == event && (event != "invoice.issued" || told["data"]["id"] == invoice["id"])
                })
                .unwrap(),
        )["data"]
            .clone()
    };
    let issued = of("invoice.issued");
    assert_eq!(
        (&issued["number"], &issued["kind"], &issued["total_with_vat"], &issued["currency"]),
        (&invoice["number"], &json!("invoice"), &json!("65.00"), &json!("EUR"))
    );
    assert_eq!(issued["booking_id"], json!(id(1)));
    let converted = of("quote.converted");
    assert_eq!((&converted["kind"], &converted["id"]), (&json!("quote"), &json!(quotation)));
    assert!(converted["invoice_id"].is_string());
    for call in &calls {
        let text = String::from_utf8(call.body.clone()).unwrap();
        assert!(!text.contains("Peeters") && !text.contains("an@example.com"), "{text}");
    }
}

#[tokio::test]
async fn nothing_is_written_for_nobody() {
    let world = World::new();
    let app = &world.app;
    let admin = Admin::of(app, "demo").await;
    app.book("demo", &id(1), &booking(TUESDAY_9)).await;
    add(&admin, HOOK, &["invoice.paid"]).await;
    app.book("demo", &id(2), &booking("2026-12-02T08:00:00Z")).await;
    admin.post(&format!("{PATH}/{HOOK}/state"), "action=disable").await;
    app.book("demo", &id(3), &booking("2026-12-03T08:00:00Z")).await;
    app.book("other", &id(4), &booking(TUESDAY_9)).await;
    assert_eq!(app.count("SELECT count(*) FROM webhook_message").await, 0);
    assert_eq!(app.count("SELECT count(*) FROM outbox WHERE task = 'call_webhook'").await, 0);
}

#[tokio::test]
async fn the_fan_out_is_there_exactly_when_the_booking_is() {
    for plan in [Some(Fault::LostBefore), Some(Fault::LostAfter)] {
        for batches_before in 0..3 {
            let world = World::new();
            let app = &world.app;
            let admin = Admin::of(app, "demo").await;
            add(&admin, HOOK, &["booking.created"]).await;
            add(&admin, &HOOK.replace("aa01", "aa02"), &["booking.created", "invoice.issued"]).await;
            // The fault hits one batch and all its repetitions.
            app.inject([vec![None; batches_before], vec![plan; 4]].concat());
            app.book("demo", &id(1), &booking(TUESDAY_9)).await;
            app.inject([]);
            let bookings = app.count("SELECT count(*) FROM booking").await;
            assert_eq!(
                app.count("SELECT count(*) FROM webhook_message").await,
                2 * bookings,
                "{plan:?} {batches_before}"
            );
            assert_eq!(app.count("SELECT count(*) FROM outbox WHERE task = 'call_webhook'").await, 3 * bookings);
            assert_eq!(app.count("SELECT count(*) FROM webhook_delivery").await, 3 * bookings);
            // Sent again by the customer: told once.
            assert!(app.book("demo", &id(1), &booking(TUESDAY_9)).await.status.is_success());
            world.work().await;
            world.work().await;
            assert_eq!(world.calls().len(), 3);
        }
    }
}

#[tokio::test]
async fn a_booking_that_is_refused_is_told_to_nobody() {
    let world = World::new();
    let admin = Admin::of(&world.app, "demo").await;
    add(&admin, HOOK, &ALL).await;
    let mut stored = 0;
    for n in 1..=6 {
        stored += i64::from(world.app.book("demo", &id(n), &booking(TUESDAY_9)).await.status == 201);
    }
    assert!(stored < 6);
    let sql = "SELECT count(*) FROM webhook_message WHERE type = 'booking.created'";
    assert_eq!(world.app.count(sql).await, stored);
}

#[tokio::test]
async fn a_failure_is_tried_again_with_the_same_bytes_and_a_new_time() {
    let world = World::new();
    let admin = Admin::of(&world.app, "demo").await;
    add(&admin, HOOK, &["booking.created"]).await;
    let secret = secret(&admin, HOOK).await.unwrap();
    world.receiver([
        Does::Answers(500, "<b>oh</b>"),
        Does::Hangs,
        Does::NeverEnds,
        Does::Answers(302, "elsewhere"),
        Does::Answers(200, "ok"),
    ]);
    world.app.book("demo", &id(1), &booking(TUESDAY_9)).await;
    for (attempt, status) in [(1, json!(500)), (2, Json::Null), (3, Json::Null), (4, json!(302)), (5, json!(200))] {
        world.work().await;
        let state = &world.states().await[0];
        assert_eq!((&state["attempts"], &state["status"]), (&json!(attempt), &status));
        world.work().await;
        assert_eq!(world.calls().len(), attempt, "not before its time");
        let page = admin.page(&format!("{PATH}/{HOOK}")).await;
        assert!(page.contains(if attempt == 5 { "delivered" } else { "waiting" }));
        world.wait(SignedDuration::from_hours(4));
    }
    let calls = world.calls();
    for call in &calls {
        assert_eq!((&call.body, header(call, "webhook-id")), (&calls[0].body, header(&calls[0], "webhook-id")));
        assert!(is_signed_by(call, &secret));
    }
    assert!(header(&calls[1], "webhook-timestamp") > header(&calls[0], "webhook-timestamp"));
    assert_eq!(world.app.count("SELECT count(*) FROM webhook_endpoint WHERE failing_since IS NULL").await, 1);
}

#[tokio::test]
async fn what_the_receiver_asks_for_is_kept() {
    let world = World::new();
    let admin = Admin::of(&world.app, "demo").await;
    add(&admin, HOOK, &["booking.created"]).await;
    world.receiver([Does::AsksToWait(429, "3600"), Does::Answers(200, "")]);
    world.app.book("demo", &id(1), &booking(TUESDAY_9)).await;
    world.work().await;
    world.wait(SignedDuration::from_mins(59));
    world.work().await;
    assert_eq!(world.calls().len(), 1);
    world.wait(SignedDuration::from_mins(2));
    world.work().await;
    assert_eq!(world.calls().len(), 2);
}

#[tokio::test]
async fn used_up_attempts_end_and_an_admin_sends_it_again_under_its_id() {
    let world = World::new();
    let admin = Admin::of(&world.app, "demo").await;
    add(&admin, HOOK, &["booking.created"]).await;
    world.receiver([Does::Answers(503, "busy")]);
    world.app.book("demo", &id(1), &booking(TUESDAY_9)).await;
    for _ in 0..12 {
        world.work().await;
        world.wait(SignedDuration::from_hours(27));
        // Not a word about days of failures here: another message got through.
        world.app.sql("UPDATE webhook_endpoint SET failing_since = NULL");
    }
    assert_eq!(world.calls().len(), 10);
    assert_eq!(world.states().await[0], json!({"state": "failed", "attempts": 10, "status": 503, "answer": "busy"}));
    assert_eq!(world.app.count("SELECT count(*) FROM outbox WHERE dead_at IS NOT NULL").await, 1);
    world.receiver([Does::Answers(200, "")]);
    let message =
        world.app.rows("SELECT message_id FROM webhook_delivery").await[0]["message_id"].as_str().unwrap().to_owned();
    let path = format!("{PATH}/{HOOK}/messages/{message}");
    let admin = Admin::of(&world.app, "demo").await;
    let page = admin.page(&path).await;
    assert!(page.contains("status 503") && page.contains("busy") && page.contains("Send again"), "{page}");
    for _ in 0..2 {
        let answer = admin.post(&format!("{path}/redeliver"), "").await;
        assert_eq!(to(&answer), (303, format!("{path}?done=again").as_str()));
    }
    world.work().await;
    world.work().await;
    let calls = world.calls();
    assert_eq!(calls.len(), 11, "two clicks are one more attempt");
    assert_eq!((header(&calls[10], "webhook-id"), &calls[10].body), (header(&calls[0], "webhook-id"), &calls[0].body));
    assert_eq!(world.states().await[0]["state"], "delivered");
}

#[tokio::test]
async fn gone_switches_it_off_and_nothing_more_is_sent() {
    let world = World::new();
    let admin = Admin::of(&world.app, "demo").await;
    add(&admin, HOOK, &["booking.created"]).await;
    world.receiver([Does::Answers(410, "")]);
    world.app.book("demo", &id(1), &booking(TUESDAY_9)).await;
    world.work().await;
    world.app.book("demo", &id(2), &booking("2026-12-02T08:00:00Z")).await;
    world.wait(SignedDuration::from_hours(100));
    world.work().await;
    assert_eq!(world.calls().len(), 1);
    let admin = Admin::of(&world.app, "demo").await;
    let page = admin.page(&format!("{PATH}/{HOOK}")).await;
    assert!(page.contains("410 Gone") && page.contains("Switch on"), "{page}");
    assert_eq!(world.states().await.len(), 1);
    // Back on: the next booking is told again.
    world.receiver([Does::Answers(200, "")]);
    admin.post(&format!("{PATH}/{HOOK}/state"), "action=enable").await;
    world.app.book("demo", &id(3), &booking("2026-12-07T08:00:00Z")).await;
    world.work().await;
    assert_eq!(world.calls().len(), 2);
}

#[tokio::test]
async fn what_waits_for_a_webhook_that_is_off_is_not_sent() {
    let world = World::new();
    let admin = Admin::of(&world.app, "demo").await;
    add(&admin, HOOK, &["booking.created"]).await;
    world.app.book("demo", &id(1), &booking(TUESDAY_9)).await;
    for _ in 0..2 {
        assert_eq!(to(&admin.post(&format!("{PATH}/{HOOK}/state"), "action=disable").await).0, 303);
    }
    world.work().await;
    assert_eq!((world.calls().len(), world.states().await[0]["state"].clone()), (0, json!("cancelled")));
}

#[tokio::test]
async fn days_of_failures_switch_it_off() {
    let world = World::new();
    let admin = Admin::of(&world.app, "demo").await;
    add(&admin, HOOK, &["booking.created"]).await;
    world.receiver([Does::Hangs]);
    for n in 1..=6 {
        world.app.book("demo", &id(n), &booking(&format!("2026-12-{:02}T08:00:00Z", 7 + n))).await;
        world.work().await;
        world.wait(SignedDuration::from_hours(24));
    }
    let off = "SELECT count(*) FROM webhook_endpoint WHERE disabled_because = 'failing'";
    assert_eq!(world.app.count(off).await, 1);
    let calls = world.calls().len();
    world.wait(SignedDuration::from_hours(24));
    world.work().await;
    assert_eq!(world.calls().len(), calls);
    let admin = Admin::of(&world.app, "demo").await;
    assert!(admin.page(&format!("{PATH}/{HOOK}")).await.contains("5 days"));
}

#[tokio::test]
async fn a_name_that_leads_into_a_network_is_not_asked() {
    let world = World::new();
    let admin = Admin::of(&world.app, "demo").await;
    add(&admin, HOOK, &["booking.created"]).await;
    for (n, address) in [(1, [127, 0, 0, 1]), (2, [169, 254, 169, 254]), (3, [10, 1, 2, 3]), (4, [100, 64, 0, 1])] {
        *world.address.lock().unwrap() = address;
        world.app.book("demo", &id(n), &booking(&format!("2026-12-{:02}T08:00:00Z", 7 + n))).await;
        world.work().await;
        assert_eq!(world.calls().len(), 0, "{address:?}");
        let sql = "SELECT answer FROM webhook_delivery WHERE attempts > 0 ORDER BY message_id DESC LIMIT 1";
        let answer = world.app.rows(sql).await[0]["answer"].as_str().unwrap().to_owned();
        assert!(answer.contains("Nothing was sent") && answer.contains(&std::net::Ipv4Addr::from(address).to_string()));
    }
}

#[tokio::test]
async fn what_became_of_a_document_is_told_with_its_channel_and_reason() {
    let world = World::new();
    let admin = Admin::of(&world.app, "demo").await;
    add(&admin, HOOK, &["document.delivered", "document.failed"]).await;
    world.app.book("demo", &id(1), &booking(TUESDAY_9)).await;
    let document = world.app.rows("SELECT id FROM document").await[0]["id"].as_str().unwrap().to_owned();
    let (document, demo) = (DocumentId::new(document), TenantId::new("demo"));
    let context = WriteContext { tenant: &demo, base_url: BASE, now: NOW.parse().unwrap() };
    let long = "x.".repeat(60);
    let statements = vec![
        webhook::document_failed(&context, &document, "peppol-original", "peppol", "No \"such\" participant."),
        webhook::document_delivered(&context, &document, &long, "email"),
        // The same outcome of the same attempt, told again, such as after a lost answer.
        webhook::document_delivered(&context, &document, &long, "email"),
    ];
    world.app.background().batch(statements).await.unwrap();
    world.work().await;
    let mut told: Vec<Json> = world.calls().iter().map(payload).collect();
    told.sort_by_key(|told| told["type"].to_string());
    let told: Vec<_> =
        told.iter().map(|told| (&told["type"], &told["data"]["channel"], &told["data"]["reason"])).collect();
    let failed = (&json!("document.failed"), &json!("peppol"), &json!("No \"such\" participant."));
    assert_eq!(told, [(&json!("document.delivered"), &json!("email"), &Json::Null), failed]);
}

#[test]
fn every_event_is_described_for_receivers() {
    let described = include_str!("../docs/webhooks.md");
    for event in ALL {
        assert!(described.contains(&format!("`{event}`")), "{event}");
    }
}

/// How many calls of webhooks went before each mail.
struct CallsBefore {
    http: Arc<ScriptedHttp>,
    mails: Mutex<Vec<usize>>,
}

impl Mailer for CallsBefore {
    fn send<'a>(&'a self, _mail: &'a Mail) -> BoxFuture<'a, Result<(), MailError>> {
        Box::pin(async move {
            let sent = self.http.sent.lock().unwrap();
            self.mails.lock().unwrap().push(sent.iter().filter(|sent| !sent.url.ends_with("/dns-query")).count());
            Ok(())
        })
    }
}

#[tokio::test]
async fn no_customer_waits_for_a_webhook_that_hangs() {
    let mut world = World::new();
    world.receiver([Does::Hangs]);
    let mailer = Arc::new(CallsBefore { http: world.http.clone(), mails: Mutex::default() });
    world.app.ports.mail = mailer.clone();
    let admin = Admin::of(&world.app, "demo").await;
    for n in 0..10 {
        add(&admin, &format!("{}{n}", &HOOK[..35]), &["booking.created"]).await;
    }
    world.app.book("demo", &id(1), &booking(TUESDAY_9)).await;
    world.work().await;
    // The confirmation and the invoice went out before anybody waited ten times ten seconds.
    assert_eq!(*mailer.mails.lock().unwrap(), [0, 0]);
    assert_eq!(world.calls().len(), 10);
    // Nor does the next customer wait for those ten, which are tried again and were due before.
    world.wait(SignedDuration::from_hours(1));
    world.app.book("demo", &id(2), &booking("2026-12-02T08:00:00Z")).await;
    world.work().await;
    assert_eq!(*mailer.mails.lock().unwrap(), [0, 0, 10, 10]);
    assert_eq!(world.calls().len(), 30);
}
