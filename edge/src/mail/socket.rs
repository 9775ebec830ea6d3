//! TCP and TLS in the Worker.

use std::{future::Future, io, time::Duration};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use worker::{SecureTransport, Socket, send::SendFuture};

use super::stream::{Sockets, Stream, Tls};
use crate::platform::{database::BoxFuture, timer};

/// The runtime's sockets. It checks certificates against the public authorities.
#[derive(Clone, Copy, Debug)]
pub struct WorkerSockets;

impl Sockets for WorkerSockets {
    fn connect<'a>(
        &'a self,
        host: &'a str,
        port: u16,
        tls: Tls,
        within: Duration,
    ) -> BoxFuture<'a, io::Result<Box<dyn Stream>>> {
        Box::pin(SendFuture::new(async move {
            let transport = match tls {
                Tls::Now => SecureTransport::On,
                Tls::Later => SecureTransport::StartTls,
            };
            let socket = Socket::builder().secure_transport(transport).connect(host, port).map_err(io::Error::other)?;
            limited(within, async { socket.opened().await.map_err(io::Error::other) }).await?;
            Ok(Box::new(Connection(socket)) as Box<dyn Stream>)
        }))
    }
}

struct Connection(Socket);

impl Stream for Connection {
    fn read(&mut self, within: Duration) -> BoxFuture<'_, io::Result<Vec<u8>>> {
        Box::pin(SendFuture::new(async move {
            let mut bytes = Vec::with_capacity(16 * 1024);
            limited(within, self.0.read_buf(&mut bytes)).await?;
            Ok(bytes)
        }))
    }

    fn write<'a>(&'a mut self, bytes: &'a [u8], within: Duration) -> BoxFuture<'a, io::Result<()>> {
        Box::pin(SendFuture::new(limited(within, self.0.write_all(bytes))))
    }

    fn start_tls(self: Box<Self>, within: Duration) -> BoxFuture<'static, io::Result<Box<dyn Stream>>> {
        Box::pin(SendFuture::new(async move {
            let socket = self.0.start_tls();
            limited(within, async { socket.opened().await.map_err(io::Error::other) }).await?;
            Ok(Box::new(Self(socket)) as Box<dyn Stream>)
        }))
    }

    fn close(mut self: Box<Self>) -> BoxFuture<'static, ()> {
        // The peer may be gone already.
        Box::pin(SendFuture::new(async move { self.0.close().await.unwrap_or_default() }))
    }
}

/// What the work answers; a silent peer is [`io::ErrorKind::TimedOut`].
async fn limited<T>(within: Duration, work: impl Future<Output = io::Result<T>>) -> io::Result<T> {
    timer::limited(within, work).await.unwrap_or_else(|| Err(io::ErrorKind::TimedOut.into()))
}
