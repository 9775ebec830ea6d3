// A quote becomes an invoice: once, by Actions > Generate invoice, whoever clicks and however often.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Admin } from "../lib/admin.mjs";
import { book, tenantsOf } from "../lib/client.mjs";
import { linksOf } from "../lib/html.mjs";

const tenant = tenantsOf(import.meta.url);
const bookingPath = (id) => `/admin/bookings/${id}`;

test("Actions > Generate invoice on the booking makes its invoice, and the quote is converted", async () => {
  const slug = tenant("quote");
  const admin = await Admin.of(slug);
  const { id, answer } = await book(slug);
  const before = await admin.page(bookingPath(id));
  assert.ok(before.words.includes(answer.document.number));
  const link = linksOf(before.text).find(({ text }) => text === "Generate invoice");
  assert.equal(link.href, `${bookingPath(id)}/generate-invoice`);
  const confirm = await admin.page(link.href);
  assert.match(confirm.words, /The number is assigned when you save/);
  const done = await admin.submit(link.href, "Generate invoice");
  assert.equal(done.status, 303);
  const after = await admin.page(bookingPath(id));
  assert.match(after.words, /INV-\d{4}-0001/);
  assert.match(after.words, /converted/);
  assert.ok(!linksOf(after.text).some(({ text }) => text === "Generate invoice"));
  const invoices = await admin.page("/admin/invoices");
  assert.match(invoices.words, /INV-\d{4}-0001/);
  assert.match((await admin.page("/admin/quotes?state=converted")).words, new RegExp(answer.document.number));
});

test("twenty conversions at once give one invoice", async () => {
  const slug = tenant("quote");
  const admin = await Admin.of(slug);
  const { id } = await book(slug);
  const answers = await Promise.all(Array.from({ length: 20 }, () => admin.post(`${bookingPath(id)}/generate-invoice`, {})));
  assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([303]));
  assert.equal(new Set(answers.map(({ headers }) => headers.get("location").split("?")[0])).size, 1, "all are led to the same invoice");
  const { words } = await admin.page("/admin/invoices");
  assert.equal(words.match(/INV-\d{4}-\d{4}/g).length, 1);
  assert.match(words, /INV-\d{4}-0001/);
});

test("looking at the question makes nothing", async () => {
  const slug = tenant("quote");
  const admin = await Admin.of(slug);
  const { id } = await book(slug);
  await admin.page(`${bookingPath(id)}/generate-invoice`);
  assert.doesNotMatch((await admin.page("/admin/invoices")).words, /INV-\d{4}-\d{4}/);
});

test("generating again leads to the invoice that is there; after a cancellation there is none to make", async () => {
  const slug = tenant("quote");
  const admin = await Admin.of(slug);
  const converted = await book(slug);
  const target = async () => {
    const { status, headers } = await admin.post(`${bookingPath(converted.id)}/generate-invoice`, {});
    assert.equal(status, 303);
    return headers.get("location").split("?")[0];
  };
  assert.equal(await target(), await target());
  const cancelled = await book(slug);
  assert.equal((await admin.submit(`${bookingPath(cancelled.id)}/cancel`, "Cancel booking")).status, 303);
  assert.equal((await admin.post(`${bookingPath(cancelled.id)}/generate-invoice`, {})).status, 409);
});
