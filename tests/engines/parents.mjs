// Layouts that a page may put the widget in, each with the room that it leaves. The widget is to take all the room up to its greatest
// width. `{}` stands for the widget; `room` is what the parent leaves at a width of the page.

/** The widget's greatest width, and the least that it asks for where a parent leaves the width to what is inside. */
export const MAXIMUM = 720;
const LEAST = 240;

const all = (width) => width;
const less = (pixels) => (width) => width - pixels;
const box = (style) => `<div style="${style}">{}</div>`;
// A parent that fits what is inside gives a percentage nothing to refer to: the widget gets all the room by asking for its greatest width.
const inside = (outer, inner) => `<div style="${outer}"><div style="${inner}">{}</div></div>`;

export const parents = [
  ["block", all, box("")],
  ["padded block", less(48), box("padding:24px")],
  ["centred text", all, box("text-align:center")],
  ["flex row", all, box("display:flex")],
  ["flex row, centred", all, box("display:flex;justify-content:center")],
  ["flex row, wrapped", all, box("display:flex;flex-wrap:wrap;gap:24px")],
  ["flex column", all, box("display:flex;flex-direction:column")],
  ["flex column, centred", all, box("display:flex;flex-direction:column;align-items:center")],
  ["flex column at the start", all, box("display:flex;flex-direction:column;align-items:flex-start")],
  ["flex column at the end", all, box("display:flex;flex-direction:column;align-items:flex-end")],
  ["inline flex", all, box("display:inline-flex")],
  ["grid", all, box("display:grid")],
  ["grid, everything centred", all, box("display:grid;place-items:center")],
  ["grid at the start", all, box("display:grid;justify-items:start")],
  ["grid, centred auto column", all, box("display:grid;grid-template-columns:auto;justify-content:center")],
  ["grid, fitting columns", all, box("display:grid;grid-template-columns:repeat(auto-fit,minmax(240px,1fr))")],
  ["grid 2fr 1fr, wide side", (width) => (width * 2) / 3, `<div style="display:grid;grid-template-columns:2fr 1fr">{}<i></i></div>`],
  ["grid 2fr 1fr, narrow side", (width) => width / 3, `<div style="display:grid;grid-template-columns:2fr 1fr"><i></i>{}</div>`],
  ["table cell", all, `<table style="border-spacing:0"><tr><td style="padding:0">{}</td></tr></table>`],
  ["fixed table cell", all, `<table style="border-spacing:0;table-layout:fixed;width:100%"><tr><td style="padding:0">{}</td></tr></table>`],
  ["display: table", all, box("display:table")],
  ["float", all, box("float:left")],
  ["inline block", all, box("display:inline-block")],
  ["fit-content", all, box("width:fit-content")],
  ["fit-content, centred", all, box("width:fit-content;margin:0 auto")],
  ["min-content", () => LEAST, box("width:min-content")],
  ["absolute", all, box("position:absolute;left:0;top:0")],
  ["fixed", all, box("position:fixed;left:0;top:0")],
  ["dialog", all, `<dialog open style="padding:0;border:0;margin:0 auto;max-width:100%">{}</dialog>`],
  ["popover", all, `<div popover="manual" style="padding:0;border:0;margin:0 auto;position:absolute;max-width:100%">{}</div>`],
  ["fieldset", all, `<fieldset style="border:0;padding:0;margin:0;min-width:0">{}</fieldset>`],
  ["details", all, `<details open><summary>Book</summary>{}</details>`],
  ["sidebar of 300 px", (width) => Math.min(300, width), `<div style="display:flex;flex-wrap:wrap"><i style="flex:1 1 400px;min-width:0"></i>${box("flex:0 0 300px;max-width:100%")}</div>`],
  ["sidebar of 260 px", (width) => Math.min(260, width), `<div style="display:flex;flex-wrap:wrap"><i style="flex:1 1 400px;min-width:0"></i>${box("flex:0 0 260px")}</div>`],
  ["columns 66 and 33, narrow side", (width) => (width / 3 < LEAST ? width : width / 3), `<div style="display:flex;flex-wrap:wrap"><i style="flex:1 1 66.66%"></i>${box("flex:1 1 33.33%")}</div>`],
  ["columns 66 and 33, wide side", (width) => width * 0.6666, `<div style="display:flex"><div style="flex:0 0 66.66%;min-width:0">{}</div><div style="flex:1"></div></div>`],
  ["blog row", all, box("display:flex;flex-wrap:wrap;align-items:center;gap:1.5rem")],
  ["blog row, one line", all, box("display:flex;flex-wrap:nowrap;align-items:center;gap:1.5rem")],
  ["blog stack", all, box("display:flex;flex-direction:column;align-items:flex-start;gap:1.5rem")],
  ["site builder's section", (width) => Math.min(940, width), inside("display:flex;flex-direction:column;align-items:center", "width:100%;max-width:940px;display:flex;flex-direction:column;align-items:center")],
  ["hero, centred both ways", all, box("display:flex;min-height:60vh;align-items:center;justify-content:center")],
];
