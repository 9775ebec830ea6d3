//! Work that follows a write: leased, done, and ended once, whatever gets lost.

use std::{
    collections::BTreeSet,
    sync::{Arc, Mutex},
};

use edge::{
    native::{MemoryJobs, ScriptedClock},
    platform::{
        database::BoxFuture,
        mail::{Mail, MailError},
        ports::{Clock, Mailer},
    },
    work::outbox::{LEASE, run_tenant, sweep},
};
use jiff::{SignedDuration, Timestamp};
use shared::id::TenantId;

use crate::{
    admin::TUESDAY_9,
    support::{Fault, NOW, TestApp, booking, id},
};

const OPEN: &str = "SELECT count(*) FROM outbox WHERE task = 'render_document' AND done_at IS NULL AND dead_at IS NULL";

fn demo() -> TenantId {
    TenantId::new("demo")
}

#[tokio::test]
async fn the_consumer_does_the_work_of_its_tenant_only() {
    let app = TestApp::new();
    app.book("demo", &id(1), &booking(TUESDAY_9)).await;
    app.book("other", &id(1), &booking(TUESDAY_9)).await;
    run_tenant(&app.background(), &demo()).await.unwrap();
    assert_eq!(
        app.count(
            "SELECT count(*) FROM outbox WHERE task = 'render_document' AND done_at IS NULL AND tenant_id = 'demo'"
        )
        .await,
        0
    );
    assert_eq!(
        app.count(
            "SELECT count(*) FROM outbox WHERE task = 'render_document' AND done_at IS NULL AND tenant_id = 'other'"
        )
        .await,
        1
    );
    sweep(&app.background()).await.unwrap();
    assert_eq!(app.count(OPEN).await, 0);
}

#[tokio::test]
async fn work_whose_end_was_lost_is_done_again_when_the_lease_is_over() {
    let app = TestApp::new();
    app.book("demo", &id(1), &booking(TUESDAY_9)).await;
    // The lease is stored; then the program is gone before anything else.
    app.inject([vec![None], std::iter::repeat_n(Some(Fault::LostBefore), 400).collect()].concat());
    assert!(run_tenant(&app.background(), &demo()).await.is_err());
    app.inject([]);
    assert_eq!(sweep(&app.background()).await.unwrap(), 0, "the lease is somebody's");
    let later = NOW.parse::<Timestamp>().unwrap() + LEASE;
    app.clock.set(later);
    assert!(sweep(&app.background()).await.unwrap() >= 1);
    assert_eq!(app.count(OPEN).await, 0);
    assert_eq!(app.count("SELECT attempts FROM outbox WHERE task = 'render_document'").await, 2);
}

#[tokio::test]
async fn lost_answers_of_the_lease_and_of_the_end_do_nothing_twice() {
    for plan in
        [vec![Some(Fault::LostAfter)], vec![None, None, None, Some(Fault::LostAfter)], vec![Some(Fault::LostBefore)]]
    {
        let app = TestApp::new();
        app.book("demo", &id(1), &booking(TUESDAY_9)).await;
        app.inject(plan.clone());
        run_tenant(&app.background(), &demo()).await.unwrap();
        assert_eq!(app.count(OPEN).await, 0, "{plan:?}");
        assert_eq!(app.count("SELECT attempts FROM outbox WHERE task = 'render_document'").await, 1, "{plan:?}");
    }
}

#[tokio::test]
async fn work_that_is_begun_too_often_ends_and_is_kept_for_the_admin() {
    let app = TestApp::new();
    app.book("demo", &id(1), &booking(TUESDAY_9)).await;
    app.sql("UPDATE outbox SET attempts = 16 WHERE task = 'render_document'");
    run_tenant(&app.background(), &demo()).await.unwrap();
    assert_eq!(
        app.count("SELECT count(*) FROM outbox WHERE dead_at IS NOT NULL AND last_error LIKE '%too often%'").await,
        1
    );
    assert_eq!(sweep(&app.background()).await.unwrap(), 0, "nobody tries it again");
}

#[tokio::test]
async fn an_answer_waits_for_no_work() {
    let app = TestApp::new();
    app.book("demo", &id(1), &booking(TUESDAY_9)).await;
    assert_eq!(app.count("SELECT count(*) FROM outbox WHERE attempts > 0").await, 0);
}

/// Mail that takes its time, and remembers whom it was for and when it began.
struct SlowMail {
    clock: Arc<ScriptedClock>,
    takes: SignedDuration,
    /// A reader whose mail ends the program.
    deadly: Option<&'static str>,
    begun: Mutex<Vec<(String, Timestamp)>>,
}

impl SlowMail {
    fn of(app: &mut TestApp, takes: SignedDuration, deadly: Option<&'static str>) -> Arc<Self> {
        let mail = Arc::new(Self { clock: app.clock.clone(), takes, deadly, begun: Mutex::default() });
        app.ports.mail = mail.clone();
        mail
    }

    /// When the first mail to a reader began.
    fn first_to(&self, reader: &str) -> Option<Timestamp> {
        self.begun.lock().unwrap().iter().find(|(to, _)| to == reader).map(|(_, at)| *at)
    }
}

impl Mailer for SlowMail {
    fn send<'a>(&'a self, mail: &'a Mail) -> BoxFuture<'a, Result<(), MailError>> {
        Box::pin(async move {
            let now = self.clock.now();
            self.begun.lock().unwrap().push((mail.to.address.clone(), now));
            assert!(self.deadly != Some(mail.to.address.as_str()), "the program ends here");
            self.clock.set(now + self.takes);
            Ok(())
        })
    }
}

fn now() -> Timestamp {
    NOW.parse().unwrap()
}

/// Test mails of a tenant to `reader-0@example.com` and so on, due now.
fn ask_for_mails(app: &TestApp, tenant: &str, mails: u32) {
    for n in 0..mails {
        app.sql(&format!(
            r#"INSERT INTO outbox (tenant_id, id, task, subject_id, details, base_url, created_at, due_at) VALUES ('{tenant}', 'test:{n:04}',
               'send_notice', 'test-subject-{n:020}', '{{"notice":"test","kind":"booking_confirmation","language":"nl","to":"{tenant}-{n}@example.com"}}', 'http://book.test', '{NOW}', '{NOW}')"#
        ));
    }
}

#[tokio::test]
async fn one_tenants_failure_keeps_nobody_waiting() {
    let app = TestApp::new();
    app.book("demo", &id(1), &booking(TUESDAY_9)).await;
    app.book("other", &id(1), &booking(TUESDAY_9)).await;
    app.sql("UPDATE outbox SET created_at = 'twenty characters..!' WHERE tenant_id = 'demo'");
    assert!(sweep(&app.background()).await.is_err(), "somebody has to know");
    let open_of_other =
        "SELECT count(*) FROM outbox WHERE tenant_id = 'other' AND task = 'render_document' AND done_at IS NULL";
    assert_eq!(app.count(open_of_other).await, 0);
    let log = app.log.0.lock().unwrap().join("\n");
    assert!(log.contains(r#""outbox":"demo""#) && log.contains("defect"), "{log}");
}

#[tokio::test]
async fn a_tenant_whose_peers_are_slow_keeps_nobody_waiting_and_begins_nothing_without_a_lease() {
    let mut app = TestApp::new();
    let mail = SlowMail::of(&mut app, SignedDuration::from_secs(60), None);
    ask_for_mails(&app, "demo", 40);
    ask_for_mails(&app, "other", 1);
    app.sql("UPDATE outbox SET last_error = 'as before'");
    sweep(&app.background()).await.unwrap();
    let other = mail.first_to("other-0@example.com").unwrap();
    assert!(other.duration_since(now()) <= SignedDuration::from_mins(4), "{other}");
    let begun = mail.begun.lock().unwrap().len();
    assert!((2..9).contains(&begun), "{begun}");
    // What was leased and not begun is given back as if nothing had been.
    assert_eq!(app.count("SELECT count(*) FROM outbox WHERE done_at IS NULL AND last_error IS NULL").await, 0);
    assert_eq!(app.count("SELECT count(*) FROM outbox WHERE task = 'send_notice' AND done_at IS NULL AND (attempts > 0 OR lease IS NOT NULL)").await, 0);
}

#[tokio::test]
async fn a_long_queue_is_handed_on_before_the_database_refuses_more_questions() {
    let mut app = TestApp::new();
    let jobs = Arc::new(MemoryJobs::default());
    app.ports.jobs = jobs.clone();
    SlowMail::of(&mut app, SignedDuration::ZERO, None);
    ask_for_mails(&app, "demo", 400);
    let background = app.background();
    let done = run_tenant(&background, &demo()).await.unwrap();
    // D1 answers a thousand questions of one invocation; a batch has about three.
    assert!(background.counted().batches < 250, "{:?}", background.counted());
    assert!((50..400).contains(&done), "{done}");
    assert_eq!(jobs.0.lock().unwrap().iter().map(|job| job.tenant_id.as_str()).collect::<Vec<_>>(), ["demo"]);
    // Nor does a sweep ask more, whoever the work is for.
    ask_for_mails(&app, "other", 400);
    jobs.0.lock().unwrap().clear();
    sweep(&app.background()).await.unwrap();
    assert!(app.count("SELECT count(*) FROM outbox WHERE done_at IS NOT NULL").await < i64::from(done) * 3);
    let handed_on: BTreeSet<_> = jobs.0.lock().unwrap().iter().map(|job| job.tenant_id.clone()).collect();
    assert_eq!(handed_on.len(), 2, "{handed_on:?}");
}

#[tokio::test]
async fn work_that_ends_the_program_takes_no_other_work_with_it() {
    let mut app = TestApp::new();
    let mail = SlowMail::of(&mut app, SignedDuration::ZERO, Some("demo-3@example.com"));
    ask_for_mails(&app, "demo", 25);
    for round in 1..40 {
        let background = app.background();
        let _ = tokio::spawn(async move { run_tenant(&background, &demo()).await }).await;
        app.clock.set(now() + SignedDuration::from_mins(6 * round));
    }
    let rows = app.rows("SELECT id FROM outbox WHERE done_at IS NULL").await;
    assert_eq!(rows.iter().map(|row| row["id"].as_str().unwrap()).collect::<Vec<_>>(), ["test:0003"]);
    assert_eq!(
        app.count("SELECT count(*) FROM outbox WHERE dead_at IS NOT NULL AND last_error LIKE '%too often%'").await,
        1
    );
    assert!(mail.begun.lock().unwrap().iter().filter(|(to, _)| to != "demo-3@example.com").count() == 24, "each once");
    assert_eq!(app.count("SELECT max(attempts) FROM outbox WHERE done_at IS NOT NULL").await, 2);
}

#[tokio::test]
async fn a_defect_of_ours_is_in_the_log_when_it_happens() {
    let app = TestApp::new();
    ask_for_mails(&app, "demo", 1);
    app.sql("UPDATE outbox SET details = json_set(details, '$.kind', 'nonsense')");
    run_tenant(&app.background(), &demo()).await.unwrap();
    assert_eq!(
        app.count("SELECT count(*) FROM outbox WHERE done_at IS NULL AND dead_at IS NULL AND attempts = 1").await,
        1
    );
    let line = app.last_log();
    assert_eq!(
        (&line["outbox"], &line["task"], &line["defect"]),
        (&"demo".into(), &"send_notice".into(), &"test mail: kind".into())
    );
}
