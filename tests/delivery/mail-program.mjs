// The mail part of the product as a native program: one mail to one server, and what it made of the answer.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { at } from "../../scripts/lib/paths.mjs";

const binary = at("target/debug/examples/mail");
export const from = "noreply@book.example";
export const reader = "an@site.example";

/** Sends a mail to a server and answers with what the program says. */
export async function send(url, ...args) {
  if (!existsSync(binary)) throw new Error(`${binary} is missing: cargo build --workspace --examples`);
  const child = spawn(binary, ["--to", reader, ...args], { env: { ...process.env, SMTP_URL: url, MAIL_FROM: from } });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (part) => (output += part));
  await new Promise((resolve) => child.once("close", resolve));
  const line = output.trim().split("\n").at(-1);
  if (!line.startsWith("{")) throw new Error(`The program ended with: ${output}`);
  return JSON.parse(line);
}
