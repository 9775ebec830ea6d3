//! Contacts: kept from bookings, added, found, changed and merged. A document keeps its own copy of the buyer, so nothing here
//! touches one.

pub mod list;

use jiff::Timestamp;
use serde::Deserialize;
use shared::{
    billing::{
        contact::{Contact, ContactKind},
        party::Address,
    },
    id::{ContactId, TenantId},
    language::Language,
    limits,
    search::{compact, fold, words},
};

use crate::platform::{
    database::{Counted, DatabaseError, Query, Statement, Value, rows_before},
    instant::instant,
};

/// A contact with what guards its next change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredContact {
    /// The contact.
    pub contact: Contact,
    /// Raised by every change.
    pub version: i64,
    /// UTC instant.
    pub created_at: String,
}

#[derive(Deserialize)]
struct ContactRow {
    id: String,
    kind: String,
    name: String,
    contact_person: Option<String>,
    vat_identifier: Option<String>,
    email: Option<String>,
    phone: Option<String>,
    street: Option<String>,
    postal_code: Option<String>,
    city: Option<String>,
    country: Option<String>,
    language: String,
    version: i64,
    created_at: String,
}

impl TryFrom<ContactRow> for StoredContact {
    type Error = DatabaseError;

    fn try_from(row: ContactRow) -> Result<Self, DatabaseError> {
        let defect = |field: &str| DatabaseError::Defect(format!("contact: {field}"));
        let kind = ContactKind::parse(&row.kind).ok_or_else(|| defect("kind"))?;
        let language = Language::of_tag(&row.language).ok_or_else(|| defect("language"))?;
        let address = match (row.street, row.postal_code, row.city, row.country) {
            (Some(street), Some(postal_code), Some(city), Some(country)) => {
                Some(Address { street, postal_code, city, country })
            }
            _ => None,
        };
        let contact = Contact {
            id: ContactId::new(row.id),
            kind,
            name: row.name,
            contact_person: row.contact_person,
            vat_identifier: row.vat_identifier,
            email: row.email,
            phone: row.phone,
            address,
            language,
        };
        Ok(Self { contact, version: row.version, created_at: row.created_at })
    }
}

/// A contact by its id, or the one that it became where it was merged: its id then is another one.
pub fn by_id(tenant: &TenantId, id: &str) -> Query<Option<StoredContact>> {
    Query::first::<ContactRow>(include_str!("find.sql"), [tenant.as_str().into(), id.into()]).try_into_each()
}

/// The contact that has an e-mail address, or the one that it became.
pub fn by_email(tenant: &TenantId, email: &str) -> Query<Option<StoredContact>> {
    let values = [tenant.as_str().into(), email.into()];
    Query::first::<ContactRow>(include_str!("find_by_email.sql"), values).try_into_each()
}

/// Which contacts a list shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Text in name, contact person, e-mail or VAT number; may be empty.
    pub search: String,
    /// Only those that may be there twice.
    pub duplicates: bool,
}

impl Wanted {
    fn values(&self, tenant: &TenantId) -> Result<[Value; 4], DatabaseError> {
        let words = serde_json::to_string(&words(&self.search))
            .map_err(|error| DatabaseError::Defect(format!("search: {error}")))?;
        let duplicates = if self.duplicates { "duplicates" } else { "" };
        Ok([tenant.as_str().into(), words.into(), compact(&self.search).into(), duplicates.into()])
    }

    fn rows(&self, tenant: &TenantId, rows: u32, before: u32) -> Result<Query<Vec<StoredContact>>, DatabaseError> {
        let values = self.values(tenant)?.into_iter().chain([rows.into(), before.into()]);
        Ok(Query::all::<ContactRow>(include_str!("list.sql"), values).try_into_each())
    }

    /// One page of contacts by name, and how many there are on all pages.
    ///
    /// # Errors
    /// [`DatabaseError::Defect`] if the search cannot be written as JSON.
    pub fn page(
        &self,
        tenant: &TenantId,
        page: u32,
    ) -> Result<(Query<Vec<StoredContact>>, Query<Counted>), DatabaseError> {
        let count = Query::one::<Counted>(include_str!("count.sql"), self.values(tenant)?);
        Ok((self.rows(tenant, limits::PAGE_ROWS, rows_before(page))?, count))
    }
}

/// The first contacts that a search finds, by name: for a form that lets one be chosen.
///
/// # Errors
/// [`DatabaseError::Defect`] if the search cannot be written as JSON.
pub fn search(tenant: &TenantId, text: &str, rows: u32) -> Result<Query<Vec<StoredContact>>, DatabaseError> {
    Wanted { search: text.to_owned(), duplicates: false }.rows(tenant, rows, 0)
}

/// Contacts that may be the same as this one: with the same VAT number or the same name.
pub fn duplicates(tenant: &TenantId, id: &ContactId) -> Query<Vec<StoredContact>> {
    let values = [tenant.as_str().into(), id.as_str().into(), limits::CONTACT_DUPLICATES_MAX.into()];
    Query::all::<ContactRow>(include_str!("list_duplicates.sql"), values).try_into_each()
}

/// Tenant, id, particulars and what is searched: `?1` to `?15`.
fn particulars(tenant: &TenantId, contact: &Contact) -> [Value; 15] {
    let text = |text: &Option<String>| Value::from(text.as_deref());
    let address = |field: fn(&Address) -> &str| Value::from(contact.address.as_ref().map(field));
    [
        tenant.as_str().into(),
        contact.id.as_str().into(),
        contact.kind.as_str().into(),
        contact.name.as_str().into(),
        text(&contact.contact_person),
        text(&contact.vat_identifier),
        text(&contact.email),
        text(&contact.phone),
        address(|at| &at.street),
        address(|at| &at.postal_code),
        address(|at| &at.city),
        address(|at| &at.country),
        contact.language.tag().into(),
        fold(&contact.name).into(),
        contact.search_text().into(),
    ]
}

/// Keeps the customer of a booking, if the e-mail address is new.
pub fn keep_new(tenant: &TenantId, contact: &Contact, now: Timestamp) -> Statement {
    let values = particulars(tenant, contact).into_iter().chain([instant(now).into()]);
    Statement::new(include_str!("keep_new.sql"), values)
}

/// Adds a contact. A known id or e-mail address is refused as [`DatabaseError::Duplicate`].
pub fn add(tenant: &TenantId, contact: &Contact, now: Timestamp) -> Statement {
    let values = particulars(tenant, contact).into_iter().chain([instant(now).into()]);
    Statement::new(include_str!("add.sql"), values)
}

/// Aborts the batch as `contact_changed` where the contact has another version, or was merged.
pub fn guard(tenant: &TenantId, id: &ContactId, version: i64) -> Statement {
    let values = [tenant.as_str().into(), id.as_str().into(), version.into()];
    Statement::new(include_str!("guard_changed.sql"), values)
}

/// The particulars of a contact, and its e-mail address even if one that was merged into it has it.
fn write(tenant: &TenantId, contact: &Contact) -> [Statement; 2] {
    let email = [tenant.as_str().into(), contact.id.as_str().into(), contact.email.as_deref().into()];
    [
        Statement::new(include_str!("release_email.sql"), email),
        Statement::new(include_str!("update.sql"), particulars(tenant, contact)),
    ]
}

/// Changes the contact of this version. Another version, or a merge meanwhile, aborts the batch as `contact_changed`; an e-mail
/// address of another contact is refused as [`DatabaseError::Duplicate`].
pub fn save(tenant: &TenantId, contact: &Contact, version: i64) -> Vec<Statement> {
    let mut statements = vec![guard(tenant, &contact.id, version)];
    statements.extend(write(tenant, contact));
    statements
}

/// Merges `other` into `survivor`, each of the version that the decision knew; aborted as `contact_changed` otherwise.
/// Bookings and documents keep naming `other`, and are found under the survivor.
pub fn merge(tenant: &TenantId, survivor: &StoredContact, other: &StoredContact) -> Vec<Statement> {
    let absorbed = survivor.contact.absorb(&other.contact).contact;
    let ids = [tenant.as_str().into(), absorbed.id.as_str().into(), other.contact.id.as_str().into()];
    let mut statements = vec![
        guard(tenant, &survivor.contact.id, survivor.version),
        guard(tenant, &other.contact.id, other.version),
        Statement::new(include_str!("merge.sql"), ids),
    ];
    statements.extend(write(tenant, &absorbed));
    statements
}
