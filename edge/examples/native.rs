//! The Worker's router as a native program over a SQLite file: for the HTTP suite and for looking around.
//!
//! `cargo run -p edge --example native -- --port 8789 --database bookslip.sqlite`, with LINK_KEY in the environment, and
//! OPERATOR_KEY for the operator's page.

use std::{error::Error, path::PathBuf, sync::Arc, time::Duration};

use axum::{Router, body::Body, extract::Request, routing::any};
use edge::{
    app::Ports,
    db::{BoxFuture, sqlite::Sqlite},
    native,
    operator::OperatorKey,
    ports::{Clock, Log},
    router,
};

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
    ports.operator.key = std::env::var("OPERATOR_KEY").ok().and_then(|key| OperatorKey::parse(&key));
    let service = Router::new().fallback(any(move |request: Request<Body>| {
        let ports = ports.clone();
        async move { router::handle(&ports, request).await }
    }));
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", port)).await?;
    axum::serve(listener, service).with_graceful_shutdown(async { drop(tokio::signal::ctrl_c().await) }).await?;
    Ok(())
}
