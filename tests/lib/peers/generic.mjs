// A double of an access point of one's own: raw UBL below /sendas4, a report with status 200 whatever happened.
import { broken, json, serve } from "./server.mjs";

/** Serves it for one token. Each document takes the next word of the script: "ok", "lost" (sent, and the answer is lost), "failed", "401". */
export async function startGeneric(token, script = []) {
  const received = [];
  const server = await serve((request, body) => {
    if (!request.url.startsWith("/sendas4/")) return { status: 404, body: "" };
    if (request.headers["x-token"] !== token) return { status: 401, body: "" };
    const [, , sender, receiver, documentType, process, country] = request.url.split("/").map(decodeURIComponent);
    const word = script.shift() ?? "ok";
    if (word === "401") return { status: 401, body: "" };
    if (word === "failed") return json(200, { overallSuccess: false, sendingException: { class: "x", message: "The receiver's access point did not answer." } });
    received.push({ sender, receiver, documentType, process, country, xml: body.toString("utf8") });
    const id = `sbdh-${received.length}`;
    return word === "lost" ? broken : json(200, { overallSuccess: true, as4MessageId: `${id}@ap`, sbdhInstanceIdentifier: id });
  });
  return { ...server, received };
}
