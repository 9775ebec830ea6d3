//! Settings > Invoice settings > Number series: the next number of each, and where a new one begins.

pub mod view;

use axum::{
    extract::Path,
    response::{IntoResponse, Response},
};
use maud::Markup;
use shared::{
    api::Code,
    billing::{
        number::SeriesKind,
        series::{Began, Series, SeriesStart},
    },
    fault::Fault,
};

use self::view::{SeriesListView, SetSeriesView, number_series, set_series};
use crate::{
    app::{App, problem::Problem, session::Session},
    platform::database::{DatabaseError, Refused},
    store::number_series::{self, AllSeries},
    web::{
        admin_page::Place,
        request::{Asked, Posted, frame, refused, see_other},
        sales_invoicing::Invoicing,
    },
};

/// Where the list is.
const LIST: &str = "/admin/settings/number-series";
/// Names in the form.
const NAMES: &[&str] = &["prefix", "first_number"];

async fn read(app: &App, session: &Session) -> Result<AllSeries, Problem> {
    Ok(app.read(number_series::list(&session.tenant)).await?)
}

/// The years whose series are shown and can be set: this one and the next.
fn years(app: &App, session: &Session) -> [i16; 2] {
    let year = session.date_of(app.now()).year();
    [year, year.saturating_add(1)]
}

fn list_page(
    app: &App,
    session: &Session,
    all: &AllSeries,
    done: Option<&str>,
    conflict: Option<&str>,
) -> Result<Markup, Problem> {
    let mut found = Vec::new();
    for year in years(app, session) {
        for kind in SeriesKind::ALL {
            found.push(all.of(kind, year, &session.zone)?);
        }
    }
    let view = SeriesListView { series: &found, role: session.role, done, conflict };
    Ok(number_series(frame(session, Place::NumberSeries), &view))
}

/// `GET /admin/settings/number-series`.
///
/// # Errors
/// A [`Problem`] that is ours.
pub async fn get_number_series(app: App, Invoicing(session): Invoicing, asked: Asked) -> Result<Response, Problem> {
    let done = match asked.done()?.as_str() {
        "set" => Some("The series is set. Its first document takes the number that is shown."),
        _ => None,
    };
    let all = read(&app, &session).await?;
    Ok(list_page(&app, &session, &all, done, None)?.into_response())
}

/// The series that an address names.
fn named(app: &App, session: &Session, kind: &str, year: &str) -> Result<(SeriesKind, i16), Problem> {
    let kind = SeriesKind::parse(kind).ok_or_else(Problem::not_found)?;
    let year = years(app, session).into_iter().find(|known| known.to_string() == year);
    Ok((kind, year.ok_or_else(Problem::not_found)?))
}

fn set_page(
    session: &Session,
    series: &Series,
    form: (&str, &str),
    chosen: Option<&SeriesStart>,
    faults: &[Fault],
) -> Markup {
    let (prefix, first_number) = form;
    let view = SetSeriesView { series, prefix, first_number, chosen, faults };
    set_series(frame(session, Place::NumberSeries), &view)
}

/// The list, where this series cannot be set: it says why.
fn locked(app: &App, session: &Session, all: &AllSeries) -> Result<Response, Problem> {
    const TEXT: &str = "This series cannot be set, so nothing was changed. The list says why.";
    Ok(refused(Code::StateConflict, list_page(app, session, all, None, Some(TEXT))?))
}

/// `GET /admin/settings/number-series/{kind}/{year}`: the form; with its fields in the address, what would be set.
///
/// # Errors
/// `not-found` for another kind or year; fields to mend are answered with the form and 422, a series that cannot be set with
/// the list and 409.
pub async fn get_set_series(
    app: App,
    Invoicing(session): Invoicing,
    Path((kind, year)): Path<(String, String)>,
    asked: Asked,
) -> Result<Response, Problem> {
    let (kind, year) = named(&app, &session, &kind, &year)?;
    let fields = asked.fields(NAMES)?;
    let all = read(&app, &session).await?;
    let series = all.of(kind, year, &session.zone)?;
    if series.lock(session.role).is_some() {
        return locked(&app, &session, &all);
    }
    let (Some(prefix), Some(first)) = (fields.sent("prefix"), fields.sent("first_number")) else {
        return Ok(set_page(&session, &series, (&series.prefix, "1"), None, &[]).into_response());
    };
    match SeriesStart::parse(kind, prefix, first, all.taken(kind)) {
        Ok(start) => Ok(set_page(&session, &series, (prefix, first), Some(&start), &[]).into_response()),
        Err(faults) => Ok(refused(Code::Validation, set_page(&session, &series, (prefix, first), None, &faults))),
    }
}

/// `POST /admin/settings/number-series/{kind}/{year}`: sets it, once. The same form sent again answers as the first time.
///
/// # Errors
/// As [`get_set_series`], and `cross-site`.
pub async fn post_set_series(
    app: App,
    Invoicing(session): Invoicing,
    Path((kind, year)): Path<(String, String)>,
    posted: Posted,
) -> Result<Response, Problem> {
    let (kind, year) = named(&app, &session, &kind, &year)?;
    let fields = posted.fields(NAMES)?;
    let (prefix, first) = (fields.text("prefix"), fields.text("first_number"));
    let all = read(&app, &session).await?;
    let series = all.of(kind, year, &session.zone)?;
    let parsed = SeriesStart::parse(kind, prefix, first, all.taken(kind));
    let is_echo = |series: &Series| {
        matches!(series.began, Began::Set(_))
            && parsed.as_ref().is_ok_and(|start| start.prefix == series.prefix && start.first == series.next)
    };
    let done = || see_other(&format!("{LIST}?done=set"));
    if session.role.may_set_series() && is_echo(&series) {
        return Ok(done());
    }
    if series.lock(session.role).is_some() {
        return locked(&app, &session, &all);
    }
    let start = match &parsed {
        Ok(start) => start,
        Err(faults) => {
            return Ok(refused(Code::Validation, set_page(&session, &series, (prefix, first), None, faults)));
        }
    };
    match app.write(number_series::set(&session.tenant, kind, year, start, app.now())).await {
        Ok(()) => Ok(done()),
        // Another window, the first document, or our own earlier success was faster.
        Err(DatabaseError::Duplicate(_) | DatabaseError::Refused(Refused::NumberPrefixTaken)) => {
            let all = read(&app, &session).await?;
            let now = all.of(kind, year, &session.zone)?;
            if is_echo(&now) { Ok(done()) } else { locked(&app, &session, &all) }
        }
        Err(error) => Err(error.into()),
    }
}
