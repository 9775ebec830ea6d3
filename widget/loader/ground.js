// Light or dark, and which colours of the page can be read: the facts that the style sheet cannot know. Everything else
// about colours is made in first.css from three values.

const OWN = { light: { bg: 1, fg: 0.0123 }, dark: { bg: 0.0077, fg: 0.8427 } };
const system = matchMedia("(prefers-color-scheme: dark)");

const contrast = (a, b) => (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);

/** Relative luminance (WCAG) of sRGB parts between 0 and 1. */
function luminance(parts) {
  const [red, green, blue] = parts.map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** A colour in whatever notation: its luminance and how opaque it is; nothing for what is no colour. */
function read(probe, colour) {
  probe.style.color = "";
  // One notation for all: the browser converts.
  probe.style.color = `color-mix(in srgb, ${colour}, ${colour})`;
  const [, parts, alpha] = /^color\(srgb ([^/)]+)(?:\/ ([^)]+))?\)/.exec(getComputedStyle(probe).color) ?? [];
  return parts && { y: luminance(parts.trim().split(" ").map(Number)), alpha: alpha === undefined ? 1 : Number(alpha) };
}

/** The nearest opaque ground on the page behind an element. */
function pageBehind(host, probe) {
  for (let node = host; node; node = node.assignedSlot ?? node.parentNode ?? node.host) {
    if (node.nodeType !== Node.ELEMENT_NODE) continue;
    const ground = read(probe, getComputedStyle(node).backgroundColor);
    if (ground?.alpha > 0.5) return ground;
  }
}

/** Whether the page is dark where it says nothing about the widget's ground. */
function isDarkPage(host, probe) {
  if (host.theme === "dark" || host.theme === "light") return host.theme === "dark";
  const scheme = getComputedStyle(host).colorScheme ?? "";
  const [dark, light] = ["dark", "light"].map((word) => scheme.includes(word));
  if (dark !== light) return dark;
  const behind = dark ? undefined : pageBehind(host, probe);
  return behind ? behind.y < 0.179 : system.matches;
}

/** Writes what was found to the root, and answers with a sentence for each setting that is left out. */
export function applyGround(host, root, probe) {
  const style = getComputedStyle(root);
  const given = (name) => {
    const value = style.getPropertyValue(`--${name}`).trim();
    return value ? read(probe, value) : undefined;
  };
  const text = given("bw-fg");
  let ground = given("bw-bg");
  if (ground && ground.alpha < 0.5) ground = pageBehind(host, probe) ?? { y: system.matches ? 0 : 1 };
  const followsText = text && !ground && !host.theme;
  const isDark = ground ? ground.y < 0.179 : followsText ? text.y > 0.179 : isDarkPage(host, probe);
  const own = OWN[isDark ? "dark" : "light"];
  const bg = ground?.y ?? own.bg;
  const accent = given("bw-accent") ?? given("tenant-accent");

  const pairs = [
    ["fg", "bw-bg", text, bg, 4.5],
    ["muted", "bw-bg", given("bw-muted"), bg, 4.5],
    ["accent-fg", "bw-accent", given("bw-accent-fg"), accent?.y, 4.5],
    ["focus", "bw-bg", given("bw-focus"), bg, 3],
  ];
  const pale = pairs.filter(([, , mark, under, least]) => mark && under !== undefined && contrast(mark.y, under) < least);
  root.dataset.ground = isDark ? "dark" : "light";
  root.toggleAttribute("data-mid", bg > 0.035 && bg < 0.77);
  root.dataset.ignore = pale.map(([name]) => name).join(" ");
  return pale.map(
    ([name, other, mark, under, least]) =>
      `--bw-${name} on --${other} has a contrast of ${contrast(mark.y, under).toFixed(1)}:1. It takes ${least}:1 to be read, so it is left out.`,
  );
}

/** Calls when the system, or the page by its root or body, changes its colours. */
export function watchGround(host, changed) {
  const observer = new MutationObserver(changed);
  for (const node of [document.documentElement, document.body, host]) {
    if (node) observer.observe(node, { attributeFilter: ["class", "style", "data-theme", "data-color-scheme", "data-bs-theme"] });
  }
  system.addEventListener("change", changed);
  addEventListener("load", changed);
  return () => {
    observer.disconnect();
    system.removeEventListener("change", changed);
    removeEventListener("load", changed);
  };
}
