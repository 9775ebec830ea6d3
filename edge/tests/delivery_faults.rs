//! Documents on their way while everything fails: programs that end between two steps, transports that lose and forget, jobs
//! that come five times and in any order. Each document is sent, shown once, and transmitted once.

use std::{
    collections::BTreeSet,
    sync::{Arc, Mutex},
};

use edge::{
    platform::{
        database::BoxFuture,
        mail::{Mail, MailError},
        ports::Mailer,
    },
    work::outbox,
};
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value as Json, json};
use shared::id::TenantId;

use crate::admin::{Admin, TUESDAY_9, app};
use crate::delivery::{later, mailbox, of_business, only_deliveries, work};
use crate::support::{
    Fault, NOW, TestApp, booking, id,
    recommand::{Fate, Recommand},
};

/// What is left to do.
const OPEN: &str = "SELECT count(*) FROM outbox WHERE done_at IS NULL AND dead_at IS NULL";
/// How many documents go out under faults.
const DOCUMENTS: u32 = 500;

/// A program that ends at the k-th batch: before the batch is stored, or after.
async fn ends_at(app: &TestApp, k: usize, after: bool) -> bool {
    let death = if after { vec![Some(Fault::LostAfter)] } else { Vec::new() };
    let plan = [vec![None; k], death, vec![Some(Fault::LostBefore); 400]].concat();
    let planned = plan.len();
    app.inject(plan);
    let _ = outbox::run_tenant(&app.background(), &TenantId::new("demo")).await;
    let left = app.database.plan.lock().unwrap().len();
    app.inject([]);
    // Whether it came to its end before anything was lost.
    planned - left > k
}

async fn brought_to_its_end(app: &TestApp) {
    for round in 1..200 {
        later(app, round * 6);
        work(app).await;
        if app.count(OPEN).await == 0 {
            return;
        }
    }
    panic!("it never ends");
}

#[tokio::test]
async fn a_program_that_ends_between_any_two_steps_sends_once_by_peppol() {
    for after in [false, true] {
        for k in 0.. {
            assert!(k < 60, "the steps come to no end");
            let mut app = app();
            mailbox(&mut app);
            let peppol = Recommand::of(&mut app, |_| Fate::Sent);
            app.book("demo", &id(1), &of_business(TUESDAY_9)).await;
            only_deliveries(&app);
            let was_hit = ends_at(&app, k, after).await;
            brought_to_its_end(&app).await;
            assert_eq!(peppol.counts().into_values().collect::<Vec<_>>(), [1], "batch {k}, {after}");
            assert_eq!(*peppol.asked.lock().unwrap(), 1, "batch {k}, {after}");
            assert_eq!(
                app.count("SELECT count(*) FROM delivery WHERE state = 'delivered'").await,
                1,
                "batch {k}, {after}"
            );
            assert_eq!(app.count("SELECT count(*) FROM delivery").await, 1);
            for kind in ["sent", "delivered"] {
                let sql = "SELECT count(*) AS n FROM document_event WHERE kind = ?1";
                assert_eq!(app.rows_with(sql, [kind.into()]).await[0]["n"], 1, "batch {k}, {after}: {kind}");
            }
            if !was_hit {
                assert!(k > 6, "only {k} batches");
                break;
            }
        }
    }
}

#[tokio::test]
async fn a_program_that_ends_between_any_two_steps_shows_one_mail() {
    for after in [false, true] {
        for k in 0.. {
            assert!(k < 60, "the steps come to no end");
            let mut app = app();
            let mails = mailbox(&mut app);
            app.book("demo", &id(1), &booking(TUESDAY_9)).await;
            only_deliveries(&app);
            let was_hit = ends_at(&app, k, after).await;
            brought_to_its_end(&app).await;
            let ids: BTreeSet<_> = mails.sent.lock().unwrap().iter().map(|mail| mail.message_id.clone()).collect();
            assert_eq!(ids.len(), 1, "a mailbox tells the second by its Message-ID: batch {k}, {after}");
            assert_eq!(app.count("SELECT count(*) FROM delivery WHERE state = 'sent'").await, 1, "batch {k}, {after}");
            assert_eq!(
                app.count("SELECT count(*) FROM document_event WHERE kind = 'sent'").await,
                1,
                "batch {k}, {after}"
            );
            if !was_hit {
                assert!(k > 4, "only {k} batches");
                break;
            }
        }
    }
}

/// A generator of numbers below 100 that a seed decides.
struct Dice(Mutex<u64>);

impl Dice {
    fn roll(&self) -> u64 {
        let mut state = self.0.lock().unwrap();
        *state ^= *state << 13;
        *state ^= *state >> 7;
        *state ^= *state << 17;
        *state % 100
    }
}

/// A mail server that fails 40 % of the time and forgets to answer 20 % of the time.
struct BadServer {
    dice: Dice,
    taken: Mutex<Vec<String>>,
}

impl Mailer for BadServer {
    fn send<'a>(&'a self, mail: &'a Mail) -> BoxFuture<'a, Result<(), MailError>> {
        Box::pin(async move {
            tokio::task::yield_now().await;
            let roll = self.dice.roll();
            if roll >= 40 {
                self.taken.lock().unwrap().push(mail.message_id.clone());
            }
            match roll {
                0..40 => Err(MailError::Later { reason: "451 busy".into() }),
                40..60 => Err(MailError::Unknown { reason: "no answer".into() }),
                _ => Ok(()),
            }
        })
    }
}

/// The n-th booking: every fifth by a private person.
fn body(n: u32) -> Json {
    let place = n / 80;
    let starts_at = format!("2026-12-{:02}T{:02}:00:00Z", 7 + place / 3, 8 + place % 3);
    let mut body = if n.is_multiple_of(5) { booking(&starts_at) } else { of_business(&starts_at) };
    body["customer"]["email"] = json!(format!("client-{n}@example.com"));
    body
}

#[tokio::test]
async fn five_hundred_documents_under_faults_are_each_sent_once() {
    let mut app = app();
    app.sql(
        "UPDATE service SET capacity = 100, duration_minutes = 30, slot_interval_minutes = 30, buffer_after_minutes = 0 WHERE id = 'home-cleaning';
         UPDATE tenant SET settings_version = settings_version + 1;",
    );
    let dice = Dice(Mutex::new(0x9E37_79B9_7F4A_7C15));
    let peppol = Recommand::of(&mut app, move |_| match dice.roll() {
        0..40 => Fate::Busy,
        40..60 => Fate::Lost,
        _ => Fate::Sent,
    });
    let server = Arc::new(BadServer { dice: Dice(Mutex::new(0x2545_F491_4F6C_DD1D)), taken: Mutex::default() });
    app.ports.mail = server.clone();
    for n in 0..DOCUMENTS {
        let answer = app.book("demo", &id(n), &body(n)).await;
        assert_eq!(answer.status, 201, "{n}: {}", answer.text());
    }
    only_deliveries(&app);

    let mut now: Timestamp = NOW.parse().unwrap();
    for round in 0..120 {
        // Each job comes five times, and the five work at the same time.
        let jobs: Vec<_> = (0..5)
            .map(|_| {
                let background = app.background();
                tokio::spawn(async move { outbox::run_tenant(&background, &TenantId::new("demo")).await })
            })
            .collect();
        for job in jobs {
            job.await.unwrap().unwrap();
        }
        if app.count(OPEN).await == 0 {
            break;
        }
        assert!(round < 119, "{} are left", app.count(OPEN).await);
        now += SignedDuration::from_mins(if round % 3 == 0 { 7 } else { 45 });
        app.clock.set(now);
    }

    assert_eq!(app.count("SELECT count(*) FROM outbox WHERE dead_at IS NOT NULL").await, 0);
    let by = |channel: &'static str| {
        let app = &app;
        async move {
            let sql = "SELECT count(*) AS n FROM document_delivery WHERE sent_by = ?1";
            app.rows_with(sql, [channel.into()]).await[0]["n"].as_u64().unwrap()
        }
    };
    let (mailed, sent) = (u64::from(DOCUMENTS.div_ceil(5)), u64::from(DOCUMENTS));
    assert_eq!((by("peppol").await, by("email").await), (sent - mailed, mailed));
    assert_eq!(app.count("SELECT count(*) FROM delivery").await, i64::from(DOCUMENTS), "each is shown once");
    assert_eq!(app.count("SELECT count(*) FROM document_event WHERE kind = 'sent'").await, i64::from(DOCUMENTS));

    let counts = peppol.counts();
    assert_eq!(counts.len() as u64, sent - mailed);
    assert!(counts.values().all(|count| *count == 1), "the network saw each number once: {counts:?}");
    let asked = *peppol.asked.lock().unwrap() as u64;
    assert!(asked > (sent - mailed) * 14 / 10, "{asked} attempts: the faults were there");
    let keys = "SELECT count(*) AS n, count(DISTINCT number || ':' || sending) AS keys, max(sending) AS last FROM access_point_document";
    let keys = &app.rows(keys).await[0];
    let (all, distinct) = (keys["n"].as_u64(), keys["keys"].as_u64());
    assert_eq!((all, distinct, keys["last"].as_u64()), (Some(sent - mailed), Some(sent - mailed), Some(1)));
    let taken = server.taken.lock().unwrap().clone();
    let ids: BTreeSet<_> = taken.iter().collect();
    assert!(ids.len() as u64 == mailed && taken.len() > ids.len(), "{} mails, {} letters", taken.len(), ids.len());

    let admin = Admin::of(&app, "demo").await;
    let table = admin.get("/admin/invoices.csv").await.text();
    assert_eq!(table.matches(";Peppol 2026-").count() as u64, sent - mailed);
    assert_eq!(table.matches(";E-mail 2026-").count() as u64, mailed);
}
