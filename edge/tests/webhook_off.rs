//! A webhook that its receiver had switched off: the tenant gets one mail for each time, and the list of webhooks says so.

use jiff::SignedDuration;
use shared::id::TenantId;

use crate::{
    admin::{Admin, TUESDAY_9},
    notices::{taken, with_mailbox},
    support::{
        booking, id,
        receiver::{Does, HOOK, PATH, World, add},
    },
};

#[tokio::test]
async fn the_tenant_is_told_once_of_a_receiver_that_is_gone() {
    let mut world = World::new();
    let mailer = with_mailbox(&mut world.app);
    let admin = Admin::of(&world.app, "demo").await;
    add(&admin, HOOK, &["booking.created"]).await;
    world.app.sql("UPDATE webhook_endpoint SET url = 'https://hooks.example.com/in?key=secret', description = 'Till & <b>stock</b>'");
    assert!(!admin.page(PATH).await.contains("switched off"));
    world.receiver([Does::Answers(410, "")]);
    world.app.book("demo", &id(1), &booking(TUESDAY_9)).await;
    world.work().await;
    world.work().await;
    let mut mails: Vec<_> = taken(&mailer).into_iter().filter(|mail| mail.subject.contains("webhook")).collect();
    assert_eq!(mails.len(), 1, "told once");
    let first = mails.remove(0);
    let email = world.app.rows("SELECT email FROM tenant WHERE id = 'demo'").await[0]["email"].clone();
    assert_eq!(email, first.to.address.as_str());
    assert!(
        first.text.contains(
            "Your webhook to hooks.example.com (Till & <b>stock</b>) was switched off on Mon 30 November 2026 at 09:00."
        ),
        "{}",
        first.text
    );
    assert!(first.text.contains("410 Gone") && !first.text.contains("secret"), "{}", first.text);
    assert!(first.html.contains("Till &amp; &lt;b&gt;stock&lt;/b&gt;"), "{}", first.html);
    assert!(admin.page(PATH).await.contains("1 webhook was switched off"), "the list says it, too");
    let other = Admin::of(&world.app, "other").await;
    assert!(!other.page(PATH).await.contains("switched off"));

    // On again, and gone again: that is another mail, which no mailbox takes for the first.
    world.wait(SignedDuration::from_mins(1));
    admin.post(&format!("{PATH}/{HOOK}/state"), "action=enable").await;
    world.app.book("demo", &id(2), &booking("2026-12-02T08:00:00Z")).await;
    world.work().await;
    world.work().await;
    let again: Vec<_> = taken(&mailer).into_iter().filter(|mail| mail.subject.contains("webhook")).collect();
    assert_eq!(again.len(), 1);
    assert_ne!(again[0].message_id, first.message_id);
}

#[tokio::test]
async fn days_of_failures_are_told_and_what_an_admin_does_is_not() {
    let mut world = World::new();
    let mailer = with_mailbox(&mut world.app);
    let admin = Admin::of(&world.app, "demo").await;
    add(&admin, HOOK, &["booking.created"]).await;
    for action in ["disable", "enable"] {
        admin.post(&format!("{PATH}/{HOOK}/state"), &format!("action={action}")).await;
    }
    world.receiver([Does::Hangs]);
    for n in 1..=6 {
        world.app.book("demo", &id(n), &booking(&format!("2026-12-{:02}T08:00:00Z", 7 + n))).await;
        world.work().await;
        world.wait(SignedDuration::from_hours(24));
    }
    world.work().await;
    let mails: Vec<_> = taken(&mailer).into_iter().filter(|mail| mail.subject.contains("webhook")).collect();
    assert_eq!(mails.len(), 1, "an admin who switches one off knows it");
    assert!(mails[0].text.contains("Nothing has reached it for 5 days."), "{}", mails[0].text);
}

#[tokio::test]
async fn one_that_is_on_again_or_deleted_is_not_told() {
    for then in ["state", "delete"] {
        let mut world = World::new();
        let mailer = with_mailbox(&mut world.app);
        let admin = Admin::of(&world.app, "demo").await;
        add(&admin, HOOK, &["booking.created"]).await;
        world.app.sql("UPDATE webhook_endpoint SET disabled_at = '2026-11-30T08:00:00Z', disabled_because = 'gone'");
        assert_eq!(world.app.count("SELECT count(*) FROM outbox WHERE task = 'send_notice'").await, 1);
        let answer =
            admin.post(&format!("{PATH}/{HOOK}/{then}"), if then == "state" { "action=enable" } else { "" }).await;
        assert_eq!(answer.status, 303, "{}", answer.text());
        edge::work::outbox::run_tenant(&world.app.background(), &TenantId::new("demo")).await.unwrap();
        assert!(taken(&mailer).is_empty(), "{then}");
        assert_eq!(world.app.count("SELECT count(*) FROM outbox WHERE dead_at IS NOT NULL").await, 0);
    }
}
