//! Sending the booking, and what each answer leads to.

use crate::{
    app::{App, FOCUS, Mistake},
    attempt::Attempt,
    cause::Cause,
    client::{Failure, fresh_id},
    draft::{Fault, Field},
    flow::{Flow, Step},
    json::Json,
    messages::{Language, fill},
};
use leptos::{prelude::*, task::spawn_local};
use shared::api::{BookingAnswer, Code, DocumentKind, ProblemItem, Slot};

/// Sends the booking once; a second press while it is under way does nothing.
pub fn submit(app: App) {
    let chosen = app.flow.with_untracked(|flow| Some((flow.service()?.clone(), flow.slot()?.clone())));
    let Some((service, slot)) = chosen.filter(|_| !app.sending.get_untracked()) else {
        return;
    };
    app.sending.set(true);
    app.notice.set(None);
    app.say(app.messages.confirming);

    // An unanswered attempt passes on its id: should it have been booked after all, the server says so.
    let earlier = app.attempt.get_value();
    let attempt = Attempt {
        id: earlier.as_ref().map_or_else(fresh_id, |earlier| earlier.id.clone()),
        service: service.name.clone(),
        starts_at: slot.starts_at.clone(),
    };
    let (client, request) = app.setup.with_value(|setup| {
        let resource = setup.resource.as_deref();
        let draft = app.draft.get_untracked();
        (setup.client.clone(), draft.request(&service.slug, &slot.starts_at, resource, &setup.format.locale))
    });
    app.attempt.set_value(Some(attempt.clone()));
    client.remember_attempt(&attempt);
    app.emit("submitted", Json::object().with("bookingId", attempt.id.as_str()));

    spawn_local(async move {
        let answer = client.put_booking(&attempt.id, &request).await;
        let is_final = match &answer {
            Ok(_) => true,
            Err(Failure::Refused(refusal)) => refusal.code == Code::BookingMismatch,
            Err(Failure::Unreached(_)) => false,
        };
        if is_final {
            client.forget_attempt();
        }
        // None: the widget left the page meanwhile.
        if app.sending.try_set(false).is_none() {
            match answer {
                Ok(answer) => succeed(app, answer),
                Err(failure) => fail(app, failure, earlier, &slot),
            }
        }
    });
}

fn succeed(app: App, answer: BookingAnswer) {
    app.attempt.set_value(None);
    let booked =
        Json::object().with("bookingId", answer.booking.id.as_str()).with("status", answer.booking.status.as_str());
    let detail = match &answer.document {
        Some(document) => {
            let kind = match document.kind {
                DocumentKind::Invoice => "invoice",
                DocumentKind::Quote => "quote",
            };
            booked.with("document", Json::object().with("kind", kind).with("number", document.number.as_str()))
        }
        None => booked.with_null("document"),
    };
    app.say("");
    app.answer.set(Some(answer));
    app.flow.update(Flow::finish);
    app.emit("created", detail);
}

fn fail(app: App, failure: Failure, earlier: Option<Attempt>, slot: &Slot) {
    let messages = app.messages;
    app.say("");
    let cause = failure.cause();
    let Failure::Refused(refusal) = failure else {
        report(app, if cause == Cause::Connection { "network" } else { "server" });
        let reason = if cause == Cause::Connection { messages.submit_unreached } else { messages.submit_busy };
        return explain(app, reason.to_owned());
    };
    report(app, &refusal.name);
    match refusal.code {
        Code::SlotTaken => lose_slot(app, slot, messages.slot_taken),
        Code::Validation => refuse(app, &refusal.items, slot),
        Code::BookingMismatch => {
            app.attempt.set_value(None);
            explain(app, mismatch_text(app, earlier, slot));
        }
        Code::TooManyRequests => explain(app, messages.cause_busy.to_owned()),
        Code::StorageUnavailable | Code::SettingsChanged | Code::Internal => {
            explain(app, messages.submit_busy.to_owned());
        }
        Code::NotFound => explain(app, messages.service_gone.to_owned()),
        _ => explain(app, messages.submit_refused.to_owned()),
    }
}

fn report(app: App, code: &str) {
    app.emit("error", Json::object().with("code", code).with("message", "The booking was not made."));
}

/// Back to the times, freshly fetched, with everything that was typed.
fn lose_slot(app: App, slot: &Slot, reason: &str) {
    app.forget_times();
    if let Some((date, _)) = app.format(|format| format.place(&slot.starts_at)) {
        app.month.set(date.month);
    }
    app.notice.set(Some(reason.to_owned()));
    app.flow.update(Flow::lose_slot);
}

/// The server refused fields: they are shown where they were typed.
fn refuse(app: App, items: &[ProblemItem], slot: &Slot) {
    if items.iter().any(|item| matches!(item.pointer.as_str(), "/starts_at" | "/seats" | "/resource" | "/service")) {
        return lose_slot(app, slot, app.messages.slot_refused);
    }
    let mistakes = items.iter().map(|item| mistake_of(app, item)).collect();
    app.mistakes.set(mistakes);
    app.flow.update(|flow| flow.change(Step::Details));
}

fn mistake_of(app: App, item: &ProblemItem) -> Mistake {
    let field = Field::at(&item.pointer);
    let is_english = app.format(|format| format.language == Language::En);
    // The server's sentence is the most precise one, but it is English.
    let text = match field {
        Some(field) if !is_english || item.detail.is_empty() => fault_text(app, field, Fault::Invalid),
        _ => item.detail.clone(),
    };
    Mistake { field, text }
}

/// The sentence that says how to mend an answer.
pub fn fault_text(app: App, field: Field, fault: Fault) -> String {
    let messages = app.messages;
    let sentence = match (field, fault) {
        (Field::Name, _) => messages.name_missing,
        (Field::Email, Fault::Missing) => messages.email_missing,
        (Field::Email, Fault::Invalid) => messages.email_invalid,
        (Field::Phone, _) => messages.phone_invalid,
        (Field::CompanyName, _) => messages.company_name_missing,
        (Field::VatNumber, _) => messages.vat_number_invalid,
        (Field::Street, _) => messages.street_missing,
        (Field::PostalCode, _) => messages.postal_code_missing,
        (Field::City, _) => messages.city_missing,
        (Field::Country, _) => return fill(messages.field_invalid, &[("field", messages.country)]),
        (Field::Notes, _) => return fill(messages.field_invalid, &[("field", messages.notes)]),
    };
    sentence.to_owned()
}

fn mismatch_text(app: App, earlier: Option<Attempt>, slot: &Slot) -> String {
    let (service, starts_at) =
        earlier.map_or_else(|| (String::new(), slot.starts_at.clone()), |earlier| (earlier.service, earlier.starts_at));
    let time = app.format(|format| {
        let day = format.place(&starts_at).map(|(date, _)| format.day(date)).unwrap_or_default();
        [day.as_str(), &format.clock(&starts_at)].join(" ")
    });
    fill(app.messages.submit_mismatch, &[("service", &service), ("time", &time)])
}

/// Stays at the review with the reason.
fn explain(app: App, reason: String) {
    app.notice.set(Some(reason));
    app.focus(FOCUS);
}
