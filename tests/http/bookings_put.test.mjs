// PUT /api/v1/{tenant}/bookings/{uuid}: the main job.
import assert from "node:assert/strict";
import { test } from "node:test";
import { book, booking, freeStarts, getSlots, putBooking, tenantsOf, uuid7 } from "../lib/client.mjs";
import { assertProblem } from "../lib/problems.mjs";

const tenant = tenantsOf(import.meta.url);
const dateIn = (zone, at = new Date()) => new Intl.DateTimeFormat("en-CA", { timeZone: zone }).format(at);
const today = () => dateIn("Europe/Brussels");
const daysAfter = (date, days) => new Date(Date.parse(`${date}T12:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
const year = () => today().slice(0, 4);

test("flag on: the answer holds the booking and its invoice", async () => {
  const slug = tenant("invoice");
  const { id, request, answer } = await book(slug);
  assert.deepEqual(Object.keys(answer).sort(), ["booking", "calendar_url", "document", "manage_url"]);
  const { reference, resource, ...rest } = answer.booking;
  assert.deepEqual(rest, {
    id,
    status: "confirmed",
    service: "Home visit",
    starts_at: request.starts_at,
    ends_at: new Date(Date.parse(request.starts_at) + 3_600_000).toISOString().replace(".000", ""),
    time_zone: "Europe/Brussels",
  });
  assert.match(reference, /^\S{5,}$/);
  assert.ok(["Ada", "Bo"].includes(resource));
  const { url, pdf_url, due_date, ...figures } = answer.document;
  assert.deepEqual(figures, {
    kind: "invoice",
    number: `INV-${year()}-0001`,
    issue_date: today(),
    currency: "EUR",
    total_without_vat: "60.00",
    vat_total: "12.60",
    total_with_vat: "72.60",
    amount_due: "72.60",
  });
  assert.match(due_date, /^\d{4}-\d\d-\d\d$/);
  assert.ok(due_date >= today());
  for (const link of [url, pdf_url, answer.manage_url, answer.calendar_url]) assert.match(link, /^https?:\/\/[^/]+\/[a-z]\/\S+$/);
});

test("flag off without payment: a quote with its validity, and no due date", async () => {
  const { answer } = await book(tenant("quote"));
  assert.equal(answer.document.kind, "quote");
  assert.equal(answer.document.number, `QUO-${year()}-0001`);
  assert.equal(answer.document.valid_until, daysAfter(today(), 30));
  assert.ok(!("due_date" in answer.document));
});

test("a stored off has no effect where payment is asked; pay later sets the due date", async () => {
  const { answer } = await book(tenant("later"));
  assert.equal(answer.document.kind, "invoice");
  assert.equal(answer.document.due_date, daysAfter(answer.document.issue_date, 14));
  assert.ok(!("valid_until" in answer.document));
});

test("VAT included: the price is what the customer pays", async () => {
  const { answer } = await book(tenant("invoice"), { service: "window" });
  const { total_without_vat, vat_total, total_with_vat } = answer.document;
  assert.deepEqual([total_without_vat, vat_total, total_with_vat], ["100.00", "21.00", "121.00"]);
});

test("seats multiply the price and take their places", async () => {
  const slug = tenant("invoice");
  const { request, answer } = await book(slug, { service: "course", seats: 2 });
  assert.equal(answer.document.total_without_vat, "50.00");
  const next = await putBooking(slug, uuid7(), booking(request.starts_at, { service: "course", seats: 2 }));
  assertProblem(next, 409, "slot-taken");
  const last = await putBooking(slug, uuid7(), booking(request.starts_at, { service: "course" }));
  assert.equal(last.status, 201, last.text);
  assert.equal(last.body.document.number, `INV-${year()}-0002`, "a refused booking leaves no gap in the numbers");
});

const replayed = tenant("invoice");

test("the same id and body again: 200 and the same answer", async () => {
  const { id, request, answer } = await book(replayed);
  for (let again = 0; again < 2; again += 1) {
    const repeat = await putBooking(replayed, id, request);
    assert.equal(repeat.status, 200);
    assert.deepEqual(repeat.body, answer);
  }
});

test("the same id and another body: booking-mismatch, and nothing changes", async () => {
  const { id, request, answer } = await book(replayed);
  const other = { ...request, customer: { ...request.customer, name: "Somebody Else" } };
  assertProblem(await putBooking(replayed, id, other), 409, "booking-mismatch");
  assert.deepEqual((await putBooking(replayed, id, request)).body, answer);
});

test("the same id and body at the same moment: one booking, one number, the same answer for all", async () => {
  const [start] = await freeStarts(replayed);
  const id = uuid7();
  const answers = await Promise.all(Array.from({ length: 8 }, () => putBooking(replayed, id, booking(start))));
  assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 200, 200, 200, 200, 200, 200, 201]);
  for (const { body } of answers) assert.deepEqual(body, answers[0].body);
});

test("a start that is no longer free, or was never offered, is taken", async () => {
  const slug = tenant("invoice");
  const [start] = await freeStarts(slug);
  for (const expected of [201, 201, 409]) {
    const answer = await putBooking(slug, uuid7(), booking(start));
    assert.equal(answer.status, expected, answer.text);
    if (expected === 409) assertProblem(answer, 409, "slot-taken");
  }
  assert.ok(!(await freeStarts(slug)).includes(start));
  const halfHour = new Date(Date.parse(start) + 1_800_000).toISOString();
  const longAgo = "2020-01-01T09:00:00Z";
  for (const never of [halfHour, longAgo]) assertProblem(await putBooking(slug, uuid7(), booking(never)), 409, "slot-taken");
});

test("a wanted resource is the one that is booked", async () => {
  const slug = tenant("quote");
  const [start] = await freeStarts(slug);
  const bo = `id-${slug}-bo`;
  const first = await putBooking(slug, uuid7(), booking(start, { resource: bo }));
  assert.equal(first.body.booking.resource, "Bo");
  assertProblem(await putBooking(slug, uuid7(), booking(start, { resource: bo })), 409, "slot-taken");
  const other = await putBooking(slug, uuid7(), booking(start));
  assert.equal(other.body.booking.resource, "Ada");
});

test("numbers count up per tenant and kind", async () => {
  const slug = tenant("quote");
  const numbers = [];
  for (let index = 0; index < 3; index += 1) numbers.push((await book(slug)).answer.document.number);
  assert.deepEqual(numbers, [1, 2, 3].map((number) => `QUO-${year()}-000${number}`));
});

test("a company with VAT number and address is invoiced in its own name", async () => {
  const slug = tenant("quote");
  const customer = {
    name: "Amina Peeters",
    email: "amina@example.com",
    phone: "+32 470 12 34 56",
    company: { name: "De Korenbloem BV", vat_number: "BE 0202.239.951" },
    address: { street: "Markt 1", postal_code: "9050", city: "Ledeberg", country: "BE" },
  };
  const { answer } = await book(slug, { customer, notes: "Ring twice.\nThe dog is kind.", locale: "nl-BE" });
  assert.equal(answer.document.kind, "quote");
  assert.equal((await getSlots(slug)).status, 200);
});
