//! The number series of a tenant, and setting where one begins.

use jiff::{Timestamp, civil::Date, tz::TimeZone};
use serde::Deserialize;
use shared::{
    billing::{
        number::SeriesKind,
        series::{Began, Series, SeriesStart},
    },
    id::TenantId,
};

use crate::platform::{
    database::{DatabaseError, Query, Statement},
    instant::instant,
};

/// Every series that a tenant ever began.
#[derive(Clone, Debug)]
pub struct AllSeries(Vec<SeriesRow>);

#[derive(Clone, Debug, Deserialize)]
struct SeriesRow {
    kind: String,
    year: i16,
    prefix: String,
    next_number: u32,
    set_at: Option<String>,
    first_number: Option<String>,
    first_date: Option<Date>,
}

/// All series.
pub fn list(tenant: &TenantId) -> Query<AllSeries> {
    Query::all::<SeriesRow>(include_str!("list_number_series.sql"), [tenant.as_str().into()]).map(AllSeries)
}

impl AllSeries {
    /// The series of a kind and a year as it stands, or as it would begin by itself: with the prefix of the year before.
    ///
    /// # Errors
    /// [`DatabaseError::Defect`].
    pub fn of(&self, kind: SeriesKind, year: i16, zone: &TimeZone) -> Result<Series, DatabaseError> {
        let of_kind = || self.0.iter().filter(|row| row.kind == kind.as_str());
        let Some(row) = of_kind().find(|row| row.year == year) else {
            // The latest year stands first.
            let before = of_kind().find(|row| row.year < year);
            let prefix = before.map_or_else(|| kind.prefix().to_owned(), |row| row.prefix.clone());
            return Ok(Series { kind, year, prefix, next: 1, began: Began::No });
        };
        let began = match (&row.first_number, row.first_date, &row.set_at) {
            (Some(number), Some(issue_date), _) => Began::InUse { number: number.clone(), issue_date },
            (_, _, Some(at)) => {
                let at: Timestamp = at.parse().map_err(|_| DatabaseError::Defect("set_at".into()))?;
                Began::Set(zone.to_datetime(at).date())
            }
            _ => return Err(DatabaseError::Defect("a series without a beginning".into())),
        };
        Ok(Series { kind, year, prefix: row.prefix.clone(), next: row.next_number, began })
    }

    /// The prefixes that other kinds ever had.
    pub fn taken(&self, kind: SeriesKind) -> impl Iterator<Item = &str> {
        self.0.iter().filter(move |row| row.kind != kind.as_str()).map(|row| row.prefix.as_str())
    }
}

/// Sets where a series begins. A series that has begun is a duplicate; a prefix of another kind aborts the batch as
/// `number_prefix_taken`.
pub fn set(tenant: &TenantId, kind: SeriesKind, year: i16, start: &SeriesStart, now: Timestamp) -> Statement {
    Statement::new(
        include_str!("set_number_series.sql"),
        [
            tenant.as_str().into(),
            kind.as_str().into(),
            i64::from(year).into(),
            start.prefix.as_str().into(),
            start.first.into(),
            instant(now).into(),
        ],
    )
}
