// workerd is killed under load, again and again. What was acknowledged is there afterwards, and the numbers have no gap.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { booking, day, freeStarts, port, putBooking, uuid7 } from "./at-race-server.mjs";
import { copyOfDatabase, startWorkerd, workerdFolder } from "../lib/targets.mjs";
import { kinds, tenantSql } from "../lib/tenants.mjs";
import { assertGapless, assertSound, openCopy } from "./checks.mjs";

const rounds = process.env.BOOKSLIP_LONG ? 30 : 4;
const clients = 16;
let folder;
let server;
let starts;
const acknowledged = [];
const unanswered = [];

before(async () => {
  folder = workerdFolder("crash", tenantSql({ slug: "crash", settings: kinds.invoice }));
  server = await startWorkerd({ port, folder, name: "crash-0" });
  const free = [...(await freeStarts("crash", { from: day(2), to: day(60) })), ...(await freeStarts("crash", { from: day(61), to: day(120) }))];
  // Two people can come at each time.
  starts = [...free, ...free];
});
after(() => server?.stop());

/** Books one start after the other until the server is gone; remembers what was answered and what was not. */
async function bookUntilKilled() {
  for (;;) {
    const start = starts.pop();
    assert.ok(start, "enough starts for every round");
    const request = { id: uuid7(), body: booking(start) };
    try {
      const answer = await putBooking("crash", request.id, request.body);
      if (answer.status >= 500) unanswered.push(request);
      else acknowledged.push({ ...request, answer });
    } catch {
      unanswered.push(request);
      return;
    }
  }
}

/** Waits for a number of acknowledgements, so that the kill comes in the middle of the load however fast the machine is. */
function moreAcknowledged(count) {
  const wanted = acknowledged.length + count;
  return new Promise((resolve) => {
    const look = () => (acknowledged.length >= wanted ? resolve() : setImmediate(look));
    look();
  });
}

for (let round = 1; round <= rounds; round += 1) {
  test(`kill ${round} of ${rounds}: every acknowledged booking survives`, { timeout: 120_000 }, async () => {
    const before = acknowledged.length;
    const load = Array.from({ length: clients }, bookUntilKilled);
    await moreAcknowledged(5 + Math.floor(Math.random() * 20));
    await server.kill();
    await Promise.all(load);
    server = await startWorkerd({ port, folder, name: `crash-${round}` });
    for (const { id, body, answer } of acknowledged.slice(before)) {
      assert.equal(answer.status, 201, answer.text);
      const again = await putBooking("crash", id, body);
      assert.equal(again.status, 200, again.text);
      assert.deepEqual(again.body, answer.body);
    }
  });
}

test("what was not answered can be sent again: it is stored, and once", { timeout: 120_000 }, async () => {
  assert.ok(unanswered.length > 0, "the kills met requests under way");
  for (const { id, body } of unanswered) {
    const answer = await putBooking("crash", id, body);
    assert.ok([200, 201].includes(answer.status), answer.text);
    assert.equal((await putBooking("crash", id, body)).status, 200);
  }
});

test("afterwards the database is sound and the numbers have no gap", async () => {
  await server.stop();
  const database = openCopy(copyOfDatabase(folder, "crash-copy"));
  assertSound(database);
  assert.equal(assertGapless(database), acknowledged.length + unanswered.length);
  database.close();
});
