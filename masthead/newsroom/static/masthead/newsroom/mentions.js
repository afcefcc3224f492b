/* Offers colleagues after an @ in a note. Without it the name or address is typed in full. */
(() => {
  "use strict";
  const MOST = 5;
  const names = document.getElementById("note-names");
  const people = names ? JSON.parse(names.textContent) : [];
  const AFTER_AT = /(?:^|[^\w.])@([\w.+-]*)$/;

  const begun = (field) => {
    const match = AFTER_AT.exec(field.value.slice(0, field.selectionStart));
    return match && match[1].toLowerCase();
  };
  const found = (start) =>
    people
      .filter(
        ({ handle, name }) =>
          handle.toLowerCase().startsWith(start) ||
          name
            .toLowerCase()
            .split(" ")
            .some((part) => part.startsWith(start)),
      )
      .slice(0, MOST);
  const write = (field, offer, handle) => {
    const start = begun(field);
    const end = field.selectionStart;
    field.setRangeText(`${handle} `, end - start.length, end, "end");
    offer.hidden = true;
    offer.replaceChildren();
    field.focus();
  };
  const show = (field, offer) => {
    const start = begun(field);
    const offered = start === null ? [] : found(start);
    offer.hidden = offered.length === 0;
    offer.replaceChildren(
      ...offered.map(({ handle, name }) => {
        const button = document.createElement("button");
        button.type = "button";
        button.className = "button button-small button-secondary";
        button.textContent = `@${handle} (${name})`;
        button.addEventListener("click", () => write(field, offer, handle));
        return button;
      }),
    );
  };

  document.querySelectorAll("textarea[data-mentions]").forEach((field) => {
    const offer = field.parentElement.querySelector("[data-mentions-offer]");
    field.addEventListener("input", () => show(field, offer));
    field.addEventListener("keydown", (event) => {
      const first = offer.querySelector("button");
      if (offer.hidden || !first) {
        return;
      }
      if (event.key === "Tab" && !event.shiftKey) {
        event.preventDefault();
        first.click();
      } else if (event.key === "ArrowDown") {
        event.preventDefault();
        first.focus();
      } else if (event.key === "Escape") {
        event.stopPropagation();
        offer.hidden = true;
      }
    });
  });
})();
