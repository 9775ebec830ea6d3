//! The QR code of a credit transfer (EPC069-12), for paper and for the page.

use qrcodegen::{QrCode, QrCodeEcc, QrSegment, Version};
use shared::{
    billing::{
        document::{Document, Draft},
        reference::{EpcTransfer, Reference, epc_qr_payload},
    },
    money::Amount,
};

/// Modules of a quiet zone on each side (ISO/IEC 18004).
pub const QUIET_ZONE: i32 = 4;

/// The code that pays this amount of an invoice: on paper what is due of it, on a page what is still due. None for any other
/// document, where nothing is due, or where the account or the amount has no place in such a code.
pub fn payment_code(document: &Document, amount: Amount) -> Option<QrCode> {
    let Draft::Invoice(invoice) = document.draft() else { return None };
    let content = &invoice.content;
    // A code that can be scanned would be paid, and a draft is not to be paid.
    if !document.number().is_given() || content.currency != "EUR" || content.seller.iban.is_empty() {
        return None;
    }
    let reference = match document.structured_communication() {
        Some(communication) => Reference::Structured(communication),
        None => Reference::Text(document.number().to_string()),
    };
    let payload = epc_qr_payload(&EpcTransfer {
        beneficiary_name: &content.seller.name,
        iban: &content.seller.iban,
        bic: content.seller.bic.as_deref(),
        amount,
        reference,
    })
    .ok()?;
    // Bytes, as the payload's third line declares UTF-8; level M and version 13 at most are the standard's bounds.
    let segments = [QrSegment::make_bytes(payload.as_bytes())];
    QrCode::encode_segments_advanced(&segments, QrCodeEcc::Medium, Version::MIN, Version::new(13), None, false).ok()
}

/// Dark modules of one row that touch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DarkRun {
    /// Row from the top, from 0.
    pub row: i32,
    /// First column, from 0.
    pub column: i32,
    /// How many.
    pub length: i32,
}

/// All dark modules of a code, row by row.
pub fn dark_runs(code: &QrCode) -> impl Iterator<Item = DarkRun> + '_ {
    let size = code.size();
    (0..size).flat_map(move |row| {
        let mut runs: Vec<DarkRun> = Vec::new();
        for column in (0..size).filter(|column| code.get_module(*column, row)) {
            match runs.last_mut() {
                Some(run) if run.column.saturating_add(run.length) == column => {
                    run.length = run.length.saturating_add(1)
                }
                _ => runs.push(DarkRun { row, column, length: 1 }),
            }
        }
        runs
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_cover_exactly_the_dark_modules() {
        let code = QrCode::encode_text("BCD", QrCodeEcc::Medium).unwrap();
        let mut covered = vec![];
        for run in dark_runs(&code) {
            covered.extend((run.column..run.column + run.length).map(|column| (column, run.row)));
        }
        let size = code.size();
        let dark: Vec<(i32, i32)> =
            (0..size).flat_map(|y| (0..size).map(move |x| (x, y))).filter(|(x, y)| code.get_module(*x, *y)).collect();
        assert_eq!(covered, dark);
    }
}
