// `npm run build`: the widget, then the Worker that serves it.
import { pathToFileURL } from "node:url";
import { main } from "./lib/log.mjs";
import { at } from "./lib/paths.mjs";
import { pinnedEnvironment, run } from "./lib/run.mjs";
import { buildEdge } from "./build-edge.mjs";
import { setUp } from "./setup.mjs";

export async function buildAll() {
  await run(process.execPath, [at("scripts/build-widget.mjs")], { env: pinnedEnvironment() });
  await buildEdge();
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  await main(async () => {
    await setUp();
    await buildAll();
  });
}
