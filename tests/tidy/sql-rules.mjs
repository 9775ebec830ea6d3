// Rules for SQL text: what D1's remote splitter needs of migrations, and what the store needs of its statements.

/** SQL without comments, with every string literal emptied, so that words can be counted. */
export function withoutCommentsAndStrings(sql) {
  // Together, because an apostrophe in a comment begins no string, and two hyphens in a string no comment.
  return sql.replace(/'(?:[^']|'')*'|--[^\n]*|\/\*[\s\S]*?\*\//g, (found) => (found.startsWith("'") ? "''" : ""));
}

/** Every trigger of a migration, from CREATE to the END that closes it (or to the end of the file). */
export function triggersOf(sql) {
  const starts = [...sql.matchAll(/\bCREATE\s+(?:TEMP\s+)?TRIGGER\b/gi)].map((match) => match.index);
  return starts.map((start, index) => {
    const rest = sql.slice(start, starts[index + 1] ?? sql.length);
    const close = /\bEND\s*;/i.exec(rest);
    return close ? rest.slice(0, close.index + close[0].length) : rest;
  });
}

/** The six format rules of a trigger that the remote splitter takes apart correctly. */
export function triggerFaults(trigger) {
  const faults = [];
  const name = /TRIGGER\s+(?:IF\s+NOT\s+EXISTS\s+)?(\w+)/i.exec(trigger)?.[1] ?? "?";
  const add = (text) => faults.push(`trigger ${name} ${text}`);
  const code = withoutCommentsAndStrings(trigger);
  const body = /\bBEGIN\b([\s\S]*)\bEND\s*;/.exec(code)?.[1];
  if (body === undefined) {
    add("needs BEGIN and END in upper case");
  } else if (body.split(";").filter((part) => part.trim() !== "").length !== 1) {
    add("must hold exactly one statement");
  }
  // Comments and strings count here: the splitter does not know them.
  if ((trigger.match(/\bEND\b/gi) ?? []).length !== 1) add("must hold the word END once, comments and strings included");
  if (/\bCASE\b/i.test(code)) add("must not use CASE; put the predicate into WHEN");
  if (!/\bWHEN\b/.test(code) && !/BEFORE\s+(UPDATE|DELETE)/i.test(code)) add("needs its predicate in WHEN");
  if (!/TRIGGER\s+IF\s+NOT\s+EXISTS/.test(code)) add("needs IF NOT EXISTS");
  return faults;
}

/** Faults of one migration file. */
export function migrationFaults(sql) {
  const faults = triggersOf(sql).flatMap(triggerFaults);
  const code = withoutCommentsAndStrings(sql);
  if (sql.includes("\r")) faults.push("has a carriage return");
  for (const [statement, kind] of code.matchAll(/\bCREATE\s+(?:UNIQUE\s+)?(TABLE|INDEX|VIEW)\s+(?!IF\s+NOT\s+EXISTS)\S+/gi)) {
    faults.push(`"${statement}" needs IF NOT EXISTS (${kind.toLowerCase()})`);
  }
  for (const [, name, closing] of code.matchAll(/\bCREATE\s+TABLE\s+IF\s+NOT\s+EXISTS\s+(\w+)[\s\S]*?\n?\)([^;]*);/gi)) {
    if (!/\bSTRICT\b/.test(closing)) faults.push(`table ${name} must be STRICT`);
  }
  return faults;
}

/** Tables whose rows have no tenant_id: the guard never has a row, a tenant is named by its own id or slug, and migrations are the installation's. */
const tenantless = new Set(["guard", "tenant", "json_each", "d1_migrations"]);

const tablesOf = (code) =>
  [...code.matchAll(/\b(?:FROM|JOIN|INTO|UPDATE)\s+(?!SET\b)(\w+)/gi)].map(([, name]) => name.toLowerCase());

/** Faults of one statement file of the store. */
export function statementFaults(sql) {
  const faults = [];
  const code = withoutCommentsAndStrings(sql);
  const statements = code.split(";").filter((part) => part.trim() !== "");
  if (statements.length !== 1) faults.push(`holds ${statements.length} statements instead of one`);
  const tenanted = tablesOf(code).filter((table) => !tenantless.has(table));
  if (!/\btenant_id\b/.test(code) && tenanted.length > 0) faults.push("does not name tenant_id");
  if (/\?\d/.test(code) && !/^--/.test(sql)) faults.push("must explain ?1 to ?n in its first line");
  const numbers = [...new Set([...code.matchAll(/\?(\d+)/g)].map(([, number]) => Number(number)))].sort((a, b) => a - b);
  if (numbers.some((number, index) => number !== index + 1)) faults.push(`its parameters are not ?1 to ?${numbers.length}`);
  if (/\?(?!\d)/.test(code)) faults.push("has a parameter without a number");
  return faults;
}
