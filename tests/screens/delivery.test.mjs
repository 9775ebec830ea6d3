// What leaves the house: the texts of e-mails and when they go. The tenant is this file's own.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { adminKey } from "../lib/tenants.mjs";
import { open, signIn, title } from "../browser/admin-steps.mjs";
import { assertAccessible, assertNoSidewaysScroll, close, launch, newPage, picture, schemes, widths } from "../browser/browser.mjs";
import { expectGone, expectVisible } from "../browser/expect.mjs";

const tenant = "screens-delivery";

let browser;
let page;
before(async () => {
  browser = await launch();
  page = await newPage(browser);
  await signIn(page, adminKey(tenant));
});
after(() => browser?.close());

const press = (name, within = page) => within.getByRole("button", { name, exact: true }).click();
const problem = () => page.getByRole("heading", { name: "There is a problem" });

/** Looks at the present page at every width, light and dark. */
async function look(name) {
  for (const scheme of schemes) {
    await page.emulateMedia({ colorScheme: scheme });
    for (const width of widths) {
      await page.setViewportSize({ width, height: 900 });
      await assertNoSidewaysScroll(page, `${name} at ${width} px`);
      await assertAccessible(page, `${name} at ${width} px, ${scheme}`);
      await picture(page, `delivery-${name}-${width}-${scheme}`);
    }
  }
  await page.emulateMedia({ colorScheme: "light" });
}

test("a text is changed, looked at, saved and given back", async () => {
  await open(page, "E-mail templates");
  await look("templates");
  await page.getByRole("link", { name: "Edit Booking confirmation in English" }).click();
  await expectVisible(title(page, "Booking confirmation, English"));
  await look("template");
  const subject = page.getByLabel("Subject", { exact: true });
  await subject.fill("Until soon, {{nickname}}");
  await press("Save template");
  await expectVisible(problem());
  assert.equal(await subject.getAttribute("aria-invalid"), "true");
  assert.equal(await subject.inputValue(), "Until soon, {{nickname}}", "what was typed is kept");
  await expectVisible(page.getByText("{{customer_name}}", { exact: false }).first());
  await look("template-refused");
  await subject.fill("Until soon, {{customer_name}}");
  await page.getByLabel("Text", { exact: true }).fill("Dear {{customer_name}},\n\n<b>See you</b> at {{starts_at}}.\n\n{{manage_link}}");
  await press("Preview");
  const mail = page.getByRole("region", { name: "Preview" });
  await expectVisible(mail.getByText("<b>See you</b>", { exact: false }).first());
  assert.doesNotMatch(await mail.innerText(), /\{\{/, "every placeholder has its value");
  await press("Save template");
  await expectVisible(page.getByText("your text", { exact: true }));
  await open(page, "E-mail templates");
  await expectVisible(page.getByRole("row", { name: /^Booking confirmation/ }).getByText("your text", { exact: true }));
  await page.getByRole("link", { name: "Edit Booking confirmation in English" }).click();
  await press("Use the built-in text");
  await expectGone(page.getByText("your text", { exact: true }));
});

test("reminders and quiet hours are set, and what cannot be is said at its field", async () => {
  await open(page, "Reminders");
  await look("reminders");
  await page.getByLabel("First notice").fill("400");
  await press("Save reminders");
  await expectVisible(problem());
  assert.equal(await page.getByLabel("First notice").getAttribute("aria-invalid"), "true");
  await page.getByLabel("First notice").fill("5");
  await page.getByLabel("Second reminder").selectOption({ label: "None" });
  await page.getByLabel("Until", { exact: true }).fill("09:00");
  await press("Save reminders");
  await expectVisible(page.getByRole("status"));
  await open(page, "Reminders");
  assert.equal(await page.getByLabel("First notice").inputValue(), "5");
  assert.equal(await page.getByLabel("Until", { exact: true }).inputValue(), "09:00");
});

test("no page complained on the way", async () => {
  assert.deepEqual(page.errors.filter((error) => !/status of 4\d\d/.test(error)), []);
  await close(page);
});
