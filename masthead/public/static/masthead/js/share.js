// Shows the system's share sheet where there is one. The links beside it need no script.
"use strict";

for (const button of document.querySelectorAll("button[data-share]")) {
  if (!navigator.share) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await navigator.share({ title: button.dataset.shareTitle, url: button.dataset.share });
    } catch (error) {
      // Closing the sheet is an answer, not a fault.
      if (error.name !== "AbortError") throw error;
    }
  });
}
for (const field of document.querySelectorAll(".share__address")) {
  field.addEventListener("focus", () => field.select());
}
