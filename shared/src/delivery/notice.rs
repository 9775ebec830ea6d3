//! Notices: the e-mails that follow a booking or an invoice by themselves, and whether one is still to be sent.
//!
//! A notice is planned when its cause is written and judged when it is due, from what is stored then: whatever was cancelled,
//! moved, paid or switched off meanwhile is not written to.

use std::fmt;

use jiff::{
    SignedDuration, Timestamp, ToSpan,
    civil::{Date, Time},
    tz::TimeZone,
};

use super::template::TemplateKind;
use crate::limits;

/// Which overdue notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum OverdueStep {
    /// The first.
    First,
    /// The second.
    Second,
    /// The third and last.
    Third,
}

impl OverdueStep {
    /// The steps in their order.
    pub const ALL: [Self; 3] = [Self::First, Self::Second, Self::Third];

    /// 1, 2 or 3.
    pub fn number(self) -> usize {
        match self {
            Self::First => 1,
            Self::Second => 2,
            Self::Third => 3,
        }
    }
}

/// One notice of a booking or an invoice. Its text names it in the outbox and among what was sent, so it goes out once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notice {
    /// The booking is made.
    Confirmation,
    /// The booking is near: minutes before its start, and the SEQUENCE that the booking had when this was planned.
    Reminder {
        /// Minutes before the start.
        minutes: u32,
        /// SEQUENCE of the booking.
        sequence: u32,
    },
    /// The booking was moved; SEQUENCE tells one move from the next.
    Rescheduled {
        /// SEQUENCE of the booking.
        sequence: u32,
    },
    /// The booking was cancelled.
    Cancelled,
    /// The invoice is overdue.
    Overdue(OverdueStep),
}

impl Notice {
    /// The notice of a text, as `Display` writes it.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split(':');
        let kind = parts.next()?;
        let mut number = || parts.next().and_then(|part| part.parse::<u32>().ok());
        let notice = match kind {
            "confirmation" => Self::Confirmation,
            "reminder" => Self::Reminder { minutes: number()?, sequence: number()? },
            "rescheduled" => Self::Rescheduled { sequence: number()? },
            "cancelled" => Self::Cancelled,
            "overdue" => {
                let wanted = usize::try_from(number()?).ok()?;
                Self::Overdue(OverdueStep::ALL.into_iter().find(|step| step.number() == wanted)?)
            }
            _ => return None,
        };
        parts.next().is_none().then_some(notice)
    }

    /// The text that it is written with.
    pub fn template(self) -> TemplateKind {
        match self {
            Self::Confirmation => TemplateKind::BookingConfirmation,
            Self::Reminder { .. } => TemplateKind::Reminder,
            Self::Rescheduled { .. } => TemplateKind::Rescheduled,
            Self::Cancelled => TemplateKind::Cancelled,
            Self::Overdue(OverdueStep::First) => TemplateKind::Overdue1,
            Self::Overdue(OverdueStep::Second) => TemplateKind::Overdue2,
            Self::Overdue(OverdueStep::Third) => TemplateKind::Overdue3,
        }
    }
}

impl fmt::Display for Notice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Confirmation => f.write_str("confirmation"),
            Self::Reminder { minutes, sequence } => write!(f, "reminder:{minutes}:{sequence}"),
            Self::Rescheduled { sequence } => write!(f, "rescheduled:{sequence}"),
            Self::Cancelled => f.write_str("cancelled"),
            Self::Overdue(step) => write!(f, "overdue:{}", step.number()),
        }
    }
}

/// The hours in which nobody is written to unasked, on the tenant's wall clock. They may span midnight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QuietHours {
    /// They begin.
    pub from: Time,
    /// They end; not the same as `from`.
    pub until: Time,
}

impl QuietHours {
    /// When writing is allowed again: now, or the end of the quiet hours that `now` is in.
    ///
    /// A wall time that a change of the clock skips moves forward with it; of one that is repeated the first counts (RFC 5545
    /// section 3.3.5).
    pub fn next_allowed(self, now: Timestamp, zone: &TimeZone) -> Timestamp {
        let local = zone.to_datetime(now);
        let (date, time) = (local.date(), local.time());
        let spans_midnight = self.from > self.until;
        let ends_on = if spans_midnight {
            match (time >= self.from, time < self.until) {
                (true, _) => date.saturating_add(1.day()),
                (false, true) => date,
                (false, false) => return now,
            }
        } else if (self.from..self.until).contains(&time) {
            date
        } else {
            return now;
        };
        // Between the two occurrences of a repeated hour the end may lie before now.
        instant_of(ends_on, self.until, zone).max(now)
    }
}

fn instant_of(date: Date, time: Time, zone: &TimeZone) -> Timestamp {
    zone.to_ambiguous_zoned(date.to_datetime(time)).compatible().map_or(Timestamp::MAX, |zoned| zoned.timestamp())
}

/// What a tenant wants to be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoticeSettings {
    /// Whether a booking is confirmed by e-mail.
    pub confirmations: bool,
    /// Whether the customer is told that a booking was moved or cancelled.
    pub changes: bool,
    /// Minutes before the start, each a reminder.
    pub reminders: [Option<u32>; 2],
    /// Days after the due date, each an overdue notice.
    pub overdue: [Option<u32>; 3],
    /// When reminders and overdue notices wait.
    pub quiet_hours: Option<QuietHours>,
}

impl Default for NoticeSettings {
    /// What a tenant has who never changed anything: a reminder a day and an hour before, notices 3, 10 and 20 days after the due
    /// date, quiet from 21:00 to 08:00.
    fn default() -> Self {
        Self {
            confirmations: true,
            changes: true,
            reminders: [Some(1_440), Some(60)],
            overdue: [Some(3), Some(10), Some(20)],
            quiet_hours: Some(QuietHours { from: Time::constant(21, 0, 0, 0), until: Time::constant(8, 0, 0, 0) }),
        }
    }
}

impl NoticeSettings {
    /// Days after the due date of a step; none if it is switched off.
    pub fn days(&self, step: OverdueStep) -> Option<u32> {
        let [first, second, third] = self.overdue;
        match step {
            OverdueStep::First => first,
            OverdueStep::Second => second,
            OverdueStep::Third => third,
        }
        .filter(|days| (1..=limits::OVERDUE_DAYS_MAX).contains(days))
    }

    fn next_allowed(&self, now: Timestamp, zone: &TimeZone) -> Timestamp {
        self.quiet_hours.map_or(now, |quiet| quiet.next_allowed(now, zone))
    }
}

/// What a booking is when its notice is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BookingFacts {
    /// Whether it was cancelled.
    pub is_cancelled: bool,
    /// Present SEQUENCE.
    pub sequence: u32,
    /// Present start.
    pub starts_at: Timestamp,
}

/// What an invoice is when its notice is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InvoiceFacts {
    /// Due date (BT-9).
    pub due_date: Date,
    /// Whether something is still to be paid.
    pub is_due: bool,
    /// Whether the booking that it is for was cancelled.
    pub booking_is_cancelled: bool,
}

/// Why a notice is not sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dropped {
    /// The settings no longer want it.
    SwitchedOff,
    /// The booking was cancelled.
    BookingCancelled,
    /// The booking was moved, or a later notice says the same.
    Superseded,
    /// The booking has begun, or begins before writing is allowed.
    TooLate,
    /// Nothing is to be paid any more. Undoing a payment plans the notice again.
    Settled,
}

/// What is to be done with a notice that is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Send it.
    Send,
    /// Judge it again then: it is too early, or the quiet hours are on.
    Wait(Timestamp),
    /// Do not send it.
    Drop(Dropped),
}

/// Judges a notice of a booking; none if it is not one of a booking.
///
/// Only a reminder keeps the quiet hours: the others answer something that was just done, and somebody waits for them.
pub fn judge_booking(
    notice: Notice,
    facts: BookingFacts,
    settings: &NoticeSettings,
    zone: &TimeZone,
    now: Timestamp,
) -> Option<Verdict> {
    let has_begun = now >= facts.starts_at;
    let dropped = match notice {
        Notice::Overdue(_) => return None,
        Notice::Cancelled if !settings.changes => Some(Dropped::SwitchedOff),
        Notice::Cancelled if has_begun => Some(Dropped::TooLate),
        Notice::Cancelled => None,
        _ if facts.is_cancelled => Some(Dropped::BookingCancelled),
        _ if has_begun => Some(Dropped::TooLate),
        Notice::Confirmation => (!settings.confirmations).then_some(Dropped::SwitchedOff),
        Notice::Rescheduled { .. } if !settings.changes => Some(Dropped::SwitchedOff),
        Notice::Rescheduled { sequence } => (sequence != facts.sequence).then_some(Dropped::Superseded),
        Notice::Reminder { minutes, sequence } => {
            return Some(judge_reminder(minutes, sequence, facts, settings, zone, now));
        }
    };
    Some(dropped.map_or(Verdict::Send, Verdict::Drop))
}

/// What becomes of a notice of a booking that is due at `due_at`, as things are now: the instant at which it is sent, or why it
/// is not; none if it is not one of a booking.
pub fn foresee_booking(
    notice: Notice,
    facts: BookingFacts,
    settings: &NoticeSettings,
    zone: &TimeZone,
    due_at: Timestamp,
) -> Option<Result<Timestamp, Dropped>> {
    let mut at = due_at;
    loop {
        match judge_booking(notice, facts, settings, zone, at)? {
            Verdict::Send => return Some(Ok(at)),
            Verdict::Drop(why) => return Some(Err(why)),
            Verdict::Wait(until) => at = until, // always later than `at`
        }
    }
}

fn judge_reminder(
    minutes: u32,
    sequence: u32,
    facts: BookingFacts,
    settings: &NoticeSettings,
    zone: &TimeZone,
    now: Timestamp,
) -> Verdict {
    let due_at = |minutes: u32| {
        let before = SignedDuration::from_mins(i64::from(minutes));
        facts.starts_at.checked_sub(before).unwrap_or(Timestamp::MIN)
    };
    if sequence != facts.sequence {
        return Verdict::Drop(Dropped::Superseded);
    }
    if !settings.reminders.contains(&Some(minutes)) {
        return Verdict::Drop(Dropped::SwitchedOff);
    }
    // Two that waited for the same morning, or for a mail server, would say the same twice.
    if settings.reminders.iter().flatten().any(|other| *other < minutes && due_at(*other) <= now) {
        return Verdict::Drop(Dropped::Superseded);
    }
    let allowed_at = settings.next_allowed(now.max(due_at(minutes)), zone);
    if allowed_at >= facts.starts_at {
        Verdict::Drop(Dropped::TooLate)
    } else if allowed_at > now {
        Verdict::Wait(allowed_at)
    } else {
        Verdict::Send
    }
}

/// Judges an overdue notice.
pub fn judge_overdue(
    step: OverdueStep,
    facts: InvoiceFacts,
    settings: &NoticeSettings,
    zone: &TimeZone,
    now: Timestamp,
) -> Verdict {
    let today = zone.to_datetime(now).date();
    let day_of = |step| settings.days(step).map(|days| facts.due_date.saturating_add(i64::from(days).days()));
    let Some(day) = day_of(step) else { return Verdict::Drop(Dropped::SwitchedOff) };
    if !facts.is_due {
        return Verdict::Drop(Dropped::Settled);
    }
    // Whether the invoice stands is for the admin to say: credit it, or ask for the money in person.
    if facts.booking_is_cancelled {
        return Verdict::Drop(Dropped::BookingCancelled);
    }
    let is_later = |other: &OverdueStep| *other > step;
    if OverdueStep::ALL.into_iter().filter(is_later).filter_map(day_of).any(|later| later <= today) {
        return Verdict::Drop(Dropped::Superseded);
    }
    let begins = instant_of(day, Time::midnight(), zone);
    let allowed_at = settings.next_allowed(now.max(begins), zone);
    if allowed_at > now { Verdict::Wait(allowed_at) } else { Verdict::Send }
}

#[cfg(test)]
mod tests;
