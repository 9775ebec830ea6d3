//! The form of an item, and the filter of the list of items.

use shared::billing::item::TypedItem;

use crate::{
    app::problem::Problem,
    store::item::Wanted,
    web::{
        fields::{Fields, query},
        filter::{page, page_text, refused, search},
    },
};

/// Names in the form: `id` where an item is added, `version` where one is changed.
pub const NAMES: &[&str] = &["id", "version", "code", "description", "text", "unit", "price", "vat_code"];

/// What the form holds of the item.
pub fn parse(fields: &Fields) -> TypedItem {
    let text = |name| fields.text(name).to_owned();
    TypedItem {
        code: text("code"),
        description: text("description"),
        text: text("text"),
        unit: text("unit"),
        price: text("price"),
        vat_code: text("vat_code"),
    }
}

/// The filter of the list of items.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ItemFilter {
    /// Which items.
    pub wanted: Wanted,
    /// Page, from 1.
    pub page: u32,
}

impl ItemFilter {
    /// Names in the address; `done` says what was just done.
    pub const NAMES: &'static [&'static str] = &["state", "q", "page", "done"];

    /// Reads the address.
    ///
    /// # Errors
    /// `validation` for a value that no link or form makes.
    pub fn parse(fields: &Fields) -> Result<Self, Problem> {
        let archived = match fields.text("state") {
            "" => false,
            "archived" => true,
            _ => return Err(refused("state", "Choose the items in use or the archived ones.")),
        };
        Ok(Self { wanted: Wanted { search: search(fields)?, archived }, page: page(fields)? })
    }

    /// The address of a page under this filter.
    pub fn href(&self, page: u64) -> String {
        address(self.wanted.archived, &self.wanted.search, page)
    }

    /// The address of the other state under the same search.
    pub fn href_of_state(&self, archived: bool) -> String {
        address(archived, &self.wanted.search, 1)
    }
}

fn address(archived: bool, search: &str, page: u64) -> String {
    let state = if archived { "archived" } else { "" };
    format!("/admin/items{}", query(&[("state", state), ("q", search), ("page", &page_text(page))]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_survives() {
        for address in ["", "?state=archived&q=An+%26+Co&page=3", "?q=hour"] {
            let fields = Fields::parse(address.trim_start_matches('?').as_bytes(), ItemFilter::NAMES).unwrap();
            let filter = ItemFilter::parse(&fields).unwrap();
            assert_eq!(filter.href(u64::from(filter.page)), format!("/admin/items{address}"));
        }
    }

    #[test]
    fn what_no_form_makes_is_refused() {
        for query in ["state=deleted", "page=0", "q=%00"] {
            let fields = Fields::parse(query.as_bytes(), ItemFilter::NAMES).unwrap();
            assert!(ItemFilter::parse(&fields).is_err(), "{query}");
        }
    }
}
