//! The cash discount of a tenant.

use crate::platform::database::DatabaseError;
use shared::billing::cash_discount::CashDiscount;
use shared::money::Percentage;

/// A stored cash discount; none where the percentage is empty.
///
/// # Errors
/// [`DatabaseError::Defect`].
pub fn decode_cash_discount(percentage: &str, days: u32) -> Result<Option<CashDiscount>, DatabaseError> {
    if percentage.is_empty() {
        return Ok(None);
    }
    let percentage = Percentage::parse(percentage).map_err(|_| meaningless("cash_discount_percentage", percentage))?;
    Ok(Some(CashDiscount { percentage, days }))
}

pub(crate) fn meaningless(what: &str, value: &str) -> DatabaseError {
    DatabaseError::Defect(format!("stored {what} means nothing: {value}"))
}
