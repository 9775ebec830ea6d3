//! Credit notes in the dashboard: whole and in parts, once for each form, never more than the invoice.

use std::{collections::BTreeSet, sync::Arc};

use crate::admin::{Admin, FORM, Interleaved, TUESDAY_9, app, quote, sign_in, to};
use crate::support::{TestApp, booking, id, request};
use axum::body::Body;
use edge::work::e_invoice::preflight::preflight;
use serde_json::json;
use shared::{
    billing::{document::Draft, line::Line, number::DocumentNumber, totals::Totals},
    money::{Amount, Quantity, UnitPrice},
};

/// Handle of the n-th credit note that a form brings.
fn handle(n: u32) -> String {
    format!("credit-note-{n:010}")
}

/// An invoice for so many pieces: the stored one of a booking, with other lines.
async fn invoice_of(app: &TestApp, quantity: &str, price: &str) -> String {
    let booked = app.book("demo", &id(90), &booking("2026-12-02T08:00:00Z")).await;
    assert_eq!(booked.status, 201, "{}", booked.text());
    let row = &app.rows("SELECT id, content FROM document WHERE number = 'INV-2026-0001'").await[0];
    let mut draft: Draft = serde_json::from_str(row["content"].as_str().unwrap()).unwrap();
    let Draft::Invoice(invoice) = &mut draft else { panic!("a quotation") };
    let content = &mut invoice.content;
    let vat = content.lines[0].vat.clone();
    let (quantity, price) = (Quantity::parse(quantity).unwrap(), UnitPrice::parse(price).unwrap());
    content.lines = vec![Line::new("Piece".into(), String::new(), quantity, "C62", price, vat).unwrap()];
    content.totals = Totals::of(&content.lines, &[], None, Amount::ZERO).unwrap();
    let totals = content.totals.clone();
    app.sql(&format!(
        "DROP TRIGGER document_never_updated;
         UPDATE document SET content = '{}', total_without_vat = {}, vat_total = {}, total_with_vat = {}, amount_due = {};
         CREATE TRIGGER document_never_updated BEFORE UPDATE ON document BEGIN SELECT RAISE(ABORT, 'document_is_immutable'); END;",
        serde_json::to_string(&draft).unwrap().replace('\'', "''"),
        totals.total_without_vat.cents(),
        totals.vat_total.cents(),
        totals.total_with_vat.cents(),
        totals.amount_due.cents(),
    ));
    row["id"].as_str().unwrap().to_owned()
}

async fn invoice(app: &TestApp) -> String {
    assert_eq!(app.book("demo", &id(1), &booking(TUESDAY_9)).await.status, 201);
    app.rows("SELECT id FROM document WHERE kind = 'invoice'").await[0]["id"].as_str().unwrap().to_owned()
}

fn form(n: u32, quantity: &str) -> String {
    format!("id={}&quantity-0={quantity}&reason=Booked+by+mistake", handle(n))
}

async fn credited(app: &TestApp) -> (i64, i64) {
    let notes = app.count("SELECT count(*) FROM document WHERE kind = 'credit_note'").await;
    (notes, app.count("SELECT coalesce(sum(amount_due), 0) FROM document WHERE kind = 'credit_note'").await)
}

#[tokio::test]
async fn an_invoice_is_credited_as_a_whole_once() {
    let app = app();
    let invoice = invoice(&app).await;
    let admin = Admin::of(&app, "demo").await;
    let path = format!("/admin/documents/{invoice}/credit-note");
    assert!(admin.page(&format!("/admin/documents/{invoice}")).await.contains("Create credit note"));
    let page = admin.page(&path).await;
    for text in ["Home cleaning", "name=\"quantity-0\" value=\"1\"", "1 of 1", "name=\"id\" value=", "INV-2026-0001"] {
        assert!(page.contains(text), "{text}\n{page}");
    }
    for (fields, error) in [
        (format!("id={}&quantity-0=1&reason=", handle(1)), "Say why this is credited"),
        (format!("id={}&quantity-0=0&reason=r", handle(1)), "Choose at least one line"),
        (format!("id={}&quantity-0=2&reason=r", handle(1)), "1 can still be credited"),
        (format!("id={}&quantity-0=x&reason=r", handle(1)), "Give a quantity"),
    ] {
        let answer = admin.post(&path, &fields).await;
        assert!(answer.status == 422 && answer.text().contains(error), "{error}: {}", answer.text());
    }
    for fields in ["quantity-0=1&reason=r".to_owned(), "id=../../x&quantity-0=1&reason=r".into(), form(1, "1") + "&x=1"]
    {
        assert_eq!(admin.post(&path, &fields).await.status, 422, "{fields}");
    }
    assert_eq!(credited(&app).await, (0, 0));

    let made = format!("/admin/documents/{}?done=credited", handle(1));
    assert_eq!(to(&admin.post(&path, &form(1, "1")).await), (303, made.as_str()));
    assert_eq!(to(&admin.post(&path, &form(1, "1")).await), (303, made.as_str()), "a double click credits once");
    assert_eq!(admin.post(&path, &form(1, "0.5")).await.status, 409, "the same form says something else");
    assert_eq!(admin.post(&path, &form(2, "1")).await.status, 409, "nothing is left");
    assert_eq!(to(&admin.get(&path).await), (303, format!("/admin/documents/{invoice}").as_str()));
    assert_eq!(credited(&app).await, (1, 6_500));
    assert_eq!(app.count("SELECT count(*) FROM outbox WHERE task = 'render_document'").await, 2, "a PDF for each");

    let page = admin.page(&made).await;
    for text in ["Credit note CRN-2026-0001", "INV-2026-0001", "Booked by mistake", "Amount credited", "65.00"] {
        assert!(page.contains(text), "{text}\n{page}");
    }
    assert!(!page.contains("Create credit note"));
    let page = admin.page(&format!("/admin/documents/{invoice}")).await;
    assert!(
        page.contains("CRN-2026-0001") && page.contains("credited") && !page.contains("Create credit note"),
        "{page}"
    );
    for path in ["/admin/credit-notes", "/admin/credit-notes?q=crn", "/admin/credit-notes?q=INV-2026-0001"] {
        let page = admin.page(path).await;
        assert!(page.contains("CRN-2026-0001") && page.contains("65.00"), "{page}");
    }
    assert!(!admin.page("/admin/credit-notes?q=nobody").await.contains("CRN-"));
    let page = admin.page(&format!("/admin/bookings/{}", id(1))).await;
    assert!(page.contains("CRN-2026-0001") && page.contains("corrects invoice INV-2026-0001"), "{page}");
}

#[tokio::test]
async fn the_customer_reads_the_credit_note() {
    let app = app();
    let invoice = invoice(&app).await;
    let admin = Admin::of(&app, "demo").await;
    let path = format!("/admin/documents/{invoice}/credit-note");
    let made = admin.post(&path, &form(1, "1")).await;
    let page = admin.page(made.header("location").unwrap()).await;
    let url = page.split("href=\"").find(|part| part.contains("/d/")).unwrap().split('"').next().unwrap();
    let url = url.strip_prefix("https://book.test").unwrap().trim_end_matches("/pdf").to_owned();
    let page = app.get(&url).await.text();
    for text in ["Credit note", "CRN-2026-0001", "Corrects invoice INV-2026-0001 of", "Reason: Booked by mistake"] {
        assert!(page.contains(text), "{text}\n{page}");
    }
    assert!(
        page.contains("VAT to be repaid") && page.contains("Amount credited") && !page.contains("IBAN</dt>"),
        "{page}"
    );
    let pdf = app.get(&format!("{url}/pdf")).await;
    assert!(pdf.status == 200 && pdf.bytes.starts_with(b"%PDF-"), "{}", pdf.status);
}

#[tokio::test]
async fn parts_add_up_to_the_invoice() {
    let app = app();
    let invoice = invoice_of(&app, "4", "20").await;
    let admin = Admin::of(&app, "demo").await;
    let path = format!("/admin/documents/{invoice}/credit-note");
    assert_eq!(admin.post(&path, &form(1, "1,5")).await.status, 303);
    assert_eq!(credited(&app).await, (1, 3_630));
    let page = admin.page(&path).await;
    assert!(page.contains("2.5 of 4") && page.contains("value=\"2.5\""), "{page}");
    assert_eq!(admin.post(&path, &form(2, "2.6")).await.status, 422);
    assert_eq!(admin.post(&path, &form(2, "2.5")).await.status, 303);
    assert_eq!(credited(&app).await, (2, 9_680));
    let numbers = app.rows("SELECT number FROM document WHERE kind = 'credit_note' ORDER BY sequence").await;
    assert_eq!(numbers, [json!({"number": "CRN-2026-0001"}), json!({"number": "CRN-2026-0002"})]);
}

/// Credits of single pieces carry a cent now and then; the rules of Peppol have to let them pass.
#[tokio::test]
async fn uneven_parts_keep_the_rules_of_peppol() {
    let app = app();
    let invoice = invoice_of(&app, "7", "1.1249").await;
    let admin = Admin::of(&app, "demo").await;
    for n in 0..7 {
        let path = format!("/admin/documents/{invoice}/credit-note");
        assert_eq!(admin.post(&path, &form(n, "1")).await.status, 303, "{n}");
    }
    let (mut total, mut taxes) = (0, BTreeSet::new());
    for row in app.rows("SELECT number, sequence, content FROM document WHERE kind = 'credit_note'").await {
        let draft: Draft = serde_json::from_str(row["content"].as_str().unwrap()).unwrap();
        total += draft.content().totals.amount_due.cents();
        taxes.insert((draft.content().totals.total_without_vat, draft.content().totals.vat_total));
        let sequence = u32::try_from(row["sequence"].as_u64().unwrap()).unwrap();
        let number = DocumentNumber::from_database(row["number"].as_str().unwrap().to_owned(), 2026, sequence);
        let faults = preflight(&draft.issued(number)).unwrap();
        // The customer is a private person without an address.
        let known = ["BR-10", "BR-11", "PEPPOL-EN16931-R010"];
        assert!(faults.iter().all(|fault| known.contains(&fault.rule.as_str())), "{faults:?}");
    }
    assert!(taxes.len() > 1, "the cents differ: {taxes:?}");
    assert_eq!(total, 952, "7.87 and 21 % of it");
}

#[tokio::test]
async fn the_schema_refuses_more_than_the_invoice() {
    let app = app();
    let invoice = invoice(&app).await;
    let admin = Admin::of(&app, "demo").await;
    assert_eq!(admin.post(&format!("/admin/documents/{invoice}/credit-note"), &form(1, "1")).await.status, 303);
    let copy = "INSERT INTO document (tenant_id, id, kind, year, sequence, number, booking_id, corrects_id, issue_date, buyer_name, currency,
      total_without_vat, vat_total, total_with_vat, amount_due, content, source, created_at, link_expires_on)
      SELECT tenant_id, 'another-credit-note-01', kind, year, 2, 'CRN-2026-0002', booking_id, corrects_id, issue_date, buyer_name, currency,
      0, 1, 1, 1, content, source, created_at, link_expires_on FROM document WHERE kind = 'credit_note'";
    let refused = edge::platform::database::Database::batch(
        &*app.database,
        vec![edge::platform::database::Statement::new(copy, [])],
    )
    .await
    .unwrap_err();
    assert_eq!(
        refused,
        edge::platform::database::DatabaseError::Refused(edge::platform::database::Refused::CreditExceedsInvoice)
    );
}

#[tokio::test]
async fn only_invoices_of_the_own_tenant_are_credited() {
    let app = app();
    let invoice = invoice(&app).await;
    quote(&app, 2, "2026-12-02T08:00:00Z").await;
    let quotation =
        app.rows("SELECT id FROM document WHERE kind = 'quotation'").await[0]["id"].as_str().unwrap().to_owned();
    let (admin, other) = (Admin::of(&app, "demo").await, Admin::of(&app, "other").await);
    for (who, document) in [(&other, &invoice), (&admin, &quotation), (&admin, &handle(7))] {
        let path = format!("/admin/documents/{document}/credit-note");
        assert_eq!(who.get(&path).await.status, 404, "{path}");
        assert_eq!(who.post(&path, &form(1, "1")).await.status, 404, "{path}");
    }
    assert_eq!(credited(&app).await, (0, 0));
    // A handle that another document has.
    let path = format!("/admin/documents/{invoice}/credit-note");
    let taken = admin.post(&path, &format!("id={quotation}&quantity-0=1&reason=r")).await;
    assert_eq!(taken.status, 409, "{}", taken.text());
    assert_eq!(credited(&app).await, (0, 0));
    assert_eq!(admin.post(&path, &form(1, "1")).await.status, 303);
    assert!(!other.page("/admin/credit-notes").await.contains("CRN-"));
    assert_eq!(admin.get(&format!("/admin/documents/{}/credit-note", handle(1))).await.status, 404);
}

/// Twenty forms at once; answers the statuses.
async fn race(app: &TestApp, path: &str, forms: Vec<String>) -> Vec<(u16, String)> {
    let cookie = sign_in(app, "demo").await;
    let mut ports = app.ports.clone();
    ports.database = Arc::new(Interleaved(app.database.clone()));
    let racing: Vec<_> = forms
        .into_iter()
        .map(|form| {
            let headers = [("cookie", cookie.as_str()), ("sec-fetch-site", "same-origin"), ("content-type", FORM)];
            let (ports, request) = (ports.clone(), request("POST", path, &headers, Body::from(form)));
            tokio::spawn(async move {
                let response = edge::router::handle(&ports, request).await;
                let location = response.headers().get("location").map(|value| value.to_str().unwrap().to_owned());
                (response.status().as_u16(), location.unwrap_or_default())
            })
        })
        .collect();
    let mut answers = Vec::new();
    for answer in racing {
        answers.push(answer.await.unwrap());
    }
    answers
}

#[tokio::test]
async fn twenty_at_once_never_credit_more_than_the_invoice() {
    let app = app();
    let invoice = invoice_of(&app, "4", "20").await;
    let path = format!("/admin/documents/{invoice}/credit-note");
    let same = race(&app, &path, (0..20).map(|_| form(1, "1")).collect()).await;
    assert!(same.iter().all(|(status, _)| *status == 303), "the same form: {same:?}");
    assert_eq!(credited(&app).await, (1, 2_420));
    let whole = race(&app, &path, (0..20).map(|n| form(100 + n, "3")).collect()).await;
    let made = whole.iter().filter(|(status, _)| *status == 303).count();
    assert_eq!((made, credited(&app).await), (1, (2, 9_680)), "{whole:?}");
    assert!(whole.iter().all(|(status, _)| [303, 409].contains(status)), "{whole:?}");
    assert_eq!(
        app.count("SELECT next_number FROM number_series WHERE kind = 'credit_note'").await,
        3,
        "no number is lost"
    );
}

#[tokio::test]
async fn a_credit_whose_answer_is_lost_happened_once() {
    use crate::support::Fault::{LostAfter, LostBefore};
    for fault in [LostBefore, LostAfter] {
        let app = app();
        let invoice = invoice(&app).await;
        let admin = Admin::of(&app, "demo").await;
        app.inject([None, None, Some(fault)]);
        let answer = admin.post(&format!("/admin/documents/{invoice}/credit-note"), &form(1, "1")).await;
        assert_eq!(answer.status, 303, "{fault:?}: {}", answer.text());
        assert_eq!(credited(&app).await, (1, 6_500), "{fault:?}");
    }
}

#[tokio::test]
async fn cancelling_credits_in_the_same_step() {
    let app = app();
    invoice(&app).await;
    let admin = Admin::of(&app, "demo").await;
    let path = format!("/admin/bookings/{}/cancel", id(1));
    let confirm = admin.page(&path).await;
    for text in ["Create the credit note too", "checked", "Booking B-", "was cancelled.", "€65.00"] {
        assert!(confirm.contains(text), "{text}\n{confirm}");
    }
    assert_eq!(admin.post(&path, "credit=on").await.status, 422, "the form brings an id");
    assert_eq!(app.count("SELECT count(*) FROM booking WHERE status = 'cancelled'").await, 0);
    let form = format!("credit=on&id={}", handle(1));
    let booked = format!("/admin/bookings/{}", id(1));
    assert_eq!(to(&admin.post(&path, &form).await), (303, format!("{booked}?done=cancelled-credited").as_str()));
    assert_eq!(to(&admin.post(&path, &form).await), (303, booked.as_str()), "twice is once");
    assert_eq!(credited(&app).await, (1, 6_500));
    assert_eq!(app.count("SELECT count(*) FROM busy").await, 0);
    let page = admin.page(&format!("{booked}?done=cancelled-credited")).await;
    for text in ["The invoice is credited", "CRN-2026-0001", ">credited<"] {
        assert!(page.contains(text), "{text}\n{page}");
    }

    let manage = page.split("href=\"").find(|part| part.contains("/m/")).unwrap().split('"').next().unwrap().to_owned();
    let manage = app.get(manage.strip_prefix("https://book.test").unwrap()).await.text();
    assert!(manage.contains("Your invoice was credited") && manage.contains("Credit note CRN-2026-0001"), "{manage}");
}

#[tokio::test]
async fn cancelling_without_a_credit_note_leaves_the_invoice() {
    let app = app();
    let invoice = invoice(&app).await;
    let admin = Admin::of(&app, "demo").await;
    let path = format!("/admin/bookings/{}/cancel", id(1));
    assert_eq!(admin.post(&path, &format!("id={}", handle(1))).await.status, 303);
    assert_eq!(credited(&app).await, (0, 0));
    assert!(admin.page(&format!("/admin/documents/{invoice}")).await.contains("Create credit note"), "it can follow");

    let path = format!("/admin/bookings/{}/cancel", id(2));
    app.book("demo", &id(2), &booking("2026-12-02T08:00:00Z")).await;
    let second =
        app.rows("SELECT id FROM document WHERE number = 'INV-2026-0002'").await[0]["id"].as_str().unwrap().to_owned();
    assert_eq!(admin.post(&format!("/admin/documents/{second}/credit-note"), &form(2, "1")).await.status, 303);
    assert!(admin.page(&path).await.contains("It is credited as a whole already"));
    let answer = admin.post(&path, &format!("credit=on&id={}", handle(3))).await;
    assert_eq!(to(&answer), (303, format!("/admin/bookings/{}?done=cancelled", id(2)).as_str()));
    assert_eq!(credited(&app).await.0, 1);
}
