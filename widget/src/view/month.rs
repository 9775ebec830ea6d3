//! The month as a table of buttons with one tab stop; the keys are those of the ARIA date grid, without its role.

use super::{
    each,
    icon::{self, arrow},
    state,
};
use crate::{
    agenda::Times,
    app::App,
    browser,
    calendar::{Date, Month, Move},
    messages::fill,
    times,
};
use leptos::{ev::KeyboardEvent, prelude::*};

/// The month with its way back and forth.
pub fn view(app: App) -> AnyView {
    let cursor = RwSignal::new(app.day.get_untracked().unwrap_or(app.today));
    // The tab stop follows the chosen day.
    Effect::new(move |_| {
        if let Some(day) = app.day.get() {
            cursor.set(day);
        }
    });
    let is_busy = move || app.agenda.with(|agenda| agenda.times(app.month.get()) == Some(&Times::Loading));
    view! {
        <div aria-busy=move || state(is_busy())>
            <div class="month-head">
                <h3 aria-live="polite">{move || app.format(|format| format.month(app.month.get()))}</h3>
                {step_button(app, -1, app.messages.month_previous, icon::BACK)}
                {step_button(app, 1, app.messages.month_next, icon::NEXT)}
            </div>
            {move || grid(app, app.month.get(), cursor)}
            <p class="legend" aria-hidden="true">
                <span><i class="dot" class:on=true></i>{app.messages.legend_free}</span>
                {move || has_full(app).then(|| view! { <span><s>{app.messages.legend_full}</s></span> }.into_any())}
            </p>
        </div>
    }
    .into_any()
}

fn step_button(app: App, by: i32, label: &'static str, path: &'static str) -> AnyView {
    let target = move || within(app, app.month.get().plus(by));
    let go = move |_| {
        if let Some(month) = target() {
            times::show_month(app, month);
        }
    };
    // Not `disabled`: the focus would be lost on the button that was just pressed.
    view! {
        <button type="button" class="icon-button" part="button icon-button" aria-label=label aria-disabled=move || state(target().is_none()) on:click=go>
            {arrow(path)}
        </button>
    }
    .into_any()
}

/// The month, when it is neither over nor out of reach.
fn within(app: App, month: Month) -> Option<Month> {
    (app.today.month..=app.today.month.plus(times::MONTHS_AHEAD_MAX)).contains(&month).then_some(month)
}

fn grid(app: App, month: Month, cursor: RwSignal<Date>) -> AnyView {
    let (first_weekday, names) = app.format(|format| {
        let first = browser::first_weekday(&format.locale);
        let name = |column: u8| {
            let weekday = (first - 1 + column) % 7 + 1;
            ["long", "short"].map(|style| browser::weekday_name(&format.locale, weekday, style))
        };
        (first, (0..7).map(name).collect::<Vec<_>>())
    });
    // The tab stop stays in the month that is shown.
    if cursor.get_untracked().month != month {
        cursor.set(month.first().max(app.today));
    }
    let head = each(names, |[long, short]| view! { <th scope="col" abbr=long>{short}</th> }.into_any());
    let cell = |date: Option<Date>| view! { <td>{date.map(|date| day(app, date, cursor))}</td> }.into_any();
    let weeks = each(month.weeks(first_weekday), |week| view! { <tr>{each(week, cell)}</tr> }.into_any());
    view! {
        <table class="month" on:keydown=move |event| press(app, cursor, first_weekday, &event)>
            <thead>
                <tr>{head}</tr>
            </thead>
            <tbody>{weeks}</tbody>
        </table>
    }
    .into_any()
}

fn day(app: App, date: Date, cursor: RwSignal<Date>) -> AnyView {
    let count = Memo::new(move |_| app.agenda.with(|agenda| agenda.count_on(date)));
    let is_full = Memo::new(move |_| app.agenda.with(|agenda| agenda.is_full(date)));
    // Without an answer nothing is said about a day yet.
    let is_closed = move || {
        let is_known = app.agenda.with(|agenda| matches!(agenda.times(date.month), Some(Times::Ready(_))));
        is_known && date >= app.today && count.get() == 0 && !is_full.get()
    };
    let label = move || {
        let (count, messages) = (count.get(), app.messages);
        app.format(|format| {
            let sentence = match count {
                _ if date < app.today => messages.day_past,
                0 if is_full.get() => messages.day_full,
                0 => messages.day_none,
                _ => format.language.plural(count, messages.day_one, messages.day_other),
            };
            fill(sentence, &[("day", &format.day(date)), ("n", &count.to_string())])
        })
    };
    let is_chosen = move || app.day.get() == Some(date);
    let choose = move |_| {
        if count.get_untracked() > 0 {
            times::choose_day(app, date);
            app.reveal(".slots");
        }
    };
    view! {
        <button
            type="button"
            class="day"
            part="day"
            class:free=move || { count.get() > 0 }
            class:full=move || is_full.get()
            class:closed=is_closed
            tabindex=move || if cursor.get() == date { "0" } else { "-1" }
            aria-label=label
            aria-pressed=move || state(is_chosen())
            aria-current=(date == app.today).then_some("date")
            aria-disabled=move || state(count.get() == 0)
            data-date=date.text()
            on:click=choose
        >
            {date.day}
        </button>
    }
    .into_any()
}

/// Whether a day of the month that is shown is full.
fn has_full(app: App) -> bool {
    let month = app.month.get();
    app.agenda.with(|agenda| (1..=month.days()).any(|day| agenda.is_full(Date { month, day })))
}

fn press(app: App, cursor: RwSignal<Date>, first_weekday: u8, event: &KeyboardEvent) {
    let shift = event.shift_key();
    // Where one reads from right to left, the next day stands to the left.
    let ahead = if app.setup.with_value(|setup| setup.direction == "rtl") { -1 } else { 1 };
    let by = match event.key().as_str() {
        "ArrowLeft" => Move::Days(-ahead),
        "ArrowRight" => Move::Days(ahead),
        "ArrowUp" => Move::Days(-7),
        "ArrowDown" => Move::Days(7),
        "Home" => Move::WeekStart,
        "End" => Move::WeekEnd,
        "PageUp" => Move::Months(if shift { -12 } else { -1 }),
        "PageDown" => Move::Months(if shift { 12 } else { 1 }),
        _ => return,
    };
    event.prevent_default();
    let date = cursor.get_untracked().moved(by, first_weekday).max(app.today.month.first());
    let Some(month) = within(app, date.month) else {
        return;
    };
    cursor.set(date);
    if month != app.month.get_untracked() {
        times::browse_month(app, month);
    }
    app.focus(&["[data-date='", &date.text(), "']"].concat());
}
