// Who is booked with on the host pages: one with everyday names, one whose names are longer than any card, and the one of the examples.
import { kinds, tenantSql } from "../lib/tenants.mjs";

export const tenant = "engines";
export const long = "engines-long";

const names = {
  visit: "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtenberatung",
  course: "Kindercarnavalsoptochtvoorbereitingswerkzaamhedenbegeleiding met rondleiding en koffie achteraf",
  window: "Nettoyage anticonstitutionnellement extraordinaire des vitres, châssis, volets et vérandas",
};

/** SQL of all, for pages of these origins. */
export const engineTenants = (origins) =>
  [
    ...[tenant, long, "demo"].map((slug) => tenantSql({ slug, settings: kinds.invoice, origins })),
    ...Object.entries(names).map(([slug, name]) => `UPDATE service SET name = '${name}', price = 123456789 WHERE tenant_id = 'id-${long}' AND slug = '${slug}';`),
    `UPDATE tenant SET name = 'Rechtsschutzversicherungsgesellschaften Hohenzollern-Sigmaringen' WHERE id = 'id-${long}';`,
    `UPDATE resource SET name = 'Wolfeschlegelsteinhausenbergerdorff' WHERE tenant_id = 'id-${long}' AND id = 'id-${long}-ada';`,
  ].join("\n");
