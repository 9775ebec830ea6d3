//! An allowed origin: scheme, host and port as browsers send them in `Origin`, so that comparing texts is enough.

use crate::web::host::is_this_machine;
use std::net::{Ipv4Addr, Ipv6Addr};

use shared::limits;

/// Why a text is no origin that can be allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OriginError {
    /// Nothing was typed.
    #[error("Enter the address of your site, such as https://www.example.com.")]
    Empty,
    /// Neither http nor https.
    #[error("Start with https://, such as https://www.example.com.")]
    Scheme,
    /// http for a site that others can reach.
    #[error("Use https://. Plain http is only possible for sites on this machine, such as http://localhost:8788.")]
    Insecure,
    /// More than scheme, host and port.
    #[error("Leave out everything after the host: no path, no query, no user name.")]
    TooMuch,
    /// The host or the port is not valid.
    #[error("Check the host and port. Write a name with other letters in its xn-- form, as the address bar copies it.")]
    Host,
    /// Longer than an origin can be.
    #[error("The address is too long.")]
    TooLong,
}

/// The canonical origin of a typed address: lower case, no default port, no slash at the end.
///
/// # Errors
/// [`OriginError`].
pub fn parse_origin(text: &str) -> Result<String, OriginError> {
    let text = text.trim();
    if text.is_empty() {
        return Err(OriginError::Empty);
    }
    if text.len() > limits::ORIGIN_BYTES_MAX {
        return Err(OriginError::TooLong);
    }
    let (scheme, rest) = text.split_once("://").ok_or(OriginError::Scheme)?;
    let scheme = scheme.to_ascii_lowercase();
    let default_port = match scheme.as_str() {
        "https" => 443,
        "http" => 80,
        _ => return Err(OriginError::Scheme),
    };
    let authority = rest.strip_suffix('/').unwrap_or(rest);
    if authority.contains(['/', '\\', '?', '#', '@']) {
        return Err(OriginError::TooMuch);
    }
    let (host, port) = split_port(authority)?;
    let host = host_name(host)?;
    if scheme == "http" && !is_this_machine(&host) {
        return Err(OriginError::Insecure);
    }
    match port {
        Some(port) if port != default_port => Ok(format!("{scheme}://{host}:{port}")),
        _ => Ok(format!("{scheme}://{host}")),
    }
}

fn split_port(authority: &str) -> Result<(&str, Option<u16>), OriginError> {
    let after_host = match authority.find(']') {
        Some(end) => end.saturating_add(1),
        None => authority.find(':').unwrap_or(authority.len()),
    };
    let (host, rest) = authority.split_at_checked(after_host).ok_or(OriginError::Host)?;
    match rest.strip_prefix(':') {
        None if rest.is_empty() => Ok((host, None)),
        Some(port) if !port.is_empty() && port.bytes().all(|b| b.is_ascii_digit()) => match port.parse::<u16>() {
            Ok(port) if port > 0 => Ok((host, Some(port))),
            _ => Err(OriginError::Host),
        },
        _ => Err(OriginError::Host),
    }
}

fn host_name(host: &str) -> Result<String, OriginError> {
    if let Some(inner) = host.strip_prefix('[') {
        let address = inner.strip_suffix(']').and_then(|inner| inner.parse::<Ipv6Addr>().ok());
        return address.map(|address| format!("[{address}]")).ok_or(OriginError::Host);
    }
    let host = host.to_ascii_lowercase();
    let label = |l: &str| {
        (1..=63).contains(&l.len())
            && !l.starts_with('-')
            && !l.ends_with('-')
            && l.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
    };
    if host.len() > 253 || !host.split('.').all(label) {
        return Err(OriginError::Host);
    }
    // Browsers read a last label of digits as an IPv4 address, in several spellings; only the plain one stays the same.
    let last = host.rsplit('.').next().unwrap_or_default();
    let numeric = last.bytes().all(|b| b.is_ascii_digit()) || last.starts_with("0x");
    if numeric && host.parse::<Ipv4Addr>().is_err() { Err(OriginError::Host) } else { Ok(host) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_becomes_what_browsers_send() {
        for (typed, origin) in [
            ("https://www.example.com", "https://www.example.com"),
            (" HTTPS://WWW.Example.COM/ ", "https://www.example.com"),
            ("https://example.com:443", "https://example.com"),
            ("https://example.com:8443/", "https://example.com:8443"),
            ("https://xn--bcher-kva.example", "https://xn--bcher-kva.example"),
            ("http://localhost:8788", "http://localhost:8788"),
            ("http://localhost:80", "http://localhost"),
            ("http://shop.localhost", "http://shop.localhost"),
            ("http://127.0.0.1:3000", "http://127.0.0.1:3000"),
            ("http://[0:0::1]:3000", "http://[::1]:3000"),
            ("https://[2001:DB8::1]", "https://[2001:db8::1]"),
            ("https://10.0.0.7", "https://10.0.0.7"),
        ] {
            assert_eq!(parse_origin(typed).as_deref(), Ok(origin), "{typed}");
        }
    }

    #[test]
    fn everything_else_is_refused() {
        for (typed, error) in [
            ("", OriginError::Empty),
            ("www.example.com", OriginError::Scheme),
            ("ftp://example.com", OriginError::Scheme),
            ("javascript://example.com", OriginError::Scheme),
            ("null", OriginError::Scheme),
            ("*", OriginError::Scheme),
            ("http://example.com", OriginError::Insecure),
            ("http://localhost.example.com", OriginError::Insecure),
            ("https://example.com/shop", OriginError::TooMuch),
            ("https://example.com//", OriginError::TooMuch),
            ("https://example.com?x", OriginError::TooMuch),
            ("https://example.com#x", OriginError::TooMuch),
            ("https://me@example.com", OriginError::TooMuch),
            ("https://example.com\\@evil.example", OriginError::TooMuch),
            ("https://*.example.com", OriginError::Host),
            ("https://", OriginError::Host),
            ("https://.example.com", OriginError::Host),
            ("https://example.com.", OriginError::Host),
            ("https://bücher.example", OriginError::Host),
            ("https://example.com:0", OriginError::Host),
            ("https://example.com:", OriginError::Host),
            ("https://example.com:99999", OriginError::Host),
            ("https://example.com:+80", OriginError::Host),
            ("https://exa mple.com", OriginError::Host),
            ("https://0x7f.1", OriginError::Host),
            ("https://127.1", OriginError::Host),
            ("https://[::1", OriginError::Host),
            ("https://[::1]x", OriginError::Host),
            ("https://a,b", OriginError::Host),
        ] {
            assert_eq!(parse_origin(typed), Err(error), "{typed}");
        }
        assert_eq!(parse_origin(&format!("https://{}", "a".repeat(300))), Err(OriginError::TooLong));
    }
}
