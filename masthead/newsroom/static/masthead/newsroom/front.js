// Dragging a story to another place of the front. Every act has a button as well: this only fills in
// the form that the button would send.
"use strict";

(() => {
  const form = document.querySelector(".front-drop");
  if (!form) return;
  let dragged = null;

  const clear = () => {
    for (const row of document.querySelectorAll(".is-over")) row.classList.remove("is-over");
  };

  document.addEventListener("dragstart", (event) => {
    dragged = event.target.closest?.("[data-story]") ?? null;
    if (dragged) event.dataTransfer.effectAllowed = "move";
  });

  document.addEventListener("dragover", (event) => {
    const list = event.target.closest?.("[data-place]");
    if (!dragged || !list) return;
    event.preventDefault();
    clear();
    (event.target.closest("li") ?? list).classList.add("is-over");
  });

  document.addEventListener("dragend", () => {
    dragged = null;
    clear();
  });

  document.addEventListener("drop", (event) => {
    const list = event.target.closest?.("[data-place]");
    if (!dragged || !list) return;
    event.preventDefault();
    const rows = [...list.querySelectorAll("[data-story]")].filter((row) => row !== dragged);
    const over = event.target.closest("[data-story]");
    const position = over && over !== dragged ? rows.indexOf(over) : rows.length;
    form.elements.story.value = dragged.dataset.story;
    form.elements.place.value = list.dataset.place;
    form.elements.position.value = Math.max(0, position);
    form.submit();
  });
})();
