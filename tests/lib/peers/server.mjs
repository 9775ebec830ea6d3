// What the doubles share: a server on loopback, bodies, answers, and answers that never come.
import { createServer } from "node:http";

/** Reads a request to its end. */
export async function bodyOf(request) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}

export const json = (status, body, headers = {}) => ({ status, headers: { "content-type": "application/json", ...headers }, body: JSON.stringify(body) });

/** An answer that never comes: the connection breaks. */
export const broken = Symbol("broken");

/** Serves `answer(request, body)` on a free port of loopback; an unexpected failure of the double is a 599, which no product expects. */
export async function serve(answer) {
  const server = createServer(async (request, response) => {
    let given;
    try {
      given = await answer(request, await bodyOf(request));
    } catch (error) {
      given = { status: 599, body: String(error) };
    }
    if (given === broken) return request.socket.destroy();
    response.writeHead(given.status, given.headers);
    return response.end(given.body);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address();
  const stop = () => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  };
  return { host: `127.0.0.1:${port}`, url: `http://127.0.0.1:${port}`, stop };
}
