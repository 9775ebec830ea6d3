//! The browser's side of the widget, declared: see `intl.js` and `browser.js`. Nothing here decides anything.

use wasm_bindgen::prelude::*;
use web_sys::HtmlElement;

#[wasm_bindgen(module = "/src/intl.js")]
extern "C" {
    /// An amount with its currency.
    pub fn money(locale: &str, currency: &str, amount: &str) -> String;
    /// A rate in percent.
    pub fn percent(locale: &str, rate: &str) -> String;
    /// A length of time in hours and minutes.
    pub fn duration(locale: &str, minutes: u32) -> String;
    /// Weekday, day and month of a civil date.
    #[wasm_bindgen(js_name = dayName)]
    pub fn day_name(locale: &str, date: &str) -> String;
    /// Day, month and year of a civil date.
    #[wasm_bindgen(js_name = dateName)]
    pub fn date_name(locale: &str, date: &str) -> String;
    /// Month and year of a civil date.
    #[wasm_bindgen(js_name = monthName)]
    pub fn month_name(locale: &str, date: &str) -> String;
    /// Name of a weekday, 1 for Monday, in a style of `Intl`.
    #[wasm_bindgen(js_name = weekdayName)]
    pub fn weekday_name(locale: &str, weekday: u8, style: &str) -> String;
    /// The locale's first weekday, 1 for Monday.
    #[wasm_bindgen(js_name = firstWeekday)]
    pub fn first_weekday(locale: &str) -> u8;
    /// Time of day of an instant.
    pub fn clock(locale: &str, zone: &str, hour_cycle: &str, instant: &str) -> String;
    /// Day, and both times of an interval.
    pub fn interval(locale: &str, zone: &str, hour_cycle: &str, start: &str, end: &str) -> Vec<String>;
    /// Wall time of an instant, or of now, as `YYYY-MM-DDTHH:MM`.
    #[wasm_bindgen(js_name = wallTime)]
    pub fn wall_time(zone: &str, instant: &str) -> String;
    /// Name of a zone.
    #[wasm_bindgen(js_name = zoneName)]
    pub fn zone_name(locale: &str, zone: &str) -> String;
    /// The viewer's zone where its clocks differ, else an empty text.
    #[wasm_bindgen(js_name = otherZone)]
    pub fn other_zone(zone: &str) -> String;
    /// Codes and names of countries, alternating.
    pub fn countries(locale: &str) -> Vec<String>;
}

#[wasm_bindgen(module = "/src/browser.js")]
extern "C" {
    /// Keeps a text for the life of the tab; an empty text forgets.
    pub fn remember(key: &str, text: &str);
    /// A kept text, or an empty one.
    pub fn recall(key: &str) -> String;
    /// Bytes from the browser's secure source.
    #[wasm_bindgen(js_name = randomBytes)]
    pub fn random_bytes(count: u32) -> Vec<u8>;

    /// Focuses the first match below the root, after drawing.
    pub fn focus(root: &HtmlElement, selector: &str);
    /// Scrolls the first match below the root into view, after drawing.
    pub fn reveal(root: &HtmlElement, selector: &str);
    /// Closes the dialog in which the widget stands.
    pub fn close(host: &HtmlElement);
    /// Puts a text on the clipboard; says whether it is there.
    pub async fn copy(text: &str) -> JsValue;
    /// Raises an event of the public surface on the host element, by its name without the prefix.
    pub fn emit(host: &HtmlElement, name: &str, detail: &JsValue);
    /// Registers a host whose widget lives in this instance.
    pub fn attach(host: &HtmlElement);
    /// Forgets it.
    pub fn detach(host: &HtmlElement);
    /// The instance is about to stop.
    pub fn crashed();
}
