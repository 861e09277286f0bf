// Votes without leaving the page. A press is shown at once, sent, and taken back with a sentence if it is not saved.
// The page works without this file: each vote is a form that leads to a small page with the same question.

const MARK = "voted";
const AWAY = "The site could not be reached. Your vote was not saved. Try again.";
const PATIENCE = 10_000;
const FORMS = "form[data-vote]";
const TALLIES = "[data-tally]";

let token;
// The last vote that was sent: two first votes at once would make two voters of a browser, which keeps but one.
let last = Promise.resolve();
// The tallies with a request under way, and those on which the reader has pressed something.
const sending = new WeakSet();
const pressed = new WeakSet();

const said = document.querySelector("[data-votes-said]");
const beforeEdit = document.querySelector("[data-votes-before]");
const number = new Intl.NumberFormat("en");

class Refusal extends Error {}

function wanted(form) {
  return Number(form.querySelector("[aria-pressed=true]")?.value ?? 0);
}

function saved(form) {
  form.dataset.saved ??= wanted(form);
  return Number(form.dataset.saved);
}

// Let this be the reader's vote as far as the page shows: which button is pressed, and the sum with it.
function show(form, value) {
  const sum = form.querySelector(".number");
  sum.textContent = number.format(Number(sum.value) + value - saved(form)).replace("-", "−");
  for (const button of form.querySelectorAll("button")) button.setAttribute("aria-pressed", Number(button.value) === value);
}

function say(tally, sentence) {
  tally.querySelector(".refused")?.remove();
  said.textContent = sentence;
}

function complain(tally, sentence) {
  say(tally, sentence);
  const reason = document.createElement("p");
  reason.className = "refused";
  reason.textContent = sentence;
  tally.append(reason);
}

// What a vote carries: the token, and an id for a browser that has voted nowhere yet, so that a first vote whose answer
// was lost is not another's when it is sent again. Fetched at the first press, once, since the token comes with a
// cookie, and a pointer that passes over a button or a key that leads past it is still reading.
function tokenBy(form) {
  token ??= ask(form.action, { headers: { Accept: "application/json" } })
    .then((answer) => answer.json());
  token.catch(() => (token = undefined));
  return token;
}

function ask(address, options = {}) {
  return fetch(address, { ...options, signal: AbortSignal.timeout(PATIENCE) });
}

function parsed(text) {
  return new DOMParser().parseFromString(text, "text/html");
}

// The fragment that answers, or a Refusal with its reason; a token that went stale meanwhile is fetched anew, once.
async function post(address, form, body, again = true) {
  const told = await tokenBy(form);
  const headers = { "X-CSRFToken": told.token };
  const sent = new URLSearchParams({ ...body, browser: told.browser });
  const answer = await ask(`${address}?part=1`, { method: "POST", headers, body: sent });
  if (answer.status === 403 && again) {
    token = undefined;
    return post(address, form, body, false);
  }
  const fragment = parsed(await answer.text());
  if (answer.ok && fragment.querySelector(TALLIES)) return fragment.querySelector(TALLIES);
  throw new Refusal(fragment.querySelector(".refused")?.textContent ?? AWAY);
}

// Take over what the fragment says, in place, so that focus and a press under way keep their button.
function adopt(tally, fragment) {
  const fresh = fragment.querySelectorAll(FORMS);
  tally.querySelectorAll(FORMS).forEach((form, index) => {
    const shown = wanted(form) === saved(form) ? wanted(fresh[index]) : wanted(form);
    form.querySelector(".number").value = fresh[index].querySelector(".number").value;
    form.querySelector(".votes").textContent = fresh[index].querySelector(".votes").textContent;
    form.dataset.saved = wanted(fresh[index]);
    show(form, shown);
  });
  tally.querySelector(".notes").replaceWith(fragment.querySelector(".notes"));
  say(tally, fragment.dataset.said ?? "");
}

function remember() {
  try {
    localStorage.setItem(MARK, "1");
  } catch {
    // A browser that keeps nothing shows the reader's own votes until they leave the page.
  }
}

function hasVoted() {
  try {
    return localStorage.getItem(MARK) !== null;
  } catch {
    return false;
  }
}

function inTurn(send) {
  last = last.then(send, send);
  return last;
}

async function cast(tally, form) {
  const value = wanted(form);
  try {
    const fragment = await inTurn(() => post(form.action, form, { axis: form.elements.axis.value, value }));
    form.dataset.saved = value;
    adopt(tally, fragment);
    remember();
  } catch (error) {
    if (wanted(form) === value) show(form, saved(form));
    complain(tally, error instanceof Refusal ? error.message : AWAY);
  }
}

// Send what differs from what is saved, one request of a comment after the other, until nothing does.
async function send(tally) {
  if (sending.has(tally)) return;
  sending.add(tally);
  const differs = (form) => wanted(form) !== saved(form);
  for (let form; (form = [...tally.querySelectorAll(FORMS)].find(differs)); ) await cast(tally, form);
  sending.delete(tally);
}

function press(form, value) {
  const tally = form.closest(TALLIES);
  pressed.add(tally);
  show(form, wanted(form) === value ? 0 : value);
  send(tally);
}

// The reader's votes from before an edit are about what the comment says now.
async function reaffirm(tally) {
  const form = tally.querySelector(FORMS);
  try {
    adopt(tally, await post(new URL("../reaffirm/", form.action), form, {}));
    (tally.querySelector("[aria-pressed=true]") ?? tally.querySelector(`${FORMS} button`)).focus();
  } catch (error) {
    complain(tally, error instanceof Refusal ? error.message : AWAY);
  }
}

// A browser that has voted is told its own votes on what it shows; nobody else asks.
async function recall(root) {
  const tallies = [...root.querySelectorAll(TALLIES)].filter((tally) => tally.querySelector(FORMS));
  if (!tallies.length || !hasVoted()) return;
  const ids = tallies.map((tally) => tally.dataset.tally).join(",");
  const answer = await ask(`${said.dataset.mine}?comments=${ids}`);
  const { votes } = await answer.json();
  for (const tally of tallies) if (!pressed.has(tally)) tell(tally, votes[tally.dataset.tally] ?? {});
}

function tell(tally, mine) {
  for (const form of tally.querySelectorAll(FORMS)) {
    const value = mine[form.elements.axis.value] ?? 0;
    form.dataset.saved = value;
    show(form, value);
  }
  if (mine.before_edit) tally.querySelector(".notes").append(beforeEdit.content.cloneNode(true));
}

function begin(root) {
  recall(root).catch(() => {}); // What is not known is not shown, and a vote states what it wants all the same.
}

document.addEventListener("click", (event) => {
  const again = event.target.closest(`${FORMS} button`) && event.detail > 1;
  if (again) event.preventDefault(); // The second half of a double click.
  const still = event.target.closest("[data-reaffirm]");
  if (still) reaffirm(still.closest(TALLIES));
});

document.addEventListener("submit", (event) => {
  if (!event.target.matches(FORMS)) return;
  event.preventDefault();
  press(event.target, Number(event.submitter.value));
});

document.addEventListener("htmx:afterSwap", () => begin([...document.querySelectorAll("[data-address]")].pop()));

begin(document);
