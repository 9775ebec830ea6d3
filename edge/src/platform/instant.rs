//! Instants as they are stored.

use jiff::Timestamp;

/// An instant as the database stores it: UTC, whole seconds, fixed width.
pub fn instant(at: Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}
