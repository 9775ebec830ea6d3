// A quote from the editor to the final invoice: terms of sale and an attachment go with it, the customer accepts by the link, a
// prepayment is invoiced and taken off, and VAT is charged once. With scripts, where journey.test.mjs goes without.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { book } from "../lib/client.mjs";
import { adminKey } from "../lib/tenants.mjs";
import { open, signIn, title } from "../browser/admin-steps.mjs";
import { assertAccessible, assertNoSidewaysScroll, launch, newPage, picture } from "../browser/browser.mjs";
import { expectVisible } from "../browser/expect.mjs";

const tenant = "screens-quotes";

let browser;
let page;
let customer;
before(async () => {
  browser = await launch();
  [page, customer] = await Promise.all([newPage(browser), newPage(browser, { width: 390 })]);
  await signIn(page, adminKey(tenant));
});
after(() => browser?.close());

const press = (name, within = page) => within.getByRole("main").getByRole("button", { name, exact: true }).click();

/** Each screen on the way is judged where it is shown. */
async function judge(what, shown = page) {
  await assertNoSidewaysScroll(shown, what);
  await assertAccessible(shown, what);
  await picture(shown, `screens-quotes-${what.replaceAll(" ", "-")}`);
}

/** A PDF of one page, as people print one. */
let pdf;
let quote;
let link;

test("a PDF becomes the sales conditions; another file is refused", { timeout: 120_000 }, async () => {
  const { answer } = await book(tenant);
  const invoice = await (await page.request.get(answer.document.pdf_url)).body();
  await customer.setContent("<h1>Terms of sale</h1><p>Pay in time.</p>");
  pdf = await customer.pdf();
  await open(page, "Sales conditions");
  await page.getByLabel("Select file").setInputFiles({ name: "terms.pdf", mimeType: "application/pdf", buffer: Buffer.from("<html>") });
  await press("Save sales conditions");
  await expectVisible(page.getByRole("heading", { name: "There is a problem" }));
  await judge("sales conditions refused");
  // An invoice of ours carries its UBL, and conditions may carry nothing.
  await page.getByLabel("Select file").setInputFiles({ name: "invoice.pdf", mimeType: "application/pdf", buffer: invoice });
  await press("Save sales conditions");
  await expectVisible(page.getByRole("link", { name: /contains scripts, forms, media or attached files/ }));
  await page.getByLabel("Select file").setInputFiles({ name: "terms.pdf", mimeType: "application/pdf", buffer: pdf });
  await press("Save sales conditions");
  await expectVisible(page.getByText("terms.pdf").first());
  await judge("sales conditions");
});

test("a quote is written, with an attachment, and saved", { timeout: 120_000 }, async () => {
  await open(page, "Quotes", /quote/i);
  await page.getByRole("main").getByRole("link", { name: /Add a quote/ }).first().click();
  await page.getByRole("button", { name: /select a contact/ }).click();
  await page.getByRole("button", { name: /Amina/ }).click();
  const line = page.getByRole("group", { name: /^Line 1\b/ });
  await line.getByLabel("Item").fill("Garden house");
  await line.getByLabel(/^Unit price/).fill("1000");
  await press("Attachments");
  await page.getByLabel("Select files").setInputFiles([
    { name: "plan.pdf", mimeType: "application/pdf", buffer: pdf },
    { name: "letter.docx", mimeType: "application/octet-stream", buffer: Buffer.from("no document at all") },
  ]);
  await press("Add files");
  await expectVisible(page.getByRole("heading", { name: "There is a problem" }));
  await judge("attachments refused");
  await page.getByLabel("Select files").setInputFiles([{ name: "plan.pdf", mimeType: "application/pdf", buffer: pdf }]);
  await press("Add files");
  await expectVisible(page.getByText("plan.pdf").first());
  await judge("attachments");
  await page.getByRole("link", { name: "Back to the quote" }).click();
  await press("Save");
  await expectVisible(title(page, /^Quote QUO-\d{4}-0001$/));
  quote = new URL(page.url()).pathname;
  link = await page.getByRole("link", { name: "The customer's page of this document" }).getAttribute("href");
  await judge("quote");
});

test("the customer reads it on a phone and accepts it, once", { timeout: 120_000 }, async () => {
  await customer.goto(link);
  await expectVisible(customer.getByText("€1,210.00").first());
  await expectVisible(customer.getByText("plan.pdf").first());
  await judge("customer", customer);
  await customer.getByRole("link", { name: "Decline quote" }).click();
  await judge("decline", customer);
  await customer.getByRole("link", { name: "Back to the quote" }).click();
  await customer.getByRole("link", { name: "Accept quote" }).click();
  await judge("accept", customer);
  await customer.getByRole("button", { name: "Accept quote" }).click();
  await expectVisible(customer.getByText(/accepted/i).first());
  assert.equal(await customer.getByRole("link", { name: /^(Accept|Decline) quote$/ }).count(), 0);
  await judge("accepted", customer);
});

test("a prepayment is invoiced, and the final invoice takes it off", { timeout: 120_000 }, async () => {
  const here = new URL(quote, page.url()).href;
  await page.goto(here);
  await expectVisible(page.getByText("accepted", { exact: true }).first());
  await page.getByRole("link", { name: "Invoice a prepayment" }).click();
  await judge("prepayment");
  await page.getByLabel("Percentage", { exact: true }).fill("30");
  await press("Save prepayment invoice");
  await expectVisible(title(page, /INV-\d{4}-0002$/));
  for (const figure of ["300.00", "63.00", "363.00"]) await expectVisible(page.getByText(figure).first());
  await judge("prepayment invoice");
  await page.goto(here);
  await page.getByRole("link", { name: "Generate invoice" }).first().click();
  await judge("generate invoice");
  await page.getByRole("main").getByRole("button", { name: "Generate invoice" }).click();
  await expectVisible(title(page, /INV-\d{4}-0003$/));
  // 1,210.00 less 363.00, with 210.00 less 63.00 of VAT: over the whole job, 210.00.
  for (const figure of ["700.00", "147.00", "847.00"]) await expectVisible(page.getByText(figure).first());
  await judge("final invoice");
});

test("the number series say where they are and why they stay", { timeout: 120_000 }, async () => {
  await open(page, "Number series");
  await expectVisible(page.getByRole("row", { name: /^Invoices, \d{4} INV-\d{4}-\d{4} In use since INV-/ }));
  await judge("number series");
});

test("no page complained on the way", () =>
  assert.deepEqual([...page.errors, ...customer.errors].filter((error) => !/status of 4\d\d/.test(error)), []));
