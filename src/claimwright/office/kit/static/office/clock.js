import { one } from "./dom.js";

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
