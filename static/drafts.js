// Keeps what is typed in this browser until it is saved: through a reload, a lost session, a refused save.
// A draft is one person's, for one field of one form, begun from one version of its text; it is offered, never put in
// place of a text by itself. The site says with a cookie that a form was saved; signing out removes every draft.

const TYPED = ".markdownx-editor";
const PREFIX = "draft|";
const DAYS = 30 * 24 * 60 * 60 * 1000;

function person() {
  return document.querySelector("[data-person]")?.dataset.person ?? "";
}

function place(editor) {
  const action = new URL(editor.form?.getAttribute("action") || location.href, location.href).pathname;
  return `${PREFIX}${person()}|${action}|${editor.name}|`;
}

// The version that the text began from: the form's own number, where it has one.
function version(editor) {
  return editor.form?.elements.version?.value ?? "";
}

function drafts(beginning) {
  return Object.keys(localStorage).filter((key) => key.startsWith(beginning)).map((key) => ({ key, ...read(key) }));
}

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key)) ?? {};
  } catch {
    return {};
  }
}

function forget(beginning) {
  drafts(beginning).forEach((draft) => localStorage.removeItem(draft.key));
}

function keep(editor) {
  try {
    localStorage.setItem(place(editor) + version(editor), JSON.stringify({ text: editor.value, at: Date.now() }));
  } catch {
    // The browser has no room for it, or keeps nothing: the text is in the field all the same.
  }
}

// Offer what was typed here and never saved, the newest first.
function offerDraft(editor) {
  editor.dataset.drafted = "";
  const found = drafts(place(editor)).filter((draft) => draft.text).sort((one, other) => other.at - one.at)[0];
  const box = editor.closest("[data-editor]")?.querySelector("[data-draft]");
  if (!found || !box) return;
  if (found.text === editor.value) return;
  const since = found.key === place(editor) + version(editor) ? "" : " The text has been saved anew since.";
  box.querySelector("span").textContent = `What you typed on ${new Date(found.at).toLocaleString()} was not saved.${since}`;
  box.hidden = false;
  box.querySelector("[data-restore]").onclick = () => restore(editor, box, found.text);
  box.querySelector("[data-forget]").onclick = () => {
    forget(place(editor));
    box.hidden = true;
    editor.focus();
  };
}

// Put it in by a step that can be undone, since what stood there may be newer.
function restore(editor, box, text) {
  box.hidden = true;
  editor.focus();
  editor.select();
  if (document.execCommand("insertText", false, text)) return;
  editor.value = text;
  editor.dispatchEvent(new Event("input", { bubbles: true }));
}

// Forms that were saved since the last page: the site names their addresses in a cookie that it wants read once.
function forgetSaved() {
  const saved = document.cookie.split("; ").find((cookie) => cookie.startsWith("saved="))?.slice("saved=".length);
  if (!saved) return;
  forget(`${PREFIX}${person()}|${decodeURIComponent(saved)}|`);
  document.cookie = "saved=; Max-Age=0; Path=/; SameSite=Lax";
}

function offerAll() {
  document.querySelectorAll(`${TYPED}:not([data-drafted])`).forEach(offerDraft);
}

document.addEventListener("input", (event) => event.target.matches(TYPED) && keep(event.target));
document.addEventListener("submit", (event) => event.target.matches("[data-signs-out]") && forget(PREFIX));

drafts(PREFIX).filter((draft) => !(draft.at > Date.now() - DAYS)).forEach((draft) => localStorage.removeItem(draft.key));
forgetSaved();
offerAll();
document.addEventListener("DOMContentLoaded", () => new MutationObserver(offerAll).observe(document.body, { childList: true, subtree: true }));
