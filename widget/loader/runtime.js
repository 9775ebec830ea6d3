// What the loader imports: the widget's glue and its style sheet, as one hashed file. The build puts in STYLE_CSS.
import init, { mount } from "widget-glue";

/** Makes the instance from the answer that carries the WebAssembly; one serves every widget of the page. */
export async function start(wasm) {
  await init({ module_or_path: wasm });
  return { mount, css: STYLE_CSS };
}
