//! What the editor holds: every field as it was typed.

use serde::{Deserialize, Serialize};

/// What the editor makes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DocumentKind {
    /// An invoice.
    #[default]
    Invoice,
    /// A quotation.
    Quotation,
}

impl DocumentKind {
    /// Name in the database and in forms.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Invoice => "invoice",
            Self::Quotation => "quotation",
        }
    }

    /// Reads the name; none for anything else.
    pub fn parse(name: &str) -> Option<Self> {
        match name {
            "invoice" => Some(Self::Invoice),
            "quotation" => Some(Self::Quotation),
            _ => None,
        }
    }
}

/// A document as it is being written. Lines, allowances and charges have keys that stay when they are moved, so that a field keeps its name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DocumentForm {
    /// What it will be.
    pub kind: DocumentKind,
    /// Id of the contact; empty while none is chosen.
    pub contact: String,
    /// Lines in their order.
    pub lines: Vec<LineForm>,
    /// Allowances and charges on the whole document.
    pub allowances: Vec<AllowanceForm>,
    /// `YYYY-MM-DD`; empty: by the payment terms.
    pub due_date: String,
    /// `YYYY-MM-DD` of a quotation; empty: by the tenant's settings.
    pub valid_until: String,
    /// `YYYY-MM-DD` of delivery (BT-72); empty: none is printed.
    pub delivery_date: String,
    /// Reference that the buyer asked for (BT-10).
    pub buyer_reference: String,
    /// Number of the buyer's order (BT-13).
    pub order_reference: String,
    /// Note to the buyer (BT-22).
    pub note: String,
    /// Tag of a language; empty: the contact's.
    pub language: String,
    /// Whether the tenant's cash discount is offered.
    pub cash_discount: bool,
    /// Whether the terms of sale are added.
    pub sales_conditions: bool,
    /// The key that the next line, allowance or charge gets.
    pub next_key: u32,
}

/// Whether a line is sold or only printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LineFormKind {
    /// Something with a price.
    #[default]
    Item,
    /// A text between the lines.
    Text,
}

impl LineFormKind {
    /// Name in forms.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Item => "item",
            Self::Text => "text",
        }
    }

    /// Reads the name; none for anything else.
    pub fn parse(name: &str) -> Option<Self> {
        match name {
            "item" => Some(Self::Item),
            "text" => Some(Self::Text),
            _ => None,
        }
    }
}

/// One line as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LineForm {
    /// Stays with the line.
    pub key: u32,
    /// Sold or only printed.
    pub kind: LineFormKind,
    /// Item name (BT-153), or the text of a text line.
    pub name: String,
    /// Item description (BT-154).
    pub description: String,
    /// Quantity (BT-129).
    pub quantity: String,
    /// UNECE Rec 20 code (BT-130).
    pub unit: String,
    /// Price of one unit without VAT (BT-146).
    pub price: String,
    /// Code of the tenant's VAT table.
    pub vat_code: String,
    /// Allowances and charges on the line (BG-27, BG-28).
    pub allowances: Vec<AllowanceForm>,
}

impl LineForm {
    /// Whether nothing was typed that makes a line: such a line is left out of the document.
    pub fn is_blank(&self) -> bool {
        let typed = [&self.name, &self.description, &self.price];
        typed.iter().all(|text| text.trim().is_empty()) && self.allowances.iter().all(AllowanceForm::is_blank)
    }
}

/// How the size of an allowance or charge is given.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// A share of what it stands on.
    #[default]
    Percentage,
    /// An amount.
    Amount,
}

impl Basis {
    /// Name in forms.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Percentage => "percentage",
            Self::Amount => "amount",
        }
    }

    /// Reads the name; none for anything else.
    pub fn parse(name: &str) -> Option<Self> {
        match name {
            "percentage" => Some(Self::Percentage),
            "amount" => Some(Self::Amount),
            _ => None,
        }
    }
}

/// An allowance or charge as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AllowanceForm {
    /// Stays with it.
    pub key: u32,
    /// Whether it is added instead of taken off.
    pub is_charge: bool,
    /// How its size is given.
    pub basis: Basis,
    /// Percentage or amount.
    pub value: String,
    /// Reason that is printed.
    pub reason: String,
    /// VAT code, on the level of the document; empty: that of the lines, one part for each.
    pub vat_code: String,
}

impl AllowanceForm {
    /// Whether nothing was typed.
    pub fn is_blank(&self) -> bool {
        self.value.trim().is_empty() && self.reason.trim().is_empty()
    }
}
