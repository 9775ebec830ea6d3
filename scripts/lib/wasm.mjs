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

/** The module without its custom sections of these names, which only say things about it: it does the same as before. */
export function withoutSections(bytes, names) {
  if (bytes.subarray(0, 4).toString("latin1") !== "\0asm") throw new Error("This is no WebAssembly.");
  const kept = [bytes.subarray(0, HEADER)];
  for (let at = HEADER; at < bytes.length; ) {
    const [length, body] = number(bytes, at + 1);
    const end = body + length;
    if (end > bytes.length) throw new Error("This is no WebAssembly: a section is longer than the file.");
    let name = null;
    if (bytes[at] === CUSTOM) {
      const [letters, first] = number(bytes, body);
      name = bytes.subarray(first, first + letters).toString("utf8");
    }
    if (!names.includes(name)) kept.push(bytes.subarray(at, end));
    at = end;
  }
  return Buffer.concat(kept);
}
