// The three engines that the widget is tried in: found, installed where the system has packages of them, or named as missing.
import { existsSync, readdirSync } from "node:fs";
import { delimiter, join } from "node:path";
import { ensureChromium } from "./chromium.mjs";
import { step } from "./log.mjs";
import { canInstallPackages, installPackages } from "./system.mjs";

const onPath = (...names) =>
  names.flatMap((name) => (process.env.PATH ?? "").split(delimiter).map((folder) => join(folder, name))).find((path) => existsSync(path)) ?? null;

/** A file below a library folder of the system, such as /usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser. */
function inLibraries(folder, name) {
  const roots = ["/usr/lib", "/usr/libexec", ...(existsSync("/usr/lib") ? readdirSync("/usr/lib").map((entry) => join("/usr/lib", entry)) : [])];
  return roots.map((root) => join(root, folder, name)).find((path) => existsSync(path)) ?? null;
}

const firefox = () => process.env.FIREFOX_PATH ?? onPath("firefox-esr", "firefox");

function webkit() {
  const driver = onPath("WebKitWebDriver");
  const screen = onPath("Xvfb");
  const browser = inLibraries("webkit2gtk-4.1", "MiniBrowser") ?? inLibraries("webkitgtk-6.0", "MiniBrowser") ?? inLibraries("webkit2gtk-4.0", "MiniBrowser");
  return driver && screen && browser ? { driver, screen, browser } : null;
}

const wanted = [
  { name: "firefox", find: firefox, title: "Firefox", packages: ["firefox-esr"], hint: "install Firefox 140 or newer, or name one: FIREFOX_PATH=/path/to/firefox" },
  { name: "webkit", find: webkit, title: "WebKitGTK", packages: ["webkit2gtk-driver", "xvfb"], hint: "it needs WebKitWebDriver, its MiniBrowser and Xvfb" },
];

/** Programs by engine, and a sentence for each engine that cannot be had here. */
export async function ensureEngines() {
  const programs = { chromium: await ensureChromium() };
  const missing = [];
  for (const { name, find, title, packages, hint } of wanted) {
    let found = find();
    if (!found && canInstallPackages()) {
      // A system without these packages goes on without the engine.
      await step(`${title} from the system's packages`, () => installPackages(packages)).catch(() => {});
      found = find();
    }
    if (found) programs[name] = found;
    else missing.push(`${title} is not tried here: ${hint}.`);
  }
  return { programs, missing };
}
