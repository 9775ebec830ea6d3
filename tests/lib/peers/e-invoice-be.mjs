// A double of the API of e-invoice.be: a document is created as a draft, then sent, and its state is asked for.
import { broken, json, serve } from "./server.mjs";

/** The file of an upload with one part. */
function uploaded(request, body) {
  const boundary = /boundary=([\w-]+)/.exec(request.headers["content-type"])?.[1];
  const [head, ...rest] = body.toString("latin1").split(`--${boundary}\r\n`)[1].split("\r\n\r\n");
  if (!/name="file"/.test(head)) throw new Error(`no field "file": ${head}`);
  return Buffer.from(rest.join("\r\n\r\n").split(`\r\n--${boundary}--`)[0], "latin1").toString("utf8");
}

/** Serves the API. `account(key, script)`: each creating or sending takes the next word: "ok", "lost" (done, and the answer is lost), "401", "422", "429", "500". */
export async function startEInvoiceBe() {
  const accounts = new Map();
  const documents = new Map();

  function scripted(account, work) {
    const word = account.script.shift() ?? "ok";
    switch (word) {
      case "401": return json(401, { detail: "Not authenticated" });
      case "422": return json(422, { detail: [{ loc: ["body", "file"], msg: "BR-CO-15 failed", type: "value_error" }] });
      case "429": return json(429, { detail: "Rate limit exceeded" }, { "retry-after": "2" });
      case "500": return json(500, { detail: "Internal Server Error" });
    }
    const answer = work();
    return word === "lost" ? broken : answer;
  }

  const shown = ({ id, state }) => ({ id, state, document_type: "INVOICE", invoice_id: "x", currency: "EUR" });
  const server = await serve((request, body) => {
    const account = accounts.get(request.headers.authorization);
    if (!account) return json(401, { detail: "Not authenticated" });
    const { pathname, searchParams } = new URL(request.url, server.url);
    if (pathname === "/api/me/") return json(200, { name: "Test" });
    if (pathname === "/api/validate/peppol-id") return json(200, { is_valid: false, dns_valid: false, supported_document_types: [] });
    if (request.method === "POST" && pathname === "/api/documents/ubl") {
      return scripted(account, () => {
        const document = { id: `inv_${documents.size + 1}`, state: "DRAFT", xml: uploaded(request, body), sends: 0, account: account.key };
        documents.set(document.id, document);
        return json(201, shown(document));
      });
    }
    const [, id, verb] = /^\/api\/documents\/(\w+)(?:\/(send))?$/.exec(pathname) ?? [];
    const document = documents.get(id);
    if (!document || document.account !== account.key) return json(404, { detail: "Not found" });
    if (!verb) {
      if (document.state === "TRANSIT") document.state = "SENT";
      return json(200, shown(document));
    }
    return scripted(account, () => {
      document.sends += 1;
      document.state = "TRANSIT";
      document.route = Object.fromEntries(searchParams);
      return json(200, shown(document));
    });
  });
  return { ...server, documents, account: (key, script = []) => accounts.set(`Bearer ${key}`, { key, script }) };
}
