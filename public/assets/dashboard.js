// Small comforts. Every page of the dashboard works without this file.

// "Copy" beside a text that can otherwise be selected by hand.
for (const button of document.querySelectorAll("[data-copy]")) {
  const source = document.getElementById(button.dataset.copy);
  const status = document.getElementById(`${button.dataset.copy}-copied`);
  if (!source || !navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(source.value);
      status.textContent = "Copied";
    } catch {
      source.select();
      status.textContent = "Selected: copy it with your keyboard";
    }
  });
}

// "Show" beside a key that was typed or pasted.
for (const button of document.querySelectorAll("[data-show]")) {
  const field = document.getElementById(button.dataset.show);
  if (!field) continue;
  button.hidden = false;
  button.addEventListener("click", () => {
    const shown = field.type === "password";
    field.type = shown ? "text" : "password";
    button.textContent = shown ? "Hide key" : "Show key";
    field.focus();
  });
}

// A form is sent once: the button stays as wide as it is and says that something happens.
for (const form of document.querySelectorAll("form[method=post]")) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "true";
    form.setAttribute("aria-busy", "true");
  });
}
// Back from the cache of the browser, a form can be sent again.
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) {
    delete form.dataset.sent;
    form.removeAttribute("aria-busy");
  }
});

// Where there are more places than fit, the present one is in sight.
const places = document.getElementById("navigation");
const here = places?.querySelector("[aria-current=page]");
if (here && here.offsetTop + here.offsetHeight > places.offsetTop + places.clientHeight) places.scrollTop = here.offsetTop - places.offsetTop - places.clientHeight / 2;

// The menu of actions closes on Escape and on a click beside it.
for (const menu of document.querySelectorAll("details.actions")) {
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
  document.addEventListener("click", (event) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
}

// After a refused form, the summary of what to mend takes the focus.
const summary = document.querySelector(".summary");
if (summary) {
  summary.tabIndex = -1;
  summary.focus();
}
