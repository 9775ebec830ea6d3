//! A sample invoice, to see what a layout looks like. It has no number and asks for no money: nobody can pay it by mistake.

use jiff::{ToSpan, civil::Date};
use shared::{
    billing::{
        document::{Content, Document, Draft, InvoiceDraft, InvoiceType},
        issuer::Issuer,
        line::Line,
        number::DocumentNumber,
        party::{Address, Buyer},
        totals::Totals,
        vat::{VatCategory, VatTreatment},
    },
    language::Language,
    money::{Amount, MoneyError, Percentage, Quantity, UnitPrice},
    tenant::terms::PaymentTerms,
};

/// Days in which the sample is to be paid.
const DAYS: u32 = 14;

/// The sample of an issuer.
///
/// # Errors
/// [`MoneyError`]; never for these amounts.
pub fn invoice(issuer: &Issuer, language: Language, currency: &str, today: Date) -> Result<Document, MoneyError> {
    let line = |name: &str, quantity: u32, price: &str| {
        let vat = VatTreatment {
            category: VatCategory::S,
            rate: Percentage::parse("21")?,
            exemption_reason: None,
            exemption_code: None,
        };
        Line::new(name.to_owned(), String::new(), Quantity::whole(quantity), "HUR", UnitPrice::parse(price)?, vat)
    };
    let words = words(language);
    let lines = vec![line(words.work, 3, "60")?, line(words.travel, 1, "25")?];
    let totals = Totals::of(&lines, &[], None, Amount::ZERO)?;
    let address = Address {
        street: "Kerkstraat 1".to_owned(),
        postal_code: "2000".to_owned(),
        city: "Antwerpen".to_owned(),
        country: issuer.seller.address.country.clone(),
    };
    let content = Content {
        currency: currency.to_owned(),
        language,
        accent: issuer.accent.clone(),
        seller: issuer.seller.clone(),
        buyer: Buyer {
            name: words.customer.to_owned(),
            contact: None,
            vat_identifier: None,
            address: Some(address),
            email: "customer@example.com".to_owned(),
            phone: None,
        },
        lines,
        allowances: Vec::new(),
        totals,
        payment_terms: PaymentTerms::PayLater { days: DAYS },
        booking: None,
        buyer_reference: None,
        order_reference: None,
        delivery_date: None,
        note: None,
        letterhead: issuer.letterhead.clone(),
        attachments: Vec::new(),
        sales_conditions: None,
    };
    let draft = InvoiceDraft {
        content,
        issue_date: today,
        due_date: today.saturating_add(i64::from(DAYS).days()),
        invoice_type: InvoiceType::Commercial,
        prepayments: Vec::new(),
        quotation_number: None,
        cash_discount: None,
    };
    Ok(Draft::Invoice(draft).issued(DocumentNumber::from_database(words.sample.to_owned(), 0, 0)))
}

struct Words {
    sample: &'static str,
    customer: &'static str,
    work: &'static str,
    travel: &'static str,
}

fn words(language: Language) -> Words {
    match language {
        Language::En => Words { sample: "sample", customer: "Your customer", work: "Work", travel: "Travel costs" },
        Language::Nl => Words { sample: "voorbeeld", customer: "Uw klant", work: "Werk", travel: "Verplaatsing" },
        Language::Fr => Words { sample: "exemple", customer: "Votre client", work: "Travail", travel: "Déplacement" },
        Language::De => Words { sample: "Muster", customer: "Ihr Kunde", work: "Arbeit", travel: "Anfahrt" },
    }
}
