//! The free times of one service, month by month as they are fetched: which day is free, which comes first, what to show.

use crate::{
    calendar::{Date, Month},
    cause::Cause,
};
use shared::api::Slot;

/// A free start with its place in the tenant's day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FreeTime {
    /// The slot as the server offered it.
    pub slot: Slot,
    /// Civil date in the tenant's zone.
    pub date: Date,
    /// Hour of the day in the tenant's zone, 0 to 23.
    pub hour: u8,
    /// Time of day as it is shown.
    pub label: String,
}

/// A part of the day, under which slots are grouped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Before noon.
    Morning,
    /// From noon.
    Afternoon,
    /// From six o'clock in the evening.
    Evening,
}

impl Part {
    /// All parts, in order.
    pub const ALL: [Self; 3] = [Self::Morning, Self::Afternoon, Self::Evening];

    /// The part in which an hour lies.
    #[must_use]
    pub const fn of(hour: u8) -> Self {
        match hour {
            0..12 => Self::Morning,
            12..18 => Self::Afternoon,
            _ => Self::Evening,
        }
    }
}

/// How far the fetch of a month is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Times {
    /// Asked for, not answered yet.
    Loading,
    /// No answer came, or a refusal.
    Failed(Cause),
    /// Answered; in ascending order.
    Ready(Vec<FreeTime>),
}

/// What is known so far.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Agenda {
    months: Vec<(Month, Times)>,
    /// Days on which everything is taken, of the months that were answered.
    full: Vec<Date>,
    /// Raised by [`Self::forget`], so that an answer to an older question is dropped.
    generation: u32,
}

impl Agenda {
    /// What is known of a month; none when it was never asked for.
    #[must_use]
    pub fn times(&self, month: Month) -> Option<&Times> {
        self.months.iter().find(|(known, _)| *known == month).map(|(_, times)| times)
    }

    /// The free times of a day; empty until they are known.
    #[must_use]
    pub fn on(&self, date: Date) -> Vec<&FreeTime> {
        self.ready(date.month).iter().filter(|time| time.date == date).collect()
    }

    /// How many free times a day has.
    #[must_use]
    pub fn count_on(&self, date: Date) -> usize {
        self.ready(date.month).iter().filter(|time| time.date == date).count()
    }

    /// The first day of a month with a free time.
    #[must_use]
    pub fn first_free(&self, month: Month) -> Option<Date> {
        self.ready(month).first().map(|time| time.date)
    }

    /// Whether a month must be asked for: it never was, or its answer did not come.
    #[must_use]
    pub fn lacks(&self, month: Month) -> bool {
        matches!(self.times(month), None | Some(Times::Failed(_)))
    }

    /// Notes what is known of a month, and returns the generation that the answer must name.
    pub fn note(&mut self, month: Month, times: Times) -> u32 {
        self.months.retain(|(known, _)| *known != month);
        self.months.push((month, times));
        self.generation
    }

    /// Notes an answer, unless everything was forgotten since the question. Says whether it counted.
    pub fn answer(&mut self, generation: u32, month: Month, times: Times) -> bool {
        let counts = generation == self.generation;
        if counts {
            self.note(month, times);
        }
        counts
    }

    /// Notes the days on which everything is taken.
    pub fn note_full(&mut self, days: impl IntoIterator<Item = Date>) {
        self.full.extend(days);
    }

    /// Whether everything is taken on a day; no for a day without hours.
    #[must_use]
    pub fn is_full(&self, date: Date) -> bool {
        self.full.contains(&date)
    }

    /// Forgets all: another service, or a slot that turned out to be taken.
    pub fn forget(&mut self) {
        self.months.clear();
        self.full.clear();
        self.generation += 1;
    }

    fn ready(&self, month: Month) -> &[FreeTime] {
        match self.times(month) {
            Some(Times::Ready(times)) => times,
            _ => &[],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Agenda, Cause, FreeTime, Part, Times};
    use crate::calendar::Date;
    use shared::api::Slot;

    fn date(text: &str) -> Date {
        Date::parse(text).unwrap()
    }

    fn free(day: &str, hour: u8) -> FreeTime {
        FreeTime {
            slot: Slot { starts_at: format!("{day}T{hour:02}:00:00Z"), ends_at: String::new(), seats_left: 1 },
            date: date(day),
            hour,
            label: format!("{hour}:00"),
        }
    }

    #[test]
    fn days_of_a_month() {
        let mut agenda = Agenda::default();
        let march = date("2026-03-01").month;
        assert!(agenda.lacks(march));
        agenda.note(march, Times::Loading);
        assert!(!agenda.lacks(march));
        assert_eq!(agenda.first_free(march), None);
        agenda.note(march, Times::Failed(Cause::Ours));
        assert!(agenda.lacks(march));
        agenda.note(march, Times::Ready(vec![free("2026-03-03", 9), free("2026-03-03", 10), free("2026-03-05", 9)]));
        assert_eq!(agenda.first_free(march), Some(date("2026-03-03")));
        let table = [("2026-03-03", 2), ("2026-03-04", 0), ("2026-03-05", 1), ("2026-04-05", 0)];
        for (day, count) in table {
            assert_eq!((agenda.count_on(date(day)), agenda.on(date(day)).len()), (count, count), "{day}");
        }
    }

    #[test]
    fn an_answer_to_an_older_question_is_dropped() {
        let mut agenda = Agenda::default();
        let march = date("2026-03-01").month;
        let asked = agenda.note(march, Times::Loading);
        agenda.note_full([date("2026-03-04")]);
        assert!(agenda.is_full(date("2026-03-04")) && !agenda.is_full(date("2026-03-05")));
        agenda.forget();
        assert!(!agenda.is_full(date("2026-03-04")));
        assert!(!agenda.answer(asked, march, Times::Ready(vec![free("2026-03-03", 9)])));
        assert_eq!(agenda.times(march), None);
        let again = agenda.note(march, Times::Loading);
        assert!(agenda.answer(again, march, Times::Ready(Vec::new())));
        assert_eq!(agenda.times(march), Some(&Times::Ready(Vec::new())));
    }

    #[test]
    fn parts_of_the_day() {
        let table = [
            (0, Part::Morning),
            (11, Part::Morning),
            (12, Part::Afternoon),
            (17, Part::Afternoon),
            (18, Part::Evening),
            (23, Part::Evening),
        ];
        for (hour, part) in table {
            assert_eq!(Part::of(hour), part, "{hour}");
        }
    }
}
