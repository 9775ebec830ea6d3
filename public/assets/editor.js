// The document editor saves while somebody types, and adds and moves lines without leaving the page.
// Without this file every button does the same by a plain form.

const PAUSE = 700; // after the last key
const WAITS = [2, 5, 10, 20, 30]; // seconds between attempts while nothing can be saved

let form = document.querySelector("form[data-editor]");
let timer;
let busy = Promise.resolve();
let edits = 0; // typed so far
let kept = 0; // of these, what is saved
let failures = 0;
let leaving = false;

// A button named action hides the property of that name.
const address = () => new URL(form.getAttribute("action"), location.href);
const byId = (id) => document.getElementById(id);
const inConflict = () => byId("conflict")?.childElementCount > 0;

function say(text) {
  const saved = byId("saved");
  if (saved) saved.textContent = text;
}

/** A problem with saving is announced, and stays until a save succeeds. */
function complain(text) {
  const problem = byId("save-problem");
  if (!problem) return;
  problem.hidden = text === "";
  if (problem.textContent !== text) problem.textContent = text;
}

async function send(action) {
  const fields = new URLSearchParams(new FormData(form));
  fields.set("action", action);
  const response = await fetch(address(), { method: "POST", body: fields, headers: { accept: "text/html" } });
  if (response.redirected && new URL(response.url).pathname.endsWith("/login")) throw new Error("You are signed out. Sign in again in another window, then press Keep here.");
  if (response.status >= 500) throw new Error("The server could not save it.");
  return { response, text: await response.text() };
}

function parse(text) {
  return new DOMParser().parseFromString(text, "text/html");
}

/** Each part takes the place of the one with its id. */
function swap(page) {
  for (const part of [...page.body.children]) byId(part.id)?.replaceWith(part);
}

function succeeded(upTo) {
  kept = upTo;
  failures = 0;
  complain("");
  // A draft that is stored has an address of its own: a reload shows it again.
  const own = address().pathname;
  if (location.pathname !== own) history.replaceState(null, "", own);
}

function failed(error) {
  const wait = WAITS[Math.min(failures, WAITS.length - 1)];
  failures += 1;
  const reason = navigator.onLine ? error.message : "You are offline.";
  say("Not saved");
  complain(`${reason} What you typed is not saved. Keep this page open: it is tried again in ${wait} seconds.`);
  clearTimeout(timer);
  timer = setTimeout(autosave, wait * 1000);
}

function autosave() {
  clearTimeout(timer);
  busy = busy.then(async () => {
    if (leaving || inConflict() || kept === edits) return;
    const upTo = edits;
    say("Saving…");
    try {
      const { response, text } = await send("autosave");
      if (response.redirected) {
        leaving = true;
        location.assign(response.url); // another window made it a document
        return;
      }
      if (!response.ok && response.status !== 409) throw new Error("It could not be saved.");
      swap(parse(text));
      if (response.ok) succeeded(upTo);
    } catch (error) {
      failed(error);
    }
  });
  return busy;
}

/** What leads to another page, or changes the whole of this one, is sent as a plain form. */
function leave(action) {
  leaving = true;
  const field = Object.assign(document.createElement("input"), { type: "hidden", name: "action", value: action });
  field.dataset.pressed = "";
  form.append(field);
  form.setAttribute("aria-busy", "true");
  form.submit();
}

function focusOn(id) {
  const target = byId(id) ?? byId("lines");
  if (!target) return;
  target.focus({ preventScroll: true });
  target.scrollIntoView({ block: "nearest" });
  if (target.matches("input")) target.select();
}

/** Adds, moves or removes: the server answers with the page, whose form takes the place of this one. */
async function step(button) {
  const upTo = edits;
  form.setAttribute("aria-busy", "true");
  try {
    const { response, text } = await send(button.value);
    const next = parse(text).querySelector("form[data-editor]");
    if (!next) {
      leaving = true;
      location.assign(response.url);
      return;
    }
    form.replaceWith(next);
    form = next;
    if (response.status !== 409) succeeded(upTo);
    const told = document.querySelector("#conflict .notice, .error");
    if (response.ok) focusOn(button.dataset.focus ?? "lines");
    else told?.scrollIntoView({ block: "center" });
  } catch (error) {
    form.removeAttribute("aria-busy");
    failed(error);
  }
}

document.addEventListener(
  "submit",
  (event) => {
    if (event.target !== form) return;
    event.preventDefault();
    event.stopPropagation();
    clearTimeout(timer);
    const keep = form.querySelector("button[value=keep]");
    const pressed = event.submitter ?? keep;
    // Enter in the field of items adds the item.
    const button = pressed === keep && byId("item").value.trim() ? form.querySelector("button[value=add-item]") : pressed;
    const leaves = /^(issue|open:|become:|overwrite:)/.test(button.value);
    busy = busy.then(() => {
      if (leaving) return undefined;
      return leaves ? leave(button.value) : step(button);
    });
  },
  true,
);

document.addEventListener("input", (event) => {
  if (event.target.form !== form || event.target.id === "item") return;
  edits += 1;
  if (failures > 0) return; // the next attempt is planned already
  clearTimeout(timer);
  timer = setTimeout(autosave, PAUSE);
});

addEventListener("online", () => kept !== edits && autosave());

addEventListener("beforeunload", (event) => {
  if (!leaving && kept !== edits) event.preventDefault();
});

// Back from the cache of the browser, the form can be sent again.
addEventListener("pageshow", () => {
  leaving = false;
  form.removeAttribute("aria-busy");
  for (const field of form.querySelectorAll("[data-pressed]")) field.remove();
});
