//! Who runs this installation.

use crate::platform::digest::sha256;
use subtle::ConstantTimeEq;

/// What is configured about the operator. Without a key there is no operator's page.
#[derive(Clone, Default)]
pub struct Operator {
    /// The key, as its hash.
    pub key: Option<OperatorKey>,
    /// Address that tenants are told to write to.
    pub email: Option<String>,
}

/// The SHA-256 of the operator's key.
#[derive(Clone)]
pub struct OperatorKey(String);

impl OperatorKey {
    /// Reads the configured key; none if it is too short to be a secret.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        (text.len() >= KEY_CHARS_MIN).then(|| Self(sha256(text)))
    }

    /// The hash in hex, by which sessions know the key that opened them.
    pub fn hash(&self) -> &str {
        &self.0
    }

    /// Whether this is the key. Hashes are compared in constant time.
    pub fn is(&self, typed: &str) -> bool {
        sha256(typed).as_bytes().ct_eq(self.0.as_bytes()).into()
    }
}

/// The shortest key that is accepted: 32 characters, which `npm start` exceeds with 256 random bits.
pub(crate) const KEY_CHARS_MIN: usize = 32;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_key_is_no_key() {
        let text = format!("bso_{}", "x".repeat(43));
        let key = OperatorKey::parse(&format!(" {text}\n")).unwrap();
        assert!(key.is(&text) && !key.is(&text[1..]) && !key.is(""));
        assert!(OperatorKey::parse("operator").is_none() && OperatorKey::parse("").is_none());
    }
}
