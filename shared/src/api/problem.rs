//! Problem details (RFC 9457) as they travel, and the stable codes that clients act on.

use serde::{Deserialize, Serialize};

/// `application/problem+json`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// URI reference that names the kind of problem.
    #[serde(rename = "type")]
    pub kind: String,
    /// Short text for developers, the same for each code.
    pub title: String,
    /// HTTP status.
    pub status: u16,
    /// Stable code.
    pub code: Code,
    /// What to do about it; holds no internal text.
    pub detail: String,
    /// The request id.
    pub instance: String,
    /// Each field that was refused; empty unless the code is `validation`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<ProblemItem>,
}

/// One refused field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProblemItem {
    /// JSON Pointer (RFC 6901) of the field, such as `/customer/email`.
    pub pointer: String,
    /// Stable code of the fault.
    pub code: String,
    /// Sentence that says how to mend it.
    pub detail: String,
}

/// Stable problem codes; the list in the README of the API is this enum.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Code {
    /// 400: the body is not JSON, or the path or query is malformed.
    Malformed,
    /// 403: this site is not on the tenant's list of allowed origins.
    OriginNotAllowed,
    /// 403: a form was posted from another site.
    CrossSite,
    /// 404: no such tenant, service, document or page.
    NotFound,
    /// 405: the route exists with another method.
    MethodNotAllowed,
    /// 409: the id was used with another body.
    BookingMismatch,
    /// 409: the slot is no longer free.
    SlotTaken,
    /// 409: the quote has already become an invoice.
    QuoteAlreadyConverted,
    /// 409: the action does not fit the present state.
    StateConflict,
    /// 409: the settings changed twice while the request ran.
    SettingsChanged,
    /// 410: the link was revoked or has expired.
    LinkExpired,
    /// 413: the body is too large.
    BodyTooLarge,
    /// 415: the content type is not the one asked for.
    UnsupportedMediaType,
    /// 422: fields are missing or wrong; see `errors`.
    Validation,
    /// 422: the flag may not be off with these payment terms, or is hidden.
    FlagRule,
    /// 429: too many attempts.
    TooManyRequests,
    /// 500: a defect on our side.
    Internal,
    /// 503: the database did not answer; the same request may be sent again.
    StorageUnavailable,
}
