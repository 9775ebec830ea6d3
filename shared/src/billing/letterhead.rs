//! What a tenant prints above and below its documents.

use serde::{Deserialize, Serialize};

use crate::billing::rich_text::RichText;

/// Header, footer and logo. A document keeps those of its day.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letterhead {
    /// Above the document.
    #[serde(default, skip_serializing_if = "RichText::is_empty")]
    pub header: RichText,
    /// Below it.
    #[serde(default, skip_serializing_if = "RichText::is_empty")]
    pub footer: RichText,
    /// The picture at the top.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub logo: Option<Logo>,
}

/// A picture, kept under the hash of its bytes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Logo {
    /// SHA-256 of the bytes, as 64 hexadecimal digits.
    pub sha256: String,
    /// `image/png` or `image/jpeg`.
    pub media_type: String,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
}

impl Letterhead {
    /// Whether documents look as they do without one.
    pub fn is_empty(&self) -> bool {
        self.header.is_empty() && self.footer.is_empty() && self.logo.is_none()
    }
}
