// The whole product as `npm start` gives it: the same script, on ports and in a folder of the tests.
import { spawn } from "node:child_process";
import { createWriteStream, mkdirSync } from "node:fs";
import { at, root } from "../../scripts/lib/paths.mjs";
import { freePort } from "../../scripts/lib/ports.mjs";
import { pinnedEnvironment } from "../../scripts/lib/run.mjs";
import { freshFolder } from "./folders.mjs";

const escapes = /\u001b\[[0-9;]*m/g;

/** Runs scripts/start.mjs until it has printed its addresses; the answer can end it as Ctrl-C does. */
export async function startProduct({ port, hostPort, name, persistTo = freshFolder(name), config }) {
  mkdirSync(at("tests/output"), { recursive: true });
  const log = createWriteStream(at("tests/output", `${name}.log`));
  const mailPorts = ["--mail-port", String(await freePort()), "--mailbox-port", String(await freePort())];
  const args = ["scripts/start.mjs", "--port", String(port), "--host-port", String(hostPort), ...mailPorts, "--persist-to", persistTo];
  if (config) args.push("--config", config);
  const child = spawn(process.execPath, args, { cwd: root, env: pinnedEnvironment(), stdio: ["ignore", "pipe", "pipe"] });
  const ended = new Promise((resolve) => child.once("exit", (code, signal) => resolve(code ?? signal)));
  process.once("exit", () => child.kill("SIGTERM"));

  let output = "";
  const addresses = await new Promise((resolve, reject) => {
    const read = (part) => {
      log.write(part);
      output += part.toString("utf8").replace(escapes, "");
      const value = (label) => new RegExp(`${label}\\s+(\\S+)`).exec(output)?.[1];
      const found = { host: value("Host page"), dashboard: value("Dashboard"), key: value("Admin key"), operatorKey: value("Operator key"), mailbox: value("Mailbox") };
      if (output.includes("Ctrl-C stops") && Object.values(found).every(Boolean)) resolve(found);
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
    void ended.then((code) => reject(new Error(`npm start ended with ${code}:\n${output}`)));
  });
  return {
    ...addresses,
    output: () => output,
    stop: async () => {
      child.kill("SIGINT");
      return ended;
    },
  };
}
