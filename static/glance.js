// Shows what a link leads to, at a glance, while the pointer rests on it or the keyboard is there: the target's title and
// first paragraph, fetched once. Links are followed as ever; a finger gets no glance, since it cannot rest on a link.

const LINKS = "[data-glances] a:is(.link, .draft-link)";
const SHOWN = /^\/(?:wiki|comments|works)\/[^/]+\/$/;
const DELAY = 300;
const LINGER = 200;

const fetched = new Map();
const panel = document.createElement("div");
panel.className = "glance";
panel.id = "glance";
panel.setAttribute("role", "tooltip");

// The link that the pointer or the keyboard is on, and whether its glance was sent away.
let current;
let dismissed = false;
let opening;
let closing;

// The fragment behind an address, asked for once; nothing where there is none.
function fragment(path) {
  if (!fetched.has(path)) {
    const answer = fetch(`${path}glance/`).then((found) => (found.ok ? found.text() : ""));
    fetched.set(path, answer.catch(() => ""));
  }
  return fetched.get(path);
}

// Below the line that the link stands in, or above it where there is no room; in the page, so that it scrolls with it.
function place(link) {
  const line = link.getClientRects()[0];
  const room = document.documentElement;
  const left = Math.max(16, Math.min(line.left, room.clientWidth - panel.offsetWidth - 16));
  const below = line.bottom + 6;
  const fits = below + panel.offsetHeight < room.clientHeight || line.top < panel.offsetHeight;
  panel.style.left = `${left + scrollX}px`;
  panel.style.top = `${(fits ? below : line.top - panel.offsetHeight - 6) + scrollY}px`;
}

async function open(link) {
  const text = await fragment(link.pathname);
  if (current !== link || dismissed || !text) return;
  panel.replaceChildren(...new DOMParser().parseFromString(text, "text/html").body.childNodes);
  document.querySelector("main").append(panel);
  link.setAttribute("aria-describedby", panel.id);
  place(link);
}

function hide() {
  clearTimeout(opening);
  current?.removeAttribute("aria-describedby");
  panel.remove();
}

function close() {
  clearTimeout(closing);
  hide();
  current = undefined;
}

function rest(link) {
  clearTimeout(closing);
  if (link === current) return;
  close();
  current = link;
  dismissed = false;
  opening = setTimeout(open, DELAY, link);
}

// The pointer may cross from the link to the panel, and read there.
function leave() {
  if (!current || current.matches(":focus-visible")) return;
  clearTimeout(closing);
  if (panel.isConnected) closing = setTimeout(close, LINGER);
  else close();
}

function linkAt(target) {
  const link = target.closest?.(LINKS);
  const isElsewhere = link?.origin === location.origin && link.pathname !== location.pathname;
  return isElsewhere && SHOWN.test(link.pathname) ? link : undefined;
}

document.addEventListener("pointerover", (event) => {
  if (event.pointerType === "touch") return;
  const link = linkAt(event.target);
  if (link) rest(link);
  else if (panel.contains(event.target)) clearTimeout(closing);
  else leave();
});

document.documentElement.addEventListener("pointerleave", leave);

document.addEventListener("focusin", (event) => {
  const link = linkAt(event.target);
  if (link?.matches(":focus-visible")) rest(link);
});

document.addEventListener("focusout", (event) => event.target === current && close());

// Sent away by Escape it stays away until the pointer or the keyboard has left the link and come back.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !current) return;
  dismissed = true;
  hide();
});

// The browser shows a page as it was left: not with a panel whose pointer is long gone.
addEventListener("pagehide", close);
addEventListener("pageshow", close);
