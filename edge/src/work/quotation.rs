//! From a quotation to its invoices: read with everything that decides it, and issued in one batch. The booking's page, the
//! quote's page and the customer's acceptance all come through here, so it happens once, whoever is first.

use jiff::{Timestamp, civil::Date};
use shared::{
    billing::{
        cash_discount::CashDiscount,
        document::{Draft, InvoiceDraft, QuotationDraft},
        number::SeriesKind,
        prepayment::{Job, PrepaymentInvoice},
        quotation::{Answer, QuotationState, Signature},
    },
    id::{BookingId, DocumentId, TenantId},
    money::MoneyError,
};

use super::follow_up::with_consequences;
use crate::{
    app::{App, problem::Problem},
    platform::database::{Batch, DatabaseError, Statement},
    store::{
        booking::{self, BookedNow, list},
        credit_note,
        document::{
            self, StoredDocument,
            detail::{self, DocumentDetail},
        },
        quotation::{self, InvoiceOf, answer::AnsweredBy},
        tenant::{self, issuer::PresentIssuer},
        write::WriteContext,
    },
};

/// What a quotation is looked for by.
#[derive(Clone, Copy, Debug)]
pub enum By<'a> {
    /// Its handle.
    Document(&'a str),
    /// The booking it is for.
    Booking(BookingId),
}

/// What was found.
#[derive(Debug)]
pub enum Found {
    /// A quotation.
    Quotation(Box<Quoted>),
    /// A booking that was invoiced at once: it never had a quotation. This is its invoice.
    Invoiced(DocumentId),
    /// A booking that was made while sales invoicing was not active: it has no document.
    WithoutDocument,
}

/// A quotation with everything that decides what becomes of it.
#[derive(Debug)]
pub struct Quoted {
    /// The quotation.
    pub detail: DocumentDetail,
    /// What its draft holds.
    pub draft: QuotationDraft,
    /// Cash discount that its invoice may offer.
    pub cash_discount: Option<CashDiscount>,
    /// Who issues invoices now.
    pub present: PresentIssuer,
    /// "Generate the invoice when the customer accepts the quote", while sales invoicing is active.
    pub converts_on_acceptance: bool,
    /// The earliest day on which an invoice can be issued: dates ascend with numbers, also when a clock goes back.
    pub day: Date,
    advance: Vec<StoredDocument>,
    booked: Option<BookedNow>,
}

/// An answer to keep.
#[derive(Debug)]
pub struct Kept {
    /// The batch.
    pub batch: Batch,
    /// Whether it makes the invoice.
    pub converts: bool,
}

/// Reads a quotation in one batch; none if the tenant has no such quotation.
///
/// # Errors
/// A [`Problem`] of ours.
pub async fn read(app: &App, tenant: &TenantId, by: By<'_>, today: Date) -> Result<Option<Found>, Problem> {
    let (details, id) = match by {
        By::Document(id) => (detail::find(tenant, id).map(|found| found.into_iter().collect()), id.to_owned()),
        By::Booking(id) => (detail::of_booking(tenant, id), id.to_string()),
    };
    let booking = match by {
        By::Document(_) => None,
        By::Booking(id) => Some(list::find(tenant, id)),
    };
    let (details, advance, tenant, last, booked, booking) = app
        .read((
            details,
            quotation::prepayments(tenant, &id),
            tenant::by_id(tenant),
            document::last_issued(tenant, SeriesKind::Invoice, today),
            booking::booked_service(tenant, &id),
            booking,
        ))
        .await?;
    let mut invoice = None;
    for detail in details {
        match detail.stored.document.draft() {
            Draft::Quotation(draft) => {
                let mut draft = draft.clone();
                // The booking may have been moved since: its invoice names the time at which it takes place.
                if let Some(now) = &booked {
                    draft.content.booking = Some(now.service.clone());
                }
                return Ok(Some(Found::Quotation(Box::new(Quoted {
                    draft,
                    day: last.map_or(today, |last| last.max(today)),
                    detail,
                    cash_discount: tenant.cash_discount,
                    converts_on_acceptance: tenant.converts_on_acceptance(),
                    present: tenant.into(),
                    advance,
                    booked,
                }))));
            }
            Draft::Invoice(_) if matches!(by, By::Booking(_)) => invoice = Some(detail.stored.id.clone()),
            Draft::Invoice(_) | Draft::CreditNote(_) => {}
        }
    }
    let is_booking = booking.flatten().is_some();
    Ok(invoice.map(Found::Invoiced).or(is_booking.then_some(Found::WithoutDocument)))
}

impl Quoted {
    /// Its state on a day.
    pub fn state(&self, today: Date) -> QuotationState {
        let answer = self.detail.answer.as_ref().map(|given| given.answer);
        QuotationState::of(self.detail.stored.outcome, answer, self.draft.valid_until, today)
    }

    /// The invoice that it became.
    pub fn invoice(&self) -> Option<&DocumentId> {
        self.detail.stored.invoice_id.as_ref()
    }

    /// The quotation with what was invoiced of it in advance.
    ///
    /// # Errors
    /// [`MoneyError::OutOfRange`].
    pub fn job(&self) -> Result<Job<'_>, MoneyError> {
        let notes = credit_note::drafts(&self.advance);
        let invoices = self.prepayments().map(|(stored, invoice)| PrepaymentInvoice {
            number: stored.document.number(),
            invoice,
            credit_notes: notes
                .iter()
                .copied()
                .filter(|note| note.preceding.number == stored.document.number().to_string())
                .collect(),
        });
        Job::of(&self.draft, self.detail.stored.document.number(), invoices)
    }

    /// Its prepayment invoices, by number.
    pub fn prepayments(&self) -> impl Iterator<Item = (&StoredDocument, &InvoiceDraft)> {
        self.advance.iter().filter_map(|stored| match stored.document.draft() {
            Draft::Invoice(invoice) => Some((stored, invoice)),
            Draft::Quotation(_) | Draft::CreditNote(_) => None,
        })
    }

    /// The invoice that it becomes, with a cash discount if one is given.
    ///
    /// # Errors
    /// [`MoneyError::OutOfRange`].
    pub fn final_invoice(&self, discount: Option<CashDiscount>) -> Result<InvoiceDraft, MoneyError> {
        self.job()?.final_invoice(self.day, &self.present.issuer, discount)
    }

    /// The batch that turns it into its invoice.
    ///
    /// # Errors
    /// [`DatabaseError::Defect`] if the draft cannot be stored.
    pub fn convert(
        &self,
        invoice: InvoiceDraft,
        id: &DocumentId,
        context: WriteContext<'_>,
    ) -> Result<Batch, DatabaseError> {
        let taken_off: Vec<DocumentId> = self
            .prepayments()
            .filter(|(stored, _)| {
                let number = stored.document.number().to_string();
                invoice.prepayments.iter().any(|preceding| preceding.number == number)
            })
            .map(|(stored, _)| stored.id.clone())
            .collect();
        let mut batch = Batch::from(self.guards());
        batch.extend(with_consequences(&context, self.invoice_of(invoice, id, context).convert(&taken_off)?));
        Ok(batch)
    }

    /// Whether an acceptance makes the invoice at once: the tenant wants it so, and nothing that an invoice needs is missing.
    /// An acceptance is never lost for what is missing; the invoice then waits for the admin.
    pub fn converts_now(&self) -> bool {
        self.converts_on_acceptance && self.present.issuer.missing().is_empty()
    }

    /// The batch that keeps an answer. `invoice` is the handle of the invoice that an acceptance may make.
    ///
    /// # Errors
    /// [`DatabaseError::Defect`] if the invoice cannot be made or stored.
    pub fn answer(
        &self,
        answer: Answer,
        by: AnsweredBy,
        signature: &Signature,
        invoice: &DocumentId,
        context: WriteContext<'_>,
    ) -> Result<Kept, DatabaseError> {
        let write = quotation::answer(&self.detail.stored, answer, by, signature, context.now);
        let mut batch = with_consequences(&context, write);
        let converts = answer == Answer::Accepted && self.converts_now();
        if converts {
            let draft = self.final_invoice(None).map_err(|error| DatabaseError::Defect(error.to_string()))?;
            batch.extend(self.convert(draft, invoice, context)?);
        }
        Ok(Kept { batch, converts })
    }

    /// The batch that issues a prepayment invoice of it.
    ///
    /// # Errors
    /// [`DatabaseError::Defect`] if the draft cannot be stored.
    pub fn prepay(
        &self,
        invoice: InvoiceDraft,
        id: &DocumentId,
        context: WriteContext<'_>,
    ) -> Result<Batch, DatabaseError> {
        let mut batch = Batch::from(self.guards());
        batch.extend(with_consequences(&context, self.invoice_of(invoice, id, context).prepay()?));
        Ok(batch)
    }

    /// What an invoice says of its issuer and of the time of its booking holds when it is issued.
    fn guards(&self) -> Vec<Statement> {
        let tenant = &self.detail.stored.tenant;
        let booked = self.booked.as_ref().map(|booked| booked.guard(tenant));
        std::iter::once(self.present.guard(tenant)).chain(booked).collect()
    }

    fn invoice_of<'a>(&'a self, invoice: InvoiceDraft, id: &'a DocumentId, context: WriteContext<'a>) -> InvoiceOf<'a> {
        InvoiceOf { quotation: &self.detail.stored, id, invoice, known: self.advance.len(), context }
    }

    /// The batch that withdraws it. What others invoiced of it meanwhile aborts it as `prepayments_changed`, an end as
    /// `quote_already_converted`.
    ///
    /// # Errors
    /// [`DatabaseError::Defect`] if there are more prepayment invoices than a number holds.
    pub fn withdraw(&self, now: Timestamp) -> Result<Vec<Statement>, DatabaseError> {
        quotation::withdraw(&self.detail.stored, self.advance.len(), now)
    }
}
