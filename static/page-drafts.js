// Keeps what is typed into a page's form on the site too, beside this browser's own copy (drafts.js): under the form's
// own window, so that two windows never write over each other. "Saved" is said when the site has said so, and is taken
// back with the next key.

const WAIT = 2000; // after the last key
const AGAIN = 15000; // after a failure
const LONGEST = 10000; // for an answer

function time(moment) {
  return new Date(moment).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
}

function say(form, kept, notKept) {
  const places = [[form.querySelector("[data-kept]"), kept], [form.querySelector("[data-not-kept]"), notKept]];
  for (const [place, words] of places) if (place.textContent !== words) place.textContent = words;
}

// drafts.js says in the form whether this browser has taken its copy.
function unkept(form, why) {
  const here = form.dataset.here === "kept";
  say(form, "", `${here ? "Not saved here, but kept in this browser." : "Not saved. Copy your text to a safe place."} ${why}`);
}

function tellOther(form, other) {
  const place = form.querySelector("[data-other]");
  place.hidden = !other || !(new Date(other.at) > new Date(form.dataset.opened));
  if (place.hidden) return;
  place.querySelector("span").textContent = `Another window has a draft of this, of ${time(other.at)}.`;
  place.querySelector("a").href = other.address;
}

async function send(form, body) {
  const headers = { Accept: "application/json" };
  const answer = await fetch(form.dataset.keeps, { method: "POST", body, headers, signal: AbortSignal.any([AbortSignal.timeout(LONGEST), form.stop.signal]) });
  if (answer.redirected || !(answer.headers.get("Content-Type") ?? "").startsWith("application/json")) throw new Error();
  return [answer.ok, await answer.json()];
}

async function keep(form) {
  clearTimeout(form.waiting);
  if (form.sending || form.stop.signal.aborted) return;
  form.sending = true;
  form.typed = false;
  let why = "It is tried again in a moment.";
  try {
    const [ok, told] = await send(form, new FormData(form));
    if (ok && told.at) {
      if (!form.typed) say(form, `Saved as a draft at ${time(told.at)}`, "");
      tellOther(form, told.other);
      why = "";
    } else {
      why = told.reason ?? why;
    }
  } catch {
    // No answer, or none of ours: what is said below holds.
  }
  form.sending = false;
  if (form.stop.signal.aborted) return;
  if (why) unkept(form, why);
  if (why || form.typed) form.waiting = setTimeout(keep, why ? AGAIN : WAIT, form);
}

function begin(form) {
  form.stop = new AbortController();
  form.addEventListener("input", () => {
    form.typed = true;
    say(form, "Not saved yet", form.querySelector("[data-not-kept]").textContent);
    if (form.sending) return;
    clearTimeout(form.waiting);
    form.waiting = setTimeout(keep, WAIT, form);
  });
  // What comes after the form itself would bring the draft back that its save lets go.
  form.addEventListener("submit", () => {
    clearTimeout(form.waiting);
    form.stop.abort();
  });
  // A page that is come back to by Back is written in again.
  window.addEventListener("pageshow", () => (form.stop = form.stop.signal.aborted ? new AbortController() : form.stop));
  document.addEventListener("visibilitychange", () => document.hidden && form.typed && keep(form));
}

document.querySelectorAll("form[data-keeps]").forEach(begin);
