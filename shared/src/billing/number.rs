//! Document numbers: `INV-2026-0001` from a series per tenant, kind and year, given by the database.

use std::fmt;

/// Which series a number comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SeriesKind {
    /// Invoices.
    Invoice,
    /// Quotations.
    Quotation,
    /// Credit notes.
    CreditNote,
}

impl SeriesKind {
    /// All kinds, in the order of lists.
    pub const ALL: [Self; 3] = [Self::Invoice, Self::Quotation, Self::CreditNote];

    /// From the name in the database; none for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }

    /// What the dashboard calls these documents: "invoices", "quotes", "credit notes".
    pub fn plural(self) -> &'static str {
        match self {
            Self::Invoice => "invoices",
            Self::Quotation => "quotes",
            Self::CreditNote => "credit notes",
        }
    }

    /// Name in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Invoice => "invoice",
            Self::Quotation => "quotation",
            Self::CreditNote => "credit_note",
        }
    }

    /// Prefix of a new series.
    pub fn prefix(self) -> &'static str {
        match self {
            Self::Invoice => "INV",
            Self::Quotation => "QUO",
            Self::CreditNote => "CRN",
        }
    }
}

/// A number given by the database in the batch that stored its document.
///
/// The text is made in SQL, where the series is; this type only carries it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct DocumentNumber {
    text: String,
    year: u16,
    sequence: u32,
}

impl DocumentNumber {
    /// A number as the database returned it: its text, the year of its series and its place in it, from 1.
    pub fn from_database(text: String, year: u16, sequence: u32) -> Self {
        Self { text, year, sequence }
    }

    /// What stands in the place of a number while there is none: these words, and no place in a series.
    pub fn not_given(words: &str) -> Self {
        Self { text: words.to_owned(), year: 0, sequence: 0 }
    }

    /// Whether the database gave it.
    pub fn is_given(&self) -> bool {
        self.sequence > 0
    }

    /// Year and place in the series as at most ten digits: 2026 and 17 are 2026000017.
    pub fn reference_digits(&self) -> u64 {
        u64::from(self.year % 10_000).saturating_mul(1_000_000).saturating_add(u64::from(self.sequence % 1_000_000))
    }
}

impl fmt::Display for DocumentNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn year_and_place_make_the_reference() {
        let number = DocumentNumber::from_database("INV-2026-0017".into(), 2026, 17);
        assert_eq!((number.to_string().as_str(), number.reference_digits()), ("INV-2026-0017", 2_026_000_017));
    }
}
