//! Documents for the tests of what prints them.

use jiff::civil::date;
use shared::{
    billing::{
        cash_discount::CashDiscount,
        document::{
            BookedService, Content, CreditNoteDraft, Document, Draft, InvoiceDraft, InvoiceType, Preceding,
            QuotationDraft,
        },
        letterhead::Letterhead,
        line::Line,
        number::DocumentNumber,
        party::{Address, Buyer, Seller},
        rich_text::RichText,
        totals::Totals,
        vat::{VatCategory, VatTreatment},
    },
    language::Language,
    money::{Amount, Percentage, Quantity, UnitPrice},
    tenant::terms::PaymentTerms,
};

/// What a sample varies. The rest is one cleaning on 24 December 2026.
pub(crate) struct Sample<'a> {
    pub language: Language,
    /// How many lines.
    pub lines: usize,
    /// Price of each without VAT.
    pub price: &'a str,
    /// Stands wherever a person can write something; empty for usual names.
    pub text: &'a str,
    /// Description of each line; empty for `text`.
    pub note: &'a str,
    /// Percent of the lines; each line one more, so that a long document can have as many rates as lines.
    pub rates: usize,
    /// Header and footer as they are typed.
    pub header: &'a str,
    pub footer: &'a str,
}

impl Default for Sample<'_> {
    fn default() -> Self {
        Self { language: Language::En, lines: 1, price: "60", text: "", note: "", rates: 1, header: "", footer: "" }
    }
}

impl Sample<'_> {
    pub(crate) fn invoice(&self) -> Document {
        let draft = InvoiceDraft {
            content: self.content(),
            issue_date: date(2026, 12, 1),
            due_date: date(2026, 12, 24),
            invoice_type: InvoiceType::Commercial,
            prepayments: Vec::new(),
            quotation_number: Some("QUO-2026-0004".into()),
            cash_discount: None,
        };
        Draft::Invoice(draft).issued(DocumentNumber::from_database("INV-2026-0017".into(), 2026, 17))
    }

    /// The invoice with 2 % off within 8 days.
    pub(crate) fn discounted_invoice(&self) -> Document {
        let Draft::Invoice(invoice) = self.invoice().draft().clone() else { panic!("an invoice") };
        let discount = CashDiscount::parse("2", "8").unwrap();
        Draft::Invoice(invoice.with_cash_discount(discount).unwrap()).issued(DocumentNumber::from_database(
            "INV-2026-0017".into(),
            2026,
            17,
        ))
    }

    pub(crate) fn quotation(&self) -> Document {
        let draft =
            QuotationDraft { content: self.content(), issue_date: date(2026, 12, 1), valid_until: date(2026, 12, 31) };
        Draft::Quotation(draft).issued(DocumentNumber::from_database("QUO-2026-0004".into(), 2026, 4))
    }

    pub(crate) fn credit_note(&self) -> Document {
        let content = self.content();
        let draft = CreditNoteDraft {
            invoice_lines: (0..content.lines.len()).collect(),
            content,
            issue_date: date(2026, 12, 3),
            preceding: Preceding { number: "INV-2026-0017".into(), issue_date: date(2026, 12, 1) },
            reason: self.text("Booked by mistake"),
        };
        Draft::CreditNote(draft).issued(DocumentNumber::from_database("CRN-2026-0002".into(), 2026, 2))
    }

    fn text(&self, usual: &str) -> String {
        if self.text.is_empty() { usual.to_owned() } else { self.text.to_owned() }
    }

    fn content(&self) -> Content {
        let lines: Vec<Line> = (0..self.lines).map(|place| self.line(place)).collect();
        let address = || Address {
            street: self.text("Korenmarkt 7"),
            postal_code: self.text("9000"),
            city: self.text("Gent"),
            country: "BE".into(),
        };
        Content {
            currency: "EUR".into(),
            language: self.language,
            accent: "#0F5F57".into(),
            seller: Seller {
                name: self.text("Helder Schoonmaak"),
                legal_form: self.text("BV, RPR Gent"),
                registration: self.text("0202239951"),
                vat_identifier: self.text("BE0202239951"),
                address: address(),
                email: self.text("info@helder.example"),
                phone: self.text("+32 9 123 45 67"),
                iban: "BE68539007547034".into(),
                bic: Some(self.text("GEBABEBB")),
            },
            buyer: Buyer {
                name: self.text("Bakkerij De Gouden Korst NV"),
                contact: Some(self.text("An Peeters")),
                vat_identifier: Some(self.text("BE0477472701")),
                address: Some(address()),
                email: self.text("an@example.com"),
                phone: None,
            },
            allowances: Vec::new(),
            totals: Totals::of(&lines, &[], None, Amount::ZERO).unwrap(),
            lines,
            payment_terms: PaymentTerms::NoPayment,
            booking: Some(BookedService {
                reference: self.text("B-7K2M9Q"),
                starts_at: "2026-12-24T08:00:00Z".parse().unwrap(),
                ends_at: "2026-12-24T11:00:00Z".parse().unwrap(),
                local_starts_at: "2026-12-24T09:00".into(),
                local_ends_at: "2026-12-24T12:00".into(),
                time_zone: "Europe/Brussels".into(),
            }),
            buyer_reference: None,
            order_reference: None,
            delivery_date: None,
            note: None,
            letterhead: Letterhead {
                header: RichText::parse(self.header).unwrap(),
                footer: RichText::parse(self.footer).unwrap(),
                logo: None,
            },
            attachments: Vec::new(),
            sales_conditions: None,
        }
    }

    fn line(&self, place: usize) -> Line {
        let rate = Percentage::parse(&(21 + place % self.rates).to_string()).unwrap();
        let reason = (!self.text.is_empty()).then(|| self.text.to_owned());
        let vat = VatTreatment { category: VatCategory::S, rate, exemption_reason: reason, exemption_code: None };
        let price = UnitPrice::parse(self.price).unwrap();
        let note = if self.note.is_empty() { self.text } else { self.note };
        Line::new(self.text("Home cleaning"), note.to_owned(), Quantity::whole(1), "C62", price, vat).unwrap()
    }
}

/// Texts that want to be something else than text.
pub(crate) fn hostile() -> Vec<String> {
    [
        ") Tj ET Q\n/Fm0 Do (",
        "<script>alert(1)</script><img src=x onerror=alert(1)>",
        "\" style=\"color:red\" onclick=\"x",
        "]]>&lt;/rdf:li>\u{0}\u{1}\u{fffe}\u{feff}",
        "שלום \u{202e}ecila\u{202c} مرحبا",
        "👩\u{200d}👩\u{200d}👧 🚀 漢字 \u{10ffff}\u{e000}",
        "e\u{301}\u{301}\u{301}\u{301}\u{301} \u{301}",
        "{date} {amount} %s $1 \\",
    ]
    .into_iter()
    .map(str::to_owned)
    .chain(["x".repeat(600), "word ".repeat(120), "\n".repeat(100), "é\u{301}".repeat(200)])
    .collect()
}
