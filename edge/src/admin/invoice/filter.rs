//! The filter of the overview of invoices, as it stands in the address of the page and of its exports.

use jiff::civil::Date;
use shared::{billing::balance::BalanceState, delivery::sent::SentBy};

use crate::{
    app::problem::Problem,
    store::invoice::Wanted,
    web::{
        fields::{Fields, query},
        filter::{date, page, page_text, refused, search, sent},
    },
};

/// The filter of the overview of invoices.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct InvoiceFilter {
    /// Which invoices.
    pub wanted: Wanted,
    /// Page, from 1.
    pub page: u32,
}

impl InvoiceFilter {
    /// Names in the address.
    pub const NAMES: &'static [&'static str] = &["state", "sent", "from", "to", "q", "page"];
    /// Names in the address of an export, which has no pages.
    pub const EXPORT_NAMES: &'static [&'static str] = &["state", "sent", "from", "to", "q"];

    /// Reads the address.
    ///
    /// # Errors
    /// `validation` for a value that no link or form makes.
    pub fn parse(fields: &Fields) -> Result<Self, Problem> {
        let state = match fields.text("state") {
            "" => None,
            text => Some(
                BalanceState::ALL
                    .into_iter()
                    .find(|state| state.as_str() == text)
                    .ok_or_else(|| refused("state", "Choose one of the states."))?,
            ),
        };
        let (from, to) = (date(fields, "from")?, date(fields, "to")?);
        Ok(Self {
            wanted: Wanted { search: search(fields)?, state, from, to, sent: sent(fields)? },
            page: page(fields)?,
        })
    }

    /// The address of a page under this filter.
    pub fn href(&self, page: u64) -> String {
        self.address("/admin/invoices", self.wanted.state, page)
    }

    /// The address of the same filter in another state.
    pub fn href_of_state(&self, state: Option<BalanceState>) -> String {
        self.address("/admin/invoices", state, 1)
    }

    /// The address of an export of all that is found.
    pub fn export_href(&self, path: &str) -> String {
        self.address(path, self.wanted.state, 1)
    }

    fn address(&self, path: &str, state: Option<BalanceState>, page: u64) -> String {
        let text = |date: Option<Date>| date.map(|date| date.to_string()).unwrap_or_default();
        let fields = [
            ("state", state.map_or("", BalanceState::as_str)),
            ("sent", self.wanted.sent.map_or("", SentBy::as_str)),
            ("from", &text(self.wanted.from)),
            ("to", &text(self.wanted.to)),
            ("q", &self.wanted.search),
            ("page", &page_text(page)),
        ];
        format!("{path}{}", query(&fields))
    }

    /// Whether anything narrows the list.
    pub fn is_narrowed(&self) -> bool {
        self.wanted != Wanted::default()
    }

    /// The period in a file name: `2026-11-01-to-2026-11-30`, or nothing.
    pub fn period(&self) -> String {
        match (self.wanted.from, self.wanted.to) {
            (Some(from), Some(to)) => format!("-{from}-to-{to}"),
            (Some(from), None) => format!("-from-{from}"),
            (None, Some(to)) => format!("-to-{to}"),
            (None, None) => String::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filter(query: &str) -> Result<InvoiceFilter, Problem> {
        InvoiceFilter::parse(&Fields::parse(query.as_bytes(), InvoiceFilter::NAMES)?)
    }

    #[test]
    fn an_address_survives() {
        for address in [
            "",
            "?sent=failed",
            "?state=partly_paid&sent=peppol&from=2026-11-01&to=2026-11-30&q=An+%26+Co&page=3",
            "?state=credited",
        ] {
            let filter = filter(address.trim_start_matches('?')).unwrap();
            assert_eq!(filter.href(u64::from(filter.page)), format!("/admin/invoices{address}"));
        }
        let filter = filter("state=overdue&from=2026-11-01&page=2").unwrap();
        assert_eq!(
            filter.export_href("/admin/invoices.csv"),
            "/admin/invoices.csv?state=overdue&from=2026-11-01",
            "an export has all pages"
        );
        assert_eq!((filter.period().as_str(), filter.is_narrowed()), ("-from-2026-11-01", true));
    }

    #[test]
    fn what_no_form_makes_is_refused() {
        for query in ["state=late", "sent=fax", "from=soon", "to=2026-02-30", "page=0", "q=%00", "tenant_id=other"] {
            assert!(filter(query).is_err(), "{query}");
        }
        assert!(Fields::parse(b"page=2", InvoiceFilter::EXPORT_NAMES).is_err());
    }
}
