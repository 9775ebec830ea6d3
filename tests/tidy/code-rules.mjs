// Rules for sources and manifests: who may depend on whom, and which words have no place in the tree.

/** Lines of Rust or JavaScript without comments, so that a rule about code does not meet prose. */
export const withoutComments = (text) => text.replace(/^\s*\/\/.*$/gm, "").replace(/\s\/\/\s.*$/gm, "");

/** Names of the packages in the dependency tables of a Cargo.toml; development dependencies only when asked for. */
export function dependenciesOf(manifest, { development = false } = {}) {
  const names = [];
  let inside = false;
  for (const line of manifest.split("\n")) {
    const table = /^\[(.+)\]\s*$/.exec(line)?.[1];
    if (table !== undefined) {
      const kind = /(?:^|\.)((?:dev-|build-)?dependencies)(?:\.([\w-]+))?$/.exec(table);
      inside = Boolean(kind) && (development || kind[1] !== "dev-dependencies");
      if (inside && kind[2]) names.push(kind[2]);
    } else if (inside) {
      const name = /^([\w-]+)(?:\.[\w-]+)?\s*=/.exec(line)?.[1];
      if (name) names.push(name);
    }
  }
  return [...new Set(names)];
}

/** Dependencies that match one of the patterns. */
export const forbiddenDependencies = (manifest, patterns, options) =>
  dependenciesOf(manifest, options)
    .filter((name) => patterns.some((pattern) => pattern.test(name)))
    .map((name) => `must not depend on ${name}`);

/** A rule that refuses code which matches the pattern. */
export const without = (pattern, reason) => (text) => {
  const found = pattern.exec(withoutComments(text));
  return found ? [`"${found[0]}": ${reason}`] : [];
};

/** Workspace dependencies that are not pinned to one version. */
export function looseCargoPins(manifest) {
  const section = /\[workspace\.dependencies\]\n([\s\S]*?)(?:\n\[|$)/.exec(manifest)?.[1] ?? "";
  return section
    .split("\n")
    .filter((line) => /^[\w-]+\s*=/.test(line) && !line.includes("path ="))
    .filter((line) => !/(?:^[\w-]+\s*=\s*|version\s*=\s*)"=\d+\.\d+\.\d+/.test(line))
    .map((line) => `"${line.trim()}" needs an exact version`);
}

/** npm packages that are not pinned to one version. */
export const looseNpmPins = (manifest) =>
  ["dependencies", "devDependencies", "optionalDependencies"]
    .flatMap((table) => Object.entries(manifest[table] ?? {}))
    .filter(([, version]) => !/^\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(version))
    .map(([name, version]) => `${name} "${version}" needs an exact version`);

/** Words that mean "not done yet" or "switched off". They are put together here so that this file passes its own rule. */
const unfinished = new RegExp(
  [`\\bTO${"DO"}\\b`, `\\bFIX${"ME"}\\b`, `\\bX${"XX"}\\b`, `\\bdbg${"!"}`, `#\\[ign${"ore"}`, `\\b(?:test|it|describe)\\.(?:sk${"ip"}|on${"ly"})\\b`].join("|"),
);

/** Leftovers of unfinished work, comments included. */
export function leftovers(text) {
  const found = unfinished.exec(text);
  return found ? [`"${found[0]}" has no place here`] : [];
}

/** Files that are too long to be read in one sitting. */
export const tooLong = (limit) => (text) => {
  const lines = text.split("\n").length - 1;
  return lines > limit ? [`${lines} lines; split it (limit ${limit})`] : [];
};

/** Type names that say nothing where they are imported, and what to say instead. */
export const bareNames = {
  Answer: "whose answer it is: QuotationAnswer, DnsAnswer",
  Asked: "QueryString",
  Beside: "what is chosen: EditorChoice",
  Cause: "WriteContext",
  Desk: "EditorWorkspace",
  Errand: "DocumentDelivery",
  Found: "what was found: SmpEndpoint, OpenQuotation",
  Kept: "what is stored: StoredQuotation",
  Outcome: "the outcome of what: RescheduleOutcome, TaskOutcome",
  Posted: "FormBody",
  Row: "the table's name with Row: BookingRow",
  Stored: "what is stored: StoredDraft",
  Told: "what is told: StatusReport",
  Typed: "what was typed: ContactInput",
};

/** Public types with such a name. */
export const bareNameFaults = (text) =>
  [...withoutComments(text).matchAll(/\bpub(?:\([\w\s:]+\))?\s+(?:struct|enum|union|type|trait)\s+(\w+)/g)]
    .filter(([, name]) => Object.hasOwn(bareNames, name))
    .map(([, name]) => `public type ${name}: say ${bareNames[name]}`);
