/* Lets alerts come to this browser, after a click and never before. */
(() => {
  "use strict";
  const box = document.querySelector("[data-push]");
  if (!box) {
    return;
  }
  const button = box.querySelector("[data-push-start]");
  const words = box.querySelector("[data-push-words]");
  const say = (text) => {
    words.textContent = text;
    words.hidden = text === "";
  };

  const obstacle = () => {
    if (!window.isSecureContext) {
      return "Browsers allow this over https only, or on the computer that Masthead itself runs on. Alerts still come by mail.";
    }
    if (!("serviceWorker" in navigator) || !("PushManager" in window) || !("Notification" in window)) {
      return "This browser cannot show alerts. On an iPhone, add the newsroom to the home screen first and open it from there.";
    }
    if (Notification.permission === "denied") {
      return "You have forbidden this site to show messages. Allow it in the browser’s settings for this site, then load the page again.";
    }
    return "";
  };

  const name = () => {
    const agent = navigator.userAgent;
    const program = ["Firefox", "Edg", "OPR", "Chrome", "Safari"].find((each) => agent.includes(each)) || "Browser";
    const system = ["Android", "iPhone", "iPad", "Windows", "Macintosh", "Linux"].find((each) => agent.includes(each)) || "a device";
    const spoken = { Edg: "Edge", OPR: "Opera", Macintosh: "Mac" };
    return `${spoken[program] || program} on ${spoken[system] || system}`;
  };

  const bytes = (text) => {
    const padded = text.replaceAll("-", "+").replaceAll("_", "/");
    return Uint8Array.from(atob(padded), (sign) => sign.charCodeAt(0));
  };

  const subscribe = async () => {
    const permission = await Notification.requestPermission();
    if (permission !== "granted") {
      say("You did not allow it. Press the button again if you change your mind.");
      return;
    }
    await navigator.serviceWorker.register(box.dataset.pushWorker, { scope: box.dataset.pushScope });
    const registration = await navigator.serviceWorker.ready;
    /* One that was made with an older key of the newsroom is of no use. */
    const earlier = await registration.pushManager.getSubscription();
    if (earlier) {
      await earlier.unsubscribe();
    }
    const subscription = await registration.pushManager.subscribe({
      userVisibleOnly: true,
      applicationServerKey: bytes(box.dataset.pushKey),
    });
    const answer = await fetch(box.dataset.pushAdd, {
      method: "POST",
      headers: {
        "Content-Type": "application/json",
        "X-CSRFToken": box.querySelector("[name=csrfmiddlewaretoken]").value,
      },
      body: JSON.stringify({ ...subscription.toJSON(), name: name() }),
    });
    if (!answer.ok) {
      const told = await answer.json();
      say(told.reason || "The newsroom did not take it. Load the page again and try once more.");
      return;
    }
    window.location.reload();
  };

  const why = obstacle();
  say(why);
  if (why) {
    return;
  }
  button.hidden = false;
  button.addEventListener("click", () => {
    subscribe().catch((error) => {
      say(`The browser’s push service cannot be used: ${error.message} Alerts still come by mail.`);
    });
  });
})();
