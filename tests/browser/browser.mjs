// One Chromium per test file, pages that remember every error, axe on whatever is shown, and pictures to look at.
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import AxeBuilder from "@axe-core/playwright";
import { chromium } from "playwright-core";
import { at } from "../../scripts/lib/paths.mjs";

/** Addresses of the product under test, as `npm start` printed them. */
export const host = process.env.BOOKSLIP_HOST ?? "http://localhost:8788/";
export const dashboard = process.env.BOOKSLIP_DASHBOARD ?? "http://localhost:8787/admin";
export const worker = new URL(dashboard).origin;
export const adminKey = process.env.BOOKSLIP_KEY ?? "";

export const widths = [360, 768, 1200];
export const schemes = ["light", "dark"];

/** Starts the browser without any call of its own to the outside. */
export const launch = () =>
  chromium.launch({
    executablePath: process.env.CHROMIUM_PATH,
    args: [
      "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
      "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
    ],
  });

/** A page in a fresh context; `page.errors` lists uncaught errors and errors on the console. */
export async function newPage(browser, { width = 1200, height = 900, scheme = "light", ...context } = {}) {
  // Colours are judged, so none may be on its way from one to another.
  const opened = await browser.newContext({ viewport: { width, height }, colorScheme: scheme, reducedMotion: "reduce", locale: "en-BE", timezoneId: "Europe/Brussels", ...context });
  const page = await opened.newPage();
  page.setDefaultTimeout(15_000);
  page.errors = [];
  page.on("pageerror", (error) => page.errors.push(`uncaught: ${error.message}`));
  page.on("console", (message) => {
    if (message.type() === "error") page.errors.push(`console: ${message.text()}`);
  });
  return page;
}

export const close = (page) => page.context().close();

/** axe-core over everything that is shown, open shadow roots included: no violation at all. */
export async function assertAccessible(page, what) {
  await settle(page);
  // Legacy mode asks the page itself for the result, in half the time; the other mode opens a page beside it, for frames of other origins.
  const axe = new AxeBuilder({ page }).setLegacyMode(true).withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]);
  const { violations } = await axe.analyze();
  const lines = violations.flatMap(({ id, help, nodes }) => nodes.map(({ target, failureSummary }) => `${id}: ${help}\n  ${JSON.stringify(target)}\n  ${failureSummary}`));
  assert.equal(lines.join("\n"), "", what);
}

/** Waits until no transition or animation is under way: a colour halfway between two others has no contrast to judge. */
export const settle = (page) =>
  page.evaluate(() => Promise.allSettled(document.getAnimations({ subtree: true }).filter((animation) => animation.effect?.getComputedTiming().iterations !== Infinity).map((animation) => animation.finished)).then(() => undefined));

/** Whether everything fits the width: neither the page nor a table in it scrolls sideways. */
export const assertNoSidewaysScroll = async (page, what) => {
  const wide = await page.evaluate(() =>
    [document.documentElement, ...document.querySelectorAll(".table")].filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth).map(({ localName, scrollWidth, clientWidth }) => `${localName}: ${scrollWidth} in ${clientWidth} px`));
  assert.deepEqual(wide, [], `${what} scrolls sideways`);
};

/** A picture for people, below tests/output: of the whole page, or of one element. */
export async function picture(page, name, element) {
  const folder = at("tests/output/screenshots");
  mkdirSync(folder, { recursive: true });
  await settle(page);
  const path = `${folder}/${name}.png`;
  await (element ? element.screenshot({ path }) : page.screenshot({ path, fullPage: true }));
}
