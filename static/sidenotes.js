// Puts each footnote of a page beside the line that refers to it, on screens that have room for a margin (page.css says
// which). The notes stay where they are in the document, at its end, for whoever reads in order or without this file.

const APART = 12;

function place(text) {
  const notes = [...text.querySelectorAll(":scope > .footnotes > ol > li")];
  const top = text.getBoundingClientRect().top;
  let free = 0;
  for (const note of notes) {
    const mark = text.querySelector(`.footnote-reference a[href="#${CSS.escape(note.id)}"]`);
    const wanted = mark ? mark.getBoundingClientRect().top - top : 0;
    const at = Math.max(wanted, free);
    note.style.setProperty("--top", `${at}px`);
    free = at + note.getBoundingClientRect().height + APART;
  }
  text.style.setProperty("--notes-end", `${free}px`);
}

for (const text of document.querySelectorAll("[data-notes]")) {
  if (!text.querySelector(":scope > .footnotes > ol > li")) continue;
  text.classList.add("noted");
  // What is unfolded, loaded or resized moves the lines. (In the next frame, as the notes change what is observed.)
  new ResizeObserver(() => requestAnimationFrame(() => place(text))).observe(text);
  document.fonts.ready.then(() => place(text));
}
