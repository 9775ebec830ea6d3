//! Company details: what every invoice must say about its seller, and what waits while it is missing.

use crate::admin::{Admin, TUESDAY_9, app, quote, to};
use crate::support::{TestApp, booking, id};

const SETTINGS: &str = "/admin/settings/company-details";

/// The demo tenant's details with one field as given.
fn form(version: i64, field: &str, value: &str) -> String {
    let fields = [
        ("name", "Helder Schoonmaak BV"),
        ("legal_form", "BV, RPR Gent"),
        ("street", "Coupure Links 12"),
        ("postal_code", "9000"),
        ("city", "Gent"),
        ("country", "BE"),
        ("vat_number", "BE0202239951"),
        ("registration", ""),
        ("iban", "BE68 5390 0754 7034"),
        ("bic", ""),
        ("phone", "%2B32 9 000 00 00"),
        ("email", "hallo@helder.example"),
    ];
    let pairs = fields.map(|(name, stored)| format!("{name}={}", if name == field { value } else { stored }));
    format!("version={version}&{}", pairs.join("&")).replace(' ', "+")
}

async fn set(admin: &Admin<'_>, field: &str, value: &str) {
    let answer = admin.post(SETTINGS, &form(admin.version().await, field, value)).await;
    assert_eq!(to(&answer), (303, "/admin/settings/company-details?done=saved"), "{}", answer.text());
}

async fn kind(app: &TestApp, n: u32, starts_at: &str) -> String {
    let answer = app.book("demo", &id(n), &booking(starts_at)).await;
    assert_eq!(answer.status, 201, "{}", answer.text());
    answer.json()["document"]["kind"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn details_are_shown_changed_and_guarded() {
    let app = app();
    let admin = Admin::of(&app, "demo").await;
    let page = admin.page(SETTINGS).await;
    for text in ["value=\"Helder Schoonmaak BV\"", "value=\"BE68 5390 0754 7034\"", "Everything that the law asks"] {
        assert!(page.contains(text), "{text}\n{page}");
    }
    let version = admin.version().await;
    set(&admin, "iban", "be62 5100 0754 7061").await;
    set(&admin, "bic", "bbru be bb").await;
    assert_eq!(admin.version().await, version + 2);
    let stored = app.rows("SELECT iban, bic, registration FROM tenant WHERE id = 'demo'").await;
    assert_eq!(
        stored[0],
        serde_json::json!({ "iban": "BE68539007547034", "bic": "BBRUBEBB", "registration": "0202239951" })
    );

    // The same form once more changes nothing.
    let again = admin.post(SETTINGS, &form(version, "bic", "bbru be bb")).await;
    assert_eq!((to(&again).0, admin.version().await), (303, version + 2));

    // Another window still shows the old version: nothing is saved, and the page shows what is stored.
    let stale = admin.post(SETTINGS, &form(version, "city", "Brugge")).await;
    assert_eq!(stale.status, 409);
    for text in ["changed in another window", "value=\"BBRUBEBB\"", "value=\"Gent\""] {
        assert!(stale.text().contains(text), "{text}");
    }
    assert_eq!(admin.post(SETTINGS, "version=1&name=x&tenant_id=other").await.status, 422);
    let other = Admin::of(&app, "other").await;
    assert!(!other.page(SETTINGS).await.contains("BBRUBEBB"));
}

#[tokio::test]
async fn every_wrong_field_is_named_and_the_input_is_kept() {
    let app = app();
    let admin = Admin::of(&app, "demo").await;
    let version = admin.version().await;
    for (field, typed, kept) in [
        ("iban", "BE68539007547035", "value=\"BE68 5390 0754 7035\""),
        ("vat_number", "BE0202239952", "value=\"BE0202239952\""),
        ("email", "%3Cb%3E", "value=\"&lt;b&gt;\""),
        ("country", "Belgium", "value=\"Belgium\""),
    ] {
        let refused = admin.post(SETTINGS, &form(version, field, typed)).await;
        assert_eq!(refused.status, 422, "{field}");
        let text = refused.text();
        for wanted in [format!("href=\"#{field}\""), kept.to_owned(), format!("id=\"{field}-error\"")] {
            assert!(text.contains(&wanted), "{wanted}\n{text}");
        }
    }
    assert_eq!(admin.version().await, version, "nothing was saved");
}

#[tokio::test]
async fn a_booking_without_the_particulars_answers_with_a_quote_and_is_invoiced_later() {
    let app = app();
    let admin = Admin::of(&app, "demo").await;
    assert_eq!(kind(&app, 1, TUESDAY_9).await, "invoice");

    set(&admin, "iban", "").await;
    assert_eq!(kind(&app, 2, "2026-12-02T08:00:00Z").await, "quote");
    let today = admin.page("/admin").await;
    for text in ["Invoices wait:", "IBAN is missing", "/admin/settings/company-details#iban"] {
        assert!(today.contains(text), "{text}\n{today}");
    }
    let page = admin.page(SETTINGS).await;
    assert!(page.contains("IBAN is missing") && page.contains("href=\"#iban\""), "{page}");

    // The other tenant goes on as before.
    let other = app.book("other", &id(3), &booking(TUESDAY_9)).await;
    assert_eq!(other.json()["document"]["kind"], "invoice");
    assert!(!Admin::of(&app, "other").await.page("/admin").await.contains("Invoices wait"));

    // Neither page nor post makes the invoice, and both say why.
    let path = format!("/admin/bookings/{}/generate-invoice", id(2));
    let shown = admin.page(&path).await;
    assert!(shown.contains("IBAN is missing") && !shown.contains("Generate invoice</button>"), "{shown}");
    let refused = admin.post(&path, "").await;
    assert_eq!(refused.status, 409);
    assert!(refused.text().contains("/admin/settings/company-details#iban"), "{}", refused.text());
    assert_eq!(app.count("SELECT count(*) FROM document WHERE kind = 'invoice' AND tenant_id = 'demo'").await, 1);

    // With another account than on the day of the quote: the invoice shows the present one.
    set(&admin, "iban", "BE62 5100 0754 7061").await;
    assert_eq!(admin.post(&path, "").await.status, 303);
    let account = "SELECT json_extract(content, '$.content.seller.iban') AS iban FROM document WHERE kind = 'invoice' AND sequence = 2";
    assert_eq!(app.rows(account).await[0]["iban"], "BE62510007547061");
    assert!(!admin.page("/admin").await.contains("Invoices wait"));
}

#[tokio::test]
async fn a_credit_note_waits_too_and_shows_the_present_seller() {
    let app = app();
    let admin = Admin::of(&app, "demo").await;
    assert_eq!(kind(&app, 1, TUESDAY_9).await, "invoice");
    let rows = app.rows("SELECT id FROM document WHERE tenant_id = 'demo' AND kind = 'invoice'").await;
    let invoice = rows[0]["id"].as_str().unwrap().to_owned();
    let path = format!("/admin/documents/{invoice}/credit-note");
    set(&admin, "phone", "").await;
    let shown = admin.page(&path).await;
    assert!(shown.contains("Phone number is missing") && !shown.contains("Create credit note</button>"), "{shown}");
    let credit = "id=AAAAAAAAAAAAAAAAAAAAAA&quantity-0=1&reason=Wrong";
    let refused = admin.post(&path, credit).await;
    assert_eq!(refused.status, 409, "{}", refused.text());
    assert!(refused.text().contains("Phone number is missing"));

    // Cancelling is possible without the credit note only, and the page says so.
    let cancel = format!("/admin/bookings/{}/cancel", id(1));
    let shown = admin.page(&cancel).await;
    assert!(shown.contains("Phone number is missing") && !shown.contains("name=\"credit\""), "{shown}");
    let refused = admin.post(&cancel, "credit=on&id=BBBBBBBBBBBBBBBBBBBBBB").await;
    assert_eq!(refused.status, 409);
    assert!(refused.text().contains("Nothing was cancelled"), "{}", refused.text());
    assert_eq!(app.count("SELECT count(*) FROM booking WHERE status = 'cancelled'").await, 0);

    set(&admin, "phone", "0470 99 88 77").await;
    assert_eq!(admin.post(&path, credit).await.status, 303);
    let sellers =
        app.rows("SELECT json_extract(content, '$.content.seller.phone') AS phone FROM document ORDER BY kind").await;
    let phones: Vec<&str> = sellers.iter().map(|row| row["phone"].as_str().unwrap()).collect();
    assert_eq!(phones, ["0470 99 88 77", "+32 9 000 00 00"], "the invoice keeps what it said");
}

#[tokio::test]
async fn an_invoice_of_a_quote_shows_the_seller_of_its_own_day() {
    let app = app();
    let admin = Admin::of(&app, "demo").await;
    quote(&app, 1, TUESDAY_9).await;
    set(&admin, "street", "Korenmarkt 1").await;
    let path = format!("/admin/bookings/{}/generate-invoice", id(1));
    let issued = admin.post(&path, "").await;
    assert_eq!(issued.status, 303, "{}", issued.text());
    let rows = app
        .rows("SELECT kind, json_extract(content, '$.content.seller.address.street') AS street FROM document ORDER BY kind")
        .await;
    let streets: Vec<&str> = rows.iter().map(|row| row["street"].as_str().unwrap()).collect();
    assert_eq!(streets, ["Korenmarkt 1", "Coupure Links 12"]);

    // A second click finds the same invoice.
    assert_eq!(to(&admin.post(&path, "").await), (303, to(&issued).1.trim_end_matches("?done=generated")));
    assert_eq!(app.count("SELECT count(*) FROM document WHERE kind = 'invoice'").await, 1);
}
