//! Rich text as one structured model: paragraphs and lists of runs. What is stored and printed is this, never markup.

mod inline;
mod markup;

use serde::{Deserialize, Serialize};

pub use markup::MarkupError;

/// A text of paragraphs and lists.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RichText {
    /// Its blocks, from top to bottom.
    pub blocks: Vec<Block>,
}

/// A paragraph or a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Block {
    /// Text on lines of one alignment.
    Paragraph {
        /// Where its lines stand.
        #[serde(default)]
        alignment: Alignment,
        /// What it says.
        runs: Vec<Run>,
    },
    /// Items, one below the other.
    List {
        /// What stands before each item.
        marker: ListMarker,
        /// What each item says.
        items: Vec<Vec<Run>>,
    },
}

/// Where the lines of a paragraph stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Alignment {
    /// At the left margin.
    #[default]
    Left,
    /// In the middle.
    Center,
    /// At the right margin.
    Right,
}

/// What stands before the items of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ListMarker {
    /// A bullet.
    Bullet,
    /// The item's number, from 1.
    Number,
}

/// Characters of one look.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Run {
    /// The characters.
    pub text: String,
    /// Whether they are bold.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub bold: bool,
    /// Whether they are italic.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub italic: bool,
    /// Where they lead: an `http`, `https`, `mailto` or `tel` address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
}

impl RichText {
    /// Whether it says nothing.
    pub fn is_empty(&self) -> bool {
        self.blocks.is_empty()
    }
}
