//! Writes sample documents as PDF and as HTML pages into a folder, to be looked at: `cargo run -p edge --example documents -- FOLDER`.

use std::{error::Error, fs, path::Path};

use edge::{
    pdf,
    web::document_page::{Answered, DocumentStatus, DocumentView, document_page},
};
use jiff::{ToSpan, civil::date};
use shared::{
    billing::{
        balance::Balance,
        document::{
            BookedService, Content, CreditNoteDraft, Document, Draft, InvoiceDraft, InvoiceType, Preceding,
            QuotationDraft,
        },
        letterhead::Letterhead,
        line::Line,
        number::DocumentNumber,
        party::{Address, Buyer, Seller},
        quotation::QuotationState,
        totals::Totals,
        vat::{VatCategory, VatTreatment},
    },
    language::Language,
    money::{Amount, MoneyError, Percentage, Quantity, UnitPrice},
    tenant::terms::PaymentTerms,
};

const ACCENT: &str = "#0F5F57";

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args().nth(1).ok_or("name a folder")?;
    fs::create_dir_all(&folder)?;
    for (name, document) in samples()? {
        let file = pdf::render(&document, pdf::Enclosed::default(), edge::native::FONTS)?;
        println!("{name}.pdf {} bytes", file.len());
        fs::write(Path::new(&folder).join(format!("{name}.pdf")), file)?;
        for (suffix, status) in statuses(&document) {
            let view = DocumentView {
                balance: Balance::untouched(document.draft().content().totals.amount_due),
                document: &document,
                accent: ACCENT,
                status: *status,
                url: name.to_owned(),
                answered: Some(Answered { name: "An Peeters", on: date(2026, 12, 3) }),
                notice: None,
                invoice_url: (*status == DocumentStatus::Quotation(QuotationState::Converted))
                    .then(|| "invoice-company-nl.html".to_owned()),
                today: date(2026, 12, if suffix.is_empty() { 1 } else { 31 }),
            };
            fs::write(Path::new(&folder).join(format!("{name}{suffix}.html")), document_page(&view).into_string())?;
        }
    }
    Ok(())
}

/// Each status that the document can have, with the end of its file's name.
fn statuses(document: &Document) -> &'static [(&'static str, DocumentStatus)] {
    match document.draft() {
        Draft::Invoice(_) => &[
            ("", DocumentStatus::Issued),
            ("-overdue", DocumentStatus::Issued),
            ("-cancelled", DocumentStatus::BookingCancelled),
        ],
        Draft::Quotation(_) => &[
            ("", DocumentStatus::Quotation(QuotationState::Open)),
            ("-accepted", DocumentStatus::Quotation(QuotationState::Accepted)),
            ("-declined", DocumentStatus::Quotation(QuotationState::Declined)),
            ("-converted", DocumentStatus::Quotation(QuotationState::Converted)),
            ("-withdrawn", DocumentStatus::Quotation(QuotationState::Withdrawn)),
            ("-expired", DocumentStatus::Quotation(QuotationState::Expired)),
        ],
        Draft::CreditNote(_) => &[("", DocumentStatus::Issued)],
    }
}

fn samples() -> Result<Vec<(&'static str, Document)>, Box<dyn Error>> {
    let cleaning = || line("Home cleaning", "Three hours, own materials", "1", "60.00", "21");
    let advertised = |price: &str| Amount::parse(price).map(Some);
    let mut samples = Vec::new();

    let included = vec![line("Window cleaning", "", "1", "8.2645", "21")?];
    samples.push((
        "invoice-vat-included-en",
        invoice(Language::En, included, advertised("10.00")?, "pay_later", "14", private())?,
    ));
    samples.push((
        "invoice-company-nl",
        invoice(Language::Nl, vec![cleaning()?], None, "deposit_percentage", "30", company())?,
    ));
    samples.push(("quote-fr", quote(Language::Fr, vec![cleaning()?], private())?));
    samples.push(("quote-en", quote(Language::En, vec![cleaning()?], company())?));

    let rates = vec![
        cleaning()?,
        line("Renovation of a house older than ten years", "Declaration received", "2.5", "48.00", "6")?,
        exempt("Lesson", VatCategory::E, "Vrijgesteld van btw, art. 44 W.Btw")?,
        exempt(
            "Work on a building site",
            VatCategory::AE,
            "Autoliquidation: en l’absence de contestation par écrit, dans un délai d’un mois à compter de la réception de la facture, le client est présumé reconnaître qu’il est un assujetti tenu au dépôt de déclarations périodiques.",
        )?,
    ];
    samples.push(("invoice-rates-de", invoice(Language::De, rates, None, "no_payment", "", company())?));

    let many: Result<Vec<Line>, MoneyError> = (1..=200)
        .map(|place| {
            let note = if place % 7 == 0 {
                "With a note that is long enough to take a second line in the column of descriptions"
            } else {
                ""
            };
            line(&format!("Visit {place}"), note, "1", "1234.5678", if place % 3 == 0 { "6" } else { "21" })
        })
        .collect();
    samples.push(("invoice-200-lines-en", invoice(Language::En, many?, None, "full_payment", "", company())?));

    let mut long = company();
    long.name = "Vereniging van Mede-eigenaars van het Appartementsgebouw Residentie De Zeven Linden aan de Keizer Karelstraat te Gent vzw".into();
    long.contact = Some("Anna-Maria Vandenbroeck-Vanhoutte van den Abeele".into());
    let dear = vec![
        line(
            "Schoonmaak van gemeenschappelijke delen met werkzaamheden op grote hoogte",
            &"Lang ".repeat(80),
            "1000",
            "123456.7891",
            "21",
        )?,
        line(&"x".repeat(500), "🚀 שלום ) Tj ET \u{202e}abc", "1", "1", "21")?,
    ];
    samples.push(("invoice-long-nl", invoice(Language::Nl, dear, None, "no_payment_card_on_file", "", long)?));
    samples.push((
        "invoice-free-en",
        invoice(Language::En, vec![line("Inspection", "", "1", "0", "21")?], None, "no_payment", "", private())?,
    ));
    for (name, language) in [("credit-note-nl", Language::Nl), ("credit-note-fr", Language::Fr)] {
        samples.push((name, credit_note(language, vec![line("Home cleaning", "", "1", "60", "21")?], company())?));
    }
    Ok(samples)
}

fn line(name: &str, description: &str, quantity: &str, price: &str, rate: &str) -> Result<Line, MoneyError> {
    let vat = VatTreatment {
        category: VatCategory::S,
        rate: Percentage::parse(rate)?,
        exemption_reason: None,
        exemption_code: None,
    };
    Line::new(name.into(), description.into(), Quantity::parse(quantity)?, "C62", UnitPrice::parse(price)?, vat)
}

fn exempt(name: &str, category: VatCategory, reason: &str) -> Result<Line, MoneyError> {
    let vat =
        VatTreatment { category, rate: Percentage::ZERO, exemption_reason: Some(reason.into()), exemption_code: None };
    Line::new(name.into(), String::new(), Quantity::whole(2), "HUR", UnitPrice::parse("75")?, vat)
}

fn invoice(
    language: Language,
    lines: Vec<Line>,
    advertised: Option<Amount>,
    terms: &str,
    value: &str,
    buyer: Buyer,
) -> Result<Document, Box<dyn Error>> {
    let content = content(language, lines, advertised, PaymentTerms::parse(terms, value)?, buyer)?;
    let issue_date = date(2026, 12, 1);
    let due_date = content.payment_terms.due_date(issue_date, date(2026, 12, 24));
    let draft = InvoiceDraft {
        content,
        issue_date,
        due_date,
        invoice_type: InvoiceType::Commercial,
        prepayments: Vec::new(),
        quotation_number: None,
        cash_discount: None,
    };
    Ok(Draft::Invoice(draft).issued(DocumentNumber::from_database("INV-2026-0017".into(), 2026, 17)))
}

fn quote(language: Language, lines: Vec<Line>, buyer: Buyer) -> Result<Document, Box<dyn Error>> {
    let content = content(language, lines, None, PaymentTerms::NoPayment, buyer)?;
    let issue_date = date(2026, 12, 1);
    let draft = QuotationDraft { content, issue_date, valid_until: issue_date.saturating_add(30.days()) };
    Ok(Draft::Quotation(draft).issued(DocumentNumber::from_database("QUO-2026-0004".into(), 2026, 4)))
}

fn credit_note(language: Language, lines: Vec<Line>, buyer: Buyer) -> Result<Document, Box<dyn Error>> {
    let invoice_lines = (0..lines.len()).collect();
    let content = content(language, lines, None, PaymentTerms::NoPayment, buyer)?;
    let preceding = Preceding { number: "INV-2026-0017".into(), issue_date: date(2026, 12, 1) };
    let reason = "Dubbel geboekt".to_owned();
    let draft = CreditNoteDraft { content, issue_date: date(2026, 12, 3), preceding, reason, invoice_lines };
    Ok(Draft::CreditNote(draft).issued(DocumentNumber::from_database("CRN-2026-0002".into(), 2026, 2)))
}

fn content(
    language: Language,
    lines: Vec<Line>,
    advertised: Option<Amount>,
    payment_terms: PaymentTerms,
    buyer: Buyer,
) -> Result<Content, Box<dyn Error>> {
    Ok(Content {
        currency: "EUR".into(),
        language,
        seller: Seller {
            name: "Helder Schoonmaak".into(),
            legal_form: "BV, RPR Gent".into(),
            registration: "0202239951".into(),
            vat_identifier: "BE0202239951".into(),
            address: address("Korenmarkt 7", "9000", "Gent"),
            email: "info@helder.example".into(),
            phone: "+32 9 123 45 67".into(),
            iban: "BE68539007547034".into(),
            bic: Some("GEBABEBB".into()),
        },
        buyer,
        accent: ACCENT.into(),
        allowances: Vec::new(),
        totals: Totals::of(&lines, &[], advertised, Amount::ZERO)?,
        lines,
        payment_terms,
        booking: Some(BookedService {
            reference: "B-7K2M9Q".into(),
            starts_at: "2026-12-24T08:00:00Z".parse()?,
            ends_at: "2026-12-24T11:00:00Z".parse()?,
            local_starts_at: "2026-12-24T09:00".into(),
            local_ends_at: "2026-12-24T12:00".into(),
            time_zone: "Europe/Brussels".into(),
        }),
        buyer_reference: None,
        order_reference: None,
        delivery_date: None,
        note: None,
        letterhead: Letterhead::default(),
        attachments: Vec::new(),
        sales_conditions: None,
    })
}

fn address(street: &str, postal_code: &str, city: &str) -> Address {
    Address { street: street.into(), postal_code: postal_code.into(), city: city.into(), country: "BE".into() }
}

fn private() -> Buyer {
    Buyer {
        name: "An Peeters".into(),
        contact: None,
        vat_identifier: None,
        address: None,
        email: "an.peeters@example.com".into(),
        phone: None,
    }
}

fn company() -> Buyer {
    Buyer {
        name: "Bakkerij De Gouden Korst NV".into(),
        contact: Some("An Peeters".into()),
        vat_identifier: Some("BE0477472701".into()),
        address: Some(address("Keizer Karelstraat 101 bus 4", "9000", "Gent")),
        email: "an.peeters@example.com".into(),
        phone: None,
    }
}
