/* What somebody writes in a form with a text area is kept on the server as she writes, and put back when she comes again. */
"use strict";

const writing = [...document.querySelectorAll("form[method=post]")].filter((form) => form.querySelector("textarea") && !form.querySelector("[type=password], [type=file]"));
const placeOf = (form) => new URL(form.action, location.href).pathname;
const token = (form) => form.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";

function send(form, address, fields) {
  const body = new URLSearchParams(fields);
  return fetch(address, { method: "POST", body, keepalive: true, redirect: "error", headers: { "X-CSRFToken": token(form) } });
}
function fieldsOf(form) {
  const names = [...form.elements].filter((item) => item.matches("textarea, input:not([type]), input[type=text], select") && item.name);
  return Object.fromEntries(names.map((item) => [item.name, item.value]));
}
const keep = (form, fields) => send(form, "/account/draft", { place: placeOf(form), fields: JSON.stringify(fields) }).catch(() => {});

for (const form of writing) {
  let timer = 0;
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => keep(form, fieldsOf(form)), 3000);
  });
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    keep(form, {});
  });
}
if (writing.length) {
  send(writing[0], "/account/drafts", { places: JSON.stringify(writing.map(placeOf)) })
    .then((answer) => answer.json())
    .then((drafts) => {
      for (const form of writing) {
        const draft = drafts[placeOf(form)];
        if (!draft) continue;
        for (const [name, value] of Object.entries(draft)) if (form.elements[name]) form.elements[name].value = value;
        for (let box = form.closest("details"); box; box = box.parentElement.closest("details")) box.open = true;
        const said = document.createElement("p");
        said.className = "message";
        said.setAttribute("role", "status");
        said.textContent = "This is what you were writing when you were signed out. It is not sent yet.";
        form.prepend(said);
      }
    })
    .catch(() => {});
}
