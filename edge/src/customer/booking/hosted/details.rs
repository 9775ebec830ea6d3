//! The page with days, times and details.

use jiff::tz::TimeZone;
use maud::{Markup, html};
use shared::{booking::slots::OfferedSlot, fault::Fault, format, language::Language, tenant::settings::Service};

use super::{
    countries::countries,
    form::Field,
    view::{Frame, Times, Trouble},
    wording::fill,
};
use crate::{platform::instant::instant, web::fields::query};

/// Day, time and details.
pub fn details(
    frame: Frame<'_>,
    service: &Service,
    times: &Times,
    (faults, trouble): (&[Fault], Option<Trouble>),
    head: &Markup,
) -> Markup {
    let words = frame.words();
    let inside = html! {
        p { b { (service.name) } ", " (frame.length(service.times.duration_minutes)) ", " (frame.price(service))
            @if frame.tenant.services.len() > 1 { ". " a href=(format!("{}{}", frame.path(), query(&[("lang", frame.language().tag())]))) { (words.change) } } }
        form #book method="post" action=(frame.path()) novalidate {
            (frame.kept(&[]))
            (choose_time(frame, times, faults))
            h2 { (words.details) }
            @for field in [Field::Name, Field::Email, Field::Phone] { (input(frame, field, faults)) }
            details open[frame.form.is_for_company() || faults.iter().any(|fault| Field::at(&fault.pointer).is_some_and(Field::is_for_companies))] {
                summary { (words.for_company) }
                div.group {
                    @for field in [Field::Company, Field::VatNumber, Field::Street] { (input(frame, field, faults)) }
                    div.pair { (input(frame, Field::PostalCode, faults)) (input(frame, Field::City, faults)) }
                    (input(frame, Field::Country, faults))
                }
            }
            (input(frame, Field::Notes, faults))
            button name="step" value="review" { (words.proceed_review) }
        }
    };
    let body = html! {
        h1 { (words.time_title) }
        @if trouble == Some(Trouble::Taken) {
            div.note.bad role="alert" { h2 { (words.taken_title) } p { (taken_text(frame)) } }
        }
        (summary(frame, faults))
        (frame.upgraded(&inside))
    };
    frame.page(words.time_title, trouble.is_some() || !faults.is_empty(), head, &body)
}

fn taken_text(frame: Frame<'_>) -> String {
    let start = frame.form.get(Field::Start).parse::<jiff::Timestamp>().ok();
    let when = start.map(|start| {
        let at = frame.tenant.zone.to_datetime(start);
        format!("{}, {:02}:{:02}", format::short_date(at.date(), frame.language()), at.hour(), at.minute())
    });
    fill(frame.words().taken_text, &[("when", when.as_deref().unwrap_or_default())])
}

/// What to mend, each line a link to its field.
fn summary(frame: Frame<'_>, faults: &[Fault]) -> Markup {
    html! {
        @if !faults.is_empty() {
            div.note.bad role="alert" {
                h2 { (frame.words().problem) }
                ul { @for fault in faults {
                    @match Field::at(&fault.pointer) {
                        Some(field) => li { a href=(format!("#{}", field.name())) { (frame.form.sentence(field, fault)) } },
                        None => li lang="en" { (fault.detail) },
                    }
                } }
            }
        }
    }
}

fn choose_time(frame: Frame<'_>, times: &Times, faults: &[Fault]) -> Markup {
    let (words, language, chosen) = (frame.words(), frame.language(), frame.form.get(Field::Start));
    let is_chosen = |slot: &OfferedSlot| instant(slot.starts_at) == chosen;
    let open = times.days.iter().position(|(_, slots)| slots.iter().any(is_chosen)).unwrap_or_default();
    let count = |n: usize| {
        let is_one = n == 1 || n == 0 && language == Language::Fr;
        fill(if is_one { words.times_one } else { words.times_other }, &[("n", &n.to_string())])
    };
    let fault = faults.iter().find(|fault| Field::at(&fault.pointer) == Some(Field::Start));
    html! {
        fieldset #start.wrong[fault.is_some()] aria-describedby=[fault.map(|_| "start-error")] {
            legend { (words.choose_time) }
            @if let Some(fault) = fault { p.error #start-error { (frame.form.sentence(Field::Start, fault)) } }
            @if times.days.is_empty() {
                @let (from, to) = (format::short_date(times.from, language), format::short_date(times.to, language));
                p { (fill(words.none_free, &[("from", &from), ("to", &to)])) }
            }
            @for (place, (day, slots)) in times.days.iter().enumerate() {
                details name="day" open[place == open] {
                    summary { (format::short_date(*day, language)) " " span.muted { (count(slots.len())) } }
                    div.times { @for slot in slots {
                        label { input type="radio" name="start" value=(instant(slot.starts_at)) checked[is_chosen(slot)]; (clock(frame, slot)) }
                    } }
                }
            }
            p.muted { (fill(words.zone, &[("zone", &frame.tenant.time_zone)])) }
            input type="hidden" name="shown" value=(times.from);
            div.actions {
                label { (words.another_day) " " input type="date" name="day" value=(times.from); }
                button.second name="step" value="times" { (words.show_times) }
                @if let Some(later) = times.later { button.second name="from" value=(later) { (words.later_days) } }
            }
        }
    }
}

/// The clock at the start, with the offset where the same clock comes twice that day.
fn clock(frame: Frame<'_>, slot: &OfferedSlot) -> String {
    let zone: &TimeZone = &frame.tenant.zone;
    let at = slot.starts_at.to_zoned(zone.clone());
    let clock = at.strftime("%H:%M").to_string();
    if zone.to_ambiguous_timestamp(at.datetime()).is_ambiguous() {
        format!("{clock} ({})", at.strftime("%Z"))
    } else {
        clock
    }
}

fn input(frame: Frame<'_>, field: Field, faults: &[Fault]) -> Markup {
    let words = frame.words();
    let (label, hint, autocomplete, is_optional) = match field {
        Field::Name => (words.name, None, "name", false),
        Field::Email => (words.email, Some(words.email_hint), "email", false),
        Field::Phone => (words.phone, Some(words.phone_hint), "tel", true),
        Field::Company => (words.company_name, None, "organization", false),
        Field::VatNumber => (words.vat_number, None, "off", true),
        Field::Street => (words.street, None, "billing street-address", false),
        Field::PostalCode => (words.postal_code, None, "billing postal-code", false),
        Field::City => (words.city, None, "billing address-level2", false),
        Field::Country => (words.country, None, "billing country-name", false),
        Field::Notes | Field::Start => (words.notes, Some(words.notes_hint), "off", true),
    };
    let kind = match field {
        Field::Email => Some("email"),
        Field::Phone => Some("tel"),
        _ => None,
    };
    let (name, value) = (field.name(), frame.form.get(field));
    let fault = faults.iter().find(|fault| Field::at(&fault.pointer) == Some(field));
    let invalid = fault.map(|_| "true");
    let (hint_id, error_id) = (format!("{name}-hint"), format!("{name}-error"));
    let described: Vec<&str> =
        [hint.map(|_| hint_id.as_str()), fault.map(|_| error_id.as_str())].into_iter().flatten().collect();
    let described = Some(described.join(" ")).filter(|ids| !ids.is_empty());
    html! {
        div.field.wrong[fault.is_some()] {
            label for=(name) { (label) @if is_optional { " " span.muted { (words.optional) } } }
            @if let Some(hint) = hint { p.muted id=(hint_id) { (hint) } }
            @if let Some(fault) = fault { p.error id=(error_id) { (frame.form.sentence(field, fault)) } }
            @match field {
                Field::Notes => textarea id=(name) name=(name) rows="3" aria-invalid=[invalid] aria-describedby=[described] { (value) },
                // The name that was written is no country: here are all of them.
                Field::Country if fault.is_some() => {
                    select id=(name) name=(name) autocomplete="billing country" aria-invalid="true" aria-describedby=[described] {
                        option value="" {}
                        @for (code, country) in countries(frame.language()) { option value=(code) { (country) } }
                    }
                }
                _ => input id=(name) name=(name) type=[kind] value=(value) autocomplete=(autocomplete) aria-invalid=[invalid] aria-describedby=[described];,
            }
        }
    }
}
