// Many clients want the same few slots at the same moment: each slot is sold once, and no number is lost over it.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { booking, day, freeStarts, port, putBooking, uuid7 } from "./at-race-server.mjs";
import { copyOfDatabase, startWorkerd, workerdFolder } from "../lib/targets.mjs";
import { kinds, tenantSql } from "../lib/tenants.mjs";
import { assertGapless, assertSound, openCopy } from "./checks.mjs";

const clients = process.env.BOOKSLIP_LONG ? 200 : 64;
const slots = 20;
let folder;
let server;

before(async () => {
  folder = workerdFolder("race", tenantSql({ slug: "race", settings: kinds.invoice }));
  server = await startWorkerd({ port, folder, name: "race" });
});
after(() => server?.stop());

/** The same list, beginning somewhere else for each client, so that they collide on every slot. */
const from = (list, start) => [...list.slice(start), ...list.slice(0, start)];

test(`${clients} clients race for ${slots} slots of one person`, { timeout: 300_000 }, async () => {
  const resource = "id-race-ada";
  const starts = (await freeStarts("race", { resource, from: day(2), to: day(20) })).slice(0, slots);
  assert.equal(starts.length, slots);
  const answers = [];
  const client = async (index) => {
    for (const start of from(starts, index % slots)) {
      const customer = { name: `Client ${index}`, email: `client${index}@example.com` };
      answers.push({ start, ...(await putBooking("race", uuid7(), booking(start, { resource, customer }))) });
    }
  };
  await Promise.all(Array.from({ length: clients }, (_, index) => client(index)));

  const sold = answers.filter(({ status }) => status === 201);
  const lost = answers.filter(({ status }) => status !== 201);
  assert.equal(answers.length, clients * slots);
  assert.deepEqual(sold.map(({ start }) => start).sort(), starts, "each slot is sold, and sold once");
  for (const { status, body } of lost) assert.deepEqual([status, body?.code], [409, "slot-taken"]);
  const numbers = sold.map(({ body }) => Number(body.document.number.split("-").at(-1))).sort((a, b) => a - b);
  assert.deepEqual(numbers, Array.from({ length: slots }, (_, index) => index + 1), "numbers 1 to N without a gap");
  assert.deepEqual(await freeStarts("race", { resource, from: starts[0].slice(0, 10), to: starts.at(-1).slice(0, 10) }).then((left) => left.filter((start) => starts.includes(start))), []);
});

test("the database is sound afterwards", async () => {
  await server.stop();
  const database = openCopy(copyOfDatabase(folder, "race-copy"));
  assertSound(database);
  assertGapless(database, slots);
  database.close();
});
