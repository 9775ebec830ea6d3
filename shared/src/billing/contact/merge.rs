//! Two contacts that are the same customer become one: which particulars the one that stays takes over.

use super::{Contact, ContactKind};

/// A particular of a contact, in the order of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Particular {
    /// [`Contact::name`].
    Name,
    /// [`Contact::vat_identifier`].
    VatNumber,
    /// [`Contact::contact_person`].
    ContactPerson,
    /// [`Contact::email`].
    Email,
    /// [`Contact::phone`].
    Phone,
    /// [`Contact::address`].
    Address,
}

impl Particular {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Name, Self::VatNumber, Self::ContactPerson, Self::Email, Self::Phone, Self::Address];

    /// What a contact has of it, on one line.
    pub fn of(self, contact: &Contact) -> Option<String> {
        match self {
            Self::Name => Some(contact.name.clone()),
            Self::VatNumber => contact.vat_identifier.clone(),
            Self::ContactPerson => contact.contact_person.clone(),
            Self::Email => contact.email.clone(),
            Self::Phone => contact.phone.clone(),
            Self::Address => contact
                .address
                .as_ref()
                .map(|at| format!("{}, {} {}, {}", at.street, at.postal_code, at.city, at.country)),
        }
    }
}

/// A contact after a merge, and what of the other one it says and does not say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Absorbed {
    /// The contact that stays.
    pub contact: Contact,
    /// What it took over because it was empty.
    pub taken: Vec<Particular>,
    /// What the other one said differently and is no longer shown.
    pub left: Vec<Particular>,
}

impl Contact {
    /// This contact after a merge: what it says stays, what it leaves empty comes from the other one. A person stays without
    /// VAT number; a company takes a person's name as its contact person.
    pub fn absorb(&self, other: &Self) -> Absorbed {
        let mut contact = self.clone();
        if self.kind == ContactKind::Company {
            let person = match other.kind {
                ContactKind::Company => other.contact_person.clone(),
                ContactKind::Person => Some(other.name.clone()).filter(|name| *name != self.name),
            };
            contact.contact_person = contact.contact_person.or(person);
            contact.vat_identifier = contact.vat_identifier.or_else(|| other.vat_identifier.clone());
        }
        contact.email = contact.email.or_else(|| other.email.clone());
        contact.phone = contact.phone.or_else(|| other.phone.clone());
        contact.address = contact.address.or_else(|| other.address.clone());
        let shown: Vec<String> = Particular::ALL.into_iter().filter_map(|part| part.of(&contact)).collect();
        let (mut taken, mut left) = (Vec::new(), Vec::new());
        for part in Particular::ALL {
            if part.of(self) != part.of(&contact) {
                taken.push(part);
            }
            if part.of(other).is_some_and(|said| !shown.contains(&said)) {
                left.push(part);
            }
        }
        Absorbed { contact, taken, left }
    }
}
