// The npm packages, in the versions of package.json: the project's own, and those of a folder that needs more.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./paths.mjs";
import { step } from "./log.mjs";
import { run } from "./run.mjs";

const manifest = (path) => JSON.parse(readFileSync(path, "utf8"));

/** Whether a package of the folder is absent or of another version than its package.json wants. */
function isOutdated(folder) {
  const { dependencies, devDependencies } = manifest(join(folder, "package.json"));
  return Object.entries({ ...dependencies, ...devDependencies }).some(([name, version]) => {
    const path = join(folder, "node_modules", name, "package.json");
    return !existsSync(path) || manifest(path).version !== version;
  });
}

/** Installs what the lock file says when anything is missing. */
export async function ensureNpmPackages(folder = root, title = "npm packages") {
  if (!isOutdated(folder)) return;
  await step(title, () => run("npm", ["ci", "--no-audit", "--no-fund", "--loglevel", "error"], { cwd: folder }));
}
