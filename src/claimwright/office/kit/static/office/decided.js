import { all, lastCard, one } from "./dom.js";

/* Marks follow their codes' state after a decision. */
const STATES = ["accepted", "edited", "added", "proposed", "rejected"];
function restate() {
  for (const mark of all("mark.is-code")) {
    const cards = mark.dataset.keys.split(" ").map((key) => one(`.card[data-key="${key}"]:not([data-visit])`));
    const states = cards.filter(Boolean).map((card) => card.dataset.state);
    const strongest = STATES.find((state) => states.includes(state));
    for (const state of STATES) mark.classList.toggle(`was-${state}`, state === strongest);
  }
}

/* What the edits say of the codes as they stand is marked on their cards, and counted beside the signature. */
function mark() {
  const found = all("[data-about]");
  for (const card of all(".card[data-code]")) {
    const own = found.filter((one) => one.dataset.about.split(" ").includes(card.dataset.code));
    card.classList.toggle("found", own.length > 0);
    card.title = own.map((one) => one.innerText.trim()).join("\n");
  }
  const count = one("#findings");
  if (!count) return;
  count.hidden = !found.length;
  count.textContent = found.length === 1 ? "1 finding" : `${found.length} findings`;
}

/* Accepted or rejected, one goes on with the next open code. After anything else the focus is where it was. */
const asked = new WeakMap();
function place(active) {
  if (active === document.body) return null;
  const card = active.closest(".card");
  const name = active.closest("[data-does]")?.dataset.does;
  return () => (card ? one(`#${card.id} [data-does="${name}"]:not(details)`) || one(`#${card.id}`) : active.id && one(`#${active.id}`)) || lastCard();
}
document.addEventListener("htmx:beforeRequest", ({ target, detail }) => {
  const does = one("[data-does]", target) || target.closest("[data-does]");
  const decided = ["accept", "reject"].includes(does?.dataset.does) && target.closest(".card")?.id;
  asked.set(detail.xhr, { decided, was: place(document.activeElement) });
});
document.addEventListener("htmx:afterSettle", ({ detail }) => {
  restate();
  mark();
  const { decided, was } = asked.get(detail.xhr) || {};
  asked.delete(detail.xhr); // one answer may settle in several parts
  const cards = all(".card");
  const next = decided && cards.slice(1 + cards.findIndex((card) => card.id === decided)).find((card) => card.dataset.state === "proposed");
  if (next) next.focus();
  else if (was && (decided || document.activeElement === document.body)) was()?.focus();
});
