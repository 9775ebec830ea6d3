//! Sales invoices > Items: added, changed, archived, searched; sent twice, from two windows, by another tenant.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test stops where it fails")]

mod admin;
mod support;

use std::sync::Arc;

use admin::{Admin, FORM as CONTENT_TYPE, Interleaved, app, to};
use axum::body::Body;
use support::{Fault, TestApp, request};

const ADD: &str = "/admin/items/add";
const ID: &str = "01936d5e-7c3a-7b1e-8f2a-0000000000ff";
const FORM: &str = "code=IRON&description=Ironing%2C+per+hour&text=&unit=HUR&price=28%2C1234&vat_code=21";
/// An item of the demo tenant.
const HOUR: &str = "/admin/items/01936d5e-7c3a-7b1e-8f2a-0000000000a1";

fn form(id: &str) -> String {
    format!("id={id}&{FORM}")
}

async fn stored(app: &TestApp) -> Vec<serde_json::Value> {
    app.rows("SELECT tenant_id, code, description, text, unit_code, unit_price, vat_code, version FROM item WHERE code = 'IRON'").await
}

/// The id that a form came with.
fn id_in(page: &str) -> String {
    let (_, rest) = page.split_once("name=\"id\" value=\"").unwrap();
    rest.split('"').next().unwrap().to_owned()
}

#[tokio::test]
async fn an_item_is_added_once_listed_and_found() {
    let app = app();
    let admin = Admin::of(&app, "demo").await;
    let page = admin.page(ADD).await;
    let id = id_in(&page);
    for text in ["<option value=\"C62\" selected", "<option value=\"21\" selected", ">VAT 12%<", ">m²<"] {
        assert!(page.contains(text), "{text}\n{page}");
    }
    for _ in 0..2 {
        assert_eq!(to(&admin.post(ADD, &form(&id)).await), (303, "/admin/items?done=added"), "twice does it once");
    }
    let rows = stored(&app).await;
    assert_eq!(rows.len(), 1);
    assert_eq!(
        (&rows[0]["unit_price"], &rows[0]["unit_code"], &rows[0]["version"]),
        (&"28.1234".into(), &"HUR".into(), &1.into())
    );

    let list = admin.page("/admin/items?done=added").await;
    for text in ["The item is added.", "Ironing, per hour", "28.1234", "7 items", ">text<", "0.425"] {
        assert!(list.contains(text), "{text}\n{list}");
    }
    let found = admin.page("/admin/items?q=iron").await;
    assert!(found.contains("Ironing") && !found.contains("Call-out"), "{found}");
    assert!(admin.page("/admin/items?q=nothing").await.contains("No item fits this search."));

    // The same form with something else in it: nothing is overwritten, and the new form has an id of its own.
    let other = admin.post(ADD, &form(&id).replace("IRON", "IRON-2")).await;
    assert_eq!(other.status, 409);
    assert!(other.text().contains("sent before with other values") && other.text().contains("value=\"IRON-2\""));
    assert_ne!(id_in(&other.text()), id);
}

#[tokio::test]
async fn what_cannot_be_is_named_and_kept_in_the_form() {
    let app = app();
    let admin = Admin::of(&app, "demo").await;
    let before = app.count("SELECT count(*) FROM item").await;
    for (form, field) in [
        ("description=&unit=HUR&price=1&vat_code=21", "#description"),
        ("description=Kept&unit=HUR&price=1.23456&vat_code=21", "#price"),
        ("description=Kept&unit=HUR&price=-1&vat_code=21", "#price"),
        ("description=Kept&unit=XYZ&price=1&vat_code=21", "#unit"),
        ("description=Kept&unit=HUR&price=1&vat_code=99", "#vat_code"),
        ("description=Kept&code=clean-h&unit=HUR&price=1&vat_code=21", "#code"),
    ] {
        let answer = admin.post(ADD, &format!("id={ID}&{form}")).await;
        let page = answer.text();
        assert_eq!(answer.status, 422, "{form}");
        assert!(page.contains(&format!("href=\"{field}\"")) && page.contains("Error: Add item"), "{form}\n{page}");
        assert!(field == "#description" || page.contains("value=\"Kept\""), "{form}");
    }
    assert_eq!(admin.post(ADD, &form("not-an-id")).await.status, 422);
    assert_eq!(admin.post(ADD, &format!("{}&tenant_id=other", form(ID))).await.status, 422);
    assert_eq!(app.count("SELECT count(*) FROM item").await, before);
}

#[tokio::test]
async fn a_text_item_has_no_price() {
    let app = app();
    let admin = Admin::of(&app, "demo").await;
    let form = form(ID).replace("28%2C1234", "").replace("text=", "text=Two%0D%0Alines+%3Cb%3E");
    assert_eq!(admin.post(ADD, &form).await.status, 303);
    let rows = stored(&app).await;
    assert_eq!((&rows[0]["unit_price"], &rows[0]["vat_code"]), (&serde_json::Value::Null, &serde_json::Value::Null));
    assert_eq!(rows[0]["text"], "Two\nlines <b>");
    let page = admin.page(&format!("/admin/items/{ID}")).await;
    assert!(page.contains("Two\nlines &lt;b&gt;</textarea>"), "{page}");
}

#[tokio::test]
async fn two_windows_never_overwrite_each_other() {
    let app = app();
    let admin = Admin::of(&app, "demo").await;
    let price = |version: i64, price: &str| {
        format!("version={version}&code=CLEAN-H&description=Cleaning&text=&unit=HUR&price={price}&vat_code=21")
    };
    for _ in 0..2 {
        assert_eq!(to(&admin.post(HOUR, &price(1, "34")).await), (303, "/admin/items?done=saved"), "twice saves once");
    }
    let stale = admin.post(HOUR, &price(1, "99")).await;
    assert_eq!(stale.status, 409);
    for text in ["changed in another window", "value=\"34.00\"", "name=\"version\" value=\"2\"", "Error: Edit item"] {
        assert!(stale.text().contains(text), "{text}\n{}", stale.text());
    }
    let taken = admin.post(HOUR, &price(2, "34").replace("CLEAN-H", "km")).await;
    assert_eq!(taken.status, 422);
    assert!(taken.text().contains("Another item has this code"));
    let prices = app.rows("SELECT unit_price FROM item WHERE code = 'CLEAN-H' ORDER BY tenant_id").await;
    assert_eq!(
        (&prices[0]["unit_price"], &prices[1]["unit_price"]),
        (&"34.00".into(), &"32.00".into()),
        "and not of the other tenant"
    );
}

/// The statuses of forms that are all sent before any of them writes.
async fn race(app: &TestApp, cookie: &str, path: &str, forms: Vec<String>) -> Vec<u16> {
    let sent: Vec<_> = forms
        .into_iter()
        .map(|form| {
            let headers = [("cookie", cookie), ("sec-fetch-site", "same-origin"), ("content-type", CONTENT_TYPE)];
            let (ports, request) = (app.ports.clone(), request("POST", path, &headers, Body::from(form)));
            tokio::spawn(async move { edge::router::handle(&ports, request).await.status().as_u16() })
        })
        .collect();
    let mut statuses = Vec::new();
    for status in sent {
        statuses.push(status.await.unwrap());
    }
    statuses.sort_unstable();
    statuses
}

#[tokio::test]
async fn twenty_at_once_add_one_item_and_change_it_once() {
    let mut app = app();
    let cookie = Admin::of(&app, "demo").await.cookie;
    app.ports.database = Arc::new(Interleaved(app.database.clone()));
    assert_eq!(race(&app, &cookie, ADD, vec![form(ID); 20]).await, [303; 20]);
    let changes = (0..20).map(|n| format!("version=1&{}", FORM.replace("28%2C1234", &n.to_string()))).collect();
    let statuses = race(&app, &cookie, &format!("/admin/items/{ID}"), changes).await;
    assert_eq!((statuses[0], &statuses[1..]), (303, &[409; 19][..]));
    let rows = stored(&app).await;
    assert_eq!((rows.len(), &rows[0]["version"]), (1, &2.into()));
}

#[tokio::test]
async fn lost_answers_change_nothing_twice() {
    let app = app();
    let admin = Admin::of(&app, "demo").await;
    let batches_before_the_write = 2; // session, item
    let lost = |fault| (0..batches_before_the_write).map(|_| None).chain([Some(fault)]).collect::<Vec<_>>();
    for (fault, id, code) in
        [(Fault::LostAfter, ID, "IRON"), (Fault::LostBefore, "01936d5e-7c3a-7b1e-8f2a-0000000000fe", "IRON-2")]
    {
        app.inject(lost(fault));
        let answer = admin.post(ADD, &form(id).replace("IRON", code)).await;
        assert_eq!(to(&answer), (303, "/admin/items?done=added"), "{fault:?}");
        app.inject(lost(fault));
        let change = format!("version=1&{}", FORM.replace("IRON", code).replace("28%2C1234", "30"));
        let answer = admin.post(&format!("/admin/items/{id}"), &change).await;
        assert_eq!(to(&answer), (303, "/admin/items?done=saved"), "{fault:?}");
    }
    let versions = app.rows("SELECT version FROM item WHERE code LIKE 'IRON%'").await;
    assert!(versions.len() == 2 && versions.iter().all(|row| row["version"] == 2), "{versions:?}");
}

#[tokio::test]
async fn an_archived_item_is_kept_and_comes_back() {
    let app = app();
    let admin = Admin::of(&app, "demo").await;
    let archive = format!("{HOUR}/archive");
    for _ in 0..2 {
        assert_eq!(to(&admin.post(&archive, "action=archive").await), (303, "/admin/items?done=archived"));
    }
    assert!(!admin.page("/admin/items").await.contains("Cleaning, per hour"));
    assert!(admin.page("/admin/items?state=archived").await.contains("Cleaning, per hour"));
    let page = admin.page(HOUR).await;
    assert!(page.contains("Use item again") && page.contains("name=\"version\" value=\"2\""), "{page}");
    assert_eq!(to(&admin.post(&archive, "action=restore").await), (303, "/admin/items?done=restored"));
    assert!(admin.page("/admin/items").await.contains("Cleaning, per hour"));
    assert_eq!(admin.post(&archive, "action=delete").await.status, 422);
    assert_eq!(app.count("SELECT count(*) FROM item WHERE tenant_id = 'other' AND archived_at IS NOT NULL").await, 0);
}

#[tokio::test]
async fn items_of_another_tenant_do_not_exist() {
    let app = app();
    let admin = Admin::of(&app, "demo").await;
    assert_eq!(admin.post(ADD, &form(ID)).await.status, 303);
    let stranger = Admin::of(&app, "other").await;
    let path = format!("/admin/items/{ID}");
    assert_eq!(stranger.get(&path).await.status, 404);
    assert_eq!(stranger.post(&path, &format!("version=1&{FORM}")).await.status, 404);
    assert_eq!(stranger.post(&format!("{path}/archive"), "action=archive").await.status, 404);
    assert!(!stranger.page("/admin/items").await.contains("Ironing"));
    assert_eq!(admin.get("/admin/items/not-an-id").await.status, 404);
    // The same id and code are free for them.
    assert_eq!(to(&stranger.post(ADD, &form(ID)).await), (303, "/admin/items?done=added"));
    assert_eq!(stored(&app).await.len(), 2);
}
