// `npm start`: everything that a fresh machine with Rust and Node needs to book in the widget and see the invoice.
//   --port N, BOOKSLIP_PORT            the Worker: API, dashboard, pages (8787)
//   --host-port N, BOOKSLIP_HOST_PORT  the demo site that embeds the widget, on another origin (8788)
//   --mail-port N, BOOKSLIP_MAIL_PORT         the SMTP catcher (8790)
//   --mailbox-port N, BOOKSLIP_MAILBOX_PORT   its page, with every mail that was sent (8791)
//   --fresh                            moves the local data aside and starts anew
//   --persist-to DIR                   where the local data lives (.wrangler/state)
//   --config FILE                      another wrangler.toml, whose Worker is built already
import { dirname, join, resolve } from "node:path";
import { buildAll } from "./build.mjs";
import { hostOrigins, serveDemoHost } from "./demo-host/server.mjs";
import { migrate, seedDemo } from "./lib/database.mjs";
import { bold, dim, green, main, say, step } from "./lib/log.mjs";
import { startMailCatcher } from "./lib/mail.mjs";
import { at } from "./lib/paths.mjs";
import { portFrom, requireFree } from "./lib/ports.mjs";
import { Children } from "./lib/run.mjs";
import { ensureLocalSecrets, newAdminKey } from "./lib/secrets.mjs";
import { moveAside, requireKnownSchema } from "./lib/schema.mjs";
import { startWorker } from "./lib/worker.mjs";
import { setUp } from "./setup.mjs";

function settings() {
  const port = portFrom({ flag: "--port", variable: "BOOKSLIP_PORT", fallback: 8787 });
  const hostPort = portFrom({ flag: "--host-port", variable: "BOOKSLIP_HOST_PORT", fallback: 8788 });
  const mailPort = portFrom({ flag: "--mail-port", variable: "BOOKSLIP_MAIL_PORT", fallback: 8790 });
  const mailboxPort = portFrom({ flag: "--mailbox-port", variable: "BOOKSLIP_MAILBOX_PORT", fallback: 8791 });
  const ports = [["The Worker", port], ["the host page", hostPort], ["the mail catcher", mailPort], ["the mailbox", mailboxPort]];
  for (const [index, [what, number]] of ports.entries()) {
    const twin = ports.slice(index + 1).find(([, other]) => other === number);
    if (twin) throw new Error(`${what} and ${twin[0]} cannot share port ${number}.`);
  }
  const path = (flag) => {
    const index = process.argv.indexOf(flag);
    return index >= 0 && process.argv[index + 1] ? resolve(process.argv[index + 1]) : null;
  };
  const fresh = process.argv.includes("--fresh");
  return { port, hostPort, mailPort, mailboxPort, fresh, persistTo: path("--persist-to") ?? at(".wrangler/state"), ownConfig: path("--config") };
}

function frame(rows) {
  const width = Math.max(...rows.map(([name, value]) => name.length + value.length)) + 5;
  say("");
  say(green(`┌${"─".repeat(width)}┐`));
  for (const [name, value] of rows) {
    const gap = " ".repeat(width - name.length - value.length - 4);
    say(`${green("│")}  ${dim(name)}${gap}${bold(value)}  ${green("│")}`);
  }
  say(green(`└${"─".repeat(width)}┘`));
}

await main(async () => {
  const { port, hostPort, mailPort, mailboxPort, fresh, persistTo, ownConfig } = settings();
  await requireFree(port, "the Worker", "BOOKSLIP_PORT=9000 npm start");
  await requireFree(hostPort, "the host page", "BOOKSLIP_HOST_PORT=9001 npm start");
  await requireFree(mailPort, "the mail catcher", "BOOKSLIP_MAIL_PORT=9002 npm start");
  await requireFree(mailboxPort, "the mailbox", "BOOKSLIP_MAILBOX_PORT=9003 npm start");

  if (fresh) {
    const kept = moveAside(persistTo);
    say(kept ? `The old data is in ${kept}.` : "There was no old data.");
  }
  requireKnownSchema(persistTo);

  await setUp();
  if (!ownConfig) await buildAll();
  const config = ownConfig ?? at("wrangler.toml");

  const { key, hash } = newAdminKey();
  const { OPERATOR_KEY: operatorKey } = ensureLocalSecrets(join(dirname(config), ".dev.vars"));
  await step("Database, demo tenant and admin key", () => {
    migrate(persistTo);
    seedDemo(persistTo, { origins: hostOrigins(hostPort), keyHash: hash });
  });

  const children = new Children();
  let host = null;
  let stopping = false;
  const stop = async (code) => {
    if (stopping) return;
    stopping = true;
    host?.close();
    host?.closeAllConnections();
    await children.end();
    process.exit(code);
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
    process.on(signal, () => {
      say(`\n${dim("Stopping…")}`);
      void stop(0);
    });
  }

  const [logFile, mailLog] = ["dev.log", "mail.log"].map((name) => join(persistTo, name));
  try {
    const catcher = startMailCatcher(children, { mailPort, mailboxPort, persistTo, logFile: mailLog });
    await step("Mail catcher", catcher.ready);
    const worker = startWorker(children, { port, persistTo, logFile, config, vars: catcher.vars });
    await step("Worker, D1, R2 and queue in workerd", worker.ready);
    host = await serveDemoHost({ port: hostPort, bookslip: `http://localhost:${port}` });
    for (const [what, { ended }, log] of [["Worker", worker, logFile], ["mail catcher", catcher, mailLog]]) {
      void ended.then(() => {
        if (stopping) return;
        console.error(`The ${what} ended by itself; its output is in ${log}.`);
        void stop(1);
      });
    }
  } catch (error) {
    console.error(`\n${error.message}`);
    await stop(1);
  }

  // Locally nothing calls the cron trigger, which sweeps up work that the queue has lost.
  setInterval(() => void fetch(`http://127.0.0.1:${port}/cdn-cgi/local/scheduled`).catch(() => {}), 60_000).unref();

  frame([
    ["Host page", `http://localhost:${hostPort}/`],
    ["Dashboard", `http://localhost:${port}/admin`],
    ["Admin key", key],
    ["Mailbox", `http://localhost:${mailboxPort}/`],
    ["Operator", `http://localhost:${port}/operator`],
    ["Operator key", operatorKey],
  ]);
  say(dim(`Book on the host page, then open the dashboard with the key. The Worker's log: ${logFile}`));
  say(dim("Ctrl-C stops everything."));
});
