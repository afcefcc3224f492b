/* On the page of an item or a story: the line below and above in the list that one came from, and the
   way back to the place in it. The desk leaves both in the browser's session. */
(() => {
  "use strict";
  const acts = window.mastheadActs;
  const kept = (name) => {
    try {
      return JSON.parse(window.sessionStorage.getItem(name));
    } catch {
      return null;
    }
  };
  const order = kept("masthead.desk.order") || [];
  const path = window.location.pathname;
  const place = order.findIndex((each) => new URL(each.url).pathname === path);

  const beside = (step) => (place < 0 ? undefined : order[place + step]);
  const go = (step, name) => {
    const target = beside(step);
    const link = document.querySelector(`a[data-act="${name}"]`);
    if (target) {
      const at = kept("masthead.desk.place");
      if (at) {
        window.sessionStorage.setItem("masthead.desk.place", JSON.stringify({ ...at, row: target.key }));
      }
      window.location.assign(target.url);
    } else if (link && place < 0) {
      window.location.assign(link.href);
    }
  };

  acts.next = () => go(1, "next");
  acts.previous = () => go(-1, "previous");
  document.querySelectorAll("a[data-act=next], a[data-act=previous]").forEach((link) => {
    const target = beside(link.dataset.act === "next" ? 1 : -1);
    if (target) {
      link.href = target.url;
    }
  });

  const back = kept("masthead.desk.place");
  document.querySelectorAll("a[data-act=desk]").forEach((link) => {
    if (back && new URL(back.at).pathname === new URL(link.href).pathname) {
      link.href = back.at;
    }
  });

  if (window.location.hash === "#preview") {
    const toggle = document.querySelector('[data-side-panel-toggle="preview"], [aria-label="Toggle preview"]');
    if (toggle) {
      window.setTimeout(() => toggle.click(), 0);
    }
  }
  acts.preview = () => {
    const toggle = document.querySelector('[data-side-panel-toggle="preview"], [aria-label="Toggle preview"]');
    if (toggle) {
      toggle.click();
    }
  };
})();
