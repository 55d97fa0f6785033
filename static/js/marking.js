// Attendance marked from the keyboard, line by line. A line saves by itself through htmx when something in it changes;
// here stand its keys, and what keeps typing safe while an answer is on its way.

const KEYS = { p: "present", t: "teleconference", a: "apologies", n: "" };
const RETRY_AFTER = 4000;
const sent = new WeakMap();

const lineOf = (element) => element?.closest?.("[data-house-line]");
const isTyped = (element) => element.matches("input:not([type=radio]), select, textarea");
const held = (line) =>
  [...line.querySelectorAll("input, select")]
    .filter((control) => control.type !== "radio" || control.checked)
    .filter((control) => !("houseSeen" in control.dataset))
    .map((control) => `${control.name}=${control.value}`)
    .join("&");

function mark(line, value) {
  const radio = [...line.querySelectorAll("input[type=radio]")].find((each) => each.value === value);
  radio.focus();
  if (radio.checked) return;
  radio.checked = true;
  radio.dispatchEvent(new Event("change", { bubbles: true }));
}

function goTo(line, step) {
  const lines = [...line.closest("[data-house-marking]").querySelectorAll("[data-house-line]")];
  const next = lines[lines.indexOf(line) + step];
  next?.querySelector("input[type=radio]:checked")?.focus();
}

function more(line) {
  const details = line.querySelector("details");
  details.open = !details.open;
  (details.open ? details.querySelector("select, input") : line.querySelector("input:checked")).focus();
}

document.addEventListener("keydown", (event) => {
  const line = lineOf(event.target);
  if (!line || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape" && event.target.closest("details[open]")) return more(line);
  if (isTyped(event.target)) return;
  const key = event.key.toLowerCase();
  if (key in KEYS) mark(line, KEYS[key]);
  else if (key === "m") more(line);
  else if (key === "arrowdown") goTo(line, 1);
  else if (key === "arrowup") goTo(line, -1);
  else return;
  event.preventDefault();
});

function openLines(section) {
  const open = [...section.querySelectorAll("[data-house-line]")].filter((line) => line.querySelector("details").open);
  return open.map((line) => line.querySelector("input[name=row]").value);
}

document.addEventListener("htmx:configRequest", (event) => {
  const section = event.target.closest?.("[data-house-marking]");
  if (!section) return;
  event.detail.parameters.open = openLines(section);
  for (const line of section.querySelectorAll("[data-house-line]")) if (!sent.has(line)) sent.set(line, held(line));
  const line = lineOf(event.target);
  if (line) sent.set(line, held(line));
});

// What was typed while the answer was on its way is never written over: the line only learns what the server holds now,
// and is sent again when the typing is done.
function keepTyping(line, answer) {
  const holder = document.createElement("template");
  holder.innerHTML = answer;
  const seen = holder.content.querySelector(`#${CSS.escape(line.id)} [data-house-seen]`);
  if (seen) line.querySelector("[data-house-seen]").value = seen.value;
}

document.addEventListener("htmx:beforeSwap", (event) => {
  const { target, xhr, requestConfig } = event.detail;
  const section = target.closest?.("[data-house-marking]");
  if (!section || requestConfig?.verb !== "post") return;
  if (xhr.status === 422) {
    event.detail.shouldSwap = true;
    event.detail.isError = false;
  }
  const typing = [...section.querySelectorAll("[data-house-line]")].filter(
    (line) => sent.has(line) && sent.get(line) !== held(line) && (target === section || target === line),
  );
  if (!typing.length || !event.detail.shouldSwap) return;
  event.detail.shouldSwap = false;
  for (const line of typing) keepTyping(line, event.detail.serverResponse);
});

function sayUnsent(event) {
  const line = lineOf(event.target);
  if (!line) return;
  line.querySelector("[data-house-said]").textContent = line.closest("[data-house-marking]").dataset.houseUnsent;
  setTimeout(() => line.isConnected && window.htmx.trigger(line, "change"), RETRY_AFTER);
}

for (const failure of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) {
  document.addEventListener(failure, sayUnsent);
}

function reveal(root) {
  for (const element of root.querySelectorAll("[data-house-marking] [data-house-scripted]")) element.hidden = false;
}

reveal(document);
document.addEventListener("htmx:afterSwap", () => reveal(document));
