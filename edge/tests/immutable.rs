//! What is issued or recorded never changes: every column of every such table, as SQLite names them, refuses raw SQL.

use crate::admin::{Admin, TUESDAY_9, app, quote};
use crate::support::{TestApp, booking, id};
use edge::platform::database::{Database, DatabaseError, Refused, Statement};
use serde_json::Value as Json;

/// Tables whose rows stay as they are, each with the name of the refusal.
const TABLES: [(&str, Refused); 10] = [
    ("booking_move", Refused::BookingMoveIsFinal),
    ("document", Refused::DocumentIsImmutable),
    ("document_event", Refused::DocumentEventIsImmutable),
    ("document_file", Refused::DocumentFileIsImmutable),
    ("payment", Refused::PaymentIsImmutable),
    ("payment_reversal", Refused::PaymentIsImmutable),
    ("prepayment", Refused::DocumentIsImmutable),
    ("prepayment_deduction", Refused::DocumentIsImmutable),
    ("quotation_answer", Refused::QuotationAnswerIsFinal),
    ("quotation_outcome", Refused::QuotationOutcomeIsFinal),
];

/// An invoice with a payment that was undone, a credit note, and an accepted quote that became an invoice in two parts.
async fn books(app: &TestApp) {
    let booked = app.book("demo", &id(1), &booking("2026-12-02T08:00:00Z")).await;
    assert_eq!(booked.status, 201, "{}", booked.text());
    assert_eq!(app.get(booked.json()["document"]["pdf_url"].as_str().unwrap()).await.status, 200);
    let page = booked.json()["document"]["url"].as_str().unwrap().to_owned();
    assert_eq!(app.get_with(&page, &[("user-agent", "Mozilla/5.0")]).await.status, 200);
    let document = app.rows("SELECT id FROM document").await[0]["id"].as_str().unwrap().to_owned();
    let quoted = quote(app, 2, TUESDAY_9).await;
    let quotation =
        app.rows("SELECT id FROM document WHERE kind = 'quotation'").await[0]["id"].as_str().unwrap().to_owned();
    let admin = Admin::of(app, "demo").await;
    let path = format!("/admin/documents/{document}");
    let payment = "01936d5e-7c3a-7b1e-9f2a-000000000001";
    for (to, form) in [
        (
            format!("{path}/record-payment"),
            format!("id={payment}&amount=20&paid_on=2026-11-30&method=cash&note=").as_str(),
        ),
        (format!("{path}/payments/{payment}/undo"), ""),
        (format!("{path}/credit-note"), "id=credit-note-0000000001&quantity-0=1&reason=Booked+by+mistake"),
        (format!("/admin/documents/{quotation}/answer"), "answer=accepted&name=An+Peeters&remark="),
        (
            format!("/admin/documents/{quotation}/prepayment"),
            "id=prepayment-00000000001&part=percentage&percentage=30&amount=&due_date=2026-12-20",
        ),
        (format!("/admin/bookings/{quoted}/generate-invoice"), ""),
        (
            format!("/admin/bookings/{quoted}/move"),
            "starts_at=2026-12-03T08%3A00%3A00Z&sequence=0&invoices=2&day=2026-12-03",
        ),
    ] {
        let answer = admin.post(&to, form).await;
        assert_eq!(answer.status, 303, "{to}: {}", answer.text());
    }
}

async fn run(app: &TestApp, sql: String) -> Result<(), DatabaseError> {
    let sql: &'static str = Box::leak(sql.into_boxed_str());
    app.database.batch(vec![Statement::new(sql, [])]).await.map(drop)
}

/// The columns of a table, from the database itself: a new column is covered without a word here.
async fn columns(app: &TestApp, table: &str) -> Vec<(String, String)> {
    let text = |row: &Json, column: &str| row[column].as_str().unwrap().to_owned();
    let rows = app.rows_with("SELECT name, type FROM pragma_table_info(?1)", [table.into()]).await;
    rows.iter().map(|row| (text(row, "name"), text(row, "type"))).collect()
}

#[tokio::test]
async fn every_column_of_what_is_issued_or_recorded_refuses_every_change() {
    let app = app();
    books(&app).await;
    for (table, refusal) in TABLES {
        let before = app.rows(Box::leak(format!("SELECT * FROM {table}").into_boxed_str())).await;
        assert!(!before.is_empty(), "{table}");
        let refused = |result: Result<(), DatabaseError>, what: &str| {
            assert_eq!(result, Err(DatabaseError::Refused(refusal)), "{what} of {table}");
        };
        let columns = columns(&app, table).await;
        assert!(columns.len() > 2, "{table}");
        for (column, kind) in &columns {
            let other =
                if kind == "INTEGER" { format!("{column} + 1") } else { format!("coalesce({column}, '') || '0'") };
            for value in [column.clone(), other, "NULL".into()] {
                refused(run(&app, format!("UPDATE {table} SET {column} = {value}")).await, column);
                refused(run(&app, format!("UPDATE OR REPLACE {table} SET {column} = {value}")).await, column);
            }
        }
        refused(run(&app, format!("DELETE FROM {table}")).await, "DELETE");
        assert_eq!(app.rows(Box::leak(format!("SELECT * FROM {table}").into_boxed_str())).await, before, "{table}");
    }
}

#[tokio::test]
async fn what_is_issued_or_recorded_is_not_replaced_by_another_row() {
    let app = app();
    books(&app).await;
    for (table, count) in [("document", 5), ("payment", 1)] {
        let names: Vec<String> = columns(&app, table).await.into_iter().map(|(name, _)| name).collect();
        let names = names.join(", ");
        let before = app.rows(Box::leak(format!("SELECT * FROM {table}").into_boxed_str())).await;
        assert_eq!(before.len(), count, "{table}");
        for id in before.iter().map(|row| row["id"].as_str().unwrap()) {
            for verb in ["INSERT OR REPLACE", "REPLACE"] {
                let sql = format!("{verb} INTO {table} ({names}) SELECT {names} FROM {table} WHERE id = '{id}'");
                let result = run(&app, sql).await;
                let refused = matches!(result, Err(DatabaseError::Refused(_) | DatabaseError::Duplicate(_)));
                assert!(refused, "{verb} of {id}: {result:?}");
            }
        }
        assert_eq!(app.rows(Box::leak(format!("SELECT * FROM {table}").into_boxed_str())).await, before);
    }
}

#[tokio::test]
async fn an_undone_payment_is_not_undone_again_on_another_day() {
    let app = app();
    books(&app).await;
    let before = app.rows("SELECT * FROM payment_reversal").await;
    assert_eq!(before.len(), 1);
    for verb in ["INSERT OR REPLACE", "REPLACE"] {
        let columns = "tenant_id, payment_id, '2027-01-01T00:00:00Z'";
        let sql = format!("{verb} INTO payment_reversal SELECT {columns} FROM payment_reversal");
        let result = run(&app, sql).await;
        assert_eq!(result, Err(DatabaseError::Refused(Refused::PaymentIsImmutable)), "{verb}");
    }
    assert_eq!(app.rows("SELECT * FROM payment_reversal").await, before);
}

#[tokio::test]
async fn no_table_that_refuses_changes_is_left_out() {
    let app = app();
    let rows = app
        .rows(
            "SELECT t.name FROM sqlite_schema AS t WHERE t.type = 'table'
               AND EXISTS (SELECT 1 FROM sqlite_schema AS u WHERE u.name = t.name || '_never_updated')
               AND EXISTS (SELECT 1 FROM sqlite_schema AS d WHERE d.name = t.name || '_never_deleted') ORDER BY t.name",
        )
        .await;
    let guarded: Vec<&str> = rows.iter().map(|row| row["name"].as_str().unwrap()).collect();
    assert_eq!(guarded, TABLES.map(|(table, _)| table), "a table whose rows never change belongs into TABLES");
}
