//! What a lookup found out: four answers that are never mixed up.

use super::DocumentType;

/// Whether a participant receives our documents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Registration {
    /// On Peppol, for at least one of our document types.
    Registered {
        /// Invoices can be sent.
        accepts_invoice: bool,
        /// Credit notes can be sent.
        accepts_credit_note: bool,
        /// Address of the SMP, or the service that answered for it.
        smp: String,
    },
    /// On Peppol for other document types only.
    RegisteredWithoutInvoice,
    /// Not on Peppol.
    NotRegistered,
    /// Nobody could say, with the reason. It is asked again later; it never means "not registered".
    Unknown(String),
}

impl Registration {
    /// The answer for a participant that is on Peppol with these document types of ours.
    pub fn of_document_types(found: &[DocumentType], smp: &str) -> Self {
        let [accepts_invoice, accepts_credit_note] = DocumentType::ALL.map(|document| found.contains(&document));
        if accepts_invoice || accepts_credit_note {
            Self::Registered { accepts_invoice, accepts_credit_note, smp: smp.to_owned() }
        } else {
            Self::RegisteredWithoutInvoice
        }
    }

    /// Whether a document of this type can be sent; none where nobody could say.
    pub fn accepts(&self, document: DocumentType) -> Option<bool> {
        match self {
            Self::Registered { accepts_invoice, accepts_credit_note, .. } => Some(match document {
                DocumentType::Invoice => *accepts_invoice,
                DocumentType::CreditNote => *accepts_credit_note,
            }),
            Self::RegisteredWithoutInvoice | Self::NotRegistered => Some(false),
            Self::Unknown(_) => None,
        }
    }

    /// The better of the answers under two identifiers of one company. Only where every identifier was looked up and none
    /// found is the company not registered.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        if other.rank() > self.rank() { other } else { self }
    }

    fn rank(&self) -> u8 {
        match self {
            Self::NotRegistered => 0,
            Self::RegisteredWithoutInvoice => 1,
            Self::Unknown(_) => 2,
            Self::Registered { .. } => 3,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_company_has_one_answer() {
        let registered = Registration::of_document_types(&[DocumentType::Invoice], "https://smp.example");
        let other = Registration::RegisteredWithoutInvoice;
        let none = Registration::NotRegistered;
        let unknown = Registration::Unknown("no answer".into());
        for (first, second, best) in [
            (&none, &registered, &registered),
            (&unknown, &registered, &registered),
            (&registered, &unknown, &registered),
            (&other, &registered, &registered),
            (&none, &unknown, &unknown),
            (&other, &unknown, &unknown),
            (&unknown, &none, &unknown),
            (&none, &other, &other),
            (&none, &none, &none),
        ] {
            assert_eq!(first.clone().or(second.clone()), *best, "{first:?}, {second:?}");
        }
    }

    #[test]
    fn what_can_be_sent() {
        let of = |types: &[DocumentType]| Registration::of_document_types(types, "https://smp.example");
        for (registration, invoice, credit_note) in [
            (of(&DocumentType::ALL), Some(true), Some(true)),
            (of(&[DocumentType::CreditNote]), Some(false), Some(true)),
            (of(&[]), Some(false), Some(false)),
            (Registration::NotRegistered, Some(false), Some(false)),
            (Registration::Unknown(String::new()), None, None),
        ] {
            assert_eq!(registration.accepts(DocumentType::Invoice), invoice, "{registration:?}");
            assert_eq!(registration.accepts(DocumentType::CreditNote), credit_note, "{registration:?}");
        }
    }
}
