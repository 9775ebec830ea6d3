// Two tenants never see each other: ids, slots, numbers and links of one mean nothing to the other.
import assert from "node:assert/strict";
import { test } from "node:test";
import { book, booking, freeStarts, getCatalogue, getSlots, pathOf, putBooking, send, tenantsOf, uuid7 } from "../lib/client.mjs";
import { assertProblem } from "../lib/problems.mjs";

const tenant = tenantsOf(import.meta.url);
const [one, two] = [tenant("invoice"), tenant("invoice")];

test("the same booking id belongs to each tenant separately", async () => {
  const { id, request, answer } = await book(one);
  const other = await putBooking(two, id, request);
  assert.equal(other.status, 201, "not a replay: the other tenant has never seen this id");
  assert.equal(other.body.document.number, answer.document.number, "each has a series of its own");
  assert.notEqual(other.body.document.url, answer.document.url);
  const again = await putBooking(one, id, request);
  assert.deepEqual(again.body, answer);
});

test("a booking of one takes no slot of the other", async () => {
  const { request } = await book(one, { service: "course", seats: 3 });
  assert.ok(!(await freeStarts(one, { service: "course" })).includes(request.starts_at));
  assert.ok((await freeStarts(two, { service: "course" })).includes(request.starts_at));
});

test("a resource of one cannot be wanted from the other", async () => {
  const [start] = await freeStarts(two);
  const stranger = await putBooking(two, uuid7(), booking(start, { resource: `id-${one}-ada` }));
  assertProblem(stranger, 422, "validation");
  assertProblem(await getSlots(two, { resource: `id-${one}-ada` }), 422, "validation");
});

test("the catalogue of one names nothing of the other", async () => {
  const { text } = await getCatalogue(one);
  assert.ok(!text.includes(two));
});

test("a link of one is no link of the other", async () => {
  const [mine, theirs] = [await book(one), await book(two)];
  const secret = (url) => pathOf(url).split(".")[1];
  const selector = (url) => pathOf(url).split(".")[0];
  for (const name of ["manage_url"]) {
    const forged = `${selector(mine.answer[name])}.${secret(theirs.answer[name])}`;
    assert.ok([404, 410].includes((await send(forged)).status));
    const renamed = pathOf(mine.answer[name]).replace(`id-${one}`, `id-${two}`);
    assert.ok([404, 410].includes((await send(renamed)).status));
  }
});

test("a slug with quotes or wildcards finds nobody", async () => {
  for (const slug of ["%25", "_", "' OR 1=1 --", `${one}' --`]) {
    assertProblem(await getCatalogue(encodeURIComponent(slug)), 404, "not-found");
  }
});
