// The mail catcher of this machine: an SMTP server that keeps what it gets and shows it on a page. Nothing leaves it.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { at, node22 } from "./paths.mjs";
import { pinnedEnvironment } from "./run.mjs";
import { waitUntilReady } from "./worker.mjs";

/** The address that mail leaves from on this machine. */
export const mailFrom = "noreply@bookslip.test";

/** Starts the catcher. Mails of earlier runs are in it as long as the local data is. The answer has what the Worker needs to know. */
export function startMailCatcher(children, { mailPort, mailboxPort, persistTo, logFile }) {
  const folder = join(persistTo, "mail");
  mkdirSync(folder, { recursive: true });
  const child = children.start(
    node22(),
    [
      at("node_modules/maildev/bin/maildev"), "--ip", "127.0.0.1", "--web-ip", "127.0.0.1",
      "--smtp", String(mailPort), "--web", String(mailboxPort), "--mail-directory", folder,
    ],
    { env: pinnedEnvironment(), logFile },
  );
  const ended = new Promise((resolve) => child.once("exit", resolve));
  return {
    ended,
    ready: () => waitUntilReady({ child, url: `http://127.0.0.1:${mailboxPort}/healthz`, logFile }),
    vars: { SMTP_URL: `smtp://127.0.0.1:${mailPort}`, MAIL_FROM: mailFrom },
  };
}
