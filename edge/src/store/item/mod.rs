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
    database::{Counted, DatabaseError, Query, Statement, Value, rows_before},
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
struct ItemRow {
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

    /// One page, by description.
    pub fn page(&self, tenant: &TenantId, page: u32) -> Query<Vec<StoredItem>> {
        let values = self.values(tenant).into_iter().chain([limits::PAGE_ROWS.into(), rows_before(page).into()]);
        Query::all::<ItemRow>(include_str!("items.sql"), values).try_into_each()
    }

    /// How many there are on all pages.
    pub fn count(&self, tenant: &TenantId) -> Query<Counted> {
        Query::one::<Counted>(include_str!("count_items.sql"), self.values(tenant))
    }
}

/// The items to choose from, by description: all that are not archived, up to [`limits::ITEM_CHOICES_MAX`].
pub fn choices(tenant: &TenantId) -> Query<Vec<StoredItem>> {
    let values = Wanted::default().values(tenant).into_iter().chain([limits::ITEM_CHOICES_MAX.into(), 0u32.into()]);
    Query::all::<ItemRow>(include_str!("items.sql"), values).try_into_each()
}

/// One item, archived or not.
pub fn find(tenant: &TenantId, id: ItemId) -> Query<Option<StoredItem>> {
    let values = [tenant.as_str().into(), id.to_string().into()];
    Query::first::<ItemRow>(include_str!("item_by_id.sql"), values).try_into_each()
}

impl TryFrom<ItemRow> for StoredItem {
    type Error = DatabaseError;

    fn try_from(row: ItemRow) -> Result<Self, DatabaseError> {
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
        Ok(Self { item, version: row.version, is_archived: row.archived_at.is_some() })
    }
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

/// Changes an item of this version. Answers whether it still had that one. A code in use aborts the batch as a duplicate.
pub fn update(tenant: &TenantId, item: &Item, version: i64) -> Query<bool> {
    let values = values(tenant, item).into_iter().chain([version.into()]);
    Query::any(include_str!("update_item.sql"), values)
}

/// Archives an item, or offers it again where `at` is none; answers whether there is such an item. Doing it twice does it
/// once.
pub fn archive(tenant: &TenantId, id: ItemId, at: Option<Timestamp>) -> Query<bool> {
    let values = [tenant.as_str().into(), id.to_string().into(), at.map(instant).into()];
    Query::any(include_str!("archive_item.sql"), values)
}
