// The files of the repository as the rules see them: path from the root, and text.
import { readFileSync, readdirSync, existsSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { root } from "../../scripts/lib/paths.mjs";

const skipped = new Set([".git", ".tools", ".venv", ".wrangler", "node_modules", "target", "output"]);
const built = new Set(["edge/build", "public/w"]);

/** Every file below a folder of the repository whose name ends as asked. */
export function filesIn(folder, endings) {
  const found = [];
  const visit = (path) => {
    for (const entry of readdirSync(path, { withFileTypes: true })) {
      const inner = join(path, entry.name);
      const name = relative(root, inner).split(sep).join("/");
      if (entry.isDirectory()) {
        if (!skipped.has(entry.name) && !built.has(name)) visit(inner);
      } else if (endings.some((ending) => entry.name.endsWith(ending))) {
        found.push({ path: name, text: readFileSync(inner, "utf8") });
      }
    }
  };
  const start = join(root, folder);
  if (existsSync(start)) visit(start);
  return found.sort((a, b) => (a.path < b.path ? -1 : 1));
}

export const textOf = (path) => readFileSync(join(root, path), "utf8");

/** Faults of every file under one rule, each with its path. */
export const check = (files, rule) => files.flatMap(({ path, text }) => rule(text).map((fault) => `${path}: ${fault}`));
