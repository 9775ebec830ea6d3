// A visit as people know them: Back goes one step back, a reload keeps what was chosen, another language keeps what was typed, and
// what is said is said once.
import assert from "node:assert/strict";
import { heard, open, reach, service, setUp, stand, times, widgetTest } from "./page.mjs";

setUp();

const headingIs = (page, name) => page.getByRole("heading", { level: 2, name }).waitFor();

widgetTest("Back and forward move between the steps, and then leave the page", {}, async (page) => {
  await page.goto(stand.page("/first", "<!doctype html><title>First</title><p>The page before</p>"));
  await open(page);
  await reach(page, "review");
  await page.goBack();
  await headingIs(page, "Your details");
  assert.equal(await page.getByLabel("Name", { exact: true }).inputValue(), "Amina Peeters");
  await page.goBack();
  await headingIs(page, "Choose a day and time");
  await page.goForward();
  await headingIs(page, "Your details");
  await page.goBack();
  await page.goBack();
  await headingIs(page, "What would you like to book?");
  await page.goBack();
  await page.getByText("The page before").waitFor();
});

widgetTest("the widget's own Back uses the same history", {}, async (page) => {
  await page.goto(stand.page("/first", "<!doctype html><title>First</title><p>The page before</p>"));
  await open(page);
  await reach(page, "details");
  await page.getByRole("button", { name: "Back" }).click();
  await headingIs(page, "Choose a day and time");
  await page.getByRole("button", { name: "Back" }).click();
  await headingIs(page, "What would you like to book?");
  await page.waitForTimeout(100);
  await page.goBack();
  await page.getByText("The page before").waitFor();
});

widgetTest("after a booking, Back leaves the page instead of offering to book again", {}, async (page) => {
  await page.goto(stand.page("/first", "<!doctype html><title>First</title><p>The page before</p>"));
  await open(page);
  await reach(page, "result");
  await page.waitForTimeout(200);
  await page.goBack();
  await page.getByText("The page before").waitFor();
});

widgetTest("the page's own router sees none of it: neither an event nor a lost state", {}, async (page) => {
  await open(page, {
    body: (widget) => `<main><a id="hash" href="#part">Part</a>${widget}<p id="part">A part</p></main><script>history.replaceState({router:{key:"k1"}},"");globalThis.pops=[];addEventListener("popstate",(event)=>pops.push(event.state));</script>`,
  });
  await reach(page, "details");
  assert.deepEqual(await page.evaluate(() => history.state.router), { key: "k1" });
  await page.goBack();
  await headingIs(page, "Choose a day and time");
  assert.deepEqual(await page.evaluate(() => globalThis.pops), []);
  await page.locator("#hash").click();
  await page.goBack();
  await page.waitForFunction(() => location.hash === "");
  await headingIs(page, "Choose a day and time");
});

widgetTest("a reload keeps service, time and step, and nothing personal", {}, async (page) => {
  await open(page);
  await reach(page, "review");
  const stored = await page.evaluate(() => JSON.stringify([{ ...sessionStorage }, { ...localStorage }, history.state]));
  assert.doesNotMatch(stored, /Amina|example\.com/);
  await page.reload();
  await headingIs(page, "Your details");
  assert.equal(await page.getByLabel("Name", { exact: true }).inputValue(), "");
  await page.getByText("Home cleaning").first().waitFor();
  await page.getByText("09:00–10:00").waitFor();
  await page.goBack();
  await headingIs(page, "Choose a day and time");
  assert.equal(await page.getByRole("button", { name: "09:00" }).getAttribute("aria-pressed"), "true");
});

widgetTest("a reload after the booking starts afresh", {}, async (page) => {
  await open(page);
  await reach(page, "result");
  await page.reload();
  await service(page).waitFor();
  await headingIs(page, "What would you like to book?");
});

widgetTest("another language keeps the step and what was typed, and loads no second widget", {}, async (page) => {
  await open(page);
  await reach(page, "details");
  await page.getByLabel("Name", { exact: true }).fill("Amina");
  await page.getByLabel("I book for a company").check();
  for (const [locale, heading] of [["nl", "Uw gegevens"], ["fr", "Vos coordonnées"], ["de", "Ihre Angaben"], ["en", "Your details"]]) {
    await page.evaluate((value) => (document.querySelector("booking-widget").locale = value), locale);
    await headingIs(page, heading);
    assert.equal(await page.locator("booking-widget #name").inputValue(), "Amina");
    assert.equal(await page.locator("booking-widget [name=for-company]").isChecked(), true);
    assert.equal(await page.locator("booking-widget .card").getAttribute("lang"), locale);
  }
  const wasm = await page.evaluate(() => performance.getEntriesByType("resource").filter(({ name }) => name.endsWith(".wasm")).length);
  assert.equal(wasm, 1);
  assert.equal((await heard(page, "booking:ready")).length, 1);
});

widgetTest("another service given by the page starts there, and what was typed stays", {}, async (page) => {
  await open(page, { attributes: 'service="cleaning"' });
  await times(page).first().click();
  await page.getByLabel("Name", { exact: true }).fill("Amina");
  await page.evaluate(() => (document.querySelector("booking-widget").service = "office"));
  await headingIs(page, "Choose a day and time");
  await times(page).first().click();
  await page.getByText("Office cleaning").first().waitFor();
  assert.equal(await page.getByLabel("Name", { exact: true }).inputValue(), "Amina");
});

widgetTest("the live region says what came, and falls silent", {}, async (page) => {
  await open(page);
  await reach(page, "time");
  await page.waitForFunction(() => /8 times/.test(document.querySelector("booking-widget").shadowRoot.querySelector("[role=status]").textContent));
  await page.waitForFunction(() => document.querySelector("booking-widget").shadowRoot.querySelector("[role=status]").textContent === "");
});

widgetTest("full days, closed days and free days look and sound apart", {}, async (page) => {
  await open(page);
  await reach(page, "time");
  const look = (name) => page.getByRole("button", { name }).evaluate((node) => [getComputedStyle(node).textDecorationLine, getComputedStyle(node).backgroundImage !== "none", getComputedStyle(node, "::after").content]);
  assert.deepEqual(await look("Wednesday, 2 December, 8 times available"), ["none", false, '""']);
  assert.deepEqual(await look("Thursday, 3 December, fully booked"), ["line-through", false, "none"]);
  assert.deepEqual(await look("Saturday, 5 December, closed"), ["none", true, "none"]);
});

widgetTest("the next month is there before it is asked for, and times come once", {}, async (page) => {
  await open(page);
  await reach(page, "time");
  const slots = () => stand.state.asked.filter(({ path }) => path.endsWith("/slots")).map(({ query }) => query.get("from"));
  await page.waitForFunction(() => true);
  const before = await slots();
  await page.getByRole("button", { name: "Next month" }).click();
  await times(page).first().waitFor();
  await page.waitForTimeout(200);
  assert.equal(new Set(await slots()).size, (await slots()).length, "no month twice");
  assert.ok((await slots()).length <= before.length + 1);
});

widgetTest("with a service given, its times are asked for before the widget has come, and not again", {}, async (page) => {
  await open(page, { attributes: 'service="cleaning"' });
  await times(page).first().waitFor();
  const asked = stand.state.asked.map(({ path }) => path);
  assert.deepEqual(asked.slice(0, 2).sort(), ["/api/v1/demo", "/api/v1/demo/slots"]);
  assert.ok(asked.length <= 3, asked.join(", "));
  const order = await page.evaluate(() => performance.getEntriesByType("resource").filter(({ name }) => /slots|bw\.js/.test(name)).sort((a, b) => a.startTime - b.startTime).map(({ name }) => (/slots/.test(name) ? "slots" : "bw")));
  assert.equal(order[0], "slots");
});

widgetTest("the result: copies its reference, offers two calendars, says that one can move", {}, async (page) => {
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await open(page);
  await reach(page, "result");
  await page.getByRole("button", { name: "Copy: B-7K2MQX" }).click();
  await page.getByText("Copied").first().waitFor();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), "B-7K2MQX");
  const google = new URL(await page.getByRole("link", { name: /^Google/ }).getAttribute("href"));
  assert.equal(google.searchParams.get("dates"), "20261201T080000Z/20261201T110000Z");
  assert.equal(google.searchParams.get("text"), "Home cleaning, Helder Schoonmaak");
  const outlook = new URL(await page.getByRole("link", { name: /^Outlook/ }).getAttribute("href"));
  assert.equal(outlook.searchParams.get("startdt"), "2026-12-01T08:00:00Z");
  await page.getByRole("link", { name: /^View, move or cancel/ }).waitFor();
  await page.getByRole("link", { name: "Calendar file" }).waitFor();
});
