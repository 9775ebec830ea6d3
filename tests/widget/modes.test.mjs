// One loader, several ways to be there: in the page, in a dialog, behind a floating button, from any element of the page, in a
// frame; and what is shown where the widget cannot run.
import assert from "node:assert/strict";
import { assertAccessible, heard, open, reach, service, setUp, stand, times, widgetTest } from "./page.mjs";
import { lost, pageOf, script } from "./stand-in.mjs";

setUp();

const dialog = (page) => page.locator("booking-widget dialog");
const isOpen = (page) => dialog(page).evaluate((node) => node.open);

for (const [mode, width] of [["popup", 360], ["popup", 1200], ["floating", 360], ["floating", 1200]]) {
  widgetTest(`${mode} at ${width} px: the button opens a dialog, the whole booking goes through it, Escape gives the focus back`, { width }, async (page) => {
    await open(page, { attributes: `mode="${mode}" button-text="Plan a visit"`, body: (widget) => `<main><h1>A page</h1>${widget}<p style="block-size:2000px">Text</p></main>` });
    const opener = page.getByRole("button", { name: "Plan a visit" });
    await opener.waitFor();
    await assertAccessible(page, `${mode}, closed`);
    assert.deepEqual(stand.state.asked.map(({ path }) => path), ["/api/v1/demo"], "nothing more than the catalogue before it is opened");
    await opener.click();
    await service(page).waitFor();
    assert.equal(await isOpen(page), true);
    await assertAccessible(page, `${mode}, open`);
    await reach(page, "details");
    await page.getByLabel("Name", { exact: true }).fill("Amina");
    await page.keyboard.press("Escape");
    await page.waitForFunction(() => !document.querySelector("booking-widget").shadowRoot.querySelector("dialog").open);
    assert.equal(await opener.evaluate((node) => node.getRootNode().activeElement === node), true, "the focus is back");
    assert.equal((await heard(page, "booking:closed")).length, 1);
    await opener.click();
    assert.equal(await page.getByLabel("Name", { exact: true }).inputValue(), "Amina", "closing keeps what was typed");
    await page.getByRole("button", { name: "Close" }).click();
    await page.waitForFunction(() => !document.querySelector("booking-widget").shadowRoot.querySelector("dialog").open);
  });
}

widgetTest("any element opens a dialog, with its service, and two of them for the same share one", {}, async (page) => {
  const body = '<main><h1>A page</h1><a id="a" href="/elsewhere" data-booking-open="demo/office">Office</a><button id="b" data-booking-open="demo/office">Office again</button><button id="c" data-booking-open="demo"><b>All</b></button></main>';
  await page.goto(stand.page("/openers", pageOf(script(stand.base) + body)));
  await page.waitForFunction(() => customElements.get("booking-widget"));
  await page.locator("#a").click();
  await times(page).first().waitFor();
  assert.deepEqual(await heard(page, "booking:step"), [{ step: "time" }]);
  await page.keyboard.press("Escape");
  assert.equal(await page.evaluate(() => document.activeElement.id), "a", "the focus is back on the link");
  await page.locator("#b").click();
  assert.equal(await page.locator("booking-widget").count(), 1);
  await page.keyboard.press("Escape");
  await page.locator("#c b").click();
  await service(page).waitFor();
  assert.equal(await page.locator("booking-widget").count(), 2);
});

widgetTest("the methods open, close and reset do what they say", {}, async (page) => {
  await open(page, { attributes: 'mode="popup"' });
  await page.getByRole("button", { name: "Book online" }).waitFor();
  await page.evaluate(() => document.querySelector("booking-widget").open());
  await reach(page, "details");
  await page.getByLabel("Name", { exact: true }).fill("Amina");
  await page.evaluate(() => document.querySelector("booking-widget").close());
  assert.equal(await isOpen(page), false);
  await page.evaluate(() => document.querySelector("booking-widget").reset());
  await page.waitForFunction(() => document.querySelector("booking-widget").shadowRoot.querySelector(".opener"));
  await page.evaluate(() => document.querySelector("booking-widget").open());
  await reach(page, "details");
  assert.equal(await page.getByLabel("Name", { exact: true }).inputValue(), "");
});

widgetTest("several widgets share one instance and keep to themselves", {}, async (page) => {
  await open(page, { body: (widget) => `<main>${widget}${widget.replace("booking-widget ", 'booking-widget service="office" ')}</main>` });
  await service(page).first().waitFor();
  await page.locator("booking-widget").nth(1).scrollIntoViewIfNeeded();
  await times(page).first().waitFor();
  const fetched = await page.evaluate(() => performance.getEntriesByType("resource").filter(({ name }) => /bw_bg\.wasm|v1\.js|shell\.js/.test(name)).map(({ name }) => name.split("/").pop()));
  assert.deepEqual(fetched.sort(), ["bw_bg.wasm", "shell.js", "v1.js"]);
  await times(page).first().click();
  await page.getByLabel("Name", { exact: true }).waitFor();
  assert.equal(await service(page).first().isVisible(), true);
});

/** The hosted page as a frame of it would be: our loader on our own origin speaks to the page around it. */
const hosted = () => pageOf(`<main><h1>Hosted</h1><booking-widget tenant="demo"><p>Forms</p></booking-widget></main><script type="module" src="/w/v1.js"></script>`, { head: "<style>body{margin:0}</style>" });

for (const [name, attributes, policy] of [
  ["mode=iframe", 'mode="iframe"', null],
  ["no WebAssembly on this page", "", (base) => `default-src 'self'; script-src ${base}; connect-src ${base}; frame-src ${base}; img-src data:`],
]) {
  widgetTest(`${name}: a frame of the hosted page, as high as what is in it, whose events the page hears`, { allow: /^console: / }, async (page) => {
    stand.state.hosted = hosted();
    if (policy) stand.state.headers = { "content-security-policy": policy(stand.base) };
    await open(page, { attributes });
    const frame = page.frameLocator("booking-widget iframe");
    await frame.getByRole("button", { name: /^Home cleaning/ }).click();
    await frame.getByRole("button", { name: /^\d\d:\d\d/ }).first().waitFor();
    const [{ serviceId }] = await heard(page, "booking:service-selected");
    assert.equal(serviceId, "cleaning");
    const [outer, inner] = await Promise.all([
      page.locator("booking-widget iframe").evaluate((node) => node.getBoundingClientRect().height),
      frame.locator("html").evaluate((node) => node.getBoundingClientRect().height),
    ]);
    assert.ok(Math.abs(outer - inner) <= 2, `${outer} px for ${inner} px`);
    assert.match(await page.locator("booking-widget iframe").getAttribute("src"), /\/b\/demo\?.*locale=en-BE/);
    assert.equal(await page.locator("booking-widget iframe").getAttribute("title"), "Book with Helder Schoonmaak");
  });
}

widgetTest("no WebAssembly and no frames: links with service, language and what was prefilled", { allow: /^console: / }, async (page) => {
  stand.state.headers = { "content-security-policy": `default-src 'self'; script-src ${stand.base}; connect-src ${stand.base}; frame-src 'none'; img-src data:` };
  await open(page, { attributes: 'locale="nl" prefill-name="Ann"' });
  const link = page.getByRole("link", { name: /^Home cleaning/ });
  await link.waitFor();
  await page.waitForFunction(() => globalThis.heard.some(([, detail]) => detail.code === "widget-unavailable"));
  const url = new URL(await link.getAttribute("href"));
  assert.equal(url.pathname, "/b/demo");
  assert.deepEqual(Object.fromEntries(url.searchParams), { service: "cleaning", locale: "nl-BE", name: "Ann" });
  assert.match((await heard(page, "booking:error"))[0].message, /wasm-unsafe-eval/);
});

widgetTest("a tap on the first view waits for the widget and is not lost", {}, async (page) => {
  let release;
  const held = new Promise((resolve) => (release = resolve));
  await page.route(/bw_bg\.wasm$/, async (route) => {
    await held;
    await route.continue();
  });
  await open(page);
  const link = page.getByRole("link", { name: /^Office cleaning/ });
  await link.click();
  assert.equal(await link.getAttribute("aria-busy"), "true");
  release();
  await times(page).first().waitFor();
  assert.deepEqual((await heard(page, "booking:service-selected")).map(({ serviceId }) => serviceId), ["office"]);
  assert.equal(await page.evaluate(() => document.querySelector("booking-widget").shadowRoot.activeElement?.textContent), "Choose a day and time");
});

for (const [name, block] of [
  ["when the widget fails", (page) => page.route(/bw_bg\.wasm$/, async (route) => { await new Promise((resolve) => setTimeout(resolve, 600)); await route.abort(); })],
  ["after five seconds", (page) => page.route(/bw_bg\.wasm$/, () => new Promise(() => {}))],
]) {
  widgetTest(`a tap on the first view leads to the hosted page ${name}`, { allow: /^console: / }, async (page) => {
    stand.state.hosted = "<!doctype html><title>Hosted</title><p>Hosted page</p>";
    await block(page);
    await open(page);
    await page.getByRole("link", { name: /^Office cleaning/ }).click();
    await page.getByText("Hosted page").waitFor();
    assert.match(page.url(), /\/b\/demo\?service=office&locale=en-BE$/);
  });
}

widgetTest("a tap with a key for a new tab is a link like any other", {}, async (page) => {
  await page.route(/bw_bg\.wasm$/, () => new Promise(() => {}));
  await open(page);
  const [tab] = await Promise.all([page.context().waitForEvent("page"), page.getByRole("link", { name: /^Office cleaning/ }).click({ modifiers: ["Control"] })]);
  await tab.waitForURL(/\/b\/demo\?service=office/);
  await tab.close();
});

widgetTest("a widget that stops in the middle leaves a frame or links, and nothing is thrown at the page", { allow: /^console: / }, async (page) => {
  stand.state.hosted = hosted();
  await open(page);
  await service(page).waitFor();
  await page.evaluate(async () => {
    const shell = await globalThis[Symbol.for("bookslip")].shell;
    shell.crashed([document.querySelector("booking-widget")]);
  });
  await page.frameLocator("booking-widget iframe").getByText("Forms").or(page.frameLocator("booking-widget iframe").getByRole("button", { name: /^Home cleaning/ })).first().waitFor();
  assert.deepEqual((await heard(page, "booking:error")).map(({ code }) => code), ["crashed"]);
});

widgetTest("a frame in a sandbox without forms books all the same", {}, async (page) => {
  const inner = pageOf(`${script(stand.base)}<booking-widget tenant="demo"></booking-widget>`);
  stand.page("/inner", inner);
  await page.goto(stand.page("/sandbox", pageOf('<iframe title="Booking" sandbox="allow-scripts allow-same-origin" src="/inner" style="inline-size:100%;block-size:900px"></iframe>')));
  const frame = page.frameLocator("iframe");
  await frame.getByRole("button", { name: /^Home cleaning/ }).click();
  await frame.getByRole("button", { name: /^\d\d:\d\d/ }).first().click();
  await frame.getByLabel("Name", { exact: true }).fill("Amina");
  await frame.getByLabel("E-mail address").fill("amina@example.com");
  await frame.getByLabel("E-mail address").press("Enter");
  await frame.getByRole("button", { name: "Confirm booking" }).click();
  await frame.getByRole("heading", { name: "Booked" }).waitFor();
});

widgetTest("what never answers leaves the page's own link", { allow: /^console: / }, async (page) => {
  stand.state.answer = () => lost;
  await open(page, { attributes: 'mode="popup"' });
  await page.getByRole("link", { name: "Book online" }).waitFor();
});
