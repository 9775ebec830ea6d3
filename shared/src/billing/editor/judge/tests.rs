use jiff::{civil::date, tz::TimeZone};
use proptest::prelude::*;

use super::*;
use crate::{
    billing::{
        cash_discount::CashDiscount,
        contact::ContactKind,
        editor::form::{AllowanceForm, Basis, LineFormKind},
        letterhead::Letterhead,
        party::{Address, Seller},
    },
    booking::schedule::Schedule,
    id::{ContactId, Slug, TenantId},
    tenant::{flags::Flag, module::SalesInvoicing},
};

const TODAY: Date = date(2026, 12, 1);

fn tenant() -> Tenant {
    let address =
        Address { street: "Coupure 1".into(), postal_code: "9000".into(), city: "Gent".into(), country: "BE".into() };
    Tenant {
        id: TenantId::new("t"),
        slug: Slug::parse("t").unwrap(),
        name: "Trade".into(),
        settings_version: 1,
        time_zone: "Europe/Brussels".into(),
        zone: TimeZone::UTC,
        locale: "nl-BE".into(),
        currency: "EUR".into(),
        accent: "#0F5F57".into(),
        seller: Seller {
            name: "Trade BV".into(),
            legal_form: "BV, RPR Gent".into(),
            registration: "0202239951".into(),
            vat_identifier: "BE0202239951".into(),
            address,
            email: "a@example.com".into(),
            phone: "+32 9 000 00 00".into(),
            iban: "BE68539007547034".into(),
            bic: None,
        },
        sales_invoicing: SalesInvoicing::Active,
        letterhead: Letterhead::default(),
        repeat: None,
        auto_invoice: Flag::On,
        payment_terms: PaymentTerms::NoPayment,
        quote_validity_days: 14,
        cash_discount: Some(CashDiscount::parse("2", "8").unwrap()),
        sales_conditions: None,
        opening_hours: Schedule::default(),
        services: Vec::new(),
        resources: Vec::new(),
        allowed_origins: Vec::new(),
    }
}

fn contact() -> Contact {
    Contact {
        id: ContactId::new("c"),
        kind: ContactKind::Company,
        name: "Acme NV".into(),
        contact_person: Some("An Peeters".into()),
        vat_identifier: Some("BE0477472701".into()),
        email: Some("an@example.com".into()),
        phone: None,
        address: Some(Address {
            street: "Kerkstraat 1".into(),
            postal_code: "1000".into(),
            city: "Brussel".into(),
            country: "BE".into(),
        }),
        language: Language::Nl,
    }
}

/// Judges with a contact.
fn judged(form: &DocumentForm) -> Judged {
    judged_by(form, |_, _| ())
}

fn judged_by(form: &DocumentForm, change: impl FnOnce(&mut Tenant, &mut Contact)) -> Judged {
    let (mut tenant, mut contact) = (tenant(), contact());
    change(&mut tenant, &mut contact);
    let issuer = tenant.issuer();
    let context = Context {
        tenant: &tenant,
        issuer: &issuer,
        today: TODAY,
        contact: (form.contact != "nobody").then_some(&contact),
        vat_codes: &VatCodes::with(Vec::new()),
        attachments: &[],
        sales_conditions: None,
    };
    judge(form, &context)
}

fn line(key: u32, quantity: &str, price: &str, vat_code: &str) -> LineForm {
    LineForm {
        key,
        name: format!("Item {key}"),
        quantity: quantity.into(),
        unit: "C62".into(),
        price: price.into(),
        vat_code: vat_code.into(),
        ..LineForm::default()
    }
}

fn allowance(key: u32, basis: Basis, value: &str) -> AllowanceForm {
    AllowanceForm { key, basis, value: value.into(), ..AllowanceForm::default() }
}

fn form(lines: Vec<LineForm>) -> DocumentForm {
    DocumentForm { lines, next_key: 100, ..DocumentForm::default() }
}

/// Line total, without VAT, VAT, due.
fn sums(judged: &Judged) -> [String; 4] {
    let totals = &judged.draft.as_ref().unwrap().content().totals;
    [totals.line_net_total, totals.total_without_vat, totals.vat_total, totals.amount_due].map(|sum| sum.to_string())
}

fn pointers(judged: &Judged) -> Vec<(&'static str, &str)> {
    judged.faults.iter().map(|fault| (fault.code, fault.pointer.as_str())).collect()
}

#[test]
fn a_document_is_made_of_what_was_typed() {
    let mut typed = form(vec![line(1, "1,5", "60", "21"), line(2, "1", "100", "6")]);
    typed.lines[0].description = "In the house\r\nand around it".into();
    typed.buyer_reference = " PO 7 ".into();
    typed.delivery_date = "2026-11-30".into();
    typed.note = "Thank you".into();
    let draft = judged(&typed).into_draft().unwrap();
    let Draft::Invoice(invoice) = &draft else { panic!("{draft:?}") };
    assert_eq!((invoice.issue_date, invoice.due_date), (TODAY, date(2026, 12, 31)), "30 days where nothing is agreed");
    assert_eq!(invoice.invoice_type, InvoiceType::Commercial);
    let content = &invoice.content;
    assert_eq!(content.payment_terms, PaymentTerms::PayLater { days: 30 });
    assert_eq!((content.language, content.buyer.name.as_str()), (Language::Nl, "Acme NV"));
    assert_eq!((content.buyer_reference.as_deref(), content.note.as_deref()), (Some("PO 7"), Some("Thank you")));
    assert_eq!(content.delivery_date, Some(date(2026, 11, 30)));
    assert_eq!(content.lines[0].item_description, "In the house\nand around it");
    assert_eq!(sums(&judged(&typed)), ["190.00", "190.00", "24.90", "214.90"]);
    let terms = judged_by(&typed, |tenant, _| tenant.payment_terms = PaymentTerms::PayLater { days: 14 });
    assert_eq!(terms.usual_date, date(2026, 12, 15));
}

#[test]
fn a_quotation_is_valid_as_long_as_the_settings_say() {
    let typed = DocumentForm { kind: DocumentKind::Quotation, ..form(vec![line(1, "1", "10", "21")]) };
    let draft = judged(&typed).into_draft().unwrap();
    let Draft::Quotation(quotation) = &draft else { panic!("{draft:?}") };
    assert_eq!(quotation.valid_until, date(2026, 12, 15));
    let typed = DocumentForm { valid_until: "2027-01-31".into(), ..typed };
    let draft = judged(&typed).into_draft().unwrap();
    assert!(matches!(draft, Draft::Quotation(quotation) if quotation.valid_until == date(2027, 1, 31)));
}

#[test]
fn every_fault_stands_at_its_field() {
    type Change = fn(&mut DocumentForm);
    let rows: [(Change, &str, &str); 24] = [
        (|f| f.contact = "nobody".into(), "required", "contact"),
        (|f| f.lines.clear(), "required", "lines"),
        (|f| f.lines[0].name.clear(), "required", "line-1-name"),
        (|f| f.lines[0].name = "a\nb".into(), "text", "line-1-name"),
        (|f| f.lines[0].name = "x".repeat(121), "too_long", "line-1-name"),
        (|f| f.lines[0].quantity.clear(), "required", "line-1-quantity"),
        (|f| f.lines[0].quantity = "0".into(), "quantity", "line-1-quantity"),
        (|f| f.lines[0].quantity = "one".into(), "quantity", "line-1-quantity"),
        (|f| f.lines[0].unit = "XYZ".into(), "unit", "line-1-unit"),
        (|f| f.lines[0].price.clear(), "required", "line-1-price"),
        (|f| f.lines[0].price = "1.00001".into(), "price", "line-1-price"),
        (|f| f.lines[0].price = "-1".into(), "price", "line-1-price"),
        (|f| f.lines[0].price = "999999999".into(), "out_of_range", "line-1-price"),
        (|f| f.lines[0].vat_code.clear(), "required", "line-1-vat"),
        (|f| f.lines[0].vat_code = "99".into(), "vat_code", "line-1-vat"),
        (|f| f.lines[0].allowances = vec![allowance(7, Basis::Percentage, "101")], "percentage", "allowance-7-value"),
        (|f| f.lines[0].allowances = vec![allowance(7, Basis::Amount, "20.01")], "allowance", "allowance-7-value"),
        (|f| f.allowances = vec![allowance(7, Basis::Amount, "x")], "amount", "allowance-7-value"),
        (|f| f.allowances = vec![allowance(7, Basis::Amount, "21")], "allowance", "allowance-7-value"),
        (|f| f.due_date = "2026-11-30".into(), "due_date", "due-date"),
        (|f| f.due_date = "30/12/2026".into(), "date", "due-date"),
        (|f| f.delivery_date = "2062-12-01".into(), "date", "delivery-date"),
        (|f| f.order_reference = "x".repeat(61), "too_long", "order-reference"),
        (|f| f.note = "\u{7}".into(), "text", "note"),
    ];
    for (change, code, pointer) in rows {
        let mut typed = form(vec![line(1, "2", "10", "21")]);
        change(&mut typed);
        assert_eq!(pointers(&judged(&typed)), [(code, pointer)]);
    }
}

#[test]
fn what_is_incomplete_counts_as_nothing_and_is_marked() {
    let typed = form(vec![line(1, "1", "100", "21"), line(2, "", "50", "21"), line(3, "1", "", "")]);
    let found = judged(&typed);
    assert_eq!(sums(&found), ["100.00", "100.00", "21.00", "121.00"]);
    let marks: Vec<_> =
        found.lines.iter().map(|line| (line.key, line.net_amount.is_some(), line.is_incomplete)).collect();
    assert_eq!(marks, [(1, true, false), (2, false, true), (3, false, true)]);
    assert!(found.into_draft().is_err());
}

#[test]
fn blank_lines_are_left_out() {
    let blank = LineForm { name: " ".into(), price: String::new(), ..line(2, "1", "", "21") };
    let typed = form(vec![blank.clone(), line(1, "1", "100", "21"), blank]);
    let draft = judged(&typed).into_draft().unwrap();
    assert_eq!(draft.content().lines.len(), 1);
}

#[test]
fn a_text_is_taxed_as_the_nearest_line() {
    let text = |key, name: &str| LineForm { key, kind: LineFormKind::Text, name: name.into(), ..LineForm::default() };
    let typed = form(vec![text(1, "First"), line(2, "1", "10", "6"), text(3, "Second"), line(4, "1", "10", "21")]);
    let draft = judged(&typed).into_draft().unwrap();
    let rates: Vec<String> = draft.content().lines.iter().map(|line| line.vat.rate.to_string()).collect();
    assert_eq!(rates, ["6", "6", "6", "21"]);
    assert_eq!(draft.content().totals.vat_breakdown.len(), 2);
    assert_eq!(pointers(&judged(&form(vec![text(1, "Only this")]))), [("required", "lines")]);
}

#[test]
fn discounts_and_charges_are_computed_to_the_cent() {
    use Basis::{Amount as Fixed, Percentage as Share};
    // on each line; on the document (charge?, basis, value, VAT code) -> lines, without VAT, VAT, due
    for (on_lines, on_document, expected) in [
        (Some((Share, "10")), None, ["180.00", "180.00", "24.30", "204.30"]),
        (Some((Fixed, "0.01")), None, ["199.98", "199.98", "27.00", "226.98"]),
        (None, Some((false, Share, "10", "")), ["200.00", "180.00", "24.30", "204.30"]),
        (None, Some((false, Fixed, "10", "")), ["200.00", "190.00", "25.65", "215.65"]),
        (None, Some((false, Fixed, "10", "6")), ["200.00", "190.00", "26.40", "216.40"]),
        (None, Some((true, Fixed, "25", "21")), ["200.00", "225.00", "32.25", "257.25"]),
        (None, Some((true, Fixed, "25", "12")), ["200.00", "225.00", "30.00", "255.00"]),
    ] {
        let mut typed = form(vec![line(1, "1", "100", "21"), line(2, "1", "100", "6")]);
        if let Some((basis, value)) = on_lines {
            for line in &mut typed.lines {
                line.allowances = vec![allowance(line.key + 10, basis, value)];
            }
        }
        if let Some((is_charge, basis, value, vat_code)) = on_document {
            typed.allowances =
                vec![AllowanceForm { is_charge, vat_code: vat_code.into(), ..allowance(9, basis, value) }];
        }
        assert_eq!(sums(&judged(&typed)), expected, "{on_lines:?} {on_document:?}");
        assert!(judged(&typed).into_draft().is_ok());
    }
}

#[test]
fn a_discount_without_a_reason_says_what_it_is() {
    let mut typed = form(vec![line(1, "1", "100", "21")]);
    typed.allowances = vec![
        allowance(2, Basis::Percentage, "10"),
        AllowanceForm { is_charge: true, ..allowance(3, Basis::Amount, "5") },
    ];
    let draft = judged(&typed).into_draft().unwrap();
    let reasons: Vec<_> =
        draft.content().allowances.iter().map(|item| (item.reason.as_str(), item.reason_code.as_str())).collect();
    assert_eq!(reasons, [("Korting", "95"), ("Toeslag", "ADR")]);
}

#[test]
fn the_cash_discount_stands_on_what_other_discounts_leave() {
    let mut typed = form(vec![line(1, "1", "125", "21")]);
    typed.allowances = vec![allowance(2, Basis::Percentage, "20")];
    let plain = judged(&typed);
    assert_eq!(sums(&plain), ["125.00", "100.00", "21.00", "121.00"]);
    let offered = plain.cash_discount.unwrap();
    assert_eq!(
        [offered.discount, offered.amount_due, offered.due_in_time].map(|sum| sum.to_string()),
        ["2.00", "120.58", "118.58"]
    );
    typed.cash_discount = true;
    let with = judged(&typed);
    assert_eq!(sums(&with), ["125.00", "100.00", "20.58", "120.58"]);
    assert!(with.cash_discount.unwrap().sentence.contains("118,58"));
    let exempt = form(vec![line(1, "1", "100", "0")]);
    assert_eq!(judged(&exempt).cash_discount, None);
}

#[test]
fn vat_codes_go_together_with_the_buyer() {
    let typed = form(vec![line(1, "1", "100", "co-contractor")]);
    assert_eq!(pointers(&judged(&typed)), []);
    let nobody = judged_by(&typed, |_, contact| contact.vat_identifier = None);
    assert_eq!(pointers(&nobody), [("vat_buyer_number_missing", "line-1-vat")]);
}

#[test]
fn the_vat_code_of_a_charge_is_judged_as_that_of_a_line() {
    let charged = |line_code: &str, code: &str| {
        let mut typed = form(vec![line(1, "1", "100", line_code)]);
        let charge = AllowanceForm { is_charge: true, vat_code: code.into(), ..allowance(7, Basis::Amount, "50") };
        typed.allowances = vec![charge];
        typed
    };
    assert_eq!(
        pointers(&judged(&charged("21", "out-of-scope"))),
        [("vat_out_of_scope_beside_others", "allowance-7-vat")]
    );
    let private = judged_by(&charged("21", "co-contractor"), |_, contact| contact.vat_identifier = None);
    assert_eq!(pointers(&private), [("vat_buyer_number_missing", "allowance-7-vat")]);

    let declared = judged(&charged("21", "6-renovation")).into_draft().unwrap();
    assert!(declared.content().note.as_ref().unwrap().contains("één maand"), "{:?}", declared.content().note);

    // What no line says stands under the charge; what a line says is said once.
    for (line_code, code, expected) in [
        ("21", "co-contractor", Some("Verlegging van heffing.")),
        ("small-enterprise", "exempt-medical", Some("Medische verzorging")),
        ("exempt-medical", "exempt-medical", None),
        ("21", "21", None),
    ] {
        let draft = judged(&charged(line_code, code)).into_draft().unwrap();
        let rows = wording::allowance_rows(draft.content());
        let said = rows[0].exemption.as_deref();
        assert_eq!(said.is_some(), expected.is_some(), "{line_code} {code}: {said:?}");
        assert!(said.unwrap_or_default().starts_with(expected.unwrap_or_default()), "{line_code} {code}: {said:?}");
    }
}

#[test]
fn an_invoice_is_not_below_zero() {
    let typed = form(vec![line(1, "1", "10", "21"), line(2, "-2", "10", "21")]);
    assert_eq!(pointers(&judged(&typed)), [("negative", "lines")]);
    let quote = DocumentForm { kind: DocumentKind::Quotation, ..typed };
    assert_eq!(pointers(&judged(&quote)), [("negative", "lines")], "it becomes an invoice");
    let large = form((1..=200).map(|key| line(key, "1", "900000000", "21")).collect());
    assert_eq!(pointers(&judged(&large)), [("out_of_range", "lines")]);
}

#[test]
fn the_form_survives_its_storage() {
    let mut typed = form(vec![line(1, "1", "10", "21")]);
    typed.lines[0].allowances = vec![allowance(2, Basis::Amount, "1")];
    let json = serde_json::to_string(&typed).unwrap();
    assert_eq!(serde_json::from_str::<DocumentForm>(&json).unwrap(), typed);
    assert_eq!(serde_json::from_str::<DocumentForm>("{}").unwrap(), DocumentForm::default());
}

fn half_away(numerator: i128, denominator: i128) -> i128 {
    (numerator.abs() + denominator / 2) / denominator * numerator.signum()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]
    /// Prices in hundredths of a cent, quantities in hundredths, discounts of lines in percent, one discount in percent on everything.
    #[test]
    fn totals_equal_an_integer_reference(
        rows in prop::collection::vec((1i128..5_000, 0i128..2_000_000, prop::sample::select(vec![("21", 21i128), ("12", 12), ("6", 6), ("0", 0)]), 0i128..=60), 1..12),
        on_all in 0i128..=50,
    ) {
        let decimal = |value: i128, scale: u32| rust_decimal::Decimal::from_i128_with_scale(value, scale).to_string();
        let mut typed = form(Vec::new());
        let (mut nets, mut expected_lines) = (std::collections::BTreeMap::<i128, i128>::new(), 0i128);
        for (place, (quantity, price, (code, rate), discount)) in rows.iter().enumerate() {
            let key = u32::try_from(place + 1).unwrap();
            let mut typed_line = line(key, &decimal(*quantity, 2), &decimal(*price, 4), code);
            let gross = half_away(quantity * price, 10_000);
            let taken = half_away(gross * discount, 100);
            if *discount > 0 {
                typed_line.allowances = vec![allowance(1_000 + key, Basis::Percentage, &discount.to_string())];
            }
            typed.lines.push(typed_line);
            expected_lines += gross - taken;
            *nets.entry(*rate).or_default() += gross - taken;
        }
        let (mut without, mut vat) = (0i128, 0i128);
        for (rate, net) in &nets {
            let base = net - half_away(net * on_all, 100);
            without += base;
            vat += half_away(base * rate, 100);
        }
        if on_all > 0 && nets.values().any(|net| half_away(net * on_all, 100) > 0) {
            typed.allowances = vec![allowance(9_999, Basis::Percentage, &on_all.to_string())];
        }
        let found = judged(&typed);
        prop_assert_eq!(pointers(&found), vec![]);
        let totals = found.into_draft().unwrap().content().totals.clone();
        prop_assert_eq!(i128::from(totals.line_net_total.cents()), expected_lines);
        prop_assert_eq!(i128::from(totals.total_without_vat.cents()), without);
        prop_assert_eq!(i128::from(totals.vat_total.cents()), vat);
        prop_assert_eq!(i128::from(totals.amount_due.cents()), without + vat);
    }

    /// An amount off everything is taken off to the cent, however many rates share it.
    #[test]
    fn an_amount_on_everything_is_shared_to_the_cent(nets in prop::collection::vec(1i64..1_000_000, 1..4), part in 1i64..100) {
        let codes = ["21", "12", "6"];
        let lines = nets.iter().zip(codes).enumerate().map(|(place, (net, code))| {
            line(u32::try_from(place + 1).unwrap(), "1", &Amount::from_cents(*net).unwrap().to_string(), code)
        });
        let mut typed = form(lines.collect());
        let whole: i64 = nets.iter().sum();
        let off = (whole * part / 100).max(1);
        typed.allowances = vec![allowance(9, Basis::Amount, &Amount::from_cents(off).unwrap().to_string())];
        let found = judged(&typed);
        // The last part takes the cents that rounding leaves: a base of a few cents may be less than them.
        if found.faults.is_empty() {
            let totals = &found.draft.unwrap().content().totals.clone();
            prop_assert_eq!(totals.allowance_total.cents(), off);
            prop_assert_eq!(totals.total_without_vat.cents(), whole - off);
        } else {
            prop_assert!(nets.iter().any(|net| *net <= 2), "{:?}", found.faults);
        }
    }
}

#[test]
fn a_new_document_like_this_one_has_its_lines_and_not_its_days() {
    let mut typed = form(vec![line(1, "1,5", "60", "21"), line(2, "1", "100", "co-contractor")]);
    typed.lines[0].allowances = vec![allowance(3, Basis::Percentage, "10")];
    typed.lines.push(LineForm { key: 4, kind: LineFormKind::Text, name: "As agreed".into(), ..LineForm::default() });
    typed.due_date = "2026-12-24".into();
    let first = judged(&typed).into_draft().unwrap();
    let code_of = |vat: &VatTreatment| if vat.rate.is_zero() { "co-contractor".to_owned() } else { "21".to_owned() };
    let mut copy = DocumentForm::like(first.content(), DocumentKind::Invoice, code_of);
    assert!(copy.mend_keys() && copy.due_date.is_empty());
    let second = judged(&copy).into_draft().unwrap();
    assert_eq!(second.content().lines, first.content().lines);
    assert_eq!(second.content().totals, first.content().totals);
}

#[test]
fn a_copied_charge_keeps_its_vat_code_or_asks_for_one() {
    let mut typed = form(vec![line(1, "1", "100", "21")]);
    let charge = AllowanceForm { is_charge: true, vat_code: "exempt".into(), ..allowance(7, Basis::Amount, "50") };
    typed.allowances = vec![charge];
    let first = judged(&typed).into_draft().unwrap();
    let code_of = |vat: &VatTreatment| if vat.rate.is_zero() { String::new() } else { "21".to_owned() };
    let copy = DocumentForm::like(first.content(), DocumentKind::Invoice, code_of);
    let field = format!("allowance-{}-vat", copy.allowances[0].key);
    assert_eq!(pointers(&judged(&copy)), [("vat_code", field.as_str())]);
    let code_of = |vat: &VatTreatment| if vat.rate.is_zero() { "exempt" } else { "21" }.to_owned();
    let copy = DocumentForm::like(first.content(), DocumentKind::Invoice, code_of);
    assert_eq!(judged(&copy).into_draft().unwrap().content().totals, first.content().totals);
}

#[test]
fn discounts_of_the_document_are_copied_and_its_cash_discount_is_not() {
    let code_of = |vat: &VatTreatment| if vat.rate.to_string() == "6" { "6" } else { "21" }.to_owned();
    let lines = || vec![line(1, "1", "100", "21"), line(2, "1", "50", "6")];
    let on = |code: &str, form: AllowanceForm| AllowanceForm { vat_code: code.into(), ..form };
    for (typed, copied) in [
        (vec![allowance(7, Basis::Percentage, "5")], vec![("", "5")]),
        (vec![on("6", allowance(7, Basis::Percentage, "5"))], vec![("6", "5")]),
        (vec![on("21", allowance(7, Basis::Amount, "10"))], vec![("21", "10.00")]),
        (vec![allowance(7, Basis::Amount, "15")], vec![("21", "10.00"), ("6", "5.00")]),
        (
            vec![
                allowance(7, Basis::Percentage, "5"),
                AllowanceForm { is_charge: true, ..on("21", allowance(8, Basis::Amount, "3")) },
            ],
            vec![("", "5"), ("21", "3.00")],
        ),
    ] {
        let mut first = form(lines());
        first.allowances = typed;
        first.cash_discount = true;
        let first = judged(&first).into_draft().unwrap();
        let copy = DocumentForm::like(first.content(), DocumentKind::Invoice, code_of);
        let found: Vec<(&str, &str)> =
            copy.allowances.iter().map(|a| (a.vat_code.as_str(), a.value.as_str())).collect();
        assert_eq!(found, copied);
        let second = judged(&DocumentForm { cash_discount: true, ..copy }).into_draft().unwrap();
        assert_eq!(second.content().totals, first.content().totals);
    }
}
