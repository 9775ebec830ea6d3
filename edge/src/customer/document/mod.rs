//! Handlers of the public pages: the document behind a link, its PDF, and the tenant's colour.

pub(crate) mod opening;

use self::opening::is_by_a_person;
use crate::{
    app::{App, links::Token, problem::Problem},
    platform::instant::instant,
    store::{
        delivery,
        document::{self, PublicDocument},
        link_grant::Grant,
    },
    web::{
        document_page::{Answered, DocumentStatus, DocumentView, document_page},
        download::{self, pdf_response},
    },
    work::file::logo,
};
use axum::{
    extract::Path,
    response::{IntoResponse, Response},
};
use http::{HeaderMap, HeaderValue, Method, header};
use jiff::{Timestamp, civil::Date, tz::TimeZone};
use maud::Markup;
use shared::{
    api::Code,
    billing::{document::Draft, quotation::QuotationState},
};

/// The document that a link opens.
///
/// # Errors
/// `not-found` for every link that was never given out, `link-expired` for one that was.
pub async fn open_document(app: &App, token: &str) -> Result<PublicDocument, Problem> {
    let token = Token::parse(token).ok_or_else(Problem::not_found)?;
    let found = app.read(document::by_handle(token.selector)).await?.ok_or_else(Problem::not_found)?;
    let stored = &found.stored;
    let opens = |version| {
        let grant = Grant { version, ..stored.grant() };
        app.links().opens(&token, "document", stored.id.as_str(), grant)
    };
    if !opens(stored.link_version) {
        // A link of an earlier version was given out and revoked; anything else never existed.
        let revoked = (1..stored.link_version).rev().take(16).any(opens);
        return Err(if revoked { expired() } else { Problem::not_found() });
    }
    if today(app, &found) > stored.link_expires_on {
        return Err(expired());
    }
    Ok(found)
}

fn expired() -> Problem {
    Problem::new(Code::LinkExpired, "To see the document again, ask the company that sent you the link.")
}

fn today(app: &App, found: &PublicDocument) -> Date {
    let zone = TimeZone::get(&found.time_zone).unwrap_or(TimeZone::UTC);
    zone.to_datetime(app.now()).date()
}

/// A document that a link opened, on a day.
pub struct Opened {
    /// The document with what its page shows.
    pub found: PublicDocument,
    /// The civil date in the tenant's zone.
    pub today: Date,
}

impl Opened {
    /// Opens a link.
    ///
    /// # Errors
    /// See [`open_document`].
    pub async fn read(app: &App, token: &str) -> Result<Self, Problem> {
        let found = open_document(app, token).await?;
        let today = today(app, &found);
        Ok(Self { found, today })
    }

    /// The document's page; `notice` stands above it.
    pub fn page(&self, app: &App, token: &str, notice: Option<&str>) -> Markup {
        let stored = &self.found.stored;
        let answer = self.found.answer.as_ref();
        let status = match stored.document.draft() {
            Draft::Quotation(quotation) => {
                let given = answer.map(|given| given.answer);
                DocumentStatus::Quotation(QuotationState::of(stored.outcome, given, quotation.valid_until, self.today))
            }
            Draft::Invoice(_) | Draft::CreditNote(_) if self.found.booking_cancelled => {
                DocumentStatus::BookingCancelled
            }
            Draft::Invoice(_) | Draft::CreditNote(_) => DocumentStatus::Issued,
        };
        let invoice_url = match (&stored.invoice_id, self.found.invoice_link) {
            (Some(invoice), Some((version, expires_on))) => {
                Some(app.links().document(invoice, Grant { tenant: &stored.tenant, version, expires_on }))
            }
            _ => None,
        };
        document_page(&DocumentView {
            document: &stored.document,
            accent: &self.found.accent,
            status,
            balance: self.found.balance,
            url: format!("/d/{token}"),
            invoice_url,
            answered: answer
                .map(|given| Answered { name: &given.signature.name, on: self.date_of(&given.answered_at) }),
            notice,
            today: self.today,
        })
    }

    /// The civil date of an instant in the tenant's zone.
    fn date_of(&self, instant: &str) -> Date {
        let zone = TimeZone::get(&self.found.time_zone).unwrap_or(TimeZone::UTC);
        instant.parse().map_or(self.today, |instant: Timestamp| zone.to_datetime(instant).date())
    }
}

/// `GET /d/{token}`: the document as a page.
///
/// # Errors
/// See [`open_document`].
pub async fn get_document(
    app: App,
    method: Method,
    headers: HeaderMap,
    Path(token): Path<String>,
) -> Result<Response, Problem> {
    let opened = Opened::read(&app, &token).await?;
    if is_by_a_person(&method, &headers, app.base_url()) {
        note_opening(&app, &opened.found).await;
    }
    Ok(opened.page(&app, &token, None).into_response())
}

/// Notes for the timeline that a person opened the document, once a day. The page does not depend on it.
async fn note_opening(app: &App, found: &PublicDocument) {
    let now = app.now();
    let is_noted = found.opened_on.as_deref().is_some_and(|day| instant(now).starts_with(day));
    if !is_noted {
        let _ = app.write(delivery::opened(&found.stored.tenant, &found.stored.id, now)).await;
    }
}

/// `GET /d/{token}/pdf`: the document as PDF, made on the first request and kept.
///
/// # Errors
/// See [`open_document`].
pub async fn get_document_pdf(app: App, Path(token): Path<String>) -> Result<Response, Problem> {
    let found = open_document(&app, &token).await?;
    pdf_response(&app, &found.stored).await
}

/// `GET /d/{token}/attachments/{place}`: a file of the document, counted from 1, to be saved.
///
/// # Errors
/// See [`open_document`].
pub async fn get_attachment(app: App, Path((token, place)): Path<(String, String)>) -> Result<Response, Problem> {
    download::attachment(&app, &open_document(&app, &token).await?.stored, &place).await
}

/// `GET /d/{token}/sales-conditions`: the sales conditions of the document, to be saved.
///
/// # Errors
/// See [`open_document`].
pub async fn get_sales_conditions(app: App, Path(token): Path<String>) -> Result<Response, Problem> {
    download::sales_conditions(&app, &open_document(&app, &token).await?.stored).await
}

/// `GET /assets/logos/{sha256}.png`: a logo that documents show. The address names the bytes, so they never change.
///
/// # Errors
/// `not-found` for anything that was never kept.
pub async fn get_logo(app: App, Path(file): Path<String>) -> Result<Response, Problem> {
    let sha256 = file.strip_suffix(".png").ok_or_else(Problem::not_found)?;
    let bytes = logo::read(&app, sha256).await?.ok_or_else(Problem::not_found)?;
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("image/png"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable"));
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'none'; sandbox"));
    Ok(response)
}
