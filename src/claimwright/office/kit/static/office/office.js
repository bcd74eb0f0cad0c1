/* Keyboard and highlight linking. Everything works without it: every key has a button, every link an address. */
"use strict";

const one = (selector, root = document) => root.querySelector(selector);
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const typing = (target) => target.matches("input, select, textarea, [contenteditable]");

/* Words and codes light each other up. The note is first shown from its beginning. */
let begun = false;
function light(keys, on) {
  for (const key of keys) {
    for (const mark of all(`mark[data-keys~="${key}"]`)) mark.classList.toggle("lit", on);
    for (const card of all(`[data-key="${key}"]`)) card.classList.toggle("lit", on);
  }
}
function keysAt(target) {
  const mark = target.closest?.("mark[data-keys]");
  if (mark) return mark.dataset.keys.split(" ");
  const card = target.closest?.("[data-key]");
  return card ? [card.dataset.key] : [];
}
function show(key, place = 0) {
  const marks = all(`mark[data-keys~="${key}"]`);
  const open = marks.filter((mark) => !mark.closest(".note.off"));
  const mark = place ? marks[place % marks.length] : open[0] || marks[0];
  const pane = mark?.closest(".note");
  if (pane?.matches(".off")) lay(pane, true);
  if (!pane || pane.scrollHeight <= pane.clientHeight) return;
  const top = mark.getBoundingClientRect().top - pane.getBoundingClientRect().top;
  if (top < 30 || top > pane.clientHeight - 60) pane.scrollTop += top - pane.clientHeight / 3;
}
document.addEventListener("mouseover", (event) => light(keysAt(event.target), true));
document.addEventListener("mouseout", (event) => light(keysAt(event.target), false));
document.addEventListener("focusin", (event) => {
  const keys = keysAt(event.target);
  light(keys, true);
  if (begun && keys.length && !event.target.closest(".note")) show(keys[0]);
});
document.addEventListener("focusout", (event) => light(keysAt(event.target), false));
document.addEventListener("click", (event) => {
  const mark = event.target.closest("mark[data-keys]");
  if (mark && !String(getSelection())) {
    const card = one(`[data-key="${mark.dataset.keys.split(" ")[0]}"]`);
    card?.closest("details")?.setAttribute("open", "");
    card?.focus();
  }
  if (event.target.closest("[data-keys-sheet]")) one("#keys")?.showModal();
  for (const name of ["encoder", "history"]) {
    if (!event.target.closest(`[data-${name}]`) || !one(`#${name}`)) continue;
    event.preventDefault();
    open(name);
  }
});

/* Words that stand somewhere in the note, shown there while they are pointed at. */
function place(target, on) {
  const [document_, start, end] = target.dataset.at.split(":");
  const text = all(".text").find((one) => one.dataset.document === document_);
  const pieces = all("[data-start]", text || document.createElement("i")).filter((piece) => {
    const from = Number(piece.dataset.start);
    return from < Number(end) && from + [...piece.textContent].length > Number(start);
  });
  for (const piece of pieces) piece.classList.toggle("here", on);
  const pane = text?.closest(".note");
  if (!on || !pieces.length) return;
  if (pane.matches(".off")) lay(pane, true);
  pieces[0].scrollIntoView({ block: "nearest" });
}
for (const [event_, on] of [["focusin", true], ["focusout", false], ["mouseover", true], ["mouseout", false]]) {
  document.addEventListener(event_, (event) => {
    const target = event.target.closest?.("[data-at]");
    if (target) place(target, on);
  });
}

/* Documents of one encounter: one at a time, or two side by side. Without this script they stand below one another. */
const papers = () => all(".papers > .note");
function lay(paper, beside = false) {
  const shown = papers().filter((one) => !one.matches(".off"));
  const split = one(".papers").matches(".split");
  if (shown.includes(paper)) return;
  for (const other of split ? shown.slice(beside ? -1 : 0, beside ? undefined : 1) : shown) other.classList.add("off");
  paper.classList.remove("off");
  tell();
}
function split() {
  if (papers().length < 2) return;
  const two = one(".papers").classList.toggle("split");
  const shown = papers().filter((paper) => !paper.matches(".off"));
  if (two) papers().find((paper) => paper.matches(".off"))?.classList.remove("off");
  else for (const paper of shown.slice(1)) paper.classList.add("off");
  tell();
}
function tell() {
  const shown = papers().filter((paper) => !paper.matches(".off")).map((paper) => paper.id);
  for (const tab of all("[data-paper]")) tab.toggleAttribute("aria-current", shown.includes(`paper-${tab.dataset.paper}`));
  one("[data-split]")?.setAttribute("aria-pressed", one(".papers").matches(".split"));
}
document.addEventListener("click", (event) => {
  const tab = event.target.closest("[data-paper]");
  if (tab) {
    event.preventDefault();
    lay(document.getElementById(`paper-${tab.dataset.paper}`));
  }
  if (event.target.closest("[data-split]")) split();
});

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

/* The words selected in the note become the evidence of the code that is added. */
let selected = null;
document.addEventListener("selectionchange", () => {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return;
  const range = selection.getRangeAt(0);
  const text = range.commonAncestorContainer.parentElement?.closest(".text") || one(".text", range.commonAncestorContainer.parentElement);
  const place = (node, offset) => Number(node.parentElement?.closest("[data-start]")?.dataset.start ?? NaN) + offset;
  if (!text || range.startContainer.nodeType !== 3 || range.endContainer.nodeType !== 3) return;
  const count = (string) => [...string].length; // offsets count characters, not UTF-16 units
  const start = place(range.startContainer, count(range.startContainer.data.slice(0, range.startOffset)));
  const end = place(range.endContainer, count(range.endContainer.data.slice(0, range.endOffset)));
  selected = start < end ? { document: text.dataset.document, start, end, text: range.toString() } : null;
});
document.addEventListener("submit", (event) => {
  if (!selected || !event.target.closest(".hits")) return;
  for (const name of Object.keys(selected)) one(`[name="${name}"]`, event.target).value = selected[name];
}, true);

/* A panel over the page: it asks for what it shows when it opens. */
function open(name) {
  const box = one(`#${name}`);
  if (!box || box.open) return;
  box.showModal();
  box.dispatchEvent(new CustomEvent("asked"));
}

/* In the encoder: arrow keys go along the lines, Backspace back to what was shown before. */
const before = [];
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.target.id === "encoder-body") before.push([...event.target.childNodes].map((node) => node.cloneNode(true)));
});
document.addEventListener("keydown", (event) => {
  const body = one("#encoder-body");
  if (!body || !event.target.closest("#encoder, .encoder")) return;
  const way = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (way && !event.target.matches("select")) {
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

/* Time at work: counted while the page is seen and something was done within the last minute. */
const clock = one("[data-active]");
if (clock) {
  const BEAT = 15;
  let [done, unsent, last] = [Number(clock.dataset.seconds), 0, Date.now()];
  const send = () => {
    if (!unsent) return;
    const body = new URLSearchParams({ seconds: unsent, csrfmiddlewaretoken: one("[name=csrfmiddlewaretoken]").value });
    unsent = 0;
    fetch(clock.dataset.active, { method: "POST", body, keepalive: true, redirect: "error" }).catch(() => {});
  };
  for (const sign of ["keydown", "pointermove", "wheel"]) document.addEventListener(sign, () => { last = Date.now(); }, { passive: true });
  setInterval(() => {
    const working = document.visibilityState === "visible" && Date.now() - last < 60_000;
    clock.classList.toggle("still", !working);
    if (!working) return;
    done += BEAT;
    unsent += BEAT;
    clock.textContent = `${Math.ceil(done / 60)} min`;
    if (unsent >= 4 * BEAT) send();
  }, BEAT * 1000);
  addEventListener("pagehide", send);
}

/* Keys. */
function step(by) {
  const rows = all("[data-rows] tbody tr");
  const items = rows.length ? rows : all(".card");
  if (!items.length) return;
  const now = rows.length ? rows.findIndex((row) => row.classList.contains("at")) : items.indexOf(document.activeElement.closest(".card"));
  const next = items[Math.max(0, Math.min(items.length - 1, now + by))];
  for (const row of rows) row.classList.toggle("at", row === next);
  const goal = rows.length ? one("[data-open]", next) : next;
  goal?.focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
}
const card = () => document.activeElement.closest?.(".card");
function unfold(name) {
  const box = one(`[data-does="${name}"]`, card() || document.createElement("i"));
  if (!box) return;
  box.open = true;
  one("select, input:not([type=hidden])", box)?.focus();
}
const press = (name) => one(`[data-does="${name}"]`, card() || document.createElement("i"))?.click();
function part(name) {
  const field = one(`[data-part="${name}"]`, card() || document.createElement("i"));
  if (!field) return;
  field.closest("details").open = true;
  field.focus();
  field.select();
}
function box(name) {
  const found = one(`[data-box="${name}"]`);
  if (!found) return false;
  found.open = true;
  (one("select, input:not([type=hidden])", found) || one("summary", found)).focus();
  return true;
}
const seen = { key: "", place: 0 };
function evidence() {
  const key = card()?.dataset.key;
  if (!key) return;
  Object.assign(seen, key === seen.key ? { place: seen.place + 1 } : { key, place: 1 });
  show(key, seen.place);
}
const GO = { h: "/", w: "/encounters/", c: "/claims/", r: "/remittances/", a: "/accounts/", p: "/patients/", v: "/eligibility/", d: "/deposits/", t: "/tasks/" };
const KEYS = {
  j: () => step(1),
  k: () => step(-1),
  a: () => press("accept"),
  x: () => box("return") || unfold("reject"),
  u: () => press("undo"),
  z: () => one("[data-undo-last]")?.click(),
  "[": () => press("up"),
  "]": () => press("down"),
  p: () => press("top"),
  e: () => unfold("edit"),
  m: () => part("modifiers"),
  o: () => part("pointers"),
  "+": () => press("more"),
  "-": () => press("less"),
  Y: () => press("poa-Y"),
  N: () => press("poa-N"),
  U: () => press("poa-U"),
  W: () => press("poa-W"),
  "/": () => (one("#bench [data-search]") || one("[data-everything]") || one("[data-search]"))?.focus(),
  ".": () => one("main [data-search]")?.focus(),
  f: () => one("#finalize")?.requestSubmit(),
  F: () => one("[data-then]")?.click(),
  n: () => one("[data-next]")?.click(),
  t: () => one("#take")?.requestSubmit(),
  w: () => box("hold"),
  l: () => box("look"),
  y: () => unfold("why"),
  i: () => unfold("book"),
  v: () => evidence(),
  d: () => split(),
  s: () => one("[data-submit-claim]")?.requestSubmit(),
  c: () => one("[data-claim]")?.click(),
  r: () => box("level"),
  q: () => one("[data-queries]")?.click(),
  b: () => open("encoder"),
  h: () => open("history"),
  "?": () => one("#keys")?.showModal(),
};
let going = false;
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || one("dialog[open]")) return;
  if (event.key === "Escape") {
    const box = event.target.closest?.("details.form");
    if (box) box.open = false;
    if (one("#hits")) one("#hits").replaceChildren();
    (box?.closest(".card") || document.activeElement).focus();
    if (!box) document.activeElement.blur();
    return;
  }
  if (event.key === "ArrowDown" && event.target.matches("[data-search], .hits button")) {
    const buttons = all(".hits button:not([disabled])");
    buttons[buttons.indexOf(document.activeElement) + 1]?.focus();
    event.preventDefault();
    return;
  }
  if (typing(event.target)) return;
  if (going) {
    going = false;
    if (GO[event.key]) location.assign(GO[event.key]);
    return;
  }
  if (event.key === "g") {
    going = true;
    setTimeout(() => { going = false; }, 1200);
    return;
  }
  const pressed = /^[a-z]$/.test(event.key) && one(`[data-press="${event.key}"]`);
  const other = /^[1-9]$/.test(event.key) && one(`[data-does="why"][open] [data-alternative="${event.key}"]`, card() || document.createElement("i"));
  if (other) {
    other.click();
    return;
  }
  if (/^[1-9]$/.test(event.key) && papers()[event.key - 1]) {
    lay(papers()[event.key - 1]);
    return;
  }
  const act = pressed ? () => pressed.click() : KEYS[event.key];
  if (!act || (event.key === "?" && !one("#keys"))) return;
  event.preventDefault();
  act();
});

/* Ready to go on at once: the first open code of a note, the first row of a list. */
document.addEventListener("DOMContentLoaded", () => {
  if (papers().length > 1) {
    one(".papers").classList.add("tabbed");
    for (const paper of papers().slice(1)) paper.classList.add("off");
    tell();
  }
  if (one("#bench")) (one('.card[data-state="proposed"]') || one(".card"))?.focus({ preventScroll: true });
  begun = true;
});
