// The block in the editor: a card with what is set, and the settings beside it. What visitors see is rendered by the plug-in.
(({ blocks, blockEditor, components, element, i18n }) => {
  const { createElement: el } = element;
  const { __ } = i18n;
  const fields = [
    ["tenant", __("Tenant (empty: as in the settings)", "bookslip")],
    ["service", __("Only this service", "bookslip")],
    ["resource", __("Only this person or room", "bookslip")],
    ["locale", __("Language (empty: as the page)", "bookslip")],
    ["buttonText", __("Text of the button", "bookslip")],
  ];
  const choices = [
    ["theme", __("Theme", "bookslip"), ["auto", "light", "dark"]],
    ["mode", __("How it is shown", "bookslip"), ["inline", "popup", "floating", "iframe"]],
  ];
  blocks.registerBlockType("bookslip/booking", {
    edit({ attributes, setAttributes }) {
      const set = (name) => (value) => setAttributes({ [name]: value || undefined });
      const inputs = fields.map(([name, label]) => el(components.TextControl, { key: name, label, value: attributes[name] ?? "", onChange: set(name) }));
      const selects = choices.map(([name, label, values]) =>
        el(components.SelectControl, { key: name, label, value: attributes[name] ?? values[0], options: values.map((value) => ({ label: value, value })), onChange: set(name) }));
      const chosen = Object.entries(attributes).filter(([, value]) => value).map(([name, value]) => `${name}: ${value}`).join(", ");
      return el(
        "div",
        blockEditor.useBlockProps(),
        el(blockEditor.InspectorControls, null, el(components.PanelBody, { title: __("Booking", "bookslip") }, ...inputs, ...selects)),
        el(components.Placeholder, { icon: "calendar-alt", label: __("Booking", "bookslip"), instructions: chosen || __("Visitors see the booking widget here.", "bookslip") }),
      );
    },
    save: () => null,
  });
})(window.wp);
