//! Notices: planned with their cause, taken back with it, sent once, silent at night and when their reason is gone.

use std::sync::{Arc, Mutex};

use crate::admin::{self, Admin};
use crate::support::{Fault, Faulty, TestApp, booking, id};
use edge::{
    native::MemoryMailer,
    platform::{
        database::{BatchAnswer, BoxFuture, Database, DatabaseError, Statement},
        mail::{Mail, MailError},
    },
    work::outbox,
};

/// Thursday 3 December 2026, 09:00 in Brussels.
pub const THURSDAY_9: &str = "2026-12-03T08:00:00Z";

/// A mailbox for notices alone: documents are not sent by themselves.
pub fn with_mailbox(app: &mut TestApp) -> Arc<MemoryMailer> {
    for kind in ["invoice", "quotation", "credit_note"] {
        app.sql(&format!(
            "INSERT INTO delivery_setting (tenant_id, kind, source, is_automatic) SELECT id, '{kind}', 'booking', 0 FROM tenant"
        ));
    }
    let mailer = Arc::new(MemoryMailer::default());
    app.ports.mail = mailer.clone();
    mailer
}

/// Sets the clock and does what is due.
pub async fn at(app: &TestApp, now: &str) {
    app.clock.set(now.parse().unwrap());
    outbox::sweep(&app.background()).await.unwrap();
}

/// The mails since the last look, by kind of notice: the left side of their Message-ID up to the subject.
pub fn taken(mailer: &MemoryMailer) -> Vec<Mail> {
    std::mem::take(&mut *mailer.sent.lock().unwrap())
}

pub fn notices(mails: &[Mail]) -> Vec<String> {
    mails.iter().map(|mail| mail.message_id.split('.').next().unwrap().to_owned()).collect()
}

async fn planned(app: &TestApp) -> Vec<(String, String)> {
    let rows = app
        .rows(
            "SELECT json_extract(details, '$.notice') AS notice, due_at FROM outbox WHERE task = 'send_notice' AND done_at IS NULL AND dead_at IS NULL \
             ORDER BY due_at, notice",
        )
        .await;
    let text = |row: &serde_json::Value, column: &str| row[column].as_str().unwrap().to_owned();
    rows.iter().map(|row| (text(row, "notice"), text(row, "due_at"))).collect()
}

async fn of_bookings(app: &TestApp) -> Vec<(String, String)> {
    planned(app).await.into_iter().filter(|(notice, _)| !notice.starts_with("overdue")).collect()
}

pub async fn book(app: &TestApp, n: u32, starts_at: &str) -> serde_json::Value {
    let answer = app.book("demo", &id(n), &booking(starts_at)).await;
    assert_eq!(answer.status, 201, "{}", answer.text());
    answer.json()
}

#[tokio::test]
async fn a_booking_plans_its_notices_in_its_own_batch_and_cancelling_takes_them_back() {
    let app = TestApp::new();
    let booked = book(&app, 1, THURSDAY_9).await;
    assert_eq!(app.last_log()["d1_batches"], 2, "cold");
    let expected = [
        ("confirmation", "2026-11-30T08:00:00Z"),
        ("reminder:1440:0", "2026-12-02T08:00:00Z"),
        ("reminder:60:0", "2026-12-03T07:00:00Z"),
    ];
    assert_eq!(of_bookings(&app).await, expected.map(|(notice, due)| (notice.to_owned(), due.to_owned())));
    book(&app, 2, "2026-12-01T08:00:00Z").await;
    assert_eq!(app.last_log()["d1_batches"], 1, "warm");
    let again = app.book("demo", &id(1), &booking(THURSDAY_9)).await;
    assert_eq!(again.status, 200);
    assert_eq!(of_bookings(&app).await.len(), 5, "a retry plans nothing, and a reminder in the past is not planned");

    let manage = booked["manage_url"].as_str().unwrap().to_owned();
    for _ in 0..2 {
        app.post_form(&format!("{manage}/cancel"), "", &[]).await;
    }
    let left: Vec<String> = of_bookings(&app).await.into_iter().map(|(notice, _)| notice).collect();
    assert_eq!(left, ["cancelled", "confirmation", "confirmation", "reminder:60:0"]);
}

#[tokio::test]
async fn a_confirmation_says_everything_and_goes_out_once() {
    let mut app = TestApp::new();
    let mailer = with_mailbox(&mut app);
    let mut body = booking(THURSDAY_9);
    body["locale"] = "nl".into();
    body["customer"]["name"] = "An <b>Peeters</b>".into();
    let answer = app.book("demo", &id(1), &body).await;
    assert_eq!(answer.status, 201, "{}", answer.text());
    let booked = answer.json();
    at(&app, "2026-11-30T21:30:00Z").await; // quiet hours: who has just booked waits for this one
    let mails = taken(&mailer);
    let [mail] = mails.as_slice() else { panic!("{mails:?}") };
    assert_eq!((mail.from_name.as_str(), mail.to.address.as_str()), ("Helder Schoonmaak", "an@example.com"));
    assert_eq!(mail.reply_to.as_ref().unwrap().address, "hallo@helder.example");
    assert_eq!(mail.message_id, format!("confirmation.{}.demo", id(1)));
    assert!(
        mail.subject.starts_with("Geboekt: ") && mail.subject.contains("do 3 december 2026, 09:00–11:00"),
        "{}",
        mail.subject
    );
    for link in [&booked["manage_url"], &booked["document"]["url"]] {
        let link = link.as_str().unwrap();
        assert!(
            mail.text.contains(link) && mail.html.contains(&format!("<a href=\"{link}\">")),
            "{link}\n{}",
            mail.text
        );
        assert_eq!(app.get(link).await.status, 200);
    }
    assert!(mail.text.contains("An <b>Peeters</b>") && mail.html.contains("An &lt;b&gt;Peeters&lt;/b&gt;"));
    let [file] = mail.parts.as_slice() else { panic!("{:?}", mail.parts) };
    assert_eq!(file.content_type, "text/calendar; charset=utf-8; method=REQUEST");
    let file = String::from_utf8(file.bytes.clone()).unwrap().replace("\r\n ", "");
    for line in
        ["METHOD:REQUEST", "SEQUENCE:0", "STATUS:CONFIRMED", "mailto:an@example.com", "DTSTART:20261203T080000Z"]
    {
        assert!(file.contains(line), "{line}\n{file}");
    }

    // The same row again, as after a lost end of the batch: what was sent is known.
    app.sql("UPDATE outbox SET done_at = NULL, lease = NULL, leased_until = NULL WHERE task = 'send_notice' AND json_extract(details, '$.notice') = 'confirmation'");
    at(&app, "2026-11-30T21:40:00Z").await;
    assert_eq!(notices(&taken(&mailer)), Vec::<String>::new());
    assert_eq!(app.count("SELECT count(*) FROM notice_sent").await, 1);
}

#[tokio::test]
async fn reminders_come_in_time_and_stop_with_the_booking() {
    let mut app = TestApp::new();
    let mailer = with_mailbox(&mut app);
    let booked = book(&app, 1, THURSDAY_9).await;
    book(&app, 2, THURSDAY_9).await;
    at(&app, "2026-11-30T08:01:00Z").await;
    assert_eq!(notices(&taken(&mailer)), ["confirmation", "confirmation"]);
    at(&app, "2026-12-02T07:59:59Z").await;
    assert_eq!(taken(&mailer).len(), 0, "not yet");
    at(&app, "2026-12-02T08:00:00Z").await;
    let mails = taken(&mailer);
    assert_eq!(notices(&mails), ["reminder-1440-0", "reminder-1440-0"]);
    assert!(
        mails[0].parts.is_empty() && mails[0].text.contains(booked["manage_url"].as_str().unwrap()),
        "{}",
        mails[0].text
    );

    let manage = booked["manage_url"].as_str().unwrap().to_owned();
    app.post_form(&format!("{manage}/cancel"), "", &[]).await;
    at(&app, "2026-12-03T07:00:00Z").await;
    let mails = taken(&mailer);
    assert_eq!(notices(&mails), ["cancelled", "reminder-60-0"]);
    let file = String::from_utf8(mails[0].parts[0].bytes.clone()).unwrap();
    assert_eq!(mails[0].parts[0].content_type, "text/calendar; charset=utf-8; method=CANCEL");
    assert!(
        file.contains("METHOD:CANCEL") && file.contains("SEQUENCE:1") && file.contains("STATUS:CANCELLED"),
        "{file}"
    );
    assert!(mails[0].text.contains("/b/demo"), "{}", mails[0].text);
    at(&app, "2026-12-03T12:00:00Z").await;
    assert_eq!(taken(&mailer).len(), 0);
    for day in 4..31 {
        at(&app, &format!("2026-12-{day:02}T12:00:00Z")).await;
    }
    let mails = taken(&mailer);
    assert!(mails.iter().all(|mail| !mail.text.contains(booked["document"]["number"].as_str().unwrap())), "{mails:?}");
    assert_eq!(notices(&mails), ["overdue-1", "overdue-2", "overdue-3"], "of the booking that took place");
}

#[tokio::test]
async fn quiet_hours_end_on_the_wall_clock_of_the_night_that_is_shorter() {
    let mut app = TestApp::new();
    let mailer = with_mailbox(&mut app);
    app.sql(
        "INSERT INTO opening_hours (tenant_id, resource_id, weekday, opens, closes) VALUES ('demo', '', 7, '08:00', '18:00'); \
         INSERT INTO notice_settings (tenant_id, confirmations, changes, reminder_1, quiet_from, quiet_until) VALUES ('demo', 0, 0, 600, '21:00', '08:00')",
    );
    app.clock.set("2027-03-20T08:00:00Z".parse().unwrap());
    // Sunday 28 March 2027, 11:00 summer time: ten hours before are midnight in winter time.
    book(&app, 1, "2027-03-28T09:00:00Z").await;
    at(&app, "2027-03-27T23:00:00Z").await;
    assert_eq!(
        planned(&app).await[0],
        ("reminder:600:0".to_owned(), "2027-03-28T06:00:00Z".to_owned()),
        "08:00 summer time"
    );
    assert_eq!(app.count("SELECT attempts FROM outbox WHERE task = 'send_notice' AND json_extract(details, '$.notice') GLOB 'reminder*'").await, 0, "waiting is no failure");
    at(&app, "2027-03-28T05:59:59Z").await;
    assert_eq!(taken(&mailer).len(), 0);
    at(&app, "2027-03-28T06:00:00Z").await;
    assert_eq!(notices(&taken(&mailer)), ["reminder-600-0"]);
}

#[tokio::test]
async fn two_tenants_write_in_their_own_names() {
    let mut app = TestApp::new();
    let mailer = with_mailbox(&mut app);
    app.sql("INSERT INTO mail_template (tenant_id, kind, language, subject, body) VALUES ('other', 'booking_confirmation', 'en', 'Other {{service}}', 'Only here')");
    for tenant in ["demo", "other"] {
        assert_eq!(app.book(tenant, &id(1), &booking(THURSDAY_9)).await.status, 201);
    }
    at(&app, "2026-11-30T08:01:00Z").await;
    let mut mails = taken(&mailer);
    mails.sort_by(|one, other| one.message_id.cmp(&other.message_id));
    let [demo, other] = mails.as_slice() else { panic!("{mails:?}") };
    assert_eq!((demo.from_name.as_str(), other.from_name.as_str()), ("Helder Schoonmaak", "Andere Klus"));
    assert!(
        demo.subject.starts_with("Booked: ") && other.subject.starts_with("Other "),
        "{} {}",
        demo.subject,
        other.subject
    );
    assert!(!demo.text.contains("Only here") && other.text == "Only here\n");
    assert_ne!(demo.message_id, other.message_id);
    app.sql("UPDATE booking SET status = 'cancelled', cancelled_at = '2026-12-01T00:00:00Z' WHERE tenant_id = 'other'");
    at(&app, "2026-12-02T08:00:00Z").await;
    let mails = taken(&mailer);
    assert_eq!(mails.len(), 1, "the other tenant's booking of the same id is cancelled");
    assert_eq!(mails[0].from_name, "Helder Schoonmaak");
}

/// The days after the due date at which something was sent.
async fn overdue_mails(app: &TestApp, mailer: &MemoryMailer, due_date: &str, days: &[i64]) -> Vec<String> {
    let due: jiff::civil::Date = due_date.parse().unwrap();
    let mut sent = Vec::new();
    for day in days {
        let date = due.saturating_add(jiff::Span::new().days(*day));
        at(app, &format!("{date}T06:30:00Z")).await; // 07:30 in Brussels: quiet
        assert_eq!(taken(mailer).len(), 0, "{day}");
        at(app, &format!("{date}T09:00:00Z")).await;
        sent.extend(
            taken(mailer).into_iter().map(|mail| format!("{day} {}", mail.message_id.split('.').next().unwrap())),
        );
    }
    sent
}

#[tokio::test]
async fn overdue_notices_follow_the_due_date_and_stop_when_it_is_paid() {
    let mut app = TestApp::new();
    let mailer = with_mailbox(&mut app);
    book(&app, 1, THURSDAY_9).await;
    let due_date = app.rows("SELECT due_date FROM document").await[0]["due_date"].as_str().unwrap().to_owned();
    at(&app, &format!("{due_date}T09:00:00Z")).await;
    taken(&mailer);
    let sent = overdue_mails(&app, &mailer, &due_date, &[2, 3, 4, 9, 10, 11]).await;
    assert_eq!(sent, ["3 overdue-1", "10 overdue-2"]);
    let told = app.rows("SELECT detail FROM document_event WHERE kind = 'noticed' ORDER BY at").await;
    let told: Vec<&str> = told.iter().map(|row| row["detail"].as_str().unwrap()).collect();
    assert_eq!(
        told,
        ["Overdue notice 1, by e-mail to an@example.com.", "Overdue notice 2, by e-mail to an@example.com."]
    );
    app.sql(
        "INSERT INTO payment (tenant_id, id, document_id, paid_on, amount, method, created_at) \
         SELECT tenant_id, '01936d5e-7c3a-7b1e-9f2a-000000000001', id, '2026-12-20', amount_due, 'cash', '2026-12-20T10:00:00Z' FROM document",
    );
    assert_eq!(overdue_mails(&app, &mailer, &due_date, &[20, 25, 60]).await, Vec::<String>::new(), "paid is paid");
    assert_eq!(app.count("SELECT count(*) FROM outbox WHERE dead_at IS NOT NULL").await, 0);
}

#[tokio::test]
async fn who_pays_on_the_day_of_the_service_is_not_late_before_the_day_it_was_moved_to() {
    let mut app = admin::app();
    let mailer = with_mailbox(&mut app);
    book(&app, 1, THURSDAY_9).await;
    let due_date = app.rows("SELECT due_date FROM document").await[0]["due_date"].as_str().unwrap().to_owned();
    assert_eq!(due_date, &THURSDAY_9[..10], "paid on site");
    let admin = Admin::of(&app, "demo").await;
    let moved = admin
        .post(
            &format!("/admin/bookings/{}/move", id(1)),
            "starts_at=2027-01-07T08%3A00%3A00Z&sequence=0&invoices=1&day=2027-01-07",
        )
        .await;
    assert_eq!(moved.status, 303, "{}", moved.text());
    at(&app, &format!("{due_date}T09:00:00Z")).await;
    taken(&mailer);
    assert_eq!(overdue_mails(&app, &mailer, &due_date, &[3, 10, 20, 30]).await, Vec::<String>::new());
    at(&app, "2027-01-07T12:00:00Z").await;
    taken(&mailer);
    assert_eq!(overdue_mails(&app, &mailer, "2027-01-07", &[2, 3, 9, 10]).await, ["3 overdue-1", "10 overdue-2"]);
}

#[tokio::test]
async fn an_overdue_notice_says_what_is_left_and_reaches_the_contact_as_it_is_now() {
    let mut app = TestApp::new();
    let mailer = with_mailbox(&mut app);
    let booked = book(&app, 1, THURSDAY_9).await;
    let row = app.rows("SELECT due_date, number, amount_due FROM document").await.remove(0);
    let due_date = row["due_date"].as_str().unwrap();
    app.sql(
        "UPDATE contact SET email = 'new@example.com' WHERE tenant_id = 'demo' AND email = 'an@example.com'; \
         INSERT INTO payment (tenant_id, id, document_id, paid_on, amount, method, created_at) \
         SELECT tenant_id, '01936d5e-7c3a-7b1e-9f2a-000000000001', id, '2026-12-01', amount_due - 1234, 'cash', '2026-12-01T10:00:00Z' FROM document",
    );
    let due: jiff::civil::Date = due_date.parse().unwrap();
    let third = due.saturating_add(jiff::Span::new().days(3));
    at(&app, &format!("{third}T09:00:00Z")).await;
    let mails = taken(&mailer);
    let mail = mails.iter().find(|mail| mail.message_id.starts_with("overdue")).unwrap();
    assert_eq!(mail.to.address, "new@example.com");
    let number = row["number"].as_str().unwrap();
    for text in [number, "€12.34", "BE68 5390 0754 7034", "+++", booked["document"]["url"].as_str().unwrap()] {
        assert!(mail.text.contains(text), "{text}\n{}", mail.text);
    }
}

/// Runs SQL once, right after a batch with this word in it: what somebody else does at that moment.
pub struct Meanwhile {
    pub inner: Arc<Faulty>,
    pub then: Mutex<Option<(&'static str, &'static str)>>,
}

impl Database for Meanwhile {
    fn batch(&self, statements: Vec<Statement>) -> BoxFuture<'_, Result<BatchAnswer, DatabaseError>> {
        Box::pin(async move {
            let sqls: Vec<&str> = statements.iter().map(|statement| statement.sql).collect();
            let now = self.then.lock().unwrap().take_if(|(word, _)| sqls.iter().any(|sql| sql.contains(*word)));
            let answer = self.inner.batch(statements).await;
            if let Some((_, sql)) = now {
                self.inner.batch(vec![Statement::new(sql, [])]).await?;
            }
            answer
        })
    }
}

#[tokio::test]
async fn what_is_cancelled_after_the_lease_is_not_sent() {
    let mut app = TestApp::new();
    let mailer = with_mailbox(&mut app);
    book(&app, 1, THURSDAY_9).await;
    let cancel = "UPDATE booking SET status = 'cancelled', cancelled_at = '2026-11-30T08:00:30Z', sequence = 1 WHERE tenant_id = 'demo'";
    let then = Mutex::new(Some(("UPDATE outbox SET", cancel)));
    app.ports.database = Arc::new(Meanwhile { inner: app.database.clone(), then });
    at(&app, "2026-11-30T08:01:00Z").await;
    assert_eq!(app.count("SELECT count(*) FROM booking WHERE status = 'cancelled'").await, 1);
    assert_eq!(taken(&mailer).len(), 0);
    at(&app, "2026-12-02T08:00:00Z").await;
    assert_eq!(taken(&mailer).len(), 0);
}

#[tokio::test]
async fn failures_are_told_apart() {
    let mut app = TestApp::new();
    let mailer = with_mailbox(&mut app);
    book(&app, 1, THURSDAY_9).await;
    let unknown = MailError::Unknown { reason: "no answer after the end of the mail".to_owned() };
    let later = MailError::Later { reason: "450 try again".to_owned() };
    mailer.failures.lock().unwrap().extend([MailError::NotConfigured, later, unknown]);
    for hour in 8..20 {
        at(&app, &format!("2026-11-30T{hour:02}:30:00Z")).await;
    }
    let mails = taken(&mailer);
    assert_eq!(notices(&mails), ["confirmation", "confirmation"], "where nobody knows, it is sent again");
    assert_eq!(mails[0].message_id, mails[1].message_id, "and mailboxes can tell");

    book(&app, 2, "2026-12-04T08:00:00Z").await;
    let refused = MailError::Refused { code: Some(550), reason: "no such mailbox".to_owned() };
    mailer.failures.lock().unwrap().push_back(refused);
    at(&app, "2026-12-01T08:00:00Z").await;
    at(&app, "2026-12-01T18:00:00Z").await;
    assert_eq!(taken(&mailer).len(), 0);
    let dead = app.rows("SELECT last_error FROM outbox WHERE dead_at IS NOT NULL").await;
    assert_eq!(dead.len(), 1);
    assert_eq!(dead[0]["last_error"], "The mail to an@example.com was refused: no such mailbox");
}

#[tokio::test]
async fn a_lost_answer_of_the_database_sends_nothing_twice() {
    let mut app = TestApp::new();
    let mailer = with_mailbox(&mut app);
    book(&app, 1, THURSDAY_9).await;
    // The confirmation waits alone: the document's own work is another subject.
    app.sql("DELETE FROM outbox WHERE task <> 'send_notice'");
    // Tenants with work, lease, facts; then the end is stored and its answer lost.
    app.inject([None, None, None, Some(Fault::LostAfter)]);
    at(&app, "2026-11-30T08:01:00Z").await;
    at(&app, "2026-11-30T08:30:00Z").await;
    assert_eq!(notices(&taken(&mailer)), ["confirmation"]);
}

#[tokio::test]
async fn a_moved_booking_has_its_reminders_at_the_new_time() {
    let mut app = admin::app();
    let mailer = with_mailbox(&mut app);
    book(&app, 1, THURSDAY_9).await;
    at(&app, "2026-12-02T08:00:00Z").await;
    assert_eq!(notices(&taken(&mailer)), ["confirmation", "reminder-1440-0"]);
    let admin = Admin::of(&app, "demo").await;
    let form = "starts_at=2026-12-04T09%3A00%3A00Z&sequence=0&invoices=1&day=2026-12-04";
    for _ in 0..2 {
        let answer = admin.post(&format!("/admin/bookings/{}/move", id(1)), form).await;
        assert_eq!(answer.status, 303, "{}", answer.text());
    }
    let expected = [
        ("rescheduled:1", "2026-12-02T08:00:00Z"),
        ("reminder:1440:1", "2026-12-03T09:00:00Z"),
        ("reminder:60:1", "2026-12-04T08:00:00Z"),
    ];
    assert_eq!(of_bookings(&app).await, expected.map(|(notice, due)| (notice.to_owned(), due.to_owned())));
    at(&app, "2026-12-02T08:05:00Z").await;
    let mails = taken(&mailer);
    assert_eq!(notices(&mails), ["rescheduled-1"]);
    let file = String::from_utf8(mails[0].parts[0].bytes.clone()).unwrap();
    assert!(
        file.contains("METHOD:REQUEST") && file.contains("SEQUENCE:1") && file.contains("DTSTART:20261204T090000Z"),
        "{file}"
    );
    at(&app, "2026-12-03T09:00:00Z").await;
    at(&app, "2026-12-04T08:00:00Z").await;
    assert_eq!(notices(&taken(&mailer)), ["reminder-1440-1", "reminder-60-1"]);
}
