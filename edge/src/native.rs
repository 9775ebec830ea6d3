//! The ports outside the Worker: for tests and the native server.

use std::{
    collections::{HashMap, VecDeque},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};

use jiff::Timestamp;
use shared::delivery::target::Policy;

use crate::{
    app::{
        Ports,
        links::{LinkKey, WeakKey},
        operator::Operator,
        peppol_network::Network,
        resolve::RESOLVER,
        sealed::SealKey,
    },
    platform::{
        database::{BoxFuture, Database},
        mail::{Mail, MailError},
        ports::{
            Clock, Files, FilesError, FontFiles, Fonts, Http, HttpError, IncomingResponse, Job, Jobs, Log, Mailer,
            OutgoingRequest, Randomness,
        },
    },
    store::tenant::cache::TenantCache,
};

/// Ports over a native database. The clock and the log are the caller's; what is sealed opens as long as these ports live.
///
/// # Errors
/// [`WeakKey`] if the key is not good enough.
pub fn ports(
    database: Arc<dyn Database>,
    clock: Arc<dyn Clock>,
    log: Arc<dyn Log>,
    link_key: &str,
) -> Result<Ports, WeakKey> {
    Ok(Ports {
        database,
        files: Arc::new(MemoryFiles::default()),
        fonts: Arc::new(BundledFonts),
        clock,
        randomness: Arc::new(SystemRandomness),
        jobs: Arc::new(MemoryJobs::default()),
        http: Arc::new(NoHttp),
        mail: Arc::new(MemoryMailer::default()),
        outbound: Policy::public(),
        resolver: RESOLVER.to_owned(),
        seal: SealKey::of(fresh_key()),
        peppol: Network::default(),
        log,
        tenants: Arc::new(TenantCache::default()),
        link_key: LinkKey::parse(link_key)?,
        operator: Operator::default(),
        public_url: None,
    })
}

fn fresh_key() -> [u8; 32] {
    let mut key = [0; 32];
    SystemRandomness.fill(&mut key);
    key
}

/// A clock that only moves when it is told to.
#[derive(Debug)]
pub struct ScriptedClock(AtomicI64);

impl ScriptedClock {
    /// A clock that shows this time.
    pub fn at(now: Timestamp) -> Self {
        Self(AtomicI64::new(now.as_second()))
    }

    /// Shows another time from now on.
    pub fn set(&self, now: Timestamp) {
        self.0.store(now.as_second(), Ordering::SeqCst);
    }
}

impl Clock for ScriptedClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_second(self.0.load(Ordering::SeqCst)).unwrap_or_default()
    }

    /// A scripted clock has no time to lose.
    fn pause(&self, _duration: Duration) -> BoxFuture<'_, ()> {
        Box::pin(async {})
    }
}

/// The operating system's randomness.
#[derive(Debug)]
pub struct SystemRandomness;

impl Randomness for SystemRandomness {
    fn fill(&self, bytes: &mut [u8]) {
        if let Err(error) = getrandom::fill(bytes) {
            eprintln!("randomness: {error}");
        }
    }
}

/// Files in memory.
#[derive(Debug, Default)]
pub struct MemoryFiles(Mutex<HashMap<String, Vec<u8>>>);

impl Files for MemoryFiles {
    fn get<'a>(&'a self, key: &'a str) -> BoxFuture<'a, Result<Option<Vec<u8>>, FilesError>> {
        Box::pin(async move { Ok(self.0.lock().unwrap_or_else(PoisonError::into_inner).get(key).cloned()) })
    }

    fn put<'a>(
        &'a self,
        key: &'a str,
        bytes: Vec<u8>,
        _content_type: &'a str,
    ) -> BoxFuture<'a, Result<(), FilesError>> {
        Box::pin(async move {
            self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(key.to_owned(), bytes);
            Ok(())
        })
    }
}

/// The files that the Worker serves as static assets.
pub const FONTS: FontFiles = FontFiles {
    regular: include_bytes!("../../public/assets/fonts/Inter-Regular.ttf"),
    semi_bold: include_bytes!("../../public/assets/fonts/Inter-SemiBold.ttf"),
};

/// The fonts, inside of the program.
#[derive(Debug)]
pub struct BundledFonts;

impl Fonts for BundledFonts {
    fn read(&self) -> BoxFuture<'_, Result<FontFiles, FilesError>> {
        Box::pin(async { Ok(FONTS) })
    }
}

/// Jobs that were handed over, kept for whoever wants to do them.
#[derive(Debug, Default)]
pub struct MemoryJobs(pub Mutex<Vec<Job>>);

impl Jobs for MemoryJobs {
    fn enqueue(&self, job: Job) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(job);
    }
}

/// A program without a network.
#[derive(Debug)]
pub struct NoHttp;

impl Http for NoHttp {
    fn send<'a>(&'a self, _request: OutgoingRequest) -> BoxFuture<'a, Result<IncomingResponse, HttpError>> {
        Box::pin(async { Err(HttpError::Unanswered("there is no network".to_owned())) })
    }
}

/// What a scripted peer answers to a request.
pub type Script = dyn Fn(&OutgoingRequest) -> Result<IncomingResponse, HttpError> + Send + Sync;

/// Peers that answer by a script; every request is kept.
pub struct ScriptedHttp {
    script: Box<Script>,
    /// What was sent, in order.
    pub sent: Mutex<Vec<OutgoingRequest>>,
}

impl ScriptedHttp {
    /// Peers that answer so.
    pub fn new(
        script: impl Fn(&OutgoingRequest) -> Result<IncomingResponse, HttpError> + Send + Sync + 'static,
    ) -> Self {
        Self { script: Box::new(script), sent: Mutex::default() }
    }
}

impl Http for ScriptedHttp {
    fn send<'a>(&'a self, request: OutgoingRequest) -> BoxFuture<'a, Result<IncomingResponse, HttpError>> {
        Box::pin(async move {
            let answer = (self.script)(&request);
            self.sent.lock().unwrap_or_else(PoisonError::into_inner).push(request);
            answer
        })
    }
}

/// Mails, kept for whoever wants to read them, and failures in the order in which they shall happen.
#[derive(Debug, Default)]
pub struct MemoryMailer {
    /// What was sent. A mail with the answer "unknown" is among them: it arrived and the answer was lost.
    pub sent: Mutex<Vec<Mail>>,
    /// What the next mails are answered with; without an entry a mail is taken.
    pub failures: Mutex<VecDeque<MailError>>,
}

impl Mailer for MemoryMailer {
    fn send<'a>(&'a self, mail: &'a Mail) -> BoxFuture<'a, Result<(), MailError>> {
        Box::pin(async move {
            let failure = self.failures.lock().unwrap_or_else(PoisonError::into_inner).pop_front();
            if matches!(failure, None | Some(MailError::Unknown { .. })) {
                self.sent.lock().unwrap_or_else(PoisonError::into_inner).push(mail.clone());
            }
            failure.map_or(Ok(()), Err)
        })
    }
}

/// Log lines, kept.
#[derive(Debug, Default)]
pub struct MemoryLog(pub Mutex<Vec<String>>);

impl Log for MemoryLog {
    fn line(&self, line: &str) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(line.to_owned());
    }
}
