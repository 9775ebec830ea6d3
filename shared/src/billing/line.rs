//! A document line (BG-25).

use serde::{Deserialize, Serialize};

use crate::{
    billing::vat::VatTreatment,
    money::{Amount, MoneyError, Quantity, UnitPrice},
};

/// One line; its net amount is computed once, when the line is made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// Item name (BT-153).
    pub item_name: String,
    /// Item description (BT-154), printed under the name; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub item_description: String,
    /// Quantity (BT-129).
    pub quantity: Quantity,
    /// UNECE Rec 20 code (BT-130), such as `C62` for one.
    pub unit_code: String,
    /// Price of one unit without VAT (BT-146).
    pub net_price: UnitPrice,
    /// VAT of the line (BG-30).
    pub vat: VatTreatment,
    /// Quantity times price, rounded to cents (BT-131).
    pub net_amount: Amount,
}

impl Line {
    /// A line with its net amount.
    ///
    /// # Errors
    /// [`MoneyError::OutOfRange`].
    pub fn new(
        item_name: String,
        item_description: String,
        quantity: Quantity,
        unit_code: &str,
        net_price: UnitPrice,
        vat: VatTreatment,
    ) -> Result<Self, MoneyError> {
        let net_amount = net_price.times(quantity)?;
        Ok(Self { item_name, item_description, quantity, unit_code: unit_code.to_owned(), net_price, vat, net_amount })
    }
}
