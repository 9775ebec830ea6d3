//! Access points: each is asked in its own way, and a document is sent once whatever gets lost.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use edge::{
    native::ScriptedHttp,
    platform::ports::OutgoingRequest,
    work::peppol::access_point::{self, Sending, State, Transmission, demo},
};
use jiff::{SignedDuration, Timestamp};
use shared::{
    delivery::peppol::{DocumentType, Participant, Registration},
    id::TenantId,
};

use crate::{
    admin::{self, Admin, to},
    support::{
        NOW, TestApp,
        network::{Reply, reply, reply_with, silence},
    },
};

const PAGE: &str = "/admin/settings/peppol-access-point";
const RECOMMAND: &str = "provider=recommand&company_id=c_1&recommand_key=key1&recommand_secret=secret1";
const E_INVOICE: &str = "provider=e_invoice_be&e_invoice_be_key=key2";
const GENERIC: &str = "provider=generic&base_url=https%3A%2F%2Fap.example.com%2Fpeppol%2F&token=token3";
const UBL: &[u8] = b"<Invoice>\xc3\xa9</Invoice>";

/// What a peer answers to a request that is not DNS.
type Peer = dyn Fn(&OutgoingRequest) -> Reply + Send + Sync;

struct Scene {
    app: TestApp,
    http: Arc<ScriptedHttp>,
}

fn transmission() -> Transmission<'static> {
    Transmission {
        ubl: UBL,
        sender: Participant::parse("0208:0202239951").unwrap(),
        receiver: Participant::parse("0208:0477472701").unwrap(),
        document: DocumentType::Invoice,
        number: "2026-0001",
    }
}

impl Scene {
    /// A tenant with an access point, and what that answers. Every host has a public address.
    async fn new(form: &str, peer: impl Fn(&OutgoingRequest) -> Reply + Send + Sync + 'static) -> Self {
        let mut app = admin::app();
        let peer: Box<Peer> = Box::new(peer);
        let http = Arc::new(ScriptedHttp::new(move |request| {
            if request.url.ends_with("/dns-query") { public_address(&request.body) } else { peer(request) }
        }));
        app.ports.http = http.clone();
        let scene = Self { app, http };
        let admin = Admin::of(&scene.app, "demo").await;
        let saved = admin.post(PAGE, &format!("version=0&{form}")).await;
        assert_eq!(to(&saved), (303, "/admin/settings/peppol-access-point?done=saved"), "{}", saved.text());
        scene
    }

    async fn send(&self) -> Sending {
        let access_point = access_point::of_tenant(&self.app.background(), &demo_tenant()).await.unwrap().unwrap();
        access_point.send(&transmission()).await
    }

    /// Each sending of the document, with what is known of it.
    async fn sendings(&self) -> Vec<String> {
        let sql = "SELECT sending || ' ' || state AS told FROM access_point_document ORDER BY sending";
        self.app.rows(sql).await.iter().map(|row| row["told"].as_str().unwrap().to_owned()).collect()
    }

    async fn status(&self, id: &str) -> State {
        access_point::of_tenant(&self.app.background(), &demo_tenant()).await.unwrap().unwrap().status(id).await
    }

    /// Requests so far, DNS aside: method and path.
    fn asked(&self) -> Vec<String> {
        let sent = self.http.sent.lock().unwrap();
        let others = sent.iter().filter(|request| !request.url.ends_with("/dns-query"));
        others.map(|request| format!("{} {}", request.method, request.url)).collect()
    }

    fn request(&self, beginning: &str) -> OutgoingRequest {
        let sent = self.http.sent.lock().unwrap();
        let is_wanted = |request: &&OutgoingRequest| {
            !request.url.ends_with("/dns-query") && format!("{} {}", request.method, request.url).starts_with(beginning)
        };
        let found = sent.iter().find(is_wanted);
        found.unwrap_or_else(|| panic!("{beginning}: {sent:?}")).clone()
    }

    fn later(&self, minutes: i64) {
        let now: Timestamp = NOW.parse().unwrap();
        self.app.clock.set(now + SignedDuration::from_mins(minutes));
    }
}

fn demo_tenant() -> TenantId {
    TenantId::new("demo")
}

fn public_address(question: &[u8]) -> Reply {
    let kind = question[question.len() - 3];
    let mut bytes = vec![0, 0, 0x81, 0x80, 0, 1, 0, u8::from(kind == 1), 0, 0, 0, 0];
    bytes.extend(&question[12..]);
    if kind == 1 {
        bytes.extend([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, 93, 184, 216, 34]);
    }
    reply(200, bytes)
}

fn header<'a>(request: &'a OutgoingRequest, name: &str) -> &'a str {
    request.headers.iter().find(|(found, _)| found == name).map_or("", |(_, value)| value)
}

fn accepted(id: &str, message_id: Option<&str>) -> Sending {
    Sending::Accepted { id: id.into(), message_id: message_id.map(str::to_owned) }
}

/// Answers each request with the next of these replies.
fn in_order(replies: Vec<Reply>) -> impl Fn(&OutgoingRequest) -> Reply + Send + Sync {
    let at = AtomicUsize::new(0);
    move |_| replies.get(at.fetch_add(1, Ordering::SeqCst)).cloned().unwrap_or_else(silence)
}

const SENT: &str = r#"{"success":true,"sentOverPeppol":true,"id":"doc_1","peppolMessageId":"m1","unknown":{"x":1}}"#;

fn listed(number: &str, company: &str, receiver: &str, kind: &str) -> String {
    format!(
        r#"{{"success":true,"documents":[{{"id":"doc_9","companyId":"{company}","receiverId":"{receiver}","type":"{kind}",
        "sentOverPeppol":true,"peppolMessageId":"m9","parsed":{{"invoiceNumber":"{number}"}}}}],"pagination":{{"total":1}}}}"#
    )
}

#[tokio::test]
async fn recommand_gets_the_exact_document_once() {
    let scene = Scene::new(RECOMMAND, in_order(vec![reply(200, SENT)])).await;
    assert_eq!(scene.send().await, accepted("doc_1", Some("m1")));
    assert_eq!(scene.send().await, accepted("doc_1", Some("m1")), "no second request");
    assert_eq!(scene.asked(), ["POST https://app.recommand.eu/api/v1/c_1/send"]);
    let request = scene.request("POST");
    assert_eq!(header(&request, "authorization"), "Basic a2V5MTpzZWNyZXQx");
    let body: serde_json::Value = serde_json::from_slice(&request.body).unwrap();
    assert_eq!(body["document"], "<Invoice>é</Invoice>");
    assert_eq!((&body["recipient"], &body["documentType"]), (&"0208:0477472701".into(), &"xml".into()));
    assert_eq!(body["doctypeId"], DocumentType::Invoice.identifier());
    assert!(body.get("email").is_none() && body.get("pdfGeneration").is_none(), "{body}");
}

#[tokio::test]
async fn after_a_lost_answer_recommand_is_asked_what_became_of_it() {
    let ours = listed("2026-0001", "c_1", "0208:0477472701", "invoice");
    let scene = Scene::new(RECOMMAND, in_order(vec![silence(), reply(200, ours)])).await;
    assert!(matches!(scene.send().await, Sending::Unanswered { .. }));
    assert_eq!(scene.send().await, accepted("doc_9", Some("m9")), "adopted");
    let asked = scene.asked();
    assert_eq!(asked.len(), 2, "{asked:?}");
    assert!(asked[1].starts_with("GET https://app.recommand.eu/api/v1/documents?direction=outgoing&"), "{asked:?}");
    assert!(asked[1].contains("search=2026-0001"), "{asked:?}");
}

#[tokio::test]
async fn what_is_not_ours_is_not_adopted() {
    for other in [
        listed("2026-00010", "c_1", "0208:0477472701", "invoice"),
        listed("2026-0001", "c_2", "0208:0477472701", "invoice"),
        listed("2026-0001", "c_1", "0208:0403170701", "invoice"),
        listed("2026-0001", "c_1", "0208:0477472701", "creditNote"),
        listed("2026-0001", "c_1", "0208:0477472701", "invoice")
            .replace("\"sentOverPeppol\":true", "\"sentOverPeppol\":false"),
        r#"{"documents":[]}"#.to_owned(),
    ] {
        let replies = vec![reply(500, ""), reply(200, &*other), reply(200, &*other), reply(200, SENT)];
        let scene = Scene::new(RECOMMAND, in_order(replies)).await;
        assert!(matches!(scene.send().await, Sending::Unanswered { .. }), "{other}");
        // It may still be transmitting.
        assert!(
            matches!(scene.send().await, Sending::Later { after: Some(after), .. } if after.as_secs() == 120),
            "{other}"
        );
        scene.later(2);
        assert_eq!(scene.send().await, accepted("doc_1", Some("m1")), "{other}");
    }
}

#[tokio::test]
async fn while_nobody_knows_nothing_is_sent_again() {
    for answer in [silence(), reply(500, ""), reply(200, "<html>"), reply(404, "")] {
        let scene = Scene::new(RECOMMAND, in_order(vec![silence(), answer])).await;
        scene.send().await;
        scene.later(60);
        assert!(matches!(scene.send().await, Sending::Unanswered { .. }));
        assert_eq!(scene.asked().iter().filter(|asked| asked.starts_with("POST")).count(), 1);
    }
}

#[tokio::test]
async fn each_status_of_recommand_has_its_meaning() {
    let faults = r#"{"success":false,"errors":{"cbc:ID":["BR-02: number"]}}"#;
    let scene = Scene::new(RECOMMAND, in_order(vec![reply(400, faults), reply(200, SENT)])).await;
    assert_eq!(scene.send().await, Sending::Rejected { reasons: vec!["cbc:ID: BR-02: number".into()] });
    // A refusal leaves no doubt: whoever sends it again begins another sending, and asks nothing first.
    assert_eq!(scene.send().await, accepted("doc_1", Some("m1")));
    assert_eq!(scene.sendings().await, ["1 not_sent", "2 accepted"]);
    assert_eq!(scene.asked().len(), 2, "{:?}", scene.asked());
    let failed = r#"{"success":false,"errors":{"root":["Failed to send document over Peppol network."]}}"#;
    let scene = Scene::new(RECOMMAND, in_order(vec![reply(422, failed), reply(200, SENT)])).await;
    let Sending::Later { reason, after: None } = scene.send().await else { panic!("422 is tried again") };
    assert_eq!(reason, "Failed to send document over Peppol network.");
    assert_eq!(scene.send().await, accepted("doc_1", Some("m1")));
    let scene = Scene::new(RECOMMAND, in_order(vec![reply_with(429, "retry-after", "90", "")])).await;
    assert!(matches!(scene.send().await, Sending::Later { after: Some(after), .. } if after.as_secs() == 90));
    let scene = Scene::new(RECOMMAND, in_order(vec![reply(200, r#"{"sentOverPeppol":false,"id":"doc_1"}"#)])).await;
    assert!(matches!(scene.send().await, Sending::Later { .. }));
    let sent = r#"{"success":true,"document":{"id":"doc_1","companyId":"c_1","type":"invoice","sentOverPeppol":true}}"#;
    let scene = Scene::new(RECOMMAND, in_order(vec![reply(200, sent), reply(500, "")])).await;
    assert_eq!(scene.status("doc_1").await, State::Delivered);
    assert_eq!(scene.status("doc_1").await, State::Underway);
}

#[tokio::test]
async fn a_refused_key_is_told_and_waits() {
    for form in [RECOMMAND, E_INVOICE] {
        let scene = Scene::new(form, in_order(vec![reply(401, r#"{"detail":"Not authenticated"}"#)])).await;
        let Sending::Later { reason, after } = scene.send().await else { panic!("it waits") };
        assert!(reason.contains("refused the key"), "{reason}");
        assert_eq!(after, Some(SignedDuration::from_hours(1)));
        let admin = Admin::of(&scene.app, "demo").await;
        let page = admin.page(PAGE).await;
        assert!(page.contains("has refused the key since Mon 30 November 2026, 09:00"), "{page}");
        let saved =
            admin.post(PAGE, &format!("version=1&{}", form.replace("key", "key9").replace("_key9=", "_key="))).await;
        assert_eq!(saved.status, 303, "{}", saved.text());
        assert!(!admin.page(PAGE).await.contains("has refused the key"));
    }
}

#[tokio::test]
async fn e_invoice_be_goes_on_with_the_document_that_it_has() {
    let created = r#"{"id":"d1","state":"DRAFT"}"#;
    let sent = r#"{"id":"d1","state":"TRANSIT"}"#;
    let scene = Scene::new(E_INVOICE, in_order(vec![reply(201, created), reply(200, sent)])).await;
    assert_eq!(scene.send().await, accepted("d1", None));
    let base = "https://api.e-invoice.be/api/documents";
    let query = "sender_peppol_scheme=0208&sender_peppol_id=0202239951&receiver_peppol_scheme=0208&receiver_peppol_id=0477472701";
    assert_eq!(scene.asked(), [format!("POST {base}/ubl"), format!("POST {base}/d1/send?{query}")]);
    let request = scene.request("POST");
    assert_eq!(header(&request, "authorization"), "Bearer key2");
    let content_type = header(&request, "content-type");
    let boundary = content_type.strip_prefix("multipart/form-data; boundary=").unwrap();
    let body = String::from_utf8(request.body.clone()).unwrap();
    let file = body.split("\r\n\r\n").nth(1).unwrap().split(&format!("\r\n--{boundary}--")).next().unwrap();
    assert_eq!(file.as_bytes(), UBL);
    assert!(body.contains("name=\"file\""), "{body}");

    // The answer to "send" is lost: the document is asked for, and not created again.
    let replies = vec![reply(201, created), silence(), reply(200, sent)];
    let scene = Scene::new(E_INVOICE, in_order(replies)).await;
    assert!(matches!(scene.send().await, Sending::Unanswered { .. }));
    assert_eq!(scene.send().await, accepted("d1", None));
    assert_eq!(scene.asked()[2], format!("GET {base}/d1"));
    assert_eq!(scene.asked().len(), 3);

    // It never arrived there: the same document is sent.
    let replies = vec![reply(201, created), silence(), reply(200, created), reply(200, sent)];
    let scene = Scene::new(E_INVOICE, in_order(replies)).await;
    scene.send().await;
    assert_eq!(scene.send().await, accepted("d1", None));
    assert_eq!(scene.asked().iter().filter(|asked| asked.ends_with("/ubl")).count(), 1, "{:?}", scene.asked());
}

#[tokio::test]
async fn each_answer_of_e_invoice_be_has_its_meaning() {
    let issues = r#"{"detail":[{"loc":["body"],"msg":"BR-CO-15 failed","type":"value_error"}]}"#;
    for (replies, expected) in [
        (vec![reply(422, issues)], Some(Sending::Rejected { reasons: vec!["BR-CO-15 failed".into()] })),
        (vec![reply(500, "")], None),
        (vec![silence()], None),
        (vec![reply(201, "not json")], None),
    ] {
        let scene = Scene::new(E_INVOICE, in_order(replies)).await;
        let sending = scene.send().await;
        match expected {
            Some(expected) => assert_eq!(sending, expected),
            // A draft reaches nobody, so there is nothing in doubt.
            None => assert!(matches!(sending, Sending::Later { .. }), "{sending:?}"),
        }
    }
    for (state, expected) in [
        ("TRANSIT", State::Underway),
        ("SENT", State::Delivered),
        ("RECEIVED", State::Delivered),
        ("FAILED", State::Failed { reason: "receiver is gone".into() }),
    ] {
        let body = format!(r#"{{"id":"d1","state":"{state}","error":"receiver is gone"}}"#);
        let scene = Scene::new(E_INVOICE, in_order(vec![reply(200, body)])).await;
        assert_eq!(scene.status("d1").await, expected);
    }
}

#[tokio::test]
async fn an_own_access_point_gets_raw_ubl_and_is_never_asked_twice() {
    let report = r#"{"overallSuccess":true,"as4MessageId":"m1","sbdhInstanceIdentifier":"s1"}"#;
    let scene = Scene::new(GENERIC, in_order(vec![reply(404, ""), reply(200, report)])).await;
    assert_eq!(scene.send().await, accepted("s1", Some("m1")));
    let request = scene.request("POST");
    assert!(
        request.url.starts_with("https://ap.example.com/peppol/sendas4/iso6523-actorid-upis%3A%3A0208%3A0202239951/iso6523-actorid-upis%3A%3A0208%3A0477472701/busdox-docid-qns%3A%3A")
            && request.url.ends_with("%3A01%3A1.0/BE") && !request.url.contains('#'),
        "{}",
        request.url
    );
    assert_eq!((header(&request, "x-token"), &*request.body), ("token3", UBL));

    // Down: nothing is in doubt.
    let scene = Scene::new(GENERIC, in_order(vec![silence(), reply(404, ""), reply(200, report)])).await;
    assert!(matches!(scene.send().await, Sending::Later { .. }));
    assert_eq!(scene.send().await, accepted("s1", Some("m1")));

    // Status 200 is no success, and it says that nothing was sent.
    let failed = r#"{"overallSuccess":false,"sendingException":{"message":"no receiver"}}"#;
    let scene =
        Scene::new(GENERIC, in_order(vec![reply(404, ""), reply(200, failed), reply(404, ""), reply(200, report)]))
            .await;
    assert_eq!(scene.send().await, Sending::Later { reason: "no receiver".into(), after: None });
    assert_eq!(scene.send().await, accepted("s1", Some("m1")));

    // A lost answer: nobody can say, so nobody sends again.
    let scene =
        Scene::new(GENERIC, in_order(vec![reply(404, ""), silence(), reply(404, ""), reply(200, report)])).await;
    assert!(matches!(scene.send().await, Sending::Unanswered { .. }));
    for _ in 0..2 {
        let Sending::InDoubt { reason } = scene.send().await else { panic!("not sent again") };
        assert!(reason.contains("2026-0001 may have been sent"), "{reason}");
    }
    assert_eq!(scene.asked().iter().filter(|asked| asked.starts_with("POST")).count(), 1);
    // A person has looked and did not find it: that is another sending.
    scene.app.sql("UPDATE access_point_document SET state = 'not_sent'");
    assert_eq!(scene.send().await, accepted("s1", Some("m1")));
    assert_eq!(scene.sendings().await, ["1 not_sent", "2 accepted"]);
}

#[tokio::test]
async fn an_attempt_that_failed_for_now_is_tried_again_as_the_same_sending() {
    let busy = || reply_with(429, "retry-after", "90", "");
    let scene =
        Scene::new(RECOMMAND, in_order(vec![busy(), reply(401, "{}"), reply(422, "{}"), reply(200, SENT)])).await;
    for _ in 0..3 {
        assert!(matches!(scene.send().await, Sending::Later { .. }));
    }
    assert_eq!(scene.send().await, accepted("doc_1", Some("m1")));
    assert_eq!(scene.sendings().await, ["1 accepted"]);
}

#[tokio::test]
async fn another_account_cannot_say_what_became_of_a_document() {
    // Recommand answers for a company; the tenant sends for another one by now.
    let scene = Scene::new(RECOMMAND, in_order(vec![silence(), reply(200, SENT)])).await;
    assert!(matches!(scene.send().await, Sending::Unanswered { .. }));
    let admin = Admin::of(&scene.app, "demo").await;
    assert_eq!(admin.post(PAGE, "version=1&provider=recommand&company_id=c_2").await.status, 303);
    let Sending::InDoubt { reason } = scene.send().await else { panic!("not sent again") };
    assert!(reason.contains("Recommand did not answer"), "{reason}");
    assert_eq!((scene.asked().len(), scene.sendings().await), (1, vec!["1 lost".to_owned()]));
    // Back at the first company it can be asked.
    assert_eq!(admin.post(PAGE, "version=2&provider=recommand&company_id=c_1").await.status, 303);
    scene.later(3);
    let ours = listed("2026-0001", "c_1", "0208:0477472701", "invoice");
    let http = in_order(vec![reply(200, ours)]);
    let mut app = scene.app;
    app.ports.http = Arc::new(ScriptedHttp::new(http));
    let scene = Scene { app, ..scene };
    assert_eq!(scene.send().await, accepted("doc_9", Some("m9")));
    assert_eq!(scene.sendings().await, ["1 accepted"]);

    // e-invoice.be does not know the document: it belongs to another account, or somebody deleted it.
    let created = r#"{"id":"d1","state":"DRAFT"}"#;
    let replies = vec![reply(201, created), silence(), reply(404, "{}"), reply(201, created)];
    let scene = Scene::new(E_INVOICE, in_order(replies)).await;
    scene.send().await;
    assert!(matches!(scene.send().await, Sending::InDoubt { .. }));
    assert_eq!((scene.asked().len(), scene.sendings().await), (3, vec!["1 lost".to_owned()]));
}

#[tokio::test]
async fn what_e_invoice_be_refused_is_created_anew() {
    let draft = |id: &str| reply(201, format!(r#"{{"id":"{id}","state":"DRAFT"}}"#));
    let sent = reply(200, r#"{"id":"d2","state":"TRANSIT"}"#);
    let replies = vec![draft("d1"), reply(400, r#"{"detail":"No such receiver"}"#), draft("d2"), sent];
    let scene = Scene::new(E_INVOICE, in_order(replies)).await;
    assert_eq!(scene.send().await, Sending::Rejected { reasons: vec!["No such receiver".into()] });
    assert_eq!(scene.send().await, accepted("d2", None));
    assert_eq!(scene.sendings().await, ["1 not_sent", "2 accepted"]);
}

#[tokio::test]
async fn a_key_that_was_changed_meanwhile_makes_nobody_wait() {
    let scene = Scene::new(RECOMMAND, in_order(vec![reply(401, "{}")])).await;
    let access_point = access_point::of_tenant(&scene.app.background(), &demo_tenant()).await.unwrap().unwrap();
    scene.app.sql("UPDATE access_point SET version = 2");
    assert!(matches!(access_point.send(&transmission()).await, Sending::Later { after: None, .. }));
}

#[tokio::test]
async fn the_demo_keeps_the_exact_document() {
    let scene = Scene::new("provider=demo", |_: &OutgoingRequest| silence()).await;
    let Sending::Accepted { id, .. } = scene.send().await else { panic!("accepted") };
    assert_eq!(scene.send().await, accepted(&id, Some(&format!("{id}@demo"))));
    let app = scene.app.background();
    assert_eq!(demo::sent_ubl(&app, &demo_tenant(), &id).await.unwrap().as_deref(), Some(UBL));
    assert_eq!(demo::sent_ubl(&app, &TenantId::new("other"), &id).await.unwrap(), None);
    assert_eq!(demo::sent_ubl(&app, &demo_tenant(), "../../x").await.unwrap(), None);
    assert_eq!(scene.status(&id).await, State::Delivered);
    let look = async |text: &str| {
        let participant = Participant::parse(text).unwrap();
        edge::work::peppol::lookup(&app, &demo_tenant(), &participant, NOW.parse().unwrap()).await
    };
    assert!(matches!(look("0208:0477472701").await, Registration::Registered { accepts_invoice: true, .. }));
    assert_eq!(look("9930:de123456789").await, Registration::NotRegistered);
    assert!(scene.asked().is_empty());
}

#[tokio::test]
async fn a_yes_of_the_access_point_counts_and_a_no_is_confirmed() {
    let verified = format!(
        r#"{{"success":true,"isValid":true,"smpUrl":"https://smp.example","supportedDocuments":[{{"name":"x","docTypeId":"{}"}}]}}"#,
        DocumentType::Invoice.identifier()
    );
    let buyer = Participant::parse("0208:0477472701").unwrap();
    let now: Timestamp = NOW.parse().unwrap();
    let scene = Scene::new(RECOMMAND, in_order(vec![reply(200, verified)])).await;
    let found = edge::work::peppol::lookup(&scene.app.background(), &demo_tenant(), &buyer, now).await;
    let smp = "https://smp.example".to_owned();
    assert_eq!(found, Registration::Registered { accepts_invoice: true, accepts_credit_note: false, smp });
    // "No" is what Recommand says to every failure. DNS here has no NAPTR record, so the network confirms it.
    let scene = Scene::new(RECOMMAND, in_order(vec![reply(200, r#"{"success":true,"isValid":false}"#)])).await;
    let found = edge::work::peppol::lookup(&scene.app.background(), &demo_tenant(), &buyer, now).await;
    assert_eq!(found, Registration::NotRegistered);
    let dns = scene.http.sent.lock().unwrap().iter().filter(|request| request.url.ends_with("/dns-query")).count();
    assert_eq!(dns, 1);
}

#[tokio::test]
async fn a_lost_database_never_sends_twice() {
    use crate::support::Fault;
    // The answer that the access point accepted cannot be kept: the next attempt finds the document there.
    let ours = listed("2026-0001", "c_1", "0208:0477472701", "invoice");
    let scene = Scene::new(RECOMMAND, in_order(vec![reply(200, SENT), reply(200, ours)])).await;
    // Access point, asked, started, note of the key; then nothing more reaches the database.
    scene.app.inject([vec![None; 4], vec![Some(Fault::LostBefore); 8]].concat());
    assert!(matches!(scene.send().await, Sending::Unanswered { .. }));
    scene.app.inject([]);
    assert_eq!(scene.send().await, accepted("doc_9", Some("m9")));
    assert_eq!(scene.asked().iter().filter(|asked| asked.starts_with("POST")).count(), 1);
}

#[tokio::test]
async fn another_access_point_does_not_send_what_the_first_may_have_sent() {
    let scene = Scene::new(RECOMMAND, in_order(vec![silence(), reply(201, r#"{"id":"d1"}"#)])).await;
    scene.send().await;
    let admin = Admin::of(&scene.app, "demo").await;
    assert_eq!(admin.post(PAGE, &format!("version=1&{E_INVOICE}")).await.status, 303);
    let Sending::InDoubt { reason } = scene.send().await else { panic!("not sent again") };
    assert!(reason.contains("Recommand did not answer"), "{reason}");
    assert_eq!(scene.asked().len(), 1);
}

#[tokio::test]
async fn keys_are_sealed_and_never_shown() {
    let scene = Scene::new(RECOMMAND, in_order(vec![reply(200, "{}")])).await;
    let admin = Admin::of(&scene.app, "demo").await;
    let page = admin.page(PAGE).await;
    assert!(page.contains("It is set. Leave this empty to keep it.") && page.contains("value=\"c_1\""), "{page}");
    assert!(page.contains("0208:0202239951"), "{page}");
    let rows = scene.app.rows("SELECT * FROM access_point").await;
    let stored = serde_json::to_string(&rows).unwrap();
    let log = scene.app.log.0.lock().unwrap().join("\n");
    for text in ["key1", "secret1", "a2V5MTpzZWNyZXQx"] {
        for place in [&page, &stored, &log] {
            assert!(!place.contains(text), "{text}: {place}");
        }
    }
    // A value of another tenant does not open: the row is copied, the context is not.
    scene.app.sql(
        "INSERT INTO access_point (tenant_id, provider, company_id, sealed_key, sealed_secret, version, changed_at) \
         SELECT 'other', provider, company_id, sealed_key, sealed_secret, 1, changed_at FROM access_point",
    );
    assert!(access_point::of_tenant(&scene.app.background(), &TenantId::new("other")).await.is_err());
}

#[tokio::test]
async fn the_form_keeps_what_is_stored_and_is_safe_to_send_twice() {
    let scene =
        Scene::new(RECOMMAND, in_order(vec![reply(200, "{}"), reply(404, "{}"), reply(401, ""), silence()])).await;
    let admin = Admin::of(&scene.app, "demo").await;
    let saved = (303, "/admin/settings/peppol-access-point?done=saved");
    // The same form again, as after a double click.
    let again = admin.post(PAGE, &format!("version=0&{RECOMMAND}")).await;
    assert_eq!(to(&again), saved);
    // Another company, the same keys.
    let changed = admin.post(PAGE, "version=1&provider=recommand&company_id=c_2").await;
    assert_eq!(to(&changed), saved, "{}", changed.text());
    // A window that still shows version 1.
    let stale = admin.post(PAGE, "version=1&provider=recommand&company_id=c_3").await;
    assert_eq!(stale.status, 409);
    assert!(stale.text().contains("c_2"), "{}", stale.text());
    let refused = admin.post(PAGE, "version=2&provider=generic&base_url=https%3A%2F%2F10.0.0.1&token=typed").await;
    assert_eq!(refused.status, 422);
    let page = refused.text();
    assert!(
        page.contains("https://10.0.0.1") && page.contains("id=\"base_url-error\"") && !page.contains("typed"),
        "{page}"
    );
    // The test asks with the stored key, and says what it found.
    let tested = async || admin.post(&format!("{PAGE}/test"), "").await.text();
    assert!(tested().await.contains("Recommand takes the key and knows the company."));
    assert!(tested().await.contains("does not know this company id"));
    assert!(tested().await.contains("refuses the key"));
    assert!(tested().await.contains("Recommand: no answer"));
    assert_eq!(scene.asked()[0], "GET https://app.recommand.eu/api/v1/companies/c_2");
    let removed = admin.post(PAGE, "version=2&provider=none").await;
    assert_eq!(to(&removed), (303, "/admin/settings/peppol-access-point?done=removed"), "{}", removed.text());
    assert!(access_point::of_tenant(&scene.app.background(), &demo_tenant()).await.unwrap().is_none());
    // Nobody else's settings changed.
    assert_eq!(scene.app.count("SELECT count(*) FROM access_point").await, 0);
    let other = Admin::of(&scene.app, "other").await;
    assert!(!other.page(PAGE).await.contains("c_2"));
}

#[tokio::test]
async fn the_schema_keeps_what_was_accepted() {
    let scene = Scene::new(RECOMMAND, in_order(vec![reply(200, SENT)])).await;
    scene.send().await;
    for sql in ["UPDATE access_point_document SET provider_id = 'x'", "DELETE FROM access_point_document"] {
        assert!(scene.app.refusal(sql).contains("access_point_document_is_final"), "{sql}");
    }
    let another = "INSERT INTO access_point_document (tenant_id, number, sending, provider, company_id, state, attempted_at) \
                   VALUES ('demo', '2026-0001', 2, 'recommand', 'c_1', 'started', '2026-11-30T08:00:00Z')";
    assert!(scene.app.refusal(another).contains("access_point_document_sends_once"));
}
