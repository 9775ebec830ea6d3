// The widget takes the room it gets, up to 720 px, in whatever a page puts it; and nothing is cut or scrolls sideways, with large
// text and long words as well.
import assert from "node:assert/strict";
import { open, reach, service, setUp, stand, steps, widgetTest } from "./page.mjs";

setUp();

const widths = [280, 360, 768, 1200];
const full = (room) => Math.min(720, room);

/** Parents as page builders make them: style of the parent, how wide the card is where the page is `room` wide; `wrap` adds more around it. */
const parents = [
  ["block", "", full],
  ["flex row", "display:flex", full],
  ["flex row, centred", "display:flex;justify-content:center", full],
  ["flex column", "display:flex;flex-direction:column", full],
  ["flex column, centred (Tailwind items-center)", "display:flex;flex-direction:column;align-items:center", full],
  ["flex column, start", "display:flex;flex-direction:column;align-items:flex-start", full],
  ["flex, wrapping (WordPress Row)", "display:flex;flex-wrap:wrap;gap:16px", full],
  ["grid", "display:grid", full],
  ["grid, centred", "display:grid;place-items:center", full],
  ["grid, start", "display:grid;justify-items:start", full],
  ["grid, auto column", "display:grid;grid-template-columns:auto;justify-content:center", full],
  ["grid, minmax(0, 1fr)", "display:grid;grid-template-columns:minmax(0,1fr)", full],
  ["table cell", "display:table-cell", full],
  ["table", "display:table", full],
  ["float", "float:left", full],
  ["inline-block", "display:inline-block", full],
  ["fit-content", "width:fit-content", full],
  ["fit-content, centred", "width:fit-content;margin-inline:auto", full],
  ["max-content", "width:max-content;max-width:100%", full],
  ["min-content", "width:min-content", (room) => Math.min(240, room)],
  ["absolute", "position:absolute;inset-inline-start:0", full],
  ["absolute, in the middle", "position:absolute;left:50%;transform:translateX(-50%)", (room) => Math.max(Math.min(240, room), room / 2)],
  ["fixed", "position:fixed;top:0;left:0", full],
  ["fixed, both sides", "position:fixed;top:0;left:0;right:0", full],
  ["overflow hidden", "overflow:hidden", full],
  ["multi-column", "columns:1", full],
  ["text-align centre", "text-align:center", full],
  ["writing direction", "direction:rtl", full],
  ["sidebar of 260 px", "display:flex;width:100%", (room) => Math.min(260, room), '<div style="flex:0 0 260px;max-width:100%;min-width:0" class="here"></div><div style="flex:1;min-width:0;overflow:hidden">Text beside it</div>'],
  ["columns of 66 and 33 %", "display:flex;width:100%", (room) => Math.max(room * 0.33, 0), '<div style="flex:0 0 66%">Text beside it</div><div style="flex:0 0 33%;min-width:0" class="here"></div>'],
  ["grid of 2fr and 1fr", "display:grid;grid-template-columns:2fr 1fr;width:100%", () => 240, '<div>Text</div><div class="here"></div>'],
];

const measure = (page, [name, style, , inner]) =>
  page.evaluate(
    ({ name, style, inner }) => {
      document.body.append(document.querySelector("booking-widget"));
      document.querySelector("#place").innerHTML = `<div id="parent" style="${style}">${inner ?? ""}</div>`;
      const parent = document.querySelector("#parent");
      const widget = document.querySelector("booking-widget");
      (parent.querySelector(".here") ?? parent).append(widget);
      const card = widget.shadowRoot.querySelector(".card").getBoundingClientRect();
      const { scrollWidth, clientWidth } = document.documentElement;
      return { name, card: card.width, left: card.left, right: card.right, sideways: scrollWidth > clientWidth && !/middle|2fr/.test(name) && card.width > 240, room: clientWidth };
    },
    { name, style, inner },
  );

/** What a page does with columns of less than 240 px is its own affair. */
function judge(found, [, , expected]) {
  const least = expected(found.room);
  if (found.card < least - 1.5 || found.card > 720.5) return `${found.name}: ${found.card} px instead of ${least} in ${found.room}`;
  if (found.sideways) return `${found.name}: the page of ${found.room} px scrolls sideways`;
  return "";
}

for (const width of widths) {
  widgetTest(`every parent gives it its room at ${width} px, before and after the widget has come`, { width }, async (page) => {
    let release;
    const held = new Promise((resolve) => (release = resolve));
    await page.route(/bw_bg\.wasm$/, async (route) => {
      await held;
      await route.continue();
    });
    await open(page, { body: (widget) => `<style>body{margin:0}</style>${widget}<div id="place"></div>`, attributes: 'loading="eager"' });
    await page.getByRole("link", { name: /^Home cleaning/ }).waitFor();
    const faults = [];
    for (const parent of parents) faults.push(judge(await measure(page, parent), parent));
    release();
    await service(page).waitFor();
    for (const parent of parents) faults.push(judge(await measure(page, parent), parent));
    assert.deepEqual(faults.filter(Boolean), []);
  });
}

/** What is wider than the box it stands in, or cut off by it. */
const spilled = (page, judgeLines) =>
  page.evaluate((judgeLines) => {
    const faults = [];
    const root = document.querySelector("booking-widget").shadowRoot;
    const card = root.querySelector(".card").getBoundingClientRect();
    for (const node of root.querySelectorAll(".card *")) {
      if (node.closest(".vh, svg") || !node.checkVisibility()) continue;
      const box = node.getBoundingClientRect();
      if (box.width && (box.right > card.right + 1 || box.left < card.left - 1)) faults.push(`${node.localName}.${node.className} sticks out by ${Math.round(box.right - card.right)} px`);
      if (!node.matches("input, .vh") && node.scrollWidth > node.clientWidth + 1 && getComputedStyle(node).overflowX !== "visible") faults.push(`${node.localName}.${node.className} is cut`);
    }
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth > clientWidth) faults.push(`the page is ${scrollWidth} px wide in ${clientWidth}`);
    // A time, an amount or "Step 2 of 4" on two lines. With text at 200 % a narrow card holds no whole time: breaking is right then, cutting is not.
    for (const node of judgeLines ? root.querySelectorAll(".slot, .nw, .price, .amount") : []) {
      const lines = node.checkVisibility() ? new Set([...node.getClientRects()].map((rect) => Math.round(rect.top))).size : 1;
      if (lines > 1) faults.push(`${node.textContent} stands on ${lines} lines`);
    }
    return faults;
  }, judgeLines);

for (const width of [280, 320, 768]) {
  for (const size of [100, 200]) {
    for (const locale of ["en", "de"]) {
      widgetTest(`nothing is cut at ${width} px, text at ${size} %, ${locale}`, { width }, async (page) => {
        stand.state.catalogue.tenant.name = "Maximiliane Vandenbroucke-Schoonmaker van der Lindenbosch Gebäudereinigungsgesellschaft";
        // The long service first: what is chosen is the longest there is.
        stand.state.catalogue.services = [...stand.state.catalogue.services].reverse();
        await open(page, { attributes: `locale="${locale}"`, head: `<style>html{font-size:${size}%}body{margin:8px}</style>` });
        const look = async (step) => assert.deepEqual(await spilled(page, size === 100), [], step);
        const widget = page.locator("booking-widget");
        await widget.locator("button.service").first().waitFor();
        await look("service");
        await widget.locator("button.service").first().click();
        await widget.locator(".slot").first().waitFor();
        await look("time");
        await widget.locator(".slot").first().click();
        await widget.locator("button[type=submit]").click();
        await widget.locator(".problems").waitFor();
        await look("problems");
        await widget.locator("#name").fill("Wolfeschlegelsteinhausenbergerdorff");
        await widget.locator("#email").fill("wolfeschlegelsteinhausenbergerdorff@rechtsschutzversicherungsgesellschaft.example");
        await widget.locator("[name=for-company]").check();
        await look("company");
        await widget.locator("[name=for-company]").uncheck();
        await widget.locator("button[type=submit]").click();
        await widget.locator(".last .primary").waitFor();
        await look("review");
        await widget.locator(".last .primary").click();
        await widget.locator(".booked").waitFor();
        await look("result");
      });
    }
  }
}

widgetTest("the card gets no lower between the steps", { width: 768 }, async (page) => {
  await open(page);
  const height = () => page.evaluate(() => document.querySelector("booking-widget").getBoundingClientRect().height);
  let before = 0;
  for (const step of steps.slice(0, 2)) {
    await reach(page, step);
    const now = await height();
    assert.ok(now >= before, `${step}: ${now} px after ${before}`);
    before = now;
    if (step === "service") continue;
    await page.getByRole("button", { name: "Back" }).click();
    await service(page).waitFor();
    assert.ok((await height()) >= before - 1);
  }
});
