//! Allowances and charges, VAT and sums.

use super::{party::vat_scheme, xml::Xml};
use crate::{
    billing::{
        allowance::{AllowanceCharge, AllowanceKind},
        totals::Totals,
        vat::VatCategory,
    },
    money::{Amount, Percentage},
};

/// Whether a category says why there is no VAT (BT-120, BT-121). Zero rated and taxed goods must not (BR-S-10, BR-Z-10).
pub(super) fn names_its_exemption(category: VatCategory) -> bool {
    !matches!(category, VatCategory::S | VatCategory::Z)
}

/// Category and rate of a line, an allowance or a subtotal; outside the scope of VAT there is no rate (BR-O-05).
pub(super) fn category(
    xml: &mut Xml,
    element: &'static str,
    (category, rate): (VatCategory, Percentage),
    reasons: impl FnOnce(&mut Xml),
) {
    xml.within(element, |xml| {
        xml.text("cbc:ID", category.code());
        if category != VatCategory::O {
            xml.text("cbc:Percent", rate);
        }
        reasons(xml);
        vat_scheme(xml);
    });
}

/// Document allowances and charges (BG-20, BG-21).
pub(super) fn allowances(xml: &mut Xml, items: &[AllowanceCharge]) {
    for item in items {
        xml.within("cac:AllowanceCharge", |xml| {
            xml.text("cbc:ChargeIndicator", item.kind == AllowanceKind::Charge);
            xml.text("cbc:AllowanceChargeReasonCode", &item.reason_code);
            xml.text("cbc:AllowanceChargeReason", &item.reason);
            xml.option("cbc:MultiplierFactorNumeric", item.percentage);
            xml.amount("cbc:Amount", item.amount);
            if let Some(base) = item.base_amount {
                xml.amount("cbc:BaseAmount", base);
            }
            category(xml, "cac:TaxCategory", (item.vat.category, item.vat.rate), |_| ());
        });
    }
}

/// The VAT of the document and its breakdown (BG-23).
pub(super) fn tax(xml: &mut Xml, totals: &Totals) {
    xml.within("cac:TaxTotal", |xml| {
        xml.amount("cbc:TaxAmount", totals.vat_total);
        for subtotal in &totals.vat_breakdown {
            xml.within("cac:TaxSubtotal", |xml| {
                xml.amount("cbc:TaxableAmount", subtotal.taxable_amount);
                xml.amount("cbc:TaxAmount", subtotal.tax_amount);
                category(xml, "cac:TaxCategory", (subtotal.category, subtotal.rate), |xml| {
                    if names_its_exemption(subtotal.category) {
                        xml.option("cbc:TaxExemptionReasonCode", subtotal.exemption_code.as_ref());
                        xml.option("cbc:TaxExemptionReason", subtotal.exemption_reason.as_ref());
                    }
                });
            });
        }
    });
}

/// Document totals (BG-22). Sums that the rules only ask for where there is something to sum are left out at zero.
pub(super) fn monetary(xml: &mut Xml, totals: &Totals) {
    let unless_zero = |xml: &mut Xml, name, amount: Amount| {
        if !amount.is_zero() {
            xml.amount(name, amount);
        }
    };
    xml.within("cac:LegalMonetaryTotal", |xml| {
        xml.amount("cbc:LineExtensionAmount", totals.line_net_total);
        xml.amount("cbc:TaxExclusiveAmount", totals.total_without_vat);
        xml.amount("cbc:TaxInclusiveAmount", totals.total_with_vat);
        unless_zero(xml, "cbc:AllowanceTotalAmount", totals.allowance_total);
        unless_zero(xml, "cbc:ChargeTotalAmount", totals.charge_total);
        unless_zero(xml, "cbc:PrepaidAmount", totals.paid_amount);
        unless_zero(xml, "cbc:PayableRoundingAmount", totals.rounding_amount);
        xml.amount("cbc:PayableAmount", totals.amount_due);
    });
}
