//! Webhooks: their secrets, and the work of telling them.

pub mod call;

use shared::{
    delivery::webhook::secret::Secret,
    id::{TenantId, WebhookId},
};

use crate::app::{
    App,
    problem::Problem,
    sealed::{NONCE_BYTES, SealKey},
};

/// What a webhook's secret is sealed for.
fn context(tenant: &TenantId, endpoint: &str) -> String {
    format!("{tenant}/webhook/{endpoint}")
}

/// A new secret for a webhook, sealed.
///
/// # Errors
/// A [`Problem`] that is ours.
pub fn new_secret(app: &App, tenant: &TenantId, endpoint: WebhookId) -> Result<String, Problem> {
    let secret = Secret::of(app.random_bytes());
    let nonce: [u8; NONCE_BYTES] = app.random_bytes();
    let sealed = app.ports().seal.seal(&context(tenant, &endpoint.to_string()), secret.reveal().as_bytes(), nonce);
    sealed.map_err(Problem::defect)
}

/// The secret of a webhook; none if it does not open, such as under another key of the installation.
pub fn open_secret(key: &SealKey, tenant: &TenantId, endpoint: &str, sealed: &str) -> Option<Secret> {
    let plain = key.open(&context(tenant, endpoint), sealed).ok()?;
    Secret::parse(std::str::from_utf8(&plain).ok()?).ok()
}
