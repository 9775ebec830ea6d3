//! How documents were sent, in the lists of quotes and credit notes and on the page of a contact.

use crate::admin::{Admin, TUESDAY_9, app, quote, to};
use crate::support::{TestApp, booking, id};

/// A document of a tenant goes out by e-mail and is taken.
fn mailed(app: &TestApp, tenant: &str, number: &str) {
    app.sql(&format!(
        "INSERT INTO delivery (tenant_id, document_id, channel, purpose, state, recipient, is_compliant, created_at)
           SELECT tenant_id, id, 'email', 'original', 'sending', 'x', 1, '2026-11-30T08:00:00Z' FROM document
           WHERE tenant_id = '{tenant}' AND number = '{number}';
         UPDATE delivery SET state = 'sent', sent_at = '2026-11-30T08:00:00Z' WHERE tenant_id = '{tenant}' AND state = 'sending'"
    ));
}

/// Which of these numbers each filter of a list shows, and the sum under it.
async fn check(admin: &Admin<'_>, path: &str, numbers: [&str; 2], filters: [(&str, usize); 3], sum: [&str; 2]) {
    for (sent, shown) in filters {
        let page = admin.page(&format!("{path}?sent={sent}")).await;
        for (place, number) in numbers.iter().enumerate() {
            assert_eq!(page.contains(number), shown == place, "{sent} {number}: {page}");
        }
        let counts = page.contains(&format!("<p class=\"muted\">1 {}</p>", sum[0]));
        assert_eq!(counts, shown < numbers.len(), "{sent}: {page}");
        assert_eq!(page.contains(" found</th>"), shown < numbers.len(), "the sum says what it is of");
        assert_eq!(page.contains("fits this filter"), shown == numbers.len(), "{sent}: {page}");
        assert!(page.contains(&format!("value=\"{sent}\" selected")), "the filter stays chosen");
    }
    let all = admin.page(path).await;
    assert!(numbers.iter().all(|number| all.contains(number)), "{all}");
    assert!(all.contains("E-mail <span class=\"tight\">30 Nov 2026</span>") && all.contains(sum[1]), "{all}");
    assert_eq!(admin.get(&format!("{path}?sent=fax")).await.status, 422);
}

#[tokio::test]
async fn quotes_are_filtered_by_how_they_were_sent() {
    let app = app();
    quote(&app, 1, TUESDAY_9).await;
    quote(&app, 2, "2026-12-02T08:00:00Z").await;
    app.sql("DELETE FROM outbox");
    mailed(&app, "demo", "QUO-2026-0002");
    let admin = Admin::of(&app, "demo").await;
    let filters = [("not_sent", 0), ("email", 1), ("peppol", 2)];
    let numbers = ["QUO-2026-0001", "QUO-2026-0002"];
    check(&admin, "/admin/quotes", numbers, filters, ["quote", "Link given with the booking"]).await;
    let narrowed = admin.page("/admin/quotes?state=open&sent=email&q=QUO").await;
    assert!(narrowed.contains("QUO-2026-0002") && !narrowed.contains("QUO-2026-0001"), "{narrowed}");
    assert!(narrowed.contains("/admin/quotes?state=accepted&amp;sent=email&amp;q=QUO"), "a tab keeps the filter");
    assert!(admin.page("/admin/quotes?state=accepted&sent=email").await.contains("No quote fits this filter."));
}

#[tokio::test]
async fn credit_notes_are_filtered_by_how_they_were_sent() {
    let app = app();
    for n in 1..=2 {
        let answer = app.book("demo", &id(n), &booking(&format!("2026-12-0{n}T08:00:00Z"))).await;
        assert_eq!(answer.status, 201, "{}", answer.text());
    }
    let admin = Admin::of(&app, "demo").await;
    let invoices = app.rows("SELECT id FROM document WHERE kind = 'invoice' ORDER BY sequence").await;
    for (n, row) in invoices.iter().enumerate() {
        let path = format!("/admin/documents/{}/credit-note", row["id"].as_str().unwrap());
        let form = format!("id=credit-note-{n:010}&quantity-0=1&reason=Booked+by+mistake");
        assert_eq!(admin.post(&path, &form).await.status, 303);
    }
    app.sql("DELETE FROM outbox");
    mailed(&app, "demo", "CRN-2026-0001");
    let filters = [("email", 0), ("not_sent", 1), ("waiting", 2)];
    let numbers = ["CRN-2026-0001", "CRN-2026-0002"];
    check(&admin, "/admin/credit-notes", numbers, filters, ["credit note", "Not sent"]).await;
    assert_eq!(admin.get("/admin/credit-notes?state=open").await.status, 422, "credit notes have no state");
}

#[tokio::test]
async fn a_contact_shows_how_its_documents_were_sent() {
    let app = app();
    for tenant in ["demo", "other"] {
        for n in 1..=2 {
            let answer = app.book(tenant, &id(n), &booking(&format!("2026-12-0{n}T08:00:00Z"))).await;
            assert_eq!(answer.status, 201, "{}", answer.text());
        }
    }
    app.sql("DELETE FROM outbox");
    mailed(&app, "demo", "INV-2026-0001");
    let contact =
        app.rows("SELECT id FROM contact WHERE tenant_id = 'demo'").await[0]["id"].as_str().unwrap().to_owned();
    let path = format!("/admin/contacts/{contact}");
    let page = Admin::of(&app, "demo").await.page(&path).await;
    assert!(page.contains("INV-2026-0001") && page.contains("INV-2026-0002"), "{page}");
    assert_eq!(page.matches("E-mail <span class=\"tight\">30 Nov 2026</span>").count(), 1, "{page}");
    assert_eq!(page.matches("Link given with the booking").count(), 1, "{page}");
    let other = Admin::of(&app, "other").await;
    assert_eq!(other.get(&path).await.status, 404);
    let list = other.page("/admin/invoices").await;
    assert!(!list.contains("30 Nov 2026</span>"), "another tenant's document of the same number was not sent: {list}");
}

/// The editor's form: an hour at 50 for the customer of a booking.
async fn written(app: &TestApp) -> String {
    assert_eq!(app.book("demo", &id(70), &booking(TUESDAY_9)).await.status, 201);
    app.sql("DELETE FROM outbox");
    let contact =
        app.rows("SELECT id FROM contact WHERE tenant_id = 'demo'").await[0]["id"].as_str().unwrap().to_owned();
    let settings = app.count("SELECT settings_version FROM tenant WHERE id = 'demo'").await;
    format!(
        "version=0&settings-version={settings}&kind=invoice&next=50&contact={contact}&line=1&line-1-kind=item&line-1-name=Hour&line-1-quantity=1&line-1-unit=HUR&line-1-price=50&line-1-vat=21"
    )
}

/// How often a document is to be sent.
async fn sending(app: &TestApp, document: &'static str) -> usize {
    let sql = "SELECT id FROM outbox WHERE task = 'send_document' AND subject_id = ?1";
    app.rows_with(sql, [document.into()]).await.len()
}

#[tokio::test]
async fn save_and_send_saves_and_sends_once() {
    let app = app();
    let form = written(&app).await;
    let admin = Admin::of(&app, "demo").await;
    let (draft, document) = ("draft-0000000000000001", "/admin/documents/draft-0000000000000001");
    let path = format!("/admin/drafts/{draft}");
    assert!(admin.page("/admin/invoices/new").await.contains(">Save and send<"));
    let refused = admin.post(&path, &format!("{}&action=issue-and-send", form.replace("price=50", "price=dear"))).await;
    assert_eq!((refused.status.as_u16(), sending(&app, draft).await), (422, 0), "nothing is sent that is not saved");
    let version = app.count("SELECT coalesce(max(version), 0) FROM draft").await;
    let kept = form.replace("version=0&", &format!("version={version}&"));
    for _ in 0..2 {
        let answer = admin.post(&path, &format!("{kept}&action=issue-and-send")).await;
        assert_eq!(to(&answer).0, 303, "{}", answer.text());
        assert!(to(&answer).1.starts_with(document), "{}", to(&answer).1);
    }
    assert_eq!(app.count("SELECT count(*) FROM document WHERE booking_id IS NULL").await, 1, "sent twice, saved once");
    assert_eq!(sending(&app, draft).await, 1);
    let page = admin.page(&format!("{document}?done=sending")).await;
    assert!(
        page.contains("INV-2026-0002") && page.contains("It is being sent.") && page.contains("on its way"),
        "{page}"
    );

    let only_saved = "draft-0000000000000002";
    let answer = admin.post(&format!("/admin/drafts/{only_saved}"), &format!("{form}&action=issue")).await;
    assert_eq!(to(&answer).0, 303, "{}", answer.text());
    assert_eq!(sending(&app, only_saved).await, 0, "Save alone sends nothing");
    let other = Admin::of(&app, "other").await;
    assert_eq!(other.get(document).await.status, 404);
}
