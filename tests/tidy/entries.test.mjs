// `npm start` and every other command work as the first command of a clone: nothing is loaded that has to be installed first.
import assert from "node:assert/strict";
import { test } from "node:test";
import { at } from "../../scripts/lib/paths.mjs";
import { importFaults, importsOf } from "./entries.mjs";
import { textOf } from "./tree.mjs";

const commands = JSON.parse(textOf("package.json")).scripts;
const entries = [...new Set(Object.values(commands).map((command) => /^node (scripts\/[\w-]+\.mjs)(?: --[\w-]+)*$/.exec(command)?.[1]))];

test("every command is a script of ours", () => {
  assert.ok(!entries.includes(undefined), JSON.stringify(commands));
  for (const name of ["start", "test", "setup", "tenant", "build", "size", "bench", "deploy"]) assert.ok(entries.includes(`scripts/${name}.mjs`), name);
});

for (const entry of entries) {
  test(`${entry} loads no package before set-up has run`, () => assert.deepEqual(importFaults(entry), []));
}

test("continuous integration is npm test and nothing else", () => {
  const lines = textOf(".ci/run").split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  assert.deepEqual(lines, ["npm test"]);
});

test("static imports are told from dynamic ones", () => {
  const text = 'import a, {\n  b,\n} from "one";\nexport * from "two";\nimport "three";\nconst { c } = await import("four");\nconst d = `import e from "five"`;\n';
  assert.deepEqual(importsOf(text), ["one", "two", "three"]);
});

test("a package is found through other files, and so is a file that is not there", () => {
  const files = { "scripts/a.mjs": 'import "node:fs";\nimport "./b.mjs";', "scripts/b.mjs": 'import x from "left-pad";\nimport "./a.mjs";\nimport "./c.mjs";' };
  const faults = importFaults("scripts/a.mjs", (path) => Object.entries(files).find(([name]) => at(name) === path)?.[1] ?? null);
  assert.deepEqual(faults, [
    "scripts/a.mjs → scripts/b.mjs imports left-pad before set-up has run; use await import()",
    "scripts/a.mjs → scripts/b.mjs → scripts/c.mjs is missing",
  ]);
});
