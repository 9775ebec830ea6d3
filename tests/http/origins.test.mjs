// Which sites may call the API: an exact list per tenant, echoed one by one.
import assert from "node:assert/strict";
import { test } from "node:test";
import { base, booking, freeStarts, getCatalogue, putBooking, send, tenantsOf, uuid7 } from "../lib/client.mjs";
import { assertProblem } from "../lib/problems.mjs";
import { site } from "../lib/tenants.mjs";

const slug = tenantsOf(import.meta.url)();
const [start] = await freeStarts(slug);
const strangers = [
  "https://evil.example",
  "https://www.site.example.evil.example",
  "http://www.site.example",
  "https://www.site.example:8443",
  "https://site.example",
  "https://WWW.SITE.EXAMPLE.",
  "null",
];

test("a listed origin is echoed, without credentials, and caches are told so", async () => {
  const { status, headers } = await getCatalogue(slug, { headers: { origin: site } });
  assert.equal(status, 200);
  assert.equal(headers.get("access-control-allow-origin"), site);
  assert.match(headers.get("vary") ?? "", /\borigin\b/i);
  assert.equal(headers.get("access-control-allow-credentials"), null);
});

for (const origin of strangers) {
  test(`origin ${origin} is refused, for reading and for booking, and may read why`, async () => {
    for (const answer of [await getCatalogue(slug, { headers: { origin } }), await putBooking(slug, uuid7(), booking(start), { origin })]) {
      assertProblem(answer, 403, "origin-not-allowed");
      assert.equal(answer.headers.get("access-control-allow-origin"), "*");
      assert.equal(answer.headers.get("access-control-allow-credentials"), null);
      assert.match(answer.headers.get("vary") ?? "", /\borigin\b/i);
    }
  });
}

test("an unknown tenant is named to any origin, and what is offered to none but the tenant's", async () => {
  const unknown = await getCatalogue("nobody-at-all", { headers: { origin: strangers[0] } });
  assertProblem(unknown, 404, "not-found");
  assert.equal(unknown.headers.get("access-control-allow-origin"), "*");
  const own = await getCatalogue(slug);
  assert.equal(own.headers.get("access-control-allow-origin"), null);
});

test("a request without an origin, as from the tenant's own server, is served", async () => {
  assert.equal((await getCatalogue(slug)).status, 200);
});

test("the hosted page's own origin is always allowed", async () => {
  const { status } = await getCatalogue(slug, { headers: { origin: new URL(base).origin } });
  assert.equal(status, 200);
});

test("the preflight of a booking names what is allowed", async () => {
  const path = `/api/v1/${slug}/bookings/${uuid7()}`;
  const ask = (origin) =>
    send(path, {
      method: "OPTIONS",
      headers: { origin, "access-control-request-method": "PUT", "access-control-request-headers": "content-type" },
    });
  const { status, headers } = await ask(site);
  assert.ok([200, 204].includes(status));
  assert.equal(headers.get("access-control-allow-origin"), site);
  assert.match(headers.get("access-control-allow-methods") ?? "", /\bPUT\b/);
  assert.match(headers.get("access-control-allow-headers") ?? "", /content-type/i);
  // A preflight that is no success allows nothing, whatever its headers say.
  const refusal = await ask(strangers[0]);
  assertProblem(refusal, 403, "origin-not-allowed");
  assert.equal(refusal.headers.get("access-control-allow-methods"), null);
});

test("a problem reaches a listed origin as well", async () => {
  const answer = await putBooking(slug, uuid7(), booking(start, { seats: 0 }), { origin: site });
  assertProblem(answer, 422, "validation");
  assert.equal(answer.headers.get("access-control-allow-origin"), site);
});
