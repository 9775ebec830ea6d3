// The official rules over documents, in one run: reading the rules takes longer than judging by them.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { at } from "../../scripts/lib/paths.mjs";

/** The faults of each document, by its name. */
export function judge(documents) {
  const { status, stdout, stderr } = spawnSync(at(".venv/bin/python"), [at("tests/rules/judge.py")], {
    input: JSON.stringify(documents), encoding: "utf8", maxBuffer: 64 * 1024 * 1024,
  });
  assert.equal(status, 0, stderr);
  return JSON.parse(stdout);
}
