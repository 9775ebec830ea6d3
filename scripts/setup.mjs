// `npm run setup`: everything that the builds need, installed once. Running it again only looks.
import { pathToFileURL } from "node:url";
import { main, say } from "./lib/log.mjs";
import { ensureNpmPackages } from "./lib/npm-packages.mjs";
import { ensureRust, ensureRustTools } from "./lib/rust.mjs";

export async function setUp() {
  await ensureNpmPackages();
  await ensureRust();
  await ensureRustTools();
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  await main(async () => {
    await setUp();
    say("Every tool is there.");
  });
}
