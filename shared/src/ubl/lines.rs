//! Lines (BG-25).

use super::{Kind, totals::category, xml::Xml};
use crate::billing::{allowance::AllowanceKind, line::Line};

pub(super) fn write(xml: &mut Xml, kind: &Kind, lines: &[Line]) {
    for (id, line) in (1usize..).zip(lines) {
        xml.within(kind.line, |xml| {
            xml.text("cbc:ID", id);
            xml.qualified(kind.quantity, ("unitCode", &line.unit_code), line.quantity);
            xml.amount("cbc:LineExtensionAmount", line.net_amount);
            for item in &line.allowances {
                xml.within("cac:AllowanceCharge", |xml| {
                    xml.text("cbc:ChargeIndicator", item.kind == AllowanceKind::Charge);
                    xml.text("cbc:AllowanceChargeReasonCode", &item.reason_code);
                    xml.text("cbc:AllowanceChargeReason", &item.reason);
                    xml.option("cbc:MultiplierFactorNumeric", item.percentage);
                    xml.amount("cbc:Amount", item.amount);
                    if let Some(base) = item.base_amount {
                        xml.amount("cbc:BaseAmount", base);
                    }
                });
            }
            xml.within("cac:Item", |xml| {
                xml.text("cbc:Description", &line.item_description);
                xml.text("cbc:Name", &line.item_name);
                category(xml, "cac:ClassifiedTaxCategory", (line.vat.category, line.vat.rate), |_| ());
            });
            xml.within("cac:Price", |xml| xml.priced("cbc:PriceAmount", line.net_price));
        });
    }
}
