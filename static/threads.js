// A discussion remembers: which comments this reader has folded up, and when they were here last, so that what is new
// is marked and one press leads from one to the next. All of it in this browser alone; the page works without.

const FOLDED = "commonplace:folded";
const READ = "commonplace:read";
const MOST = 500;
const KEPT_FOR = 90 * 24 * 60 * 60 * 1000;
// Who opens a part of a discussion within an hour is on the same visit as when they opened the whole.
const A_VISIT = 60 * 60 * 1000;

const section = document.querySelector("[data-discussion]");
const nextNew = section.querySelector("[data-next-new]");
const said = section.querySelector("[data-new-said]");

// What is kept under a name, as a list of [key, value, time], the oldest first; what is too old is dropped.
function kept(name) {
  try {
    const rows = JSON.parse(localStorage.getItem(name));
    return rows.filter(([key, , at]) => typeof key === "string" && at > Date.now() - KEPT_FOR);
  } catch {
    return [];
  }
}

function keep(name, key, value) {
  const others = kept(name).filter(([other]) => other !== key);
  const rows = value === undefined ? others : [...others, [key, value, Date.now()]];
  try {
    localStorage.setItem(name, JSON.stringify(rows.slice(-MOST)));
  } catch {
    // A browser that keeps nothing remembers nothing.
  }
}

function isFolded(id) {
  return kept(FOLDED).some(([key]) => key === id);
}

function foldAgain(root) {
  const folded = new Set(kept(FOLDED).map(([key]) => key));
  for (const fold of root.querySelectorAll("details[data-fold]")) if (folded.has(fold.dataset.fold)) fold.open = false;
}

function unfold(element) {
  for (let fold = element.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
}

// Up to which place this reader had read the discussion before this visit; nothing where they never were here.
function readBefore() {
  const { discussion: key, newest } = section.dataset;
  const [, [since, until] = [], at] = kept(READ).find(([name]) => name === key) ?? [];
  const [{ type }] = performance.getEntriesByType("navigation");
  const goesOn = type === "back_forward" || "later" in section.dataset || newest === undefined;
  if (goesOn && until !== undefined) return Date.now() - at < A_VISIT ? since : until;
  if (!goesOn) keep(READ, key, [until ?? Number(newest), Number(newest)]);
  return until;
}

function markNew(root) {
  if (before === undefined) return;
  for (const place of root.querySelectorAll("[data-place]")) {
    if (Number(place.dataset.place) <= before) continue;
    place.dataset.new = "";
    const mark = document.createElement("strong");
    mark.className = "new";
    mark.textContent = "new";
    const isComment = place.matches(".comment");
    (isComment ? place.closest("details").querySelector("summary") : place).append(" ", mark);
    // Of a thread that goes on elsewhere as much is new there as is here.
    const { discussion: key } = place.dataset;
    if (!isComment && !kept(READ).some(([name]) => name === key)) keep(READ, key, [before, before]);
  }
  nextNew.hidden = !section.querySelector("[data-new]") && !further();
}

// The link to the next part, where something new stands in one of those that follow.
function further() {
  const link = section.querySelector("[data-further]");
  return link && Number(link.dataset.further) > before ? link : undefined;
}

// The first new reply after where the keyboard was last, the link that leads there apart.
let last;
// Whether that is still sought, in parts that are on their way.
let seeking = false;
section.addEventListener("focusin", ({ target }) => {
  if (!nextNew.contains(target)) last = target;
});

function following() {
  const isLater = (comment) =>
    !last || (last !== comment && last.compareDocumentPosition(comment) & Node.DOCUMENT_POSITION_FOLLOWING);
  return [...section.querySelectorAll("[data-new]")].find(isLater);
}

function goOn() {
  const comment = following();
  const link = further();
  said.textContent = "";
  if (!comment && link) {
    seeking = true;
    link.click();
    return;
  }
  if (!comment) {
    said.textContent = nextNew.hidden ? "There is nothing new here." : "That was the last new reply here.";
    nextNew.dataset.over = said.textContent;
    return;
  }
  delete nextNew.dataset.over;
  unfold(comment);
  comment.focus();
}

function isTyping(target) {
  return target.isContentEditable || target.closest("input, textarea, select");
}

document.addEventListener("keydown", (event) => {
  if (event.key !== "n" || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  event.preventDefault();
  goOn();
});

nextNew.addEventListener("click", (event) => {
  event.preventDefault();
  goOn();
});

// The event does not bubble, and comes too for what was folded as it was on an earlier visit.
document.addEventListener(
  "toggle",
  ({ target }) => {
    const id = target.dataset?.fold;
    if (id && isFolded(id) === target.open) keep(FOLDED, id, target.open ? undefined : 1);
  },
  true,
);

function unfoldAsked() {
  const asked = location.hash.startsWith("#c-") && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!asked) return;
  unfold(asked);
  asked.scrollIntoView();
}

// A part has arrived: the link that was pressed is gone, so go on from the first comment that came.
document.addEventListener("htmx:afterSwap", () => {
  const part = [...section.querySelectorAll(".part")].pop();
  foldAgain(part);
  markNew(part);
  if (seeking) {
    seeking = false;
    goOn();
    return;
  }
  part.querySelector(".comment")?.focus({ preventScroll: true });
});

// The server is away or refuses: follow the link, whose page says more than this one could.
for (const failure of ["htmx:sendError", "htmx:responseError"]) {
  document.addEventListener(failure, (event) => event.target.href && location.assign(event.target.href));
}

const before = readBefore();
foldAgain(section);
markNew(section);
unfoldAsked();
addEventListener("hashchange", unfoldAsked);
