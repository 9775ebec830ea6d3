// Folders below tests/output: logs, databases and pictures of the last run.
import { mkdirSync, rmSync } from "node:fs";
import { at } from "../../scripts/lib/paths.mjs";

export const output = (...parts) => at("tests/output", ...parts);

/** An empty folder. */
export function freshFolder(name) {
  const folder = output(name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  return folder;
}
