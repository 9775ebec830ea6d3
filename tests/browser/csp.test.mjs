// Host pages with policies of their own: each shows a widget or a link, and nothing is ever thrown at the page.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { publishedPolicy, serveDemoHost } from "../../scripts/demo-host/server.mjs";
import { freePort } from "../../scripts/lib/ports.mjs";
import { Admin } from "../lib/admin.mjs";
import { adminKey, close, launch, newPage, picture, worker } from "./browser.mjs";
import { expectVisible } from "./expect.mjs";
import { chooseService, openWidget } from "./widget-steps.mjs";

const port = await freePort();
const origin = `http://localhost:${port}`;
let browser;
before(async () => {
  const admin = await Admin.withKey(adminKey);
  const answer = await admin.submit("/admin/settings/allowed-origins", "Add site", { origin });
  assert.ok([303, 422].includes(answer.status), "the site is added, or was added by an earlier run");
  browser = await launch();
});
after(() => browser?.close());

const published = publishedPolicy(worker);
const policies = [
  ["no policy", null, "widget"],
  ["the published line", published, "widget"],
  ["without wasm-unsafe-eval", published.replace(" 'wasm-unsafe-eval'", ""), "frame"],
  ["without wasm-unsafe-eval and frames", published.replace(" 'wasm-unsafe-eval'", "").replace(`frame-src ${worker}`, "frame-src 'none'"), "links"],
  ["trusted types required", `${published}; require-trusted-types-for 'script'`, "any"],
  ["our origin not in connect-src", published.replace(`connect-src ${worker}`, "connect-src 'self'"), "link"],
  ["our script not allowed at all", "default-src 'self'; style-src 'self'", "link"],
];

for (const [name, policy, expected] of policies) {
  test(name, { timeout: 60_000 }, async () => {
    const site = await serveDemoHost({ port, bookslip: worker, policy });
    const page = await newPage(browser);
    try {
      await page.goto(`${origin}/`);
      const widget = page.locator("booking-widget");
      await widget.scrollIntoViewIfNeeded();
      const links = widget.getByRole("link");
      if (expected === "widget") {
        await openWidget(page);
        await chooseService(page);
      } else if (expected === "frame") {
        // The hosted page has a policy of its own, under which the widget runs.
        await expectVisible(page.frameLocator("booking-widget iframe").getByRole("button").first());
      } else if (expected === "any") {
        await expectVisible(widget.getByRole("button").or(links).first());
      } else {
        await expectVisible(links.first());
        if (expected === "links") assert.ok((await links.count()) >= 3, "one link for each service");
        else assert.equal((await links.first().innerText()).trim(), "Book online");
        assert.match(await links.first().getAttribute("href"), new RegExp(`^${worker}/b/demo`));
      }
      await picture(page, `csp-${name.replaceAll(" ", "-")}`);
      assert.deepEqual(page.errors.filter((error) => error.startsWith("uncaught")), []);
    } finally {
      await close(page);
      site.close();
      site.closeAllConnections();
    }
  });
}
