// Settings > Customer portal > Allowed origins and Embed: a site is let in and shut out with the next request.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Admin } from "../lib/admin.mjs";
import { base, getCatalogue, tenantsOf } from "../lib/client.mjs";
import { textOf } from "../lib/html.mjs";
import { site } from "../lib/tenants.mjs";

const tenant = tenantsOf(import.meta.url);
const path = "/admin/settings/allowed-origins";
const status = async (slug, origin) => (await getCatalogue(slug, { headers: { origin } })).status;

test("adding an origin lets its pages in, removing it shuts them out", async () => {
  const slug = tenant();
  const admin = await Admin.of(slug);
  const origin = "https://shop.example:8443";
  assert.equal(await status(slug, origin), 403);
  assert.equal((await admin.submit(path, "Add site", { origin: "https://SHOP.example:8443/" })).status, 303);
  assert.equal(await status(slug, origin), 200);
  assert.equal(await status(slug, "https://shop.example"), 403);
  const { forms } = await admin.page(path);
  const removal = forms.find(({ values }) => values.action === "remove" && values.origin === origin);
  assert.equal((await admin.post(path, removal.values)).status, 303);
  assert.equal(await status(slug, origin), 403);
  assert.equal(await status(slug, site), 200);
});

test("what is no origin is refused with the reason", async () => {
  const admin = await Admin.of(tenant());
  for (const origin of ["", "example.com", "https://*.example.com", "https://a.example/path", "ftp://a.example", "javascript:alert(1)", site]) {
    const answer = await admin.submit(path, "Add site", { origin });
    assert.ok([422, 409].includes(answer.status), `${origin}: ${answer.status}`);
  }
});

test("the embed page shows the two lines for this tenant", async () => {
  const slug = tenant();
  const admin = await Admin.of(slug);
  const { text } = await admin.page("/admin/settings/embed");
  const snippet = textOf(`<p>${/<textarea[^>]*id="?snippet"?[^>]*>([\s\S]*?)<\/textarea>/.exec(text)[1]}</p>`);
  const own = new URL(base).origin;
  assert.ok(snippet.includes(`<script type="module" src="${own}/w/v1.js"></script>`), snippet);
  assert.ok(snippet.includes(`<booking-widget tenant="${slug}"><a href="${own}/b/${slug}">Book online</a></booking-widget>`), snippet);
});
