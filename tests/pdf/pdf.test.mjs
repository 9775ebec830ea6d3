// The PDF as other programs read it: qpdf finds no fault in its syntax, PDFium finds every figure on its pages, whatever a person
// wrote into the document.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { at } from "../../scripts/lib/paths.mjs";
import { freshFolder, output } from "../lib/folders.mjs";

function run(command, args) {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: at("."), encoding: "utf8", maxBuffer: 256 * 1024 * 1024 });
  assert.equal(status, 0, stderr);
  return stdout;
}

const folder = freshFolder("papers");
run(at("target/debug/examples/papers"), [folder]);
const papers = JSON.parse(run(at(".venv/bin/python"), [at("tests/pdf/judge.py"), folder, output("papers-pictures")]));
const names = (start) => Object.keys(papers).filter((name) => name.startsWith(start));

/** Text as it is compared: every white space is a space. */
const textOf = ({ texts }) => texts.join("\n").replace(/[\s\u00a0\u202f]+/g, " ");

test("there are papers to judge", () => {
  assert.equal(names("lines-").length, 8);
  assert.ok(names("hostile-").length >= 27);
});

test("qpdf finds no fault in any of them", () => {
  for (const [name, { problems }] of Object.entries(papers)) assert.deepEqual(problems, [], name);
});

test("no page is blank and none is a black sheet", () => {
  for (const [name, { dark }] of Object.entries(papers)) {
    for (const share of dark) assert.ok(share > 0.0005 && share < 0.2, `${name}: ${share}`);
  }
});

test("whatever a person wrote, the figures are there", () => {
  for (const name of names("hostile-")) {
    for (const figure of ["60.00", "12.60", "72.60"]) assert.ok(textOf(papers[name]).includes(figure), `${figure} in ${name}`);
  }
});

test("invoices and credit notes carry their UBL, quotes carry nothing", () => {
  for (const name of names("hostile-")) {
    const files = Object.entries(papers[name].attached);
    if (name.endsWith("quote")) assert.deepEqual(files, [], name);
    else assert.ok(files.length === 1 && files[0][0].endsWith(".xml") && files[0][1] > 2000, `${name}: ${JSON.stringify(files)}`);
  }
});

// 60.00 at 21 %; 200 lines of 60.00 at 21, 22 and 23 %: 67, 67 and 66 of them.
const figures = {
  en: { "001": ["60.00", "12.60", "€72.60"], 200: ["12,000.00", "4,020.00", "3,960.00", "844.20", "884.40", "910.80", "€14,639.40"] },
  nl: { "001": ["60,00", "12,60", "72,60"], 200: ["12.000,00", "4.020,00", "3.960,00", "844,20", "884,40", "910,80", "14.639,40"] },
  fr: { "001": ["60,00", "12,60", "72,60"], 200: ["12 000,00", "4 020,00", "3 960,00", "844,20", "884,40", "910,80", "14 639,40"] },
  de: { "001": ["60,00", "12,60", "72,60"], 200: ["12.000,00", "4.020,00", "3.960,00", "844,20", "884,40", "910,80", "14.639,40"] },
};

for (const [language, byLines] of Object.entries(figures)) {
  for (const [lines, wanted] of Object.entries(byLines)) {
    test(`${Number(lines)} lines in ${language}: every figure can be found`, () => {
      const paper = papers[`lines-${lines}-${language}`];
      const text = textOf(paper);
      for (const figure of [...wanted, "INV-2026-0017", "BE68 5390 0754 7034", "+++202/6000/01711+++"]) assert.ok(text.includes(figure), `${figure} in ${text}`);
      if (lines === "200") assert.ok(paper.texts.length > 4, `${paper.texts.length} pages`);
      else assert.equal(paper.texts.length, 1);
    });
  }
}
