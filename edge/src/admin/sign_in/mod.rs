//! Signing in and out.

pub mod view;

use self::view::{LoginView, login};
use crate::{
    app::{App, problem::Problem, session::Session},
    platform::digest::sha256,
    store::session,
    web::{
        auth::{self, ADMIN, LOGIN, address_hash, new_token, safe_next, with_cookie},
        request::{Asked, Posted, refused, see_other},
    },
};
use axum::response::{IntoResponse, Response};
use http::{HeaderMap, HeaderValue, header};
use jiff::tz::TimeZone;
use maud::Markup;
use shared::{api::Code, fault::Fault};

fn page(app: &App, next: &str, faults: &[Fault]) -> Markup {
    login(&LoginView { next, faults, secure: ADMIN.name(app.base_url()).is_some() })
}

/// `GET /admin/login`.
///
/// # Errors
/// `validation` for a query that no link makes.
pub async fn get_login(app: App, asked: Asked, headers: HeaderMap) -> Result<Response, Problem> {
    let fields = asked.fields(&["next"])?;
    let next = safe_next(fields.text("next"));
    if auth::find(&app, &headers).await?.is_some() {
        return Ok(see_other(if next.is_empty() { "/admin" } else { next }));
    }
    Ok(page(&app, next, &[]).into_response())
}

/// `POST /admin/login`: a session for a right key.
///
/// # Errors
/// `cross-site`; after ten wrong keys of one address within a minute the form comes back with 429.
pub async fn post_login(app: App, headers: HeaderMap, posted: Posted) -> Result<Response, Problem> {
    let fields = posted.fields(&["key", "next"])?;
    let (key, next) = (fields.text("key"), safe_next(fields.text("next")));
    let fault = |detail: &str| Ok(refused(Code::Validation, page(&app, next, &[Fault::new("key", "key", detail)])));
    if ADMIN.name(app.base_url()).is_none() {
        return Ok(refused(Code::Validation, page(&app, next, &[])));
    }
    if key.is_empty() {
        return fault("Enter the admin key.");
    }
    let now = app.now();
    let (token, token_hash) = new_token(&app);
    let attempt = session::Attempt {
        key_hash: &sha256(key),
        address_hash: &address_hash(&headers, TimeZone::UTC.to_datetime(now).date()),
        token_hash: &token_hash,
        now: now.as_second(),
    };
    let (batch, sign_in) = session::sign_in(attempt);
    let mut answers = app.run(batch).await?;
    if let Some(seconds) = answers.take(sign_in.failures)?.retry_after_seconds(attempt.now) {
        let detail = format!("Too many wrong keys from this address. Wait {seconds} seconds, then try again.");
        let page = page(&app, next, &[Fault::new("key", "key", detail)]);
        let mut response = refused(Code::TooManyRequests, page);
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        return Ok(response);
    }
    if !answers.take(sign_in.is_opened)? {
        return fault("This key is not valid. Check that you pasted all of it.");
    }
    let response = see_other(if next.is_empty() { "/admin" } else { next });
    Ok(with_cookie(response, ADMIN.set(app.base_url(), Some(&token))))
}

/// `POST /admin/logout`: the session ends here and in the browser.
///
/// # Errors
/// `cross-site`.
pub async fn post_logout(app: App, session: Session) -> Result<Response, Problem> {
    app.write(session::end(session.tenant.as_str(), &session.token_hash)).await?;
    Ok(with_cookie(see_other(LOGIN), ADMIN.set(app.base_url(), None)))
}
