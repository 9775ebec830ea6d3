//! TCP outside the Worker: for tests and the native program. TLS is the Worker's; a server that wants it is not reached.

use std::{io, time::Duration};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::timeout,
};

use super::stream::{Sockets, Stream, Tls};
use crate::platform::database::BoxFuture;

/// The machine's own sockets.
#[derive(Clone, Copy, Debug, Default)]
pub struct Tcp;

impl Sockets for Tcp {
    fn connect<'a>(
        &'a self,
        host: &'a str,
        port: u16,
        tls: Tls,
        within: Duration,
    ) -> BoxFuture<'a, io::Result<Box<dyn Stream>>> {
        Box::pin(async move {
            if tls == Tls::Now {
                return Err(no_tls());
            }
            let stream = timeout(within, TcpStream::connect((host, port))).await??;
            Ok(Box::new(Plain(stream)) as Box<dyn Stream>)
        })
    }
}

struct Plain(TcpStream);

impl Stream for Plain {
    fn read(&mut self, within: Duration) -> BoxFuture<'_, io::Result<Vec<u8>>> {
        Box::pin(async move {
            let mut bytes = Vec::with_capacity(16 * 1024);
            timeout(within, self.0.read_buf(&mut bytes)).await??;
            Ok(bytes)
        })
    }

    fn write<'a>(&'a mut self, bytes: &'a [u8], within: Duration) -> BoxFuture<'a, io::Result<()>> {
        Box::pin(async move { timeout(within, self.0.write_all(bytes)).await? })
    }

    fn start_tls(self: Box<Self>, _within: Duration) -> BoxFuture<'static, io::Result<Box<dyn Stream>>> {
        Box::pin(async { Err(no_tls()) })
    }

    fn close(mut self: Box<Self>) -> BoxFuture<'static, ()> {
        // The peer may be gone already.
        Box::pin(async move { self.0.shutdown().await.unwrap_or_default() })
    }
}

fn no_tls() -> io::Error {
    io::Error::new(io::ErrorKind::Unsupported, "this program speaks no TLS")
}
