/* The desk by keyboard. Every act is a link or a button as well; this only moves the focus. */
(() => {
  "use strict";
  const rows = Array.from(document.querySelectorAll("[data-desk-row]"));
  const search = document.querySelector("[data-desk-search]");
  const lists = Array.from(document.querySelectorAll(".desk-tabs a"));
  const linkOf = (row) => row.querySelector(".desk-headline a");

  const move = (step) => {
    const current = rows.findIndex((row) => row.contains(document.activeElement));
    const next = Math.min(Math.max(current + step, 0), rows.length - 1);
    if (rows[next]) {
      linkOf(rows[next]).focus();
    }
  };

  const acts = {
    j: () => move(1),
    k: () => move(-1),
    o: () => {
      const row = rows.find((each) => each.contains(document.activeElement));
      const button = row && row.querySelector("button[formaction]");
      if (button) {
        button.click();
      } else if (row) {
        linkOf(row).click();
      }
    },
    "/": () => search.focus(),
  };

  document.addEventListener("keydown", (event) => {
    const isTyping = event.target.closest("input, textarea, select, [contenteditable]");
    if (isTyping || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    const list = /^[1-9]$/.test(event.key) ? lists[Number(event.key) - 1] : undefined;
    const act = list ? () => list.click() : acts[event.key];
    if (act) {
      event.preventDefault();
      act();
    }
  });
})();
