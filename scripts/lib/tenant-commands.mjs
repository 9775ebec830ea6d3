// What `npm run tenant` understands, as data: arguments in, SQL out. Nothing here runs anything.
import { quoted } from "./database.mjs";

const slugPattern = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
const roles = { admin: "admin", "file-manager": "file_manager" };

export const usage = `npm run tenant -- COMMAND [--remote] [--persist-to DIR]

  list                              every tenant, and whether sales invoicing is active
  show SLUG                         one tenant with its keys (labels and roles; a key itself is never stored)
  create SLUG --name NAME           a new tenant, without sales invoicing
    [--email E] [--country BE] [--time-zone Europe/Brussels] [--locale en-BE] [--currency EUR] [--active]
  activate SLUG                     sales invoicing on, from the next booking
  deactivate SLUG                   sales invoicing off; documents that were issued stay
  add-admin SLUG --label LABEL      a new key for the dashboard, printed once
    [--role admin|file-manager]     a file manager may set number series (default: admin)
  remove-admin SLUG --label LABEL   that key opens no new session; all sessions of the tenant end

Without --remote it works on the local database of npm start.`;

function refuse(message) {
  throw new Error(`${message}\n\n${usage}`);
}

const options = {
  list: [], show: [], activate: [], deactivate: [],
  create: ["name", "email", "country", "time-zone", "locale", "currency", "active"],
  "add-admin": ["label", "role"],
  "remove-admin": ["label"],
};
const switches = new Set(["remote", "active"]);

/** Reads the arguments after `npm run tenant --`. */
export function parseArguments(words) {
  const [command, ...rest] = words;
  if (!command || command === "help" || command === "--help") refuse("Say what to do with a tenant.");
  if (!Object.hasOwn(options, command)) refuse(`There is no command "${command}".`);
  const allowed = [...options[command], "remote", "persist-to"];
  const found = {};
  const plain = [];
  for (let at = 0; at < rest.length; at += 1) {
    if (!rest[at].startsWith("--")) {
      plain.push(rest[at]);
      continue;
    }
    const name = rest[at].slice(2);
    if (!allowed.includes(name)) refuse(`"${command}" has no option --${name}.`);
    if (switches.has(name)) {
      found[name] = true;
    } else {
      at += 1;
      if (rest[at] === undefined || rest[at].startsWith("--")) refuse(`--${name} needs a value.`);
      found[name] = rest[at];
    }
  }
  if (plain.length !== (command === "list" ? 0 : 1)) refuse(command === "list" ? '"list" takes no name.' : `"${command}" needs the name of one tenant.`);
  const slug = plain[0] ?? null;
  if (slug !== null && !slugPattern.test(slug)) refuse(`"${slug}" cannot be a tenant's name: use 1 to 63 lower-case letters, digits and inner hyphens.`);
  return { command, slug, ...found };
}

/** A text for people: bounded, and without control characters. */
function words(name, text, longest) {
  const trimmed = (text ?? "").trim();
  if (trimmed === "") refuse(`--${name} is missing.`);
  if (trimmed.length > longest || /\p{Cc}/u.test(trimmed)) refuse(`--${name} must be plain text of at most ${longest} characters.`);
  return trimmed;
}

function known(name, text, check) {
  try {
    if (check(text)) return text;
  } catch {
    // An unknown name: said below.
  }
  return refuse(`--${name} "${text}" is not known.`);
}

export const listSql = "SELECT slug, name, sales_invoicing, sales_invoicing_since FROM tenant ORDER BY slug";
export const showSql = (slug) =>
  `SELECT slug, name, time_zone, locale, currency, sales_invoicing, sales_invoicing_since FROM tenant WHERE slug = ${quoted(slug)}`;
export const keysSql = (slug) =>
  `SELECT k.label, k.role, k.created_at FROM admin_key AS k JOIN tenant AS t ON t.id = k.tenant_id WHERE t.slug = ${quoted(slug)} ORDER BY k.created_at, k.label`;

/** SQL of a new tenant. Its particulars are filled in by an admin: Settings > Invoice settings > Company details. */
export function createSql({ slug, ...given }, { id, now }) {
  const name = words("name", given.name, 120);
  const country = known("country", given.country ?? "BE", (text) => /^[A-Z]{2}$/.test(text));
  const zone = known("time-zone", given["time-zone"] ?? "Europe/Brussels", (text) => Boolean(new Intl.DateTimeFormat("en", { timeZone: text })));
  const locale = known("locale", given.locale ?? "en-BE", (text) => Intl.getCanonicalLocales(text)[0] === text);
  const currency = known("currency", given.currency ?? "EUR", (text) => /^[A-Z]{3}$/.test(text));
  const email = given.email === undefined ? "" : known("email", given.email, (text) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text) && text.length <= 254);
  const row = {
    id, slug, name, time_zone: zone, locale, currency, legal_name: name, legal_form: "", registration: "", vat_identifier: "",
    street: "", postal_code: "", city: "", country, email, phone: "", iban: "",
  };
  const columns = [...Object.keys(row), "sales_invoicing", "sales_invoicing_since"];
  const values = [...Object.values(row).map(quoted), given.active ? "1" : "0", quoted(now)];
  return `INSERT INTO tenant (${columns.join(", ")}) VALUES (${values.join(", ")}) ON CONFLICT (slug) DO NOTHING;`;
}

/** SQL that switches the module and answers a row if it was not so already. */
export const switchSql = (slug, active, now) =>
  `UPDATE tenant SET sales_invoicing = ${active}, sales_invoicing_since = ${quoted(now)}, settings_version = settings_version + 1 ` +
  `WHERE slug = ${quoted(slug)} AND sales_invoicing <> ${active} RETURNING slug`;

/** Label and stored role of a key. */
export function keyOf({ label, role = "admin" }) {
  if (!Object.hasOwn(roles, role)) refuse(`--role is admin or file-manager, not "${role}".`);
  return { label: words("label", label, 60), role: roles[role] };
}

const ofTenant = (slug) => `(SELECT id FROM tenant WHERE slug = ${quoted(slug)})`;

/** SQL of a new key; a label that is in use is kept. */
export const addKeySql = (slug, { label, role, hash, now }) =>
  `INSERT INTO admin_key (tenant_id, key_hash, label, created_at, role) SELECT t.id, ${quoted(hash)}, ${quoted(label)}, ${quoted(now)}, ${quoted(role)} FROM tenant AS t ` +
  `WHERE t.slug = ${quoted(slug)} AND NOT EXISTS (SELECT 1 FROM admin_key AS k WHERE k.tenant_id = t.id AND k.label = ${quoted(label)});`;

/** SQL that takes a key away. Sessions do not know their key, so all of the tenant's end. */
export const removeKeySql = (slug, label) =>
  `DELETE FROM admin_key WHERE tenant_id = ${ofTenant(slug)} AND label = ${quoted(label)};\nDELETE FROM session WHERE tenant_id = ${ofTenant(slug)};`;
