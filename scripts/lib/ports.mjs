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

const isFreeEverywhere = async (port) => !(await Promise.all([isFree(port, "127.0.0.1"), isFree(port, "::1")])).includes(false);

// Below the ports that Linux, macOS and Windows hand out themselves: what is free here is not taken by some connection a moment later.
const OWN_PORTS = { first: 11_000, pairs: 2500 };

/** Claims a port for as long as this process lives, or answers null if another process has it. */
async function claim(port) {
  const holder = createServer();
  const held = await new Promise((resolve) => holder.once("error", () => resolve(false)).listen({ port, host: "127.0.0.1", exclusive: true }, () => resolve(true)));
  return held ? holder.unref() : null;
}

/**
 * A port that nobody uses now and that no other process gets here while this one lives: a server that takes seconds to start,
 * or that is killed and started again, still finds it free. Ports go in pairs; the second of a pair is held as the claim on the first.
 */
export async function freePort() {
  const start = Math.floor(Math.random() * OWN_PORTS.pairs);
  for (let step = 0; step < OWN_PORTS.pairs; step += 1) {
    const port = OWN_PORTS.first + 2 * ((start + step) % OWN_PORTS.pairs);
    const holder = await claim(port + 1);
    if (holder && (await isFreeEverywhere(port))) return port;
    holder?.close();
  }
  throw new Error(`No port is free between ${OWN_PORTS.first} and ${OWN_PORTS.first + 2 * OWN_PORTS.pairs}.`);
}

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
