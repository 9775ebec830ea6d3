// `npm run deploy`: migrations first, then the widget's files and the Worker. Wrangler builds the Worker itself ([build]).
import { buildWidget } from "./build-widget.mjs";
import { main, step } from "./lib/log.mjs";
import { node22, tools } from "./lib/paths.mjs";
import { pinnedEnvironment, run } from "./lib/run.mjs";
import { setUp } from "./setup.mjs";

const wrangler = (...args) => run(node22(), [tools.wrangler, ...args], { env: pinnedEnvironment() });

await main(async () => {
  await setUp();
  await buildWidget();
  await step("Migrations", () => wrangler("d1", "migrations", "apply", "DB", "--remote"));
  await step("Worker", () => wrangler("deploy"));
});
