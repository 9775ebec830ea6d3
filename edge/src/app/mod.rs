//! What handlers work with: the ports, counted per request, and the tenant's configuration.

pub mod links;
pub mod operator;
pub mod peppol_network;
pub mod problem;
pub mod resolve;
pub mod sealed;
pub mod session;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use std::{
    sync::{
        Arc, OnceLock,
        atomic::{AtomicU32, AtomicU64, Ordering},
    },
    time::Duration,
};

use axum::extract::FromRequestParts;
use http::request::Parts;
use jiff::Timestamp;
use shared::{delivery::target::Policy, id::TenantId};

use self::{
    links::{LinkKey, Links},
    operator::Operator,
    peppol_network::Network,
    problem::Problem,
    sealed::SealKey,
    session::Session,
};
use crate::{
    platform::{
        database::{Answers, Batch, Database, DatabaseError, IntoQuery, Rows, Statement},
        ports::{Clock, Files, Fonts, Http, Job, Jobs, Log, Mailer, Randomness},
    },
    store::{tenant::cache::TenantCache, write::WriteContext},
};

/// The ports and what outlives a request. Made once per isolate or test.
#[derive(Clone)]
pub struct Ports {
    /// D1 or SQLite.
    pub database: Arc<dyn Database>,
    /// R2 or memory.
    pub files: Arc<dyn Files>,
    /// The family of the documents.
    pub fonts: Arc<dyn Fonts>,
    /// Present time.
    pub clock: Arc<dyn Clock>,
    /// Random bytes.
    pub randomness: Arc<dyn Randomness>,
    /// The queue.
    pub jobs: Arc<dyn Jobs>,
    /// Outgoing requests.
    pub http: Arc<dyn Http>,
    /// Mail.
    pub mail: Arc<dyn Mailer>,
    /// Which targets outgoing requests may have.
    pub outbound: Policy,
    /// Address of the resolver, for DNS over HTTPS.
    pub resolver: String,
    /// Seals what tenants entrust to us.
    pub seal: SealKey,
    /// Which network of Peppol is asked, and where.
    pub peppol: Network,
    /// Log lines.
    pub log: Arc<dyn Log>,
    /// Tenants seen before; each booking guards the version it was decided from.
    pub tenants: Arc<TenantCache>,
    /// Secret that signs links.
    pub link_key: LinkKey,
    /// Who runs this installation.
    pub operator: Operator,
    /// Address under which the product is reached; none: the one of the request.
    pub public_url: Option<String>,
}

/// Counts of one request, for its log line and for tests.
#[derive(Debug, Default)]
pub struct Counts {
    batches: AtomicU32,
    rows_read: AtomicU64,
    rows_written: AtomicU64,
    retries: AtomicU32,
}

/// A snapshot of [`Counts`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counted {
    /// Batches sent to the database, retries included.
    pub batches: u32,
    /// Rows read.
    pub rows_read: u64,
    /// Rows written.
    pub rows_written: u64,
    /// Batches sent again after an unknown outcome.
    pub retries: u32,
}

/// The state of one request.
#[derive(Clone)]
pub struct App(Arc<Inner>);

struct Inner {
    ports: Ports,
    base_url: String,
    counts: Counts,
    allowed_origin: OnceLock<String>,
    tenant_slug: OnceLock<String>,
    session: OnceLock<Session>,
}

/// The state of the request that a handler answers, as a parameter of the handler: [`crate::router::handle`] lays it beside
/// the request, so that the router itself is the same for all of them.
impl<S: Send + Sync> FromRequestParts<S> for App {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Problem> {
        let app = parts.extensions.get::<Self>().cloned();
        app.ok_or_else(|| Problem::defect("a request without its state"))
    }
}

impl App {
    /// The state of a request that reached `base_url`.
    pub fn new(ports: Ports, base_url: String) -> Self {
        Self(Arc::new(Inner {
            ports,
            base_url,
            counts: Counts::default(),
            allowed_origin: OnceLock::new(),
            tenant_slug: OnceLock::new(),
            session: OnceLock::new(),
        }))
    }

    /// The ports.
    pub fn ports(&self) -> &Ports {
        &self.0.ports
    }

    /// Scheme, host and port under which the product is reached, without a slash at the end.
    pub fn base_url(&self) -> &str {
        &self.0.base_url
    }

    /// Whether the product is reached over https.
    pub fn is_secure(&self) -> bool {
        self.0.base_url.starts_with("https://")
    }

    /// Now, in whole seconds: instants are stored with fixed width.
    pub fn now(&self) -> Timestamp {
        let now = self.0.ports.clock.now();
        Timestamp::from_second(now.as_second()).unwrap_or(now)
    }

    /// What a write of a tenant is caused by: this request, now.
    pub fn write_context<'a>(&'a self, tenant: &'a TenantId) -> WriteContext<'a> {
        WriteContext { tenant, base_url: self.base_url(), now: self.now() }
    }

    /// Has the work done that a committed batch of a tenant asked for. Losing this loses nothing: the sweep does it.
    pub fn follow(&self, tenant: &TenantId) {
        self.0.ports.jobs.enqueue(Job { tenant_id: tenant.to_string() });
    }

    /// Random bytes.
    pub fn random_bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.0.ports.randomness.fill(&mut bytes);
        bytes
    }

    /// Builds and checks links.
    pub fn links(&self) -> Links<'_> {
        Links::new(&self.0.ports.link_key, &self.0.base_url)
    }

    /// The cache of tenants.
    pub fn tenants(&self) -> &TenantCache {
        &self.0.ports.tenants
    }

    /// Asks in one batch.
    ///
    /// # Errors
    /// [`DatabaseError`].
    pub async fn read<Q: IntoQuery>(&self, queries: Q) -> Result<Q::Answer, DatabaseError> {
        let mut batch = Batch::new();
        let handle = batch.add(queries);
        self.run(batch).await?.take(handle)
    }

    /// Stores a batch whose answers nobody reads.
    ///
    /// # Errors
    /// [`DatabaseError`]; then nothing is stored, except where the outcome is unknown.
    pub async fn write(&self, batch: impl Into<Batch>) -> Result<(), DatabaseError> {
        self.run(batch.into()).await.map(drop)
    }

    /// Runs a batch.
    ///
    /// # Errors
    /// [`DatabaseError`]; then nothing is stored, except where the outcome is unknown.
    pub async fn run(&self, batch: Batch) -> Result<Answers, DatabaseError> {
        self.batch(batch.into_iter().collect()).await.map(Answers::new)
    }

    /// Runs a batch. A batch with an unknown outcome is sent again, up to three times: every batch is safe to repeat.
    ///
    /// # Errors
    /// [`DatabaseError`].
    pub async fn batch(&self, statements: Vec<Statement>) -> Result<Vec<Rows>, DatabaseError> {
        let mut pauses = [50, 150, 450].into_iter();
        loop {
            self.0.counts.batches.fetch_add(1, Ordering::Relaxed);
            match self.0.ports.database.batch(statements.clone()).await {
                Ok(answer) => {
                    self.0.counts.rows_read.fetch_add(answer.rows_read, Ordering::Relaxed);
                    self.0.counts.rows_written.fetch_add(answer.rows_written, Ordering::Relaxed);
                    return Ok(answer.rows);
                }
                Err(DatabaseError::Unavailable) => match pauses.next() {
                    Some(millis) => {
                        self.0.counts.retries.fetch_add(1, Ordering::Relaxed);
                        let [jitter] = self.random_bytes::<1>();
                        let millis = u64::saturating_add(millis, u64::from(jitter) / 8);
                        self.0.ports.clock.pause(Duration::from_millis(millis)).await;
                    }
                    None => return Err(DatabaseError::Unavailable),
                },
                Err(error) => return Err(error),
            }
        }
    }

    /// Remembers which tenant the request is for, for its log line.
    pub fn note_tenant(&self, slug: &str) {
        let _ = self.0.tenant_slug.set(slug.to_owned()); // the first one counts
    }

    /// The tenant that the request is for.
    pub fn noted_tenant(&self) -> Option<&str> {
        self.0.tenant_slug.get().map(String::as_str)
    }

    /// Remembers who is signed in, for the frame of a problem.
    pub fn note_session(&self, session: Session) {
        let _ = self.0.session.set(session); // a request has one session
    }

    /// Who is signed in, where a handler has looked.
    pub fn noted_session(&self) -> Option<&Session> {
        self.0.session.get()
    }

    /// Lets the answer, problems included, be read by this origin.
    pub fn allow_origin(&self, origin: &str) {
        let _ = self.0.allowed_origin.set(origin.to_owned()); // a request has one origin
    }

    /// The origin that may read the answer.
    pub fn allowed_origin(&self) -> Option<&str> {
        self.0.allowed_origin.get().map(String::as_str)
    }

    /// What the request cost so far.
    pub fn counted(&self) -> Counted {
        let counts = &self.0.counts;
        Counted {
            batches: counts.batches.load(Ordering::Relaxed),
            rows_read: counts.rows_read.load(Ordering::Relaxed),
            rows_written: counts.rows_written.load(Ordering::Relaxed),
            retries: counts.retries.load(Ordering::Relaxed),
        }
    }
}

/// 128 random bits as 22 characters.
pub fn random_id(app: &App) -> String {
    URL_SAFE_NO_PAD.encode(app.random_bytes::<16>())
}
