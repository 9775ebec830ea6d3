//! Documents: their totals, their UBL, their PDF, and the rules of Peppol over them.

use std::{collections::BTreeMap, hint::black_box};

use edge::{
    pdf::{self, Enclosed},
    work::e_invoice::preflight,
};
use shared::{
    billing::{
        attachment::SalesConditions,
        document::{Document, Draft},
        totals::Totals,
    },
    money::Amount,
    ubl,
};

use sha2::{Digest, Sha256};

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

/// Terms of sale: pages of forty lines, in a font that every reader has.
fn terms(pages: usize) -> Vec<u8> {
    let kids: Vec<String> = (0..pages).map(|page| format!("{} 0 R", 4 + 2 * page)).collect();
    let mut objects = vec![
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        format!("<</Type/Pages/Count {pages}/Kids[{}]>>", kids.join(" ")),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>".to_owned(),
    ];
    for page in 0..pages {
        let lines: String =
            (0..40).map(|line| format!("({page}.{line} The buyer pays by the due date of the invoice.) '\n")).collect();
        let text = format!("BT /F1 11 Tf 16 TL 60 780 Td\n{lines}ET");
        objects.push(format!(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>/Contents {} 0 R>>",
            5 + 2 * page
        ));
        objects.push(format!("<</Length {}>>\nstream\n{text}\nendstream", text.len()));
    }
    let mut file = "%PDF-1.7\n".to_owned();
    let mut places = Vec::new();
    for (number, object) in (1..).zip(&objects) {
        places.push(format!("{:010} 00000 n \n", file.len()));
        file.push_str(&format!("{number} 0 obj\n{object}\nendobj\n"));
    }
    let (start, size) = (file.len(), objects.len() + 1);
    file.push_str(&format!("xref\n0 {size}\n0000000000 65535 f \n{}", places.concat()));
    file.push_str(&format!("trailer\n<</Size {size}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n"));
    file.into_bytes()
}

/// The invoice with terms of sale that follow its pages.
fn with_terms(document: &Document, terms: &[u8], pages: u32) -> Document {
    let number = document.number().clone();
    let Draft::Invoice(mut invoice) = document.draft().clone() else { panic!("an invoice") };
    invoice.content.sales_conditions =
        Some(SalesConditions { sha256: sha256(terms), file_name: "terms.pdf".into(), pages });
    Draft::Invoice(invoice).issued(number)
}

fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

pub(super) fn cases(bytes: &mut BTreeMap<&'static str, usize>) -> Vec<Case> {
    let short = Sample { lines: 3, ..Sample::default() }.invoice();
    let long = Sample { lines: 1_000, rates: 3, ..Sample::default() }.invoice();
    let page = Sample::default().invoice();
    let terms = terms(20);
    let (with_terms, enclosed) =
        (with_terms(&page, &terms, 20), Enclosed { sales_conditions: Some(terms), ..Enclosed::default() });
    bytes.insert("pdf-terms-20-pages", pdf::render(&with_terms, enclosed.clone(), edge::native::FONTS).unwrap().len());
    bytes.insert("pdf-1-page", pdf::render(&page, Enclosed::default(), edge::native::FONTS).unwrap().len());
    bytes.insert("pdf-1000-lines", pdf::render(&long, Enclosed::default(), edge::native::FONTS).unwrap().len());
    let (short_pdf, short_rules, long_ubl) = (short.clone(), short.clone(), long.clone());
    vec![
        Case::new("totals-ubl-3-lines", move || drop(black_box(totals_and_ubl(black_box(&short))))),
        Case::new("totals-ubl-1000-lines", move || drop(black_box(totals_and_ubl(black_box(&long_ubl))))),
        Case::new("preflight-3-lines", move || {
            assert_eq!(preflight::preflight(black_box(&short_rules)).unwrap(), []);
        }),
        Case::new("pdf-1-page", move || {
            drop(black_box(pdf::render(black_box(&short_pdf), Enclosed::default(), edge::native::FONTS).unwrap()))
        }),
        Case::new("pdf-1000-lines", move || {
            drop(black_box(pdf::render(black_box(&long), Enclosed::default(), edge::native::FONTS).unwrap()))
        }),
        Case::new("pdf-terms-20-pages", move || {
            drop(black_box(pdf::render(black_box(&with_terms), enclosed.clone(), edge::native::FONTS).unwrap()))
        }),
    ]
}
