//! Items: what is sold again and again, with its unit, price and VAT code; and texts that are printed without a price.
//!
//! A line takes what its item says when it is made. Changing or archiving an item alters no draft and no document.

use serde::{Deserialize, Serialize};

use super::{unit::Unit, vat_code::VatCodes};
use crate::{fault::Fault, id::ItemId, limits, money::UnitPrice};

/// Something that lines are made from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Id.
    pub id: ItemId,
    /// The tenant's own code; may be empty, and is unique otherwise.
    pub code: String,
    /// Description (BT-153): one line of text.
    pub description: String,
    /// Longer text under it (BT-154); may be empty and have several lines.
    pub text: String,
    /// What one costs; none for a text item.
    pub price: Option<ItemPrice>,
}

/// What one unit of an item costs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemPrice {
    /// Unit (BT-130).
    pub unit: Unit,
    /// Price without VAT (BT-146).
    pub unit_price: UnitPrice,
    /// Name of a VAT code; what it means follows from the date of the document.
    pub vat_code: String,
}

/// What a form says of an item. Faults name its fields: `code`, `description`, `text`, `unit`, `price`, `vat_code`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TypedItem {
    /// May be empty.
    pub code: String,
    /// Description.
    pub description: String,
    /// May be empty.
    pub text: String,
    /// UNECE Rec 20 code.
    pub unit: String,
    /// Decimal with a point or a comma; empty for a text item.
    pub price: String,
    /// Name of a VAT code.
    pub vat_code: String,
}

impl TypedItem {
    /// The form that shows an item.
    pub fn of(item: &Item) -> Self {
        let (unit, price, vat_code) = match &item.price {
            Some(price) => (price.unit.code().to_owned(), price.unit_price.to_string(), price.vat_code.clone()),
            None => Default::default(),
        };
        Self {
            code: item.code.clone(),
            description: item.description.clone(),
            text: item.text.clone(),
            unit,
            price,
            vat_code,
        }
    }

    /// The item that is meant. Without a price it is a text item, whatever its unit and VAT code say.
    ///
    /// # Errors
    /// Every field to mend.
    pub fn parse(&self, id: ItemId, codes: &VatCodes) -> Result<Item, Vec<Fault>> {
        let mut faults = Vec::new();
        let code = line(&mut faults, &self.code, "code", limits::CODE_CHARS_MAX);
        let description = line(&mut faults, &self.description, "description", limits::NAME_CHARS_MAX);
        if description.is_empty() {
            faults.push(Fault::new("required", "description", "Describe the item; this is what the invoice says."));
        }
        let text = self.text.replace("\r\n", "\n").trim().to_owned();
        if text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\t')) {
            faults.push(Fault::new("text", "text", "Remove control characters."));
        } else if text.chars().count() > limits::ITEM_TEXT_CHARS_MAX {
            let detail = format!("Use at most {} characters.", limits::ITEM_TEXT_CHARS_MAX);
            faults.push(Fault::new("too_long", "text", detail));
        }
        let price = match self.price.trim() {
            "" => None,
            typed => self.parse_price(typed, codes).map_err(|more| faults.extend(more)).ok(),
        };
        if faults.is_empty() { Ok(Item { id, code, description, text, price }) } else { Err(faults) }
    }

    fn parse_price(&self, typed: &str, codes: &VatCodes) -> Result<ItemPrice, Vec<Fault>> {
        let mut faults = Vec::new();
        let unit_price = UnitPrice::parse(&typed.replacen(',', ".", 1)).ok().filter(|_| !typed.starts_with('-'));
        if unit_price.is_none() {
            let detail = "Enter the price without VAT, such as 45 or 12.3456, or leave it empty for a text item.";
            faults.push(Fault::new("price", "price", detail));
        }
        let unit = Unit::parse(&self.unit);
        if unit.is_none() {
            faults.push(Fault::new("unit", "unit", "Choose a unit."));
        }
        if !codes.knows(&self.vat_code) {
            faults.push(Fault::new("vat_code", "vat_code", "Choose a VAT code."));
        }
        match (unit_price, unit) {
            (Some(unit_price), Some(unit)) if faults.is_empty() => {
                Ok(ItemPrice { unit, unit_price, vat_code: self.vat_code.clone() })
            }
            _ => Err(faults),
        }
    }
}

/// Trimmed text of one line, with the fault of one that is not.
fn line(faults: &mut Vec<Fault>, typed: &str, field: &'static str, chars_max: usize) -> String {
    let text = typed.trim();
    if text.chars().any(char::is_control) {
        faults.push(Fault::new("text", field, "Remove line breaks and control characters."));
    } else if text.chars().count() > chars_max {
        faults.push(Fault::new("too_long", field, format!("Use at most {chars_max} characters.")));
    }
    text.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id() -> ItemId {
        ItemId::of(1_764_489_600_000, [7; 10])
    }

    fn typed() -> TypedItem {
        TypedItem {
            code: " H1 ".into(),
            description: " Cleaning, per hour ".into(),
            text: "With our own\r\nproducts. ".into(),
            unit: "HUR".into(),
            price: "37,1901".into(),
            vat_code: "21".into(),
        }
    }

    #[test]
    fn what_is_typed_becomes_an_item() {
        let codes = VatCodes::with(Vec::new());
        let item = typed().parse(id(), &codes).unwrap();
        assert_eq!((item.code.as_str(), item.description.as_str()), ("H1", "Cleaning, per hour"));
        assert_eq!(item.text, "With our own\nproducts.");
        let price = item.price.clone().unwrap();
        assert_eq!((price.unit.code(), price.unit_price.to_string().as_str()), ("HUR", "37.1901"));
        assert_eq!(TypedItem::of(&item).parse(id(), &codes), Ok(item), "its form gives it back");
    }

    #[test]
    fn without_a_price_it_is_a_text_item() {
        let codes = VatCodes::with(Vec::new());
        let text = TypedItem { price: " ".into(), vat_code: "none".into(), ..typed() };
        let item = text.parse(id(), &codes).unwrap();
        assert_eq!(item.price, None);
        assert_eq!(TypedItem::of(&item).parse(id(), &codes), Ok(item));
    }

    #[test]
    fn each_fault_names_its_field() {
        type Change = fn(&mut TypedItem);
        let rows: [(Change, &[&str]); 14] = [
            (|t| t.code = "a".repeat(21), &["code"]),
            (|t| t.code = "a\tb".into(), &["code"]),
            (|t| t.description = " ".into(), &["description"]),
            (|t| t.description = "a".repeat(121), &["description"]),
            (|t| t.description = "a\nb".into(), &["description"]),
            (|t| t.text = "a".repeat(2_001), &["text"]),
            (|t| t.text = "\u{0}".into(), &["text"]),
            (|t| t.price = "-1".into(), &["price"]),
            (|t| t.price = "1.23456".into(), &["price"]),
            (|t| t.price = "1.000,00".into(), &["price"]),
            (|t| t.price = "ten".into(), &["price"]),
            (|t| t.unit = "hour".into(), &["unit"]),
            (|t| t.vat_code = "22".into(), &["vat_code"]),
            (
                |t| (t.description, t.price, t.unit) = (String::new(), "x".into(), String::new()),
                &["description", "price", "unit"],
            ),
        ];
        let codes = VatCodes::with(Vec::new());
        for (change, fields) in rows {
            let mut typed = typed();
            change(&mut typed);
            let faults = typed.parse(id(), &codes).unwrap_err();
            assert_eq!(faults.iter().map(|fault| fault.pointer.as_str()).collect::<Vec<_>>(), fields, "{typed:?}");
        }
    }
}
