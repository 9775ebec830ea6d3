//! Who issues documents now. A document keeps what this said on its day; one that is made of an earlier document, such as
//! the invoice of a quotation or a credit note, takes the present one.

use crate::billing::{
    attachment::SalesConditions,
    document::Content,
    legal_particulars::{Particular, missing},
    letterhead::Letterhead,
    party::Seller,
};

/// What a new document shows of who sends it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issuer {
    /// Seller (BG-4).
    pub seller: Seller,
    /// The tenant's colour as `#RRGGBB`.
    pub accent: String,
    /// Header, footer and logo.
    pub letterhead: Letterhead,
    /// The sales conditions that new documents take without being asked.
    pub sales_conditions: Option<SalesConditions>,
}

impl Issuer {
    /// What must be filled in before an invoice or a credit note may be issued.
    pub fn missing(&self) -> Vec<Particular> {
        missing(&self.seller)
    }

    /// Puts this issuer in the place of the one that a document was copied with.
    pub fn sign(&self, content: &mut Content) {
        content.seller = self.seller.clone();
        content.accent = self.accent.clone();
        content.letterhead = self.letterhead.clone();
    }
}
