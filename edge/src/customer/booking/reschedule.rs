//! Moving a booking by its link: under the rules that a new booking has.

use axum::{
    extract::Path,
    response::{IntoResponse, Redirect, Response},
};
use http::HeaderMap;
use jiff::{Timestamp, civil::Date};
use maud::html;
use shared::{
    api::Code,
    booking::moving::{MoveError, MovedBy},
    format,
};

use super::{Opened, open, wording::Wording};
use crate::{
    app::{App, problem::Problem},
    platform::instant::instant,
    web::{
        customer_page::letter,
        origin::check_same_site_by_link,
        request::{Asked, Posted},
    },
    work::reschedule::{self, Movable, Outcome, Times},
};

/// A text of these pages.
type Words = fn(&Wording) -> &'static str;

/// `GET /m/{token}/move`: the free times of a day.
///
/// # Errors
/// `not-found`, `link-expired`, `state-conflict` for a booking that cannot be moved.
pub async fn get_move(app: App, Path(token): Path<String>, asked: Asked) -> Result<Response, Problem> {
    let opened = open(&app, &token).await?;
    if opened.booking.is_cancelled() {
        return Ok(Redirect::to(&format!("/m/{token}")).into_response());
    }
    let fields = asked.fields(&["day"])?;
    let typed = fields.text("day");
    let day = typed.parse::<Date>().ok();
    let fault: Option<Words> = (day.is_none() && !typed.is_empty()).then_some(|words| words.choose_day);
    page(&app, &token, &opened, day, fault).await
}

/// `POST /m/{token}/move`: moves it. The same form twice moves once.
///
/// # Errors
/// `not-found`, `link-expired`, `cross-site`, `state-conflict`.
pub async fn post_move(
    app: App,
    Path(token): Path<String>,
    headers: HeaderMap,
    posted: Posted,
) -> Result<Response, Problem> {
    check_same_site_by_link(&headers)?;
    let opened = open(&app, &token).await?;
    let fields = posted.fields(&["starts_at", "sequence", "day"])?;
    let day = fields.text("day").parse::<Date>().ok();
    let fault: Words = match (fields.text("starts_at").parse::<Timestamp>(), fields.text("sequence").parse::<u32>()) {
        (Ok(starts_at), Ok(sequence)) => {
            let of = (&opened.tenant, opened.by.tenant_slug.as_str(), opened.id);
            match reschedule::move_booking(&app, of, starts_at, (sequence, None), MovedBy::Customer).await? {
                Outcome::Moved => return Ok(Redirect::to(&format!("/m/{token}?done=moved")).into_response()),
                Outcome::Cancelled => return Ok(Redirect::to(&format!("/m/{token}")).into_response()),
                Outcome::Impossible(error) => return Err(impossible(&opened, error)),
                Outcome::Taken | Outcome::Changed | Outcome::Invoiced => |words| words.taken,
            }
        }
        _ => |words| words.choose_time,
    };
    // As it is now: it may have been moved meanwhile.
    let opened = open(&app, &token).await?;
    page(&app, &token, &opened, day, Some(fault)).await
}

async fn page(
    app: &App,
    token: &str,
    opened: &Opened,
    day: Option<Date>,
    fault: Option<Words>,
) -> Result<Response, Problem> {
    let found = Movable::read(app, &opened.tenant, &opened.by.tenant_slug, opened.id).await?;
    let day = day.unwrap_or_else(|| found.day(app.now()));
    let times = found.times(app, day, MovedBy::Customer).await?.map_err(|error| impossible(opened, error))?;
    let (language, words) = (opened.language(), Wording::of(opened.language()));
    let body = html! {
        h1 { (words.move_title) }
        @if let Some(fault) = fault { p class="notice danger" role="alert" { (fault(words)) } }
        (opened.facts(words))
        @if !opened.documents.is_empty() { p { (words.documents_stay) } }
        form method="get" action=(format!("/m/{token}/move")) {
            label { (words.day) " " input type="date" name="day" value=(times.day); }
            p class="actions" { button class="button secondary" type="submit" { (words.show_times) } }
        }
        @if times.slots.is_empty() { (nothing_free(token, opened, &times)) } @else { (free(token, opened, &found, &times)) }
        (opened.questions(words))
    };
    let page = letter(language, words.move_title, &opened.by.accent, body);
    let status = if fault.is_some() { Problem::status(Code::Validation) } else { http::StatusCode::OK };
    Ok((status, page).into_response())
}

fn nothing_free(token: &str, opened: &Opened, times: &Times) -> maud::Markup {
    let (language, words) = (opened.language(), Wording::of(opened.language()));
    html! {
        p { (words.no_free_time) " " (format::short_date(times.day, language)) "." }
        @match times.next {
            Some(next) => p { a href=(format!("/m/{token}/move?day={next}")) { (words.next_free) " " (format::short_date(next, language)) } },
            None => p { (words.none_soon) },
        }
        p class="actions" { a class="button secondary" href=(format!("/m/{token}")) { (words.keep) } }
    }
}

fn free(token: &str, opened: &Opened, found: &Movable, times: &Times) -> maud::Markup {
    let (language, words) = (opened.language(), Wording::of(opened.language()));
    let clock = |at: Timestamp| found.tenant.zone.to_datetime(at);
    html! {
        form method="post" action=(format!("/m/{token}/move")) {
            input type="hidden" name="sequence" value=(opened.booking.sequence);
            input type="hidden" name="day" value=(times.day);
            fieldset {
                legend { (words.free_times) " " (format::short_date(times.day, language)) }
                @for slot in &times.slots {
                    label {
                        input type="radio" name="starts_at" value=(instant(slot.starts_at)) required;
                        " " (format::time_range(clock(slot.starts_at), clock(slot.ends_at), language))
                    }
                }
            }
            p class="actions" {
                button class="button" type="submit" { (words.move_booking) }
                a class="button secondary" href=(format!("/m/{token}")) { (words.keep) }
            }
        }
    }
}

fn impossible(opened: &Opened, error: MoveError) -> Problem {
    let words = Wording::of(opened.language());
    let detail = match error {
        MoveError::TooLate | MoveError::ServiceGone => words.cannot_move,
        MoveError::NotOffered => words.taken,
    };
    Problem::new(Code::StateConflict, detail).in_language(opened.language())
}
