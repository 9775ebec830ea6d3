//! What the dashboard reads and writes beyond the stores of bookings and documents. Every statement takes its tenant from
//! the session, so an id of another tenant finds nothing.

pub mod bookings;
pub mod contacts;
pub mod credit_notes;
pub mod documents;
pub mod failed_work;
pub mod invoices;
pub mod series;
pub mod sessions;
pub mod settings;
pub mod today;

use serde::Deserialize;

use crate::db::{DatabaseError, Rows};

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
pub fn only<T: serde::de::DeserializeOwned>(rows: &[Rows], statement: usize) -> Result<T, DatabaseError> {
    answer(rows, statement)?.first()?.ok_or_else(|| DatabaseError::Defect("a row is missing".into()))
}
