// Which of our languages a page is in. The loader and the shell both ask.

const OURS = /^(en|nl|fr|de)(?![a-z])(?:[-_]([a-z]{2})(?![a-z]))?/i;

/** The first of the languages that we speak, such as `nl` or `fr-CA`: of the element, the page around it, or this list. */
export function languageOf(host, others) {
  const tags = [host.locale, host.closest("[lang]")?.lang, ...others];
  const found = tags.map((tag) => OURS.exec(tag)).find(Boolean);
  return found && found[1].toLowerCase() + (found[2] ? `-${found[2].toUpperCase()}` : "");
}
