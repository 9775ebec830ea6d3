// Settings > Customer portal > Flags & permissions: the rule "invoice or quote" as the admin sees it and as bookings follow it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Admin } from "../lib/admin.mjs";
import { book, tenantsOf } from "../lib/client.mjs";

const tenant = tenantsOf(import.meta.url);
const flags = "/admin/settings/flags";
const terms = "/admin/settings/payment-terms";
const title = "Generate invoices automatically when the booking is created";
const kindOf = async (slug) => (await book(slug)).answer.document.kind;

test("turning the flag off makes the next booking a quote, turning it on an invoice", async () => {
  const slug = tenant("invoice");
  const admin = await Admin.of(slug);
  assert.equal(await kindOf(slug), "invoice");
  const off = await admin.submit(flags, "Save flags", { auto_invoice: "off" });
  assert.equal(off.status, 303, off.text);
  assert.equal(await kindOf(slug), "quote");
  assert.match((await admin.page(flags)).words, /What a booking answers with now .* quote/);
  assert.equal((await admin.submit(flags, "Save flags", { auto_invoice: "on" })).status, 303);
  assert.equal(await kindOf(slug), "invoice");
});

const demanding = [
  { kind: "deposit_fixed", deposit_fixed: "10.00" },
  { kind: "deposit_percentage", deposit_percentage: "25" },
  { kind: "full_payment" },
  { kind: "pre_authorization" },
  { kind: "pay_later", pay_later: "14" },
];

test("terms that ask for money lock the flag on, say why, and wake nothing that was stored off", async () => {
  const slug = tenant("quote");
  const admin = await Admin.of(slug);
  for (const change of demanding) {
    assert.equal((await admin.submit(terms, "Save payment terms", change)).status, 303, change.kind);
    const { words } = await admin.page(flags);
    assert.match(words, /locked on/);
    assert.match(words, /so a booking always brings its invoice/);
    assert.equal(await kindOf(slug), "invoice", change.kind);
  }
  for (const kind of ["no_payment", "no_payment_card_on_file"]) {
    assert.equal((await admin.submit(terms, "Save payment terms", { kind })).status, 303);
    assert.doesNotMatch((await admin.page(flags)).words, /locked on/);
    assert.equal(await kindOf(slug), "quote", kind);
  }
});

test("off cannot be saved while the terms ask for money, whatever form is sent", async () => {
  const slug = tenant("invoice");
  const admin = await Admin.of(slug);
  assert.equal((await admin.submit(terms, "Save payment terms", { kind: "full_payment" })).status, 303);
  const version = /name="version" value="(\d+)"/.exec((await admin.page(terms)).text)[1];
  const refusal = await admin.post(flags, { version, auto_invoice: "off" });
  assert.equal(refusal.status, 422);
  assert.match(refusal.text, /There is a problem/);
  assert.equal(await kindOf(slug), "invoice");
});

test("while repeat bookings are allowed the flag is hidden and the other option decides", async () => {
  const slug = tenant("repeat");
  const admin = await Admin.of(slug);
  const page = await admin.page(flags);
  assert.ok(page.words.includes(`The flag “${title}” is hidden`));
  assert.ok(!page.forms.some(({ values }) => "auto_invoice" in values));
  for (const [option, kind] of [["manual", "quote"], ["all_now", "invoice"], ["first_now", "invoice"]]) {
    assert.equal((await admin.submit(flags, "Save flags", { recurring_allowed: "on", repeat_invoicing: option })).status, 303);
    assert.equal(await kindOf(slug), kind, option);
  }
});

test("a form that showed older settings saves nothing", async () => {
  const slug = tenant("invoice");
  const admin = await Admin.of(slug);
  const { forms } = await admin.page(flags);
  const old = forms.find(({ buttons }) => buttons.some(({ text }) => text === "Save flags")).values;
  assert.equal((await admin.post(flags, { ...old, auto_invoice: "off" })).status, 303);
  const late = await admin.post(flags, { ...old, auto_invoice: "on" });
  assert.equal(late.status, 409);
  assert.match(late.text, /nothing was saved/);
  assert.equal(await kindOf(slug), "quote");
});

test("values that do not fit are shown again with what to mend", async () => {
  const admin = await Admin.of(tenant("invoice"));
  const bad = [
    { kind: "deposit_fixed", deposit_fixed: "-1" },
    { kind: "deposit_fixed", deposit_fixed: "1.234" },
    { kind: "deposit_percentage", deposit_percentage: "101" },
    { kind: "pay_later", pay_later: "366" },
    { kind: "pay_later", pay_later: "soon" },
    { kind: "barter" },
  ];
  for (const change of bad) {
    const { status, text } = await admin.submit(terms, "Save payment terms", change);
    assert.equal(status, 422, JSON.stringify(change));
    assert.match(text, /There is a problem/);
  }
});
