//! Work that was begun too often, or never got further than a defect of ours: whatever it was about says so.

use serde_json::json;

use crate::{
    admin::{Admin, TUESDAY_9},
    support::{
        booking, id,
        receiver::{HOOK, PATH, World, add},
    },
};

const REASON: &str = "The work was begun too often without coming to an end.";

/// A webhook, a booking, and one kind of its work that is begun for the last time.
async fn begun_too_often<'a>(world: &'a World, event: &str, task: &str, attempts: u32) -> (Admin<'a>, String) {
    let admin = Admin::of(&world.app, "demo").await;
    add(&admin, HOOK, &[event]).await;
    world.app.book("demo", &id(1), &booking(TUESDAY_9)).await;
    world.app.sql(&format!("DELETE FROM outbox WHERE task <> '{task}'; UPDATE outbox SET attempts = {attempts}"));
    let document = world.app.rows("SELECT id FROM document").await[0]["id"].as_str().unwrap().to_owned();
    (admin, document)
}

#[tokio::test]
async fn a_document_whose_sending_was_given_up_says_so_and_tells_webhooks() {
    for (attempts, breaks, asked, reason, channel) in [
        (16, "", "{}", REASON, "email"),
        (16, "", r#"{"channel":"peppol"}"#, REASON, "peppol"),
        (16, "", r#""lost""#, REASON, "email"),
        (16, "begun", "{}", REASON, "peppol"),
        (15, "", r#""lost""#, "order: ", "email"),
    ] {
        let world = World::new();
        let (admin, document) = begun_too_often(&world, "document.failed", "send_document", attempts).await;
        world.app.sql(&format!("UPDATE outbox SET details = '{asked}'"));
        if breaks == "begun" {
            world.app.sql(
                "INSERT INTO delivery (tenant_id, document_id, channel, purpose, state, recipient, is_compliant, provider, created_at) \
                 SELECT tenant_id, id, 'peppol', 'original', 'sending', '0208:0477472701', 1, 'Recommand', created_at FROM document",
            );
        }
        world.work().await;
        world.work().await;
        let page = admin.page(&format!("/admin/documents/{document}")).await;
        let timeline = page.split_once("id=\"timeline\"").unwrap().1.split("</ol>").next().unwrap();
        assert!(timeline.contains("Failed") && timeline.contains(reason), "{asked} {attempts}: {timeline}");
        assert_eq!(world.app.count("SELECT count(*) FROM document_event WHERE kind = 'failed'").await, 1);
        let told = world.app.rows("SELECT payload FROM webhook_message WHERE type = 'document.failed'").await;
        assert_eq!(told.len(), 1, "{asked} {attempts}");
        let told: serde_json::Value = serde_json::from_str(told[0]["payload"].as_str().unwrap()).unwrap();
        assert_eq!(told["data"]["channel"], channel, "{asked} {attempts}");
        assert!(told["data"]["reason"].as_str().unwrap().starts_with(reason), "{told}");
        // Whether the access point has it is not known, so that it is asked before another attempt.
        let begun = world.app.rows("SELECT state, reason FROM delivery").await;
        let expected =
            if breaks == "begun" { vec![json!({ "state": "sending", "reason": REASON })] } else { Vec::new() };
        assert_eq!(begun, expected);
        assert_eq!(
            world.app.count("SELECT count(*) FROM outbox WHERE task = 'send_document' AND dead_at IS NOT NULL").await,
            1
        );
    }
}

#[tokio::test]
async fn a_document_that_was_taken_before_its_work_was_given_up_is_not_called_failed() {
    let world = World::new();
    begun_too_often(&world, "document.failed", "send_document", 16).await;
    world.app.sql(
        "INSERT INTO delivery (tenant_id, document_id, channel, purpose, state, recipient, is_compliant, provider, created_at) \
         SELECT tenant_id, id, 'email', 'original', 'sending', 'an@example.com', 1, '', created_at FROM document; \
         UPDATE delivery SET state = 'sent', sent_at = created_at",
    );
    world.work().await;
    assert_eq!(world.app.count("SELECT count(*) FROM document_event WHERE kind = 'failed'").await, 0);
    assert_eq!(world.app.count("SELECT count(*) FROM webhook_message").await, 0);
}

#[tokio::test]
async fn a_call_of_a_webhook_that_was_given_up_is_failed_in_its_log_and_can_be_sent_again() {
    let world = World::new();
    let (admin, _) = begun_too_often(&world, "booking.created", "call_webhook", 16).await;
    world.work().await;
    let sql = "SELECT state, answer FROM webhook_delivery";
    assert_eq!(world.app.rows(sql).await, [json!({ "state": "failed", "answer": REASON })]);
    assert_eq!(
        world.app.count("SELECT count(*) FROM webhook_endpoint WHERE failing_since IS NULL").await,
        1,
        "not its fault"
    );
    let message = world.app.rows("SELECT message_id FROM webhook_delivery").await[0]["message_id"].clone();
    let path = format!("{PATH}/{HOOK}/messages/{}/redeliver", message.as_str().unwrap());
    assert_eq!(admin.post(&path, "").await.status, 303);
    world.work().await;
    assert_eq!(world.app.count("SELECT count(*) FROM webhook_delivery WHERE state = 'delivered'").await, 1);
}
