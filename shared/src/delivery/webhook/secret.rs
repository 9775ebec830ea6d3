//! The secret that a webhook's messages are signed with: `whsec_` and base64 of 24 to 64 random bytes.

use std::fmt;

use base64::{Engine, engine::general_purpose::STANDARD};

const PREFIX: &str = "whsec_";

/// Bytes of a secret made here.
pub const SECRET_BYTES: usize = 32;

/// A signing secret. It is never printed by `Debug`.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(Vec<u8>);

/// The text is no signing secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a secret is whsec_ and base64 of 24 to 64 bytes")]
pub struct InvalidSecret;

impl Secret {
    /// A new secret from random bytes.
    pub fn of(random: [u8; SECRET_BYTES]) -> Self {
        Self(random.to_vec())
    }

    /// Reads a secret.
    ///
    /// # Errors
    /// [`InvalidSecret`] for another prefix, other characters or another length.
    pub fn parse(text: &str) -> Result<Self, InvalidSecret> {
        let encoded = text.strip_prefix(PREFIX).ok_or(InvalidSecret)?;
        match STANDARD.decode(encoded) {
            Ok(bytes) if (24..=64).contains(&bytes.len()) => Ok(Self(bytes)),
            _ => Err(InvalidSecret),
        }
    }

    /// The secret as its owner keeps it.
    pub fn reveal(&self) -> String {
        format!("{PREFIX}{}", STANDARD.encode(&self.0))
    }

    /// The key of the MAC.
    pub(super) fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_survives_and_is_never_printed() {
        let secret = Secret::of([7; SECRET_BYTES]);
        assert_eq!(Secret::parse(&secret.reveal()), Ok(secret.clone()));
        assert_eq!(format!("{secret:?}"), "Secret");
    }

    #[test]
    fn only_the_serialization_of_the_specification_is_a_secret() {
        let of_length = |bytes: usize| format!("whsec_{}", STANDARD.encode(vec![1u8; bytes]));
        for (text, is_secret) in [
            (of_length(23), false),
            (of_length(24), true),
            (of_length(64), true),
            (of_length(65), false),
            ("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw".to_owned(), false),
            ("whsec_".to_owned(), false),
            ("whsec_!fKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw".to_owned(), false),
        ] {
            assert_eq!(Secret::parse(&text).is_ok(), is_secret, "{text}");
        }
    }
}
