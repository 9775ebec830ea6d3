// The operator switches sales invoicing off and on again; what a tenant sees meanwhile; and a file manager sets a series.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { book } from "../lib/client.mjs";
import { adminKey } from "../lib/tenants.mjs";
import { open, signIn, title } from "../browser/admin-steps.mjs";
import { assertAccessible, assertNoSidewaysScroll, close, dashboard, launch, newPage, picture, schemes } from "../browser/browser.mjs";
import { expectVisible } from "../browser/expect.mjs";

const tenant = "screens-module";
const operator = new URL("/operator", dashboard).href;
const year = new Date().getFullYear();

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

/** Looks at the present page narrow and wide, light and dark. */
async function look(page, name) {
  for (const scheme of schemes) {
    await page.emulateMedia({ colorScheme: scheme });
    for (const width of [390, 1280]) {
      await page.setViewportSize({ width, height: 900 });
      await assertAccessible(page, `${name}, ${width}, ${scheme}`);
      await assertNoSidewaysScroll(page, `${name}, ${width}`);
      await picture(page, `module-${name}-${width}-${scheme}`);
    }
  }
}

/** The operator, signed in on a page without scripts. */
async function asOperator() {
  const page = await newPage(browser, { javaScriptEnabled: false });
  await page.goto(operator);
  await expectVisible(title(page, "Sign in as the operator"));
  await page.getByLabel("Operator key").fill(process.env.BOOKSLIP_OPERATOR_KEY);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expectVisible(title(page, "Tenants"));
  return page;
}

async function switchTo(page, verb, state) {
  const row = page.getByRole("row", { name: new RegExp(`${tenant}`) });
  await row.getByRole("button", { name: `${verb} Tenant ${tenant}` }).click();
  await expectVisible(page.getByRole("row", { name: new RegExp(`${tenant} ${state} `) }));
}

test("the operator signs in with the operator key and with no other", async () => {
  const page = await newPage(browser);
  await page.goto(operator);
  await look(page, "operator-sign-in");
  await page.getByLabel("Operator key").fill(adminKey(tenant));
  await page.getByRole("button", { name: "Sign in" }).click();
  await expectVisible(page.getByRole("link", { name: "This key is not valid. Check that you pasted all of it." }));
  await look(page, "operator-refused");
  await close(page);
});

test("without the module a booking has no document, and the dashboard says how to activate it", async () => {
  const page = await asOperator();
  await switchTo(page, "Deactivate", "not active");
  const looking = await newPage(browser);
  await looking.context().addCookies(await page.context().cookies());
  await looking.goto(operator);
  await look(looking, "operator");
  const { answer } = await book(tenant);
  assert.equal(answer.document, null);

  const admin = await newPage(browser);
  await signIn(admin, adminKey(tenant));
  await expectVisible(admin.getByText("Sales invoicing is not active."));
  await look(admin, "today-not-active");
  await open(admin, "Overview", "Sales invoicing");
  await expectVisible(admin.getByRole("heading", { name: "Contact us to activate the module" }));
  await look(admin, "activation");
  await open(admin, "Flags & permissions");
  await look(admin, "flags-not-active");

  await switchTo(page, "Activate", "active");
  await open(admin, "Overview", "All invoices");
  await Promise.all([page, looking, admin].map(close));
});

test("a file manager sets the series once, and the next invoice follows", async () => {
  const page = await newPage(browser, { javaScriptEnabled: false });
  await signIn(page, adminKey(tenant));
  await open(page, "Number series");
  await page.getByRole("link", { name: `Set Invoices, ${year}` }).click();
  await page.getByLabel("Prefix").fill("QUO");
  await page.getByRole("button", { name: "Show the first number" }).click();
  await expectVisible(page.getByRole("link", { name: "QUO is kept for quotes. Choose another prefix." }));
  await picture(page, "module-series-refused");
  await page.getByLabel("Prefix").fill("SHOP");
  await page.getByLabel("First number").fill("101");
  await page.getByRole("button", { name: "Show the first number" }).click();
  await picture(page, "module-series-confirm");
  await page.getByRole("button", { name: `Set SHOP-${year}-0101` }).click();
  await expectVisible(page.getByRole("status").getByText("The series is set."));
  const { answer } = await book(tenant);
  assert.equal(answer.document.number, `SHOP-${year}-0101`);
  await close(page);

  const looking = await newPage(browser);
  await signIn(looking, adminKey(tenant));
  await open(looking, "Number series");
  await expectVisible(looking.getByText(/In use since SHOP-\d{4}-0101 of .*Royal Decree no\. 1, art\. 5/));
  await look(looking, "series");
  await looking.getByRole("link", { name: `Set Quotes, ${year}` }).click();
  await looking.getByRole("button", { name: "Show the first number" }).click();
  await look(looking, "series-set");
  await open(looking, "Overview", "All invoices");
  await look(looking, "overview");
  await looking.getByRole("link", { name: `SHOP-${year}-0101` }).click();
  await look(looking, "document");
  await looking.goto(new URL("/admin/no-such-page", dashboard).href);
  await expectVisible(title(looking, "Not found"));
  await look(looking, "not-found");
  await close(looking);
});
