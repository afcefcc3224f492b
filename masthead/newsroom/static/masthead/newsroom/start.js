/* Starts Wagtail's widgets from data instead of inline scripts (see masthead/newsroom/widgets.py).
   Only the names below can be started: an element that names anything else does nothing. */
(() => {
  "use strict";
  const CALLED = /^(?:init(?:Date|Time|DateTime)Chooser|create\w+Chooser)$/;
  const MADE = /^(?:InlinePanel|MultipleChooserPanel|[A-Z]\w*Chooser)$/;

  const start = (element) => {
    const name = element.dataset.newsroomStart;
    const known = window[name];
    if (typeof known !== "function") {
      return;
    }
    element.removeAttribute("data-newsroom-start");
    const values = JSON.parse(element.textContent);
    if (CALLED.test(name)) {
      known(...values);
    } else if (MADE.test(name)) {
      new known(...values);
    }
  };

  const startAllIn = (node) => {
    if (node.nodeType !== Node.ELEMENT_NODE) {
      return;
    }
    if (node.matches("script[data-newsroom-start]")) {
      start(node);
    }
    node.querySelectorAll("script[data-newsroom-start]").forEach(start);
  };

  document.addEventListener("DOMContentLoaded", () => {
    startAllIn(document.body);
    /* Forms that are added later: another byline, a chooser's own form in a dialogue. */
    new MutationObserver((changes) => {
      changes.forEach((change) => change.addedNodes.forEach(startAllIn));
    }).observe(document.body, { childList: true, subtree: true });
  });
})();
