//! Whether a buyer is on Peppol: SML, then SMP, with the answer kept for 15 minutes. A tenant whose access point has a lookup asks it
//! first and takes its yes; a no is confirmed by the network itself, because one of the providers says no to every failure.

use jiff::{SignedDuration, Timestamp};
use shared::{
    delivery::peppol::{
        DocumentType, Participant, Registration,
        dns::{Answer, RecordType},
        sml,
        smp::{self, Metadata},
    },
    id::TenantId,
};

use super::{
    access_point::{self, AccessPoint, demo},
    visit::{Page, Visit},
};
use crate::{
    app::{App, problem::Problem},
    store::peppol::{self as store, Looked},
};

/// How long an answer holds.
const KEPT: SignedDuration = SignedDuration::from_mins(15);
/// How long nobody is asked again after a lookup without an answer.
const UNKNOWN_KEPT: SignedDuration = SignedDuration::from_mins(1);

/// The best of what lookups found under the identifiers of one company.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Under which identifier.
    pub participant: Participant,
    /// The answer.
    pub registration: Registration,
    /// When it was looked up.
    pub at: Timestamp,
}

/// Whether a participant receives our documents. Never older than 15 minutes; a failure of ours is an unknown answer too.
pub async fn lookup(app: &App, tenant: &TenantId, participant: &Participant, now: Timestamp) -> Registration {
    match lookup_any(app, tenant, std::slice::from_ref(participant), now).await {
        Some(found) => found.registration,
        None => Registration::Unknown("nobody was asked".to_owned()),
    }
}

/// The same under several identifiers of one company, in order, until one of them is registered; none without identifiers.
pub async fn lookup_any(app: &App, tenant: &TenantId, participants: &[Participant], now: Timestamp) -> Option<Found> {
    let unknown = |participant: &Participant| Found {
        participant: participant.clone(),
        registration: Registration::Unknown("the lookup could not begin".to_owned()),
        at: now,
    };
    match ask(app, tenant, participants, now, false).await {
        Ok(found) => found,
        Err(_) => participants.first().map(unknown),
    }
}

/// The same, whatever was looked up before.
///
/// # Errors
/// A [`Problem`] that is ours.
pub async fn look_up_again(
    app: &App,
    tenant: &TenantId,
    participants: &[Participant],
    now: Timestamp,
) -> Result<Option<Found>, Problem> {
    ask(app, tenant, participants, now, true).await
}

/// What was found out last, however old, without asking anybody.
///
/// # Errors
/// A [`Problem`] that is ours.
pub async fn last_lookup(app: &App, tenant: &TenantId, participants: &[Participant]) -> Result<Option<Found>, Problem> {
    if participants.is_empty() {
        return Ok(None);
    }
    let (_, known) = known(app, tenant, participants).await?;
    Ok(known.into_iter().fold(None, |best, looked| Some(better(best, looked))))
}

async fn known(
    app: &App,
    tenant: &TenantId,
    participants: &[Participant],
) -> Result<(Option<AccessPoint>, Vec<Looked>), Problem> {
    let access_point = access_point::of_tenant(app, tenant).await?;
    let network = network(app, access_point.as_ref());
    let known = app.read(store::lookups(tenant, network, participants)?).await?;
    Ok((access_point, known))
}

/// Which network answers for this tenant.
fn network(app: &App, access_point: Option<&AccessPoint>) -> &'static str {
    if access_point.is_some_and(AccessPoint::is_demo) { demo::NETWORK } else { app.ports().peppol.zone.as_str() }
}

async fn ask(
    app: &App,
    tenant: &TenantId,
    participants: &[Participant],
    now: Timestamp,
    anew: bool,
) -> Result<Option<Found>, Problem> {
    if participants.is_empty() {
        return Ok(None);
    }
    let (access_point, known) = known(app, tenant, participants).await?;
    let network = network(app, access_point.as_ref());
    let (mut best, mut fresh) = (None, Vec::new());
    for participant in participants {
        let kept = known.iter().find(|looked| !anew && looked.participant == *participant && holds(looked, now));
        let looked = match kept {
            Some(looked) => looked.clone(),
            None => {
                let registration = one(app, access_point.as_ref(), participant, now).await;
                let looked = Looked { participant: participant.clone(), registration, at: now };
                fresh.push(store::save_lookup(tenant, network, &looked));
                looked
            }
        };
        let found = better(best, looked);
        let is_registered = matches!(found.registration, Registration::Registered { .. });
        best = Some(found);
        if is_registered {
            break;
        }
    }
    if !fresh.is_empty() {
        app.write(fresh).await?;
    }
    Ok(best)
}

fn holds(looked: &Looked, now: Timestamp) -> bool {
    let kept = if matches!(looked.registration, Registration::Unknown(_)) { UNKNOWN_KEPT } else { KEPT };
    let age = now.duration_since(looked.at);
    !age.is_negative() && age < kept
}

fn better(best: Option<Found>, looked: Looked) -> Found {
    let found = Found { participant: looked.participant, registration: looked.registration, at: looked.at };
    match best {
        Some(best) if best.registration.clone().or(found.registration.clone()) == best.registration => best,
        _ => found,
    }
}

async fn one(app: &App, access_point: Option<&AccessPoint>, participant: &Participant, now: Timestamp) -> Registration {
    if let Some(access_point) = access_point
        && let Some(registration) = access_point.lookup(participant).await
    {
        return registration;
    }
    on_the_network(app, participant, now).await.unwrap_or_else(Registration::Unknown)
}

/// SML and SMP. An error is the reason why nobody knows.
async fn on_the_network(app: &App, participant: &Participant, now: Timestamp) -> Result<Registration, String> {
    let mut visit = Visit::new(app);
    let name = sml::host_name(participant, app.ports().peppol.zone);
    let records = match visit.dns(&name, RecordType::Naptr).await? {
        Answer::NoSuchName => return Ok(Registration::NotRegistered),
        Answer::Records { naptr, .. } if naptr.is_empty() => return Ok(Registration::NotRegistered),
        Answer::Records { naptr, .. } => naptr,
        Answer::Failed(code) => return Err(format!("DNS failed (code {code})")),
    };
    let smp = sml::smp_address(&records).ok_or("the record of the network names no SMP")?;
    let group = match visit.get(&smp::service_group_address(&smp, participant)).await? {
        Page::NotFound => return Ok(Registration::NotRegistered),
        Page::Found(body) => smp::service_group(&body, participant).map_err(|fault| fault.to_string())?,
    };
    let mut accepted = Vec::new();
    for document in group {
        if can_be_sent(&mut visit, &smp, participant, document, now).await? {
            accepted.push(document);
        }
    }
    Ok(Registration::of_document_types(&accepted, &smp))
}

async fn can_be_sent(
    visit: &mut Visit<'_>,
    smp: &str,
    participant: &Participant,
    document: DocumentType,
    now: Timestamp,
) -> Result<bool, String> {
    let mut url = smp::metadata_address(smp, participant, document);
    loop {
        let Page::Found(body) = visit.get(&url).await? else { return Ok(false) };
        match smp::signed_metadata(&body, participant, document, now).map_err(|fault| fault.to_string())? {
            Metadata::Endpoint => return Ok(true),
            Metadata::NoEndpoint => return Ok(false),
            Metadata::Redirect(elsewhere) => {
                visit.redirect()?;
                url = elsewhere;
            }
        }
    }
}
