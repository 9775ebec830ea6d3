// The rules themselves: each refuses a sample that breaks it. A rule that lets everything pass would prove nothing.
import assert from "node:assert/strict";
import { test } from "node:test";
import { bareNameFaults, dependenciesOf, forbiddenDependencies, leftovers, looseCargoPins, looseNpmPins, tooLong, without } from "./code-rules.mjs";
import { migrationFaults, statementFaults } from "./sql-rules.mjs";

const trigger = (text) => `CREATE TRIGGER IF NOT EXISTS t BEFORE INSERT ON busy\n${text}\n`;

const migrations = [
  ["good trigger", trigger("WHEN NEW.a > 1\nBEGIN\nSELECT RAISE(ABORT, 'slot_taken');\nEND;"), null],
  ["good update trigger without predicate", "CREATE TRIGGER IF NOT EXISTS t BEFORE UPDATE ON busy\nBEGIN\nSELECT RAISE(ABORT, 'x');\nEND;", null],
  ["good table", "CREATE TABLE IF NOT EXISTS a (\n  b TEXT NOT NULL CHECK (length(b) < 3)\n) STRICT;", null],
  ["lower case", trigger("WHEN NEW.a > 1\nbegin\nSELECT 1;\nend;"), /upper case/],
  ["carriage return", trigger("WHEN NEW.a > 1\r\nBEGIN\nSELECT 1;\nEND;"), /carriage return/],
  ["two statements", trigger("WHEN NEW.a > 1\nBEGIN\nSELECT 1;\nSELECT 2;\nEND;"), /exactly one statement/],
  ["CASE", trigger("WHEN CASE NEW.a WHEN 1 THEN 1 ELSE 0\nBEGIN\nSELECT 1;\nEND;"), /CASE/],
  ["END in a comment", trigger("-- the end of it\nWHEN NEW.a > 1\nBEGIN\nSELECT 1;\nEND;"), /END once/],
  ["END in a string", trigger("WHEN NEW.a > 1\nBEGIN\nSELECT RAISE(ABORT, 'at the end');\nEND;"), /END once/],
  ["no predicate", trigger("BEGIN\nSELECT 1;\nEND;"), /WHEN/],
  ["trigger without IF NOT EXISTS", "CREATE TRIGGER t BEFORE INSERT ON b\nWHEN NEW.a > 1\nBEGIN\nSELECT 1;\nEND;", /IF NOT EXISTS/],
  ["table without IF NOT EXISTS", "CREATE TABLE a (b TEXT) STRICT;", /IF NOT EXISTS/],
  ["index without IF NOT EXISTS", "CREATE UNIQUE INDEX a ON b (c);", /IF NOT EXISTS/],
  ["table that is not strict", "CREATE TABLE IF NOT EXISTS a (\n  b TEXT\n);", /STRICT/],
];

const statements = [
  ["good statement", "-- ?1 tenant\nSELECT a FROM b WHERE tenant_id = ?1;", null],
  ["a guard after the statement that it watches", "INSERT INTO guard (reason) SELECT 'x' WHERE changes() = 0", null],
  ["the tenant by its own id", "-- ?1 tenant\nSELECT name FROM tenant AS t WHERE t.id = ?1", null],
  ["a tenant's rows beside the tenant", "-- ?1 tenant\nSELECT a FROM tenant JOIN booking ON 1 WHERE tenant.id = ?1", /tenant_id/],
  ["two statements", "-- ?1 tenant\nSELECT a FROM b WHERE tenant_id = ?1; SELECT 2;", /2 statements/],
  ["no tenant", "-- ?1 id\nSELECT a FROM b WHERE id = ?1;", /tenant_id/],
  ["tenant only in a comment", "-- tenant_id ?1\nSELECT a FROM b WHERE id = ?1;", /tenant_id/],
  ["unexplained parameters", "SELECT a FROM b WHERE tenant_id = ?1;", /first line/],
  ["a hole in the parameters", "-- ?1, ?3\nSELECT a FROM b WHERE tenant_id = ?1 AND c = ?3;", /\?1 to \?2/],
  ["a parameter without a number", "-- ?\nSELECT a FROM b WHERE tenant_id = ?;", /without a number/],
];

for (const [rule, table] of [[migrationFaults, migrations], [statementFaults, statements]]) {
  for (const [name, sql, fault] of table) {
    test(`${rule.name}: ${name}`, () => {
      const faults = rule(sql).join("\n");
      if (fault) assert.match(faults, fault);
      else assert.equal(faults, "");
    });
  }
}

test("dependencies are read from every kind of table", () => {
  const manifest = '[dependencies]\na = "1"\nb.workspace = true\n[target.\'cfg(x)\'.dependencies]\nc = "1"\n[dependencies.d]\nversion = "1"\n[dev-dependencies]\ne = "1"\n[lints]\nf = 1\n';
  assert.deepEqual(dependenciesOf(manifest), ["a", "b", "c", "d", "version"]);
  assert.ok(dependenciesOf(manifest, { development: true }).includes("e"));
  assert.deepEqual(forbiddenDependencies(manifest, [/^c$/]), ["must not depend on c"]);
});

test("code rules refuse code and spare comments", () => {
  const noFloats = without(/\bf64\b/, "amounts are decimals");
  assert.equal(noFloats("// an f64 would lose cents\nlet a = 1;").length, 0);
  assert.equal(noFloats("let a: f64 = 1.0;").length, 1);
});

test("pins must be exact", () => {
  assert.equal(looseCargoPins('[workspace.dependencies]\na = "=1.2.3"\nb = { version = "=1.2.3" }\nc = { path = "c" }\n').length, 0);
  assert.equal(looseCargoPins('[workspace.dependencies]\na = "1.2.3"\nb = { version = "1" }\n').length, 2);
  assert.equal(looseNpmPins({ devDependencies: { a: "^1.2.3", b: "1.2.3", c: "5.2026.0-beta" } }).length, 1);
});

test("leftovers and long files are found", () => {
  for (const word of [`// TO${"DO"}: later`, `test.sk${"ip"}("x")`, `#[ign${"ore"}]`]) assert.equal(leftovers(word).length, 1, word);
  assert.equal(leftovers("a method and its todos").length, 0);
  assert.equal(tooLong(2)("a\nb\nc\n").length, 1);
  assert.equal(tooLong(3)("a\nb\nc\n").length, 0);
});

test("bare names of public types are refused, whole names and private ones are not", () => {
  for (const [text, faults] of [
    ["pub struct Row {", 1],
    ["pub(super) enum Outcome {\npub(in crate::a) type Found = u8;", 2],
    ["pub struct BookingRow;\nstruct Row;\n// pub struct Row;\npub fn row() {}\npub use a::Stored as StoredDraft;", 0],
  ]) assert.equal(bareNameFaults(text).length, faults, text);
});
