//! Figures, dates and times as the customer reads them: the locale, the tenant's zone and the hour cycle in one place.

use crate::{
    browser,
    calendar::{Date, Month},
    messages::{Language, Messages, fill},
};
use shared::api::Price;

/// How everything is written in one widget.
#[derive(Clone, Debug)]
pub struct Format {
    /// The language of the sentences.
    pub language: Language,
    /// The sentences.
    pub messages: &'static Messages,
    /// BCP 47 tag with a region where one is known, such as `en-BE`.
    pub locale: String,
    /// The IANA zone in which every time is shown: the tenant's, or the one that the host page asks for.
    pub zone: String,
    /// `h12`, `h23`, or empty for the locale's own.
    pub hour_cycle: String,
}

impl Format {
    /// An amount with its currency.
    pub fn money(&self, currency: &str, amount: &str) -> String {
        browser::money(&self.locale, currency, amount)
    }

    /// A price without its VAT label.
    pub fn price(&self, price: &Price) -> String {
        self.money(&price.currency, &price.amount)
    }

    /// How VAT relates to a price, with the rate.
    pub fn vat_label(&self, price: &Price) -> String {
        let messages = self.messages;
        let sentence = if price.vat_included { messages.vat_included_rate } else { messages.vat_excluded_rate };
        fill(sentence, &[("rate", &browser::percent(&self.locale, &price.vat_rate))])
    }

    /// A length of time.
    pub fn duration(&self, minutes: u32) -> String {
        browser::duration(&self.locale, minutes)
    }

    /// "Tuesday 3 March"
    pub fn day(&self, date: Date) -> String {
        browser::day_name(&self.locale, &date.text())
    }

    /// "March 2026"
    pub fn month(&self, month: Month) -> String {
        browser::month_name(&self.locale, &month.first().text())
    }

    /// "3 March 2026", from a civil date of the API.
    pub fn date(&self, date: &str) -> String {
        browser::date_name(&self.locale, date)
    }

    /// "14:30"
    pub fn clock(&self, instant: &str) -> String {
        browser::clock(&self.locale, &self.zone, &self.hour_cycle, instant)
    }

    /// "Tuesday 3 March" and "14:30 – 15:15"; the second is empty where the first says it all.
    pub fn interval(&self, starts_at: &str, ends_at: &str) -> (String, String) {
        let mut texts = browser::interval(&self.locale, &self.zone, &self.hour_cycle, starts_at, ends_at).into_iter();
        (texts.next().unwrap_or_default(), texts.next().unwrap_or_default())
    }

    /// Civil date and hour of an instant in that zone.
    pub fn place(&self, instant: &str) -> Option<(Date, u8)> {
        let wall_time = browser::wall_time(&self.zone, instant);
        Some((Date::parse(&wall_time)?, wall_time.get(11..13)?.parse().ok()?))
    }
}
