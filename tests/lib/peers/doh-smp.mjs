// A double of the network's directory: DNS over HTTPS in wire format, and an SMP with its service groups and signed metadata.
import { createHash } from "node:crypto";
import { serve } from "./server.mjs";

const base32 = (bytes) => {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, "0")).join("");
  return (bits.match(/.{1,5}/g) ?? []).map((five) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"[Number.parseInt(five.padEnd(5, "0"), 2)]).join("");
};

/** The name of a participant in the test zone of the SML. */
export const nameOf = (participant) =>
  `${base32(createHash("sha256").update(participant.toLowerCase()).digest())}.iso6523-actorid-upis.participant.sml.test.tech.peppol.org`;

export const documentTypes = Object.fromEntries(
  ["Invoice", "CreditNote"].map((kind) => [
    kind,
    `urn:oasis:names:specification:ubl:schema:xsd:${kind}-2::${kind}##urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0::2.1`,
  ]),
);

function question(message) {
  const labels = [];
  let at = 12;
  while (message[at] !== 0) {
    labels.push(message.subarray(at + 1, at + 1 + message[at]).toString("ascii"));
    at += 1 + message[at];
  }
  return { name: labels.join("."), type: message.readUInt16BE(at + 1), end: at + 5 };
}

const characterString = (text) => Buffer.concat([Buffer.from([text.length]), Buffer.from(text, "ascii")]);

function naptr(smp) {
  const texts = ["U", "Meta:SMP", `!.*!${smp}!`].map(characterString);
  return Buffer.concat([Buffer.from([0, 100, 0, 10]), ...texts, Buffer.from([0])]);
}

function dnsAnswer(message, end, code, type, data) {
  const head = Buffer.from([0, 0, 0x81, 0x80 | code, 0, 1, 0, data ? 1 : 0, 0, 0, 0, 0]);
  const record = data ? [Buffer.from([0xc0, 12, type >> 8, type & 255, 0, 1, 0, 0, 0, 60, data.length >> 8, data.length & 255]), data] : [];
  return Buffer.concat([head, message.subarray(12, end), ...record]);
}

const busdox = 'xmlns:smp="http://busdox.org/serviceMetadata/publishing/1.0/" xmlns:ids="http://busdox.org/transport/identifiers/1.0/"';
const participantXml = (participant) => `<ids:ParticipantIdentifier scheme="iso6523-actorid-upis">${participant}</ids:ParticipantIdentifier>`;

const groupXml = (base, participant, kinds) => `<?xml version="1.0" encoding="UTF-8"?>
<smp:ServiceGroup ${busdox}>${participantXml(participant)}<smp:ServiceMetadataReferenceCollection>
${kinds.map((kind) => `<smp:ServiceMetadataReference href="${base}/${encodeURIComponent(`iso6523-actorid-upis::${participant}`)}/services/${encodeURIComponent(`busdox-docid-qns::${documentTypes[kind]}`)}"/>`).join("\n")}
</smp:ServiceMetadataReferenceCollection></smp:ServiceGroup>`;

const metadataXml = (participant, kind) => `<?xml version="1.0" encoding="UTF-8"?>
<smp:SignedServiceMetadata ${busdox}><smp:ServiceMetadata><smp:ServiceInformation>${participantXml(participant)}
<ids:DocumentIdentifier scheme="busdox-docid-qns">${documentTypes[kind]}</ids:DocumentIdentifier><smp:ProcessList><smp:Process>
<ids:ProcessIdentifier scheme="cenbii-procid-ubl">urn:fdc:peppol.eu:2017:poacc:billing:01:1.0</ids:ProcessIdentifier><smp:ServiceEndpointList>
<smp:Endpoint transportProfile="peppol-transport-as4-v2_0"><EndpointReference xmlns="http://www.w3.org/2005/08/addressing"><Address>https://ap.example.com/as4</Address></EndpointReference>
<smp:RequireBusinessLevelSignature>false</smp:RequireBusinessLevelSignature><smp:ServiceActivationDate>2024-01-01T00:00:00.000Z</smp:ServiceActivationDate><smp:ServiceExpirationDate>2099-12-31T00:00:00.000Z</smp:ServiceExpirationDate>
<smp:Certificate>${"MIIF".repeat(300)}</smp:Certificate><smp:ServiceDescription>Access point of the tests</smp:ServiceDescription><smp:TechnicalContactUrl>mailto:ap@example.com</smp:TechnicalContactUrl></smp:Endpoint>
</smp:ServiceEndpointList></smp:Process></smp:ProcessList></smp:ServiceInformation></smp:ServiceMetadata>
<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"><SignedInfo><CanonicalizationMethod Algorithm="http://www.w3.org/TR/2001/REC-xml-c14n-20010315"/><SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"/><Reference URI=""><Transforms><Transform Algorithm="http://www.w3.org/2000/09/xmldsig#enveloped-signature"/></Transforms><DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/><DigestValue>${"A".repeat(43)}=</DigestValue></Reference></SignedInfo><SignatureValue>${"A".repeat(342)}==</SignatureValue></Signature></smp:SignedServiceMetadata>`;

/** Serves the directory. `register(participant, kinds)` puts somebody into it; what hosts lead to is loopback, so only listed targets are asked. */
export async function startDirectory() {
  const registered = new Map();
  const asked = [];
  const server = await serve((request, body) => {
    if (request.url === "/dns-query") {
      const { name, type, end } = question(body);
      const found = [...registered.keys()].find((participant) => nameOf(participant).toLowerCase() === name.toLowerCase());
      const data = type === 35 ? found && naptr(`${server.url}/smp`) : type === 1 ? Buffer.from([127, 0, 0, 1]) : undefined;
      const code = type === 35 && !found ? 3 : 0;
      return { status: 200, headers: { "content-type": "application/dns-message" }, body: dnsAnswer(body, end, code, type, data) };
    }
    asked.push(request.url);
    const [, , participantId, , documentId] = request.url.split("/").map(decodeURIComponent);
    const participant = participantId?.replace("iso6523-actorid-upis::", "");
    const kinds = registered.get(participant);
    const kind = Object.keys(documentTypes).find((each) => `busdox-docid-qns::${documentTypes[each]}` === documentId);
    if (!kinds || (documentId && !kinds.includes(kind))) return { status: 404, body: "" };
    return { status: 200, headers: { "content-type": "text/xml" }, body: documentId ? metadataXml(participant, kind) : groupXml(`${server.url}/smp`, participant, kinds) };
  });
  return { ...server, asked, register: (participant, kinds = Object.keys(documentTypes)) => registered.set(participant, kinds) };
}
