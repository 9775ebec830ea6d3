// Ports: read from the command line or the environment, and checked before anything is started on them.
import { createServer } from "node:net";

/** A port from `--flag N`, else from the environment, else the default. */
export function portFrom({ flag, variable, fallback }) {
  const index = process.argv.indexOf(flag);
  const given = index >= 0 ? process.argv[index + 1] : process.env[variable];
  if (given === undefined || given === "") return fallback;
  const port = Number(given);
  if (!Number.isInteger(port) || port < 1 || port > 65535) {
    throw new Error(`${index >= 0 ? flag : variable} must be a port between 1 and 65535, not "${given}".`);
  }
  return port;
}

/** Whether nothing listens on the port of this machine's loopback addresses. */
async function isFree(port, host) {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", (error) => resolve(error.code !== "EADDRINUSE"));
    probe.listen({ port, host, exclusive: true }, () => probe.close(() => resolve(true)));
  });
}

/** A port that nobody uses now, so that several runs of the tests can stand beside each other. */
export async function freePort() {
  const probe = createServer();
  await new Promise((resolve, reject) => probe.once("error", reject).listen({ port: 0, host: "127.0.0.1" }, resolve));
  const { port } = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

const isFreeEverywhere = async (port) => !(await Promise.all([isFree(port, "127.0.0.1"), isFree(port, "::1")])).includes(false);

/** Waits until nothing listens there any more; a killed process lets go of its port a moment later. */
export async function waitUntilFree(port) {
  for (let look = 0; look < 100; look += 1) {
    if (await isFreeEverywhere(port)) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`Port ${port} is still in use after 5 seconds.`);
}

/** Refuses a busy port with the name of the setting that changes it. */
export async function requireFree(port, what, setting) {
  if (!(await isFreeEverywhere(port))) {
    throw new Error(`Port ${port} for ${what} is already in use. Stop what listens there, or choose another port: ${setting}.`);
  }
}
