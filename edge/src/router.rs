//! Every route on one screen, and what surrounds each of them: request id, problems, headers, one log line.

use std::{sync::LazyLock, time::Duration};

use axum::{
    Json, Router,
    body::Body,
    extract::{MatchedPath, Request},
    middleware::{self, Next},
    response::{IntoResponse, Response},
    routing::{get, put},
};
use http::{HeaderMap, HeaderName, HeaderValue, Method, header};
use jiff::Timestamp;
use shared::{api::Code, language::Language};
use tower::ServiceExt;

use crate::{
    admin,
    api::{self, bookings::put_booking, catalogue::get_catalogue, preflight, slots::get_slots},
    app::{App, Ports, problem::Problem, session::Session},
    customer::{
        booking::{self, hosted, reschedule},
        document, quotation,
    },
    operator,
    platform::{
        database::{Query, migrations::NEWEST},
        digest::hex,
    },
    web::{accent, auth, customer_problem::problem_page, request},
};

/// The router of this isolate: building it costs more than most requests, so it is built once.
static ROUTER: LazyLock<Router> = LazyLock::new(|| routes().with_state(()));

/// The route table.
pub fn routes() -> Router {
    Router::new()
        .route("/api/v1/{tenant}", get(get_catalogue).options(preflight))
        .route("/api/v1/{tenant}/slots", get(get_slots).options(preflight))
        .route("/api/v1/{tenant}/bookings/{id}", put(put_booking).options(preflight))
        .route("/b/{tenant}", get(hosted::get_hosted).post(hosted::post_hosted))
        .route("/b/{tenant}/sales-conditions", get(hosted::get_sales_conditions))
        .route("/d/{token}", get(document::get_document))
        .route("/d/{token}/pdf", get(document::get_document_pdf))
        .route("/d/{token}/accept", get(quotation::get_accept).post(quotation::post_accept))
        .route("/d/{token}/decline", get(quotation::get_decline).post(quotation::post_decline))
        .route("/d/{token}/attachments/{place}", get(document::get_attachment))
        .route("/d/{token}/sales-conditions", get(document::get_sales_conditions))
        .route("/m/{token}", get(booking::get_booking))
        .route("/m/{token}/cancel", get(booking::get_cancel).post(booking::post_cancel))
        .route("/m/{token}/move", get(reschedule::get_move).post(reschedule::post_move))
        .route("/m/{token}/calendar.ics", get(booking::get_calendar))
        .route("/assets/accent/{file}", get(accent::get_accent))
        .route("/assets/logos/{file}", get(document::get_logo))
        .route("/healthz", get(get_health))
        .route("/readyz", get(get_readiness))
        .merge(admin::routes())
        .merge(operator::routes())
        .fallback(async || Problem::not_found())
        .method_not_allowed_fallback(async || {
            Problem::new(Code::MethodNotAllowed, "This address takes other methods; see Allow.")
        })
        .route_layer(middleware::from_fn(note_route))
}

/// `GET /healthz`: alive, without a look at the database.
async fn get_health() -> Json<serde_json::Value> {
    Json(serde_json::json!({ "status": "ok", "version": env!("CARGO_PKG_VERSION") }))
}

/// `GET /readyz`: the database answers and has the newest schema.
async fn get_readiness(app: App) -> Result<Json<serde_json::Value>, Problem> {
    let not_ready = || {
        Problem::new(
            Code::StorageUnavailable,
            "The database does not answer, or its schema is older than this version.",
        )
    };
    let has_newest = app.read(Query::any(include_str!("ready.sql"), [NEWEST.into()])).await;
    match has_newest.map_err(|error| not_ready().caused_by(error).retry_after(5))? {
        true => Ok(Json(serde_json::json!({ "status": "ready" }))),
        false => Err(not_ready().retry_after(5)),
    }
}

/// Hands the pattern of the route that answered to the log: never the address, which may be a capability.
async fn note_route(pattern: Option<MatchedPath>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    if let Some(pattern) = pattern {
        response.extensions_mut().insert(pattern);
    }
    response
}

/// Answers one request and writes its log line. Whatever happens inside, the answer is well formed.
pub async fn handle(ports: &Ports, mut request: Request<Body>) -> Response {
    let started_at = ports.clock.now();
    let request_id = request_id(ports, request.headers());
    let app = App::new(ports.clone(), base_url(ports, &request));
    let path = request.uri().path();
    let is_api = path.starts_with("/api/");
    let is_dashboard = path == "/admin" || path.starts_with("/admin/");
    let cookies: HeaderMap = request
        .headers()
        .iter()
        .filter(|(name, _)| *name == header::COOKIE)
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect();
    let language = language_of(&request);
    let method = request.method().clone();

    request.extensions_mut().insert(app.clone());
    let Ok(mut response) = ROUTER.clone().oneshot(request).await;

    let problem = response.extensions_mut().remove::<Problem>();
    let pattern = response.extensions_mut().remove::<MatchedPath>();
    if let Some(problem) = &problem {
        // An address that no route knows has asked nobody who is signed in.
        if is_dashboard && app.noted_session().is_none() && problem.code == Code::NotFound {
            let _ = auth::find(&app, &cookies).await; // without an answer the page has no frame
        }
        let reader = match app.noted_session().filter(|_| is_dashboard) {
            _ if is_api => Reader::Program,
            Some(session) => Reader::Admin(session),
            None => Reader::Visitor(language),
        };
        response = render(problem, response, reader, &request_id);
    }
    let headers = response.headers_mut();
    if let Ok(value) = HeaderValue::from_str(&request_id) {
        headers.insert("x-request-id", value);
    }
    if is_api {
        api_headers(headers, &app, problem.is_some())
    } else {
        page_headers(headers)
    }

    let line = log_line(
        &app,
        &request_id,
        &method,
        pattern.as_ref().map_or("-", MatchedPath::as_str),
        response.status().as_u16(),
        problem.as_ref(),
        started_at,
    );
    ports.log.line(&line);
    response
}

/// The runtime's id of the request, or a random one; never the client's.
fn request_id(ports: &Ports, headers: &HeaderMap) -> String {
    let ray = headers.get("cf-ray").and_then(|value| value.to_str().ok());
    match ray.filter(|ray| (8..=64).contains(&ray.len()) && ray.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-'))
    {
        Some(ray) => ray.to_owned(),
        None => {
            let mut bytes = [0u8; 8];
            ports.randomness.fill(&mut bytes);
            hex(&bytes)
        }
    }
}

/// Where the product is reached: the configured address, or the one of this request.
fn base_url(ports: &Ports, request: &Request<Body>) -> String {
    if let Some(configured) = &ports.public_url {
        return configured.trim_end_matches('/').to_owned();
    }
    let uri = request.uri();
    let host = uri.authority().map(|authority| authority.as_str());
    let host = host.or_else(|| request.headers().get(header::HOST).and_then(|value| value.to_str().ok()));
    format!("{}://{}", uri.scheme_str().unwrap_or("http"), host.unwrap_or("localhost"))
}

/// The language of a page that says what went wrong: what the browser asks for, and English for admins and operators, whose
/// pages are in English.
fn language_of(request: &Request<Body>) -> Language {
    let path = request.uri().path();
    let is_for_customers = !["/admin", "/operator"].iter().any(|staff| path.starts_with(staff));
    let wanted = request.headers().get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    wanted.filter(|_| is_for_customers).and_then(Language::preferred).unwrap_or(Language::En)
}

/// Who reads a problem.
enum Reader<'a> {
    /// A caller of the JSON API.
    Program,
    /// Who is signed in to the dashboard.
    Admin(&'a Session),
    /// Anybody else, in this language.
    Visitor(Language),
}

fn render(problem: &Problem, bare: Response, reader: Reader<'_>, request_id: &str) -> Response {
    let status = bare.status();
    let mut response = match reader {
        Reader::Program => {
            let body = shared::api::Problem {
                kind: "about:blank".to_owned(),
                title: Problem::title(problem.code).to_owned(),
                status: status.as_u16(),
                code: problem.code,
                detail: problem.detail.clone(),
                instance: request_id.to_owned(),
                errors: problem.errors.clone(),
            };
            let mut response = (status, Json(body)).into_response();
            response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
            response
        }
        Reader::Admin(session) => {
            let mut response = (status, admin::problem_page(session, problem, request_id)).into_response();
            request::set_policy(response.headers_mut());
            response
        }
        Reader::Visitor(language) => (status, problem_page(problem, language, request_id)).into_response(),
    };
    let headers = response.headers_mut();
    if let Some(allow) = bare.headers().get(header::ALLOW) {
        headers.insert(header::ALLOW, allow.clone());
    }
    if let Some(seconds) = problem.retry_after_seconds {
        headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}

fn api_headers(headers: &mut HeaderMap, app: &App, is_problem: bool) {
    headers.insert(header::VARY, HeaderValue::from_static("Origin"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    let allowed = app.allowed_origin().and_then(|origin| HeaderValue::from_str(origin).ok());
    // Why a page is refused may be read by that page: a problem holds nothing of the tenant.
    if let Some(origin) = allowed.or_else(|| is_problem.then(|| HeaderValue::from_static("*"))) {
        headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        headers.insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, HeaderValue::from_static(api::EXPOSED_HEADERS));
    }
}

/// What every page says unless it says otherwise: private, not indexed, no script, no referrer, no frame.
fn page_headers(headers: &mut HeaderMap) {
    const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
    for (name, value) in [
        (header::CACHE_CONTROL, "private, no-store"),
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (HeaderName::from_static("x-robots-tag"), "noindex, nofollow, noarchive"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    ] {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
}

/// One line of JSON without personal data, tokens or addresses.
fn log_line(
    app: &App,
    request_id: &str,
    method: &Method,
    route: &str,
    status: u16,
    problem: Option<&Problem>,
    started_at: Timestamp,
) -> String {
    let counted = app.counted();
    let now = app.ports().clock.now();
    let took = Duration::try_from(now.duration_since(started_at)).unwrap_or_default();
    let mut line = serde_json::json!({
        "time": now.strftime("%Y-%m-%dT%H:%M:%S%.3fZ").to_string(),
        "request": request_id,
        "method": method.as_str(),
        "route": route,
        "tenant": app.noted_tenant(),
        "status": status,
        "code": problem.map(|problem| problem.code),
        "d1_batches": counted.batches,
        "d1_rows_read": counted.rows_read,
        "d1_rows_written": counted.rows_written,
        "d1_retries": counted.retries,
        "took_ms": u64::try_from(took.as_millis()).unwrap_or(u64::MAX),
    });
    let cause = problem.and_then(|problem| problem.cause.as_deref());
    if let (Some(cause), Some(object)) = (cause, line.as_object_mut()) {
        object.insert("defect".to_owned(), cause.into());
    }
    line.to_string()
}
