//! Access points: who transmits a tenant's documents. Each takes our own validated UBL; nothing else differs for the caller.
//!
//! A document is sent once. What was asked is written down before the request, under the idempotency key; what was accepted is never
//! asked again; and after a lost answer the access point is asked what became of it, or where it cannot say, nobody sends again
//! before a person has looked. The rule is [`next_step`].

mod answer;
mod call;
pub mod demo;
mod e_invoice_be;
mod generic;
mod recommand;

use jiff::SignedDuration;
use shared::{
    delivery::{
        peppol::{DocumentType, Participant, Registration},
        resend::{Earlier, Step, idempotency_key, next_step},
    },
    id::TenantId,
};

use crate::{
    app::{App, problem::Problem},
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
}

/// One attempt to transmit something.
pub(crate) struct Attempt<'a> {
    transmission: &'a Transmission<'a>,
    /// Which sending of the document it belongs to, from 1.
    sending: u32,
    /// The same for every attempt of that sending.
    idempotency_key: String,
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
    /// Nobody knows whether it was sent, and the access point cannot say either: a person has to look.
    InDoubt {
        /// Why, and what to do.
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
    let stored = app.read(store::find(tenant)).await?;
    stored.map(|stored| AccessPoint::open(app, tenant, stored)).transpose()
}

/// The latest sending of the document of this number, whoever the access point was.
async fn asked(app: &App, tenant: &TenantId, number: &str) -> Result<Option<AskedDocument>, Problem> {
    Ok(app.read(store::asked(tenant, number)).await?)
}

/// Nobody can say whether a document was sent, so nobody sends it again until a person has looked.
async fn in_doubt(app: &App, tenant: &TenantId, number: &str, sending: u32, whom: &str) -> Sending {
    // Lost, the next attempt comes to the same end.
    let _ = app.write(store::lose(tenant, number, sending)).await;
    Sending::InDoubt {
        reason: format!(
            "{whom} did not answer the earlier attempt, so {number} may have been sent. Look for it there; if it is not \
             there, say so on the page Send, and send it again."
        ),
    }
}

/// Name of the access point that was asked, as people know it.
fn name_of(earlier: Option<&AskedDocument>) -> &'static str {
    earlier.and_then(|earlier| Provider::parse(&earlier.provider)).map_or("Another access point", Provider::name)
}

/// What became of a document of a tenant that has no access point any more. None where nothing of it was sent.
///
/// # Errors
/// A [`Problem`] that is ours.
pub async fn left_behind(app: &App, tenant: &TenantId, number: &str) -> Result<Option<Sending>, Problem> {
    let earlier = asked(app, tenant, number).await?;
    let told = earlier.as_ref().map(|it| Earlier { sending: it.sending, outcome: it.outcome(), can_say: false });
    Ok(match (next_step(told), earlier) {
        (Step::AlreadyTaken, Some(AskedDocument { provider_id: Some(id), message_id, .. })) => {
            Some(Sending::Accepted { id, message_id })
        }
        (Step::Send { .. }, _) => None,
        (Step::AlreadyTaken, earlier) => Some(in_doubt(app, tenant, number, 1, name_of(earlier.as_ref())).await),
        (Step::Ask { sending } | Step::InDoubt { sending }, earlier) => {
            Some(in_doubt(app, tenant, number, sending, name_of(earlier.as_ref())).await)
        }
    })
}

impl AccessPoint {
    /// The access point that is stored.
    ///
    /// # Errors
    /// A [`Problem`] that is ours.
    pub fn open(app: &App, tenant: &TenantId, stored: StoredAccessPoint) -> Result<Self, Problem> {
        let provider = Provider::parse(&stored.provider).ok_or_else(|| Problem::defect("access_point: provider"))?;
        let opened = |sealed: Option<String>, part: &str| match sealed {
            None => Ok(String::new()),
            Some(sealed) => {
                let plain = app.ports().seal.open(&seal_context(tenant, provider, part), &sealed);
                let plain = plain.map_err(|error| Problem::defect(format!("access_point: {part}: {error}")))?;
                String::from_utf8(plain).map_err(|_| Problem::defect("access_point: text"))
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

    /// Sends a document, once: what was accepted before is answered again without a request.
    pub async fn send(&self, transmission: &Transmission<'_>) -> Sending {
        let unreadable = || Sending::Later { reason: "The database did not answer.".to_owned(), after: None };
        let Ok(earlier) = asked(&self.app, &self.tenant, transmission.number).await else { return unreadable() };
        let told = earlier.as_ref().map(|earlier| Earlier {
            sending: earlier.sending,
            outcome: earlier.outcome(),
            can_say: self.can_say(earlier),
        });
        let (sending, earlier) = match (next_step(told), earlier) {
            (Step::AlreadyTaken, Some(AskedDocument { provider_id: Some(id), message_id, .. })) => {
                return Sending::Accepted { id, message_id };
            }
            (Step::AlreadyTaken, _) => return unreadable(),
            (Step::Send { sending }, _) => (sending, None),
            (Step::Ask { sending }, earlier) => (sending, earlier),
            (Step::InDoubt { sending }, earlier) => {
                return in_doubt(&self.app, &self.tenant, transmission.number, sending, name_of(earlier.as_ref()))
                    .await;
            }
        };
        let idempotency_key = idempotency_key(&self.tenant, transmission.number, sending);
        let attempt = Attempt { transmission, sending, idempotency_key };
        let sent = match self.provider {
            Provider::Recommand => recommand::send(self, &attempt, earlier).await,
            Provider::EInvoiceBe => e_invoice_be::send(self, &attempt, earlier).await,
            Provider::Generic => generic::send(self, &attempt).await,
            Provider::Demo => demo::send(self, &attempt).await,
        };
        match &sent {
            Sending::Accepted { id, message_id } => {
                let accepted = store::accept(&self.tenant, transmission.number, sending, id, message_id.as_deref());
                // Lost, the next attempt asks the access point and finds the document there.
                if self.app.write(accepted).await.is_err() {
                    return Sending::Unanswered {
                        reason: "The database did not answer after the document was sent.".to_owned(),
                    };
                }
            }
            Sending::Rejected { .. } => {
                // Lost, the next attempt takes it for one whose answer was lost.
                let _ = self.app.write(store::refuse(&self.tenant, &self.asking(&attempt, None))).await;
            }
            Sending::Later { .. } | Sending::Unanswered { .. } | Sending::InDoubt { .. } => {}
        }
        sent
    }

    /// Whether it can say what became of a document that was asked for earlier: it is the same account, and it knows what it sent.
    fn can_say(&self, earlier: &AskedDocument) -> bool {
        self.provider != Provider::Generic
            && earlier.provider == self.provider.as_str()
            && earlier.company_id == self.company_id
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

    fn asking<'a>(&'a self, attempt: &'a Attempt<'_>, provider_id: Option<&'a str>) -> store::Asking<'a> {
        store::Asking {
            number: attempt.transmission.number,
            sending: attempt.sending,
            provider: self.provider.as_str(),
            company_id: &self.company_id,
            provider_id,
            now: self.app.now(),
        }
    }

    /// Notes that a request follows.
    async fn start(&self, attempt: &Attempt<'_>, provider_id: Option<&str>) -> Result<(), Sending> {
        let started = store::start(&self.tenant, &self.asking(attempt, provider_id));
        let later = |_| Sending::Later { reason: "The database did not answer.".to_owned(), after: None };
        self.app.write(started).await.map_err(later)
    }

    /// Notes that the access point has said that the document was not sent. Where the note is lost, the next attempt asks.
    async fn not_sent(&self, attempt: &Attempt<'_>, sending: Sending) -> Sending {
        // What was refused stays noted, so that whoever sends it again begins another sending.
        if !matches!(sending, Sending::Rejected { .. }) {
            let forgotten = store::forget(&self.tenant, attempt.transmission.number, attempt.sending);
            let _ = self.app.write(forgotten).await;
        }
        sending
    }
}
