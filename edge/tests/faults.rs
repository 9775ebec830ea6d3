//! 32 clients make 2,000 invoices while a tenth of all batches is lost on the way or loses its answer: numbers run from 1 to N
//! without a hole, none is given twice, and what was acknowledged is stored.

use std::{
    collections::BTreeMap,
    sync::{
        Arc, Mutex,
        atomic::{AtomicU64, Ordering},
    },
};

use crate::admin::{FORM, app, sign_in};
use crate::support::{Faulty, SITE, TestApp, id, request};
use axum::body::Body;
use edge::{
    app::Ports,
    platform::database::{BatchAnswer, BoxFuture, Database, DatabaseError, Statement},
};
use serde_json::{Value as Json, json};

/// How many invoices are asked for with patience: by bookings, and from quotes.
const BOOKED: u32 = 1_600;
const CONVERTED: u32 = 400;
const CLIENTS: u32 = 32;

/// A database that is reached in turns, and that fails as a seed says.
struct Unreliable {
    inner: Arc<Faulty>,
    random: Mutex<u64>,
    batches: AtomicU64,
    lost_before: AtomicU64,
    lost_after: AtomicU64,
}

impl Unreliable {
    fn new(inner: Arc<Faulty>, seed: u64) -> Self {
        Self {
            inner,
            random: Mutex::new(seed),
            batches: AtomicU64::default(),
            lost_before: AtomicU64::default(),
            lost_after: AtomicU64::default(),
        }
    }

    /// The next number of a xorshift generator.
    fn next(&self) -> u64 {
        let mut state = self.random.lock().unwrap();
        *state ^= *state << 13;
        *state ^= *state >> 7;
        *state ^= *state << 17;
        *state
    }
}

impl Database for Unreliable {
    fn batch(&self, statements: Vec<Statement>) -> BoxFuture<'_, Result<BatchAnswer, DatabaseError>> {
        Box::pin(async move {
            tokio::task::yield_now().await; // every other client goes first: all have read before one writes
            self.batches.fetch_add(1, Ordering::Relaxed);
            match self.next() % 20 {
                0 => {
                    self.lost_before.fetch_add(1, Ordering::Relaxed);
                    Err(DatabaseError::Unavailable)
                }
                1 => {
                    self.lost_after.fetch_add(1, Ordering::Relaxed);
                    self.inner.batch(statements).await?;
                    Err(DatabaseError::Unavailable)
                }
                _ => self.inner.batch(statements).await,
            }
        })
    }
}

/// A service with room for everybody: a hundred seats at each of many starts.
fn make_room(app: &TestApp) {
    app.sql(
        "UPDATE service SET capacity = 100, duration_minutes = 30, slot_interval_minutes = 30, buffer_after_minutes = 0 WHERE id = 'home-cleaning';
         UPDATE tenant SET auto_invoice = 0 WHERE id = 'other';
         UPDATE tenant SET settings_version = settings_version + 1;",
    );
}

/// The booking of the n-th id, eighty at each start.
fn body(n: u32) -> Json {
    let place = n / 80;
    let starts_at = format!("2026-12-{:02}T{:02}:00:00Z", 7 + place / 3 % 4, 8 + place % 3 + 6 * (place / 12 % 2));
    json!({ "service": "home-cleaning", "starts_at": starts_at, "customer": { "name": format!("Client {n}"), "email": format!("client-{}@example.com", n % 200) } })
}

async fn put(ports: &Ports, tenant: &str, n: u32) -> (u16, Json) {
    let headers = [("content-type", "application/json"), ("origin", SITE)];
    let path = format!("/api/v1/{tenant}/bookings/{}", id(n));
    let response = edge::router::handle(ports, request("PUT", &path, &headers, Body::from(body(n).to_string()))).await;
    let status = response.status().as_u16();
    let bytes = axum::body::to_bytes(response.into_body(), usize::MAX).await.unwrap();
    (status, serde_json::from_slice(&bytes).unwrap())
}

/// Books until it is acknowledged, as the widget does; every tenth answer gets lost on its way and is asked for again.
async fn book(ports: &Ports, tenant: &str, n: u32) -> String {
    for _ in 0..10 {
        let (status, answer) = put(ports, tenant, n).await;
        if status == 503 {
            continue;
        }
        assert!([200, 201].contains(&status), "{status} {answer}");
        if n.is_multiple_of(10) {
            let (_, again) = put(ports, tenant, n).await;
            if again["document"].is_object() {
                assert_eq!(again["document"]["number"], answer["document"]["number"], "one booking, one document");
            }
        }
        return answer["document"]["number"].as_str().unwrap().to_owned();
    }
    panic!("booking {n} was never acknowledged")
}

/// Turns a quote into its invoice, in two windows that do not know of each other.
async fn convert(ports: &Ports, cookie: &str, n: u32) -> String {
    let path = format!("/admin/bookings/{}/generate-invoice", id(n));
    let headers = [("cookie", cookie), ("sec-fetch-site", "same-origin"), ("content-type", FORM)];
    for _ in 0..10 {
        let send = || edge::router::handle(ports, request("POST", &path, &headers, Body::empty()));
        let (one, two) = tokio::join!(send(), send());
        let places: Vec<String> = [one, two]
            .iter()
            .filter(|response| response.status() == 303)
            .map(|response| response.headers()["location"].to_str().unwrap().split('?').next().unwrap().to_owned())
            .collect();
        if let Some(place) = places.first() {
            assert!(places.iter().all(|other| other == place), "both windows come to one invoice: {places:?}");
            return place.strip_prefix("/admin/documents/").unwrap().to_owned();
        }
    }
    panic!("quote of booking {n} was never converted")
}

/// Numbers and ids that were acknowledged.
#[derive(Default)]
struct Acknowledged {
    booked: BTreeMap<String, String>,
    converted: BTreeMap<String, String>,
}

/// One client: its share of the work, and a few attempts that it gives up after one answer, whatever that was.
async fn client(ports: Ports, cookie: String, place: u32) -> Acknowledged {
    let mut acknowledged = Acknowledged::default();
    for n in (0..BOOKED).filter(|n| n % CLIENTS == place) {
        acknowledged.booked.insert(id(n), book(&ports, "demo", n).await);
        if n % 40 < CLIENTS / 8 {
            put(&ports, "demo", 100_000 + n).await;
        }
    }
    for n in (0..CONVERTED).filter(|n| n % CLIENTS == place) {
        book(&ports, "other", n).await;
        acknowledged.converted.insert(id(n), convert(&ports, &cookie, n).await);
    }
    acknowledged
}

/// Text of a column of each row.
fn texts(rows: &[Json], column: &str) -> Vec<String> {
    rows.iter().map(|row| row[column].as_str().unwrap_or_default().to_owned()).collect()
}

#[tokio::test]
async fn two_thousand_invoices_under_faults_have_no_hole() {
    let mut app = app();
    make_room(&app);
    let cookie = sign_in(&app, "other").await;
    let database = Arc::new(Unreliable::new(app.database.clone(), 0x9E37_79B9_7F4A_7C15));
    app.ports.database = database.clone();

    let clients: Vec<_> =
        (0..CLIENTS).map(|place| tokio::spawn(client(app.ports.clone(), cookie.clone(), place))).collect();
    let (mut booked, mut converted) = (BTreeMap::new(), BTreeMap::new());
    for client in clients {
        let acknowledged = client.await.unwrap();
        booked.extend(acknowledged.booked);
        converted.extend(acknowledged.converted);
    }
    assert_eq!((booked.len(), converted.len()), (BOOKED as usize, CONVERTED as usize));

    let count = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
    let (batches, before, after) =
        (count(&database.batches), count(&database.lost_before), count(&database.lost_after));
    assert!(before > 100 && after > 100 && (before + after) * 100 / batches >= 8, "{before} + {after} of {batches}");

    // 1 to N in both tenants, whoever gave up.
    for tenant in ["demo", "other"] {
        let rows = app
            .rows_with(
                "SELECT sequence, number FROM document WHERE tenant_id = ?1 AND kind = 'invoice' ORDER BY sequence",
                [tenant.into()],
            )
            .await;
        let sequences: Vec<i64> = rows.iter().map(|row| row["sequence"].as_i64().unwrap()).collect();
        assert_eq!(sequences, (1..=i64::try_from(rows.len()).unwrap()).collect::<Vec<i64>>(), "{tenant}");
        let wanted: Vec<String> = sequences.iter().map(|n| format!("INV-2026-{n:04}")).collect();
        assert_eq!(texts(&rows, "number"), wanted);
    }

    // Acknowledged is stored, under the number that was told.
    let stored =
        app.rows("SELECT booking_id, id, number FROM document WHERE tenant_id = 'demo' AND kind = 'invoice'").await;
    let stored: BTreeMap<String, String> =
        texts(&stored, "booking_id").into_iter().zip(texts(&stored, "number")).collect();
    assert!(stored.len() > booked.len(), "some who gave up have their invoice all the same");
    for (booking, number) in &booked {
        assert_eq!(stored.get(booking), Some(number));
    }
    let stored = app.rows("SELECT booking_id, id FROM document WHERE tenant_id = 'other' AND kind = 'invoice'").await;
    let stored: BTreeMap<String, String> = texts(&stored, "booking_id").into_iter().zip(texts(&stored, "id")).collect();
    assert_eq!(stored, converted);

    assert_sound(&app).await;
}

/// Questions that must have no answer, whatever happened before.
async fn assert_sound(app: &TestApp) {
    for (what, sql) in [
        (
            "a booking without a document",
            "SELECT id FROM booking AS b WHERE NOT EXISTS (SELECT 1 FROM document AS d WHERE d.tenant_id = b.tenant_id AND d.booking_id = b.id)",
        ),
        (
            "a document without its outbox row",
            "SELECT id FROM document AS d WHERE NOT EXISTS (SELECT 1 FROM outbox AS o WHERE o.tenant_id = d.tenant_id AND o.subject_id = d.id AND o.task = 'render_document')",
        ),
        (
            "a series whose next number is not the next",
            "SELECT s.tenant_id, s.kind FROM number_series AS s WHERE s.next_number <> 1 + (SELECT count(*) FROM document AS d WHERE d.tenant_id = s.tenant_id AND d.kind = s.kind AND d.year = s.year)",
        ),
        (
            "an invoice of a quote whose outcome is not told",
            "SELECT id FROM document AS d WHERE d.quotation_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM quotation_outcome AS o WHERE o.tenant_id = d.tenant_id AND o.quotation_id = d.quotation_id AND o.outcome = 'converted')",
        ),
        (
            "two answers about one booking",
            "SELECT booking_id FROM document WHERE kind = 'invoice' GROUP BY tenant_id, booking_id HAVING count(*) <> 1",
        ),
        ("a foreign key that leads nowhere", "PRAGMA foreign_key_check"),
    ] {
        assert_eq!(app.rows(sql).await, Vec::<Json>::new(), "{what}");
    }
}
