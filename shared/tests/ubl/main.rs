//! UBL as it is sent: every kind of document against its file below `tests/golden/ubl`, and its totals to the cent.
//!
//! After a change that is meant, `UPDATE_GOLDEN=1 cargo test -p shared --test ubl` writes the files again.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops where it fails")]

mod samples;

use std::{collections::BTreeSet, env, fs, path::PathBuf};

use samples::{content, credit_note, goldens, invoice, private_person, quotation};
use shared::ubl::{self, UblError};

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../tests/golden/ubl")
}

#[test]
fn every_document_is_its_golden_file_and_no_file_is_left_over() {
    let update = env::var_os("UPDATE_GOLDEN").is_some();
    let mut known = BTreeSet::new();
    for golden in goldens() {
        let file = format!("{}.xml", golden.name);
        let path = folder().join(&file);
        let written = ubl::write_with(&golden.document, &golden.files).unwrap();
        if update {
            fs::write(&path, &written).unwrap();
        }
        let kept = fs::read_to_string(&path).unwrap_or_default();
        assert!(written == kept, "{}.xml is another file; UPDATE_GOLDEN=1 writes it again\n{written}", golden.name);
        known.insert(file);
    }
    let kept = fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    assert_eq!(kept.collect::<BTreeSet<String>>(), known);
}

/// The schematron tolerates a euro; these figures tolerate nothing.
#[test]
fn every_total_is_exact_and_stands_in_the_file() {
    for golden in goldens() {
        let totals = &golden.document.draft().content().totals;
        let figures = [
            totals.total_without_vat,
            totals.vat_total,
            totals.total_with_vat,
            totals.rounding_amount,
            totals.amount_due,
        ];
        assert_eq!(figures.map(|figure| figure.to_string()), golden.totals, "{}", golden.name);
        let written = ubl::write(&golden.document).unwrap();
        for (element, figure) in [
            ("TaxExclusiveAmount", golden.totals[0]),
            ("TaxAmount", golden.totals[1]),
            ("TaxInclusiveAmount", golden.totals[2]),
            ("PayableAmount", golden.totals[4]),
        ] {
            let expected = format!("<cbc:{element} currencyID=\"EUR\">{figure}</cbc:{element}>");
            assert!(written.contains(&expected), "{}: {expected}", golden.name);
        }
    }
}

#[test]
fn files_are_the_only_difference_to_the_ubl_that_the_pdf_holds() {
    let with_files = goldens().into_iter().filter(|golden| !golden.files.is_empty());
    for golden in with_files {
        let written = ubl::write_with(&golden.document, &golden.files).unwrap();
        let (before, rest) = written.split_once("  <cac:AdditionalDocumentReference>").unwrap();
        let (_, after) = rest.rsplit_once("</cac:AdditionalDocumentReference>\n").unwrap();
        assert_eq!(format!("{before}{after}"), ubl::write(&golden.document).unwrap());
        assert_eq!(written.matches("<cbc:EmbeddedDocumentBinaryObject mimeCode=").count(), golden.files.len());
    }
}

#[test]
fn a_quotation_has_no_ubl() {
    assert_eq!(ubl::write(&quotation(content(Vec::new()))), Err(UblError::Quotation));
}

#[test]
fn a_private_person_has_no_electronic_address() {
    let mut content = content(Vec::new());
    content.buyer = private_person();
    for document in [invoice(content.clone()), credit_note(content)] {
        let written = ubl::write(&document).unwrap();
        let (_, customer) = written.split_once("<cac:AccountingCustomerParty>").unwrap();
        assert!(!customer.contains("EndpointID") && !customer.contains("PostalAddress"), "{customer}");
    }
}
