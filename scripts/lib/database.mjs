// The local database before the Worker starts: migrations, the demo tenant, its origins and its admin key.
// Nothing here touches the file while workerd has it open.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { at, node22, tools } from "./paths.mjs";
import { offline, pinnedEnvironment, runQuietly } from "./run.mjs";
import { noteSchema, requireKnownSchema } from "./schema.mjs";

export const demoTenant = "demo";

export function wrangler(args) {
  return runQuietly(node22(), [tools.wrangler, ...args], { env: pinnedEnvironment(offline) });
}

/** Applies the migrations that are missing, and notes what they say. */
export function migrate(persistTo) {
  requireKnownSchema(persistTo);
  wrangler(["d1", "migrations", "apply", "DB", "--local", "--persist-to", persistTo]);
  noteSchema(persistTo);
}

export const quoted = (text) => `'${text.replaceAll("'", "''")}'`;

/** SQL that gives a tenant its origins and one admin key; the key of an earlier start ends with it. */
export function accessSql({ tenant, origins, keyHash, createdAt, label, role }) {
  const ofTenant = `FROM tenant WHERE slug = ${quoted(tenant)}`;
  return [
    ...origins.map(
      (origin) =>
        `INSERT INTO allowed_origin (tenant_id, origin) SELECT id, ${quoted(origin)} ${ofTenant} ON CONFLICT DO NOTHING;`,
    ),
    `DELETE FROM admin_key WHERE label = ${quoted(label)} AND tenant_id IN (SELECT id ${ofTenant});`,
    `INSERT INTO admin_key (tenant_id, key_hash, label, created_at, role) ` +
      `SELECT id, ${quoted(keyHash)}, ${quoted(label)}, ${quoted(createdAt)}, ${quoted(role)} ${ofTenant};`,
    "",
  ].join("\n");
}

/** Second precision, as the database writes instants. */
export const instantNow = () => new Date().toISOString().replace(/\.\d+Z$/, "Z");

/** Puts the demo tenant into the database and lets these origins and this key in. */
export function seedDemo(persistTo, { origins, keyHash }) {
  const [demo, accessPoint] = ["demo_tenant", "demo_access_point"].map((name) => readFileSync(at(`edge/demo/${name}.sql`), "utf8"));
  const access = accessSql({ tenant: demoTenant, origins, keyHash, createdAt: instantNow(), label: "npm start", role: "file_manager" });
  const folder = join(persistTo, "tmp");
  const file = join(folder, "seed.sql");
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, `${demo}\n${accessPoint}\n${access}`);
  try {
    wrangler(["d1", "execute", "DB", "--local", "--yes", "--persist-to", persistTo, "--file", file]);
  } finally {
    rmSync(file, { force: true });
  }
}
