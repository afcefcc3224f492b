// Follows a bulk act that the worker is at: asks for the page again and puts its progress in.
const pause = 2000;

const follow = async () => {
  const here = document.querySelector("[data-bulk-progress]");
  if (!here?.hasAttribute("data-bulk-waiting")) return;
  const answer = await fetch(location.href).catch(() => null);
  if (answer?.ok) {
    const parsed = new DOMParser().parseFromString(await answer.text(), "text/html");
    const there = parsed.querySelector("[data-bulk-progress]");
    if (!there?.hasAttribute("data-bulk-waiting")) {
      // Done: the page as a whole, with the button that takes it back.
      location.reload();
      return;
    }
    here.replaceWith(there);
  }
  setTimeout(follow, pause);
};

setTimeout(follow, pause);
