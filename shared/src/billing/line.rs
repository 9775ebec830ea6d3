//! A document line (BG-25).
#![deny(clippy::arithmetic_side_effects)]

use serde::{Deserialize, Serialize};

use crate::{
    billing::{allowance::AllowanceKind, vat::VatTreatment},
    money::{Amount, MoneyError, Percentage, Quantity, UnitPrice},
};

/// UNECE Rec 20 code of one.
pub const ONE: &str = "C62";

/// One line; its net amount is computed once, when the line is made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// Whether it sells something or only says something.
    #[serde(default, skip_serializing_if = "LineKind::is_item")]
    pub kind: LineKind,
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
    /// Allowances and charges of the line (BG-27, BG-28).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub allowances: Vec<LineAllowance>,
    /// VAT of the line (BG-30).
    pub vat: VatTreatment,
    /// Quantity times price, rounded to cents, less its allowances and plus its charges (BT-131).
    pub net_amount: Amount,
}

/// What a line is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LineKind {
    /// It sells something.
    #[default]
    Item,
    /// It is a text between the others: a quantity of one at no price, which paper does not show.
    Text,
}

impl LineKind {
    fn is_item(&self) -> bool {
        *self == Self::Item
    }
}

/// One allowance (BG-27) or charge (BG-28) of a line. It is taxed as the line is; its amount is positive either way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineAllowance {
    /// Taken off or added.
    pub kind: AllowanceKind,
    /// Reason (BT-139, BT-144).
    pub reason: String,
    /// Reason code: UNCL5189 for an allowance (BT-140), UNCL7161 for a charge (BT-145).
    pub reason_code: String,
    /// Percentage (BT-138, BT-143); only together with the base amount.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub percentage: Option<Percentage>,
    /// Base amount of the percentage (BT-137, BT-142).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base_amount: Option<Amount>,
    /// Amount (BT-136, BT-141).
    pub amount: Amount,
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
        Ok(Self {
            kind: LineKind::Item,
            item_name,
            item_description,
            quantity,
            unit_code: unit_code.to_owned(),
            net_price,
            allowances: Vec::new(),
            vat,
            net_amount,
        })
    }

    /// The same line with these allowances and charges.
    ///
    /// # Errors
    /// [`MoneyError::OutOfRange`].
    pub fn with_allowances(mut self, allowances: Vec<LineAllowance>) -> Result<Self, MoneyError> {
        self.net_amount = LineAllowance::apply(&allowances, self.net_price.times(self.quantity)?)?;
        self.allowances = allowances;
        Ok(self)
    }

    /// A text without a price. Every line has a VAT category, so it takes that of a line beside it: another one would
    /// make a subtotal of nothing. The sentences of that category stay with the line that is taxed.
    pub fn text(text: String, beside: &VatTreatment) -> Self {
        Self {
            kind: LineKind::Text,
            item_name: text,
            item_description: String::new(),
            quantity: Quantity::whole(1),
            unit_code: ONE.to_owned(),
            net_price: UnitPrice::ZERO,
            allowances: Vec::new(),
            vat: VatTreatment { exemption_reason: None, exemption_code: None, ..beside.clone() },
            net_amount: Amount::ZERO,
        }
    }
}

impl LineAllowance {
    /// What is left of a gross amount after allowances and charges.
    pub(crate) fn apply(items: &[Self], gross: Amount) -> Result<Amount, MoneyError> {
        items.iter().try_fold(gross, |sum, item| match item.kind {
            AllowanceKind::Allowance => sum.minus(item.amount),
            AllowanceKind::Charge => sum.plus(item.amount),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::billing::vat::VatCategory;

    fn vat() -> VatTreatment {
        let rate = Percentage::parse("21").unwrap();
        VatTreatment { category: VatCategory::S, rate, exemption_reason: Some("Why.".into()), exemption_code: None }
    }

    #[test]
    fn the_net_amount_takes_off_allowances_and_adds_charges() {
        for (quantity, price, allowance, charge, net) in [
            ("3", "10.005", "0", "0", "30.02"),
            ("3", "10.005", "3.00", "0.50", "27.52"),
            ("1", "5", "5", "0", "0.00"),
            ("-2", "12.50", "0", "0", "-25.00"),
        ] {
            let item = |kind, amount| LineAllowance {
                kind,
                reason: "Discount".into(),
                reason_code: "95".into(),
                percentage: None,
                base_amount: None,
                amount: Amount::parse(amount).unwrap(),
            };
            let (quantity, price) = (Quantity::parse(quantity).unwrap(), UnitPrice::parse(price).unwrap());
            let line = Line::new("Item".into(), String::new(), quantity, ONE, price, vat()).unwrap();
            let items = vec![item(AllowanceKind::Allowance, allowance), item(AllowanceKind::Charge, charge)];
            assert_eq!(line.with_allowances(items).unwrap().net_amount.to_string(), net);
        }
    }

    #[test]
    fn a_text_costs_nothing_and_is_taxed_as_the_line_beside_it() {
        let line = Line::text("Works of October".into(), &vat());
        assert_eq!((line.kind, line.net_amount), (LineKind::Text, Amount::ZERO));
        assert_eq!((line.vat.category, line.vat.rate), (vat().category, vat().rate));
        assert_eq!(line.vat.exemption_reason, None);
    }
}
