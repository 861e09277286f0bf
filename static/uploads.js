// Puts pictures into a text: by the button, by dragging or by pasting. Files never reach django-markdownx, whose own way
// writes "Invalid response" into the text when the site refuses one.

const FIELD = ".markdownx-editor";
const LARGEST = 20 * 1024 ** 2;
const TOO_LARGE = "This picture has more than 20 MB. Save it smaller and send that.";
const NOT_HERE = "Pictures cannot be put in here. Write where yours is to be seen.";
const LOST = "The picture could not be sent. Look whether you are connected and signed in, then try once more.";
const STORED = "The picture is in the text. Write what it shows between its brackets, for those who cannot see it.";

function tell(box, sentence) {
  box.querySelector("[data-status]").textContent = sentence;
}

async function send(box, file) {
  const form = new FormData();
  form.append("csrfmiddlewaretoken", document.querySelector("input[name=csrfmiddlewaretoken]").value);
  form.append("image", file, "picture");
  const address = box.querySelector(FIELD).dataset.markdownxUploadUrlsPath;
  const answer = await fetch(address, { method: "POST", body: form, redirect: "error" });
  return answer.json();
}

// Write at the caret in a way that can be undone, and leave the caret between the brackets.
function insert(editor, markdown) {
  const start = editor.selectionStart;
  editor.focus();
  if (!document.execCommand("insertText", false, markdown)) {
    editor.setRangeText(markdown);
    editor.dispatchEvent(new Event("input", { bubbles: true }));
  }
  editor.setSelectionRange(start + 2, start + 2);
}

async function put(box, file) {
  if (file.size > LARGEST) return tell(box, TOO_LARGE);
  tell(box, "Sending the picture…");
  try {
    const told = await send(box, file);
    if (told.image_code) insert(box.querySelector(FIELD), told.image_code);
    tell(box, told.image_code ? STORED : told.error);
  } catch {
    tell(box, LOST);
  }
}

// One after the other, so that they stand in the order in which they were chosen.
async function putAll(box, files) {
  for (const file of files) await put(box, file);
}

for (const [name, of] of [["paste", "clipboardData"], ["drop", "dataTransfer"]]) {
  document.addEventListener(name, (event) => {
    const box = event.target.closest?.(FIELD)?.closest("[data-editor]");
    const files = [...(event[of]?.files ?? [])];
    if (!box || !files.length) return;
    event.stopPropagation();
    const takes = box.querySelector("[data-upload]");
    if (takes || !event[of].types.includes("text/plain")) event.preventDefault();
    if (!takes) return tell(box, NOT_HERE);
    putAll(box, files);
  }, true);
}

document.addEventListener("change", (event) => {
  const button = event.target.closest("[data-upload]");
  if (!button) return;
  putAll(button.closest("[data-editor]"), [...event.target.files]);
  event.target.value = "";
});

function offer() {
  document.querySelectorAll("[data-upload][hidden]").forEach((button) => (button.hidden = false));
}
offer();
document.addEventListener("DOMContentLoaded", () => new MutationObserver(offer).observe(document.body, { childList: true, subtree: true }));
