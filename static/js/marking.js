// Attendance marked from the keyboard, line by line. A line saves by itself through htmx when something in it changes;
// here stand its keys, and what keeps typing safe while an answer is on its way.

const KEYS = { p: "present", t: "teleconference", a: "apologies", n: "" };
const RETRY_AFTER = 4000;
const REFRESH_AFTER = 300;
const sent = new WeakMap();
// Lines in which something was changed that has not been sent yet.
const pending = new Set();

const lineOf = (element) => element?.closest?.("[data-house-line]");
const isText = (element) => element.matches("input:not([type=radio])");
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
  if (isText(event.target) || event.target.matches("select")) return;
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

for (const kind of ["input", "change"]) {
  document.addEventListener(kind, (event) => {
    if (lineOf(event.target)) pending.add(lineOf(event.target));
  });
}

document.addEventListener("htmx:configRequest", (event) => {
  const line = lineOf(event.target);
  if (!line) return;
  pending.delete(line);
  event.detail.parameters.open = openLines(line.closest("[data-house-marking]"));
  sent.set(line, held(line));
});

// What was typed while the answer was on its way is never written over: the line only learns what the server holds now,
// and is sent again when the typing is done.
function keepTyping(line, answer) {
  const holder = document.createElement("template");
  holder.innerHTML = answer;
  const seen = holder.content.querySelector("[data-house-seen]");
  if (seen) line.querySelector("[data-house-seen]").value = seen.value;
}

document.addEventListener("htmx:beforeSwap", (event) => {
  const { target, xhr } = event.detail;
  if (!target.closest?.("[data-house-marking]")) return;
  if (xhr.status === 422) {
    event.detail.shouldSwap = true;
    event.detail.isError = false;
  }
  const line = lineOf(target);
  if (!line || !event.detail.shouldSwap || sent.get(line) === held(line)) return;
  event.detail.shouldSwap = false;
  keepTyping(line, event.detail.serverResponse);
});

// Where more lines changed than the one that was sent, the table is fetched again as soon as nothing is under way in it
// that the server does not hold yet, and put there only where nothing was done in it meanwhile.
let asked = "";

function stateOf(section) {
  const lines = [...section.querySelectorAll("[data-house-line]")];
  return [...lines.map(held), ...openLines(section)].join("\n");
}

function isBusy(section) {
  const isUnsaved = [...pending].some((line) => line.isConnected);
  return isUnsaved || section.querySelector(".htmx-request, .marking-wrong, #marking-new-name:not(:placeholder-shown)");
}

function refresh() {
  const section = document.querySelector("[data-house-marking]");
  if (!section) return;
  if (isBusy(section)) setTimeout(refresh, REFRESH_AFTER);
  else {
    asked = stateOf(section);
    const open = new URLSearchParams(openLines(section).map((key) => ["open", key]));
    window.htmx.ajax("GET", `${section.dataset.houseMarking}?${open}`, { target: section, swap: "outerHTML" });
  }
}

document.addEventListener("htmx:beforeSwap", (event) => {
  const section = event.detail.target;
  if (!section.matches?.("[data-house-marking]") || (asked === stateOf(section) && !isBusy(section))) return;
  event.detail.shouldSwap = false;
  setTimeout(refresh, REFRESH_AFTER);
});

document.addEventListener("marking-stale", () => setTimeout(refresh, REFRESH_AFTER));

function sayUnsent(event) {
  const line = lineOf(event.target);
  if (!line || event.detail.xhr?.status === 422) return;
  pending.add(line);
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
