//! The Worker's entry points and its ports. Only this file and the adapters name the runtime.

use std::{
    sync::{Arc, OnceLock},
    time::Duration,
};

use axum::body::Body;
use jiff::Timestamp;
use shared::{delivery::target::Policy, id::TenantId};
use worker::{
    Context, Env, HttpRequest, MessageBatch, MessageExt, Queue, ScheduleContext, ScheduledEvent, console_error,
    console_log, event,
    send::{SendFuture, SendWrapper},
};

use crate::{
    app::{
        App, Ports,
        links::LinkKey,
        operator::{Operator, OperatorKey},
        peppol_network::Network,
        resolve::RESOLVER,
        sealed::SealKey,
    },
    mail::{send_email::Binding, socket::WorkerSockets, transport},
    platform::{
        assets::Assets,
        d1::D1,
        database::BoxFuture,
        fetch::Fetch,
        ports::{Clock, Job, Jobs, Log, Mailer, Randomness},
        r2::R2,
        timer,
    },
    router,
    store::tenant::cache::TenantCache,
    work::outbox,
};

#[event(fetch)]
async fn fetch(request: HttpRequest, env: Env, context: Context) -> worker::Result<http::Response<Body>> {
    let ports = ports(&env, jobs(&env, Outlive::Request(context))?)?;
    Ok(router::handle(&ports, request.map(Body::new)).await)
}

/// An error here would panic in the runtime's glue, so every message is answered for itself.
#[event(queue)]
async fn queue(batch: MessageBatch<Job>, env: Env, context: Context) -> worker::Result<()> {
    match background(&env, Outlive::Request(context)) {
        Ok(app) => {
            for message in batch.messages().unwrap_or_default() {
                match outbox::run_tenant(&app, &TenantId::new(message.body().tenant_id.as_str())).await {
                    Ok(_) => message.ack(),
                    Err(_) => message.retry(),
                }
            }
        }
        Err(error) => complain("queue", &error),
    }
    Ok(())
}

#[event(scheduled)]
async fn scheduled(_event: ScheduledEvent, env: Env, context: ScheduleContext) {
    match background(&env, Outlive::Cron(SendWrapper::new(context))) {
        Ok(app) => match outbox::sweep(&app).await {
            Ok(done) => console_log!("{{\"sweep\":{done}}}"),
            Err(problem) => console_error!("{{\"sweep\":\"{:?}\"}}", problem.code),
        },
        Err(error) => complain("sweep", &error),
    }
}

/// An error line. Its text is the runtime's, so JSON writes it.
fn complain(about: &str, error: &impl std::fmt::Display) {
    console_error!("{}", serde_json::json!({ about: error.to_string() }));
}

fn background(env: &Env, outlive: Outlive) -> worker::Result<App> {
    Ok(App::new(ports(env, jobs(env, outlive)?)?, String::new()))
}

fn jobs(env: &Env, outlive: Outlive) -> worker::Result<Arc<QueueJobs>> {
    Ok(Arc::new(QueueJobs { queue: env.queue("JOBS")?, outlive }))
}

fn ports(env: &Env, jobs: Arc<dyn Jobs>) -> worker::Result<Ports> {
    // What an isolate has read before; no request keeps anything here.
    static TENANTS: OnceLock<Arc<TenantCache>> = OnceLock::new();
    let key = env.secret("LINK_KEY").map(|secret| secret.to_string())?;
    let data_key = env.secret("DATA_KEY").map(|secret| secret.to_string())?;
    Ok(Ports {
        database: Arc::new(D1(env.d1("DB")?)),
        files: Arc::new(R2(env.bucket("FILES")?)),
        fonts: Arc::new(Assets(env.assets("ASSETS")?)),
        clock: Arc::new(WorkerClock),
        randomness: Arc::new(SystemRandomness),
        jobs,
        http: Arc::new(Fetch),
        mail: mail(env),
        outbound: Policy::parse(&variable(env, "OUTBOUND_ALLOW"))
            .map_err(|error| worker::Error::RustError(error.to_string()))?,
        resolver: Some(variable(env, "RESOLVER_URL"))
            .filter(|url| !url.is_empty())
            .unwrap_or_else(|| RESOLVER.to_owned()),
        seal: SealKey::parse(&data_key).map_err(|error| worker::Error::RustError(error.to_string()))?,
        peppol: Network::of_variables(|name| Some(variable(env, name))),
        log: Arc::new(ConsoleLog),
        tenants: Arc::clone(TENANTS.get_or_init(Arc::default)),
        link_key: LinkKey::parse(&key).map_err(|error| worker::Error::RustError(error.to_string()))?,
        operator: operator(env),
        public_url: env.var("PUBLIC_URL").ok().map(|url| url.to_string()).filter(|url| !url.is_empty()),
    })
}

/// SMTP where the secret SMTP_URL names a server, else the binding EMAIL, else nothing: mail then waits.
fn mail(env: &Env) -> Arc<dyn Mailer> {
    let settings = transport::Settings {
        smtp_url: env.secret("SMTP_URL").ok().map(|url| url.to_string()),
        mail_from: env.var("MAIL_FROM").ok().map(|from| from.to_string()),
        outbound_allow: env.var("OUTBOUND_ALLOW").ok().map(|list| list.to_string()).unwrap_or_default(),
    };
    transport::choose(&settings, Arc::new(WorkerSockets), Arc::new(WorkerClock), |from| {
        let email = env.send_email("EMAIL").ok()?;
        Some(Arc::new(Binding { email, from, clock: Arc::new(WorkerClock) }))
    })
}

/// A variable; empty where it is not set.
fn variable(env: &Env, name: &str) -> String {
    env.var(name).map(|value| value.to_string()).unwrap_or_default()
}

/// Without a key that is good enough there is no operator's page; everything else works.
fn operator(env: &Env) -> Operator {
    let key = env.secret("OPERATOR_KEY").ok().and_then(|key| OperatorKey::parse(&key.to_string()));
    let email = env.var("OPERATOR_EMAIL").ok().map(|email| email.to_string()).filter(|email| !email.is_empty());
    Operator { key, email }
}

struct WorkerClock;

impl Clock for WorkerClock {
    fn now(&self) -> Timestamp {
        let millis = i64::try_from(worker::Date::now().as_millis()).unwrap_or_default();
        Timestamp::from_millisecond(millis).unwrap_or_default()
    }

    fn pause(&self, duration: Duration) -> BoxFuture<'_, ()> {
        Box::pin(SendFuture::new(timer::pause(duration)))
    }
}

struct SystemRandomness;

impl Randomness for SystemRandomness {
    fn fill(&self, bytes: &mut [u8]) {
        // `crypto.getRandomValues` does not fail for buffers of this size.
        if let Err(error) = getrandom::fill(bytes) {
            complain("randomness", &error);
        }
    }
}

struct ConsoleLog;

impl Log for ConsoleLog {
    fn line(&self, line: &str) {
        console_log!("{line}");
    }
}

struct QueueJobs {
    queue: Queue,
    outlive: Outlive,
}

/// What keeps the program alive until a message is sent.
enum Outlive {
    /// A request, or messages of the queue.
    Request(Context),
    /// A sweep.
    Cron(SendWrapper<ScheduleContext>),
}

impl Jobs for QueueJobs {
    fn enqueue(&self, job: Job) {
        let queue = self.queue.clone();
        let sending = async move {
            // The outbox row is the guarantee: what is lost here, the sweep does.
            if let Err(error) = queue.send(job).await {
                complain("queue", &error);
            }
        };
        match &self.outlive {
            Outlive::Request(context) => context.wait_until(sending),
            Outlive::Cron(context) => context.wait_until(sending),
        }
    }
}
