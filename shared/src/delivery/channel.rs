//! By which channel a document goes to its buyer: Peppol where the buyer is registered there, e-mail where it is not or is a
//! private person, and why.
//!
//! Since 1 January 2026 invoices between businesses established in Belgium are structured and go over Peppol (Belgian VAT Code,
//! article 53, § 2ter). An e-mail is then no compliant channel, and the choice says so. A lookup without an answer is never
//! taken for "not registered": the document waits.

use crate::{
    billing::{contact::ContactKind, number::SeriesKind, party::Buyer},
    delivery::{
        peppol::{Participant, Registration},
        sent::Channel,
    },
};

/// Whom a document is for, as far as a channel depends on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BuyerKind {
    /// Nobody to whom invoices are sent by Peppol.
    PrivatePerson,
    /// A business in Belgium, or one of which nothing says that it is elsewhere.
    BelgianBusiness,
    /// A business elsewhere: Peppol is not obligatory.
    ForeignBusiness,
}

impl BuyerKind {
    /// The kind of a buyer. A VAT number makes a business; without one the contact says whether it is one.
    pub fn of(buyer: &Buyer, contact: Option<ContactKind>) -> Self {
        if buyer.vat_identifier.is_none() && contact != Some(ContactKind::Company) {
            return Self::PrivatePerson;
        }
        let country = match buyer.vat_identifier.as_deref().and_then(|vat| vat.get(..2)) {
            Some(prefix) => Some(prefix),
            None => buyer.address.as_ref().map(|address| address.country.as_str()),
        };
        if country.is_none_or(|country| country == "BE") { Self::BelgianBusiness } else { Self::ForeignBusiness }
    }
}

/// What a channel is chosen from.
#[derive(Clone, Copy, Debug)]
pub struct Situation<'a> {
    /// Invoice, quotation or credit note.
    pub kind: SeriesKind,
    /// Whom it is for.
    pub buyer: BuyerKind,
    /// The buyer's address on Peppol, as the document says it; none where no number leads to one.
    pub participant: Option<&'a Participant>,
    /// Whether the tenant has an access point.
    pub has_access_point: bool,
    /// What the lookup answered; none where nothing was asked, see [`Situation::wants_lookup`].
    pub registration: Option<&'a Registration>,
    /// Where an e-mail would go.
    pub email: Option<&'a str>,
    /// Whether the finished UBL keeps every rule of Peppol.
    pub keeps_rules: bool,
    /// What a person asked for; none lets the rule choose.
    pub asked: Option<Channel>,
    /// Whether an earlier mail may have arrived, although nobody can say so.
    pub may_have_mail: bool,
}

/// The channel of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    /// By Peppol.
    Peppol {
        /// To whom.
        receiver: Participant,
    },
    /// By e-mail.
    Email {
        /// To whom.
        address: String,
        /// Why not by Peppol.
        why: WhyEmail,
        /// Whether the law takes an e-mail for this document.
        is_compliant: bool,
    },
    /// Not now: the lookup did not answer.
    Retry {
        /// What it said.
        reason: String,
    },
    /// By no channel, until something is mended.
    Blocked(WhyBlocked),
}

/// Why a document goes by e-mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhyEmail {
    /// Quotations are no fiscal documents, and Peppol BIS Billing has none.
    Quotation,
    /// Private persons are not on Peppol.
    PrivatePerson,
    /// A person asked for it.
    AskedFor,
    /// An earlier mail may have arrived, and a second way would bring it twice.
    MayHaveMail,
    /// No number of the buyer leads to an address on Peppol.
    NoPeppolAddress,
    /// The tenant has no access point.
    NoAccessPoint,
    /// The buyer is not registered.
    NotRegistered,
    /// The buyer is registered and does not receive this kind of document.
    DocumentNotAccepted,
}

impl WhyEmail {
    /// The reason in a sentence.
    pub fn sentence(self) -> &'static str {
        match self {
            Self::Quotation => "Quotes always go by e-mail.",
            Self::PrivatePerson => "The buyer is a private person, and private persons are not on Peppol.",
            Self::AskedFor => "You asked for e-mail.",
            Self::MayHaveMail => "An earlier mail may have arrived, so it is not sent another way as well.",
            Self::NoPeppolAddress => "No VAT number of the buyer leads to an address on Peppol.",
            Self::NoAccessPoint => "You have no Peppol access point yet.",
            Self::NotRegistered => "The buyer is not registered on Peppol.",
            Self::DocumentNotAccepted => {
                "The buyer is registered on Peppol, but does not receive this kind of document there."
            }
        }
    }
}

/// Why a document goes nowhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhyBlocked {
    /// E-mail is the channel, and there is no address.
    NoEmailAddress,
    /// Peppol is the channel, and it would refuse the document.
    BreaksRules,
}

impl WhyBlocked {
    /// What is wrong and what helps, in words.
    pub fn sentence(self) -> &'static str {
        match self {
            Self::NoEmailAddress => {
                "There is no e-mail address to send it to. Enter one at the contact, then send it again."
            }
            Self::BreaksRules => {
                "The buyer is on Peppol, and Peppol would refuse this document. An issued document never changes: credit it and \
                 make it again, or send it by e-mail."
            }
        }
    }
}

impl Situation<'_> {
    /// Whether the choice depends on a lookup.
    pub fn wants_lookup(&self) -> bool {
        self.why_email().is_none()
    }

    /// Why it is e-mail, as far as that is known without a lookup.
    fn why_email(&self) -> Option<WhyEmail> {
        match self {
            Self { kind: SeriesKind::Quotation, .. } => Some(WhyEmail::Quotation),
            Self { buyer: BuyerKind::PrivatePerson, .. } => Some(WhyEmail::PrivatePerson),
            Self { asked: Some(Channel::Email), .. } => Some(WhyEmail::AskedFor),
            Self { may_have_mail: true, .. } => Some(WhyEmail::MayHaveMail),
            Self { participant: None, .. } => Some(WhyEmail::NoPeppolAddress),
            Self { has_access_point: false, .. } => Some(WhyEmail::NoAccessPoint),
            _ => None,
        }
    }

    /// The channel.
    pub fn choose(&self) -> Choice {
        let (why, receiver) = match (self.why_email(), self.participant) {
            (Some(why), _) => (why, None),
            (None, None) => (WhyEmail::NoPeppolAddress, None),
            (None, Some(participant)) => match self.registration {
                Some(Registration::Unknown(reason)) => return Choice::Retry { reason: reason.clone() },
                None => return Choice::Retry { reason: "The buyer was not looked up yet.".to_owned() },
                Some(Registration::NotRegistered) => (WhyEmail::NotRegistered, None),
                Some(Registration::RegisteredWithoutInvoice) => (WhyEmail::DocumentNotAccepted, None),
                Some(Registration::Registered { accepts_invoice, accepts_credit_note, .. }) => {
                    let is_accepted =
                        if self.kind == SeriesKind::CreditNote { *accepts_credit_note } else { *accepts_invoice };
                    (WhyEmail::DocumentNotAccepted, is_accepted.then_some(participant))
                }
            },
        };
        match (receiver, self.email) {
            (Some(_), _) if !self.keeps_rules => Choice::Blocked(WhyBlocked::BreaksRules),
            (Some(receiver), _) => Choice::Peppol { receiver: receiver.clone() },
            (None, None | Some("")) => Choice::Blocked(WhyBlocked::NoEmailAddress),
            (None, Some(address)) => {
                Choice::Email { address: address.to_owned(), why, is_compliant: self.may_be_mailed() }
            }
        }
    }

    /// Whether the law takes an e-mail for this document: always for a quotation, and never for a business in Belgium.
    fn may_be_mailed(&self) -> bool {
        self.kind == SeriesKind::Quotation || self.buyer != BuyerKind::BelgianBusiness
    }
}

#[cfg(test)]
mod tests;
