// POST /b/{tenant}: a booking by plain forms, as a browser without scripts, curl and lynx make it.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { brotliCompressSync } from "node:zlib";
import { base, booking, freeStarts, putBooking, send, tenantsOf, uuid7 } from "../lib/client.mjs";
import { formsOf, linksOf, textOf } from "../lib/html.mjs";

const tenant = tenantsOf(import.meta.url);
const person = { name: "Amina Peeters", email: "amina@example.com" };
const pageBytes = 10_240;

/** Sends a form as a browser without scripts does: only what it holds, what was typed, and the button. */
const submit = (page, typed, button) => {
  const form = formsOf(page).find(({ method }) => method === "post");
  assert.ok(form.buttons.some(({ name, value }) => name === button[0] && value === button[1]), `no button ${button}`);
  return send(form.action, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({ ...form.values, ...typed, [button[0]]: button[1] }).toString(),
  });
};

/** The first time that a page offers. */
const firstStart = (page) => /name="start" value="([^"]+)"/.exec(page)[1];

for (const [kind, paper, button] of [["invoice", /^Invoice INV-/, "Book with obligation to pay"], ["quote", /^Quote QUO-/, "Book and get a quote"]]) {
  test(`${kind}: four requests from the address to the result, ten kilobytes each, no script`, async () => {
    const slug = tenant(kind);
    const pages = [await send(`/b/${slug}`)];
    const [choice] = formsOf(pages[0].text);
    pages.push(await send(`${choice.action}?${new URLSearchParams(choice.values)}`));
    pages.push(await submit(pages[1].text, { ...person, start: firstStart(pages[1].text) }, ["step", "review"]));
    assert.ok(textOf(pages[2].text).includes(button), pages[2].text);
    pages.push(await submit(pages[2].text, {}, ["step", "book"]));
    assert.deepEqual(pages.map(({ status }) => status), [200, 200, 200, 201]);
    for (const { text, bytes } of pages) {
      assert.ok(bytes.length <= pageBytes, `${bytes.length} bytes: ${textOf(text).slice(0, 40)}`);
      assert.ok(brotliCompressSync(bytes).length < 3_500);
      const sheets = [...text.matchAll(/<link rel="stylesheet" href="([^"]+)"/g)].map(([, href]) => href);
      assert.deepEqual(sheets.filter((href) => !href.startsWith("/assets/accent/")), ["/assets/booking.css"]);
    }
    for (const { text, headers } of pages.slice(2)) {
      assert.ok(!/<script|<booking-widget|\son\w+=|\sstyle=/.test(text));
      assert.doesNotMatch(headers.get("content-security-policy"), /script-src/);
    }
    const words = textOf(pages[3].text);
    assert.match(words, new RegExp(paper.source.slice(1)));
    // No amount of the result that was not on the review.
    const amounts = (text) => new Set(textOf(text).match(/€[\d.,]+/g));
    for (const amount of amounts(pages[3].text)) assert.ok(amounts(pages[2].text).has(amount), amount);
    for (const [, date] of words.matchAll(/(?:Due by|Valid until) (\d+ \w+ \d{4})/g)) assert.ok(textOf(pages[2].text).includes(date), date);
    const links = linksOf(pages[3].text).map(({ href }) => href);
    for (const path of ["/d/", "/m/"]) assert.ok(links.some((href) => href.includes(path)), links.join(" "));
  });
}

test("the form sent twice at the same moment is one booking, and the program interface knows it", async () => {
  const slug = tenant();
  const page = await send(`/b/${slug}?service=visit`);
  const start = firstStart(page.text);
  const review = await submit(page.text, { ...person, start }, ["step", "review"]);
  const { id } = formsOf(review.text).find(({ method }) => method === "post").values;
  const answers = await Promise.all(Array.from({ length: 4 }, () => submit(review.text, {}, ["step", "book"])));
  assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 200, 200, 201]);
  const numbers = new Set(answers.map(({ text }) => /INV-\d{4}-\d{4}/.exec(text)[0]));
  assert.equal(numbers.size, 1);
  const known = await putBooking(slug, id, booking(start, { customer: person, locale: "en" }));
  assert.equal(known.status, 200, known.text);
  assert.ok(numbers.has(known.body.document.number));
});

test("a time that is taken meanwhile: the times again, with every answer", async () => {
  const slug = tenant();
  const [start] = await freeStarts(slug, { service: "course" });
  const page = await send(`/b/${slug}?service=course&from=${start.slice(0, 10)}`);
  const typed = { ...person, phone: "+32 470 12 34 56", company: "Korenbloem BV", vat_number: "KBO 0202.239.951", street: "Markt 1", postal_code: "9050", city: "Ledeberg" };
  const review = await submit(page.text, { ...typed, start }, ["step", "review"]);
  assert.ok(textOf(review.text).includes("BE0202239951"), "the number as it is printed");
  for (let seat = 0; seat < 3; seat += 1) assert.equal((await putBooking(slug, uuid7(), booking(start, { service: "course" }))).status, 201);
  const refused = await submit(review.text, {}, ["step", "book"]);
  assert.equal(refused.status, 409);
  const [form] = formsOf(refused.text);
  for (const [name, value] of Object.entries(typed)) assert.equal(form.values[name], value);
  assert.ok(!refused.text.includes(`value="${start}"`));
  const again = await submit(refused.text, { start: firstStart(refused.text) }, ["step", "review"]);
  assert.equal(again.status, 200, again.text);
  assert.equal((await submit(again.text, {}, ["step", "book"])).status, 201);
});

test("every language books, in its own words", async () => {
  const slug = tenant();
  for (const [language, review, booked] of [["nl", "Kijk uw boeking na", "Geboekt"], ["fr", "Vérifiez votre réservation", "Réservé"], ["en", "Check your booking", "Booked"], ["de", "Prüfen Sie Ihre Buchung", "Gebucht"]]) {
    const page = await send(`/b/${slug}?service=visit`, { headers: { "accept-language": `${language}-BE` } });
    assert.match(page.text, new RegExp(`<html lang="${language}">`));
    const reviewed = await submit(page.text, { ...person, start: firstStart(page.text) }, ["step", "review"]);
    assert.ok(textOf(reviewed.text).includes(review), reviewed.text);
    const result = await submit(reviewed.text, {}, ["step", "book"]);
    assert.equal(result.status, 201, result.text);
    assert.ok(textOf(result.text).includes(booked));
  }
});

const hasLynx = spawnSync("lynx", ["-version"]).status === 0;

/** A page as lynx fetches it, or what it shows of the answer to a form that it posts. */
const lynx = (args, values) => {
  const input = values && `${new URLSearchParams(values)}\n---\n`;
  return spawnSync("lynx", [...args, ...(values ? ["-post_data"] : [])], { encoding: "utf8", input }).stdout;
};

test("lynx books", { skip: !hasLynx && "lynx is not installed" }, () => {
  const address = `${base}/b/${tenant()}`;
  const valuesOf = (page) => formsOf(page).find(({ method }) => method === "post").values;
  const shown = lynx(["-dump", "-nolist", `${address}?service=visit`]);
  for (const words of [/Choose a day and a time/, /\( \) ?\d\d:\d\d/, /Your details/]) assert.match(shown, words);
  const page = lynx(["-source", `${address}?service=visit`]);
  const answers = { ...valuesOf(page), ...person, start: firstStart(page) };
  const review = lynx(["-source", address], { ...answers, step: "review" });
  const result = lynx(["-dump", "-nolist", address], { ...valuesOf(review), step: "book" });
  assert.match(result, /Booked/);
  assert.match(result, /Invoice INV-\d{4}-0001/);
});
