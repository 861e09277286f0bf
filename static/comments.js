// Keeps a reader's place in a list of comments that grew by "Load More".
// The page works without this file, and without htmx: each link is an ordinary one.

// A link out of a comment is followed: note the part, the comment and where it stands, so that Back returns to the spot.
// The browser's own memory would be of a page with more parts than that address brings back.
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  const comment = link?.closest(".comment");
  const leaves = comment && !link.getAttribute("href").startsWith("#");
  history.scrollRestoration = leaves ? "manual" : "auto";
  if (!leaves) return;
  const address = comment.closest("[data-address]").dataset.address + "#" + comment.id;
  history.replaceState({ top: comment.getBoundingClientRect().top }, "", address);
});

// Back from such a link: put the comment where it stood.
if (history.state?.top !== undefined) {
  const comment = document.getElementById(location.hash.slice(1));
  if (comment) scrollBy({ top: comment.getBoundingClientRect().top - history.state.top, behavior: "instant" });
}

// A part has arrived: it is what the address shows, and the link that was pressed is gone, so go on from its first comment.
// (htmx could replace the address, but would then answer each Back within the page by fetching it anew.)
// Of the other list on the page, the keyboard goes on from the first thing that came, and the address stays.
document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.pathInfo.requestPath.includes("part=edits")) {
    return [...document.querySelectorAll(".changes.part")].pop().querySelector("a")?.focus();
  }
  const part = [...document.querySelectorAll("[data-address]")].pop();
  history.replaceState(null, "", part.dataset.address);
  part.querySelector(".comment")?.focus({ preventScroll: true });
});

// The server is away or refuses: follow the link, whose page says more than this one could.
for (const failure of ["htmx:sendError", "htmx:responseError"]) {
  document.addEventListener(failure, (event) => event.target.href && location.assign(event.target.href));
}
