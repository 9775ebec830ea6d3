//! What is kept encrypted in the database: the keys and secrets that a tenant entrusts to us. AES-256-GCM under the key of the
//! installation, `DATA_KEY`, which the database does not hold.
//!
//! The context says whose value it is and what for, and is authenticated with it, so that a value copied into another row or
//! another tenant does not open there.

use aes_gcm::{
    Aes256Gcm, KeyInit, Nonce,
    aead::{Aead, Payload},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};

/// Id of the present key, in front of every value. A rotation adds a key under the next id and keeps this one until every value
/// was sealed anew.
const KEY_ID: &str = "1";
/// Bytes of the nonce, which stands in front of the ciphertext.
pub const NONCE_BYTES: usize = 12;

/// The key that seals and opens.
#[derive(Clone)]
pub struct SealKey([u8; 32]);

/// The configured key is missing or has another length.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("DATA_KEY must be 32 bytes of base64url")]
pub struct WeakKey;

/// A value that does not open: it was sealed for something else, with another key, or has been changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a sealed value does not open")]
pub struct NotOpened;

impl SealKey {
    /// The key of these bytes.
    pub fn of(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// Reads the configured key.
    ///
    /// # Errors
    /// [`WeakKey`] for anything but exactly 32 bytes in base64url.
    pub fn parse(text: &str) -> Result<Self, WeakKey> {
        let bytes = URL_SAFE_NO_PAD.decode(text.trim()).map_err(|_| WeakKey)?;
        bytes.try_into().map(Self).map_err(|_| WeakKey)
    }

    /// The value sealed for this context, as text. The nonce is random and never used again.
    ///
    /// # Errors
    /// [`NotOpened`] for a value that no cipher takes: more than 64 GiB.
    pub fn seal(&self, context: &str, plain: &[u8], nonce: [u8; NONCE_BYTES]) -> Result<String, NotOpened> {
        let payload = Payload { msg: plain, aad: context.as_bytes() };
        let sealed = self.cipher().encrypt(&Nonce::from(nonce), payload).map_err(|_| NotOpened)?;
        let mut bytes = nonce.to_vec();
        bytes.extend(sealed);
        Ok(format!("{KEY_ID}.{}", URL_SAFE_NO_PAD.encode(bytes)))
    }

    /// The value that was sealed for this context.
    ///
    /// # Errors
    /// [`NotOpened`].
    pub fn open(&self, context: &str, sealed: &str) -> Result<Vec<u8>, NotOpened> {
        let text = sealed.strip_prefix(KEY_ID).and_then(|rest| rest.strip_prefix('.')).ok_or(NotOpened)?;
        let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| NotOpened)?;
        let (nonce, ciphertext) = bytes.split_first_chunk::<NONCE_BYTES>().ok_or(NotOpened)?;
        let payload = Payload { msg: ciphertext, aad: context.as_bytes() };
        self.cipher().decrypt(&Nonce::from(*nonce), payload).map_err(|_| NotOpened)
    }

    fn cipher(&self) -> Aes256Gcm {
        Aes256Gcm::new(&self.0.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(byte: u8) -> SealKey {
        SealKey::parse(&URL_SAFE_NO_PAD.encode([byte; 32])).unwrap()
    }

    #[test]
    fn a_value_opens_under_its_own_key_and_context_only() {
        let sealed = key(7).seal("t1/webhook/w1", b"whsec_secret", [3; NONCE_BYTES]).unwrap();
        assert!(!sealed.contains("secret"));
        assert_eq!(key(7).open("t1/webhook/w1", &sealed), Ok(b"whsec_secret".to_vec()));
        assert_eq!(key(7).open("t2/webhook/w1", &sealed), Err(NotOpened));
        assert_eq!(key(8).open("t1/webhook/w1", &sealed), Err(NotOpened));
        assert_ne!(key(7).seal("t1/webhook/w1", b"whsec_secret", [4; NONCE_BYTES]).unwrap(), sealed);
    }

    #[test]
    fn a_changed_or_cut_value_does_not_open() {
        let sealed = key(7).seal("c", b"plain", [3; NONCE_BYTES]).unwrap();
        for (at, character) in sealed.char_indices() {
            let other = if character == 'A' { 'B' } else { 'A' };
            let changed: String =
                sealed.char_indices().map(|(place, kept)| if place == at { other } else { kept }).collect();
            assert_eq!(key(7).open("c", &changed), Err(NotOpened), "{changed}");
            assert_eq!(key(7).open("c", &sealed[..at]), Err(NotOpened), "{at}");
        }
    }

    #[test]
    fn the_cipher_is_aes_256_gcm() {
        // Test case 14 of the GCM specification (McGrew and Viega): zero key, zero nonce, one zero block.
        let sealed = key(0).seal("", &[0; 16], [0; NONCE_BYTES]).unwrap();
        let bytes = URL_SAFE_NO_PAD.decode(sealed.strip_prefix("1.").unwrap()).unwrap();
        let expected: [u8; 32] = [
            0xce, 0xa7, 0x40, 0x3d, 0x4d, 0x60, 0x6b, 0x6e, 0x07, 0x4e, 0xc5, 0xd3, 0xba, 0xf3, 0x9d, 0x18, 0xd0, 0xd1,
            0xc8, 0xa7, 0x99, 0x99, 0x6b, 0xf0, 0x26, 0x5b, 0x98, 0xb5, 0xd4, 0x8a, 0xb9, 0x19,
        ];
        assert_eq!(&bytes[NONCE_BYTES..], expected);
    }

    #[test]
    fn keys_of_another_length_are_refused() {
        for text in ["", "short", &URL_SAFE_NO_PAD.encode([0u8; 31]), &URL_SAFE_NO_PAD.encode([0u8; 33]), "***"] {
            assert!(SealKey::parse(text).is_err());
        }
    }
}
