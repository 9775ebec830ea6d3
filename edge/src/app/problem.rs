//! One map from what went wrong to HTTP: RFC 9457 for `/api`, a page with the same status elsewhere.

use std::fmt::Display;

use axum::response::{IntoResponse, Response};
use http::StatusCode;
use shared::{
    api::{Code, ProblemItem},
    fault::Fault,
    language::Language,
};

use crate::platform::database::{DatabaseError, Refused};

/// What a handler answers instead of a result. `router::handle` renders it: as problem+json below `/api`, as a page elsewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Stable code.
    pub code: Code,
    /// What to do about it; no internal text.
    pub detail: String,
    /// Language of `detail`, where it is written for one reader; else it is in English.
    pub language: Option<Language>,
    /// Refused fields.
    pub errors: Vec<ProblemItem>,
    /// Seconds after which the same request may succeed.
    pub retry_after_seconds: Option<u32>,
    /// Methods that the route has, for 405.
    pub allow: Option<String>,
    /// What is behind it, where that is a defect of ours: for the log line only.
    pub cause: Option<String>,
}

impl Problem {
    /// A problem with its advice.
    pub fn new(code: Code, detail: impl Into<String>) -> Self {
        Self {
            code,
            detail: detail.into(),
            language: None,
            errors: Vec::new(),
            retry_after_seconds: None,
            allow: None,
            cause: None,
        }
    }

    /// A defect of ours: its cause is logged with the request, and opaque outside.
    pub fn defect(cause: impl Display) -> Self {
        Self::new(Code::Internal, "Something went wrong on our side. Nothing was changed.").caused_by(cause)
    }

    /// Says in the log what is behind it.
    #[must_use]
    pub fn caused_by(mut self, cause: impl Display) -> Self {
        self.cause = Some(cause.to_string());
        self
    }

    /// Nothing is here; the same answer for what does not exist and for what belongs to somebody else.
    pub fn not_found() -> Self {
        Self::new(Code::NotFound, "There is nothing here.")
    }

    /// Refused fields.
    pub fn validation(faults: Vec<Fault>) -> Self {
        let mut problem = Self::new(Code::Validation, "Some fields are missing or wrong.");
        problem.errors = faults.into_iter().map(ProblemItem::from).collect();
        problem
    }

    /// Says in which language the detail is.
    #[must_use]
    pub fn in_language(mut self, language: Language) -> Self {
        self.language = Some(language);
        self
    }

    /// Says when to try again.
    #[must_use]
    pub fn retry_after(mut self, seconds: u32) -> Self {
        self.retry_after_seconds = Some(seconds);
        self
    }

    /// The status of a code.
    pub fn status(code: Code) -> StatusCode {
        match code {
            Code::Malformed => StatusCode::BAD_REQUEST,
            Code::OriginNotAllowed | Code::CrossSite => StatusCode::FORBIDDEN,
            Code::NotFound => StatusCode::NOT_FOUND,
            Code::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Code::BookingMismatch
            | Code::SlotTaken
            | Code::QuoteAlreadyConverted
            | Code::StateConflict
            | Code::SettingsChanged => StatusCode::CONFLICT,
            Code::LinkExpired => StatusCode::GONE,
            Code::BodyTooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Code::UnsupportedMediaType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Code::Validation | Code::FlagRule => StatusCode::UNPROCESSABLE_ENTITY,
            Code::TooManyRequests => StatusCode::TOO_MANY_REQUESTS,
            Code::Internal => StatusCode::INTERNAL_SERVER_ERROR,
            Code::StorageUnavailable => StatusCode::SERVICE_UNAVAILABLE,
        }
    }

    /// The title of a code: the same text each time.
    pub fn title(code: Code) -> &'static str {
        match code {
            Code::Malformed => "Malformed request",
            Code::OriginNotAllowed => "Site not allowed",
            Code::CrossSite => "Request from another site",
            Code::NotFound => "Not found",
            Code::MethodNotAllowed => "Method not allowed",
            Code::BookingMismatch => "Id used with another body",
            Code::SlotTaken => "Slot taken",
            Code::QuoteAlreadyConverted => "Quote already converted",
            Code::StateConflict => "Not possible in this state",
            Code::SettingsChanged => "Settings changed meanwhile",
            Code::LinkExpired => "Link expired",
            Code::BodyTooLarge => "Body too large",
            Code::UnsupportedMediaType => "Unsupported media type",
            Code::Validation => "Fields to mend",
            Code::FlagRule => "Flag not allowed",
            Code::TooManyRequests => "Too many requests",
            Code::Internal => "Internal error",
            Code::StorageUnavailable => "Storage unavailable",
        }
    }
}

/// What anybody who makes a document may meet is said in words; what the caller cannot act on goes to the log only.
impl From<DatabaseError> for Problem {
    fn from(error: DatabaseError) -> Self {
        match error {
            DatabaseError::Refused(Refused::SalesInvoicingInactive) => {
                Self::new(Code::StateConflict, "Sales invoicing is not active, so no document was made.")
            }
            DatabaseError::Refused(Refused::IssueDateBeforeLast) => Self::new(
                Code::StateConflict,
                "The last document of this series has a later date, and dates ascend with numbers. Nothing was made; send it again, \
                 with that date or a later one.",
            ),
            DatabaseError::Unavailable => {
                Self::new(Code::StorageUnavailable, "The database did not answer. Send the same request again.")
                    .retry_after(2)
            }
            other => Self::defect(other),
        }
    }
}

impl IntoResponse for Problem {
    /// The bare status, with the problem attached for the renderer.
    fn into_response(self) -> Response {
        let mut response = Self::status(self.code).into_response();
        response.extensions_mut().insert(self);
        response
    }
}
