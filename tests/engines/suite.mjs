// What every engine has to show: the journey on each host page, and the widget's width and wrapping wherever it is put.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { expectVisible } from "../browser/expect.mjs";
import { launch } from "../lib/engines/index.mjs";
import { pages, policies, serveHosts } from "./hosts.mjs";
import { measureFrames, walkNarrow } from "./measure.js";
import { MAXIMUM, parents } from "./parents.mjs";
import { walk } from "./steps.mjs";
import { long, tenant } from "./tenants.mjs";

const bookslip = process.env.BOOKSLIP_URL;
/** The same product, whose WebAssembly never arrives. */
const waiting = process.env.BOOKSLIP_WAITING_URL;
const port = Number(process.env.BOOKSLIP_HOST_PORT);
const origin = `http://localhost:${port}`;
const waitingPort = Number(process.env.BOOKSLIP_WAITING_HOST_PORT);
const pageWidths = [280, 360, 768, 1200];

// In the page.
const areServicesThere = () => document.querySelector("booking-widget").shadowRoot.querySelectorAll("li button, li a").length > 0;
const isAnythingShown = () =>
  [...document.querySelector("booking-widget").shadowRoot.querySelectorAll("*")].some((element) => element.checkVisibility({ visibilityProperty: true }));

/** The page saw no error, no cookie, nobody else's server, and nothing about the customer. */
async function assertQuiet(page) {
  const seen = await page.evaluate(() => ({
    ...globalThis.probe,
    cookie: document.cookie,
    origins: [...new Set(performance.getEntriesByType("resource").map(({ name }) => new URL(name, location.href).origin))],
    remembered: [{ ...localStorage }, { ...sessionStorage }],
    wider: document.documentElement.scrollWidth - document.documentElement.clientWidth,
  }));
  assert.deepEqual(seen.errors, [], "nothing is thrown at the page");
  assert.equal(seen.cookie, "");
  assert.equal(seen.cookies, 0, "no cookie is even tried");
  assert.deepEqual(seen.origins.filter((one) => ![bookslip, origin].includes(one)), [], "nobody else is asked");
  assert.doesNotMatch(JSON.stringify([seen.events, seen.stored, seen.remembered]), /canary|zo\u00eb/i);
  assert.ok(seen.wider <= 0, `the page scrolls sideways by ${seen.wider} px`);
  return seen;
}

export function suite(engine) {
  let browser;
  let page;
  let hosts;
  before(async () => {
    hosts = await serveHosts({ port, bookslip, tenant, long });
    browser = await launch(engine);
    page = await browser.newPage({ width: 1000, height: 900 });
  }, { timeout: 60_000 });
  after(async () => {
    await browser?.close();
    hosts?.close();
  });

  [...policies(bookslip), ...pages].forEach(({ name, shown = "widget", open }, index) => {
    test(`${engine}: ${name}`, { timeout: 60_000 }, async () => {
      await page.goto(`${origin}/case/${index}`);
      if (open) {
        await page.waitForFunction(areServicesThere);
        assert.equal(await page.evaluate(isAnythingShown), false, "what is closed is neither seen nor reached");
        await page.getByRole("button", { name: open }).click();
      }
      if (shown === "widget") {
        await walk(page);
        const { events } = await assertQuiet(page);
        assert.ok(events.some(([event]) => event === "booking:created"), "the page hears of the booking");
        return;
      }
      const [kind, attribute] = { frame: ["iframe", "src"], links: ["[part~=panel] a[href]", "href"], link: ["a[href]", "href"] }[shown];
      const way = page.locator("booking-widget").first().locator(kind).first();
      await expectVisible(way);
      const address = await way.getAttribute(attribute);
      assert.ok(address.startsWith(`${bookslip}/b/${tenant}`), address);
      if (shown !== "frame") assert.equal(address.includes("service="), shown === "links", "a link to a service, or the owner's own");
      await assertQuiet(page);
      await page.goto(address);
      await walk(page);
    });
  });

  for (const [state, from, kind] of [["before its WebAssembly", waiting, "a[href]"], ["in use", bookslip, "li button"]]) {
    test(`${engine}: ${state} the widget takes the room it has, in ${parents.length} layouts at ${pageWidths.join(", ")} px`, { timeout: 120_000 }, async () => {
      const site = from === bookslip ? hosts : await serveHosts({ port: waitingPort, bookslip: from, tenant, long });
      try {
        await page.resize(1300, 900);
        await page.goto(`http://localhost:${from === bookslip ? port : waitingPort}/frames?${pageWidths}`);
        const frames = await page.waitForFunction(measureFrames, kind).then((found) => found.jsonValue?.() ?? found);
        const faults = frames.flatMap(({ page: width, widgets }, frame) => widgets.flatMap(({ width: actual, over }, index) => {
          const [name, room] = parents[index];
          const wanted = Math.min(MAXIMUM, room(pageWidths[frame]));
          assert.equal(width, pageWidths[frame]);
          return Math.abs(actual - wanted) > 1 || over > 1 ? [`${name} at ${width} px: ${Math.round(actual)} px, not ${Math.round(wanted)}; ${Math.round(over)} px over the edge`] : [];
        }));
        assert.deepEqual(faults, []);
      } finally {
        if (site !== hosts) site.close();
      }
    });
  }

  for (const text of [100, 200]) {
    test(`${engine}: with text at ${text} % every step fits 280, 320 and 768 px, with long names and in German`, { timeout: 180_000 }, async () => {
      await page.resize(1000, 900);
      await page.goto(`${origin}/narrow?text=${text}`);
      assert.deepEqual(await page.evaluate(walkNarrow), []);
    });
  }
}
