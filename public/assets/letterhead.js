// The layout editor: buttons that type the markup, and a sample that follows what is typed.
// Without this file the markup is typed by hand, and "Show in sample" shows it.

const PAUSE = 350; // after the last key

const form = document.querySelector("form[data-preview]");
const frame = document.querySelector("iframe[name=sample]");
let timer;
let asked = 0;

/** The parts of a text around its selection; `lines` widens it to whole lines. */
function selected(field, lines) {
  const { value } = field;
  let { selectionStart: start, selectionEnd: end } = field;
  if (lines) {
    start = value.lastIndexOf("\n", start - 1) + 1;
    const next = value.indexOf("\n", end);
    end = next < 0 ? value.length : next;
  }
  return { start, end, text: value.slice(start, end) };
}

/** Types in the place of a range, so that undo works, and leaves a part of it selected. */
function type(field, { start, end }, text, from, to) {
  field.focus();
  field.setSelectionRange(start, end);
  // The only way that keeps the browser's undo; elsewhere the text is simply replaced.
  if (!document.execCommand?.("insertText", false, text)) {
    field.setRangeText(text, start, end, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
  field.setSelectionRange(start + from, start + to);
}

/** Stars around the selection, or none any more if they stand there. */
function surround(field, mark, example) {
  const range = selected(field, false);
  const { length } = mark;
  const around = field.value.slice(range.start - length, range.start) === mark && field.value.slice(range.end, range.end + length) === mark;
  if (range.text && around) {
    type(field, { start: range.start - length, end: range.end + length }, range.text, 0, range.text.length);
  } else {
    const text = range.text || example;
    type(field, range, `${mark}${text}${mark}`, length, length + text.length);
  }
}

const PREFIX = /^(- |\d+\. |-><- ?|-> ?)/;

/** A prefix before each line, in the place of the one that stands there; none any more if all have it. */
function prefix(field, of) {
  const range = selected(field, true);
  const lines = range.text.split("\n");
  const has = lines.every((line, place) => line.startsWith(of(place)));
  const text = lines.map((line, place) => (has ? "" : of(place)) + line.replace(PREFIX, "")).join("\n");
  type(field, range, text, 0, text.length);
}

/** Alignment stands before the first line of a paragraph. */
function align(field, mark) {
  const range = selected(field, true);
  const has = range.text.startsWith(`${mark} `);
  const text = (has ? "" : `${mark} `) + range.text.replace(PREFIX, "");
  type(field, range, text, 0, text.length);
}

function link(field) {
  const range = selected(field, false);
  const text = range.text || "our site";
  const address = "https://www.example.com";
  type(field, range, `[${text}](${address})`, text.length + 3, text.length + 3 + address.length);
}

const TOOLS = {
  bold: (field) => surround(field, "**", "bold"),
  italic: (field) => surround(field, "*", "italic"),
  link,
  bullet: (field) => prefix(field, () => "- "),
  number: (field) => prefix(field, (place) => `${place + 1}. `),
  center: (field) => align(field, "-><-"),
  right: (field) => align(field, "->"),
};

/** Shows the sample with what is typed; an answer that was overtaken is dropped. */
async function refresh() {
  const mine = ++asked;
  const fields = new FormData(form);
  fields.delete("logo"); // a chosen picture is shown when it is saved
  try {
    const response = await fetch(form.dataset.preview, { method: "POST", body: fields });
    if (!response.ok || response.redirected || mine !== asked) return;
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const shown = frame.contentDocument;
    if (mine !== asked || !shown?.body) return;
    shown.body.replaceChildren(...[...page.body.childNodes].map((node) => shown.importNode(node, true)));
  } catch {
    // The sample stays as it is; saving says what is wrong.
  }
}

function later() {
  clearTimeout(timer);
  timer = setTimeout(refresh, PAUSE);
}

if (form && frame) {
  for (const tools of form.querySelectorAll("[data-tools]")) {
    const field = document.getElementById(tools.dataset.tools);
    tools.hidden = false;
    tools.addEventListener("click", (event) => {
      const button = event.target.closest("[data-markup]");
      if (button) TOOLS[button.dataset.markup](field);
    });
    field.addEventListener("keydown", (event) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
      const tool = { b: "bold", i: "italic" }[event.key.toLowerCase()];
      if (!tool) return;
      event.preventDefault();
      TOOLS[tool](field);
    });
  }
  for (const button of form.querySelectorAll("[data-plain]")) button.hidden = true;
  form.addEventListener("input", later);
  frame.addEventListener("load", refresh);
  if (frame.contentDocument?.readyState === "complete") refresh();

  // From the sample to a field: the page stays, and what is typed with it.
  frame.addEventListener("load", () => {
    frame.contentDocument?.addEventListener("click", (event) => {
      const way = event.target.closest?.("a.change");
      if (!way) return;
      event.preventDefault();
      const field = document.getElementById(new URL(way.href).hash.slice(1));
      field?.focus();
      field?.scrollIntoView({ block: "center" });
    });
  });
}
