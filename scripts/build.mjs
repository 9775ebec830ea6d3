// `npm run build`: the widget, then the Worker that serves it.
import { pathToFileURL } from "node:url";
import { buildEdge } from "./build-edge.mjs";
import { buildWidget } from "./build-widget.mjs";
import { main } from "./lib/log.mjs";
import { setUp } from "./setup.mjs";

export async function buildAll() {
  await buildWidget();
  await buildEdge();
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  await main(async () => {
    await setUp();
    await buildAll();
  });
}
