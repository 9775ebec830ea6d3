//! Addresses of hosts, by DNS over HTTPS (RFC 8484). A name that leads into a network is not asked, whoever chose it.
//!
//! `fetch` resolves a name once more when it connects, so this is the second line; the first is that a Worker reaches nothing
//! but the public internet.

use std::{net::IpAddr, time::Duration};

use http::Method;
use shared::delivery::{
    peppol::dns::{Answer, MESSAGE_BYTES_MAX, RecordType, question, read},
    target::{Target, is_public},
};

use super::App;
use crate::platform::ports::{HttpError, OutgoingRequest};

/// The resolver where none is configured.
pub const RESOLVER: &str = "https://cloudflare-dns.com/dns-query";

const MESSAGE: &str = "application/dns-message";

/// Why a host is not asked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unresolved {
    /// The resolver did not answer, or not with an answer; asking again may help.
    #[error("The host name could not be looked up: {0}")]
    Lookup(String),
    /// There is no such host, or it has no address.
    #[error("There is no host of this name.")]
    NoAddress,
    /// The name leads to an address that is not public.
    #[error("The host name leads to {0}, which is no address of the public internet.")]
    NotPublic(IpAddr),
}

/// Makes sure that a target leads to public addresses only. One that the policy lists needs no looking up.
///
/// # Errors
/// [`Unresolved`].
pub async fn require_public(app: &App, target: &Target) -> Result<(), Unresolved> {
    if target.is_listed {
        return Ok(());
    }
    match resolve(app, &target.host).await?.into_iter().find(|address| !is_public(*address)) {
        Some(address) => Err(Unresolved::NotPublic(address)),
        None => Ok(()),
    }
}

/// Every address of a host; at least one.
///
/// # Errors
/// [`Unresolved::Lookup`] if neither question is answered, [`Unresolved::NoAddress`].
pub async fn resolve(app: &App, host: &str) -> Result<Vec<IpAddr>, Unresolved> {
    let mut found = Vec::new();
    let mut failed = None;
    let mut is_answered = false;
    for kind in [RecordType::A, RecordType::Aaaa] {
        match ask(app, host, kind).await {
            Ok(Answer::Records { addresses, .. }) => {
                is_answered = true;
                found.extend(addresses);
            }
            Ok(Answer::NoSuchName) => is_answered = true,
            Ok(Answer::Failed(code)) => failed = Some(format!("the resolver answered with code {code}")),
            Err(reason) => failed = Some(reason),
        }
    }
    match failed {
        _ if !found.is_empty() => Ok(found),
        Some(reason) if !is_answered => Err(Unresolved::Lookup(reason)),
        _ => Err(Unresolved::NoAddress),
    }
}

/// Asks one question of the configured resolver.
///
/// # Errors
/// Why there is no answer, in words.
pub async fn ask(app: &App, name: &str, kind: RecordType) -> Result<Answer, String> {
    let body = question(name, kind).ok_or("the name is not one of DNS")?;
    let request = OutgoingRequest {
        method: Method::POST,
        url: app.ports().resolver.clone(),
        headers: vec![("content-type".to_owned(), MESSAGE.to_owned()), ("accept".to_owned(), MESSAGE.to_owned())],
        body,
        timeout: Duration::from_secs(5),
        limit: MESSAGE_BYTES_MAX,
    };
    let answer = app.ports().http.send(request).await.map_err(|error: HttpError| error.to_string())?;
    if answer.status != 200 {
        return Err(format!("the resolver answered with status {}", answer.status));
    }
    read(&answer.body, name, kind).map_err(|error| error.to_string())
}
