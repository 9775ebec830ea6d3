//! Notices of a booking: confirmation, reminders, moved, cancelled.

use jiff::{Timestamp, tz::TimeZone};
use shared::{
    delivery::{
        notice::{BookingFacts, Notice, Verdict, judge_booking},
        template::{Placeholder, Values},
    },
    id::BookingId,
};

use super::{
    invitation::invitation,
    letter_of,
    prepared::{self, Prepared},
    values::{self, Customer},
};
use crate::{
    app::{App, problem::Problem},
    platform::{database::DatabaseError, mail::Mailbox},
    store::{
        booking::{self, StoredBooking},
        document::{self, StoredDocument},
        mail_template::{self, OwnTemplates},
        notice::{self as store, Sender, StoredSettings},
    },
    work::outbox::Row,
};

/// Reads the booking as it is now, judges the notice, and writes it.
pub(crate) async fn prepare(app: &App, row: &Row, notice: Notice) -> Result<Prepared, Problem> {
    let Ok(id) = BookingId::parse(&row.subject) else {
        return Ok(Prepared::Impossible(format!("{} is no booking.", row.subject)));
    };
    let tenant = &row.tenant;
    let facts = app
        .read((
            booking::for_notice(tenant, id),
            document::of_booking(tenant, id),
            store::settings(tenant),
            store::sender(tenant),
            mail_template::of_kind(tenant, notice.template()),
            store::was_sent(tenant, &row.subject, &notice.to_string()),
        ))
        .await?;
    decide(app, row, notice, id, facts).map_err(Problem::from)
}

type Facts = (Option<(StoredBooking, String)>, Vec<StoredDocument>, StoredSettings, Sender, OwnTemplates, bool);

fn decide(app: &App, row: &Row, notice: Notice, id: BookingId, facts: Facts) -> Result<Prepared, DatabaseError> {
    let defect = |what: &str| DatabaseError::Defect(format!("notice: {what}"));
    let (found, documents, stored_settings, sender, templates, was_sent) = facts;
    let Some((booked, customer)) = found.filter(|_| !was_sent) else { return Ok(Prepared::Nothing) };
    let settings = stored_settings.settings;
    let zone = TimeZone::get(&sender.time_zone).unwrap_or(TimeZone::UTC);
    let starts_at: Timestamp = booked.starts_at.parse().map_err(|_| defect("starts_at"))?;
    let facts = BookingFacts { is_cancelled: booked.is_cancelled(), sequence: booked.sequence, starts_at };
    match judge_booking(notice, facts, &settings, &zone, app.now()) {
        Some(Verdict::Send) => {}
        Some(Verdict::Wait(until)) => return Ok(Prepared::Wait(until)),
        Some(Verdict::Drop(_)) | None => return Ok(Prepared::Nothing),
    }

    let customer: Customer = serde_json::from_str(&customer).map_err(|error| defect(&error.to_string()))?;
    let with_booking = documents.iter().find(|document| document.with_booking);
    let links = values::links(app, &row.base_url);
    let manage_link = links.manage(id, booked.grant(&row.tenant)?);
    let mut values = Values::default();
    values::of_sender(&mut values, &sender);
    values::of_booking(&mut values, links, &booked, &customer, &manage_link, with_booking);
    values.set(Placeholder::BookAgainLink, format!("{}/b/{}", row.base_url, sender.slug));

    let language = values::language_of(&booked);
    let letter = letter_of(&templates, notice.template(), language, &values);
    let file = invitation(notice, &booked, &sender, &customer, &manage_link, row.created_at);
    let parts = file.map_err(defect)?.into_iter().collect();
    let to = Mailbox { name: Some(customer.name), address: customer.email };
    Ok(Prepared::Send(Box::new(prepared::mail(row, &notice.to_string(), &sender, to, letter, parts, language))))
}
