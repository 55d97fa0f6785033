// Checking a reading beside its source: a link to lines scrolls only the source, where it stands beside, and marks them
// all; what was typed is not left behind unsaved without a question; Ctrl+S saves.

const source = document.querySelector("[data-house-source]");
const form = document.querySelector("[data-house-checking]");
const beside = matchMedia("(width >= 64rem)");
let isTyped = false;

function mark(first, last) {
  for (const line of document.querySelectorAll(".line-marked")) line.classList.remove("line-marked");
  for (let number = first; number <= last; number += 1) {
    document.getElementById(`line-${number}`)?.classList.add("line-marked");
  }
}

function show(first) {
  const line = document.getElementById(`line-${first}`);
  if (!line) return;
  const top = line.getBoundingClientRect().top - source.getBoundingClientRect().top + source.scrollTop;
  source.scrollTo({ top: top - source.clientHeight / 4 });
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-house-lines]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const [first, last] = link.dataset.houseLines.split("-").map(Number);
  mark(first, last);
  if (!beside.matches) return;
  event.preventDefault();
  show(first);
});

// A field inside a folded part is unfolded before the browser goes there.
function unfold() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  for (let each = target?.closest("details"); each; each = each.parentElement.closest("details")) each.open = true;
  if (target?.matches("input, select, textarea")) target.focus();
  else if (target?.matches(".read-row, .piece")) target.querySelector("input:not([type=hidden]), select, textarea")?.focus();
}

addEventListener("hashchange", unfold);
unfold();

form?.addEventListener("input", () => {
  isTyped = true;
});
form?.addEventListener("submit", () => {
  isTyped = false;
});
addEventListener("beforeunload", (event) => {
  if (isTyped) event.preventDefault();
});
document.addEventListener("keydown", (event) => {
  if (!form || event.key !== "s" || !(event.ctrlKey || event.metaKey) || event.altKey) return;
  event.preventDefault();
  form.requestSubmit(form.querySelector('button[value="save"]'));
});
