//! The words of one language, and the language that has them.

use super::{de, en, fr, nl};
use crate::language::Language;

/// The words of one language. Fields with `{…}` in their text are templates.
#[derive(Debug)]
pub struct Wording {
    /// Heading of an invoice.
    pub invoice: &'static str,
    /// Heading of a prepayment invoice (type 386).
    pub prepayment_invoice: &'static str,
    /// Line of a prepayment invoice: `{number}`, `{date}` of the quotation.
    pub prepayment_on: &'static str,
    /// How much of the quotation a prepayment invoice asks for: `{percentage}`, `{amount}`.
    pub prepayment_share: &'static str,
    /// Line of a final invoice that takes a prepayment invoice off: `{number}`, `{date}`.
    pub prepayment_taken_off: &'static str,
    /// Heading of a quotation.
    pub quote: &'static str,
    /// Heading of a credit note.
    pub credit_note: &'static str,
    /// Which invoice a credit note corrects (BG-3): `{number}`, `{date}`.
    pub corrects: &'static str,
    /// Why, in the admin's words: `{reason}`.
    pub credit_reason: &'static str,
    /// Why, where the booking was cancelled: `{reference}`.
    pub credit_cancelled: &'static str,
    /// What the buyer does with the VAT of a credit note (KB nr. 4 art. 4 §1, 3°).
    pub credit_vat: &'static str,
    /// Issue date (BT-2).
    pub issue_date: &'static str,
    /// Due date (BT-9).
    pub due_date: &'static str,
    /// Last day on which a quotation may be accepted.
    pub valid_until: &'static str,
    /// Reference of the booking (BT-10).
    pub booking: &'static str,
    /// In the place of the number of a document that has none yet.
    pub draft: &'static str,
    /// An allowance for which no reason is given.
    pub discount: &'static str,
    /// A charge for which no reason is given.
    pub surcharge: &'static str,
    /// The buyer's own reference (BT-10).
    pub buyer_reference: &'static str,
    /// The buyer's order (BT-13).
    pub order_reference: &'static str,
    /// Day of delivery (BT-72).
    pub delivery_date: &'static str,
    /// When the service takes place.
    pub appointment: &'static str,
    /// Before the seller (BG-4).
    pub seller: &'static str,
    /// Before the buyer (BG-7).
    pub buyer: &'static str,
    /// Before the buyer's contact point (BT-56): `{name}`.
    pub attention: &'static str,
    /// Enterprise number (BT-30).
    pub registration: &'static str,
    /// Caption of the lines, for those who hear the page.
    pub lines: &'static str,
    /// Item (BT-153).
    pub description: &'static str,
    /// Quantity (BT-129).
    pub quantity: &'static str,
    /// Unit price without VAT (BT-146).
    pub unit_price: &'static str,
    /// VAT, as a column, in totals, and before a VAT identifier (BT-31, BT-48).
    pub vat: &'static str,
    /// Line net amount (BT-131) with its currency: `{currency}`.
    pub amount: &'static str,
    /// Subtotal at the foot of a page.
    pub carried_forward: &'static str,
    /// The same subtotal at the head of the next page.
    pub brought_forward: &'static str,
    /// Caption of the VAT breakdown, for those who hear the page.
    pub vat_breakdown: &'static str,
    /// Rate (BT-119).
    pub vat_rate: &'static str,
    /// Taxable amount (BT-116).
    pub taxable_amount: &'static str,
    /// Sum of line net amounts (BT-106), where allowances or charges follow.
    pub line_net_total: &'static str,
    /// Sum of document allowances (BT-107).
    pub allowance_total: &'static str,
    /// Sum of document charges (BT-108).
    pub charge_total: &'static str,
    /// Total without VAT (BT-109).
    pub total_without_vat: &'static str,
    /// Total with VAT (BT-112).
    pub total_with_vat: &'static str,
    /// Paid amount (BT-113).
    pub paid_amount: &'static str,
    /// Rounding amount (BT-114).
    pub rounding_amount: &'static str,
    /// Amount due (BT-115) of an invoice.
    pub amount_due: &'static str,
    /// What a credit note gives back.
    pub amount_credited: &'static str,
    /// What a quotation comes to after its rounding amount.
    pub quote_total: &'static str,
    /// Over the payment block.
    pub payment: &'static str,
    /// Before the structured communication (BT-83).
    pub structured_communication: &'static str,
    /// Under the QR code.
    pub scan_to_pay: &'static str,
    /// What the QR code holds, for those who hear the page: `{amount}`, `{iban}`.
    pub qr_alternative: &'static str,
    /// Over the payment terms.
    pub payment_terms: &'static str,
    /// Nothing is due.
    pub nothing_to_pay: &'static str,
    /// [`crate::tenant::terms::PaymentTerms::NoPayment`]: `{amount}`, `{date}`.
    pub terms_no_payment: &'static str,
    /// [`crate::tenant::terms::PaymentTerms::NoPaymentCardOnFile`]: `{amount}`, `{date}`.
    pub terms_card_on_file: &'static str,
    /// [`crate::tenant::terms::PaymentTerms::Deposit`]: `{deposit}`, `{balance}`, `{date}`.
    pub terms_deposit: &'static str,
    /// [`crate::tenant::terms::PaymentTerms::Deposit`] of the whole amount, and [`crate::tenant::terms::PaymentTerms::FullPayment`]: `{amount}`.
    pub terms_full_payment: &'static str,
    /// [`crate::tenant::terms::PaymentTerms::PreAuthorization`]: `{amount}`, `{date}`.
    pub terms_pre_authorization: &'static str,
    /// [`crate::tenant::terms::PaymentTerms::PayLater`]: `{amount}`, `{date}`.
    pub terms_pay_later: &'static str,
    /// Reason of the allowances and the charge of a cash discount.
    pub cash_discount: &'static str,
    /// What a cash discount offers: `{percentage}`, `{discount}`, `{date}`, `{amount}`.
    pub cash_discount_offer: &'static str,
    /// Over the sentences on how to accept a quotation.
    pub acceptance: &'static str,
    /// Validity of a quotation: `{date}`.
    pub quote_validity: &'static str,
    /// How to accept a quotation: `{button}`, which is [`Self::accept_quote`].
    pub quote_acceptance: &'static str,
    /// Whom to ask for another quotation: `{contact}`.
    pub quote_questions: &'static str,
    /// The button that accepts a quotation, on its page.
    pub accept_quote: &'static str,
    /// What a quotation costs now, and what follows.
    pub quote_no_payment: &'static str,
    /// Between two ways to reach the seller: `{first}`, `{second}`.
    pub either: &'static str,
    /// Before the names of the files that are sent with the document (BG-24).
    pub attachments: &'static str,
    /// The seller's terms of sale, as a link.
    pub sales_conditions: &'static str,
    /// That their pages follow: `{pages}`.
    pub sales_conditions_follow: &'static str,
    /// Foot of a page: `{page}`, `{pages}`.
    pub page_of: &'static str,
    /// Link to the PDF.
    pub download_pdf: &'static str,
    /// Link from a quotation to the invoice it became.
    pub view_invoice: &'static str,
    /// Status of an invoice before its due date.
    pub status_open: &'static str,
    /// Status of an invoice with nothing left to pay.
    pub status_paid: &'static str,
    /// Status of an invoice of which a part is paid.
    pub status_partly_paid: &'static str,
    /// Status of an invoice that is given back as a whole.
    pub status_credited: &'static str,
    /// Status of an invoice after its due date.
    pub status_overdue: &'static str,
    /// Status of a quotation that became an invoice.
    pub status_converted: &'static str,
    /// Status of a quotation that no longer counts.
    pub status_withdrawn: &'static str,
    /// Status of a quotation after its validity.
    pub status_expired: &'static str,
    /// Status of an invoice whose booking was cancelled.
    pub status_cancelled: &'static str,
    /// An open invoice: `{amount}`, `{date}`.
    pub notice_open: &'static str,
    /// An invoice of which a part is paid or credited: `{amount}`, `{date}`.
    pub notice_partly_paid: &'static str,
    /// An invoice that is given back as a whole.
    pub notice_credited: &'static str,
    /// An invoice that is paid.
    pub notice_paid: &'static str,
    /// An overdue invoice: `{amount}`, `{date}`.
    pub notice_overdue: &'static str,
    /// An open quotation, what happens next: `{seller}`, `{date}`.
    pub notice_quote: &'static str,
    /// A quotation that became an invoice.
    pub notice_converted: &'static str,
    /// A quotation that was withdrawn with its booking.
    pub notice_withdrawn: &'static str,
    /// A quotation after its validity: `{date}`, `{contact}`.
    pub notice_expired: &'static str,
    /// An invoice whose booking was cancelled: `{seller}`, `{contact}`.
    pub notice_cancelled: &'static str,
}

/// The words of a language.
pub fn wording(language: Language) -> &'static Wording {
    match language {
        Language::En => &en::WORDING,
        Language::Nl => &nl::WORDING,
        Language::Fr => &fr::WORDING,
        Language::De => &de::WORDING,
    }
}
