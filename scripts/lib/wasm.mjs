// WebAssembly as bytes: a header of eight, then sections, each with its kind and its length.

const HEADER = 8;
const CUSTOM = 0;

/** Reads an unsigned number in LEB128; answers with it and where the next byte is. */
function number(bytes, at) {
  let value = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = bytes[at];
    if (byte === undefined || shift > 28) throw new Error("This is no WebAssembly: a length in it has no end.");
    at += 1;
    value += (byte & 0x7f) * 2 ** shift;
    if (byte < 0x80) return [value, at];
  }
}

/** Every section: its kind, its name when it is a custom one, and where it and its content begin and end. */
function* sections(bytes) {
  if (bytes.subarray(0, 4).toString("latin1") !== "\0asm") throw new Error("This is no WebAssembly.");
  for (let at = HEADER; at < bytes.length; ) {
    const [length, body] = number(bytes, at + 1);
    const end = body + length;
    if (end > bytes.length) throw new Error("This is no WebAssembly: a section is longer than the file.");
    if (bytes[at] === CUSTOM) {
      const [letters, first] = number(bytes, body);
      yield { kind: CUSTOM, name: bytes.subarray(first, first + letters).toString("utf8"), at, body: first + letters, end };
    } else yield { kind: bytes[at], name: null, at, body, end };
    at = end;
  }
}

/** The module without its custom sections of these names, which only say things about it: it does the same as before. */
export function withoutSections(bytes, names) {
  const kept = [...sections(bytes)].filter(({ name }) => !names.includes(name)).map(({ at, end }) => bytes.subarray(at, end));
  return Buffer.concat([bytes.subarray(0, HEADER), ...kept]);
}

const [IMPORT, CODE, DATA] = [2, 10, 11];
const FUNCTION_NAMES = 1;
const FUNCTION = 0;

/** How many functions are imported: they come first in the numbering. */
function importedFunctions(bytes, { body, end }) {
  const skipName = (at) => {
    const [letters, first] = number(bytes, at);
    return first + letters;
  };
  const skipLimits = (at) => {
    const [flags, least] = number(bytes, at);
    const most = number(bytes, least)[1];
    return flags & 1 ? number(bytes, most)[1] : most;
  };
  let [left, at] = number(bytes, body);
  let functions = 0;
  for (; left > 0 && at < end; left -= 1) {
    at = skipName(skipName(at));
    const kind = bytes[at];
    at += 1;
    if (kind === FUNCTION) [functions, at] = [functions + 1, number(bytes, at)[1]];
    else if (kind === 1) at = skipLimits(at + 1);
    else if (kind === 2) at = skipLimits(at);
    else if (kind === 3) at += 2;
    else at = number(bytes, at + 1)[1];
  }
  return functions;
}

/** Names of functions by number, from the section "name". */
function functionNames(bytes, { body, end }) {
  const names = new Map();
  for (let at = body; at < end; ) {
    const [length, first] = number(bytes, at + 1);
    if (bytes[at] === FUNCTION_NAMES) {
      let [left, entry] = number(bytes, first);
      for (; left > 0; left -= 1) {
        const [index, named] = number(bytes, entry);
        const [letters, text] = number(bytes, named);
        names.set(index, bytes.subarray(text, text + letters).toString("utf8"));
        entry = text + letters;
      }
    }
    at = first + length;
  }
  return names;
}

/** The crate that a function belongs to: the first path of its name, through references and angle brackets. */
export function crateOf(name) {
  const crate = /^(?:<|&|mut |dyn |\*const |\*mut |\[|\()*(?:for<[^>]*> )?(?:unsafe )?([a-z_][a-z0-9_]*)(?:\[[0-9a-f]+\])?::/.exec(name)?.[1];
  return crate ?? "other";
}

/** Bytes of code by crate, and of data, of a module that has the names of its functions. */
export function partsOf(bytes) {
  const found = [...sections(bytes)];
  const code = found.find(({ kind }) => kind === CODE);
  const named = found.find(({ name }) => name === "name");
  if (!code || !named) throw new Error("This WebAssembly has no names of functions.");
  const names = functionNames(bytes, named);
  const imports = found.find(({ kind }) => kind === IMPORT);
  const parts = new Map();
  const add = (part, size) => parts.set(part, (parts.get(part) ?? 0) + size);
  let [left, at] = number(bytes, code.body);
  for (let index = imports ? importedFunctions(bytes, imports) : 0; left > 0; left -= 1, index += 1) {
    const [length, body] = number(bytes, at);
    add(crateOf(names.get(index) ?? ""), body + length - at);
    at = body + length;
  }
  for (const { kind, at: start, end } of found) if (kind === DATA) add("data", end - start);
  return parts;
}
