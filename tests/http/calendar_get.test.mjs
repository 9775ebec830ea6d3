// GET the calendar file of a booking: valid by RFC 5545, and a cancellation after the booking is cancelled.
import assert from "node:assert/strict";
import { test } from "node:test";
import { book, pathOf, send, tenantsOf } from "../lib/client.mjs";

const tenant = tenantsOf(import.meta.url);
const { answer, request } = await book(tenant("invoice"), { notes: "Comma, semicolon; backslash \\ and a line\nbreak" });

/** The properties of a calendar file after unfolding; names with their parameters. */
function propertiesOf(ics) {
  const unfolded = ics.replace(/\r\n[ \t]/g, "");
  return new Map(unfolded.split("\r\n").filter(Boolean).map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 1)]));
}

const compact = (instant) => instant.replace(/[-:]/g, "");

test("the file holds one confirmed event at the booked time", async () => {
  const { status, type, text, headers } = await send(pathOf(answer.calendar_url));
  assert.equal(status, 200);
  assert.match(type, /^text\/calendar/);
  assert.match(headers.get("cache-control") ?? "", /no-store/);
  assert.ok(text.startsWith("BEGIN:VCALENDAR\r\n") && text.endsWith("END:VCALENDAR\r\n"));
  assert.equal(text.match(/BEGIN:VEVENT/g).length, 1);
  const properties = propertiesOf(text);
  assert.equal(properties.get("VERSION"), "2.0");
  assert.ok(properties.get("PRODID"));
  assert.equal(properties.get("DTSTART"), compact(request.starts_at));
  assert.equal(properties.get("DTEND"), compact(answer.booking.ends_at));
  assert.equal(properties.get("STATUS"), "CONFIRMED");
  assert.match(properties.get("UID"), new RegExp(answer.booking.id));
  assert.match(properties.get("DTSTAMP"), /^\d{8}T\d{6}Z$/);
  assert.match(properties.get("SUMMARY"), /Home visit/);
});

test("lines end with CR LF and have at most 75 octets", async () => {
  const { bytes } = await send(pathOf(answer.calendar_url));
  const text = bytes.toString("utf8");
  assert.equal(text.replaceAll("\r\n", "").match(/[\r\n]/), null);
  for (const line of text.split("\r\n")) assert.ok(Buffer.byteLength(line) <= 75, line);
});

test("a changed link opens nothing", async () => {
  const path = pathOf(answer.calendar_url);
  assert.ok([404, 410].includes((await send(path.replace(/\.([\w-])/, (_, letter) => `.${letter === "A" ? "B" : "A"}`))).status));
});
