// `npm run deploy`: migrations first, then the widget's files and the Worker. Wrangler builds the Worker itself ([build]).
import { main, step } from "./lib/log.mjs";
import { at, node22, tools } from "./lib/paths.mjs";
import { pinnedEnvironment, run } from "./lib/run.mjs";
import { setUp } from "./setup.mjs";

const wrangler = (...args) => run(node22(), [tools.wrangler, ...args], { env: pinnedEnvironment() });

await main(async () => {
  await setUp();
  await run(process.execPath, [at("scripts/build-widget.mjs")], { env: pinnedEnvironment() });
  await step("Migrations", () => wrangler("d1", "migrations", "apply", "DB", "--remote"));
  await step("Worker", () => wrangler("deploy"));
});
