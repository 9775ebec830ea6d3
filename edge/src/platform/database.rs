//! The database port: one method, because D1 has one kind of transaction.
//!
//! `d1` implements it in the Worker; `sqlite` implements it natively over the same SQL and the same migrations.

mod error;
pub mod migrations;
mod query;
mod refused;

use serde::Deserialize;
use shared::limits;

use std::{future::Future, pin::Pin};

use serde::de::DeserializeOwned;

pub use self::{
    error::DatabaseError,
    query::{Answers, Batch, Handle, IntoQuery, Query},
    refused::Refused,
};

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

/// The port.
pub trait Database: Send + Sync {
    /// Runs the statements as one transaction: all of them, or none. Fails with the name of the broken guard or
    /// invariant. An empty batch is an error.
    fn batch(&self, statements: Vec<Statement>) -> BoxFuture<'_, Result<BatchAnswer, DatabaseError>>;
}

/// Rows of the pages before this one.
pub fn rows_before(page: u32) -> u32 {
    page.saturating_sub(1).saturating_mul(limits::PAGE_ROWS)
}

/// How many rows a filter finds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct Counted {
    /// Rows of all pages.
    pub rows: u64,
}

/// The rows of one statement of a batch.
///
/// # Errors
/// [`DatabaseError::Defect`] if the batch answered fewer statements.
pub fn answer(rows: &[Rows], statement: usize) -> Result<&Rows, DatabaseError> {
    rows.get(statement).ok_or_else(|| DatabaseError::Defect("an answer of the batch is missing".into()))
}

/// The one row of a statement that always answers one.
///
/// # Errors
/// [`DatabaseError::Defect`] if there is none or it has another shape.
pub fn only<T: DeserializeOwned>(rows: &[Rows], statement: usize) -> Result<T, DatabaseError> {
    answer(rows, statement)?.first()?.ok_or_else(|| DatabaseError::Defect("a row is missing".into()))
}
