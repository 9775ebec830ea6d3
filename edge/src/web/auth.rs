//! Who is signed in: the session cookie, and the way to the sign-in page.
//!
//! There are no passwords. The admin key has 256 random bits, so its SHA-256 is enough to keep; a session is 32 random
//! bytes in a cookie, of which the database holds the SHA-256.

use super::{fields::query, host::is_this_machine};
use crate::{
    app::{App, problem::Problem, session::Session},
    platform::digest::sha256,
    store::session,
};
use std::net::IpAddr;

use axum::{
    extract::FromRequestParts,
    response::{IntoResponse, Redirect, Response},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use http::{HeaderMap, HeaderValue, Method, header, request::Parts};
use jiff::{civil::Date, tz::TimeZone};
use shared::{
    id::{Slug, TenantId},
    language::Language,
    limits,
    tenant::{module::SalesInvoicing, role::AdminRole},
};

/// Where everything of the dashboard lives.
const ROOT: &str = "/admin";
/// Where to sign in.
pub const LOGIN: &str = "/admin/login";
/// The longest address that a sign-in returns to.
const NEXT_BYTES_MAX: usize = 512;

impl<S: Send + Sync> FromRequestParts<S> for Session {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Response> {
        let app = App::from_request_parts(parts, state).await.map_err(IntoResponse::into_response)?;
        match find(&app, &parts.headers).await {
            Ok(Some(session)) => Ok(session),
            Ok(None) => Err(to_login(parts)),
            Err(problem) => Err(problem.into_response()),
        }
    }
}

/// The session of a request, if there is one.
///
/// # Errors
/// A [`Problem`] that is ours.
pub async fn find(app: &App, headers: &HeaderMap) -> Result<Option<Session>, Problem> {
    let Some(token) = ADMIN.read(app.base_url(), headers) else { return Ok(None) };
    let token_hash = sha256(token);
    let (batch, found) = session::find(&token_hash, app.now().as_second());
    let Some(row) = app.run(batch).await?.take(found)? else { return Ok(None) };
    app.note_tenant(&row.slug);
    let zone = TimeZone::get(&row.time_zone).map_err(|_| Problem::defect("stored time zone"))?;
    let session = Session {
        tenant: TenantId::new(row.tenant_id),
        slug: Slug::parse(&row.slug).map_err(|_| Problem::defect("stored slug"))?,
        name: row.name,
        currency: row.currency,
        language: Language::of_tag(&row.locale).unwrap_or(Language::En),
        zone,
        sales_invoicing: SalesInvoicing::from_stored(row.sales_invoicing),
        role: AdminRole::parse(&row.role).ok_or_else(|| Problem::defect("stored role"))?,
        token_hash,
    };
    app.note_session(session.clone());
    Ok(Some(session))
}

/// A new cookie value and its hash.
pub fn new_token(app: &App) -> (String, String) {
    let token = URL_SAFE_NO_PAD.encode(app.random_bytes::<32>());
    let hash = sha256(&token);
    (token, hash)
}

/// A cookie that holds a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SessionCookie {
    /// Name over https; its prefix binds it to https.
    secure: &'static str,
    /// Name over http on this machine.
    plain: &'static str,
    /// Where browsers send it.
    path: &'static str,
}

/// The session of an admin.
pub const ADMIN: SessionCookie = SessionCookie { secure: "__Host-session", plain: "session", path: "/" };
/// The session of the operator, which no other page ever sees.
pub const OPERATOR: SessionCookie = SessionCookie { secure: "__Secure-operator", plain: "operator", path: "/operator" };

impl SessionCookie {
    /// Its name under an address. Over http only this machine can have one, because browsers differ on `Secure` cookies
    /// there; none for any other address.
    pub fn name(self, base_url: &str) -> Option<&'static str> {
        if base_url.starts_with("https://") {
            return Some(self.secure);
        }
        let authority = base_url.strip_prefix("http://")?;
        let host = match authority.rfind(':') {
            Some(colon) if !authority.ends_with(']') => authority.get(..colon)?,
            _ => authority,
        };
        is_this_machine(host).then_some(self.plain)
    }

    /// The header that sets it, or ends it where there is no token.
    pub fn set(self, base_url: &str, token: Option<&str>) -> Option<HeaderValue> {
        let (name, path) = (self.name(base_url)?, self.path);
        let secure = if base_url.starts_with("https://") { "; Secure" } else { "" };
        let age = if token.is_some() { limits::SESSION_SECONDS } else { 0 };
        let token = token.unwrap_or_default();
        HeaderValue::from_str(&format!("{name}={token}; Path={path}; Max-Age={age}; HttpOnly; SameSite=Lax{secure}"))
            .ok()
    }

    /// The token that a request brings.
    pub fn read<'h>(self, base_url: &str, headers: &'h HeaderMap) -> Option<&'h str> {
        let name = self.name(base_url)?;
        let pairs = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
        let mut values =
            pairs.flat_map(|text| text.split(';')).filter_map(|pair| pair.trim().strip_prefix(name)?.strip_prefix('='));
        values.next().filter(|token| token.len() == 43)
    }
}

/// To the sign-in page, which returns to a page that was asked for; a form has to be opened again.
fn to_login(parts: &Parts) -> Response {
    let wanted = parts.uri.path_and_query().map_or("", |path| path.as_str());
    let next = if parts.method == Method::GET { safe_next(wanted) } else { "" };
    let next = if next == ROOT { "" } else { next };
    Redirect::to(&format!("{LOGIN}{}", query(&[("next", next)]))).into_response()
}

/// The address to go to after signing in: a page of the dashboard itself, or nothing.
pub fn safe_next(wanted: &str) -> &str {
    let inside = wanted.strip_prefix(ROOT).is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?']));
    let plain = wanted.len() <= NEXT_BYTES_MAX && wanted.bytes().all(|b| b.is_ascii_graphic() && b != b'\\');
    if inside && plain && !wanted.starts_with(LOGIN) { wanted } else { "" }
}

/// What sign-in attempts are counted by: the address, hashed with the day so that it cannot be followed for longer. An
/// IPv6 network counts as one address.
pub fn address_hash(headers: &HeaderMap, today: Date) -> String {
    let text = headers.get("cf-connecting-ip").and_then(|value| value.to_str().ok()).unwrap_or("unknown");
    let address = match text.parse::<IpAddr>() {
        Ok(IpAddr::V6(address)) => {
            let [a, b, c, d, ..] = address.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
        }
        _ => text.to_owned(),
    };
    sha256(format!("{today} {address}"))
}

pub(crate) fn with_cookie(mut response: Response, cookie: Option<HeaderValue>) -> Response {
    if let Some(cookie) = cookie {
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    response
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn cookies_are_bound_to_https_or_this_machine() {
        for (base_url, name) in [
            ("https://book.example", Some("__Host-session")),
            ("https://localhost:8443", Some("__Host-session")),
            ("http://localhost:8787", Some("session")),
            ("http://localhost", Some("session")),
            ("http://127.0.0.1:8787", Some("session")),
            ("http://[::1]:8787", Some("session")),
            ("http://[::1]", Some("session")),
            ("http://book.example", None),
            ("http://localhost.example:80", None),
        ] {
            assert_eq!(ADMIN.name(base_url), name, "{base_url}");
        }
        assert_eq!(
            ADMIN.set("https://book.example", Some("t")).unwrap(),
            "__Host-session=t; Path=/; Max-Age=86400; HttpOnly; SameSite=Lax; Secure"
        );
        assert_eq!(
            OPERATOR.set("https://book.example", Some("t")).unwrap(),
            "__Secure-operator=t; Path=/operator; Max-Age=86400; HttpOnly; SameSite=Lax; Secure"
        );
        assert_eq!(
            ADMIN.set("http://localhost:1", None).unwrap(),
            "session=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax"
        );
    }

    #[test]
    fn only_the_cookie_of_the_name_is_read() {
        let token = "A".repeat(43);
        let mut headers = HeaderMap::new();
        headers.append(header::COOKIE, format!("a=b; xsession={token}; session={token}").parse().unwrap());
        assert_eq!(ADMIN.read("http://localhost", &headers), Some(token.as_str()));
        assert_eq!(ADMIN.read("https://book.example", &headers), None);
        assert_eq!(OPERATOR.read("http://localhost", &headers), None);
        headers.insert(header::COOKIE, "session=short".parse().unwrap());
        assert_eq!(ADMIN.read("http://localhost", &headers), None);
    }

    #[test]
    fn sign_in_returns_to_the_dashboard_only() {
        for (wanted, next) in [
            ("/admin/bookings?span=past", "/admin/bookings?span=past"),
            ("/admin", "/admin"),
            ("/admin?x=1", "/admin?x=1"),
            ("/administrator", ""),
            ("//evil.example/admin", ""),
            ("https://evil.example/admin", ""),
            ("/admin\\@evil.example", ""),
            ("/admin/\r\nSet-Cookie: a=b", ""),
            ("/admin/login?next=/admin", ""),
            ("", ""),
        ] {
            assert_eq!(safe_next(wanted), next, "{wanted}");
        }
    }

    #[test]
    fn addresses_are_hashed_with_the_day() {
        let of = |address: &'static str, day| {
            let mut headers = HeaderMap::new();
            headers.insert("cf-connecting-ip", HeaderValue::from_static(address));
            address_hash(&headers, day)
        };
        let (one, two) = (date(2026, 12, 1), date(2026, 12, 2));
        assert_eq!(of("203.0.113.7", one), of("203.0.113.7", one));
        assert_ne!(of("203.0.113.7", one), of("203.0.113.8", one));
        assert_ne!(of("203.0.113.7", one), of("203.0.113.7", two));
        assert_eq!(of("2001:db8::1", one), of("2001:db8:0:0:ffff::2", one));
        assert_ne!(of("2001:db8::1", one), of("2001:db8:0:1::1", one));
    }
}
