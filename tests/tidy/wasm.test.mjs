// What is left out of the Worker before it is uploaded.
import assert from "node:assert/strict";
import { test } from "node:test";
import { withoutSections } from "../../scripts/lib/wasm.mjs";

const header = Buffer.from("0061736d01000000", "hex");
const section = (kind, body) => Buffer.concat([Buffer.from([kind, body.length]), body]);
const custom = (name, text) => section(0, Buffer.concat([Buffer.from([name.length]), Buffer.from(name), Buffer.from(text)]));
const types = section(1, Buffer.from("01600000", "hex"));

test("only the sections of these names are left out", () => {
  const features = custom("target_features", "\0");
  const module = Buffer.concat([header, custom("name", "\0"), types, features, custom("producers", "\0")]);
  const kept = withoutSections(module, ["name", "producers"]);
  assert.ok(WebAssembly.validate(kept));
  assert.deepEqual(kept, Buffer.concat([header, types, features]));
  assert.deepEqual(withoutSections(module, []), module);
});

test("what is no module is not taken for one", () => {
  for (const bytes of [Buffer.from("no module"), Buffer.concat([header, Buffer.from([1, 200])]), Buffer.concat([header, types.subarray(0, 4)])]) {
    assert.throws(() => withoutSections(bytes, ["name"]), /no WebAssembly/);
  }
});
