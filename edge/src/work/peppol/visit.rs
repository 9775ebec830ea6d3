//! Asking strangers: GET of an address that the network named. Each hop is judged first: public https only, and every address of its
//! host public too, so that no record and no redirect leads into a network.

use std::time::Duration;

use jiff::Timestamp;
use shared::delivery::{
    peppol::{
        dns::{Answer, RecordType},
        xml,
    },
    target::{self, Target},
};

use crate::{
    app::{App, resolve},
    platform::ports::{HttpError, IncomingResponse, OutgoingRequest},
};

/// How long a lookup may take, all its requests together.
const SECONDS_MAX: u64 = 10;
/// How often one lookup lets itself be sent elsewhere, by HTTP or by an SMP.
const REDIRECTS_MAX: u8 = 2;

/// What stands at an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Page {
    /// The body.
    Found(Vec<u8>),
    /// 404: there is nothing.
    NotFound,
}

/// One lookup, with what is left of its time and of its redirects.
pub(crate) struct Visit<'a> {
    app: &'a App,
    began: Timestamp,
    redirects_left: u8,
}

impl<'a> Visit<'a> {
    pub(crate) fn new(app: &'a App) -> Self {
        Self { app, began: app.ports().clock.now(), redirects_left: REDIRECTS_MAX }
    }

    /// Answers what DNS says about a name.
    pub(crate) async fn dns(&self, name: &str, kind: RecordType) -> Result<Answer, String> {
        self.time_left()?;
        resolve::ask(self.app, name, kind).await
    }

    /// Lets the visit be sent elsewhere once more.
    pub(crate) fn redirect(&mut self) -> Result<(), String> {
        self.redirects_left = self.redirects_left.checked_sub(1).ok_or("it leads elsewhere too often")?;
        Ok(())
    }

    /// What stands at an address, redirects followed.
    pub(crate) async fn get(&mut self, url: &str) -> Result<Page, String> {
        let mut url = url.to_owned();
        loop {
            let target = self.judged(&url).await?;
            let request = OutgoingRequest {
                method: http::Method::GET,
                url: target.url.clone(),
                headers: [("accept", "application/xml, text/xml")].map(owned).into(),
                body: Vec::new(),
                timeout: self.time_left()?,
                limit: xml::BYTES_MAX,
            };
            let response = self.send(request, &target.host).await?;
            match response.status {
                200 => return Ok(Page::Found(response.body)),
                404 => return Ok(Page::NotFound),
                301 | 302 | 303 | 307 | 308 => {
                    self.redirect()?;
                    url =
                        elsewhere(&target, &response).ok_or_else(|| format!("{} redirects to nowhere", target.host))?;
                }
                status => return Err(format!("{} answered with status {status}", target.host)),
            }
        }
    }

    /// The target of an address that may be asked.
    pub(crate) async fn judged(&self, url: &str) -> Result<Target, String> {
        let target = target::check(&self.app.ports().outbound, url)
            .map_err(|_| format!("{} is not an address of the public internet over https", shortened(url)))?;
        self.time_left()?;
        resolve::require_public(self.app, &target).await.map_err(|fault| format!("{}: {fault}", target.host))?;
        Ok(target)
    }

    fn time_left(&self) -> Result<Duration, String> {
        let gone = self.app.ports().clock.now().duration_since(self.began);
        let gone = Duration::try_from(gone).unwrap_or_default();
        Duration::from_secs(SECONDS_MAX)
            .checked_sub(gone)
            .filter(|left| !left.is_zero())
            .ok_or_else(|| format!("no answer within {SECONDS_MAX} seconds"))
    }

    async fn send(&self, request: OutgoingRequest, whom: &str) -> Result<IncomingResponse, String> {
        self.app.ports().http.send(request).await.map_err(|error| match error {
            HttpError::Unanswered(_) => format!("{whom} did not answer"),
            HttpError::TooLarge => format!("the answer of {whom} is too large"),
        })
    }
}

fn owned((name, value): (&str, &str)) -> (String, String) {
    (name.to_owned(), value.to_owned())
}

/// Where a redirect leads: a whole address, or a path at the same host.
fn elsewhere(from: &Target, response: &IncomingResponse) -> Option<String> {
    let location = response.headers.get(http::header::LOCATION)?.to_str().ok()?.trim();
    let is_path = location.starts_with('/') && !location.starts_with("//");
    Some(if is_path { format!("{}://{}:{}{location}", from.scheme, from.host, from.port) } else { location.to_owned() })
}

/// As much of a stranger's address as a sentence holds.
fn shortened(url: &str) -> String {
    url.chars().filter(|character| !character.is_control()).take(100).collect()
}
