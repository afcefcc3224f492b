/* Keeps an open desk right without a reload. Every few seconds, while the page is seen, it asks what
   has changed; mostly the answer is "nothing" (304). Lines that are shown change in their place; new
   ones wait behind a button, or come in by themselves while nobody touches the list. The line under
   the cursor never moves. */
(() => {
  "use strict";
  const desk = document.querySelector("[data-desk][data-changes]");
  if (!desk) {
    return;
  }
  const PERIOD = 5000;
  /* After an error it asks less and less often, up to once a minute. */
  const LONGEST = 60000;
  const { rows, say, showBar, isReading } = window.mastheadDesk;
  const body = desk.querySelector("[data-rows]");
  const table = desk.querySelector("[data-table]");
  const empty = desk.querySelector("[data-empty]");
  const button = document.querySelector("[data-new]");
  const waiting = new Map();
  const known = new Map();
  let after = desk.dataset.until;
  let mark = "";
  let pause = PERIOD;
  let isOver = false;
  let pointer = null;

  const plural = (count) => `${count} new`;
  const made = (html) => {
    const template = document.createElement("template");
    template.innerHTML = html.trim();
    return template.content.firstElementChild;
  };
  const rowOf = (key) => body.querySelector(`[data-row="${CSS.escape(key)}"]`);

  /* --- Keeping what is under the cursor where it is ------------------------------------------- */
  const anchor = () => {
    const focused = document.activeElement.closest("[data-row]");
    const pointed = pointer && pointer.closest && pointer.closest("[data-row]");
    return focused || (pointed && pointed.isConnected ? pointed : null);
  };

  const still = (change) => {
    const fixed = anchor();
    const before = fixed ? fixed.getBoundingClientRect().top : 0;
    change();
    if (fixed && fixed.isConnected) {
      window.scrollBy(0, fixed.getBoundingClientRect().top - before);
    }
  };

  const isUntouched = () =>
    desk.dataset.isFirst === "1" &&
    window.scrollY < 8 &&
    !anchor() &&
    !isReading() &&
    !body.querySelector("[data-tick]:checked") &&
    !document.querySelector("details[open] :focus");

  /* --- Rows ----------------------------------------------------------------------------------- */
  const replace = (row, html) => {
    const fresh = made(html);
    const active = document.activeElement;
    const hasFocus = row.contains(active);
    const wasTicked = Boolean(row.querySelector("[data-tick]:checked"));
    /* The row itself stays, and with it the focus of its link when it has it. */
    const selector = hasFocus && active.matches("[data-tick]") ? "[data-tick]" : ".desk-headline a";
    row.replaceChildren(...fresh.childNodes);
    row.dataset.moment = fresh.dataset.moment;
    row.classList.remove("is-gone");
    const tick = row.querySelector("[data-tick]");
    if (tick) {
      tick.checked = wasTicked;
    }
    if (hasFocus) {
      row.querySelector(selector).focus({ preventScroll: true });
    }
  };

  const leave = (row, told) => {
    row.classList.add("is-gone");
    const state = row.querySelector(".state");
    state.className = `state state--${told.tone}`;
    state.textContent = told.state;
    row.querySelectorAll(".desk-act button").forEach((each) => each.remove());
    const tick = row.querySelector("[data-tick]");
    if (tick) {
      tick.checked = false;
    }
  };

  const isAscending = desk.dataset.isAscending === "1";
  const insert = (fresh) => {
    const moment = Date.parse(fresh.dataset.moment);
    const next = Array.from(body.children).find((row) => {
      const other = Date.parse(row.dataset.moment);
      return isAscending ? other > moment : other <= moment;
    });
    body.insertBefore(fresh, next || null);
  };

  const merge = () => {
    const count = waiting.size;
    still(() => {
      waiting.forEach((html) => {
        const fresh = made(html);
        fresh.classList.add("is-new");
        insert(fresh);
      });
      body.querySelectorAll(".is-gone").forEach((row) => {
        if (!row.contains(document.activeElement)) {
          row.remove();
        }
      });
      waiting.clear();
      table.hidden = !body.children.length;
      empty.hidden = Boolean(body.children.length);
    });
    showWaiting();
    return count;
  };

  const showWaiting = () => {
    button.hidden = waiting.size === 0 && !isOver;
    button.textContent = isOver ? "Much has changed: load the list anew" : plural(waiting.size);
  };

  const showAll = () => {
    if (isOver) {
      window.location.reload();
      return;
    }
    if (desk.dataset.isFirst !== "1") {
      document.querySelector("[data-act=newest]").click();
      return;
    }
    const count = merge();
    window.scrollTo(0, 0);
    if (count) {
      rows()[0].querySelector(".desk-headline a").focus();
      say(`${count} new shown at the top of ${desk.dataset.listName}.`);
    } else {
      say("Nothing new.");
    }
  };
  button.addEventListener("click", showAll);
  window.mastheadActs.merge = showAll;

  /* --- What came back -------------------------------------------------------------------------- */
  const take = (told) => {
    let changed = 0;
    let fresh = 0;
    (told.rows || []).forEach((each) => {
      const now = `${each.here} ${each.state} ${each.html}`;
      if (known.get(each.key) === now) {
        return;
      }
      known.set(each.key, now);
      const row = rowOf(each.key);
      if (row && each.here) {
        if (row.outerHTML !== each.html) {
          replace(row, each.html);
          changed += 1;
        }
      } else if (row) {
        leave(row, each);
        changed += 1;
      } else if (each.here) {
        fresh += waiting.has(each.key) ? 0 : 1;
        waiting.set(each.key, each.html);
      } else {
        waiting.delete(each.key);
      }
    });
    return { changed, fresh };
  };

  const showCounts = (counts) => {
    Object.entries(counts || {}).forEach(([list, count]) => {
      const place = document.querySelector(`[data-count="${CSS.escape(list)}"]`);
      if (place && place.textContent !== count) {
        place.textContent = count;
      }
    });
  };

  const showStrip = (html) => {
    const strip = document.querySelector("[data-strip]");
    const told = (links) => links.map((link) => link.getAttribute("href")).join(" ");
    const linksIn = (node) => Array.from(node.querySelectorAll("[data-strip-link]"));
    const next = document.createElement("template");
    next.innerHTML = html;
    const before = told(linksIn(strip));
    const after = told(linksIn(next.content));
    if (before === after || strip.contains(document.activeElement)) {
      return;
    }
    const urgent = linksIn(next.content)[0];
    const isNews = urgent && !before.split(" ").includes(urgent.getAttribute("href"));
    strip.replaceChildren(next.content);
    if (isNews) {
      say(`Urgent: ${urgent.textContent}`);
    }
  };

  const follow = (told) => {
    after = told.until;
    isOver = isOver || told.too_much;
    const { changed, fresh } = take(told);
    showCounts(told.counts);
    if (fresh && isUntouched() && !isOver) {
      merge();
      say(`${plural(fresh)} in ${desk.dataset.listName}.`);
    } else {
      showWaiting();
      if (fresh) {
        say(`${plural(waiting.size)} in ${desk.dataset.listName}. Press n to show.`);
      } else if (changed) {
        say(changed === 1 ? "A line has changed." : `${changed} lines have changed.`);
      }
    }
    showBar();
    if (told.strip !== undefined) {
      showStrip(told.strip);
    }
  };

  const ask = async () => {
    const query = new URLSearchParams(desk.dataset.view);
    query.set("after", after);
    const answer = await window.fetch(`${desk.dataset.changes}?${query}`, {
      credentials: "same-origin",
      headers: { Accept: "application/json", ...(mark ? { "If-None-Match": mark } : {}) },
      redirect: "error",
    });
    if (answer.status === 200) {
      mark = answer.headers.get("ETag") || "";
      follow(await answer.json());
    } else if (answer.status !== 304) {
      throw new Error(String(answer.status));
    }
  };

  const tell = (isRight) => {
    if (isRight && pause > PERIOD) {
      say("The desk is up to date again.");
    } else if (!isRight && pause === PERIOD) {
      say("The newsroom does not answer: the list may be old. It is asked again.");
    }
    pause = isRight ? PERIOD : Math.min(pause * 2, LONGEST);
  };

  let timer = 0;
  const round = async () => {
    window.clearTimeout(timer);
    if (!document.hidden) {
      try {
        await ask();
        tell(true);
      } catch {
        tell(false);
      }
    }
    timer = window.setTimeout(round, pause);
  };

  document.addEventListener("pointerover", (event) => {
    pointer = event.pointerType === "mouse" ? event.target : null;
  });
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) {
      round();
    }
  });
  timer = window.setTimeout(round, PERIOD);

  /* --- Times as people say them grow old too ----------------------------------------------------- */
  window.setInterval(() => {
    document.querySelectorAll("[data-rows] time, [data-strip] time").forEach((time) => {
      if (!/^(just now|\d+ min ago)$/.test(time.textContent)) {
        return;
      }
      const minutes = Math.round((Date.now() - Date.parse(time.dateTime)) / 60000);
      const clock = time.dateTime.slice(11, 16);
      time.textContent = minutes < 1 ? "just now" : minutes < 60 ? `${minutes} min ago` : clock;
    });
  }, 30000);
})();
