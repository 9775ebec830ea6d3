//! The documents of the golden files: one business in Gent, and what it sells.

use jiff::civil::date;
use shared::{
    billing::{
        allowance::{AllowanceCharge, AllowanceKind},
        cash_discount::CashDiscount,
        document::{
            BookedService, Content, CreditNoteDraft, Document, Draft, InvoiceDraft, InvoiceType, Preceding,
            QuotationDraft,
        },
        file_type::FileType,
        issuer::Issuer,
        letterhead::Letterhead,
        line::{Line, LineAllowance},
        number::DocumentNumber,
        party::{Address, Buyer, Seller},
        prepayment::{Job, PrepaymentInvoice},
        totals::Totals,
        vat::{VatCategory, VatTreatment},
    },
    language::Language,
    money::{Amount, Percentage, Quantity, UnitPrice},
    tenant::terms::{Deposit, PaymentTerms},
    ubl::Embedded,
};

/// A golden file, its document, and what it says: total without VAT, VAT, total with VAT, rounding, amount due.
pub struct Golden {
    pub name: &'static str,
    pub document: Document,
    pub totals: [&'static str; 5],
    /// Files that travel inside.
    pub files: Vec<Embedded<'static>>,
}

pub fn goldens() -> Vec<Golden> {
    let golden = |name, document, totals| Golden { name, document, totals, files: Vec::new() };
    vec![
        golden("plain", invoice(content(vec![cleaning("60")])), ["60.00", "12.60", "72.60", "0.00", "72.60"]),
        golden("several-rates", invoice(several_rates()), ["230.06", "28.81", "258.87", "0.00", "258.87"]),
        golden("vat-included-rounding", invoice(vat_included()), ["8.26", "1.73", "9.99", "0.01", "10.00"]),
        golden("exempt-line", invoice(exempt_line()), ["135.00", "12.60", "147.60", "0.00", "147.60"]),
        golden("reverse-charge", invoice(reverse_charge()), ["1250.00", "0.00", "1250.00", "0.00", "1250.00"]),
        golden(
            "intra-community-service",
            invoice(intra_community_service()),
            ["480.00", "0.00", "480.00", "0.00", "480.00"],
        ),
        golden("intra-community-goods", invoice(intra_community_goods()), ["90.00", "0.00", "90.00", "0.00", "90.00"]),
        golden("export", invoice(export()), ["300.00", "0.00", "300.00", "0.00", "300.00"]),
        golden("outside-the-scope", invoice(outside_the_scope()), ["40.00", "0.00", "40.00", "0.00", "40.00"]),
        golden("small-enterprise-56bis", invoice(small_enterprise()), ["60.00", "0.00", "60.00", "0.00", "60.00"]),
        golden(
            "cash-discount",
            issued(cash_discount(vec![cleaning("100")])),
            ["100.00", "20.58", "120.58", "0.00", "120.58"],
        ),
        golden(
            "cash-discount-with-exempt-line",
            cash_discount_with_exempt_line(),
            ["175.00", "20.58", "195.58", "0.00", "195.58"],
        ),
        golden(
            "cash-discount-several-rates",
            issued(cash_discount(vec![cleaning("100"), line("Repair", "1", "HUR", "50", standard("6"))])),
            ["150.00", "23.52", "173.52", "0.00", "173.52"],
        ),
        golden("discount-and-charge", invoice(discount_and_charge()), ["105.00", "22.05", "127.05", "0.00", "127.05"]),
        golden("deposit-paid", invoice(deposit_paid()), ["60.00", "12.60", "72.60", "0.00", "52.60"]),
        golden("paid", invoice(paid()), ["60.00", "12.60", "72.60", "0.00", "0.00"]),
        golden("credit-note", credit_note(content(vec![cleaning("60")])), ["60.00", "12.60", "72.60", "0.00", "72.60"]),
        golden(
            "credit-note-cash-discount",
            credit_note(cash_discount(vec![cleaning("100")]).content),
            ["100.00", "20.58", "120.58", "0.00", "120.58"],
        ),
        golden("written-by-hand", issued(written_by_hand()), ["217.50", "45.68", "263.18", "0.00", "263.18"]),
        golden(
            "credit-note-written-by-hand",
            credit_note(written_by_hand().content),
            ["217.50", "45.68", "263.18", "0.00", "263.18"],
        ),
        golden("prepayment", prepayment(), ["80.38", "10.38", "90.76", "0.00", "90.76"]),
        golden("final-invoice", final_invoice(None), ["160.79", "20.77", "181.56", "0.00", "181.56"]),
        golden(
            "final-invoice-cash-discount",
            final_invoice(Some("2")),
            ["160.79", "20.35", "181.14", "0.00", "181.14"],
        ),
        golden("hostile-text", invoice(hostile_text()), ["60.00", "12.60", "72.60", "0.00", "72.60"]),
        golden("lines-200", invoice(many_lines()), ["24692.00", "3963.06", "28655.06", "0.00", "28655.06"]),
        Golden {
            files: files(),
            ..golden(
                "attachments",
                invoice(content(vec![cleaning("60")])),
                ["60.00", "12.60", "72.60", "0.00", "72.60"],
            )
        },
        Golden {
            files: files().into_iter().take(1).collect(),
            ..golden(
                "credit-note-attachment",
                credit_note(content(vec![cleaning("60")])),
                ["60.00", "12.60", "72.60", "0.00", "72.60"],
            )
        },
    ]
}

/// The document itself, and a file of every type that Peppol carries.
fn files() -> Vec<Embedded<'static>> {
    let file = |reference, description, file_type: FileType, file_name| Embedded {
        reference,
        description,
        media_type: file_type.media_type(),
        file_name,
        bytes: b"\x00\xff not looked at \xfe",
    };
    vec![
        file("INV-2026-0017", "Invoice", FileType::Pdf, "INV-2026-0017.pdf"),
        file("1", "", FileType::Png, "plan \"étage\" & <co>.png"),
        file("2", "", FileType::Jpeg, "foto.jpg"),
        file("3", "", FileType::Csv, "uren.csv"),
        file("4", "", FileType::Xlsx, "uren.xlsx"),
        file("5", "", FileType::Ods, "uren.ods"),
    ]
}

pub fn amount(text: &str) -> Amount {
    Amount::parse(text).unwrap()
}

fn vat(category: VatCategory, rate: &str, reason: Option<&str>, code: Option<&str>) -> VatTreatment {
    VatTreatment {
        category,
        rate: Percentage::parse(rate).unwrap(),
        exemption_reason: reason.map(str::to_owned),
        exemption_code: code.map(str::to_owned),
    }
}

fn standard(rate: &str) -> VatTreatment {
    vat(VatCategory::S, rate, None, None)
}

fn line(name: &str, quantity: &str, unit: &str, price: &str, vat: VatTreatment) -> Line {
    let (quantity, price) = (Quantity::parse(quantity).unwrap(), UnitPrice::parse(price).unwrap());
    Line::new(name.into(), String::new(), quantity, unit, price, vat).unwrap()
}

fn cleaning(price: &str) -> Line {
    let mut line = line("Home cleaning", "1", "C62", price, standard("21"));
    line.item_description = "Three hours, own materials".into();
    line
}

fn several_rates() -> Content {
    let declared =
        vat(VatCategory::S, "6", Some("The customer declares that the house is older than ten years."), None);
    content(vec![
        line("Window, inside", "3", "C62", "10.02", standard("21")),
        line("Renovation of a house older than ten years", "2.5", "HUR", "40", declared),
        line("Hotel night", "1", "DAY", "50", standard("12")),
        line("Roof", "1", "C62", "50", standard("21")),
        line("Newspaper", "1", "C62", "0", vat(VatCategory::Z, "0", None, None)),
    ])
}

fn vat_included() -> Content {
    with_totals(vec![line("Window cleaning", "1", "C62", "8.2645", standard("21"))], Vec::new(), Some("10.00"), "0")
}

fn exempt_line() -> Content {
    let lesson = vat(VatCategory::E, "0", Some("Vrijgesteld van btw, art. 44 W.Btw"), Some("VATEX-EU-132-1J"));
    content(vec![cleaning("60"), line("Lesson", "1", "HUR", "75", lesson)])
}

fn reverse_charge() -> Content {
    let reason = "Verlegging van heffing. Bij gebrek aan schriftelijke betwisting binnen een termijn van één maand na de ontvangst van de factuur, wordt de afnemer geacht te erkennen dat hij een belastingplichtige is gehouden tot de indiening van periodieke aangiften.";
    content(vec![line(
        "Works on a building",
        "1",
        "LS",
        "1250",
        vat(VatCategory::AE, "0", Some(reason), Some("VATEX-EU-AE")),
    )])
}

fn intra_community_service() -> Content {
    let treatment = vat(VatCategory::AE, "0", Some("Btw verlegd, art. 196 Richtlijn 2006/112/EG"), Some("VATEX-EU-AE"));
    Content { buyer: abroad("FR40303265045", "FR"), ..content(vec![line("Advice", "4", "HUR", "120", treatment)]) }
}

fn intra_community_goods() -> Content {
    let treatment = vat(
        VatCategory::K,
        "0",
        Some("Vrijgestelde intracommunautaire levering, art. 39bis W.Btw"),
        Some("VATEX-EU-IC"),
    );
    Content { buyer: abroad("DE129273398", "DE"), ..content(vec![line("Soap", "6", "LTR", "15", treatment)]) }
}

fn export() -> Content {
    let treatment = vat(VatCategory::G, "0", Some("Uitvoer, art. 39 W.Btw"), Some("VATEX-EU-G"));
    content(vec![line("Machine", "1", "C62", "300", treatment)])
}

fn outside_the_scope() -> Content {
    let treatment =
        vat(VatCategory::O, "0", Some("Schadevergoeding, buiten het toepassingsgebied van de btw"), Some("VATEX-EU-O"));
    content(vec![line("Broken vase", "1", "C62", "40", treatment)])
}

fn small_enterprise() -> Content {
    let text = "Régime particulier de la franchise de taxe";
    content(vec![line("Nettoyage", "1", "C62", "60", vat(VatCategory::E, "0", Some(text), None))])
}

/// An invoice that offers 2 % off within eight days.
fn cash_discount(lines: Vec<Line>) -> InvoiceDraft {
    let offer = CashDiscount { percentage: Percentage::parse("2").unwrap(), days: 8 };
    invoice_draft(content(lines)).with_cash_discount(offer).unwrap()
}

fn cash_discount_with_exempt_line() -> Document {
    let lesson = vat(VatCategory::E, "0", Some("Vrijgesteld van btw, art. 44 W.Btw"), None);
    issued(cash_discount(vec![cleaning("100"), line("Lesson", "1", "HUR", "75", lesson)]))
}

fn discount_and_charge() -> Content {
    let item = |kind, reason: &str, code: &str, percentage: Option<(&str, &str)>, taken| AllowanceCharge {
        kind,
        reason: reason.into(),
        reason_code: code.into(),
        percentage: percentage.map(|(percentage, _)| Percentage::parse(percentage).unwrap()),
        base_amount: percentage.map(|(_, base)| amount(base)),
        amount: amount(taken),
        vat: standard("21"),
    };
    let allowances = vec![
        item(AllowanceKind::Allowance, "Loyalty", "95", Some(("10", "100")), "10"),
        item(AllowanceKind::Charge, "Travel", "FC", None, "15"),
    ];
    with_totals(vec![cleaning("100")], allowances, None, "0")
}

/// Without a booking: text lines, allowances and charges of lines, references, a note.
fn written_by_hand() -> InvoiceDraft {
    let item = |kind, code: &str, percentage: Option<(&str, &str)>, taken| LineAllowance {
        kind,
        reason: "Actie oktober".into(),
        reason_code: code.into(),
        percentage: percentage.map(|(percentage, _)| Percentage::parse(percentage).unwrap()),
        base_amount: percentage.map(|(_, base)| amount(base)),
        amount: amount(taken),
    };
    let discounted = line("Ramen wassen", "2.5", "HUR", "60", standard("21"))
        .with_allowances(vec![
            item(AllowanceKind::Allowance, "95", Some(("10", "150.00")), "15"),
            item(AllowanceKind::Charge, "FC", None, "7.50"),
        ])
        .unwrap();
    let lines = vec![
        Line::text("Werken van oktober".into(), &standard("21")),
        discounted,
        line("Zeep", "3", "LTR", "25", standard("21")),
    ];
    let written = Content {
        booking: None,
        buyer_reference: Some("Kostenplaats 12".into()),
        order_reference: Some("PO-2026-77".into()),
        delivery_date: Some(date(2026, 10, 30)),
        note: Some("Bedankt voor uw vertrouwen.\nTot volgende maand.".into()),
        ..content(lines)
    };
    invoice_draft(written)
}

fn deposit_paid() -> Content {
    with_totals(vec![cleaning("60")], Vec::new(), None, "20")
}

fn paid() -> Content {
    with_totals(vec![cleaning("60")], Vec::new(), None, "72.60")
}

fn hostile_text() -> Content {
    let text = "]]>&lt;<script>\u{0}\u{8}\u{b}\u{1f}\u{fffe}\u{ffff}\r\n\"'{amount} שלום \u{202e}é🚀\u{10ffff}";
    let mut content = content(vec![line(text, "1", "C62", "60", standard("21"))]);
    content.lines[0].item_description = "\u{0} \n".into();
    content.buyer.name = text.into();
    content.buyer.contact = Some(" ".into());
    content.seller.phone = String::new();
    content
}

fn many_lines() -> Content {
    let rate = |place: u32| if place.is_multiple_of(3) { "6" } else { "21" };
    content(
        (1..=200)
            .map(|place| line(&format!("Visit {place}"), "0.1", "C62", "1234.5678", standard(rate(place))))
            .collect(),
    )
}

pub fn content(lines: Vec<Line>) -> Content {
    with_totals(lines, Vec::new(), None, "0")
}

fn with_totals(lines: Vec<Line>, allowances: Vec<AllowanceCharge>, advertised: Option<&str>, paid: &str) -> Content {
    Content {
        currency: "EUR".into(),
        language: Language::Nl,
        accent: "#0F5F57".into(),
        seller: Seller {
            name: "Helder Schoonmaak".into(),
            legal_form: "BV, RPR Gent".into(),
            registration: "0202239951".into(),
            vat_identifier: "BE0202239951".into(),
            address: address("BE"),
            email: "info@helder.example".into(),
            phone: "+32 9 123 45 67".into(),
            iban: "BE68539007547034".into(),
            bic: Some("GEBABEBB".into()),
        },
        buyer: Buyer {
            name: "Bakkerij De Gouden Korst NV".into(),
            contact: Some("An Peeters".into()),
            vat_identifier: Some("BE0477472701".into()),
            address: Some(address("BE")),
            email: "an@example.com".into(),
            phone: None,
        },
        totals: Totals::of(&lines, &allowances, advertised.map(amount), amount(paid)).unwrap(),
        allowances,
        lines,
        payment_terms: PaymentTerms::NoPayment,
        booking: Some(BookedService {
            reference: "B-7K2M9Q".into(),
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
        letterhead: Letterhead::default(),
        attachments: Vec::new(),
        sales_conditions: None,
    }
}

fn address(country: &str) -> Address {
    Address { street: "Korenmarkt 7".into(), postal_code: "9000".into(), city: "Gent".into(), country: country.into() }
}

fn abroad(vat_identifier: &str, country: &str) -> Buyer {
    Buyer {
        name: "Buyer abroad".into(),
        contact: None,
        vat_identifier: Some(vat_identifier.into()),
        address: Some(address(country)),
        email: "buyer@example.com".into(),
        phone: Some("+33 1 23 45 67 89".into()),
    }
}

pub fn private_person() -> Buyer {
    Buyer {
        name: "An Peeters".into(),
        contact: None,
        vat_identifier: None,
        address: None,
        email: "an@example.com".into(),
        phone: None,
    }
}

fn invoice_draft(content: Content) -> InvoiceDraft {
    InvoiceDraft {
        content,
        issue_date: date(2026, 12, 1),
        due_date: date(2026, 12, 24),
        invoice_type: InvoiceType::Commercial,
        prepayments: Vec::new(),
        quotation_number: Some("QUO-2026-0004".into()),
        cash_discount: None,
    }
}

fn issued(draft: InvoiceDraft) -> Document {
    Draft::Invoice(draft).issued(DocumentNumber::from_database("INV-2026-0017".into(), 2026, 17))
}

/// A job of several rates of which a third is invoiced in advance.
fn job() -> (QuotationDraft, DocumentNumber, Issuer) {
    let mut content = several_rates();
    content.lines.push(line("Parkeren", "3", "C62", "3.7037", standard("21")));
    content.totals = Totals::of(&content.lines, &[], None, Amount::ZERO).unwrap();
    let issuer = Issuer {
        seller: content.seller.clone(),
        accent: content.accent.clone(),
        letterhead: content.letterhead.clone(),
        sales_conditions: None,
    };
    let draft = QuotationDraft { content, issue_date: date(2026, 11, 20), valid_until: date(2026, 12, 31) };
    (draft, DocumentNumber::from_database("QUO-2026-0004".into(), 2026, 4), issuer)
}

fn prepayment_draft() -> InvoiceDraft {
    let (quotation, number, issuer) = job();
    let job = Job::of(&quotation, &number, []).unwrap();
    let part = Deposit::Percentage(Percentage::parse("33.33").unwrap());
    job.prepayment(part, date(2026, 11, 25), date(2026, 12, 1), &issuer).unwrap()
}

fn prepayment() -> Document {
    issued(prepayment_draft())
}

/// What is left of the job after its prepayment, with a cash discount on it or without.
fn final_invoice(discount: Option<&str>) -> Document {
    let (quotation, number, issuer) = job();
    let (invoice, first) = (prepayment_draft(), DocumentNumber::from_database("INV-2026-0012".into(), 2026, 12));
    let prepayment = PrepaymentInvoice { number: &first, invoice: &invoice, credit_notes: Vec::new() };
    let discount =
        discount.map(|percentage| CashDiscount { percentage: Percentage::parse(percentage).unwrap(), days: 8 });
    let job = Job::of(&quotation, &number, [prepayment]).unwrap();
    issued(job.final_invoice(date(2026, 12, 1), &issuer, discount).unwrap())
}

pub fn invoice(content: Content) -> Document {
    issued(invoice_draft(content))
}

pub fn credit_note(content: Content) -> Document {
    let draft = CreditNoteDraft {
        invoice_lines: (0..content.lines.len()).collect(),
        content,
        issue_date: date(2026, 12, 28),
        preceding: Preceding { number: "INV-2026-0017".into(), issue_date: date(2026, 12, 1) },
        reason: "De afspraak ging niet door".into(),
    };
    Draft::CreditNote(draft).issued(DocumentNumber::from_database("CRN-2026-0001".into(), 2026, 1))
}

pub fn quotation(content: Content) -> Document {
    let draft = QuotationDraft { content, issue_date: date(2026, 12, 1), valid_until: date(2026, 12, 31) };
    Draft::Quotation(draft).issued(DocumentNumber::from_database("QUO-2026-0004".into(), 2026, 4))
}
