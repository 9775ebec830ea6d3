// GET /b/{tenant}: the page that works without any site of the owner's.
import assert from "node:assert/strict";
import { test } from "node:test";
import { send, tenantsOf } from "../lib/client.mjs";
import { textOf } from "../lib/html.mjs";
import { site } from "../lib/tenants.mjs";

const slug = tenantsOf(import.meta.url)();

test("the page holds the widget, its loader, and the tenant's name", async () => {
  const { status, type, text, headers } = await send(`/b/${slug}`);
  assert.equal(status, 200);
  assert.match(type, /^text\/html; charset=utf-8/i);
  assert.match(text, new RegExp(`<booking-widget[^>]* tenant="?${slug}`));
  assert.match(text, /<script[^>]*type="module"[^>]*src="[^"]*\/w\/v1\.js"/);
  assert.ok(textOf(text).includes(`Tenant ${slug}`));
  assert.match(text, /<html[^>]* lang="?en/);
  const policy = headers.get("content-security-policy") ?? "";
  assert.match(policy, /'wasm-unsafe-eval'/);
  assert.doesNotMatch(policy, /'unsafe-(?:inline|eval)'/);
  assert.match(policy, new RegExp(`frame-ancestors [^;]*${site.replaceAll(".", "\\.")}`), "the tenant's own sites may frame it");
});

test("a service in the query is handed to the widget", async () => {
  const { text } = await send(`/b/${slug}?service=window`);
  assert.match(text, /<booking-widget[^>]* service="?window/);
});

test("a service that is markup stays text", async () => {
  const { text } = await send(`/b/${slug}?service=${encodeURIComponent('"><script>alert(1)</script>')}`);
  assert.ok(!text.includes("<script>alert(1)"));
});

test("an unknown tenant is a page that says so", async () => {
  const { status, type } = await send("/b/nobody");
  assert.equal(status, 404);
  assert.match(type, /^text\/html/);
});
