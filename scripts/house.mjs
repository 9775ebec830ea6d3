// `npm run house`: how the files of edge/src stand to each other: who imports from whom, against the plan of scripts/lib/house.mjs.
//   --list        every fault and every circle by name
//   --of FOLDER   another source folder
import { resolve } from "node:path";
import { house, isForeignView, readCrate } from "./lib/house.mjs";
import { bold, dim, main, say } from "./lib/log.mjs";
import { at } from "./lib/paths.mjs";

await main(() => {
  const index = process.argv.indexOf("--of");
  const { files, rooms, arrows, between, faults, circles, answersByPosition, refusalsByText } = house(readCrate(index < 0 ? at("edge/src") : resolve(process.argv[index + 1])));
  for (const [name, figure] of [
    ["files", files],
    ["rooms (folders)", rooms],
    ["arrows between files", arrows],
    ["arrows between rooms", between],
    ["arrows upwards or beside", faults.filter((fault) => !isForeignView(fault)).length],
    ["views of other nouns", faults.filter(isForeignView).length],
    ["circles of files", circles.length],
    ["files in the largest circle", circles[0]?.length ?? 0],
    ["answers of a batch by position", answersByPosition],
    ["refusals by their text", refusalsByText],
  ]) say(`${name.padEnd(32)}${bold(String(figure).padStart(6))}`);
  if (!process.argv.includes("--list")) return;
  for (const fault of faults) say(fault);
  for (const circle of circles) say(dim(`circle of ${circle.length}: ${circle.join(", ")}`));
});
