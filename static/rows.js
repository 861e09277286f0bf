// Ordered lists inside a form: adds, moves and removes lines in place, says so, and keeps the focus where it was.
// Without this file the same buttons send the form, and the site shows it again with the lines changed.
// The order of the lines is the order in which they stand on the page.

const LISTS = "[data-rows]";

function say(list, sentence) {
  const said = list.querySelector("[data-said]");
  said.textContent = "";
  requestAnimationFrame(() => (said.textContent = sentence)); // so that the same words are said again
}

function rows(list) {
  return [...list.querySelectorAll("ol > [data-row]")];
}

function button(row, verb) {
  return row.querySelector(`button[value$="-${verb}"]`);
}

function key(row) {
  return Number(button(row, "up").value.split("-")[1]);
}

// A copy of the blank line, whose names and ids end in this key.
function line(list, number) {
  const row = list.querySelector("template").content.querySelector("[data-row]").cloneNode(true);
  for (const element of row.querySelectorAll("[name], [id], [for], [value]")) {
    for (const attribute of ["name", "id", "for", "value"]) {
      const told = element.getAttribute(attribute);
      if (told) element.setAttribute(attribute, told.replace(`${list.dataset.rows}-new`, `${list.dataset.rows}-${number}`));
    }
  }
  list.querySelector("ol").append(row);
  return row;
}

function add(list) {
  const most = Number(list.dataset.most);
  if (rows(list).length >= most) return say(list, `There is room for ${most} lines. Remove some first.`);
  list.nextKey = Math.max(list.nextKey ?? 0, ...rows(list).map(key)) + 1;
  line(list, list.nextKey).querySelector("input").focus();
  say(list, `Added as place ${rows(list).length}.`);
}

function move(list, row, verb) {
  const neighbour = verb === "up" ? row.previousElementSibling : row.nextElementSibling;
  if (!neighbour) return say(list, "It can go no further.");
  neighbour[verb === "up" ? "before" : "after"](row);
  button(row, verb).focus();
  const all = rows(list);
  say(list, `Moved to place ${all.indexOf(row) + 1} of ${all.length}.`);
}

function remove(list, row) {
  const near = row.nextElementSibling ?? row.previousElementSibling;
  row.remove();
  (near ? button(near, "remove") : list.querySelector('button[value$="-add"]')).focus();
  say(list, "Removed. Nothing is saved yet.");
}

document.addEventListener("click", (event) => {
  const pressed = event.target.closest("button[name=rows]");
  const list = pressed?.closest(LISTS);
  if (!list) return;
  event.preventDefault();
  const verb = pressed.value.split("-").pop();
  const row = pressed.closest("[data-row]");
  if (verb === "add") add(list);
  else if (verb === "remove") remove(list, row);
  else move(list, row, verb);
  list.dispatchEvent(new Event("input", { bubbles: true })); // so that the draft follows
});

// A draft is put in (static/drafts.js): make the lines that it needs, in its order, and no others.
document.addEventListener("restore", (event) => {
  for (const list of event.target.querySelectorAll(LISTS)) {
    const ofList = event.detail.filter((name) => name.startsWith(`${list.dataset.rows}-`));
    list.querySelector("ol").replaceChildren();
    new Set(ofList.map((name) => name.split("-")[1])).forEach((number) => line(list, number));
  }
});

// The buttons of a line are named after what stands in it.
document.addEventListener("input", (event) => {
  const row = event.target.closest(`${LISTS} [data-row]`);
  if (!row || event.target !== row.querySelector("input")) return;
  const words = event.target.value.trim().slice(0, 60);
  row.querySelectorAll("[data-called]").forEach((name) => (name.textContent = words ? `“${words}”` : "the empty line"));
});
