// Words and figures from the browser's Intl: no time-zone table, no plural rules and no currency list travel with the
// widget. Rust sees it through browser.rs; the first view uses the same functions.
//
// None of them throws, whatever the page's attributes, the server's data or an older engine bring: each has something
// plainer to say instead.

const formats = new Map();

const safely = (work, plain) => (...given) => {
  try {
    return work(...given);
  } catch {
    return plain(...given);
  }
};

/** A formatter is costly to make and cheap to use, so each one is made once. */
function cached(Type, locale, options) {
  const key = Type.name + locale + JSON.stringify(options);
  if (!formats.has(key)) formats.set(key, new Type(locale, options));
  return formats.get(key);
}

const dateFormat = (locale, options) => cached(Intl.DateTimeFormat, locale, options);
const numberFormat = (locale, options) => cached(Intl.NumberFormat, locale, options);

/** Amounts stay decimal strings: Intl formats them exactly, a Number could not. */
export const money = safely(
  (locale, currency, amount) => numberFormat(locale, { style: "currency", currency }).format(amount),
  (_locale, currency, amount) => `${currency} ${amount}`,
);

export const percent = safely(
  (locale, rate) => numberFormat(locale, { style: "unit", unit: "percent", maximumFractionDigits: 2 }).format(rate),
  (_locale, rate) => `${rate}%`,
);

/** "45 min", "1 hr 30 min". The loader draws the same text before the widget is there. */
export const duration = safely(
  (locale, minutes) => {
    const part = (unit, value) => numberFormat(locale, { style: "unit", unit, unitDisplay: "short" }).format(value);
    const hours = Math.floor(minutes / 60);
    const rest = minutes % 60;
    return [hours && part("hour", hours), (rest || !hours) && part("minute", rest)].filter(Boolean).join(" ");
  },
  (_locale, minutes) => `${minutes} min`,
);

const DAY = { weekday: "long", day: "numeric", month: "long", timeZone: "UTC" };
const MONTH = { month: "long", year: "numeric", timeZone: "UTC" };
const DATE = { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" };

const civil = (options) => safely((locale, date) => dateFormat(locale, options).format(new Date(date)), (_locale, date) => date);

/** A civil date, `YYYY-MM-DD`: "Tuesday 3 March", "3 March 2026" or, of a month, "March 2026". */
export const dayName = civil(DAY);
export const dateName = civil(DATE);
export const monthName = civil(MONTH);

/** The name of a weekday, 1 for Monday; `style` is `long`, `short` or `narrow`. 5 January 1970 was a Monday. */
export const weekdayName = safely(
  (locale, weekday, style) => dateFormat(locale, { weekday: style, timeZone: "UTC" }).format(new Date(Date.UTC(1970, 0, 4 + weekday))),
  (_locale, weekday) => String(weekday),
);

const SUNDAY_FIRST = /-(US|CA|MX|BR|JP|IL)\b/i;

/** First weekday, 1 for Monday: from the browser where it knows, else by the countries that start on Sunday. */
export const firstWeekday = safely(
  (locale) => {
    const tag = new Intl.Locale(locale);
    const info = tag.getWeekInfo?.() ?? tag.weekInfo;
    return info?.firstDay ?? (SUNDAY_FIRST.test(locale) ? 7 : 1);
  },
  () => 1,
);

const clockOptions = (timeZone, hourCycle) => ({
  hour: "2-digit",
  minute: "2-digit",
  timeZone,
  ...(hourCycle && { hourCycle }),
});

/** "14:30" */
export const clock = safely(
  (locale, zone, hourCycle, instant) => dateFormat(locale, clockOptions(zone, hourCycle)).format(new Date(instant)),
  (_locale, _zone, _hourCycle, instant) => instant.slice(11, 16),
);

/** "Tuesday 3 March" and "14:30 – 15:15", with a capital in every language: the day starts a line wherever it stands. */
export const interval = safely(
  (locale, zone, hourCycle, start, end) => {
    const [from, to] = [new Date(start), new Date(end)];
    const day = { weekday: "long", day: "numeric", month: "long" };
    const days = dateFormat(locale, { ...day, timeZone: zone });
    const times = dateFormat(locale, clockOptions(zone, hourCycle));
    const range = (format) => format.formatRange?.(from, to) ?? [from, to].map((instant) => format.format(instant)).join(" – ");
    // Past midnight, both ends carry their day.
    const isOneDay = days.format(from) === days.format(to);
    const texts = isOneDay ? [days.format(from), range(times)] : [range(dateFormat(locale, { ...day, ...clockOptions(zone, hourCycle) })), ""];
    return [texts[0].charAt(0).toLocaleUpperCase(locale) + texts[0].slice(1), texts[1]];
  },
  (_locale, _zone, _hourCycle, start, end) => [start.slice(0, 10), `${start.slice(11, 16)} – ${end.slice(11, 16)}`],
);

/** The wall time of an instant in a zone, as `YYYY-MM-DDTHH:MM`; an empty instant is now, and what is no instant is empty. */
export const wallTime = safely(
  (zone, instant) => {
    const options = { year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
    const format = dateFormat("en", { ...options, timeZone: zone });
    const part = Object.fromEntries(format.formatToParts(instant ? new Date(instant) : new Date()).map((p) => [p.type, p.value]));
    return `${part.year}-${part.month}-${part.day}T${part.hour}:${part.minute}`;
  },
  () => "",
);

/** "Central European Time" where the browser knows generic names, else the zone's city. */
export const zoneName = safely(
  (locale, zone) => {
    const parts = dateFormat(locale, { timeZone: zone, timeZoneName: "longGeneric" }).formatToParts(new Date());
    return parts.find((part) => part.type === "timeZoneName").value;
  },
  (_locale, zone) => zone.split("/").pop().replaceAll("_", " "),
);

/** The viewer's zone where its clocks differ from the tenant's now or in half a year, else nothing. */
export const otherZone = safely(
  (zone) => {
    const viewer = new Intl.DateTimeFormat().resolvedOptions().timeZone;
    const halfYear = new Date(Date.now() + 182 * 86_400_000).toISOString();
    const same = !viewer || ["", halfYear].every((instant) => wallTime(zone, instant) === wallTime(viewer, instant));
    return same ? "" : viewer;
  },
  () => "",
);

// Every country of ISO 3166-1, as the API takes them.
const COUNTRIES =
  "ADAEAFAGAIALAMAOAQARASATAUAWAXAZBABBBDBEBFBGBHBIBJBLBMBNBOBQBRBSBTBVBWBYBZCACCCDCFCGCHCICKCLCMCNCOCRCUCVCWCXCYCZDEDJDKDMDODZECEEEGEHERESETFIFJFKFMFOFRGAGBGDGEGFGGGHGIGLGMGNGPGQGRGSGTGUGWGYHKHMHNHRHTHUIDIEILIMINIOIQIRISITJEJMJOJPKEKGKHKIKMKNKPKRKWKYKZLALBLCLILKLRLSLTLULVLYMAMCMDMEMFMGMHMKMLMMMNMOMPMQMRMSMTMUMVMWMXMYMZNANCNENFNGNINLNONPNRNUNZOMPAPEPFPGPHPKPLPMPNPRPSPTPWPYQARERORSRURWSASBSCSDSESGSHSISJSKSLSMSNSOSRSSSTSVSXSYSZTCTDTFTGTHTJTKTLTMTNTOTRTTTVTWTZUAUGUMUSUYUZVAVCVEVGVIVNVUWFWSYEYTZAZMZW";

/** Country codes and names in the reader's language, in its alphabetical order: code, name, code, name. */
export function countries(locale) {
  const name = safely((code) => new Intl.DisplayNames(locale, { type: "region" }).of(code), (code) => code);
  const rows = COUNTRIES.match(/../g).map((code) => [code, name(code)]);
  return rows.sort((a, b) => a[1].localeCompare(b[1], locale)).flat();
}
