//! Documents on their way to their buyers: each by its channel, once, with what the admin sees of it.

use std::sync::Arc;

use edge::{native::MemoryMailer, platform::mail::MailError, work::outbox};
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value as Json, json};

use crate::admin::{Admin, app, to};
use crate::support::{
    NOW, TestApp, booking, id,
    recommand::{Fate, Recommand},
};

pub const BUSINESS: &str = "Brouwerij De Halve Maan";

/// A booking that a business pays for.
pub fn of_business(starts_at: &str) -> Json {
    let mut body = booking(starts_at);
    body["customer"]["company"] = json!({ "name": BUSINESS, "vat_number": "BE 0477.472.701" });
    body["customer"]["address"] =
        json!({ "street": "Walplein 26", "postal_code": "8000", "city": "Brugge", "country": "BE" });
    body
}

/// Keeps only the work that sends documents and follows them.
pub fn only_deliveries(app: &TestApp) {
    app.sql("DELETE FROM outbox WHERE task NOT IN ('send_document', 'follow_delivery')");
}

/// A mailbox in the place of the real one.
pub fn mailbox(app: &mut TestApp) -> Arc<MemoryMailer> {
    let mailer = Arc::new(MemoryMailer::default());
    app.ports.mail = mailer.clone();
    mailer
}

pub fn later(app: &TestApp, minutes: i64) {
    let now: Timestamp = NOW.parse().unwrap();
    app.clock.set(now + SignedDuration::from_mins(minutes));
}

pub async fn work(app: &TestApp) {
    outbox::sweep(&app.background()).await.unwrap();
}

/// Books, leaves only the sending of its document, and answers the document's id.
async fn invoice(app: &TestApp, n: u32, body: &Json) -> String {
    let answer = app.book("demo", &id(n), body).await;
    assert_eq!(answer.status, 201, "{}", answer.text());
    only_deliveries(app);
    let sql = "SELECT id FROM document WHERE tenant_id = 'demo' ORDER BY rowid DESC LIMIT 1";
    app.rows(sql).await[0]["id"].as_str().unwrap().to_owned()
}

/// How each delivery stands: channel, purpose, state, whether the law takes it.
async fn deliveries(app: &TestApp) -> Vec<String> {
    let rows = app.rows("SELECT channel || ' ' || purpose || ' ' || state || ' ' || is_compliant AS told FROM delivery ORDER BY created_at, purpose").await;
    rows.iter().map(|row| row["told"].as_str().unwrap().to_owned()).collect()
}

async fn events(app: &TestApp) -> Vec<String> {
    let rows = app.rows("SELECT kind FROM document_event ORDER BY at, rowid").await;
    rows.iter().map(|row| row["kind"].as_str().unwrap().to_owned()).collect()
}

async fn status(app: &TestApp, document: &str) -> String {
    let sql = "SELECT sent_by FROM document_delivery WHERE document_id = ?1";
    app.rows_with(sql, [document.into()]).await[0]["sent_by"].as_str().unwrap().to_owned()
}

const STARTS_AT: &str = "2026-12-02T08:00:00Z";

#[tokio::test]
async fn a_private_person_gets_the_pdf_by_e_mail() {
    let mut app = app();
    let mails = mailbox(&mut app);
    let document = invoice(&app, 1, &booking(STARTS_AT)).await;
    assert_eq!(status(&app, &document).await, "waiting");
    for _ in 0..3 {
        work(&app).await;
    }
    let sent = mails.sent.lock().unwrap().clone();
    assert_eq!(sent.len(), 1, "{sent:?}");
    let mail = &sent[0];
    assert_eq!(
        (mail.to.address.as_str(), mail.message_id.as_str()),
        ("an@example.com", format!("original.{document}.demo").as_str())
    );
    let parts: Vec<_> = mail.parts.iter().map(|part| (part.name.as_str(), part.content_type.as_str())).collect();
    assert_eq!(parts, [("INV-2026-0001.pdf", "application/pdf")]);
    assert!(mail.parts[0].bytes.starts_with(b"%PDF") && mail.text.contains("https://book.test/d/"), "{}", mail.text);
    assert_eq!(deliveries(&app).await, ["email original sent 1"]);
    assert_eq!(events(&app).await, ["sent"]);
    let admin = Admin::of(&app, "demo").await;
    assert!(admin.page("/admin/invoices").await.contains("E-mail <span class=\"tight\">30 Nov 2026</span>"));
    let page = admin.page(&format!("/admin/documents/{document}")).await;
    assert!(page.contains("By e-mail to an@example.com. The buyer is a private person"), "{page}");
}

#[tokio::test]
async fn a_business_without_access_point_gets_a_mail_that_is_marked() {
    let mut app = app();
    let mails = mailbox(&mut app);
    let document = invoice(&app, 1, &of_business(STARTS_AT)).await;
    let admin = Admin::of(&app, "demo").await;
    let page = admin.page(&format!("/admin/documents/{document}/send")).await;
    assert!(
        page.contains("not a compliant channel since 2026") && page.contains("You have no Peppol access point yet."),
        "{page}"
    );
    work(&app).await;
    let sent = mails.sent.lock().unwrap().clone();
    let parts: Vec<_> = sent[0].parts.iter().map(|part| part.name.as_str()).collect();
    assert_eq!(parts, ["INV-2026-0001.pdf", "INV-2026-0001.xml"]);
    assert_eq!(edge::work::e_invoice::preflight::faults(std::str::from_utf8(&sent[0].parts[1].bytes).unwrap()), []);
    assert_eq!(deliveries(&app).await, ["email original sent 0"]);
    assert!(admin.page("/admin/invoices").await.contains("not a compliant channel since 2026"));
}

#[tokio::test]
async fn a_registered_business_gets_it_by_peppol_and_it_is_followed_until_it_arrived() {
    let mut app = app();
    let (mails, peppol) = (mailbox(&mut app), Recommand::of(&mut app, |_| Fate::Sent));
    let document = invoice(&app, 1, &of_business(STARTS_AT)).await;
    let admin = Admin::of(&app, "demo").await;
    let page = admin.page(&format!("/admin/documents/{document}/send")).await;
    assert!(page.contains("0208:0477472701") && page.contains("Through Recommand."), "{page}");
    // Peppol wants a reference of the buyer or an order (PEPPOL-EN16931-R003): a booking brings its own, and the page says so.
    let reference = app.rows("SELECT reference FROM booking").await[0]["reference"].as_str().unwrap().to_owned();
    assert!(page.contains(&format!("so the buyer finds “{reference}” there.")), "{page}");
    work(&app).await;
    assert_eq!(deliveries(&app).await, ["peppol original sent 1"]);
    assert_eq!(events(&app).await, ["looked_up", "sent"]);
    work(&app).await;
    assert_eq!(events(&app).await.len(), 2, "it is not asked for before its time");
    later(&app, 2);
    work(&app).await;
    assert_eq!(deliveries(&app).await, ["peppol original delivered 1"]);
    assert_eq!(events(&app).await, ["looked_up", "sent", "delivered"]);
    later(&app, 20);
    work(&app).await;
    assert_eq!(peppol.counts().into_values().collect::<Vec<_>>(), [1]);
    assert!(mails.sent.lock().unwrap().is_empty(), "and no mail");
    let page = admin.page(&format!("/admin/documents/{document}")).await;
    for text in [
        "Peppol <span class=\"tight\">30 Nov 2026</span>",
        "receives invoices and credit notes.",
        "By Peppol to 0208:0477472701, through Recommand: doc_INV-2026-0001, message m",
        "Recommand says that it arrived.",
    ] {
        assert!(page.contains(text), "{text}: {page}");
    }
    assert_eq!(app.count("SELECT count(*) FROM outbox WHERE done_at IS NULL").await, 0);
}

#[tokio::test]
async fn the_demo_keeps_the_exact_text_and_needs_no_account() {
    let mut app = app();
    mailbox(&mut app);
    app.sql("INSERT INTO access_point (tenant_id, provider, version, changed_at) VALUES ('demo', 'demo', 1, '2026-11-30T08:00:00Z')");
    let document = invoice(&app, 1, &of_business(STARTS_AT)).await;
    let admin = Admin::of(&app, "demo").await;
    let page = admin.page(&format!("/admin/documents/{document}/send")).await;
    assert!(page.contains("the exact XML that would go"), "{page}");
    let sent = format!("/admin/documents/{document}/sent-e-invoice");
    assert_eq!(admin.get(&sent).await.status, 404, "nothing was sent yet");
    work(&app).await;
    later(&app, 2);
    work(&app).await;
    assert_eq!(deliveries(&app).await, ["peppol original delivered 1"]);
    let provider_id = app.rows("SELECT provider_id FROM delivery").await[0]["provider_id"].as_str().unwrap().to_owned();
    let key = format!("peppol-demo/demo/{provider_id}.xml");
    let kept = app.ports.files.get(&key).await.unwrap().unwrap();
    assert_eq!(kept, admin.get(&format!("/admin/documents/{document}/e-invoice")).await.bytes);
    // The timeline leads to what was kept, whatever would be written today.
    app.ports.files.put(&key, b"<Invoice/>".to_vec(), "application/xml").await.unwrap();
    let page = admin.page(&format!("/admin/documents/{document}")).await;
    assert_eq!(page.matches(&format!("href=\"{sent}\"")).count(), 1, "{page}");
    let file = admin.get(&sent).await;
    assert_eq!((file.status.as_u16(), file.bytes.as_slice()), (200, &b"<Invoice/>"[..]));
    assert_eq!(file.header("content-type"), Some("application/xml; charset=utf-8"));
    assert_eq!(file.header("content-disposition"), Some("attachment; filename=\"INV-2026-0001.xml\""));
    assert_eq!(Admin::of(&app, "other").await.get(&sent).await.status, 404);
}

#[tokio::test]
async fn what_is_refused_is_shown_and_tried_again_when_somebody_says_so() {
    let mut app = app();
    mailbox(&mut app);
    let peppol = Recommand::of(&mut app, |place| if place == 0 { Fate::Refused } else { Fate::Sent });
    let document = invoice(&app, 1, &of_business(STARTS_AT)).await;
    for _ in 0..3 {
        work(&app).await;
    }
    assert_eq!(*peppol.asked.lock().unwrap(), 1, "nobody asks again by itself");
    assert_eq!(deliveries(&app).await, ["peppol original refused 1"]);
    let admin = Admin::of(&app, "demo").await;
    for path in ["/admin/invoices", "/admin/settings/failed-work", &format!("/admin/documents/{document}")] {
        assert!(admin.page(path).await.contains("Recommand refused it: No such company"), "{path}");
    }
    later(&app, 5);
    let form = format!("id=send_document%3A{document}&action=retry");
    admin.post("/admin/settings/failed-work", &form).await;
    work(&app).await;
    assert_eq!(deliveries(&app).await, ["peppol original sent 1"]);
    assert_eq!(events(&app).await, ["looked_up", "refused", "looked_up", "sent"]);
    assert_eq!(peppol.counts().into_values().collect::<Vec<_>>(), [1]);
}

#[tokio::test]
async fn a_lookup_without_an_answer_is_never_taken_for_a_no() {
    let mut app = app();
    let (mails, peppol) = (mailbox(&mut app), Recommand::of(&mut app, |_| Fate::Sent));
    *peppol.answers_lookups.lock().unwrap() = false;
    let document = invoice(&app, 1, &of_business(STARTS_AT)).await;
    work(&app).await;
    assert_eq!((status(&app, &document).await.as_str(), mails.sent.lock().unwrap().len()), ("waiting", 0));
    let admin = Admin::of(&app, "demo").await;
    let page = admin.page(&format!("/admin/documents/{document}/send")).await;
    assert!(page.contains("waits for an answer") && page.contains("Send by e-mail instead"), "{page}");
    *peppol.answers_lookups.lock().unwrap() = true;
    later(&app, 60);
    work(&app).await;
    assert_eq!((status(&app, &document).await.as_str(), mails.sent.lock().unwrap().len()), ("peppol", 0));
    assert_eq!(events(&app).await, ["retried", "looked_up", "sent"]);
}

#[tokio::test]
async fn a_mail_waits_for_its_server_and_what_the_server_refuses_is_shown() {
    let mut app = app();
    let mails = mailbox(&mut app);
    mails.failures.lock().unwrap().extend([
        MailError::NotConfigured,
        MailError::Later { reason: "451 busy".into() },
        MailError::Unknown { reason: "no answer".into() },
        MailError::Refused { code: Some(550), reason: "550 no such mailbox".into() },
    ]);
    let document = invoice(&app, 1, &booking(STARTS_AT)).await;
    for (minutes, state) in [(0, "waiting"), (10, "waiting"), (30, "waiting"), (90, "failed")] {
        later(&app, minutes);
        work(&app).await;
        assert_eq!(status(&app, &document).await, state, "{minutes}");
    }
    let ids: Vec<_> = mails.sent.lock().unwrap().iter().map(|mail| mail.message_id.clone()).collect();
    assert_eq!(ids, [format!("original.{document}.demo")], "the one whose answer was lost");
    let admin = Admin::of(&app, "demo").await;
    let page = admin.page(&format!("/admin/documents/{document}")).await;
    for text in ["451 busy", "The mail to an@example.com was refused: 550 no such mailbox"] {
        assert!(page.contains(text), "{text}: {page}");
    }
    assert_eq!(deliveries(&app).await, ["email original refused 1"]);
}

#[tokio::test]
async fn a_mail_that_did_not_leave_binds_nothing_and_one_that_may_have_left_does() {
    let later_on = || MailError::Later { reason: "451 busy".into() };
    let unknown = || MailError::Unknown { reason: "no answer".into() };
    for (failures, ends, mails_in_all) in [
        (vec![MailError::NotConfigured], "peppol", 0),
        (vec![later_on()], "peppol", 0),
        (vec![MailError::NotConfigured, later_on()], "peppol", 0),
        (vec![unknown()], "email", 2),
        (vec![unknown(), later_on()], "email", 2),
        (vec![unknown(), MailError::NotConfigured], "email", 2),
    ] {
        let mut app = app();
        let mails = mailbox(&mut app);
        let document = invoice(&app, 1, &of_business(STARTS_AT)).await;
        let admin = Admin::of(&app, "demo").await;
        for (time, failure) in (0..).zip(&failures) {
            mails.failures.lock().unwrap().push_back(failure.clone());
            later(&app, time * 60);
            work(&app).await;
            let shown = format!("on its way</span><span class=\"under\">{}", failure.reason("an@example.com"));
            let page = admin.page(&format!("/admin/documents/{document}/send")).await;
            assert!(page.contains(&shown), "{shown}: {page}");
        }
        // What waits is woken by an access point, and this buyer is on Peppol.
        let saved = admin.post("/admin/settings/peppol-access-point", "version=0&provider=demo").await;
        assert_eq!(saved.status, 303, "{}", saved.text());
        let page = admin.page(&format!("/admin/documents/{document}/send")).await;
        assert_eq!(page.contains("An earlier mail may have arrived"), ends == "email", "{page}");
        work(&app).await;
        assert_eq!(status(&app, &document).await, ends, "{failures:?}");
        assert_eq!(mails.sent.lock().unwrap().len(), mails_in_all, "{failures:?}");
        let page = admin.page(&format!("/admin/documents/{document}")).await;
        assert!(!page.contains("You asked for"), "{failures:?}: {page}");
        assert_eq!(page.contains("An earlier mail may have arrived"), ends == "email", "{failures:?}: {page}");
    }
}

#[tokio::test]
async fn a_mail_that_is_tried_again_says_why_it_is_one() {
    let mut app = app();
    let mails = mailbox(&mut app);
    app.sql("INSERT INTO access_point (tenant_id, provider, version, changed_at) VALUES ('demo', 'demo', 1, '2026-11-30T08:00:00Z')");
    let mut body = of_business(STARTS_AT);
    body["customer"]["company"]["vat_number"] = "NL 123456789 B01".into();
    body["customer"]["address"]["country"] = "NL".into();
    let document = invoice(&app, 1, &body).await;
    mails.failures.lock().unwrap().extend([
        MailError::NotConfigured,
        MailError::NotConfigured,
        MailError::Later { reason: "451 busy".into() },
    ]);
    for minutes in [0, 20, 40, 60] {
        later(&app, minutes);
        work(&app).await;
    }
    assert_eq!((status(&app, &document).await.as_str(), mails.sent.lock().unwrap().len()), ("email", 1));
    // Waiting for a transport is no event, and what was found meanwhile is told once.
    assert_eq!(events(&app).await, ["looked_up", "retried", "looked_up", "sent"]);
    let page = Admin::of(&app, "demo").await.page(&format!("/admin/documents/{document}")).await;
    let told = "By e-mail to an@example.com. The buyer is not registered on Peppol.";
    assert!(page.contains(told) && !page.contains("You asked for"), "{page}");
}

#[tokio::test]
async fn a_mail_goes_to_the_contact_of_today_and_again_when_somebody_asks() {
    let mut app = app();
    let mails = mailbox(&mut app);
    let document = invoice(&app, 1, &booking(STARTS_AT)).await;
    app.sql("UPDATE contact SET email = 'new@example.com'");
    work(&app).await;
    assert_eq!(mails.sent.lock().unwrap()[0].to.address, "new@example.com", "the contact was mended meanwhile");
    let admin = Admin::of(&app, "demo").await;
    let path = format!("/admin/documents/{document}/send");
    assert!(admin.page(&path).await.contains("Send again by e-mail"));
    later(&app, 5);
    for _ in 0..2 {
        let answer = admin.post(&path, "purpose=resend-1&channel=email").await;
        assert_eq!(to(&answer), (303, format!("/admin/documents/{document}?done=sending").as_str()));
        work(&app).await;
    }
    let ids: Vec<_> = mails.sent.lock().unwrap().iter().map(|mail| mail.message_id.clone()).collect();
    assert_eq!(
        ids,
        [format!("original.{document}.demo"), format!("resend-1.{document}.demo")],
        "a double click sends once"
    );
    assert_eq!(events(&app).await, ["sent", "asked", "sent"]);
    for form in ["purpose=original&channel=peppol", "purpose=resend-2&channel=peppol", "purpose=x", ""] {
        assert_eq!(admin.post(&path, form).await.status, 422, "{form}");
    }
    let other = Admin::of(&app, "other").await;
    assert_eq!(other.get(&path).await.status, 404);
    assert_eq!(other.post(&path, "purpose=resend-2&channel=email").await.status, 404);
    work(&app).await;
    assert_eq!(mails.sent.lock().unwrap().len(), 2);
}

#[tokio::test]
async fn nothing_is_sent_by_itself_where_the_tenant_says_so_and_the_button_sends_it_once() {
    let mut app = app();
    let mails = mailbox(&mut app);
    let admin = Admin::of(&app, "demo").await;
    admin.post("/admin/settings/sending", "").await;
    let document = invoice(&app, 1, &booking(STARTS_AT)).await;
    assert_eq!(app.count("SELECT count(*) FROM outbox").await, 0);
    work(&app).await;
    assert_eq!((status(&app, &document).await.as_str(), mails.sent.lock().unwrap().len()), ("not_sent", 0));
    let path = format!("/admin/documents/{document}/send");
    assert!(admin.page(&path).await.contains("name=\"purpose\" value=\"original\""));
    for _ in 0..3 {
        assert_eq!(admin.post(&path, "purpose=original&channel=").await.status, 303);
    }
    work(&app).await;
    admin.post(&path, "purpose=original&channel=").await;
    work(&app).await;
    assert_eq!(mails.sent.lock().unwrap().len(), 1);
    assert_eq!(events(&app).await, ["asked", "sent"]);
}

#[tokio::test]
async fn an_unanswered_sending_is_asked_about_and_never_sent_twice() {
    let mut app = app();
    mailbox(&mut app);
    let peppol = Recommand::of(&mut app, |_| Fate::Lost);
    let document = invoice(&app, 1, &of_business(STARTS_AT)).await;
    work(&app).await;
    assert_eq!(status(&app, &document).await, "waiting");
    // By now the buyer is no longer registered; what was begun is finished all the same.
    *peppol.answers_lookups.lock().unwrap() = false;
    for minutes in [5, 30, 90] {
        later(&app, minutes);
        work(&app).await;
    }
    assert_eq!(*peppol.asked.lock().unwrap(), 1);
    assert_eq!(peppol.counts().into_values().collect::<Vec<_>>(), [1]);
    assert_eq!(status(&app, &document).await, "peppol");
    assert_eq!(events(&app).await, ["looked_up", "retried", "sent", "delivered"]);
}

#[tokio::test]
async fn what_an_access_point_may_have_sent_does_not_go_by_mail_when_it_is_removed() {
    let mut app = app();
    let mails = mailbox(&mut app);
    let peppol = Recommand::of(&mut app, |_| Fate::Lost);
    let document = invoice(&app, 1, &of_business(STARTS_AT)).await;
    work(&app).await;
    assert_eq!(deliveries(&app).await, ["peppol original sending 1"]);
    let admin = Admin::of(&app, "demo").await;
    let removed = admin.post("/admin/settings/peppol-access-point", "version=1&provider=none").await;
    assert_eq!(removed.status, 303, "{}", removed.text());
    for minutes in [6, 12, 60] {
        later(&app, minutes);
        work(&app).await;
    }
    assert_eq!(mails.sent.lock().unwrap().len(), 0, "it may be on Peppol");
    assert_eq!(deliveries(&app).await, ["peppol original refused 1"]);
    let dead = app.rows("SELECT last_error FROM outbox WHERE dead_at IS NOT NULL").await;
    assert!(dead[0]["last_error"].as_str().unwrap().contains("INV-2026-0001 may have been sent"), "{dead:?}");
    // Trying again does not make it any safer; a person who has looked says so.
    let path = "/admin/settings/failed-work";
    let retried = admin.post(path, &format!("id=send_document%3A{document}&action=retry")).await;
    assert_eq!(to(&retried), (303, "/admin/settings/failed-work?done=retried"));
    work(&app).await;
    assert_eq!(mails.sent.lock().unwrap().len(), 0);
    let path = format!("/admin/documents/{document}/send");
    let page = admin.page(&path).await;
    let offered = ["name=\"not_there\" type=\"checkbox\" value=\"1\"", ">E-mail</span>", ">Send again</button>"];
    assert!(offered.iter().all(|part| page.contains(part)) && !page.contains("resend-1"), "{page}");
    let unsaid = admin.post(&path, "purpose=original").await;
    assert!(unsaid.status == 422 && unsaid.text().contains("id=\"not_there-error\""), "{}", unsaid.text());
    work(&app).await;
    assert_eq!(mails.sent.lock().unwrap().len(), 0);
    for _ in 0..2 {
        let answer = admin.post(&path, "purpose=original&not_there=1").await;
        assert_eq!(to(&answer), (303, format!("/admin/documents/{document}?done=sending").as_str()));
        work(&app).await;
    }
    assert_eq!((mails.sent.lock().unwrap().len(), *peppol.asked.lock().unwrap()), (1, 1));
    assert_eq!(status(&app, &document).await, "email");
}

#[tokio::test]
async fn what_an_access_point_did_not_take_goes_by_mail_when_it_is_removed() {
    let mut app = app();
    let mails = mailbox(&mut app);
    Recommand::of(&mut app, |_| Fate::Busy);
    invoice(&app, 1, &of_business(STARTS_AT)).await;
    work(&app).await;
    app.sql("DELETE FROM access_point");
    later(&app, 6);
    work(&app).await;
    assert_eq!(mails.sent.lock().unwrap().len(), 1);
}

#[tokio::test]
async fn mail_waits_for_its_transport_however_long_that_takes() {
    let mut app = app();
    let mails = mailbox(&mut app);
    let document = invoice(&app, 1, &booking(STARTS_AT)).await;
    mails.failures.lock().unwrap().extend(std::iter::repeat_n(MailError::NotConfigured, 30));
    for day in 0..30 {
        later(&app, day * 24 * 60);
        work(&app).await;
        assert_eq!(status(&app, &document).await, "waiting", "day {day}");
    }
    let why = "SELECT last_error AS id FROM outbox WHERE done_at IS NULL";
    assert!(app.rows(why).await[0]["id"].as_str().unwrap().contains("SMTP_URL"), "an operator is told what to do");
    later(&app, 31 * 24 * 60);
    work(&app).await;
    assert_eq!(status(&app, &document).await, "email");
    assert_eq!(mails.sent.lock().unwrap().len(), 1);
    assert_eq!(events(&app).await, ["sent"], "waiting is no event");
}
