//! Whether a document's UBL keeps the rules of Peppol BIS Billing, asked before anybody sends it.
//!
//! The finished text is read back and judged by an implementation of the rules that shares no code with the writer. What it
//! refuses is told in plain words where the data of an admin can be the cause, and in the rule's own words elsewhere.

use std::collections::BTreeSet;

use en16931::{Severity, profiles::PEPPOL_BIS_3};
use en16931_formats::{Policy, Recommendation, receive};
use shared::{
    billing::document::Document,
    ubl::{self, UblError},
};

/// A rule that a document breaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleFault {
    /// Id of the rule, such as `PEPPOL-EN16931-R010`.
    pub rule: String,
    /// What is wrong.
    pub text: String,
    /// The field to mend, where it is known.
    pub field: Option<&'static str>,
}

/// Rules that the data of a tenant or a customer can break: rule, the field to mend, and what is wrong.
const KNOWN: [(&str, &str, &str); 31] = [
    ("BR-06", "Business: name", "Your business has no name."),
    ("BR-07", "Buyer: name", "The buyer has no name."),
    ("BR-08", "Business: address", "Your business has no address."),
    ("BR-09", "Business: country", "The address of your business has no country."),
    ("BR-10", "Buyer: address", "The buyer has no address."),
    ("BR-11", "Buyer: country", "The address of the buyer has no country."),
    ("BR-16", "Lines", "There is no line."),
    ("BR-25", "Line: item name", "A line has no item name."),
    ("BR-27", "Line: unit price", "A unit price is negative. Use a discount instead."),
    ("BR-50", "Business: IBAN", "There is no account to pay into."),
    ("BR-61", "Business: IBAN", "There is no account to pay into."),
    ("BR-CL-14", "Address: country", "A country is not an ISO 3166 code of two letters, such as BE."),
    ("BR-CL-23", "Line: unit", "A unit is not in UNECE Recommendation 20, such as C62 for one or HUR for an hour."),
    ("BR-CO-09", "VAT number", "A VAT number does not start with its country, such as BE."),
    ("BR-CO-26", "Business: enterprise number", "Your business has neither an enterprise number nor a VAT number."),
    ("BR-S-02", "Business: VAT number", "Lines with VAT need the VAT number of your business."),
    ("BR-Z-02", "Business: VAT number", "Lines at the zero rate need the VAT number of your business."),
    ("BR-E-02", "Business: VAT number", "Exempt lines need the VAT number of your business."),
    ("BR-AE-02", "Buyer: VAT number", "Reverse charge needs the VAT numbers of your business and of the buyer."),
    (
        "BR-IC-02",
        "Buyer: VAT number",
        "A supply within the EU needs the VAT numbers of your business and of the buyer.",
    ),
    ("BR-G-02", "Business: VAT number", "Export needs the VAT number of your business."),
    ("BR-E-10", "VAT code: sentence", "Exempt lines need the reason of the exemption."),
    ("BR-AE-10", "VAT code: sentence", "Reverse charge needs the sentence that says so."),
    ("BR-IC-10", "VAT code: sentence", "A supply within the EU needs the sentence that says so."),
    ("BR-G-10", "VAT code: sentence", "Export needs the sentence that says so."),
    ("BR-O-10", "VAT code: sentence", "Lines outside the scope of VAT need the reason."),
    ("BR-IC-12", "Buyer: country", "A supply of goods within the EU needs the country where they go."),
    ("BR-O-11", "Lines", "Lines outside the scope of VAT cannot stand beside other lines."),
    (
        "PEPPOL-EN16931-R003",
        "Their reference, or Order number",
        "There is neither a reference of the buyer nor one of an order.",
    ),
    (
        "PEPPOL-EN16931-R010",
        "Buyer: VAT number",
        "The buyer has no address on Peppol, which reaches businesses by their VAT number.",
    ),
    (
        "PEPPOL-EN16931-R020",
        "Business: enterprise number",
        "Your business has no valid enterprise number to send from.",
    ),
];

/// What keeps a document from Peppol; nothing when it is ready. `None` for a quotation, which is never sent there.
pub fn preflight(document: &Document) -> Option<Vec<RuleFault>> {
    match ubl::write(document) {
        Ok(text) => Some(faults(&text)),
        Err(UblError::Quotation) => None,
        Err(error @ UblError::Write) => {
            Some(vec![RuleFault { rule: "UBL".to_owned(), text: error.to_string(), field: None }])
        }
    }
}

/// The rules that a UBL document breaks, each once, in the order of their ids.
pub fn faults(text: &str) -> Vec<RuleFault> {
    let received = receive(text.as_bytes(), &Policy { require: Some(&PEPPOL_BIS_3), ..Policy::default() });
    if received.recommendation == Recommendation::Accept {
        return Vec::new();
    }
    let mut broken = BTreeSet::new();
    for report in [Some(&received.report_declared), received.report_required.as_ref()].into_iter().flatten() {
        for entry in report.entries().filter(|entry| entry.level() == Severity::Fatal) {
            broken.insert((entry.rule.clone().unwrap_or_else(|| "UBL".to_owned()), entry.message.clone()));
        }
        for finding in report.semantic.report.iter().flat_map(|semantic| semantic.fatal()) {
            broken.insert((finding.rule.clone(), finding.message.clone()));
        }
    }
    if broken.is_empty() {
        broken.extend(received.reasons.into_iter().map(|reason| ("UBL".to_owned(), reason)));
    }
    let mut faults: Vec<RuleFault> = broken.into_iter().map(|(rule, message)| in_plain_words(rule, message)).collect();
    faults.dedup_by(|next, one| next.rule == one.rule && next.text == one.text);
    faults
}

fn in_plain_words(rule: String, message: String) -> RuleFault {
    match KNOWN.iter().find(|(known, _, _)| *known == rule) {
        Some((_, field, text)) => RuleFault { rule, text: (*text).to_owned(), field: Some(field) },
        None => RuleFault { rule, text: message, field: None },
    }
}

#[cfg(test)]
mod tests {
    use std::{collections::BTreeMap, fs, path::Path};

    use super::*;

    fn goldens() -> BTreeMap<String, String> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/golden/ubl");
        let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        files
            .map(|path| (path.file_stem().unwrap().to_str().unwrap().to_owned(), fs::read_to_string(&path).unwrap()))
            .collect()
    }

    #[test]
    fn every_golden_file_is_ready_for_peppol() {
        let goldens = goldens();
        assert!(goldens.len() > 10);
        for (name, text) in goldens {
            assert_eq!(faults(&text), Vec::new(), "{name}");
        }
    }

    #[test]
    fn what_is_missing_is_named_with_its_rule_and_field() {
        let goldens = goldens();
        let buyer = |text: &str, from: &str, to: &str| {
            let (seller, buyer) = text.split_once("<cac:AccountingCustomerParty>").unwrap();
            format!("{seller}<cac:AccountingCustomerParty>{}", buyer.replacen(from, to, 1))
        };
        let plain = &goldens["plain"];
        let without = |from: &str| plain.replacen(from, "", 1);
        for (text, rule, field) in [
            (
                buyer(plain, "<cbc:EndpointID schemeID=\"0208\">0477472701</cbc:EndpointID>", ""),
                "PEPPOL-EN16931-R010",
                Some("Buyer: VAT number"),
            ),
            (
                without("<cbc:EndpointID schemeID=\"0208\">0202239951</cbc:EndpointID>"),
                "PEPPOL-EN16931-R020",
                Some("Business: enterprise number"),
            ),
            (
                without("<cbc:BuyerReference>B-7K2M9Q</cbc:BuyerReference>"),
                "PEPPOL-EN16931-R003",
                Some("Their reference, or Order number"),
            ),
            (buyer(plain, "<cbc:IdentificationCode>BE</cbc:IdentificationCode>", ""), "BR-11", Some("Buyer: country")),
            (
                without("<cbc:RegistrationName>Helder Schoonmaak</cbc:RegistrationName>"),
                "BR-06",
                Some("Business: name"),
            ),
            (without("<cbc:ID>BE68539007547034</cbc:ID>"), "BR-61", Some("Business: IBAN")),
            (without("<cbc:Name>Home cleaning</cbc:Name>"), "BR-25", Some("Line: item name")),
            (plain.replace("unitCode=\"C62\"", "unitCode=\"QQQ\""), "BR-CL-23", Some("Line: unit")),
            (plain.replace(">BE0202239951<", ">0202239951<"), "BR-CO-09", Some("VAT number")),
            (plain.replace(">72.60</cbc:PayableAmount>", ">72.61</cbc:PayableAmount>"), "BR-CO-16", None),
            (goldens["reverse-charge"].replace("TaxExemptionReason", "Note"), "BR-AE-10", Some("VAT code: sentence")),
        ] {
            let found = faults(&text);
            let fault = found.iter().find(|fault| fault.rule == rule).unwrap_or_else(|| panic!("{rule} in {found:#?}"));
            assert_eq!(fault.field, field, "{rule}");
            assert!(!fault.text.is_empty());
        }
    }

    #[test]
    fn what_is_no_invoice_is_refused() {
        for text in ["", "<a/>", "hello", "<Invoice xmlns=\"urn:oasis:names:specification:ubl:schema:xsd:Invoice-2\"/>"]
        {
            assert!(!faults(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn known_rules_are_there_once() {
        let rules: BTreeSet<_> = KNOWN.iter().map(|(rule, _, _)| rule).collect();
        assert_eq!(rules.len(), KNOWN.len());
    }
}
