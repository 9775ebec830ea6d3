// The npm packages, in the versions of package.json.
import { existsSync, readFileSync } from "node:fs";
import { at } from "./paths.mjs";
import { step } from "./log.mjs";
import { run } from "./run.mjs";

const manifest = (path) => JSON.parse(readFileSync(path, "utf8"));

/** Packages that are absent or of another version than package.json wants. */
function outdated() {
  return Object.entries(manifest(at("package.json")).devDependencies).filter(([name, version]) => {
    const path = at("node_modules", name, "package.json");
    return !existsSync(path) || manifest(path).version !== version;
  });
}

/** Installs what the lock file says when anything is missing. */
export async function ensureNpmPackages() {
  if (outdated().length === 0) return;
  await step("npm packages", () => run("npm", ["ci", "--no-audit", "--no-fund", "--loglevel", "error"]));
}
