/* Everything works without these: every key has a button, every link an address. */
import "./clock.js";
import "./decided.js";
import "./evidence.js";
import "./keys.js";
import { one } from "./dom.js";
import { begin } from "./light.js";

/* Ready to go on at once: the first open code of a note. */
if (one("#bench")) (one('.card[data-state="proposed"]') || one(".card"))?.focus({ preventScroll: true });
begin();
/* Where the ways to the pages scroll, the present one is seen. */
const here = one(".bar nav [aria-current]");
if (here) here.closest("nav").scrollLeft = here.offsetLeft - here.closest("nav").clientWidth / 2;
