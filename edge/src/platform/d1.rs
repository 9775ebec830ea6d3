//! The port over D1.

use serde::Deserialize;
use worker::{D1Database, D1Result, send::SendFuture, wasm_bindgen::JsValue};

use super::database::{BatchAnswer, BoxFuture, Database, DatabaseError, Rows, Statement, Value};

/// D1 behind the port.
pub struct D1(pub D1Database);

impl D1 {
    async fn run(&self, statements: Vec<Statement>) -> Result<BatchAnswer, DatabaseError> {
        let mut prepared = Vec::with_capacity(statements.len());
        for statement in &statements {
            let values = statement.values.iter().map(bound).collect::<Result<Vec<_>, _>>()?;
            prepared.push(self.0.prepare(statement.sql).bind(&values).map_err(|error| classify(&error))?);
        }
        let results = self.0.batch(prepared).await.map_err(|error| classify(&error))?;
        let mut answer = BatchAnswer::default();
        for result in &results {
            answer.rows.push(rows(result)?);
            if let Ok(Some(meta)) = result.meta() {
                answer.rows_read = answer.rows_read.saturating_add(count(meta.rows_read));
                answer.rows_written = answer.rows_written.saturating_add(count(meta.rows_written));
            }
        }
        Ok(answer)
    }
}

fn count(rows: Option<usize>) -> u64 {
    rows.and_then(|rows| u64::try_from(rows).ok()).unwrap_or_default()
}

/// D1 refuses BigInt and `undefined`; a JavaScript number is exact up to 2^53.
#[expect(clippy::cast_precision_loss, reason = "checked to be within 2^53")]
fn bound(value: &Value) -> Result<JsValue, DatabaseError> {
    match value {
        Value::Null => Ok(JsValue::NULL),
        Value::Integer(number) if number.unsigned_abs() < (1 << 53) => Ok(JsValue::from_f64(*number as f64)),
        Value::Integer(_) => Err(DatabaseError::Defect("integer beyond 2^53".into())),
        Value::Text(text) => Ok(JsValue::from_str(text)),
    }
}

fn rows(result: &D1Result) -> Result<Rows, DatabaseError> {
    let rows = result.results::<Row>().map_err(|error| classify(&error))?;
    Ok(Rows(rows.into_iter().map(|row| row.0).collect()))
}

#[derive(Deserialize)]
#[serde(transparent)]
struct Row(serde_json::Value);

/// `Display` of a D1 error panics; its cause does not.
fn classify(error: &worker::Error) -> DatabaseError {
    let text = match error {
        worker::Error::D1(d1) => d1.cause(),
        worker::Error::UnknownJsError { message, .. } => message.clone(),
        other => other.to_string(),
    };
    DatabaseError::classify(&text)
}

impl Database for D1 {
    fn batch(&self, statements: Vec<Statement>) -> BoxFuture<'_, Result<BatchAnswer, DatabaseError>> {
        Box::pin(SendFuture::new(self.run(statements)))
    }
}
