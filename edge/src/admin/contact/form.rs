//! The forms of contacts: one contact, the list's filter, a merge.

use shared::{
    billing::{
        contact::{Contact, ContactKind, Typed},
        party::Address,
    },
    fault::Fault,
    id::{ContactId, DocumentId},
    language::Language,
    particulars::TypedAddress,
};

use crate::{
    app::problem::Problem,
    store::contact::Wanted,
    web::{
        fields::{Fields, query},
        filter::{page, page_text, refused, search},
    },
};

/// Names in the form of a contact.
pub const NAMES: &[&str] = &[
    "id",
    "version",
    "draft",
    "kind",
    "name",
    "contact_person",
    "vat_identifier",
    "email",
    "phone",
    "street",
    "postal_code",
    "city",
    "country",
    "language",
];

/// What the form of a contact holds: what is stored, or what was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ContactForm {
    /// The id under which it is added, made with the form.
    pub id: String,
    /// Version that the form showed, where the contact exists; none if it is no number.
    pub version: Option<i64>,
    /// The draft that it is added for; may be empty.
    pub draft: String,
    /// Name of a [`ContactKind`].
    pub kind: String,
    /// Company or person.
    pub name: String,
    /// May be empty.
    pub contact_person: String,
    /// May be empty.
    pub vat_identifier: String,
    /// May be empty.
    pub email: String,
    /// May be empty.
    pub phone: String,
    /// May be empty.
    pub street: String,
    /// May be empty.
    pub postal_code: String,
    /// May be empty.
    pub city: String,
    /// ISO 3166-1 alpha-2 code.
    pub country: String,
    /// Tag of a [`Language`].
    pub language: String,
}

impl ContactForm {
    /// An empty form, for a company of the tenant's country.
    pub fn preset(id: &ContactId, draft: &str, language: Language) -> Self {
        Self {
            id: id.to_string(),
            draft: draft.to_owned(),
            kind: ContactKind::Company.as_str().to_owned(),
            country: "BE".to_owned(),
            language: language.tag().to_owned(),
            ..Self::default()
        }
    }

    /// The form of what is stored.
    pub fn of(contact: &Contact, version: i64) -> Self {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let address =
            contact.address.clone().unwrap_or_else(|| Address { country: "BE".to_owned(), ..Address::default() });
        Self {
            id: contact.id.to_string(),
            version: Some(version),
            draft: String::new(),
            kind: contact.kind.as_str().to_owned(),
            name: contact.name.clone(),
            contact_person: text(&contact.contact_person),
            vat_identifier: text(&contact.vat_identifier),
            email: text(&contact.email),
            phone: text(&contact.phone),
            street: address.street,
            postal_code: address.postal_code,
            city: address.city,
            country: address.country,
            language: contact.language.tag().to_owned(),
        }
    }

    /// Reads the form.
    pub fn parse(fields: &Fields) -> Self {
        let text = |name| fields.text(name).to_owned();
        Self {
            id: text("id"),
            version: fields.text("version").parse().ok(),
            draft: text("draft"),
            kind: text("kind"),
            name: text("name"),
            contact_person: text("contact_person"),
            vat_identifier: text("vat_identifier"),
            email: text("email"),
            phone: text("phone"),
            street: text("street"),
            postal_code: text("postal_code"),
            city: text("city"),
            country: text("country"),
            language: text("language"),
        }
    }

    /// The contact that the form holds, under an id.
    ///
    /// # Errors
    /// The fields to mend.
    pub fn decide(&self, id: ContactId) -> Result<Contact, Vec<Fault>> {
        let address = TypedAddress {
            street: &self.street,
            postal_code: &self.postal_code,
            city: &self.city,
            country: &self.country,
        };
        let typed = Typed {
            kind: &self.kind,
            name: &self.name,
            contact_person: &self.contact_person,
            vat_identifier: &self.vat_identifier,
            email: &self.email,
            phone: &self.phone,
            address,
            language: &self.language,
        };
        Contact::parse(id, &typed)
    }

    /// The draft that the contact is added for.
    pub fn draft(&self) -> Option<DocumentId> {
        DocumentId::parse(&self.draft).ok()
    }
}

/// The filter of the list of contacts, as it stands in the address.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ContactFilter {
    /// What is sought.
    pub wanted: Wanted,
    /// Page, from 1.
    pub page: u32,
}

impl ContactFilter {
    /// Names in the address.
    pub const NAMES: &'static [&'static str] = &["show", "q", "page"];

    /// Reads the address.
    ///
    /// # Errors
    /// `validation` for a value that no link or form makes.
    pub fn parse(fields: &Fields) -> Result<Self, Problem> {
        let duplicates = match fields.text("show") {
            "" => false,
            "duplicates" => true,
            _ => return Err(refused("show", "Choose all contacts or possible duplicates.")),
        };
        Ok(Self { wanted: Wanted { search: search(fields)?, duplicates }, page: page(fields)? })
    }

    /// The address of a page under this filter.
    pub fn href(&self, page: u64) -> String {
        address(self.wanted.duplicates, &self.wanted.search, page)
    }

    /// The address of all contacts or of possible duplicates, with the same search.
    pub fn href_of(&self, duplicates: bool) -> String {
        address(duplicates, &self.wanted.search, 1)
    }
}

fn address(duplicates: bool, search: &str, page: u64) -> String {
    let show = if duplicates { "duplicates" } else { "" };
    format!("/admin/contacts{}", query(&[("show", show), ("q", search), ("page", &page_text(page))]))
}

/// Names in the form of a merge.
pub const MERGE_NAMES: &[&str] = &["survivor", "version", "other_version"];

/// The form of a merge.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MergeForm {
    /// Id of the contact that stays; may be empty.
    pub survivor: String,
    /// Version that the form showed of the contact in the address.
    pub version: Option<i64>,
    /// Version that the form showed of the other one.
    pub other_version: Option<i64>,
}

impl MergeForm {
    /// Reads the form.
    pub fn parse(fields: &Fields) -> Self {
        Self {
            survivor: fields.text("survivor").to_owned(),
            version: fields.text("version").parse().ok(),
            other_version: fields.text("other_version").parse().ok(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filter(query: &str) -> Result<ContactFilter, Problem> {
        ContactFilter::parse(&Fields::parse(query.as_bytes(), ContactFilter::NAMES)?)
    }

    #[test]
    fn an_address_survives() {
        for address in ["", "?show=duplicates&q=An+%26+Co&page=3", "?q=BE+0477.472.701"] {
            let filter = filter(address.trim_start_matches('?')).unwrap();
            assert_eq!(filter.href(u64::from(filter.page)), format!("/admin/contacts{address}"));
        }
        for query in ["show=all", "page=0", "q=%00", "tenant_id=t2"] {
            assert!(filter(query).is_err(), "{query}");
        }
    }

    #[test]
    fn a_stored_contact_survives_its_form() {
        let id = ContactId::parse("AAAAAAAAAAAAAAAAAAAAAA").unwrap();
        let mut form = ContactForm::preset(&id, "", Language::Nl);
        form.name = "Acme BV".to_owned();
        let bare = form.decide(id.clone()).unwrap();
        assert_eq!((bare.kind, bare.address.as_ref()), (ContactKind::Company, None), "a country is no address");
        form.street = "Kerkstraat 1".to_owned();
        form.postal_code = "9000".to_owned();
        form.city = "Gent".to_owned();
        form.vat_identifier = "BE0477472701".to_owned();
        let whole = form.decide(id.clone()).unwrap();
        for contact in [bare, whole] {
            assert_eq!(ContactForm::of(&contact, 3).decide(id.clone()), Ok(contact));
        }
    }
}
