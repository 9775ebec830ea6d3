use jiff::civil::date;

use super::*;
use crate::{
    billing::{
        document::{BookedService, Content, InvoiceType},
        letterhead::Letterhead,
        line::Line,
        number::DocumentNumber,
        party::{Address, Buyer},
        totals::Totals,
        vat::{VatCategory, VatTreatment},
    },
    money::{Percentage, Quantity, UnitPrice},
};

const ALL: [Language; 4] = [Language::En, Language::Nl, Language::Fr, Language::De];

fn content(language: Language, terms: PaymentTerms, price: &str, advertised: Option<&str>) -> Content {
    let vat = VatTreatment {
        category: VatCategory::S,
        rate: Percentage::parse("21").unwrap(),
        exemption_reason: None,
        exemption_code: None,
    };
    let price = UnitPrice::parse(price).unwrap();
    let lines = vec![Line::new("Ramen".into(), String::new(), Quantity::whole(1), "C62", price, vat).unwrap()];
    Content {
        currency: "EUR".into(),
        language,
        accent: "#0F5F57".into(),
        seller: Seller {
            name: "Helder".into(),
            legal_form: "BV, RPR Gent".into(),
            registration: "0202239951".into(),
            vat_identifier: "BE0202239951".into(),
            address: Address::default(),
            email: "info@helder.example".into(),
            phone: String::new(),
            iban: "BE68539007547034".into(),
            bic: None,
        },
        buyer: Buyer {
            name: "An Peeters".into(),
            contact: None,
            vat_identifier: None,
            address: None,
            email: "an@example.com".into(),
            phone: None,
        },
        allowances: Vec::new(),
        totals: Totals::of(&lines, &[], advertised.map(|price| Amount::parse(price).unwrap()), Amount::ZERO).unwrap(),
        lines,
        payment_terms: terms,
        booking: Some(BookedService {
            reference: "B-7K2M9".into(),
            starts_at: "2026-12-24T08:00:00Z".parse().unwrap(),
            ends_at: "2026-12-24T09:00:00Z".parse().unwrap(),
            local_starts_at: "2026-12-24T09:00".into(),
            local_ends_at: "2026-12-24T10:00".into(),
            time_zone: "Europe/Brussels".into(),
        }),
        buyer_reference: None,
        order_reference: None,
        delivery_date: None,
        note: None,
        letterhead: Letterhead::default(),
        attachments: Vec::new(),
        sales_conditions: None,
    }
}

fn invoice(language: Language, kind: &str, value: &str, price: &str) -> InvoiceDraft {
    let content = content(language, PaymentTerms::parse(kind, value).unwrap(), price, None);
    InvoiceDraft {
        content,
        issue_date: date(2026, 12, 1),
        due_date: date(2026, 12, 24),
        invoice_type: InvoiceType::Commercial,
        prepayments: Vec::new(),
        quotation_number: None,
        cash_discount: None,
    }
}

/// Every field with its text. Read from the derived output, so that a new field is checked without being listed.
fn entries(language: Language) -> Vec<(String, String)> {
    let shown = format!("{:#?}", wording(language)).replace(r"\u{a0}", " ");
    let fields = shown.lines().filter_map(|line| line.trim().strip_suffix("\",")?.split_once(": \""));
    fields.map(|(name, text)| (name.to_owned(), text.to_owned())).collect()
}

fn placeholders(text: &str) -> Vec<&str> {
    let mut names: Vec<&str> =
        text.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name).collect();
    names.sort_unstable();
    names
}

#[test]
fn every_language_says_everything_with_the_same_placeholders() {
    let english = entries(Language::En);
    assert!(english.len() > 60, "the fields are read: {}", english.len());
    for language in ALL {
        for ((name, text), (english_name, english_text)) in entries(language).iter().zip(&english) {
            assert_eq!(name, english_name);
            assert!(!text.trim().is_empty(), "{name} in {language:?}");
            assert_eq!(placeholders(text), placeholders(english_text), "{name} in {language:?}");
        }
        assert_eq!(entries(language).len(), english.len());
    }
}

#[test]
fn payment_terms_are_one_sentence() {
    for (kind, value, sentence) in [
        ("no_payment", "", "No payment was asked at booking. Please pay €121.00 by 24 December 2026."),
        (
            "no_payment_card_on_file",
            "",
            "Your card is kept on file and was not charged. Please pay €121.00 by 24 December 2026.",
        ),
        ("deposit_fixed", "20", "A deposit of €20.00 is due at booking, the balance of €101.00 by 24 December 2026."),
        (
            "deposit_percentage",
            "30",
            "A deposit of €36.30 is due at booking, the balance of €84.70 by 24 December 2026.",
        ),
        ("deposit_percentage", "100", "The full amount of €121.00 is due at booking."),
        ("deposit_fixed", "500", "The full amount of €121.00 is due at booking."),
        ("full_payment", "", "The full amount of €121.00 is due at booking."),
        (
            "pre_authorization",
            "",
            "€121.00 is held on your card at booking and taken after the service, by 24 December 2026.",
        ),
        ("pay_later", "14", "Please pay €121.00 by 24 December 2026."),
    ] {
        assert_eq!(payment_terms(&invoice(Language::En, kind, value, "100")), sentence, "{kind} {value}");
    }
    assert_eq!(payment_terms(&invoice(Language::Nl, "pay_later", "14", "0")), "Er is niets te betalen.");
}

#[test]
fn a_sentence_never_keeps_a_placeholder() {
    for language in ALL {
        for kind in PaymentTerms::KINDS {
            let value = if kind.starts_with("deposit") { "10" } else { "14" };
            let sentence = payment_terms(&invoice(language, kind, value, "100"));
            assert!(!sentence.contains(['{', '}']) && sentence.contains('€'), "{sentence}");
        }
        let content = content(language, PaymentTerms::NoPayment, "100", None);
        let quotation = QuotationDraft { content, issue_date: date(2026, 12, 1), valid_until: date(2026, 12, 31) };
        let sentences = acceptance(&quotation).join(" ");
        assert!(sentences.contains("info@helder.example") && sentences.contains("2026"), "{sentences}");
        assert!(sentences.contains(wording(language).accept_quote), "it names the button: {sentences}");
        assert!(!sentences.contains(['{', '}']), "{sentences}");
    }
}

#[test]
fn a_filled_value_is_not_filled_again() {
    let values = [("a", "{b}".to_owned()), ("b", "no".to_owned())];
    assert_eq!(fill("x {a} y {missing} z", &values), "x {b} y  z");
    assert_eq!(fill("no end {a", &values), "no end a");
}

#[test]
fn contact_names_what_there_is() {
    let mut seller = content(Language::En, PaymentTerms::NoPayment, "1", None).seller;
    let words = wording(Language::En);
    assert_eq!(contact(&seller, words).as_deref(), Some("info@helder.example"));
    seller.phone = "+32 9 123 45 67".into();
    assert_eq!(contact(&seller, words).as_deref(), Some("info@helder.example or +32\u{a0}9\u{a0}123\u{a0}45\u{a0}67"));
    seller.email = String::new();
    assert_eq!(contact(&seller, words).as_deref(), Some("+32\u{a0}9\u{a0}123\u{a0}45\u{a0}67"));
    seller.phone = String::new();
    assert_eq!(contact(&seller, words), None);
}

#[test]
fn totals_show_rounding_only_where_there_is_some() {
    let rows = |draft: &Draft| -> Vec<String> {
        total_rows(draft)
            .iter()
            .map(|row| format!("{} {}{}", row.label, row.amount, if row.strong { " !" } else { "" }))
            .collect()
    };
    let invoice = Draft::Invoice(invoice(Language::En, "no_payment", "", "100"));
    assert_eq!(
        rows(&invoice),
        ["Total excl. VAT 100.00", "VAT 21.00", "Total incl. VAT 121.00 !", "Amount due 121.00 !"]
    );
    let content = content(Language::En, PaymentTerms::NoPayment, "8.2645", Some("10.00"));
    let quotation = QuotationDraft { content, issue_date: date(2026, 12, 1), valid_until: date(2026, 12, 31) };
    assert_eq!(
        rows(&Draft::Quotation(quotation)),
        ["Total excl. VAT 8.26", "VAT 1.73", "Total incl. VAT 9.99 !", "Rounding 0.01", "Total 10.00 !"]
    );
}

#[test]
fn title_and_overdue() {
    let draft = invoice(Language::Fr, "pay_later", "14", "100");
    assert!(!is_overdue(&draft, date(2026, 12, 24)) && is_overdue(&draft, date(2026, 12, 25)));
    let number = DocumentNumber::from_database("INV-2026-0001".into(), 2026, 1);
    assert_eq!(title(&Draft::Invoice(draft).issued(number)), "Facture INV-2026-0001");
}

#[test]
fn quantities_rates_and_exemptions() {
    let rate = Percentage::parse("21").unwrap();
    assert_eq!(vat_rate(VatCategory::S, rate, Language::En), "21%");
    assert_eq!(vat_rate(VatCategory::AE, Percentage::ZERO, Language::Fr), "0\u{a0}%\u{a0}AE");

    let line = |unit: &str, reason: Option<&str>| {
        let vat = VatTreatment {
            category: VatCategory::E,
            rate: Percentage::ZERO,
            exemption_reason: reason.map(Into::into),
            exemption_code: None,
        };
        let quantity = Quantity::parse("1.5").unwrap();
        Line::new("x".into(), String::new(), quantity, unit, UnitPrice::parse("1").unwrap(), vat).unwrap()
    };
    for (unit, shown) in [
        ("C62", "1,5"),
        ("HUR", "1,5\u{a0}h"),
        ("DAY", "1,5\u{a0}dag"),
        ("MTK", "1,5\u{a0}m²"),
        ("XYZ", "1,5\u{a0}XYZ"),
    ] {
        assert_eq!(quantity(&line(unit, None), Language::Nl), shown);
    }
    let lines = [line("C62", Some("a")), line("C62", Some("a")), line("C62", None), line("C62", Some("b"))];
    let under: Vec<Option<&str>> = (0..5).map(|place| exemption_under(&lines, place)).collect();
    assert_eq!(under, [None, Some("a"), None, Some("b"), None]);
}

#[test]
fn a_cash_discount_says_what_it_saves() {
    use crate::billing::cash_discount::CashDiscount;
    let discount = CashDiscount { percentage: Percentage::parse("2").unwrap(), days: 8 };
    let with = |language| invoice(language, "pay_later", "14", "100").with_cash_discount(discount).unwrap();
    assert_eq!(
        payment_terms(&with(Language::Nl)),
        "Gelieve € 120,58 te betalen uiterlijk op 24 december 2026. 2% korting contant (€ 2,00) bij betaling uiterlijk op 9 december 2026: te betalen € 118,58."
            .replace("€ ", "€\u{a0}")
    );
    assert_eq!(cash_discount_offer(&invoice(Language::En, "pay_later", "14", "100")), None);
    let mut due_first = invoice(Language::En, "pay_later", "14", "100");
    due_first.due_date = date(2026, 12, 3);
    let offered = due_first.with_cash_discount(discount).unwrap().cash_discount.unwrap();
    assert_eq!(offered.pay_by, date(2026, 12, 3), "never after the due date");
    let rows = allowance_rows(&with(Language::Nl).content).into_iter();
    let rows: Vec<String> = rows.map(|row| format!("{} | {} | {}", row.label, row.vat_rate, row.amount)).collect();
    assert_eq!(rows, ["Korting contant (2% × 100,00) | 21% | -2.00", "Korting contant | 0%\u{a0}E | 2.00"]);
}
