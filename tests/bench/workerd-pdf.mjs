// What drawing a PDF costs inside of workerd: an invoice's PDF is asked for before anybody drew it, then once more. The first
// answer draws and keeps the file, the second reads it; the difference is the drawing.
import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { step } from "../../scripts/lib/log.mjs";
import { startWorkerd, workerdFolder } from "../lib/targets.mjs";
import { kinds, tenantSql } from "../lib/tenants.mjs";

const INVOICES = 30;
const slug = "bench-pdf";

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

/** CPU seconds of every workerd below this process, where the system tells. */
function cpuSeconds() {
  try {
    const ticks = Number(execFileSync("getconf", ["CLK_TCK"], { encoding: "utf8" }));
    const processes = readdirSync("/proc").filter((name) => /^\d+$/.test(name)).flatMap((name) => {
      try {
        const stat = readFileSync(`/proc/${name}/stat`, "utf8");
        const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
        return [{ id: Number(name), parent: Number(fields[1]), command: /\((.*)\)/.exec(stat)[1], used: Number(fields[11]) + Number(fields[12]) }];
      } catch {
        return []; // ended meanwhile
      }
    });
    const own = new Set([process.pid]);
    for (let found = true; found; ) {
      const more = processes.filter(({ id, parent }) => own.has(parent) && !own.has(id));
      for (const { id } of more) own.add(id);
      found = more.length > 0;
    }
    return processes.filter(({ id, command }) => own.has(id) && command === "workerd").reduce((sum, { used }) => sum + used, 0) / ticks;
  } catch {
    return null;
  }
}

/** Nanoseconds of drawing one page, and of CPU where the system tells; one Worker, one client. */
export async function pdfInWorkerd(port) {
  let answer;
  await step("PDF in workerd", async () => {
    process.env.BOOKSLIP_URL = `http://127.0.0.1:${port}`;
    const { book, freeStarts, pathOf, send } = await import("../lib/client.mjs");
    const folder = workerdFolder("bench-pdf", tenantSql({ slug, settings: kinds.invoice }));
    const worker = await startWorkerd({ port, folder, name: "bench-pdf" });
    try {
      const fetchPdf = async (path) => {
        const [started, before] = [performance.now(), cpuSeconds()];
        const { status } = await send(path);
        if (status !== 200) throw new Error(`The PDF answered ${status}.`);
        return { wall: performance.now() - started, cpu: before === null ? null : cpuSeconds() - before };
      };
      const first = [];
      const second = [];
      for (let place = 0; place < INVOICES; place += 1) {
        if ((await freeStarts(slug)).length === 0) break;
        const { answer: booked } = await book(slug);
        const path = pathOf(booked.document.pdf_url);
        first.push(await fetchPdf(path));
        second.push(await fetchPdf(path));
      }
      const wall = (rows) => median(rows.map((row) => row.wall));
      const cpu = (rows) => rows.reduce((sum, row) => sum + row.cpu, 0) / rows.length;
      answer = { nanoseconds: (wall(first) - wall(second)) * 1e6, cpu: first[0].cpu === null ? null : (cpu(first) - cpu(second)) * 1e9 };
    } finally {
      await worker.stop();
    }
  });
  return answer;
}
