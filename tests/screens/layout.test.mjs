// The layout editor: what is typed shows in the sample at once, what is saved stands on the next document, and a reset takes it away.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { deflateSync } from "node:zlib";
import { book } from "../lib/client.mjs";
import { adminKey } from "../lib/tenants.mjs";
import { open, signIn, title } from "../browser/admin-steps.mjs";
import { assertAccessible, assertNoSidewaysScroll, close, dashboard, launch, newPage, picture, schemes, widths } from "../browser/browser.mjs";
import { expectGone, expectVisible } from "../browser/expect.mjs";

const tenant = "screens-layout";

let browser;
let page;
before(async () => {
  browser = await launch();
  page = await newPage(browser);
  await signIn(page, adminKey(tenant));
  await open(page, "Layout");
});
after(() => browser?.close());

const sample = () => page.frameLocator("iframe[name=sample]");
const header = () => page.getByRole("textbox", { name: "Invoice header" });
const press = (name) => page.getByRole("button", { name, exact: true }).click();

/** One chunk of a PNG. */
function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  let crc = 0xffffffff;
  for (const byte of body) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE((crc ^ 0xffffffff) >>> 0, 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}

/** A grey picture of this size. */
function png(width, height) {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head[8] = 8;
  const rows = Buffer.concat(Array.from({ length: height }, () => Buffer.concat([Buffer.from([0]), Buffer.alloc(width, 0x55)])));
  return Buffer.concat([Buffer.from("89504e470d0a1a0a", "hex"), chunk("IHDR", head), chunk("IDAT", deflateSync(rows)), chunk("IEND", Buffer.alloc(0))]);
}

test("the sample shows the company until something is typed, and then what is typed", async () => {
  await expectVisible(sample().getByText(`Tenant ${tenant} Ltd`).first());
  await header().fill("Helder & Co");
  await header().selectText();
  await page.getByRole("group", { name: "Format the invoice header" }).getByRole("button", { name: "Bold", exact: true }).click();
  assert.equal(await header().inputValue(), "**Helder & Co**");
  await expectVisible(sample().locator("strong", { hasText: "Helder & Co" }));
  await header().press("Control+End");
  await header().pressSequentially("\n\n- windows\n- gutters\n\n<b>raw</b>");
  await expectVisible(sample().getByText("<b>raw</b>"));
  assert.equal(await sample().locator("header li").count(), 2);
  await page.getByRole("textbox", { name: "Invoice footer" }).fill("-><- Thank you for your trust.");
  await expectVisible(sample().locator("p.center", { hasText: "Thank you for your trust." }));
});

test("what cannot be saved is said at its field, and nothing typed is lost", async () => {
  await page.getByLabel("Picture").setInputFiles({ name: "logo.png", mimeType: "image/png", buffer: Buffer.from("<svg onload=alert(1)>") });
  await press("Save layout");
  await expectVisible(page.getByRole("heading", { name: "There is a problem" }));
  assert.equal(await page.getByLabel("Picture").getAttribute("aria-invalid"), "true");
  assert.match(await header().inputValue(), /^\*\*Helder & Co\*\*/);
  await header().fill("[our site](javascript:alert(1))");
  await press("Save layout");
  await expectVisible(page.getByRole("heading", { name: "There is a problem" }));
  assert.equal(await header().getAttribute("aria-invalid"), "true", "a script is no link");
  assert.equal(await sample().locator("a[href^='javascript']").count(), 0);
});

test("header, logo and footer are saved, and the next invoice has them", async () => {
  await header().fill("**Helder & Co**\n\nCleaning since 1998");
  await page.getByLabel("Picture").setInputFiles({ name: "logo.png", mimeType: "image/png", buffer: png(120, 40) });
  await press("Save layout");
  await expectVisible(page.getByRole("status"));
  await expectVisible(page.getByRole("img", { name: "Your logo" }));
  await expectVisible(sample().getByText("Cleaning since 1998"));
  await picture(page, "layout-saved");
  const { answer } = await book(tenant);
  const paper = await newPage(browser);
  await paper.goto(new URL(new URL(answer.document.url).pathname, dashboard).href);
  for (const text of ["Helder & Co", "Cleaning since 1998", "Thank you for your trust."]) await expectVisible(paper.getByText(text).first());
  const logo = paper.locator("header img");
  assert.ok(await logo.evaluate((image) => image.complete && image.naturalWidth === 120), "the logo is loaded");
  await assertAccessible(paper, "an invoice with a letterhead");
  await picture(paper, "layout-invoice");
  assert.deepEqual(paper.errors, []);
  await close(paper);
});

test("every width, light and dark", async () => {
  for (const scheme of schemes) {
    await page.emulateMedia({ colorScheme: scheme });
    for (const width of widths) {
      await page.setViewportSize({ width, height: 900 });
      await assertNoSidewaysScroll(page, `layout at ${width} px`);
      await assertAccessible(page, `layout at ${width} px, ${scheme}`);
      await picture(page, `layout-${width}-${scheme}`);
    }
  }
});

test("a reset asks once more and takes everything away", async () => {
  await page.getByRole("link", { name: "Reset layout" }).click();
  await expectVisible(title(page, "Reset layout"));
  await assertAccessible(page, "reset layout");
  await press("Reset layout");
  await expectVisible(title(page, "Layout"));
  await expectGone(page.getByRole("img", { name: "Your logo" }));
  assert.equal(await header().inputValue(), "");
  await expectVisible(sample().getByText(`Tenant ${tenant} Ltd`).first());
  assert.equal(await page.getByRole("link", { name: "Reset layout" }).count(), 0);
  assert.deepEqual(page.errors.filter((error) => !/status of 4\d\d/.test(error)), []);
  await close(page);
});
