// Just enough reading of HTML for tests: forms, links, headings and text, by regular expressions over our own markup.
const entities = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'", nbsp: "\u00a0" };
const decode = (text) => text.replace(/&(#39|\w+);/g, (whole, name) => entities[name] ?? whole);

function attributesOf(tag) {
  const found = {};
  for (const [, name, quotedValue, bare] of tag.matchAll(/([\w-]+)(?:="([^"]*)"|=([^\s>"]+))?/g)) {
    found[name] = decode(quotedValue ?? bare ?? "");
  }
  return found;
}

/** Text as a reader sees it, spaces folded. */
export const textOf = (html) =>
  decode(html.replace(/<(script|style|head)\b[\s\S]*?<\/\1>/g, " ").replace(/<[^>]+>/g, " ")).replace(/[\s\u00a0\u202f]+/g, " ").trim();

/** Every link with its address and its words. */
export const linksOf = (html) =>
  [...html.matchAll(/<a\b([^>]*)>([\s\S]*?)<\/a>/g)].map(([, tag, inner]) => ({ ...attributesOf(tag), text: textOf(inner) }));

/** Every form: method, action, the values it would send, and its buttons. */
export function formsOf(html) {
  return [...html.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/g)].map(([, tag, inner]) => {
    const values = {};
    for (const [, input] of inner.matchAll(/<input\b([^>]*)>/g)) {
      const { name, value = "", type = "text", checked } = attributesOf(input);
      if (!name || type === "submit") continue;
      if (["checkbox", "radio"].includes(type) && checked === undefined) continue;
      values[name] = ["checkbox", "radio"].includes(type) ? value || "on" : value;
    }
    for (const [, select, options] of inner.matchAll(/<select\b([^>]*)>([\s\S]*?)<\/select>/g)) {
      const all = [...options.matchAll(/<option\b([^>]*)>/g)].map(([, option]) => attributesOf(option));
      values[attributesOf(select).name] = (all.find((option) => option.selected !== undefined) ?? all[0])?.value;
    }
    for (const [, area, inside] of inner.matchAll(/<textarea\b([^>]*)>([\s\S]*?)<\/textarea>/g)) {
      values[attributesOf(area).name] = decode(inside.replace(/^\n/, ""));
    }
    const buttons = [...inner.matchAll(/<button\b([^>]*)>([\s\S]*?)<\/button>/g)].map(([, button, words]) => ({ ...attributesOf(button), text: textOf(words) }));
    const { method = "get", action = "" } = attributesOf(tag);
    return { method: method.toLowerCase(), action, values, buttons, html: inner };
  });
}
