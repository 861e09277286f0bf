// Mends django-markdownx's editor: Tab leaves the field, a late preview never covers a newer one, what goes wrong is said
// in words, and fields that come after the page was loaded work too. The form works without this file, and without any.

const EDITOR = ".markdownx-editor";
const UNREACHED = "The preview could not be fetched. Your text is still here; go on, and it is tried again.";
const NO_ANSWER = "The preview is not to be had at the moment. Your text is still here; perhaps sign in again in another tab.";

// Say something about a field, to those who see it and those who hear it.
function say(box, sentence) {
  const status = box.querySelector("[data-status]");
  if (status.textContent !== sentence) status.textContent = sentence;
}

// The request for a preview carries the number of the text it is for, and its answer brings that back.
function number(editor, turn) {
  const address = new URL(editor.dataset.markdownxUrlsPath, location.href);
  address.searchParams.set("turn", turn);
  editor.dataset.turn = turn;
  editor.dataset.markdownxUrlsPath = address.pathname + address.search;
}

// markdownx puts any answer, whatever its status, into a template, where nothing of it loads or shows; take ours alone.
function show(box) {
  const answer = box.querySelector("template.markdownx-preview").content.querySelector("[data-turn]");
  const shown = box.querySelector("[data-shown]");
  if (!answer) return say(box, NO_ANSWER);
  if (Number(answer.dataset.turn) < Number(shown.dataset.turn ?? 0)) return;
  shown.dataset.turn = answer.dataset.turn;
  const refusal = answer.querySelector("[data-refusal]");
  say(box, refusal ? refusal.textContent : "");
  if (!refusal) shown.replaceChildren(answer.cloneNode(true));
}

function mend(box) {
  box.dataset.mended = "";
  box.querySelector("button[name=preview]")?.remove(); // the preview is always there, and Enter must not ask for it
  number(box.querySelector(EDITOR), 0);
  box.addEventListener("markdownx.update", () => show(box));
  box.addEventListener("markdownx.updateError", () => say(box, UNREACHED));
}

function mendAll() {
  document.querySelectorAll("[data-editor]:not([data-mended])").forEach(mend);
}

// A field that came later: markdownx looks for new fields only when its file is run, so run it again.
function begin() {
  mendAll();
  const waiting = [...document.querySelectorAll(`${EDITOR}:not([data-markdownx-init])`)];
  if (!waiting.some((editor) => !("asked" in editor.dataset))) return;
  waiting.forEach((editor) => (editor.dataset.asked = ""));
  const again = document.createElement("script");
  again.src = document.querySelector("script[src*='markdownx/js/markdownx']").src;
  document.head.append(again);
}

// Its keys write over the whole text, which ends undoing; and Tab must lead on.
document.addEventListener("keydown", (event) => {
  const taken = event.key === "Tab" || ((event.ctrlKey || event.metaKey) && ["d", "[", "]"].includes(event.key));
  if (taken && event.target.matches(EDITOR)) event.stopPropagation();
}, true);

document.addEventListener("input", (event) => {
  if (event.target.matches(EDITOR)) number(event.target, Number(event.target.dataset.turn ?? 0) + 1);
}, true);

mendAll();
document.addEventListener("DOMContentLoaded", () => new MutationObserver(begin).observe(document.body, { childList: true, subtree: true }));
