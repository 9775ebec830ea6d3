// Every page without the widget's steps: axe-core finds nothing, nothing scrolls sideways, at three widths, light and dark.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { book, pathOf, uuid7 } from "../lib/client.mjs";
import { adminKey as keyOf } from "../lib/tenants.mjs";
import { open, signIn } from "./admin-steps.mjs";
import { assertAccessible, assertNoSidewaysScroll, close, dashboard, launch, newPage, picture, schemes, widths, worker } from "./browser.mjs";
import { expectVisible } from "./expect.mjs";

/** Tenants that `npm test` puts beside the demo tenant: one with the flag off, one that allows repeat bookings. */
const quoting = "browser-quote";
const repeating = "browser-repeat";
const customer = {
  name: "Maximiliane Vandenbroucke-Schoonmaker van der Lindenbosch",
  email: "maximiliane@example.com",
  company: { name: "Bäckerei & Konditorei De Korenbloem aan de Leie BV", vat_number: "BE0202239951" },
  address: { street: "Kortrijksepoortstraat 254 bus 0301", postal_code: "9000", city: "Gent", country: "BE" },
};

let browser;
let quote;
let cancelled;
before(async () => {
  browser = await launch();
  quote = await book(quoting, { customer, notes: "Please ring twice." });
  cancelled = await book(quoting, { customer });
});
after(() => browser?.close());

const documents = () => ({
  "public-quote": pathOf(quote.answer.document.url),
  "public-manage": pathOf(quote.answer.manage_url),
  "public-cancel": `${pathOf(quote.answer.manage_url)}/cancel`,
  "public-hosted": `/b/${quoting}`,
  "public-not-found": "/b/nobody",
  "public-dead-link": `/d/1x.${"A".repeat(43)}`,
  "admin-sign-in": "/admin/login",
});

const signedIn = () => ({
  "admin-today": "/admin",
  "admin-bookings": "/admin/bookings",
  "admin-bookings-none": "/admin/bookings?q=nobody-at-all",
  "admin-booking": `/admin/bookings/${quote.id}`,
  "admin-booking-cancelled": `/admin/bookings/${cancelled.id}`,
  "admin-generate-invoice": `/admin/bookings/${quote.id}/generate-invoice`,
  "admin-cancel": `/admin/bookings/${quote.id}/cancel`,
  "admin-invoices": "/admin/invoices",
  "admin-quotes": "/admin/quotes",
  "admin-flags": "/admin/settings/flags",
  "admin-payment-terms": "/admin/settings/payment-terms",
  "admin-allowed-origins": "/admin/settings/allowed-origins",
  "admin-embed": "/admin/settings/embed",
  "admin-not-found": `/admin/bookings/${uuid7()}`,
});

test("what nobody could use is found: in the page, in an open shadow root and in a frame", async () => {
  const page = await newPage(browser);
  const whole = (inside) => `<!doctype html><html lang="en"><head><title>A page</title></head><body><main><h1>A page</h1>${inside}</main></body></html>`;
  const serve = (path, inside) => page.route(new URL(path, worker).href, (route) => route.fulfill({ contentType: "text/html", body: whole(inside) }));
  await serve("/framed", "<button></button>");
  for (const [index, [inside, fault]] of [
    ["<p>In order</p>", null],
    ["<button></button>", /button-name/],
    ['<p style="color:#ccc;background:#fff">Pale</p>', /color-contrast/],
    ['<div><template shadowrootmode="open"><button></button></template></div>', /button-name/],
    ['<iframe title="Frame" src="/framed"></iframe>', /button-name/],
  ].entries()) {
    await serve(`/sample-${index}`, inside);
    await page.goto(new URL(`/sample-${index}`, worker).href);
    const judged = assertAccessible(page, "a sample");
    await (fault ? assert.rejects(judged, fault, inside) : judged);
  }
  await close(page);
});

async function judge(page, name, path, scheme) {
  await page.goto(new URL(path, worker).href);
  for (const width of widths) {
    await page.setViewportSize({ width, height: 900 });
    await assertNoSidewaysScroll(page, `${name} at ${width} px`);
    await assertAccessible(page, `${name} at ${width} px, ${scheme}`);
    await picture(page, `${name}-${width}-${scheme}`);
  }
}

const quiet = (errors) => errors.filter((error) => !/status of 4\d\d/.test(error));

for (const scheme of schemes) {
  test(`public pages, ${scheme}`, { timeout: 300_000 }, async () => {
    const page = await newPage(browser, { scheme });
    for (const [name, path] of Object.entries(documents())) await judge(page, name, path, scheme);
    assert.deepEqual(quiet(page.errors), []);
    await close(page);
  });

  test(`the dashboard, ${scheme}`, { timeout: 600_000 }, async () => {
    const page = await newPage(browser, { scheme });
    if (scheme === schemes[0]) {
      await signIn(page, keyOf(quoting));
      await page.goto(new URL(`/admin/bookings/${cancelled.id}/cancel`, worker).href);
      await page.getByRole("button", { name: "Cancel booking" }).click();
    } else {
      await signIn(page, keyOf(quoting));
    }
    for (const [name, path] of Object.entries(signedIn())) await judge(page, name, path, scheme);
    await page.goto(`${worker}/admin/bookings/${quote.id}`);
    await page.getByRole("link", { name: quote.answer.document.number }).first().click();
    await judge(page, "admin-document", new URL(page.url()).pathname, scheme);
    assert.deepEqual(quiet(page.errors), []);
    await close(page);
  });

  test(`the hidden flag says why, ${scheme}`, { timeout: 120_000 }, async () => {
    const page = await newPage(browser, { scheme });
    await signIn(page, keyOf(repeating));
    await open(page, "Flags & permissions");
    await expectVisible(page.getByText("is hidden: while customers may repeat bookings, the option above decides."));
    await judge(page, "admin-flags-hidden", "/admin/settings/flags", scheme);
    await close(page);
  });
}

test("refused forms are accessible too: a wrong key, terms that do not fit", { timeout: 120_000 }, async () => {
  const page = await newPage(browser);
  await page.goto(dashboard);
  await page.getByLabel("Admin key").fill("bsk_wrong");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expectVisible(page.getByRole("heading", { name: "There is a problem" }));
  await assertAccessible(page, "wrong key");
  await picture(page, "admin-sign-in-refused");
  await signIn(page, keyOf(quoting));
  await open(page, "Payment terms");
  await page.getByRole("radio", { name: "Pay later", exact: true }).check();
  await page.getByLabel("Due after").fill("999");
  await page.getByRole("button", { name: "Save payment terms" }).click();
  await expectVisible(page.getByRole("heading", { name: "There is a problem" }));
  await assertAccessible(page, "terms refused");
  await picture(page, "admin-terms-refused");
  await close(page);
});

test("the embed snippet is copied with one click", async () => {
  const page = await newPage(browser, { permissions: ["clipboard-read", "clipboard-write"] });
  await signIn(page, keyOf(quoting));
  await open(page, "Embed");
  await page.getByRole("button", { name: "Copy" }).first().click();
  await expectVisible(page.getByText(/copied/i).first());
  const text = await page.evaluate(() => navigator.clipboard.readText());
  assert.match(text, new RegExp(`<booking-widget tenant="${quoting}">`));
  await close(page);
});

test("the hosted page books without any site of the owner's", { timeout: 60_000 }, async () => {
  const { bookInWidget } = await import("./widget-steps.mjs");
  const page = await newPage(browser);
  const { kind } = await bookInWidget(page, `${worker}/b/${quoting}`, {});
  assert.equal(kind, "Quote");
  assert.deepEqual(page.errors, []);
  await close(page);
});
