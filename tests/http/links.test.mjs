// Capability links from the outside: their secret is an HMAC that anybody with the key, and nobody else, can make.
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { test } from "node:test";
import { book, pathOf, send, tenantsOf } from "../lib/client.mjs";
import { pastBooking } from "../lib/tenants.mjs";

const slug = tenantsOf(import.meta.url)("invoice");
const key = Buffer.from(process.env.BOOKSLIP_LINK_KEY, "base64url");

/** The secret part: HMAC-SHA256 over the fields, each with its length before it as eight bytes. */
function secret(...fields) {
  const mac = createHmac("sha256", key);
  for (const field of fields) {
    const length = Buffer.alloc(8);
    length.writeBigUInt64BE(BigInt(Buffer.byteLength(field)));
    mac.update(length).update(field);
  }
  return mac.digest("base64url");
}

const managePath = ({ tenant, id, expiresOn }, version = "1") =>
  `/m/1id-${tenant}~${id}.${secret("1", "booking", `id-${tenant}`, id, version, expiresOn)}`;

const yearAfter = (instant) => new Date(Date.parse(instant) + 365 * 86_400_000).toISOString().slice(0, 10);

test("the manage link of a booking is the HMAC of tenant, booking, version and expiry", async () => {
  const { id, answer } = await book(slug);
  const expected = managePath({ tenant: slug, id, expiresOn: yearAfter(answer.booking.ends_at) });
  assert.equal(pathOf(answer.manage_url), expected);
  assert.equal((await send(expected)).status, 200);
});

test("a link with a later expiry, or of another version, opens nothing", async () => {
  const { id, answer } = await book(slug);
  const expiresOn = yearAfter(answer.booking.ends_at);
  for (const forged of [managePath({ tenant: slug, id, expiresOn: "2099-01-01" }), managePath({ tenant: slug, id, expiresOn }, "2")]) {
    assert.ok([404, 410].includes((await send(forged)).status));
  }
});

test("410: a link that has expired says so, to look and to cancel", async () => {
  const path = managePath(pastBooking);
  for (const answer of [await send(path), await send(`${path}/cancel`), await send(`${path}/calendar.ics`)]) {
    assert.equal(answer.status, 410);
    assert.match(answer.text, /expired/i);
    assert.doesNotMatch(answer.text, /B-PAST/);
  }
});
