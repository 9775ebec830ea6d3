// An invoice of one page by pdf-lib, timed: title, parties, one line, VAT, totals, account, foot. Its fonts are the reader's
// own, so it embeds none; ours does. Prints nanoseconds, best and median of the rounds, and bytes.
import { PDFDocument, StandardFonts, rgb } from "pdf-lib";

const left = [
  "Helder Schoonmaak", "Korenmarkt 7", "9000 Gent", "BE0202239951", "+32 9 123 45 67", "info@helder.example",
];
const right = ["Bakkerij De Gouden Korst NV", "An Peeters", "Korenmarkt 7", "9000 Gent", "BE0477472701", "an@example.com"];
const facts = [
  ["Date", "1 December 2026"], ["Due date", "24 December 2026"], ["Reference", "B-7K2M9Q"], ["Appointment", "Thu 24 December 2026, 09:00-12:00"], ["Quote", "QUO-2026-0004"],
];
const columns = [["Description", 57], ["Quantity", 300], ["Unit price", 370], ["VAT", 440], ["Amount (EUR)", 480]];
const line = ["Home cleaning", "1", "60.00", "21%", "60.00"];
const totals = [["Total without VAT", "60.00"], ["VAT 21% of 60.00", "12.60"], ["Total with VAT", "72.60"], ["Amount due", "72.60"]];
const payment = ["BE68 5390 0754 7034", "GEBABEBB", "+++202/6000/01711+++", "Scan to pay", "Please pay 72.60 by 24 December 2026."];
const foot = ["Helder Schoonmaak · BV, RPR Gent · Enterprise number 0202.239.951 · VAT BE0202239951", "Page 1 of 1"];

/** A code of 33 × 33 modules, half of them dark, as one path. */
const code = Array.from({ length: 545 }, (_, place) => `M${(place * 2) % 33} ${Math.floor((place * 2) / 33)}h1v1h-1z`).join("");

async function write() {
  const file = await PDFDocument.create();
  const [regular, bold] = await Promise.all([file.embedFont(StandardFonts.Helvetica), file.embedFont(StandardFonts.HelveticaBold)]);
  const page = file.addPage([595.28, 841.89]);
  const text = (words, x, y, { font = regular, size = 9.5 } = {}) => page.drawText(words, { x, y, size, font });
  const rule = (y) => page.drawLine({ start: { x: 57, y }, end: { x: 538, y }, thickness: 0.5, color: rgb(0.4, 0.4, 0.4) });
  text("Invoice INV-2026-0017", 57, 780, { font: bold, size: 18 });
  rule(770);
  left.forEach((words, place) => text(words, 57, 710 - 13 * place));
  right.forEach((words, place) => text(words, 340, 710 - 13 * place));
  facts.forEach(([name, value], place) => {
    text(name, 57, 610 - 13 * place, { font: bold });
    text(value, 150, 610 - 13 * place);
  });
  columns.forEach(([name, x]) => text(name, x, 520, { font: bold }));
  rule(514);
  line.forEach((words, place) => text(words, columns[place][1], 500));
  rule(492);
  totals.forEach(([name, value], place) => {
    text(name, 340, 470 - 14 * place);
    text(value, 500 - regular.widthOfTextAtSize(value, 9.5) + 38, 470 - 14 * place, { font: bold });
  });
  payment.forEach((words, place) => text(words, 57, 470 - 14 * place));
  page.drawSvgPath(code, { x: 240, y: 470, scale: 2.4, color: rgb(0, 0, 0), borderWidth: 0 });
  rule(70);
  foot.forEach((words, place) => text(words, 57, 56 - 11 * place, { size: 8 }));
  return file.save();
}

const { length: bytes } = await write();
for (let warm = 0; warm < 20; warm += 1) await write();
const rounds = [];
for (let round = 0; round < 15; round += 1) {
  const started = process.hrtime.bigint();
  for (let run = 0; run < 5; run += 1) await write();
  rounds.push(Number(process.hrtime.bigint() - started) / 5);
}
rounds.sort((a, b) => a - b);
console.log(JSON.stringify({ nanoseconds: [rounds[0], rounds[7]].map(Math.round), bytes }));
