//! Allowances and charges on the level of the document (BG-20, BG-21).

use serde::{Deserialize, Serialize};

use crate::{
    billing::vat::VatTreatment,
    money::{Amount, Percentage},
};

/// Whether an amount is taken off or added.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AllowanceKind {
    /// Taken off (BG-20).
    Allowance,
    /// Added (BG-21).
    Charge,
}

/// One allowance or charge. Its amount is positive either way, also on a credit note.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AllowanceCharge {
    /// Taken off or added.
    pub kind: AllowanceKind,
    /// Reason (BT-97, BT-104).
    pub reason: String,
    /// Reason code: UNCL5189 for an allowance (BT-98), UNCL7161 for a charge (BT-105).
    pub reason_code: String,
    /// Percentage (BT-94, BT-101); only together with the base amount.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub percentage: Option<Percentage>,
    /// Base amount of the percentage (BT-93, BT-100).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base_amount: Option<Amount>,
    /// Amount (BT-92, BT-99).
    pub amount: Amount,
    /// How it is taxed (BT-95, BT-102).
    pub vat: VatTreatment,
}
