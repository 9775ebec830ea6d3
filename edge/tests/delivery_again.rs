//! Documents that go over Peppol a second time: after a refusal, after a key that was not taken, and after nobody could say.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use edge::{
    native::{MemoryJobs, ScriptedHttp},
    platform::ports::OutgoingRequest,
};
use shared::delivery::peppol::DocumentType;

use crate::admin::{Admin, app, to};
use crate::delivery::{later, mailbox, of_business, only_deliveries, work};
use crate::support::{
    TestApp, id,
    network::{Reply, reply, silence},
};

const STARTS_AT: &str = "2026-12-02T08:00:00Z";
const ACCESS_POINT: &str = "/admin/settings/peppol-access-point";

/// A tenant at e-invoice.be, which knows the buyer and answers every other request with the next of these replies.
async fn at_e_invoice_be(replies: Vec<Reply>) -> (TestApp, Arc<AtomicUsize>) {
    let mut app = app();
    mailbox(&mut app);
    let (asked, of) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let count = Arc::clone(&asked);
    let types = DocumentType::ALL.map(|document| document.identifier().to_owned());
    let registered = serde_json::json!({ "is_valid": true, "supported_document_types": types }).to_string();
    app.ports.http = Arc::new(ScriptedHttp::new(move |request: &OutgoingRequest| {
        if request.url.contains("/api/validate/") {
            return reply(200, registered.clone());
        }
        count.fetch_add(1, Ordering::SeqCst);
        replies.get(of.fetch_add(1, Ordering::SeqCst)).cloned().unwrap_or_else(silence)
    }));
    let admin = Admin::of(&app, "demo").await;
    let saved = admin.post(ACCESS_POINT, "version=0&provider=e_invoice_be&e_invoice_be_key=key1").await;
    assert_eq!(saved.status, 303, "{}", saved.text());
    (app, asked)
}

async fn invoice(app: &TestApp) -> String {
    assert_eq!(app.book("demo", &id(1), &of_business(STARTS_AT)).await.status, 201);
    only_deliveries(app);
    app.rows("SELECT id FROM document WHERE tenant_id = 'demo'").await[0]["id"].as_str().unwrap().to_owned()
}

fn draft(id: &str) -> Reply {
    reply(201, format!(r#"{{"id":"{id}","state":"DRAFT"}}"#))
}

fn sent(id: &str) -> Reply {
    reply(200, format!(r#"{{"id":"{id}","state":"TRANSIT"}}"#))
}

async fn sendings(app: &TestApp) -> Vec<String> {
    let sql = "SELECT sending || ' ' || state AS told FROM access_point_document ORDER BY sending";
    app.rows(sql).await.iter().map(|row| row["told"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn what_nobody_can_tell_goes_again_only_after_a_person_has_looked() {
    // The answer to sending is lost, and then the document is not there: another account, or somebody deleted it.
    let replies = vec![draft("d1"), silence(), reply(404, "{}"), reply(404, "{}"), draft("d2"), sent("d2")];
    let (app, asked) = at_e_invoice_be(replies).await;
    let document = invoice(&app).await;
    work(&app).await;
    later(&app, 5);
    work(&app).await;
    assert_eq!(sendings(&app).await, ["1 lost"]);
    let admin = Admin::of(&app, "demo").await;
    let (page, path) = (format!("/admin/documents/{document}"), format!("/admin/documents/{document}/send"));
    assert!(admin.page(&page).await.contains("INV-2026-0001 may have been sent. Look for it there"));

    // Tried again from Failed work, it is asked about and not sent.
    later(&app, 10);
    admin.post("/admin/settings/failed-work", &format!("id=send_document%3A{document}&action=retry")).await;
    work(&app).await;
    assert_eq!((asked.load(Ordering::SeqCst), sendings(&app).await), (4, vec!["1 lost".to_owned()]));

    let shown = admin.page(&path).await;
    assert!(shown.contains("name=\"not_there\" type=\"checkbox\" value=\"1\""), "{shown}");
    assert!(shown.contains(">not known</span>"), "{shown}");
    for form in ["purpose=original", "purpose=original&not_there=2"] {
        let answer = admin.post(&path, form).await;
        assert_eq!(answer.status, 422, "{form}");
        let text = answer.text();
        assert!(text.contains("id=\"not_there-error\"") && text.contains("href=\"#not_there\""), "{text}");
    }
    work(&app).await;
    assert_eq!((asked.load(Ordering::SeqCst), sendings(&app).await), (4, vec!["1 lost".to_owned()]));
    let other = Admin::of(&app, "other").await;
    assert_eq!(other.post(&path, "purpose=original&not_there=1").await.status, 404);

    for _ in 0..2 {
        let answer = admin.post(&path, "purpose=original&not_there=1").await;
        assert_eq!(to(&answer), (303, format!("{page}?done=sending").as_str()));
    }
    work(&app).await;
    assert_eq!(sendings(&app).await, ["1 not_sent", "2 accepted"]);
    // The same form again, as from a window that was left open.
    assert_eq!(admin.post(&path, "purpose=original&not_there=1").await.status, 303);
    work(&app).await;
    assert_eq!(asked.load(Ordering::SeqCst), 6);
    let told = admin.page(&page).await;
    assert!(told.contains("through e-invoice.be: d2"), "{told}");
    assert_eq!(told.matches("INV-2026-0001 was not found at the access point.").count(), 1, "{told}");
}

#[tokio::test]
async fn a_form_that_is_sent_again_later_says_nothing_of_the_next_sending() {
    let replies = vec![draft("d1"), silence(), reply(404, "{}"), draft("d2"), silence(), reply(404, "{}")];
    let (app, asked) = at_e_invoice_be(replies).await;
    let document = invoice(&app).await;
    let admin = Admin::of(&app, "demo").await;
    let path = format!("/admin/documents/{document}/send");
    work(&app).await;
    later(&app, 5);
    work(&app).await;
    assert_eq!(admin.post(&path, "purpose=original&not_there=1").await.status, 303);
    work(&app).await;
    later(&app, 20);
    work(&app).await;
    assert_eq!(sendings(&app).await, ["1 not_sent", "2 lost"]);
    assert_eq!(admin.post(&path, "purpose=original&not_there=1").await.status, 422);
    work(&app).await;
    assert_eq!((asked.load(Ordering::SeqCst), sendings(&app).await), (6, vec!["1 not_sent".into(), "2 lost".into()]));
}

#[tokio::test]
async fn a_new_key_sends_what_waited_for_it_at_once() {
    let replies = vec![reply(401, "{}"), draft("d1"), sent("d1")];
    let (mut app, asked) = at_e_invoice_be(replies).await;
    let document = invoice(&app).await;
    work(&app).await;
    later(&app, 10);
    work(&app).await;
    assert_eq!(asked.load(Ordering::SeqCst), 1, "it waits for an hour");
    // Work of another tenant, and work of another kind, waits on.
    app.sql(
        "INSERT INTO outbox (tenant_id, id, task, subject_id, base_url, created_at, due_at) VALUES
         ('other', 'send_document:x', 'send_document', 'x', '', '2026-11-30T08:00:00Z', '2027-01-01T00:00:00Z'),
         ('demo', 'send_notice:x', 'send_notice', 'x', '', '2026-11-30T08:00:00Z', '2027-01-01T00:00:00Z')",
    );
    let jobs = Arc::new(MemoryJobs::default());
    app.ports.jobs = jobs.clone();
    let admin = Admin::of(&app, "demo").await;
    let saved = admin.post(ACCESS_POINT, "version=1&provider=e_invoice_be&e_invoice_be_key=key2").await;
    assert_eq!(saved.status, 303, "{}", saved.text());
    assert_eq!(jobs.0.lock().unwrap().iter().filter(|job| job.tenant_id == "demo").count(), 1);
    work(&app).await;
    assert_eq!(app.count("SELECT count(*) FROM delivery WHERE state = 'sent'").await, 1);
    assert!(admin.page(&format!("/admin/documents/{document}")).await.contains("through e-invoice.be: d1"));
    let waiting = "SELECT count(*) FROM outbox WHERE due_at = '2027-01-01T00:00:00Z'";
    assert_eq!(app.count(waiting).await, 2);
}
