// Local secrets. They are made here, on this machine, and never leave it.
import { createHash, randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { at } from "./paths.mjs";

const random = () => randomBytes(32).toString("base64url");

/** Writes .dev.vars with a fresh key for links when there is none; links of earlier runs stay valid otherwise. */
export function ensureLinkKey() {
  const path = at(".dev.vars");
  const text = existsSync(path) ? readFileSync(path, "utf8") : "";
  if (/^LINK_KEY\s*=\s*"?[A-Za-z0-9_-]{43}"?\s*$/m.test(text)) return;
  const others = text.split("\n").filter((line) => line !== "" && !line.startsWith("LINK_KEY"));
  writeFileSync(path, `${[...others, `LINK_KEY="${random()}"`].join("\n")}\n`, { mode: 0o600 });
}

/** A new admin key and the hash that the database keeps of it. */
export function newAdminKey() {
  const key = `bsk_${random()}`;
  return { key, hash: createHash("sha256").update(key).digest("hex") };
}

/** A key for links that lives as long as one test run. */
export const newLinkKey = random;
