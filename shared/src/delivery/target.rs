//! Where outgoing requests may go: to public hosts over https, so that nobody makes us ask something inside a network for
//! them (server-side request forgery).
//!
//! An address is read by a grammar that is narrower than that of browsers and of `fetch`: what passes here has one reading
//! everywhere. A name is judged again when it is asked for, by the addresses that it resolves to ([`is_public`]).

mod address;
mod host;

use std::fmt;

pub use address::is_public;

use crate::limits;

/// Which targets are allowed beside public https: exact hosts with their ports, such as those of a double on loopback.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Policy(Vec<(String, u16)>);

/// An entry of the list of allowed targets that is no host with a port.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is no host with a port, such as 127.0.0.1:2525")]
pub struct InvalidEntry(pub String);

impl Policy {
    /// Public https and nothing else.
    pub fn public() -> Self {
        Self::default()
    }

    /// Reads a list as it is configured: `host:port` separated by commas; an empty list allows nothing more.
    ///
    /// # Errors
    /// [`InvalidEntry`] with the first entry that is no host with a port.
    pub fn parse(list: &str) -> Result<Self, InvalidEntry> {
        let entries = list.split(',').map(str::trim).filter(|entry| !entry.is_empty());
        entries.map(allowed_entry).collect::<Result<_, _>>().map(Self)
    }

    fn allows(&self, host: &str, port: u16) -> bool {
        self.0.iter().any(|(allowed, allowed_port)| allowed == host && *allowed_port == port)
    }
}

fn allowed_entry(entry: &str) -> Result<(String, u16), InvalidEntry> {
    let invalid = || InvalidEntry(entry.to_owned());
    let (host, port) = entry.rsplit_once(':').ok_or_else(invalid)?;
    if host.is_empty() || !host.bytes().all(host::is_host_byte) {
        return Err(invalid());
    }
    Ok((host.to_ascii_lowercase(), port_of(port).ok_or_else(invalid)?))
}

/// How a target is spoken to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scheme {
    /// Without encryption; only where the policy lists the host.
    Http,
    /// With TLS.
    Https,
}

impl Scheme {
    fn default_port(self) -> u16 {
        match self {
            Self::Http => 80,
            Self::Https => 443,
        }
    }
}

impl fmt::Display for Scheme {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Http => "http",
            Self::Https => "https",
        })
    }
}

/// A target that may be asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// The whole address, written in the one way that is sent.
    pub url: String,
    /// How it is spoken to.
    pub scheme: Scheme,
    /// Host in lower case.
    pub host: String,
    /// Port.
    pub port: u16,
    /// Whether the policy lists it, so that its addresses need no judging.
    pub is_listed: bool,
}

/// Why a target may not be asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TargetFault {
    /// Empty, too long, or not of the form of an address.
    #[error("Enter a whole address, such as https://example.com/hooks, with at most 2,000 characters.")]
    Malformed,
    /// Another scheme than https.
    #[error("Enter an address that begins with https://.")]
    NotHttps,
    /// `user:password@host`.
    #[error("Leave out the user name and password in front of the @.")]
    Userinfo,
    /// `#fragment`, which is never sent.
    #[error("Leave out the # and what follows it; it is never sent.")]
    Fragment,
    /// The host is an IP address in any spelling.
    #[error("Enter a host name instead of an IP address.")]
    IpAddress,
    /// The host is a name with other letters than those of DNS.
    #[error("Write the host name in its ASCII form, such as xn--caf-dma.example for café.example.")]
    NotAscii,
    /// The host is no name of DNS.
    #[error("The host name is not a valid name.")]
    Host,
    /// The name means something inside a network or machine.
    #[error("Enter a host name of the public internet; this one names something inside a network.")]
    NotPublic,
    /// A port below 1024 other than 443.
    #[error("Use port 443, or one from 1024 on.")]
    Port,
}

impl TargetFault {
    /// Stable code.
    pub fn code(self) -> &'static str {
        match self {
            Self::Malformed => "url_malformed",
            Self::NotHttps => "url_not_https",
            Self::Userinfo => "url_userinfo",
            Self::Fragment => "url_fragment",
            Self::IpAddress => "url_ip_address",
            Self::NotAscii => "url_not_ascii",
            Self::Host => "url_host",
            Self::NotPublic => "url_not_public",
            Self::Port => "url_port",
        }
    }
}

/// Judges an address before it is kept and again before it is asked. A host that the policy lists may be any, over http
/// or https; every other one is a public name over https.
///
/// # Errors
/// [`TargetFault`], whose text says what to do.
pub fn check(policy: &Policy, url: &str) -> Result<Target, TargetFault> {
    let (scheme, rest) = split_scheme(url)?;
    let (authority, rest) = rest.split_at(rest.find(['/', '?', '#', '\\']).unwrap_or(rest.len()));
    if authority.contains('@') {
        return Err(TargetFault::Userinfo);
    }
    if authority.starts_with('[') {
        return Err(TargetFault::IpAddress);
    }
    let (host, port) = match authority.rsplit_once(':') {
        Some((host, port)) => (host, port_of(port).ok_or(TargetFault::Malformed)?),
        None => (authority, scheme.default_port()),
    };
    let host = host.to_ascii_lowercase();
    let is_listed = policy.allows(&host, port);
    if !is_listed {
        if scheme != Scheme::Https {
            return Err(TargetFault::NotHttps);
        }
        host::check(&host)?;
        if port != 443 && port < 1024 {
            return Err(TargetFault::Port);
        }
    }
    check_rest(rest)?;
    let shown_port = if port == scheme.default_port() { String::new() } else { format!(":{port}") };
    let slash = if rest.starts_with('/') { "" } else { "/" };
    Ok(Target { url: format!("{scheme}://{host}{shown_port}{slash}{rest}"), scheme, host, port, is_listed })
}

fn split_scheme(url: &str) -> Result<(Scheme, &str), TargetFault> {
    if url.is_empty() || url.len() > limits::TARGET_BYTES_MAX {
        return Err(TargetFault::Malformed);
    }
    let (scheme, rest) = url.split_once(':').ok_or(TargetFault::Malformed)?;
    let scheme = match scheme.to_ascii_lowercase().as_str() {
        "https" => Scheme::Https,
        "http" => Scheme::Http,
        _ => return Err(TargetFault::NotHttps),
    };
    Ok((scheme, rest.strip_prefix("//").ok_or(TargetFault::Malformed)?))
}

fn port_of(digits: &str) -> Option<u16> {
    let fits = (1..=5).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    digits.parse().ok().filter(|port| fits && *port > 0)
}

/// Path and query with the characters of RFC 3986, so that no reader of addresses changes them.
fn check_rest(rest: &str) -> Result<(), TargetFault> {
    if rest.contains('#') {
        return Err(TargetFault::Fragment);
    }
    let mut bytes = rest.bytes();
    while let Some(byte) = bytes.next() {
        let is_fine = match byte {
            b'%' => [bytes.next(), bytes.next()].iter().all(|digit| digit.is_some_and(|b| b.is_ascii_hexdigit())),
            _ => byte.is_ascii_alphanumeric() || b"-._~!$&()*+,;=:@/?".contains(&byte),
        };
        if !is_fine {
            return Err(TargetFault::Malformed);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
