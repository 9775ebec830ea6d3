// Guessing keys is slow. This file comes after the others that sign in: its address has to wait a minute afterwards.
import assert from "node:assert/strict";
import { test } from "node:test";
import { postForm } from "../lib/admin.mjs";
import { tenantsOf } from "../lib/client.mjs";
import { adminKey } from "../lib/tenants.mjs";

const slug = tenantsOf(import.meta.url)();

test("after ten wrong keys within a minute even the right one has to wait", async () => {
  const statuses = [];
  for (let attempt = 0; attempt < 12; attempt += 1) statuses.push((await postForm("/admin/login", { key: `bsk_wrong${attempt}` })).status);
  assert.equal(statuses.at(-1), 429);
  assert.ok(statuses.filter((status) => status === 422).length <= 10);
  const { status, headers } = await postForm("/admin/login", { key: adminKey(slug) });
  assert.equal(status, 429);
  const seconds = Number(headers.get("retry-after"));
  assert.ok(seconds >= 1 && seconds <= 60, `Retry-After: ${headers.get("retry-after")}`);
});
