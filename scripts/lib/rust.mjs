// The Rust side of the machine: toolchain, wasm target, and the two build tools in .tools.
import { existsSync, readFileSync, rmSync } from "node:fs";
import { at, tools } from "./paths.mjs";
import { step } from "./log.mjs";
import { outputOf, run } from "./run.mjs";
import { canInstallPackages, installPackages } from "./system.mjs";

const target = "wasm32-unknown-unknown";

const toolchain = () => {
  const text = readFileSync(at("rust-toolchain.toml"), "utf8");
  const channel = /^channel = "(.+)"$/m.exec(text)?.[1];
  if (!channel) throw new Error("rust-toolchain.toml names no channel.");
  return channel;
};

/** Makes sure that the pinned toolchain can compile for WebAssembly. */
export async function ensureRust() {
  if (outputOf("rustup", ["--version"], { cwd: "/" }) !== null) return ensureToolchain();
  if (outputOf("cargo", ["--version"]) === null) {
    throw new Error("Rust is missing. Install rustup (https://rustup.rs), open a new terminal, then run this again.");
  }
  const library = outputOf("rustc", ["--print", "target-libdir", "--target", target]);
  if (library === null || !existsSync(library)) {
    throw new Error(`This Rust has no ${target} library. Install rustup (https://rustup.rs): it brings the pinned toolchain.`);
  }
}

async function ensureToolchain() {
  const channel = toolchain();
  const installed = outputOf("rustup", ["toolchain", "list"], { cwd: "/" }) ?? "";
  if (!installed.split("\n").some((line) => line.startsWith(`${channel}-`))) {
    await step(`Rust ${channel}`, () =>
      run("rustup", ["toolchain", "install", channel, "--profile", "minimal", "-c", "clippy", "-c", "rustfmt", "-t", target]),
    );
    return;
  }
  const targets = outputOf("rustup", ["target", "list", "--installed", "--toolchain", channel]) ?? "";
  if (!targets.split("\n").includes(target)) {
    await step(`Rust target ${target}`, () => run("rustup", ["target", "add", target, "--toolchain", channel]));
  }
}

/** The version of a tool that cargo installed into .tools. */
function installedVersion(crateName, binary) {
  const list = at(".tools/.crates.toml");
  if (!existsSync(binary) || !existsSync(list)) return null;
  const escaped = crateName.replaceAll("-", "\\-");
  return new RegExp(`^"${escaped} (\\S+) `, "m").exec(readFileSync(list, "utf8"))?.[1] ?? null;
}

/** Installs the WebAssembly build tools in the pinned versions; later calls only look. */
export async function ensureRustTools() {
  const wanted = JSON.parse(readFileSync(at("package.json"), "utf8")).bookslip.tools;
  for (const [crateName, binary] of [
    ["wasm-bindgen-cli", tools.wasmBindgen],
    ["worker-build", tools.workerBuild],
  ]) {
    const version = wanted[crateName];
    if (installedVersion(crateName, binary) === version) continue;
    if (crateName === "worker-build") await ensureOpenSsl();
    await step(`${crateName} ${version} (compiled once, about 2 minutes on 2 cores)`, () => cargoInstall(crateName, version));
  }
}

async function cargoInstall(crateName, version) {
  // Both tools run for seconds; compiling them fast is worth more than what they lose in speed.
  const env = {
    ...process.env,
    CARGO_PROFILE_RELEASE_CODEGEN_UNITS: "16",
    CARGO_PROFILE_RELEASE_LTO: "off",
    CARGO_PROFILE_RELEASE_OPT_LEVEL: "1",
    CARGO_TARGET_DIR: at(".tools/target"),
  };
  const args = ["install", `${crateName}@${version}`, "--root", at(".tools"), "--force"];
  try {
    await run("cargo", args, { env });
  } catch {
    // A dependency of today may be the trouble; the tool's own lock file is the other set that is known to work.
    await run("cargo", [...args, "--locked"], { env });
  }
  rmSync(at(".tools/target"), { recursive: true, force: true });
}

/** worker-build links OpenSSL on Linux, so its headers must be there to compile it. */
async function ensureOpenSsl() {
  if (process.platform !== "linux" || outputOf("pkg-config", ["--exists", "openssl"]) !== null) return;
  if (!canInstallPackages()) {
    throw new Error("worker-build needs the OpenSSL headers to compile. On Debian: sudo apt-get install libssl-dev pkg-config");
  }
  await step("OpenSSL headers and pkg-config", () => installPackages(["libssl-dev", "pkg-config"]));
}
