// A copy of what was built, with secrets of its own and a configuration that builds nothing: what is under test stays as it is while it is tested.
import { cpSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { at } from "../../scripts/lib/paths.mjs";
import { ensureLocalSecrets } from "../../scripts/lib/secrets.mjs";
import { freshFolder } from "./folders.mjs";

/** Copies the Worker and the public files, and answers with the path of the configuration beside them; `more` is further configuration. */
export function frozenBuild(name, more = "") {
  for (const path of ["edge/build/index.js", "public/w/v1.js"]) {
    if (!existsSync(at(path))) throw new Error(`${path} is missing: npm run build`);
  }
  const folder = freshFolder(name);
  for (const path of ["edge/build", "edge/migrations", "public"]) cpSync(at(path), join(folder, path), { recursive: true });
  ensureLocalSecrets(join(folder, ".dev.vars"));
  const config = readFileSync(at("wrangler.toml"), "utf8").replace(/^\[build\]\n(?:[^[\n].*\n)+/m, "");
  if (config.includes("[build]")) throw new Error("wrangler.toml still builds.");
  writeFileSync(join(folder, "wrangler.toml"), `${config}\n${more}`);
  return join(folder, "wrangler.toml");
}

/** The key with which the Worker of a frozen build signs its links. */
export const linkKeyOf = (config) => /^LINK_KEY\s*=\s*"?([\w-]+)"?\s*$/m.exec(readFileSync(join(dirname(config), ".dev.vars"), "utf8"))[1];
