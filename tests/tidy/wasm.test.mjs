// What is left out of the Worker before it is uploaded, and whose the bytes of the widget are.
import assert from "node:assert/strict";
import { test } from "node:test";
import { crateOf, partsOf, withoutSections } from "../../scripts/lib/wasm.mjs";

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

test("a function belongs to the crate that its name begins with", () => {
  const names = [
    ["widget::flow::Flow::step::h0123456789abcdef", "widget"],
    ["<leptos::children::Children as core::fmt::Debug>::fmt", "leptos"],
    ["<&mut [tachys::view::Mark] as core::clone::Clone>::clone", "tachys"],
    ["<alloc[1a2b]::vec::Vec<widget::agenda::Slot>>::push", "alloc"],
    ["__wbindgen_malloc", "other"],
    ["", "other"],
  ];
  for (const [name, crate] of names) assert.equal(crateOf(name), crate, name);
});

test("the bytes of functions are counted by crate, and imported ones have none", () => {
  const text = (value) => [value.length, ...Buffer.from(value)];
  const imports = section(2, Buffer.from([1, ...text("env"), ...text("log"), 0, 0]));
  const functions = section(3, Buffer.from([2, 0, 0]));
  const code = section(10, Buffer.from([2, 2, 0, 0x0b, 4, 0, 1, 1, 0x0b]));
  const names = [3, ...[0, ...text("log")], ...[1, ...text("a::b")], ...[2, ...text("c::d")]];
  const module = Buffer.concat([header, types, imports, functions, code, custom("name", Buffer.from([1, names.length, ...names]).toString("latin1"))]);
  assert.ok(WebAssembly.validate(module));
  assert.deepEqual([...partsOf(module)], [["a", 3], ["c", 5]]);
  assert.throws(() => partsOf(Buffer.concat([header, types])), /no names/);
});
