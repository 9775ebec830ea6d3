//! The demo: no account, no network. The exact XML that would go is kept, every Belgian enterprise number counts as registered, and
//! what is sent has arrived.

use sha2::{Digest, Sha256};
use shared::{
    delivery::{
        peppol::{DocumentType, Participant, Registration},
        sent::Channel,
    },
    id::TenantId,
};

use super::{AccessPoint, Attempt, Provider, Sending};
use crate::{app::App, platform::ports::FilesError, store::delivery::DeliveryRow};

/// Name of the network that is only here.
pub(crate) const NETWORK: &str = "demo";
/// Scheme of Belgian enterprise numbers.
const ENTERPRISE_NUMBER: &str = "0208";

fn file_key(tenant: &TenantId, id: &str) -> String {
    format!("peppol-demo/{tenant}/{id}.xml")
}

/// Whether this delivery went to the demo, so that its bytes are here.
pub fn has_taken(delivery: &DeliveryRow) -> bool {
    delivery.channel == Channel::Peppol.as_str()
        && delivery.provider == Provider::Demo.name()
        && delivery.state.was_taken()
}

/// The exact bytes that were sent in the demo, by the id that [`AccessPoint::send`] answered.
///
/// # Errors
/// [`FilesError`].
pub async fn sent_ubl(app: &App, tenant: &TenantId, id: &str) -> Result<Option<Vec<u8>>, FilesError> {
    let is_id = id.len() == 32 && id.bytes().all(|byte| byte.is_ascii_hexdigit());
    if is_id { app.ports().files.get(&file_key(tenant, id)).await } else { Ok(None) }
}

/// The same sending has the same id, so a repeated attempt replaces the file by itself.
pub(crate) async fn send(access_point: &AccessPoint, attempt: &Attempt<'_>) -> Sending {
    let digest = Sha256::digest(&attempt.idempotency_key);
    let id: String = digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    if let Err(sending) = access_point.start(attempt, Some(&id)).await {
        return sending;
    }
    let key = file_key(&access_point.tenant, &id);
    let kept = access_point.app.ports().files.put(&key, attempt.transmission.ubl.to_vec(), "application/xml").await;
    match kept {
        Ok(()) => Sending::Accepted { message_id: Some(format!("{id}@demo")), id },
        Err(_) => Sending::Later { reason: "The file store did not answer.".to_owned(), after: None },
    }
}

pub(crate) fn lookup(participant: &Participant) -> Registration {
    if participant.scheme() == ENTERPRISE_NUMBER {
        Registration::of_document_types(&DocumentType::ALL, NETWORK)
    } else {
        Registration::NotRegistered
    }
}
