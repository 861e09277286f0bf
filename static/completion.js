// Offers what may be meant while a link or a citation is typed: after [[ and ![[ pages, headings and works, after [@ keys
// of the bibliography. Arrows choose, Enter and Tab take, Esc closes; without this file there is the page that it asks.

const EDITOR = ".markdownx-editor[data-find]";
const OPENINGS = [/(?:!?\[\[)([^[\]|\n]{0,200})$/, /\[(?:@[^[\]\n]{1,200}; ?)?@([^\s[\]{},;@"#%\\]{0,100})$/];
const WAIT = 150; // after the last key
const COPIED = ["font", "letterSpacing", "lineHeight", "padding", "border", "boxSizing", "whiteSpace", "wordBreak", "overflowWrap", "tabSize", "direction"];

let open = null; // the list that is shown, and what it is for

// What is being typed before the caret: from where, what, and whether it is a citation.
function asked(editor) {
  if (editor.selectionStart !== editor.selectionEnd) return null;
  const before = editor.value.slice(Math.max(0, editor.selectionStart - 400), editor.selectionStart);
  for (const [kind, opening] of OPENINGS.entries()) {
    const found = before.match(opening);
    if (found) return { from: editor.selectionStart - found[1].length, text: found[1], cites: kind === 1 };
  }
  return null;
}

async function offers(editor, wanted) {
  const address = new URL(editor.dataset.find, location.href);
  address.searchParams.set("q", wanted.text);
  if (wanted.cites) address.searchParams.set("cite", "1");
  const answer = await fetch(address, { headers: { Accept: "application/json" } });
  return answer.ok ? (await answer.json()).offers : [];
}

async function ask(editor) {
  const wanted = asked(editor);
  if (!wanted) return close();
  let found = [];
  try {
    found = await offers(editor, wanted);
  } catch {
    // Nothing is offered while the site cannot be reached.
  }
  const now = asked(editor);
  if (document.activeElement !== editor || now?.from !== wanted.from || now.text !== wanted.text) return;
  if (found.length) show(editor, wanted, found);
  else close();
}

// To those who hear the page.
function say(editor, sentence) {
  editor.closest("[data-editor]").querySelector("[data-offered]").textContent = sentence;
}

function show(editor, wanted, found) {
  close();
  const list = document.createElement("ul");
  list.className = "offers";
  list.id = `${editor.id}-offers`;
  list.role = "listbox";
  list.ariaLabel = wanted.cites ? "What to cite" : "What to link to";
  list.append(...found.map((offer, at) => option(list.id, offer, at)));
  list.addEventListener("mousedown", (event) => event.preventDefault()); // the caret stays where it is
  list.addEventListener("click", (event) => take(found[[...list.children].indexOf(event.target.closest("li"))]));
  editor.after(list);
  open = { editor, list, found, wanted, at: 0 };
  place(editor, list);
  editor.setAttribute("aria-controls", list.id);
  say(editor, `${found.length} to choose from: arrows choose, Enter takes, Esc closes.`);
  choose(0);
}

function option(id, offer, at) {
  const line = document.createElement("li");
  line.role = "option";
  line.id = `${id}-${at}`;
  const label = document.createElement("bdi");
  label.textContent = offer.label;
  const note = document.createElement("small");
  note.textContent = offer.note;
  line.append(label, " ", note);
  return line;
}

// Under the caret, which is found by a copy of the text before it.
function place(editor, list) {
  const style = getComputedStyle(editor);
  const copy = document.createElement("div");
  COPIED.forEach((name) => (copy.style[name] = style[name]));
  Object.assign(copy.style, { position: "absolute", visibility: "hidden", whiteSpace: "pre-wrap", width: `${editor.offsetWidth}px` });
  const caret = document.createElement("span");
  caret.textContent = "\u200b";
  copy.append(editor.value.slice(0, open.wanted.from), caret);
  editor.after(copy);
  const top = Math.min(Math.max(caret.offsetTop - editor.scrollTop, 0), editor.clientHeight) + caret.offsetHeight;
  const start = Math.min(caret.offsetLeft, Math.max(0, editor.offsetWidth - list.offsetWidth));
  copy.remove();
  list.style.top = `${editor.offsetTop + top}px`;
  list.style.left = `${editor.offsetLeft + start}px`;
}

function choose(at) {
  const lines = [...open.list.children];
  open.at = (at + lines.length) % lines.length;
  lines.forEach((line, number) => line.setAttribute("aria-selected", number === open.at));
  open.editor.setAttribute("aria-activedescendant", lines[open.at].id);
  lines[open.at].scrollIntoView({ block: "nearest" });
}

// By a step that can be undone; brackets that stand there already are used.
function take(offer) {
  const { editor, wanted } = open;
  close();
  if (!offer) return;
  const closing = wanted.cites ? "]" : "]]";
  const after = editor.value.slice(editor.selectionStart);
  editor.setSelectionRange(wanted.from, editor.selectionStart);
  const text = offer.insert + (after.startsWith(closing) ? "" : closing);
  if (!document.execCommand("insertText", false, text)) {
    editor.setRangeText(text, wanted.from, editor.selectionEnd, "end");
    editor.dispatchEvent(new Event("input", { bubbles: true }));
  }
  if (after.startsWith(closing)) editor.setSelectionRange(editor.selectionStart + closing.length, editor.selectionStart + closing.length);
  close();
}

function close() {
  if (!open) return;
  const { editor, list } = open;
  open = null;
  list.remove();
  editor.removeAttribute("aria-controls");
  editor.removeAttribute("aria-activedescendant");
  say(editor, "");
}

const KEYS = {
  ArrowDown: () => choose(open.at + 1),
  ArrowUp: () => choose(open.at - 1),
  Enter: () => take(open.found[open.at]),
  Tab: () => take(open.found[open.at]),
  Escape: close,
};

let waiting;
document.addEventListener("input", (event) => {
  if (!event.target.matches(EDITOR)) return;
  clearTimeout(waiting);
  if (asked(event.target)) waiting = setTimeout(ask, WAIT, event.target);
  else close();
});
// Before the editor's own keys.
document.addEventListener("keydown", (event) => {
  if (!open || event.target !== open.editor || event.isComposing || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  if (!(event.key in KEYS)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  KEYS[event.key]();
}, true);
document.addEventListener("focusout", (event) => open && event.target === open.editor && close());
document.addEventListener("selectionchange", () => {
  if (open && asked(open.editor)?.from !== open.wanted.from) close();
});
document.querySelectorAll(EDITOR).forEach((editor) => editor.setAttribute("aria-autocomplete", "list"));
