//! THE rule: does a booking answer with an invoice, with a quote or without a document?
//!
//! | sales invoicing | customers may repeat bookings | payment terms | flag | result |
//! |---|---|---|---|---|
//! | not active | any | any | any | no document |
//! | active | on | any | hidden | the recurring option decides |
//! | active | off | any | on | invoice |
//! | active | off | no payment (with or without card on file) | off | quote |
//! | active | off | any other | off | cannot be saved; a stored "off" has no effect: invoice |
//!
//! The module changes what comes of the flag, not the flag: it can be set before the module is active.
//! The answer is computed from the settings each time; nothing else in the product decides it.

use crate::{
    billing::legal_particulars::Particular,
    tenant::{
        flags::{Flag, RepeatInvoicing},
        module::SalesInvoicing,
        terms::PaymentTerms::{self, Deposit, FullPayment, NoPayment, NoPaymentCardOnFile, PayLater, PreAuthorization},
    },
};

/// How bookings are invoiced under the present settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InvoicingPolicy {
    /// Sales invoicing is not active: the booking answers without a document.
    NoDocument,
    /// The booking answers with its invoice.
    InvoiceOnBooking,
    /// The booking answers with a quote; the admin generates the invoice later.
    QuoteOnBooking,
    /// Customers may repeat bookings: the recurring option decides.
    WithRecurrence(RepeatInvoicing),
}

/// Which document a booking answers with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DocumentOnBooking {
    /// An invoice.
    Invoice,
    /// A quote.
    Quote,
}

/// The policy of a tenant. `repeat` is the recurring option where customers may repeat bookings.
pub fn policy(
    module: SalesInvoicing,
    repeat: Option<RepeatInvoicing>,
    terms: &PaymentTerms,
    stored: Flag,
) -> InvoicingPolicy {
    match module {
        SalesInvoicing::Inactive => InvoicingPolicy::NoDocument,
        SalesInvoicing::Active => with_module(repeat, terms, stored),
    }
}

fn with_module(repeat: Option<RepeatInvoicing>, terms: &PaymentTerms, stored: Flag) -> InvoicingPolicy {
    match (repeat, terms, stored) {
        (Some(option), _, _) => InvoicingPolicy::WithRecurrence(option),
        (None, _, Flag::On) => InvoicingPolicy::InvoiceOnBooking,
        (None, NoPayment | NoPaymentCardOnFile, Flag::Off) => InvoicingPolicy::QuoteOnBooking,
        (None, Deposit { .. } | FullPayment | PreAuthorization | PayLater { .. }, Flag::Off) => {
            InvoicingPolicy::InvoiceOnBooking
        }
    }
}

impl DocumentOnBooking {
    /// The same where nothing that an invoice must say about the seller is missing. Else a quote: never an unlawful invoice,
    /// never a lost booking. The quote becomes an invoice when the particulars are there.
    #[must_use]
    pub fn lawful(self, missing: &[Particular]) -> Self {
        match (self, missing) {
            (Self::Invoice, [_, ..]) => Self::Quote,
            (document, _) => document,
        }
    }
}

impl InvoicingPolicy {
    /// The document of a booking's first (or only) occurrence; none where no document is made.
    pub fn document(self) -> Option<DocumentOnBooking> {
        match self {
            Self::NoDocument => None,
            Self::InvoiceOnBooking | Self::WithRecurrence(RepeatInvoicing::AllNow | RepeatInvoicing::FirstNow) => {
                Some(DocumentOnBooking::Invoice)
            }
            Self::QuoteOnBooking | Self::WithRecurrence(RepeatInvoicing::Manual) => Some(DocumentOnBooking::Quote),
        }
    }
}

/// How the settings page shows the flag "Generate invoices automatically when the booking is created".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FlagDisplay {
    /// It may be switched on and off.
    Editable,
    /// It is on and cannot be switched off: the payment terms ask for money at or after booking.
    LockedOn,
    /// It is not shown: the recurring option decides instead.
    Hidden,
}

/// How the flag is shown: locked exactly where a stored "off" would have no effect.
pub fn flag_display(repeat: Option<RepeatInvoicing>, terms: &PaymentTerms) -> FlagDisplay {
    match with_module(repeat, terms, Flag::Off) {
        InvoicingPolicy::WithRecurrence(_) => FlagDisplay::Hidden,
        InvoicingPolicy::InvoiceOnBooking => FlagDisplay::LockedOn,
        InvoicingPolicy::QuoteOnBooking | InvoicingPolicy::NoDocument => FlagDisplay::Editable,
    }
}

/// Why a flag cannot be saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FlagError {
    /// "Off" with payment terms that ask for money.
    #[error(
        "with these payment terms an invoice is always generated; choose \"No payment\" to be able to switch it off"
    )]
    RequiredByPaymentTerms,
    /// The flag does not exist while customers may repeat bookings.
    #[error("while customers may repeat bookings, the recurring option decides; switch that off first")]
    HiddenByRecurrence,
}

impl FlagError {
    /// Stable code.
    pub fn code(self) -> &'static str {
        match self {
            Self::RequiredByPaymentTerms => "required_by_payment_terms",
            Self::HiddenByRecurrence => "hidden_by_recurrence",
        }
    }
}

/// Whether the flag may be stored as `wanted` under these settings.
///
/// # Errors
/// [`FlagError`].
pub fn check_flag(repeat: Option<RepeatInvoicing>, terms: &PaymentTerms, wanted: Flag) -> Result<(), FlagError> {
    match (flag_display(repeat, terms), wanted) {
        (FlagDisplay::Hidden, _) => Err(FlagError::HiddenByRecurrence),
        (FlagDisplay::LockedOn, Flag::Off) => Err(FlagError::RequiredByPaymentTerms),
        (FlagDisplay::LockedOn, Flag::On) | (FlagDisplay::Editable, _) => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(policy: InvoicingPolicy) -> &'static str {
        match policy.document() {
            Some(DocumentOnBooking::Invoice) => "invoice",
            Some(DocumentOnBooking::Quote) => "quote",
            None => "none",
        }
    }

    /// One row per combination while sales invoicing is active: recurring | terms | flag -> document, how the flag is shown,
    /// what saving answers. Without the module each of these rows is without a document, and the rest stays as it is.
    const TABLE: &str = "
        off        | no_payment                 | on  -> invoice, editable, saved
        off        | no_payment                 | off -> quote,   editable, saved
        off        | no_payment_card_on_file    | on  -> invoice, editable, saved
        off        | no_payment_card_on_file    | off -> quote,   editable, saved
        off        | deposit_fixed 20.00        | on  -> invoice, locked,   saved
        off        | deposit_fixed 20.00        | off -> invoice, locked,   required_by_payment_terms
        off        | deposit_percentage 30      | on  -> invoice, locked,   saved
        off        | deposit_percentage 30      | off -> invoice, locked,   required_by_payment_terms
        off        | full_payment               | on  -> invoice, locked,   saved
        off        | full_payment               | off -> invoice, locked,   required_by_payment_terms
        off        | pre_authorization          | on  -> invoice, locked,   saved
        off        | pre_authorization          | off -> invoice, locked,   required_by_payment_terms
        off        | pay_later 14               | on  -> invoice, locked,   saved
        off        | pay_later 14               | off -> invoice, locked,   required_by_payment_terms
        all_now    | no_payment                 | on  -> invoice, hidden,   hidden_by_recurrence
        all_now    | no_payment                 | off -> invoice, hidden,   hidden_by_recurrence
        all_now    | no_payment_card_on_file    | on  -> invoice, hidden,   hidden_by_recurrence
        all_now    | no_payment_card_on_file    | off -> invoice, hidden,   hidden_by_recurrence
        all_now    | deposit_fixed 20.00        | on  -> invoice, hidden,   hidden_by_recurrence
        all_now    | deposit_fixed 20.00        | off -> invoice, hidden,   hidden_by_recurrence
        all_now    | deposit_percentage 30      | on  -> invoice, hidden,   hidden_by_recurrence
        all_now    | deposit_percentage 30      | off -> invoice, hidden,   hidden_by_recurrence
        all_now    | full_payment               | on  -> invoice, hidden,   hidden_by_recurrence
        all_now    | full_payment               | off -> invoice, hidden,   hidden_by_recurrence
        all_now    | pre_authorization          | on  -> invoice, hidden,   hidden_by_recurrence
        all_now    | pre_authorization          | off -> invoice, hidden,   hidden_by_recurrence
        all_now    | pay_later 14               | on  -> invoice, hidden,   hidden_by_recurrence
        all_now    | pay_later 14               | off -> invoice, hidden,   hidden_by_recurrence
        first_now  | no_payment                 | on  -> invoice, hidden,   hidden_by_recurrence
        first_now  | no_payment                 | off -> invoice, hidden,   hidden_by_recurrence
        first_now  | no_payment_card_on_file    | on  -> invoice, hidden,   hidden_by_recurrence
        first_now  | no_payment_card_on_file    | off -> invoice, hidden,   hidden_by_recurrence
        first_now  | deposit_fixed 20.00        | on  -> invoice, hidden,   hidden_by_recurrence
        first_now  | deposit_fixed 20.00        | off -> invoice, hidden,   hidden_by_recurrence
        first_now  | deposit_percentage 30      | on  -> invoice, hidden,   hidden_by_recurrence
        first_now  | deposit_percentage 30      | off -> invoice, hidden,   hidden_by_recurrence
        first_now  | full_payment               | on  -> invoice, hidden,   hidden_by_recurrence
        first_now  | full_payment               | off -> invoice, hidden,   hidden_by_recurrence
        first_now  | pre_authorization          | on  -> invoice, hidden,   hidden_by_recurrence
        first_now  | pre_authorization          | off -> invoice, hidden,   hidden_by_recurrence
        first_now  | pay_later 14               | on  -> invoice, hidden,   hidden_by_recurrence
        first_now  | pay_later 14               | off -> invoice, hidden,   hidden_by_recurrence
        manual     | no_payment                 | on  -> quote,   hidden,   hidden_by_recurrence
        manual     | no_payment                 | off -> quote,   hidden,   hidden_by_recurrence
        manual     | no_payment_card_on_file    | on  -> quote,   hidden,   hidden_by_recurrence
        manual     | no_payment_card_on_file    | off -> quote,   hidden,   hidden_by_recurrence
        manual     | deposit_fixed 20.00        | on  -> quote,   hidden,   hidden_by_recurrence
        manual     | deposit_fixed 20.00        | off -> quote,   hidden,   hidden_by_recurrence
        manual     | deposit_percentage 30      | on  -> quote,   hidden,   hidden_by_recurrence
        manual     | deposit_percentage 30      | off -> quote,   hidden,   hidden_by_recurrence
        manual     | full_payment               | on  -> quote,   hidden,   hidden_by_recurrence
        manual     | full_payment               | off -> quote,   hidden,   hidden_by_recurrence
        manual     | pre_authorization          | on  -> quote,   hidden,   hidden_by_recurrence
        manual     | pre_authorization          | off -> quote,   hidden,   hidden_by_recurrence
        manual     | pay_later 14               | on  -> quote,   hidden,   hidden_by_recurrence
        manual     | pay_later 14               | off -> quote,   hidden,   hidden_by_recurrence
    ";

    #[test]
    fn invoice_or_quote() {
        let rows: Vec<&str> = TABLE.lines().map(str::trim).filter(|row| !row.is_empty()).collect();
        assert_eq!(rows.len(), 4 * PaymentTerms::KINDS.len() * 2, "every combination has its row");
        for row in rows {
            let (settings, expected) = row.split_once("->").unwrap();
            let settings: Vec<&str> = settings.split('|').map(str::trim).collect();
            let repeat = RepeatInvoicing::parse(settings[0]);
            let (kind, value) = settings[1].split_once(' ').unwrap_or((settings[1], ""));
            let terms = PaymentTerms::parse(kind, value).unwrap();
            let flag = if settings[2] == "on" { Flag::On } else { Flag::Off };

            let document = document(policy(SalesInvoicing::Active, repeat, &terms, flag));
            assert_eq!(self::document(policy(SalesInvoicing::Inactive, repeat, &terms, flag)), "none", "{row}");
            let display = match flag_display(repeat, &terms) {
                FlagDisplay::Editable => "editable",
                FlagDisplay::LockedOn => "locked",
                FlagDisplay::Hidden => "hidden",
            };
            let saving = check_flag(repeat, &terms, flag).map_or_else(FlagError::code, |()| "saved");
            let expected: Vec<&str> = expected.split(',').map(str::trim).collect();
            assert_eq!([document, display, saving], expected[..], "{row}");
        }
    }

    #[test]
    fn an_invoice_waits_for_what_it_must_say() {
        for (document, missing, answer) in [
            (DocumentOnBooking::Invoice, &[][..], DocumentOnBooking::Invoice),
            (DocumentOnBooking::Invoice, &[Particular::Iban][..], DocumentOnBooking::Quote),
            (DocumentOnBooking::Invoice, &Particular::ALL[..], DocumentOnBooking::Quote),
            (DocumentOnBooking::Quote, &[][..], DocumentOnBooking::Quote),
            (DocumentOnBooking::Quote, &[Particular::Iban][..], DocumentOnBooking::Quote),
        ] {
            assert_eq!(document.lawful(missing), answer, "{document:?} {missing:?}");
        }
    }

    #[test]
    fn a_stored_off_sleeps_while_terms_ask_for_money_and_counts_again_after() {
        let document = |terms: &PaymentTerms| document(policy(SalesInvoicing::Active, None, terms, Flag::Off));
        assert_eq!(document(&NoPayment), "quote");
        assert_eq!(document(&FullPayment), "invoice");
        assert_eq!(document(&NoPayment), "quote");
    }
}
