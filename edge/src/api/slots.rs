//! `GET /api/v1/{tenant}/slots`.

use std::collections::{BTreeMap, BTreeSet};

use axum::{
    Json,
    extract::{Path, RawQuery},
};
use http::HeaderMap;
use jiff::civil::Date;
use shared::{
    api::{Code, Slot, SlotList},
    booking::slots::{Busy, OfferedSlot, ResourceCalendar, SlotQuery, offer_slots},
    fault::Fault,
    id::{ResourceId, Slug},
    limits,
    tenant::settings::Tenant,
};

use super::slug_in_path;
use crate::{
    app::{App, problem::Problem},
    platform::instant::instant,
    web::origin::check_origin,
    work::availability,
};

/// The query, parsed.
#[derive(Debug, PartialEq, Eq)]
struct Query {
    service: Slug,
    from: Date,
    to: Date,
    resource: Option<ResourceId>,
}

/// Offered starts between two civil dates of the tenant.
///
/// # Errors
/// `malformed`, `validation`, `not-found`, `origin-not-allowed`.
pub async fn get_slots(
    app: App,
    Path(slug): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Json<SlotList>, Problem> {
    let slug = slug_in_path(&slug)?;
    app.note_tenant(slug.as_str());
    let query = parse(query.as_deref().unwrap_or_default())?;
    let (tenant, busy) = availability::read(&app, &slug, query.from, query.to).await?;
    check_origin(&app, &headers, &tenant)?;
    let service =
        tenant.service(&query.service).ok_or_else(|| Problem::new(Code::NotFound, "No service has this name."))?;
    if let Some(wanted) = &query.resource
        && !service.resources.contains(wanted)
    {
        return Err(Problem::validation(vec![Fault::new(
            "resource",
            "/resource",
            "Choose somebody who offers this service.",
        )]));
    }
    let mut by_resource: BTreeMap<ResourceId, Vec<Busy>> = BTreeMap::new();
    for (resource, interval) in busy {
        by_resource.entry(resource).or_default().push(interval);
    }
    let calendars = tenant.calendars(service, query.resource.as_ref(), |id| by_resource.remove(id).unwrap_or_default());
    let wanted = SlotQuery { from: query.from, to: query.to, seats: 1 };
    let offer = |calendars: &[ResourceCalendar]| {
        offer_slots(&wanted, &service.times, &tenant.opening_hours, calendars, &tenant.zone, app.now())
    };
    let offered = offer(&calendars);
    let full =
        days_lost(&tenant, &offered, &offer(&tenant.calendars(service, query.resource.as_ref(), |_| Vec::new())));
    let slots = offered
        .into_iter()
        .map(|slot| Slot {
            starts_at: instant(slot.starts_at),
            ends_at: instant(slot.ends_at),
            seats_left: slot.free.iter().map(|(_, seats)| *seats).fold(0, u32::saturating_add),
        })
        .collect();
    Ok(Json(SlotList { time_zone: tenant.time_zone.clone(), slots, full }))
}

/// The days that have no start among those offered, but would have one if nothing were busy.
fn days_lost(tenant: &Tenant, offered: &[OfferedSlot], possible: &[OfferedSlot]) -> Vec<String> {
    let days =
        |slots: &[OfferedSlot]| -> BTreeSet<Date> { slots.iter().map(|slot| tenant.date_of(slot.starts_at)).collect() };
    days(possible).difference(&days(offered)).map(ToString::to_string).collect()
}

fn parse(query: &str) -> Result<Query, Problem> {
    let malformed = |detail: &str| Problem::new(Code::Malformed, detail);
    let pairs: Vec<(String, String)> =
        serde_urlencoded::from_str(query).map_err(|_| malformed("The query cannot be read."))?;
    let (mut service, mut from, mut to, mut resource) = (None, None, None, None);
    for (name, value) in pairs {
        let place = match name.as_str() {
            "service" => &mut service,
            "from" => &mut from,
            "to" => &mut to,
            "resource" => &mut resource,
            _ => return Err(malformed("The query takes service, from, to and resource.")),
        };
        if place.replace(value).is_some() {
            return Err(malformed("Give each parameter once."));
        }
    }
    let mut faults = Vec::new();
    let service = service.and_then(|text: String| Slug::parse(&text).ok());
    if service.is_none() {
        faults.push(Fault::new("service", "/service", "Give the slug of a service."));
    }
    let mut date = |text: Option<String>, pointer: &'static str| {
        let date = text.as_deref().filter(|text| text.len() == 10).and_then(|text| text.parse::<Date>().ok());
        if date.is_none() {
            faults.push(Fault::new("date", pointer, "Give a date as YYYY-MM-DD."));
        }
        date
    };
    let (from, to) = (date(from, "/from"), date(to, "/to"));
    if let (Some(from), Some(to)) = (from, to) {
        let days = i64::from(from.until(to).map(|span| span.get_days()).unwrap_or(i32::MAX));
        if !(0..limits::SLOT_DAYS_MAX).contains(&days) {
            faults.push(Fault::new("range", "/to", format!("Ask for 1 to {} days at once.", limits::SLOT_DAYS_MAX)));
        }
    }
    match (service, from, to) {
        (Some(service), Some(from), Some(to)) if faults.is_empty() => {
            Ok(Query { service, from, to, resource: resource.map(ResourceId::new) })
        }
        _ => Err(Problem::validation(faults)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn queries_are_parsed_or_named() {
        let ok = parse("service=deep-clean&from=2026-12-01&to=2027-01-31").unwrap();
        assert_eq!((ok.service.as_str(), ok.resource), ("deep-clean", None));
        for (query, code, pointer) in [
            ("service=a&from=2026-12-01&to=2027-02-01", Code::Validation, "/to"),
            ("service=a&from=2026-12-02&to=2026-12-01", Code::Validation, "/to"),
            ("service=A&from=2026-12-01&to=2026-12-01", Code::Validation, "/service"),
            ("service=a&from=1-12-2026&to=2026-12-01", Code::Validation, "/from"),
            ("service=a&from=2026-12-01T09:00&to=2026-12-01", Code::Validation, "/from"),
            ("service=a&from=2026-12-01&to=2026-02-30", Code::Validation, "/to"),
            ("service=a&service=b&from=2026-12-01&to=2026-12-01", Code::Malformed, ""),
            ("service=a&from=2026-12-01&to=2026-12-01&tenant_id=x", Code::Malformed, ""),
        ] {
            let problem = parse(query).unwrap_err();
            assert_eq!(problem.code, code, "{query}");
            assert_eq!(problem.errors.first().map_or("", |error| error.pointer.as_str()), pointer, "{query}");
        }
    }
}
