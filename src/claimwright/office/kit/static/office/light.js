import { all, one } from "./dom.js";
import { lay } from "./papers.js";

/* Words and codes light each other up. The note is first shown from its beginning. */
let begun = false;
export const begin = () => { begun = true; };
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
export function show(key, place = 0) {
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
