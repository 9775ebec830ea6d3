//! Uploaded files in the file store, under the hash of their bytes.

use shared::id::TenantId;

use super::warn;
use crate::{
    app::{App, problem::Problem},
    platform::digest,
};

fn key(tenant: &TenantId, sha256: &str) -> String {
    format!("tenants/{tenant}/files/{sha256}")
}

/// Stores the bytes and answers their SHA-256 in hex. Storing them twice changes nothing.
///
/// # Errors
/// `storage-unavailable` if the file store does not answer.
pub async fn keep(app: &App, tenant: &TenantId, bytes: &[u8], media_type: &str) -> Result<String, Problem> {
    let sha256 = digest::sha256(bytes);
    match app.ports().files.put(&key(tenant, &sha256), bytes.to_vec(), media_type).await {
        Ok(()) => Ok(sha256),
        Err(error) => {
            warn(app, &error.0);
            Err(unavailable())
        }
    }
}

/// The bytes of a stored file, compared with their hash.
///
/// # Errors
/// `storage-unavailable` if the file store does not answer; `internal` if the file is lost or is not what was stored.
pub async fn read(app: &App, tenant: &TenantId, sha256: &str) -> Result<Vec<u8>, Problem> {
    match app.ports().files.get(&key(tenant, sha256)).await {
        Ok(Some(bytes)) if digest::sha256(&bytes) == sha256 => Ok(bytes),
        Ok(Some(_)) => Err(Problem::defect(format!("file {sha256} has other bytes"))),
        Ok(None) => Err(Problem::defect(format!("file {sha256} is lost"))),
        Err(error) => {
            warn(app, &error.0);
            Err(unavailable())
        }
    }
}

/// The file store did not answer.
pub(crate) fn unavailable() -> Problem {
    Problem::new(shared::api::Code::StorageUnavailable, "The file store did not answer. Send the same request again.")
        .retry_after(2)
}
