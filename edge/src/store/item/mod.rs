//! Items: listed, found, added, changed and archived.

use jiff::Timestamp;
use serde::Deserialize;
use shared::{
    billing::{
        item::{Item, ItemPrice},
        unit::Unit,
    },
    id::{ItemId, TenantId},
    limits,
    money::UnitPrice,
};

use crate::platform::{
    database::{DatabaseError, Rows, Statement, Value, rows_before},
    instant::instant,
};

/// A stored item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredItem {
    /// The item.
    pub item: Item,
    /// Shown in its form and guarded by every change.
    pub version: i64,
    /// Whether it is no longer offered.
    pub is_archived: bool,
}

#[derive(Deserialize)]
struct Row {
    id: String,
    code: String,
    description: String,
    text: String,
    unit_code: Option<String>,
    unit_price: Option<String>,
    vat_code: Option<String>,
    version: i64,
    archived_at: Option<String>,
}

/// Which items are wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Searched code, description or text; may be empty.
    pub search: String,
    /// The archived ones instead of the others.
    pub archived: bool,
}

impl Wanted {
    fn values(&self, tenant: &TenantId) -> Vec<Value> {
        vec![tenant.as_str().into(), self.search.as_str().into(), i64::from(self.archived).into()]
    }

    /// One page, by description, for [`decode`].
    pub fn page(&self, tenant: &TenantId, page: u32) -> Statement {
        let values = self.values(tenant).into_iter().chain([limits::PAGE_ROWS.into(), rows_before(page).into()]);
        Statement::new(include_str!("items.sql"), values)
    }

    /// How many there are on all pages: a [`Counted`](crate::platform::database::Counted).
    pub fn count(&self, tenant: &TenantId) -> Statement {
        Statement::new(include_str!("count_items.sql"), self.values(tenant))
    }
}

/// The items to choose from, by description: all that are not archived, up to [`limits::ITEM_CHOICES_MAX`], for [`decode`].
pub fn choices(tenant: &TenantId) -> Statement {
    let values = Wanted::default().values(tenant).into_iter().chain([limits::ITEM_CHOICES_MAX.into(), 0u32.into()]);
    Statement::new(include_str!("items.sql"), values)
}

/// One item, archived or not, for [`decode`].
pub fn find(tenant: &TenantId, id: ItemId) -> Statement {
    Statement::new(include_str!("item_by_id.sql"), [tenant.as_str().into(), id.to_string().into()])
}

/// Reads the rows of [`Wanted::page`], [`choices`] and [`find`].
///
/// # Errors
/// [`DatabaseError::Defect`] if a stored value does not mean anything.
pub fn decode(rows: &Rows) -> Result<Vec<StoredItem>, DatabaseError> {
    rows.all::<Row>()?.into_iter().map(stored).collect()
}

fn stored(row: Row) -> Result<StoredItem, DatabaseError> {
    let meaningless = |what: &str| DatabaseError::Defect(format!("item {}: {what}", row.id));
    let price = match (&row.unit_code, &row.unit_price, row.vat_code) {
        (Some(unit), Some(price), Some(vat_code)) => Some(ItemPrice {
            unit: Unit::parse(unit).ok_or_else(|| meaningless("unit"))?,
            unit_price: UnitPrice::parse(price).map_err(|_| meaningless("price"))?,
            vat_code,
        }),
        _ => None,
    };
    let id = ItemId::parse(&row.id).map_err(|_| meaningless("id"))?;
    let item = Item { id, code: row.code, description: row.description, text: row.text, price };
    Ok(StoredItem { item, version: row.version, is_archived: row.archived_at.is_some() })
}

fn values(tenant: &TenantId, item: &Item) -> Vec<Value> {
    let price = item.price.as_ref();
    vec![
        tenant.as_str().into(),
        item.id.to_string().into(),
        item.code.as_str().into(),
        item.description.as_str().into(),
        item.text.as_str().into(),
        price.map(|price| price.unit.code()).into(),
        price.map(|price| price.unit_price.to_string()).into(),
        price.map(|price| price.vat_code.as_str()).into(),
    ]
}

/// Adds an item. A known id or a code in use aborts the batch as a duplicate.
pub fn insert(tenant: &TenantId, item: &Item, now: Timestamp) -> Statement {
    let values = values(tenant, item).into_iter().chain([instant(now).into()]);
    Statement::new(include_str!("insert_item.sql"), values)
}

/// Changes an item of this version; answers no row if it has another by now. A code in use aborts the batch as a duplicate.
pub fn update(tenant: &TenantId, item: &Item, version: i64) -> Statement {
    let values = values(tenant, item).into_iter().chain([version.into()]);
    Statement::new(include_str!("update_item.sql"), values)
}

/// Archives an item, or offers it again where `at` is none; answers no row if there is no such item. Doing it twice does it
/// once.
pub fn archive(tenant: &TenantId, id: ItemId, at: Option<Timestamp>) -> Statement {
    let values = [tenant.as_str().into(), id.to_string().into(), at.map(instant).into()];
    Statement::new(include_str!("archive_item.sql"), values)
}
