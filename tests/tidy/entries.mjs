// What a script loads before its first line runs: its static imports, and theirs.
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { root } from "../../scripts/lib/paths.mjs";

const importPattern = /^\s*(?:import|export)\b[^"';]*?\bfrom\s*"([^"]+)"|^\s*import\s*"([^"]+)"/gm;

/** The words after `from` of every static import of a module; a dynamic `import()` is none. */
export const importsOf = (text) => [...text.matchAll(importPattern)].map(([, from, bare]) => from ?? bare);

const read = (path) => (existsSync(path) ? readFileSync(path, "utf8") : null);

/** Faults of what a script imports, near and far: a package, which a fresh clone has not installed yet, or a file that is not there. */
export function importFaults(entry, textOf = read) {
  const faults = [];
  const seen = new Set();
  const visit = (path, way) => {
    if (seen.has(path)) return;
    seen.add(path);
    const here = [...way, relative(root, path).split(sep).join("/")];
    const text = textOf(path);
    if (text === null) {
      faults.push(`${here.join(" → ")} is missing`);
      return;
    }
    for (const name of importsOf(text)) {
      if (name.startsWith(".")) visit(resolve(dirname(path), name), here);
      else if (!name.startsWith("node:")) faults.push(`${here.join(" → ")} imports ${name} before set-up has run; use await import()`);
    }
  };
  visit(join(root, entry), []);
  return faults;
}
