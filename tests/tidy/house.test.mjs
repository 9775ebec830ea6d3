// The reader of the house: which file imports from which, and what is against the plan.
import assert from "node:assert/strict";
import { test } from "node:test";
import { arrowFault, arrowsOf, atMost, circlesOf, house, isForeignView, moduleOf, pathsOfTree } from "../../scripts/lib/house.mjs";

const arrows = (texts) => arrowsOf(Object.entries(texts).map(([path, text]) => ({ path, text }))).map(({ from, to }) => `${from} > ${to}`);

test("paths of a use tree", () => {
  for (const [tree, paths] of [
    ["crate::a", ["crate::a"]],
    ["crate::a::*", ["crate::a"]],
    ["crate::a as b", ["crate::a"]],
    ["crate::{a, b::{self as c, D}, e::f,}", ["crate::a", "crate::b", "crate::b::D", "crate::e::f"]],
    ["crate::{\n  a::{self},\n}", ["crate::a"]],
    ["super::{x, y::{Z, w}}", ["super::x", "super::y::Z", "super::y::w"]],
  ]) assert.deepEqual(pathsOfTree(tree), paths, tree);
});

test("modules of files", () => {
  assert.deepEqual(moduleOf("lib.rs"), []);
  assert.deepEqual(moduleOf("a/mod.rs"), ["a"]);
  assert.deepEqual(moduleOf("a/b.rs"), ["a", "b"]);
});

test("arrows come from use lines, from paths in code, and from paths that begin near by", () => {
  const files = { "lib.rs": "mod a;", "a/mod.rs": "", "a/b.rs": "", "a/c/mod.rs": "", "a/c/d.rs": "", "e.rs": "" };
  for (const [path, text, targets] of [
    ["e.rs", "use crate::{a::{self, b::Thing}, a::c};", ["a/b.rs", "a/c/mod.rs", "a/mod.rs"]],
    ["e.rs", "fn f() { crate::a::b::g(); }", ["a/b.rs"]],
    ["a/b.rs", "use super::c::d::Thing;\nuse super::f;", ["a/c/d.rs", "a/mod.rs"]],
    ["a/c/d.rs", "fn f() { super::super::b::g() }", ["a/b.rs"]],
    ["a/c/mod.rs", "mod d;\nuse d::Thing;", ["a/c/d.rs"]],
    ["a/c/mod.rs", "mod d;\nfn f() { d::g() }", ["a/c/d.rs"]],
    ["a/mod.rs", "pub(crate) use self::b::Thing;", ["a/b.rs"]],
    ["e.rs", '// use crate::a;\n/// [`crate::a`]\nfn f() { "crate::a::b" }', []],
    ["e.rs", "#[cfg(test)]\nmod tests {\n    use crate::a;\n}\n", []],
    ["e.rs", "use std::fmt;\nuse shared::a;", []],
    ["e.rs", "pub mod a;", []],
  ]) assert.deepEqual(arrows({ ...files, [path]: text }).sort(), targets.map((to) => `${path} > ${to}`), `${path}: ${text}`);
});

test("an arrow is refused that leads upwards, beside, or into another noun's forms and views", () => {
  for (const [from, to, fault] of [
    ["router.rs", "admin/mod.rs", null],
    ["admin/item/mod.rs", "web/fields.rs", null],
    ["admin/item/mod.rs", "store/item.rs", null],
    ["admin/item/mod.rs", "admin/item/view.rs", null],
    ["admin/item/mod.rs", "admin/settings/vat_code/mod.rs", null],
    ["app/mod.rs", "store/tenant/mod.rs", null],
    ["store/item.rs", "work/follow_up.rs", /upwards/],
    ["web/fields.rs", "admin/mod.rs", /upwards/],
    ["platform/d1.rs", "app/mod.rs", /upwards/],
    ["store/item.rs", "app/mod.rs", /beside/],
    ["admin/item/mod.rs", "customer/document/mod.rs", /beside/],
    ["admin/item/mod.rs", "admin/contact/form.rs", /another noun's/],
    ["admin/item/mod.rs", "admin/contact/list_view.rs", /another noun's/],
    ["admin/document/mod.rs", "admin/editor/view/lines.rs", /another noun's/],
    ["admin/settings/webhook/mod.rs", "admin/settings/portal/form.rs", /another noun's/],
    ["cellar.rs", "platform/d1.rs", /no floor/],
  ]) {
    const found = arrowFault({ from, to });
    if (fault) assert.match(found ?? "", fault, `${from} > ${to}`);
    else assert.equal(found, null, `${from} > ${to}`);
  }
});

test("circles are found whole, the largest first", () => {
  const files = ["a", "b", "c", "d", "e", "f"].map((path) => ({ path }));
  const to = (text) => text.split(" ").map((pair) => ({ from: pair[0], to: pair[1] }));
  assert.deepEqual(circlesOf(files, to("ab bc ca cd de ed ef")).map((circle) => circle.sort().join("")), ["abc", "de"]);
  assert.deepEqual(circlesOf(files, to("ab bc ac")), []);
});

const read = house();

test("the house is read at all", () => {
  const { files, arrows: all, rooms } = read;
  assert.ok(files > 100 && all > files && rooms > 5, `${files} files, ${all} arrows, ${rooms} rooms`);
});

test("nothing in edge imports upwards, or from what stands beside it", () => {
  assert.deepEqual(read.faults.filter((fault) => !isForeignView(fault)), []);
});

test("a refusal is known by its name, not by its text", () => assert.equal(read.refusalsByText, 0));

test("figures that only fall do not rise", () => {
  const views = read.faults.filter(isForeignView);
  assert.ok(views.length <= atMost.foreignViews, views.join("\n"));
  const [largest = []] = read.circles;
  assert.ok(largest.length <= atMost.largestCircle, `a circle of ${largest.length} files: ${largest.join(", ")}`);
  assert.ok(read.answersByPosition <= atMost.answersByPosition, `${read.answersByPosition} answers are read by position`);
});
