//! Whether somebody is on Peppol: four answers that are never mixed up, and no request to a private address.

use std::sync::Arc;

use edge::{
    native::ScriptedHttp,
    work::peppol::{lookup, lookup_any},
};
use jiff::{SignedDuration, Timestamp};
use shared::{
    delivery::peppol::{DocumentType, Participant, Registration, smp},
    id::TenantId,
};

use crate::{
    admin::{self, Admin},
    support::{
        Answer, NOW, TestApp,
        network::{Dns, Network, Reply, SMP, metadata, reply, reply_with, service_group, silence},
    },
};

struct Scene {
    app: TestApp,
    network: Arc<Network>,
    http: Arc<ScriptedHttp>,
}

impl Scene {
    fn new() -> Self {
        let mut app = admin::app();
        let (network, http) = Network::new();
        app.ports.http = http.clone();
        Self { app, network, http }
    }

    async fn look(&self, tenant: &str) -> Registration {
        lookup(&self.app.background(), &TenantId::new(tenant), &buyer(), now()).await
    }

    /// Addresses that were asked, DNS aside.
    fn asked(&self) -> Vec<String> {
        let sent = self.http.sent.lock().unwrap();
        sent.iter().map(|request| request.url.clone()).filter(|url| !url.ends_with("/dns-query")).collect()
    }

    fn requests(&self) -> usize {
        self.http.sent.lock().unwrap().len()
    }
}

fn now() -> Timestamp {
    NOW.parse().unwrap()
}

fn buyer() -> Participant {
    Participant::parse("0208:0477472701").unwrap()
}

fn registered(invoice: bool, credit_note: bool) -> Registration {
    Registration::Registered { accepts_invoice: invoice, accepts_credit_note: credit_note, smp: SMP.to_owned() }
}

fn is_unknown(registration: &Registration) -> bool {
    matches!(registration, Registration::Unknown(_))
}

#[tokio::test]
async fn what_the_network_says_is_what_is_answered() {
    let scene = Scene::new();
    assert_eq!(scene.look("demo").await, Registration::NotRegistered, "no such name");
    for (n, (documents, expected)) in [
        (&DocumentType::ALL[..], registered(true, true)),
        (&[DocumentType::Invoice], registered(true, false)),
        (&[DocumentType::CreditNote], registered(false, true)),
        (&[], Registration::RegisteredWithoutInvoice),
    ]
    .into_iter()
    .enumerate()
    {
        let scene = Scene::new();
        scene.network.register(&buyer(), documents);
        assert_eq!(scene.look("demo").await, expected, "{n}");
    }
}

#[tokio::test]
async fn a_failure_is_never_an_absence() {
    let group = smp::service_group_address(SMP, &buyer());
    let of_group = |body: &str| (group.clone(), reply(200, body));
    let bomb = "<!DOCTYPE x [<!ENTITY a 'aaaa'>]><x>&a;</x>";
    let cases: Vec<(String, Reply)> = vec![
        (group.clone(), silence()),
        (group.clone(), reply(500, "")),
        (group.clone(), reply(403, "")),
        (group.clone(), reply_with(302, "location", "http://169.254.169.254/latest/meta-data", "")),
        (group.clone(), reply_with(302, "location", &group, "")),
        of_group("<html>"),
        of_group(bomb),
        of_group(&"<a>".repeat(10_000)),
        of_group(&service_group(&Participant::parse("0208:0403170701").unwrap(), &[])),
        (smp::metadata_address(SMP, &buyer(), DocumentType::Invoice), reply(503, "")),
        (
            smp::metadata_address(SMP, &buyer(), DocumentType::Invoice),
            reply(200, metadata(&buyer(), DocumentType::CreditNote)),
        ),
    ];
    for (n, (url, reply)) in cases.into_iter().enumerate() {
        let scene = Scene::new();
        scene.network.register(&buyer(), &DocumentType::ALL);
        scene.network.page(url, reply);
        let found = scene.look("demo").await;
        assert!(is_unknown(&found), "{n}: {found:?}");
        assert!(scene.asked().iter().all(|url| url.starts_with(SMP)), "{n}: {:?}", scene.asked());
    }
    for code in [2, 5] {
        let scene = Scene::new();
        scene.network.name(&buyer(), Dns::Code(code));
        assert!(is_unknown(&scene.look("demo").await), "{code}");
    }
    let scene = Scene::new();
    scene.network.register(&buyer(), &DocumentType::ALL);
    scene.network.page(smp::service_group_address(SMP, &buyer()), reply(404, ""));
    assert_eq!(scene.look("demo").await, Registration::NotRegistered, "404 of the SMP is an absence");
}

#[tokio::test]
async fn no_record_leads_into_a_network() {
    for regexp in [
        "!.*!http://smp.example.com!",
        "!.*!https://127.0.0.1!",
        "!.*!https://[::1]!",
        "!.*!https://0x7f.1!",
        "!.*!https://localhost!",
        "!.*!https://smp.internal!",
        "!.*!https://user:password@smp.example.com!",
        "!.*!file:///etc/passwd!",
        "!.*!https://smp.example.com:22!",
    ] {
        let scene = Scene::new();
        scene.network.name(&buyer(), Dns::Naptr(regexp.to_owned()));
        assert!(is_unknown(&scene.look("demo").await), "{regexp}");
        assert!(scene.asked().is_empty(), "{regexp}: {:?}", scene.asked());
    }
    for address in ["10.0.0.1", "127.0.0.1", "169.254.169.254", "::1", "fd00::1", "::ffff:192.168.1.1"] {
        let scene = Scene::new();
        scene.network.register(&buyer(), &DocumentType::ALL);
        *scene.network.address.lock().unwrap() = address.parse().unwrap();
        assert!(is_unknown(&scene.look("demo").await), "{address}");
        assert!(scene.asked().is_empty(), "{address}: {:?}", scene.asked());
    }
}

#[tokio::test]
async fn redirects_are_followed_twice_and_judged() {
    let group = smp::service_group_address(SMP, &buyer());
    let scene = Scene::new();
    scene.network.register(&buyer(), &[]);
    scene.network.page(&group, reply_with(301, "location", "/moved", ""));
    scene.network.page(format!("{SMP}:443/moved"), reply_with(307, "location", "https://other.example.com/x", ""));
    scene.network.page("https://smp.example.com/moved", reply_with(307, "location", "https://other.example.com/x", ""));
    scene.network.page("https://other.example.com/x", reply(200, service_group(&buyer(), &[])));
    assert_eq!(scene.look("demo").await, Registration::RegisteredWithoutInvoice);
    scene.network.page("https://other.example.com/x", reply_with(302, "location", "https://third.example.com/", ""));
    let app = scene.app.background();
    let later = now() + SignedDuration::from_hours(1);
    assert!(is_unknown(&lookup(&app, &TenantId::new("demo"), &buyer(), later).await), "a third time is too often");
}

#[tokio::test]
async fn an_answer_holds_for_fifteen_minutes_and_a_failure_for_one() {
    let scene = Scene::new();
    let app = scene.app.background();
    let at = |minutes: i64| now() + SignedDuration::from_mins(minutes);
    let tenant = TenantId::new("demo");
    scene.network.register(&buyer(), &DocumentType::ALL);
    assert_eq!(lookup(&app, &tenant, &buyer(), at(0)).await, registered(true, true));
    let first = scene.requests();
    assert_eq!(lookup(&app, &tenant, &buyer(), at(14)).await, registered(true, true));
    assert_eq!(scene.requests(), first, "kept");
    // Another tenant asks for itself.
    assert_eq!(scene.look("other").await, registered(true, true));
    assert!(scene.requests() > first);
    scene.network.name(&buyer(), Dns::NoSuchName);
    assert_eq!(lookup(&app, &tenant, &buyer(), at(15)).await, Registration::NotRegistered);
    scene.network.name(&buyer(), Dns::Code(2));
    assert_eq!(lookup(&app, &tenant, &buyer(), at(29)).await, Registration::NotRegistered, "an absence is kept, too");
    assert!(is_unknown(&lookup(&app, &tenant, &buyer(), at(30)).await));
    scene.network.register(&buyer(), &DocumentType::ALL);
    assert_eq!(lookup(&app, &tenant, &buyer(), at(31)).await, registered(true, true));
}

#[tokio::test]
async fn a_belgian_company_is_looked_for_under_both_numbers() {
    let scene = Scene::new();
    let candidates = Participant::of_vat_identifier("BE0477472701");
    let [_, vat] = &candidates[..] else { panic!("two identifiers") };
    scene.network.register(vat, &[DocumentType::Invoice]);
    let found = lookup_any(&scene.app.background(), &TenantId::new("demo"), &candidates, now()).await.unwrap();
    assert_eq!((&found.participant, &found.registration), (vat, &registered(true, false)));
    scene.network.name(&candidates[0], Dns::Code(2));
    let later = now() + SignedDuration::from_hours(1);
    scene.network.name(vat, Dns::NoSuchName);
    let found = lookup_any(&scene.app.background(), &TenantId::new("demo"), &candidates, later).await.unwrap();
    assert!(is_unknown(&found.registration), "one answer is missing: {found:?}");
}

#[tokio::test]
async fn the_page_of_a_contact_says_what_was_found_out() {
    let scene = Scene::new();
    scene.app.sql(
        "INSERT INTO contact (tenant_id, id, kind, name, vat_identifier, language, sort_name, search_text, created_at) VALUES \
         ('demo', '01936d5e-7c3a-7b1e-8f2a-0000000000aa', 'company', 'Acme NV', 'BE0477472701', 'nl', 'acme nv', 'acme nv', '2026-11-01T00:00:00Z')",
    );
    let admin = Admin::of(&scene.app, "demo").await;
    let path = "/admin/contacts/01936d5e-7c3a-7b1e-8f2a-0000000000aa";
    assert!(admin.page(path).await.contains("Nobody has looked yet"));
    let look = async || -> String {
        let answer: Answer = admin.post(&format!("{path}/peppol"), "").await;
        assert_eq!(admin::to(&answer), (303, &*format!("{path}?done=looked-up#peppol")), "{}", answer.text());
        admin.page(path).await
    };
    assert!(look().await.contains("not on Peppol"));
    scene.network.register(&buyer(), &[]);
    assert!(look().await.contains("on Peppol, but takes no invoices"));
    scene.network.register(&buyer(), &DocumentType::ALL);
    let page = look().await;
    assert!(page.contains(">on Peppol<") && page.contains("Invoices and credit notes"), "{page}");
    assert!(page.contains("0208:0477472701") && page.contains("30 November 2026, 09:00"), "{page}");
    scene.network.name(&buyer(), Dns::Code(2));
    let page = look().await;
    assert!(page.contains("could not be looked up") && page.contains("DNS failed (code 2)"), "{page}");
    let other = Admin::of(&scene.app, "other").await;
    assert_eq!(other.post(&format!("{path}/peppol"), "").await.status, 404);
}
