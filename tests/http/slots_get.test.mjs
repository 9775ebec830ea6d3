// GET /api/v1/{tenant}/slots: when a service can start.
import assert from "node:assert/strict";
import { test } from "node:test";
import { book, booking, day, getSlots, putBooking, send, tenantsOf, uuid7 } from "../lib/client.mjs";
import { assertProblem, refused } from "../lib/problems.mjs";

const tenant = tenantsOf(import.meta.url);
const shared = tenant();
const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;

const hourIn = (zone, at) =>
  Number(new Intl.DateTimeFormat("en-GB", { timeZone: zone, hour: "2-digit", hourCycle: "h23" }).format(new Date(at)));

test("slots are UTC instants on the grid inside the opening hours, ascending, each once", async () => {
  const { status, body } = await getSlots(shared, { from: day(3), to: day(9) });
  assert.equal(status, 200);
  assert.equal(body.time_zone, "Europe/Brussels");
  assert.deepEqual(Object.keys(body).sort(), ["full", "slots", "time_zone"]);
  const starts = body.slots.map(({ starts_at }) => starts_at);
  assert.deepEqual(starts, [...new Set(starts)].sort());
  // Twelve hours, a visit an hour, seven days; opening hours hold in wall time, so a clock change moves nothing.
  assert.equal(starts.length, 12 * 7);
  for (const slot of body.slots) {
    assert.match(slot.starts_at, instant);
    assert.match(slot.ends_at, instant);
    assert.equal(Date.parse(slot.ends_at) - Date.parse(slot.starts_at), 3_600_000);
    assert.equal(slot.seats_left, 2);
    const hour = hourIn("Europe/Brussels", slot.starts_at);
    assert.ok(hour >= 8 && hour <= 19, slot.starts_at);
  }
});

test("a booking takes its seats; a course keeps the others", async () => {
  const slug = tenant();
  const { request } = await book(slug, { service: "course" });
  const at = async () => (await getSlots(slug, { service: "course" })).body.slots.find((slot) => slot.starts_at === request.starts_at);
  assert.equal((await at()).seats_left, 2);
  const visits = (await getSlots(slug)).body.slots.find((slot) => slot.starts_at === request.starts_at);
  assert.equal(visits.seats_left, 1, "Ada gives the course, so only Bo can visit");
});

test("a resource narrows the slots to its own", async () => {
  const slug = tenant();
  const { answer, request } = await book(slug);
  const slots = async (person) => (await getSlots(slug, { resource: `id-${slug}-${person}` })).body.slots.map(({ starts_at }) => starts_at);
  const [taken, free] = answer.booking.resource === "Ada" ? ["ada", "bo"] : ["bo", "ada"];
  assert.ok(!(await slots(taken)).includes(request.starts_at));
  assert.ok((await slots(free)).includes(request.starts_at));
});

test("a day on which everything is taken is full; a day without hours is not", async () => {
  const slug = tenant();
  const resource = `id-${slug}-ada`;
  const asked = { from: day(5), to: day(6), resource };
  const { body } = await getSlots(slug, asked);
  assert.deepEqual(body.full, []);
  for (const { starts_at } of body.slots.filter((slot) => slot.starts_at.startsWith(day(5)))) {
    assert.equal((await putBooking(slug, uuid7(), booking(starts_at, { resource }))).status, 201);
  }
  assert.deepEqual((await getSlots(slug, asked)).body.full, [day(5)]);
  assert.deepEqual((await getSlots(slug, { from: day(5), to: day(6) })).body.full, [], "Bo is free");
  assert.deepEqual((await getSlots(slug, { from: day(300), to: day(310) })).body.full, [], "after the booking window");
});

test("days in the past and days after the booking window offer nothing", async () => {
  for (const [from, to] of [[day(-20), day(-2)], [day(300), day(310)]]) {
    const { status, body } = await getSlots(shared, { from, to });
    assert.equal(status, 200);
    assert.deepEqual(body.slots, []);
  }
});

test("sixty-two days are answered, sixty-three are refused", async () => {
  assert.equal((await getSlots(shared, { from: day(1), to: day(62) })).status, 200);
  const refusal = await getSlots(shared, { from: day(1), to: day(63) });
  assert.ok([400, 422].includes(refusal.status), refusal.text);
});

const bad = [
  ["no service", { from: day(1), to: day(2) }],
  ["no dates", { service: "visit" }],
  ["a date that does not exist", { service: "visit", from: "2026-02-30", to: "2026-03-01" }],
  ["a date in another format", { service: "visit", from: "1/2/2026", to: day(2) }],
  ["the end before the start", { service: "visit", from: day(5), to: day(2) }],
];
for (const [name, query] of bad) {
  test(`refused: ${name}`, async () => {
    const answer = await send(`/api/v1/${shared}/slots?${new URLSearchParams(query)}`);
    assert.ok([400, 422].includes(answer.status), answer.text);
    assertProblem(answer, answer.status, answer.status === 400 ? "malformed" : "validation");
  });
}

test("an unknown service or tenant is not found; an unknown resource is a field to mend", async () => {
  assertProblem(await getSlots(shared, { service: "nothing" }), 404, "not-found");
  assertProblem(await getSlots("nobody"), 404, "not-found");
  const problem = assertProblem(await getSlots(shared, { resource: "nobody" }), 422, "validation");
  assert.deepEqual(refused(problem), ["/resource resource"]);
});
