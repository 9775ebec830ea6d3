// Health, readiness, and what every answer has.
import assert from "node:assert/strict";
import { test } from "node:test";
import { send } from "../lib/client.mjs";

test("healthz answers without the database, with a version", async () => {
  const { status, text } = await send("/healthz");
  assert.equal(status, 200);
  assert.match(text, /\d+\.\d+\.\d+/);
});

test("readyz asks the database", async () => assert.equal((await send("/readyz")).status, 200));

test("every answer carries a request id of its own, never the client's", async () => {
  const ids = new Set();
  for (const path of ["/healthz", "/api/v1/nobody", "/d/nothing", "/b/nobody"]) {
    const { headers } = await send(path, { headers: { "x-request-id": "mine" } });
    const id = headers.get("x-request-id");
    assert.ok(id && id !== "mine", path);
    ids.add(id);
  }
  assert.equal(ids.size, 4);
});
