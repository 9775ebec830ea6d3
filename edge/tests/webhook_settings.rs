//! Settings > Delivery > Webhooks: addresses, secrets, forms sent twice, other tenants.

use edge::work::outbox::run_tenant;
use jiff::SignedDuration;
use shared::id::TenantId;

use crate::{
    admin::{Admin, TUESDAY_9, to},
    support::{
        Fault, booking, id,
        receiver::{HOOK, PATH, URL, World, add, form, is_signed_by, payload, secret},
    },
};

#[tokio::test]
async fn both_secrets_sign_for_a_day() {
    let world = World::new();
    let admin = Admin::of(&world.app, "demo").await;
    add(&admin, HOOK, &["booking.created"]).await;
    let old = secret(&admin, HOOK).await.unwrap();
    // Two clicks make one new secret.
    for _ in 0..2 {
        let answer = admin.post(&format!("{PATH}/{HOOK}/secret"), "version=1").await;
        assert_eq!(to(&answer), (303, format!("{PATH}/{HOOK}?done=rotated").as_str()));
    }
    let new = secret(&admin, HOOK).await.unwrap();
    assert_ne!(old, new);
    world.app.book("demo", &id(1), &booking(TUESDAY_9)).await;
    world.work().await;
    world.wait(SignedDuration::from_hours(24));
    world.app.book("demo", &id(2), &booking("2026-12-02T08:00:00Z")).await;
    world.work().await;
    let calls = world.calls();
    assert!(is_signed_by(&calls[0], &old) && is_signed_by(&calls[0], &new));
    assert!(!is_signed_by(&calls[1], &old) && is_signed_by(&calls[1], &new));
    let admin = Admin::of(&world.app, "demo").await;
    // Another window that still shows the first version makes none.
    let answer = admin.post(&format!("{PATH}/{HOOK}/secret"), "version=1").await;
    assert_eq!(answer.status, 409);
    assert!(answer.text().contains("nothing was saved"));
}

#[tokio::test]
async fn a_secret_is_readable_for_minutes_and_kept_sealed() {
    let world = World::new();
    let admin = Admin::of(&world.app, "demo").await;
    add(&admin, HOOK, &["booking.created"]).await;
    let shown = secret(&admin, HOOK).await.unwrap();
    let stored = world.app.rows("SELECT secret FROM webhook_endpoint").await[0]["secret"].as_str().unwrap().to_owned();
    assert!(!stored.contains(&shown) && !stored.contains("whsec"));
    world.wait(SignedDuration::from_mins(15));
    assert_eq!(secret(&admin, HOOK).await, None);
    // Copied into the row of another tenant it opens nothing.
    world.app.sql("INSERT INTO webhook_endpoint SELECT 'other', id, url, description, '[\"booking.created\"]', secret, secret_set_at, NULL, NULL, NULL, NULL, NULL, 1, created_at FROM webhook_endpoint");
    world.app.book("other", &id(1), &booking(TUESDAY_9)).await;
    run_tenant(&world.app.background(), &TenantId::new("other")).await.unwrap();
    assert_eq!(world.calls().len(), 0);
}

#[tokio::test]
async fn a_private_target_is_refused_at_the_field_and_again_when_it_is_asked() {
    let world = World::new();
    let admin = Admin::of(&world.app, "demo").await;
    for url in [
        "http://example.com/",
        "https://127.0.0.1/",
        "https://localhost/",
        "https://u:p@example.com/",
        "https://0x7f.1/",
        "",
    ] {
        let answer = admin.post(&format!("{PATH}/add"), &form(HOOK, url, &["invoice.paid"])).await;
        let page = answer.text();
        assert_eq!(answer.status, 422, "{url}");
        assert!(
            page.contains("id=\"url-error\"")
                && page.contains("value=\"CRM\"")
                && page.contains("value=\"on\" checked")
        );
    }
    let answer = admin.post(&format!("{PATH}/add"), &form(HOOK, URL, &[])).await;
    assert_eq!(answer.status, 422);
    assert!(answer.text().contains("Choose at least one event."));
    add(&admin, HOOK, &["booking.created"]).await;
    // Whoever changes the row behind the form gains nothing.
    world.app.sql("UPDATE webhook_endpoint SET url = 'http://169.254.169.254/latest'");
    world.app.book("demo", &id(1), &booking(TUESDAY_9)).await;
    world.work().await;
    assert_eq!(world.http.sent.lock().unwrap().len(), 0);
    assert!(world.states().await[0]["answer"].as_str().unwrap().contains("Nothing was sent"));
}

#[tokio::test]
async fn another_tenant_neither_sees_nor_changes_a_webhook() {
    let world = World::new();
    let (admin, other) = (Admin::of(&world.app, "demo").await, Admin::of(&world.app, "other").await);
    add(&admin, HOOK, &["booking.created"]).await;
    world.app.book("demo", &id(1), &booking(TUESDAY_9)).await;
    let message = format!("msg_booking_created_demo_{}_0", id(1));
    assert!(!other.page(PATH).await.contains(URL));
    for path in [format!("{PATH}/{HOOK}"), format!("{PATH}/{HOOK}/edit"), format!("{PATH}/{HOOK}/messages/{message}")] {
        assert_eq!(other.get(&path).await.status, 404, "{path}");
        assert_eq!(admin.get(&path).await.status, 200, "{path}");
    }
    for (action, body) in [
        ("edit", format!("version=1&{}", form(HOOK, URL, &["invoice.paid"]))),
        ("secret", "version=1".to_owned()),
        ("state", "action=disable".to_owned()),
        ("test", format!("test={HOOK}")),
        (&format!("messages/{message}/redeliver"), String::new()),
    ] {
        assert_eq!(other.post(&format!("{PATH}/{HOOK}/{action}"), &body).await.status, 404, "{action}");
    }
    other.post(&format!("{PATH}/{HOOK}/delete"), "").await;
    let untouched =
        "SELECT count(*) FROM webhook_endpoint WHERE tenant_id = 'demo' AND version = 1 AND disabled_at IS NULL";
    assert_eq!(world.app.count(untouched).await, 1);
    // The same id is another webhook there.
    add(&other, HOOK, &["booking.created"]).await;
    assert_eq!(world.app.count("SELECT count(*) FROM webhook_endpoint").await, 2);
}

#[tokio::test]
async fn forms_sent_twice_do_it_once_and_two_windows_do_not_overwrite_each_other() {
    let world = World::new();
    let admin = Admin::of(&world.app, "demo").await;
    add(&admin, HOOK, &["booking.created"]).await;
    add(&admin, HOOK, &["booking.created"]).await;
    assert_eq!(world.app.count("SELECT count(*) FROM webhook_endpoint").await, 1);
    let answer = admin.post(&format!("{PATH}/add"), &form(HOOK, URL, &["invoice.paid"])).await;
    assert_eq!(answer.status, 409, "the same form with something else in it");

    let edit =
        |version: i64, url: &str| form("", url, &["invoice.paid"]).replace("id=&", &format!("version={version}&"));
    let path = format!("{PATH}/{HOOK}/edit");
    for _ in 0..2 {
        assert_eq!(to(&admin.post(&path, &edit(1, URL)).await), (303, format!("{PATH}/{HOOK}?done=saved").as_str()));
    }
    let answer = admin.post(&path, &edit(1, "https://else.example.com/")).await;
    assert_eq!(answer.status, 409);
    assert!(answer.text().contains("nothing was saved") && answer.text().contains(URL));

    let test = "01936d5e-7c3a-7b1e-8f2a-00000000bb01";
    for _ in 0..2 {
        assert_eq!(admin.post(&format!("{PATH}/{HOOK}/test"), &format!("test={test}")).await.status, 303);
    }
    world.work().await;
    assert_eq!(world.calls().len(), 1);
    assert_eq!(payload(&world.calls()[0])["type"], "webhook.test");

    for _ in 0..2 {
        assert_eq!(
            to(&admin.post(&format!("{PATH}/{HOOK}/delete"), "").await),
            (303, format!("{PATH}?done=deleted").as_str())
        );
    }
    assert_eq!(world.app.count("SELECT count(*) FROM webhook_delivery").await, 0);
    assert_eq!(admin.get(&format!("{PATH}/{HOOK}")).await.status, 404);
}

#[tokio::test]
async fn a_lost_answer_of_the_form_adds_one_and_keeps_its_secret() {
    for fault in [Fault::LostBefore, Fault::LostAfter] {
        let world = World::new();
        let admin = Admin::of(&world.app, "demo").await;
        // The session is read first, then the webhook is stored.
        world.app.inject([None, Some(fault)]);
        add(&admin, HOOK, &["booking.created"]).await;
        world.app.inject([None, None, Some(fault)]);
        let answer = admin.post(&format!("{PATH}/{HOOK}/secret"), "version=1").await;
        assert_eq!(answer.status, 303, "{}", answer.text());
        assert_eq!(world.app.count("SELECT version FROM webhook_endpoint").await, 2);
        assert!(secret(&admin, HOOK).await.is_some());
    }
}

#[tokio::test]
async fn a_tenant_has_ten_at_most() {
    let world = World::new();
    let admin = Admin::of(&world.app, "demo").await;
    for n in 0..10 {
        add(&admin, &format!("01936d5e-7c3a-7b1e-8f2a-00000000cc{n:02}"), &["invoice.paid"]).await;
    }
    let answer = admin.post(&format!("{PATH}/add"), &form(HOOK, URL, &["invoice.paid"])).await;
    assert_eq!(answer.status, 422);
    assert!(answer.text().contains("There are 10 webhooks already"));
    assert!(!admin.page(PATH).await.contains(&format!("{PATH}/add")));
}
