// Counting tests by what the runners themselves say at their end.
import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { at, node22, root } from "./paths.mjs";
import { pinnedEnvironment } from "./run.mjs";

const plain = (text) => text.replace(/\u001b\[[0-9;]*m/g, "");

/** Sums of every "test result:" line of cargo. */
export function countCargo(output) {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for (const [, passed, failed, skipped] of plain(output).matchAll(
    /^test result: \w+\. (\d+) passed; (\d+) failed; (\d+) ignored;/gm,
  )) {
    counts.passed += Number(passed);
    counts.failed += Number(failed);
    counts.skipped += Number(skipped);
  }
  return counts;
}

/** The closing figures of node's runner in TAP. */
export function countTap(output) {
  const figure = (name) => Number(new RegExp(`^# ${name} (\\d+)$`, "m").exec(output)?.[1] ?? 0);
  return { passed: figure("pass"), failed: figure("fail") + figure("cancelled"), skipped: figure("skipped") + figure("todo") };
}

/** Runs a program, shows its output as it comes, and answers with its exit code and that output. */
async function runAndKeep(command, args, env) {
  const child = spawn(command, args, { cwd: root, env, stdio: ["ignore", "pipe", "inherit"] });
  const parts = [];
  child.stdout.on("data", (part) => {
    parts.push(part);
    process.stdout.write(part);
  });
  const code = await new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (exitCode, signal) => resolve(exitCode ?? signal));
  });
  return { code, output: Buffer.concat(parts).toString("utf8") };
}

function judged(name, code, counts) {
  if (counts.skipped > 0) throw Object.assign(new Error(`${name}: ${counts.skipped} tests were skipped.`), { counts });
  if (code !== 0) throw Object.assign(new Error(`${name} ended with ${code}.`), { counts });
  if (counts.passed === 0) throw Object.assign(new Error(`${name} ran no test.`), { counts });
  return counts;
}

/** `cargo test` with its sum of tests. */
export async function cargoTests(args, env = {}) {
  const { code, output } = await runAndKeep("cargo", ["test", ...args], pinnedEnvironment(env));
  return judged("cargo test", code, countCargo(output));
}

/** Node's test runner over some files, one after the other, with its sum of tests. */
export async function nodeTests(name, files, env = {}) {
  mkdirSync(at("tests/output"), { recursive: true });
  const tap = at("tests/output", `${name}.tap`);
  rmSync(tap, { force: true });
  const reporters = [
    "--test-reporter=spec", "--test-reporter-destination=stdout",
    "--test-reporter=tap", `--test-reporter-destination=${tap}`,
  ];
  const args = ["--disable-warning=ExperimentalWarning", "--test", "--test-concurrency=1", ...reporters, ...files];
  const { code } = await runAndKeep(node22(), args, pinnedEnvironment({ ...env, FORCE_COLOR: process.stdout.isTTY ? "1" : "0" }));
  return judged(name, code, countTap(readFileSync(tap, "utf8")));
}
