//! Quotation and invoice. A draft has no number; the database gives one in the batch that stores the document, and from
//! then on nothing changes: a quotation is consumed by its invoice, an invoice has no setters.

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use crate::{
    billing::{
        allowance::AllowanceCharge,
        attachment::{Attachment, SalesConditions},
        cash_discount::{CashDiscount, CashDiscountOffer},
        issuer::Issuer,
        letterhead::Letterhead,
        line::Line,
        number::{DocumentNumber, SeriesKind},
        party::{Buyer, Seller},
        reference::StructuredCommunication,
        totals::Totals,
        wording::wording,
    },
    language::Language,
    money::MoneyError,
    tenant::terms::PaymentTerms,
};

/// What is sold to whom: everything that a quotation and its invoice have in common.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Content {
    /// ISO 4217 code (BT-5).
    pub currency: String,
    /// Language in which the document is printed.
    pub language: Language,
    /// The tenant's colour when the document was made, as `#RRGGBB`: a later change does not repaint it.
    pub accent: String,
    /// Seller (BG-4).
    pub seller: Seller,
    /// Buyer (BG-7).
    pub buyer: Buyer,
    /// Lines (BG-25).
    pub lines: Vec<Line>,
    /// Document allowances and charges (BG-20, BG-21).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub allowances: Vec<AllowanceCharge>,
    /// Totals (BG-22) with the VAT breakdown (BG-23).
    pub totals: Totals,
    /// Payment terms in effect for the booking (BT-20 is made from them).
    pub payment_terms: PaymentTerms,
    /// What was booked; none where an admin wrote the document.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub booking: Option<BookedService>,
    /// What the buyer wants to find on the document (BT-10).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub buyer_reference: Option<String>,
    /// The buyer's order (BT-13).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order_reference: Option<String>,
    /// Day of delivery (BT-72) where it is not that of the booking.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delivery_date: Option<Date>,
    /// A note to the buyer (BT-22).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// The seller's header, footer and logo on the day of issue.
    #[serde(default, skip_serializing_if = "Letterhead::is_empty")]
    pub letterhead: Letterhead,
    /// Files that belong to the document (BG-24).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<Attachment>,
    /// Whose pages follow those of the document.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sales_conditions: Option<SalesConditions>,
}

impl Content {
    /// What the buyer recognises the document by (BT-10): its own reference, else that of the booking, else who is
    /// addressed. Peppol wants one, or an order (PEPPOL-EN16931-R003).
    pub fn buyer_reference(&self) -> &str {
        let own = self.buyer_reference.as_deref();
        let of_booking = || self.booking.as_ref().map(|booking| booking.reference.as_str());
        own.or_else(of_booking).or(self.buyer.contact.as_deref()).unwrap_or(&self.buyer.name)
    }

    /// Day of delivery (BT-72): as the admin said, else that of the booking.
    pub fn delivery_date(&self) -> Option<Date> {
        self.delivery_date.or_else(|| self.booking.as_ref().and_then(BookedService::date))
    }
}

/// The booking that a document is for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BookedService {
    /// Reference for people; also the buyer reference (BT-10).
    pub reference: String,
    /// Start of the service.
    pub starts_at: Timestamp,
    /// End of the service, exclusive.
    pub ends_at: Timestamp,
    /// Wall time at which it starts, in `time_zone`, as `YYYY-MM-DDTHH:MM`.
    pub local_starts_at: String,
    /// Wall time at which it ends.
    pub local_ends_at: String,
    /// IANA zone.
    pub time_zone: String,
}

impl BookedService {
    /// The civil date of the service in the tenant's zone.
    pub fn date(&self) -> Option<Date> {
        self.local_starts_at.get(..10)?.parse().ok()
    }
}

/// A quotation that has no number yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuotationDraft {
    /// What is offered.
    pub content: Content,
    /// Day of issue in the tenant's zone.
    pub issue_date: Date,
    /// Last day on which it may be accepted.
    pub valid_until: Date,
}

/// An invoice that has no number yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvoiceDraft {
    /// What is invoiced.
    pub content: Content,
    /// Issue date (BT-2).
    pub issue_date: Date,
    /// Due date (BT-9).
    pub due_date: Date,
    /// What kind of invoice (BT-3).
    #[serde(default, skip_serializing_if = "InvoiceType::is_commercial")]
    pub invoice_type: InvoiceType,
    /// The prepayment invoices whose amounts this invoice takes off (BG-3).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub prepayments: Vec<Preceding>,
    /// Number of the quotation that became this invoice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quotation_number: Option<String>,
    /// Less to pay for who pays in time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cash_discount: Option<CashDiscountOffer>,
}

/// What kind of invoice (BT-3), code list UNCL1001.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InvoiceType {
    /// Commercial invoice, 380.
    #[default]
    Commercial,
    /// Prepayment invoice, 386: part of a job before it is done.
    Prepayment,
}

impl InvoiceType {
    /// The code.
    pub fn code(self) -> &'static str {
        match self {
            Self::Commercial => "380",
            Self::Prepayment => "386",
        }
    }

    fn is_commercial(&self) -> bool {
        *self == Self::Commercial
    }
}

/// A credit note that has no number yet. Its amounts are positive: the kind of document says that they are given back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CreditNoteDraft {
    /// What is credited.
    pub content: Content,
    /// Issue date (BT-2).
    pub issue_date: Date,
    /// The invoice that is corrected (BG-3).
    pub preceding: Preceding,
    /// Why, in the words of the admin.
    pub reason: String,
    /// For each line, its place in the corrected invoice, from 0.
    pub invoice_lines: Vec<usize>,
}

/// A reference to an earlier invoice (BG-3).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Preceding {
    /// Number (BT-25).
    pub number: String,
    /// Issue date (BT-26).
    pub issue_date: Date,
}

/// A draft of any kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Draft {
    /// To become a quotation.
    Quotation(QuotationDraft),
    /// To become an invoice.
    Invoice(InvoiceDraft),
    /// To become a credit note.
    CreditNote(CreditNoteDraft),
}

/// A stored document: a draft and the number that the database gave it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    number: DocumentNumber,
    draft: Draft,
}

impl Draft {
    /// The document, with the number that the batch returned.
    pub fn issued(self, number: DocumentNumber) -> Document {
        Document { number, draft: self }
    }

    /// The series its number comes from.
    pub fn series(&self) -> SeriesKind {
        match self {
            Self::Quotation(_) => SeriesKind::Quotation,
            Self::Invoice(_) => SeriesKind::Invoice,
            Self::CreditNote(_) => SeriesKind::CreditNote,
        }
    }

    /// Type code (BT-3); none for a quotation, which is no fiscal document.
    pub fn type_code(&self) -> Option<&'static str> {
        match self {
            Self::Quotation(_) => None,
            Self::Invoice(draft) => Some(draft.invoice_type.code()),
            Self::CreditNote(_) => Some("381"),
        }
    }

    /// Day of issue (BT-2).
    pub fn issue_date(&self) -> Date {
        match self {
            Self::Quotation(draft) => draft.issue_date,
            Self::Invoice(draft) => draft.issue_date,
            Self::CreditNote(draft) => draft.issue_date,
        }
    }

    /// What is sold to whom.
    pub fn content(&self) -> &Content {
        match self {
            Self::Quotation(draft) => &draft.content,
            Self::Invoice(draft) => &draft.content,
            Self::CreditNote(draft) => &draft.content,
        }
    }
}

impl Document {
    /// Number (BT-1).
    pub fn number(&self) -> &DocumentNumber {
        &self.number
    }

    /// Everything but the number.
    pub fn draft(&self) -> &Draft {
        &self.draft
    }

    /// Remittance information (BT-83) of an invoice: year and place in the series, so it is unique and can be traced.
    pub fn structured_communication(&self) -> Option<StructuredCommunication> {
        match self.draft {
            Draft::Invoice(_) if self.number.is_given() => {
                StructuredCommunication::from_number(self.number.reference_digits())
            }
            Draft::Invoice(_) | Draft::Quotation(_) | Draft::CreditNote(_) => None,
        }
    }
}

impl QuotationDraft {
    /// The invoice that a quotation becomes: same lines and totals, issued today by who the seller is now, under the sales
    /// conditions of the quotation or, where it has none, of now. The quotation is consumed; that it happens once is the database's guard.
    pub fn into_invoice(
        mut self,
        quotation_number: &DocumentNumber,
        issue_date: Date,
        issuer: &Issuer,
    ) -> InvoiceDraft {
        issuer.sign(&mut self.content);
        // What was agreed with the quotation stays agreed.
        if self.content.sales_conditions.is_none() {
            self.content.sales_conditions = issuer.sales_conditions.clone();
        }
        let service_date = self.content.delivery_date().unwrap_or(issue_date);
        let due_date = self.content.payment_terms.due_date(issue_date, service_date);
        InvoiceDraft {
            content: self.content,
            issue_date,
            due_date,
            invoice_type: InvoiceType::Commercial,
            prepayments: Vec::new(),
            quotation_number: Some(quotation_number.to_string()),
            cash_discount: None,
        }
    }
}

impl InvoiceDraft {
    /// The same invoice with a cash discount: VAT on the reduced base, the whole amount due, and the offer in its payment
    /// terms. Where no line bears VAT there is nothing to offer, and the invoice stays as it is.
    ///
    /// # Errors
    /// [`MoneyError::OutOfRange`].
    pub fn with_cash_discount(mut self, discount: CashDiscount) -> Result<Self, MoneyError> {
        let reason = wording(self.content.language).cash_discount;
        if let Some((items, offer)) =
            discount.on(&self.content.lines, &self.content.allowances, self.issue_date, reason)?
        {
            self.content.allowances.extend(items);
            let paid = self.content.totals.paid_amount;
            // The advertised price no longer is what is due: the discount lowers its VAT.
            self.content.totals = Totals::of(&self.content.lines, &self.content.allowances, None, paid)?;
            // Paying after the due date is late; no discount rewards it.
            self.cash_discount = Some(CashDiscountOffer { pay_by: offer.pay_by.min(self.due_date), ..offer });
        }
        Ok(self)
    }
}
