//! The form Record payment.

use jiff::civil::Date;
use shared::{
    billing::payment::{Bounds, Payment, PaymentMethod, Typed},
    fault::Fault,
    id::PaymentId,
    money::Amount,
};

use crate::web::fields::Fields;

/// Names in the form.
pub const NAMES: &[&str] = &["id", "paid_on", "amount", "method", "note"];

/// What the form holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PaymentForm {
    /// The id under which it is recorded, made with the form.
    pub id: String,
    /// `YYYY-MM-DD`.
    pub paid_on: String,
    /// Decimal.
    pub amount: String,
    /// Name of a [`PaymentMethod`].
    pub method: String,
    /// May be empty.
    pub note: String,
}

impl PaymentForm {
    /// A form that asks for an amount, today.
    pub fn preset(id: PaymentId, asked: Amount, today: Date) -> Self {
        Self {
            id: id.to_string(),
            paid_on: today.to_string(),
            amount: asked.to_string(),
            method: PaymentMethod::BankTransfer.as_str().to_owned(),
            note: String::new(),
        }
    }

    /// Reads the form.
    pub fn parse(fields: &Fields) -> Self {
        let text = |name| fields.text(name).to_owned();
        Self {
            id: text("id"),
            paid_on: text("paid_on"),
            amount: text("amount"),
            method: text("method"),
            note: text("note"),
        }
    }

    /// The payment that the form asks to record.
    ///
    /// # Errors
    /// The fields to mend.
    pub fn decide(&self, bounds: Bounds) -> Result<Payment, Vec<Fault>> {
        let typed = Typed { paid_on: &self.paid_on, amount: &self.amount, method: &self.method, note: &self.note };
        Payment::parse(&typed, bounds)
    }
}
