// Turns the absolute times of a page into the words people use: "25 minutes ago", "yesterday, 18:40".
// Older times stay as they are. The absolute text is kept as the element's title.
"use strict";

(() => {
  const MINUTE = 60;
  const HOUR = 60 * MINUTE;
  const language = document.documentElement.lang || undefined;
  const timeZone = document.documentElement.dataset.timeZone || undefined;

  const ago = new Intl.RelativeTimeFormat(language, { numeric: "always" });
  const nearDay = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
  const clock = new Intl.DateTimeFormat(language, { hour: "numeric", minute: "2-digit", timeZone });
  // Only compared, never shown: ISO-like days in the edition's zone.
  const day = new Intl.DateTimeFormat("en-CA", { dateStyle: "short", timeZone });

  const inWords = (then, now) => {
    const seconds = Math.round((now - then) / 1000);
    if (seconds < 0) return null;
    if (seconds < HOUR) return ago.format(-Math.max(1, Math.floor(seconds / MINUTE)), "minute");
    if (day.format(then) === day.format(now)) return ago.format(-Math.floor(seconds / HOUR), "hour");
    const yesterday = new Date(now.getTime() - 24 * HOUR * 1000);
    if (day.format(then) !== day.format(yesterday)) return null;
    return `${nearDay.format(-1, "day")}, ${clock.format(then)}`;
  };

  const refresh = () => {
    const now = new Date();
    for (const element of document.querySelectorAll("time[data-relative]")) {
      const then = new Date(element.dateTime);
      if (Number.isNaN(then.getTime())) continue;
      if (!element.title) element.title = element.textContent.trim();
      element.textContent = inWords(then, now) ?? element.title;
    }
  };

  // On paper "25 minutes ago" would be wrong within the hour.
  const restore = () => {
    for (const element of document.querySelectorAll("time[data-relative][title]")) {
      element.textContent = element.title;
    }
  };

  addEventListener("beforeprint", restore);
  addEventListener("afterprint", refresh);
  refresh();
  setInterval(refresh, MINUTE * 1000);
})();
