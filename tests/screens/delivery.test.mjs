// What leaves the house: the texts of e-mails and when they go. The tenant is this file's own.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import { book } from "../lib/client.mjs";
import { adminKey } from "../lib/tenants.mjs";
import { open, signIn, title } from "../browser/admin-steps.mjs";
import { assertAccessible, assertNoSidewaysScroll, close, dashboard, launch, newPage, picture, schemes, widths } from "../browser/browser.mjs";
import { expectGone, expectVisible } from "../browser/expect.mjs";

const tenant = "screens-delivery";

let browser;
let page;
before(async () => {
  browser = await launch();
  page = await newPage(browser);
  await signIn(page, adminKey(tenant));
});
after(() => browser?.close());

const press = (name, within = page) => within.getByRole("button", { name, exact: true }).click();
const problem = () => page.getByRole("heading", { name: "There is a problem" });

/** Looks at the present page at every width, light and dark. */
async function look(name) {
  for (const scheme of schemes) {
    await page.emulateMedia({ colorScheme: scheme });
    for (const width of widths) {
      await page.setViewportSize({ width, height: 900 });
      await assertNoSidewaysScroll(page, `${name} at ${width} px`);
      await assertAccessible(page, `${name} at ${width} px, ${scheme}`);
      await picture(page, `delivery-${name}-${width}-${scheme}`);
    }
  }
  await page.emulateMedia({ colorScheme: "light" });
}

const company = {
  name: "Lies Maes", email: "lies@example.com", company: { name: "De Korenbloem BV", vat_number: "BE0202239951" },
  address: { street: "Kouter 8", postal_code: "9000", city: "Gent", country: "BE" },
};

/** Opens a page again until this is on it: work that follows is done in the background. */
async function until(path, locator) {
  for (const end = Date.now() + 20_000; ; ) {
    await page.goto(new URL(path, dashboard).href);
    if (await locator.first().isVisible()) return;
    assert.ok(Date.now() < end, `${path} does not show ${locator}`);
    await page.waitForTimeout(500);
  }
}

test("a text is changed, looked at, saved and given back", async () => {
  await open(page, "E-mail templates");
  await look("templates");
  await page.getByRole("link", { name: "Edit Booking confirmation in English" }).click();
  await expectVisible(title(page, "Booking confirmation, English"));
  await look("template");
  const subject = page.getByLabel("Subject", { exact: true });
  await subject.fill("Until soon, {{nickname}}");
  await press("Save template");
  await expectVisible(problem());
  assert.equal(await subject.getAttribute("aria-invalid"), "true");
  assert.equal(await subject.inputValue(), "Until soon, {{nickname}}", "what was typed is kept");
  await expectVisible(page.getByText("{{customer_name}}", { exact: false }).first());
  await look("template-refused");
  await subject.fill("Until soon, {{customer_name}}");
  await page.getByLabel("Body", { exact: true }).fill("Dear {{customer_name}},\n\n<b>See you</b> at {{starts_at}}.\n\n{{manage_link}}");
  await press("Preview");
  const mail = page.getByRole("region", { name: "Preview" });
  await expectVisible(mail.getByText("<b>See you</b>", { exact: false }).first());
  assert.doesNotMatch(await mail.innerText(), /\{\{/, "every placeholder has its value");
  await press("Save template");
  await expectVisible(page.getByText("your text", { exact: true }));
  await open(page, "E-mail templates");
  await expectVisible(page.getByRole("row", { name: /^Booking confirmation/ }).getByText("your text", { exact: true }));
  await page.getByRole("link", { name: "Edit Booking confirmation in English" }).click();
  await press("Use the built-in text");
  await expectGone(page.getByText("your text", { exact: true }));
});

test("reminders and quiet hours are set, and what cannot be is said at its field", async () => {
  await open(page, "Reminders");
  await look("reminders");
  await page.getByLabel("First notice").fill("400");
  await press("Save reminders");
  await expectVisible(problem());
  assert.equal(await page.getByLabel("First notice").getAttribute("aria-invalid"), "true");
  await page.getByLabel("First notice").fill("5");
  await page.getByLabel("Second reminder").selectOption({ label: "None" });
  await page.getByLabel("Until", { exact: true }).fill("09:00");
  await press("Save reminders");
  await expectVisible(page.getByRole("status"));
  await open(page, "Reminders");
  assert.equal(await page.getByLabel("First notice").inputValue(), "5");
  assert.equal(await page.getByLabel("Until", { exact: true }).inputValue(), "09:00");
});

test("the demo is chosen as access point, and a key is never shown", async () => {
  await open(page, "Peppol access point");
  await look("access-point");
  await page.getByRole("radio", { name: "e-invoice.be" }).check();
  await press("Save access point");
  await expectVisible(problem());
  await look("access-point-refused");
  const key = page.getByLabel(/^API key/).last();
  await key.fill("a-key-that-nobody-reads");
  await press("Save access point");
  await expectVisible(page.getByRole("status"));
  await page.getByRole("radio", { name: "e-invoice.be" }).check();
  assert.ok(!(await page.content()).includes("a-key-that-nobody-reads"));
  assert.equal(await page.getByLabel(/^API key/).last().inputValue(), "");
  await page.getByRole("radio", { name: "Demo", exact: true }).check();
  await press("Save access point");
  await expectVisible(page.getByRole("status"));
  await press("Test the connection");
  await expectVisible(page.getByRole("status"));
});

test("a webhook is told, a failure is in its log, and it is told again", async () => {
  let answer = 200;
  const calls = [];
  const receiver = createServer((request, response) => {
    calls.push(request.headers["webhook-id"]);
    request.resume().on("end", () => response.writeHead(answer).end(answer === 200 ? "thank you" : "out of order"));
  });
  await new Promise((resolve) => receiver.listen(Number(process.env.BOOKSLIP_RECEIVER_PORT), "127.0.0.1", resolve));
  try {
    await open(page, "Webhooks");
    await look("webhooks-none");
    await page.getByRole("main").getByRole("link", { name: "Add webhook" }).first().click();
    await page.getByLabel("Address", { exact: true }).fill("https://192.168.1.1/hook");
    await press("Add webhook");
    await expectVisible(problem());
    assert.equal(await page.getByLabel("Address", { exact: true }).getAttribute("aria-invalid"), "true", "a private address");
    await look("webhook-refused");
    await page.getByLabel("Address", { exact: true }).fill(`http://127.0.0.1:${process.env.BOOKSLIP_RECEIVER_PORT}/hook`);
    for (const box of await page.getByRole("checkbox").all()) await box.uncheck();
    await page.getByRole("checkbox", { name: "booking.created" }).check();
    await press("Add webhook");
    await expectVisible(title(page, "Webhook"));
    const path = new URL(page.url()).pathname;
    assert.match(await page.content(), /whsec_/, "the secret is shown once");
    await press("Send a test");
    await until(path, page.getByRole("region", { name: "Deliveries" }).getByText("status 200"));
    answer = 503;
    await book(tenant, { customer: { name: "An Peeters", email: "an@example.com" } });
    await until(path, page.getByRole("region", { name: "Deliveries" }).getByText("status 503"));
    await page.getByRole("link", { name: "booking.created" }).click();
    await expectVisible(page.getByText("out of order"));
    // The second attempt comes after 15 seconds, and the third one long after this test.
    answer = 200;
    const message = new URL(page.url()).pathname;
    await look("webhook-message");
    await until(message, page.getByText("thank you"));
    await page.goto(new URL(path, dashboard).href);
    await look("webhook");
    assert.ok(calls.length >= 3 && new Set(calls).size === 2, "the same id at every attempt");
    await page.goto(new URL(path, dashboard).href);
    await press("Switch off");
    await expectVisible(page.getByRole("button", { name: "Switch on" }));
    await open(page, "Webhooks");
    await look("webhooks");
  } finally {
    receiver.closeAllConnections();
    receiver.close();
  }
});

test("an invoice of a booking goes to a company over Peppol and to a person by e-mail, by itself", async () => {
  const { answer: first } = await book(tenant, { customer: company });
  const { answer: second } = await book(tenant, { customer: { name: "An Peeters", email: "an@example.com" } });
  const row = (number) => page.getByRole("row", { name: new RegExp(number) });
  await until("/admin/invoices", row(first.document.number).getByText(/^Peppol/));
  await until("/admin/invoices", row(second.document.number).getByText(/^E-mail/));
  await look("overview");
  await page.getByLabel("Sent", { exact: true }).selectOption({ label: "Peppol" });
  await press("Filter");
  await expectVisible(row(first.document.number));
  assert.equal(await row(second.document.number).count(), 0, "the filter leaves out what went by e-mail");
});

test("its page tells what happened, and the exact XML can be looked at", async () => {
  await page.getByRole("link", { name: /^INV-/ }).first().click();
  const timeline = page.getByRole("region", { name: "Timeline" });
  for (const text of ["Created", "Numbered", "Sent"]) await expectVisible(timeline.getByText(text, { exact: true }).first());
  await look("document");
  const path = new URL(page.url()).pathname;
  await page.goto(new URL(`${path}/send`, dashboard).href);
  await expectVisible(page.getByText("This document was sent before."));
  assert.equal(await page.getByRole("button", { name: "Send", exact: true }).count(), 0, "it is on Peppol once");
  await look("send-again");
  await press("Send again by e-mail");
  await expectVisible(title(page, /^Invoice INV-/));
  await until(path, page.getByRole("region", { name: "Timeline" }).getByText(/lies@example\.com/));
});

test("what an admin writes is looked at before it is sent, and goes once", async () => {
  await open(page, "Contacts");
  await page.getByRole("link", { name: /Korenbloem/ }).first().click();
  await expectVisible(page.getByRole("region", { name: "Peppol" }).getByRole("button", { name: /^Look up/ }));
  await look("contact");
  await open(page, "Add a sales invoice", "New sales invoice");
  await page.getByRole("button", { name: /select a contact/ }).click();
  await page.getByRole("button", { name: /Korenbloem/ }).click();
  const line = page.getByRole("group", { name: /^Line 1\b/ });
  await line.getByLabel("Item").fill("Cleaning of the shop");
  await line.getByLabel(/^Unit price/).fill("100");
  await press("Save");
  await expectVisible(title(page, /^Invoice INV-/));
  const path = new URL(page.url()).pathname;
  await page.getByRole("main").getByRole("link", { name: "Send", exact: true }).click();
  await expectVisible(title(page, /^Send INV-/));
  await expectVisible(page.getByText(/Every rule of Peppol BIS Billing 3\.0 is kept/));
  await look("send");
  await press("Send");
  await expectVisible(title(page, /^Invoice INV-/));
  await until(path, page.getByRole("region", { name: "Timeline" }).getByText("Sent", { exact: true }));
});

test("what cannot be sent is shown with its reason, and is dismissed", async () => {
  const { answer: booked } = await book(tenant, { customer: { name: "Bo Claes", email: "bo@nobody.example" } });
  const number = booked.document.number;
  const rows = page.getByRole("row", { name: /bo@nobody\.example was refused/ });
  for (const what of ["Send the document", "Send a notice"]) await until("/admin/settings/failed-work", rows.filter({ hasText: what }));
  await look("failed-work-rows");
  await page.getByRole("link", { name: number }).first().click();
  await expectVisible(page.getByRole("region", { name: "Timeline" }).getByText(/No such user here/));
  await open(page, "Overview", "All invoices");
  await page.getByLabel("Sent", { exact: true }).selectOption({ label: "Failed" });
  await press("Filter");
  await expectVisible(page.getByRole("row", { name: new RegExp(number) }).getByText("failed", { exact: true }));
  await open(page, "Failed work");
  while ((await rows.count()) > 0) {
    await rows.first().getByRole("button", { name: /^Dismiss/ }).click();
    await expectVisible(page.getByRole("status"));
  }
});

test("the place that is shown is in sight, however many there are", async () => {
  await page.setViewportSize({ width: 1280, height: 700 });
  await open(page, "Failed work");
  const places = page.getByRole("navigation", { name: "Main" }).first();
  const inSight = (name) => places.getByRole("link", { name, exact: true }).evaluate((link) => {
    const [box, frame] = [link.getBoundingClientRect(), document.getElementById("navigation").getBoundingClientRect()];
    return box.top >= frame.top && box.bottom <= frame.bottom && frame.bottom <= innerHeight;
  });
  assert.ok(await inSight("Failed work"), "the present place");
  await expectVisible(page.getByRole("button", { name: "Sign out" }).last());
  await open(page, "Today");
  assert.ok(await inSight("Today"));
  await page.setViewportSize({ width: 1200, height: 900 });
});

test("what is sent by itself is a setting, and nothing failed", async () => {
  await open(page, "Sending");
  await look("sending");
  await page.getByRole("checkbox").first().uncheck();
  await press("Save sending");
  await expectVisible(page.getByRole("status"));
  await open(page, "Failed work");
  await expectVisible(page.getByText("Nothing failed."));
  await look("failed-work");
});

test("no page complained on the way", async () => {
  assert.deepEqual(page.errors.filter((error) => !/status of 4\d\d/.test(error)), []);
  await close(page);
});
