//! Handlers of the public pages: the document behind a link, its PDF, and the tenant's colour.

use axum::{
    extract::Path,
    response::{IntoResponse, Response},
};
use http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use jiff::{Timestamp, civil::Date, tz::TimeZone};
use maud::Markup;
use shared::{
    api::Code,
    billing::{document::Draft, quotation::QuotationState},
    id::DocumentId,
};

use super::{
    document_page::{Answered, DocumentStatus, DocumentView, document_page},
    opening::is_by_a_person,
};
use crate::{
    app::App,
    files::{self, download, keep_pdf, pdf_of},
    links::{Grant, Token},
    problem::Problem,
    store::{
        booking::instant,
        delivery,
        document::{self, PublicDocument},
    },
};

/// The document that a link opens.
///
/// # Errors
/// `not-found` for every link that was never given out, `link-expired` for one that was.
pub async fn open_document(app: &App, token: &str) -> Result<PublicDocument, Problem> {
    let token = Token::parse(token).ok_or_else(Problem::not_found)?;
    let rows = app.batch(vec![document::by_handle(token.selector)]).await?;
    let rows = rows.first().ok_or_else(|| Problem::defect("document: no answer"))?;
    let found = document::decode_public(rows)?.ok_or_else(Problem::not_found)?;
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
        let _ = app.batch(vec![delivery::opened(&found.stored.tenant, &found.stored.id, now)]).await;
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

/// A PDF that browsers may show. The name consists of letters, digits and hyphens.
pub fn shown_pdf(bytes: Vec<u8>, name: &str) -> Response {
    let disposition = HeaderValue::from_str(&format!("inline; filename=\"{name}.pdf\""));
    let mut response = (StatusCode::OK, bytes).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/pdf"));
    headers.insert(header::CONTENT_DISPOSITION, disposition.unwrap_or(HeaderValue::from_static("inline")));
    response
}

/// The PDF of a stored document as a download that browsers may show.
///
/// # Errors
/// `internal` if the document cannot be drawn.
pub async fn pdf_response(app: &App, stored: &document::StoredDocument) -> Result<Response, Problem> {
    let bytes = pdf_of(app, stored).await?;
    // A document number consists of letters, digits and hyphens (schema), so it needs no quoting.
    let file_name: String =
        stored.document.number().to_string().chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
    Ok(shown_pdf(bytes, &file_name))
}

/// `GET /assets/accent/{colour}.css`: a tenant's colour as a style sheet, because the pages allow no inline style.
///
/// # Errors
/// `not-found` for anything but six hexadecimal digits.
pub async fn get_accent(Path(file): Path<String>) -> Result<Response, Problem> {
    let colour = file.strip_suffix(".css").and_then(Accent::parse).ok_or_else(Problem::not_found)?;
    let css = format!(":root{{--accent:#{};--on-accent:{}}}\n", colour.hex, colour.text_on_it());
    let mut response = css.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/css; charset=utf-8"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable"));
    Ok(response)
}

/// `GET /assets/logos/{sha256}.png`: a logo that documents show. The address names the bytes, so they never change.
///
/// # Errors
/// `not-found` for anything that was never kept.
pub async fn get_logo(app: App, Path(file): Path<String>) -> Result<Response, Problem> {
    let sha256 = file.strip_suffix(".png").ok_or_else(Problem::not_found)?;
    let bytes = files::logo::read(&app, sha256).await?.ok_or_else(Problem::not_found)?;
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("image/png"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable"));
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'none'; sandbox"));
    Ok(response)
}

/// A colour of six hexadecimal digits.
struct Accent<'a> {
    hex: &'a str,
    channels: [u8; 3],
}

impl<'a> Accent<'a> {
    fn parse(hex: &'a str) -> Option<Self> {
        if hex.len() != 6 || !hex.bytes().all(|b| b.is_ascii_hexdigit()) {
            return None;
        }
        let value = u32::from_str_radix(hex, 16).ok()?;
        let [_, red, green, blue] = value.to_be_bytes();
        Some(Self { hex, channels: [red, green, blue] })
    }

    /// Ink or white, whichever contrasts more (WCAG 2.2). Relative luminance with a gamma of 2 is near enough to choose
    /// between two: both contrasts are equal at a luminance of 0.19.
    fn text_on_it(&self) -> &'static str {
        let squares = self.channels.map(|channel| u32::from(channel).saturating_mul(u32::from(channel)));
        let weighted = squares.iter().zip([2_126u32, 7_152, 722]).map(|(square, weight)| square.saturating_mul(weight));
        let luminance = weighted.fold(0, u32::saturating_add) / (255 * 255);
        if luminance > 1_900 { "#14201F" } else { "#FFFFFF" }
    }
}

/// A job of the queue: draw the document's PDF before somebody asks for it.
///
/// # Errors
/// A [`Problem`] of ours; the sweep tries again.
pub async fn render_document(app: &App, document: &DocumentId) -> Result<(), Problem> {
    let rows = app.batch(vec![document::by_handle(document.as_str())]).await?;
    let rows = rows.first().ok_or_else(|| Problem::defect("document: no answer"))?;
    let Some(found) = document::decode_public(rows)? else { return Ok(()) };
    keep_pdf(app, &found.stored).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_on_an_accent_is_the_one_that_can_be_read() {
        for (accent, text) in [
            ("0F5F57", "#FFFFFF"),
            ("5EDCCB", "#14201F"),
            ("000000", "#FFFFFF"),
            ("FFFFFF", "#14201F"),
            ("FF0000", "#14201F"),
            ("0000FF", "#FFFFFF"),
            ("808080", "#14201F"),
        ] {
            assert_eq!(Accent::parse(accent).unwrap().text_on_it(), text, "{accent}");
        }
        for bad in ["", "FFF", "GGGGGG", "0F5F57A", "+F5F57"] {
            assert!(Accent::parse(bad).is_none(), "{bad}");
        }
    }
}
