// Selling without a booking, from the item to the paid invoice, with scripts switched off: what the browser shows is what
// the books hold. The tenant is this file's own.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { book } from "../lib/client.mjs";
import { adminKey } from "../lib/tenants.mjs";
import { open, signIn, title } from "../browser/admin-steps.mjs";
import { close, dashboard, launch, newPage, picture } from "../browser/browser.mjs";
import { expectVisible } from "../browser/expect.mjs";

const tenant = "screens";
const buyer = { name: "Bakkerij De Gouden Korst NV", vat_number: "BE0477472701" };
const customer = {
  name: "An Peeters", email: "an@korst.example", company: buyer,
  address: { street: "Korenmarkt 7", postal_code: "9000", city: "Gent", country: "BE" },
};

let browser;
let page;
before(async () => {
  browser = await launch();
  page = await newPage(browser, { javaScriptEnabled: false, acceptDownloads: true });
  await signIn(page, adminKey(tenant));
});
after(() => browser?.close());

const at = (path) => page.goto(new URL(path, dashboard).href);
const press = (name, within = page) => within.getByRole("button", { name, exact: true }).click();

/** Follows a download link and answers with its name and bytes. */
async function download(link) {
  const [file] = await Promise.all([page.waitForEvent("download"), link.click()]);
  const parts = [];
  for await (const part of await file.createReadStream()) parts.push(part);
  return { name: file.suggestedFilename(), bytes: Buffer.concat(parts) };
}

let booked;
let saved;

test("the customer of a booking is a contact of the editor", async () => {
  booked = await book(tenant, { customer });
  assert.match(booked.answer.document.number, /^INV-\d{4}-0001$/);
});

test("an item keeps its unit, price and VAT code", async () => {
  await open(page, "Items");
  await page.getByRole("link", { name: "Add item" }).first().click();
  await page.getByLabel("Description", { exact: true }).fill("Window cleaning");
  await page.getByLabel("Code (optional)").fill("WIN");
  await page.getByLabel("Price without VAT").fill("48,50");
  await page.getByLabel("Unit", { exact: true }).selectOption({ label: "hour" });
  await page.getByLabel("VAT code").selectOption({ label: "VAT 6%" });
  await press("Add item");
  await expectVisible(title(page, "Items"));
  await expectVisible(page.getByRole("row", { name: /Window cleaning/ }).getByText("48.50"));
  await page.getByRole("link", { name: "Add item" }).first().click();
  await press("Add item");
  await expectVisible(page.getByRole("heading", { name: "There is a problem" }));
});

test("a cash discount is set, and its box stands in the editor", async () => {
  await open(page, "Cash discount");
  await page.getByLabel(/percent/i).first().fill("2");
  await page.getByLabel(/days/i).first().fill("8");
  await press("Save cash discount");
  await expectVisible(page.getByText(/^Saved\./));
});

test("a contact is added, with its VAT number checked, and found", async () => {
  await open(page, "Contacts");
  await page.getByRole("link", { name: "Add a contact" }).first().click();
  await page.getByRole("radio", { name: "Company" }).check();
  await page.getByLabel("Name", { exact: true }).fill("Garage Van Damme BV");
  await page.getByLabel("VAT number").fill("BE0123456789");
  await press("Add contact");
  await expectVisible(page.getByRole("heading", { name: "There is a problem" }));
  await page.getByLabel("VAT number").fill("BE0403019261");
  await page.getByLabel("E-mail address").fill("garage@example.com");
  await page.getByLabel("Street and number").fill("Gentsesteenweg 4");
  await page.getByLabel("Postal code").fill("9300");
  await page.getByLabel("City").fill("Aalst");
  await press("Add contact");
  await expectVisible(title(page, "Garage Van Damme BV"));
  await open(page, "Contacts");
  await page.getByRole("searchbox", { name: "Search" }).fill("damme");
  await page.getByRole("searchbox", { name: "Search" }).press("Enter");
  await expectVisible(page.getByRole("link", { name: "Garage Van Damme BV" }));
  assert.equal(await page.getByRole("link", { name: /Gouden Korst/ }).count(), 0);
});

test("the editor totals what is typed, previews it and saves it under the next number", async () => {
  await open(page, "Add a sales invoice", "New sales invoice");
  await page.getByRole("button", { name: /select a contact/ }).click();
  await page.getByRole("button", { name: /Gouden Korst/ }).click();
  await expectVisible(page.getByRole("region", { name: "The document" }).getByText(buyer.name).first());

  const first = page.getByRole("group", { name: /^Line 1\b/ });
  await first.getByLabel("Item").fill("Cleaning of the shop");
  await first.getByLabel("Quantity").fill("2,5");
  await first.getByLabel(/^Unit price/).fill("100");
  await page.getByLabel("Item: code or description").fill("WIN");
  await press("Add item");
  const second = page.getByRole("group", { name: /^Line 2\b/ });
  assert.equal(await second.getByLabel("Item").inputValue(), "Window cleaning");
  assert.equal(await second.getByLabel(/^Unit price/).inputValue(), "48.50");
  await press("Add a text");
  await page.getByLabel("Text without a price").fill("Done with rain water.");
  await page.getByRole("checkbox", { name: "Cash discount" }).check();
  await press("Preview");
  // 250.00 at 21 % and 48.50 at 6 %, each less 2 %: 51.45 + 2.85.
  for (const figure of ["298.50", "51.45", "2.85", "352.80"]) await expectVisible(page.getByText(figure).first());
  await picture(page, "screens-preview");
  await page.goBack();
  await press("Save");
  await expectVisible(title(page, /^Invoice INV-\d{4}-0002$/));
  saved = page.url();
  for (const text of ["Cleaning of the shop", "Window cleaning", "1 h", "352.80"]) await expectVisible(page.getByText(text).first());
  assert.equal((await page.getByRole("row", { name: "Done with rain water." }).innerText()).trim(), "Done with rain water.", "a text has no figures");
  await picture(page, "screens-invoice");
});

test("the e-invoice is ready and its UBL says the same figures", async () => {
  const { name, bytes } = await download(page.getByRole("link", { name: /UBL/ }).first());
  assert.match(name, /^INV-\d{4}-0002\.xml$/);
  const text = bytes.toString("utf8");
  for (const element of ['<cbc:TaxExclusiveAmount currencyID="EUR">298.50<', '<cbc:PayableAmount currencyID="EUR">352.80<', "<cbc:RegistrationName>Bakkerij De Gouden Korst NV<"]) {
    assert.ok(text.includes(element), element);
  }
});

test("a part is paid, the mistake is undone, the rest is paid", async () => {
  const pay = async (amount) => {
    await page.getByRole("link", { name: "Record payment" }).first().click();
    await page.getByLabel(/^Amount/).fill(amount);
    await press("Record payment");
  };
  await pay("999");
  await expectVisible(page.getByRole("heading", { name: "There is a problem" }));
  await page.goto(saved);
  await pay("52.80");
  await expectVisible(page.getByText("partly paid").first());
  await page.getByRole("button", { name: /^Undo/ }).first().click();
  await expectVisible(page.getByText("undone").first());
  await pay("352.80");
  await expectVisible(page.getByText("paid", { exact: true }).first());
  assert.equal(await page.getByRole("link", { name: "Record payment" }).count(), 0);
});

test("a credit note names the invoice and gives back what is chosen", async () => {
  await open(page, "Overview", "All invoices");
  await page.getByRole("link", { name: /-0001$/ }).first().click();
  await page.getByRole("main").getByRole("link", { name: /credit note/i }).first().click();
  await page.getByLabel(/reason/i).first().fill("Booked by mistake");
  await page.getByRole("main").getByRole("button", { name: /credit note/i }).first().click();
  await expectVisible(title(page, /^Credit note CRN-\d{4}-0001$/));
  await expectVisible(page.getByText(booked.answer.document.number).first());
  await picture(page, "screens-credit-note");
  await open(page, "Credit notes");
  await expectVisible(page.getByRole("link", { name: /^CRN-\d{4}-0001$/ }));
});

test("the overview filters by state, and exports what it shows", async () => {
  await open(page, "Overview", "All invoices");
  assert.equal(await page.getByRole("link", { name: /^INV-/ }).count(), 2);
  await at("/admin/invoices?state=paid");
  const paid = await page.getByRole("link", { name: /^INV-/ }).allInnerTexts();
  assert.deepEqual(paid.map((number) => number.slice(-5)), ["-0002"]);
  await at("/admin/invoices");
  const table = await download(page.getByRole("link", { name: /CSV/ }).first());
  assert.match(table.name, /\.csv$/);
  assert.ok(table.bytes.toString("utf8").includes("-0002") && table.bytes.toString("utf8").includes(";352,80;"));
  const archive = await download(page.getByRole("link", { name: /ZIP/ }).first());
  assert.match(archive.name, /\.zip$/);
  assert.equal(archive.bytes.subarray(0, 2).toString(), "PK");
  assert.ok(archive.bytes.includes(Buffer.from("0002.pdf")) && archive.bytes.includes(Buffer.from("0002.xml")), "PDF and UBL of each");
});

test("no page complained on the way", async () => {
  assert.deepEqual(page.errors.filter((error) => !/status of 4\d\d/.test(error)), []);
  await close(page);
});
