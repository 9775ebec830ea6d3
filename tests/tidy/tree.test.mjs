// The tree keeps the rules. A failure names the file and what to do.
import assert from "node:assert/strict";
import { test } from "node:test";
import { forbiddenDependencies, leftovers, looseCargoPins, looseNpmPins, tooLong, without } from "./code-rules.mjs";
import { migrationFaults, statementFaults } from "./sql-rules.mjs";
import { check, filesIn, textOf } from "./tree.mjs";

/** Edge files that may name the Workers platform: the entry points and one adapter for each port. */
const adapters = [
  /^edge\/src\/entry\.rs$/, /^edge\/src\/platform\/(?:assets|d1|fetch|r2|timer)\.rs$/, /^edge\/src\/mail\/(?:send_email|socket)\.rs$/,
];
/** Widget files that run without a browser. */
const pure = [/^widget\/src\/flow\.rs$/, /^widget\/src\/calendar\.rs$/, /^widget\/src\/messages\//];

const none = (faults) => assert.deepEqual(faults, []);
const outside = (files, allowed) => files.filter(({ path }) => !allowed.some((pattern) => pattern.test(path)));

const shared = filesIn("shared/src", [".rs"]);
const edge = filesIn("edge/src", [".rs"]);
const widget = filesIn("widget/src", [".rs"]);
const everything = filesIn(".", [".rs", ".mjs", ".js", ".sql", ".toml", ".css", ".html", ".md", ".json"]).filter(
  ({ path }) => path !== "package-lock.json",
);

test("the tree is found at all", () => {
  for (const files of [shared, edge, widget]) assert.ok(files.length > 5, `${files.length} files`);
});

test("every test file of edge is run", () => {
  const named = new Set([...textOf("edge/tests/main.rs").matchAll(/^mod (\w+);$/gm)].map(([, name]) => name));
  const files = filesIn("edge/tests", [".rs"]).map(({ path }) => path.split("/")[2].replace(".rs", ""));
  none([...new Set(files)].filter((name) => name !== "main" && !named.has(name)).map((name) => `${name} is not in edge/tests/main.rs`));
});

test("widget and edge never meet; shared knows neither", () => {
  none(forbiddenDependencies(textOf("widget/Cargo.toml"), [/^edge$/], { development: true }));
  none(forbiddenDependencies(textOf("edge/Cargo.toml"), [/^widget$/, /^leptos/, /^gloo/], { development: true }));
  none(forbiddenDependencies(textOf("shared/Cargo.toml"), [/^edge$/, /^widget$/], { development: true }));
});

test("shared depends on no platform", () => {
  const platform = [/^worker/, /^web-sys$/, /^js-sys$/, /^wasm-bindgen/, /^gloo/, /^rusqlite$/, /^axum/, /^tokio/, /^futures/, /^getrandom$/, /^rand/, /^chrono$/, /^leptos/];
  none(forbiddenDependencies(textOf("shared/Cargo.toml"), platform));
});

test("shared has no clock, randomness, I/O or async", () => {
  none(check(shared, without(/\basync\s+(?:fn|move)\b|\.await\b/, "shared is synchronous")));
  none(check(shared, without(/\b(?:SystemTime|Instant|Timestamp|Zoned)::now\b/, "the caller passes the time in")));
  none(check(shared, without(/\bstd::(?:fs|net|env|process|thread)\b|\bnew_v[47]\b|\bprintln!/, "shared has no I/O and no randomness")));
  none(check(shared.filter(({ path }) => path === "shared/src/lib.rs"), (text) => (text.includes("#![forbid(unsafe_code)]") ? [] : ["must forbid unsafe code"])));
});

test("amounts are decimals: no float type in shared, and in edge only where a page or a binding needs one", () => {
  none(check(shared, without(/\bf(?:32|64)\b/, "amounts are decimals")));
  none(check(outside(edge, [/^edge\/src\/pdf\//, /^edge\/src\/platform\//]), without(/\bf(?:32|64)\b/, "amounts are decimals")));
});

test("worker:: appears only in the entry points and the adapters of the ports", () => {
  none(check(outside(edge, adapters), without(/\bworker::/, "only entry points and adapters know the platform")));
});

test("rusqlite appears only in its adapter", () => {
  none(check(outside(edge, [/^edge\/src\/platform\/sqlite\.rs$/]), without(/\brusqlite\b/, "the database is the port's batch")));
});

test("web_sys stays in the widget's outer files", () => {
  none(check(widget.filter(({ path }) => pure.some((pattern) => pattern.test(path))), without(/\b(?:web_sys|js_sys|gloo_\w+|leptos)\b/, "flow, calendar and messages run in native tests")));
});

test("every statement of the store names its tenant, alone in its file", () => {
  const statements = filesIn("edge/src/store", [".sql"]);
  assert.ok(statements.length > 0);
  none(check(statements, statementFaults));
});

test("no SQL statement is written inside Rust", () => {
  none(check(outside(edge, [/^edge\/src\/platform\//]), without(/"\s*(?:SELECT\s|INSERT\s+INTO|UPDATE\s+\w+\s+SET|DELETE\s+FROM)/, "SQL lives beside its noun in store/")));
});

test("SQL files stand beside their noun, and only readiness asks a question of its own", () => {
  const files = filesIn("edge/src", [".sql"]).map(({ path }) => path);
  none(files.filter((path) => !/^edge\/src\/store\/[a-z_]+\/[a-z_]+(?:\/[a-z_]+)*\.sql$/.test(path) && path !== "edge/src/ready.sql"));
});

test("migrations are numbered in order and keep the remote format", () => {
  const migrations = filesIn("edge/migrations", [".sql"]);
  assert.ok(migrations.length > 0);
  const numbers = migrations.map(({ path }) => /^edge\/migrations\/(\d{4})_[a-z]+(?:_[a-z0-9]+)+\.sql$/.exec(path)?.[1] ?? path);
  assert.deepEqual(numbers, [...new Set(numbers)].sort(), "four digits, none twice, then a verb and what it does it to");
  none(check(migrations, migrationFaults));
});

test("every version is exact and the lock file names no address", () => {
  none(looseCargoPins(textOf("Cargo.toml")));
  none(looseNpmPins(JSON.parse(textOf("package.json"))));
  assert.ok(!/"resolved"\s*:/.test(textOf("package-lock.json")));
});

test("nothing is left unfinished or switched off", () => none(check(everything, leftovers)));

test("a file can be read in one sitting", () => {
  none(check([...shared, ...edge, ...widget], tooLong(500)));
  none(check([...filesIn("scripts", [".mjs"]), ...filesIn("tests", [".mjs"])], tooLong(400)));
});
