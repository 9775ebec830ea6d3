// Builds the Worker into edge/build. Does nothing when no input changed since the last build.
import { accessSync, constants, existsSync, readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { main, step } from "./lib/log.mjs";
import { at, tools } from "./lib/paths.mjs";
import { pinnedEnvironment, run } from "./lib/run.mjs";
import { hashInputs, isFresh, writeStamp } from "./lib/stamp.mjs";
import { withoutSections } from "./lib/wasm.mjs";

const inputs = [
  "Cargo.toml", "Cargo.lock", "rust-toolchain.toml", ".cargo", "package-lock.json",
  "edge/Cargo.toml", "edge/build.rs", "edge/src", "edge/assets", "edge/migrations", "edge/demo",
  "shared/Cargo.toml", "shared/src", "shared/assets", "scripts/build-edge.mjs", "scripts/lib/wasm.mjs",
].map((path) => at(path));
const outputs = ["edge/build/index.js", "edge/build/index_bg.wasm"].map((path) => at(path));

/** A tool that is missing would be downloaded by worker-build from outside the package registries, so it is checked here. */
function requireTools() {
  for (const [name, path] of Object.entries({
    "worker-build": tools.workerBuild,
    "wasm-bindgen": tools.wasmBindgen,
    "wasm-opt": tools.wasmOpt,
    esbuild: tools.esbuild,
  })) {
    try {
      accessSync(path, constants.X_OK);
    } catch {
      throw new Error(`${name} is not at ${path}. Run "npm run setup" first.`);
    }
  }
}

export async function buildEdge() {
  requireTools();
  const hash = hashInputs(inputs);
  if (isFresh("edge", hash, outputs)) return step("Worker", () => "unchanged");
  await step("Worker (cargo, wasm-bindgen, wasm-opt, esbuild)", async () => {
    await run(tools.workerBuild, ["--release"], {
      cwd: at("edge"),
      env: pinnedEnvironment({
        ESBUILD_BIN: tools.esbuild,
        WASM_BINDGEN_BIN: tools.wasmBindgen,
        WASM_OPT_BIN: tools.wasmOpt,
      }),
    });
    const missing = outputs.filter((path) => !existsSync(path));
    if (missing.length > 0) throw new Error(`worker-build ended well but left out ${missing.join(", ")}.`);
    // worker-build keeps the names of all functions: a tenth of what is uploaded, for stack traces of panics that nothing may reach.
    writeFileSync(outputs[1], withoutSections(readFileSync(outputs[1]), ["name", "producers"]));
    // Cargo may have completed its lock file while it built.
    writeStamp("edge", hashInputs(inputs));
  });
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) await main(buildEdge);
