//! What may be credited of an invoice, and the credit note that does it: whole, or by line and quantity.
//!
//! Everything that was credited so far is one function of the quantities credited so far, rounded as the invoice was. A
//! credit note is the difference of two of its values. So the credit notes of an invoice never add up to more than the
//! invoice, in no line and at no rate, and once all of it is credited they add up to exactly the invoice, cents included.

use jiff::civil::Date;

use crate::{
    billing::{
        allowance::{AllowanceCharge, AllowanceKind},
        cash_discount::is_part_of_cash_discount,
        document::{Content, CreditNoteDraft, InvoiceDraft, Preceding},
        line::{Line, LineAllowance},
        number::DocumentNumber,
        totals::Totals,
        vat::VatSubtotal,
    },
    limits,
    money::{Amount, MoneyError, Quantity},
};

/// Why there is no credit note.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CreditError {
    /// The reason is missing: the buyer has to know what is corrected.
    #[error("Say why this is credited; the customer reads it on the credit note.")]
    ReasonMissing,
    /// The reason is too long or has characters that do not print.
    #[error("Give the reason in at most 200 characters, on one line.")]
    ReasonRefused,
    /// Nothing that has an amount was chosen.
    #[error("Choose at least one line with an amount to credit.")]
    NothingChosen,
    /// More of a line was chosen than is left of it.
    #[error("Of this line, {left} can still be credited.")]
    MoreThanIsLeft {
        /// Place of the line in the invoice, from 0.
        line: usize,
        /// What is left of it.
        left: Quantity,
    },
    /// The chosen lines come to more than the whole invoice, such as without the discount line that belongs to them.
    #[error("This comes to more than what is left of the invoice. Credit the lines with a negative amount too.")]
    ExceedsInvoice,
    /// The credit notes that exist do not belong to this invoice.
    #[error("a credit note names a line that the invoice does not have")]
    ForeignCreditNote,
    /// An amount is beyond its bound.
    #[error(transparent)]
    Money(#[from] MoneyError),
}

/// An invoice and how much of each of its lines was credited.
#[derive(Clone, Debug)]
pub struct Creditable<'a> {
    invoice: &'a InvoiceDraft,
    number: &'a DocumentNumber,
    credited: Vec<Quantity>,
}

/// All that is credited when these quantities of the lines are.
struct Credited {
    lines: Vec<Line>,
    allowances: Vec<AllowanceCharge>,
    totals: Totals,
}

impl<'a> Creditable<'a> {
    /// An invoice with the credit notes that it already has.
    ///
    /// # Errors
    /// [`CreditError::ForeignCreditNote`], [`CreditError::Money`].
    pub fn of<'n>(
        invoice: &'a InvoiceDraft,
        number: &'a DocumentNumber,
        notes: impl IntoIterator<Item = &'n CreditNoteDraft>,
    ) -> Result<Self, CreditError> {
        let mut credited = vec![Quantity::ZERO; invoice.content.lines.len()];
        for note in notes {
            if note.preceding.number != number.to_string() {
                return Err(CreditError::ForeignCreditNote);
            }
            for (place, line) in note.invoice_lines.iter().zip(&note.content.lines) {
                let sum = credited.get_mut(*place).ok_or(CreditError::ForeignCreditNote)?;
                *sum = sum.plus(line.quantity)?;
            }
        }
        Ok(Self { invoice, number, credited })
    }

    /// What is left of each line, in the order of the invoice.
    ///
    /// # Errors
    /// [`CreditError::Money`].
    pub fn left(&self) -> Result<Vec<Quantity>, CreditError> {
        let lines = self.invoice.content.lines.iter();
        lines.zip(&self.credited).map(|(line, credited)| Ok(line.quantity.minus(*credited)?)).collect()
    }

    /// Whether no line with an amount is left.
    pub fn is_exhausted(&self) -> bool {
        self.is_complete(&self.credited)
    }

    /// The credit note of all that is left.
    ///
    /// # Errors
    /// [`CreditError`].
    pub fn credit_rest(&self, reason: &str, issue_date: Date) -> Result<CreditNoteDraft, CreditError> {
        self.credit(&self.left()?, reason, issue_date)
    }

    /// The credit note of these quantities, one for each line of the invoice; zero leaves a line out.
    ///
    /// # Errors
    /// [`CreditError`].
    pub fn credit(&self, chosen: &[Quantity], reason: &str, issue_date: Date) -> Result<CreditNoteDraft, CreditError> {
        let reason = parse_reason(reason)?;
        let mut sums = Vec::with_capacity(self.credited.len());
        for (line, left) in self.left()?.into_iter().enumerate() {
            let quantity = chosen.get(line).copied().unwrap_or(Quantity::ZERO);
            if !quantity.is_within(left) {
                return Err(CreditError::MoreThanIsLeft { line, left });
            }
            sums.push(self.credited.get(line).copied().unwrap_or(Quantity::ZERO).plus(quantity)?);
        }
        let (before, after) = (self.up_to(&self.credited)?, self.up_to(&sums)?);
        self.check(&after.totals)?;
        let (invoice_lines, lines) = self.lines(&before, &after, chosen)?;
        let allowances = self.allowances(&before, &after)?;
        let totals = difference(&lines, &allowances, &before.totals, &after.totals)?;
        if totals.amount_due <= Amount::ZERO {
            return Err(CreditError::NothingChosen);
        }
        let invoice = &self.invoice.content;
        let content = Content {
            lines,
            allowances,
            totals,
            // What was said and sent with the invoice was said and sent.
            note: None,
            attachments: Vec::new(),
            sales_conditions: None,
            ..invoice.clone()
        };
        let preceding = Preceding { number: self.number.to_string(), issue_date: self.invoice.issue_date };
        Ok(CreditNoteDraft { content, issue_date, preceding, reason, invoice_lines })
    }

    fn is_complete(&self, quantities: &[Quantity]) -> bool {
        let lines = &self.invoice.content.lines;
        // Where every line is free, what is asked stands in the charges, and they go with the lines.
        let asks_by_lines = lines.iter().any(|line| !line.net_amount.is_zero());
        let is_left_out = |line: &Line| asks_by_lines && line.net_amount.is_zero();
        lines.iter().zip(quantities).all(|(line, sum)| line.quantity == *sum || is_left_out(line))
    }

    /// What these quantities come to.
    fn up_to(&self, quantities: &[Quantity]) -> Result<Credited, MoneyError> {
        let invoice = &self.invoice.content;
        let complete = self.is_complete(quantities);
        let lines = invoice.lines.iter().zip(quantities).map(|(line, quantity)| {
            if line.quantity == *quantity {
                return Ok(line.clone());
            }
            if line.allowances.is_empty() {
                let net_amount = line.net_price.times(*quantity)?;
                return Ok(Line { quantity: *quantity, net_amount, ..line.clone() });
            }
            let allowances = line.allowances.iter().map(|item| {
                let amount = item.amount.portion(*quantity, line.quantity)?;
                Ok(LineAllowance { amount, percentage: None, base_amount: None, ..item.clone() })
            });
            let allowances = allowances.collect::<Result<_, MoneyError>>()?;
            // The part of the whole rather than the sum of its parts: never a cent beyond it.
            let net_amount = line.net_amount.portion(*quantity, line.quantity)?;
            Ok(Line { quantity: *quantity, allowances, net_amount, ..line.clone() })
        });
        let lines = lines.collect::<Result<Vec<_>, MoneyError>>()?;
        let allowances = self.allowances_up_to(&lines, complete)?;
        let totals = Totals::of(&lines, &allowances, None, Amount::ZERO)?;
        // An invoice that is the difference of others, such as a final invoice after prepayments, states its VAT.
        let stated = |subtotal: &VatSubtotal| {
            let whole = at_rate(&invoice.totals.vat_breakdown, subtotal).map_or(subtotal.tax_amount, |s| s.tax_amount);
            let is_beyond = (subtotal.tax_amount > whole) != subtotal.taxable_amount.is_negative();
            Ok(if complete || is_beyond { whole } else { subtotal.tax_amount })
        };
        let totals = totals.restated(stated, Amount::ZERO)?;
        let asked = invoice.totals.total_with_vat.plus(invoice.totals.rounding_amount)?;
        let rounding_amount = match complete {
            true => invoice.totals.rounding_amount,
            // Part of an invoice whose cents were rounded off must not come to more than what was asked.
            false => asked.minus(totals.total_with_vat)?.min(Amount::ZERO),
        };
        let totals = Totals { rounding_amount, ..totals };
        Ok(Credited { lines, allowances, totals })
    }

    /// What of the allowances and charges belongs to these lines. The exempt charge of a cash discount goes where the allowances
    /// go that it makes up for, so that the total without VAT is that of the lines here, too.
    fn allowances_up_to(&self, lines: &[Line], complete: bool) -> Result<Vec<AllowanceCharge>, MoneyError> {
        let invoice = &self.invoice.content;
        if complete {
            return Ok(invoice.allowances.clone());
        }
        let is_discount = |item: &AllowanceCharge| is_part_of_cash_discount(item, invoice.language);
        let mut discount = Amount::ZERO;
        let mut found = Vec::with_capacity(invoice.allowances.len());
        for item in &invoice.allowances {
            let amount = match item.kind {
                // It comes after its allowances, as it was made.
                AllowanceKind::Charge if is_discount(item) => discount,
                _ => share(item, lines, &invoice.lines)?,
            };
            if item.kind == AllowanceKind::Allowance && is_discount(item) {
                discount = discount.plus(amount)?;
            }
            found.push(AllowanceCharge { amount, ..item.clone() });
        }
        Ok(found)
    }

    /// A line with a negative amount makes the others come to more than the invoice.
    fn check(&self, sum: &Totals) -> Result<(), CreditError> {
        let invoice = &self.invoice.content.totals;
        let of_invoice = |subtotal: &VatSubtotal| at_rate(&invoice.vat_breakdown, subtotal);
        let exceeds = |subtotal: &VatSubtotal| {
            of_invoice(subtotal).is_none_or(|whole| subtotal.taxable_amount > whole.taxable_amount)
        };
        if sum.total_with_vat > invoice.total_with_vat || sum.vat_breakdown.iter().any(exceeds) {
            return Err(CreditError::ExceedsInvoice);
        }
        Ok(())
    }

    /// The chosen lines with what each adds, and their places in the invoice.
    fn lines(
        &self,
        before: &Credited,
        after: &Credited,
        chosen: &[Quantity],
    ) -> Result<(Vec<usize>, Vec<Line>), MoneyError> {
        let mut found = (Vec::new(), Vec::new());
        for (place, ((old, new), quantity)) in before.lines.iter().zip(&after.lines).zip(chosen).enumerate() {
            if !quantity.is_zero() {
                let net_amount = new.net_amount.minus(old.net_amount)?;
                let mut line = Line { quantity: *quantity, net_amount, ..new.clone() };
                line.allowances = line_allowances(old, new)?;
                settle(&mut line)?;
                found.0.push(place);
                found.1.push(line);
            }
        }
        Ok(found)
    }

    /// What is given back of allowances and charges. A part of one is no longer its percentage of its base.
    fn allowances(&self, before: &Credited, after: &Credited) -> Result<Vec<AllowanceCharge>, MoneyError> {
        let mut found = Vec::new();
        for ((old, new), whole) in before.allowances.iter().zip(&after.allowances).zip(&self.invoice.content.allowances)
        {
            let amount = new.amount.minus(old.amount)?;
            if amount == whole.amount {
                found.push(whole.clone());
            } else if !amount.is_zero() {
                found.push(AllowanceCharge { amount, percentage: None, base_amount: None, ..new.clone() });
            }
        }
        Ok(found)
    }
}

/// What is given back of the allowances and charges of a line.
fn line_allowances(old: &Line, new: &Line) -> Result<Vec<LineAllowance>, MoneyError> {
    let mut found = Vec::new();
    for (old, new) in old.allowances.iter().zip(&new.allowances) {
        let amount = new.amount.minus(old.amount)?;
        if old.amount.is_zero() && !amount.is_zero() {
            found.push(new.clone());
        } else if !amount.is_zero() {
            found.push(LineAllowance { amount, percentage: None, base_amount: None, ..new.clone() });
        }
    }
    Ok(found)
}

/// Lets the largest allowance or charge of a line carry the cents that its parts, each rounded, miss: price times quantity
/// and what is taken off and added is the net amount (PEPPOL-EN16931-R120).
fn settle(line: &mut Line) -> Result<(), MoneyError> {
    let missed =
        LineAllowance::apply(&line.allowances, line.net_price.times(line.quantity)?)?.minus(line.net_amount)?;
    let Some(largest) = line.allowances.iter_mut().max_by_key(|item| item.amount) else { return Ok(()) };
    if !missed.is_zero() {
        largest.amount = match largest.kind {
            AllowanceKind::Allowance => largest.amount.plus(missed)?,
            AllowanceKind::Charge => largest.amount.minus(missed)?,
        };
        (largest.percentage, largest.base_amount) = (None, None);
    }
    Ok(())
}

/// The part of an allowance or charge that belongs to these lines: as much as they are of the lines at its rate, or of
/// all lines where none has its rate.
fn share(item: &AllowanceCharge, lines: &[Line], all: &[Line]) -> Result<Amount, MoneyError> {
    let net = |lines: &[Line], at_rate: bool| {
        let same = |line: &&Line| !at_rate || (line.vat.category, line.vat.rate) == (item.vat.category, item.vat.rate);
        Amount::sum(lines.iter().filter(same).map(|line| line.net_amount))
    };
    let of_rate = net(all, true)?;
    let at_rate = !of_rate.is_zero();
    let whole = if at_rate { of_rate } else { net(all, false)? };
    item.amount.share(net(lines, at_rate)?, whole)
}

fn at_rate<'s>(breakdown: &'s [VatSubtotal], like: &VatSubtotal) -> Option<&'s VatSubtotal> {
    breakdown.iter().find(|subtotal| (subtotal.category, subtotal.rate) == (like.category, like.rate))
}

/// The totals of a credit note. VAT is what its credit adds to the VAT credited before, so a cent may stand between it
/// and the rate of its own base; at the end the sum is right.
fn difference(
    lines: &[Line],
    allowances: &[AllowanceCharge],
    before: &Totals,
    after: &Totals,
) -> Result<Totals, MoneyError> {
    let tax = |totals: &Totals, subtotal: &VatSubtotal| {
        at_rate(&totals.vat_breakdown, subtotal).map_or(Amount::ZERO, |found| found.tax_amount)
    };
    let rounding_amount = after.rounding_amount.minus(before.rounding_amount)?;
    Totals::of(lines, allowances, None, Amount::ZERO)?
        .restated(|subtotal| tax(after, subtotal).minus(tax(before, subtotal)), rounding_amount)
}

/// The reason as it prints.
fn parse_reason(text: &str) -> Result<String, CreditError> {
    let text = text.trim();
    if text.is_empty() {
        return Err(CreditError::ReasonMissing);
    }
    if text.chars().count() > limits::CREDIT_REASON_CHARS_MAX || text.chars().any(char::is_control) {
        return Err(CreditError::ReasonRefused);
    }
    Ok(text.to_owned())
}

#[cfg(test)]
mod tests;
