//! The free times of the chosen day, and what is said when there are none.

use super::{alert, call, each};
use crate::{
    agenda::{FreeTime, Part, Times},
    app::App,
    calendar::Month,
    cause::Cause,
    flow::Step,
    json::Json,
    messages::fill,
    times,
};
use leptos::prelude::*;

/// The times of the chosen day, or the state of their fetch. The day stays while other months are looked at.
pub fn view(app: App) -> AnyView {
    let content = move || {
        let (month, day) = (app.month.get(), app.day.get());
        app.agenda.with(|agenda| match (agenda.times(month), day) {
            (Some(Times::Failed(cause)), _) => failed(app, *cause),
            (_, Some(day)) if agenda.count_on(day) > 0 => {
                list(app, app.format(|format| format.day(day)), &agenda.on(day))
            }
            (Some(Times::Ready(times)), _) if times.is_empty() => empty(app, month),
            (Some(Times::Ready(_)), _) => view! { <p class="empty">{app.messages.time_heading}</p> }.into_any(),
            (Some(Times::Loading) | None, _) => skeleton(),
        })
    };
    view! { <div class="slots">{content}</div> }.into_any()
}

fn list(app: App, day: String, free: &[&FreeTime]) -> AnyView {
    let groups = each(Part::ALL, |part| {
        let times: Vec<_> = free.iter().filter(|time| Part::of(time.hour) == part).collect();
        let buttons = each(&times, |time| view! { <li>{button(app, time)}</li> }.into_any());
        let group = || view! { <h4>{name_of(app, part)}</h4><ul class="times" role="list">{buttons}</ul> }.into_any();
        (!times.is_empty()).then(group).into_any()
    });
    view! { <h3>{day}</h3>{groups} }.into_any()
}

fn button(app: App, time: &FreeTime) -> AnyView {
    let slot = time.slot.clone();
    let is_chosen =
        app.flow.with_untracked(|flow| flow.slot().is_some_and(|chosen| chosen.starts_at == slot.starts_at));
    let choose = move |_| {
        let zone = app.format(|format| format.zone.clone());
        let detail =
            Json::object().with("start", slot.starts_at.as_str()).with("end", slot.ends_at.as_str()).with("tz", zone);
        app.notice.set(None);
        app.emit("slot-selected", detail);
        app.flow.update(|flow| flow.choose_slot(slot.clone()));
    };
    view! {
        <button type="button" class="slot" part="slot" aria-pressed=is_chosen.then_some("true") on:click=choose>
            {time.label.clone()}
        </button>
    }
    .into_any()
}

const fn name_of(app: App, part: Part) -> &'static str {
    match part {
        Part::Morning => app.messages.part_morning,
        Part::Afternoon => app.messages.part_afternoon,
        Part::Evening => app.messages.part_evening,
    }
}

/// Nothing free in the month: one sentence and one action.
fn empty(app: App, month: Month) -> AnyView {
    let text = app.format(|format| fill(app.messages.month_empty, &[("month", &format.month(month))]));
    let next = month.plus(1);
    let action = if next <= app.today.month.plus(times::MONTHS_AHEAD_MAX) {
        let search = move |_| times::show_next_available(app, next);
        view! { <button type="button" class="secondary" part="button secondary" on:click=search>{app.messages.next_available}</button> }
            .into_any()
    } else {
        view! { <p>{app.messages.none_available}</p> }.into_any()
    };
    view! { <p class="empty">{text}</p>{action}{call(app)} }.into_any()
}

/// Why there are no times, in the words of whoever can do something about it.
fn failed(app: App, cause: Cause) -> AnyView {
    let messages = app.messages;
    let text = match cause {
        Cause::Connection => alert(app, messages.times_failed, Some(messages.cause_offline)),
        Cause::Busy => alert(app, messages.times_failed, Some(messages.cause_busy)),
        Cause::Ours => alert(app, messages.times_failed, Some(messages.cause_ours)),
        Cause::ServiceGone => alert(app, messages.service_gone, None),
        Cause::ResourceGone => alert(app, messages.resource_gone, None),
    };
    let (label, can_act) = if cause.is_passing() {
        (messages.retry, true)
    } else {
        (messages.step_service, app.flow.with_untracked(|flow| flow.can_change(Step::Service)))
    };
    let act = move |_| {
        if cause.is_passing() {
            times::show_next_available(app, app.month.get_untracked());
        } else {
            app.flow.update(|flow| flow.change(Step::Service));
        }
    };
    let button = can_act.then(|| {
        view! { <button type="button" class="secondary" part="button secondary" on:click=act>{label}</button> }
            .into_any()
    });
    view! { {text}{button} }.into_any()
}

/// The shape of a list of times; the style sheet shows it after 150 ms.
fn skeleton() -> AnyView {
    let bars = each(0..8, |_| view! { <li class="bone slot-bone"></li> }.into_any());
    view! { <ul class="times bones" aria-hidden="true">{bars}</ul> }.into_any()
}
