import { all, card, does, lastCard, one, typing } from "./dom.js";
import { show } from "./light.js";
import { open } from "./panels.js";
import { lay, papers, split } from "./papers.js";

/* Keys; each stands on the sheet that ? shows. */
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
function unfold(name) {
  const box = does(name);
  if (!box) return;
  box.open = true;
  one("select, input:not([type=hidden])", box)?.focus();
}
const press = (name) => does(name)?.click();
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
  (one("select, input:not([type=hidden]), textarea", found) || one("summary", found)).focus();
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
  A: () => box("assign"),
  C: () => box("coverage"),
  D: () => box("document"),
  R: () => (one("[data-release]") ? one("[data-release]").click() : box("reopen")),
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
    const box = event.target.closest?.("details.form, details.cover");
    for (const open of [box, ...all("details.form[open]", card() || document.createElement("i"))]) if (open) open.open = false;
    if (one("#hits")) one("#hits").replaceChildren();
    const back = box?.closest(".card") || lastCard() || (box && one("summary", box));
    if (back) back.focus();
    else document.activeElement.blur();
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
