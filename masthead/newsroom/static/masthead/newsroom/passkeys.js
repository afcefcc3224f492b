/* Says in words what became of a passkey; allauth's scripts only report it. */
(() => {
  "use strict";
  const WORDS = {
    NotAllowedError: "The passkey was not used: you cancelled, or it took too long. Try again.",
    InvalidStateError: "This device has a passkey for this account already.",
    SecurityError: "This browser offers no passkeys at this address.",
  };
  document.addEventListener("allauth.error", (event) => {
    const place = document.getElementById("passkey-trouble");
    const error = event.detail && event.detail.exception;
    event.preventDefault();
    place.textContent =
      (error && WORDS[error.name]) || "The passkey did not work. Sign in another way, then try again.";
    place.hidden = false;
  });
})();
