//! Who runs this installation: the key of the operator's page, where tenants reach the operator, and the page itself.

mod pages;
mod sign_in;
mod view;

use axum::{
    Router, middleware,
    routing::{get, post},
};
use subtle::ConstantTimeEq;

use crate::{auth::sha256, dashboard::answer::surround};

/// Every route of the operator's page. Without a key there is nothing at any of them.
pub fn routes() -> Router {
    Router::new()
        .route("/operator", get(pages::get_tenants))
        .route("/operator/login", get(sign_in::get_login).post(sign_in::post_login))
        .route("/operator/logout", post(sign_in::post_logout))
        .route("/operator/tenants/{slug}/sales-invoicing", post(pages::post_sales_invoicing))
        .layer(middleware::from_fn(surround))
}

/// The shortest key that is accepted: 32 characters, which `npm start` exceeds with 256 random bits.
const KEY_CHARS_MIN: usize = 32;

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
