//! A booking request, parsed: what the types hold is true, and every fault of the input is named at once.

use jiff::Timestamp;

use crate::{
    api::{AddressFields, CustomerFields, PutBooking},
    billing::party::{Address, Buyer, parse_vat_identifier},
    fault::Fault,
    id::{BookingId, ResourceId, Slug},
    language::Language,
    limits,
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

fn or_fault<T>(faults: &mut Vec<Fault>, parsed: Result<T, Fault>) -> Option<T> {
    parsed.map_err(|fault| faults.push(fault)).ok()
}

fn parse_customer(wire: &CustomerFields) -> Result<Customer, Vec<Fault>> {
    let mut faults = Vec::new();
    let name = or_fault(&mut faults, line(&wire.name, "/customer/name", limits::NAME_CHARS_MAX));
    let email = or_fault(&mut faults, email(&wire.email));
    let phone = or_fault(&mut faults, filled(wire.phone.as_ref()).map(phone).transpose());
    let company = or_fault(
        &mut faults,
        wire.company
            .as_ref()
            .map(|company| {
                let name = line(&company.name, "/customer/company/name", limits::NAME_CHARS_MAX)?;
                let vat_identifier = filled(company.vat_number.as_ref()).map(vat_number).transpose()?;
                Ok(Company { name, vat_identifier })
            })
            .transpose(),
    );
    let address = match wire.address.as_ref().map(address).transpose() {
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

fn filled(text: Option<&String>) -> Option<&str> {
    text.map(|text| text.trim()).filter(|text| !text.is_empty())
}

/// One line of text: trimmed, not empty, without control characters, within its bound.
fn line(text: &str, pointer: &str, chars_max: usize) -> Result<String, Fault> {
    let text = text.trim();
    if text.is_empty() {
        Err(Fault::new("required", pointer, "Fill in this field."))
    } else if text.chars().any(char::is_control) {
        Err(Fault::new("text", pointer, "Remove line breaks and control characters."))
    } else if text.chars().count() > chars_max {
        Err(Fault::new("too_long", pointer, format!("Use at most {chars_max} characters.")))
    } else {
        Ok(text.to_owned())
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

/// An address that mail can be sent to: one `@`, a local part, a domain with a dot, nothing that needs quoting.
fn email(text: &str) -> Result<String, Fault> {
    let pointer = "/customer/email";
    let text = line(text, pointer, limits::EMAIL_BYTES_MAX)?;
    let valid = text.split_once('@').is_some_and(|(local, domain)| {
        let label = |l: &str| {
            !l.is_empty()
                && l.len() <= 63
                && !l.starts_with('-')
                && !l.ends_with('-')
                && l.chars().all(|c| c.is_alphanumeric() || c == '-')
        };
        (1..=64).contains(&local.len())
            && !local.starts_with('.')
            && !local.ends_with('.')
            && !local.contains("..")
            && local.chars().all(|c| c.is_alphanumeric() || "!#$%&'*+/=?^_`{|}~.-".contains(c))
            && domain.contains('.')
            && domain.split('.').all(label)
    });
    if valid && text.len() <= limits::EMAIL_BYTES_MAX {
        Ok(text)
    } else {
        Err(Fault::new("email", pointer, "Enter an e-mail address, such as name@example.com."))
    }
}

fn phone(text: &str) -> Result<String, Fault> {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let allowed = text.chars().all(|c| c.is_ascii_digit() || " +()-./".contains(c));
    if allowed && (6..=15).contains(&digits) && text.chars().count() <= limits::PHONE_CHARS_MAX {
        Ok(text.to_owned())
    } else {
        Err(Fault::new("phone", "/customer/phone", "Enter a phone number, such as +32 470 12 34 56."))
    }
}

fn vat_number(text: &str) -> Result<String, Fault> {
    parse_vat_identifier(text).ok_or_else(|| {
        let detail = "Check the VAT number; a Belgian one looks like BE0202239951.";
        Fault::new("vat_number", "/customer/company/vat_number", detail)
    })
}

fn address(wire: &AddressFields) -> Result<Address, Vec<Fault>> {
    let mut faults = Vec::new();
    let max = limits::ADDRESS_LINE_CHARS_MAX;
    let street = or_fault(&mut faults, line(&wire.street, "/customer/address/street", max));
    let postal_code =
        or_fault(&mut faults, line(&wire.postal_code, "/customer/address/postal_code", limits::POSTAL_CODE_CHARS_MAX));
    let city = or_fault(&mut faults, line(&wire.city, "/customer/address/city", max));
    let country = wire.country.trim().to_ascii_uppercase();
    if country.len() != 2 || !country.bytes().all(|b| b.is_ascii_uppercase()) {
        faults.push(Fault::new("country", "/customer/address/country", "Give the country as two letters, such as BE."));
    }
    match (street, postal_code, city) {
        (Some(street), Some(postal_code), Some(city)) if faults.is_empty() => {
            Ok(Address { street, postal_code, city, country })
        }
        _ => Err(faults),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::CompanyFields;

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
    fn empty_optional_fields_are_absent() {
        let mut wire = wire();
        wire.customer.phone = Some(" ".into());
        wire.notes = Some(String::new());
        let request = BookingRequest::parse(id(), &wire).unwrap();
        assert_eq!((request.customer.phone, request.notes), (None, None));
    }
}
