//! Whether the VAT codes of a whole document go together, with its buyer and on its date.

use jiff::civil::Date;

use super::VatCodes;
use crate::{billing::vat::VatCategory, fault::Fault};

/// What the rules ask of a sale besides its lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sale<'a> {
    /// Day of the taxable event: the delivery date, or the issue date where there is none. Rates count on this day.
    pub tax_point: Date,
    /// Country of the seller (BT-40).
    pub seller_country: &'a str,
    /// VAT identifier of the buyer in its canonical form (BT-48).
    pub buyer_vat_identifier: Option<&'a str>,
    /// Country of the buyer (BT-55).
    pub buyer_country: Option<&'a str>,
    /// Delivery date (BT-72).
    pub delivery_date: Option<Date>,
}

/// What is wrong with the VAT code of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VatFault {
    /// The line, as the caller counts it.
    pub line: usize,
    /// Its code.
    pub code: String,
    /// What is wrong.
    pub problem: VatProblem,
}

/// Why a VAT code cannot stand on a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VatProblem {
    /// No such code.
    Unknown,
    /// The code does not count on the day.
    NotValidOn(Date),
    /// Reverse charge and supplies within the EU name the VAT number of the buyer (BR-AE-02, BR-IC-02).
    BuyerVatMissing,
    /// A supply within the EU goes to a business of another member state.
    BuyerNotInAnotherMemberState,
    /// A supply within the EU has a delivery date (BR-IC-11).
    DeliveryDateMissing,
    /// A supply within the EU and an export say where they go (BR-IC-12).
    BuyerCountryMissing,
    /// An export leaves the EU.
    BuyerInEu,
    /// Outside the scope of VAT there is nothing else (BR-O-11 to BR-O-14).
    OutOfScopeBesideOthers,
}

impl VatProblem {
    /// Stable code.
    pub fn code(self) -> &'static str {
        match self {
            Self::Unknown => "vat_code_unknown",
            Self::NotValidOn(_) => "vat_code_not_valid",
            Self::BuyerVatMissing => "vat_buyer_number_missing",
            Self::BuyerNotInAnotherMemberState => "vat_buyer_not_in_another_member_state",
            Self::DeliveryDateMissing => "vat_delivery_date_missing",
            Self::BuyerCountryMissing => "vat_buyer_country_missing",
            Self::BuyerInEu => "vat_buyer_in_eu",
            Self::OutOfScopeBesideOthers => "vat_out_of_scope_beside_others",
        }
    }
}

impl VatFault {
    /// How to mend it.
    pub fn detail(&self) -> String {
        let code = &self.code;
        match self.problem {
            VatProblem::Unknown => "Choose a VAT code.".to_owned(),
            VatProblem::NotValidOn(date) => {
                format!("VAT code {code} is not valid on {date}. Choose another, or change the delivery date.")
            }
            VatProblem::BuyerVatMissing => {
                format!("VAT code {code} needs the VAT number of the buyer. Add it to the contact.")
            }
            VatProblem::BuyerNotInAnotherMemberState => {
                format!("VAT code {code} is for buyers with a VAT number of another EU country.")
            }
            VatProblem::DeliveryDateMissing => format!("VAT code {code} needs a delivery date."),
            VatProblem::BuyerCountryMissing => {
                format!("VAT code {code} needs the address of the buyer, with its country. Add it to the contact.")
            }
            VatProblem::BuyerInEu => format!("VAT code {code} is for buyers outside the EU."),
            VatProblem::OutOfScopeBesideOthers => {
                format!("VAT code {code} cannot stand beside other VAT codes. Make a document of its own for it.")
            }
        }
    }

    /// The fault at a field.
    pub fn at(&self, pointer: impl Into<String>) -> Fault {
        Fault::new(self.problem.code(), pointer, self.detail())
    }
}

/// What is wrong with the VAT codes of a document: nothing, or every fault with its line. `lines` are the priced lines, each
/// with its place as the caller counts and the name of its code; text lines take part in nothing.
pub fn check_document<'a>(
    codes: &VatCodes,
    lines: impl IntoIterator<Item = (usize, &'a str)>,
    sale: &Sale<'_>,
) -> Vec<VatFault> {
    let found: Vec<_> = lines.into_iter().map(|(line, code)| (line, code, codes.on(code, sale.tax_point))).collect();
    let mixed = found.iter().filter_map(|(_, _, code)| *code).any(|code| code.category != VatCategory::O);
    let mut faults = Vec::new();
    for (line, name, code) in found {
        let problems = match code {
            None if codes.knows(name) => vec![VatProblem::NotValidOn(sale.tax_point)],
            None => vec![VatProblem::Unknown],
            Some(code) if code.category == VatCategory::O && mixed => vec![VatProblem::OutOfScopeBesideOthers],
            Some(code) => problems_of(code.category, sale),
        };
        faults.extend(problems.into_iter().map(|problem| VatFault { line, code: name.to_owned(), problem }));
    }
    faults
}

/// What a category asks of the sale.
fn problems_of(category: VatCategory, sale: &Sale<'_>) -> Vec<VatProblem> {
    let buyer_vat = sale.buyer_vat_identifier.filter(|text| !text.is_empty());
    let buyer_country = sale.buyer_country.filter(|text| !text.is_empty());
    match category {
        VatCategory::S | VatCategory::Z | VatCategory::E | VatCategory::O => Vec::new(),
        VatCategory::AE => buyer_vat.is_none().then_some(VatProblem::BuyerVatMissing).into_iter().collect(),
        VatCategory::K => {
            let number = match buyer_vat {
                None => Some(VatProblem::BuyerVatMissing),
                Some(number) => {
                    let other = member_state_of(number).is_some_and(|country| country != sale.seller_country);
                    (!other).then_some(VatProblem::BuyerNotInAnotherMemberState)
                }
            };
            let country = buyer_country.is_none().then_some(VatProblem::BuyerCountryMissing);
            let delivery = sale.delivery_date.is_none().then_some(VatProblem::DeliveryDateMissing);
            [number, country, delivery].into_iter().flatten().collect()
        }
        VatCategory::G => match buyer_country {
            None => vec![VatProblem::BuyerCountryMissing],
            Some(country) if is_member_state(country) => vec![VatProblem::BuyerInEu],
            Some(_) => Vec::new(),
        },
    }
}

/// ISO 3166-1 codes of the member states of the EU.
const MEMBER_STATES: [&str; 27] = [
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT", "LU", "LV",
    "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
];

/// Whether a country is in the EU.
pub fn is_member_state(country: &str) -> bool {
    MEMBER_STATES.contains(&country)
}

/// The country of an EU VAT number: Greece writes EL, and goods to Northern Ireland (XI) are treated as within the EU.
fn member_state_of(vat_identifier: &str) -> Option<&str> {
    match vat_identifier.get(..2)? {
        "EL" => Some("GR"),
        "XI" => Some("XI"),
        prefix => (prefix != "GR" && is_member_state(prefix)).then_some(prefix),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use VatProblem::{
        BuyerCountryMissing, BuyerInEu, BuyerNotInAnotherMemberState, BuyerVatMissing, DeliveryDateMissing, NotValidOn,
        OutOfScopeBesideOthers, Unknown,
    };

    const DAY: Date = date(2026, 12, 1);

    fn sale<'a>(vat: &'a str, country: &'a str, delivery: Option<Date>) -> Sale<'a> {
        let filled = |text: &'a str| (!text.is_empty()).then_some(text);
        Sale {
            tax_point: delivery.unwrap_or(DAY),
            seller_country: "BE",
            buyer_vat_identifier: filled(vat),
            buyer_country: filled(country),
            delivery_date: delivery,
        }
    }

    #[test]
    fn each_fault_names_its_line() {
        const EARLY: Date = date(2022, 6, 1);
        type Row = (&'static [&'static str], Sale<'static>, &'static [(usize, VatProblem)]);
        let rows: [Row; 22] = [
            (&["21", "6", "0", "exempt"], sale("", "", None), &[]),
            (&["21", "twenty"], sale("", "", None), &[(1, Unknown)]),
            (&["co-contractor"], sale("BE0202239951", "BE", Some(EARLY)), &[(0, NotValidOn(EARLY))]),
            (&["hotel"], sale("", "", Some(date(2026, 2, 28))), &[]),
            (&["21", "co-contractor"], sale("", "BE", None), &[(1, BuyerVatMissing)]),
            (&["21", "co-contractor"], sale("BE0202239951", "BE", None), &[]),
            (&["eu-services"], sale("NL123456789B01", "NL", None), &[]),
            (&["eu-goods"], sale("NL123456789B01", "NL", Some(DAY)), &[]),
            (&["eu-goods"], sale("NL123456789B01", "NL", None), &[(0, DeliveryDateMissing)]),
            (&["eu-goods"], sale("BE0202239951", "BE", Some(DAY)), &[(0, BuyerNotInAnotherMemberState)]),
            (&["eu-goods"], sale("GB123456789", "GB", Some(DAY)), &[(0, BuyerNotInAnotherMemberState)]),
            (&["eu-goods"], sale("XI123456789", "GB", Some(DAY)), &[]),
            (&["eu-goods"], sale("EL123456789", "GR", Some(DAY)), &[]),
            (&["eu-goods"], sale("GR123456789", "GR", Some(DAY)), &[(0, BuyerNotInAnotherMemberState)]),
            (
                &["eu-goods"],
                sale("", "", None),
                &[(0, BuyerVatMissing), (0, BuyerCountryMissing), (0, DeliveryDateMissing)],
            ),
            (&["export"], sale("", "CH", None), &[]),
            (&["export"], sale("", "", None), &[(0, BuyerCountryMissing)]),
            (&["21", "export"], sale("", "FR", None), &[(1, BuyerInEu)]),
            (&["out-of-scope"], sale("BE0202239951", "BE", None), &[]),
            (
                &["out-of-scope", "21", "out-of-scope"],
                sale("", "", None),
                &[(0, OutOfScopeBesideOthers), (2, OutOfScopeBesideOthers)],
            ),
            (&["out-of-scope", "twenty"], sale("", "", None), &[(1, Unknown)]),
            (&[], sale("", "", None), &[]),
        ];
        let codes = VatCodes::with(Vec::new());
        for (lines, sale, expected) in rows {
            let faults = check_document(&codes, lines.iter().copied().enumerate(), &sale);
            let found: Vec<_> = faults.iter().map(|fault| (fault.line, fault.problem)).collect();
            assert_eq!(found, expected, "{lines:?} {sale:?}");
            for fault in &faults {
                assert!(fault.at("lines-0-vat").detail.contains("VAT code"), "{}", fault.detail());
            }
        }
    }
}
