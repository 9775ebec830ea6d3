// GET and POST of the manage link: the customer sees the booking and may cancel it, after a question.
import assert from "node:assert/strict";
import { test } from "node:test";
import { base, book, booking, freeStarts, pathOf, putBooking, send, tenantsOf, uuid7 } from "../lib/client.mjs";
import { formsOf, linksOf, textOf } from "../lib/html.mjs";

const tenant = tenantsOf(import.meta.url);
const origin = new URL(base).origin;
const sameOrigin = { origin, "sec-fetch-site": "same-origin", "content-type": "application/x-www-form-urlencoded" };

/** The path of a link or action that stands on a page. */
const against = (page, href) => {
  const { pathname, search } = new URL(href || page, new URL(page, base));
  return pathname + search;
};

/** From the manage page to the form that cancels. */
async function cancelForm(managePath) {
  const page = await send(managePath);
  assert.equal(page.status, 200);
  const direct = formsOf(page.text).find((form) => form.method === "post");
  const link = linksOf(page.text).find(({ text }) => /cancel/i.test(text));
  if (!link) {
    assert.ok(direct, "a way to cancel");
    return { action: against(managePath, direct.action), values: direct.values };
  }
  const confirmPath = against(managePath, link.href);
  const confirm = await send(confirmPath);
  assert.equal(confirm.status, 200);
  const form = formsOf(confirm.text).find(({ method }) => method === "post");
  assert.ok(form, "the confirm page has a form");
  return { action: against(confirmPath, form.action), values: form.values };
}

const post = ({ action, values }, headers = sameOrigin) => send(action, { method: "POST", headers, body: new URLSearchParams(values).toString() });

async function cancel(answer) {
  const result = await post(await cancelForm(pathOf(answer.manage_url)));
  assert.ok([200, 303].includes(result.status), `${result.status} ${result.text}`);
  return result;
}

test("the page shows the booking and its document, with the headers of a secret link", async () => {
  const { answer } = await book(tenant("invoice"));
  const page = await send(pathOf(answer.manage_url));
  assert.equal(page.status, 200);
  const text = textOf(page.text);
  for (const part of ["Home visit", answer.booking.reference, answer.document.number]) assert.ok(text.includes(part), `${part} in ${text}`);
  assert.match(page.headers.get("referrer-policy"), /no-referrer/);
  assert.match(page.headers.get("cache-control"), /no-store/);
  assert.match(page.headers.get("content-security-policy"), /default-src 'none'/);
  assert.match(page.headers.get("x-robots-tag"), /noindex/);
});

test("looking changes nothing: neither the page nor the question cancels", async () => {
  const slug = tenant("invoice");
  const { answer, request } = await book(slug);
  await cancelForm(pathOf(answer.manage_url));
  const left = (await freeStarts(slug, { resource: `id-${slug}-${answer.booking.resource.toLowerCase()}` })).includes(request.starts_at);
  assert.equal(left, false);
});

test("cancelling frees the slot, and the same person can sell it again", async () => {
  const slug = tenant("invoice");
  const { answer, request } = await book(slug);
  const resource = `id-${slug}-${answer.booking.resource.toLowerCase()}`;
  await cancel(answer);
  assert.ok((await freeStarts(slug, { resource })).includes(request.starts_at));
  const again = await putBooking(slug, uuid7(), booking(request.starts_at, { resource }));
  assert.equal(again.status, 201, again.text);
  assert.match(again.body.document.number, /-0002$/);
});

test("cancelling withdraws a quote and says so", async () => {
  const { answer } = await book(tenant("quote"));
  await cancel(answer);
  const text = textOf((await send(pathOf(answer.manage_url))).text);
  assert.match(text, /cancelled/i);
  assert.match(text, /withdrawn/i);
});

test("cancelling leaves an invoice to be credited and says so", async () => {
  const { answer } = await book(tenant("invoice"));
  await cancel(answer);
  const text = textOf((await send(pathOf(answer.manage_url))).text);
  assert.match(text, /cancelled/i);
  assert.match(text, /credit/i);
  assert.equal((await send(pathOf(answer.document.url))).status, 200, "the invoice stays readable");
});

test("the calendar file becomes a cancellation with a higher sequence", async () => {
  const { answer } = await book(tenant("invoice"));
  const sequence = async () => {
    const { text } = await send(pathOf(answer.calendar_url));
    return { status: /STATUS:(\w+)/.exec(text)[1], sequence: Number(/SEQUENCE:(\d+)/.exec(text)?.[1] ?? 0) };
  };
  const before = await sequence();
  await cancel(answer);
  const after = await sequence();
  assert.equal(after.status, "CANCELLED");
  assert.ok(after.sequence > before.sequence);
});

test("cancelling twice does no harm", async () => {
  const { answer } = await book(tenant("quote"));
  const form = await cancelForm(pathOf(answer.manage_url));
  assert.ok([200, 303].includes((await post(form)).status));
  assert.ok([200, 303, 409].includes((await post(form)).status));
});

test("a form from another site is refused", async () => {
  const { answer } = await book(tenant("invoice"));
  const form = await cancelForm(pathOf(answer.manage_url));
  for (const headers of [
    { ...sameOrigin, origin: "https://evil.example", "sec-fetch-site": "cross-site" },
    { "content-type": sameOrigin["content-type"], origin: "https://evil.example" },
  ]) {
    assert.equal((await post(form, headers)).status, 403);
  }
  assert.doesNotMatch(textOf((await send(pathOf(answer.manage_url))).text), /cancelled/i);
});

test("a replay of a cancelled booking still answers with its booking", async () => {
  const slug = tenant("quote");
  const { id, request, answer } = await book(slug);
  await cancel(answer);
  const repeat = await putBooking(slug, id, request);
  assert.equal(repeat.status, 200);
  assert.equal(repeat.body.booking.id, id);
  assert.equal(repeat.body.document.number, answer.document.number);
});

test("a changed link opens nothing, not even the question", async () => {
  const { answer } = await book(tenant("quote"));
  const path = pathOf(answer.manage_url);
  const changed = path.slice(0, -1) + (path.endsWith("A") ? "B" : "A");
  assert.notEqual((await send(changed)).status, 200);
  const form = await cancelForm(path);
  assert.notEqual((await post({ ...form, action: form.action.replace(path, changed) })).status, 303);
  assert.doesNotMatch(textOf((await send(path)).text), /cancelled/i);
});
