// The agenda is built without leaving the page: rows moved by Alt and arrows or by dragging, lines added with Enter.
// Every step is the form that works without scripts; its answer is the whole page, from which the list is taken.

const SHIFTED = { ArrowRight: "in", ArrowLeft: "out" };
const PLAIN = { ArrowUp: "up", ArrowDown: "down" };
const INDENT = 56; // pixels from the list's edge behind which a dropped row goes beneath another

const agenda = () => document.querySelector("[data-house-agenda]");
const rowOf = (node) => node.closest?.("[data-house-row]");
const rows = () => [...agenda().querySelectorAll("[data-house-row]")];
const depth = (row) => Number(row.dataset.depth);

function say(words) {
  agenda().querySelector("[data-house-agenda-said]").textContent = words;
}

function titleOf(row) {
  return row.querySelector(".agenda-row-title").textContent.trim();
}

async function send(address, facts) {
  const body = new FormData();
  body.set("csrfmiddlewaretoken", agenda().querySelector("[name=csrfmiddlewaretoken]").value);
  for (const [name, value] of Object.entries(facts)) body.set(name, value);
  const answer = await fetch(address, { method: "POST", body });
  if (!answer.ok) throw new Error(String(answer.status));
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.querySelector("[data-house-agenda]");
  if (!fresh) throw new Error("signed out");
  agenda().replaceWith(document.adoptNode(fresh));
  letDrag();
  return page.querySelector(".messages")?.textContent.trim() ?? "";
}

async function move(row, facts) {
  const uid = row.dataset.houseRow;
  try {
    const refused = await send(row.dataset.place, facts);
    const moved = agenda().querySelector(`[data-house-row="${uid}"]`);
    moved?.querySelector(".agenda-row-title").focus();
    say(refused || `${titleOf(moved)} is item ${moved.querySelector(".agenda-row-number").textContent} now.`);
  } catch {
    location.reload();
  }
}

document.addEventListener("keydown", (event) => {
  const row = rowOf(event.target);
  const way = event.shiftKey ? SHIFTED[event.key] : PLAIN[event.key];
  if (!event.altKey || !way || !row?.dataset.place) return;
  event.preventDefault();
  move(row, { way });
});

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.closest("[data-house-agenda]")) return;
  const step = event.submitter?.name === "way" ? event.submitter : null;
  if (!step && !form.matches("[data-house-agenda-add]")) return;
  event.preventDefault();
  if (step) return move(rowOf(step), { way: step.value });
  const title = form.elements.title.value;
  try {
    const refused = await send(form.action, { title });
    const input = agenda().querySelector("#new-title");
    input.focus();
    if (refused) input.value = title;
    say(refused || `${title} was added.`);
  } catch {
    form.submit();
  }
});

// Dragging. Where a row is dropped: behind or before the one under the pointer, beneath an item where it is indented.
let dragged = null;

function letDrag() {
  for (const row of rows()) row.draggable = Boolean(row.dataset.place);
}

function unmark() {
  for (const row of rows()) row.classList.remove("drop-before", "drop-behind", "drop-beneath");
}

function siblingAbove(row) {
  const all = rows();
  for (let at = all.indexOf(row) - 1; at >= 0; at -= 1) {
    if (depth(all[at]) < depth(row)) return null;
    if (depth(all[at]) === depth(row) && all[at] !== dragged) return all[at];
  }
  return null;
}

function parentOf(row) {
  const all = rows().slice(0, rows().indexOf(row));
  return depth(row) ? all.reverse().find((other) => depth(other) < depth(row)) : null;
}

function target(event) {
  const row = rowOf(event.target);
  if (!dragged || !row || row === dragged || !agenda().contains(row)) return null;
  const box = row.getBoundingClientRect();
  const isBefore = event.clientY < box.top + box.height / 2;
  const isIndented = event.clientX > agenda().getBoundingClientRect().left + INDENT;
  if (isBefore) return { row, where: "before", parent: parentOf(row), after: siblingAbove(row) };
  if (depth(row) === 0 && isIndented) return { row, where: "beneath", parent: row, after: null };
  if (depth(row) && !isIndented) return { row, where: "behind", parent: null, after: parentOf(row) };
  return { row, where: "behind", parent: parentOf(row), after: row };
}

document.addEventListener("dragstart", (event) => {
  dragged = rowOf(event.target);
  if (!dragged?.dataset.place) return;
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", titleOf(dragged));
  dragged.classList.add("is-dragged");
});

document.addEventListener("dragover", (event) => {
  const found = target(event);
  if (!found) return;
  event.preventDefault();
  unmark();
  found.row.classList.add(found.where === "before" ? "drop-before" : "drop-behind");
  if (found.where === "beneath") found.row.classList.add("drop-beneath");
});

document.addEventListener("drop", (event) => {
  const found = target(event);
  if (!found) return;
  event.preventDefault();
  const uid = (row) => row?.dataset.houseRow ?? "";
  move(dragged, { parent: uid(found.parent), after: uid(found.after) });
});

document.addEventListener("dragend", () => {
  dragged?.classList.remove("is-dragged");
  dragged = null;
  unmark();
});

letDrag();
