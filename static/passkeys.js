// Says so on the page when a passkey was not used: refused, unknown, or sent away by its owner.
document.addEventListener("allauth.error", event => {
  event.preventDefault();
  document.getElementById("passkey-trouble").hidden = false;
});
