use proptest::prelude::*;

use super::*;

fn id() -> ContactId {
    ContactId::parse("AAAAAAAAAAAAAAAAAAAAAA").unwrap()
}

const ADDRESS: TypedAddress<'_> =
    TypedAddress { street: "Kerkstraat 1", postal_code: "9000", city: "Gent", country: "be" };

const COMPANY: Typed<'_> = Typed {
    kind: "company",
    name: " Acme BV ",
    contact_person: "An Peeters",
    vat_identifier: "be 0477.472.701",
    email: "an@acme.example",
    phone: "+32 9 123 45 67",
    address: ADDRESS,
    language: "nl",
};

const PERSON: Typed<'_> = Typed {
    kind: "person",
    name: "An Peeters",
    contact_person: "",
    vat_identifier: " ",
    email: "an@example.com",
    phone: "",
    address: TypedAddress { street: "", postal_code: "", city: "", country: "BE" },
    language: "fr",
};

fn parse(typed: &Typed<'_>) -> Contact {
    Contact::parse(id(), typed).unwrap()
}

fn faults(typed: &Typed<'_>) -> Vec<(&'static str, String)> {
    let faults = Contact::parse(id(), typed).err().unwrap_or_default();
    faults.into_iter().map(|fault| (fault.code, fault.pointer)).collect()
}

#[test]
fn what_an_admin_types_is_made_canonical() {
    let company = parse(&COMPANY);
    assert_eq!(
        (company.name.as_str(), company.vat_identifier.as_deref(), company.language),
        ("Acme BV", Some("BE0477472701"), Language::Nl)
    );
    assert_eq!(company.address.as_ref().unwrap().country, "BE");
    let person = parse(&PERSON);
    assert_eq!((person.vat_identifier, person.phone, person.address), (None, None, None), "a country is no address");
}

#[test]
fn each_fault_names_its_field() {
    let long = "x".repeat(121);
    let rows: [(Typed<'_>, &[(&str, &str)]); 14] = [
        (Typed { kind: "", ..COMPANY }, &[("contact_kind", "kind")]),
        (Typed { name: " ", ..COMPANY }, &[("required", "name")]),
        (Typed { name: &long, ..COMPANY }, &[("too_long", "name")]),
        (Typed { name: "A\nB", ..COMPANY }, &[("text", "name")]),
        (Typed { vat_identifier: "BE0477472702", ..COMPANY }, &[("vat_number", "vat_identifier")]),
        (Typed { vat_identifier: "BE0477472701", ..PERSON }, &[("vat_number", "vat_identifier")]),
        (Typed { contact_person: "An", ..PERSON }, &[("contact_person", "contact_person")]),
        (Typed { contact_person: &long, ..COMPANY }, &[("too_long", "contact_person")]),
        (Typed { email: "an@acme", ..COMPANY }, &[("email", "email")]),
        (Typed { phone: "12345", ..COMPANY }, &[("phone", "phone")]),
        (
            Typed { address: TypedAddress { street: "", city: " ", ..ADDRESS }, ..COMPANY },
            &[("required", "street"), ("required", "city")],
        ),
        (Typed { address: TypedAddress { country: "ZZ", ..ADDRESS }, ..COMPANY }, &[("country", "country")]),
        (Typed { language: "es", ..COMPANY }, &[("language", "language")]),
        (
            Typed { email: "x", address: TypedAddress { postal_code: "", ..ADDRESS }, language: "", ..COMPANY },
            &[("email", "email"), ("required", "postal_code"), ("language", "language")],
        ),
    ];
    for (typed, wanted) in rows {
        let wanted: Vec<_> = wanted.iter().map(|(code, pointer)| (*code, (*pointer).to_owned())).collect();
        assert_eq!(faults(&typed), wanted, "{typed:?}");
    }
    let missing = Contact::parse(id(), &Typed { name: "", ..COMPANY }).unwrap_err();
    assert_eq!(missing.first().unwrap().detail, "Enter the name.", "it stands alone in a list");
}

#[test]
fn warnings_tell_what_an_invoice_needs() {
    use ContactWarning::{AddressMissing, EmailMissing, NoPeppolId, VatNumberMissing};
    let (company, person) = (parse(&COMPANY), parse(&PERSON));
    let finnish = Some("FI12345671".to_owned());
    let rows: [(Contact, &[ContactWarning]); 6] = [
        (company.clone(), &[]),
        (person.clone(), &[]),
        (Contact { email: None, ..person }, &[EmailMissing]),
        (Contact { vat_identifier: None, ..company.clone() }, &[VatNumberMissing]),
        (Contact { vat_identifier: finnish, ..company.clone() }, &[NoPeppolId]),
        (
            Contact { vat_identifier: None, email: None, address: None, ..company },
            &[VatNumberMissing, EmailMissing, AddressMissing],
        ),
    ];
    for (contact, wanted) in rows {
        assert_eq!(contact.warnings(), wanted, "{contact:?}");
    }
}

#[test]
fn the_peppol_id_follows_from_the_vat_number() {
    for (vat, wanted) in [
        (Some("BE0477472701"), Some("0208:0477472701")),
        (Some("NL123456789B01"), Some("9944:NL123456789B01")),
        (Some("FI12345671"), None),
        (None, None),
    ] {
        let contact = Contact { vat_identifier: vat.map(str::to_owned), ..parse(&COMPANY) };
        assert_eq!(contact.peppol_id().as_deref(), wanted);
    }
}

#[test]
fn the_buyer_of_a_document_says_what_the_contact_says() {
    let company = parse(&COMPANY);
    let buyer = company.buyer();
    assert_eq!((buyer.name.as_str(), buyer.contact.as_deref()), ("Acme BV", Some("An Peeters")));
    assert_eq!((buyer.email.as_str(), buyer.address.as_ref()), ("an@acme.example", company.address.as_ref()));
    assert_eq!(Contact { email: None, ..company }.buyer().email, "");
}

#[test]
fn a_search_finds_name_person_email_and_vat_number() {
    let text = Contact { name: "Élan BV".to_owned(), ..parse(&COMPANY) }.search_text();
    assert!(text.starts_with("elan bv\n"), "the name is the order of a list: {text}");
    for sought in ["peeters", "an@acme.example", "be0477472701", "0477472701"] {
        assert!(text.contains(sought), "{sought}");
    }
}

#[test]
fn the_one_that_stays_takes_over_what_it_leaves_empty() {
    use Particular::{Address, ContactPerson, Email, Name, Phone, VatNumber};
    let (company, person) = (parse(&COMPANY), parse(&PERSON));
    let bare = Contact { contact_person: None, vat_identifier: None, phone: None, address: None, ..company.clone() };
    let rows: [(&Contact, &Contact, &[Particular], &[Particular]); 4] = [
        (&company, &bare, &[], &[]),
        (&bare, &company, &[VatNumber, ContactPerson, Phone, Address], &[]),
        // The person is still shown: as the contact person.
        (&bare, &person, &[ContactPerson], &[Email]),
        (&person, &company, &[Phone, Address], &[Name, VatNumber, Email]),
    ];
    for (stays, other, taken, left) in rows {
        let absorbed = stays.absorb(other);
        assert_eq!((absorbed.taken.as_slice(), absorbed.left.as_slice()), (taken, left), "{stays:?}");
    }
}

proptest! {
    #[test]
    fn a_merge_never_changes_what_the_survivor_said(
        kinds in (any::<bool>(), any::<bool>()),
        has in proptest::array::uniform10(any::<bool>()),
    ) {
        let some = |has: bool, contact: Contact, blank: usize| if has { contact } else {
            match blank {
                0 => Contact { contact_person: None, ..contact },
                1 => Contact { vat_identifier: None, ..contact },
                2 => Contact { email: None, ..contact },
                3 => Contact { phone: None, ..contact },
                _ => Contact { address: None, ..contact },
            }
        };
        let made = |is_company: bool, has: &[bool], name: &str| {
            let mut contact = parse(&Typed { name, ..COMPANY });
            for (blank, has) in has.iter().enumerate() {
                contact = some(*has, contact, blank);
            }
            if !is_company {
                contact = Contact { kind: ContactKind::Person, contact_person: None, vat_identifier: None, ..contact };
            }
            contact
        };
        let (stays, other) = (made(kinds.0, &has[..5], "One"), made(kinds.1, &has[5..], "Two"));
        let merged = stays.absorb(&other).contact;
        prop_assert_eq!((merged.kind, &merged.name, merged.language), (stays.kind, &stays.name, stays.language));
        for part in Particular::ALL {
            if let Some(said) = part.of(&stays) {
                prop_assert_eq!(part.of(&merged), Some(said));
            }
        }
        if merged.kind == ContactKind::Person {
            prop_assert_eq!((&merged.vat_identifier, &merged.contact_person), (&None, &None));
        }
        prop_assert_eq!(merged.absorb(&other).contact, merged, "a second time changes nothing");
    }
}
