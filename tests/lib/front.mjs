// The native program with the static files of `public` before it, as the platform serves them before the Worker.
import { existsSync, readFileSync, statSync } from "node:fs";
import { createServer, request as forward } from "node:http";
import { extname, join } from "node:path";
import { at } from "../../scripts/lib/paths.mjs";

const types = { ".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml" };

/** The file of an address, if there is one below `public/assets`; nothing of a request becomes a path before it is compared. */
function fileOf(address) {
  const name = /^\/assets\/([a-z-]+\.(?:css|js|svg))$/.exec(new URL(address, "http://front").pathname)?.[1];
  const path = name && join(at("public/assets"), name);
  return path && existsSync(path) && statSync(path).isFile() ? path : null;
}

/** Serves until the returned server is closed. What is no file goes on to `behind`, with the host that the browser named. */
export async function serveFront({ port, behind }) {
  const { hostname, port: inner } = new URL(behind);
  const server = createServer((request, response) => {
    const file = fileOf(request.url);
    if (file) {
      response.writeHead(200, { "content-type": types[extname(file)], "cache-control": "no-cache", "x-content-type-options": "nosniff" }).end(readFileSync(file));
      return;
    }
    const on = forward({ hostname, port: inner, method: request.method, path: request.url, headers: request.headers }, (answer) => {
      response.writeHead(answer.statusCode, answer.headers);
      answer.pipe(response);
    });
    on.once("error", (error) => response.writeHead(502, { "content-type": "text/plain" }).end(error.message));
    request.pipe(on);
  });
  await new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  return server;
}
