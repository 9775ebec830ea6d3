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
    platform::database::Rows,
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
    let busy_statement = tenant::busy_between(slug, from, until);
    let decode_busy = |rows: &Rows| tenant::decode_busy(rows).map_err(Problem::from);

    if let Some((_, known)) = app.tenants().get(slug.as_str()) {
        let rows = app.batch(vec![tenant::settings_version(slug), busy_statement.clone()]).await?;
        if let [version, busy] = rows.as_slice() {
            let version = tenant::decode_settings_version(version)?;
            if version == Some(known.settings_version) {
                return Ok((known, decode_busy(busy)?));
            }
        }
        app.tenants().forget(slug.as_str());
    }
    let mut statements = tenant::load(slug, app.now());
    statements.push(busy_statement);
    let rows = app.batch(statements).await?;
    let (busy, settings) = rows.split_last().ok_or_else(|| Problem::defect("slots: no answer"))?;
    let tenant = tenant::decode(settings)?.ok_or_else(unknown_tenant)?;
    Ok((keep(app, tenant), decode_busy(busy)?))
}

fn utc_midnight(date: Date) -> Timestamp {
    date.to_zoned(TimeZone::UTC).map(|zoned| zoned.timestamp()).unwrap_or(Timestamp::UNIX_EPOCH)
}
