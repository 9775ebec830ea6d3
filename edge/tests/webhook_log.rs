//! Messages: none ever changes, old ones are forgotten, and what was told once stays told once.

use edge::platform::mail::MailError;
use jiff::SignedDuration;

use crate::{
    admin::{Admin, TUESDAY_9, to},
    delivery::mailbox,
    support::{
        booking, id,
        receiver::{HOOK, World, add, payload},
    },
};

#[tokio::test]
async fn a_message_never_changes() {
    let world = World::new();
    let admin = Admin::of(&world.app, "demo").await;
    add(&admin, HOOK, &["booking.created"]).await;
    world.app.book("demo", &id(1), &booking(TUESDAY_9)).await;
    for column in ["id", "type", "payload", "created_at", "tenant_id"] {
        let refusal = world.app.refusal(&format!("UPDATE webhook_message SET {column} = 'x'"));
        assert!(refusal.contains("webhook_message_is_immutable"), "{column}: {refusal}");
    }
}

#[tokio::test]
async fn old_deliveries_are_forgotten() {
    let world = World::new();
    let admin = Admin::of(&world.app, "demo").await;
    add(&admin, HOOK, &["booking.created"]).await;
    world.app.book("demo", &id(1), &booking(TUESDAY_9)).await;
    world.work().await;
    world.wait(SignedDuration::from_hours(24 * 91));
    world.app.book("demo", &id(2), &booking("2027-03-08T08:00:00Z")).await;
    world.work().await;
    assert_eq!(world.calls().len(), 2);
    assert_eq!(world.app.count("SELECT count(*) FROM webhook_message").await, 1);
    assert_eq!(world.app.count("SELECT count(*) FROM webhook_delivery").await, 1);
}

/// Ninety-one days later, when something else has got through and what is older was forgotten.
async fn long_after(world: &World) {
    world.wait(SignedDuration::from_hours(24 * 91));
    world.app.book("demo", &id(2), &booking("2027-03-08T08:00:00Z")).await;
    world.work().await;
    world.work().await;
    let old = "SELECT count(*) FROM webhook_delivery WHERE created_at < '2027'";
    assert_eq!(world.app.count(old).await, 0);
}

/// How often the receiver was told of this.
fn count_of(world: &World, event: &str) -> usize {
    world.calls().iter().filter(|call| payload(call)["type"] == event).count()
}

#[tokio::test]
async fn an_invoice_is_told_paid_once_even_where_that_was_long_ago() {
    let world = World::new();
    let admin = Admin::of(&world.app, "demo").await;
    add(&admin, HOOK, &["booking.created", "invoice.paid"]).await;
    world.app.book("demo", &id(1), &booking(TUESDAY_9)).await;
    let invoice = world.app.rows("SELECT id FROM document").await[0]["id"].as_str().unwrap().to_owned();
    let path = format!("/admin/documents/{invoice}");
    let payment = |n: u32, amount: &str| {
        format!("id=01936d5e-7c3a-7b1e-9f2a-00000000000{n}&amount={amount}&paid_on=2026-11-30&method=cash&note=")
    };
    assert_eq!(admin.post(&format!("{path}/record-payment"), &payment(1, "65")).await.status, 303);
    world.work().await;
    assert_eq!(count_of(&world, "invoice.paid"), 1);
    long_after(&world).await;
    let admin = Admin::of(&world.app, "demo").await;
    for (what, form) in [
        ("credit-note", "id=credit-note-0000000001&quantity-0=0.5&reason=Half+a+day".to_owned()),
        ("payments/01936d5e-7c3a-7b1e-9f2a-000000000001/undo", String::new()),
        ("record-payment", payment(2, "32.50")),
    ] {
        let answer = admin.post(&format!("{path}/{what}"), &form).await;
        assert_eq!(answer.status, 303, "{what}: {}", answer.text());
    }
    world.work().await;
    assert_eq!(count_of(&world, "invoice.paid"), 1);
}

#[tokio::test]
async fn what_happens_a_second_time_is_told_again_when_the_first_was_forgotten() {
    let mut world = World::new();
    let mails = mailbox(&mut world.app);
    let refused = || MailError::Refused { code: Some(550), reason: "550 no such mailbox".into() };
    mails.failures.lock().unwrap().push_back(refused());
    let admin = Admin::of(&world.app, "demo").await;
    add(&admin, HOOK, &["booking.created", "document.failed"]).await;
    world.app.book("demo", &id(1), &booking(TUESDAY_9)).await;
    world.app.sql("DELETE FROM outbox WHERE task = 'send_notice'");
    let document = world.app.rows("SELECT id FROM document").await[0]["id"].as_str().unwrap().to_owned();
    world.work().await;
    world.work().await;
    assert_eq!(count_of(&world, "document.failed"), 1);
    long_after(&world).await;
    mails.failures.lock().unwrap().push_back(refused());
    let admin = Admin::of(&world.app, "demo").await;
    let form = format!("id=send_document%3A{document}&action=retry");
    assert_eq!(to(&admin.post("/admin/settings/failed-work", &form).await).0, 303);
    let mails_before = mails.sent.lock().unwrap().len();
    for _ in 0..2 {
        world.work().await;
        world.wait(SignedDuration::from_hours(24));
    }
    assert_eq!((count_of(&world, "document.failed"), mails.sent.lock().unwrap().len()), (2, mails_before));
    let ended = "SELECT count(*) FROM outbox WHERE task = 'send_document' AND dead_at IS NOT NULL AND last_error LIKE '%550 no such mailbox'";
    assert_eq!(world.app.count(ended).await, 1);
}
