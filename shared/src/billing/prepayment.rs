//! Prepayment invoices of a quotation (type 386), and the final invoice that takes them off.
//!
//! Over the whole job VAT is charged exactly once: what the prepayment invoices and the final invoice say adds up to the
//! quotation, base and VAT at each rate and the amount due, to the cent. So a document is the difference of two values of one
//! rounded function, as in [`credit_note`](super::credit_note), and a cent may stand between its VAT and the rate of its base.

use jiff::{ToSpan, civil::Date};

use crate::{
    billing::{
        cash_discount::{CashDiscount, CashDiscountOffer},
        document::{CreditNoteDraft, InvoiceDraft, InvoiceType, Preceding, QuotationDraft},
        issuer::Issuer,
        line::{Line, ONE},
        number::DocumentNumber,
        totals::Totals,
        vat::{VatSubtotal, VatTreatment},
        wording,
    },
    limits,
    money::{Amount, MoneyError, Quantity, UnitPrice},
    tenant::terms::{Deposit, PaymentTerms},
};

/// Why there is no prepayment invoice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PrepaymentError {
    /// Nothing is asked.
    #[error("Ask for an amount above zero.")]
    Nothing,
    /// More than the quotation has left.
    #[error("Of this quote, {left} can still be invoiced. Ask for that or less.")]
    ExceedsQuotation {
        /// With VAT.
        left: Amount,
    },
    /// The quotation has [`limits::PREPAYMENTS_MAX`] of them.
    #[error("This quote has as many prepayment invoices as one may have. Invoice the rest.")]
    TooMany,
    /// It would be due before it is issued.
    #[error("Choose a due date that is not before today.")]
    DueBeforeIssue,
    /// An amount is beyond its bound.
    #[error(transparent)]
    Money(#[from] MoneyError),
}

/// A prepayment invoice with the credit notes that correct it.
#[derive(Clone, Debug)]
pub struct PrepaymentInvoice<'a> {
    /// Its number (BT-1).
    pub number: &'a DocumentNumber,
    /// The invoice.
    pub invoice: &'a InvoiceDraft,
    /// Its credit notes.
    pub credit_notes: Vec<&'a CreditNoteDraft>,
}

/// Base and VAT at one rate.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Share {
    vat: VatTreatment,
    taxable: Amount,
    tax: Amount,
}

/// What still stands of a prepayment invoice.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Standing {
    preceding: Preceding,
    shares: Vec<Share>,
    rounding: Amount,
}

/// A quotation and what was invoiced of it in advance.
#[derive(Clone, Debug)]
pub struct Job<'a> {
    quotation: &'a QuotationDraft,
    number: &'a DocumentNumber,
    prepayments: usize,
    standing: Vec<Standing>,
}

impl<'a> Job<'a> {
    /// A quotation with the prepayment invoices that it already has, in the order of their numbers.
    ///
    /// # Errors
    /// [`MoneyError::OutOfRange`].
    pub fn of<'i>(
        quotation: &'a QuotationDraft,
        number: &'a DocumentNumber,
        invoices: impl IntoIterator<Item = PrepaymentInvoice<'i>>,
    ) -> Result<Self, MoneyError> {
        let mut job = Self { quotation, number, prepayments: 0, standing: Vec::new() };
        for invoice in invoices {
            job.prepayments = job.prepayments.saturating_add(1);
            let standing = Standing::of(&invoice)?;
            if !standing.is_nothing() {
                job.standing.push(standing);
            }
        }
        Ok(job)
    }

    /// What the quotation comes to, with VAT.
    pub fn total(&self) -> Amount {
        self.quotation.content.totals.amount_due
    }

    /// What was invoiced in advance and not credited, with VAT.
    ///
    /// # Errors
    /// [`MoneyError::OutOfRange`].
    pub fn prepaid(&self) -> Result<Amount, MoneyError> {
        self.standing.iter().try_fold(Amount::ZERO, |sum, standing| sum.plus(standing.due()?))
    }

    /// What can still be invoiced, with VAT.
    ///
    /// # Errors
    /// [`MoneyError::OutOfRange`].
    pub fn left(&self) -> Result<Amount, MoneyError> {
        self.total().minus(self.prepaid()?)
    }

    /// Numbers of the prepayment invoices that the final invoice takes off.
    pub fn taken_off(&self) -> impl Iterator<Item = &str> {
        self.standing.iter().map(|standing| standing.preceding.number.as_str())
    }

    /// What the payment terms propose for the first prepayment invoice: their deposit. None after it, and where they ask for none.
    pub fn proposed(&self) -> Option<Deposit> {
        match &self.quotation.content.payment_terms {
            PaymentTerms::Deposit { deposit } if self.prepayments == 0 => Some(*deposit),
            _ => None,
        }
    }

    /// When a prepayment that is issued on a day is due: by the payment terms if they name days, else soon, and before the
    /// service.
    pub fn due_date(&self, issue_date: Date) -> Date {
        let content = &self.quotation.content;
        let service_date = content.delivery_date().unwrap_or(Date::MAX);
        match &content.payment_terms {
            PaymentTerms::PayLater { .. } => content.payment_terms.due_date(issue_date, service_date),
            _ => issue_date.saturating_add(limits::PREPAYMENT_DAYS.days()).min(service_date).max(issue_date),
        }
    }

    /// The prepayment invoice of a part of the quotation, in one line per VAT rate. A percentage is of the whole quotation.
    ///
    /// # Errors
    /// [`PrepaymentError`].
    pub fn prepayment(
        &self,
        part: Deposit,
        issue_date: Date,
        due_date: Date,
        issuer: &Issuer,
    ) -> Result<InvoiceDraft, PrepaymentError> {
        let amount = match part {
            Deposit::Fixed(amount) => amount,
            Deposit::Percentage(share) => share.of(self.total())?,
        };
        let left = self.left()?;
        if amount <= Amount::ZERO {
            return Err(PrepaymentError::Nothing);
        } else if amount > left {
            return Err(PrepaymentError::ExceedsQuotation { left });
        } else if self.prepayments >= limits::PREPAYMENTS_MAX {
            return Err(PrepaymentError::TooMany);
        } else if due_date < issue_date {
            return Err(PrepaymentError::DueBeforeIssue);
        }
        let content = &self.quotation.content;
        let name = wording::prepayment_on(content.language, &self.number.to_string(), self.quotation.issue_date);
        let description = match part {
            Deposit::Percentage(share) => wording::prepayment_share(content, share),
            Deposit::Fixed(_) => String::new(),
        };
        let shares = self.next_shares(amount == left, self.prepaid()?.plus(amount)?)?;
        let lines = shares.iter().map(|share| share.line(&name, &description, Sign::Plus));
        let lines = lines.collect::<Result<Vec<_>, _>>()?;
        let asked = shares.iter().try_fold(Amount::ZERO, |sum, share| sum.plus(share.with_vat()?))?;
        let totals = Totals::of(&lines, &[], None, Amount::ZERO)?;
        let totals = totals.restated(|subtotal| Ok(tax_of(&shares, subtotal)), amount.minus(asked)?)?;
        let mut invoice = self.quotation.clone().into_invoice(self.number, issue_date, issuer);
        invoice.content.lines = lines;
        invoice.content.allowances = Vec::new();
        invoice.content.totals = totals;
        // Files belong to the whole job and come with its final invoice. The note stays: it may hold the declaration that a rate
        // depends on, and this rate is charged here.
        invoice.content.attachments = Vec::new();
        invoice.invoice_type = InvoiceType::Prepayment;
        invoice.due_date = due_date;
        Ok(invoice)
    }

    /// What the next prepayment invoice says where all of them then come to `sum` with VAT: the rest of the quotation if
    /// nothing is left after it, else as much of each rate as `sum` is of the quotation, without what was invoiced.
    fn next_shares(&self, is_rest: bool, sum: Amount) -> Result<Vec<Share>, MoneyError> {
        let mut shares = Vec::new();
        for subtotal in &self.quotation.content.totals.vat_breakdown {
            let (taxable, tax) = if is_rest {
                (subtotal.taxable_amount, subtotal.tax_amount)
            } else {
                let taxable = subtotal.taxable_amount.share(sum, self.total())?;
                (taxable, subtotal.rate.of(taxable)?)
            };
            let (before, tax_before) = self.invoiced(subtotal)?;
            let share =
                Share { vat: treatment(subtotal), taxable: taxable.minus(before)?, tax: tax.minus(tax_before)? };
            if !share.is_nothing() {
                shares.push(share);
            }
        }
        Ok(shares)
    }

    /// Base and VAT that stand at a rate.
    fn invoiced(&self, subtotal: &VatSubtotal) -> Result<(Amount, Amount), MoneyError> {
        let shares = self.standing.iter().flat_map(|standing| &standing.shares);
        shares.filter(|share| share.is_at(subtotal)).try_fold((Amount::ZERO, Amount::ZERO), |(taxable, tax), share| {
            Ok((taxable.plus(share.taxable)?, tax.plus(share.tax)?))
        })
    }

    /// The invoice that the quotation becomes: its lines, and one line for each rate of each prepayment invoice that takes it
    /// off. A cash discount is offered on what is left; VAT is on the reduced base of the whole job.
    ///
    /// # Errors
    /// [`MoneyError::OutOfRange`].
    pub fn final_invoice(
        &self,
        issue_date: Date,
        issuer: &Issuer,
        discount: Option<CashDiscount>,
    ) -> Result<InvoiceDraft, MoneyError> {
        let mut invoice = self.quotation.clone().into_invoice(self.number, issue_date, issuer);
        if self.standing.is_empty() {
            return match discount {
                Some(discount) => invoice.with_cash_discount(discount),
                None => Ok(invoice),
            };
        }
        let quoted = &self.quotation.content;
        for standing in &self.standing {
            let preceding = &standing.preceding;
            let name = wording::prepayment_taken_off(quoted.language, &preceding.number, preceding.issue_date);
            for share in &standing.shares {
                invoice.content.lines.push(share.line(&name, "", Sign::Minus)?);
            }
            invoice.prepayments.push(preceding.clone());
        }
        let content = &mut invoice.content;
        let mut rounding = quoted.totals.rounding_amount;
        let reason = wording::wording(quoted.language).cash_discount;
        if let Some(discount) = discount
            && let Some((items, offer)) = discount.on(&content.lines, &content.allowances, issue_date, reason)?
        {
            content.allowances.extend(items);
            // The advertised price no longer is what is due: the discount lowers its VAT.
            rounding = Amount::ZERO;
            invoice.cash_discount = Some(CashDiscountOffer { pay_by: offer.pay_by.min(invoice.due_date), ..offer });
        }
        for standing in &self.standing {
            rounding = rounding.minus(standing.rounding)?;
        }
        let whole = Totals::of(&quoted.lines, &content.allowances, None, Amount::ZERO)?;
        let totals = Totals::of(&content.lines, &content.allowances, None, Amount::ZERO)?;
        let tax_left = |subtotal: &VatSubtotal| {
            let same = |other: &&VatSubtotal| (other.category, other.rate) == (subtotal.category, subtotal.rate);
            let tax = whole.vat_breakdown.iter().find(same).map_or(Amount::ZERO, |found| found.tax_amount);
            tax.minus(self.invoiced(subtotal)?.1)
        };
        content.totals = totals.restated(tax_left, rounding)?;
        Ok(invoice)
    }
}

impl Standing {
    fn of(invoice: &PrepaymentInvoice<'_>) -> Result<Self, MoneyError> {
        let totals = &invoice.invoice.content.totals;
        let mut standing = Self {
            preceding: Preceding { number: invoice.number.to_string(), issue_date: invoice.invoice.issue_date },
            shares: Vec::new(),
            rounding: totals.rounding_amount,
        };
        for note in &invoice.credit_notes {
            standing.rounding = standing.rounding.minus(note.content.totals.rounding_amount)?;
        }
        for subtotal in &totals.vat_breakdown {
            let mut share =
                Share { vat: treatment(subtotal), taxable: subtotal.taxable_amount, tax: subtotal.tax_amount };
            for credit in invoice.credit_notes.iter().flat_map(|note| &note.content.totals.vat_breakdown) {
                if share.is_at(credit) {
                    share.taxable = share.taxable.minus(credit.taxable_amount)?;
                    share.tax = share.tax.minus(credit.tax_amount)?;
                }
            }
            if !share.is_nothing() {
                standing.shares.push(share);
            }
        }
        Ok(standing)
    }

    fn is_nothing(&self) -> bool {
        self.shares.is_empty() && self.rounding.is_zero()
    }

    fn due(&self) -> Result<Amount, MoneyError> {
        self.shares.iter().try_fold(self.rounding, |sum, share| sum.plus(share.with_vat()?))
    }
}

/// Whether a line asks for a share or takes it off.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sign {
    Plus,
    Minus,
}

impl Share {
    fn is_nothing(&self) -> bool {
        self.taxable.is_zero() && self.tax.is_zero()
    }

    fn is_at(&self, subtotal: &VatSubtotal) -> bool {
        (self.vat.category, self.vat.rate) == (subtotal.category, subtotal.rate)
    }

    fn with_vat(&self) -> Result<Amount, MoneyError> {
        self.taxable.plus(self.tax)
    }

    /// One line of the base. A price is never below zero (BR-27), so the quantity carries the sign.
    fn line(&self, name: &str, description: &str, sign: Sign) -> Result<Line, MoneyError> {
        let takes = (sign == Sign::Minus) != self.taxable.is_negative();
        let quantity = if takes { Quantity::ZERO.minus(Quantity::whole(1))? } else { Quantity::whole(1) };
        let price = if self.taxable.is_negative() { Amount::ZERO.minus(self.taxable)? } else { self.taxable };
        let price = UnitPrice::without_vat(price);
        Line::new(name.to_owned(), description.to_owned(), quantity, ONE, price, self.vat.clone())
    }
}

fn tax_of(shares: &[Share], subtotal: &VatSubtotal) -> Amount {
    shares.iter().find(|share| share.is_at(subtotal)).map_or(Amount::ZERO, |share| share.tax)
}

fn treatment(subtotal: &VatSubtotal) -> VatTreatment {
    VatTreatment {
        category: subtotal.category,
        rate: subtotal.rate,
        exemption_reason: subtotal.exemption_reason.clone(),
        exemption_code: subtotal.exemption_code.clone(),
    }
}

#[cfg(test)]
mod tests;
