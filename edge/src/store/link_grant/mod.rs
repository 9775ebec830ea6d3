//! What a link opens, with all that its MAC covers.

use shared::id::TenantId;

/// What a link opens, with all that its MAC covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Grant<'a> {
    /// Whose.
    pub tenant: &'a TenantId,
    /// Present version; an older link is dead.
    pub version: i64,
    /// Last civil date on which the link works.
    pub expires_on: jiff::civil::Date,
}
