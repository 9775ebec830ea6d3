//! The e-invoice of a document in the dashboard: what keeps it from Peppol, and the UBL as a file.

use crate::admin::{Admin, TUESDAY_9, app, quote};
use crate::support::{TestApp, booking, id};
use serde_json::json;

const COMPANY: &str = "Bakkerij De Gouden Korst NV";

async fn only_document(app: &TestApp) -> String {
    app.rows("SELECT id FROM document WHERE tenant_id = 'demo'").await[0]["id"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn an_invoice_to_a_company_is_ready_for_peppol_and_is_a_file() {
    let app = app();
    let mut body = booking(TUESDAY_9);
    body["customer"]["company"] = json!({ "name": COMPANY, "vat_number": "BE 0477.472.701" });
    body["customer"]["address"] =
        json!({ "street": "Korenmarkt 7", "postal_code": "9000", "city": "Gent", "country": "BE" });
    let booked = app.book("demo", &id(1), &body).await;
    assert_eq!(booked.status, 201, "{}", booked.text());
    let document = only_document(&app).await;
    let admin = Admin::of(&app, "demo").await;

    let page = admin.page(&format!("/admin/documents/{document}")).await;
    let link = format!("/admin/documents/{document}/ubl");
    assert!(page.contains("ready for Peppol") && page.contains(&link), "{page}");

    let file = admin.get(&link).await;
    assert_eq!(file.status, 200);
    assert_eq!(file.header("content-type"), Some("application/xml; charset=utf-8"));
    assert_eq!(file.header("content-disposition"), Some("attachment; filename=\"INV-2026-0001.xml\""));
    assert_eq!(file.header("x-content-type-options"), Some("nosniff"));
    let text = file.text();
    for said in
        [COMPANY, "<cbc:ID>INV-2026-0001</cbc:ID>", "schemeID=\"0208\">0477472701<", ">65.00</cbc:PayableAmount>"]
    {
        assert!(text.contains(said), "{said} in {text}");
    }
    assert_eq!(edge::work::e_invoice::preflight::faults(&text), Vec::new());
}

#[tokio::test]
async fn an_invoice_to_a_person_says_why_it_is_not_for_peppol() {
    let app = app();
    app.book("demo", &id(1), &booking(TUESDAY_9)).await;
    let document = only_document(&app).await;
    let page = Admin::of(&app, "demo").await.page(&format!("/admin/documents/{document}")).await;
    for text in ["not for Peppol", "PEPPOL-EN16931-R010", "Mend: Buyer: VAT number", "A private person gets the PDF."] {
        assert!(page.contains(text), "{text} in {page}");
    }
    assert!(!page.contains("ready for Peppol"));
}

#[tokio::test]
async fn a_quote_is_no_e_invoice() {
    let app = app();
    quote(&app, 1, TUESDAY_9).await;
    let document = only_document(&app).await;
    let admin = Admin::of(&app, "demo").await;
    let page = admin.page(&format!("/admin/documents/{document}")).await;
    assert!(!page.contains("E-invoice") && !page.contains("/ubl"));
    assert_eq!(admin.get(&format!("/admin/documents/{document}/ubl")).await.status, 404);
}

#[tokio::test]
async fn the_file_of_another_tenant_does_not_exist() {
    let app = app();
    app.book("demo", &id(1), &booking(TUESDAY_9)).await;
    let path = format!("/admin/documents/{}/ubl", only_document(&app).await);
    assert_eq!(Admin::of(&app, "other").await.get(&path).await.status, 404);
    assert_eq!(Admin::of(&app, "demo").await.get(&path).await.status, 200);
    assert_ne!(app.get_with(&path, &[]).await.status, 200);
}
