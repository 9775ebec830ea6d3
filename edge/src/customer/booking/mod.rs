//! The booking behind a manage link: what was booked, cancel with a confirm step, and the calendar file.

pub mod hosted;
pub mod reschedule;
pub mod wording;

use axum::{
    extract::Path,
    response::{IntoResponse, Redirect, Response},
};
use http::{HeaderMap, HeaderValue, header};
use jiff::{Timestamp, tz::TimeZone};
use maud::{Markup, html};
use shared::{
    api::Code,
    billing::{document::Draft, quotation::Outcome},
    booking::{
        calendar_file::{CalendarEvent, EventStatus, Method, calendar_file},
        moving::customers_may_change_until,
    },
    format,
    id::{BookingId, TenantId},
    language::Language,
    money::Amount,
};

use self::wording::Wording;
use crate::{
    app::{App, links::Token, problem::Problem},
    platform::database::{DatabaseError, Refused},
    store::{
        booking::{self, CancelledBy, ManagedBy, StoredBooking},
        document::{self, StoredDocument},
    },
    web::{customer_page::letter, origin::check_same_site_by_link, request::Asked},
    work::follow_up::with_consequences,
};

/// A booking that a link opened, with its tenant and documents.
pub(crate) struct Opened {
    pub(crate) tenant: TenantId,
    pub(crate) id: BookingId,
    pub(crate) booking: StoredBooking,
    pub(crate) by: ManagedBy,
    pub(crate) documents: Vec<StoredDocument>,
}

pub(crate) async fn open(app: &App, token: &str) -> Result<Opened, Problem> {
    let token = Token::parse(token).ok_or_else(Problem::not_found)?;
    let (tenant, id) = token.booking().ok_or_else(Problem::not_found)?;
    let (found, documents) = app.read((booking::for_manage(&tenant, id), document::of_booking(&tenant, id))).await?;
    let (booking, by) = found.ok_or_else(Problem::not_found)?;
    let grant = booking.grant(&tenant)?;
    let expires_on = booking.links_work_until()?;
    if !app.links().opens(&token, "booking", &id.to_string(), grant) {
        return Err(Problem::not_found());
    }
    if app.now().to_zoned(TimeZone::UTC).date() > expires_on {
        return Err(Problem::new(
            Code::LinkExpired,
            "To ask something about this booking, contact the company where you booked.",
        ));
    }
    app.note_tenant(&by.tenant_slug);
    Ok(Opened { tenant, id, booking, by, documents })
}

impl Opened {
    fn too_late(&self) -> Problem {
        let language = self.language();
        Problem::new(Code::StateConflict, Wording::of(language).too_late).in_language(language)
    }

    pub(crate) fn language(&self) -> Language {
        Language::of_tag(&self.booking.language).unwrap_or(Language::En)
    }

    fn when(&self) -> String {
        format::period(&self.booking.local_starts_at, &self.booking.local_ends_at, self.language())
    }

    fn starts_at(&self) -> Option<Timestamp> {
        self.booking.starts_at.parse().ok()
    }

    /// Whether its customer may still cancel it.
    fn can_be_cancelled(&self, now: Timestamp) -> bool {
        let until = self.starts_at().map(customers_may_change_until);
        !self.booking.is_cancelled() && until.is_some_and(|until| now < until)
    }

    fn has_invoice(&self) -> bool {
        self.documents.iter().any(|document| matches!(document.document.draft(), Draft::Invoice(_)))
    }

    /// Whether credit notes give back the whole invoice.
    fn is_credited(&self) -> bool {
        let amounts = |of: fn(&Draft) -> bool| {
            let drafts = self.documents.iter().map(|document| document.document.draft()).filter(|draft| of(draft));
            Amount::sum(drafts.map(|draft| draft.content().totals.amount_due))
        };
        let invoiced = amounts(|draft| matches!(draft, Draft::Invoice(_)));
        let credited = amounts(|draft| matches!(draft, Draft::CreditNote(_)));
        matches!((invoiced, credited), (Ok(invoiced), Ok(credited)) if credited > Amount::ZERO && credited >= invoiced)
    }

    pub(crate) fn facts(&self, words: &Wording) -> Markup {
        html! {
            dl {
                dt { (words.service) } dd { (self.booking.service_name) }
                dt { (words.when) } dd { (self.when()) " (" (self.booking.time_zone) ")" }
                dt { (words.with) } dd { (self.booking.resource_name) }
                dt { (words.reference) } dd { (self.booking.reference) }
            }
        }
    }

    /// Whom to ask.
    pub(crate) fn questions(&self, words: &Wording) -> Markup {
        let (email, phone) = (&self.by.tenant_email, &self.by.tenant_phone);
        html! {
            p {
                (words.questions) " " a href=(format!("mailto:{email}")) { (email) }
                @if !phone.is_empty() { " · " a class="whole" href=(format!("tel:{phone}")) { (phone) } }
            }
        }
    }
}

/// `GET /m/{token}`: the booking.
///
/// # Errors
/// `not-found`, `link-expired`.
pub async fn get_booking(app: App, Path(token): Path<String>, asked: Asked) -> Result<Response, Problem> {
    let done = asked.done()?;
    let opened = open(&app, &token).await?;
    let (language, words) = (opened.language(), Wording::of(opened.language()));
    let cancelled = opened.booking.is_cancelled();
    let body = html! {
        h1 { (if cancelled { words.cancelled_title } else { words.title }) }
        p { (opened.by.tenant_name) }
        @if cancelled {
            p class="notice" role="status" {
                (words.cancelled_text) " "
                @if opened.is_credited() { (words.invoice_credited) } @else if opened.has_invoice() { (words.invoice_stays) }
            }
        }
        @if done == "moved" && !cancelled && opened.booking.moved_at.is_some() { p class="notice" role="status" { (words.moved) } }
        (opened.facts(words))
        @for document in &opened.documents {
            @let link = app.links().document(&document.id, document.grant());
            p {
                a href=(link) { (document_name(words, document)) }
                @if document.outcome == Some(Outcome::Withdrawn) { " (" (words.withdrawn) ")" }
            }
        }
        @if !cancelled {
            p class="actions" {
                a class="button secondary" href=(format!("/m/{token}/calendar.ics")) { (words.add_to_calendar) }
                @if opened.can_be_cancelled(app.now()) {
                    a class="button secondary" href=(format!("/m/{token}/move")) { (words.move_booking) }
                    a class="button danger" href=(format!("/m/{token}/cancel")) { (words.cancel) }
                }
            }
        }
        (opened.questions(words))
        p { a href=(format!("/b/{}", opened.by.tenant_slug)) { (words.book_again) } }
    };
    Ok(letter(language, words.title, &opened.by.accent, body).into_response())
}

fn document_name(words: &Wording, document: &StoredDocument) -> String {
    let kind = match document.document.draft() {
        Draft::Invoice(_) => words.invoice,
        Draft::Quotation(_) => words.quote,
        Draft::CreditNote(_) => words.credit_note,
    };
    format!("{kind} {}", document.document.number())
}

/// `GET /m/{token}/cancel`: the confirm step.
///
/// # Errors
/// `not-found`, `link-expired`, `state-conflict`.
pub async fn get_cancel(app: App, Path(token): Path<String>) -> Result<Response, Problem> {
    let opened = open(&app, &token).await?;
    if opened.booking.is_cancelled() {
        return Ok(Redirect::to(&format!("/m/{token}")).into_response());
    }
    let (language, words) = (opened.language(), Wording::of(opened.language()));
    if !opened.can_be_cancelled(app.now()) {
        return Err(opened.too_late());
    }
    let body = html! {
        h1 { (words.cancel_question) }
        (opened.facts(words))
        p { (if opened.has_invoice() { words.cancel_with_invoice } else { words.cancel_with_quote }) }
        form method="post" action=(format!("/m/{token}/cancel")) class="actions" {
            button class="button danger" type="submit" { (words.cancel) }
            a class="button secondary" href=(format!("/m/{token}")) { (words.keep) }
        }
    };
    Ok(letter(language, words.cancel_question, &opened.by.accent, body).into_response())
}

/// `POST /m/{token}/cancel`: cancels. Cancelling twice answers as once.
///
/// # Errors
/// `not-found`, `link-expired`, `cross-site`, `state-conflict`.
pub async fn post_cancel(app: App, Path(token): Path<String>, headers: HeaderMap) -> Result<Response, Problem> {
    check_same_site_by_link(&headers)?;
    let opened = open(&app, &token).await?;
    if !opened.booking.is_cancelled() {
        if !opened.can_be_cancelled(app.now()) {
            return Err(opened.too_late());
        }
        let context = app.write_context(&opened.tenant);
        let write = booking::cancel(&context, opened.id, CancelledBy::Customer);
        match app.write(with_consequences(&context, write)).await {
            Ok(()) => app.follow(&opened.tenant),
            Err(DatabaseError::Refused(Refused::BookingAlreadyCancelled)) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(Redirect::to(&format!("/m/{token}")).into_response())
}

/// `GET /m/{token}/calendar.ics`: the booking for a calendar.
///
/// # Errors
/// `not-found`, `link-expired`.
pub async fn get_calendar(app: App, Path(token): Path<String>) -> Result<Response, Problem> {
    let opened = open(&app, &token).await?;
    let stored = &opened.booking;
    let instant = |text: &str| text.parse::<Timestamp>().map_err(|_| Problem::defect("calendar: stored instant"));
    let changed_at = [&stored.cancelled_at, &stored.moved_at].into_iter().flatten().max().unwrap_or(&stored.created_at);
    let grant = stored.grant(&opened.tenant)?;
    let manage_url = app.links().manage(opened.id, grant);
    let (status, method) = if stored.is_cancelled() {
        (EventStatus::Cancelled, Method::Cancel)
    } else {
        (EventStatus::Confirmed, Method::Publish)
    };
    let summary = format!("{} · {}", stored.service_name, opened.by.tenant_name);
    let text = calendar_file(&CalendarEvent {
        uid: &stored.id,
        sequence: stored.sequence,
        stamp: instant(changed_at)?,
        starts_at: instant(&stored.starts_at)?,
        ends_at: instant(&stored.ends_at)?,
        summary: &summary,
        description: &stored.reference,
        location: "",
        organizer_name: &opened.by.tenant_name,
        organizer_email: Some(&opened.by.tenant_email),
        url: Some(&manage_url),
        status,
        method,
    });
    let mut response = text.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/calendar; charset=utf-8"));
    headers.insert(header::CONTENT_DISPOSITION, HeaderValue::from_static("attachment; filename=\"booking.ics\""));
    Ok(response)
}
