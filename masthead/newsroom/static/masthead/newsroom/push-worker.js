/* The newsroom's service worker: shows alerts that come while no page is open, and opens them.
   It caches nothing and answers no request. */
"use strict";

self.addEventListener("push", (event) => {
  let told = {};
  try {
    told = event.data ? event.data.json() : {};
  } catch {
    told = { title: "Alert", body: "Open the newsroom to read it." };
  }
  event.waitUntil(
    self.registration.showNotification(told.title || "Alert", {
      body: told.body || "",
      tag: told.tag || "alert",
      renotify: true,
      requireInteraction: true,
      data: { path: told.path || "" },
    }),
  );
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const scope = self.registration.scope;
  const wanted = new URL(event.notification.data.path || scope, scope).href;
  /* Only pages of the newsroom itself: what a message says is not trusted with more. */
  event.waitUntil(self.clients.openWindow(wanted.startsWith(scope) ? wanted : scope));
});
