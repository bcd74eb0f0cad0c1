import { all, one } from "./dom.js";

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

/* After a decision the panel is new: go on with the next open code, or stay. */
let at = null;
document.addEventListener("htmx:beforeRequest", (event) => {
  const card = event.target.closest?.(".card");
  if (card) at = card.id; // what loads by itself meanwhile (the preview) does not take the place
});
document.addEventListener("htmx:afterSettle", () => {
  restate();
  mark();
  if (!at) return;
  const cards = all(".card");
  const here = cards.findIndex((card) => card.id === at);
  const next = cards.slice(here + 1).find((card) => card.dataset.state === "proposed") || cards[here];
  next?.focus();
  at = null;
});
