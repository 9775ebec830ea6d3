//! What every handler of the dashboard shares: reading a form or an address, and what surrounds an answer.

use axum::{
    extract::{FromRequest, FromRequestParts, Request},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};
use http::{HeaderMap, HeaderName, HeaderValue, header, request::Parts};
use maud::Markup;
use shared::{api::Code, limits};

use super::{
    admin_page::{Frame, Place},
    fields::Fields,
    origin::check_same_site,
};
use crate::app::{problem::Problem, session::Session};

/// Refuses a form of another site before anything else looks at it, and sends every answer with the dashboard's policy.
pub async fn surround(request: Request, next: Next) -> Response {
    let mut response = match (request.method().is_safe(), check_same_site(request.headers())) {
        (false, Err(problem)) => problem.into_response(),
        _ => next.run(request).await,
    };
    set_policy(response.headers_mut());
    response
}

/// What browsers may do with a page of the dashboard.
pub fn set_policy(headers: &mut HeaderMap) {
    const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; frame-src 'self'; form-action 'self'; \
                          base-uri 'none'; frame-ancestors 'none'";
    for (name, value) in [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::CACHE_CONTROL, "private, no-store"),
        // Same-origin rather than none: without a referrer browsers send forms with `Origin: null`.
        (header::REFERRER_POLICY, "same-origin"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    ] {
        // A download has a stricter policy of its own, and so has the sample of the layout.
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
}

/// A posted form.
#[derive(Debug)]
pub struct Posted(Vec<u8>);

impl Posted {
    /// Its fields, if it has only these names.
    ///
    /// # Errors
    /// See [`Fields::parse`].
    pub fn fields(&self, names: &[&str]) -> Result<Fields, Problem> {
        Fields::parse(&self.0, names)
    }
}

impl<S: Send + Sync> FromRequest<S> for Posted {
    type Rejection = Problem;

    async fn from_request(request: Request, _state: &S) -> Result<Self, Problem> {
        let content_type =
            request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let essence = content_type.split(';').next().unwrap_or_default().trim();
        if !essence.eq_ignore_ascii_case("application/x-www-form-urlencoded") {
            return Err(Problem::new(
                Code::UnsupportedMediaType,
                "Send the form as application/x-www-form-urlencoded.",
            ));
        }
        let bytes = axum::body::to_bytes(request.into_body(), limits::FORM_BYTES_MAX).await;
        let bytes = bytes.map_err(|_| Problem::new(Code::BodyTooLarge, "The form is larger than any form here."))?;
        Ok(Self(bytes.to_vec()))
    }
}

/// The query of an address.
#[derive(Debug)]
pub struct Asked(String);

impl Asked {
    /// Its fields, if it has only these names.
    ///
    /// # Errors
    /// See [`Fields::parse`].
    pub fn fields(&self, names: &[&str]) -> Result<Fields, Problem> {
        Fields::parse(self.0.as_bytes(), names)
    }

    /// What the action before this page did: the value of `done`, where no other field is expected.
    ///
    /// # Errors
    /// See [`Fields::parse`].
    pub fn done(&self) -> Result<String, Problem> {
        Ok(self.fields(&["done"])?.text("done").to_owned())
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Asked {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Problem> {
        Ok(Self(parts.uri.query().unwrap_or_default().to_owned()))
    }
}

/// The frame of a page of this session.
pub fn frame(session: &Session, place: Place) -> Frame<'_> {
    Frame { tenant_name: &session.name, place, notice: !session.sales_invoicing.is_active() }
}

/// A page that answers a form which was not accepted: with its input kept, and the status that says why.
pub fn refused(code: Code, page: Markup) -> Response {
    (Problem::status(code), page).into_response()
}

/// To the page that shows what was done.
pub fn see_other(path: &str) -> Response {
    Redirect::to(path).into_response()
}
