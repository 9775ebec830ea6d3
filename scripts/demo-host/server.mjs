// The demo site: another origin than Bookslip, as on a real owner's page. It serves three files and knows nothing else.
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";

const folder = import.meta.dirname ?? new URL(".", import.meta.url).pathname;

const files = new Map([
  ["/", { name: "index.html", type: "text/html; charset=utf-8" }],
  ["/site.css", { name: "site.css", type: "text/css; charset=utf-8" }],
  ["/favicon.svg", { name: "favicon.svg", type: "image/svg+xml" }],
]);

/** The origins under which a browser may show the demo site. */
export const hostOrigins = (port) => [`http://localhost:${port}`, `http://127.0.0.1:${port}`];

/** The policy that site owners are told to publish, for a Bookslip at `bookslip`. */
export const publishedPolicy = (bookslip) =>
  `default-src 'self'; script-src ${bookslip} 'wasm-unsafe-eval'; connect-src ${bookslip}; ` +
  `img-src 'self' ${bookslip}; frame-src ${bookslip}; style-src 'self'`;

/** Serves the demo site on the loopback address until the returned server is closed. */
export async function serveDemoHost({ port, bookslip, policy = publishedPolicy(bookslip) }) {
  const server = createServer((request, response) => {
    const file = files.get(new URL(request.url, "http://host").pathname);
    if (!file || !["GET", "HEAD"].includes(request.method)) {
      response.writeHead(404, { "content-type": "text/plain; charset=utf-8" }).end("Not found\n");
      return;
    }
    const headers = { "content-type": file.type, "cache-control": "no-cache", "x-content-type-options": "nosniff" };
    if (policy) headers["content-security-policy"] = policy;
    response.writeHead(200, headers).end(readFileSync(join(folder, file.name), "utf8").replaceAll("{{bookslip}}", bookslip));
  });
  await new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  return server;
}
