// Keeps what is typed in this browser until it is saved: through a reload, a lost session, a refused save.
// A draft is one person's, of all the fields of one form, begun from one version of its text; it is offered, never put
// in place by itself. The site says with a cookie that a form was saved; signing out removes every draft.

const EDITOR = ".markdownx-editor";
const SECRET = "[type=hidden], [type=password], [type=file], button, fieldset, output";
const PREFIX = "draft|";
const WINDOWS = 4; // of one form, since there is not much room
const DAYS = 30 * 24 * 60 * 60 * 1000;

function person() {
  return document.querySelector("[data-person]")?.dataset.person ?? "";
}

function place(form) {
  return `${PREFIX}${person()}|${new URL(form.getAttribute("action") || location.href, location.href).pathname}|`;
}

// The version that the text began from, where the form has its number, and the form's window, where it has one.
function version(form) {
  const { version, window } = form.elements;
  return (version?.value ?? "") + (window ? `|${window.value}` : "");
}

function fields(form) {
  return [...form.elements].filter((field) => field.name && !field.matches(SECRET));
}

function isTick(field) {
  return field.type === "checkbox" || field.type === "radio";
}

// What stands in the form, as it would be sent.
function typed(form) {
  return fields(form).filter((field) => !isTick(field) || field.checked).map((field) => [field.name, field.value]);
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

// The form says whether this worked, for page-drafts.js.
function keep(form) {
  form.dataset.here = "";
  try {
    localStorage.setItem(place(form) + version(form), JSON.stringify({ typed: typed(form), at: Date.now() }));
    form.dataset.here = "kept";
    drafts(place(form)).sort((one, other) => other.at - one.at).slice(WINDOWS).forEach((draft) => localStorage.removeItem(draft.key));
  } catch {
    // The browser has no room for it, or keeps nothing: the text is in the form all the same.
  }
}

// Offer what was typed here and never saved, the newest first.
function offerDraft(form) {
  form.dataset.drafted = "";
  const found = drafts(place(form)).filter((draft) => draft.typed).sort((one, other) => other.at - one.at)[0];
  const box = form.querySelector("[data-draft]");
  if (!found || !box || JSON.stringify(found.typed) === JSON.stringify(typed(form))) return;
  const begun = place(form) + (form.elements.version?.value ?? "");
  const since = found.key === begun || found.key.startsWith(`${begun}|`) ? "" : " The text has been saved anew since.";
  box.querySelector("span").textContent = `What you typed on ${new Date(found.at).toLocaleString()} was not saved.${since}`;
  box.hidden = false;
  box.querySelector("[data-restore]").onclick = () => restore(form, box, found.typed);
  box.querySelector("[data-forget]").onclick = () => {
    forget(place(form));
    box.hidden = true;
    form.querySelector(EDITOR).focus();
  };
}

// A list whose lines come and go makes those that are needed first (static/rows.js).
function restore(form, box, told) {
  box.hidden = true;
  form.dispatchEvent(new CustomEvent("restore", { detail: told.map(([name]) => name), bubbles: true }));
  fields(form).forEach((field) => {
    const values = told.filter(([name]) => name === field.name).map(([, value]) => value);
    if (isTick(field)) field.checked = values.includes(field.value);
    else if (values.length && values[0] !== field.value) put(field, values[0]);
  });
  form.querySelector(EDITOR).focus();
}

// A text goes in by a step that can be undone, since what stood there may be newer.
function put(field, value) {
  if (field.matches(EDITOR)) {
    field.focus();
    field.select();
    if (document.execCommand(value ? "insertText" : "delete", false, value)) return;
  }
  field.value = value;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

// Forms that were saved since the last page: the site names their addresses in a cookie that it wants read once.
function forgetSaved() {
  const saved = document.cookie.split("; ").find((cookie) => cookie.startsWith("saved="))?.slice("saved=".length);
  if (!saved) return;
  forget(`${PREFIX}${person()}|${decodeURIComponent(saved)}|`);
  document.cookie = "saved=; Max-Age=0; Path=/; SameSite=Lax";
}

function offerAll() {
  document.querySelectorAll(`form:not([data-drafted]):has(${EDITOR})`).forEach(offerDraft);
}

document.addEventListener("input", (event) => {
  const form = event.target.closest("form");
  if (form?.querySelector(EDITOR)) keep(form);
});
document.addEventListener("submit", (event) => event.target.matches("[data-signs-out]") && forget(PREFIX));

drafts(PREFIX).filter((draft) => !(draft.at > Date.now() - DAYS)).forEach((draft) => localStorage.removeItem(draft.key));
forgetSaved();
offerAll();
document.addEventListener("DOMContentLoaded", () => new MutationObserver(offerAll).observe(document.body, { childList: true, subtree: true }));
