// Ports for servers under test: no two processes are given the same one, however long a server takes to start on it.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { createServer } from "node:net";
import { test } from "node:test";
import { at } from "../../scripts/lib/paths.mjs";
import { freePort } from "../../scripts/lib/ports.mjs";

/** Another process that takes ports, and keeps them until its standard input ends. */
function otherProcess(count) {
  const code = `
    const { freePort } = await import(${JSON.stringify(at("scripts/lib/ports.mjs"))});
    const ports = [];
    while (ports.length < ${count}) ports.push(await freePort());
    console.log(JSON.stringify(ports));
    process.stdin.resume();`;
  const child = spawn(process.execPath, ["--input-type=module", "--eval", code], { stdio: ["pipe", "pipe", "inherit"] });
  return { ports: new Promise((resolve) => child.stdout.once("data", (line) => resolve(JSON.parse(line)))), end: () => child.stdin.end() };
}

test("processes that ask at once are given ports of their own", async () => {
  const others = Array.from({ length: 3 }, () => otherProcess(200));
  try {
    const own = [];
    while (own.length < 200) own.push(await freePort());
    const all = [...own, ...(await Promise.all(others.map(({ ports }) => ports))).flat()];
    assert.equal(all.length, 800);
    assert.equal(new Set(all).size, all.length);
  } finally {
    for (const other of others) other.end();
  }
});

test("a port is free for the server that asked for it, and below those of outgoing connections", async () => {
  const port = await freePort();
  assert.ok(port < 16_000, `${port}`);
  const server = createServer();
  await new Promise((resolve, reject) => server.once("error", reject).listen(port, "127.0.0.1", resolve));
  await new Promise((resolve) => server.close(resolve));
});
