//! Settings > Invoice settings > Number series: set once, before the first document, by a file manager; and never two
//! documents with one number.

use serde_json::json;

use crate::{
    admin::{Admin, TUESDAY_9, app, quote, to},
    support::{TestApp, booking, id},
};

const LIST: &str = "/admin/settings/number-series";
const INVOICES: &str = "/admin/settings/number-series/invoice/2026";

fn make_file_manager(app: &TestApp, tenant: &str) {
    app.sql(&format!("UPDATE admin_key SET role = 'file_manager' WHERE tenant_id = '{tenant}'"));
}

async fn number(app: &TestApp, n: u32, starts_at: &str) -> String {
    let answer = app.book("demo", &id(n), &booking(starts_at)).await;
    answer.json()["document"]["number"].as_str().unwrap_or_else(|| panic!("{}", answer.text())).to_owned()
}

#[tokio::test]
async fn a_file_manager_sets_where_a_series_begins_and_the_documents_follow() {
    let app = app();
    make_file_manager(&app, "demo");
    let admin = Admin::of(&app, "demo").await;
    let list = admin.page(LIST).await;
    for text in ["INV-2026-0001", "QUO-2026-0001", "CRN-2026-0001", "INV-2027-0001", "Set Invoices, 2026"] {
        assert!(list.contains(text), "{text}");
    }
    let preview = admin.page(&format!("{INVOICES}?prefix=SHOP-2&first_number=101")).await;
    assert!(preview.contains("SHOP-2-2026-0101") && preview.contains("SHOP-2-2026-0102"));
    assert_eq!(app.count("SELECT count(*) FROM number_series").await, 0, "looking sets nothing");

    for _ in 0..2 {
        let answer = admin.post(INVOICES, "prefix=SHOP-2&first_number=101").await;
        assert_eq!(to(&answer), (303, "/admin/settings/number-series?done=set"), "{}", answer.text());
    }
    let list = admin.page(LIST).await;
    assert!(
        list.contains("SHOP-2-2026-0101") && list.contains("Set on Mon 30 November 2026; it can be set only once.")
    );
    assert!(list.contains("SHOP-2-2027-0001"), "the next year goes on with the prefix");
    assert_eq!(admin.post(INVOICES, "prefix=OTHER&first_number=1").await.status, 409, "once");
    assert_eq!(admin.get(INVOICES).await.status, 409);

    assert_eq!(number(&app, 1, TUESDAY_9).await, "SHOP-2-2026-0101");
    assert_eq!(number(&app, 2, "2026-12-02T08:00:00Z").await, "SHOP-2-2026-0102");
    let other = app.book("other", &id(1), &booking(TUESDAY_9)).await.json();
    assert_eq!(other["document"]["number"], "INV-2026-0001", "series are the tenant's own");
    let list = admin.page(LIST).await;
    assert!(list.contains("In use since SHOP-2-2026-0101 of Mon 30 November 2026; a series must stay continuous (Royal Decree no. 1, art. 5)."));
    let document = app.rows("SELECT id FROM document WHERE tenant_id = 'demo' ORDER BY sequence").await[0]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    assert!(admin.page(&format!("/admin/documents/{document}")).await.contains("a series must stay continuous"));

    // The new year begins at 1 with the same prefix.
    app.clock.set("2027-01-04T08:00:00Z".parse().unwrap());
    assert_eq!(number(&app, 3, "2027-01-06T08:00:00Z").await, "SHOP-2-2027-0001");
}

#[tokio::test]
async fn an_admin_sees_the_series_and_sets_none() {
    let app = app();
    let admin = Admin::of(&app, "demo").await;
    let list = admin.page(LIST).await;
    assert!(
        list.contains("INV-2026-0001") && list.contains("Only a file manager can set it.") && !list.contains(">Set<")
    );
    for answer in [
        admin.get(INVOICES).await,
        admin.get(&format!("{INVOICES}?prefix=F&first_number=1")).await,
        admin.post(INVOICES, "prefix=F&first_number=1").await,
    ] {
        assert_eq!(answer.status, 409);
        assert!(answer.text().contains("Only a file manager can set it."));
    }
    assert_eq!(app.count("SELECT count(*) FROM number_series").await, 0);
}

#[tokio::test]
async fn a_series_in_use_is_set_no_more() {
    let app = app();
    make_file_manager(&app, "demo");
    let admin = Admin::of(&app, "demo").await;
    number(&app, 1, TUESDAY_9).await;
    let answer = admin.post(INVOICES, "prefix=F&first_number=50").await;
    assert_eq!(answer.status, 409);
    assert!(answer.text().contains("In use since INV-2026-0001 of Mon 30 November 2026"));
    assert_eq!(number(&app, 2, "2026-12-02T08:00:00Z").await, "INV-2026-0002");
    assert_eq!(to(&admin.post("/admin/settings/number-series/invoice/2027", "prefix=F&first_number=1").await).0, 303);
}

#[tokio::test]
async fn two_kinds_never_make_the_same_number() {
    let app = app();
    make_file_manager(&app, "demo");
    let admin = Admin::of(&app, "demo").await;
    for prefix in ["QUO", "crn"] {
        let answer = admin.post(INVOICES, &format!("prefix={prefix}&first_number=1")).await;
        assert_eq!(answer.status, 422);
        assert!(answer.text().contains("is kept for"), "{prefix}");
    }
    assert_eq!(to(&admin.post(INVOICES, "prefix=F&first_number=1").await).0, 303);
    for path in ["quotation/2026", "quotation/2027", "credit_note/2026"] {
        let answer = admin.post(&format!("{LIST}/{path}"), "prefix=f&first_number=1").await;
        assert_eq!(answer.status, 422, "{path}");
        assert!(answer.text().contains("f is the prefix of other documents already."));
    }
    // Whatever a caller has read before, the schema refuses it.
    let set = |kind: &str, prefix: &str| {
        format!("INSERT INTO number_series (tenant_id, kind, year, prefix) VALUES ('demo', '{kind}', 2027, '{prefix}')")
    };
    for (kind, prefix) in [("quotation", "F"), ("credit_note", "f"), ("invoice", "QUO"), ("quotation", "inv")] {
        assert_eq!(app.refusal(&set(kind, prefix)), "number_prefix_taken", "{kind} {prefix}");
    }
    quote(&app, 1, TUESDAY_9).await;
    assert_eq!(app.rows("SELECT number FROM document").await, [json!({ "number": "QUO-2026-0001" })]);
}

#[tokio::test]
async fn bad_input_is_named_at_its_field_and_kept() {
    let app = app();
    make_file_manager(&app, "demo");
    let admin = Admin::of(&app, "demo").await;
    let answer = admin.post(INVOICES, "prefix=F%2F1&first_number=0").await;
    assert_eq!(answer.status, 422);
    let page = answer.text();
    assert!(
        page.contains("id=\"prefix-error\"")
            && page.contains("id=\"first_number-error\"")
            && page.contains("value=\"F/1\"")
    );
    assert_eq!(admin.get(&format!("{INVOICES}?prefix=&first_number=1")).await.status, 422);
    assert_eq!(
        admin.post(INVOICES, "prefix=F&first_number=1&year=2020").await.status,
        422,
        "a field that the form lacks"
    );
    for path in ["invoice/2025", "invoice/2028", "receipt/2026", "invoice/02026"] {
        assert_eq!(admin.get(&format!("{LIST}/{path}")).await.status, 404, "{path}");
        assert_eq!(admin.post(&format!("{LIST}/{path}"), "prefix=F&first_number=1").await.status, 404, "{path}");
    }
    assert_eq!(app.count("SELECT count(*) FROM number_series").await, 0);
}

#[tokio::test]
async fn two_windows_and_a_booking_race_and_one_of_them_begins_the_series() {
    let app = app();
    make_file_manager(&app, "demo");
    let admin = Admin::of(&app, "demo").await;
    let (one, other, booked) = tokio::join!(
        admin.post(INVOICES, "prefix=ONE&first_number=1"),
        admin.post(INVOICES, "prefix=TWO&first_number=7"),
        number(&app, 1, TUESDAY_9),
    );
    let rows = app.rows("SELECT prefix FROM number_series WHERE kind = 'invoice'").await;
    assert_eq!(rows.len(), 1);
    let prefix = rows[0]["prefix"].as_str().unwrap();
    assert!(booked.starts_with(prefix), "{booked} of {prefix}");
    for (answer, wanted) in [(one, "ONE"), (other, "TWO")] {
        assert_eq!(answer.status, if prefix == wanted { 303 } else { 409 }, "{wanted}");
    }
}

#[tokio::test]
async fn a_year_begins_at_midnight_where_the_tenant_is() {
    let app = app();
    let mut issued = Vec::new();
    // The last second of the year in Brussels, the first one of the next, and a clock that goes back across midnight.
    for (n, now, starts_at) in [
        (1, "2026-12-31T22:59:59Z", "2027-01-05T08:00:00Z"),
        (2, "2026-12-31T23:00:00Z", "2027-01-06T08:00:00Z"),
        (3, "2026-12-31T22:59:58Z", "2027-01-07T08:00:00Z"),
        (4, "2027-01-01T00:00:00Z", "2027-01-08T08:00:00Z"),
    ] {
        app.clock.set(now.parse().unwrap());
        let answer = app.book("demo", &id(n), &booking(starts_at)).await;
        assert_eq!(answer.status, 201, "{}", answer.text());
        let document = answer.json()["document"].clone();
        issued.push((
            document["number"].as_str().unwrap().to_owned(),
            document["issue_date"].as_str().unwrap().to_owned(),
        ));
    }
    let expected = [
        ("INV-2026-0001", "2026-12-31"),
        ("INV-2027-0001", "2027-01-01"),
        ("INV-2026-0002", "2026-12-31"),
        ("INV-2027-0002", "2027-01-01"),
    ];
    assert_eq!(issued, expected.map(|(number, date)| (number.to_owned(), date.to_owned())));
}
