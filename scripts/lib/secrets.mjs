// Local secrets. They are made here, on this machine, and never leave it.
import { createHash, randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";

const random = () => randomBytes(32).toString("base64url");

/** What .dev.vars holds, and how each is made. */
const local = [
  { name: "LINK_KEY", pattern: /^LINK_KEY\s*=\s*"?([A-Za-z0-9_-]{43})"?\s*$/m, make: random },
  { name: "DATA_KEY", pattern: /^DATA_KEY\s*=\s*"?([A-Za-z0-9_-]{43})"?\s*$/m, make: random },
  { name: "OPERATOR_KEY", pattern: /^OPERATOR_KEY\s*=\s*"?([A-Za-z0-9_-]{32,})"?\s*$/m, make: () => `bso_${random()}` },
];

/** Writes a .dev.vars with fresh secrets where there are none, so that links and keys of earlier runs stay valid. Answers with all of them. */
export function ensureLocalSecrets(path) {
  const text = existsSync(path) ? readFileSync(path, "utf8") : "";
  const known = Object.fromEntries(local.map(({ name, pattern }) => [name, pattern.exec(text)?.[1]]));
  const missing = local.filter(({ name }) => !known[name]);
  if (missing.length === 0) return known;
  const made = Object.fromEntries(missing.map(({ name, make }) => [name, make()]));
  const kept = text.split("\n").filter((line) => line !== "" && !missing.some(({ name }) => line.startsWith(name)));
  const lines = [...kept, ...Object.entries(made).map(([name, value]) => `${name}="${value}"`)];
  writeFileSync(path, `${lines.join("\n")}\n`, { mode: 0o600 });
  return { ...known, ...made };
}

/** A new admin key and the hash that the database keeps of it. */
export function newAdminKey() {
  const key = `bsk_${random()}`;
  return { key, hash: createHash("sha256").update(key).digest("hex") };
}

/** A key for links that lives as long as one test run. */
export const newLinkKey = random;

/** A key for what is kept encrypted that lives as long as one test run. */
export const newDataKey = random;

/** An operator key that lives as long as one test run. */
export const newOperatorKey = () => `bso_${random()}`;
