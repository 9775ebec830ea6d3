// `npm run build:packages`: what site owners install from elsewhere, below target/packages. The npm package (loader, types, React)
// and the WordPress plug-in as a zip. Both carry the version of the project.
import { copyFileSync, cpSync, mkdirSync, readFileSync, rmSync, utimesSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { main, step } from "./lib/log.mjs";
import { at } from "./lib/paths.mjs";
import { runQuietly } from "./lib/run.mjs";

export const output = at("target/packages");
const { version } = JSON.parse(readFileSync(at("package.json"), "utf8"));
const licences = ["LICENSE-APACHE", "LICENSE-MIT"];

/** A folder of its own with the licences in it, so that nothing is written among the sources. */
function prepared(from, name) {
  const folder = join(output, name);
  rmSync(folder, { recursive: true, force: true });
  cpSync(from, folder, { recursive: true, filter: (path) => !path.includes("node_modules") });
  for (const name of licences) copyFileSync(at(name), join(folder, name));
  return folder;
}

/** The npm package as a tarball. */
export function packWidget() {
  const folder = prepared(at("packages/widget"), "widget");
  const [{ filename, files, size }] = JSON.parse(runQuietly("npm", ["pack", "--json", "--silent", "--pack-destination", output], { cwd: folder }));
  return { path: join(output, filename), files: files.map(({ path }) => path).sort(), size };
}

/** The same sources give the same zip: no time of this machine is in it. */
function settle(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) utimesSync(join(entry.parentPath, entry.name), 1_700_000_000, 1_700_000_000);
  utimesSync(folder, 1_700_000_000, 1_700_000_000);
}

/** The WordPress plug-in as a zip with one folder in it, as WordPress wants it. */
export function packWordPress() {
  const folder = prepared(at("packages/wordpress/bookslip"), "bookslip");
  settle(folder);
  const path = join(output, `bookslip-wordpress-${version}.zip`);
  rmSync(path, { force: true });
  runQuietly("python3", ["-m", "zipfile", "-c", path, "bookslip/"], { cwd: output });
  return path;
}

export async function buildPackages() {
  mkdirSync(output, { recursive: true });
  await step("Pack the npm package", () => packWidget().path);
  await step("Pack the WordPress plug-in", () => packWordPress());
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) await main(buildPackages);
