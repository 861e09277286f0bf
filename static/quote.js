// Quotes what is selected of a comment: a link leads to the form for a reply, in which those words then stand as a
// quotation. Where a comment takes no replies there is nothing to lead to. Without this file "Quote it" quotes all of it.

const LONGEST = 4000;
const PLACE = "quote|";
const EDITOR = ".markdownx-editor";

// The address of the form for a reply to the comment whose words are selected, if all of them are of one comment.
function replyTo(selection) {
  const said = [selection.anchorNode, selection.focusNode].map((node) => {
    const box = node?.nodeType === Node.TEXT_NODE ? node.parentElement : node;
    return box?.closest?.("[id^='c-'] .prose");
  });
  if (selection.isCollapsed || !said[0] || said[0] !== said[1]) return null;
  const address = `/comments/${said[0].closest("[id^='c-']").id.slice(2)}/reply/`;
  return document.querySelector(`a[href="${address}"]`) ? { address, said: said[0] } : null;
}

function quotation(words) {
  const cut = words.length > LONGEST ? `${words.slice(0, LONGEST)}…` : words;
  return `${cut.trim().split(/\r?\n/).map((line) => `> ${line}`.trimEnd()).join("\n")}\n\n`;
}

function offer() {
  const found = replyTo(document.getSelection());
  const link = document.querySelector("[data-quote]");
  if (!found) return link?.remove();
  if (link?.getAttribute("href") === found.address) return;
  link?.remove();
  const made = document.createElement("a");
  Object.assign(made, { className: "button quote-this", href: found.address, textContent: "Quote in a reply" });
  made.dataset.quote = "";
  made.addEventListener("click", () => keep(found.address, document.getSelection().toString()));
  found.said.after(made);
}

function keep(address, words) {
  try {
    sessionStorage.setItem(PLACE + address, quotation(words));
  } catch {
    // The browser keeps nothing: the form is there all the same.
  }
}

// In the form: put in what was selected, unless something stands there already.
function put() {
  const editor = document.querySelector(EDITOR);
  const words = sessionStorage.getItem(PLACE + location.pathname);
  if (!editor || !words) return;
  sessionStorage.removeItem(PLACE + location.pathname);
  if (editor.value.trim()) return;
  editor.value = words;
  editor.dispatchEvent(new Event("input", { bubbles: true }));
  editor.focus();
}

document.addEventListener("selectionchange", offer);
document.addEventListener("DOMContentLoaded", put);
