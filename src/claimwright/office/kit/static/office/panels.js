import { all, lastCard, one, typing } from "./dom.js";

/* A panel over the page: it asks for what it shows when it opens; closed, it gives the focus back, to a card that was drawn anew meanwhile too. */
export function open(name) {
  const box = one(`#${name}`);
  if (!box || box.open) return;
  box.showModal();
  box.addEventListener("close", () => { if (document.activeElement === document.body) lastCard()?.focus(); }, { once: true });
  box.dispatchEvent(new CustomEvent("asked"));
}

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-keys-sheet]")) one("#keys")?.showModal();
  for (const name of ["encoder", "history"]) {
    if (!event.target.closest(`[data-${name}]`) || !one(`#${name}`)) continue;
    event.preventDefault();
    open(name);
  }
});

/* In the encoder: arrow keys go along the lines, Backspace back to what was shown before; where a character is to be chosen, its key does. */
const before = [];
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.target.id === "encoder-body") before.push([...event.target.childNodes].map((node) => node.cloneNode(true)));
});
document.addEventListener("htmx:afterSettle", (event) => {
  const words = one("#encoder-words", event.target);
  if (words?.value) words.form.requestSubmit(); // typed before the panel could listen
});
document.addEventListener("htmx:afterSwap", (event) => {
  const body = event.target;
  if (body.id !== "encoder-body" || typing(document.activeElement)) return;
  (one("[data-added]", body) || one("[data-character]", body) || one("button", body))?.focus();
});
document.addEventListener("keydown", (event) => {
  const body = one("#encoder-body");
  if (!body || !event.target.closest("#encoder, .encoder")) return;
  const chosen = /^[0-9a-z]$/i.test(event.key) && !typing(event.target) && one(`[data-character="${event.key.toUpperCase()}"]`, body);
  const way = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (chosen && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.stopImmediatePropagation();
    event.preventDefault();
    chosen.click();
  } else if (way && !event.target.matches("select")) {
    const buttons = all("button:not([disabled])", body);
    const next = buttons.indexOf(document.activeElement) + way;
    (buttons[next] || (way < 0 ? one("#encoder-words") : buttons.at(-1)))?.focus();
    event.preventDefault();
  } else if (event.key === "Backspace" && !(typing(event.target) && event.target.value) && before.length) {
    body.replaceChildren(...before.pop());
    htmx.process(body);
    one("button", body)?.focus();
    event.preventDefault();
  }
});
