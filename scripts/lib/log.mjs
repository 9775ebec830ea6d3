// Progress on the terminal: one line when something starts to take time, one when it is done.
const colours = process.stdout.isTTY && !process.env.NO_COLOR;
const paint = (code, text) => (colours ? `\u001b[${code}m${text}\u001b[0m` : text);

export const bold = (text) => paint("1", text);
export const dim = (text) => paint("2", text);
export const green = (text) => paint("32", text);
export const red = (text) => paint("31", text);

/** "1.4 s" or "3 min 07 s". */
export function duration(milliseconds) {
  const seconds = milliseconds / 1000;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, "0")} s`;
}

export const say = (text) => console.log(text);

/** Runs `work`, and says what it was and how long it took. `work` may return a remark for the closing line. */
export async function step(title, work) {
  const started = performance.now();
  say(`${dim("…")} ${title}`);
  const remark = await work();
  const suffix = typeof remark === "string" ? ` ${dim(`(${remark})`)}` : "";
  say(`${green("✓")} ${title}${suffix} ${dim(duration(performance.now() - started))}`);
}

/** Ends the process with a message for people instead of a stack. */
export function fail(message) {
  console.error(`\n${red("✗")} ${message}\n`);
  process.exit(1);
}

/** Runs a script's main function; an error that it throws is shown as one message. */
export async function main(work) {
  try {
    await work();
  } catch (error) {
    if (process.env.BOOKSLIP_DEBUG) console.error(error);
    fail(error instanceof Error ? error.message : String(error));
  }
}
