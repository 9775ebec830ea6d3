// What an owner can get wrong, and where the script comes from: a setting that is no use is named, nothing is ever thrown at the
// page, and there is always something to see.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { at } from "../../scripts/lib/paths.mjs";
import { heard, open, reach, service, setUp, stand, times, widgetTest } from "./page.mjs";
import { lost, pageOf, refusal } from "./stand-in.mjs";

setUp();

const codes = async (page) => (await heard(page, "booking:error")).map(({ code }) => code);
const expectCode = (page, code) => page.waitForFunction((wanted) => globalThis.heard.some(([name, detail]) => name === "booking:error" && detail.code === wanted), code);

for (const [attributes, code] of [
  ['hour-cycle="24 o\'clock"', "hour-cycle-unknown"],
  ['time-zone="Mars/Olympus"', "time-zone-unknown"],
  ['locale="tlh"', "locale-unknown"],
  ['mode="modal"', "mode-unknown"],
  ['service="gone"', "service-unknown"],
]) {
  // The times of a named service are asked for before the catalogue says whether there is one; the browser notes the 404 by itself.
  const allow = code === "service-unknown" ? /status of 404/ : undefined;
  widgetTest(`${attributes} is named, and the booking goes on`, { allow }, async (page) => {
    await open(page, { attributes });
    await reach(page, "time");
    assert.deepEqual(await codes(page), [code]);
    const [{ message }] = await heard(page, "booking:error");
    assert.ok(message.includes(attributes.split("=")[0]), message);
  });
}

for (const [cycle, label] of [["24h", "14:00"], ["h23", "14:00"], ["12h", /^0?2:00\s*pm$/i], ["h12", /^0?2:00\s*pm$/i], [null, "14:00"]]) {
  widgetTest(`hour-cycle ${cycle} is understood`, {}, async (page) => {
    await open(page, { attributes: cycle ? `hour-cycle="${cycle}"` : "" });
    await reach(page, "time");
    const labels = await times(page).allInnerTexts();
    assert.ok(labels.some((text) => (typeof label === "string" ? text === label : label.test(text))), labels.join(", "));
    assert.deepEqual(await codes(page), []);
  });
}

widgetTest("another time zone: times, days and the detail of the event are in it", {}, async (page) => {
  await open(page, { attributes: 'time-zone="Asia/Tokyo"' });
  await reach(page, "time");
  assert.equal(await times(page).first().innerText(), "17:00");
  await times(page).first().click();
  assert.deepEqual(await heard(page, "booking:slot-selected"), [{ start: "2026-12-01T08:00:00Z", end: "2026-12-01T09:00:00Z", tz: "Asia/Tokyo" }]);
});

for (const [name, script] of [
  ["formatRange", "delete Intl.DateTimeFormat.prototype.formatRange"],
  ["DisplayNames", "delete Intl.DisplayNames"],
  ["Locale", "delete Intl.Locale"],
  ["getWeekInfo", "delete Intl.Locale.prototype.getWeekInfo;delete Intl.Locale.prototype.weekInfo"],
  ["a broken NumberFormat", "Intl.NumberFormat=function(){throw new RangeError('no')}"],
]) {
  widgetTest(`an engine without ${name} books all the same`, {}, async (page) => {
    await page.addInitScript(script);
    await open(page);
    await reach(page, "result");
    assert.deepEqual(await codes(page), []);
  });
}

widgetTest("an instant that is none hangs nothing: the others can be chosen", {}, async (page) => {
  stand.state.answer = ({ path, query }) =>
    path.endsWith("/slots") && {
      status: 200,
      body: { time_zone: "Europe/Brussels", full: [], slots: [{ starts_at: "soon", ends_at: "later", seats_left: 1 }, ...(query.get("from") <= "2026-12-02" && query.get("to") >= "2026-12-02" ? [{ starts_at: "2026-12-02T09:00:00Z", ends_at: "2026-12-02T10:00:00Z", seats_left: 1 }] : [])] },
    };
  await open(page);
  await reach(page, "time");
  assert.deepEqual(await times(page).allInnerTexts(), ["10:00"]);
});

// Words for whoever can do something about it.
for (const [name, answer, sentence, action] of [
  ["503", refusal(503, "storage-unavailable"), "The fault is ours, not yours.", "Try again"],
  ["a proxy's 502", { status: 502, body: "<h1>Bad gateway</h1>", type: "text/html" }, "The fault is ours, not yours.", "Try again"],
  ["429", refusal(429, "too-many-requests"), "It is very busy right now. Try again in a minute.", "Try again"],
  ["no answer", lost, "Check your connection.", "Try again"],
  ["a service that is gone", refusal(404, "not-found"), "This service can no longer be booked online.", "Service"],
]) {
  widgetTest(`times that do not come, ${name}: ${sentence}`, { allow: /^console: / }, async (page) => {
    stand.state.answer = ({ path }) => path.endsWith("/slots") && answer;
    await open(page);
    await service(page).waitFor();
    await service(page).click();
    await page.getByText(sentence).waitFor();
    await page.getByRole("link", { name: "Prefer to call? +32 9 233 44 55" }).waitFor();
    stand.state.answer = undefined;
    await page.getByRole("button", { name: action, exact: true }).click();
    await (action === "Try again" ? times(page).first() : service(page)).waitFor();
  });
}

widgetTest("a resource that does not offer the service is no matter of the connection, and the owner hears of it", { allow: /^console: / }, async (page) => {
  stand.state.answer = ({ path, query }) => path.endsWith("/slots") && query.get("resource") && refusal(422, "validation", [{ pointer: "/resource", code: "resource", detail: "" }]);
  await open(page, { attributes: 'resource="nobody"' });
  await service(page).click();
  await page.getByText("This service cannot be booked with whom this page names.").waitFor();
  await expectCode(page, "resource-unknown");
});

for (const [name, answer, sentence] of [
  ["503", refusal(503, "storage-unavailable"), /could not be stored just now/],
  ["429", refusal(429, "too-many-requests"), /very busy right now/],
  ["a proxy's 502", { status: 502, body: "", type: "text/html" }, /could not be stored just now/],
  ["404", refusal(404, "not-found"), /can no longer be booked online/],
  ["no answer", lost, /could not reach the server/],
]) {
  widgetTest(`a booking that is not answered, ${name}: everything is kept, and it can be sent again`, { allow: /^console: / }, async (page) => {
    await open(page);
    await reach(page, "review");
    stand.state.answer = ({ method }) => method === "PUT" && answer;
    await page.getByRole("button", { name: "Confirm booking" }).click();
    await page.getByText(sentence).waitFor();
    stand.state.answer = undefined;
    await page.getByRole("button", { name: "Confirm booking" }).click();
    await page.getByRole("heading", { name: "Booked" }).waitFor();
    const ids = stand.state.asked.filter(({ method }) => method === "PUT").map(({ path }) => path);
    assert.equal(new Set(ids).size, 1, "the same id each time");
  });
}

// What only the owner can mend.
for (const [name, { attributes = "", answer, tenant }, code, visitor, owner] of [
  ["a wrong tenant", { tenant: "nobody" }, "tenant-unknown", true, /For the owner: there is no business “nobody”/],
  ["a site that is not listed", { answer: refusal(403, "origin-not-allowed") }, "origin-not-allowed", true, /For the owner: add http:\/\/localhost:\d+ under Settings/],
  ["no tenant at all", { tenant: "" }, "tenant-missing", false],
  ["a service that answers nothing", { answer: lost }, "api-unreachable", true],
]) {
  widgetTest(`${name}: one sentence on the console, a word for visitor and owner on the page, and the page's own link`, { allow: /^console: / }, async (page) => {
    stand.state.answer = answer && (() => answer);
    const given = tenant === undefined ? "" : tenant && ` tenant="${tenant}"`;
    await open(page, { body: (widget) => (tenant === undefined ? widget : widget.replace(/ tenant="demo"/, given)), attributes });
    await expectCode(page, code);
    await page.getByRole("link", { name: "Book online" }).waitFor();
    if (visitor) await page.getByText("Booking is not possible here right now.").waitFor();
    if (owner) await page.getByText(owner).waitFor();
    const own = page.errors.filter((error) => error.includes("booking-widget:"));
    assert.equal(own.length, 1, own.join("\n"));
    assert.deepEqual(page.errors.filter((error) => error.startsWith("uncaught")), []);
  });
}

// Where the script comes from.
const loader = () => readFileSync(at("public/w/v1.js"), "utf8");
for (const [name, scripts, attributes = ""] of [
  ["inlined", () => `<script>${loader()}</script>`],
  ["inlined as a module", () => `<script type="module">${loader()}</script>`],
  ["combined with others under another name", () => '<script src="/all.js"></script>'],
  ["run from a blob", () => `<script>fetch("/all.js").then((answer)=>answer.blob()).then((blob)=>{const s=document.createElement("script");s.src=URL.createObjectURL(blob);document.head.append(s)})</script>`],
  ["with its own address, twice", () => `<script src="${stand.base}/w/v1.js" async></script><script type="module" src="${stand.base}/w/v1.js?ver=6.5"></script>`],
  ["combined, without a link, with api-base", () => '<script src="/all.js"></script>', "api-base"],
]) {
  widgetTest(`a loader that is ${name} finds its home`, {}, async (page) => {
    stand.state.pages.set("/all.js", `/* combined */;${loader()}`);
    const link = attributes ? "" : `<a href="${stand.base}/b/demo">Book online</a>`;
    const widget = `<booking-widget tenant="demo" ${attributes && `api-base="${stand.base}/"`}>${link}</booking-widget>`;
    await page.goto(stand.page("/homes", pageOf(`${scripts()}<main>${widget}</main>`)));
    await reach(page, "time");
  });
}

widgetTest("a loader that knows no home says which setting it needs, and leaves what is inside", { allow: /^console: / }, async (page) => {
  await page.goto(stand.page("/homeless", pageOf(`<script>${loader()}</script><booking-widget tenant="demo"><p>Call us</p></booking-widget>`)));
  await page.getByText("Call us").waitFor();
});

widgetTest("an engine without constructed style sheets keeps the link, and nothing is thrown", {}, async (page) => {
  await page.addInitScript("delete CSSStyleSheet.prototype.replaceSync");
  await open(page);
  await page.getByRole("link", { name: "Book online" }).waitFor();
});

widgetTest("what a framework set before the script was there counts", {}, async (page) => {
  await page.goto(stand.page("/early", pageOf(`<booking-widget></booking-widget><script>Object.assign(document.querySelector("booking-widget"),{tenant:"demo",service:"office",prefill:{name:"Ann Early"}})</script><script type="module" src="${stand.base}/w/v1.js"></script>`)));
  await times(page).first().waitFor();
  assert.equal(stand.state.asked.filter(({ path }) => path === "/api/v1/demo").length, 1);
  await times(page).first().click();
  assert.equal(await page.getByLabel("Name", { exact: true }).inputValue(), "Ann Early");
});

widgetTest("first answers that come late fill what is empty, and leave what was typed", {}, async (page) => {
  await open(page);
  await reach(page, "details");
  await page.getByLabel("E-mail address").fill("mine@example.com");
  await page.evaluate(() => (document.querySelector("booking-widget").prefill = { name: "Ann Late", email: "late@example.com", company: "Acme", vatNumber: "BE0202239951" }));
  assert.equal(await page.getByLabel("Name", { exact: true }).inputValue(), "Ann Late");
  assert.equal(await page.getByLabel("E-mail address").inputValue(), "mine@example.com");
  assert.equal(await page.getByLabel("VAT number").inputValue(), "BE0202239951");
});
