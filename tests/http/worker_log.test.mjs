// The log of the whole suite, read after the other files: one line per request, its cost, and nothing about a person.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

const lines = readFileSync(process.env.BOOKSLIP_LOG, "utf8")
  .split("\n")
  .filter((line) => line.startsWith("{") && line.includes('"route"'))
  .map((line) => ({ line, ...JSON.parse(line) }));
const of = (method, route, status) => lines.filter((entry) => entry.method === method && entry.route === route && entry.status === status);

test("every request has its line", () => assert.ok(lines.length > 500, `${lines.length} lines`));

test("no line holds a name, an address, a note, a key or a link", () => {
  // What the tests typed, and the shape of every secret.
  const personal = /example\.com|Amina|Peeters|Vandenbroucke|Korenbloem|Ring twice|470 12 34 56|BE0202239951|bsk_|[\w-]{43}/i;
  assert.deepEqual(lines.filter(({ line }) => personal.test(line)).map(({ line }) => line), []);
});

test("a route is a pattern, never the address that was asked", () => {
  for (const { route } of lines) assert.match(route, /^(?:-|\/(?:[a-z0-9.-]+|\{[a-z]+\})?(?:\/(?:[a-z0-9.-]+|\{[a-z]+\}))*)$/);
});

test("nothing failed on our side", () => {
  assert.deepEqual(lines.filter(({ status, defect }) => status >= 500 || defect).map(({ line }) => line), []);
});

test("slots cost one batch; a booking one or two; health none", () => {
  const batches = (entries) => [...new Set(entries.map(({ d1_batches }) => d1_batches))].sort();
  assert.deepEqual(batches(of("GET", "/api/v1/{tenant}/slots", 200)), [1]);
  assert.deepEqual(batches(of("PUT", "/api/v1/{tenant}/bookings/{id}", 201)), [1, 2]);
  assert.deepEqual(batches(of("GET", "/healthz", 200)), [0]);
});
