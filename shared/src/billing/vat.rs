//! VAT categories and the breakdown per category and rate (BG-23).

use serde::{Deserialize, Serialize};

use crate::{
    billing::{
        allowance::{AllowanceCharge, AllowanceKind},
        line::Line,
    },
    money::{Amount, MoneyError, Percentage},
};

/// VAT category (BT-118, BT-151), code list UNCL5305.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum VatCategory {
    /// Standard rate: any rate above zero.
    S,
    /// Zero rated.
    Z,
    /// Exempt from VAT.
    E,
    /// VAT reverse charge.
    AE,
    /// Intra-Community supply.
    K,
    /// Export outside the EU.
    G,
    /// Outside the scope of VAT.
    O,
}

impl VatCategory {
    /// Reads the code; none for anything else.
    pub fn parse(code: &str) -> Option<Self> {
        match code {
            "S" => Some(Self::S),
            "Z" => Some(Self::Z),
            "E" => Some(Self::E),
            "AE" => Some(Self::AE),
            "K" => Some(Self::K),
            "G" => Some(Self::G),
            "O" => Some(Self::O),
            _ => None,
        }
    }

    /// The code.
    pub fn code(self) -> &'static str {
        match self {
            Self::S => "S",
            Self::Z => "Z",
            Self::E => "E",
            Self::AE => "AE",
            Self::K => "K",
            Self::G => "G",
            Self::O => "O",
        }
    }
}

/// How a line is taxed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct VatTreatment {
    /// Category (BT-151).
    pub category: VatCategory,
    /// Rate in percent (BT-152); zero in every category but S.
    pub rate: Percentage,
    /// Sentence that must print, where the category asks for one (BT-120).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exemption_reason: Option<String>,
    /// VATEX code of the exemption, where there is one (BT-121).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exemption_code: Option<String>,
}

/// One row of the VAT breakdown (BG-23).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VatSubtotal {
    /// Category (BT-118).
    pub category: VatCategory,
    /// Rate (BT-119).
    pub rate: Percentage,
    /// Sum of the line net amounts of this category and rate (BT-116).
    pub taxable_amount: Amount,
    /// VAT on it, rounded once (BT-117).
    pub tax_amount: Amount,
    /// The exemption sentences of its lines, joined (BT-120).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exemption_reason: Option<String>,
    /// VATEX code (BT-121).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exemption_code: Option<String>,
}

/// The breakdown of these lines, allowances and charges: one subtotal per category and rate, highest rate first, VAT
/// rounded once in each.
///
/// # Errors
/// [`MoneyError::OutOfRange`].
pub fn vat_breakdown(lines: &[Line], allowances: &[AllowanceCharge]) -> Result<Vec<VatSubtotal>, MoneyError> {
    let mut subtotals: Vec<VatSubtotal> = Vec::new();
    for line in lines {
        add(&mut subtotals, &line.vat, line.net_amount)?;
    }
    for item in allowances {
        let signed = match item.kind {
            AllowanceKind::Allowance => Amount::ZERO.minus(item.amount)?,
            AllowanceKind::Charge => item.amount,
        };
        add(&mut subtotals, &item.vat, signed)?;
    }
    for subtotal in &mut subtotals {
        subtotal.tax_amount = subtotal.rate.of(subtotal.taxable_amount)?;
    }
    subtotals.sort_by(|a, b| b.rate.cmp(&a.rate).then(a.category.cmp(&b.category)));
    Ok(subtotals)
}

fn add(subtotals: &mut Vec<VatSubtotal>, vat: &VatTreatment, amount: Amount) -> Result<(), MoneyError> {
    match subtotals.iter_mut().find(|s| s.category == vat.category && s.rate == vat.rate) {
        Some(subtotal) => {
            subtotal.taxable_amount = subtotal.taxable_amount.plus(amount)?;
            join_code(subtotal, vat);
            join_reason(&mut subtotal.exemption_reason, vat.exemption_reason.as_deref());
        }
        None => subtotals.push(VatSubtotal {
            category: vat.category,
            rate: vat.rate,
            taxable_amount: amount,
            tax_amount: Amount::ZERO,
            exemption_reason: vat.exemption_reason.clone(),
            exemption_code: vat.exemption_code.clone(),
        }),
    }
    Ok(())
}

/// One subtotal has one code (BT-121). Where its lines are exempt on different grounds, the joined sentences say so and no
/// code claims to be the ground of all; without a sentence the first code stays, because one of both must (BR-E-10).
fn join_code(subtotal: &mut VatSubtotal, vat: &VatTreatment) {
    let says_nothing = |reason: &Option<String>, code: &Option<String>| reason.is_none() && code.is_none();
    if says_nothing(&vat.exemption_reason, &vat.exemption_code) || subtotal.exemption_code == vat.exemption_code {
        return;
    }
    if says_nothing(&subtotal.exemption_reason, &subtotal.exemption_code) {
        subtotal.exemption_code.clone_from(&vat.exemption_code);
    } else if subtotal.exemption_reason.is_some() || vat.exemption_reason.is_some() {
        subtotal.exemption_code = None;
    }
}

fn join_reason(joined: &mut Option<String>, reason: Option<&str>) {
    match (joined, reason) {
        (_, None) => {}
        (joined @ None, Some(reason)) => *joined = Some(reason.to_owned()),
        (Some(text), Some(reason)) if text.contains(reason) => {}
        (Some(text), Some(reason)) => {
            text.push_str(" / ");
            text.push_str(reason);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        billing::line::ONE,
        money::{Quantity, UnitPrice},
    };

    #[test]
    fn one_subtotal_claims_no_ground_that_is_not_that_of_all_its_lines() {
        // reason and code of each line -> those of the subtotal
        for (lines, reason, code) in [
            (vec![(Some("a"), Some("X")), (Some("a"), Some("X"))], Some("a"), Some("X")),
            (vec![(Some("a"), Some("X")), (Some("b"), Some("Y"))], Some("a / b"), None),
            (vec![(Some("a"), Some("X")), (Some("b"), None)], Some("a / b"), None),
            (vec![(Some("a"), None), (Some("b"), Some("Y")), (Some("b"), Some("Y"))], Some("a / b"), None),
            (vec![(None, None), (Some("a"), Some("X")), (None, None)], Some("a"), Some("X")),
            (vec![(None, Some("X")), (None, Some("Y"))], None, Some("X")),
        ] {
            let line = |(reason, code): &(Option<&str>, Option<&str>)| {
                let vat = VatTreatment {
                    category: VatCategory::E,
                    rate: Percentage::ZERO,
                    exemption_reason: reason.map(str::to_owned),
                    exemption_code: code.map(str::to_owned),
                };
                Line::new("Item".into(), String::new(), Quantity::whole(1), ONE, UnitPrice::ZERO, vat).unwrap()
            };
            let lines: Vec<Line> = lines.iter().map(line).collect();
            let [subtotal] = vat_breakdown(&lines, &[]).unwrap().try_into().unwrap();
            assert_eq!((subtotal.exemption_reason.as_deref(), subtotal.exemption_code.as_deref()), (reason, code));
        }
    }
}
