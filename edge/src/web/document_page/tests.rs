use jiff::civil::date;
use shared::language::Language;

use super::*;
use crate::pdf::samples::{Sample, hostile};

fn view(
    document: &Document,
    status: DocumentStatus,
    balance: Balance,
    invoice_url: Option<String>,
    today: Date,
) -> DocumentView<'_> {
    DocumentView {
        document,
        accent: "#0F5F57",
        status,
        balance,
        url: "/d/token".into(),
        invoice_url,
        answered: None,
        notice: None,
        today,
    }
}

fn shown(document: &Document, status: DocumentStatus, today: Date) -> String {
    let invoice_url = (status == DocumentStatus::Quotation(QuotationState::Converted)).then(|| "/d/invoice".to_owned());
    let balance = Balance::untouched(document.draft().content().totals.amount_due);
    document_page(&view(document, status, balance, invoice_url, today)).into_string()
}

#[test]
fn an_invoice_says_what_came_in_and_asks_for_the_rest() {
    let document = Sample::default().invoice();
    let (before, after) = (date(2026, 12, 1), date(2026, 12, 25));
    let asks = |page: &str| (page.contains("class=\"communication\""), page.contains("class=\"terms\""));
    // (credited, paid), cancelled, day | chip, sentence, whether it says how to pay, and the terms
    for (account, cancelled, today, word, sentence, asked) in [
        ((0, 0), false, before, ">Open<", "€72.60 to pay by 24 December 2026.", (true, true)),
        ((0, 2_000), false, before, ">Partly paid<", "€52.60 is still to pay by 24 December 2026.", (true, false)),
        ((0, 2_000), false, after, ">Overdue<", "€52.60 was to be paid by 24 December 2026.", (true, false)),
        ((2_000, 0), false, before, ">Open<", "€52.60 is still to pay by 24 December 2026.", (true, false)),
        ((0, 7_260), false, after, ">Paid<", "This invoice is paid. Thank you.", (false, false)),
        ((2_000, 5_260), true, after, ">Paid<", "This invoice is paid. Thank you.", (false, false)),
        ((7_260, 0), true, after, ">Credited<", "This invoice was credited.", (false, false)),
        ((0, 2_000), true, after, ">Booking cancelled<", "you need not pay it for now", (false, false)),
    ] {
        let status = if cancelled { DocumentStatus::BookingCancelled } else { DocumentStatus::Issued };
        let balance = Balance::from_cents(7_260, account.0, account.1, 0).unwrap();
        let page = document_page(&view(&document, status, balance, None, today)).into_string();
        assert!(page.contains(word) && page.contains(sentence), "{account:?} {word} {sentence}\n{page}");
        assert_eq!(asks(&page), asked, "{account:?} {cancelled}");
        let due = format!("QR code for a transfer of €{} to", balance.due());
        assert_eq!(page.contains(&due), asked.0, "the code asks for what is still due: {due}");
        assert!(page.contains("€72.60"), "the paper stays as it was issued");
    }
}

#[test]
fn a_page_says_where_its_document_stands() {
    let invoice = Sample::default().invoice();
    let free = Sample { price: "0", ..Sample::default() }.invoice();
    let quote = Sample::default().quotation();
    let (before, after) = (date(2026, 12, 1), date(2026, 12, 25));
    for (document, status, today, word, sentence) in [
        (&invoice, DocumentStatus::Issued, before, ">Open<", "€72.60 to pay by 24 December 2026."),
        (&invoice, DocumentStatus::Issued, after, ">Overdue<", "€72.60 was to be paid by 24 December 2026."),
        (&invoice, DocumentStatus::BookingCancelled, before, ">Booking cancelled<", "you need not pay it for now"),
        (&free, DocumentStatus::Issued, after, "There is nothing to pay.", "There is nothing to pay."),
        (&quote, DocumentStatus::Quotation(QuotationState::Open), before, ">Open<", "will send you the invoice"),
        (&quote, DocumentStatus::Quotation(QuotationState::Converted), before, ">Converted<", "href=\"/d/invoice\""),
        (
            &quote,
            DocumentStatus::Quotation(QuotationState::Withdrawn),
            before,
            ">Withdrawn<",
            "There is nothing to pay.",
        ),
        (
            &quote,
            DocumentStatus::Quotation(QuotationState::Expired),
            after,
            ">Expired<",
            "This quote was valid until 31 December 2026.",
        ),
    ] {
        let page = shown(document, status, today);
        assert!(page.contains(word) && page.contains(sentence), "{word} {sentence}\n{page}");
        assert!(page.contains("href=\"/d/token/pdf\""));
    }
}

#[test]
fn only_an_invoice_that_asks_for_money_says_how_to_pay() {
    let pays = |page: &str| (page.contains("class=\"communication\""), page.contains("<svg"));
    let today = date(2026, 12, 1);
    assert_eq!(pays(&shown(&Sample::default().invoice(), DocumentStatus::Issued, today)), (true, true));
    assert_eq!(pays(&shown(&Sample::default().invoice(), DocumentStatus::BookingCancelled, today)), (false, false));
    assert_eq!(
        pays(&shown(&Sample { price: "0", ..Sample::default() }.invoice(), DocumentStatus::Issued, today)),
        (false, false)
    );
    let open = DocumentStatus::Quotation(QuotationState::Open);
    let quote = shown(&Sample::default().quotation(), open, today);
    assert_eq!(pays(&quote), (false, false));
    let credit_note = shown(&Sample::default().credit_note(), DocumentStatus::Issued, today);
    assert_eq!(pays(&credit_note), (false, false));
    for text in ["Corrects invoice INV-2026-0017", "Reason: Booked by mistake", "VAT to be repaid", "Amount credited"] {
        assert!(credit_note.contains(text), "{text}");
    }
    assert!(quote.contains("choose “Accept quote”"));
    assert!(
        quote.contains("How to accept") && quote.contains("info@helder.example or +32\u{a0}9\u{a0}123\u{a0}45\u{a0}67")
    );
}

#[test]
fn a_quote_that_no_booking_made_is_an_offer() {
    let Draft::Quotation(mut draft) = Sample::default().quotation().draft().clone() else { panic!("a quotation") };
    draft.content.booking = None;
    let number = shared::billing::number::DocumentNumber::from_database("QUO-2026-0009".into(), 2026, 9);
    let open = DocumentStatus::Quotation(QuotationState::Open);
    let page = shown(&Draft::Quotation(draft).issued(number), open, date(2026, 12, 1));
    assert!(page.contains("makes you this offer. You can accept or decline it until 31 December 2026."), "{page}");
    assert!(page.contains("href=\"/d/token/accept\"") && !page.contains("your booking"), "{page}");
}

#[test]
fn what_the_policy_forbids_is_never_there() {
    for text in hostile() {
        let sample = Sample { text: &text, language: Language::De, ..Sample::default() };
        for document in [sample.invoice(), sample.quotation(), sample.credit_note()] {
            let page = shown(&document, DocumentStatus::Issued, date(2026, 12, 1));
            assert!(!page.contains("<script") && !page.contains(" style=\"") && !page.contains("<img"), "{page}");
        }
    }
}

#[test]
fn the_page_is_in_the_language_of_its_document() {
    for (language, tag, heading) in
        [(Language::Nl, "nl", "Factuur"), (Language::Fr, "fr", "Facture"), (Language::De, "de", "Rechnung")]
    {
        let page =
            shown(&Sample { language, ..Sample::default() }.invoice(), DocumentStatus::Issued, date(2026, 12, 1));
        assert!(
            page.contains(&format!("<html lang=\"{tag}\">")) && page.contains(&format!("<h1>{heading} ")),
            "{page}"
        );
    }
}

#[test]
fn the_letterhead_is_above_and_below_and_its_texts_are_escaped() {
    let sample = Sample { header: "**Helder** <b>", footer: "- [pay](https://a.be)", ..Sample::default() };
    let page = shown(&sample.invoice(), DocumentStatus::Issued, date(2026, 12, 1));
    for text in [
        "<div class=\"own\"><p><strong>Helder</strong> &lt;b&gt;</p></div>",
        "<div class=\"own below\"><ul><li><a href=\"https://a.be\" rel=\"noopener noreferrer\">pay</a></li></ul></div>",
    ] {
        assert!(page.contains(text), "{text}\n{page}");
    }
    assert!(!page.contains("class=\"sender\""));
    let plain = shown(&Sample::default().invoice(), DocumentStatus::Issued, date(2026, 12, 1));
    assert!(plain.contains("<p class=\"sender\">Helder Schoonmaak") && !plain.contains("class=\"own"));
}
