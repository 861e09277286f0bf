// What changed since this reader was here last: the browser alone remembers which revision of a page that was.

const KEPT = "commonplace:seen";
const MOST = 500;

function seen() {
  try {
    return Object.entries(JSON.parse(localStorage.getItem(KEPT)) ?? {});
  } catch {
    return [];
  }
}

function remember(pages) {
  try {
    localStorage.setItem(KEPT, JSON.stringify(Object.fromEntries(pages.slice(-MOST))));
  } catch {
    // A browser that keeps nothing tells nothing.
  }
}

for (const line of document.querySelectorAll("[data-since]")) {
  const { page, number, address } = line.dataset;
  const pages = seen();
  const last = Number(pages.find(([name]) => name === page)?.[1]);
  if (last > 0 && last < Number(number)) {
    line.querySelector("a").href = `${address}${last}..${number}/`;
    line.hidden = false;
  }
  // The page that was read last stands last, so that the oldest go first.
  remember([...pages.filter(([name]) => name !== page), [page, Number(number)]]);
}
