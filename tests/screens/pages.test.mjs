// Every screen of the sales invoice: axe-core finds nothing and nothing scrolls sideways, on a phone, a tablet and a desk, light and
// dark; in forced colours every control keeps an edge.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { book } from "../lib/client.mjs";
import { adminKey } from "../lib/tenants.mjs";
import { signIn, title } from "../browser/admin-steps.mjs";
import { assertAccessible, assertNoSidewaysScroll, close, dashboard, launch, newPage, picture, schemes, widths, worker } from "../browser/browser.mjs";
import { expectVisible } from "../browser/expect.mjs";

const tenant = "screens-other";
const customer = {
  name: "Maximiliane Vandenbroucke-Schoonmaker van der Lindenbosch", email: "maximiliane@example.com",
  company: { name: "Bäckerei & Konditorei De Korenbloem aan de Leie BV", vat_number: "BE0202239951" },
  address: { street: "Kortrijksepoortstraat 254 bus 0301", postal_code: "9000", city: "Gent", country: "BE" },
};

let browser;
/** Addresses by name; those of documents are added when they are made. */
const screens = {
  today: "/admin",
  overview: "/admin/invoices",
  "overview-none": "/admin/invoices?q=nobody-at-all",
  "credit-notes": "/admin/credit-notes",
  quotes: "/admin/quotes",
  drafts: "/admin/drafts",
  "new-invoice": "/admin/invoices/new",
  "new-quote": "/admin/quotes/new",
  contacts: "/admin/contacts",
  "contacts-duplicates": "/admin/contacts?show=duplicates",
  "contact-add": "/admin/contacts/new",
  items: "/admin/items",
  "item-add": "/admin/items/add",
  "company-details": "/admin/settings/company-details",
  "cash-discount": "/admin/settings/cash-discount",
  "vat-codes": "/admin/settings/vat-codes",
  "vat-code-add": "/admin/settings/vat-codes/add",
  "vat-code": "/admin/settings/vat-codes/21/1996-01-01",
  "sales-invoicing": "/admin/sales-invoicing",
  bookings: "/admin/bookings",
  flags: "/admin/settings/flags",
  "payment-terms": "/admin/settings/payment-terms",
  "allowed-origins": "/admin/settings/allowed-origins",
  "sales-conditions": "/admin/settings/sales-conditions",
  "number-series": "/admin/settings/number-series",
  layout: "/admin/settings/layout",
  embed: "/admin/settings/embed",
  sending: "/admin/settings/sending",
  "access-point": "/admin/settings/peppol-access-point",
  "email-templates": "/admin/settings/email-templates",
  "email-template": "/admin/settings/email-templates/overdue_1/nl",
  reminders: "/admin/settings/reminders",
  webhooks: "/admin/settings/webhooks",
  "webhook-add": "/admin/settings/webhooks/add",
  "failed-work": "/admin/settings/failed-work",
};

/** Fills what an admin has after a month: a paid invoice, a credit note, an item, a draft. */
async function fillBooks(page) {
  const { answer: booked } = await book(tenant, { customer, notes: "Please ring twice." });
  screens["customer-booking"] = new URL(booked.manage_url).pathname;
  screens["customer-move"] = `${screens["customer-booking"]}/move`;
  screens["customer-move-no-time"] = `${screens["customer-move"]}?day=2020-01-06`;
  await book(tenant, { customer });
  const go = (path) => page.goto(new URL(path, dashboard).href);
  const press = (name) => page.getByRole("main").getByRole("button", { name }).first().click();
  await go("/admin/items/add");
  await page.getByLabel("Description", { exact: true }).fill("Window cleaning, inside and outside, frames and sills included");
  await page.getByLabel("Price without VAT").fill("1234567.89");
  await press("Add item");
  await expectVisible(title(page, "Items"));
  await go("/admin/invoices");
  await page.getByRole("link", { name: /-0001$/ }).click();
  screens.invoice = new URL(page.url()).pathname;
  screens["record-payment"] = `${screens.invoice}/record-payment`;
  screens["create-credit-note"] = `${screens.invoice}/credit-note`;
  await go(screens["record-payment"]);
  await page.getByLabel(/^Amount/).fill("10");
  await press("Record payment");
  await expectVisible(page.getByText("partly paid").first());
  await go("/admin/invoices");
  await page.getByRole("link", { name: /-0002$/ }).click();
  await page.getByRole("main").getByRole("link", { name: /credit note/i }).first().click();
  await page.getByLabel(/reason/i).first().fill("Booked by mistake");
  await press(/credit note/i);
  await expectVisible(title(page, /^Credit note CRN-/));
  screens["credit-note"] = new URL(page.url()).pathname;
  await go("/admin/contacts");
  await page.getByRole("link", { name: /Korenbloem/ }).first().click();
  await expectVisible(title(page, /Korenbloem/));
  screens.contact = new URL(page.url()).pathname;
  screens["contact-edit"] = `${screens.contact}/edit`;
  screens["contact-merge"] = `${screens.contact}/merge`;
  await go("/admin/invoices/new");
  await page.getByRole("button", { name: /select a contact/ }).click();
  await expectVisible(page.getByRole("button", { name: /Korenbloem/ }));
  screens["choose-contact"] = new URL(page.url()).pathname;
  screens.draft = screens["choose-contact"].replace(/\/contact$/, "");
  await page.getByRole("button", { name: /Korenbloem/ }).click();
  const line = page.getByRole("group", { name: /^Line 1\b/ });
  await line.getByLabel("Item").fill("Cleaning of the common parts, with work at great height");
  await line.getByLabel(/^Unit price/).fill("1234567.89");
  await press("Add a text");
  await press("Add a discount on everything");
  screens["browse-items"] = `${screens.draft}/items`;
  screens.preview = `${screens.draft}/preview`;
  screens.attachments = `${screens.draft}/attachments`;
  screens["delete-draft"] = `${screens.draft}/delete`;
  await go("/admin/bookings");
  await page.getByRole("link", { name: /^B-/ }).or(page.locator("a.open")).first().click();
  await expectVisible(title(page, /^Booking /));
  screens.booking = new URL(page.url()).pathname;
  for (const step of ["cancel", "move"]) screens[`${step}-booking`] = `${screens.booking}/${step}`;
  screens["move-booking-no-time"] = `${screens["move-booking"]}?day=2020-01-06`;
  await go("/admin/quotes/new");
  const quoted = page.getByRole("group", { name: /^Line 1\b/ });
  await quoted.getByLabel("Item").fill("Cleaning of the whole building");
  await quoted.getByLabel(/^Unit price/).fill("480");
  await page.getByRole("button", { name: /select a contact/ }).click();
  await page.getByRole("button", { name: /Korenbloem/ }).click();
  await press("Save");
  await expectVisible(title(page, /^Quote QUO-/));
  screens.quote = new URL(page.url()).pathname;
  screens["quote-send"] = `${screens.quote}/send`;
  for (const step of ["generate-invoice", "prepayment", "answer", "withdraw"]) screens[`quote-${step}`] = `${screens.quote}/${step}`;
}

before(async () => {
  browser = await launch();
  const page = await newPage(browser, { javaScriptEnabled: false });
  await signIn(page, adminKey(tenant));
  await fillBooks(page);
  await close(page);
});
after(() => browser?.close());

test("every screen, at three widths, light and dark", { timeout: 1_500_000 }, async () => {
  const page = await newPage(browser);
  await signIn(page, adminKey(tenant));
  for (const [name, path] of Object.entries(screens)) {
    const answer = await page.goto(new URL(path, worker).href);
    assert.equal(answer.status(), 200, name);
    // One page for all of them: neither width nor scheme asks the server for anything.
    for (const scheme of schemes) {
      await page.emulateMedia({ colorScheme: scheme });
      for (const width of widths) {
        await page.setViewportSize({ width, height: 900 });
        await assertNoSidewaysScroll(page, `${name} at ${width} px`);
        await assertAccessible(page, `${name} at ${width} px, ${scheme}`);
        await picture(page, `screens-${name}-${width}-${scheme}`);
      }
    }
    await page.emulateMedia({ colorScheme: "light" });
    // The least room that a table gets before its rows become cards.
    await page.setViewportSize({ width: 1060, height: 900 });
    await assertNoSidewaysScroll(page, `${name} at 1060 px`);
  }
  assert.deepEqual(page.errors, []);
  await close(page);
});

test("in forced colours every control keeps an edge", { timeout: 120_000 }, async () => {
  const page = await newPage(browser, { forcedColors: "active" });
  await signIn(page, adminKey(tenant));
  for (const name of ["overview", "draft", "company-details", "vat-codes", "record-payment"]) {
    await page.goto(new URL(screens[name], worker).href);
    const bare = await page.evaluate(() =>
      [...document.querySelectorAll("main button, main input:not([type=hidden]), main select, main textarea")].filter((control) => control.checkVisibility() && control.getBoundingClientRect().width > 1).filter((control) => {
        const style = getComputedStyle(control);
        const edged = ["Top", "Bottom"].some((side) => style[`border${side}Style`] !== "none" && parseFloat(style[`border${side}Width`]) > 0);
        const worded = /underline/.test(style.textDecorationLine);
        return !edged && !worded && !["checkbox", "radio", "file"].includes(control.type);
      }).map((control) => `${control.tagName} ${control.name || control.textContent}`),
    );
    assert.deepEqual(bare, [], name);
    await picture(page, `screens-${name}-forced-colours`);
  }
  await close(page);
});
