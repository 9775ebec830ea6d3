//! Exports of the overview: a table for a spreadsheet, and an archive of files. Pure: rows and files come in, bytes go out.

use std::io::{Cursor, Write};

use jiff::{civil::Date, tz::TimeZone};
use shared::billing::balance::Balance;
use zip::{CompressionMethod, DateTime, ZipWriter, write::SimpleFileOptions};

use crate::{
    admin::{document::sent_view::sent_text, payment::view::state_title},
    store::invoice::{CreditRow, InvoiceRow},
};

/// Why an export could not be written; the text is for the log only.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("export: {0}")]
pub struct ExportError(String);

impl ExportError {
    fn of(error: impl std::fmt::Display) -> Self {
        Self(error.to_string())
    }
}

/// Names of the columns.
const COLUMNS: [&str; 21] = [
    "Kind",
    "Number",
    "Date",
    "Due date",
    "Buyer",
    "VAT number",
    "Currency",
    "Total without VAT",
    "VAT",
    "Total with VAT",
    "To pay as issued",
    "Credited",
    "Paid",
    "Cash discount taken",
    "Due",
    "State",
    "Structured communication",
    "Source",
    "Booking",
    "Corrects invoice",
    "Sent",
];

/// A table that Excel and LibreOffice of the country open by a double click: UTF-8 with its mark, semicolons between
/// columns and decimal commas. Credit notes follow the invoices with amounts below zero, so that a sum over the column is the
/// turnover, or the VAT, of the period.
///
/// # Errors
/// [`ExportError`].
pub fn csv(
    rows: &[(InvoiceRow, Balance)],
    notes: &[CreditRow],
    today: Date,
    zone: &TimeZone,
) -> Result<Vec<u8>, ExportError> {
    let mut writer = csv::WriterBuilder::new()
        .delimiter(b';')
        .terminator(csv::Terminator::CRLF)
        .from_writer("\u{feff}".as_bytes().to_vec());
    writer.write_record(COLUMNS).map_err(ExportError::of)?;
    for (row, balance) in rows {
        writer.write_record(invoice_record(row, *balance, today, zone)).map_err(ExportError::of)?;
    }
    for note in notes {
        writer.write_record(credit_record(note, zone)).map_err(ExportError::of)?;
    }
    writer.into_inner().map_err(ExportError::of)
}

fn invoice_record(row: &InvoiceRow, balance: Balance, today: Date, zone: &TimeZone) -> [String; COLUMNS.len()] {
    let communication = row.structured_communication().map(|text| text.to_string()).unwrap_or_default();
    [
        "Invoice".to_owned(),
        inert(&row.number),
        row.issue_date.to_string(),
        row.due_date.to_string(),
        inert(&row.buyer_name),
        inert(row.buyer_vat.as_deref().unwrap_or_default()),
        inert(&row.currency),
        figure(row.total_without_vat),
        figure(row.vat_total),
        figure(row.total_with_vat),
        figure(row.total),
        figure(row.credited),
        figure(row.paid),
        figure(row.cash_discount),
        figure(balance.due().cents()),
        state_title(balance.state(row.due_date, today)).to_owned(),
        inert(&communication),
        if row.source == "booking" { "Booking" } else { "Manual" }.to_owned(),
        inert(row.booking_reference.as_deref().unwrap_or_default()),
        String::new(),
        inert(&sent_text(&row.delivery, row.source == "booking", zone)),
    ]
}

/// What stands under "Credited", "Paid" and "Due" is the account of an invoice, so these columns stay empty here.
fn credit_record(note: &CreditRow, zone: &TimeZone) -> [String; COLUMNS.len()] {
    let below_zero = |cents: i64| figure(cents.saturating_neg());
    let none = String::new;
    [
        "Credit note".to_owned(),
        inert(&note.number),
        note.issue_date.to_string(),
        none(),
        inert(&note.buyer_name),
        inert(note.buyer_vat.as_deref().unwrap_or_default()),
        inert(&note.currency),
        below_zero(note.total_without_vat),
        below_zero(note.vat_total),
        below_zero(note.total_with_vat),
        below_zero(note.amount_due),
        none(),
        none(),
        none(),
        none(),
        none(),
        none(),
        "Manual".to_owned(),
        inert(note.booking_reference.as_deref().unwrap_or_default()),
        inert(&note.invoice_number),
        inert(&sent_text(&note.delivery, false, zone)),
    ]
}

/// Cents with a decimal comma and without grouping: `-1234,50`.
fn figure(cents: i64) -> String {
    let digits = format!("{:0>3}", cents.unsigned_abs());
    let (whole, fraction) = digits.split_at(digits.len().saturating_sub(2));
    format!("{}{whole},{fraction}", if cents < 0 { "-" } else { "" })
}

/// A text that no spreadsheet takes for a formula: customers name themselves.
fn inert(text: &str) -> String {
    let is_formula = |c: char| matches!(c, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠') || c.is_control();
    if text.trim_start_matches(' ').starts_with(is_formula) { format!("'{text}") } else { text.to_owned() }
}

/// A file of an archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Name without folders.
    pub name: String,
    /// Its date in the archive.
    pub date: Date,
    /// Content.
    pub bytes: Vec<u8>,
}

/// An archive of files as they are: a PDF is compressed already. The same files make the same bytes.
///
/// # Errors
/// [`ExportError`].
pub fn archive(files: &[File]) -> Result<Vec<u8>, ExportError> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for file in files {
        let (year, month, day) = (file.date.year().unsigned_abs(), file.date.month(), file.date.day());
        let date = DateTime::from_date_and_time(year, month.unsigned_abs(), day.unsigned_abs(), 0, 0, 0);
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Stored)
            .last_modified_time(date.unwrap_or_default());
        writer.start_file(&*file.name, options).map_err(ExportError::of)?;
        writer.write_all(&file.bytes).map_err(ExportError::of)?;
    }
    Ok(writer.finish().map_err(ExportError::of)?.into_inner())
}

/// Letters, digits and hyphens of a document number: the name of its files.
pub fn file_stem(number: &str) -> String {
    number.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::store::delivery::SentRow;

    fn sent(by: &str, at: Option<&str>) -> SentRow {
        let (sent_by, sent_at) = (by.to_owned(), at.map(str::to_owned));
        SentRow { sent_by, state: None, sent_at, is_compliant: 1, reason: String::new() }
    }

    fn row(buyer_name: &str, total: i64, credited: i64, paid: i64) -> (InvoiceRow, Balance) {
        let row = InvoiceRow {
            id: "document".into(),
            number: "INV-2026-0001".into(),
            type_code: "380".into(),
            issue_date: date(2026, 11, 30),
            due_date: date(2026, 12, 14),
            buyer_name: buyer_name.into(),
            buyer_vat: Some("BE0123456749".into()),
            currency: "EUR".into(),
            total_without_vat: 5_372,
            vat_total: 1_128,
            total_with_vat: 6_500,
            year: 2026,
            sequence: 1,
            source: "booking".into(),
            booking_id: Some("booking".into()),
            booking_reference: Some("B-1".into()),
            total,
            credited,
            paid,
            cash_discount: 0,
            delivery: sent("not_sent", None),
        };
        let balance = row.balance().unwrap();
        (row, balance)
    }

    #[test]
    fn a_spreadsheet_reads_the_figures() {
        let rows = [row("Peeters; \"An\"", 6_500, 500, 2_000)];
        let note = CreditRow {
            id: "note".into(),
            number: "CRN-2026-0001".into(),
            issue_date: date(2026, 12, 1),
            buyer_name: "=cmd".into(),
            buyer_vat: None,
            currency: "EUR".into(),
            total_without_vat: 413,
            vat_total: 87,
            total_with_vat: 500,
            amount_due: 500,
            booking_reference: None,
            invoice_number: "INV-2026-0001".into(),
            delivery: sent("email", Some("2026-12-01T09:00:00Z")),
        };
        let text = String::from_utf8(csv(&rows, &[note], date(2026, 12, 1), &TimeZone::UTC).unwrap()).unwrap();
        let (head, body) = text.split_once("\r\n").unwrap();
        assert!(head.starts_with("\u{feff}Kind;Number;Date;Due date;Buyer;"), "{head}");
        assert_eq!(
            body,
            "Invoice;INV-2026-0001;2026-11-30;2026-12-14;\"Peeters; \"\"An\"\"\";BE0123456749;EUR;53,72;11,28;65,00;65,00;5,00;20,00;0,00;40,00;\
             Partly paid;'+++202/6000/00192+++;Booking;B-1;;Link given with the booking\r\n\
             Credit note;CRN-2026-0001;2026-12-01;;'=cmd;;EUR;-4,13;-0,87;-5,00;-5,00;;;;;;;Manual;;INV-2026-0001;E-mail 2026-12-01\r\n"
        );
    }

    #[test]
    fn no_text_is_a_formula() {
        for (text, cell) in [
            ("=HYPERLINK(\"http://x\")", "'=HYPERLINK(\"http://x\")"),
            ("+32 9", "'+32 9"),
            ("-2+3", "'-2+3"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "'\t=1"),
            ("  =1", "'  =1"),
            ("＝1", "'＝1"),
            ("An = Peeters", "An = Peeters"),
            ("", ""),
        ] {
            assert_eq!(inert(text), cell);
        }
        for (cents, cell) in [(0, "0,00"), (5, "0,05"), (-5, "-0,05"), (123_456_789, "1234567,89")] {
            assert_eq!(figure(cents), cell);
        }
    }

    #[test]
    fn an_archive_holds_its_files_and_is_the_same_each_time() {
        let file = |name: &str| File { name: name.into(), date: date(2026, 11, 30), bytes: b"%PDF".to_vec() };
        let files = [file("INV-2026-0001.pdf"), file("INV-2026-0002.pdf")];
        let bytes = archive(&files).unwrap();
        assert_eq!(archive(&files).unwrap(), bytes);
        let mut read = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        assert_eq!(read.len(), 2);
        let mut content = String::new();
        std::io::Read::read_to_string(&mut read.by_name("INV-2026-0002.pdf").unwrap(), &mut content).unwrap();
        assert_eq!(content, "%PDF");
        assert_eq!(file_stem("INV/2026\"-0001"), "INV2026-0001");
    }
}
