//! The PDF of a document: drawn once, its SHA-256 noted, and the same bytes ever after.

use crate::admin::{Admin, TUESDAY_9, app};
use crate::support::{Answer, NOW, TestApp, booking, id};
use edge::{
    platform::{
        database::BoxFuture,
        digest::sha256,
        ports::{Files, FilesError, FontFiles, Fonts},
    },
    work::outbox,
};
use jiff::{SignedDuration, Timestamp};
use std::sync::Arc;

async fn booked(app: &TestApp) -> (String, String) {
    let answer = app.book("demo", &id(1), &booking(TUESDAY_9)).await;
    let url = answer.json()["document"]["pdf_url"].as_str().unwrap().to_owned();
    let document = app.rows("SELECT id FROM document").await[0]["id"].as_str().unwrap().to_owned();
    (document, url)
}

async fn pdf(app: &TestApp, url: &str) -> Answer {
    let answer = app.get(url).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer
}

#[tokio::test]
async fn the_hash_of_the_first_drawing_is_noted_and_shown() {
    let app = app();
    let (document, url) = booked(&app).await;
    let admin = Admin::of(&app, "demo").await;
    let path = format!("/admin/documents/{document}");
    assert!(admin.page(&path).await.contains("Noted when the PDF is drawn"));
    let file = pdf(&app, &url).await;
    let stored = app.rows("SELECT sha256, size FROM document_file WHERE tenant_id = 'demo'").await;
    assert_eq!(stored[0]["sha256"], sha256(&file.bytes).as_str());
    assert_eq!(stored[0]["size"].as_u64().unwrap(), u64::try_from(file.bytes.len()).unwrap());
    assert!(admin.page(&path).await.contains(&sha256(&file.bytes)));
    assert_eq!(pdf(&app, &url).await.bytes, file.bytes);
    assert_eq!(app.last_log()["d1_batches"], 1, "a kept PDF costs no look at the database beside the link");
}

#[tokio::test]
async fn a_kept_file_that_was_altered_or_lost_is_drawn_again() {
    let app = app();
    let (document, url) = booked(&app).await;
    let file = pdf(&app, &url).await.bytes;
    let key = format!("documents/demo/{document}.pdf");
    for altered in [b"%PDF-1.7 another".to_vec(), Vec::new()] {
        app.ports.files.put(&key, altered, "application/pdf").await.unwrap();
        assert_eq!(pdf(&app, &url).await.bytes, file);
        assert_eq!(app.ports.files.get(&key).await.unwrap().unwrap(), file, "it is kept again");
    }
}

#[tokio::test]
async fn what_is_not_what_was_drawn_first_is_never_delivered() {
    let app = app();
    let (document, url) = booked(&app).await;
    let other = "0".repeat(64);
    app.sql(&format!(
        "INSERT INTO document_file (tenant_id, document_id, sha256, size, created_at) VALUES ('demo', '{document}', '{other}', 1, '2026-11-30T08:00:00Z')"
    ));
    let answer = app.get(&url).await;
    assert_eq!(answer.status, 500);
    assert_eq!(app.last_log()["defect"], "pdf: drawn again it is not what it was");
    assert_eq!(app.ports.files.get(&format!("documents/demo/{document}.pdf")).await.unwrap(), None);
}

/// Static assets that cannot be read.
struct NoFonts;

impl Fonts for NoFonts {
    fn read(&self) -> BoxFuture<'_, Result<FontFiles, FilesError>> {
        Box::pin(async { Err(FilesError("Inter-Regular.ttf: status 404".into())) })
    }
}

#[tokio::test]
async fn without_fonts_a_pdf_waits_and_the_document_is_safe() {
    let mut app = app();
    let fonts = std::mem::replace(&mut app.ports.fonts, Arc::new(NoFonts));
    let (document, url) = booked(&app).await;
    let answer = app.get(&url).await;
    assert_eq!((answer.status.as_u16(), answer.header("retry-after")), (503, Some("2")), "{}", answer.text());
    assert!(answer.text().contains("The fonts of the PDF could not be read"), "{}", answer.text());
    assert!(app.rows("SELECT sha256 FROM document_file").await.is_empty());
    assert_eq!(app.ports.files.get(&format!("documents/demo/{document}.pdf")).await.unwrap(), None);
    app.ports.fonts = fonts;
    assert!(pdf(&app, &url).await.bytes.starts_with(b"%PDF-"));
}

/// A file store that is down, and says so in its own words.
struct NoFiles;

impl Files for NoFiles {
    fn get<'a>(&'a self, _key: &'a str) -> BoxFuture<'a, Result<Option<Vec<u8>>, FilesError>> {
        Box::pin(async { Err(FilesError("R2: can't \"get\" it, réessayez".into())) })
    }

    fn put<'a>(&'a self, _key: &'a str, _bytes: Vec<u8>, _type: &'a str) -> BoxFuture<'a, Result<(), FilesError>> {
        Box::pin(async { Err(FilesError("R2: \n".into())) })
    }
}

#[tokio::test]
async fn without_the_file_store_a_pdf_is_drawn_and_the_log_stays_readable() {
    let mut app = app();
    let (_, url) = booked(&app).await;
    app.ports.files = Arc::new(NoFiles);
    assert!(pdf(&app, &url).await.bytes.starts_with(b"%PDF-"));
    let lines = app.log.0.lock().unwrap().clone();
    let warnings: Vec<String> = lines
        .iter()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap_or_else(|error| panic!("{error}: {line}")))
        .filter_map(|line| Some(line["warning"].as_str()?.to_owned()))
        .collect();
    assert_eq!(warnings, ["R2: can't \"get\" it, réessayez", "R2: \n"]);
}

#[tokio::test]
async fn drawing_is_done_when_the_pdf_is_kept() {
    let mut app = app();
    let (document, url) = booked(&app).await;
    let key = format!("documents/demo/{document}.pdf");
    let files = std::mem::replace(&mut app.ports.files, Arc::new(NoFiles));
    let delivered = pdf(&app, &url).await.bytes;
    outbox::sweep(&app.background()).await.unwrap();
    const OPEN: &str =
        "SELECT count(*) FROM outbox WHERE task = 'render_document' AND done_at IS NULL AND dead_at IS NULL";
    assert_eq!(app.count(OPEN).await, 1, "the file store was down");
    app.ports.files = files;
    app.clock.set(NOW.parse::<Timestamp>().unwrap() + SignedDuration::from_mins(1));
    outbox::sweep(&app.background()).await.unwrap();
    assert_eq!(app.count(OPEN).await, 0);
    assert_eq!(app.ports.files.get(&key).await.unwrap().unwrap(), delivered);
}
