// Gives each field with suggestions the name that its label shows: the box that select2 puts in its place has none.
function name(select) {
  const box = select.parentElement.querySelector(".select2-selection");
  const label = document.querySelector(`label[for="${select.id}"]`);
  if (!box || !label) return;
  label.id ||= `${select.id}_label`;
  box.setAttribute("aria-labelledby", `${label.id} ${box.getAttribute("aria-labelledby")}`);
  for (const part of box.querySelectorAll("[role=textbox]")) {
    part.removeAttribute("role");
    part.removeAttribute("aria-readonly");
  }
  select.dataset.named = "";
}

function nameAll() {
  document.querySelectorAll("select.select2-hidden-accessible:not([data-named])").forEach(name);
}

nameAll();
document.addEventListener("DOMContentLoaded", () => new MutationObserver(nameAll).observe(document.body, { childList: true, subtree: true }));
addEventListener("load", nameAll);
