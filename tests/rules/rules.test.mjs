// The official rules as judge of what `shared::ubl` writes: every golden file passes, and each broken twin is refused by the
// rule that is about it.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import { at } from "../../scripts/lib/paths.mjs";
import { judge } from "../lib/rules.mjs";
import { twins } from "./twins.mjs";

const goldens = Object.fromEntries(
  readdirSync(at("tests/golden/ubl")).sort().map((file) => [file.replace(/\.xml$/, ""), readFileSync(at("tests/golden/ubl", file), "utf8")]),
);

function brokenTwin([name, golden, from, to]) {
  const broken = goldens[golden].replace(from, to);
  assert.notEqual(broken, goldens[golden], `${name}: nothing is broken`);
  return broken;
}

const broken = Object.fromEntries(twins.map((twin) => [`twin: ${twin[0]}`, brokenTwin(twin)]));
const faults = judge({ ...goldens, ...broken });

test("there are documents to judge", () => {
  assert.ok(Object.keys(goldens).length > 10);
  assert.equal(Object.keys(broken).length, twins.length);
});

for (const name of Object.keys(goldens)) {
  test(`valid: ${name}`, () => assert.deepEqual(faults[name], []));
}

for (const [name, golden, , , layer, rule] of twins) {
  test(`refused: ${name} (${rule} of ${golden})`, () => {
    const found = faults[`twin: ${name}`];
    assert.ok(found.some(([where, id]) => where === layer && id === rule), JSON.stringify(found, null, 1));
  });
}
