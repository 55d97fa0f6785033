// A form with data-house-passkey is filled in by a passkey: "create" makes one, "get" and "sign-in" ask for one. What the
// device is asked stands on the page, or, for signing in, comes from the form's own address.

function bytes(text) {
  const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(plain, (sign) => sign.charCodeAt(0));
}

function words(buffer) {
  const plain = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join("");
  return btoa(plain).replace(/\+/g, "-").replace(/\//g, "_").replace(/=/g, "");
}

function known(credentials = []) {
  return credentials.map((each) => ({ ...each, id: bytes(each.id) }));
}

async function made({ publicKey }) {
  // Kept in the device and opened by finger, face or PIN, so that it can sign in by itself.
  const selection = { residentKey: "required", requireResidentKey: true, userVerification: "required" };
  const credential = await navigator.credentials.create({
    publicKey: {
      ...publicKey,
      authenticatorSelection: { ...publicKey.authenticatorSelection, ...selection },
      challenge: bytes(publicKey.challenge),
      excludeCredentials: known(publicKey.excludeCredentials),
      user: { ...publicKey.user, id: bytes(publicKey.user.id) },
    },
  });
  return told(credential, {
    attestationObject: words(credential.response.attestationObject),
    transports: credential.response.getTransports?.() ?? [],
  });
}

async function shown({ publicKey }) {
  const credential = await navigator.credentials.get({
    publicKey: {
      ...publicKey,
      allowCredentials: known(publicKey.allowCredentials),
      challenge: bytes(publicKey.challenge),
    },
  });
  const { response } = credential;
  return told(credential, {
    authenticatorData: words(response.authenticatorData),
    signature: words(response.signature),
    userHandle: response.userHandle ? words(response.userHandle) : null,
  });
}

function told(credential, response) {
  return {
    type: credential.type,
    id: credential.id,
    rawId: words(credential.rawId),
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
    response: { clientDataJSON: words(credential.response.clientDataJSON), ...response },
  };
}

async function asked(form) {
  const place = form.dataset.housePasskeyOptions;
  if (place) return JSON.parse(document.getElementById(place).textContent);
  const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
  return answer.json();
}

async function fill(form) {
  const options = await asked(form);
  const isNew = form.dataset.housePasskey === "create";
  const credential = isNew ? await made(options.creation_options) : await shown(options.request_options);
  form.elements.credential.value = JSON.stringify(credential);
  form.submit();
}

for (const form of document.querySelectorAll("[data-house-passkey]")) {
  if (!window.PublicKeyCredential) continue;
  form.hidden = false;
  const around = form.closest("[data-house-passkey-only]");
  if (around) around.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const said = form.querySelector("[data-house-passkey-said]");
    said.hidden = true;
    fill(form).catch(() => {
      said.textContent = "The passkey was not used. Try again, or take another way.";
      said.hidden = false;
    });
  });
}
