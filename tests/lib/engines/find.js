// Runs inside the page of any engine: finds elements through open shadow roots by what people see and hear. It is sent as text,
// so it stands alone; roles and names come from axe-core, which the caller has put on the page.

/** The elements that a chain of steps leads to, in tree order. */
export function find(steps) {
  const { axe } = globalThis;
  const inside = function* (root) {
    for (const element of root.children) {
      yield element;
      if (element.shadowRoot) yield* inside(element.shadowRoot);
      yield* inside(element);
    }
  };
  const below = (roots) => [...new Set(roots.flatMap((root) => [...(root.shadowRoot ? inside(root.shadowRoot) : []), ...inside(root)]))];
  const isShown = (element) => element.checkVisibility({ visibilityProperty: true }) && element.getClientRects().length > 0;
  const plain = (text) => text.replace(/\s+/g, " ").trim();
  const matches = (text, { exact, pattern, flags }, isWhole) => {
    if (pattern !== undefined) return new RegExp(pattern, flags).test(plain(text));
    return isWhole ? plain(text) === exact : plain(text).toLowerCase().includes(exact.toLowerCase());
  };
  const nameOf = (element) => axe.commons.text.accessibleTextVirtual(axe.utils.getNodeFromTree(element));
  const levelOf = (element) => Number(element.getAttribute("aria-level") ?? element.localName.slice(1));
  const byRole = ({ role, name, level, exact }) => (element) => {
    const node = axe.utils.getNodeFromTree(element);
    if (!node || !isShown(element) || axe.commons.aria.getRole(node) !== role) return false;
    if (level !== undefined && levelOf(element) !== level) return false;
    return name === undefined || matches(nameOf(element), name, exact);
  };
  const byLabel = ({ label, exact }) => (element) =>
    ["input", "select", "textarea"].includes(element.localName) && Boolean(axe.utils.getNodeFromTree(element)) && matches(nameOf(element), label, exact);
  // The innermost elements with the text, as a reader would point at them.
  const byText = ({ text }, found) => {
    const holders = found.filter((element) => isShown(element) && matches(element.innerText ?? "", text));
    return holders.filter((element) => !holders.some((other) => other !== element && element.contains(other)));
  };
  const step = (found, one) => {
    if (one.nth !== undefined) return found.at(one.nth) ? [found.at(one.nth)] : [];
    if (one.hasText) return found.filter((element) => matches(element.innerText, one.hasText));
    const all = below(found);
    if (one.css) return all.filter((element) => element.matches(one.css));
    if (one.role) return all.filter(byRole(one));
    if (one.label) return all.filter(byLabel(one));
    return byText(one, all);
  };
  const needsNames = steps.some(({ role, label }) => role || label);
  if (needsNames) axe.setup(document.documentElement);
  try {
    return steps.reduce(step, [document.documentElement]);
  } finally {
    if (needsNames) axe.teardown();
  }
}
