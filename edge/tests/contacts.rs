//! Contacts: kept from bookings, added, changed, found and merged.

use crate::admin::app;
use crate::support::{booking, id};
use serde_json::json;

#[tokio::test]
async fn a_customer_becomes_a_contact_once() {
    let app = app();
    let mut body = booking("2026-12-01T08:00:00Z");
    body["locale"] = json!("nl-BE");
    body["customer"]["phone"] = json!("+32 470 12 34 56");
    body["customer"]["company"] = json!({ "name": "Élan BV", "vat_number": "BE 0477.472.701" });
    body["customer"]["address"] =
        json!({ "street": "Kerkstraat 1", "postal_code": "9000", "city": "Gent", "country": "BE" });
    assert_eq!(app.book("demo", &id(1), &body).await.status, 201);
    // The form is open to everybody: a later booking with this address changes nothing of the contact.
    let mut later = booking("2026-12-02T08:00:00Z");
    later["customer"] = json!({ "name": "Somebody Else", "email": "AN@example.com" });
    assert_eq!(app.book("demo", &id(2), &later).await.status, 201);
    assert_eq!(app.book("other", &id(3), &booking("2026-12-01T08:00:00Z")).await.status, 201);

    let rows = app.rows("SELECT * FROM contact ORDER BY tenant_id").await;
    assert_eq!(rows.len(), 2, "one of each tenant");
    let wanted = json!({
        "tenant_id": "demo", "kind": "company", "name": "Élan BV", "contact_person": "An Peeters", "vat_identifier": "BE0477472701",
        "email": "an@example.com", "phone": "+32 470 12 34 56", "street": "Kerkstraat 1", "postal_code": "9000", "city": "Gent",
        "country": "BE", "language": "nl", "sort_name": "elan bv", "version": 1, "merged_into": null,
    });
    for (field, value) in wanted.as_object().unwrap() {
        assert_eq!(&rows[0][field], value, "{field}");
    }
    assert_eq!(
        [&rows[1]["kind"], &rows[1]["name"], &rows[1]["language"]],
        [&json!("person"), &json!("An Peeters"), &json!("en")]
    );
    assert_eq!(app.count("SELECT count(DISTINCT contact_id) FROM booking WHERE tenant_id = 'demo'").await, 1);
}
