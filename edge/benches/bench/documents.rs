//! Documents: their totals, their UBL, their PDF, and the rules of Peppol over them.

use std::{collections::BTreeMap, hint::black_box};

use edge::{pdf, preflight};
use shared::{
    billing::{
        document::{Document, Draft},
        totals::Totals,
    },
    money::Amount,
    ubl,
};

use super::Case;

#[path = "../../src/pdf/samples.rs"]
#[allow(dead_code, reason = "the tests of the PDF use the rest")]
mod samples;

use samples::Sample;

/// The totals of an invoice and its UBL, made from its lines.
fn totals_and_ubl(document: &Document) -> String {
    let number = document.number().clone();
    let Draft::Invoice(mut invoice) = document.draft().clone() else { panic!("an invoice") };
    let content = &mut invoice.content;
    content.totals = Totals::of(&content.lines, &content.allowances, None, Amount::ZERO).unwrap();
    ubl::write(&Draft::Invoice(invoice).issued(number)).unwrap()
}

pub(super) fn cases(bytes: &mut BTreeMap<&'static str, usize>) -> Vec<Case> {
    let short = Sample { lines: 3, ..Sample::default() }.invoice();
    let long = Sample { lines: 1_000, rates: 3, ..Sample::default() }.invoice();
    let page = Sample::default().invoice();
    bytes.insert("pdf-1-page", pdf::render(&page).unwrap().len());
    bytes.insert("pdf-1000-lines", pdf::render(&long).unwrap().len());
    let (short_pdf, short_rules, long_ubl) = (short.clone(), short.clone(), long.clone());
    vec![
        Case::new("totals-ubl-3-lines", move || drop(black_box(totals_and_ubl(black_box(&short))))),
        Case::new("totals-ubl-1000-lines", move || drop(black_box(totals_and_ubl(black_box(&long_ubl))))),
        Case::new("preflight-3-lines", move || {
            assert_eq!(preflight::preflight(black_box(&short_rules)).unwrap(), []);
        }),
        Case::new("pdf-1-page", move || drop(black_box(pdf::render(black_box(&short_pdf)).unwrap()))),
        Case::new("pdf-1000-lines", move || drop(black_box(pdf::render(black_box(&long)).unwrap()))),
    ]
}
