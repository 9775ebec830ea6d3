//! The port for TCP: `socket` implements it in the Worker, `tcp` natively. Every step has a time limit.

use std::{io, time::Duration};

use crate::platform::database::BoxFuture;

/// How a connection begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tls {
    /// With TLS.
    Now,
    /// Without, so that [`Stream::start_tls`] can follow.
    Later,
}

/// Opens connections.
pub trait Sockets: Send + Sync {
    /// Connects to a host.
    fn connect<'a>(
        &'a self,
        host: &'a str,
        port: u16,
        tls: Tls,
        within: Duration,
    ) -> BoxFuture<'a, io::Result<Box<dyn Stream>>>;
}

/// An open connection.
pub trait Stream: Send {
    /// The next bytes; none at the end. A silent peer is [`io::ErrorKind::TimedOut`].
    fn read(&mut self, within: Duration) -> BoxFuture<'_, io::Result<Vec<u8>>>;
    /// Writes all of it.
    fn write<'a>(&'a mut self, bytes: &'a [u8], within: Duration) -> BoxFuture<'a, io::Result<()>>;
    /// Goes on with TLS, for the host that it is connected to.
    fn start_tls(self: Box<Self>, within: Duration) -> BoxFuture<'static, io::Result<Box<dyn Stream>>>;
    /// Ends the connection, whatever state it is in.
    fn close(self: Box<Self>) -> BoxFuture<'static, ()>;
}
