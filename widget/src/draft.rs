//! What the customer types: kept in memory through every step and failure, checked before it is sent, and turned into the
//! request. The server's answer decides; these checks only save a round trip.

use shared::{
    api::{AddressFields, CompanyFields, CustomerFields, PutBooking},
    billing::vat_number,
    particulars,
};

/// A field of the details step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// Full name.
    Name,
    /// E-mail address.
    Email,
    /// Phone number.
    Phone,
    /// Company name.
    CompanyName,
    /// VAT identifier.
    VatNumber,
    /// Street and number.
    Street,
    /// Postal code.
    PostalCode,
    /// City.
    City,
    /// ISO 3166-1 alpha-2 code.
    Country,
    /// A message to the tenant.
    Notes,
}

impl Field {
    /// Every field, in the order of the form.
    pub const ALL: [Self; 10] = [
        Self::Name,
        Self::Email,
        Self::Phone,
        Self::CompanyName,
        Self::VatNumber,
        Self::Street,
        Self::PostalCode,
        Self::City,
        Self::Country,
        Self::Notes,
    ];

    /// Its `id` and `name` in the form.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Email => "email",
            Self::Phone => "phone",
            Self::CompanyName => "company",
            Self::VatNumber => "vat-number",
            Self::Street => "street",
            Self::PostalCode => "postal-code",
            Self::City => "city",
            Self::Country => "country",
            Self::Notes => "notes",
        }
    }

    /// Its HTML autofill token.
    #[must_use]
    pub const fn autocomplete(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Email => "email",
            Self::Phone => "tel",
            Self::CompanyName => "organization",
            Self::Street => "billing street-address",
            Self::PostalCode => "billing postal-code",
            Self::City => "billing address-level2",
            Self::Country => "billing country",
            Self::VatNumber | Self::Notes => "off",
        }
    }

    /// Its JSON Pointer in the request.
    #[must_use]
    pub const fn pointer(self) -> &'static str {
        match self {
            Self::Name => "/customer/name",
            Self::Email => "/customer/email",
            Self::Phone => "/customer/phone",
            Self::CompanyName => "/customer/company/name",
            Self::VatNumber => "/customer/company/vat_number",
            Self::Street => "/customer/address/street",
            Self::PostalCode => "/customer/address/postal_code",
            Self::City => "/customer/address/city",
            Self::Country => "/customer/address/country",
            Self::Notes => "/notes",
        }
    }

    /// The field that a pointer of a problem names.
    #[must_use]
    pub fn at(pointer: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.pointer() == pointer)
    }

    /// Whether only companies are asked for it.
    #[must_use]
    pub const fn is_for_companies(self) -> bool {
        !matches!(self, Self::Name | Self::Email | Self::Phone | Self::Notes)
    }

    /// Whether an empty answer is accepted.
    #[must_use]
    pub const fn is_optional(self) -> bool {
        !matches!(self, Self::Name | Self::Email | Self::CompanyName)
    }
}

/// What is wrong with an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Nothing was typed.
    Missing,
    /// Something else was typed than is asked for.
    Invalid,
}

/// The answers so far.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    answers: [String; Field::ALL.len()],
    /// "I book for a company".
    pub is_company: bool,
}

impl Draft {
    /// An answer as it was typed.
    #[must_use]
    pub fn get(&self, field: Field) -> &str {
        self.answers.get(field as usize).map_or("", String::as_str)
    }

    /// Keeps an answer.
    pub fn set(&mut self, field: Field, answer: String) {
        if let Some(kept) = self.answers.get_mut(field as usize) {
            *kept = answer;
        }
    }

    /// Fills in what the host page gives, except where the customer wrote something else than it gave `before`.
    pub fn prefill(&mut self, given: &Self, before: &Self) {
        for field in Field::ALL {
            let (now, answer) = (self.get(field), given.get(field));
            if !answer.is_empty() && (now.is_empty() || now == before.get(field)) {
                self.set(field, answer.to_owned());
            }
        }
        self.is_company |= given.is_company;
    }

    /// What must be mended before sending, in the order of the form.
    #[must_use]
    pub fn faults(&self) -> Vec<(Field, Fault)> {
        Field::ALL.into_iter().filter_map(|field| Some((field, self.fault_of(field)?))).collect()
    }

    /// Writes the VAT number as it will be printed, so that the review shows what is sent.
    pub fn tidy(&mut self) {
        if let Some(number) = self.vat_number() {
            self.set(Field::VatNumber, number);
        }
    }

    /// The VAT number in the form that is printed, if it is one and fits the country of the address.
    fn vat_number(&self) -> Option<String> {
        let country = Some(self.get(Field::Country)).filter(|_| self.has_address());
        vat_number::parse(self.get(Field::VatNumber), country).ok()
    }

    /// The request for a service and a start.
    #[must_use]
    pub fn request(&self, service: &str, starts_at: &str, resource: Option<&str>, locale: &str) -> PutBooking {
        PutBooking {
            service: service.to_owned(),
            starts_at: starts_at.to_owned(),
            resource: resource.map(str::to_owned),
            seats: None,
            customer: CustomerFields {
                name: self.required(Field::Name),
                email: self.required(Field::Email),
                phone: self.optional(Field::Phone),
                company: self.is_company.then(|| CompanyFields {
                    name: self.required(Field::CompanyName),
                    vat_number: self.optional(Field::VatNumber),
                }),
                address: self.has_address().then(|| AddressFields {
                    street: self.required(Field::Street),
                    postal_code: self.required(Field::PostalCode),
                    city: self.required(Field::City),
                    country: self.required(Field::Country),
                }),
            },
            notes: self.optional(Field::Notes),
            locale: Some(locale.to_owned()),
        }
    }

    fn fault_of(&self, field: Field) -> Option<Fault> {
        if field.is_for_companies() && !self.is_company {
            return None;
        }
        let answer = self.get(field).trim();
        match field {
            Field::Name | Field::CompanyName if answer.is_empty() => Some(Fault::Missing),
            Field::Email if answer.is_empty() => Some(Fault::Missing),
            Field::Email if !looks_like_email(answer) => Some(Fault::Invalid),
            Field::Phone if !answer.is_empty() && particulars::phone(answer, "").is_err() => Some(Fault::Invalid),
            Field::VatNumber if !answer.is_empty() && self.vat_number().is_none() => Some(Fault::Invalid),
            // Half an address is of no use on an invoice.
            Field::Street | Field::PostalCode | Field::City if answer.is_empty() && self.has_address() => {
                Some(Fault::Missing)
            }
            _ => None,
        }
    }

    /// Whether any line of the address was typed; the country alone, which is chosen already, does not count.
    fn has_address(&self) -> bool {
        let lines = [Field::Street, Field::PostalCode, Field::City];
        self.is_company && lines.into_iter().any(|line| !self.get(line).trim().is_empty())
    }

    fn required(&self, field: Field) -> String {
        self.get(field).trim().to_owned()
    }

    fn optional(&self, field: Field) -> Option<String> {
        Some(self.required(field)).filter(|answer| !answer.is_empty())
    }
}

fn looks_like_email(text: &str) -> bool {
    let well_placed = |(local, domain): (&str, &str)| {
        !local.is_empty() && domain.contains('.') && !domain.starts_with('.') && !domain.ends_with('.')
    };
    !text.contains(char::is_whitespace) && text.rsplit_once('@').is_some_and(well_placed)
}

#[cfg(test)]
mod tests {
    use super::{Draft, Fault, Field, looks_like_email};

    fn draft(answers: &[(Field, &str)], is_company: bool) -> Draft {
        let mut draft = Draft { is_company, ..Draft::default() };
        for (field, answer) in answers {
            draft.set(*field, (*answer).to_owned());
        }
        draft
    }

    const PERSON: &[(Field, &str)] = &[(Field::Name, "Ann Peeters"), (Field::Email, "ann@example.com")];

    #[test]
    fn faults_in_the_order_of_the_form() {
        type Row<'a> = (&'a [(Field, &'a str)], bool, &'a [(Field, Fault)]);
        let table: [Row<'_>; 7] = [
            (PERSON, false, &[]),
            (&[], false, &[(Field::Name, Fault::Missing), (Field::Email, Fault::Missing)]),
            (
                &[(Field::Name, "  "), (Field::Email, "ann")],
                false,
                &[(Field::Name, Fault::Missing), (Field::Email, Fault::Invalid)],
            ),
            (&[(Field::Name, "Ann"), (Field::Email, "a@b.be")], true, &[(Field::CompanyName, Fault::Missing)]),
            // Company answers do not count once the switch is off again.
            (&[(Field::Name, "Ann"), (Field::Email, "a@b.be"), (Field::Street, "Kerkstraat 1")], false, &[]),
            (
                &[
                    (Field::Name, "Ann"),
                    (Field::Email, "a@b.be"),
                    (Field::CompanyName, "Acme"),
                    (Field::Street, "Kerkstraat 1"),
                    (Field::Country, "BE"),
                ],
                true,
                &[(Field::PostalCode, Fault::Missing), (Field::City, Fault::Missing)],
            ),
            (
                &[(Field::Name, "Ann"), (Field::Email, "a@b.be"), (Field::CompanyName, "Acme"), (Field::Country, "BE")],
                true,
                &[],
            ),
        ];
        for (answers, is_company, faults) in table {
            assert_eq!(draft(answers, is_company).faults(), faults, "{answers:?}");
        }
    }

    #[test]
    fn numbers_are_judged_before_anything_is_sent() {
        let company = |number: &str, country: &str| {
            let answers = [
                (Field::Name, "Ann"),
                (Field::Email, "a@b.be"),
                (Field::CompanyName, "Acme"),
                (Field::VatNumber, number),
                (Field::Street, "Kerkstraat 1"),
                (Field::PostalCode, "9000"),
                (Field::City, "Gent"),
                (Field::Country, country),
            ];
            let mut draft = draft(&answers, true);
            let faults = draft.faults();
            draft.tidy();
            (faults, draft.get(Field::VatNumber).to_owned())
        };
        let wrong = vec![(Field::VatNumber, Fault::Invalid)];
        assert_eq!(company("BTW BE 0477.472.701", "BE"), (vec![], "BE0477472701".to_owned()));
        assert_eq!(company("0202.239.951", "BE"), (vec![], "BE0202239951".to_owned()));
        for (number, country) in [("XX999", "BE"), ("ZZ00000000", "BE"), ("BE0202239951", "US"), ("0202.239.952", "BE")]
        {
            assert_eq!(company(number, country), (wrong.clone(), number.to_owned()), "{number} {country}");
        }
        let phone =
            |text| draft(&[(Field::Name, "Ann"), (Field::Email, "a@b.be"), (Field::Phone, text)], false).faults();
        assert!(phone("+32 470 12 34 56").is_empty());
        assert_eq!(phone("call me"), [(Field::Phone, Fault::Invalid)]);
    }

    #[test]
    fn late_first_answers_leave_what_was_typed() {
        let before = draft(&[(Field::Name, "Ann"), (Field::Email, "ann@example.com")], false);
        let mut typed = before.clone();
        typed.set(Field::Email, "other@example.com".to_owned());
        let given = [(Field::Name, "Anna"), (Field::Email, "anna@example.com"), (Field::Phone, "+32 470 12 34 56")];
        typed.prefill(&draft(&given, true), &before);
        let answers = [Field::Name, Field::Email, Field::Phone].map(|field| typed.get(field).to_owned());
        assert_eq!(answers, ["Anna", "other@example.com", "+32 470 12 34 56"]);
        assert!(typed.is_company);
    }

    #[test]
    fn email_shapes() {
        for good in ["a@b.be", "ann.peeters+x@mail.example.com"] {
            assert!(looks_like_email(good), "{good}");
        }
        for bad in ["", "ann", "ann@", "@b.be", "ann@home", "ann@b.", "ann@.be", "ann @b.be", "a@b .be"] {
            assert!(!looks_like_email(bad), "{bad}");
        }
    }

    #[test]
    fn request_of_a_person_has_no_company_parts() {
        let request = draft(PERSON, false).request("windows", "2026-12-01T09:00:00Z", None, "nl-BE");
        assert_eq!(request.customer.name, "Ann Peeters");
        assert_eq!((request.customer.phone, request.customer.company, request.customer.address), (None, None, None));
        assert_eq!((request.notes, request.resource, request.seats), (None, None, None));
        assert_eq!(request.locale.as_deref(), Some("nl-BE"));
    }

    #[test]
    fn request_of_a_company() {
        let answers = [
            (Field::Name, " Ann "),
            (Field::Email, "ann@example.com"),
            (Field::CompanyName, "Acme"),
            (Field::VatNumber, " BE0202239951 "),
            (Field::Street, "Kerkstraat 1"),
            (Field::PostalCode, "9000"),
            (Field::City, "Gent"),
            (Field::Country, "BE"),
            (Field::Notes, "Ring twice"),
        ];
        let request = draft(&answers, true).request("windows", "2026-12-01T09:00:00Z", Some("eva"), "en-BE");
        let company = request.customer.company.unwrap();
        assert_eq!((company.name.as_str(), company.vat_number.as_deref()), ("Acme", Some("BE0202239951")));
        assert_eq!(request.customer.address.unwrap().city, "Gent");
        assert_eq!(request.customer.name, "Ann");
        assert_eq!((request.notes.as_deref(), request.resource.as_deref()), (Some("Ring twice"), Some("eva")));
    }

    #[test]
    fn every_pointer_leads_back_to_its_field() {
        for field in Field::ALL {
            assert_eq!(Field::at(field.pointer()), Some(field));
        }
        assert_eq!(Field::at("/starts_at"), None);
    }
}
