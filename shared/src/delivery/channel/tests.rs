use super::*;
use crate::billing::party::Address;
use BuyerKind::{BelgianBusiness, ForeignBusiness, PrivatePerson};
use SeriesKind::{CreditNote, Invoice, Quotation};

const MAIL: Option<&str> = Some("ap@example.com");

/// A registration by one letter: `i` takes invoices, `c` credit notes, `b` both, `-` neither, `n` is not registered, `?` did
/// not answer, ` ` was not asked.
fn registration(letter: char) -> Option<Registration> {
    let registered = |accepts_invoice, accepts_credit_note| Registration::Registered {
        accepts_invoice,
        accepts_credit_note,
        smp: "https://smp.example".to_owned(),
    };
    match letter {
        'i' => Some(registered(true, false)),
        'c' => Some(registered(false, true)),
        'b' => Some(registered(true, true)),
        '-' => Some(Registration::RegisteredWithoutInvoice),
        'n' => Some(Registration::NotRegistered),
        '?' => Some(Registration::Unknown("no answer".to_owned())),
        _ => None,
    }
}

fn participant() -> Participant {
    Participant::parse("0208:0477472701").unwrap()
}

/// A choice in one word.
fn word(choice: &Choice) -> String {
    match choice {
        Choice::Peppol { receiver } => format!("peppol {}", receiver.value()),
        Choice::Email { why, is_compliant, address } => {
            assert_eq!(Some(address.as_str()), MAIL);
            format!("email {why:?}{}", if *is_compliant { "" } else { " not compliant" })
        }
        Choice::Retry { reason } => format!("retry {reason}"),
        Choice::Blocked(why) => format!("blocked {why:?}"),
    }
}

#[test]
fn every_situation_has_its_channel() {
    const NOT_ASKED: &str = "retry The buyer was not looked up yet.";
    // kind, buyer, address on Peppol, access point, lookup, e-mail, keeps the rules, asked for
    #[rustfmt::skip]
    let table = [
        ((Invoice, BelgianBusiness, true, true, 'b', MAIL, true, None), "peppol 0477472701"),
        ((Invoice, BelgianBusiness, true, true, 'i', None, true, None), "peppol 0477472701"),
        ((Invoice, ForeignBusiness, true, true, 'b', MAIL, true, None), "peppol 0477472701"),
        ((Invoice, BelgianBusiness, true, true, 'b', MAIL, true, Some(Channel::Peppol)), "peppol 0477472701"),
        ((CreditNote, BelgianBusiness, true, true, 'c', MAIL, true, None), "peppol 0477472701"),
        ((CreditNote, BelgianBusiness, true, true, 'i', MAIL, true, None), "email DocumentNotAccepted not compliant"),
        ((Invoice, BelgianBusiness, true, true, 'c', MAIL, true, None), "email DocumentNotAccepted not compliant"),
        ((Invoice, BelgianBusiness, true, true, '-', MAIL, true, None), "email DocumentNotAccepted not compliant"),
        ((Invoice, BelgianBusiness, true, true, 'n', MAIL, true, None), "email NotRegistered not compliant"),
        ((Invoice, ForeignBusiness, true, true, 'n', MAIL, true, None), "email NotRegistered"),
        ((Invoice, BelgianBusiness, true, true, 'n', None, true, None), "blocked NoEmailAddress"),
        ((Invoice, BelgianBusiness, true, true, 'n', Some(""), true, None), "blocked NoEmailAddress"),
        ((Invoice, BelgianBusiness, true, true, '?', MAIL, true, None), "retry no answer"),
        ((Invoice, BelgianBusiness, true, true, '?', MAIL, true, Some(Channel::Peppol)), "retry no answer"),
        ((Invoice, BelgianBusiness, true, true, ' ', MAIL, true, None), NOT_ASKED),
        ((Invoice, BelgianBusiness, true, true, '?', MAIL, true, Some(Channel::Email)), "email AskedFor not compliant"),
        ((Invoice, BelgianBusiness, true, true, 'b', MAIL, true, Some(Channel::Email)), "email AskedFor not compliant"),
        ((Invoice, ForeignBusiness, true, true, 'b', MAIL, true, Some(Channel::Email)), "email AskedFor"),
        ((Invoice, BelgianBusiness, true, false, ' ', MAIL, true, None), "email NoAccessPoint not compliant"),
        ((Invoice, BelgianBusiness, true, false, 'b', MAIL, true, None), "email NoAccessPoint not compliant"),
        ((Invoice, BelgianBusiness, false, true, ' ', MAIL, true, None), "email NoPeppolAddress not compliant"),
        ((Invoice, ForeignBusiness, false, true, ' ', MAIL, true, None), "email NoPeppolAddress"),
        ((Invoice, PrivatePerson, false, true, ' ', MAIL, true, None), "email PrivatePerson"),
        ((Invoice, PrivatePerson, false, false, ' ', MAIL, false, None), "email PrivatePerson"),
        ((Invoice, PrivatePerson, false, true, ' ', None, true, None), "blocked NoEmailAddress"),
        ((Quotation, PrivatePerson, false, true, ' ', MAIL, true, None), "email Quotation"),
        ((Quotation, BelgianBusiness, true, true, 'b', MAIL, true, None), "email Quotation"),
        ((Quotation, BelgianBusiness, true, true, 'b', MAIL, true, Some(Channel::Peppol)), "email Quotation"),
        ((Quotation, BelgianBusiness, true, true, ' ', None, true, None), "blocked NoEmailAddress"),
        ((Invoice, BelgianBusiness, true, true, 'b', MAIL, false, None), "blocked BreaksRules"),
        ((Invoice, BelgianBusiness, true, true, 'n', MAIL, false, None), "email NotRegistered not compliant"),
        ((Invoice, BelgianBusiness, true, true, 'b', MAIL, false, Some(Channel::Email)), "email AskedFor not compliant"),
    ];
    for (given, expected) in table {
        let (kind, buyer, has_address, has_access_point, lookup, email, keeps_rules, asked) = given;
        let (participant, registration) = (participant(), registration(lookup));
        let situation = Situation {
            kind,
            buyer,
            participant: has_address.then_some(&participant),
            has_access_point,
            registration: registration.as_ref(),
            email,
            keeps_rules,
            asked,
            may_have_mail: false,
        };
        assert_eq!(word(&situation.choose()), expected, "{given:?}");
        if !situation.wants_lookup() {
            let unasked = Situation { registration: None, ..situation };
            assert_eq!(unasked.choose(), situation.choose(), "a lookup that is not wanted changes nothing: {given:?}");
        }
    }
}

#[test]
fn what_an_earlier_mail_may_have_brought_goes_no_other_way() {
    let (participant, registration) = (participant(), registration('b'));
    for (kind, buyer, asked, expected) in [
        (Invoice, BelgianBusiness, None, "email MayHaveMail not compliant"),
        (CreditNote, ForeignBusiness, None, "email MayHaveMail"),
        (Invoice, BelgianBusiness, Some(Channel::Peppol), "email MayHaveMail not compliant"),
        (Invoice, BelgianBusiness, Some(Channel::Email), "email AskedFor not compliant"),
        (Invoice, PrivatePerson, None, "email PrivatePerson"),
        (Quotation, BelgianBusiness, None, "email Quotation"),
    ] {
        let situation = Situation {
            kind,
            buyer,
            participant: Some(&participant),
            has_access_point: true,
            registration: registration.as_ref(),
            email: MAIL,
            keeps_rules: true,
            asked,
            may_have_mail: true,
        };
        assert!(!situation.wants_lookup());
        assert_eq!(word(&situation.choose()), expected, "{kind:?} {buyer:?} {asked:?}");
    }
}

#[test]
fn a_vat_number_makes_a_business_and_tells_its_country() {
    let address = |country: &str| Address { country: country.to_owned(), ..Address::default() };
    for (vat, country, contact, kind) in [
        (Some("BE0477472701"), None, None, BelgianBusiness),
        (Some("BE0477472701"), Some("FR"), Some(ContactKind::Company), BelgianBusiness),
        (Some("FR40303265045"), Some("BE"), None, ForeignBusiness),
        (Some("NL123456789B01"), None, Some(ContactKind::Person), ForeignBusiness),
        (None, Some("BE"), Some(ContactKind::Company), BelgianBusiness),
        (None, Some("FR"), Some(ContactKind::Company), ForeignBusiness),
        (None, None, Some(ContactKind::Company), BelgianBusiness),
        (None, Some("BE"), Some(ContactKind::Person), PrivatePerson),
        (None, Some("BE"), None, PrivatePerson),
    ] {
        let buyer = Buyer {
            name: "A".into(),
            contact: None,
            vat_identifier: vat.map(str::to_owned),
            address: country.map(address),
            email: String::new(),
            phone: None,
        };
        assert_eq!(BuyerKind::of(&buyer, contact), kind, "{vat:?} {country:?} {contact:?}");
    }
}

#[test]
fn every_reason_is_a_sentence() {
    let why = [
        WhyEmail::Quotation,
        WhyEmail::PrivatePerson,
        WhyEmail::AskedFor,
        WhyEmail::NoPeppolAddress,
        WhyEmail::NoAccessPoint,
        WhyEmail::NotRegistered,
        WhyEmail::DocumentNotAccepted,
    ];
    let blocked = [WhyBlocked::NoEmailAddress, WhyBlocked::BreaksRules];
    for sentence in why.map(WhyEmail::sentence).into_iter().chain(blocked.map(WhyBlocked::sentence)) {
        assert!(sentence.ends_with('.') && sentence.starts_with(char::is_uppercase), "{sentence}");
    }
}
