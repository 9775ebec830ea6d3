// `npm run tenant -- COMMAND`: the operator's work with tenants, on the local database or with --remote on the deployed one.
import { randomUUID } from "node:crypto";
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { instantNow } from "./lib/database.mjs";
import { bold, dim, green, main, say } from "./lib/log.mjs";
import { at, node22, tools } from "./lib/paths.mjs";
import { offline, pinnedEnvironment, runQuietly } from "./lib/run.mjs";
import { requireKnownSchema } from "./lib/schema.mjs";
import { newAdminKey } from "./lib/secrets.mjs";
import { addKeySql, createSql, keyOf, keysSql, listSql, parseArguments, removeKeySql, showSql, switchSql } from "./lib/tenant-commands.mjs";

/** A database that takes SQL: statements from a file, so that no text of ours is ever a word of a command line. */
function database({ remote, "persist-to": folder }) {
  const persistTo = resolve(folder ?? at(".wrangler/state"));
  if (!remote) {
    if (!existsSync(join(persistTo, "v3", "d1"))) throw new Error(`There is no local database in ${persistTo} yet: run "npm start" once, or say --remote.`);
    requireKnownSchema(persistTo);
  }
  const place = remote ? ["--remote"] : ["--local", "--persist-to", persistTo];
  const wrangler = (...args) =>
    runQuietly(node22(), [tools.wrangler, "d1", "execute", "DB", "--yes", "--json", ...place, ...args], { env: pinnedEnvironment(remote ? {} : offline) });
  return {
    /** Rows of each statement; their only variable part is a checked slug. */
    rows: (...statements) => JSON.parse(wrangler("--command", statements.join("; "))).map(({ results }) => results),
    write: (sql) => {
      const temporary = at(".wrangler/tmp");
      const file = join(temporary, `tenant-${randomUUID()}.sql`);
      mkdirSync(temporary, { recursive: true });
      writeFileSync(file, `${sql}\n`, { mode: 0o600 });
      try {
        wrangler("--file", file);
      } finally {
        rmSync(file, { force: true });
      }
    },
  };
}

const stateOf = ({ sales_invoicing: active, sales_invoicing_since: since }) =>
  `sales invoicing ${active ? green("active") : "not active"}${since ? dim(` since ${since}`) : ""}`;

/** A tenant and its keys. */
function found(db, slug) {
  const [[tenant], keys] = db.rows(showSql(slug), keysSql(slug));
  if (!tenant) throw new Error(unknown(slug));
  return { tenant, keys };
}

const unknown = (slug) => `There is no tenant "${slug}". See "npm run tenant -- list".`;

const commands = {
  list(db) {
    const [tenants] = db.rows(listSql);
    for (const tenant of tenants) say(`${bold(tenant.slug.padEnd(24))} ${tenant.name.padEnd(32)} ${stateOf(tenant)}`);
    say(dim(tenants.length === 1 ? "1 tenant" : `${tenants.length} tenants`));
  },
  show(db, { slug }) {
    const { tenant, keys } = found(db, slug);
    say(`${bold(tenant.slug)}  ${tenant.name}`);
    say(`${stateOf(tenant)}; ${tenant.time_zone}, ${tenant.locale}, ${tenant.currency}`);
    for (const { label, role, created_at: since } of keys) say(`key "${label}": ${role.replace("_", " ")}, made ${since}`);
    if (keys.length === 0) say(`No key yet: npm run tenant -- add-admin ${slug} --label NAME`);
  },
  create(db, wanted) {
    const sql = createSql(wanted, { id: randomUUID(), now: instantNow() });
    if (db.rows(showSql(wanted.slug))[0].length > 0) {
      say(`There is a tenant "${wanted.slug}" already; nothing was changed.`);
      return;
    }
    db.write(sql);
    say(`Tenant "${wanted.slug}" is there: ${stateOf({ sales_invoicing: wanted.active ? 1 : 0 })}.`);
    say(dim(`Next: npm run tenant -- add-admin ${wanted.slug} --label NAME --role file-manager`));
  },
  activate: (db, { slug }) => switchTo(db, slug, 1),
  deactivate: (db, { slug }) => switchTo(db, slug, 0),
  "add-admin"(db, wanted) {
    const { label, role } = keyOf(wanted);
    const { keys } = found(db, wanted.slug);
    const { key, hash } = newAdminKey();
    if (keys.some((known) => known.label === label)) throw new Error(`"${wanted.slug}" has a key "${label}" already. Choose another label, or remove that key first.`);
    db.write(addKeySql(wanted.slug, { label, role, hash, now: instantNow() }));
    say(`Key "${label}" (${role.replace("_", " ")}) of "${wanted.slug}". It is shown only now:`);
    say(bold(key));
  },
  "remove-admin"(db, wanted) {
    const { label } = keyOf(wanted);
    const { keys } = found(db, wanted.slug);
    if (!keys.some((key) => key.label === label)) {
      say(`"${wanted.slug}" has no key "${label}"; nothing was changed.`);
      return;
    }
    db.write(removeKeySql(wanted.slug, label));
    say(`Key "${label}" of "${wanted.slug}" is gone, and everybody there has to sign in again.`);
  },
};

function switchTo(db, slug, active) {
  const [changed, [tenant]] = db.rows(switchSql(slug, active, instantNow()), showSql(slug));
  if (!tenant) throw new Error(unknown(slug));
  say(`${changed.length === 0 ? "Nothing to do: " : ""}${slug}: ${stateOf(tenant)}.`);
}

await main(() => {
  const wanted = parseArguments(process.argv.slice(2));
  commands[wanted.command](database(wanted), wanted);
});
