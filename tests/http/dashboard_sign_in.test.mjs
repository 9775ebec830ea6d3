// Sign-in: nothing of the dashboard is shown without a session, and a session is hard to steal.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Admin, cookieOf, postForm } from "../lib/admin.mjs";
import { send, tenantsOf } from "../lib/client.mjs";
import { formsOf, textOf } from "../lib/html.mjs";
import { adminKey } from "../lib/tenants.mjs";

const slug = tenantsOf(import.meta.url)();
const pages = [
  "/admin", "/admin/bookings", "/admin/bookings/018f0000-0000-7000-8000-000000000000", "/admin/invoices", "/admin/quotes",
  "/admin/documents/x", "/admin/settings/flags", "/admin/settings/payment-terms", "/admin/settings/allowed-origins", "/admin/settings/embed",
];

for (const path of pages) {
  test(`${path} asks for a session and comes back afterwards`, async () => {
    const { status, headers } = await send(path);
    assert.equal(status, 303);
    const target = new URL(headers.get("location"), "http://host");
    assert.equal(target.pathname, "/admin/login");
    if (path !== "/admin") assert.equal(target.searchParams.get("next"), path);
  });
}

test("the sign-in page asks for the key alone", async () => {
  const { status, text, headers } = await send("/admin/login");
  assert.equal(status, 200);
  const [form] = formsOf(text);
  assert.equal(form.method, "post");
  assert.deepEqual(Object.keys(form.values), ["key"]);
  assert.match(headers.get("content-security-policy"), /default-src 'none'.*frame-ancestors 'none'/);
  assert.match(headers.get("cache-control"), /no-store/);
});

test("the right key opens a session with a guarded cookie", async () => {
  const answer = await postForm("/admin/login", { key: adminKey(slug) });
  assert.equal(answer.status, 303);
  assert.equal(answer.headers.get("location"), "/admin");
  const cookie = answer.headers.get("set-cookie");
  for (const part of [/; ?HttpOnly/i, /; ?SameSite=Lax/i, /; ?Path=\//i]) assert.match(cookie, part);
  assert.doesNotMatch(cookie, /Domain=/i);
  assert.ok(cookieOf(answer).split("=")[1].length >= 43, "256 random bits");
  const today = await new Admin(cookieOf(answer)).page("/admin");
  assert.ok(today.words.includes(`Tenant ${slug}`));
});

test("a wrong key is refused without saying more", async () => {
  for (const key of ["bsk_wrong", "", `${adminKey(slug)}x`, "' OR 1=1 --"]) {
    const { status, text, headers } = await postForm("/admin/login", { key });
    assert.equal(status, 422);
    assert.match(textOf(text), /There is a problem/);
    assert.equal(headers.get("set-cookie"), null);
    if (key) assert.ok(!text.includes(adminKey(slug)));
  }
});

test("after signing in one is led only to our own pages", async () => {
  for (const next of ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"]) {
    const { headers } = await postForm("/admin/login", { key: adminKey(slug), next });
    assert.equal(headers.get("location"), "/admin");
  }
  const { headers } = await postForm("/admin/login", { key: adminKey(slug), next: "/admin/quotes" });
  assert.equal(headers.get("location"), "/admin/quotes");
});

test("a session that was ended, or made up, opens nothing", async () => {
  const admin = await Admin.of(slug);
  const out = await admin.post("/admin/logout", {});
  assert.equal(out.status, 303);
  assert.match(out.headers.get("set-cookie"), /Max-Age=0|1970/i);
  assert.equal((await admin.get("/admin")).status, 303);
  const name = admin.cookie.split("=")[0];
  assert.equal((await new Admin(`${name}=${"A".repeat(43)}`).get("/admin")).status, 303);
});

test("a form from another site is refused, with a session and without", async () => {
  const admin = await Admin.of(slug);
  const foreign = [
    { origin: "https://evil.example", "sec-fetch-site": "cross-site" },
    { "sec-fetch-site": "same-site" },
    { origin: "null", "sec-fetch-site": "cross-site" },
  ];
  for (const headers of foreign) {
    assert.equal((await admin.post("/admin/settings/flags", { version: 1, auto_invoice: "off" }, headers)).status, 403);
    assert.equal((await postForm("/admin/login", { key: adminKey(slug) }, headers)).status, 403);
  }
});
