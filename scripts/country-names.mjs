// Writes the names of all countries in the four languages, from the Unicode CLDR that Node carries: one line a country, its code
// and its name, in the alphabetical order of the language. Run it after a change of the list in shared/src/particulars.rs.
import { readFileSync, writeFileSync } from "node:fs";
import { at } from "./lib/paths.mjs";

const [, list] = /const COUNTRIES: &str = "([^"]*)"/.exec(readFileSync(at("shared/src/particulars.rs"), "utf8"));
const codes = list.match(/[A-Z]{2}/g);

for (const language of ["nl", "fr", "en", "de"]) {
  const names = new Intl.DisplayNames(`${language}-BE`, { type: "region" });
  const rows = codes.map((code) => [code, names.of(code)]).sort(([, a], [, b]) => a.localeCompare(b, language));
  writeFileSync(at(`edge/src/customer/booking/hosted/countries/${language}.txt`), rows.map((row) => `${row.join(" ")}\n`).join(""));
}
