//! Which sites may call the public API, and which posts come from our own pages.

use http::{HeaderMap, Uri, header};
use shared::{api::Code, tenant::settings::Tenant};

use crate::app::{App, problem::Problem};

/// Lets the tenant's own sites (and our hosted page) read the answer, and refuses every other site.
///
/// A request without `Origin` does not come from another site's script: browsers send it with every cross-origin fetch.
///
/// # Errors
/// `origin-not-allowed`.
pub fn check_origin(app: &App, headers: &HeaderMap, tenant: &Tenant) -> Result<(), Problem> {
    let Some(origin) = headers.get(header::ORIGIN) else { return Ok(()) };
    let origin = origin.to_str().unwrap_or_default();
    if origin == app.base_url() || tenant.allowed_origins.iter().any(|allowed| allowed == origin) {
        app.allow_origin(origin);
        Ok(())
    } else {
        let detail = "This site is not on the list of allowed origins. Its owner can add it under Settings > Customer portal > Allowed origins.";
        Err(Problem::new(Code::OriginNotAllowed, detail))
    }
}

/// Refuses a form that was posted from another site.
///
/// Browsers tell by `Sec-Fetch-Site`; where it is missing, `Origin` must name the host that was asked.
///
/// # Errors
/// `cross-site`.
pub fn check_same_site(headers: &HeaderMap) -> Result<(), Problem> {
    let text = |name| headers.get(name).map(|value| value.to_str().unwrap_or_default());
    let allowed = match (text(header::HeaderName::from_static("sec-fetch-site")), text(header::ORIGIN)) {
        (Some(site), _) => site == "same-origin" || site == "none",
        (None, Some(origin)) => {
            let host = origin.parse::<Uri>().ok().and_then(|uri| uri.authority().map(ToString::to_string));
            host.is_some() && host.as_deref() == text(header::HOST)
        }
        (None, None) => false,
    };
    if allowed { Ok(()) } else { Err(Problem::new(Code::CrossSite, "Open this page directly and try again.")) }
}

/// Refuses a form that was posted from another site to an address that is a capability.
///
/// A page without a referrer sends its forms with `Origin: null`, and a browser without `Sec-Fetch-Site` (Safari before 16.4) says
/// no more. No other site knows the address, so that much is enough.
///
/// # Errors
/// `cross-site`.
pub fn check_same_site_by_link(headers: &HeaderMap) -> Result<(), Problem> {
    let hides = headers.get(header::ORIGIN).is_some_and(|origin| origin == "null");
    if hides && !headers.contains_key("sec-fetch-site") { Ok(()) } else { check_same_site(headers) }
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    #[test]
    fn only_our_own_pages_may_post() {
        // sec-fetch-site, origin, host -> allowed
        for (site, origin, host, allowed) in [
            (Some("same-origin"), None, "book.example", true),
            (Some("none"), None, "book.example", true),
            (Some("same-site"), Some("https://book.example"), "book.example", false),
            (Some("cross-site"), Some("https://evil.example"), "book.example", false),
            (None, Some("https://book.example"), "book.example", true),
            (None, Some("http://localhost:8787"), "localhost:8787", true),
            (None, Some("https://evil.example"), "book.example", false),
            (None, Some("null"), "book.example", false),
            (Some("cross-site"), Some("null"), "book.example", false),
            (None, None, "book.example", false),
        ] {
            let mut headers = HeaderMap::new();
            let mut set =
                |name: &'static str, value: &'static str| headers.insert(name, HeaderValue::from_static(value));
            set("host", host);
            if let Some(site) = site {
                set("sec-fetch-site", site);
            }
            if let Some(origin) = origin {
                set("origin", origin);
            }
            assert_eq!(check_same_site(&headers).is_ok(), allowed, "{site:?} {origin:?}");
            let hides = (site, origin) == (None, Some("null"));
            assert_eq!(check_same_site_by_link(&headers).is_ok(), allowed || hides, "by link: {site:?} {origin:?}");
        }
    }
}
