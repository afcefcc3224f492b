// The checklist of gates beside the story's form follows what is typed, saved or not.
const panel = document.querySelector("[data-gates]");
const form = document.querySelector("[data-edit-form]");

if (panel && form) {
  const list = panel.querySelector("[data-gates-list]");
  let timer = 0;
  let asked = 0;

  const ask = async () => {
    asked += 1;
    const mine = asked;
    const answer = await fetch(panel.dataset.gates, {
      method: "POST",
      body: new FormData(form),
      headers: { "X-Requested-With": "XMLHttpRequest" },
    }).catch(() => null);
    // A later question may have been answered sooner; without an answer the list stays as it is.
    if (!answer?.ok || mine !== asked) return;
    const text = await answer.text();
    const parsed = new DOMParser().parseFromString(text, "text/html");
    list.replaceChildren(...parsed.body.childNodes);
    const toggle = document.querySelector("[data-gates-count]");
    const shut = list.querySelectorAll(".gate--shut").length;
    if (toggle) {
      toggle.textContent = shut || "";
      toggle.hidden = !shut;
    }
  };

  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(ask, 700);
  };

  for (const kind of ["input", "change", "w-formset:added", "w-formset:removed"]) {
    form.addEventListener(kind, soon);
  }
  // Choosers and blocks write into hidden fields, which tell nobody.
  new MutationObserver(soon).observe(form, {
    subtree: true,
    childList: true,
    attributes: true,
    attributeFilter: ["value"],
  });
  soon();
}
