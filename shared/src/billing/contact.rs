//! Contacts: whom a tenant invoices. A customer becomes one by booking, an admin adds the others.
//!
//! A document keeps its own copy of the buyer ([`Contact::buyer`]), so a contact may change and be merged at any time.

use crate::{
    billing::party::{Address, Buyer},
    fault::Fault,
    id::ContactId,
    language::Language,
    limits,
    particulars::{self, TypedAddress, filled, line, or_fault},
    search::fold,
    ubl::endpoint,
};

mod merge;
mod warning;

pub use merge::{Absorbed, Particular};
pub use warning::ContactWarning;

/// What a contact is. It decides which particulars an invoice needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ContactKind {
    /// A company, a sole trader or an association: whoever has a VAT number or an enterprise number.
    Company,
    /// A private person.
    Person,
}

impl ContactKind {
    /// Both kinds, in the order of the form.
    pub const ALL: [Self; 2] = [Self::Company, Self::Person];

    /// Name in the form and in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Company => "company",
            Self::Person => "person",
        }
    }

    /// The kind of a name.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }
}

/// Whom a tenant invoices.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact {
    /// Handle.
    pub id: ContactId,
    /// Company or person.
    pub kind: ContactKind,
    /// Company name, or full name of the person (BT-44).
    pub name: String,
    /// Whom to ask for in the company (BT-56); none for a person.
    pub contact_person: Option<String>,
    /// Canonical VAT identifier (BT-48); none for a person.
    pub vat_identifier: Option<String>,
    /// E-mail address (BT-58); one contact of a tenant has it.
    pub email: Option<String>,
    /// Phone number (BT-57), as typed.
    pub phone: Option<String>,
    /// Invoice address (BG-8).
    pub address: Option<Address>,
    /// Language of the documents.
    pub language: Language,
}

/// What was typed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Typed<'a> {
    /// One of [`ContactKind::ALL`].
    pub kind: &'a str,
    /// Company or person.
    pub name: &'a str,
    /// May be empty.
    pub contact_person: &'a str,
    /// May be empty.
    pub vat_identifier: &'a str,
    /// May be empty.
    pub email: &'a str,
    /// May be empty.
    pub phone: &'a str,
    /// Whole, or empty but for the country.
    pub address: TypedAddress<'a>,
    /// Tag of one of [`Language::ALL`].
    pub language: &'a str,
}

impl Contact {
    /// The contact that was typed.
    ///
    /// # Errors
    /// Every field to mend, in the order of the form, with a sentence that says how. The pointer is the field's name.
    pub fn parse(id: ContactId, typed: &Typed<'_>) -> Result<Self, Vec<Fault>> {
        let mut faults = Vec::new();
        let kind = ContactKind::parse(typed.kind)
            .ok_or_else(|| Fault::new("contact_kind", "kind", "Choose a company or a private person."));
        let kind = or_fault(&mut faults, kind);
        let name = or_fault(&mut faults, line(typed.name, "name", limits::NAME_CHARS_MAX));
        let vat_identifier = or_fault(&mut faults, vat_identifier(kind, typed));
        let contact_person = or_fault(&mut faults, contact_person(kind, typed.contact_person));
        let email = optional(&mut faults, typed.email, |text| particulars::email(text, "email"));
        let phone = optional(&mut faults, typed.phone, |text| particulars::phone(text, "phone"));
        let address = match address(typed.address) {
            Ok(address) => address,
            Err(mut more) => {
                faults.append(&mut more);
                None
            }
        };
        let language = Language::ALL
            .into_iter()
            .find(|language| language.tag() == typed.language)
            .ok_or_else(|| Fault::new("language", "language", "Choose one of the languages."));
        let language = or_fault(&mut faults, language);
        match (kind, name, contact_person, vat_identifier, language) {
            (Some(kind), Some(name), Some(contact_person), Some(vat_identifier), Some(language))
                if faults.is_empty() =>
            {
                Ok(Self { id, kind, name, contact_person, vat_identifier, email, phone, address, language })
            }
            _ => Err(faults.into_iter().map(in_words).collect()),
        }
    }

    /// Who is invoiced, as a document keeps it (BG-7).
    pub fn buyer(&self) -> Buyer {
        Buyer {
            name: self.name.clone(),
            contact: self.contact_person.clone(),
            vat_identifier: self.vat_identifier.clone(),
            address: self.address.clone(),
            email: self.email.clone().unwrap_or_default(),
            phone: self.phone.clone(),
        }
    }

    /// Electronic address on Peppol with its scheme (BT-49), such as `0208:0477472701`: what the VAT number says. Whether
    /// the company is registered there is looked up when a document is sent.
    pub fn peppol_id(&self) -> Option<String> {
        let (scheme, identifier) = endpoint::of_vat_identifier(self.vat_identifier.as_deref()?)?;
        Some(format!("{scheme}:{identifier}"))
    }

    /// What a search looks into, folded: the name comes first, so that it is the order of a list too.
    pub fn search_text(&self) -> String {
        let texts = [Some(&self.name), self.contact_person.as_ref(), self.email.as_ref(), self.vat_identifier.as_ref()];
        texts.into_iter().flatten().map(|text| fold(text)).collect::<Vec<_>>().join("\n")
    }
}

fn optional(faults: &mut Vec<Fault>, text: &str, parse: impl FnOnce(&str) -> Result<String, Fault>) -> Option<String> {
    filled(Some(text)).and_then(|text| or_fault(faults, parse(text)))
}

fn vat_identifier(kind: Option<ContactKind>, typed: &Typed<'_>) -> Result<Option<String>, Fault> {
    let Some(text) = filled(Some(typed.vat_identifier)) else { return Ok(None) };
    if kind == Some(ContactKind::Person) {
        let detail = "A private person has no VAT number. Choose a company, also for a sole trader, or leave it empty.";
        return Err(Fault::new("vat_number", "vat_identifier", detail));
    }
    particulars::vat_number(text, typed.address.known_country().as_deref(), "vat_identifier").map(Some)
}

fn contact_person(kind: Option<ContactKind>, text: &str) -> Result<Option<String>, Fault> {
    let Some(text) = filled(Some(text)) else { return Ok(None) };
    if kind == Some(ContactKind::Person) {
        let detail = "A private person is asked for by name. Choose a company, or leave the contact person empty.";
        return Err(Fault::new("contact_person", "contact_person", detail));
    }
    line(text, "contact_person", limits::NAME_CHARS_MAX).map(Some)
}

/// A whole address or none. The form comes with a country, so a country alone is none.
fn address(typed: TypedAddress<'_>) -> Result<Option<Address>, Vec<Fault>> {
    if typed.is_empty() { Ok(None) } else { particulars::address(typed, str::to_owned).map(Some) }
}

/// A missing field in words that stand alone, as a list of what to mend shows them.
fn in_words(fault: Fault) -> Fault {
    let detail = match (fault.code, fault.pointer.as_str()) {
        ("required", "name") => "Enter the name.",
        ("required", "street") => "Enter the street and number, or leave the whole address empty.",
        ("required", "postal_code") => "Enter the postal code, or leave the whole address empty.",
        ("required", "city") => "Enter the city, or leave the whole address empty.",
        _ => return fault,
    };
    Fault { detail: detail.to_owned(), ..fault }
}

#[cfg(test)]
mod tests;
