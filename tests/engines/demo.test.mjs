// The examples under /demo work as they are copied: each opens, is accessible, throws nothing, and shows its widget or its way in.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { after, before, test } from "node:test";
import { at } from "../../scripts/lib/paths.mjs";
import { assertAccessible, assertNoSidewaysScroll, close, newPage } from "../browser/browser.mjs";
import { expectVisible } from "../browser/expect.mjs";
import { launch } from "../lib/engines/index.mjs";
import { services } from "./steps.mjs";

const bookslip = process.env.BOOKSLIP_URL;
const folder = at("public/demo");
const files = readdirSync(folder).filter((name) => name.endsWith(".html"));

let browser;
before(async () => (browser = (await launch("chromium")).browser), { timeout: 60_000 });
after(() => browser?.close());

for (const file of files) {
  test(`example ${file}`, { timeout: 60_000 }, async () => {
    const source = readFileSync(`${folder}/${file}`, "utf8");
    const page = await newPage(browser);
    try {
      await page.goto(`${bookslip}/demo/${file}`);
      if (source.includes("mode=")) {
        await page.getByRole("button", { name: "Book a visit" }).click();
        await expectVisible(services(page).first());
      } else if (source.includes("<booking-widget")) {
        await expectVisible(services(page).first());
      }
      await assertAccessible(page, file);
      for (const [, href] of source.matchAll(/href="(\/[^"]*)"/g)) assert.equal((await page.request.get(`${bookslip}${href}`)).status(), 200, href);
      assert.deepEqual(page.errors, []);
    } finally {
      await close(page);
    }
  });
}

test("the accessibility statement is accessible, in four languages", { timeout: 60_000 }, async () => {
  const page = await newPage(browser, { width: 320 });
  try {
    await page.goto(`${bookslip}/accessibility.html`);
    await assertAccessible(page, "statement");
    await assertNoSidewaysScroll(page, "statement");
    assert.deepEqual(await page.locator("section").evaluateAll((sections) => sections.map(({ lang }) => lang)), ["en", "nl", "fr", "de"]);
    assert.deepEqual(page.errors, []);
  } finally {
    await close(page);
  }
});

test("the list names every example", () => {
  const list = readFileSync(`${folder}/index.html`, "utf8");
  assert.deepEqual([...list.matchAll(/\/demo\/([a-z-]+\.html)"/g)].map(([, name]) => name).sort(), files.filter((name) => name !== "index.html").sort());
});
