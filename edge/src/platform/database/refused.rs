//! What the schema refuses, by name. The names come from the `guard` table and from the triggers; this is the one place that
//! reads them.

macro_rules! refusals {
    ($($(#[$doc:meta])* $variant:ident = $name:literal,)*) => {
        /// A guard of a batch, or an invariant of the schema, that refused a batch. Nothing of the batch is stored.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Refused {
            $($(#[$doc])* $variant,)*
        }

        impl Refused {
            /// Every refusal.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The name that the schema has for it.
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                }
            }
        }
    };
}

refusals! {
    /// The settings are not those of which the decision was made.
    SettingsChanged = "settings_changed",
    /// The time or its seats went to somebody else.
    SlotTaken = "slot_taken",
    /// The quotation became an invoice or has ended otherwise.
    QuoteAlreadyConverted = "quote_already_converted",
    /// The booking is cancelled, and stays so.
    BookingAlreadyCancelled = "booking_already_cancelled",
    /// The invoice has other credit notes than those that the decision knew.
    CreditedMeanwhile = "credited_meanwhile",
    /// The contact was changed or merged.
    ContactChanged = "contact_changed",
    /// The draft has other files.
    AttachmentsChanged = "attachments_changed",
    /// The draft was saved or deleted.
    DraftChanged = "draft_changed",
    /// The quotation has other prepayment invoices or credit notes than those that the decision knew.
    PrepaymentsChanged = "prepayments_changed",
    /// Somebody else works on the row of the outbox.
    LeaseLost = "lease_lost",
    /// The access point was set up anew.
    AccessPointChanged = "access_point_changed",
    /// The booking has another time, or was cancelled.
    BookingMoved = "booking_moved",
    /// The booking has other invoices than those that the decision knew.
    BookingInvoiced = "booking_invoiced",
    /// A batch used a guard that the schema does not know.
    UnknownGuard = "unknown_guard",
    /// A busy interval is made and deleted, never changed.
    BusyIsImmutable = "busy_is_immutable",
    /// An issued document stays as it is.
    DocumentIsImmutable = "document_is_immutable",
    /// A credit note for more than is left of its invoice.
    CreditExceedsInvoice = "credit_exceeds_invoice",
    /// A quotation ends once.
    QuotationOutcomeIsFinal = "quotation_outcome_is_final",
    /// A payment of more than is due.
    PaymentExceedsDue = "payment_exceeds_due",
    /// A cash discount for a payment that came too late or was not in full.
    CashDiscountNotEarned = "cash_discount_not_earned",
    /// A recorded payment is reversed, never changed.
    PaymentIsImmutable = "payment_is_immutable",
    /// A merged contact stays merged.
    ContactMergeIsFinal = "contact_merge_is_final",
    /// A contact is merged into one that is not merged itself.
    ContactMergesIntoSurvivor = "contact_merges_into_survivor",
    /// A stored file stays as it is.
    FileIsImmutable = "file_is_immutable",
    /// The draft is a document by now.
    DraftAlreadyIssued = "draft_already_issued",
    /// More files than a draft may have.
    AttachmentsTooMany = "attachments_too_many",
    /// More bytes than the files of a draft may have.
    AttachmentsTooLarge = "attachments_too_large",
    /// The files of an issued document stay as they are.
    DocumentFileIsImmutable = "document_file_is_immutable",
    /// An answer to a quotation that has ended.
    QuotationHasEnded = "quotation_has_ended",
    /// A quotation is answered once.
    QuotationAnswerIsFinal = "quotation_answer_is_final",
    /// Prepayment invoices of more than the quotation.
    PrepaymentExceedsQuotation = "prepayment_exceeds_quotation",
    /// A final invoice takes off prepayments of its own quotation only.
    PrepaymentOfAnotherQuotation = "prepayment_of_another_quotation",
    /// A prepayment invoice that the final invoice took off is not credited.
    PrepaymentTakenOff = "prepayment_taken_off",
    /// The tenant does not issue sales documents.
    SalesInvoicingInactive = "sales_invoicing_inactive",
    /// Numbers of a series ascend without gaps.
    NumberSeriesIsContinuous = "number_series_is_continuous",
    /// Another series has this prefix.
    NumberPrefixTaken = "number_prefix_taken",
    /// A document whose number does not follow the last one.
    NumberSeriesHasGap = "number_series_has_gap",
    /// A document that is dated before the last one of its series.
    IssueDateBeforeLast = "issue_date_before_last",
    /// A delivery begins in its first state.
    DeliveryBegins = "delivery_begins",
    /// A delivery never goes back to an earlier state.
    DeliveryMovesForward = "delivery_moves_forward",
    /// The history of a document is added to, never changed.
    DocumentEventIsImmutable = "document_event_is_immutable",
    /// A document goes to the access point once.
    AccessPointDocumentSendsOnce = "access_point_document_sends_once",
    /// What the access point accepted stays so.
    AccessPointDocumentIsFinal = "access_point_document_is_final",
    /// What webhooks say of an event stays as it is.
    WebhookMessageIsImmutable = "webhook_message_is_immutable",
    /// The history of a booking's times is added to, never changed.
    BookingMoveIsFinal = "booking_move_is_final",
}

impl Refused {
    /// The refusal of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|refused| refused.name() == name)
    }

    /// Whether the batch was refused because something it was decided from is no longer so: whoever reads again and decides anew may
    /// succeed.
    pub fn is_outdated(self) -> bool {
        matches!(
            self,
            Self::SettingsChanged
                | Self::IssueDateBeforeLast
                | Self::QuoteAlreadyConverted
                | Self::QuotationHasEnded
                | Self::PrepaymentsChanged
                | Self::PrepaymentExceedsQuotation
                | Self::PrepaymentTakenOff
                | Self::CreditedMeanwhile
                | Self::BookingMoved
                | Self::BookingInvoiced
                | Self::BookingAlreadyCancelled
                | Self::DraftChanged
                | Self::DraftAlreadyIssued
                | Self::AttachmentsChanged
                | Self::ContactChanged
        )
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::platform::{
        database::{Database, Statement},
        sqlite::Sqlite,
    };

    #[derive(serde::Deserialize)]
    struct Made {
        kind: String,
        name: String,
        sql: String,
    }

    /// Whatever stands between `before` and the next `after`.
    fn between(text: &str, before: &str, after: &str) -> Vec<String> {
        let rests = text.split(before).skip(1);
        rests.filter_map(|rest| rest.split_once(after)).map(|(name, _)| name.to_owned()).collect()
    }

    /// The schema refuses by the `guard` table and by its triggers. A CHECK of another table says what a row looks like: to break
    /// it is a defect of ours, as is every name that is not here. A name that ends with `_exists` is a duplicate.
    #[tokio::test]
    async fn the_names_are_those_of_the_schema() {
        let sql = "SELECT type AS kind, name, sql FROM sqlite_master WHERE sql IS NOT NULL";
        let answer = Sqlite::in_memory().unwrap().batch(vec![Statement::new(sql, [])]).await.unwrap();
        let mut schema = BTreeSet::new();
        for made in answer.rows[0].all::<Made>().unwrap() {
            match (made.kind.as_str(), made.name.as_str()) {
                ("table", "guard") => schema.extend(between(&made.sql, "CONSTRAINT ", " CHECK")),
                ("trigger", _) => schema.extend(between(&made.sql, "RAISE(ABORT, '", "'")),
                _ => {}
            }
        }
        schema.retain(|name| !name.ends_with("_exists"));
        let known: BTreeSet<String> = Refused::ALL.iter().map(|refused| refused.name().to_owned()).collect();
        assert_eq!(known, schema);
        for refused in Refused::ALL {
            assert_eq!(Refused::named(refused.name()), Some(*refused));
        }
    }
}
