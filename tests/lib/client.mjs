// The public API as a widget uses it. Plain fetch: tests see status, headers and body as they travel.
import { randomBytes } from "node:crypto";
import { basename } from "node:path";
import { slugsOf } from "./tenants.mjs";

/** Where the Worker under test listens. */
export const base = process.env.BOOKSLIP_URL ?? "http://127.0.0.1:8787";

/** A UUID of version 7, as the widget makes it. */
export function uuid7() {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(Date.now(), 0, 6);
  bytes[6] = 0x70 | (bytes[6] & 0x0f);
  bytes[8] = 0x80 | (bytes[8] & 0x3f);
  return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

/** Gives the tests of one file their tenants, each once: `const tenant = tenantsOf(import.meta.url); tenant("invoice")`. */
export function tenantsOf(url) {
  const file = basename(url, ".test.mjs");
  const left = new Map();
  return (kind = "invoice") => {
    if (!left.has(kind)) left.set(kind, slugsOf(file, kind));
    const slug = left.get(kind).shift();
    if (!slug) throw new Error(`${file} has used up its tenants of kind ${kind}.`);
    return slug;
  };
}

/** Sends a request; the answer has the status, the headers, the text, and `body` when it is JSON. */
export async function send(path, { method = "GET", headers = {}, body, redirect = "manual" } = {}) {
  const response = await fetch(new URL(path, base), { method, headers, body, redirect });
  const bytes = Buffer.from(await response.arrayBuffer());
  const type = response.headers.get("content-type") ?? "";
  const text = bytes.toString("utf8");
  const json = text && /^application\/(?:\w+\+)?json/.test(type) ? JSON.parse(text) : undefined;
  return { status: response.status, headers: response.headers, type, bytes, text, body: json };
}

export const getCatalogue = (tenant, options) => send(`/api/v1/${tenant}`, options);

/** A civil date so many days from today in UTC. */
export const day = (offset) => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);

export const getSlots = (tenant, { service = "visit", from = day(2), to = day(8), ...rest } = {}) =>
  send(`/api/v1/${tenant}/slots?${new URLSearchParams({ service, from, to, ...rest })}`);

/** The first free starts of a service; tests choose from them, because the clock is the real one. */
export async function freeStarts(tenant, options) {
  const { status, body, text } = await getSlots(tenant, options);
  if (status !== 200) throw new Error(`slots answered ${status}: ${text}`);
  return body.slots.map(({ starts_at }) => starts_at);
}

/** A request body that is accepted; `change` replaces top-level fields. */
export const booking = (starts_at, change = {}) => ({
  service: "visit",
  starts_at,
  customer: { name: "Amina Peeters", email: "amina@example.com" },
  ...change,
});

/** Puts a booking; a string is sent as it is. */
export const putBooking = (tenant, id, body, headers = {}) =>
  send(`/api/v1/${tenant}/bookings/${id}`, {
    method: "PUT",
    headers: { "content-type": "application/json", ...headers },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });

/** Books the first free start and answers with what the API answered. */
export async function book(tenant, change = {}, slots = {}) {
  const [start] = await freeStarts(tenant, { service: change.service ?? "visit", ...slots });
  const id = uuid7();
  const request = booking(start, change);
  const answer = await putBooking(tenant, id, request);
  if (answer.status !== 201) throw new Error(`booking answered ${answer.status}: ${answer.text}`);
  return { id, request, answer: answer.body };
}

/** The path of a link, so that it is asked from the address under test. */
export const pathOf = (url) => {
  const { pathname, search } = new URL(url, base);
  return pathname + search;
};
