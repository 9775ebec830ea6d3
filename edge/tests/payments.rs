//! Payments in the dashboard: recorded once, never more than is due, undone; the overview and its exports.

use std::io::{Cursor, Read};

use crate::admin::{Admin, app, quote, to};
use crate::support::{TestApp, booking, id};
use serde_json::json;

/// The id that the n-th form came with.
fn form_id(n: u32) -> String {
    format!("01936d5e-7c3a-7b1e-9f2a-{n:012x}")
}

fn form(n: u32, amount: &str, paid_on: &str) -> String {
    format!("id={}&amount={amount}&paid_on={paid_on}&method=bank_transfer&note=", form_id(n))
}

/// An invoice of 65.00, due on the day of the service.
async fn invoice(app: &TestApp, n: u32) -> String {
    let answer = app.book("demo", &id(n), &booking(&format!("2026-12-{n:02}T08:00:00Z"))).await;
    assert_eq!(answer.json()["document"]["kind"], "invoice", "{}", answer.text());
    let rows = app.rows("SELECT id FROM document WHERE kind = 'invoice' ORDER BY sequence DESC LIMIT 1").await;
    rows[0]["id"].as_str().unwrap().to_owned()
}

async fn paid(app: &TestApp) -> i64 {
    app.count("SELECT coalesce(sum(paid), 0) FROM invoice_balance").await
}

#[tokio::test]
async fn a_payment_is_recorded_and_shown() {
    let app = app();
    let document = invoice(&app, 1).await;
    let admin = Admin::of(&app, "demo").await;
    let path = format!("/admin/documents/{document}");
    assert!(admin.page(&path).await.contains("Record payment"));
    let page = admin.page(&format!("{path}/record-payment")).await;
    for text in ["value=\"65.00\"", "value=\"2026-11-30\"", "Bank transfer", "name=\"id\" value=\"01"] {
        assert!(page.contains(text), "{text}");
    }

    let record = format!("{path}/record-payment");
    let part = admin.post(&record, &form(1, "20%2C00", "2026-11-29")).await;
    assert_eq!(to(&part), (303, format!("{path}?done=paid").as_str()));
    let page = admin.page(&format!("{path}?done=paid")).await;
    for text in ["The payment is recorded.", "partly paid", "20.00 EUR", "29 Nov 2026", "45.00", "Record payment"] {
        assert!(page.contains(text), "{text}");
    }
    assert!(admin.page(&record).await.contains("value=\"45.00\""), "what is left is preset");

    assert_eq!(admin.post(&record, &form(2, "45", "2026-11-30")).await.status, 303);
    let page = admin.page(&path).await;
    assert!(page.contains("<span class=\"chip good\">paid</span>") && !page.contains("/record-payment"));
    assert_eq!(to(&admin.get(&record).await), (303, path.as_str()), "nothing is left to record");
}

#[tokio::test]
async fn a_form_sent_twice_records_once() {
    use crate::support::Fault::{LostAfter, LostBefore};
    let app = app();
    let document = invoice(&app, 1).await;
    let admin = Admin::of(&app, "demo").await;
    let record = format!("/admin/documents/{document}/record-payment");
    let done = format!("/admin/documents/{document}?done=paid");
    for _ in 0..3 {
        let answer = admin.post(&record, &form(1, "65.00", "2026-11-30")).await;
        assert_eq!(to(&answer), (303, done.as_str()));
    }
    assert_eq!(paid(&app).await, 6_500);
    let other = admin.post(&record, &form(1, "60.00", "2026-11-30")).await;
    assert_eq!(other.status, 409, "the same form with another amount");
    assert!(other.text().contains("was sent before with other values") && !other.text().contains(&form_id(1)));

    for (n, fault) in [(2, LostBefore), (3, LostAfter)] {
        let document = invoice(&app, n).await;
        let record = format!("/admin/documents/{document}/record-payment");
        // The session, the invoice, then the payment.
        app.inject([None, None, Some(fault)]);
        let answer = admin.post(&record, &form(n, "10.00", "2026-11-30")).await;
        assert_eq!(answer.status, 303, "{fault:?}");
    }
    assert_eq!(app.count("SELECT count(*) FROM payment").await, 3);
}

#[tokio::test]
async fn never_more_than_is_due() {
    let app = app();
    let document = invoice(&app, 1).await;
    let admin = Admin::of(&app, "demo").await;
    let record = format!("/admin/documents/{document}/record-payment");
    for (amount, paid_on, text) in [
        ("65.01", "2026-11-30", "Only 65.00 is still due"),
        ("0", "2026-11-30", "above zero"),
        ("abc", "2026-11-30", "in digits"),
        ("1", "2026-12-01", "has not come yet"),
        ("1", "soon", "year-month-day"),
    ] {
        let answer = admin.post(&record, &form(1, amount, paid_on)).await;
        assert_eq!(answer.status, 422, "{amount} {paid_on}");
        let page = answer.text();
        assert!(page.contains(text) && page.contains(&form_id(1)) && page.contains("There is a problem"), "{page}");
    }
    // Another window recorded a part since this form was opened.
    assert_eq!(admin.post(&record, &form(1, "40.00", "2026-11-30")).await.status, 303);
    let answer = admin.post(&record, &form(2, "65.00", "2026-11-30")).await;
    assert_eq!(answer.status, 409);
    assert!(answer.text().contains("Only 25.00 is still due, not 65.00"), "{}", answer.text());
    assert_eq!(paid(&app).await, 4_000);
    for form in ["", "id=1", "id=01936D5E-7c3a-7b1e-9f2a-000000000001&amount=1", "id=x&tenant_id=other"] {
        assert_eq!(admin.post(&record, form).await.status, 422, "{form}");
    }
    // A quote takes no payment.
    quote(&app, 2, "2026-12-02T08:00:00Z").await;
    let quotation = app.rows("SELECT id FROM document WHERE kind = 'quotation'").await[0]["id"].clone();
    let path = format!("/admin/documents/{}/record-payment", quotation.as_str().unwrap());
    assert_eq!(admin.get(&path).await.status, 404);
    assert_eq!(admin.post(&path, &form(3, "1", "2026-11-30")).await.status, 404);
}

#[tokio::test]
async fn twenty_windows_never_pay_more_than_the_invoice() {
    let app = app();
    let document = invoice(&app, 1).await;
    let admin = Admin::of(&app, "demo").await;
    let record = format!("/admin/documents/{document}/record-payment");
    let mut statuses = Vec::new();
    for n in 0..20 {
        let page = admin.post(&record, &form(n, "10.00", "2026-11-30")).await;
        statuses.push(page.status.as_u16());
    }
    assert_eq!(statuses.iter().filter(|status| **status == 303).count(), 6);
    assert!(statuses.iter().all(|status| [303, 409, 422].contains(status)), "{statuses:?}");
    assert_eq!(paid(&app).await, 6_000);
}

#[tokio::test]
async fn the_customers_page_asks_for_the_rest_and_the_paper_stays() {
    let app = app();
    let answer = app.book("demo", &id(1), &booking("2026-12-01T08:00:00Z")).await.json();
    let link = |name: &str| answer["document"][name].as_str().unwrap().replace("https://book.test", "");
    let (page, pdf) = (link("url"), link("pdf_url"));
    let document = app.rows("SELECT id FROM document").await[0]["id"].as_str().unwrap().to_owned();
    let admin = Admin::of(&app, "demo").await;
    let issued = app.get(&pdf).await.bytes;
    assert!(app.get(&page).await.text().contains("QR code for a transfer of €65.00"));
    let record = format!("/admin/documents/{document}/record-payment");
    for (n, amount, word, asked) in [(1, "20", "Partly paid", Some("€45.00")), (2, "45", "Paid", None)] {
        assert_eq!(admin.post(&record, &form(n, amount, "2026-11-30")).await.status, 303);
        let text = app.get(&page).await.text();
        assert!(text.contains(&format!(">{word}<")), "{text}");
        match asked {
            Some(rest) => assert!(text.contains(&format!("QR code for a transfer of {rest}")), "{text}"),
            None => assert!(!text.contains("QR code") && text.contains("This invoice is paid"), "{text}"),
        }
    }
    assert_eq!(app.get(&pdf).await.bytes, issued, "an issued document never changes");
}

#[tokio::test]
async fn a_mistake_is_undone_and_stays_in_the_list() {
    let app = app();
    let document = invoice(&app, 1).await;
    let admin = Admin::of(&app, "demo").await;
    let path = format!("/admin/documents/{document}");
    admin.post(&format!("{path}/record-payment"), &form(1, "65.00", "2026-11-30")).await;
    let undo = format!("{path}/payments/{}/undo", form_id(1));
    assert!(admin.page(&path).await.contains(&undo));
    for _ in 0..2 {
        let answer = admin.post(&undo, "").await;
        assert_eq!(to(&answer), (303, format!("{path}?done=undone").as_str()), "undoing twice is undoing once");
    }
    let page = admin.page(&path).await;
    assert!(page.contains("undone") && page.contains("Record payment") && !page.contains(&undo));
    assert_eq!((paid(&app).await, app.count("SELECT count(*) FROM payment_reversal").await), (0, 1));
    assert_eq!(admin.post(&format!("{path}/record-payment"), &form(2, "65.00", "2026-11-30")).await.status, 303);

    let second = invoice(&app, 2).await;
    for undo in [
        format!("{path}/payments/{}/undo", form_id(9)),
        format!("{path}/payments/x/undo"),
        format!("/admin/documents/{second}/payments/{}/undo", form_id(2)),
    ] {
        assert_eq!(admin.post(&undo, "").await.status, 404, "{undo}");
    }
    assert_eq!(paid(&app).await, 6_500);
}

#[tokio::test]
async fn recorded_payments_refuse_every_change() {
    let app = app();
    let document = invoice(&app, 1).await;
    let admin = Admin::of(&app, "demo").await;
    admin.post(&format!("/admin/documents/{document}/record-payment"), &form(1, "65.00", "2026-11-30")).await;
    admin.post(&format!("/admin/documents/{document}/payments/{}/undo", form_id(1)), "").await;
    for sql in [
        "UPDATE payment SET amount = 1",
        "UPDATE payment SET note = 'x'",
        "DELETE FROM payment",
        "UPDATE payment_reversal SET reversed_at = '2026-12-01T00:00:00Z'",
        "DELETE FROM payment_reversal",
        "INSERT INTO payment SELECT tenant_id, 'x', document_id, paid_on, 6501, method, note, created_at FROM payment",
        "INSERT INTO payment SELECT 'other', id, document_id, paid_on, 1, method, note, created_at FROM payment",
    ] {
        let refused = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| app.sql(sql)));
        assert!(refused.is_err(), "{sql}");
    }
}

#[tokio::test]
async fn another_tenants_payments_do_not_exist() {
    let app = app();
    let document = invoice(&app, 1).await;
    let (demo, other) = (Admin::of(&app, "demo").await, Admin::of(&app, "other").await);
    let path = format!("/admin/documents/{document}");
    demo.post(&format!("{path}/record-payment"), &form(1, "20.00", "2026-11-30")).await;
    assert_eq!(other.get(&format!("{path}/record-payment")).await.status, 404);
    assert_eq!(other.post(&format!("{path}/record-payment"), &form(2, "1", "2026-11-30")).await.status, 404);
    assert_eq!(other.post(&format!("{path}/payments/{}/undo", form_id(1)), "").await.status, 404);
    assert_eq!(paid(&app).await, 2_000);
    assert!(other.page("/admin/invoices").await.contains("No invoice yet"));
    let table = other.get("/admin/invoices.csv").await.text();
    assert_eq!(table.lines().count(), 1, "only the names of the columns: {table}");
    // The same form id in two tenants is two payments.
    app.book("other", &id(1), &booking("2026-12-01T08:00:00Z")).await;
    let own = app.rows("SELECT id FROM document WHERE tenant_id = 'other'").await[0]["id"].clone();
    let own = format!("/admin/documents/{}/record-payment", own.as_str().unwrap());
    assert_eq!(other.post(&own, &form(1, "20.00", "2026-11-30")).await.status, 303);
}

/// Five invoices, of which the second is paid, the third partly and the fourth a week later.
async fn five(app: &TestApp) -> Admin<'_> {
    for n in 1..=5 {
        if n == 4 {
            app.clock.set("2026-12-07T08:00:00Z".parse().unwrap());
        }
        let mut body = booking(&format!("2026-12-{:02}T08:00:00Z", [8, 9, 10, 11, 14][n as usize - 1]));
        body["customer"]["name"] = json!(if n == 5 { "=1+1" } else { "An Peeters" });
        let answer = app.book("demo", &id(n), &body).await;
        assert_eq!(answer.status, 201, "{}", answer.text());
    }
    let admin = Admin::of(app, "demo").await;
    let documents = app.rows("SELECT id FROM document ORDER BY sequence").await;
    for (place, amount) in [(1, "65.00"), (2, "20.00"), (3, "20.00")] {
        let path = format!("/admin/documents/{}/record-payment", documents[place]["id"].as_str().unwrap());
        let answer = admin.post(&path, &form(u32::try_from(place).unwrap(), amount, "2026-11-30")).await;
        assert_eq!(answer.status, 303, "{}", answer.text());
    }
    admin
}

#[tokio::test]
async fn the_overview_filters_by_what_each_row_says() {
    let app = app();
    five(&app).await;
    app.clock.set("2026-12-11T08:00:00Z".parse().unwrap());
    let admin = Admin::of(&app, "demo").await;
    let rows = |page: &str| page.matches("class=\"open\"").count();
    let mut seen = Vec::new();
    for (state, word) in [
        ("open", "open"),
        ("partly_paid", "partly paid"),
        ("overdue", "overdue"),
        ("paid", "paid"),
        ("credited", "credited"),
    ] {
        let page = admin.page(&format!("/admin/invoices?state={state}")).await;
        assert_eq!(rows(&page), page.matches(&format!(">{word}</span>")).count(), "{state}: {page}");
        seen.push(rows(&page));
    }
    assert_eq!(seen, [1, 1, 2, 1, 0], "each invoice is in one state");
    for (query, expected) in [
        ("", 5),
        ("?state=paid", 1),
        ("?from=2026-12-01", 2),
        ("?to=2026-11-30", 3),
        ("?from=2026-11-30&to=2026-11-30&q=peeters", 3),
        ("?q=0005", 1),
        ("?from=2026-12-31", 0),
    ] {
        assert_eq!(rows(&admin.page(&format!("/admin/invoices{query}")).await), expected, "{query}");
    }
    let page = admin.page("/admin/invoices").await;
    for text in ["325.00", "105.00", "220.00"] {
        assert!(page.contains(text), "the sums of all: {text}\n{page}");
    }
    let today = admin.page("/admin").await;
    assert!(today.contains("2 invoices are overdue") && today.contains("110.00 EUR"), "{today}");
    assert_eq!(admin.get("/admin/invoices?state=late").await.status, 422);
}

#[tokio::test]
async fn an_export_is_bounded_and_says_so() {
    let app = app();
    app.sql(
        "INSERT INTO contact (tenant_id, id, email, name, created_at) VALUES ('demo', 'c', 'c@example.com', 'C', '2020-01-01T00:00:00Z');
         CREATE TEMP TABLE n AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 101) SELECT i FROM n;
         INSERT INTO booking (tenant_id, id, request_hash, reference, status, contact_id, service_id, service_name, resource_id, resource_name, seats,
           starts_at, ends_at, time_zone, local_starts_at, local_ends_at, language, customer, customer_name, created_at)
         SELECT 'demo', printf('01936d5e-7c3a-7b1e-8f2a-%012d', i), printf('%064d', i), 'B-' || i, 'confirmed', 'c', 'home-cleaning', 'Home cleaning',
           'nora', 'Nora', 1, '2020-01-02T08:00:00Z', '2020-01-02T10:00:00Z', 'Europe/Brussels', '2020-01-02T09:00', '2020-01-02T11:00', 'en', '{}', 'C',
           '2020-01-01T00:00:00Z' FROM n;
         INSERT INTO document (tenant_id, id, kind, type_code, year, sequence, number, booking_id, issue_date, due_date, buyer_name, currency,
           total_without_vat, vat_total, total_with_vat, amount_due, content, source, created_at, link_expires_on)
         SELECT 'demo', printf('invoice-for-exports-%d', i), 'invoice', '380', 2020, i, printf('INV-2020-%04d', i),
           printf('01936d5e-7c3a-7b1e-8f2a-%012d', i), '2020-01-01', '2020-01-31', 'Buyer', 'EUR', 100000, 21000, 121000, 121000, '{}', 'booking',
           '2020-01-01T00:00:00Z', '2020-03-01' FROM n;",
    );
    let admin = Admin::of(&app, "demo").await;
    let refused = admin.get("/admin/invoices.zip").await;
    assert_eq!(refused.status, 422);
    assert!(refused.text().contains("at most 100 documents"), "{}", refused.text());
    let page = admin.page("/admin/invoices").await;
    assert!(
        page.contains("at most 100 at once") && !page.contains("/admin/invoices.zip"),
        "the page does not offer it"
    );
    assert!(page.contains("Page 1 of 5") && page.contains("122,210.00"), "the sum is of all pages");
    assert_eq!(admin.get("/admin/invoices.csv").await.text().lines().count(), 102);
}

#[tokio::test]
async fn the_exports_hold_the_credit_notes_of_the_period_below_zero() {
    let app = app();
    let admin = five(&app).await;
    let invoice = app.rows("SELECT id FROM document WHERE number = 'INV-2026-0001'").await[0]["id"].clone();
    let path = format!("/admin/documents/{}/credit-note", invoice.as_str().unwrap());
    let credited = admin.post(&path, "id=credit-note-0000000001&quantity-0=1&reason=Mistake").await;
    assert_eq!(credited.status, 303, "{}", credited.text());
    let table = admin.get("/admin/invoices.csv").await.text();
    let note = table.lines().last().unwrap();
    assert!(
        note.starts_with("Credit note;CRN-2026-0001;") && note.contains(";-53,72;-11,28;-65,00;-65,00;"),
        "{table}"
    );
    assert!(note.ends_with(";INV-2026-0001;Not sent"), "{note}");
    let invoices = table.lines().filter(|line| line.starts_with("Invoice;")).count();
    assert_eq!((invoices, table.lines().count()), (5, 7));
    let late = admin.get("/admin/invoices.csv?state=overdue").await.text();
    assert!(!late.contains("Credit note;"), "a credit note has no state");

    let answer = admin.get("/admin/invoices.zip?q=0001").await;
    let archive = zip::ZipArchive::new(Cursor::new(answer.bytes)).unwrap();
    let mut names: Vec<String> = archive.file_names().map(|name| name.unwrap().into_owned()).collect();
    names.sort();
    assert_eq!(names, ["CRN-2026-0001.pdf", "CRN-2026-0001.xml", "INV-2026-0001.pdf", "INV-2026-0001.xml"]);
    let other = Admin::of(&app, "other").await.get("/admin/invoices.csv").await.text();
    assert!(!other.contains("CRN-2026-0001") && other.lines().count() == 1, "{other}");
    assert!(admin.page("/admin/invoices").await.contains("on its way"));
}

#[tokio::test]
async fn the_exports_hold_the_whole_filter() {
    let app = app();
    let admin = five(&app).await;
    let answer = admin.get("/admin/invoices.csv?from=2026-12-01").await;
    assert_eq!(answer.header("content-disposition"), Some("attachment; filename=\"invoices-from-2026-12-01.csv\""));
    let table = answer.text();
    let lines: Vec<&str> = table.lines().collect();
    assert_eq!(lines.len(), 3, "{table}");
    assert!(
        lines[1].starts_with("Invoice;INV-2026-0004;2026-12-07;") && lines[1].contains(";65,00;0,00;20,00;0,00;45,00;")
    );
    assert!(lines[2].contains(";'=1+1;"), "{table}");

    let answer = admin.get("/admin/invoices.zip?state=paid").await;
    assert_eq!(answer.header("content-type"), Some("application/zip"));
    let mut archive = zip::ZipArchive::new(Cursor::new(answer.bytes)).unwrap();
    let mut names: Vec<String> = archive.file_names().map(|name| name.unwrap().into_owned()).collect();
    names.sort();
    assert_eq!(names, ["INV-2026-0002.pdf", "INV-2026-0002.xml"]);
    let mut pdf = Vec::new();
    archive.by_name("INV-2026-0002.pdf").unwrap().read_to_end(&mut pdf).unwrap();
    assert!(pdf.starts_with(b"%PDF"));
    let empty = admin.get("/admin/invoices.zip?q=nobody").await;
    assert_eq!(empty.status, 200);
    for address in ["/admin/invoices.csv?page=2", "/admin/invoices.zip?state=late"] {
        assert_eq!(admin.get(address).await.status, 422, "{address}");
    }
}
