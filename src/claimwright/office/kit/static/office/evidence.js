import { one } from "./dom.js";

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
