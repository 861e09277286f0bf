// After "Load More" the keyboard goes on from the first thing that came. The page works without this file, and without
// htmx: the link is an ordinary one.

document.addEventListener("htmx:afterSwap", () => [...document.querySelectorAll(".part")].pop().querySelector("a")?.focus());

// The server is away or refuses: follow the link, whose page says more than this one could.
for (const failure of ["htmx:sendError", "htmx:responseError"]) {
  document.addEventListener(failure, (event) => event.target.href && location.assign(event.target.href));
}
