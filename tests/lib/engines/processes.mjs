// Starting a browser's programs, and ending exactly those with all that they started themselves.
import { spawn } from "node:child_process";

const PATIENCE = 30_000;

/** Starts a program as the head of a process group; `said()` is what it wrote so far, on a third output too. */
export function start(command, args, { env = {} } = {}) {
  const child = spawn(command, args, { env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe", "pipe"], detached: true });
  const state = { said: "", ended: undefined };
  for (const output of child.stdio.slice(1)) output.on("data", (part) => (state.said += part));
  const gone = new Promise((resolve) => {
    child.once("error", (error) => resolve((state.ended = error.message)));
    child.once("exit", (code, signal) => resolve((state.ended = code ?? signal)));
  });
  const kill = () => {
    try {
      if (child.pid) process.kill(-child.pid, "SIGKILL");
    } catch (error) {
      if (error.code !== "ESRCH") throw error;
    }
  };
  process.once("exit", kill);
  const stop = async () => {
    kill();
    await gone;
    process.off("exit", kill);
  };
  return { command, said: () => state.said, ended: () => state.ended, stop };
}

/** Waits for what `look` finds while the program runs. */
export async function until(look, program) {
  const end = Date.now() + PATIENCE;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (program.ended() !== undefined || Date.now() > end) {
      await program.stop();
      throw new Error(`${program.command} did not come up (${program.ended()}):\n${program.said()}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
