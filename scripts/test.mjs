// `npm test`: every check, the cheap ones first; the first failure ends the run. The last line counts the tests.
//   --long      more clients, more kills (npm run test:long)
//   --only A,B  just these parts, by their names in tests/parts.mjs
import { main } from "./lib/log.mjs";
import { continueOnNode22 } from "./lib/run.mjs";
import { setUp } from "./setup.mjs";

await main(setUp);
await continueOnNode22();
// The suites need the packages that the set-up has just installed.
const { runParts } = await import("../tests/parts.mjs");
await main(() => runParts(process.argv.slice(2)));
