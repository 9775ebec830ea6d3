//! Outgoing HTTP over the runtime's `fetch`.

use futures_util::StreamExt;
use worker::{
    AbortController, AbortSignal, Fetch as RuntimeFetch, Headers, Request, RequestInit, RequestRedirect,
    js_sys::Uint8Array, send::SendFuture, wasm_bindgen::JsValue,
};

use super::{
    database::BoxFuture,
    ports::{Http, HttpError, IncomingResponse, OutgoingRequest},
    timer,
};

/// The runtime's `fetch`, without redirects, with a limit on time and size.
pub struct Fetch;

impl Http for Fetch {
    fn send<'a>(&'a self, request: OutgoingRequest) -> BoxFuture<'a, Result<IncomingResponse, HttpError>> {
        Box::pin(SendFuture::new(async move {
            let controller = AbortController::default();
            let signal = controller.signal();
            match timer::limited(request.timeout, exchange(&request, &signal)).await {
                Some(answer) => answer,
                None => {
                    controller.abort();
                    Err(HttpError::Unanswered(format!("nothing within {} s", request.timeout.as_secs())))
                }
            }
        }))
    }
}

async fn exchange(request: &OutgoingRequest, signal: &AbortSignal) -> Result<IncomingResponse, HttpError> {
    let failed = |error: worker::Error| HttpError::Unanswered(error.to_string());
    let headers = Headers::new();
    for (name, value) in &request.headers {
        headers.set(name, value).map_err(failed)?;
    }
    let mut init = RequestInit::new();
    init.with_method(request.method.as_str().to_owned().into())
        .with_headers(headers)
        .with_redirect(RequestRedirect::Manual);
    if !request.body.is_empty() {
        init.with_body(Some(JsValue::from(Uint8Array::from(request.body.as_slice()))));
    }
    let outgoing = Request::new_with_init(&request.url, &init).map_err(failed)?;
    let mut response = RuntimeFetch::Request(outgoing).send_with_signal(signal).await.map_err(failed)?;
    let status = response.status_code();
    let headers = http::HeaderMap::from(response.headers());
    let mut body = Vec::new();
    // An answer without a body (204, 304) has no stream.
    if let Ok(mut stream) = response.stream() {
        while let Some(chunk) = stream.next().await {
            let chunk = chunk.map_err(failed)?;
            if body.len().saturating_add(chunk.len()) > request.limit {
                return Err(HttpError::TooLarge);
            }
            body.extend_from_slice(&chunk);
        }
    }
    Ok(IncomingResponse { status, headers, body })
}
