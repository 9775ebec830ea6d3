// The Worker on this machine: wrangler dev with every outbound call switched off, its output in a log file.
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { node22, tools } from "./paths.mjs";
import { offline, pinnedEnvironment } from "./run.mjs";

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Starts the Worker, with more variables if need be. `children` owns its processes; the answer knows when it is ready and when it ended. */
export function startWorker(children, { port, persistTo, logFile, config, vars = {}, env = {} }) {
  // What a killed workerd leaves behind stays beside its data instead of in the system's folder.
  const temporary = join(persistTo, "tmp");
  mkdirSync(temporary, { recursive: true });
  const child = children.start(
    node22(),
    [
      tools.wrangler, "dev", "--local", "--ip", "127.0.0.1", "--port", String(port), "--inspector-port", "0",
      "--persist-to", persistTo, "--config", config, "--show-interactive-dev-session", "false", "--log-level", "log",
      ...Object.entries(vars).flatMap(([name, value]) => ["--var", `${name}:${value}`]),
    ],
    { env: pinnedEnvironment({ ...offline, ...env, TMPDIR: temporary }), logFile },
  );
  const ended = new Promise((resolve) => child.once("exit", resolve));
  return { ended, ready: () => waitUntilReady({ child, url: `http://127.0.0.1:${port}/readyz`, logFile }) };
}

/** Asks a server every 100 ms until it answers well, for at most two minutes. */
export async function waitUntilReady({ child, url, logFile }) {
  const deadline = performance.now() + 120_000;
  let last = "no answer";
  while (performance.now() < deadline) {
    if (child.exitCode !== null || child.signalCode !== null) break;
    try {
      const response = await fetch(url, { signal: AbortSignal.timeout(5000) });
      if (response.ok) return;
      last = `${response.status} ${await response.text()}`;
    } catch (error) {
      last = error.cause?.message ?? error.message;
    }
    await pause(100);
  }
  const tail = readFileSync(logFile, "utf8").trimEnd().split("\n").slice(-30).join("\n");
  throw new Error(`It did not become ready (${last}). The end of ${logFile}:\n\n${tail}`);
}
