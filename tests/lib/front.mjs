// The native program with the static files of `public` before it, as the platform serves them before the Worker.
import { existsSync, readFileSync, statSync } from "node:fs";
import { createServer, request as forward } from "node:http";
import { extname, join } from "node:path";
import { at } from "../../scripts/lib/paths.mjs";

const types = {
  ".css": "text/css; charset=utf-8", ".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".json": "application/json",
  ".svg": "image/svg+xml", ".wasm": "application/wasm",
};

/** The file of an address, if there is one that `public` shows; nothing of a request becomes a path before it is compared. */
function fileOf(address) {
  const { pathname } = new URL(address, "http://front");
  const isPublic = /^\/(?:assets\/[a-z-]+\.(?:css|js|svg)|accessibility\.html|demo\/[a-z-]+\.html|w\/v1\.js|w\/a\/[0-9a-f]{16}\/[a-z_]+\.(?:js|json|wasm))$/.test(pathname);
  const path = isPublic && join(at("public"), pathname);
  return path && existsSync(path) && statSync(path).isFile() ? path : null;
}

/** What `public/_headers` says of the widget's files. */
const shared = { "access-control-allow-origin": "*", "cross-origin-resource-policy": "cross-origin" };

/**
 * Serves until the returned server is closed. What is no file goes on to `behind`, with the host that the browser named. A file
 * whose address `withheld` matches is never answered.
 */
export async function serveFront({ port, behind, withheld }) {
  const { hostname, port: inner } = new URL(behind);
  const server = createServer((request, response) => {
    const file = fileOf(request.url);
    if (file && withheld?.test(file)) return;
    if (file) {
      response.writeHead(200, { "content-type": types[extname(file)], "cache-control": "no-cache", "x-content-type-options": "nosniff", ...(file.includes("/w/") && shared) }).end(readFileSync(file));
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
