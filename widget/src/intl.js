// Words and figures from the browser's Intl: no time-zone table, no plural rules and no currency list travel with the
// widget. Rust sees it through browser.rs; the loader uses the same functions for its first view.

const formats = new Map();

/** A formatter is costly to make and cheap to use, so each one is made once. */
function cached(Type, locale, options) {
  const key = Type.name + locale + JSON.stringify(options);
  if (!formats.has(key)) formats.set(key, new Type(locale, options));
  return formats.get(key);
}

const dateFormat = (locale, options) => cached(Intl.DateTimeFormat, locale, options);
const numberFormat = (locale, options) => cached(Intl.NumberFormat, locale, options);

/** Amounts stay decimal strings: Intl formats them exactly, a Number could not. */
export const money = (locale, currency, amount) => numberFormat(locale, { style: "currency", currency }).format(amount);

export const percent = (locale, rate) =>
  numberFormat(locale, { style: "unit", unit: "percent", maximumFractionDigits: 2 }).format(rate);

/** "45 min", "1 hr 30 min". The loader draws the same text before the widget is there. */
export function duration(locale, minutes) {
  const part = (unit, value) => numberFormat(locale, { style: "unit", unit, unitDisplay: "short" }).format(value);
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  return [hours && part("hour", hours), (rest || !hours) && part("minute", rest)].filter(Boolean).join(" ");
}

const DAY = { weekday: "long", day: "numeric", month: "long", timeZone: "UTC" };
const MONTH = { month: "long", year: "numeric", timeZone: "UTC" };
const DATE = { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" };

/** A civil date, `YYYY-MM-DD`: "Tuesday 3 March", "3 March 2026" or, of a month, "March 2026". */
export const dayName = (locale, date) => dateFormat(locale, DAY).format(new Date(date));
export const dateName = (locale, date) => dateFormat(locale, DATE).format(new Date(date));
export const monthName = (locale, date) => dateFormat(locale, MONTH).format(new Date(date));

/** The name of a weekday, 1 for Monday; `style` is `long`, `short` or `narrow`. 5 January 1970 was a Monday. */
export const weekdayName = (locale, weekday, style) =>
  dateFormat(locale, { weekday: style, timeZone: "UTC" }).format(new Date(Date.UTC(1970, 0, 4 + weekday)));

const SUNDAY_FIRST = /-(US|CA|MX|BR|JP|IL)\b/i;

/** First weekday, 1 for Monday: from the browser where it knows, else by the countries that start on Sunday. */
export function firstWeekday(locale) {
  const tag = new Intl.Locale(locale);
  const info = tag.getWeekInfo?.() ?? tag.weekInfo;
  return info?.firstDay ?? (SUNDAY_FIRST.test(locale) ? 7 : 1);
}

const clockOptions = (timeZone, hourCycle) => ({
  hour: "2-digit",
  minute: "2-digit",
  timeZone,
  ...(hourCycle && { hourCycle }),
});

/** "14:30" */
export const clock = (locale, zone, hourCycle, instant) =>
  dateFormat(locale, clockOptions(zone, hourCycle)).format(new Date(instant));

/** "Tuesday 3 March, 14:30 – 15:15", with a capital in every language: it starts a line wherever it stands. */
export function interval(locale, zone, hourCycle, start, end) {
  const options = { weekday: "long", day: "numeric", month: "long", ...clockOptions(zone, hourCycle) };
  const text = dateFormat(locale, options).formatRange(new Date(start), new Date(end));
  return text.charAt(0).toLocaleUpperCase(locale) + text.slice(1);
}

/** The wall time of an instant in a zone, as `YYYY-MM-DDTHH:MM`; an empty instant is now. */
export function wallTime(zone, instant) {
  const options = { year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
  const format = dateFormat("en", { ...options, timeZone: zone });
  const part = Object.fromEntries(format.formatToParts(instant ? new Date(instant) : new Date()).map((p) => [p.type, p.value]));
  return `${part.year}-${part.month}-${part.day}T${part.hour}:${part.minute}`;
}

/** "Central European Time" where the browser knows generic names, else the zone's city. */
export function zoneName(locale, zone) {
  try {
    const parts = dateFormat(locale, { timeZone: zone, timeZoneName: "longGeneric" }).formatToParts(new Date());
    return parts.find((part) => part.type === "timeZoneName").value;
  } catch {
    return zone.split("/").pop().replaceAll("_", " ");
  }
}

/** The viewer's zone where its clocks differ from the tenant's now or in half a year, else nothing. */
export function otherZone(zone) {
  const viewer = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  const halfYear = new Date(Date.now() + 182 * 86_400_000).toISOString();
  const same = !viewer || ["", halfYear].every((instant) => wallTime(zone, instant) === wallTime(viewer, instant));
  return same ? "" : viewer;
}

// Every country of ISO 3166-1, as the API takes them.
const COUNTRIES =
  "ADAEAFAGAIALAMAOAQARASATAUAWAXAZBABBBDBEBFBGBHBIBJBLBMBNBOBQBRBSBTBVBWBYBZCACCCDCFCGCHCICKCLCMCNCOCRCUCVCWCXCYCZDEDJDKDMDODZECEEEGEHERESETFIFJFKFMFOFRGAGBGDGEGFGGGHGIGLGMGNGPGQGRGSGTGUGWGYHKHMHNHRHTHUIDIEILIMINIOIQIRISITJEJMJOJPKEKGKHKIKMKNKPKRKWKYKZLALBLCLILKLRLSLTLULVLYMAMCMDMEMFMGMHMKMLMMMNMOMPMQMRMSMTMUMVMWMXMYMZNANCNENFNGNINLNONPNRNUNZOMPAPEPFPGPHPKPLPMPNPRPSPTPWPYQARERORSRURWSASBSCSDSESGSHSISJSKSLSMSNSOSRSSSTSVSXSYSZTCTDTFTGTHTJTKTLTMTNTOTRTTTVTWTZUAUGUMUSUYUZVAVCVEVGVIVNVUWFWSYEYTZAZMZW";

/** Country codes and names in the reader's language, in its alphabetical order: code, name, code, name. */
export function countries(locale) {
  const names = new Intl.DisplayNames(locale, { type: "region" });
  const rows = COUNTRIES.match(/../g).map((code) => [code, names.of(code)]);
  return rows.sort((a, b) => a[1].localeCompare(b[1], locale)).flat();
}
