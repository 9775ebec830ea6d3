//! Settings > Delivery > Reminders: saved, refused, and what is still to come planned anew.

use crate::admin::{Admin, app, to};
use crate::notices::{THURSDAY_9, at, book, notices, taken, with_mailbox};
use crate::support::{TestApp, booking, id};
use edge::store::notice;
use shared::{delivery::notice::NoticeSettings, id::TenantId};

const REMINDERS: &str = "/admin/settings/reminders";

fn settings_form(version: i64, reminder: &str) -> String {
    format!(
        "version={version}&confirmations=on&reminder_1={reminder}&reminder_2=&overdue_1=5&overdue_2=&overdue_3=15&quiet_from=22%3A00&quiet_until=07%3A30"
    )
}

#[tokio::test]
async fn without_a_row_the_settings_are_the_defaults() {
    let app = TestApp::new();
    let stored = app.background().read(notice::settings(&TenantId::new("demo"))).await.unwrap();
    assert_eq!((stored.settings, stored.version), (NoticeSettings::default(), 0));
}

#[tokio::test]
async fn changed_settings_plan_what_is_still_to_come_anew() {
    let mut app = app();
    let mailer = with_mailbox(&mut app);
    let admin = Admin::of(&app, "demo").await;
    book(&app, 1, THURSDAY_9).await;
    assert_eq!(app.book("other", &id(1), &booking(THURSDAY_9)).await.status, 201);
    at(&app, "2026-11-30T08:01:00Z").await;
    taken(&mailer);
    let page = admin.page(REMINDERS).await;
    for text in
        ["name=\"version\" value=\"0\"", "<option value=\"1440\" selected", "value=\"21:00\"", "Europe/Brussels"]
    {
        assert!(page.contains(text), "{text}\n{page}");
    }
    for _ in 0..2 {
        let answer = admin.post(REMINDERS, &settings_form(0, "120")).await;
        assert_eq!(to(&answer), (303, "/admin/settings/reminders?done=saved"), "twice saves once");
    }
    assert_eq!(app.count("SELECT version FROM notice_settings").await, 1);
    let of_demo = app
        .rows("SELECT json_extract(details, '$.notice') AS notice FROM outbox WHERE tenant_id = 'demo' AND task = 'send_notice' AND done_at IS NULL ORDER BY notice")
        .await;
    let of_demo: Vec<&str> = of_demo.iter().map(|row| row["notice"].as_str().unwrap()).collect();
    assert_eq!(of_demo, ["overdue:1", "overdue:3", "reminder:120:0"]);
    let of_other = "SELECT count(*) FROM outbox WHERE tenant_id = 'other' AND task = 'send_notice' AND done_at IS NULL";
    assert_eq!(app.count(of_other).await, 5);

    let stale = admin.post(REMINDERS, &settings_form(0, "180")).await;
    assert_eq!(stale.status, 409);
    for text in ["changed in another window", "<option value=\"120\" selected", "name=\"version\" value=\"1\""] {
        assert!(stale.text().contains(text), "{text}\n{}", stale.text());
    }
    at(&app, "2026-12-02T12:00:00Z").await;
    let senders: Vec<String> = taken(&mailer).into_iter().map(|mail| mail.from_name).collect();
    assert_eq!(senders, ["Andere Klus"], "a day before only the other tenant reminds");
    at(&app, "2026-12-03T07:00:00Z").await;
    let mails = taken(&mailer);
    let mut senders: Vec<(String, String)> = mails
        .iter()
        .map(|mail| (mail.from_name.clone(), mail.message_id.split('.').next().unwrap().to_owned()))
        .collect();
    senders.sort();
    let expected = [("Andere Klus", "reminder-60-0"), ("Helder Schoonmaak", "reminder-120-0")];
    assert_eq!(senders, expected.map(|(name, notice)| (name.to_owned(), notice.to_owned())));
}

#[tokio::test]
async fn what_waits_for_the_morning_outlives_a_change_of_the_settings() {
    let mut app = app();
    let mailer = with_mailbox(&mut app);
    book(&app, 1, THURSDAY_9).await;
    let due_date: jiff::civil::Date =
        app.rows("SELECT due_date FROM document").await[0]["due_date"].as_str().unwrap().parse().unwrap();
    let third = due_date.saturating_add(jiff::Span::new().days(3));
    at(&app, &format!("{third}T06:10:00Z")).await; // quiet until 07:00Z
    taken(&mailer);
    let form = "version=0&confirmations=on&changes=on&overdue_1=3&quiet_from=21%3A00&quiet_until=08%3A00";
    let admin = Admin::of(&app, "demo").await;
    assert_eq!(admin.post(REMINDERS, form).await.status, 303);
    at(&app, &format!("{third}T07:00:00Z")).await;
    assert_eq!(notices(&taken(&mailer)), ["overdue-1"]);
}

#[tokio::test]
async fn a_booking_tells_which_mails_were_sent_and_which_are_to_come() {
    let mut app = app();
    let mailer = with_mailbox(&mut app);
    let admin = Admin::of(&app, "demo").await;
    book(&app, 1, THURSDAY_9).await;
    at(&app, "2026-11-30T08:01:00Z").await;
    taken(&mailer);
    let path = format!("/admin/bookings/{}", id(1));
    let page = admin.page(&path).await;
    let mails = page.split_once("id=\"mails\"").unwrap().1;
    for text in [
        "Booking confirmation",
        ">sent<",
        "To an@example.com",
        "Reminder, 1 day before",
        ">planned<",
        "Wed 2 December 2026, 09:00",
    ] {
        assert!(mails.contains(text), "{text}\n{mails}");
    }
    let other = Admin::of(&app, "other").await;
    assert_eq!(other.get(&path).await.status, 404);
    assert_eq!(app.book("other", &id(1), &booking(THURSDAY_9)).await.status, 201);
    assert!(!other.page(&path).await.contains(">sent<"), "a booking of the same id has its own");
}

#[tokio::test]
async fn a_booking_tells_of_a_reminder_that_the_night_swallows() {
    let mut app = app();
    let mailer = with_mailbox(&mut app);
    let admin = Admin::of(&app, "demo").await;
    book(&app, 1, THURSDAY_9).await;
    // An hour before 09:00 is 08:00: quiet until 09:00, the start.
    let form =
        "version=0&confirmations=on&changes=on&reminder_1=1440&reminder_2=60&quiet_from=21%3A00&quiet_until=09%3A00";
    assert_eq!(admin.post(REMINDERS, form).await.status, 303);
    let mails_of = |page: String| page.split_once("id=\"mails\"").unwrap().1.to_owned();
    let path = format!("/admin/bookings/{}", id(1));
    let mails = mails_of(admin.page(&path).await);
    for text in
        ["Reminder, 1 hour before", ">not to be sent<", "The booking begins before the quiet hours end.", ">planned<"]
    {
        assert!(mails.contains(text), "{text}\n{mails}");
    }
    at(&app, "2026-12-02T08:00:00Z").await;
    at(&app, "2026-12-03T07:00:00Z").await;
    assert_eq!(notices(&taken(&mailer)), ["confirmation", "reminder-1440-0"]);
    let admin = Admin::of(&app, "demo").await; // days later
    assert!(!mails_of(admin.page(&path).await).contains("planned"), "nothing is to come");
}

#[tokio::test]
async fn settings_that_cannot_be_are_named_and_kept_in_the_form() {
    let app = app();
    let admin = Admin::of(&app, "demo").await;
    for (form, field) in [
        ("reminder_1=60&reminder_2=60", "#reminder_2"),
        ("reminder_1=soon", "#reminder_1"),
        ("overdue_1=3&overdue_2=2", "#overdue_2"),
        ("overdue_3=0", "#overdue_3"),
        ("quiet_from=21%3A00", "#quiet_until"),
    ] {
        let answer = admin.post(REMINDERS, &format!("version=0&{form}")).await;
        assert_eq!(answer.status, 422, "{form}");
        assert!(answer.text().contains(&format!("href=\"{field}\"")), "{form}\n{}", answer.text());
    }
    let kept = admin.post(REMINDERS, "version=0&overdue_1=3&overdue_2=2").await.text();
    assert!(kept.contains("id=\"overdue_2\" name=\"overdue_2\" value=\"2\""), "{kept}");
    assert_eq!(admin.post(REMINDERS, "version=0&tenant_id=other").await.status, 422);
    assert_eq!(app.count("SELECT count(*) FROM notice_settings").await, 0);
}
