// The main job from end to end, as in the README: a booking answers with its invoice, or with a quote that becomes one.
// The dashboard is used with scripts switched off.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { flagName, open, openBooking, setFlag, setTerms, signIn, title } from "./admin-steps.mjs";
import { close, dashboard, host, launch, newPage, picture, worker } from "./browser.mjs";
import { expectVisible } from "./expect.mjs";
import { bookInWidget } from "./widget-steps.mjs";

let browser;
let shop;
let admin;
before(async () => {
  browser = await launch();
  shop = await newPage(browser);
  admin = await newPage(browser, { javaScriptEnabled: false });
});
after(() => browser?.close());

const first = { name: "Amina Journey", email: "amina.journey@example.com" };
const second = { name: "Bilal Journey", email: "bilal.journey@example.com" };
let invoice;
let quote;

test("the host page is on another origin than the Worker", () => assert.notEqual(new URL(host).origin, worker));

test("a booking on the host page answers with its invoice number", { timeout: 60_000 }, async () => {
  invoice = await bookInWidget(shop, host, { details: first });
  assert.equal(invoice.kind, "Invoice");
  assert.match(invoice.number, /^INV-\d{4}-\d{4}$/);
});

test("the customer opens the invoice and its PDF", async () => {
  const [tab] = await Promise.all([shop.context().waitForEvent("page"), shop.getByRole("link", { name: "View invoice" }).click()]);
  await expectVisible(tab.getByText(invoice.number).first());
  assert.equal(new URL(tab.url()).origin, worker);
  await picture(tab, "journey-invoice");
  await tab.close();
  const pdf = await shop.request.get(invoice.pdf);
  assert.equal(pdf.status(), 200);
  assert.equal((await pdf.body()).subarray(0, 5).toString(), "%PDF-");
});

test("the dashboard opens with the printed key and shows the booking with its invoice", async () => {
  await admin.goto(dashboard);
  await picture(admin, "journey-sign-in");
  await signIn(admin);
  await openBooking(admin, first.name);
  await expectVisible(admin.getByRole("link", { name: invoice.number }));
  await picture(admin, "journey-booking");
  await open(admin, "Overview", "All invoices");
  await expectVisible(admin.getByRole("link", { name: invoice.number }));
});

test("with the flag off the next booking answers with a quote", { timeout: 60_000 }, async () => {
  await setFlag(admin, false);
  quote = await bookInWidget(shop, host, { details: second });
  assert.equal(quote.kind, "Quote");
  assert.match(quote.number, /^QUO-\d{4}-\d{4}$/);
  await picture(shop, "journey-quote");
});

test("Actions > Generate invoice turns the quote into an invoice", async () => {
  await openBooking(admin, second.name);
  await admin.getByText("Actions", { exact: true }).click();
  await admin.getByRole("listitem").getByRole("link", { name: "Generate invoice" }).click();
  await expectVisible(title(admin, "Generate invoice"));
  await picture(admin, "journey-generate-invoice");
  await admin.getByRole("button", { name: "Generate invoice" }).click();
  await openBooking(admin, second.name);
  const made = admin.getByRole("link", { name: /^INV-\d{4}-\d{4}$/ });
  await expectVisible(made.first());
  assert.notEqual((await made.first().innerText()).trim(), invoice.number);
  assert.equal(await admin.getByRole("link", { name: "Generate invoice" }).count(), 0);
});

test("terms that ask for money lock the flag on and say why; a stored off has no effect", { timeout: 60_000 }, async () => {
  await setTerms(admin, "Full payment");
  await open(admin, "Flags & permissions");
  const flag = admin.getByRole("switch", { name: flagName });
  assert.equal(await flag.isDisabled(), true);
  assert.equal(await flag.isChecked(), true);
  await expectVisible(admin.getByText("so a booking always brings its invoice"));
  await picture(admin, "journey-flag-locked");
  const booked = await bookInWidget(shop, host, { details: second });
  assert.equal(booked.kind, "Invoice");
});

test("back to no payment, the flag can be switched on again", { timeout: 60_000 }, async () => {
  await setTerms(admin, "No payment");
  await setFlag(admin, true);
  assert.equal((await bookInWidget(shop, host, { details: second })).kind, "Invoice");
});

test("the customer cancels by the manage link; the dashboard says so", async () => {
  const manage = await newPage(browser);
  await manage.goto(invoice.manage);
  await manage.getByRole("link", { name: /cancel/i }).click();
  await picture(manage, "journey-cancel");
  await manage.getByRole("button", { name: /cancel/i }).click();
  await expectVisible(manage.getByRole("heading", { name: /cancelled/i }));
  await close(manage);
  await openBooking(admin, first.name);
  await expectVisible(admin.getByText("cancelled", { exact: true }).first());
});

test("no page complained on the way", () => assert.deepEqual([...shop.errors, ...admin.errors], []));
