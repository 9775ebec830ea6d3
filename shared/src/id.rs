//! One type per entity, so that a booking's id can never be passed for a document's.

use std::fmt;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::limits;

/// The text is not a valid id of the wanted kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a valid id")]
pub struct InvalidId;

macro_rules! text_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// Wraps an id read from the database.
            pub fn new(text: impl Into<String>) -> Self {
                Self(text.into())
            }

            /// The id as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

text_id!(
    /// A tenant: one business with its own settings, bookings and books.
    TenantId
);
text_id!(
    /// Something that can be booked.
    ServiceId
);
text_id!(
    /// A staff member or a room.
    ResourceId
);
text_id!(
    /// A quotation or an invoice.
    DocumentId
);

text_id!(
    /// A contact: who is invoiced, whether they booked or were added.
    ContactId
);

macro_rules! handle {
    ($name:ident) => {
        impl $name {
            /// Parses a handle as the product makes it: 128 random bits as 22 characters of base64url.
            ///
            /// # Errors
            /// [`InvalidId`] for anything else.
            pub fn parse(text: &str) -> Result<Self, InvalidId> {
                if is_handle(text) { Ok(Self(text.to_owned())) } else { Err(InvalidId) }
            }
        }
    };
}

handle!(DocumentId);
handle!(ContactId);

fn is_handle(text: &str) -> bool {
    text.len() == 22 && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
}

/// A name in URLs: 1 to 63 lower-case letters, digits and inner hyphens.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slug(String);

impl Slug {
    /// Parses a slug.
    ///
    /// # Errors
    /// [`InvalidId`] for anything else than 1 to 63 of `a-z`, `0-9` and inner `-`.
    pub fn parse(text: &str) -> Result<Self, InvalidId> {
        let inner = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
        let fits = (1..=limits::SLUG_BYTES_MAX).contains(&text.len());
        if fits && text.bytes().all(inner) && !text.starts_with('-') && !text.ends_with('-') {
            Ok(Self(text.to_owned()))
        } else {
            Err(InvalidId)
        }
    }

    /// The slug as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

macro_rules! uuid_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Uuid);

        impl $name {
            /// Parses the one canonical spelling: lower case, hyphenated, version 7. Many names for one id would defeat
            /// retries.
            ///
            /// # Errors
            /// [`InvalidId`] for braces, `urn:uuid:`, upper case, other versions and anything else.
            pub fn parse(text: &str) -> Result<Self, InvalidId> {
                canonical_uuid_v7(text).map(Self)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.hyphenated().fmt(f)
            }
        }
    };
}

fn canonical_uuid_v7(text: &str) -> Result<Uuid, InvalidId> {
    let id = Uuid::try_parse(text).map_err(|_| InvalidId)?;
    if id.get_version_num() == 7 && id.hyphenated().to_string() == text { Ok(id) } else { Err(InvalidId) }
}

uuid_id!(
    /// A booking: UUIDv7 made by the client and kept for retries.
    BookingId
);
uuid_id!(
    /// A payment: UUIDv7 made with the form, so that a form sent twice records once.
    PaymentId
);

uuid_id!(
    /// An item: UUIDv7 made with the form that adds it.
    ItemId
);

uuid_id!(
    /// A webhook: UUIDv7 made with the form that adds it.
    WebhookId
);

impl BookingId {
    /// The id of a new form, made as a [`PaymentId`] is.
    pub fn of(unix_millis: u64, random: [u8; 10]) -> Self {
        Self(uuid::Builder::from_unix_timestamp_millis(unix_millis, &random).into_uuid())
    }
}

impl PaymentId {
    /// The id of a new form: its time in milliseconds, and 80 random bits of which the version and the variant take six.
    pub fn of(unix_millis: u64, random: [u8; 10]) -> Self {
        Self(uuid::Builder::from_unix_timestamp_millis(unix_millis, &random).into_uuid())
    }
}

impl ItemId {
    /// The id of a new form, made as a [`PaymentId`] is.
    pub fn of(unix_millis: u64, random: [u8; 10]) -> Self {
        Self(PaymentId::of(unix_millis, random).0)
    }
}

impl WebhookId {
    /// The id of a new form, made as a [`PaymentId`] is.
    pub fn of(unix_millis: u64, random: [u8; 10]) -> Self {
        Self(PaymentId::of(unix_millis, random).0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_canonical_uuid_v7_names_a_booking() {
        let good = "01936d5e-7c3a-7b1e-8f2a-0123456789ab";
        assert_eq!(BookingId::parse(good).unwrap().to_string(), good);
        for bad in [
            "",
            "01936d5e-7c3a-4b1e-8f2a-0123456789ab",
            "00000000-0000-0000-0000-000000000000",
            "{01936d5e-7c3a-7b1e-8f2a-0123456789ab}",
            "urn:uuid:01936d5e-7c3a-7b1e-8f2a-0123456789ab",
            "01936D5E-7C3A-7B1E-8F2A-0123456789AB",
            "01936d5e7c3a7b1e8f2a0123456789ab",
            "01936d5e-7c3a-7b1e-8f2a-0123456789a",
            "01936d5e-7c3a-7b1e-8f2a-0123456789abc",
        ] {
            assert_eq!(BookingId::parse(bad), Err(InvalidId), "{bad}");
        }
    }

    #[test]
    fn an_id_made_here_is_canonical() {
        let made = PaymentId::of(1_764_489_600_000, [0xff; 10]);
        assert_eq!(PaymentId::parse(&made.to_string()), Ok(made));
    }

    #[test]
    fn slugs_are_plain() {
        for good in ["a", "demo", "helder-schoonmaak", "7"] {
            assert!(Slug::parse(good).is_ok(), "{good}");
        }
        for bad in ["", "-a", "a-", "Demo", "a_b", "a b", "é", "a/b", &"a".repeat(64)] {
            assert!(Slug::parse(bad).is_err(), "{bad}");
        }
    }
}
