//! The module "sales invoicing": with it documents are made, without it bookings work and none is. And the rule that dates
//! ascend with numbers, whatever the clocks say.

use crate::admin::{Admin, TUESDAY_9, app, quote, to};
use crate::support::{BASE, TestApp, booking, id};
use serde_json::{Value as Json, json};

fn switch(app: &TestApp, tenant: &str, on: i64) {
    app.sql(&format!(
        "UPDATE tenant SET sales_invoicing = {on}, settings_version = settings_version + 1 WHERE id = '{tenant}'"
    ));
}

fn document_of(body: &Json) -> &Json {
    body.get("document").unwrap_or_else(|| panic!("{body}"))
}

#[tokio::test]
async fn without_the_module_a_booking_has_no_document_and_everything_else() {
    let app = TestApp::new();
    switch(&app, "demo", 0);
    let answer = app.book("demo", &id(1), &booking(TUESDAY_9)).await;
    assert_eq!(answer.status, 201, "{}", answer.text());
    let body = answer.json();
    assert_eq!((document_of(&body), &body["booking"]["status"]), (&Json::Null, &json!("confirmed")));
    for link in ["manage_url", "calendar_url"] {
        let path = body[link].as_str().unwrap().strip_prefix(BASE).unwrap();
        assert_eq!(app.get(path).await.status, 200, "{link}");
    }
    let again = app.book("demo", &id(1), &booking(TUESDAY_9)).await;
    assert_eq!((again.status.as_u16(), again.json()), (200, body), "a retry answers the same");
    assert_eq!(app.count("SELECT count(*) FROM document").await, 0);
    assert_eq!(app.count("SELECT count(*) FROM outbox WHERE task IN ('render_document', 'send_document')").await, 0);
    assert_eq!(app.count("SELECT count(*) FROM number_series").await, 0);

    let portal = app.get("/api/v1/demo").await.json()["portal"].clone();
    assert_eq!(portal, json!({ "recurring_allowed": false, "sales_invoicing": false, "change_notice_minutes": 0 }));
    let other = app.book("other", &id(1), &booking(TUESDAY_9)).await;
    assert_eq!(other.json()["document"]["number"], "INV-2026-0001", "the switch is the tenant's own");
}

#[tokio::test]
async fn a_switch_between_decision_and_batch_is_noticed() {
    let app = TestApp::new();
    assert_eq!(app.book("demo", &id(1), &booking(TUESDAY_9)).await.status, 201, "the isolate has read the tenant");
    switch(&app, "demo", 0);
    let answer = app.book("demo", &id(2), &booking("2026-12-02T08:00:00Z")).await;
    assert_eq!((answer.status.as_u16(), document_of(&answer.json())), (201, &Json::Null));
    switch(&app, "demo", 1);
    let answer = app.book("demo", &id(3), &booking("2026-12-03T08:00:00Z")).await;
    assert_eq!(answer.json()["document"]["number"], "INV-2026-0002", "the series goes on without a gap");
}

#[tokio::test]
async fn without_the_module_the_dashboard_says_how_to_activate_it_and_refuses() {
    let mut app = app();
    app.ports.operator.email = Some("help@operator.example".to_owned());
    let booked = quote(&app, 1, TUESDAY_9).await;
    switch(&app, "demo", 0);
    let admin = Admin::of(&app, "demo").await;
    for path in [
        "/admin/sales-invoicing".to_owned(),
        "/admin/invoices".to_owned(),
        "/admin/invoices/new".to_owned(),
        "/admin/quotes/new".to_owned(),
        "/admin/drafts".to_owned(),
        "/admin/items".to_owned(),
        "/admin/items/add".to_owned(),
        "/admin/settings/cash-discount".to_owned(),
        "/admin/settings/number-series".to_owned(),
        "/admin/settings/sales-conditions".to_owned(),
        "/admin/settings/vat-codes".to_owned(),
        "/admin/settings/vat-codes/add".to_owned(),
        format!("/admin/bookings/{booked}/generate-invoice"),
    ] {
        let page = admin.page(&path).await;
        assert!(page.contains("Contact us to activate the module"), "{path}");
        assert!(
            page.contains("mailto:help@operator.example?subject=Activate%20sales%20invoicing%20for%20demo"),
            "{path}"
        );
    }
    for (path, form) in [
        (format!("/admin/bookings/{booked}/generate-invoice"), ""),
        ("/admin/settings/cash-discount".to_owned(), "version=1&percentage=2&days=8"),
        ("/admin/settings/number-series/invoice/2026".to_owned(), "prefix=F&first_number=1"),
        ("/admin/items/add".to_owned(), "code=A&name=A"),
        ("/admin/settings/vat-codes/add".to_owned(), "code=A"),
        ("/admin/drafts/AAAAAAAAAAAAAAAAAAAAAA".to_owned(), "action=save"),
        ("/admin/drafts/AAAAAAAAAAAAAAAAAAAAAA/attachments".to_owned(), ""),
    ] {
        let answer = admin.post(&path, form).await;
        assert_eq!(answer.status, 409, "{path}");
        assert!(answer.text().contains("Contact us to activate the module"), "{path}");
    }
    assert_eq!(app.count("SELECT count(*) FROM document WHERE kind = 'invoice'").await, 0);
    // The list has a quote of before, so it stays; the notice says why nothing can be made of it.
    let quotes = admin.page("/admin/quotes").await;
    assert!(quotes.contains("QUO-2026-0001") && quotes.contains("Sales invoicing is not active."));
    assert!(admin.page("/admin/settings/flags").await.contains("no document"));

    let other = Admin::of(&app, "other").await;
    assert!(!other.page("/admin/invoices").await.contains("Contact us to activate the module"));
    assert_eq!(to(&other.get("/admin/sales-invoicing").await), (303, "/admin/invoices"));
}

#[tokio::test]
async fn documents_of_before_are_read_and_paid_and_not_credited() {
    let app = app();
    let booked = app.book("demo", &id(1), &booking(TUESDAY_9)).await.json();
    let path = booked["document"]["url"].as_str().unwrap().replace("https://book.test", "");
    switch(&app, "demo", 0);
    assert_eq!(app.get(&path).await.status, 200);
    let admin = Admin::of(&app, "demo").await;
    let document = app.rows("SELECT id FROM document").await[0]["id"].as_str().unwrap().to_owned();
    assert!(admin.page(&format!("/admin/documents/{document}")).await.contains("INV-2026-0001"));
    assert!(admin.page("/admin/invoices").await.contains("INV-2026-0001"));
    let payment = "id=01936d5e-7c3a-7b1e-8f2a-0000000000aa&paid_on=2026-11-30&amount=65.00&method=cash";
    let paid = admin.post(&format!("/admin/documents/{document}/record-payment"), payment).await;
    assert_eq!(to(&paid), (303, format!("/admin/documents/{document}?done=paid").as_str()), "{}", paid.text());

    assert_eq!(admin.post(&format!("/admin/documents/{document}/credit-note"), "").await.status, 409);
    let cancel = admin.page(&format!("/admin/bookings/{}/cancel", id(1))).await;
    assert!(cancel.contains("no credit note can be made") && !cancel.contains("name=\"credit\""));
    let forced = admin.post(&format!("/admin/bookings/{}/cancel", id(1)), "credit=on&id=AAAAAAAAAAAAAAAAAAAAAA").await;
    assert_eq!(forced.status, 409);
    assert!(forced.text().contains("Sales invoicing is not active, so no document was made."));
    assert_eq!(app.count("SELECT count(*) FROM booking WHERE status = 'cancelled'").await, 0, "together or not at all");
    assert_eq!(to(&admin.post(&format!("/admin/bookings/{}/cancel", id(1)), "").await).0, 303);
}

#[tokio::test]
async fn a_booking_without_a_quote_says_so_later() {
    let app = app();
    switch(&app, "demo", 0);
    app.book("demo", &id(1), &booking(TUESDAY_9)).await;
    switch(&app, "demo", 1);
    let admin = Admin::of(&app, "demo").await;
    assert!(admin.page(&format!("/admin/bookings/{}", id(1))).await.contains("This booking has no document."));
    let answer = admin.get(&format!("/admin/bookings/{}/generate-invoice", id(1))).await;
    assert_eq!(answer.status, 409);
    assert!(answer.text().contains("made while sales invoicing was not active"));
}

/// SQL that puts another invoice like the first one into the series.
fn copy_of_invoice(sequence: u32, issue_date: &str) -> String {
    let same = "tenant_id, kind, type_code, year, due_date, buyer_name, currency, total_without_vat, vat_total, total_with_vat, amount_due, content, source, \
                created_at, link_expires_on";
    format!(
        "INSERT INTO document ({same}, id, sequence, number, issue_date) \
         SELECT {same}, 'a-copy-of-the-document', {sequence}, 'INV-2026-000{sequence}', '{issue_date}' FROM document"
    )
}

#[tokio::test]
async fn the_schema_refuses_documents_of_a_tenant_without_the_module() {
    let app = TestApp::new();
    app.book("demo", &id(1), &booking(TUESDAY_9)).await;
    switch(&app, "demo", 0);
    let copy = &copy_of_invoice(2, "2026-11-30");
    assert_eq!(app.refusal(copy), "sales_invoicing_inactive");
    switch(&app, "demo", 1);
    app.sql(copy);
}

#[tokio::test]
async fn dates_ascend_with_numbers_when_a_clock_goes_back() {
    let app = app();
    let book = async |n, day: &str| app.book("demo", &id(n), &booking(day)).await.json()["document"].clone();
    app.clock.set("2026-12-02T08:00:00Z".parse().unwrap());
    assert_eq!(book(1, "2026-12-04T08:00:00Z").await["issue_date"], "2026-12-02");
    // The next isolate's clock is two days behind.
    app.clock.set("2026-11-30T08:00:00Z".parse().unwrap());
    let second = book(2, "2026-12-07T08:00:00Z").await;
    assert_eq!((&second["number"], &second["issue_date"]), (&json!("INV-2026-0002"), &json!("2026-12-02")));
    assert_eq!(second["due_date"], "2026-12-07", "due as if it had been issued that day");
    assert_eq!(app.last_log()["d1_batches"], 3, "refused, asked for the last date, stored");

    // A quote of the day before: its validity counts from the later day too.
    app.clock.set("2026-12-02T08:00:00Z".parse().unwrap());
    quote(&app, 3, "2026-12-08T08:00:00Z").await;
    app.clock.set("2026-11-30T08:00:00Z".parse().unwrap());
    let quoted = book(4, "2026-12-09T08:00:00Z").await;
    assert_eq!((&quoted["issue_date"], &quoted["valid_until"]), (&json!("2026-12-02"), &json!("2027-01-01")));

    // What an admin makes follows the same order.
    let admin = Admin::of(&app, "demo").await;
    let made = admin.post(&format!("/admin/bookings/{}/generate-invoice", id(4)), "").await;
    assert_eq!(made.status, 303, "{}", made.text());
    let dates = app.rows("SELECT issue_date FROM document WHERE kind = 'invoice' ORDER BY sequence").await;
    assert_eq!(dates.iter().map(|row| row["issue_date"].as_str().unwrap()).collect::<Vec<_>>(), ["2026-12-02"; 3]);
}

#[tokio::test]
async fn the_schema_refuses_an_earlier_date_and_a_hole() {
    let app = TestApp::new();
    app.book("demo", &id(1), &booking(TUESDAY_9)).await;
    assert_eq!(app.refusal(&copy_of_invoice(2, "2026-11-29")), "issue_date_before_last");
    assert_eq!(app.refusal(&copy_of_invoice(3, "2026-11-30")), "number_series_has_gap");
    for change in [
        "UPDATE number_series SET prefix = 'OWN'",
        "UPDATE number_series SET next_number = next_number + 2",
        "UPDATE number_series SET next_number = 1",
        "UPDATE number_series SET year = 2027",
        "DELETE FROM number_series",
    ] {
        assert_eq!(app.refusal(change), "number_series_is_continuous", "{change}");
    }
    app.sql(&copy_of_invoice(2, "2026-11-30"));
}

#[tokio::test]
async fn a_problem_keeps_the_navigation_for_who_is_signed_in_and_only_there() {
    let app = app();
    switch(&app, "demo", 0);
    app.book("demo", &id(1), &booking(TUESDAY_9)).await;
    switch(&app, "demo", 1);
    let admin = Admin::of(&app, "demo").await;
    for (path, status) in [
        ("/admin/documents/nobody".to_owned(), 404),
        ("/admin/no-such-page".to_owned(), 404),
        (format!("/admin/bookings/{}/generate-invoice", id(1)), 409),
        ("/admin/invoices?page=0".to_owned(), 422),
    ] {
        let answer = admin.get(&path).await;
        let page = answer.text();
        assert_eq!(answer.status, status, "{path}");
        assert!(page.contains("aria-label=\"Main\"") && page.contains("Helder Schoonmaak"), "{path}: {page}");
        let request = answer.header("x-request-id").unwrap();
        assert!(page.contains(request), "{path}: the request id, for support");
        assert!(answer.header("content-security-policy").unwrap().contains("script-src 'self'"), "{path}");
    }
    for path in ["/admin/no-such-page", "/d/nothing", "/nothing"] {
        let page = app.get(path).await.text();
        assert!(!page.contains("Helder Schoonmaak") && !page.contains("aria-label=\"Main\""), "{path}");
    }
    let page = app.get_with("/nothing", &[("cookie", &admin.cookie)]).await.text();
    assert!(!page.contains("aria-label=\"Main\""), "the dashboard's frame is the dashboard's");
}
