//! What the booking pages know of a booking that is on its way: the query of their address, or the form that they sent. Every
//! answer is kept as it was typed.

use jiff::civil::Date;
use shared::{
    api::{AddressFields, CompanyFields, CustomerFields, PutBooking},
    billing::vat_number,
    fault::Fault,
    id::BookingId,
    language::Language,
    particulars::is_country,
};

use super::{
    countries::{code_of, name_of},
    wording::{HostedWording, fill},
};
use crate::web::fields::Fields;

/// An answer of the details, in the order of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// Which of the times.
    Start,
    /// Full name.
    Name,
    /// E-mail address.
    Email,
    /// Phone number.
    Phone,
    /// Company name.
    Company,
    /// VAT or enterprise number.
    VatNumber,
    /// Street and number.
    Street,
    /// Postal code.
    PostalCode,
    /// City.
    City,
    /// Country, by name or code.
    Country,
    /// A message to the tenant.
    Notes,
}

impl Field {
    /// Every field.
    pub const ALL: [Self; 11] = [
        Self::Start,
        Self::Name,
        Self::Email,
        Self::Phone,
        Self::Company,
        Self::VatNumber,
        Self::Street,
        Self::PostalCode,
        Self::City,
        Self::Country,
        Self::Notes,
    ];

    /// Its `id` and `name`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Name => "name",
            Self::Email => "email",
            Self::Phone => "phone",
            Self::Company => "company",
            Self::VatNumber => "vat_number",
            Self::Street => "street",
            Self::PostalCode => "postal_code",
            Self::City => "city",
            Self::Country => "country",
            Self::Notes => "notes",
        }
    }

    /// The field that a fault of the request is about.
    pub fn at(pointer: &str) -> Option<Self> {
        Some(match pointer {
            "/starts_at" => Self::Start,
            "/customer/name" => Self::Name,
            "/customer/email" => Self::Email,
            "/customer/phone" => Self::Phone,
            "/customer/company/name" => Self::Company,
            "/customer/company/vat_number" => Self::VatNumber,
            "/customer/address/street" => Self::Street,
            "/customer/address/postal_code" => Self::PostalCode,
            "/customer/address/city" => Self::City,
            "/customer/address/country" => Self::Country,
            "/notes" => Self::Notes,
            _ => return None,
        })
    }

    /// Whether only companies are asked for it.
    pub const fn is_for_companies(self) -> bool {
        matches!(self, Self::Company | Self::VatNumber | Self::Street | Self::PostalCode | Self::City | Self::Country)
    }
}

/// Names in an address of these pages; others are no concern of theirs.
pub const QUERY: &[&str] = &["service", "resource", "from", "lang", "locale", "embed", "name", "email", "phone"];

/// Names in the form.
pub const NAMES: &[&str] = &[
    "step",
    "language",
    "lang",
    "embed",
    "service",
    "resource",
    "from",
    "day",
    "shown",
    "agreed",
    "id",
    "start",
    "name",
    "email",
    "phone",
    "company",
    "vat_number",
    "street",
    "postal_code",
    "city",
    "country",
    "notes",
];

/// A booking on its way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// Language of the pages and of the documents.
    pub language: Language,
    /// Whether the page stands in a frame of another page.
    pub embed: bool,
    /// Slug of the service.
    pub service: String,
    /// Wanted resource; may be empty.
    pub resource: String,
    /// First day whose times are shown; none means today.
    pub from: Option<Date>,
    /// The booking's id, made with the form, so that sending it twice books once.
    pub id: String,
    /// What the review said that the booking agrees to.
    pub agreed: String,
    pub(super) answers: [String; Field::ALL.len()],
}

impl Form {
    /// Reads an address or a form. `language` is that of the reader where neither names one.
    pub fn read(fields: &Fields, language: Language) -> Self {
        let named = ["language", "lang", "locale"].into_iter().find_map(|name| Language::of_tag(fields.text(name)));
        let day = |name: &str| fields.text(name).parse::<Date>().ok();
        Self {
            language: named.unwrap_or(language),
            embed: !fields.text("embed").is_empty(),
            service: fields.text("service").to_owned(),
            resource: fields.text("resource").to_owned(),
            from: day("from").or_else(|| day("day")),
            id: fields.text("id").to_owned(),
            agreed: fields.text("agreed").to_owned(),
            answers: Field::ALL.map(|field| fields.text(field.name()).to_owned()),
        }
    }

    /// An answer as it was typed.
    pub fn get(&self, field: Field) -> &str {
        self.answers.get(field as usize).map_or("", String::as_str)
    }

    /// Changes an answer.
    pub fn set(&mut self, field: Field, answer: String) {
        if let Some(kept) = self.answers.get_mut(field as usize) {
            *kept = answer;
        }
    }

    /// Whether it is for a company: one of its fields was filled in. The country is filled in already, so it does not count.
    pub fn is_for_company(&self) -> bool {
        let mut asked = Field::ALL.into_iter().filter(|field| field.is_for_companies() && *field != Field::Country);
        asked.any(|field| !self.get(field).is_empty())
    }

    /// The country's code; what was typed where it is none.
    fn country(&self) -> String {
        let typed = self.get(Field::Country);
        code_of(typed).map_or_else(|| typed.to_owned(), str::to_owned)
    }

    /// The booking's id.
    pub fn booking_id(&self) -> Option<BookingId> {
        BookingId::parse(&self.id).ok()
    }

    /// The request that is sent: the same as the widget's.
    pub fn request(&self) -> PutBooking {
        let text = |field| self.get(field).to_owned();
        let optional = |field| Some(text(field)).filter(|answer| !answer.is_empty());
        let is_company = self.is_for_company();
        PutBooking {
            service: self.service.clone(),
            starts_at: text(Field::Start),
            resource: Some(self.resource.clone()).filter(|resource| !resource.is_empty()),
            seats: None,
            customer: CustomerFields {
                name: text(Field::Name),
                email: text(Field::Email),
                phone: optional(Field::Phone),
                company: is_company
                    .then(|| CompanyFields { name: text(Field::Company), vat_number: optional(Field::VatNumber) }),
                // An invoice to a company needs its address (Belgian RD no. 1, art. 5).
                address: is_company.then(|| AddressFields {
                    street: text(Field::Street),
                    postal_code: text(Field::PostalCode),
                    city: text(Field::City),
                    country: self.country(),
                }),
            },
            notes: optional(Field::Notes),
            locale: Some(self.language.tag().to_owned()),
        }
    }

    /// The sentence that says how to mend a field, in the language of the page.
    pub fn sentence(&self, field: Field, fault: &Fault) -> String {
        let words = HostedWording::of(self.language);
        let is_missing = fault.code == "required";
        let name = match field {
            Field::Start => return words.time_missing.to_owned(),
            Field::Email if is_missing => return words.email_missing.to_owned(),
            Field::Email => return words.email_invalid.to_owned(),
            Field::Phone => return words.phone_invalid.to_owned(),
            Field::VatNumber => return self.about_vat_number(words),
            Field::Country => return words.country_unknown.to_owned(),
            Field::Name if is_missing => return words.name_missing.to_owned(),
            Field::Company if is_missing => return words.company_name_missing.to_owned(),
            Field::Street if is_missing => return words.street_missing.to_owned(),
            Field::PostalCode if is_missing => return words.postal_code_missing.to_owned(),
            Field::City if is_missing => return words.city_missing.to_owned(),
            Field::Name => words.name,
            Field::Company => words.company_name,
            Field::Street => words.street,
            Field::PostalCode => words.postal_code,
            Field::City => words.city,
            Field::Notes => words.notes,
        };
        fill(words.answer_invalid, &[("field", name)])
    }

    fn about_vat_number(&self, words: &HostedWording) -> String {
        let country = self.country();
        let country = Some(country.as_str()).filter(|code| is_country(code));
        match vat_number::parse(self.get(Field::VatNumber), country) {
            Err(vat_number::VatNumberError::Format { example }) => fill(words.vat_wrong, &[("example", &example)]),
            Err(vat_number::VatNumberError::Country { number, address }) => {
                let name = |code| name_of(code, self.language);
                fill(words.vat_country, &[("number", name(&number)), ("address", name(&address))])
            }
            Err(vat_number::VatNumberError::Prefix) | Ok(_) => words.vat_prefix.to_owned(),
        }
    }
}
