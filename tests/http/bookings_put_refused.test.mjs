// PUT /api/v1/{tenant}/bookings/{uuid}: every way in which it is refused before anything is stored.
import assert from "node:assert/strict";
import { test } from "node:test";
import { booking, freeStarts, putBooking, send, tenantsOf, uuid7 } from "../lib/client.mjs";
import { assertProblem, refused } from "../lib/problems.mjs";

const slug = tenantsOf(import.meta.url)();
const [start] = await freeStarts(slug);
const customer = { name: "Amina Peeters", email: "amina@example.com" };
const good = booking(start);

const invalid = [
  ["an empty name", { customer: { ...customer, name: "  " } }, ["/customer/name required"]],
  ["a name with a line break", { customer: { ...customer, name: "a\nb" } }, ["/customer/name text"]],
  ["a name of 121 letters", { customer: { ...customer, name: "é".repeat(121) } }, ["/customer/name too_long"]],
  ["no e-mail address", { customer: { ...customer, email: "" } }, ["/customer/email required"]],
  ["an e-mail address without a domain", { customer: { ...customer, email: "amina@" } }, ["/customer/email email"]],
  ["an e-mail address with a second one", { customer: { ...customer, email: "a@b.be,c@d.be" } }, ["/customer/email email"]],
  ["a phone number with letters", { customer: { ...customer, phone: "call me" } }, ["/customer/phone phone"]],
  ["a VAT number with a wrong check digit", { customer: { ...customer, company: { name: "X", vat_number: "BE0202239952" } } }, ["/customer/company/vat_number vat_number"]],
  ["a company without a name", { customer: { ...customer, company: { name: "" } } }, ["/customer/company/name required"]],
  ["a country of three letters", { customer: { ...customer, address: { street: "a", postal_code: "1", city: "b", country: "BEL" } } }, ["/customer/address/country country"]],
  ["no seats", { seats: 0 }, ["/seats seats"]],
  ["too many seats", { seats: 101 }, ["/seats seats"]],
  ["a start that is no instant", { starts_at: "tomorrow" }, ["/starts_at instant"]],
  ["a start without a zone", { starts_at: "2026-12-01T09:00:00" }, ["/starts_at instant"]],
  ["notes of 2001 letters", { notes: "n".repeat(2001) }, ["/notes too_long"]],
  ["several faults at once", { seats: 0, customer: { name: "", email: "x" } }, ["/customer/email email", "/customer/name required", "/seats seats"]],
];
for (const [name, change, expected] of invalid) {
  test(`422: ${name}`, async () => {
    const problem = assertProblem(await putBooking(slug, uuid7(), { ...good, ...change }), 422, "validation");
    assert.deepEqual(refused(problem), expected);
    for (const { detail } of problem.errors) assert.match(detail, /^[A-Z].*\.$/);
  });
}

const unknown = [
  ["a price", { price: "0.01" }, "/price"],
  ["a number", { number: "INV-1" }, "/number"],
  ["a status", { status: "paid" }, "/status"],
  ["a field of the customer", { customer: { ...customer, discount: 1 } }, "/customer/discount"],
];
for (const [name, change, pointer] of unknown) {
  test(`refused: ${name} cannot be sent`, async () => {
    const answer = await putBooking(slug, uuid7(), { ...good, ...change });
    assert.ok([400, 422].includes(answer.status), answer.text);
    if (answer.status === 422) assert.ok(assertProblem(answer, 422, "validation").errors.some((item) => pointer.startsWith(item.pointer)));
    else assertProblem(answer, 400, "malformed");
  });
}

const malformed = [
  ["nothing", ""],
  ["half an object", '{"service": "visit"'],
  ["words", "please book me in"],
  ["two values", `${JSON.stringify(good)} {}`],
  ["bytes that are not UTF-8", Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d])],
];
for (const [name, body] of malformed) {
  test(`400: ${name}`, async () => {
    const answer = await send(`/api/v1/${slug}/bookings/${uuid7()}`, { method: "PUT", headers: { "content-type": "application/json" }, body });
    assertProblem(answer, 400, "malformed");
  });
}

const missing = [
  ["an array instead of an object", "[]"],
  ["no customer", { service: "visit", starts_at: start }],
  ["a number where text belongs", { ...good, service: 5 }],
  ["text where a number belongs", { ...good, seats: "2" }],
];
for (const [name, body] of missing) {
  test(`refused: ${name}`, async () => {
    const answer = await putBooking(slug, uuid7(), body);
    assert.ok([400, 422].includes(answer.status), answer.text);
    assertProblem(answer, answer.status, answer.status === 422 ? "validation" : "malformed");
  });
}

test("413: a body over 64 KiB, whether or not its length is announced", async () => {
  const large = JSON.stringify({ ...good, notes: "n".repeat(65 * 1024) });
  assertProblem(await putBooking(slug, uuid7(), large), 413, "body-too-large");
  const stream = new ReadableStream({
    start(controller) {
      controller.enqueue(new TextEncoder().encode(large));
      controller.close();
    },
  });
  const path = new URL(`/api/v1/${slug}/bookings/${uuid7()}`, process.env.BOOKSLIP_URL);
  const response = await fetch(path, { method: "PUT", headers: { "content-type": "application/json" }, body: stream, duplex: "half" });
  assert.equal(response.status, 413);
});

test("415: another content type", async () => {
  for (const type of ["text/plain", "application/x-www-form-urlencoded"]) {
    assertProblem(await putBooking(slug, uuid7(), good, { "content-type": type }), 415, "unsupported-media-type");
  }
});

test("the content type may carry a charset", async () => {
  const answer = await putBooking(slug, uuid7(), { ...good, seats: 0 }, { "content-type": "application/json; charset=utf-8" });
  assertProblem(answer, 422, "validation");
});

test("404: an unknown tenant, an unknown service", async () => {
  assertProblem(await putBooking("nobody", uuid7(), good), 404, "not-found");
  assertProblem(await putBooking(slug, uuid7(), { ...good, service: "nothing" }), 404, "not-found");
});

test("an id that is no UUID is refused", async () => {
  for (const id of ["1", "not-a-uuid", "00000000-0000-0000-0000-00000000000g"]) {
    const answer = await putBooking(slug, id, good);
    assert.ok([400, 404, 422].includes(answer.status), answer.text);
  }
});

test("405: a booking is put, nothing else", async () => {
  for (const method of ["GET", "POST", "DELETE", "PATCH"]) {
    const answer = await send(`/api/v1/${slug}/bookings/${uuid7()}`, { method });
    assertProblem(answer, 405, "method-not-allowed");
    assert.match(answer.headers.get("allow") ?? "", /PUT/);
  }
});

test("nothing of all this was stored: the first number is still free", async () => {
  const answer = await putBooking(slug, uuid7(), good);
  assert.equal(answer.status, 201, answer.text);
  assert.match(answer.body.document.number, /-0001$/);
});
