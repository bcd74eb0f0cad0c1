/* Finding elements of a page. */
export const one = (selector, root = document) => root.querySelector(selector);
export const all = (selector, root = document) => [...root.querySelectorAll(selector)];
export const typing = (target) => target.matches("input, select, textarea, [contenteditable]");
/** The card of a code that has the focus. */
export const card = () => document.activeElement.closest?.(".card");
/** The part of that card that has this name: a button, or a box that unfolds. */
export const does = (name) => one(`[data-does="${name}"]`, card() || document.createElement("i"));
/** The card that had the focus last, if it still stands here. */
let last = "";
document.addEventListener("focusin", () => { last = card()?.id || last; });
export const lastCard = () => last && one(`#${last}`);
