//! Prepayment invoices of a quote, and the final invoice that takes them off: VAT once over the whole job.

use std::sync::Arc;

use axum::body::Body;
use edge::work::e_invoice::preflight::preflight;
use serde_json::json;
use shared::billing::{document::Draft, number::DocumentNumber};

use crate::admin::{Admin, FORM, Interleaved, app, sign_in, to};
use crate::support::{Fault, TestApp, booking, id, request};

/// A quote of 145.20 (120.00 at 21 %) for a company, and its handle.
async fn quoted(app: &TestApp, tenant: &'static str) -> String {
    app.sql(&format!(
        "UPDATE tenant SET auto_invoice = 0, settings_version = settings_version + 1 WHERE id = '{tenant}'"
    ));
    let mut body = booking("2026-12-09T08:00:00Z");
    body["service"] = json!("office-cleaning");
    body["customer"]["company"] = json!({ "name": "Kantoor BV", "vat_number": "BE0477472701" });
    body["customer"]["address"] =
        json!({ "street": "Kerkstraat 1", "postal_code": "9000", "city": "Gent", "country": "BE" });
    assert_eq!(app.book(tenant, &id(1), &body).await.status, 201);
    app.rows("SELECT id FROM document WHERE kind = 'quotation'").await[0]["id"].as_str().unwrap().to_owned()
}

fn handle(n: u32) -> String {
    format!("prepayment-{n:011}")
}

fn part(n: u32, amount: &str) -> String {
    format!("id={}&part=amount&percentage=&amount={amount}&due_date=2026-12-08", handle(n))
}

async fn sums(app: &TestApp) -> (i64, i64, i64) {
    let sum = "SELECT coalesce(sum(s * total_without_vat), 0) AS base, coalesce(sum(s * vat_total), 0) AS vat, coalesce(sum(s * amount_due), 0) AS due
               FROM (SELECT *, iif(kind = 'credit_note', -1, 1) AS s FROM document WHERE kind <> 'quotation')";
    let row = &app.rows(sum).await[0];
    (row["base"].as_i64().unwrap(), row["vat"].as_i64().unwrap(), row["due"].as_i64().unwrap())
}

/// Every issued document keeps the rules of Peppol.
async fn all_are_ready_for_peppol(app: &TestApp) {
    for row in app.rows("SELECT number, year, sequence, content FROM document WHERE kind <> 'quotation'").await {
        let draft: Draft = serde_json::from_str(row["content"].as_str().unwrap()).unwrap();
        let number = row["number"].as_str().unwrap().to_owned();
        let document = draft.issued(DocumentNumber::from_database(number.clone(), 2026, 1));
        assert_eq!(preflight(&document).unwrap(), [], "{number}");
    }
}

#[tokio::test]
async fn a_prepayment_is_invoiced_and_taken_off() {
    let app = app();
    let quote = quoted(&app, "demo").await;
    let admin = Admin::of(&app, "demo").await;
    let path = format!("/admin/documents/{quote}/prepayment");
    assert!(admin.page(&format!("/admin/documents/{quote}")).await.contains("Invoice a prepayment"));
    assert!(admin.page(&format!("/admin/bookings/{}", id(1))).await.contains("Invoice a prepayment"));
    let page = admin.page(&path).await;
    for text in [
        "Can still be invoiced",
        "€145.20",
        "name=\"due_date\" type=\"date\" value=\"2026-12-09\"",
        "name=\"id\" value=\"",
    ] {
        assert!(page.contains(text), "{text}\n{page}");
    }
    let form = format!("id={}&part=percentage&percentage=30&amount=&due_date=2026-12-08", handle(1));
    let done = format!("/admin/documents/{}?done=prepayment", handle(1));
    for _ in 0..2 {
        assert_eq!(to(&admin.post(&path, &form).await), (303, done.as_str()), "a form sent twice makes one");
    }
    assert_eq!(sums(&app).await, (3_600, 756, 4_356));
    let made = admin.page(&done).await;
    for text in [
        "Prepayment invoice INV-2026-0001",
        "Prepayment on quote QUO-2026-0001 of 30 November 2026",
        "30% of €145.20",
        "43.56",
        "QUO-2026-0001",
    ] {
        assert!(made.contains(text), "{text}\n{made}");
    }
    assert!(made.contains("Please pay €43.56 by 8 December 2026."), "{made}");
    let ubl = admin.page(&format!("/admin/documents/{}/ubl", handle(1))).await;
    assert!(ubl.contains("<cbc:InvoiceTypeCode>386</cbc:InvoiceTypeCode>"), "{ubl}");
    assert!(admin.page(&path).await.contains("€101.64"), "what is left");
    let on_quote = admin.page(&format!("/admin/documents/{quote}")).await;
    assert!(on_quote.contains("Prepayment invoices") && on_quote.contains("INV-2026-0001"), "{on_quote}");
    let listed = admin.page("/admin/bookings").await;
    assert_eq!(listed.matches("class=\"open\"").count(), 1, "one row for a booking");
    assert!(listed.contains("QUO-2026-0001") && !listed.contains("INV-2026-0001"), "its invoice is still to come");

    let generate = format!("/admin/documents/{quote}/generate-invoice");
    let confirm = admin.page(&generate).await;
    for text in [
        "Prepayment invoice INV-2026-0001 of 30 November 2026",
        "-36.00",
        "€101.64",
        "VAT is charged once",
        "Back to the quote",
    ] {
        assert!(confirm.contains(text), "{text}\n{confirm}");
    }
    let generated = admin.post(&generate, "").await;
    let (status, location) = to(&generated);
    assert_eq!(status, 303, "{}", generated.text());
    let last = location.strip_suffix("?done=generated").unwrap();
    assert_eq!(sums(&app).await, (12_000, 2_520, 14_520), "over the whole job, the quote to the cent");
    let ubl = admin.page(&format!("{last}/ubl")).await;
    for text in [
        "<cbc:InvoiceTypeCode>380<",
        "<cac:BillingReference>",
        "<cbc:ID>INV-2026-0001</cbc:ID>",
        ">-1</cbc:InvoicedQuantity>",
    ] {
        assert!(ubl.contains(text), "{text}\n{ubl}");
    }
    all_are_ready_for_peppol(&app).await;

    // What was taken off is credited with the final invoice first.
    let taken = admin.page(&format!("/admin/documents/{}", handle(1))).await;
    assert!(taken.contains("Taken off by") && !taken.contains("Create credit note"), "{taken}");
    let credit = format!("/admin/documents/{}/credit-note", handle(1));
    let give_back = |n: u32| format!("id=credit-note-{n:010}&quantity-0=1&reason=Agreed");
    for answer in [admin.get(&credit).await, admin.post(&credit, &give_back(1)).await] {
        assert_eq!(answer.status, 409);
        assert!(answer.text().contains("Credit that invoice first"), "{}", answer.text());
    }
    let whole = "id=credit-note-0000000002&quantity-0=1&quantity-1=-1&reason=Agreed";
    assert_eq!(admin.post(&format!("{last}/credit-note"), whole).await.status, 303);
    assert_eq!(sums(&app).await, (3_600, 756, 4_356), "the prepayment stands again");
    assert_eq!(admin.post(&credit, &give_back(3)).await.status, 303);
    assert_eq!(sums(&app).await, (0, 0, 0));
    all_are_ready_for_peppol(&app).await;
    assert_eq!(admin.post(&path, &part(9, "1")).await.status, 303, "the quote is invoiced: to its invoice");
}

#[tokio::test]
async fn never_more_than_the_quote() {
    let app = app();
    let quote = quoted(&app, "demo").await;
    let admin = Admin::of(&app, "demo").await;
    let path = format!("/admin/documents/{quote}/prepayment");
    for (form, field, text) in [
        (part(1, "145.21"), "#amount", "Of this quote, 145.20 can still be invoiced."),
        (part(1, "0"), "#amount", "above zero"),
        (part(1, "much"), "#amount", "in digits"),
        (format!("id={}&part=percentage&percentage=101&due_date=2026-12-08", handle(1)), "#percentage", "at most 100"),
        (format!("id={}&part=amount&amount=10&due_date=2026-11-29", handle(1)), "#due_date", "not before today"),
        (format!("id={}&due_date=soon", handle(1)), "#due_date", "year-month-day"),
    ] {
        let refused = admin.post(&path, &form).await;
        assert_eq!(refused.status, 422, "{form}");
        let page = refused.text();
        assert!(
            page.contains(text) && page.contains(&format!("href=\"{field}\"")) && page.contains(&handle(1)),
            "{page}"
        );
    }
    for form in ["", "id=x&part=amount&amount=1&due_date=2026-12-08", "id=prepayment-00000000001&tenant_id=other"] {
        assert_eq!(admin.post(&path, form).await.status, 422, "{form}");
    }
    assert_eq!(sums(&app).await, (0, 0, 0), "nothing was issued, and no number is lost");
    assert_eq!(admin.post(&path, &part(1, "100")).await.status, 303);
    let other_values = admin.post(&path, &part(1, "50")).await;
    assert_eq!(other_values.status, 409);
    assert!(
        other_values.text().contains("was sent before with other values") && !other_values.text().contains(&handle(1))
    );
    assert_eq!(admin.post(&path, &part(2, "45.21")).await.status, 422);
    // All of it in advance: the final invoice asks for nothing, and says how it comes to that.
    assert_eq!(admin.post(&path, &part(2, "45,20")).await.status, 303);
    let last = admin.post(&format!("/admin/documents/{quote}/generate-invoice"), "").await;
    assert_eq!(last.status, 303, "{}", last.text());
    assert_eq!(sums(&app).await, (12_000, 2_520, 14_520));
    let zero = "SELECT count(*) FROM document WHERE type_code = '380' AND amount_due = 0 AND vat_total = 0";
    assert_eq!(app.count(zero).await, 1);
    assert_eq!(app.count("SELECT count(*) FROM prepayment_deduction").await, 2);
    all_are_ready_for_peppol(&app).await;
    // Nothing of it is left to credit, so the prepayment invoices can be.
    let credit = format!("/admin/documents/{}/credit-note", handle(1));
    assert_eq!(admin.post(&credit, "id=credit-note-0000000001&quantity-0=1&reason=Agreed").await.status, 303);
}

#[tokio::test]
async fn what_is_credited_is_not_taken_off() {
    let app = app();
    let quote = quoted(&app, "demo").await;
    let admin = Admin::of(&app, "demo").await;
    let path = format!("/admin/documents/{quote}/prepayment");
    for (n, amount) in [(1, "50"), (2, "33.33")] {
        assert_eq!(admin.post(&path, &part(n, amount)).await.status, 303);
    }
    for (n, of, quantity) in [(1, 1, "1"), (2, 2, "0.5")] {
        let form = format!("id=credit-note-{n:010}&quantity-0={quantity}&reason=Agreed");
        assert_eq!(admin.post(&format!("/admin/documents/{}/credit-note", handle(of)), &form).await.status, 303);
    }
    assert_eq!(admin.post(&format!("/admin/bookings/{}/generate-invoice", id(1)), "").await.status, 303);
    assert_eq!(sums(&app).await, (12_000, 2_520, 14_520));
    let deducted = "SELECT prepayment_id FROM prepayment_deduction";
    assert_eq!(app.rows(deducted).await[0]["prepayment_id"], json!(handle(2)));
    assert_eq!(app.count("SELECT count(*) FROM prepayment_deduction").await, 1);
    all_are_ready_for_peppol(&app).await;
}

#[tokio::test]
async fn a_lost_answer_and_twenty_windows_never_invoice_more() {
    for fault in [Fault::LostBefore, Fault::LostAfter] {
        let app = app();
        let quote = quoted(&app, "demo").await;
        let admin = Admin::of(&app, "demo").await;
        // The session, the quote, then the prepayment invoice.
        app.inject([None, None, Some(fault)]);
        let answer = admin.post(&format!("/admin/documents/{quote}/prepayment"), &part(1, "50")).await;
        assert_eq!(answer.status, 303, "{fault:?}");
        assert_eq!(sums(&app).await.2, 5_000, "{fault:?}");
    }
    let mut app = app();
    let quote = quoted(&app, "demo").await;
    let cookie = sign_in(&app, "demo").await;
    app.ports.database = Arc::new(Interleaved(app.database.clone()));
    let prepay = format!("/admin/documents/{quote}/prepayment");
    let generate = format!("/admin/documents/{quote}/generate-invoice");
    let racing: Vec<_> = (0..20)
        .map(|n| {
            let (path, form) = if n == 13 { (&generate, String::new()) } else { (&prepay, part(n, "40")) };
            let headers = [("cookie", cookie.as_str()), ("sec-fetch-site", "same-origin"), ("content-type", FORM)];
            let (ports, request) = (app.ports.clone(), request("POST", path, &headers, Body::from(form)));
            tokio::spawn(async move { edge::router::handle(&ports, request).await.status().as_u16() })
        })
        .collect();
    for answer in racing {
        let status = answer.await.unwrap();
        assert!([303, 409, 422].contains(&status), "{status}");
    }
    let admin = Admin::of(&app, "demo").await;
    assert_eq!(admin.post(&generate, "").await.status, 303);
    assert_eq!(sums(&app).await, (12_000, 2_520, 14_520), "whoever was first, the job is the quote");
}

#[tokio::test]
async fn a_cancelled_booking_gives_all_of_it_back() {
    for with_final in [false, true] {
        let app = app();
        let quote = quoted(&app, "demo").await;
        let admin = Admin::of(&app, "demo").await;
        for (n, amount) in [(1, "50"), (2, "30")] {
            assert_eq!(admin.post(&format!("/admin/documents/{quote}/prepayment"), &part(n, amount)).await.status, 303);
        }
        if with_final {
            assert_eq!(admin.post(&format!("/admin/documents/{quote}/generate-invoice"), "").await.status, 303);
        }
        let path = format!("/admin/bookings/{}/cancel", id(1));
        let page = admin.page(&path).await;
        for text in
            ["Prepayment invoice INV-2026-0001 stays as it is", "Create the credit notes too", "€50.00", "€30.00"]
        {
            assert!(page.contains(text), "{text}\n{page}");
        }
        let form = "credit=on&id=credit-note-0000000001";
        for _ in 0..2 {
            assert_eq!(admin.post(&path, form).await.status, 303, "{with_final}");
        }
        assert_eq!(sums(&app).await, (0, 0, 0), "{with_final}");
        let notes = app.count("SELECT count(*) FROM document WHERE kind = 'credit_note'").await;
        assert_eq!(notes, if with_final { 3 } else { 2 });
    }
}

#[tokio::test]
async fn the_schema_keeps_the_job_whole() {
    let app = app();
    let quote = quoted(&app, "demo").await;
    let admin = Admin::of(&app, "demo").await;
    assert_eq!(admin.post(&format!("/admin/documents/{quote}/prepayment"), &part(1, "100")).await.status, 303);
    let run = async |sql: String, name: &str| {
        let sql: &'static str = Box::leak(sql.into_boxed_str());
        let batch = edge::platform::database::Database::batch(
            &*app.database,
            vec![edge::platform::database::Statement::new(sql, [])],
        )
        .await;
        assert_eq!(batch.map(drop), Err(edge::platform::database::DatabaseError::raised(name)));
    };
    let prepay = format!(
        "INSERT INTO prepayment (tenant_id, document_id, quotation_id) SELECT tenant_id, id, '{quote}' FROM document"
    );
    // Not a prepayment invoice, and a second time the same amount: more than the quote.
    run(format!("{prepay} WHERE kind = 'quotation'"), "prepayment_exceeds_quotation").await;
    run(format!("{prepay} WHERE type_code = '386'"), "prepayment_exceeds_quotation").await;
    let deduct = "INSERT INTO prepayment_deduction (tenant_id, prepayment_id, invoice_id)";
    run(format!("{deduct} VALUES ('demo', '{}', '{quote}')", handle(1)), "prepayment_of_another_quotation").await;
    let answer = "INSERT INTO quotation_answer (tenant_id, quotation_id, answer, answered_by, name, answered_at)";
    run(
        format!("{answer} VALUES ('demo', '{}', 'accepted', 'admin', 'An', '2026-11-30T08:00:00Z')", handle(1)),
        "quotation_has_ended",
    )
    .await;
    run(
        format!("{answer} VALUES ('demo', '{quote}', 'accepted', 'admin', '', '2026-11-30T08:00:00Z')"),
        "who_accepts_has_a_name",
    )
    .await;
    assert_eq!(admin.post(&format!("/admin/documents/{quote}/generate-invoice"), "").await.status, 303);
    run(
        format!("{answer} VALUES ('demo', '{quote}', 'accepted', 'admin', 'An', '2026-11-30T08:00:00Z')"),
        "quotation_has_ended",
    )
    .await;
}

#[tokio::test]
async fn a_cash_discount_is_on_what_is_left() {
    let app = app();
    app.sql("UPDATE tenant SET cash_discount_percentage = '2' WHERE id = 'demo'");
    let quote = quoted(&app, "demo").await;
    let admin = Admin::of(&app, "demo").await;
    assert_eq!(admin.post(&format!("/admin/documents/{quote}/prepayment"), &part(1, "72.60")).await.status, 303);
    let issued = admin.post(&format!("/admin/documents/{quote}/generate-invoice"), "cash_discount=2%2F8").await;
    assert_eq!(issued.status, 303, "{}", issued.text());
    // 1.20 off the 60.00 that are left; VAT of the job on 118.80 is 24.95, of which 12.60 was charged.
    assert_eq!(sums(&app).await, (12_000, 2_495, 14_495));
    let offered = "SELECT count(*) FROM invoice_balance WHERE discount_left = 120 AND total = 7235";
    assert_eq!(app.count(offered).await, 1);
    all_are_ready_for_peppol(&app).await;
}
