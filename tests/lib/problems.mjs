// What every refusal of the API looks like (RFC 9457).
import assert from "node:assert/strict";

/** Words that would betray the inside: SQL, the database's error names, a stack, a source path. */
const internal = /SELECT |INSERT |SQLITE|D1_ERROR|constraint failed|panicked|\.rs:\d|at .*\(.*:\d+:\d+\)/i;

/** Checks the shape of a problem and its code; answers with its body. */
export function assertProblem(answer, status, code) {
  assert.equal(answer.status, status, answer.text);
  assert.match(answer.type, /^application\/problem\+json/);
  const { type, title, detail, instance, errors, ...rest } = answer.body;
  assert.deepEqual(rest, { status, code });
  for (const text of [type, title, detail, instance]) assert.ok(typeof text === "string" && text.length > 0, answer.text);
  assert.equal(answer.headers.get("x-request-id"), instance);
  assert.doesNotMatch(answer.text, internal);
  if (code === "validation") assert.ok(errors.length > 0);
  else assert.equal(errors, undefined);
  return answer.body;
}

/** The refused fields of a validation problem as "pointer code" lines, in a stable order. */
export const refused = (problem) => problem.errors.map(({ pointer, code }) => `${pointer} ${code}`).sort();
