//! Capability links: whoever has one can read the document or manage the booking, so each is a 256-bit HMAC.
//!
//! Token = selector, a dot, 43 base64url characters of HMAC-SHA256. The selector (key id, and the document's handle or
//! tenant and booking) is not secret. A link can be rebuilt from stored rows, so a replay answers byte for byte, and
//! raising the stored version or reaching the expiry ends it.

use crate::store::link_grant::Grant;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use shared::id::{BookingId, DocumentId, TenantId};
use subtle::ConstantTimeEq;

/// Id of the present key. A rotation adds a key under the next id and keeps this one until its links have expired.
const KEY_ID: &str = "1";

/// The secret that signs links.
#[derive(Clone)]
pub struct LinkKey(Vec<u8>);

/// The configured key is missing or too short.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("LINK_KEY must be at least 32 bytes of base64url")]
pub struct WeakKey;

impl LinkKey {
    /// Reads the configured key.
    ///
    /// # Errors
    /// [`WeakKey`] for anything but at least 32 bytes in base64url.
    pub fn parse(text: &str) -> Result<Self, WeakKey> {
        match URL_SAFE_NO_PAD.decode(text.trim()) {
            Ok(bytes) if bytes.len() >= 32 => Ok(Self(bytes)),
            _ => Err(WeakKey),
        }
    }
}

/// Builds and checks links below one address.
#[derive(Clone, Copy)]
pub struct Links<'a> {
    key: &'a LinkKey,
    base_url: &'a str,
}

impl<'a> Links<'a> {
    /// Links below `base_url`.
    pub fn new(key: &'a LinkKey, base_url: &'a str) -> Self {
        Self { key, base_url }
    }

    /// The public page of a document.
    pub fn document(&self, document: &DocumentId, grant: Grant<'_>) -> String {
        format!("{}/d/{KEY_ID}{document}.{}", self.base_url, self.mac("document", document.as_str(), grant))
    }

    /// The PDF of a document.
    pub fn document_pdf(&self, document: &DocumentId, grant: Grant<'_>) -> String {
        format!("{}/pdf", self.document(document, grant))
    }

    /// The page that shows and cancels a booking.
    pub fn manage(&self, booking: BookingId, grant: Grant<'_>) -> String {
        let mac = self.mac("booking", &booking.to_string(), grant);
        format!("{}/m/{KEY_ID}{}~{booking}.{mac}", self.base_url, grant.tenant)
    }

    /// The calendar file of a booking.
    pub fn calendar(&self, booking: BookingId, grant: Grant<'_>) -> String {
        format!("{}/calendar.ics", self.manage(booking, grant))
    }

    /// Whether a token's MAC is the one of this grant; compared in constant time.
    pub fn opens(&self, token: &Token<'_>, kind: &str, id: &str, grant: Grant<'_>) -> bool {
        self.mac(kind, id, grant).as_bytes().ct_eq(token.mac.as_bytes()).into()
    }

    fn mac(&self, kind: &str, id: &str, grant: Grant<'_>) -> String {
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&self.key.0) else {
            return String::new(); // HMAC takes keys of every length
        };
        let (version, expires_on) = (grant.version.to_string(), grant.expires_on.to_string());
        for field in [KEY_ID, kind, grant.tenant.as_str(), id, &version, &expires_on] {
            mac.update(&u64::try_from(field.len()).unwrap_or(u64::MAX).to_be_bytes());
            mac.update(field.as_bytes());
        }
        URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes())
    }
}

/// A token split into its parts; nothing about it is verified yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token<'a> {
    /// Document handle, or tenant and booking joined by `~`.
    pub selector: &'a str,
    mac: &'a str,
}

impl<'a> Token<'a> {
    /// Splits a token; none if it cannot be one.
    pub fn parse(text: &'a str) -> Option<Self> {
        let (selector, mac) = text.strip_prefix(KEY_ID)?.split_once('.')?;
        let url_safe = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'_';
        let selector_fits = (1..=128).contains(&selector.len()) && selector.bytes().all(|b| url_safe(b) || b == b'~');
        (selector_fits && mac.len() == 43 && mac.bytes().all(url_safe)).then_some(Self { selector, mac })
    }

    /// Tenant and booking of a manage token.
    pub fn booking(&self) -> Option<(TenantId, BookingId)> {
        let (tenant, booking) = self.selector.split_once('~')?;
        Some((TenantId::new(tenant), BookingId::parse(booking).ok()?))
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn key() -> LinkKey {
        LinkKey::parse(&URL_SAFE_NO_PAD.encode([7u8; 32])).unwrap()
    }

    #[test]
    fn a_link_opens_exactly_what_it_was_made_for() {
        let (key, tenant, other) = (key(), TenantId::new("t1"), TenantId::new("t2"));
        let links = Links::new(&key, "https://book.example");
        let id = DocumentId::new("AbCdEfGhIjKlMnOpQrStUv");
        let grant = Grant { tenant: &tenant, version: 1, expires_on: date(2027, 1, 1) };
        let url = links.document(&id, grant);
        let text = url.strip_prefix("https://book.example/d/").unwrap();
        let token = Token::parse(text).unwrap();
        assert_eq!(token.selector, id.as_str());
        assert!(links.opens(&token, "document", id.as_str(), grant));
        for (kind, id, grant) in [
            ("booking", id.as_str(), grant),
            ("document", "AbCdEfGhIjKlMnOpQrStUw", grant),
            ("document", id.as_str(), Grant { tenant: &other, ..grant }),
            ("document", id.as_str(), Grant { version: 2, ..grant }),
            ("document", id.as_str(), Grant { expires_on: date(2027, 1, 2), ..grant }),
        ] {
            assert!(!links.opens(&token, kind, id, grant), "{kind} {id} {grant:?}");
        }
    }

    #[test]
    fn what_cannot_be_a_token_is_not_one() {
        let mac = "A".repeat(43);
        for text in [
            "",
            "1",
            "1abc",
            &format!("2abc.{mac}"),
            &format!("1abc.{mac}A"),
            &format!("1a b.{mac}"),
            &format!("1.{mac}"),
        ] {
            assert_eq!(Token::parse(text), None, "{text}");
        }
    }

    #[test]
    fn weak_keys_are_refused() {
        for text in ["", "short", &URL_SAFE_NO_PAD.encode([0u8; 31]), "***"] {
            assert!(LinkKey::parse(text).is_err());
        }
    }
}
