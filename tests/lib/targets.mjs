// The Worker under test, in two shapes: the built Worker in workerd, and the same router as a native program.
import { cpSync, existsSync, readFileSync, readdirSync, renameSync } from "node:fs";
import { basename, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { migrate } from "../../scripts/lib/database.mjs";
import { at } from "../../scripts/lib/paths.mjs";
import { requireFree, waitUntilFree } from "../../scripts/lib/ports.mjs";
import { Children, pinnedEnvironment } from "../../scripts/lib/run.mjs";
import { newDataKey, newLinkKey, newOperatorKey } from "../../scripts/lib/secrets.mjs";
import { hashInputs } from "../../scripts/lib/stamp.mjs";
import { startWorker, waitUntilReady } from "../../scripts/lib/worker.mjs";
import { freshFolder, output } from "./folders.mjs";
import { frozenBuild, linkKeyOf } from "./frozen.mjs";

/** A persist folder with the migrations in it: made once for the same migrations, by whichever test file comes first. */
function migrated() {
  const folder = output(`migrated-${hashInputs([at("edge/migrations"), at("wrangler.toml")]).slice(0, 12)}`);
  if (!existsSync(folder)) {
    const begun = freshFolder(`migrated-by-${process.pid}`);
    migrate(begun);
    renameSync(begun, folder);
  }
  return folder;
}

/** A persist folder for workerd with the migrations and this SQL in it. */
export function workerdFolder(name, sql) {
  const folder = freshFolder(name);
  cpSync(migrated(), folder, { recursive: true });
  const database = new DatabaseSync(databaseFile(folder));
  database.exec(`PRAGMA foreign_keys = ON; BEGIN; ${sql}\nCOMMIT;`);
  database.close();
  return folder;
}

const frozen = new Map();

/** The frozen build of a folder: copied at its first start, the same for every later one. */
function buildOf(folder, more) {
  if (!frozen.has(folder)) frozen.set(folder, frozenBuild(`${basename(folder)}-build`, more));
  return frozen.get(folder);
}

/** Starts the built Worker over a folder, with more variables and configuration if need be. The answer can end it kindly, or kill it like a power cut of the process. */
export async function startWorkerd({ port, folder, name = "workerd", vars, env, more }) {
  await requireFree(port, "the tests", "stop what listens there");
  const children = new Children({ endWithProcess: true });
  const logFile = output(`${name}.log`);
  const worker = startWorker(children, { port, persistTo: folder, logFile, config: buildOf(folder, more), vars, env });
  try {
    await worker.ready();
  } catch (error) {
    await children.end();
    throw error;
  }
  const gone = (work) => async () => {
    await work();
    await waitUntilFree(port);
  };
  const url = `http://127.0.0.1:${port}`;
  // Locally nothing calls the cron trigger.
  const sweep = () => fetch(`${url}/cdn-cgi/local/scheduled`);
  return { url, logFile, linkKey: linkKeyOf(buildOf(folder)), sweep, stop: gone(() => children.end()), kill: gone(() => children.kill()) };
}

/** Starts the native program over a fresh SQLite file with the migrations and this SQL in it, and further variables. */
export async function startNative({ port, name, sql, env = {} }) {
  const binary = at("target/debug/examples/native");
  if (!existsSync(binary)) throw new Error(`${binary} is missing: cargo build --workspace --examples`);
  await requireFree(port, "the tests", "stop what listens there");
  const folder = freshFolder(name);
  const file = join(folder, "bookslip.sqlite");
  const database = new DatabaseSync(file);
  // Noted as the native program notes them, so that it does not apply them again.
  database.exec("CREATE TABLE d1_migrations (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT UNIQUE, applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL)");
  for (const migration of readdirSync(at("edge/migrations")).sort()) {
    database.exec(readFileSync(at("edge/migrations", migration), "utf8"));
    database.prepare("INSERT INTO d1_migrations (name) VALUES (?)").run(migration);
  }
  database.exec(sql);
  database.close();
  const children = new Children({ endWithProcess: true });
  const logFile = output(`${name}.log`);
  const linkKey = newLinkKey();
  const operatorKey = newOperatorKey();
  const child = children.start(binary, ["--port", String(port), "--database", file], {
    env: pinnedEnvironment({ LINK_KEY: linkKey, DATA_KEY: newDataKey(), OPERATOR_KEY: operatorKey, ...env }),
    logFile,
  });
  try {
    await waitUntilReady({ child, url: `http://127.0.0.1:${port}/readyz`, logFile });
  } catch (error) {
    await children.end();
    throw error;
  }
  return { url: `http://127.0.0.1:${port}`, logFile, linkKey, operatorKey, stop: () => children.end() };
}

/** Starts the native program, or with BOOKSLIP_TARGET=workerd the built Worker, swept every second. */
export async function startRouter({ port, name, sql, env = {} }) {
  if (process.env.BOOKSLIP_TARGET !== "workerd") return startNative({ port, name, sql, env });
  const worker = await startWorkerd({ port, folder: workerdFolder(`${name}-workerd`, sql), name: `${name}-workerd`, vars: env });
  const cron = setInterval(() => void worker.sweep().catch(() => {}), 1000);
  return { ...worker, stop: () => (clearInterval(cron), worker.stop()) };
}

/** The database file of a stopped workerd. */
export function databaseFile(folder) {
  const place = join(folder, "v3/d1/miniflare-D1DatabaseObject");
  const file = readdirSync(place).find((entry) => entry.endsWith(".sqlite") && !entry.startsWith("metadata"));
  if (!file) throw new Error(`There is no database in ${place}.`);
  return join(place, file);
}

/** A copy of a database file of a stopped workerd, to look into. */
export function copyOfDatabase(folder, name) {
  const file = databaseFile(folder);
  const target = freshFolder(name);
  for (const suffix of ["", "-wal"]) {
    if (existsSync(file + suffix)) cpSync(file + suffix, join(target, `copy.sqlite${suffix}`));
  }
  return join(target, "copy.sqlite");
}
