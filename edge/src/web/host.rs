//! Hosts of addresses.

use std::net::Ipv4Addr;

/// Whether a host is the machine of the browser itself.
pub fn is_this_machine(host: &str) -> bool {
    host == "localhost"
        || host.ends_with(".localhost")
        || host == "[::1]"
        || host.parse::<Ipv4Addr>().is_ok_and(|ip| ip.is_loopback())
}
