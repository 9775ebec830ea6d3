//! The two document types of Peppol BIS Billing 3.0 that we send, and their process.

/// Scheme of a process identifier.
pub const PROCESS_SCHEME: &str = "cenbii-procid-ubl";
/// The process of invoices and credit notes.
pub const PROCESS_VALUE: &str = "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0";
/// Scheme and value together.
pub const PROCESS_ID: &str = "cenbii-procid-ubl::urn:fdc:peppol.eu:2017:poacc:billing:01:1.0";

const INVOICE: &str = "busdox-docid-qns::urn:oasis:names:specification:ubl:schema:xsd:Invoice-2::Invoice##urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0::2.1";
const CREDIT_NOTE: &str = "busdox-docid-qns::urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2::CreditNote##urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0::2.1";

/// What is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DocumentType {
    /// An invoice, a prepayment invoice included.
    Invoice,
    /// A credit note.
    CreditNote,
}

impl DocumentType {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Invoice, Self::CreditNote];

    /// The identifier with its scheme, as the code list of Peppol has it.
    pub fn identifier(self) -> &'static str {
        match self {
            Self::Invoice => INVOICE,
            Self::CreditNote => CREDIT_NOTE,
        }
    }
}
