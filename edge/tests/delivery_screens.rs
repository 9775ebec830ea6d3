//! What an admin sees of deliveries: the overview's column "Sent", the timeline, failed work and the settings.

use crate::admin::{Admin, app, to};
use crate::support::{TestApp, booking, id};

const BROWSER: [(&str, &str); 2] = [("user-agent", "Mozilla/5.0"), ("sec-fetch-mode", "navigate")];

/// Invoices of one tenant, in the order of their bookings.
async fn invoices(app: &TestApp, tenant: &str, count: u32) -> Vec<String> {
    let mut documents = Vec::new();
    for n in 1..=count {
        let answer = app
            .book(tenant, &id(n), &booking(&format!("2026-12-{:02}T08:00:00Z", [1, 2, 3, 4, 7][n as usize - 1])))
            .await;
        assert_eq!(answer.status, 201, "{}", answer.text());
        let rows = app
            .rows_with("SELECT id FROM document WHERE tenant_id = ?1 ORDER BY sequence DESC LIMIT 1", [tenant.into()])
            .await;
        documents.push(rows[0]["id"].as_str().unwrap().to_owned());
    }
    app.sql("DELETE FROM outbox");
    documents
}

/// A delivery that was taken or refused.
fn deliver(app: &TestApp, document: &str, channel: &str, state: &str, sent_at: &str) {
    app.sql(&format!(
        "INSERT INTO delivery (tenant_id, document_id, channel, purpose, state, recipient, is_compliant, created_at)
           VALUES ('demo', '{document}', '{channel}', 'original', 'sending', 'x', {compliant}, '2026-11-30T08:00:00Z');
         UPDATE delivery SET state = '{state}', sent_at = {sent_at}, reason = iif('{state}' = 'refused', 'BR-01 <b>', '')
           WHERE document_id = '{document}'",
        compliant = i32::from(channel == "peppol")
    ));
}

fn dead(app: &TestApp, tenant: &str, document: &str) {
    app.sql(&format!(
        "INSERT INTO outbox (tenant_id, id, task, subject_id, base_url, created_at, due_at, attempts, last_error, dead_at)
         VALUES ('{tenant}', 'send_document:{document}', 'send_document', '{document}', 'https://book.test',
           '2026-11-30T08:00:00Z', '2026-11-30T08:00:00Z', 16, 'No <answer>', '2026-11-30T09:00:00Z')"
    ));
}

#[tokio::test]
async fn the_overview_says_how_each_invoice_was_sent_and_filters_by_it() {
    let app = app();
    let documents = invoices(&app, "demo", 5).await;
    deliver(&app, &documents[0], "peppol", "sent", "'2026-11-30T23:30:00Z'");
    deliver(&app, &documents[1], "email", "sent", "'2026-11-30T08:00:00Z'");
    deliver(&app, &documents[2], "peppol", "refused", "NULL");
    dead(&app, "demo", &documents[3]);
    let admin = Admin::of(&app, "demo").await;
    let all = admin.page("/admin/invoices").await;
    for text in [
        "Peppol <span class=\"tight\">1 Dec 2026</span>",
        "E-mail <span class=\"tight\">30 Nov 2026</span>",
        "not a compliant channel since 2026",
        "BR-01 &lt;b&gt;",
        "No &lt;answer&gt;",
        "Link given with the booking",
    ] {
        assert!(all.contains(text), "{text} in {all}");
    }
    for (sent, numbers) in
        [("peppol", vec![1]), ("email", vec![2]), ("failed", vec![3, 4]), ("waiting", vec![]), ("not_sent", vec![5])]
    {
        let page = admin.page(&format!("/admin/invoices?sent={sent}")).await;
        let table = String::from_utf8(admin.get(&format!("/admin/invoices.csv?sent={sent}")).await.bytes).unwrap();
        for n in 1..=5 {
            let number = format!("INV-2026-{n:04}");
            assert_eq!(page.contains(&number), numbers.contains(&n), "{sent} {n}: {page}");
            assert_eq!(table.contains(&number), numbers.contains(&n), "{sent} {n}: {table}");
        }
    }
    let table = admin.get("/admin/invoices.csv").await.text();
    assert!(table.contains(";Peppol 2026-12-01\r\n") && table.contains(";Failed: No <answer>\r\n"), "{table}");
    assert_eq!(admin.get("/admin/invoices?sent=fax").await.status, 422);
}

#[tokio::test]
async fn failed_work_is_shown_tried_again_and_dismissed_once() {
    let app = app();
    let documents = invoices(&app, "demo", 2).await;
    let foreign = invoices(&app, "other", 1).await;
    for document in &documents {
        dead(&app, "demo", document);
    }
    dead(&app, "other", &foreign[0]);
    let admin = Admin::of(&app, "demo").await;
    let today = admin.page("/admin").await;
    assert!(today.contains("2 things could not be sent</a>"), "{today}");
    let page = admin.page("/admin/settings/failed-work").await;
    assert!(
        page.contains("INV-2026-0002") && page.contains("No &lt;answer&gt;") && page.contains("16 attempts"),
        "{page}"
    );
    assert!(!page.contains(&foreign[0]));
    let form = |document: &str, action: &str| format!("id=send_document%3A{document}&action={action}");
    for _ in 0..2 {
        let answer = admin.post("/admin/settings/failed-work", &form(&documents[0], "retry")).await;
        assert_eq!(to(&answer), (303, "/admin/settings/failed-work?done=retried"));
        let answer = admin.post("/admin/settings/failed-work", &form(&documents[1], "dismiss")).await;
        assert_eq!(to(&answer), (303, "/admin/settings/failed-work?done=dismissed"));
    }
    for action in ["retry", "dismiss"] {
        admin.post("/admin/settings/failed-work", &form(&foreign[0], action)).await;
    }
    assert_eq!(admin.post("/admin/settings/failed-work", &form(&documents[0], "burn")).await.status, 422);
    let rows = app.rows("SELECT tenant_id, subject_id, attempts, dead_at FROM outbox ORDER BY tenant_id").await;
    let rows: Vec<_> = rows.iter().map(|row| (row["subject_id"].as_str().unwrap(), row["dead_at"].is_null())).collect();
    assert_eq!(rows, [(documents[0].as_str(), true), (foreign[0].as_str(), false)]);
    assert!(admin.page("/admin/settings/failed-work").await.contains("Nothing failed."));
}

#[tokio::test]
async fn what_is_sent_by_itself_is_a_setting() {
    let app = app();
    let admin = Admin::of(&app, "demo").await;
    let checked = |page: &str| page.matches(" checked").count();
    assert_eq!(checked(&admin.page("/admin/settings/sending").await), 2, "documents of bookings");
    for _ in 0..2 {
        let answer =
            admin.post("/admin/settings/sending", "invoice-manual=on&credit_note-manual=on&quotation-manual=on").await;
        assert_eq!(to(&answer), (303, "/admin/settings/sending?done=saved"));
    }
    let page = admin.page("/admin/settings/sending?done=saved").await;
    assert!(checked(&page) == 3 && page.contains("Saved."), "{page}");
    assert_eq!(admin.post("/admin/settings/sending", "tenant_id=other").await.status, 422);
    let other = Admin::of(&app, "other").await;
    assert_eq!(checked(&other.page("/admin/settings/sending").await), 2, "another tenant has its own");
}

#[tokio::test]
async fn the_timeline_tells_when_a_person_opened_the_link() {
    let app = app();
    let answer = app.book("demo", &id(1), &booking("2026-12-02T08:00:00Z")).await;
    let url = answer.json()["document"]["url"].as_str().unwrap().to_owned();
    for headers in
        [&[("user-agent", "Googlebot")][..], &[("user-agent", "Mozilla/5.0"), ("sec-purpose", "prefetch")], &[]]
    {
        assert_eq!(app.get_with(&url, headers).await.status, 200);
    }
    assert_eq!(app.count("SELECT count(*) FROM document_event").await, 0);
    for (now, events) in [("2026-11-30T08:00:00Z", 1), ("2026-11-30T20:00:00Z", 1), ("2026-12-01T07:00:00Z", 2)] {
        app.clock.set(now.parse().unwrap());
        for _ in 0..2 {
            assert_eq!(app.get_with(&url, &BROWSER).await.status, 200);
        }
        assert_eq!(app.count("SELECT count(*) FROM document_event WHERE kind = 'opened'").await, events, "{now}");
    }
    let admin = Admin::of(&app, "demo").await;
    let with_cookie = [BROWSER[0], BROWSER[1], ("cookie", admin.cookie.as_str())];
    app.clock.set("2026-12-02T07:00:00Z".parse().unwrap());
    assert_eq!(app.get_with(&url, &with_cookie).await.status, 200);
    assert_eq!(app.count("SELECT count(*) FROM document_event").await, 2, "an admin's own look is no opening");
    let document = app.rows("SELECT id FROM document").await[0]["id"].as_str().unwrap().to_owned();
    let page = Admin::of(&app, "demo").await.page(&format!("/admin/documents/{document}")).await;
    assert_eq!(page.matches("Link opened").count(), 2, "{page}");
    assert!(page.contains("Numbered") && page.contains("With the booking"), "{page}");
}

#[tokio::test]
async fn a_delivery_only_moves_forward() {
    let app = app();
    let documents = invoices(&app, "demo", 1).await;
    let document = &documents[0];
    let states = ["sending", "sent", "delivered", "refused", "failed"];
    let allowed = [
        "sending sending",
        "sending sent",
        "sending delivered",
        "sending refused",
        "sent sent",
        "sent delivered",
        "sent failed",
        "refused sending",
        "refused refused",
        "delivered delivered",
        "failed failed",
    ];
    let insert = |purpose: usize| {
        format!(
            "INSERT INTO delivery (tenant_id, document_id, channel, purpose, state, recipient, is_compliant, created_at)
             VALUES ('demo', '{document}', 'email', 'resend-{purpose}', 'sending', 'x', 1, '2026-11-30T08:00:00Z');"
        )
    };
    let update = |purpose: usize, state: &str| {
        format!(
            "UPDATE delivery SET state = '{state}', sent_at = coalesce(sent_at, iif('{state}' IN ('sent', 'delivered'), '2026-11-30T08:00:00Z', NULL)) WHERE purpose = 'resend-{purpose}';"
        )
    };
    let mut purpose = 0;
    for from in states {
        for next in states {
            purpose += 1;
            app.sql(&insert(purpose));
            if from == "failed" {
                app.sql(&update(purpose, "sent"));
            }
            if from != "sending" {
                app.sql(&update(purpose, from));
            }
            if allowed.contains(&format!("{from} {next}").as_str()) {
                app.sql(&update(purpose, next));
            } else {
                let refusal = app.refusal(&update(purpose, next));
                assert!(refusal.contains("delivery_moves_forward"), "{from} to {next}: {refusal}");
            }
        }
    }
    for sql in
        ["DELETE FROM delivery", "UPDATE delivery SET document_id = 'x'", "UPDATE delivery SET purpose = 'original'"]
    {
        assert!(app.refusal(sql).contains("delivery_moves_forward"), "{sql}");
    }
    let again = insert(1).replace("INSERT", "INSERT OR REPLACE");
    assert!(app.refusal(&again).contains("delivery_begins"));
    let second = insert(1).replace("'email', 'resend-1'", "'peppol', 'resend-1'");
    assert!(app.refusal(&second).contains("peppol_sends_once"), "a second sending by Peppol is impossible");
}
