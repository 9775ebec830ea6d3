// The widget as a guest: what the page hides stays hidden, what is typed is no shortcut of the page, and its bars cover nothing.
import assert from "node:assert/strict";
import { heard, open, reach, service, setUp, stand, times, widgetTest } from "./page.mjs";

setUp();

const styleOf = (locator, property) => locator.evaluate((node, name) => getComputedStyle(node)[name], property);

for (const [name, css] of [["visibility", "visibility:hidden"], ["display", "display:none"]]) {
  widgetTest(`a closed panel (${name}) shows, clicks and tabs nothing of it`, {}, async (page) => {
    await open(page, {
      attributes: 'loading="eager"',
      head: `<style>.panel{${css}}</style>`,
      body: (widget) => `<button id="before">Before</button><div class="panel">${widget}</div><button id="after">After</button>`,
    });
    const inner = page.locator("booking-widget button.service").first();
    await inner.waitFor({ state: "attached" });
    assert.equal(await inner.isVisible(), false);
    await page.locator("#before").focus();
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement.id), "after");
    await page.evaluate(() => document.querySelector(".panel").removeAttribute("class"));
    assert.equal(await inner.isVisible(), true);
  });
}

widgetTest("pointer-events, user-select and cursor of the page hold inside", {}, async (page) => {
  await open(page, { body: (widget) => `<div style="pointer-events:none;user-select:none;cursor:wait">${widget}</div>` });
  await service(page).waitFor();
  const card = page.locator("booking-widget .card");
  assert.equal(await styleOf(card, "pointerEvents"), "none");
  assert.equal(await styleOf(card.locator("h2"), "userSelect"), "none");
  assert.equal(await styleOf(card, "cursor"), "wait");
});

widgetTest("letters typed in the widget are no shortcuts of the page, and keys elsewhere are", {}, async (page) => {
  await open(page, {
    body: (widget) => `${widget}<script>globalThis.keys=[];for(const type of ["keydown","keyup","keypress","paste"])document.addEventListener(type,(event)=>{keys.push(type+" "+(event.key??""));if(event.key!=="Tab")event.preventDefault()})</script>`,
  });
  await reach(page, "details");
  await page.evaluate(() => (globalThis.keys.length = 0));
  await page.getByLabel("Name", { exact: true }).focus();
  await page.keyboard.type("s / ? jk");
  await page.getByLabel("Notes").focus();
  await page.keyboard.type("g i");
  assert.equal(await page.getByLabel("Name", { exact: true }).inputValue(), "s / ? jk");
  assert.equal(await page.getByLabel("Notes").inputValue(), "g i");
  assert.deepEqual(await page.evaluate(() => globalThis.keys), []);
  await page.getByRole("button", { name: "Back" }).focus();
  await page.keyboard.press("s");
  assert.ok((await page.evaluate(() => globalThis.keys)).includes("keydown s"));
  await page.getByRole("button", { name: "Back" }).click();
  await page.getByRole("button", { name: /available/ }).first().focus();
  await page.evaluate(() => (globalThis.keys.length = 0));
  await page.keyboard.press("ArrowRight");
  assert.ok(!(await page.evaluate(() => globalThis.keys)).includes("keydown ArrowRight"), "the month uses its keys alone");
});

for (const width of [360, 1200]) {
  widgetTest(`the page's sticky bars cover no heading at ${width} px`, { width, height: 640 }, async (page) => {
    await open(page, {
      head: "<style>body{margin:0}header{position:sticky;top:0;height:88px;background:#ccc;z-index:9}nav{position:fixed;top:88px;left:0;right:0;height:40px;background:#aaa;z-index:9}.tall{height:900px}</style>",
      body: (widget) => `<header>Bar</header><nav>Second bar</nav><div class="tall">Above</div>${widget}<div class="tall">Below</div>`,
    });
    await page.locator("booking-widget").scrollIntoViewIfNeeded();
    for (const step of ["time", "details", "review", "result"]) {
      // As somebody who has read to the end of the step.
      await reach(page, "service");
      await reach(page, step);
      await page.waitForTimeout(100);
      const top = await page.locator("booking-widget h2").first().evaluate((node) => node.getBoundingClientRect().top);
      assert.ok(top >= 128 && top < 640, `${step}: the heading is at ${top}`);
      if (step !== "result") {
        await page.evaluate(() => document.querySelector("booking-widget").reset());
      }
    }
  });
}

widgetTest("a problem and a field that is focused from it lie below the bar as well", { width: 360, height: 640 }, async (page) => {
  await open(page, {
    head: "<style>body{margin:0}header{position:fixed;inset:0 0 auto;height:120px;background:#ccc;z-index:9}.tall{height:700px}</style>",
    body: (widget) => `<header>Bar</header><div class="tall"></div>${widget}<div class="tall"></div>`,
  });
  await reach(page, "details");
  await page.getByRole("button", { name: "Continue to review" }).click();
  await page.getByRole("heading", { name: "There is a problem" }).waitFor();
  await page.waitForTimeout(100);
  const top = (selector) => page.locator(selector).evaluate((node) => node.getBoundingClientRect().top);
  assert.ok((await top("booking-widget .problems")) >= 120);
  await page.getByRole("link", { name: "Enter your e-mail address" }).click();
  await page.waitForTimeout(100);
  assert.ok((await top("booking-widget #email")) >= 120);
});

widgetTest("direction: left to right in our languages on a page from right to left, unless the owner says otherwise", {}, async (page) => {
  await open(page, { lang: "ar", head: "<style>html{direction:rtl}</style>" });
  await reach(page, "time");
  assert.equal(await styleOf(page.locator("booking-widget .card"), "direction"), "ltr");
  await page.evaluate(() => document.querySelector("booking-widget").setAttribute("dir", "rtl"));
  await times(page).first().waitFor();
  assert.equal(await styleOf(page.locator("booking-widget .card"), "direction"), "rtl");
  const day = (name) => page.getByRole("button", { name });
  await day(/^Tuesday,? 1 December/).focus();
  await page.keyboard.press("ArrowLeft");
  await page.waitForFunction(() => document.querySelector("booking-widget").shadowRoot.activeElement?.dataset.date === "2026-12-02");
});

widgetTest("a page that asks for the whole name of an event without a colon gets it, with nothing personal in it", {}, async (page) => {
  await open(page, { attributes: 'source="spring-mailing"' });
  await reach(page, "result");
  for (const name of ["ready", "step", "service-selected", "slot-selected", "submitted", "created"]) {
    const [plain, colon] = [await heard(page, `booking-${name}`), await heard(page, `booking:${name}`)];
    assert.ok(plain.length > 0, name);
    assert.deepEqual(plain, colon);
    assert.ok(plain.every(({ source }) => source === "spring-mailing"));
  }
  assert.doesNotMatch(JSON.stringify(await page.evaluate(() => globalThis.heard)), /Amina|example\.com|https?:/);
  assert.ok(stand.state.asked.length > 0);
});
