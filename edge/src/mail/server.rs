//! Where mail is handed over: the address of an SMTP server as the operator writes it.

use std::net::IpAddr;

use http::Uri;

/// An SMTP submission server.
#[derive(Clone, PartialEq, Eq)]
pub struct Server {
    /// Host name or address, without brackets.
    pub host: String,
    /// Port.
    pub port: u16,
    /// When TLS begins.
    pub security: Security,
    /// How to sign in; none: not at all.
    pub credentials: Option<Credentials>,
}

/// When TLS begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Security {
    /// With the connection, RFC 8314 (`smtps://`, port 465).
    Immediate,
    /// By STARTTLS, and nothing is sent before it (`smtp://`, port 587).
    StartTls,
    /// By STARTTLS if it is offered: on this machine, or where the operator allows it.
    Optional,
}

/// Name and password.
#[derive(Clone, PartialEq, Eq)]
pub struct Credentials {
    /// Name.
    pub user: String,
    /// Password.
    pub password: String,
}

/// Why an address is not one of an SMTP server. The address is not repeated: it may hold a password.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ServerFault {
    /// Neither `smtps://` nor `smtp://`.
    #[error("SMTP_URL must read smtps://name:password@host:465 or smtp://name:password@host:587")]
    Form,
    /// A `%` that is not followed by two hexadecimal digits, or bytes that are not UTF-8.
    #[error("name and password in SMTP_URL must be percent-encoded UTF-8")]
    Encoding,
}

impl Server {
    /// Reads `smtps://name:password@host:465` or `smtp://name:password@host:587`; name and password are percent-encoded
    /// and may be missing. `allowed` lists `host:port` pairs, separated by commas, that may be spoken to without TLS;
    /// this machine always may.
    ///
    /// # Errors
    /// [`ServerFault`] tells what is wrong without repeating it.
    pub fn parse(url: &str, allowed: &str) -> Result<Self, ServerFault> {
        let uri: Uri = url.trim().parse().map_err(|_| ServerFault::Form)?;
        let authority = uri.authority().ok_or(ServerFault::Form)?;
        if !matches!(uri.path(), "" | "/") || uri.query().is_some() {
            return Err(ServerFault::Form);
        }
        let host = authority.host().trim_start_matches('[').trim_end_matches(']').to_owned();
        let (port, security) = match uri.scheme_str() {
            Some("smtps") => (authority.port_u16().unwrap_or(465), Security::Immediate),
            Some("smtp") => (authority.port_u16().unwrap_or(587), Security::StartTls),
            _ => return Err(ServerFault::Form),
        };
        let place = authority.as_str().rsplit_once('@').map_or(authority.as_str(), |(_, place)| place);
        let says_no_port = place == authority.host();
        if host.is_empty() || port == 0 || says_no_port != authority.port_u16().is_none() {
            return Err(ServerFault::Form);
        }
        let pair = format!("{host}:{port}");
        let may_be_plain = is_this_machine(&host) || allowed.split(',').any(|entry| entry.trim() == pair);
        let security = if security == Security::StartTls && may_be_plain { Security::Optional } else { security };
        let credentials = authority.as_str().rsplit_once('@').map(|(info, _)| Credentials::parse(info)).transpose()?;
        Ok(Self { host, port, security, credentials })
    }
}

impl Credentials {
    fn parse(info: &str) -> Result<Self, ServerFault> {
        let (user, password) = info.split_once(':').ok_or(ServerFault::Form)?;
        let [user, password] = [percent_decoded(user)?, percent_decoded(password)?];
        // A NUL separates name and password in AUTH PLAIN (RFC 4616).
        let bad = user.is_empty() || [&user, &password].iter().any(|text| text.contains('\0'));
        if bad { Err(ServerFault::Encoding) } else { Ok(Self { user, password }) }
    }
}

fn is_this_machine(host: &str) -> bool {
    host == "localhost" || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

fn percent_decoded(text: &str) -> Result<String, ServerFault> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let [high, low] = [rest.next(), rest.next()].map(|digit| digit.and_then(|it| char::from(it).to_digit(16)));
            let value = high.zip(low).and_then(|(high, low)| u8::try_from(high * 16 + low).ok());
            bytes.push(value.ok_or(ServerFault::Encoding)?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).map_err(|_| ServerFault::Encoding)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn credentials(user: &str, password: &str) -> Option<Credentials> {
        Some(Credentials { user: user.to_owned(), password: password.to_owned() })
    }

    #[test]
    fn addresses_are_read() {
        let table = [
            ("smtps://post.example", "post.example", 465, Security::Immediate, None),
            ("smtps://a:b@post.example:2465/", "post.example", 2465, Security::Immediate, credentials("a", "b")),
            ("smtp://post.example", "post.example", 587, Security::StartTls, None),
            ("smtp://listed.example:25", "listed.example", 25, Security::Optional, None),
            ("smtp://listed.example:26", "listed.example", 26, Security::StartTls, None),
            ("smtp://127.0.0.1:1025", "127.0.0.1", 1025, Security::Optional, None),
            ("smtp://[::1]:1025", "::1", 1025, Security::Optional, None),
            ("smtp://localhost:1025", "localhost", 1025, Security::Optional, None),
            ("smtp://localhost.example:1025", "localhost.example", 1025, Security::StartTls, None),
            ("smtps://localhost:1025", "localhost", 1025, Security::Immediate, None),
            (
                "smtp://an%40site.example:p%3A%C3%A9%2F@post.example:587",
                "post.example",
                587,
                Security::StartTls,
                credentials("an@site.example", "p:é/"),
            ),
        ];
        for (url, host, port, security, credentials) in table {
            let server = Server::parse(url, "other.example:25, listed.example:25").unwrap();
            assert_eq!((server.host.as_str(), server.port, server.security), (host, port, security), "{url}");
            assert!(server.credentials == credentials, "{url}");
        }
    }

    #[test]
    fn what_is_no_address_is_refused_and_not_repeated() {
        for (url, fault) in [
            ("", ServerFault::Form),
            ("post.example:587", ServerFault::Form),
            ("https://post.example", ServerFault::Form),
            ("smtp://", ServerFault::Form),
            ("smtp://post.example:0", ServerFault::Form),
            ("smtp://post.example:99999", ServerFault::Form),
            ("smtp://post.example/path", ServerFault::Form),
            ("smtp://post.example?tls=off", ServerFault::Form),
            ("smtp://secret@post.example", ServerFault::Form),
            ("smtp://a:secret%4@post.example", ServerFault::Encoding),
            ("smtp://a:secret%ff@post.example", ServerFault::Encoding),
            ("smtp://a:secret%00@post.example", ServerFault::Encoding),
            ("smtp://:secret@post.example", ServerFault::Encoding),
        ] {
            let error = Server::parse(url, "").err();
            assert_eq!(error, Some(fault), "{url}");
            assert!(!error.map(|it| it.to_string()).unwrap_or_default().contains("secret"));
        }
    }
}
