// Builds the widget into public/w: the loader v1.js, and a folder named by its content with the rest.
//
//   cargo → wasm-bindgen → wasm-opt → esbuild → public/w/a/<hash>/{shell.js,<language>.json,bw.js,bw_bg.wasm} → public/w/v1.js
//
//   --quick   without optimisation, to look at a change within seconds; what this makes is never deployed
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { main, say, step } from "./lib/log.mjs";
import { at, tools } from "./lib/paths.mjs";
import { run, runQuietly } from "./lib/run.mjs";
import { hashInputs, isFresh, writeStamp } from "./lib/stamp.mjs";

const target = "wasm32-unknown-unknown";
// Not target/widget: cargo keeps the build scripts of the profile of that name there.
const work = at("target/embed");
const output = at("public/w");
const isQuick = process.argv.includes("--quick");
const profile = isQuick ? { cargo: "dev", folder: "debug" } : { cargo: "widget", folder: "widget" };
const loader = join(output, "v1.js");

// Views as erased types: one implementation for all elements instead of one for each shape, 6 % less to download.
const rustFlags = "--cfg erase_components";

// Measured on what travels: -Oz makes the file 14 % smaller but its brotli 5 % larger than -O1 does.
const wasmLevel = "-O1";

// Named one by one: all features together make a file that browsers refuse.
const wasmFeatures = [
  "bulk-memory",
  "bulk-memory-opt",
  "nontrapping-float-to-int",
  "sign-ext",
  "mutable-globals",
  "reference-types",
  "multivalue",
];

// The oldest browsers of the widget (Safari 16.4 has everything used here).
const browsers = ["chrome111", "firefox113", "safari16.4"];

const languages = ["en", "nl", "fr", "de"];

/** What the shell has is not there twice: the glue takes it from the file beside it. */
const besideShell = {
  name: "beside-shell",
  setup: (build) => build.onResolve({ filter: /\/(?:intl|shell)\.js$/ }, () => ({ path: "./shell.js", external: true })),
};

// In the order of the cascade.
const styles = ["controls", "frame", "time", "details", "review", "result", "modes"];

/** Builds unless nothing changed since the last time. */
export async function buildWidget() {
  const inputs = ["widget", "shared/src/api", "shared/Cargo.toml", "Cargo.toml", "Cargo.lock", "rust-toolchain.toml"].map((path) => at(path));
  const hash = hashInputs([...inputs, at("scripts/build-widget.mjs"), at("package.json")], [profile.cargo]);
  if (isFresh("widget", hash, [loader, join(output, "a")])) {
    say("✓ Widget is up to date");
    return;
  }
  await step("Compile the widget (cargo, a few minutes the first time)", () =>
    run("cargo", ["build", "--locked", "--package", "widget", "--profile", profile.cargo, "--target", target], {
      env: { ...process.env, RUSTFLAGS: rustFlags },
    }),
  );
  await step("Make the widget's glue (wasm-bindgen)", bindgen);
  if (!isQuick) await step("Shrink the widget (wasm-opt)", shrink);
  await step("Bundle glue, styles and loader (esbuild)", bundle);
  writeStamp("widget", hash);
}

function bindgen() {
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });
  const options = ["--target", "web", "--out-name", "bw", "--no-typescript", "--omit-default-module-path"];
  const sections = ["--remove-name-section", "--remove-producers-section"];
  runQuietly(tools.wasmBindgen, [...options, ...sections, "--out-dir", work, at("target", target, profile.folder, "widget.wasm")]);
  // Leptos builds an entirely static element by writing innerHTML of a <template> and taking its content.
  const glue = readFileSync(join(work, "bw.js"), "utf8");
  refuse(glue, /\.content\b/, "A static element in a view needs innerHTML, which host pages with Trusted Types forbid");
}

function shrink() {
  const from = join(work, "bw_bg.wasm");
  const enabled = wasmFeatures.map((feature) => `--enable-${feature}`);
  runQuietly(tools.wasmOpt, [wasmLevel, ...enabled, "--strip-debug", "--strip-producers", from, "-o", join(work, "shrunk.wasm")]);
  return `${kilobytes(from)} to ${kilobytes(join(work, "shrunk.wasm"))}`;
}

async function bundle() {
  const { build, transform } = await import("esbuild");
  const css = async (...paths) => {
    const text = paths.map((path) => readFileSync(at("widget", path), "utf8")).join("\n");
    return (await transform(text, { loader: "css", minify: true, target: browsers })).code.trim();
  };
  const shared = {
    bundle: true,
    minify: true,
    write: false,
    target: browsers,
    legalComments: "none",
    charset: "utf8",
    logLevel: "warning",
    // wasm-bindgen names a module of ours once per imported function; the entries are equal.
    logOverride: { "duplicate-object-key": "silent" },
  };
  const compile = async (options) => (await build({ ...shared, ...options })).outputFiles[0].text;

  const words = languages.map((language) => [language, JSON.parse(readFileSync(at(`widget/words/${language}.json`), "utf8"))]);
  const keys = Object.keys(words[0][1]);
  const shell = await compile({
    entryPoints: [at("widget/loader/shell.js")],
    format: "esm",
    define: {
      FIRST_CSS: JSON.stringify(await css("loader/first.css")),
      // The sentences travel as a list; the shell names the few that it needs.
      ...Object.fromEntries(keys.map((key, index) => [`W.${key}`, String(index)])),
    },
  });
  refuse(shell, /\bW\.[a-z]/, "The shell names a sentence that is not in widget/words");
  const glue = await compile({
    entryPoints: [at("widget/loader/runtime.js")],
    format: "esm",
    alias: { "widget-glue": join(work, "bw.js") },
    plugins: [besideShell],
    define: { STYLE_CSS: JSON.stringify(await css(...styles.map((name) => `src/style/${name}.css`))) },
  });

  const wasm = readFileSync(join(work, isQuick ? "bw_bg.wasm" : "shrunk.wasm"));
  const files = { "shell.js": shell, "bw.js": glue, ...Object.fromEntries(words.map(([language, texts]) => [`${language}.json`, JSON.stringify(Object.values(texts))])) };
  const name = createHash("sha256").update(JSON.stringify(files)).update(wasm).digest("hex").slice(0, 16);
  const folder = join(output, "a", name);
  const previous = assetFolders();
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "bw_bg.wasm"), wasm);
  for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, file), text);

  const text = await compile({
    entryPoints: [at("widget/loader/v1.js")],
    format: "iife",
    define: { ASSETS: JSON.stringify(`w/a/${name}/`) },
  });
  refuse(text, /\bimport\.meta\b|\bexport\s*[{*]|\bimport\s*[{*"']/, "The loader must also run as a classic script");
  // In one move: a browser never gets half a loader.
  writeFileSync(`${loader}.new`, text);
  renameSync(`${loader}.new`, loader);

  // A cached loader still asks for the files of the release before.
  const kept = new Set([folder, ...previous.filter((path) => path !== folder).slice(0, 1)]);
  for (const path of assetFolders()) if (!kept.has(path)) rmSync(path, { recursive: true });
  return `public/w/a/${name}`;
}

/** The hashed folders, newest first. */
function assetFolders() {
  const folder = join(output, "a");
  if (!existsSync(folder)) return [];
  const paths = readdirSync(folder).map((name) => join(folder, name));
  return paths.sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs);
}

function refuse(text, pattern, message) {
  const found = pattern.exec(text);
  if (found) throw new Error(`${message}: found "${text.slice(Math.max(0, found.index - 40), found.index + 40)}".`);
}

const kilobytes = (path) => `${(statSync(path).size / 1024).toFixed(0)} KB`;

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) await main(buildWidget);
