//! Signing in and out as the operator, by the configured key.

use axum::{
    extract::FromRequestParts,
    response::{IntoResponse, Response},
};
use http::{HeaderMap, HeaderValue, header, request::Parts};
use jiff::tz::TimeZone;
use shared::{api::Code, fault::Fault};

use super::view;
use crate::{
    app::{App, operator::OperatorKey, problem::Problem},
    platform::digest::sha256,
    store::{operator as store, session},
    web::{
        auth::{OPERATOR, address_hash, new_token, with_cookie},
        request::{Posted, refused, see_other},
    },
};

/// The operator, signed in. As a parameter of a handler it sends everybody else to the sign-in page.
#[derive(Clone, Debug)]
pub struct OperatorSession {
    /// SHA-256 of the cookie, to end the session.
    pub token_hash: String,
}

impl<S: Send + Sync> FromRequestParts<S> for OperatorSession {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Response> {
        let app = App::from_request_parts(parts, state).await.map_err(IntoResponse::into_response)?;
        match find(&app, &parts.headers).await {
            Ok(Some(session)) => Ok(session),
            Ok(None) => Err(see_other("/operator/login")),
            Err(problem) => Err(problem.into_response()),
        }
    }
}

/// The configured key.
fn key(app: &App) -> Result<&OperatorKey, Problem> {
    app.ports().operator.key.as_ref().ok_or_else(Problem::not_found)
}

async fn find(app: &App, headers: &HeaderMap) -> Result<Option<OperatorSession>, Problem> {
    let key = key(app)?;
    let Some(token) = OPERATOR.read(app.base_url(), headers) else { return Ok(None) };
    let token_hash = sha256(token);
    let is_alive = app.read(store::use_session(&token_hash, key.hash(), app.now().as_second())).await?;
    Ok(is_alive.then_some(OperatorSession { token_hash }))
}

fn page(app: &App, faults: &[Fault]) -> maud::Markup {
    view::login(faults, OPERATOR.name(app.base_url()).is_some())
}

/// `GET /operator/login`.
///
/// # Errors
/// `not-found` where no key is configured.
pub async fn get_login(app: App, headers: HeaderMap) -> Result<Response, Problem> {
    if find(&app, &headers).await?.is_some() {
        return Ok(see_other("/operator"));
    }
    Ok(page(&app, &[]).into_response())
}

/// `POST /operator/login`: a session for the right key. Wrong keys are counted together with those of admins.
///
/// # Errors
/// `not-found` where no key is configured, `cross-site`; after ten wrong keys of one address within a minute the form comes
/// back with 429.
pub async fn post_login(app: App, headers: HeaderMap, posted: Posted) -> Result<Response, Problem> {
    let key = key(&app)?;
    let fields = posted.fields(&["key"])?;
    let typed = fields.text("key");
    let fault = |detail: &str| Ok(refused(Code::Validation, page(&app, &[Fault::new("key", "key", detail)])));
    if OPERATOR.name(app.base_url()).is_none() {
        return Ok(refused(Code::Validation, page(&app, &[])));
    }
    if typed.is_empty() {
        return fault("Enter the operator key.");
    }
    let now = app.now();
    let (token, token_hash) = new_token(&app);
    let attempt = session::Attempt {
        key_hash: key.hash(),
        address_hash: &address_hash(&headers, TimeZone::UTC.to_datetime(now).date()),
        token_hash: &token_hash,
        now: now.as_second(),
    };
    let (batch, sign_in) = store::sign_in(attempt, key.is(typed));
    let mut answers = app.run(batch).await?;
    if let Some(seconds) = answers.take(sign_in.failures)?.retry_after_seconds(attempt.now) {
        let detail = format!("Too many wrong keys from this address. Wait {seconds} seconds, then try again.");
        let mut response = refused(Code::TooManyRequests, page(&app, &[Fault::new("key", "key", detail)]));
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        return Ok(response);
    }
    if !sign_in.is_opened.map(|opened| answers.take(opened)).transpose()?.unwrap_or(false) {
        return fault("This key is not valid. Check that you pasted all of it.");
    }
    Ok(with_cookie(see_other("/operator"), OPERATOR.set(app.base_url(), Some(&token))))
}

/// `POST /operator/logout`: the session ends here and in the browser.
///
/// # Errors
/// `cross-site`.
pub async fn post_logout(app: App, session: OperatorSession) -> Result<Response, Problem> {
    app.write(store::end_session(&session.token_hash)).await?;
    Ok(with_cookie(see_other("/operator/login"), OPERATOR.set(app.base_url(), None)))
}
