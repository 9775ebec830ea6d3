// `npm run tenant`: what it understands, what it refuses, and what it does to a database.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { before, describe, test } from "node:test";
import { root } from "../../scripts/lib/paths.mjs";
import { freePort } from "../../scripts/lib/ports.mjs";
import { moveAside, noteSchema, requireKnownSchema, schemaFault } from "../../scripts/lib/schema.mjs";
import { createSql, keyOf, parseArguments } from "../../scripts/lib/tenant-commands.mjs";
import { freshFolder } from "../lib/folders.mjs";
import { workerdFolder } from "../lib/targets.mjs";
import { tenantSql } from "../lib/tenants.mjs";

describe("arguments", () => {
  test("are read by name", () => {
    assert.deepEqual(parseArguments(["list"]), { command: "list", slug: null });
    assert.deepEqual(parseArguments(["create", "new-shop", "--name", "New & 'Shop'", "--active", "--remote"]), {
      command: "create", slug: "new-shop", name: "New & 'Shop'", active: true, remote: true,
    });
  });

  test("that mean nothing are refused with a sentence", () => {
    for (const [words, message] of [
      [[], /Say what to do/],
      [["drop", "demo"], /no command "drop"/],
      [["constructor", "demo"], /no command "constructor"/],
      [["show"], /needs the name of one tenant/],
      [["show", "a", "b"], /needs the name of one tenant/],
      [["show", "Demo"], /cannot be a tenant's name/],
      [["show", "x'; DELETE FROM tenant; --"], /cannot be a tenant's name/],
      [["show", "$(id)"], /cannot be a tenant's name/],
      [["activate", "demo", "--name", "x"], /has no option --name/],
      [["add-admin", "demo", "--label", "--role"], /--label needs a value/],
    ]) {
      assert.throws(() => parseArguments(words), message, words.join(" "));
    }
    const make = (given) => () => createSql({ slug: "x", ...given }, { id: "i", now: "2026-01-01T00:00:00Z" });
    for (const [given, message] of [
      [{}, /--name is missing/],
      [{ name: "a\nb" }, /plain text/],
      [{ name: "a", "time-zone": "Mars/Base" }, /time-zone "Mars\/Base" is not known/],
      [{ name: "a", locale: "x" }, /locale "x" is not known/],
      [{ name: "a", currency: "euro" }, /currency/],
      [{ name: "a", country: "be" }, /country/],
      [{ name: "a", email: "nobody" }, /email/],
    ]) {
      assert.throws(make(given), message);
    }
    assert.throws(() => keyOf({ label: "a", role: "owner" }), /admin or file-manager/);
  });
});

describe("on a database", () => {
  let folder;
  const tenant = (...args) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, ["scripts/tenant.mjs", ...args, "--persist-to", folder], { cwd: root, encoding: "utf8" });
    return { status, text: `${stdout}${stderr}` };
  };
  const says = (args, ...patterns) => {
    const { status, text } = tenant(...args);
    assert.equal(status, 0, text);
    for (const pattern of patterns) assert.match(text, pattern);
    return text;
  };
  before(() => {
    folder = workerdFolder("tenant", [tenantSql({ slug: "first" }), tenantSql({ slug: "second" })].join("\n"));
  });

  test("the module is switched for one tenant, and a second time changes nothing", () => {
    says(["deactivate", "first"], /first: sales invoicing not active since 20/);
    const since = /since (\S+Z)/.exec(says(["deactivate", "first"], /Nothing to do/))[1];
    says(["list"], new RegExp(`first .*not active since ${since}\\nsecond .* sales invoicing active`), /2 tenants/);
    says(["activate", "first"], /first: sales invoicing active since/);
  });

  test("a tenant is made once, without sales invoicing", () => {
    says(["create", "new-shop", "--name", "New & 'Shop'; DROP TABLE tenant; --"], /"new-shop" is there: sales invoicing not active/);
    says(["create", "new-shop", "--name", "Another"], /already; nothing was changed/);
    says(["show", "new-shop"], /New & 'Shop'; DROP TABLE tenant; --/, /No key yet/);
  });

  test("a key is shown once, has a role, and can be taken away", () => {
    const text = says(["add-admin", "second", "--label", "Ann's laptop", "--role", "file-manager"], /bsk_[\w-]{43}/);
    const key = /bsk_[\w-]{43}/.exec(text)[0];
    assert.ok(!says(["show", "second"], /key "Ann's laptop": file manager/, /key "tests": admin/).includes(key));
    assert.match(tenant("add-admin", "second", "--label", "Ann's laptop").text, /has a key "Ann's laptop" already/);
    says(["remove-admin", "second", "--label", "Ann's laptop"], /is gone/);
    says(["remove-admin", "second", "--label", "Ann's laptop"], /nothing was changed/);
  });

  test("an unknown tenant is said", () => {
    const { status, text } = tenant("activate", "nobody");
    assert.equal(status, 1);
    assert.match(text, /There is no tenant "nobody"/);
    assert.doesNotMatch(text, /at .*\.mjs:\d+/, "no stack for people");
  });
});

describe("the schema of a local database", () => {
  const hashes = { "0001_a.sql": "1", "0002_b.sql": "2" };
  const made = (name, noted) => {
    const folder = freshFolder(name);
    mkdirSync(join(folder, "v3/d1"), { recursive: true });
    if (noted) noteSchema(folder, noted);
    return folder;
  };

  test("may be missing, the same, or continued", () => {
    assert.equal(schemaFault(freshFolder("schema-none"), hashes), null);
    assert.equal(schemaFault(made("schema-same", hashes), hashes), null);
    assert.equal(schemaFault(made("schema-continued", { "0001_a.sql": "1" }), hashes), null);
  });

  test("that was made by other files is noticed, with what to do", () => {
    assert.match(schemaFault(made("schema-changed", { ...hashes, "0001_a.sql": "other" }), hashes), /0001_a\.sql has changed since/);
    assert.match(schemaFault(made("schema-gone", { ...hashes, "0003_c.sql": "3" }), hashes), /0003_c\.sql has changed since/);
    assert.match(schemaFault(made("schema-unknown"), hashes), /before Bookslip noted/);
    assert.throws(() => requireKnownSchema(made("schema-refused"), hashes), /npm start -- --fresh/);
  });

  test("npm start says it before anything is built or touched", async () => {
    const folder = made("schema-start");
    const ports = [];
    for (const flag of ["--port", "--host-port", "--mail-port", "--mailbox-port"]) ports.push(flag, String(await freePort()));
    const { status, stderr } = spawnSync(process.execPath, ["scripts/start.mjs", ...ports, "--persist-to", folder], { cwd: root, encoding: "utf8" });
    assert.equal(status, 1);
    assert.match(stderr, /older schema[\s\S]*npm start -- --fresh/);
    assert.doesNotMatch(stderr, /at .*\.mjs:\d+/);
  });

  test("is moved aside whole", () => {
    const folder = join(freshFolder("schema-aside"), "state");
    mkdirSync(folder);
    writeFileSync(join(folder, "kept"), "data");
    const aside = moveAside(folder, new Date("2026-11-30T08:00:00Z"));
    assert.equal(aside, `${folder}-20261130T080000`);
    assert.ok(existsSync(join(aside, "kept")) && !existsSync(folder));
    assert.equal(moveAside(folder), null);
  });
});
