//! Save in the editor while somebody else changes the contact: the document says what the contact is when it gets its number.

use std::sync::{Arc, Mutex};

use serde_json::Value as Json;

use crate::{
    admin::{Admin, app, to},
    dashboard_editor::{Form, handle, path},
    notices::Meanwhile,
    support::TestApp,
};

/// The buyer's name of the document that was written, and everything that it says.
async fn written(app: &TestApp) -> (Json, Json) {
    let rows = app.rows("SELECT buyer_name, content FROM document WHERE booking_id IS NULL").await;
    (rows[0]["buyer_name"].clone(), rows[0]["content"].clone())
}

const MOVED: &str = "UPDATE contact SET name = 'Lies Claes', street = 'Nieuwstraat 9', postal_code = '9000', city = 'Gent', country = 'BE', vat_identifier = 'BE0477472701', kind = 'company', version = version + 1 \
     WHERE tenant_id = 'demo' AND email = 'lies@example.com'";

#[tokio::test]
async fn a_contact_changed_between_the_preview_and_save_is_invoiced_as_it_is() {
    let app = app();
    let form = Form::new(&app).await;
    let admin = Admin::of(&app, "demo").await;
    assert_eq!(admin.post(&path(1), &form.press("open:preview")).await.status, 303);
    app.sql(MOVED);
    let saved = admin.post(&path(1), &form.at(1).press("issue")).await;
    assert_eq!(to(&saved), (303, format!("/admin/documents/{}?done=issued", handle(1)).as_str()), "{}", saved.text());
    let (name, content) = written(&app).await;
    assert_eq!(name, "Lies Claes");
    assert!(content.to_string().contains("Nieuwstraat 9") && content.to_string().contains("BE0477472701"), "{content}");
}

#[tokio::test]
async fn a_contact_changed_while_save_decides_is_invoiced_as_it_is() {
    let mut app = app();
    let form = Form::new(&app).await;
    let (admin_cookie, inner) = (Admin::of(&app, "demo").await.cookie, app.database.clone());
    // Right after Save has read the contact.
    app.ports.database =
        Arc::new(Meanwhile { inner, then: Mutex::new(Some(("FROM contact AS m JOIN contact", MOVED))) });
    let admin = Admin { app: &app, cookie: admin_cookie };
    let saved = admin.post(&path(1), &form.press("issue")).await;
    assert_eq!(to(&saved), (303, format!("/admin/documents/{}?done=issued", handle(1)).as_str()), "{}", saved.text());
    let (name, content) = written(&app).await;
    assert_eq!(name, "Lies Claes");
    assert!(content.to_string().contains("Nieuwstraat 9") && content.to_string().contains("BE0477472701"), "{content}");
    assert_eq!(app.count("SELECT count(*) FROM document WHERE booking_id IS NULL").await, 1);
    assert_eq!(app.count("SELECT count(*) FROM draft").await, 0);
}
