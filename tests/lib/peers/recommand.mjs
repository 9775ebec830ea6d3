// A double of Recommand's API (https://recommand.eu): companies with a key each, documents that are recorded once they are transmitted.
import { broken, json, serve } from "./server.mjs";

const failure = (status, reason, headers) => json(status, { success: false, errors: { root: [reason] } }, headers);
const numberOf = (xml) => /<cbc:ID>([^<]+)<\/cbc:ID>/.exec(xml)?.[1];

/**
 * Serves the API. `company(id, key, secret, script)` opens an account; each send takes the next word of its script: "ok", "lost" (transmitted, and
 * the answer is lost), "500" (transmitted, too), "401", "422", "429", "400".
 */
export async function startRecommand() {
  const companies = new Map();
  const documents = [];
  const sends = [];

  function transmit(company, { recipient, document, doctypeId, processId }) {
    const type = document.includes("<CreditNote") ? "creditNote" : "invoice";
    const parsed = type === "invoice" ? { invoiceNumber: numberOf(document) } : { creditNoteNumber: numberOf(document) };
    const id = `doc_${documents.length + 1}`;
    documents.push({
      id, teamId: "team_1", companyId: company.id, direction: "outgoing", senderId: "0208:0202239951", receiverId: recipient, docTypeId: doctypeId, processId,
      countryC1: "BE", type, sentOverPeppol: true, sentOverEmail: false, emailRecipients: [], peppolMessageId: `${id}@ap.example`, envelopeId: id, parsed, xml: document,
    });
    return documents.at(-1);
  }

  function send(company, body) {
    const input = JSON.parse(body);
    sends.push({ company: company.id, ...input });
    const unknown = Object.keys(input).filter((name) => !["recipient", "documentType", "document", "doctypeId", "processId"].includes(name));
    if (unknown.length > 0 || input.documentType !== "xml" || !/^\d{4}:/.test(input.recipient)) return failure(400, `not as documented: ${unknown}`);
    const word = company.script.shift() ?? "ok";
    switch (word) {
      case "401": return failure(401, "Unauthorized");
      case "422": return failure(422, "Failed to send document over Peppol network. No endpoint answered.");
      case "429": return failure(429, "Too many requests", { "retry-after": "2" });
      case "400": return json(400, { success: false, errors: { "/Invoice/cbc:ID": ["BR-02: An Invoice shall have an Invoice number."] } });
    }
    const document = transmit(company, input);
    if (word === "lost") return broken;
    if (word === "500") return failure(500, "Internal server error");
    return json(200, {
      success: true, teamId: "team_1", companyId: company.id, id: document.id, peppolMessageId: document.peppolMessageId, envelopeId: document.envelopeId,
      sentOverPeppol: true, sentOverEmail: false, emailRecipients: [],
    });
  }

  const server = await serve((request, body) => {
    const company = [...companies.values()].find(({ authorization }) => authorization === request.headers.authorization);
    if (!company) return failure(401, "Unauthorized");
    const { pathname, searchParams } = new URL(request.url, server.url);
    const mine = documents.filter(({ companyId }) => companyId === company.id);
    if (request.method === "POST" && pathname === `/${company.id}/send`) return send(company, body.toString("utf8"));
    if (request.method === "POST" && pathname === "/verify") return json(200, { success: true, isValid: false });
    if (request.method === "GET" && pathname === `/companies/${company.id}`) return json(200, { success: true, company: { id: company.id } });
    if (request.method === "GET" && pathname === "/documents") {
      const found = mine.filter(({ xml }) => xml.includes(searchParams.get("search"))).map(({ xml: _, ...rest }) => rest);
      return json(200, { success: true, documents: found, pagination: { total: found.length, page: 1, limit: 200, totalPages: 1 } });
    }
    const document = request.method === "GET" && mine.find(({ id }) => pathname === `/documents/${id}`);
    return document ? json(200, { success: true, document }) : failure(404, "Not found");
  });
  const company = (id, key, secret, script = []) =>
    companies.set(id, { id, script, authorization: `Basic ${Buffer.from(`${key}:${secret}`).toString("base64")}` });
  return { ...server, company, documents, sends };
}
