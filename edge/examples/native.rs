//! The Worker's router as a native program over a SQLite file: for the HTTP suite and for looking around. Work of the outbox is
//! done in the background; requests go out over plain http, which is enough for peers on this machine.
//!
//! `cargo run -p edge --example native -- --port 8789 --database bookslip.sqlite`, with LINK_KEY in the environment, and
//! OPERATOR_KEY for the operator's page, SMTP_URL (without TLS, so on this machine) and MAIL_FROM for mail.
//! DATA_KEY seals what tenants entrust to us, OUTBOUND_ALLOW lists peers on this machine as
//! `host:port`, and RESOLVER_URL is where names are looked up.

use std::{error::Error, path::PathBuf, sync::Arc, time::Duration};

use axum::{Router, body::Body, extract::Request, routing::any};
use edge::{
    app::{App, Ports, operator::OperatorKey, peppol_network::Network, sealed::SealKey},
    mail::{tcp::Tcp, transport},
    native,
    platform::{
        database::BoxFuture,
        ports::{Clock, Http, HttpError, IncomingResponse, Job, Jobs, Log, OutgoingRequest},
        sqlite::Sqlite,
    },
    router,
    work::outbox,
};
use shared::{delivery::target::Policy, id::TenantId};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "a native program has a clock; the Worker's is another port")]
    fn now(&self) -> jiff::Timestamp {
        jiff::Timestamp::now()
    }

    fn pause(&self, duration: Duration) -> BoxFuture<'_, ()> {
        Box::pin(tokio::time::sleep(duration))
    }
}

struct Stdout;

impl Log for Stdout {
    fn line(&self, line: &str) {
        println!("{line}");
    }
}

/// Hands jobs to the background.
struct Queue(UnboundedSender<Job>);

impl Jobs for Queue {
    fn enqueue(&self, job: Job) {
        // Who is gone takes no more work; the next start sweeps it up.
        drop(self.0.send(job));
    }
}

/// Requests over plain http.
struct PlainHttp;

impl Http for PlainHttp {
    fn send<'a>(&'a self, request: OutgoingRequest) -> BoxFuture<'a, Result<IncomingResponse, HttpError>> {
        Box::pin(async move {
            let done = tokio::task::spawn_blocking(move || exchange(request)).await;
            done.unwrap_or_else(|error| Err(HttpError::Unanswered(error.to_string())))
        })
    }
}

fn exchange(request: OutgoingRequest) -> Result<IncomingResponse, HttpError> {
    let unanswered = |error: ureq::Error| HttpError::Unanswered(error.to_string());
    let agent = ureq::Agent::from(
        ureq::Agent::config_builder()
            .timeout_global(Some(request.timeout))
            .max_redirects(0)
            .max_redirects_will_error(false)
            .http_status_as_error(false)
            .allow_non_standard_methods(true)
            .build(),
    );
    let mut outgoing = http::Request::builder().method(request.method).uri(request.url);
    for (name, value) in request.headers {
        outgoing = outgoing.header(name, value);
    }
    let outgoing = outgoing.body(request.body).map_err(|error| HttpError::Unanswered(error.to_string()))?;
    let mut answer = agent.run(outgoing).map_err(unanswered)?;
    let (status, headers) = (answer.status().as_u16(), answer.headers().clone());
    let limit = u64::try_from(request.limit).unwrap_or(u64::MAX);
    match answer.body_mut().with_config().limit(limit).read_to_vec() {
        Ok(body) => Ok(IncomingResponse { status, headers, body }),
        Err(ureq::Error::BodyExceedsLimit(_)) => Err(HttpError::TooLarge),
        Err(error) => Err(unanswered(error)),
    }
}

/// The queue's consumer and the sweep.
async fn work(ports: Ports, mut queue: UnboundedReceiver<Job>) {
    let mut sweep = tokio::time::interval(Duration::from_secs(5));
    loop {
        let app = App::new(ports.clone(), String::new());
        let done = tokio::select! {
            Some(job) = queue.recv() => outbox::run_tenant(&app, &TenantId::new(job.tenant_id)).await,
            _ = sweep.tick() => outbox::sweep(&app).await,
        };
        if let Err(problem) = done {
            eprintln!("outbox: {}", problem.detail);
        }
    }
}

fn argument(name: &str) -> Result<String, String> {
    let mut arguments = std::env::args().skip_while(|argument| argument != name);
    arguments.nth(1).ok_or_else(|| format!("{name} is missing"))
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let port: u16 = argument("--port")?.parse()?;
    let database = Sqlite::open(&PathBuf::from(argument("--database")?))?;
    let mut ports: Ports =
        native::ports(Arc::new(database), Arc::new(SystemClock), Arc::new(Stdout), &std::env::var("LINK_KEY")?)?;
    let [smtp_url, mail_from] = ["SMTP_URL", "MAIL_FROM"].map(|name| std::env::var(name).ok());
    let mail = transport::Settings { smtp_url, mail_from, outbound_allow: String::new() };
    ports.mail = transport::choose(&mail, Arc::new(Tcp), Arc::new(SystemClock), |_| None);
    ports.operator.key = std::env::var("OPERATOR_KEY").ok().and_then(|key| OperatorKey::parse(&key));
    ports.outbound = Policy::parse(&std::env::var("OUTBOUND_ALLOW").unwrap_or_default())?;
    if let Ok(resolver) = std::env::var("RESOLVER_URL") {
        ports.resolver = resolver;
    }
    if let Ok(key) = std::env::var("DATA_KEY") {
        ports.seal = SealKey::parse(&key)?;
    }
    ports.peppol = Network::of_variables(|name| std::env::var(name).ok());
    let (sender, receiver) = unbounded_channel();
    ports.jobs = Arc::new(Queue(sender));
    ports.http = Arc::new(PlainHttp);
    tokio::spawn(work(ports.clone(), receiver));
    let service = Router::new().fallback(any(move |request: Request<Body>| {
        let ports = ports.clone();
        async move { router::handle(&ports, request).await }
    }));
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", port)).await?;
    axum::serve(listener, service).with_graceful_shutdown(async { drop(tokio::signal::ctrl_c().await) }).await?;
    Ok(())
}
