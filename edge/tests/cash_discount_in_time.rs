//! A cash discount that is taken: by exactly what is asked, in time, together with partial payments, credits and mistakes.

use crate::admin::{Admin, app, to};
use crate::support::{TestApp, booking, id};
use serde_json::json;

/// An invoice of 144.70 (120.00 at 21 %) that asks 142.30 of who pays by 2 December, and the day on which payments are recorded.
async fn invoice(app: &TestApp, tenant: &'static str) -> String {
    app.sql(&format!(
        "UPDATE tenant SET auto_invoice = 0, cash_discount_percentage = '2', settings_version = settings_version + 1
         WHERE id = '{tenant}'"
    ));
    let mut body = booking("2026-12-02T08:00:00Z");
    body["service"] = json!("office-cleaning");
    assert_eq!(app.book(tenant, &id(1), &body).await.status, 201);
    let admin = Admin::of(app, tenant).await;
    let path = format!("/admin/bookings/{}/generate-invoice", id(1));
    let issued = admin.post(&path, "cash_discount=2%2F8").await;
    app.clock.set("2026-12-05T08:00:00Z".parse().unwrap());
    to(&issued).1.strip_suffix("?done=generated").unwrap().to_owned()
}

enum Step {
    Pay(&'static str, &'static str),
    Undo(u32),
    Credit(&'static str),
}
use Step::{Credit, Pay, Undo};

fn payment_id(n: u32) -> String {
    format!("01936d5e-7c3a-7b1e-9f2a-{n:012x}")
}

async fn take(admin: &Admin<'_>, document: &str, n: u32, step: &Step) -> u16 {
    let answer = match step {
        Pay(amount, day) => {
            let form = format!("id={}&amount={amount}&paid_on={day}&method=bank_transfer&note=", payment_id(n));
            admin.post(&format!("{document}/record-payment"), &form).await
        }
        Undo(of) => admin.post(&format!("{document}/payments/{}/undo", payment_id(*of)), "").await,
        Credit(quantity) => {
            let form = format!("id=credit-note-{n:010}&quantity-0={quantity}&reason=Agreed");
            admin.post(&format!("{document}/credit-note"), &form).await
        }
    };
    answer.status.as_u16()
}

/// Credited, paid, cash discount and what is left, in cents.
async fn account(app: &TestApp) -> [i64; 4] {
    let row = &app
        .rows("SELECT credited, paid, cash_discount, total - credited - paid - cash_discount AS rest FROM invoice_balance WHERE tenant_id = 'demo'")
        .await[0];
    ["credited", "paid", "cash_discount", "rest"].map(|name| row[name].as_i64().unwrap())
}

#[tokio::test]
async fn payments_credits_and_the_discount_add_up() {
    for (steps, account_after, words) in [
        // In time and exactly: settled, and no credit note.
        (vec![Pay("142.30", "2026-12-02")], [0, 14_230, 240, 0], vec!["good\">paid<", "Paid with cash discount"]),
        (vec![Pay("100.00", "2026-11-30"), Pay("42.30", "2026-12-01")], [0, 14_230, 240, 0], vec!["good\">paid<"]),
        // Late, too little, or everything: no discount.
        (vec![Pay("142.30", "2026-12-03")], [0, 14_230, 0, 240], vec!["overdue"]),
        (vec![Pay("142.29", "2026-12-02")], [0, 14_229, 0, 241], vec!["overdue", "With cash discount: €0.01"]),
        (vec![Pay("144.70", "2026-12-02")], [0, 14_470, 0, 0], vec!["good\">paid<"]),
        (vec![Pay("100.00", "2026-12-03"), Pay("42.30", "2026-12-02")], [0, 14_230, 0, 240], vec!["overdue"]),
        // The missing cent comes in time too.
        (vec![Pay("142.29", "2026-12-02"), Pay("0.01", "2026-12-02")], [0, 14_230, 240, 0], vec!["good\">paid<"]),
        // Half is credited first: half of the discount is left.
        (vec![Credit("0.5"), Pay("71.15", "2026-12-02")], [7_235, 7_115, 120, 0], vec!["good\">paid<"]),
        (vec![Credit("0.5"), Pay("69.95", "2026-12-02")], [7_235, 6_995, 0, 240], vec!["With cash discount: €1.20"]),
        // Half is credited afterwards: what was paid for it is to be given back, without its discount.
        (vec![Pay("142.30", "2026-12-02"), Credit("0.5")], [7_235, 14_230, 120, -7_115], vec!["€71.15 more came in"]),
        (vec![Pay("144.70", "2026-12-02"), Credit("0.5")], [7_235, 14_470, 0, -7_235], vec!["€72.35 more came in"]),
        (vec![Credit("0.25"), Pay("106.73", "2026-12-02"), Credit("0.25")], [7_235, 10_673, 120, -3_558], vec![]),
        (
            vec![Pay("142.30", "2026-12-02"), Credit("1")],
            [14_470, 14_230, 0, -14_230],
            vec!["credited", "€142.30 more"],
        ),
        (vec![Pay("20.00", "2026-12-05"), Credit("1")], [14_470, 2_000, 0, -2_000], vec!["credited"]),
        // A mistake takes the discount with it, and the right payment brings it back.
        (vec![Pay("142.30", "2026-12-02"), Undo(0)], [0, 0, 0, 14_470], vec!["overdue", "With cash discount: €142.30"]),
        (
            vec![Pay("142.30", "2026-12-02"), Undo(0), Pay("142.30", "2026-12-01")],
            [0, 14_230, 240, 0],
            vec!["good\">paid<"],
        ),
        (
            vec![Pay("100.00", "2026-12-01"), Pay("42.30", "2026-12-02"), Undo(0)],
            [0, 4_230, 0, 10_240],
            vec!["overdue"],
        ),
        (
            vec![Pay("100.00", "2026-12-01"), Pay("42.30", "2026-12-02"), Undo(0), Pay("100.00", "2026-12-02")],
            [0, 14_230, 240, 0],
            vec!["good\">paid<"],
        ),
        (
            vec![Pay("100.00", "2026-12-01"), Pay("42.30", "2026-12-02"), Undo(0), Pay("102.40", "2026-12-05")],
            [0, 14_470, 0, 0],
            vec!["good\">paid<"],
        ),
        (
            vec![Pay("100.00", "2026-12-01"), Pay("42.30", "2026-12-02"), Undo(0), Pay("100.00", "2026-12-05")],
            [0, 14_230, 0, 240],
            vec!["overdue"],
        ),
        (
            vec![Pay("142.30", "2026-12-03"), Undo(0), Pay("142.30", "2026-12-02")],
            [0, 14_230, 240, 0],
            vec!["good\">paid<"],
        ),
        (vec![Pay("142.30", "2026-12-03"), Pay("2.40", "2026-12-05")], [0, 14_470, 0, 0], vec!["good\">paid<"]),
    ] {
        let app = app();
        let document = invoice(&app, "demo").await;
        let admin = Admin::of(&app, "demo").await;
        for (n, step) in (0..).zip(&steps) {
            assert_eq!(take(&admin, &document, n, step).await, 303, "step {n}");
        }
        assert_eq!(account(&app).await, account_after);
        let page = admin.page(&document).await;
        for word in words {
            assert!(page.contains(word), "{account_after:?} {word}\n{page}");
        }
        let listed = admin.page("/admin/invoices").await;
        let due = account_after[3].max(0);
        assert!(listed.contains(&format!("data-label=\"Due, EUR\">{}.{:02}<", due / 100, due % 100)), "{listed}");
    }
}

#[tokio::test]
async fn the_form_proposes_what_is_asked_in_time() {
    let app = app();
    let document = invoice(&app, "demo").await;
    let admin = Admin::of(&app, "demo").await;
    let late = admin.page(&format!("{document}/record-payment")).await;
    assert!(late.contains("value=\"144.70\"") && late.contains("until 2 Dec 2026"), "{late}");
    app.clock.set("2026-12-02T12:00:00Z".parse().unwrap());
    let admin = Admin::of(&app, "demo").await;
    let page = admin.page(&format!("{document}/record-payment")).await;
    for text in ["value=\"142.30\"", ">€142.30<", "until 2 Dec 2026", ">€144.70<"] {
        assert!(page.contains(text), "{text}\n{page}");
    }
    // The same form twice, and another window with the old proposal.
    for _ in 0..2 {
        assert_eq!(take(&admin, &document, 1, &Pay("142.30", "2026-12-02")).await, 303);
    }
    assert_eq!(take(&admin, &document, 2, &Pay("142.30", "2026-12-02")).await, 409);
    assert_eq!(account(&app).await, [0, 14_230, 240, 0]);
    let csv = admin.page("/admin/invoices.csv").await;
    assert!(csv.contains("Cash discount taken") && csv.contains(";142,30;2,40;0,00;Paid;"), "{csv}");
}

#[tokio::test]
async fn the_schema_refuses_a_discount_that_is_not_earned() {
    let app = app();
    invoice(&app, "demo").await;
    let record = "INSERT INTO payment (tenant_id, id, document_id, paid_on, amount, method, created_at, cash_discount)
                  SELECT tenant_id, '01936d5e-7c3a-7b1e-9f2a-000000000001', id, ?1, CAST(?2 AS INTEGER), 'cash', '2026-12-05T08:00:00Z', CAST(?3 AS INTEGER)
                  FROM document WHERE kind = 'invoice'";
    for (day, amount, discount, refused) in [
        ("2026-12-03", 14_230, 240, Some("cash_discount_not_earned")),
        ("2026-12-02", 14_229, 240, Some("cash_discount_not_earned")),
        ("2026-12-02", 14_229, 241, Some("cash_discount_not_earned")),
        ("2026-12-02", 14_470, 240, Some("cash_discount_not_earned")),
        ("2026-12-02", 14_230, -1, Some("cash_discount BETWEEN 0 AND 99999999999")),
        ("2026-12-02", 14_230, 240, None),
    ] {
        let values = [day.into(), i64::from(amount).into(), i64::from(discount).into()];
        let batch = edge::platform::database::Database::batch(
            &*app.database,
            vec![edge::platform::database::Statement::new(record, values)],
        )
        .await;
        match (batch, refused) {
            (Ok(_), None) => {}
            (Err(error), Some(name)) => assert_eq!(error, edge::platform::database::DatabaseError::raised(name)),
            (batch, _) => panic!("{day} {amount} {discount}: {batch:?}"),
        }
    }
}

#[tokio::test]
async fn another_tenants_discount_is_not_touched() {
    let app = app();
    let document = invoice(&app, "other").await;
    let demo = Admin::of(&app, "demo").await;
    assert_eq!(take(&demo, &document, 1, &Pay("142.30", "2026-12-02")).await, 404);
    assert_eq!(app.count("SELECT count(*) FROM payment").await, 0);
}
