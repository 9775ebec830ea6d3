//! Fetching free times: a month once, and onwards to the first month that has any.

use crate::{
    agenda::{FreeTime, Times},
    app::App,
    calendar::{Date, Month},
    client::Failure,
    messages::fill,
};
use leptos::{prelude::*, task::spawn_local};
use shared::api::SlotList;

/// How many months are searched for a free day before the customer is told that there is none.
const MONTHS_SEARCHED_MAX: u8 = 4;

/// How far ahead a customer can look; the server's booking window decides what is free.
pub const MONTHS_AHEAD_MAX: i32 = 24;

/// Shows a month; its first free day is chosen as soon as it is known.
pub fn show_month(app: App, month: Month) {
    app.month.set(month);
    app.day.set(None);
    search(app, month, 1);
}

/// Shows the first month, from the given one on, that has a free day.
pub fn show_next_available(app: App, from: Month) {
    app.month.set(from);
    app.day.set(None);
    search(app, from, MONTHS_SEARCHED_MAX);
}

/// Shows a month to somebody who moves through it by keyboard: what is chosen stays, and so does the focus.
pub fn browse_month(app: App, month: Month) {
    app.month.set(month);
    search(app, month, 0);
}

/// Chooses a day and says how many times it has.
pub fn choose_day(app: App, date: Date) {
    app.day.set(Some(date));
    announce_day(app, date);
}

/// Fetches a month unless it is known. With no month left to search, it is only shown; with one, its first free day is
/// chosen; with more, the search goes on where it is full.
fn search(app: App, month: Month, months_left: u8) {
    if !app.agenda.with_untracked(|agenda| agenda.lacks(month)) {
        return settle(app, month, months_left);
    }
    let Some(service) = app.flow.with_untracked(|flow| flow.service().map(|service| service.slug.clone())) else {
        return;
    };
    let Some(generation) = app.agenda.try_update(|agenda| agenda.note(month, Times::Loading)) else {
        return;
    };
    app.announcement.set(app.messages.loading_times.to_owned());
    let (client, resource) = app.setup.with_value(|setup| (setup.client.clone(), setup.resource.clone()));
    let from = month.first().max(app.today);
    spawn_local(async move {
        let answer = client.slots(&service, resource.as_deref(), &from.text(), &month.last().text()).await;
        // None: the widget left the page meanwhile.
        let Some(times) = app.setup.try_with_value(|_| times_of(app, answer)) else { return };
        let counted = app.agenda.try_update(|agenda| agenda.answer(generation, month, times));
        if counted == Some(true) && app.month.try_get_untracked() == Some(month) {
            settle(app, month, months_left);
        }
    });
}

/// The month was answered, or is still asked for by somebody else's question.
fn settle(app: App, month: Month, months_left: u8) {
    let Some((is_ready, first)) = app.agenda.with_untracked(|agenda| {
        let times = agenda.times(month).filter(|times| **times != Times::Loading)?;
        Some((matches!(times, Times::Ready(_)), agenda.first_free(month)))
    }) else {
        return;
    };
    app.announcement.set(String::new());
    match first {
        _ if months_left == 0 => {}
        Some(date) => choose_day(app, date),
        None if is_ready && months_left > 1 && month < app.today.month.plus(MONTHS_AHEAD_MAX) => {
            app.month.set(month.plus(1));
            search(app, month.plus(1), months_left - 1);
        }
        None if is_ready => {
            let name = app.format(|format| format.month(month));
            app.announcement.set(fill(app.messages.month_empty, &[("month", &name)]));
        }
        None => {}
    }
}

fn announce_day(app: App, date: Date) {
    let count = app.agenda.with_untracked(|agenda| agenda.count_on(date));
    let text = app.format(|format| {
        let sentence = format.language.plural(count, app.messages.times_one, app.messages.times_other);
        fill(sentence, &[("n", &count.to_string()), ("day", &format.day(date))])
    });
    app.announcement.set(text);
}

fn times_of(app: App, answer: Result<SlotList, Failure>) -> Times {
    let Ok(list) = answer else {
        return Times::Failed;
    };
    let free = |slot: shared::api::Slot| {
        app.format(|format| {
            let (date, hour) = format.place(&slot.starts_at)?;
            Some(FreeTime { date, hour, label: format.clock(&slot.starts_at), slot })
        })
    };
    Times::Ready(list.slots.into_iter().filter_map(free).collect())
}
