//! Cash discount: set, offered when an invoice is generated, and printed on it.

use crate::admin::{Admin, app, quote, to};
use crate::support::{TestApp, booking, id};
use serde_json::json;

const SETTINGS: &str = "/admin/settings/cash-discount";

async fn set(admin: &Admin<'_>, percentage: &str, days: &str) {
    let version = admin.version().await;
    let answer = admin.post(SETTINGS, &format!("version={version}&percentage={percentage}&days={days}")).await;
    assert_eq!(answer.status, 303, "{}", answer.text());
}

/// A quote of 120.00 without VAT, at 21 %.
async fn office(app: &TestApp, tenant: &'static str, n: u32) -> String {
    app.sql(&format!(
        "UPDATE tenant SET auto_invoice = 0, settings_version = settings_version + 1 WHERE id = '{tenant}'"
    ));
    let mut body = booking("2026-12-02T08:00:00Z");
    body["service"] = json!("office-cleaning");
    let answer = app.book(tenant, &id(n), &body).await;
    assert_eq!(answer.json()["document"]["kind"], "quote", "{}", answer.text());
    format!("/admin/bookings/{}/generate-invoice", id(n))
}

#[tokio::test]
async fn the_discount_is_set_explained_and_removed() {
    let app = app();
    let admin = Admin::of(&app, "demo").await;
    let page = admin.page(SETTINGS).await;
    for text in ["Set discount", "Invoice 120.58; paid in time 118.58", "name=\"days\" value=\"8\"", ">121.00<"] {
        assert!(page.contains(text), "{text}\n{page}");
    }
    let version = admin.version().await;
    let saved = admin.post(SETTINGS, &format!("version={version}&percentage=2.50&days=14")).await;
    assert_eq!(to(&saved), (303, "/admin/settings/cash-discount?done=saved"));
    assert_eq!(admin.version().await, version + 1);
    let page = admin.page("/admin/settings/cash-discount?done=saved").await;
    for text in ["Saved.", "value=\"2.5\"", "value=\"14\"", "Invoice 120.48; paid in time 117.98"] {
        assert!(page.contains(text), "{text}\n{page}");
    }

    // Another tab still shows the old version.
    let stale = admin.post(SETTINGS, &format!("version={version}&percentage=9&days=9")).await;
    assert_eq!(stale.status, 409);
    for text in ["changed in another window", "value=\"2.5\"", "Error: Cash discount"] {
        assert!(stale.text().contains(text), "{text}");
    }
    assert_eq!(admin.post(SETTINGS, "version=x&percentage=9&days=9").await.status, 409);

    for (form, field, kept) in [
        ("percentage=two&days=30", "#percentage", ["value=\"two\"", "value=\"30\""]),
        ("percentage=100&days=30", "#percentage", ["value=\"100\"", "value=\"30\""]),
        ("percentage=3&days=61", "#days", ["value=\"3\"", "value=\"61\""]),
        ("percentage=%3Cb%3E&days=8", "#percentage", ["value=\"&lt;b&gt;\"", "value=\"8\""]),
    ] {
        let refused = admin.post(SETTINGS, &format!("version={}&{form}", version + 1)).await;
        assert_eq!(refused.status, 422, "{form}");
        let text = refused.text();
        assert!(text.contains(&format!("href=\"{field}\"")) && kept.iter().all(|kept| text.contains(kept)), "{text}");
    }
    assert_eq!(admin.post(SETTINGS, "version=1&percentage=2&days=8&tenant_id=other").await.status, 422);
    assert_eq!(admin.version().await, version + 1, "nothing was saved");

    set(&admin, "", "").await;
    let stored = "SELECT cash_discount_percentage = '' AND cash_discount_days = 14 FROM tenant WHERE id = 'demo'";
    assert_eq!(app.count(stored).await, 1, "the period is kept");
    let others = "SELECT cash_discount_percentage = '' AND cash_discount_days = 8 FROM tenant WHERE id = 'other'";
    assert_eq!(app.count(others).await, 1);
}

#[tokio::test]
async fn an_invoice_offers_the_discount_to_the_cent() {
    let app = app();
    let admin = Admin::of(&app, "demo").await;
    let path = office(&app, "demo", 1).await;
    assert!(!admin.page(&path).await.contains("cash_discount"), "none is set");
    let made_up = admin.post(&path, "cash_discount=2%2F8").await;
    assert_eq!(made_up.status, 422);
    assert!(made_up.text().contains("There is no cash discount for this invoice"), "{}", made_up.text());
    assert_eq!(admin.post(&path, "discount=2").await.status, 422);

    set(&admin, "2", "8").await;
    let page = admin.page(&path).await;
    for text in [
        "name=\"cash_discount\" value=\"2/8\" aria",
        "2% cash discount (€2.40) if paid by 2 December 2026: €142.30 to pay.",
        ">€24.70<",
        ">€144.70<",
        ">€142.30<",
        ">€145.20<",
    ] {
        assert!(page.contains(text), "{text}\n{page}");
    }
    assert!(!page.contains("checked"), "the admin decides");

    // The discount that the page showed is given, or none.
    set(&admin, "3", "8").await;
    let changed = admin.post(&path, "cash_discount=2%2F8").await;
    assert_eq!(changed.status, 409);
    for text in ["The cash discount was changed meanwhile", "value=\"3/8\""] {
        assert!(changed.text().contains(text), "{text}");
    }
    assert_eq!(app.count("SELECT count(*) FROM document WHERE kind = 'invoice'").await, 0);

    set(&admin, "2", "8").await;
    let issued = admin.post(&path, "cash_discount=2%2F8").await;
    let (status, location) = to(&issued);
    assert_eq!(status, 303, "{}", issued.text());
    let amounts =
        "SELECT total_without_vat = 12000 AND vat_total = 2470 AND total_with_vat = 14470 AND amount_due = 14470
                   FROM document WHERE kind = 'invoice'";
    assert_eq!(app.count(amounts).await, 1);

    let page = admin.page(location).await;
    let rows =
        ["Cash discount (2% × 120.00)", ">-2.40<", ">2.40<", ">117.60<", ">24.70<", ">144.70<", "€142.30 to pay."];
    for text in rows.iter().filter(|text| **text != ">117.60<").chain(&["VAT 21% on 117.60"]) {
        assert!(page.contains(text), "{text}\n{page}");
    }
    let links = page.split("href=\"").filter_map(|part| part.split('"').next()?.strip_prefix("https://book.test"));
    let link = links.into_iter().find(|link| link.starts_with("/d/") && !link.ends_with("pdf")).unwrap();
    let public = app.get(link).await.text();
    for text in rows {
        assert!(public.contains(text), "{text}\n{public}");
    }
    let document = location.strip_suffix("?done=generated").unwrap();
    let ubl = admin.page(&format!("{document}/ubl")).await;
    for text in [
        "<cbc:AllowanceChargeReasonCode>64<",
        "<cbc:AllowanceChargeReasonCode>ZZZ<",
        ">144.70</cbc:PayableAmount>",
        "€142.30 to pay.",
    ] {
        assert!(ubl.contains(text), "{text}\n{ubl}");
    }
    assert!(
        admin.page(document).await.contains("Ready for Peppol") || admin.page(document).await.contains("E-invoice")
    );
    assert_eq!(admin.get(&format!("{document}/credit-note")).await.status, 200);

    // Later changes of the settings never alter an issued invoice.
    set(&admin, "", "").await;
    assert!(admin.page(document).await.contains("€142.30 to pay."));
}

#[tokio::test]
async fn an_unchecked_box_issues_the_invoice_of_the_quote() {
    let app = app();
    let admin = Admin::of(&app, "demo").await;
    set(&admin, "2", "8").await;
    let path = office(&app, "demo", 1).await;
    assert_eq!(admin.post(&path, "").await.status, 303);
    let amounts = "SELECT vat_total = 2520 AND amount_due = 14520 FROM document WHERE kind = 'invoice'";
    assert_eq!(app.count(amounts).await, 1);
}

#[tokio::test]
async fn a_price_with_vat_is_discounted_too_and_nothing_without_vat_is() {
    let app = app();
    let admin = Admin::of(&app, "demo").await;
    set(&admin, "2", "8").await;
    // 65.00 with VAT: 53.72 without, 1.07 off, 21 % of 52.65 is 11.06.
    let path = format!("/admin/bookings/{}/generate-invoice", quote(&app, 1, crate::admin::TUESDAY_9).await);
    let page = admin.page(&path).await;
    for text in [">€11.06<", ">€64.78<", ">€63.71<", ">€65.00<"] {
        assert!(page.contains(text), "{text}\n{page}");
    }

    app.sql(
        "UPDATE service SET vat_category = 'Z', vat_rate = '0' WHERE tenant_id = 'demo' AND id = 'office-cleaning'",
    );
    let path = office(&app, "demo", 2).await;
    assert!(!admin.page(&path).await.contains("cash_discount"), "there is no VAT to correct");
    assert_eq!(admin.post(&path, "cash_discount=2%2F8").await.status, 422);
}

#[tokio::test]
async fn a_discount_is_of_its_own_tenant() {
    let app = app();
    let demo = Admin::of(&app, "demo").await;
    set(&demo, "2", "8").await;
    let path = office(&app, "other", 1).await;
    let other = Admin::of(&app, "other").await;
    assert!(!other.page(&path).await.contains("cash_discount"));
    assert!(!other.page(SETTINGS).await.contains("name=\"percentage\" value=\"2\""));
    assert_eq!(other.post(&path, "cash_discount=2%2F8").await.status, 422);
    assert_eq!(demo.post(&path, "cash_discount=2%2F8").await.status, 404);
}
