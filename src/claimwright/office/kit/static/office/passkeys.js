/* Passkeys (WebAuthn). A form with data-passkey-form sends what the person's key answers; what to ask stands in the page or at the form's address. */
"use strict";

async function options(form) {
  if (!form.dataset.passkeyForm) return JSON.parse(document.getElementById("passkey-options").textContent);
  const answer = await fetch(form.dataset.passkeyForm, { headers: { "X-Requested-With": "XMLHttpRequest" } });
  if (!answer.ok) throw new Error("Too many tries. Wait a minute.");
  return answer.json();
}

async function ask(form) {
  const { creation_options: making, request_options: asking } = await options(form);
  if (asking) return navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(asking.publicKey) });
  const wanted = making.publicKey;
  if (form.elements.passwordless.checked) {
    wanted.authenticatorSelection = { ...wanted.authenticatorSelection, residentKey: "required", requireResidentKey: true, userVerification: "required" };
  }
  return navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(wanted) });
}

for (const form of document.querySelectorAll("[data-passkey-form]")) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const says = form.querySelector("[data-passkey-says]");
    if (!window.PublicKeyCredential?.parseRequestOptionsFromJSON) {
      says.textContent = "This browser knows no passkeys.";
      return;
    }
    says.textContent = "Waiting for your passkey …";
    try {
      form.elements.credential.value = JSON.stringify((await ask(form)).toJSON());
      form.submit();
    } catch (error) {
      says.textContent = error.name === "Error" ? error.message : "That did not work, or you stopped it.";
    }
  });
}
