//! A booking request, parsed: what the types hold is true, and every fault of the input is named at once.

use jiff::Timestamp;

use crate::{
    api::{CustomerFields, PutBooking},
    billing::{
        contact::{Contact, ContactKind},
        party::{Address, Buyer},
    },
    fault::Fault,
    id::{BookingId, ContactId, ResourceId, Slug},
    language::Language,
    limits,
    particulars::{self, TypedAddress, filled, line, or_fault},
};

/// What a customer wants to book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BookingRequest {
    /// Made by the client, kept for retries.
    pub id: BookingId,
    /// Which service.
    pub service: Slug,
    /// When it starts.
    pub starts_at: Timestamp,
    /// Wanted resource; none means anyone.
    pub resource: Option<ResourceId>,
    /// 1 to [`limits::SEATS_MAX`].
    pub seats: u32,
    /// Who books, and who is invoiced.
    pub customer: Customer,
    /// Message to the tenant.
    pub notes: Option<String>,
    /// Language of the documents.
    pub language: Option<Language>,
}

/// The person who books.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Customer {
    /// Full name.
    pub name: String,
    /// E-mail address, as typed.
    pub email: String,
    /// Phone number, as typed.
    pub phone: Option<String>,
    /// Company that is invoiced.
    pub company: Option<Company>,
    /// Invoice address.
    pub address: Option<Address>,
}

/// The company that is invoiced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Company {
    /// Company name.
    pub name: String,
    /// Canonical VAT identifier.
    pub vat_identifier: Option<String>,
}

impl Customer {
    /// Who is invoiced: the company where there is one, else the person.
    pub fn buyer(&self) -> Buyer {
        let (name, contact, vat_identifier) = match &self.company {
            Some(company) => (company.name.clone(), Some(self.name.clone()), company.vat_identifier.clone()),
            None => (self.name.clone(), None, None),
        };
        Buyer {
            name,
            contact,
            vat_identifier,
            address: self.address.clone(),
            email: self.email.clone(),
            phone: self.phone.clone(),
        }
    }

    /// The contact that a first booking makes of the customer: the company where there is one, else the person.
    pub fn contact(&self, id: ContactId, language: Language) -> Contact {
        let Buyer { name, contact: contact_person, vat_identifier, address, email, phone } = self.buyer();
        let kind = if self.company.is_some() { ContactKind::Company } else { ContactKind::Person };
        Contact { id, kind, name, contact_person, vat_identifier, email: Some(email), phone, address, language }
    }
}

impl BookingRequest {
    /// Parses what travelled.
    ///
    /// # Errors
    /// Every fault of the input, in the order of the fields.
    pub fn parse(id: BookingId, wire: &PutBooking) -> Result<Self, Vec<Fault>> {
        let mut faults = Vec::new();
        let service = or_fault(
            &mut faults,
            Slug::parse(&wire.service)
                .map_err(|_| Fault::new("service", "/service", "Choose one of the services of the catalogue.")),
        );
        let starts_at = or_fault(
            &mut faults,
            wire.starts_at.parse::<Timestamp>().map_err(|_| {
                Fault::new(
                    "instant",
                    "/starts_at",
                    "Give the start as an RFC 3339 instant, such as 2026-12-01T09:00:00Z.",
                )
            }),
        );
        let resource = wire.resource.as_deref().map(|text| line(text, "/resource", limits::NAME_CHARS_MAX));
        let resource = resource.transpose().map(|text| text.map(ResourceId::new));
        let resource = or_fault(&mut faults, resource);
        let seats = wire.seats.unwrap_or(1);
        if !(1..=limits::SEATS_MAX).contains(&seats) {
            faults.push(Fault::new("seats", "/seats", format!("Book 1 to {} seats.", limits::SEATS_MAX)));
        }
        let customer = match parse_customer(&wire.customer) {
            Ok(customer) => Some(customer),
            Err(mut more) => {
                faults.append(&mut more);
                None
            }
        };
        let notes = or_fault(&mut faults, wire.notes.as_deref().map(notes).transpose());
        match (service, starts_at, resource, customer, notes) {
            (Some(service), Some(starts_at), Some(resource), Some(customer), Some(notes)) if faults.is_empty() => {
                Ok(Self {
                    id,
                    service,
                    starts_at,
                    resource,
                    seats,
                    customer,
                    notes: notes.filter(|text| !text.is_empty()),
                    language: wire.locale.as_deref().and_then(Language::of_tag),
                })
            }
            _ => Err(faults),
        }
    }
}

fn parse_customer(wire: &CustomerFields) -> Result<Customer, Vec<Fault>> {
    let mut faults = Vec::new();
    let name = or_fault(&mut faults, line(&wire.name, "/customer/name", limits::NAME_CHARS_MAX));
    let email = or_fault(&mut faults, particulars::email(&wire.email, "/customer/email"));
    let phone = filled(wire.phone.as_deref()).map(|text| particulars::phone(text, "/customer/phone"));
    let phone = or_fault(&mut faults, phone.transpose());
    let typed = wire.address.as_ref().map(|wire| TypedAddress {
        street: &wire.street,
        postal_code: &wire.postal_code,
        city: &wire.city,
        country: &wire.country,
    });
    let country = typed.and_then(TypedAddress::known_country);
    let company = or_fault(
        &mut faults,
        wire.company
            .as_ref()
            .map(|company| {
                let name = line(&company.name, "/customer/company/name", limits::NAME_CHARS_MAX)?;
                let vat_identifier = filled(company.vat_number.as_deref())
                    .map(|text| particulars::vat_number(text, country.as_deref(), "/customer/company/vat_number"))
                    .transpose()?;
                Ok(Company { name, vat_identifier })
            })
            .transpose(),
    );
    let address = typed.map(|typed| particulars::address(typed, |field| format!("/customer/address/{field}")));
    let address = match address.transpose() {
        Ok(address) => address,
        Err(mut more) => {
            faults.append(&mut more);
            None
        }
    };
    match (name, email, phone, company) {
        (Some(name), Some(email), Some(phone), Some(company)) if faults.is_empty() => {
            Ok(Customer { name, email, phone, company, address })
        }
        _ => Err(faults),
    }
}

fn notes(text: &str) -> Result<String, Fault> {
    let text = text.trim();
    if text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t')) {
        Err(Fault::new("text", "/notes", "Remove control characters."))
    } else if text.chars().count() > limits::NOTES_CHARS_MAX {
        Err(Fault::new("too_long", "/notes", format!("Use at most {} characters.", limits::NOTES_CHARS_MAX)))
    } else {
        Ok(text.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::{AddressFields, CompanyFields};

    fn wire() -> PutBooking {
        PutBooking {
            service: "deep-clean".into(),
            starts_at: "2026-12-01T09:00:00Z".into(),
            resource: None,
            seats: None,
            customer: CustomerFields {
                name: "An Peeters".into(),
                email: "an@example.com".into(),
                ..Default::default()
            },
            notes: None,
            locale: Some("nl-BE".into()),
        }
    }

    fn id() -> BookingId {
        BookingId::parse("01936d5e-7c3a-7b1e-8f2a-0123456789ab").unwrap()
    }

    fn faults(change: impl FnOnce(&mut PutBooking)) -> Vec<(&'static str, String)> {
        let mut wire = wire();
        change(&mut wire);
        match BookingRequest::parse(id(), &wire) {
            Ok(_) => Vec::new(),
            Err(faults) => faults.into_iter().map(|fault| (fault.code, fault.pointer)).collect(),
        }
    }

    #[test]
    fn a_good_request_is_parsed() {
        let request = BookingRequest::parse(id(), &wire()).unwrap();
        assert_eq!((request.seats, request.language), (1, Some(Language::Nl)));
        assert_eq!(request.starts_at.to_string(), "2026-12-01T09:00:00Z");
    }

    #[test]
    fn each_fault_names_its_field() {
        type Change = fn(&mut PutBooking);
        let rows: [(Change, &str, &str); 16] = [
            (|w| w.service = "Deep Clean".into(), "service", "/service"),
            (|w| w.starts_at = "2026-12-01T09:00:00".into(), "instant", "/starts_at"),
            (|w| w.starts_at = "tomorrow".into(), "instant", "/starts_at"),
            (|w| w.seats = Some(0), "seats", "/seats"),
            (|w| w.seats = Some(101), "seats", "/seats"),
            (|w| w.customer.name = "  ".into(), "required", "/customer/name"),
            (|w| w.customer.name = "An\r\nBcc: x".into(), "text", "/customer/name"),
            (|w| w.customer.name = "x".repeat(121), "too_long", "/customer/name"),
            (|w| w.customer.email = "an@example".into(), "email", "/customer/email"),
            (|w| w.customer.email = "an peeters@example.com".into(), "email", "/customer/email"),
            (|w| w.customer.phone = Some("call me".into()), "phone", "/customer/phone"),
            (|w| w.customer.company = Some(CompanyFields::default()), "required", "/customer/company/name"),
            (
                |w| {
                    w.customer.company =
                        Some(CompanyFields { name: "Acme".into(), vat_number: Some("BE0202239952".into()) })
                },
                "vat_number",
                "/customer/company/vat_number",
            ),
            (
                |w| {
                    let address = AddressFields {
                        street: "Kerkstraat 1".into(),
                        postal_code: "9000".into(),
                        city: "Gent".into(),
                        country: "Belgium".into(),
                    };
                    w.customer.address = Some(address);
                },
                "country",
                "/customer/address/country",
            ),
            (|w| w.notes = Some("\u{0}".into()), "text", "/notes"),
            (|w| w.notes = Some("x".repeat(2_001)), "too_long", "/notes"),
        ];
        for (change, code, pointer) in rows {
            assert_eq!(faults(change), [(code, pointer.to_owned())]);
        }
    }

    #[test]
    fn all_faults_are_told_at_once() {
        let found = faults(|w| {
            w.customer.name.clear();
            w.customer.email.clear();
            w.seats = Some(0);
        });
        assert_eq!(
            found.iter().map(|f| f.1.as_str()).collect::<Vec<_>>(),
            ["/seats", "/customer/name", "/customer/email"]
        );
    }

    #[test]
    fn a_customer_becomes_a_person_and_a_company_a_company() {
        let id = ContactId::parse("AAAAAAAAAAAAAAAAAAAAAA").unwrap();
        let contact = |wire: &PutBooking| {
            let contact = parse_customer(&wire.customer).unwrap().contact(id.clone(), Language::Nl);
            (contact.kind, contact.name, contact.contact_person, contact.vat_identifier, contact.email)
        };
        let (an, email) = ("An Peeters".to_owned(), Some("an@example.com".to_owned()));
        assert_eq!(contact(&wire()), (ContactKind::Person, an.clone(), None, None, email.clone()));
        let mut wire = wire();
        let company = CompanyFields { name: "Acme BV".into(), vat_number: Some("BE 0477.472.701".into()) };
        wire.customer.company = Some(company);
        let vat = Some("BE0477472701".to_owned());
        assert_eq!(contact(&wire), (ContactKind::Company, "Acme BV".to_owned(), Some(an), vat, email));
    }

    #[test]
    fn empty_optional_fields_are_absent() {
        let mut wire = wire();
        wire.customer.phone = Some(" ".into());
        wire.notes = Some(String::new());
        let request = BookingRequest::parse(id(), &wire).unwrap();
        assert_eq!((request.customer.phone, request.notes), (None, None));
    }
}
