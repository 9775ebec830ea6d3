//! Access points: who transmits a tenant's documents. Each takes our own validated UBL; nothing else differs for the caller.
//!
//! A document is sent once. What was asked is written down before the request, under the idempotency key; what was accepted is never
//! asked again; and after a lost answer the access point is asked what became of it, or where it cannot say, nobody sends again.

mod answer;
mod call;
pub mod demo;
mod e_invoice_be;
mod generic;
mod recommand;

use jiff::SignedDuration;
use shared::{
    delivery::peppol::{DocumentType, Participant, Registration},
    id::TenantId,
};

use crate::{
    app::App,
    problem::Problem,
    store::peppol::{self as store, AskedDocument, StoredAccessPoint},
};

/// Which access point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Provider {
    /// recommand.eu.
    Recommand,
    /// e-invoice.be.
    EInvoiceBe,
    /// An access point of one's own that takes raw UBL.
    Generic,
    /// None: documents are kept here, to look at.
    Demo,
}

impl Provider {
    /// All of them, in the order of the form.
    pub const ALL: [Self; 4] = [Self::Recommand, Self::EInvoiceBe, Self::Generic, Self::Demo];

    /// Name in the form and in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Recommand => "recommand",
            Self::EInvoiceBe => "e_invoice_be",
            Self::Generic => "generic",
            Self::Demo => "demo",
        }
    }

    /// The provider of a name.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|provider| provider.as_str() == text)
    }

    /// Name as people know it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Recommand => "Recommand",
            Self::EInvoiceBe => "e-invoice.be",
            Self::Generic => "Own access point",
            Self::Demo => "Demo",
        }
    }
}

/// What is to be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transmission<'a> {
    /// The exact bytes that go.
    pub ubl: &'a [u8],
    /// The tenant's company.
    pub sender: Participant,
    /// The buyer, under the identifier that is registered.
    pub receiver: Participant,
    /// Invoice or credit note.
    pub document: DocumentType,
    /// Number of the document.
    pub number: &'a str,
    /// The same for every attempt to send this document.
    pub idempotency_key: &'a str,
    /// Which attempt this is, from 1.
    pub attempt: u32,
}

/// What became of an attempt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sending {
    /// The access point has it.
    Accepted {
        /// Its id there, for [`AccessPoint::status`].
        id: String,
        /// Id of the message on the network, where it is known.
        message_id: Option<String>,
    },
    /// It will not be sent as it is; another attempt would end the same way.
    Rejected {
        /// Why, in the access point's words.
        reasons: Vec<String>,
    },
    /// Not sent now; another attempt may succeed.
    Later {
        /// Why.
        reason: String,
        /// The earliest next attempt that the access point asks for.
        after: Option<SignedDuration>,
    },
    /// Nobody knows whether it was sent. The next attempt finds out first.
    Unanswered {
        /// Why.
        reason: String,
    },
}

/// How far an accepted document is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// On its way, or nobody could say.
    Underway,
    /// The buyer's access point has it.
    Delivered,
    /// It will not arrive.
    Failed {
        /// Why, in the access point's words.
        reason: String,
    },
}

/// Why a test of the connection failed, as a sentence for the admin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TestFault(pub String);

/// The access point of a tenant, ready to be asked.
#[derive(Clone)]
pub struct AccessPoint {
    app: App,
    tenant: TenantId,
    provider: Provider,
    company_id: String,
    base_url: String,
    key: String,
    secret: String,
    version: i64,
}

/// Context of a sealed value: whose, and for which provider.
pub(crate) fn seal_context(tenant: &TenantId, provider: Provider, part: &str) -> String {
    format!("{tenant}/access_point/{}/{part}", provider.as_str())
}

/// The access point of a tenant; none where none is chosen.
///
/// # Errors
/// A [`Problem`] that is ours; a key that does not open under `DATA_KEY` is one.
pub async fn of_tenant(app: &App, tenant: &TenantId) -> Result<Option<AccessPoint>, Problem> {
    let rows = app.batch(vec![store::find(tenant)]).await?;
    let stored = rows.first().map_or(Ok(None), store::decode).map_err(|error| app.failed(error))?;
    stored.map(|stored| AccessPoint::open(app, tenant, stored)).transpose()
}

impl AccessPoint {
    /// The access point that is stored.
    ///
    /// # Errors
    /// A [`Problem`] that is ours.
    pub fn open(app: &App, tenant: &TenantId, stored: StoredAccessPoint) -> Result<Self, Problem> {
        let provider = Provider::parse(&stored.provider).ok_or_else(|| app.defect("access_point: provider"))?;
        let opened = |sealed: Option<String>, part: &str| match sealed {
            None => Ok(String::new()),
            Some(sealed) => {
                let plain = app.ports().seal.open(&seal_context(tenant, provider, part), &sealed);
                let plain = plain.map_err(|error| app.defect(&format!("access_point: {part}: {error}")))?;
                String::from_utf8(plain).map_err(|_| app.defect("access_point: text"))
            }
        };
        let network = &app.ports().peppol;
        let base_url = match provider {
            Provider::Recommand => network.recommand_url.clone(),
            Provider::EInvoiceBe => network.e_invoice_be_url.clone(),
            Provider::Generic | Provider::Demo => stored.base_url.unwrap_or_default(),
        };
        Ok(Self {
            app: app.clone(),
            tenant: tenant.clone(),
            provider,
            company_id: stored.company_id.unwrap_or_default(),
            base_url: base_url.trim_end_matches('/').to_owned(),
            key: opened(stored.sealed_key, "key")?,
            secret: opened(stored.sealed_secret, "secret")?,
            version: stored.version,
        })
    }

    /// Name as people know it.
    pub fn name(&self) -> &'static str {
        self.provider.name()
    }

    /// Which provider it is.
    pub fn provider(&self) -> Provider {
        self.provider
    }

    /// Whether documents stay here.
    pub fn is_demo(&self) -> bool {
        self.provider == Provider::Demo
    }

    /// Sends a document, once: what was accepted under this idempotency key before is answered again without a request.
    pub async fn send(&self, transmission: &Transmission<'_>) -> Sending {
        let earlier = match self.asked(transmission.idempotency_key).await {
            Ok(earlier) => earlier,
            Err(_) => return Sending::Later { reason: "The database did not answer.".to_owned(), after: None },
        };
        if let Some(AskedDocument { provider_id: Some(id), message_id, .. }) =
            earlier.as_ref().filter(|earlier| earlier.is_accepted())
        {
            return Sending::Accepted { id: id.clone(), message_id: message_id.clone() };
        }
        // Another provider cannot say what became of it.
        if let Some(earlier) = earlier.as_ref().filter(|earlier| earlier.provider != self.provider.as_str()) {
            let before = Provider::parse(&earlier.provider).map_or("another access point", Provider::name);
            return lost(before, transmission.number);
        }
        let sending = match self.provider {
            Provider::Recommand => recommand::send(self, transmission, earlier).await,
            Provider::EInvoiceBe => e_invoice_be::send(self, transmission, earlier).await,
            Provider::Generic => generic::send(self, transmission, earlier).await,
            Provider::Demo => demo::send(self, transmission).await,
        };
        if let Sending::Accepted { id, message_id } = &sending {
            let accepted = store::accept(&self.tenant, transmission.idempotency_key, id, message_id.as_deref());
            // Lost, the next attempt asks the access point and finds the document there.
            if self.app.batch(vec![accepted]).await.is_err() {
                return Sending::Unanswered {
                    reason: "The database did not answer after the document was sent.".to_owned(),
                };
            }
        }
        sending
    }

    /// How far an accepted document is.
    pub async fn status(&self, id: &str) -> State {
        match self.provider {
            Provider::Recommand => recommand::status(self, id).await,
            Provider::EInvoiceBe => e_invoice_be::status(self, id).await,
            // It answers after the buyer's access point has taken the document.
            Provider::Generic | Provider::Demo => State::Delivered,
        }
    }

    /// Whether a participant is registered, where the access point says yes; none where only the network can say.
    pub async fn lookup(&self, participant: &Participant) -> Option<Registration> {
        match self.provider {
            Provider::Recommand => recommand::lookup(self, participant).await,
            Provider::EInvoiceBe => e_invoice_be::lookup(self, participant).await,
            Provider::Generic => None,
            Provider::Demo => Some(demo::lookup(participant)),
        }
    }

    /// Asks whether it answers and takes the key.
    ///
    /// # Errors
    /// [`TestFault`].
    pub async fn test(&self) -> Result<String, TestFault> {
        match self.provider {
            Provider::Recommand => recommand::test(self).await,
            Provider::EInvoiceBe => e_invoice_be::test(self).await,
            Provider::Generic => generic::test(self).await,
            Provider::Demo => Ok("The demo needs no connection: documents stay here.".to_owned()),
        }
    }

    async fn asked(&self, idempotency_key: &str) -> Result<Option<AskedDocument>, Problem> {
        let rows = self.app.batch(vec![store::asked(&self.tenant, idempotency_key)]).await?;
        rows.first().map_or(Ok(None), crate::db::Rows::first).map_err(|error| self.app.failed(error))
    }

    /// Notes that a request follows.
    async fn start(&self, transmission: &Transmission<'_>, provider_id: Option<&str>) -> Result<(), Sending> {
        let now = self.app.now();
        let key = transmission.idempotency_key;
        let started = store::start(&self.tenant, key, self.provider.as_str(), provider_id, now);
        let later = |_| Sending::Later { reason: "The database did not answer.".to_owned(), after: None };
        self.app.batch(vec![started]).await.map(drop).map_err(later)
    }

    /// Notes that the access point has said that the document was not sent. Where the note is lost, the next attempt asks.
    async fn not_sent(&self, transmission: &Transmission<'_>, sending: Sending) -> Sending {
        let _ = self.app.batch(vec![store::forget(&self.tenant, transmission.idempotency_key)]).await;
        sending
    }
}

/// Nobody can say whether a document was sent, so nobody sends it again.
fn lost(whom: &str, number: &str) -> Sending {
    Sending::Rejected {
        reasons: vec![format!(
            "{whom} did not answer the earlier attempt, so {number} may have been sent. Look for it there; if it is not there, send \
             it again from the document's page."
        )],
    }
}
