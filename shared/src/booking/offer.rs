//! What a booking agrees to: which document it answers with, over how much, due when. The catalogue says it before the booking is
//! made, the booking answers it; both ask here.

use jiff::civil::Date;

use crate::{
    api,
    billing::{line::Line, totals::Totals},
    booking::price::price_of,
    money::{Amount, MoneyError},
    tenant::{
        policy::DocumentOnBooking,
        settings::{Service, Tenant},
        terms::Due,
    },
};

/// What a booking of some seats of a service agrees to, if it is made on a certain day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// Document lines.
    pub lines: Vec<Line>,
    /// Their totals.
    pub totals: Totals,
    /// The document; none where no document is made.
    pub paper: Option<Paper>,
}

/// The document that a booking answers with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paper {
    /// An invoice.
    Invoice {
        /// When it is due.
        due: Due,
        /// What is asked at booking.
        due_at_booking: Amount,
    },
    /// A quote.
    Quote {
        /// Last day on which it may be accepted.
        valid_until: Date,
    },
}

impl Offer {
    /// What a booking made on `issue_date` agrees to.
    ///
    /// # Errors
    /// [`MoneyError::OutOfRange`].
    pub fn of(tenant: &Tenant, service: &Service, seats: u32, issue_date: Date) -> Result<Self, MoneyError> {
        let (lines, totals) = price_of(service, seats)?;
        let terms = tenant.terms_for(service);
        let paper = match tenant.document_for(service) {
            None => None,
            Some(DocumentOnBooking::Invoice) => Some(Paper::Invoice {
                due: terms.due(issue_date),
                due_at_booking: terms.due_at_booking(totals.amount_due)?,
            }),
            Some(DocumentOnBooking::Quote) => Some(Paper::Quote {
                valid_until: issue_date.saturating_add(jiff::Span::new().days(i64::from(tenant.quote_validity_days))),
            }),
        };
        Ok(Self { lines, totals, paper })
    }

    /// As the catalogue says it.
    pub fn summary(&self) -> api::BookingOffer {
        api::BookingOffer {
            document: self.paper.map(|paper| match paper {
                Paper::Invoice { due, due_at_booking } => api::OfferedDocument {
                    kind: api::DocumentKind::Invoice,
                    amount_due: self.totals.amount_due.to_string(),
                    due_at_booking: due_at_booking.to_string(),
                    due: Some(match due {
                        Due::OnServiceDay => api::DueRule::ServiceDay,
                        Due::On(_) => api::DueRule::Date,
                    }),
                    due_date: match due {
                        Due::OnServiceDay => None,
                        Due::On(date) => Some(date.to_string()),
                    },
                    valid_until: None,
                },
                Paper::Quote { valid_until } => api::OfferedDocument {
                    kind: api::DocumentKind::Quote,
                    amount_due: self.totals.amount_due.to_string(),
                    due_at_booking: Amount::ZERO.to_string(),
                    due: None,
                    due_date: None,
                    valid_until: Some(valid_until.to_string()),
                },
            }),
            total_without_vat: self.totals.total_without_vat.to_string(),
            vat_total: self.totals.vat_total.to_string(),
            total_with_vat: self.totals.total_with_vat.to_string(),
        }
    }
}

#[cfg(test)]
mod tests;
