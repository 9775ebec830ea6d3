//! Fetching free times: a month once, onwards to the first month that has any, and the next one before it is asked for.

use crate::{
    agenda::{FreeTime, Times},
    app::App,
    calendar::{Date, Month},
    cause::Cause,
    client::{Failure, early_slots},
    json::Json,
    messages::fill,
};
use js_sys::Promise;
use leptos::{prelude::*, task::spawn_local};
use shared::api::SlotList;

/// How many months are searched for a free day before the customer is told that there is none.
const MONTHS_SEARCHED_MAX: u8 = 4;

/// How far ahead a customer can look; the server's booking window decides what is free.
pub const MONTHS_AHEAD_MAX: i32 = 24;

/// What the loader asked for before the widget was there.
pub struct Early {
    /// The service whose times they are.
    pub service: String,
    /// First civil date.
    pub from: Date,
    /// Last civil date.
    pub to: Date,
    /// The answer, when it has come.
    pub answer: Promise,
}

/// Shows a month; its first free day is chosen as soon as it is known.
pub fn show_month(app: App, month: Month) {
    app.day.set(None);
    show(app, month, 1);
}

/// Shows the first month, from the given one on, that has a free day.
pub fn show_next_available(app: App, from: Month) {
    app.day.set(None);
    show(app, from, MONTHS_SEARCHED_MAX);
}

/// Shows a month to somebody who moves through it by keyboard: what is chosen stays, and so does the focus.
pub fn browse_month(app: App, month: Month) {
    show(app, month, 0);
}

/// Chooses a day and says how many times it has.
pub fn choose_day(app: App, date: Date) {
    app.day.set(Some(date));
    announce_day(app, date);
}

/// Shows a month. With no month left to search, it is only shown; with one, its first free day is chosen; with more, the
/// search goes on where it is full.
fn show(app: App, month: Month, months_left: u8) {
    app.month.set(month);
    app.months_left.set_value(months_left);
    if app.agenda.with_untracked(|agenda| agenda.lacks(month)) {
        fetch(app, month);
    }
    let is_loading = app.agenda.with_untracked(|agenda| agenda.times(month) == Some(&Times::Loading));
    if is_loading { app.say(app.messages.loading_times) } else { settle(app, month) }
}

fn fetch(app: App, month: Month) {
    let Some(service) = app.flow.with_untracked(|flow| flow.service().map(|service| service.slug.clone())) else {
        return;
    };
    let Some(generation) = app.agenda.try_update(|agenda| agenda.note(month, Times::Loading)) else {
        return;
    };
    let (client, resource, margin) = app.setup.with_value(|setup| {
        let is_elsewhere = setup.format.zone != setup.catalogue.tenant.time_zone;
        (setup.client.clone(), setup.resource.clone(), i32::from(is_elsewhere))
    });
    // A day of another zone reaches into the tenant's day before or after it.
    let from = month.first().max(app.today).plus_days(-margin);
    let to = month.last().plus_days(margin);
    let early = app.take_early(&service, from, to);
    let next = month.plus(1);
    let reaches_on = early.as_ref().is_some_and(|early| early.to >= next.last().plus_days(margin));
    spawn_local(async move {
        let answer = match early {
            Some(early) => early_slots(early.answer).await,
            None => client.slots(&service, resource.as_deref(), &from.text(), &to.text()).await,
        };
        if reaches_on && answer.is_ok() {
            let _ = app.setup.try_with_value(|_| keep(app, generation, next, answer.clone()));
        }
        // False or none: it no longer counts, or the widget left the page meanwhile.
        if app.setup.try_with_value(|_| keep(app, generation, month, answer)) == Some(true)
            && app.month.try_get_untracked() == Some(month)
        {
            settle(app, month);
        }
    });
}

/// Notes an answer; says whether it counted.
fn keep(app: App, generation: u32, month: Month, answer: Result<SlotList, Failure>) -> bool {
    let (times, full) = match answer {
        Err(failure) => {
            tell_owner(app, failure.cause());
            (Times::Failed(failure.cause()), Vec::new())
        }
        Ok(list) => (times_of(app, month, list.slots), list.full),
    };
    let in_month = |date: &Date| date.month == month;
    let full = full.iter().filter_map(|date| Date::parse(date)).filter(in_month);
    app.agenda
        .try_update(|agenda| {
            let counts = agenda.answer(generation, month, times);
            if counts {
                agenda.note_full(full);
            }
            counts
        })
        .unwrap_or_default()
}

/// What the page's own attributes ask for and cannot have, its owner hears of.
fn tell_owner(app: App, cause: Cause) {
    if cause == Cause::ResourceGone {
        let resource = app.setup.with_value(|setup| setup.resource.clone()).unwrap_or_default();
        let message =
            ["resource=\"", &resource, "\" does not offer this service. Check the attribute resource."].concat();
        app.emit("error", Json::object().with("code", "resource-unknown").with("message", message));
    }
}

/// The month that is shown was answered.
fn settle(app: App, month: Month) {
    let Some((is_ready, first)) = app.agenda.with_untracked(|agenda| {
        let times = agenda.times(month)?;
        Some((matches!(times, Times::Ready(_)), agenda.first_free(month)))
    }) else {
        return;
    };
    app.say("");
    let months_left = app.months_left.get_value();
    let next = month.plus(1);
    match first {
        _ if !is_ready => return,
        Some(_) if months_left == 0 => {}
        Some(date) => choose_day(app, date),
        None if months_left > 1 && month < app.today.month.plus(MONTHS_AHEAD_MAX) => {
            return show(app, next, months_left - 1);
        }
        None => {
            let name = app.format(|format| format.month(month));
            app.say(&fill(app.messages.month_empty, &[("month", &name)]));
        }
    }
    // Whoever looks on finds the next month there already.
    if next <= app.today.month.plus(MONTHS_AHEAD_MAX)
        && app.agenda.with_untracked(|agenda| agenda.times(next).is_none())
    {
        fetch(app, next);
    }
}

fn announce_day(app: App, date: Date) {
    let count = app.agenda.with_untracked(|agenda| agenda.count_on(date));
    let text = app.format(|format| {
        let sentence = format.language.plural(count, app.messages.times_one, app.messages.times_other);
        fill(sentence, &[("n", &count.to_string()), ("day", &format.day(date))])
    });
    app.say(&text);
}

fn times_of(app: App, month: Month, slots: Vec<shared::api::Slot>) -> Times {
    let free = |slot: shared::api::Slot| {
        app.format(|format| {
            let (date, hour) = format.place(&slot.starts_at).filter(|(date, _)| date.month == month)?;
            Some(FreeTime { date, hour, label: format.clock(&slot.starts_at), slot })
        })
    };
    Times::Ready(slots.into_iter().filter_map(free).collect())
}
