// Pages of other people, as the widget meets them: policies, frameworks, builders, closed and narrow places.
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { publishedPolicy } from "../../scripts/demo-host/server.mjs";
import { parents } from "./parents.mjs";

const NONCE = "c2l4dGVlbiBieXRlcw";

/**
 * Policies of the host page, and what the visitor gets under each: the widget, our page in a frame, links to its services, or the
 * owner's own link.
 */
export const policies = (bookslip) => {
  // The probe is the page's own script, so each policy names the page's own origin beside ours.
  const published = publishedPolicy(bookslip).replace("script-src", "script-src 'self'");
  return [
    ["no policy", {}, "widget"],
    ["the published line", { "content-security-policy": published }, "widget"],
    ["nothing but the published line", { "content-security-policy": published.replace("default-src 'self'", "default-src 'none'") }, "widget"],
    ["a nonce and strict-dynamic", { "content-security-policy": published.replace(/script-src[^;]*/, `script-src 'nonce-${NONCE}' 'strict-dynamic' 'wasm-unsafe-eval'`) }, "widget"],
    ["trusted types", { "content-security-policy": `${published}; require-trusted-types-for 'script'` }, "widget"],
    ["isolated from other origins", { "cross-origin-opener-policy": "same-origin", "cross-origin-embedder-policy": "require-corp" }, "widget"],
    ["no WebAssembly", { "content-security-policy": published.replace(" 'wasm-unsafe-eval'", "") }, "frame"],
    ["neither WebAssembly nor frames", { "content-security-policy": published.replace(" 'wasm-unsafe-eval'", "").replace(`frame-src ${bookslip}`, "frame-src 'none'") }, "links"],
    ["no connection to us", { "content-security-policy": published.replace(`connect-src ${bookslip}`, "connect-src 'self'") }, "link"],
    ["no script of ours", { "content-security-policy": "default-src 'self'; style-src 'self'" }, "link"],
  ].map(([name, headers, shown]) => ({ name: `policy: ${name}`, headers, shown, html: "{}" }));
};

const reset = `*,::before,::after{box-sizing:border-box;margin:0;padding:0;border:0 solid;font:inherit}
  html{font-size:62.5%;line-height:1.5;-webkit-tap-highlight-color:transparent}
  h1,h2,h3,a,button,input,select{all:unset}ol,ul,menu{list-style:none}img,svg{display:block}
  body{text-transform:uppercase;letter-spacing:.2em;word-spacing:1em;text-align:center;text-indent:4em;white-space:nowrap;line-height:3;font-size:3rem;color:#fff;background:#fff;cursor:none;-webkit-user-select:none;user-select:none}`;
const sheet = `button,[type=button]{text-transform:none;background-color:transparent;color:inherit}.btn{display:none}.card{display:none!important}.head,.body,.step,.service,.day{visibility:hidden!important}
  body{margin:0;font:400 1rem/1.5 "Liberation Sans",sans-serif;color:#212529}`;
const open = (text) => `<button class="open">${text}</button>`;

/** Layouts and habits of pages. `open` names the button that brings the widget to light. */
export const pages = [
  { name: "a reset that unsets everything", css: reset, html: "{}" },
  { name: "a framework's class names", css: sheet, html: `<div class="container">{}</div>` },
  { name: "a blog system's stack and row", css: ".stack{display:flex;flex-direction:column;align-items:flex-start;gap:1.5rem}.row{display:flex;flex-wrap:nowrap;align-items:center}",
    html: `<main class="stack"><h1>Book</h1><div class="row">{}</div></main>` },
  { name: "a site builder's centred section", css: "body{margin:0}section{display:flex;flex-direction:column;align-items:center;padding:80px 5%}", html: "<section><h1>Book</h1>{}</section>" },
  { name: "a sticky header", css: "header{position:sticky;top:0;z-index:9;height:120px;background:#123;color:#fff}main{padding:40px 0 60vh}", html: "<header>Menu</header><main><h1>Book</h1>{}</main>" },
  { name: "right to left", lang: "ar", dir: "rtl", css: "body{margin:0 24px}", html: "<h1>احجز</h1>{}" },
  { name: "a dialog", html: `${open("Book now")}<dialog>{}</dialog>`, open: "Book now" },
  { name: "a dark page", css: ":root{color-scheme:dark}body{background:#101014;color:#eee}", html: "<h1>Book</h1>{}" },
  { name: "a sandbox without forms", headers: { "content-security-policy": "sandbox allow-scripts allow-same-origin" }, html: "{}" },
  { name: "an offcanvas drawer", css: ".drawer{position:fixed;inset:0 0 0 auto;width:min(480px,100%);overflow:auto;visibility:hidden;transform:translateX(100%)}.drawer.shown{visibility:visible;transform:none}",
    html: `${open("Book now")}<aside class="drawer">{}</aside>`, open: "Book now" },
];

const opener = `addEventListener("click", ({ target }) => {
  if (!target.matches?.(".open")) return;
  document.querySelector("dialog")?.showModal();
  document.querySelector(".drawer")?.classList.add("shown");
});`;
const popovers = `for (const element of document.querySelectorAll("[popover]")) element.showPopover();`;
const scripts = { "/probe.js": readFileSync(new URL("probe.js", import.meta.url), "utf8"), "/opener.js": opener, "/popovers.js": popovers };

const script = (src, type = "") => `<script nonce="${NONCE}"${type} src="${src}"></script>`;

function document({ bookslip, tenant, lang = "en-BE", dir = "ltr", css = "", html, attributes = "" }, more = "") {
  const widget = `<booking-widget tenant="${tenant}" loading="eager"${attributes}><a href="${bookslip}/b/${tenant}">Book online</a></booking-widget>`;
  return `<!doctype html><html lang="${lang}" dir="${dir}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Somebody's page</title>${script("/probe.js")}${css && `<style>${css}</style>`}</head><body>
${html.replaceAll("{}", widget)}
${script("/opener.js")}${more}${script(`${bookslip}/w/v1.js`, ' type="module"')}
</body></html>`;
}

/** All parents on one page. Each stands in a section that nothing leaves, so that one of them says nothing about another. */
const layouts = (given) =>
  document(
    {
      ...given,
      css: "body{margin:0}section{position:relative;transform:translate(0);min-height:50px;clear:both;overflow:clip}",
      html: parents.map(([, , html]) => `<section>${html}</section>`).join("\n"),
    },
    script("/popovers.js"),
  );

const frames = (widths) =>
  `<!doctype html><html lang="en"><title>Widths</title>${widths.map((width) => `<iframe title="${width}" scrolling="no" style="border:0;width:${width}px;height:800px" src="/layouts"></iframe>`).join("")}`;

/** A page whose language, direction, size of text and widget are asked for in the address. */
function plain(given, asked) {
  const text = (name, fallback) => asked.get(name) ?? fallback;
  const attributes = ["theme", "mode", "button-text", "widget-dir"].filter((name) => asked.has(name)).map((name) => ` ${name.replace("widget-", "")}="${asked.get(name)}"`).join("");
  const css = `html{font-size:${text("text", "100")}%;color-scheme:${text("scheme", "light dark")}}body{margin:0 16px;font-family:sans-serif}`;
  return document({ ...given, lang: text("lang", "en-BE"), dir: text("dir", "ltr"), css, attributes, html: "<main><h1>Somebody's page</h1>{}</main>" });
}

/** Serves the pages on another origin than the product. Addresses: `/case/N`, `/page?…`, `/layouts`, `/frames?280,360` and `/narrow?…`. */
export async function serveHosts({ port, bookslip, tenant, long }) {
  const cases = [...policies(bookslip), ...pages];
  const answer = (url) => {
    if (scripts[url.pathname]) return { type: "text/javascript", text: scripts[url.pathname] };
    const number = /^\/case\/(\d+)$/.exec(url.pathname)?.[1];
    if (number) return { headers: cases[number].headers, text: document({ bookslip, tenant, ...cases[number] }) };
    if (url.pathname === "/page") return { text: plain({ bookslip, tenant }, url.searchParams) };
    if (url.pathname === "/layouts") return { text: layouts({ bookslip, tenant }) };
    if (url.pathname === "/frames") return { text: frames(url.search.slice(1).split(",")) };
    if (url.pathname === "/narrow") return { text: narrow({ bookslip, tenant, long, text: url.searchParams.get("text") }) };
    return null;
  };
  const server = createServer((request, response) => {
    if (request.url === "/favicon.ico") return response.writeHead(204).end();
    const found = answer(new URL(request.url, "http://host"));
    if (!found) return response.writeHead(404).end();
    return response.writeHead(200, { "content-type": `${found.type ?? "text/html"}; charset=utf-8`, "cache-control": "no-store", "cross-origin-resource-policy": "same-origin", ...found.headers }).end(found.text);
  });
  await new Promise((resolve, reject) => server.once("error", reject).listen(port, "127.0.0.1", resolve));
  return { cases, close: () => (server.close(), server.closeAllConnections()) };
}

/** The widths, texts and languages in which everything has to fit. */
export const narrowWidths = [280, 320, 768];

function narrow({ bookslip, tenant, long, text }) {
  const one = (slug, lang) => narrowWidths.map((width) =>
    `<div lang="${lang}" data-case="${width} px, ${text} % text, ${slug === long ? "long names" : "German"}" style="width:${width}px;margin-bottom:2rem"><booking-widget tenant="${slug}" loading="eager"><a href="${bookslip}/b/${slug}">Book online</a></booking-widget></div>`);
  return document({ bookslip, tenant, css: `html{font-size:${text}%}body{margin:0}`, html: [...one(long, "en-BE"), ...one(tenant, "de-BE")].join("\n") });
}
