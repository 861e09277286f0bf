// The queue by keys: j and k go from one comment to the next, x ticks it, letters press its buttons, ? shows them all.
const VERBS = {
  a: ["approve"],
  h: ["hide"],
  s: ["spam"],
  d: ["delete"],
  l: ["close", "reopen"],
  p: ["release"],
  t: ["trust", "untrust"],
  b: ["block", "unblock"],
};
const PLACE = "queue-place";
const rows = [...document.querySelectorAll("[data-row]")];
const keys = document.querySelector("[data-keys]");

function current() {
  return document.activeElement?.closest("[data-row]") ?? null;
}

function go(index) {
  const row = rows[Math.min(Math.max(index, 0), rows.length - 1)];
  row?.focus();
  row?.scrollIntoView({ block: "nearest" });
}

function step(by) {
  const at = rows.indexOf(current());
  go(at < 0 ? 0 : at + by);
}

function boxes() {
  return [...document.querySelectorAll("[name=_selected_action]")];
}

function tell() {
  const count = boxes().filter((box) => box.checked).length;
  document.querySelectorAll("[data-ticked]").forEach((told) => (told.textContent = count ? ` (${count})` : ""));
}

function tick(row) {
  const box = row?.querySelector("[name=_selected_action]");
  if (!box) return;
  box.checked = !box.checked;
  tell();
}

function press(row, names) {
  const buttons = [...row.querySelectorAll("[data-verb]")];
  buttons.find((button) => names.includes(button.dataset.verb))?.click();
}

function typing(target) {
  return target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]") !== null;
}

function pressed(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || keys?.open || typing(event.target)) return;
  const row = current();
  if (event.key === "?") keys?.showModal();
  else if (event.key === "j") step(1);
  else if (event.key === "k") step(-1);
  else if (!row || event.repeat) return;
  else if (event.key === "x") tick(row);
  else if (event.key === "o") row.querySelector(".dossier-head a")?.click();
  else if (VERBS[event.key]) press(row, VERBS[event.key]);
  else return;
  event.preventDefault();
}

// After a decision the row is gone: go on with the one that took its place.
function remember(event) {
  const row = event.submitter?.closest("[data-row]");
  if (row) sessionStorage.setItem(PLACE, `${location.pathname} ${rows.indexOf(row)}`);
}

function goOn() {
  const [path, index] = (sessionStorage.getItem(PLACE) ?? "").split(" ");
  if (path !== location.pathname || !rows.length) return;
  sessionStorage.removeItem(PLACE);
  go(Number(index));
}

function tickAll() {
  const all = boxes().every((box) => box.checked);
  boxes().forEach((box) => (box.checked = !all));
  tell();
}

document.addEventListener("keydown", pressed);
document.addEventListener("submit", remember);
document.addEventListener("change", tell);
document.querySelectorAll("[data-tick-all]").forEach((button) => {
  button.hidden = false;
  button.addEventListener("click", tickAll);
});
document.querySelectorAll("[data-keys-offer]").forEach((offer) => {
  offer.hidden = false;
  offer.querySelector("[data-keys-open]").addEventListener("click", () => keys.showModal());
});
tell();
goOn();
