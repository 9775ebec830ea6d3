// Starting other programs, and ending exactly those that were started.
import { spawn, spawnSync } from "node:child_process";
import { closeSync, mkdirSync, openSync } from "node:fs";
import { delimiter, dirname } from "node:path";
import { at, node22, root, runsOnNode22 } from "./paths.mjs";

/** Every outbound call of wrangler and miniflare, switched off; no prompt, no banner, no update check. */
export const offline = {
  CI: "1",
  CLOUDFLARE_CF_FETCH_ENABLED: "false",
  WRANGLER_HIDE_BANNER: "true",
  WRANGLER_SEND_ERROR_REPORTS: "false",
  WRANGLER_SEND_METRICS: "false",
  X_LOCAL_EXPLORER: "false",
};

/** The environment of a program that must find Node 22 and the pinned npm tools first on its path. */
export function pinnedEnvironment(extra = {}) {
  const path = [dirname(node22()), at("node_modules/.bin"), process.env.PATH ?? ""].join(delimiter);
  return { ...process.env, PATH: path, ...extra };
}

/** A fresh machine may have an older Node: then the same script runs again with the pinned one, which is there after the setup. */
export async function continueOnNode22() {
  if (runsOnNode22()) return;
  const child = spawn(node22(), process.argv.slice(1), { stdio: "inherit", env: pinnedEnvironment() });
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => child.kill(signal));
  process.exit(await new Promise((resolve) => child.once("exit", (code) => resolve(code ?? 1))));
}

/** Runs a program to its end with its output on the terminal; a failure names the command. */
export async function run(command, args, options = {}) {
  const child = spawn(command, args, { cwd: root, stdio: "inherit", ...options });
  const code = await new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (exitCode, signal) => resolve(exitCode ?? signal));
  });
  if (code !== 0) throw new Error(`"${[command, ...args].join(" ")}" ended with ${code}.`);
}

/** Runs a program quietly; its output is shown only when it fails. */
export function runQuietly(command, args, options = {}) {
  const result = spawnSync(command, args, { cwd: root, encoding: "utf8", maxBuffer: 64 * 1024 * 1024, ...options });
  if (result.error) throw result.error;
  if (result.status !== 0) {
    throw new Error(`"${[command, ...args].join(" ")}" ended with ${result.status}.\n${result.stdout}${result.stderr}`);
  }
  return result.stdout;
}

/** The output of a program, or null when it is absent or fails. */
export function outputOf(command, args, options = {}) {
  const result = spawnSync(command, args, { cwd: root, encoding: "utf8", ...options });
  return result.status === 0 ? `${result.stdout}${result.stderr}`.trim() : null;
}

/** Processes that live until the caller ends them. Each is the head of its own process group. */
export class Children {
  #running = new Set();

  /** With `endWithProcess`, a process that is interrupted or crashes takes its children with it. */
  constructor({ endWithProcess = false } = {}) {
    if (!endWithProcess) return;
    process.once("exit", () => {
      for (const child of this.#running) signalGroup(child.pid, "SIGKILL");
    });
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.once(signal, () => process.exit(1));
  }

  /** Starts a program in a process group of its own, so that its children end with it; its output goes to a file. */
  start(command, args, { env, logFile }) {
    mkdirSync(dirname(logFile), { recursive: true });
    const log = openSync(logFile, "w");
    const child = spawn(command, args, { cwd: root, detached: true, env, stdio: ["ignore", log, log] });
    closeSync(log);
    this.#running.add(child);
    child.once("exit", () => this.#running.delete(child));
    return child;
  }

  /** Ends every group: politely, then after three seconds by force. */
  async end() {
    const waits = [...this.#running].map((child) => endGroup(child));
    await Promise.all(waits);
  }

  /** Ends every group at once and by force, as a crash would. */
  async kill() {
    const waits = [...this.#running].map((child) => new Promise((resolve) => child.once("exit", resolve)));
    for (const child of this.#running) signalGroup(child.pid, "SIGKILL");
    await Promise.all(waits);
  }
}

async function endGroup(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once("exit", resolve));
  signalGroup(child.pid, "SIGTERM");
  const timer = setTimeout(() => signalGroup(child.pid, "SIGKILL"), 3000);
  await gone;
  clearTimeout(timer);
  // The head is gone; what it started is in the same group and has had its chance.
  signalGroup(child.pid, "SIGKILL");
}

function signalGroup(pid, signal) {
  try {
    process.kill(-pid, signal);
  } catch (error) {
    if (error.code !== "ESRCH") throw error;
  }
}
