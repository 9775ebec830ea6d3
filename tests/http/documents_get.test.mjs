// GET /d/{token} and its PDF: whoever has the link reads the document, and nobody else.
import { constants, inflateSync } from "node:zlib";
import assert from "node:assert/strict";
import { test } from "node:test";
import { book, pathOf, send, tenantsOf } from "../lib/client.mjs";
import { textOf } from "../lib/html.mjs";

/** The streams of a PDF that unpack. */
function inflated(file) {
  const streams = [];
  for (let at = file.indexOf("stream\n"); at >= 0; at = file.indexOf("stream\n", at + 7)) {
    try {
      streams.push(inflateSync(file.subarray(at + 7), { finishFlush: constants.Z_SYNC_FLUSH }).toString("latin1"));
    } catch {
      // The end of a stream, or one that is not deflated.
    }
  }
  return streams;
}

const tenant = tenantsOf(import.meta.url);
const invoice = await book(tenant("invoice"), {
  customer: { name: "Amina <b>Peeters</b>", email: "amina@example.com", company: { name: "De Korenbloem & Co", vat_number: "BE0202239951" }, address: { street: "Markt 1", postal_code: "9050", city: "Ledeberg", country: "BE" } },
});
const quote = await book(tenant("quote"));

/** Headers of a page that is opened by a capability in its path. */
const capabilityHeaders = {
  "referrer-policy": /^no-referrer$/,
  "x-robots-tag": /noindex.*nofollow.*noarchive/,
  "cache-control": /private.*no-store|no-store.*private/,
  "x-content-type-options": /^nosniff$/,
  "content-security-policy": /default-src 'none'.*base-uri 'none'.*frame-ancestors 'none'/,
};

function assertHeaders(headers, expected) {
  for (const [name, pattern] of Object.entries(expected)) assert.match(headers.get(name) ?? "", pattern, name);
}

for (const [kind, { answer }] of [["invoice", invoice], ["quote", quote]]) {
  test(`the page of the ${kind} shows its number and totals`, async () => {
    const page = await send(pathOf(answer.document.url));
    assert.equal(page.status, 200);
    assert.match(page.type, /^text\/html; charset=utf-8/i);
    assertHeaders(page.headers, capabilityHeaders);
    const text = textOf(page.text);
    for (const part of [answer.document.number, "60.00", "12.60", "72.60", "Home visit"]) assert.ok(text.includes(part), `${part} in ${text}`);
    assert.ok(text.toLowerCase().includes(kind));
    assert.doesNotMatch(page.text, /<script\b/i, "no script is needed to read a document");
  });

  test(`the PDF of the ${kind} is a PDF, the same one each time`, async () => {
    const [first, second] = [await send(pathOf(answer.document.pdf_url)), await send(pathOf(answer.document.pdf_url))];
    for (const pdf of [first, second]) {
      assert.equal(pdf.status, 200);
      assert.match(pdf.type, /^application\/pdf/);
      assert.equal(pdf.bytes.subarray(0, 5).toString("latin1"), "%PDF-");
      assert.match(pdf.bytes.subarray(-16).toString("latin1"), /%%EOF\s*$/);
      assertHeaders(pdf.headers, { ...capabilityHeaders, "content-security-policy": /.*/ });
      assert.match(pdf.headers.get("content-disposition") ?? "", new RegExp(answer.document.number));
    }
    assert.ok(first.bytes.equals(second.bytes));
    assert.ok(inflated(first.bytes).some((stream) => /pdfaid:part(?:>|=")3/.test(stream)), "PDF/A-3");
  });
}

test("an invoice says how to pay it; a quote asks for no money", async () => {
  const [invoiceText, quoteText] = [textOf((await send(pathOf(invoice.answer.document.url))).text), textOf((await send(pathOf(quote.answer.document.url))).text)];
  assert.match(invoiceText, /BE68 5390 0754 7034/);
  assert.match(invoiceText, /Scan to pay/);
  assert.doesNotMatch(quoteText, /Scan to pay/);
  assert.match(quoteText, /Nothing is to be paid/);
});

test("what the customer typed is text, never markup", async () => {
  const { text } = await send(pathOf(invoice.answer.document.url));
  assert.ok(!text.includes("<b>Peeters</b>"));
  assert.ok(text.includes("De Korenbloem &amp; Co"));
});

test("a link that is changed anywhere opens nothing", async () => {
  const path = pathOf(invoice.answer.document.url);
  const flip = (text, index) => text.slice(0, index) + (text[index] === "A" ? "B" : "A") + text.slice(index + 1);
  const swapped = `${path.split(".")[0]}.${pathOf(quote.answer.document.url).split(".")[1]}`;
  const broken = [flip(path, 4), flip(path, path.length - 5), flip(path, path.indexOf(".") + 1), path.slice(0, -1), `${path}A`, swapped, path.split(".")[0], "/d/", "/d/x", `/d/1..${"A".repeat(43)}`];
  for (const candidate of broken) {
    for (const suffix of ["", "/pdf"]) {
      const { status, text } = await send(candidate + suffix);
      assert.ok([404, 410].includes(status), `${candidate}${suffix} answered ${status}`);
      assert.ok(!text.includes(invoice.answer.document.number));
    }
  }
});

test("a document is read, not written", async () => {
  for (const method of ["POST", "PUT", "DELETE"]) {
    const { status } = await send(pathOf(invoice.answer.document.url), { method });
    assert.ok([404, 405].includes(status), `${method} answered ${status}`);
  }
});

test("links of different documents differ in their secret part", () => {
  const secret = ({ answer }) => answer.document.url.split(".").at(-1);
  assert.match(secret(invoice), /^[\w-]{43}$/);
  assert.notEqual(secret(invoice), secret(quote));
});
