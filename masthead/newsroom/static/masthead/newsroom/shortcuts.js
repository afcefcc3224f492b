/* Keyboard shortcuts. The table in the page's dialog (masthead/newsroom/desk/shortcuts.py) says which
   key does what; what it does is a function that a script registers here, or the element that bears
   its name as data-act. No shortcut fires while somebody types or holds a modifier. */
(() => {
  "use strict";
  const dialog = document.querySelector("[data-shortcuts]");
  const acts = {};
  window.mastheadActs = acts;
  if (!dialog) {
    return;
  }

  const byKey = new Map();
  dialog.querySelectorAll("[data-keys]").forEach((row) => {
    row.dataset.keys.split(" ").forEach((key) => byKey.set(key, row.dataset.does));
  });

  const isTyping = (target) =>
    target.isContentEditable ||
    Boolean(target.closest("textarea, select, [role=textbox], [role=combobox]")) ||
    (target.matches("input") && !target.matches("[type=checkbox], [type=radio], [type=submit]"));

  const targetOf = (act) =>
    Array.from(document.querySelectorAll(`[data-act="${CSS.escape(act)}"]`)).find(
      (element) => element.getClientRects().length > 0,
    );

  /* A field is for typing in, everything else is for pressing. */
  const press = (element) => {
    if (element.matches("input:not([type=checkbox])")) {
      element.focus();
      element.select();
    } else {
      element.click();
    }
  };

  acts.help = () => {
    if (!dialog.open) {
      dialog.showModal();
    }
  };

  acts.search = () => {
    const field = targetOf("search");
    if (field) {
      press(field);
    } else {
      window.location.assign(dialog.dataset.search);
    }
  };

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-act=help]")) {
      acts.help();
    }
  });

  document.addEventListener("keydown", (event) => {
    const act = byKey.get(event.key);
    if (!act || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    if (!(event.target instanceof Element) || isTyping(event.target)) {
      return;
    }
    /* A button or a link that has the focus keeps its own Enter. */
    if (event.key === "Enter" && event.target.closest("button, summary, a:not([data-kind])")) {
      return;
    }
    const modal = document.querySelector("dialog[open]");
    if (modal && !(modal.matches("[data-reader]") && ["next", "previous", "open"].includes(act))) {
      return;
    }
    const run = acts[act];
    const element = run ? null : targetOf(act);
    if (run) {
      if (run(event.key) !== false) {
        event.preventDefault();
      }
    } else if (element) {
      event.preventDefault();
      press(element);
    }
  });
})();
