/* Words that are typed and not saved: says how they stand, and keeps them in this browser for as
   long as the server has not confirmed them. The server's side is newsroom/viewsets/keeping.py;
   when to save is Wagtail's w-autosave, whose events are used here. */
(() => {
  "use strict";
  const place = document.querySelector("[data-words]");
  const form = document.getElementById("w-editor-form");
  if (!place || !form) {
    return;
  }
  /* Words of a browser that nobody opened for so long are somebody's old draft on a shared desk. */
  const KEEP_DAYS = 14;
  /* Wagtail gives up after five tries in a minute; a train is longer in its tunnel. */
  const TRY_AGAIN_MS = 15000;
  /* Longer than Wagtail takes to notice by itself. */
  const UNNOTICED_MS = 4000;
  const NOT_WORDS = new Set(["csrfmiddlewaretoken", "overwrite_revision_id", "restore"]);
  const { person } = place.dataset;
  let { story } = place.dataset;
  let isFailing = false;

  const key = () => `masthead-words:${person}:${story}`;
  const part = (name) => place.querySelector(`[data-words-${name}]`);
  const words = () =>
    Array.from(new FormData(form)).filter(
      ([name, value]) => typeof value === "string" && !NOT_WORDS.has(name),
    );
  const stored = () => {
    try {
      return JSON.parse(localStorage.getItem(key()));
    } catch {
      return null;
    }
  };
  const store = (isSubmitted) => {
    const kept = {
      at: new Date().toISOString(),
      revision: place.dataset.revision,
      isSubmitted,
      words: words(),
    };
    try {
      localStorage.setItem(key(), JSON.stringify(kept));
      return true;
    } catch {
      return false; /* full or forbidden: the message below says so */
    }
  };
  const forget = () => localStorage.removeItem(key());

  /* Who else is here comes with each ping and is said once, not with each. A save that was told of
     is not unsaid by a ping that knows only who has the story open. */
  let isSaveTold = false;
  const sayPresence = (text, isSave) => {
    if (isSaveTold && !isSave) {
      return;
    }
    isSaveTold = isSave;
    const presence = part("presence");
    if (presence.firstElementChild.textContent !== text) {
      presence.firstElementChild.textContent = text;
      presence.hidden = text === "";
    }
    const compare = part("compare");
    if (compare) {
      compare.hidden = !isSave;
    }
  };

  const complain = (reason) => {
    const isKept = store(false);
    const where = isKept
      ? "Your words are kept in this browser until it works again."
      : "This browser cannot keep them: do not close this page.";
    part("unsaved").textContent = `Not saved: ${reason} ${where}`;
    part("unsaved").hidden = false;
  };
  const reasonOf = (detail) => {
    if (detail.type === "network_error") {
      return "there is no connection to the newsroom.";
    }
    return detail.type === "server_error"
      ? "the newsroom does not answer as it should. If you were signed out, sign in in another tab."
      : `${detail.text || "the newsroom refused it."}`;
  };

  /* Wagtail takes what stands in the form two seconds after loading for its beginning; who types
     faster than that would be kept with the next letter only. */
  let isTyped = false;
  const tellAutosave = () =>
    form.dispatchEvent(new CustomEvent("w-unsaved:add", { bubbles: true, cancelable: true }));
  form.addEventListener("input", () => {
    isTyped = true;
  });
  setInterval(() => {
    if (isTyped) {
      tellAutosave();
    }
  }, UNNOTICED_MS);
  document.addEventListener("w-autosave:save", () => {
    isTyped = false;
  });

  form.addEventListener("w-unsaved:add", () => store(false));
  document.addEventListener("w-autosave:success", ({ detail }) => {
    forget();
    if (story === "new" && detail.data.pk) {
      story = String(detail.data.pk);
    }
    isFailing = false;
    part("unsaved").hidden = true;
    if (detail.data.changed) {
      sayPresence(detail.data.changed, true);
    }
    document.querySelectorAll("[data-words-saved]").forEach((element) => {
      element.textContent = detail.data.saved || "Saved";
    });
  });
  document.addEventListener("w-autosave:error", ({ detail }) => {
    isFailing = true;
    complain(reasonOf(detail));
  });
  form.addEventListener("submit", (event) => {
    if (!navigator.onLine) {
      event.preventDefault();
      complain("there is no connection to the newsroom.");
      return;
    }
    store(true);
  });

  const saveAgain = () => {
    if (isFailing) {
      tellAutosave();
    }
  };
  window.addEventListener("online", saveAgain);
  setInterval(saveAgain, TRY_AGAIN_MS);

  /* Words that never arrived are offered again. Those that were sent by a button have arrived
     when the newest revision is another one by now, and this person's. */
  const offer = () => {
    const kept = stored();
    if (!kept) {
      return;
    }
    const isOld = Date.now() - Date.parse(kept.at) > KEEP_DAYS * 24 * 3600 * 1000;
    const hasArrived =
      kept.isSubmitted && place.dataset.own && kept.revision !== place.dataset.revision;
    /* What the server shows again after a refusal or a choice is these words themselves. */
    if (isOld || hasArrived || (kept.isSubmitted && place.dataset.bound)) {
      forget();
      return;
    }
    const when = part("when");
    when.dateTime = kept.at;
    when.textContent = new Intl.DateTimeFormat("en-GB", {
      dateStyle: "medium",
      timeStyle: "short",
    }).format(new Date(kept.at));
    part("browser").hidden = false;
    part("forget").addEventListener("click", () => {
      forget();
      part("browser").hidden = true;
    });
    part("restore").addEventListener("click", () => {
      const sent = document.createElement("form");
      sent.method = "post";
      sent.action = form.action;
      const token = form.elements.namedItem("csrfmiddlewaretoken").value;
      [...kept.words, ["csrfmiddlewaretoken", token], ["restore", "yes"]].forEach(
        ([name, value]) => {
          const field = document.createElement("textarea");
          field.name = name;
          field.value = value;
          sent.append(field);
        },
      );
      sent.hidden = true;
      document.body.append(sent);
      sent.submit();
    });
  };
  if (!place.dataset.restored) {
    offer();
  }

  document.addEventListener("w-swap:success", () => {
    const source = document.querySelector("[data-presence-words]");
    if (source) {
      const said = Array.from(source.querySelectorAll("p"), (line) => line.textContent.trim());
      sayPresence(said.join(" "), Boolean(source.querySelector("[data-saved]")));
    }
  });
})();
