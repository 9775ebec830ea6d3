//! What is missing of a contact before its invoices can be what the law and Peppol ask for.

use super::{Contact, ContactKind};

/// Something missing. A contact can be kept without it; an invoice should not be made without it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ContactWarning {
    /// No VAT number: it must stand on the invoice of a company (KB nr. 1 art. 5), and Peppol finds the company by it.
    VatNumberMissing,
    /// No e-mail address: who is not on Peppol gets the invoice there.
    EmailMissing,
    /// No address: it must stand on the invoice of a company (KB nr. 1 art. 5), and Peppol refuses one without a country.
    AddressMissing,
    /// No electronic address on Peppol follows from the VAT number.
    NoPeppolId,
}

impl ContactWarning {
    /// The field of the form that mends it.
    pub fn field(self) -> &'static str {
        match self {
            Self::VatNumberMissing | Self::NoPeppolId => "vat_identifier",
            Self::EmailMissing => "email",
            Self::AddressMissing => "street",
        }
    }

    /// What is missing and why it matters, in a sentence.
    pub fn text(self) -> &'static str {
        match self {
            Self::VatNumberMissing => {
                "The VAT number is missing. Enter it if the company has one: it must stand on the invoice, and the company is found on Peppol by it."
            }
            Self::EmailMissing => {
                "The e-mail address is missing. An invoice goes there if the customer is not registered on Peppol."
            }
            Self::AddressMissing => {
                "The address is missing. It must stand on the invoice of a company, and Peppol refuses an invoice without it."
            }
            Self::NoPeppolId => "No address on Peppol follows from this VAT number, so invoices go by e-mail.",
        }
    }
}

impl Contact {
    /// What is missing, in the order of the form.
    pub fn warnings(&self) -> Vec<ContactWarning> {
        let is_company = self.kind == ContactKind::Company;
        [
            (is_company && self.vat_identifier.is_none(), ContactWarning::VatNumberMissing),
            (self.vat_identifier.is_some() && self.peppol_id().is_none(), ContactWarning::NoPeppolId),
            (self.email.is_none(), ContactWarning::EmailMissing),
            (is_company && self.address.is_none(), ContactWarning::AddressMissing),
        ]
        .into_iter()
        .filter_map(|(is_missing, warning)| is_missing.then_some(warning))
        .collect()
    }
}
