//! Files that belong to a document. The document names them by the hash of their bytes, so they cannot change under it.

use serde::{Deserialize, Serialize};

/// A file sent with a document (BG-24).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachment {
    /// SHA-256 of the bytes, as 64 hexadecimal digits.
    pub sha256: String,
    /// Name it is saved under (BT-125-2), without a path.
    pub file_name: String,
    /// Media type, found in its content (BT-125-1).
    pub media_type: String,
    /// Size in bytes.
    pub size: u64,
}

/// The seller's sales conditions: a PDF whose pages follow those of the document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SalesConditions {
    /// SHA-256 of the bytes, as 64 hexadecimal digits.
    pub sha256: String,
    /// Name it was uploaded under.
    pub file_name: String,
    /// How many pages it has.
    pub pages: u32,
}
