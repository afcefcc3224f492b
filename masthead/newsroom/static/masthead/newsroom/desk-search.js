/* Finds while one types: the same page that the search's button leads to, in the place of the list. */
(() => {
  "use strict";
  const field = document.querySelector("[data-desk-search]");
  const place = document.querySelector("[data-search-results]");
  if (!field || !place) {
    return;
  }
  const list = document.querySelector("[data-desk-body]");
  const isPage = "isPage" in place.dataset;
  /* Long enough that a word typed at speed is one question. */
  const WAIT = 180;
  let timer = 0;
  let asked = null;

  const back = () => {
    if (!isPage && list) {
      place.hidden = true;
      list.hidden = false;
      place.replaceChildren();
    }
  };

  const look = async () => {
    const words = field.value.trimStart();
    if (asked) {
      asked.abort();
    }
    if (words.length < 2) {
      back();
      return;
    }
    asked = new AbortController();
    const query = new URLSearchParams({ q: words });
    try {
      const address = `${field.form.action}?${query}&fragment=1`;
      const answer = await window.fetch(address, {
        credentials: "same-origin",
        signal: asked.signal,
      });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const found = page.querySelector("[data-results]");
      if (found && words === field.value.trimStart()) {
        place.replaceChildren(document.importNode(found, true));
        place.hidden = false;
        if (list) {
          list.hidden = true;
        }
        if (isPage) {
          window.history.replaceState(null, "", `${field.form.action}?${query}`);
        }
      }
    } catch (error) {
      if (error.name !== "AbortError") {
        throw error;
      }
    }
  };

  field.addEventListener("input", () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(look, WAIT);
  });
  field.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      field.value = "";
      back();
      field.blur();
    } else if (event.key === "ArrowDown" && !place.hidden) {
      event.preventDefault();
      const first = place.querySelector(".desk-headline a");
      if (first) {
        first.focus();
      }
    }
  });
})();
