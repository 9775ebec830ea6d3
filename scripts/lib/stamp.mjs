// "Nothing changed since the last build", decided by content: a stamp is one hash over every input file's path and bytes.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { at, root } from "./paths.mjs";

const stampPath = (name) => at(".tools/stamps", `${name}.txt`);

/** Every file below the given files and folders, in a stable order. */
export function filesBelow(paths) {
  const found = [];
  const visit = (path) => {
    if (!existsSync(path)) return;
    if (statSync(path).isDirectory()) {
      for (const name of readdirSync(path).sort()) visit(join(path, name));
    } else {
      found.push(path);
    }
  };
  for (const path of paths) visit(path);
  return found;
}

/** One hash over the inputs, plus any words that matter as well, such as tool versions. */
export function hashInputs(paths, words = []) {
  const hash = createHash("sha256");
  for (const word of words) hash.update(`${word}\0`);
  for (const file of filesBelow(paths)) {
    hash.update(`${relative(root, file)}\0`);
    hash.update(readFileSync(file));
  }
  return hash.digest("hex");
}

/** Whether the stamp still holds and every output is there. */
export function isFresh(name, hash, outputs) {
  const path = stampPath(name);
  return existsSync(path) && readFileSync(path, "utf8") === hash && outputs.every((output) => existsSync(output));
}

export function writeStamp(name, hash) {
  mkdirSync(dirname(stampPath(name)), { recursive: true });
  writeFileSync(stampPath(name), hash);
}
