// One Chromium, the stand-in, and a page that remembers every error: what the tests of the widget have in common.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { assertAccessible, launch, newPage, picture } from "../browser/browser.mjs";
import { element, now, pageOf, script, startStandIn } from "./stand-in.mjs";

export { assertAccessible };

export let stand;
export let browser;

/** Starts browser and servers for a test file. */
export function setUp() {
  before(async () => {
    stand = await startStandIn();
    browser = await launch();
  });
  after(async () => {
    await browser?.close();
    stand?.stop();
  });
}

/** A test with a page of its own; an uncaught error on it fails the test. `allow` names errors that belong to the test. */
export const widgetTest = (name, { allow = /^$/, ...options }, work) =>
  test(name, { timeout: 120_000 }, async () => {
    Object.assign(stand.state, { catalogue: (await import("./stand-in.mjs")).catalogue(), answer: undefined, asked: [], headers: {}, hosted: "" });
    const page = await newPage(browser, options);
    await page.clock.setFixedTime(now);
    await page.addInitScript(() => {
      globalThis.heard = [];
      for (const name of ["ready", "step", "service-selected", "slot-selected", "submitted", "created", "error", "closed"]) {
        for (const type of [`booking:${name}`, `booking-${name}`]) document.addEventListener(type, (event) => globalThis.heard.push([type, event.detail]));
      }
    });
    try {
      await work(page);
      assert.deepEqual(page.errors.filter((error) => !allow.test(error)), []);
    } catch (error) {
      await picture(page, `failed-${name.replace(/\W+/g, "-").slice(0, 80)}`).catch(() => {});
      throw error;
    } finally {
      await page.context().close();
    }
  });

let count = 0;

/** Opens a page with this body, the script and, unless the body has one, the element. */
export async function open(page, { attributes = "", body = (widget) => `<main><h1>A page</h1>${widget}</main>`, head = "", lang } = {}) {
  count += 1;
  const html = pageOf(script(stand.base) + body(element(stand.base, attributes)), { head, lang });
  await page.goto(stand.page(`/page-${count}`, html));
  return page.locator("booking-widget").first();
}

/** Events that the page heard, by one of their names. */
export const heard = (page, type) => page.evaluate((wanted) => globalThis.heard.filter(([name]) => name === wanted).map(([, detail]) => detail), type);

export const service = (page, name = "Home cleaning") => page.getByRole("button", { name: new RegExp(`^${name}`) });
export const times = (page) => page.getByRole("button", { name: /^\d{1,2}:\d{2}/ });

const steps = ["service", "time", "details", "review", "result"];

/** Brings an English widget from its first step to the named one. */
export async function reach(page, step) {
  const wanted = steps.indexOf(step);
  await service(page).waitFor();
  if (wanted < 1) return;
  await service(page).click();
  await times(page).first().waitFor();
  if (wanted < 2) return;
  await times(page).first().click();
  await page.getByLabel("Name", { exact: true }).waitFor();
  if (wanted < 3) return;
  await page.getByLabel("Name", { exact: true }).fill("Amina Peeters");
  await page.getByLabel("E-mail address").fill("amina@example.com");
  await page.getByRole("button", { name: "Continue to review" }).click();
  await page.getByRole("button", { name: "Confirm booking" }).waitFor();
  if (wanted < 4) return;
  await page.getByRole("button", { name: "Confirm booking" }).click();
  await page.getByRole("heading", { name: "Booked" }).waitFor();
}

export { steps };
