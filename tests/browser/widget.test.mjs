// The widget on somebody else's page: every step at three widths, light and dark, by pointer and by keyboard alone.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { assertAccessible, assertNoSidewaysScroll, close, host, launch, newPage, picture, schemes, widths, worker } from "./browser.mjs";
import { booking, putBooking, uuid7 } from "../lib/client.mjs";
import { expectVisible } from "./expect.mjs";
import { bookInWidget, chooseService, chooseTime, confirm, customer, fillDetails, heading, openWidget, times } from "./widget-steps.mjs";

let browser;
before(async () => (browser = await launch()));
after(() => browser?.close());

const pageTest = (name, options, work) =>
  test(name, { timeout: 120_000 }, async () => {
    const page = await newPage(browser, options);
    try {
      await work(page);
      assert.deepEqual(page.errors, []);
    } catch (error) {
      await picture(page, `failed-${name.replace(/\W+/g, "-")}`);
      throw error;
    } finally {
      await close(page);
    }
  });

for (const scheme of schemes) {
  for (const width of widths) {
    pageTest(`every step is accessible and fits at ${width} px, ${scheme}`, { width, scheme }, async (page) => {
      const look = async (step) => {
        await assertNoSidewaysScroll(page, step);
        await assertAccessible(page, step);
        await picture(page, `widget-${step}-${width}-${scheme}`, page.locator("booking-widget"));
      };
      await page.goto(host);
      await openWidget(page);
      await look("1-service");
      await chooseService(page);
      await expectVisible(times(page).first());
      await look("2-time");
      await chooseTime(page);
      await look("3-details");
      await page.getByRole("button", { name: "Continue to review" }).click();
      await expectVisible(page.getByRole("heading", { name: "There is a problem" }));
      await look("3-details-problem");
      await page.getByLabel("I book for a company").check();
      await look("3-details-company");
      await page.getByLabel("I book for a company").uncheck();
      await fillDetails(page);
      await look("4-review");
      await confirm(page);
      await look("5-result");
    });
  }
}

pageTest("the first view comes from the loader: services as links, without any WebAssembly or frame", {}, async (page) => {
  await page.route(/bw_bg\.wasm$|\/b\/demo/, (route) => route.abort());
  await page.goto(host);
  await page.locator("booking-widget").scrollIntoViewIfNeeded();
  const link = page.locator("booking-widget").getByRole("link").first();
  await expectVisible(link);
  assert.match(await link.getAttribute("href"), new RegExp(`^${worker}/b/demo`));
  await assertAccessible(page, "links view");
  await picture(page, "widget-0-links");
  page.errors = page.errors.filter((error) => !/ERR_FAILED/.test(error));
});

pageTest("the owner's link is shown when nothing answers", {}, async (page) => {
  await page.route(`${worker}/**`, (route) => route.abort());
  await page.goto(host);
  await expectVisible(page.getByRole("link", { name: "Book online" }));
  page.errors = page.errors.filter((error) => !/ERR_FAILED/.test(error));
});

pageTest("the keyboard alone books", {}, async (page) => {
  await page.goto(host);
  await openWidget(page);
  const focused = () =>
    page.evaluate(() => {
      let element = document.activeElement;
      while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
      return `${element?.tagName} ${element?.getAttribute("aria-label") ?? element?.labels?.[0]?.innerText ?? element?.innerText ?? ""}`.replace(/\s+/g, " ").trim();
    });
  const becomes = async (isRight, what) => {
    for (let look = 0; look < 50; look += 1) {
      if (isRight(await focused())) return;
      await page.waitForTimeout(20);
    }
    assert.fail(`${what}; the focus is on ${await focused()}`);
  };
  const tabTo = async (pattern) => {
    for (let press = 0; press < 60; press += 1) {
      if (pattern.test(await focused())) return;
      await page.keyboard.press("Tab");
    }
    assert.fail(`Tab never reached ${pattern}; the focus is on ${await focused()}`);
  };
  const focusedOn = async (title) => {
    await expectVisible(heading(page, title));
    await page.waitForFunction((text) => {
      let element = document.activeElement;
      while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
      return element?.innerText?.trim() === text;
    }, title);
  };
  await page.getByRole("link", { name: "Book a visit" }).last().focus();
  await tabTo(/^BUTTON .*\d+\.\d\d/);
  await page.keyboard.press("Enter");
  await focusedOn("Choose a day and time");
  await expectVisible(times(page).first());
  await tabTo(/^BUTTON .*available$/);
  const first = await focused();
  await page.keyboard.press("ArrowRight");
  await becomes((now) => now !== first, "the right arrow moves over the days");
  await page.keyboard.press("ArrowLeft");
  await becomes((now) => now === first, "the left arrow moves back");
  await page.keyboard.press("Enter");
  await tabTo(/^BUTTON \d{1,2}:\d\d/);
  await page.keyboard.press("Enter");
  await focusedOn("Your details");
  await tabTo(/^INPUT Name/);
  await page.keyboard.type(customer.name);
  await tabTo(/^INPUT E-mail address/);
  await page.keyboard.type(customer.email);
  await page.keyboard.press("Enter");
  await focusedOn("Check your booking");
  await tabTo(/^BUTTON Confirm booking/);
  await page.keyboard.press("Enter");
  await focusedOn("Booked");
});

pageTest("a slot that somebody else took meanwhile: the details are kept, and another time is chosen", {}, async (page) => {
  await page.addInitScript(() => document.addEventListener("booking:slot-selected", ({ detail }) => (globalThis.chosenStart = detail.start)));
  await page.goto(host);
  await openWidget(page);
  await chooseService(page, "Home cleaning");
  await chooseTime(page);
  await fillDetails(page, { ...customer, name: "Keeps His Details" });
  // Others are quicker: they book everybody who could come at that time.
  const chosen = await page.evaluate(() => globalThis.chosenStart);
  for (let status = 201; status !== 409; ) {
    ({ status } = await putBooking("demo", uuid7(), booking(chosen, { service: "home-cleaning" })));
    assert.ok([201, 409].includes(status), String(status));
  }
  await page.getByRole("button", { name: "Confirm booking" }).click();
  await expectVisible(heading(page, "Choose a day and time"));
  await expectVisible(page.getByText("That time has just been taken. Your details are kept: choose another time."));
  await picture(page, "widget-slot-taken");
  await chooseTime(page, "last");
  assert.equal(await page.getByLabel("Name", { exact: true }).inputValue(), "Keeps His Details");
  await page.getByRole("button", { name: "Continue to review" }).click();
  await confirm(page);
  page.errors = page.errors.filter((error) => !/409/.test(error));
});

pageTest("a lost answer: trying again books once and shows the same document", {}, async (page) => {
  await page.goto(host);
  await openWidget(page);
  await chooseService(page);
  await chooseTime(page);
  await fillDetails(page);
  const seen = [];
  await page.route("**/bookings/*", async (route) => {
    if (route.request().method() !== "PUT") return route.continue();
    seen.push(route.request().url());
    if (seen.length > 1) return route.continue();
    await route.fetch();
    return route.abort("connectionreset");
  });
  await page.getByRole("button", { name: "Confirm booking" }).click();
  await expectVisible(page.getByText(/We could not reach the server/));
  await picture(page, "widget-unreached");
  const { number } = await confirm(page);
  assert.equal(seen.length, 2);
  assert.equal(seen[0], seen[1], "the same id both times");
  assert.match(number, /-\d{4}$/);
  page.errors = page.errors.filter((error) => !/ERR_CONNECTION_RESET/.test(error));
});

pageTest("no cookie, and nothing of the customer in the page's storage", {}, async (page) => {
  await bookInWidget(page, host, { details: { name: "Zoë Canary", email: "zoe.canary@example.com" } });
  assert.deepEqual(await page.context().cookies(), []);
  const stored = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
  assert.doesNotMatch(stored, /canary/i);
});

pageTest("the page hears of the booking, without personal data or links", {}, async (page) => {
  await page.addInitScript(() => {
    globalThis.heard = [];
    for (const name of ["ready", "step", "service-selected", "slot-selected", "submitted", "created", "error"]) {
      document.addEventListener(`booking:${name}`, (event) => globalThis.heard.push([name, event.detail]));
    }
  });
  const { kind, number } = await bookInWidget(page, host, { details: { name: "Zoë Canary", email: "zoe.canary@example.com" } });
  const heard = await page.evaluate(() => globalThis.heard);
  const names = heard.map(([name]) => name);
  for (const name of ["ready", "service-selected", "slot-selected", "submitted", "created"]) assert.ok(names.includes(name), name);
  assert.ok(!names.includes("error"));
  const [, created] = heard.find(([name]) => name === "created");
  assert.deepEqual(created.document, { kind: kind.toLowerCase(), number });
  assert.doesNotMatch(JSON.stringify(heard), /canary|https?:/i);
});
