//! The database port: one method, because D1 has one kind of transaction.
//!
//! `d1` implements it in the Worker; `sqlite` implements it natively over the same SQL and the same migrations.

#[cfg(target_arch = "wasm32")]
pub mod d1;
pub mod migrations;
#[cfg(not(target_arch = "wasm32"))]
pub mod sqlite;

use std::{future::Future, pin::Pin};

use serde::de::DeserializeOwned;

/// A boxed future, so that ports can be trait objects.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// A bound value. There is no boolean and no float: flags are 0 or 1, amounts are cents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// SQL NULL.
    Null,
    /// A whole number within 2^53. D1 binds it as REAL: write `CAST(?1 AS INTEGER)` inside expressions.
    Integer(i64),
    /// Text.
    Text(String),
}

impl From<i64> for Value {
    fn from(value: i64) -> Self {
        Self::Integer(value)
    }
}

impl From<u32> for Value {
    fn from(value: u32) -> Self {
        Self::Integer(i64::from(value))
    }
}

impl From<&str> for Value {
    fn from(value: &str) -> Self {
        Self::Text(value.to_owned())
    }
}

impl From<String> for Value {
    fn from(value: String) -> Self {
        Self::Text(value)
    }
}

impl<T: Into<Self>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

/// One statement: its text from a file of `store/sql`, and the values of `?1..?n`.
#[derive(Clone, Debug)]
pub struct Statement {
    /// SQL text.
    pub sql: &'static str,
    /// Values in order.
    pub values: Vec<Value>,
}

impl Statement {
    /// A statement with its values.
    pub fn new(sql: &'static str, values: impl IntoIterator<Item = Value>) -> Self {
        Self { sql, values: values.into_iter().collect() }
    }
}

/// The rows that one statement returned.
#[derive(Clone, Debug, Default)]
pub struct Rows(pub Vec<serde_json::Value>);

impl Rows {
    /// All rows, decoded.
    ///
    /// # Errors
    /// [`DatabaseError::Defect`] if a row does not have the wanted shape.
    pub fn all<T: DeserializeOwned>(&self) -> Result<Vec<T>, DatabaseError> {
        self.0.iter().map(decode).collect()
    }

    /// The first row, decoded; none if there is no row.
    ///
    /// # Errors
    /// [`DatabaseError::Defect`] if the row does not have the wanted shape.
    pub fn first<T: DeserializeOwned>(&self) -> Result<Option<T>, DatabaseError> {
        self.0.first().map(decode).transpose()
    }
}

fn decode<T: DeserializeOwned>(row: &serde_json::Value) -> Result<T, DatabaseError> {
    T::deserialize(row).map_err(|error| DatabaseError::Defect(format!("row: {error}")))
}

/// What a batch answered.
#[derive(Clone, Debug, Default)]
pub struct BatchAnswer {
    /// One entry per statement.
    pub rows: Vec<Rows>,
    /// Rows that the database read, where it counts them.
    pub rows_read: u64,
    /// Rows that the database wrote, indexes included, where it counts them.
    pub rows_written: u64,
}

/// Why a batch failed. Nothing of it is stored, except where the outcome is unknown.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DatabaseError {
    /// A guard or an invariant of the schema refused the batch; this is its name, such as `slot_taken`.
    #[error("broken: {0}")]
    Broken(String),
    /// A row with this key exists, such as `booking.tenant_id, booking.id`.
    #[error("duplicate: {0}")]
    Duplicate(String),
    /// The database did not answer; the batch may have been stored. The same batch may be sent again.
    #[error("outcome unknown")]
    Unavailable,
    /// A defect of ours: the text is for the log only.
    #[error("defect: {0}")]
    Defect(String),
}

impl DatabaseError {
    /// Whether the guard or invariant of this name refused the batch.
    pub fn is_broken(&self, name: &str) -> bool {
        matches!(self, Self::Broken(broken) if broken == name)
    }

    /// What a trigger of the schema raised. A name that ends with `_exists` says that the table has a row of this key, which
    /// the key itself would say for any other statement than REPLACE.
    pub fn raised(name: &str) -> Self {
        match name.strip_suffix("_exists") {
            Some(table) => Self::Duplicate(table.to_owned()),
            None => Self::Broken(name.to_owned()),
        }
    }

    /// Reads the text of SQLite's or D1's message. Only the two adapters call it; nothing else reads error texts.
    pub fn classify(message: &str) -> Self {
        let text = message.strip_prefix("D1_ERROR: ").unwrap_or(message);
        let head = text.split(": SQLITE_").next().unwrap_or(text);
        if let Some(name) = head.strip_prefix("CHECK constraint failed: ") {
            return Self::Broken(name.to_owned());
        }
        if let Some(key) = head.strip_prefix("UNIQUE constraint failed: ") {
            return Self::Duplicate(key.to_owned());
        }
        if text.contains("SQLITE_CONSTRAINT_TRIGGER") {
            return Self::raised(head);
        }
        let lost = [
            "Network connection lost",
            "object to be reset",
            "code was updated",
            "transient issue",
            "overloaded",
            "SQLITE_BUSY",
        ];
        if lost.iter().any(|part| text.contains(part)) { Self::Unavailable } else { Self::Defect(text.to_owned()) }
    }
}

/// The port.
pub trait Database: Send + Sync {
    /// Runs the statements as one transaction: all of them, or none. Fails with the name of the broken guard or
    /// invariant. An empty batch is an error.
    fn batch(&self, statements: Vec<Statement>) -> BoxFuture<'_, Result<BatchAnswer, DatabaseError>>;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_of_d1_and_sqlite_mean_the_same() {
        let broken = |name: &str| DatabaseError::Broken(name.to_owned());
        for (message, meaning) in [
            (
                "D1_ERROR: CHECK constraint failed: settings_changed: SQLITE_CONSTRAINT (extended: SQLITE_CONSTRAINT_CHECK)",
                broken("settings_changed"),
            ),
            ("CHECK constraint failed: settings_changed", broken("settings_changed")),
            ("D1_ERROR: slot_taken: SQLITE_CONSTRAINT (extended: SQLITE_CONSTRAINT_TRIGGER)", broken("slot_taken")),
            (
                "D1_ERROR: UNIQUE constraint failed: booking.tenant_id, booking.id: SQLITE_CONSTRAINT (extended: SQLITE_CONSTRAINT_PRIMARYKEY)",
                DatabaseError::Duplicate("booking.tenant_id, booking.id".into()),
            ),
            (
                "D1_ERROR: document_exists: SQLITE_CONSTRAINT (extended: SQLITE_CONSTRAINT_TRIGGER)",
                DatabaseError::Duplicate("document".into()),
            ),
            ("D1_ERROR: Network connection lost.", DatabaseError::Unavailable),
            ("Cannot resolve D1 DB due to transient issue on remote node.", DatabaseError::Unavailable),
            ("D1_ERROR: near \"SELEC\": syntax error", DatabaseError::Defect("near \"SELEC\": syntax error".into())),
        ] {
            assert_eq!(DatabaseError::classify(message), meaning);
        }
    }
}
