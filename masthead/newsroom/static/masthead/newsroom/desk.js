/* The desk's lists by keyboard: the focus on the lines, ticks, the item that is read beside the list,
   and the place in the list that is kept while a line is open on a page of its own. Every act is a
   link or a button as well. */
(() => {
  "use strict";
  const acts = window.mastheadActs;
  const PLACE = "masthead.desk.place";
  const ORDER = "masthead.desk.order";

  const shown = (element) => element.getClientRects().length > 0;
  const rows = () => Array.from(document.querySelectorAll("[data-row]")).filter(shown);
  const linkOf = (row) => row.querySelector(".desk-headline a");
  const currentRow = () => document.activeElement.closest("[data-row]");
  const status = document.querySelector("[data-status]");
  const say = (words) => {
    if (status) {
      status.textContent = words;
    }
  };

  const place = () => {
    try {
      return JSON.parse(window.sessionStorage.getItem(PLACE)) || {};
    } catch {
      return {};
    }
  };

  /* --- The place in the list ------------------------------------------------------------------ */
  const keepPlace = () => {
    const listed = rows().map((row) => ({ key: row.dataset.row, url: linkOf(row).href }));
    window.sessionStorage.setItem(ORDER, JSON.stringify(listed));
    window.sessionStorage.setItem(
      PLACE,
      JSON.stringify({
        at: window.location.href,
        scroll: window.scrollY,
        row: reading ? reading.dataset.row : (currentRow() || { dataset: {} }).dataset.row,
      }),
    );
  };

  const restorePlace = () => {
    const kept = place();
    if (kept.at !== window.location.href || !document.querySelector("[data-desk-body]")) {
      return;
    }
    window.scrollTo(0, kept.scroll);
    const row = rows().find((each) => each.dataset.row === kept.row);
    if (row) {
      linkOf(row).focus({ preventScroll: true });
    }
  };

  /* --- Moving --------------------------------------------------------------------------------- */
  const move = (step) => {
    const all = rows();
    const current = all.indexOf(currentRow());
    const next = all[Math.min(Math.max(current + step, 0), all.length - 1)];
    if (next) {
      linkOf(next).focus();
    }
    return next;
  };

  /* --- Reading an item beside the list --------------------------------------------------------- */
  const reader = document.querySelector("[data-reader]");
  const pane = document.querySelector("[data-reader-text]");
  let reading = null;

  const isItem = (row) => linkOf(row).dataset.kind === "item";

  const show = async (row) => {
    reading = row;
    pane.textContent = "Loading …";
    if (!reader.open) {
      reader.showModal();
    }
    const answer = await window.fetch(linkOf(row).href, { credentials: "same-origin" });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (reading !== row) {
      return;
    }
    const parts = page.querySelectorAll(".newsroom-page > .notice, .newsroom-page > .item");
    pane.replaceChildren(...Array.from(parts, (part) => document.importNode(part, true)));
    if (!parts.length) {
      pane.textContent = "The item could not be loaded. Close this and follow its link.";
    }
    pane.scrollTop = 0;
    pane.focus();
  };

  const step = (by) => {
    const items = rows().filter(isItem);
    const next = items[items.indexOf(reading) + by];
    if (next) {
      show(next);
    } else {
      say(by > 0 ? "That was the last item of this page." : "That is the first item of this page.");
    }
  };

  if (reader) {
    reader.addEventListener("close", () => {
      if (reading && reading.isConnected) {
        linkOf(reading).focus();
      }
      reading = null;
    });
    reader.querySelectorAll("[data-reader-step]").forEach((button) => {
      button.addEventListener("click", () => step(Number(button.dataset.readerStep)));
    });
    reader.querySelector("[data-reader-close]").addEventListener("click", () => reader.close());
    reader.addEventListener("click", (event) => {
      if (event.target === reader) {
        reader.close();
      }
    });
  }

  const read = (row) => {
    if (isItem(row) && reader) {
      show(row);
    } else {
      linkOf(row).click();
    }
  };

  /* --- Ticks and the bar of acts ---------------------------------------------------------------- */
  const bar = document.querySelector("[data-bar]");
  const ticks = () => Array.from(document.querySelectorAll("[data-tick]"));
  let lastTick = null;
  let cleared = [];

  const showBar = () => {
    const count = ticks().filter((tick) => tick.checked).length;
    if (bar) {
      bar.hidden = count === 0;
      bar.querySelector("[data-bar-count]").textContent = String(count);
    }
    document.body.classList.toggle("desk-has-ticks", count > 0);
    return count;
  };

  const clear = () => {
    const ticked = ticks().filter((tick) => tick.checked);
    if (!ticked.length) {
      return false;
    }
    cleared = ticked.map((tick) => tick.value);
    ticked.forEach((tick) => {
      tick.checked = false;
    });
    showBar();
    say(`${ticked.length} unticked. Press u to tick them again.`);
    return true;
  };

  const tickRange = (from, to) => {
    const all = ticks();
    const [first, last] = [all.indexOf(from), all.indexOf(to)].sort((a, b) => a - b);
    all.slice(Math.max(first, 0), last + 1).forEach((tick) => {
      tick.checked = to.checked;
    });
  };

  document.addEventListener("click", (event) => {
    const tick = event.target.closest("[data-tick]");
    if (tick) {
      if (event.shiftKey && lastTick) {
        tickRange(lastTick, tick);
      }
      lastTick = tick;
      showBar();
    } else if (event.target.closest("[data-clear]")) {
      clear();
    }
  });

  /* --- Acts ------------------------------------------------------------------------------------- */
  Object.assign(acts, {
    next: () => {
      if (reader && reader.open) {
        step(1);
      } else {
        move(1);
      }
    },
    previous: () => {
      if (reader && reader.open) {
        step(-1);
      } else {
        move(-1);
      }
    },
    read: () => {
      const row = currentRow();
      if (!row) {
        return false;
      }
      read(row);
      return true;
    },
    preview: () => {
      const row = currentRow();
      if (row && isItem(row)) {
        show(row);
      } else if (row) {
        keepPlace();
        window.location.assign(`${linkOf(row).href}#preview`);
      }
    },
    open: () => {
      const row = reading || currentRow();
      const button = row && row.querySelector("button[formaction]");
      if (button) {
        button.click();
      } else if (row) {
        keepPlace();
        window.location.assign(linkOf(row).href);
      }
    },
    edit: () => {
      const row = currentRow();
      if (row && !isItem(row)) {
        linkOf(row).click();
      } else if (row) {
        say("An item is opened as a story first: press o.");
      }
    },
    tick: () => {
      const row = currentRow();
      const tick = row && row.querySelector("[data-tick]");
      if (tick) {
        tick.checked = !tick.checked;
        lastTick = tick;
        showBar();
      } else if (row) {
        say("Only stories can be ticked.");
      }
    },
    undo: () => {
      const offered = document.querySelector("button[data-act=undo]");
      if (offered) {
        offered.click();
        return;
      }
      if (!cleared.length) {
        say("There is nothing to undo.");
        return;
      }
      ticks().forEach((tick) => {
        tick.checked = tick.checked || cleared.includes(tick.value);
      });
      cleared = [];
      say(`${showBar()} ticked again.`);
    },
    list: (key) => {
      const lists = document.querySelectorAll(".desk-tabs a");
      if (lists[Number(key) - 1]) {
        lists[Number(key) - 1].click();
      }
    },
    filter: () => openPanel("[data-filters]", "select, input:not([type=hidden])"),
    views: () => openPanel("[data-views]", "a, input:not([type=hidden])"),
    close: () => {
      const panel = document.activeElement.closest("details[open]");
      if (panel) {
        panel.open = false;
        panel.querySelector("summary").focus();
      } else {
        clear();
      }
    },
  });

  const openPanel = (selector, first) => {
    const panel = document.querySelector(selector);
    if (panel) {
      panel.open = true;
      panel.querySelector(`.desk-panel :is(${first})`).focus();
    }
  };

  /* Escape leaves a field of a panel too: typing ends there. */
  document.addEventListener("keydown", (event) => {
    const panel = event.key === "Escape" && event.target.closest("details[open]");
    if (panel && event.target.closest("input, select")) {
      panel.open = false;
      panel.querySelector("summary").focus();
    }
  });

  /* Filters that were left empty do not lengthen the address: the address is the view. */
  const filters = document.querySelector("[data-filter-form]");
  if (filters) {
    filters.addEventListener("submit", () => {
      filters.querySelectorAll("input, select").forEach((field) => {
        field.disabled = field.value === "";
      });
    });
  }

  /* A plain click on an item reads it here; with a modifier, and on stories, links are links. */
  document.addEventListener("click", (event) => {
    const link = event.target.closest(".desk-headline a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) {
      return;
    }
    const row = link.closest("[data-row]");
    if (row && isItem(row) && reader && !event.defaultPrevented) {
      event.preventDefault();
      show(row);
    }
  });

  window.addEventListener("pagehide", keepPlace);
  window.addEventListener("pageshow", () => {
    document.querySelectorAll("[data-filter-form] :disabled").forEach((field) => {
      field.disabled = false;
    });
    showBar();
  });
  restorePlace();
  window.mastheadDesk = { rows, linkOf, currentRow, say, showBar, isReading: () => Boolean(reading) };
})();
