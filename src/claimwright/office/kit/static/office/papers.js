import { all, one } from "./dom.js";

/* Documents of one encounter: one at a time, or two side by side. Without this script they stand below one another. */
export const papers = () => all(".papers > .note");
export function lay(paper, beside = false) {
  const shown = papers().filter((one) => !one.matches(".off"));
  const split = one(".papers").matches(".split");
  if (shown.includes(paper)) return;
  for (const other of split ? shown.slice(beside ? -1 : 0, beside ? undefined : 1) : shown) other.classList.add("off");
  paper.classList.remove("off");
  tell();
}
export function split() {
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
if (papers().length > 1) {
  one(".papers").classList.add("tabbed");
  for (const paper of papers().slice(1)) paper.classList.add("off");
  tell();
}
