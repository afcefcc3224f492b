// Pictures on the clipboard go the way of those that are dropped. What is pasted into a field stays there.
"use strict";
document.addEventListener("paste", (event) => {
  if (event.target instanceof Element && event.target.closest("input, textarea, [contenteditable]")) return;
  const pasted = [...(event.clipboardData?.files ?? [])].filter((file) => file.type.startsWith("image/"));
  if (!pasted.length) return;
  event.preventDefault();
  window.jQuery("#fileupload").fileupload("add", { files: pasted });
});
