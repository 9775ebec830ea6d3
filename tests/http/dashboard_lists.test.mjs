// Lists, search, paging and details: what the admin finds, and that another tenant's things are not among it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Admin } from "../lib/admin.mjs";
import { book, freeStarts, tenantsOf } from "../lib/client.mjs";
import { linksOf } from "../lib/html.mjs";

const tenant = tenantsOf(import.meta.url);
const customer = (name, email = "someone@example.com") => ({ name, email });

test("a booking is found by name, e-mail address, reference, and in All invoices by number and buyer", async () => {
  const slug = tenant("invoice");
  const admin = await Admin.of(slug);
  const { id, answer } = await book(slug, { customer: customer("Zoë Vandenbroucke", "zoe@example.com") });
  await book(slug, { customer: customer("Somebody Else", "else@example.com") });
  for (const query of ["Vandenbroucke", "zoe@example.com", answer.booking.reference]) {
    const { words, text } = await admin.page(`/admin/bookings?q=${encodeURIComponent(query)}`);
    assert.ok(words.includes("Zoë Vandenbroucke"), query);
    assert.ok(!words.includes("Somebody Else"), query);
    assert.ok(linksOf(text).some(({ href }) => href === `/admin/bookings/${id}`));
  }
  for (const query of [answer.document.number, "Vandenbroucke"]) {
    const { words } = await admin.page(`/admin/invoices?q=${encodeURIComponent(query)}`);
    assert.ok(words.includes(answer.document.number) && words.includes("72.60"), query);
    assert.ok(!words.includes("Somebody Else"), query);
  }
  assert.match((await admin.page("/admin/invoices?q=nobody")).words, /0 invoices|No invoice/);
});

test("a booking's page shows customer, slot and document", async () => {
  const slug = tenant("quote");
  const admin = await Admin.of(slug);
  const { id, answer } = await book(slug, {
    customer: { ...customer("Amina Peeters", "amina@example.com"), phone: "+32 470 12 34 56", company: { name: "De Korenbloem BV", vat_number: "BE0202239951" } },
    notes: "Ring twice.",
  });
  const { words, text } = await admin.page(`/admin/bookings/${id}`);
  for (const part of ["Amina Peeters", "amina@example.com", "+32 470 12 34 56", "De Korenbloem BV", "BE0202239951", "Ring twice.", "Home visit", answer.booking.reference, answer.booking.resource, answer.document.number]) {
    assert.ok(words.includes(part), part);
  }
  const document = linksOf(text).find(({ text: name }) => name === answer.document.number);
  assert.ok((await admin.page(document.href)).words.includes("72.60"));
});

test("cancelling asks first, frees the slot, and cannot be done twice", async () => {
  const slug = tenant("invoice");
  const admin = await Admin.of(slug);
  const { id, request, answer } = await book(slug);
  const path = `/admin/bookings/${id}/cancel`;
  const { words } = await admin.page(path);
  assert.match(words, /stays as it is/);
  assert.ok(words.includes(answer.document.number));
  assert.equal((await admin.submit(path, "Cancel booking")).status, 303);
  assert.match((await admin.page(`/admin/bookings/${id}`)).words, /cancelled/);
  const resource = `id-${slug}-${answer.booking.resource.toLowerCase()}`;
  assert.ok((await freeStarts(slug, { resource })).includes(request.starts_at));
  assert.ok([303, 409].includes((await admin.post(path, {})).status));
});

test("long lists are paged, and no row is lost between the pages", async () => {
  const slug = tenant("invoice");
  const admin = await Admin.of(slug);
  const numbers = new Set();
  for (let index = 0; index < 27; index += 1) numbers.add((await book(slug)).answer.document.number);
  const seen = new Set();
  let path = "/admin/invoices";
  for (let page = 0; path && page < 5; page += 1) {
    const { text, words } = await admin.page(path);
    for (const number of words.match(/INV-\d{4}-\d{4}/g)) seen.add(number);
    path = linksOf(text).find(({ rel }) => rel === "next")?.href;
  }
  assert.deepEqual([...seen].sort(), [...numbers].sort());
});

test("what a customer typed is text on every page of the dashboard", async () => {
  const slug = tenant("quote");
  const admin = await Admin.of(slug);
  const markup = '<img src=x onerror="alert(1)">';
  const { id } = await book(slug, { customer: customer(markup), notes: `</textarea>${markup}` });
  for (const path of ["/admin", "/admin/bookings", `/admin/bookings/${id}`, "/admin/quotes", `/admin/bookings/${id}/cancel`, `/admin/bookings/${id}/generate-invoice`, `/admin/bookings?q=${encodeURIComponent(markup)}`]) {
    assert.ok(!(await admin.page(path)).text.includes(markup), path);
  }
});

test("wildcards in a search are letters", async () => {
  const slug = tenant("invoice");
  const admin = await Admin.of(slug);
  await book(slug, { customer: customer("Per Cent") });
  for (const query of ["%", "_", "%%%", "' OR 1=1 --", "x".repeat(120)]) {
    assert.ok(!(await admin.page(`/admin/bookings?q=${encodeURIComponent(query)}`)).words.includes("Per Cent"), query);
  }
});

test("another tenant's bookings and documents do not exist", async () => {
  const [mine, theirs] = [tenant("quote"), tenant("quote")];
  const admin = await Admin.of(mine);
  const owner = await Admin.of(theirs);
  const { id, answer } = await book(theirs);
  const document = linksOf((await owner.page(`/admin/bookings/${id}`)).text).find(({ text }) => text === answer.document.number).href;
  for (const path of [`/admin/bookings/${id}`, `/admin/bookings/${id}/cancel`, `/admin/bookings/${id}/generate-invoice`, document]) {
    assert.equal((await admin.get(path)).status, 404, path);
  }
  for (const action of ["cancel", "generate-invoice"]) assert.equal((await admin.post(`/admin/bookings/${id}/${action}`, {})).status, 404, action);
  for (const list of ["/admin", "/admin/bookings", "/admin/quotes"]) assert.ok(!(await admin.page(list)).words.includes(answer.booking.reference), list);
  assert.match((await owner.page(`/admin/bookings/${id}`)).words, /confirmed/);
});
