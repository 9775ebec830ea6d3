// The plan of edge/src, and a reader of what its files import. `npm run house` prints the figures, tests/tidy/house.test.mjs keeps the plan.
import { readFileSync, readdirSync } from "node:fs";
import { join, posix } from "node:path";
import { at } from "./paths.mjs";

/** From the doors down to the ground: a file imports from floors below its own, and from its own folder. */
export const floors = [["entry", "native", "router"], ["admin", "customer", "api", "operator"], ["web"], ["work"], ["attempt"], ["mail", "pdf", "app", "store"], ["platform"]];

/** Folders of one floor that may import each other all the same: from, and to what. */
export const beside = { app: ["store"], mail: ["app"], entry: ["router"], native: ["router"] };

/** Rust without comments, the contents of its strings, and its test modules, so that only code is read. */
export function codeOf(text) {
  const code = text.replace(/\/\/[^\n]*|"(?:[^"\\]|\\[\s\S])*"/g, (found) => (found.startsWith('"') ? '""' : ""));
  return code.replace(/#\[cfg\(test\)\]\s*mod \w+ \{[\s\S]*?\n\}/g, "");
}

/** The module path of a file below edge/src, as its segments. */
export function moduleOf(path) {
  const parts = path.replace(/\.rs$/, "").split("/");
  return ["mod", "lib"].includes(parts.at(-1)) ? parts.slice(0, -1) : parts;
}

/** Every path of a use tree: `a::{b, c::{self, d as e}}` is `a::b`, `a::c` and `a::c::d`. */
export function pathsOfTree(tree) {
  const open = tree.indexOf("{");
  if (open < 0) {
    const path = tree.replace(/\s+as\s+\w+/, "").replace(/\s/g, "").replace(/::(?:\*|self)$/, "");
    return path === "" ? [] : [path];
  }
  const prefix = tree.slice(0, open).replace(/\s/g, "");
  const paths = [];
  let [depth, from] = [0, open + 1];
  for (let index = open; index < tree.length; index += 1) {
    const letter = tree[index];
    if (letter === "{") depth += 1;
    if (letter === "}") depth -= 1;
    if ((letter === "," && depth === 1) || (letter === "}" && depth === 0)) {
      const inner = tree.slice(from, index).trim();
      paths.push(...(/^self(?:\s+as\s+\w+)?$/.test(inner) ? [prefix.replace(/::$/, "")] : pathsOfTree(inner).map((path) => prefix + path)));
      from = index + 1;
    }
  }
  return paths;
}

/** Paths of this crate that a file names, as segments from its root. */
export function pathsOf(path, text, isModule) {
  const code = codeOf(text);
  const own = moduleOf(path);
  const trees = [...code.matchAll(/\buse\s+([^;]+);/g)].flatMap(([, tree]) => pathsOfTree(tree));
  const inline = [...code.replace(/\buse\s+[^;]+;/g, "").matchAll(/\b[a-z_]\w*(?:::\w+)+/g)].map(([found]) => found);
  return [...trees, ...inline].flatMap((name) => {
    const parts = name.split("::");
    if (parts[0] === "crate") return [parts.slice(1)];
    if (parts[0] === "self") return [[...own, ...parts.slice(1)]];
    let up = 0;
    while (parts[up] === "super") up += 1;
    if (up > 0) return up > own.length ? [] : [[...own.slice(0, own.length - up), ...parts.slice(up)]];
    return isModule([...own, parts[0]].join("::")) ? [[...own, ...parts]] : [];
  });
}

/** Every Rust file below a folder but those of tests: path from there, and text. */
export function readCrate(folder = at("edge/src")) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".rs") && entry.name !== "tests.rs")
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .map((file) => ({ path: posix.normalize(file.slice(folder.length + 1).replaceAll("\\", "/")), text: readFileSync(file, "utf8") }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Arrows from file to file: who imports from whom. A `mod` line is none. */
export function arrowsOf(files) {
  const modules = new Map(files.map(({ path }) => [moduleOf(path).join("::"), path]));
  const fileOf = (segments) => {
    for (let length = segments.length; length > 0; length -= 1) {
      const found = modules.get(segments.slice(0, length).join("::"));
      if (found) return found;
    }
    return null;
  };
  return files.flatMap(({ path, text }) => {
    const targets = new Set(pathsOf(path, text, (name) => modules.has(name)).map(fileOf));
    return [...targets].filter((to) => to && to !== path).map((to) => ({ from: path, to }));
  });
}

const topOf = (path) => moduleOf(path)[0] ?? "";
const floorOf = (path) => floors.findIndex((names) => names.includes(topOf(path)));

/** Why an arrow is against the plan; null where it is not. lib.rs only lists the modules. */
export function arrowFault({ from, to }) {
  const [top, other] = [topOf(from), topOf(to)];
  if (top === "" || other === "") return null;
  if (floorOf(from) < 0) return `${from}: there is no floor for ${top}`;
  if (floorOf(to) < 0) return `${to}: there is no floor for ${other}`;
  if (floorOf(to) < floorOf(from)) return `${from} imports upwards from ${to}`;
  if (floorOf(to) === floorOf(from) && top !== other && !beside[top]?.includes(other)) return `${from} imports from ${to}, which stands beside it`;
  const [noun, foreign] = [nounOf(from), nounOf(to)];
  if (noun && foreign && noun !== foreign && /(?:^|[/_])(?:form|view)(?:\.rs$|\/)/.test(to)) return `${from} imports from ${to}: ${FOREIGN_VIEW}`;
  return null;
}

const FOREIGN_VIEW = "another noun's forms and views are its own";
/** Whether a fault is that of a noun of `admin` that looks into another one. */
export const isForeignView = (fault) => fault.endsWith(FOREIGN_VIEW);

/** Figures that only fall: whoever lowers one writes the lower one here. */
export const atMost = { foreignViews: 21, largestCircle: 14, answersByPosition: 109 };

/** The noun that a file of `admin` belongs to. */
export const nounOf = (path) => /^admin\/((?:settings\/)?[a-z_]+)\//.exec(path)?.[1] ?? null;

/** Circles: groups of files each of which reaches every other one. The largest comes first. */
export function circlesOf(files, arrows) {
  const next = new Map(files.map(({ path }) => [path, []]));
  for (const { from, to } of arrows) next.get(from).push(to);
  // Tarjan's algorithm.
  const [number, low, stack, circles] = [new Map(), new Map(), [], []];
  const visit = (path) => {
    number.set(path, number.size);
    low.set(path, number.get(path));
    stack.push(path);
    for (const to of next.get(path)) {
      if (!number.has(to)) visit(to);
      if (stack.includes(to)) low.set(path, Math.min(low.get(path), low.get(to)));
    }
    if (low.get(path) === number.get(path)) circles.push(stack.splice(stack.indexOf(path)));
  };
  for (const { path } of files) if (!number.has(path)) visit(path);
  return circles.filter((circle) => circle.length > 1).sort((a, b) => b.length - a.length);
}

/** Rows that are read by their place, and refusals that are told by their words: what the typed batch replaces. */
export const byPosition = { answers: /\banswer\(&\w+,\s*\w+/g, refusals: /\bis_broken\(""/g };

/** Everything that `npm run house` prints. */
export function house(files = readCrate()) {
  const arrows = arrowsOf(files);
  const room = (path) => posix.dirname(path);
  const between = new Set(arrows.filter(({ from, to }) => room(from) !== room(to)).map(({ from, to }) => `${room(from)} ${room(to)}`));
  const count = (pattern) => files.reduce((sum, { text }) => sum + [...codeOf(text).matchAll(pattern)].length, 0);
  return {
    files: files.length,
    rooms: new Set(files.map(({ path }) => room(path))).size,
    arrows: arrows.length,
    between: between.size,
    faults: [...new Set(arrows.map(arrowFault).filter(Boolean))],
    circles: circlesOf(files, arrows),
    answersByPosition: count(byPosition.answers),
    refusalsByText: count(byPosition.refusals),
  };
}
