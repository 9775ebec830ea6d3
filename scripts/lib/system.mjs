// Packages of the operating system: installed where this process may do so, asked for in one clear sentence where not.
import { existsSync } from "node:fs";
import { outputOf, run } from "./run.mjs";

/** The words that go before apt-get here, or null where this process may not install packages. */
function aptPrefix() {
  if (process.platform !== "linux" || !existsSync("/usr/bin/apt-get")) return null;
  if (process.getuid?.() === 0) return [];
  return outputOf("sudo", ["-n", "true"]) === null ? null : ["sudo", "-n"];
}

export const canInstallPackages = () => aptPrefix() !== null;

/** Installs Debian packages; the caller has asked `canInstallPackages` first. */
export async function installPackages(names) {
  const [command, ...rest] = [...aptPrefix(), "apt-get"];
  const options = { env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } };
  await run(command, [...rest, "update", "-q"], options);
  await run(command, [...rest, "install", "-q", "-y", "--no-install-recommends", ...names], options);
}
