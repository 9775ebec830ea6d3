// The widget for everybody: axe in every step, theme, language and mode, and the ways in which people look and read: their own
// colours, larger text, from right to left.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { assertAccessible, assertNoSidewaysScroll, close, newPage } from "../browser/browser.mjs";
import { expectVisible } from "../browser/expect.mjs";
import { launch } from "../lib/engines/index.mjs";
import { serveHosts } from "./hosts.mjs";
import { walk } from "./steps.mjs";
import { long, tenant } from "./tenants.mjs";

const port = Number(process.env.BOOKSLIP_HOST_PORT);
const origin = `http://localhost:${port}`;

let browser;
let hosts;
before(async () => {
  hosts = await serveHosts({ port, bookslip: process.env.BOOKSLIP_URL, tenant, long });
  browser = (await launch("chromium")).browser;
}, { timeout: 60_000 });
after(async () => {
  await browser?.close();
  hosts?.close();
});

async function visit(asked, options, work) {
  const page = await newPage(browser, { width: 400, ...options });
  try {
    await page.goto(`${origin}/page?${new URLSearchParams(asked)}`);
    await work(page);
    assert.deepEqual(page.errors, []);
  } finally {
    await close(page);
  }
}

const judge = (page, what) => async (step) => {
  await assertNoSidewaysScroll(page, `${step}, ${what}`);
  await assertAccessible(page, `${step}, ${what}`);
};

for (const lang of ["en-BE", "nl-BE", "fr-BE", "de-BE"]) {
  for (const theme of ["light", "dark"]) {
    test(`every step is accessible in ${lang}, ${theme}`, { timeout: 90_000 }, () =>
      visit({ lang, theme }, { scheme: theme }, (page) => walk(page, judge(page, `${lang} ${theme}`), { withProblems: true })));
  }
}

const openers = { popup: "Book a visit", floating: "Book a visit" };
for (const [mode, label] of Object.entries(openers)) {
  test(`every step is accessible as ${mode}, and the page is again where it was`, { timeout: 90_000 }, () =>
    visit({ mode, "button-text": label }, {}, async (page) => {
      const opener = page.getByRole("button", { name: label });
      await expectVisible(opener);
      await assertAccessible(page, `${mode}, closed`);
      await opener.click();
      await walk(page, judge(page, mode));
      await page.keyboard.press("Escape");
      assert.equal(await page.locator("booking-widget").evaluate((host) => host.shadowRoot.activeElement?.textContent.trim()), label, "the focus is on the opener again");
    }));
}

test("in the reader's own colours everything is accessible, and the focus can be seen", { timeout: 90_000 }, () =>
  visit({}, { forcedColors: "active" }, (page) =>
    walk(page, async (step) => {
      await judge(page, "forced colours")(step);
      await page.keyboard.press("Tab");
      const outline = await page.evaluate(() => {
        let element = document.activeElement;
        while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
        const { outlineStyle, outlineWidth } = getComputedStyle(element);
        return outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 1;
      });
      assert.ok(outline, `${step}: no outline`);
    })));

test("with text twice as large every step is accessible and fits", { timeout: 90_000 }, () =>
  visit({ text: "200" }, { width: 640 }, (page) => walk(page, judge(page, "200 %"))));

test("from right to left every step is accessible, and its parts change sides", { timeout: 90_000 }, () =>
  visit({ lang: "ar", dir: "rtl", "widget-dir": "rtl" }, {}, async (page) => {
    await walk(page, judge(page, "right to left"));
    assert.equal(await page.locator("booking-widget").evaluate((host) => getComputedStyle(host.shadowRoot.querySelector("[part~=panel]")).direction), "rtl");
  }));
