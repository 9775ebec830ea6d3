//! What a tenant's free times are computed from: its settings, and what is busy.

use std::sync::Arc;

use jiff::{Timestamp, ToSpan, civil::Date, tz::TimeZone};
use shared::{
    booking::slots::Busy,
    id::{ResourceId, Slug},
    tenant::settings::Tenant,
};

use super::tenant::{keep, unknown_tenant};
use crate::{
    app::{App, problem::Problem},
    store::tenant,
};

/// Settings and busy intervals in one batch: a known tenant only compares its version, and is read again if it changed.
///
/// # Errors
/// `not-found`, or a problem of ours.
pub async fn read(
    app: &App,
    slug: &Slug,
    from: Date,
    to: Date,
) -> Result<(Arc<Tenant>, Vec<(ResourceId, Busy)>), Problem> {
    // A civil date is at most 14 hours away from UTC, and intervals that reach in from the days around are asked for too.
    let from = utc_midnight(from).saturating_sub(48.hours());
    let until = utc_midnight(to).saturating_add(96.hours());
    let (from, until) = (from.unwrap_or(Timestamp::MIN), until.unwrap_or(Timestamp::MAX));

    if let Some((_, known)) = app.tenants().get(slug.as_str()) {
        let (version, busy) =
            app.read((tenant::settings_version(slug), tenant::busy_between(slug, from, until))).await?;
        if version == Some(known.settings_version) {
            return Ok((known, busy));
        }
        app.tenants().forget(slug.as_str());
    }
    let (tenant, busy) = app.read((tenant::load(slug, app.now()), tenant::busy_between(slug, from, until))).await?;
    Ok((keep(app, tenant.ok_or_else(unknown_tenant)?), busy))
}

fn utc_midnight(date: Date) -> Timestamp {
    date.to_zoned(TimeZone::UTC).map(|zoned| zoned.timestamp()).unwrap_or(Timestamp::UNIX_EPOCH)
}
