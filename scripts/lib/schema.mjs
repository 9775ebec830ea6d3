// Which migrations a local database was made by. Wrangler applies a migration once and only remembers its name, so a file that
// was edited since would never reach the database: that is noticed here, from hashes kept beside the data.
import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { at } from "./paths.mjs";

const noteIn = (persistTo) => join(persistTo, "schema.json");
const hasDatabase = (persistTo) => existsSync(join(persistTo, "v3", "d1"));

/** Name and SHA-256 of every migration file. */
export function migrationHashes(folder = at("edge/migrations")) {
  const names = readdirSync(folder).filter((name) => name.endsWith(".sql")).sort();
  return Object.fromEntries(names.map((name) => [name, createHash("sha256").update(readFileSync(join(folder, name))).digest("hex")]));
}

/** Notes by which migrations the database was made. */
export function noteSchema(persistTo, hashes = migrationHashes()) {
  writeFileSync(noteIn(persistTo), `${JSON.stringify(hashes, null, 2)}\n`);
}

/** Why the database cannot be used with these migrations; null where it can. */
export function schemaFault(persistTo, hashes = migrationHashes()) {
  if (!hasDatabase(persistTo)) return null;
  if (!existsSync(noteIn(persistTo))) return "it was made before Bookslip noted which schema a local database has";
  const noted = JSON.parse(readFileSync(noteIn(persistTo), "utf8"));
  const changed = Object.keys(noted).filter((name) => hashes[name] !== noted[name]);
  if (changed.length === 0) return null;
  return changed.length === 1 ? `${changed[0]} has changed since` : `${changed.join(" and ")} have changed since`;
}

/** Refuses a database of an older schema, with what to do. */
export function requireKnownSchema(persistTo, hashes) {
  const fault = schemaFault(persistTo, hashes);
  if (fault === null) return;
  throw new Error(
    `The local database in ${persistTo} has an older schema than these files: ${fault}.\n` +
      '  Start anew with "npm start -- --fresh". The old data is moved aside, not deleted.',
  );
}

/** Moves local data aside, and answers where it is now; null where there was none. */
export function moveAside(persistTo, now = new Date()) {
  if (!existsSync(persistTo)) return null;
  const target = `${persistTo}-${now.toISOString().replace(/[^0-9T]/g, "").slice(0, 15)}`;
  renameSync(persistTo, target);
  return target;
}
