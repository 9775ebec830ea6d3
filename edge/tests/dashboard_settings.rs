//! Settings > Customer portal: the flag, payment terms, allowed origins.

use crate::admin::{Admin, TUESDAY_9, app, to};
use crate::support::{booking, id};

#[tokio::test]
async fn the_flag_is_saved_locked_or_hidden() {
    let app = app();
    let admin = Admin::of(&app, "demo").await;
    let path = "/admin/settings/flags";
    let flag = "Generate invoices automatically when the booking is created";
    assert!(admin.page(path).await.contains(flag));

    let version = admin.version().await;
    let answer = admin.post(path, &format!("version={version}&auto_invoice=off")).await;
    assert_eq!(to(&answer), (303, "/admin/settings/flags?done=saved"));
    assert_eq!(app.count("SELECT auto_invoice FROM tenant WHERE id = 'demo'").await, 0);
    assert_eq!(admin.version().await, version + 1);
    assert_eq!(app.book("demo", &id(1), &booking(TUESDAY_9)).await.json()["document"]["kind"], "quote");

    let stale = admin.post(path, &format!("version={version}&auto_invoice=on")).await;
    assert_eq!(stale.status, 409);
    assert!(stale.text().contains("changed in another window"), "{}", stale.text());
    assert_eq!(app.count("SELECT auto_invoice FROM tenant WHERE id = 'demo'").await, 0);

    // Terms that ask for money: locked on, and a hand-made "off" is refused.
    let version = admin.version().await;
    let answer =
        admin.post("/admin/settings/payment-terms", &format!("version={version}&kind=pay_later&pay_later=14")).await;
    assert_eq!(to(&answer), (303, "/admin/settings/payment-terms?done=saved"));
    let page = admin.page(path).await;
    assert!(page.contains("locked on") && page.contains("Pay later (14 days)"), "{page}");
    let version = admin.version().await;
    let refused = admin.post(path, &format!("version={version}&auto_invoice=off")).await;
    assert_eq!(refused.status, 422);
    assert!(refused.text().contains("an invoice is always generated"), "{}", refused.text());
    assert_eq!(admin.version().await, version, "nothing was saved");
    assert_eq!(app.book("demo", &id(2), &booking("2026-12-02T08:00:00Z")).await.json()["document"]["kind"], "invoice");

    // Repeat bookings: hidden, and the option decides.
    app.sql("UPDATE tenant SET recurring_allowed = 1, settings_version = settings_version + 1 WHERE id = 'demo'");
    let page = admin.page(path).await;
    assert!(page.contains("is hidden") && !page.contains("name=\"auto_invoice\""), "{page}");
    let version = admin.version().await;
    for form in ["auto_invoice=on", "auto_invoice=off"] {
        assert_eq!(admin.post(path, &format!("version={version}&{form}")).await.status, 422, "{form}");
    }
    let answer = admin.post(path, &format!("version={version}&recurring_allowed=off&repeat_invoicing=manual")).await;
    assert_eq!(answer.status, 303);
    let version = admin.version().await;
    assert_eq!(
        admin.post(path, &format!("version={version}&recurring_allowed=on")).await.status,
        422,
        "not available yet"
    );
}

#[tokio::test]
async fn payment_terms_keep_what_was_typed() {
    let app = app();
    let admin = Admin::of(&app, "demo").await;
    let path = "/admin/settings/payment-terms";
    let page = admin.page(path).await;
    for kind in [
        "no_payment",
        "no_payment_card_on_file",
        "deposit_fixed",
        "deposit_percentage",
        "full_payment",
        "pre_authorization",
        "pay_later",
    ] {
        assert!(page.contains(&format!("value=\"{kind}\"")), "{kind}");
    }
    let version = admin.version().await;
    let refused =
        admin.post(path, &format!("version={version}&kind=deposit_fixed&deposit_fixed=abc&pay_later=14")).await;
    assert_eq!(refused.status, 422);
    for text in
        ["There is a problem", "href=\"#deposit_fixed\"", "value=\"abc\"", "value=\"14\"", "Error: Payment terms"]
    {
        assert!(refused.text().contains(text), "{text}");
    }
    assert_eq!(admin.post(path, "version=99&kind=full_payment").await.status, 409);
    let answer = admin.post(path, &format!("version={version}&kind=deposit_percentage&deposit_percentage=30")).await;
    assert_eq!(answer.status, 303);
    assert_eq!(
        app.count(
            "SELECT payment_terms = 'deposit_percentage' AND payment_terms_value = '30' FROM tenant WHERE id = 'demo'"
        )
        .await,
        1
    );
}

#[tokio::test]
async fn sites_are_added_in_their_canonical_form_and_removed() {
    let app = app();
    let admin = Admin::of(&app, "demo").await;
    let path = "/admin/settings/allowed-origins";
    let version = admin.version().await;
    let answer =
        admin.post(path, &format!("version={version}&action=add&origin=HTTPS%3A%2F%2FShop.Example%3A443%2F")).await;
    assert_eq!(to(&answer), (303, "/admin/settings/allowed-origins?done=added"));
    assert_eq!(
        app.count("SELECT count(*) FROM allowed_origin WHERE tenant_id = 'demo' AND origin = 'https://shop.example'")
            .await,
        1
    );
    let api = app.get_with("/api/v1/demo", &[("origin", "https://shop.example")]).await;
    assert_eq!(api.header("access-control-allow-origin"), Some("https://shop.example"), "it counts at once");

    let version = admin.version().await;
    for typed in [
        "https%3A%2F%2Fshop.example",
        "shop.example",
        "https%3A%2F%2Fshop.example%2Fpath",
        "http%3A%2F%2Fshop.example",
        "",
    ] {
        let answer = admin.post(path, &format!("version={version}&action=add&origin={typed}")).await;
        assert_eq!(answer.status, 422, "{typed}");
        assert!(answer.text().contains("There is a problem"));
    }
    let answer = admin.post(path, &format!("version={version}&action=remove&origin=https%3A%2F%2Fshop.example")).await;
    assert_eq!(answer.status, 303);
    assert_eq!(app.get_with("/api/v1/demo", &[("origin", "https://shop.example")]).await.status, 403);
    assert!(admin.page("/admin/settings/embed").await.contains("&lt;booking-widget tenant=&quot;demo&quot;&gt;"));
}
