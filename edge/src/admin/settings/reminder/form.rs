//! The form Reminders: what is sent by itself, and when it waits.

use jiff::civil::Time;
use shared::{
    delivery::notice::{NoticeSettings, QuietHours},
    fault::Fault,
    limits,
};

use crate::web::fields::Fields;

/// Names in the form.
pub const NAMES: &[&str] = &[
    "version",
    "confirmations",
    "changes",
    "reminder_1",
    "reminder_2",
    "overdue_1",
    "overdue_2",
    "overdue_3",
    "quiet_from",
    "quiet_until",
];

/// The reminders to choose from, in minutes before the start.
pub const REMINDERS: [u32; 11] = [15, 30, 60, 120, 180, 360, 720, 1_440, 2_880, 4_320, 10_080];

/// The overdue fields in their order.
pub const OVERDUE: [&str; 3] = ["overdue_1", "overdue_2", "overdue_3"];

/// What the form holds: what is stored, or what was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NoticeForm {
    /// Version of the settings that the form showed; none if it is no number.
    pub version: Option<i64>,
    /// Whether bookings are confirmed.
    pub confirmations: bool,
    /// Whether changes are told.
    pub changes: bool,
    /// Minutes before the start; empty for none.
    pub reminders: [String; 2],
    /// Days after the due date; empty for none.
    pub overdue: [String; 3],
    /// Wall time, `21:00`; empty for no quiet hours.
    pub quiet_from: String,
    /// Wall time.
    pub quiet_until: String,
}

impl NoticeForm {
    /// Reads the form.
    pub fn parse(fields: &Fields) -> Self {
        let text = |name| fields.text(name).to_owned();
        Self {
            version: fields.text("version").parse().ok(),
            confirmations: fields.text("confirmations") == "on",
            changes: fields.text("changes") == "on",
            reminders: ["reminder_1", "reminder_2"].map(text),
            overdue: OVERDUE.map(text),
            quiet_from: text("quiet_from"),
            quiet_until: text("quiet_until"),
        }
    }

    /// The form of what is stored.
    pub fn of(settings: &NoticeSettings, version: i64) -> Self {
        let number = |value: Option<u32>| value.map(|value| value.to_string()).unwrap_or_default();
        let clock = |time: fn(QuietHours) -> Time| {
            settings.quiet_hours.map(|quiet| time(quiet).strftime("%H:%M").to_string()).unwrap_or_default()
        };
        Self {
            version: Some(version),
            confirmations: settings.confirmations,
            changes: settings.changes,
            reminders: settings.reminders.map(number),
            overdue: settings.overdue.map(number),
            quiet_from: clock(|quiet| quiet.from),
            quiet_until: clock(|quiet| quiet.until),
        }
    }

    /// The settings that were chosen.
    ///
    /// # Errors
    /// Every field to mend, with a sentence that says how.
    pub fn decide(&self) -> Result<NoticeSettings, Vec<Fault>> {
        let mut faults = Vec::new();
        let [first, second] = &self.reminders;
        let reminders = [reminder(first, "reminder_1", &mut faults), reminder(second, "reminder_2", &mut faults)];
        if let [Some(first), Some(second)] = reminders
            && first == second
        {
            let detail = "Choose another time for the second reminder, or none.";
            faults.push(Fault::new("reminders_equal", "reminder_2", detail));
        }
        let overdue = self.overdue(&mut faults);
        let quiet_hours = self.quiet_hours(&mut faults);
        if faults.is_empty() {
            let (confirmations, changes) = (self.confirmations, self.changes);
            Ok(NoticeSettings { confirmations, changes, reminders, overdue, quiet_hours })
        } else {
            Err(faults)
        }
    }

    fn overdue(&self, faults: &mut Vec<Fault>) -> [Option<u32>; 3] {
        let mut before = 0;
        let mut decided = [None; 3];
        for ((text, name), slot) in self.overdue.iter().zip(OVERDUE).zip(&mut decided) {
            if text.is_empty() {
                continue;
            }
            match text.parse::<u32>() {
                Ok(days) if (1..=limits::OVERDUE_DAYS_MAX).contains(&days) && days > before => {
                    before = days;
                    *slot = Some(days);
                }
                Ok(days) if (1..=limits::OVERDUE_DAYS_MAX).contains(&days) => {
                    let detail = format!("Enter more than {before} days: this notice comes after the one before it.");
                    faults.push(Fault::new("overdue_order", name, detail));
                }
                _ => {
                    let max = limits::OVERDUE_DAYS_MAX;
                    let detail = format!(
                        "Enter a whole number of days from 1 to {max}, such as 10, or leave the field empty to send none."
                    );
                    faults.push(Fault::new("overdue_days", name, detail));
                }
            }
        }
        decided
    }

    fn quiet_hours(&self, faults: &mut Vec<Fault>) -> Option<QuietHours> {
        if self.quiet_from.is_empty() && self.quiet_until.is_empty() {
            return None;
        }
        let from = clock(&self.quiet_from, "quiet_from", faults);
        let until = clock(&self.quiet_until, "quiet_until", faults);
        let (from, until) = from.zip(until)?;
        if from == until {
            let detail = "Choose an end other than the beginning, or leave both empty for no quiet hours.";
            faults.push(Fault::new("quiet_hours", "quiet_until", detail));
            return None;
        }
        Some(QuietHours { from, until })
    }
}

fn reminder(text: &str, name: &str, faults: &mut Vec<Fault>) -> Option<u32> {
    if text.is_empty() {
        return None;
    }
    let minutes = text.parse().ok().filter(|minutes| (5..=limits::REMINDER_MINUTES_MAX).contains(minutes));
    if minutes.is_none() {
        faults.push(Fault::new("reminder", name, "Choose one of the times in the list, or none."));
    }
    minutes
}

fn clock(text: &str, name: &str, faults: &mut Vec<Fault>) -> Option<Time> {
    let time = Time::strptime("%H:%M", text).ok();
    if time.is_none() {
        let detail = "Enter the time as hours and minutes, such as 21:00, or leave both empty for no quiet hours.";
        faults.push(Fault::new("time", name, detail));
    }
    time
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(text: &str) -> NoticeForm {
        NoticeForm::parse(&Fields::parse(text.as_bytes(), NAMES).unwrap())
    }

    #[test]
    fn what_is_stored_survives_its_form() {
        let none = NoticeSettings {
            confirmations: false,
            changes: false,
            reminders: [None, None],
            overdue: [None, Some(7), None],
            quiet_hours: None,
        };
        for settings in [NoticeSettings::default(), none] {
            assert_eq!(NoticeForm::of(&settings, 3).decide(), Ok(settings));
        }
    }

    #[test]
    fn every_fault_stands_at_its_field() {
        for (text, expected) in [
            ("", ""),
            ("reminder_1=1440&reminder_2=60&overdue_1=3&overdue_3=20&quiet_from=21%3A00&quiet_until=08%3A00", ""),
            ("reminder_1=60&reminder_2=60", "reminder_2"),
            ("reminder_1=0&reminder_2=soon", "reminder_1 reminder_2"),
            ("reminder_1=20161", "reminder_1"),
            ("overdue_1=0&overdue_2=-1&overdue_3=181", "overdue_1 overdue_2 overdue_3"),
            ("overdue_1=10&overdue_2=10&overdue_3=11", "overdue_2"),
            ("overdue_1=10&overdue_3=3", "overdue_3"),
            ("quiet_from=21%3A00", "quiet_until"),
            ("quiet_from=25%3A00&quiet_until=x", "quiet_from quiet_until"),
            ("quiet_from=08%3A00&quiet_until=08%3A00", "quiet_until"),
        ] {
            let faults = form(text).decide().err().unwrap_or_default();
            let found: Vec<&str> = faults.iter().map(|fault| fault.pointer.as_str()).collect();
            assert_eq!(found.join(" "), expected, "{text}");
        }
    }
}
