//! Overdue notices of an invoice whose payment was a mistake: dropped while it was paid, and back when the payment is undone.

use std::sync::{Arc, Mutex};

use crate::admin::{Admin, app};
use crate::notices::{Meanwhile, THURSDAY_9, at, book, notices, taken, with_mailbox};
use crate::support::{TestApp, booking, id};
use edge::native::MemoryMailer;
use jiff::{Span, civil::Date};

const DUE: &str = "SELECT due_date FROM document WHERE tenant_id = 'demo'";

/// An invoice, and how its days are counted.
struct Late {
    app: TestApp,
    mailer: Arc<MemoryMailer>,
    document: String,
    due: Date,
}

impl Late {
    /// Issued, its confirmation sent; notices 3, 10 and 20 days after the due date.
    async fn new() -> Self {
        let mut app = app();
        let mailer = with_mailbox(&mut app);
        book(&app, 1, THURSDAY_9).await;
        at(&app, "2026-12-03T09:00:00Z").await;
        taken(&mailer);
        let document = app.rows("SELECT id FROM document").await[0]["id"].as_str().unwrap().to_owned();
        let due = app.rows(DUE).await[0]["due_date"].as_str().unwrap().parse().unwrap();
        Self { app, mailer, document, due }
    }

    fn instant(&self, day: i64, time: &str) -> String {
        format!("{}T{time}:00Z", self.due.saturating_add(Span::new().days(day)))
    }

    /// What goes out in the morning of some days after the due date.
    async fn mails(&self, days: std::ops::RangeInclusive<i64>) -> Vec<String> {
        let mut sent = Vec::new();
        for day in days {
            for time in ["06:30", "09:00", "09:05"] {
                at(&self.app, &self.instant(day, time)).await;
                sent.extend(notices(&taken(&self.mailer)).into_iter().map(|notice| format!("{day} {notice}")));
            }
        }
        sent
    }

    async fn admin(&self, day: i64) -> Admin<'_> {
        self.app.clock.set(self.instant(day, "11:00").parse().unwrap());
        Admin::of(&self.app, "demo").await
    }

    /// The n-th payment, of everything that is due.
    async fn pay(&self, day: i64, n: u32) {
        let form = format!("id={}&amount=65.00&paid_on=2026-11-30&method=cash&note=", payment(n));
        let path = format!("/admin/documents/{}/record-payment", self.document);
        assert_eq!(self.admin(day).await.post(&path, &form).await.status, 303);
    }

    /// Undoes the n-th payment with a double click; nothing goes out on the same day.
    async fn undo(&self, day: i64, n: u32) {
        let admin = self.admin(day).await;
        for _ in 0..2 {
            let path = format!("/admin/documents/{}/payments/{}/undo", self.document, payment(n));
            assert_eq!(admin.post(&path, "").await.status, 303);
        }
        at(&self.app, &self.instant(day, "11:01")).await;
        at(&self.app, &self.instant(day, "18:00")).await;
        assert_eq!(notices(&taken(&self.mailer)), Vec::<String>::new(), "the right payment may follow");
    }
}

fn payment(n: u32) -> String {
    format!("01936d5e-7c3a-7b1e-9f2a-{n:012x}")
}

#[tokio::test]
async fn an_undone_payment_brings_back_what_it_dropped_the_latest_at_most() {
    for (paid, undone, expected) in [
        (1, 2, vec!["3 overdue-1", "10 overdue-2", "20 overdue-3"]),
        (1, 3, vec!["4 overdue-1", "10 overdue-2", "20 overdue-3"]),
        (1, 5, vec!["6 overdue-1", "10 overdue-2", "20 overdue-3"]),
        (1, 9, vec!["10 overdue-2", "20 overdue-3"]),
        (1, 12, vec!["13 overdue-2", "20 overdue-3"]),
        (1, 25, vec!["26 overdue-3"]),
        (4, 6, vec!["3 overdue-1", "10 overdue-2", "20 overdue-3"]),
        (4, 15, vec!["3 overdue-1", "16 overdue-2", "20 overdue-3"]),
        (11, 30, vec!["3 overdue-1", "10 overdue-2", "31 overdue-3"]),
        (21, 30, vec!["3 overdue-1", "10 overdue-2", "20 overdue-3"]),
    ] {
        let late = Late::new().await;
        let mut sent = late.mails(1..=paid).await;
        late.pay(paid, 1).await;
        sent.extend(late.mails(paid + 1..=undone).await);
        late.undo(undone, 1).await;
        sent.extend(late.mails(undone + 1..=40).await);
        assert_eq!(sent, expected, "paid on day {paid}, undone on day {undone}");
    }
}

#[tokio::test]
async fn a_mistake_that_is_put_right_writes_to_nobody() {
    let late = Late::new().await;
    late.pay(1, 1).await;
    assert_eq!(late.mails(2..=12).await, Vec::<String>::new());
    late.undo(12, 1).await;
    late.pay(12, 2).await;
    assert_eq!(late.mails(13..=15).await, Vec::<String>::new(), "paid after all");
    // The second payment was a mistake as well.
    late.undo(15, 2).await;
    assert_eq!(late.mails(16..=40).await, ["16 overdue-2", "20 overdue-3"]);
}

#[tokio::test]
async fn an_undone_payment_brings_nothing_back_that_is_not_its_own() {
    let late = Late::new().await;
    let app = &late.app;
    assert_eq!(app.book("other", &id(1), &booking("2026-12-04T08:00:00Z")).await.status, 201);
    app.sql(
        "UPDATE outbox SET done_at = '2026-12-03T10:00:00Z' WHERE tenant_id = 'other'; \
         UPDATE outbox SET dead_at = '2026-12-03T10:00:00Z' WHERE tenant_id = 'demo' AND id LIKE '%overdue:2'",
    );
    late.pay(1, 1).await;
    assert_eq!(late.mails(2..=12).await, Vec::<String>::new());
    // The third notice is not wanted any more.
    let form = "version=0&confirmations=on&changes=on&overdue_1=3&overdue_2=10&quiet_from=21%3A00&quiet_until=08%3A00";
    assert_eq!(late.admin(12).await.post("/admin/settings/reminders", form).await.status, 303);
    late.undo(12, 1).await;
    assert_eq!(late.mails(13..=40).await, Vec::<String>::new(), "the first is outdone by the second, which failed");
    assert_eq!(app.count("SELECT count(*) FROM outbox WHERE dead_at IS NOT NULL AND id LIKE '%overdue:2'").await, 1);
    assert_eq!(app.count("SELECT count(*) FROM outbox WHERE tenant_id = 'other' AND done_at IS NULL").await, 0);
}

#[tokio::test]
async fn a_notice_that_was_put_off_by_the_settings_comes_on_its_new_day() {
    let late = Late::new().await;
    late.pay(1, 1).await;
    assert_eq!(late.mails(2..=4).await, Vec::<String>::new());
    let form = "version=0&confirmations=on&changes=on&overdue_1=30&quiet_from=21%3A00&quiet_until=08%3A00";
    assert_eq!(late.admin(5).await.post("/admin/settings/reminders", form).await.status, 303);
    late.undo(5, 1).await;
    assert_eq!(late.mails(6..=40).await, ["30 overdue-1"]);
}

#[tokio::test]
async fn a_payment_undone_while_its_notice_is_being_dropped_loses_nothing() {
    let mut late = Late::new().await;
    late.pay(1, 1).await;
    // Right after the notice has read that the invoice is paid.
    let undo = "INSERT INTO payment_reversal (tenant_id, payment_id, reversed_at) SELECT tenant_id, id, '2026-12-06T06:00:00Z' FROM payment";
    let then = Mutex::new(Some(("FROM notice_sent", undo)));
    late.app.ports.database = Arc::new(Meanwhile { inner: late.app.database.clone(), then });
    assert_eq!(late.mails(2..=12).await, ["3 overdue-1", "10 overdue-2"]);
    assert_eq!(late.app.count("SELECT count(*) FROM payment_reversal").await, 1);
}
