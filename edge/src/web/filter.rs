//! Filters of lists, as they stand in the address.

use jiff::civil::Date;
use shared::{billing::quotation::QuotationState, delivery::sent::SentBy, fault::Fault, limits};

use super::fields::{Fields, query};
use crate::app::problem::Problem;

/// The largest page: four digits.
const PAGE_MAX: u32 = 9_999;

/// Which part of the time line a list of bookings shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Span {
    /// From today on, the next first.
    #[default]
    Upcoming,
    /// Before today, the latest first.
    Past,
    /// All, the latest first.
    All,
}

impl Span {
    /// All spans, in the order of the tabs.
    pub const ALL: [Self; 3] = [Self::Upcoming, Self::Past, Self::All];

    /// Name in the address; empty for the default.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Upcoming => "",
            Self::Past => "past",
            Self::All => "all",
        }
    }

    /// Name of the tab.
    pub fn title(self) -> &'static str {
        match self {
            Self::Upcoming => "Upcoming",
            Self::Past => "Past",
            Self::All => "All",
        }
    }
}

/// The filter of the list of bookings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BookingFilter {
    /// Part of the time line.
    pub span: Span,
    /// `confirmed`, `cancelled`, or empty for both.
    pub status: String,
    /// First day.
    pub from: Option<Date>,
    /// Last day.
    pub to: Option<Date>,
    /// Searched text; may be empty.
    pub search: String,
    /// Page, from 1.
    pub page: u32,
}

impl BookingFilter {
    /// Names in the address.
    pub const NAMES: &'static [&'static str] = &["span", "status", "from", "to", "q", "page"];

    /// Reads the address.
    ///
    /// # Errors
    /// `validation` for a value that no link or form makes.
    pub fn parse(fields: &Fields) -> Result<Self, Problem> {
        let span = Span::ALL.into_iter().find(|span| span.as_str() == fields.text("span"));
        let status = fields.text("status");
        if !["", "confirmed", "cancelled"].contains(&status) {
            return Err(refused("status", "Choose one of the statuses."));
        }
        Ok(Self {
            span: span.ok_or_else(|| refused("span", "Choose upcoming, past or all."))?,
            status: status.to_owned(),
            from: date(fields, "from")?,
            to: date(fields, "to")?,
            search: search(fields)?,
            page: page(fields)?,
        })
    }

    /// The address of a page under this filter.
    pub fn href(&self, page: u64) -> String {
        Self::address(self.span, &self.status, self.from, self.to, &self.search, page)
    }

    /// The address of another span under the same filter.
    pub fn href_of_span(&self, span: Span) -> String {
        Self::address(span, &self.status, None, None, &self.search, 1)
    }

    fn address(span: Span, status: &str, from: Option<Date>, to: Option<Date>, search: &str, page: u64) -> String {
        let text = |date: Option<Date>| date.map(|date| date.to_string()).unwrap_or_default();
        let fields = [
            ("span", span.as_str()),
            ("status", status),
            ("from", &text(from)),
            ("to", &text(to)),
            ("q", search),
            ("page", &page_text(page)),
        ];
        format!("/admin/bookings{}", query(&fields))
    }

    /// Whether anything but the span narrows the list.
    pub fn is_narrowed(&self) -> bool {
        !self.status.is_empty() || self.from.is_some() || self.to.is_some() || !self.search.is_empty()
    }
}

/// The filter of the lists of quotes and credit notes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DocumentFilter {
    /// State of quotes; none for all, and always none for credit notes.
    pub state: Option<QuotationState>,
    /// How it was sent; none for all.
    pub sent: Option<SentBy>,
    /// Searched number or buyer; may be empty.
    pub search: String,
    /// Page, from 1.
    pub page: u32,
}

impl DocumentFilter {
    /// Whether anything narrows the list.
    pub fn is_narrowed(&self) -> bool {
        self.state.is_some() || self.sent.is_some() || !self.search.is_empty()
    }

    /// Names in the address of the list of quotes.
    pub const QUOTATION_NAMES: &'static [&'static str] = &["state", "sent", "q", "page"];

    /// Names in the address of the list of credit notes.
    pub const CREDIT_NOTE_NAMES: &'static [&'static str] = &["sent", "q", "page"];

    /// Reads the address.
    ///
    /// # Errors
    /// `validation` for a value that no link or form makes.
    pub fn parse(fields: &Fields) -> Result<Self, Problem> {
        let state = match fields.text("state") {
            "" => None,
            text => Some(
                QuotationState::ALL
                    .into_iter()
                    .find(|state| state.as_str() == text)
                    .ok_or_else(|| refused("state", "Choose one of the states."))?,
            ),
        };
        Ok(Self { state, sent: sent(fields)?, search: search(fields)?, page: page(fields)? })
    }

    /// The address of a page of credit notes under this filter.
    pub fn credit_notes_href(&self, page: u64) -> String {
        format!("/admin/credit-notes{}", self.query(None, page))
    }

    /// The address of a page of quotes under this filter, in a state.
    pub fn quotes_href(&self, state: Option<QuotationState>, page: u64) -> String {
        format!("/admin/quotes{}", self.query(state, page))
    }

    fn query(&self, state: Option<QuotationState>, page: u64) -> String {
        query(&[
            ("state", state.map_or("", QuotationState::as_str)),
            ("sent", self.sent.map_or("", SentBy::as_str)),
            ("q", &self.search),
            ("page", &page_text(page)),
        ])
    }
}

pub(crate) fn page_text(page: u64) -> String {
    if page <= 1 { String::new() } else { page.to_string() }
}

pub(crate) fn refused(field: &str, detail: &str) -> Problem {
    Problem::validation(vec![Fault::new("filter", format!("/{field}"), detail)])
}

pub(crate) fn page(fields: &Fields) -> Result<u32, Problem> {
    let text = fields.text("page");
    if text.is_empty() {
        return Ok(1);
    }
    match text.parse::<u32>() {
        Ok(page) if (1..=PAGE_MAX).contains(&page) && text.bytes().all(|b| b.is_ascii_digit()) => Ok(page),
        _ => Err(refused("page", "Choose a page from 1 to 9999.")),
    }
}

pub(crate) fn date(fields: &Fields, name: &str) -> Result<Option<Date>, Problem> {
    match fields.text(name) {
        "" => Ok(None),
        // jiff knows more spellings than a date field makes.
        text if text.len() == 10 => {
            text.parse().map(Some).map_err(|_| refused(name, "Give the day as year-month-day, such as 2026-12-01."))
        }
        _ => Err(refused(name, "Give the day as year-month-day, such as 2026-12-01.")),
    }
}

/// How it was sent; none for all.
pub(crate) fn sent(fields: &Fields) -> Result<Option<SentBy>, Problem> {
    match fields.text("sent") {
        "" => Ok(None),
        text => SentBy::parse(text).map(Some).ok_or_else(|| refused("sent", "Choose one of the ways.")),
    }
}

pub(crate) fn search(fields: &Fields) -> Result<String, Problem> {
    let text = fields.text("q");
    if text.chars().count() > limits::NAME_CHARS_MAX || text.chars().any(char::is_control) {
        return Err(refused("q", "Search for at most 120 characters."));
    }
    Ok(text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bookings(query: &str) -> Result<BookingFilter, Problem> {
        BookingFilter::parse(&Fields::parse(query.as_bytes(), BookingFilter::NAMES)?)
    }

    #[test]
    fn an_address_survives() {
        for address in [
            "",
            "?span=past",
            "?span=all&status=cancelled&from=2026-01-01&to=2026-01-31&q=An+%26+Co&page=3",
            "?q=%25_%5C",
        ] {
            let filter = bookings(address.trim_start_matches('?')).unwrap();
            assert_eq!(filter.href(u64::from(filter.page)), format!("/admin/bookings{address}"));
        }
    }

    #[test]
    fn what_no_form_makes_is_refused() {
        for query in [
            "span=today",
            "status=paid",
            "page=0",
            "page=10000",
            "page=1e6",
            "page=%2B1",
            "from=yesterday",
            "from=2026-02-30",
            "to=20260201",
            "limit=1000000",
            "tenant_id=t2",
            "q=%00",
        ] {
            assert!(bookings(query).is_err(), "{query}");
        }
    }

    #[test]
    fn lists_of_documents_keep_their_filter() {
        let fields = Fields::parse(b"state=open&sent=email&q=x&page=2", DocumentFilter::QUOTATION_NAMES).unwrap();
        let filter = DocumentFilter::parse(&fields).unwrap();
        assert_eq!(filter.quotes_href(filter.state, 3), "/admin/quotes?state=open&sent=email&q=x&page=3");
        assert_eq!(filter.quotes_href(None, 1), "/admin/quotes?sent=email&q=x");
        assert_eq!(filter.credit_notes_href(2), "/admin/credit-notes?sent=email&q=x&page=2");
        assert!(DocumentFilter { search: String::new(), state: None, ..filter }.is_narrowed(), "by how it was sent");
        let fax = Fields::parse(b"sent=fax", DocumentFilter::CREDIT_NOTE_NAMES).unwrap();
        assert!(DocumentFilter::parse(&fax).is_err());
    }
}
